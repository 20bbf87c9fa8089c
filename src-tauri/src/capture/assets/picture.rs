//! Bytes become a picture that can be kept, or the reason why not.

use imagesize::{Compression, ImageType};
use sha2::{Digest, Sha256};

use super::svg;
use crate::model::{Asset, AssetFailure, AssetHash, MissingReason};

/// Makes an asset of what a server sent.
///
/// # Errors
/// `NotAPicture`.
pub(super) fn asset(bytes: Vec<u8>) -> Result<Asset, AssetFailure> {
    if let Some(mime) = raster(&bytes) {
        let size = imagesize::blob_size(&bytes)
            .ok()
            .and_then(|size| Some((u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?)));
        return Ok(kept(mime, bytes, size));
    }
    if svg::is_svg(&bytes) {
        let clean =
            svg::sanitise(&bytes).map_err(|reason| not_a_picture(format!("the SVG is broken: {reason}")))?;
        return Ok(kept("image/svg+xml", clean.bytes, clean.size));
    }
    Err(not_a_picture(match bytes.first() {
        None => "the server sent nothing".to_owned(),
        Some(b'<') => "the server sent a page instead of a picture".to_owned(),
        Some(_) => "it is not a picture of a known format".to_owned(),
    }))
}

/// Whether nothing can be seen of a picture: pages put a single pixel where the real picture comes later, or to count readers.
pub(super) fn is_pixel(asset: &Asset) -> bool {
    asset.mime != "image/svg+xml" && matches!(asset.size, Some((0..=1, 0..=1)))
}

/// Media type by signature; only formats that browser engines show.
fn raster(bytes: &[u8]) -> Option<&'static str> {
    Some(match imagesize::image_type(bytes).ok()? {
        ImageType::Jpeg => "image/jpeg",
        ImageType::Png => "image/png",
        ImageType::Gif => "image/gif",
        ImageType::Webp => "image/webp",
        ImageType::Bmp => "image/bmp",
        ImageType::Ico => "image/x-icon",
        ImageType::Heif(Compression::Av1) => "image/avif",
        _ => return None,
    })
}

fn kept(mime: &str, bytes: Vec<u8>, size: Option<(u32, u32)>) -> Asset {
    let hash = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    Asset { hash: AssetHash(hash), mime: mime.to_owned(), bytes, size }
}

fn not_a_picture(message: String) -> AssetFailure {
    AssetFailure { reason: MissingReason::NotAPicture, message }
}
