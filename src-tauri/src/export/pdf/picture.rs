//! Pictures for paper: as they are where they are small, scaled where they have more dots than paper shows.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ImageFormat, ImageReader, Limits};

use crate::model::Asset;

/// Dots across a column: 250 for each inch.
const WIDTH: u32 = 1600;
const HEIGHT: u32 = 2200;
/// Bytes that decoding one picture may take.
const MEMORY: u64 = 192 << 20;
const QUALITY: u8 = 86;

/// A picture, ready for paper.
#[derive(Debug)]
pub struct Ready {
    pub bytes: Vec<u8>,
    pub extension: &'static str,
    /// Its size in dots, where it has one.
    pub size: Option<(u32, u32)>,
}

/// Makes a picture ready, or says why it cannot be shown.
pub fn ready(asset: Asset) -> Result<Ready, String> {
    if asset.mime == "image/svg+xml" {
        return Ok(Ready { bytes: asset.bytes, extension: "svg", size: asset.size });
    }
    let mut reader =
        ImageReader::new(Cursor::new(&asset.bytes)).with_guessed_format().map_err(|e| e.to_string())?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(MEMORY);
    reader.limits(limits);
    let format = reader.format();
    let picture = reader.decode().map_err(|_| {
        format!("{} cannot be put on paper by this program, or the file is damaged", asset.mime)
    })?;
    let (width, height) = (picture.width(), picture.height());
    let extension = match format {
        Some(ImageFormat::Jpeg) => "jpg",
        Some(ImageFormat::Png) => "png",
        Some(ImageFormat::Gif) => "gif",
        Some(ImageFormat::WebP) => "webp",
        _ => return encoded(&picture, asset.size),
    };
    if width <= WIDTH && height <= HEIGHT {
        return Ok(Ready { bytes: asset.bytes, extension, size: Some((width, height)) });
    }
    encoded(&picture.resize(WIDTH, HEIGHT, FilterType::Triangle), Some((width, height)))
}

fn encoded(picture: &DynamicImage, size: Option<(u32, u32)>) -> Result<Ready, String> {
    let mut out = Cursor::new(Vec::new());
    let (written, extension) = match picture.color().has_alpha() {
        true => (picture.write_to(&mut out, ImageFormat::Png), "png"),
        false => {
            (picture.to_rgb8().write_with_encoder(JpegEncoder::new_with_quality(&mut out, QUALITY)), "jpg")
        }
    };
    written.map_err(|error| error.to_string())?;
    let size = size.or(Some((picture.width(), picture.height())));
    Ok(Ready { bytes: out.into_inner(), extension, size })
}
