//! Pictures small enough for lists: a row must not cost the decoding of a whole photograph.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use image::codecs::jpeg::JpegEncoder;
use image::codecs::webp::WebPEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, ExtendedColorType, ImageDecoder, ImageReader, ImageResult, Limits, RgbaImage};

use crate::model::{Asset, Thumbnail};

/// The way thumbnails are made; a greater number makes those of the archive again.
pub const THUMBNAIL_MAKER: u32 = 1;

/// Pixels of each side: lists show 76 CSS pixels, on screens with up to two pixels for each.
const SIDE: u32 = 160;
/// JPEG quality: at this size nobody sees more.
const QUALITY: u8 = 80;
/// Pixels of a picture that may be decoded whole; cameras make up to about 60 million.
const MOST_PIXELS: u64 = 64_000_000;
/// Memory of one decoded picture.
const MOST_BYTES: u64 = 256 << 20;
/// A picture of no more bytes and pixels than these costs a list no more than its thumbnail would.
const SMALL: (usize, u64) = (16 << 10, 512 * 512);

/// Whether a picture is too large to be decoded just for a list, whoever decodes it.
#[must_use]
pub fn too_large_for_lists(asset: &Asset) -> bool {
    pixels(asset).is_some_and(|pixels| pixels > MOST_PIXELS)
}

/// The middle of a picture as a square for lists; `None` where the picture itself must do: it is small already, a
/// drawing, or in a format that is not decoded here.
#[must_use]
pub fn thumbnail(asset: &Asset) -> Option<Thumbnail> {
    let (bytes, area) = SMALL;
    let small = asset.bytes.len() <= bytes && pixels(asset).is_some_and(|pixels| pixels <= area);
    if small || too_large_for_lists(asset) {
        return None;
    }
    // Whatever a picture from the network does to its decoder costs no more than the thumbnail.
    let made =
        catch_unwind(AssertUnwindSafe(|| decode(&asset.bytes).and_then(|picture| encode(&square(picture)))));
    match made {
        Ok(Ok(thumbnail)) => Some(thumbnail),
        Ok(Err(error)) => {
            tracing::debug!(hash = %asset.hash, mime = asset.mime, %error, "no thumbnail");
            None
        }
        Err(_) => None,
    }
}

fn pixels(asset: &Asset) -> Option<u64> {
    asset.size.map(|(width, height)| u64::from(width) * u64::from(height))
}

fn decode(bytes: &[u8]) -> ImageResult<DynamicImage> {
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_BYTES);
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format()?;
    reader.limits(limits.clone());
    let mut decoder = reader.into_decoder()?;
    limits.reserve(decoder.total_bytes())?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder)?;
    picture.apply_orientation(orientation);
    Ok(picture)
}

/// Scaled until the shorter side fits, then cut to the middle, as `object-fit: cover` shows it; never enlarged.
fn square(picture: DynamicImage) -> RgbaImage {
    let shorter = picture.width().min(picture.height());
    let side = shorter.min(SIDE);
    let scaled = |length: u32| {
        let scaled = u64::from(length) * u64::from(side) / u64::from(shorter.max(1));
        u32::try_from(scaled).unwrap_or(length).max(side)
    };
    let small = picture.thumbnail_exact(scaled(picture.width()), scaled(picture.height()));
    let (x, y) = ((small.width() - side) / 2, (small.height() - side) / 2);
    small.crop_imm(x, y, side, side).into_rgba8()
}

/// JPEG, or WebP where something shines through.
fn encode(picture: &RgbaImage) -> ImageResult<Thumbnail> {
    let (width, height) = picture.dimensions();
    let mut bytes = Vec::new();
    let opaque = picture.pixels().all(|pixel| pixel[3] == u8::MAX);
    if opaque {
        let rgb = DynamicImage::from(picture.clone()).into_rgb8();
        JpegEncoder::new_with_quality(&mut bytes, QUALITY).encode_image(&rgb)?;
    } else {
        WebPEncoder::new_lossless(&mut bytes).encode(picture, width, height, ExtendedColorType::Rgba8)?;
    }
    Ok(Thumbnail { mime: if opaque { "image/jpeg" } else { "image/webp" }.to_owned(), bytes })
}

#[cfg(test)]
mod tests {
    use image::{ImageError, ImageFormat, Rgb, RgbImage, Rgba};

    use super::*;
    use crate::model::AssetHash;

    fn asset(picture: &DynamicImage, format: ImageFormat) -> Asset {
        let mut bytes = Cursor::new(Vec::new());
        picture.write_to(&mut bytes, format).unwrap();
        of(bytes.into_inner(), Some((picture.width(), picture.height())))
    }

    fn of(bytes: Vec<u8>, size: Option<(u32, u32)>) -> Asset {
        Asset { hash: AssetHash("00".repeat(32)), mime: "image/x".to_owned(), bytes, size }
    }

    /// Red on the left, green in the middle, blue on the right.
    fn flag(width: u32, height: u32) -> DynamicImage {
        RgbImage::from_fn(width, height, |x, _| {
            let mut colour = [0; 3];
            colour[(x * 3 / width) as usize] = 255;
            Rgb(colour)
        })
        .into()
    }

    fn decoded(thumbnail: &Thumbnail) -> RgbaImage {
        image::load_from_memory(&thumbnail.bytes).unwrap().into_rgba8()
    }

    #[test]
    fn it_is_the_middle_of_the_picture() {
        for format in
            [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::Gif, ImageFormat::WebP, ImageFormat::Bmp]
        {
            let made = thumbnail(&asset(&flag(1500, 500), format)).unwrap();
            let picture = decoded(&made);
            assert_eq!(
                (picture.dimensions(), made.mime.as_str()),
                ((SIDE, SIDE), "image/jpeg"),
                "{format:?}"
            );
            for x in [4, SIDE / 2, SIDE - 5] {
                let Rgba([red, green, blue, _]) = *picture.get_pixel(x, SIDE / 2);
                assert!(red < 60 && green > 200 && blue < 60, "{format:?} at {x}: {red} {green} {blue}");
            }
        }
    }

    #[test]
    fn what_is_transparent_stays_so() {
        let half = |x, _| Rgba([200, 0, 0, if x < 400 { 0 } else { 255 }]);
        let made = thumbnail(&asset(&RgbaImage::from_fn(800, 800, half).into(), ImageFormat::Png)).unwrap();
        assert_eq!(made.mime, "image/webp");
        let picture = decoded(&made);
        assert_eq!((picture.get_pixel(3, 80)[3], picture.get_pixel(156, 80)[3]), (0, 255));
    }

    #[test]
    fn a_narrow_picture_is_cut_and_never_enlarged() {
        let made = thumbnail(&asset(&flag(4000, 90), ImageFormat::Bmp)).unwrap();
        assert_eq!(decoded(&made).dimensions(), (90, 90));
        let made = thumbnail(&asset(&flag(5, 60_000), ImageFormat::Bmp)).unwrap();
        assert_eq!(decoded(&made).dimensions(), (5, 5));
    }

    #[test]
    fn a_small_picture_and_an_unknown_format_do_themselves() {
        assert_eq!(thumbnail(&asset(&flag(300, 300), ImageFormat::Png)), None);
        assert_eq!(thumbnail(&of(b"<svg xmlns='http://www.w3.org/2000/svg'/>".repeat(900), None)), None);
        assert_eq!(
            thumbnail(&of(include_bytes!("../../../tests/site/pictures/river.avif").to_vec(), None)),
            None
        );
        assert_eq!(thumbnail(&of(Vec::new(), None)), None);
    }

    /// A PNG of a few bytes that says it is of this size.
    fn bomb(width: u32, height: u32) -> Vec<u8> {
        let mut header = [width.to_be_bytes(), height.to_be_bytes()].concat();
        header.extend([8, 6, 0, 0, 0]);
        [b"\x89PNG\r\n\x1a\n".to_vec(), chunk(b"IHDR", &header), chunk(b"IDAT", b"")].concat()
    }

    fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
        let mut crc = flate2::Crc::new();
        crc.update(kind);
        crc.update(data);
        [&(data.len() as u32).to_be_bytes(), kind.as_slice(), data, &crc.sum().to_be_bytes()].concat()
    }

    #[test]
    fn bombs_are_not_decoded() {
        // Said to be small, or known to be large.
        let error = decode(&bomb(60_000, 60_000)).unwrap_err();
        assert!(matches!(error, ImageError::Limits(_)), "{error}");
        assert_eq!(thumbnail(&of(bomb(60_000, 60_000), Some((1000, 1000)))), None);
        let known = of(bomb(60_000, 60_000), Some((60_000, 60_000)));
        assert!(too_large_for_lists(&known));
        assert_eq!(thumbnail(&known), None);
    }

    #[test]
    fn broken_pictures_give_none() {
        let whole = asset(&flag(900, 900), ImageFormat::Png);
        for cut in [20, 60, whole.bytes.len() / 2] {
            assert_eq!(thumbnail(&of(whole.bytes[..cut].to_vec(), whole.size)), None, "cut at {cut}");
        }
    }
}
