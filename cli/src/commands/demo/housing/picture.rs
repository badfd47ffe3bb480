//! What stands for a photo in a district that does not exist: a test card, so that nobody takes it for a picture of a place.

use anyhow::{Context as _, Result};
use image::{ImageFormat, Rgb, RgbImage};
use kernel::Chance;

const WIDTH: u32 = 320;
const HEIGHT: u32 = 240;
const BARS: u32 = 8;

/// A card of eight bars in drawn greys, as a PNG.
pub(super) fn draw(dice: &mut Chance) -> Result<Vec<u8>> {
    let mut greys = [0_u8; BARS as usize];
    dice.fill(&mut greys);
    let card = RgbImage::from_fn(WIDTH, HEIGHT, |x, y| {
        let bar = usize::try_from(x * BARS / WIDTH).unwrap_or(0);
        let grey = greys.get(bar).copied().unwrap_or(0);
        // A white frame, as a print has.
        let framed = x < 6 || y < 6 || x >= WIDTH - 6 || y >= HEIGHT - 6;
        if framed { Rgb([255; 3]) } else { Rgb([grey; 3]) }
    });
    let mut file = std::io::Cursor::new(Vec::new());
    card.write_to(&mut file, ImageFormat::Png).context("draw a card")?;
    Ok(file.into_inner())
}
