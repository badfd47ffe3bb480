//! What stands for a photo in a district that does not exist: a test card, so that nobody takes it for a picture of a place.

use anyhow::{Context as _, Result};
use image::{
    ExtendedColorType, ImageEncoder as _,
    codecs::png::{CompressionType, FilterType, PngEncoder},
};
use kernel::Chance;

const WIDTH: u32 = 320;
const HEIGHT: u32 = 240;
const BARS: u32 = 8;
/// Pixels of the white frame, as a print has.
const FRAME: u32 = 6;

/// A card of eight bars in drawn greys, as a PNG; not packed, for it is read once and kept as a JPEG.
pub(crate) fn draw(dice: &mut Chance) -> Result<Vec<u8>> {
    let mut greys = [0_u8; BARS as usize];
    dice.fill(&mut greys);
    let inside = |at: u32, length: u32| at >= FRAME && at < length - FRAME;
    let bar = |x: u32| {
        let bar = usize::try_from(x * BARS / WIDTH).unwrap_or(0);
        greys.get(bar).copied().filter(|_| inside(x, WIDTH)).unwrap_or(u8::MAX)
    };
    let bars: Vec<u8> = (0..WIDTH).map(bar).collect();
    let white = vec![u8::MAX; bars.len()];
    let line = |y: u32| if inside(y, HEIGHT) { &bars } else { &white };
    let card: Vec<u8> = (0..HEIGHT).flat_map(line).copied().collect();
    let mut file = Vec::new();
    PngEncoder::new_with_quality(&mut file, CompressionType::Uncompressed, FilterType::NoFilter)
        .write_image(&card, WIDTH, HEIGHT, ExtendedColorType::L8)
        .context("draw a card")?;
    Ok(file)
}
