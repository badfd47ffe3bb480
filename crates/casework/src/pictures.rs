//! Photos of things: sniffed, turned upright, made smaller, and written anew, so that nothing but the picture is left.

use std::io::Cursor;

use image::{
    DynamicImage, ImageDecoder as _, ImageFormat, ImageReader, Limits, codecs::jpeg::JpegEncoder,
    imageops::FilterType,
};

/// Longest side of what is kept, pixels.
const LONGEST_PX: u32 = 2_048;
/// Longest side of what is read, pixels.
const LONGEST_READ_PX: u32 = 16_384;
/// Memory that reading one may take, bytes.
const MEMORY: u64 = 256 * 1024 * 1024;
/// Longest file, bytes.
pub const LONGEST_FILE: usize = 20 * 1024 * 1024;
const QUALITY: u8 = 85;

/// A photo as it is kept: a JPEG without anything beside the picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// The file.
    pub jpeg: Vec<u8>,
    /// Width, pixels.
    pub width: u32,
    /// Height, pixels.
    pub height: u32,
    /// BLAKE3 of the file as it came, in hex: the same photo sent twice is known.
    pub hash: String,
}

/// Why a photo is not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PictureFault {
    /// The file is too long.
    #[error("a file of {length} bytes; {LONGEST_FILE} at the most")]
    TooLong {
        /// Its length.
        length: usize,
    },
    /// It is no JPEG, PNG or WebP, whatever its name says.
    #[error("neither JPEG nor PNG nor WebP")]
    NotAPicture,
    /// It says that it is a picture and cannot be read as one.
    #[error("the picture is broken, or larger than {LONGEST_READ_PX} pixels")]
    Broken,
}

impl Picture {
    /// Reads a file that somebody sent. Slow: run it where blocking is allowed.
    pub fn read(file: &[u8]) -> Result<Self, PictureFault> {
        if file.len() > LONGEST_FILE {
            return Err(PictureFault::TooLong { length: file.len() });
        }
        let format = image::guess_format(file).map_err(|_| PictureFault::NotAPicture)?;
        if !matches!(format, ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP) {
            return Err(PictureFault::NotAPicture);
        }
        let upright = decode(file, format).map_err(|_| PictureFault::Broken)?;
        let fitting = if upright.width().max(upright.height()) > LONGEST_PX {
            upright.resize(LONGEST_PX, LONGEST_PX, FilterType::Triangle)
        } else {
            upright
        };
        let rgb = fitting.into_rgb8();
        let mut jpeg = Vec::new();
        rgb.write_with_encoder(JpegEncoder::new_with_quality(&mut jpeg, QUALITY))
            .map_err(|_| PictureFault::Broken)?;
        let hash = blake3::hash(file).to_hex().to_string();
        Ok(Self { jpeg, width: rgb.width(), height: rgb.height(), hash })
    }
}

fn decode(file: &[u8], format: ImageFormat) -> image::ImageResult<DynamicImage> {
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST_READ_PX);
    limits.max_image_height = Some(LONGEST_READ_PX);
    limits.max_alloc = Some(MEMORY);
    let mut reader = ImageReader::with_format(Cursor::new(file), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder()?;
    let orientation = decoder.orientation()?;
    let mut picture = DynamicImage::from_decoder(decoder)?;
    picture.apply_orientation(orientation);
    Ok(picture)
}

#[cfg(test)]
mod tests {
    use image::RgbImage;

    use super::*;

    fn jpeg(width: u32, height: u32) -> Vec<u8> {
        let mut file = Vec::new();
        RgbImage::from_fn(width, height, |x, _| image::Rgb([u8::try_from(x % 256).unwrap(), 9, 9]))
            .write_with_encoder(JpegEncoder::new(&mut file))
            .unwrap();
        file
    }

    /// An EXIF segment with orientation 6 (turn right) and a note where GPS would be.
    fn with_metadata(jpeg: &[u8]) -> Vec<u8> {
        let mut exif =
            b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0".to_vec();
        exif.extend_from_slice(b"GPS 22.54N 114.05E");
        let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
        let mut file = jpeg[..2].to_vec();
        file.extend_from_slice(&[0xFF, 0xE1]);
        file.extend_from_slice(&length);
        file.extend_from_slice(&exif);
        file.extend_from_slice(&jpeg[2..]);
        file
    }

    #[test]
    fn a_photo_is_upright_small_and_without_metadata() {
        let sent = with_metadata(&jpeg(3_000, 1_500));
        let kept = Picture::read(&sent).unwrap();
        assert_eq!((kept.width, kept.height), (1_024, 2_048), "turned, then made to fit");
        let holds = |bytes: &[u8], what: &[u8]| bytes.windows(what.len()).any(|part| part == what);
        assert!(holds(&sent, b"GPS") && !holds(&kept.jpeg, b"GPS") && !holds(&kept.jpeg, b"Exif"));
        assert_eq!(kept.hash, blake3::hash(&sent).to_hex().to_string());
    }

    #[test]
    fn a_file_is_what_it_holds_and_not_what_it_is_called() {
        assert_eq!(Picture::read(b"\0\0\0\x18ftypmp42 a film"), Err(PictureFault::NotAPicture));
        assert_eq!(Picture::read(b"GIF89a....."), Err(PictureFault::NotAPicture));
        assert_eq!(Picture::read(&jpeg(64, 64)[..200]), Err(PictureFault::Broken));
        let long = vec![0; LONGEST_FILE + 1];
        assert!(matches!(Picture::read(&long), Err(PictureFault::TooLong { .. })));
    }
}
