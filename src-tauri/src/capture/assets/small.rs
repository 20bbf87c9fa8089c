//! Pictures of other stories: asked for within narrow bounds, kept no larger than lists show them.

use std::collections::HashSet;
use std::time::Duration;

use futures_util::{StreamExt, stream};
use tokio::sync::Mutex;
use tokio::time::{Instant, timeout_at};

use super::super::thumbnail::thumbnail;
use super::{Budget, Gallery, Origin, Outcome, failure, picture};
use crate::capture::fetch::Fetcher;
use crate::model::{Asset, AssetFailure, CaptureLimits, MissingReason};

/// Pictures asked for of one page.
pub const MOST_LIST_PICTURES: usize = 24;

/// One of them as it comes, in bytes: photographs for lists are a tenth of this.
const EACH: u32 = 2 << 20;
/// All of them as they come.
const ALL: u32 = 16 << 20;
/// The time for all of them.
const TIME: Duration = Duration::from_secs(8);
/// At once, so that the pictures of articles never wait for these.
const AT_ONCE: usize = 6;
/// Bytes of a picture that is kept as it is because it cannot be made small here: a drawing, or a format that is not decoded.
const WHOLE: usize = 32 << 10;

/// Asks for pictures in their order, each once, until time or bytes run out; those after that are not in the result.
pub(in crate::capture) async fn fetch_small(
    fetcher: &Fetcher,
    limits: &CaptureLimits,
    origin: &Origin<'_>,
    urls: &[String],
    on_done: &(dyn Fn(usize) + Send + Sync),
) -> Vec<(String, Result<Asset, AssetFailure>)> {
    let limits = CaptureLimits { picture_bytes: limits.picture_bytes.min(EACH), ..limits.clone() };
    // Whoever allows one response less time does not want to wait longer for all of these.
    let time = TIME.min(Duration::from_millis(limits.total_ms.into()));
    let gallery = Gallery { fetcher, limits: &limits, origin, fetched: Mutex::default() };
    let deadline = Instant::now() + time;
    let mut asking = Vec::with_capacity(urls.len());
    for url in urls.iter().take(MOST_LIST_PICTURES) {
        let asked = gallery.once(url);
        asking.push(async move {
            let came = timeout_at(deadline, asked).await;
            (url.clone(), came.unwrap_or_else(|_| too_slow(time)))
        });
    }
    let mut budget = Budget { left: ALL.into(), limit: ALL, spent_on: HashSet::new() };
    let mut asking = stream::iter(asking).buffered(AT_ONCE);
    let mut came = Vec::with_capacity(urls.len());
    while let Some((url, outcome)) = asking.next().await {
        let over = outcome.as_ref().is_ok_and(|asset| budget.take(asset.clone()).is_err());
        if over {
            break;
        }
        came.push((url, outcome));
        on_done(came.len());
    }
    came
}

/// A picture as large as lists show it.
///
/// # Errors
/// `NotAPicture` of a single pixel, such as pages put where the real picture comes later; `TooLarge` of a picture that
/// cannot be made small and is too large to be kept for a list.
pub fn small_picture(asset: Asset) -> Result<Asset, AssetFailure> {
    if picture::is_pixel(&asset) {
        return Err(failure(MissingReason::NotAPicture, "it is a single pixel"));
    }
    match thumbnail(&asset) {
        Some(small) => picture::asset(small.bytes),
        None if asset.bytes.len() <= WHOLE => Ok(asset),
        None => Err(failure(MissingReason::TooLarge, "it cannot be made small enough for a list")),
    }
}

fn too_slow(time: Duration) -> Outcome {
    let message = format!("it did not come within {} seconds", time.as_secs_f32().ceil());
    Err(failure(MissingReason::Unreachable, &message))
}

#[cfg(test)]
mod tests {
    use image::{DynamicImage, ImageFormat, RgbImage};

    use super::*;

    fn encoded(width: u32, height: u32, format: ImageFormat) -> Asset {
        let mut bytes = std::io::Cursor::new(Vec::new());
        let noise = |x: u32, y: u32| image::Rgb([(x * 7 + y * 13) as u8, (x * y) as u8, (x ^ y) as u8]);
        DynamicImage::from(RgbImage::from_fn(width, height, noise)).write_to(&mut bytes, format).unwrap();
        picture::asset(bytes.into_inner()).unwrap()
    }

    #[test]
    fn a_photograph_becomes_a_square_under_a_hash_of_its_own() {
        let photograph = encoded(900, 600, ImageFormat::Png);
        let small = small_picture(photograph.clone()).unwrap();
        assert_eq!((small.size, small.mime.as_str()), (Some((160, 160)), "image/jpeg"));
        assert_ne!(small.hash, photograph.hash);
        assert_eq!(small_picture(photograph).unwrap(), small, "the same picture makes the same one");
    }

    #[test]
    fn what_is_small_stays_and_a_pixel_is_none() {
        let icon = encoded(40, 40, ImageFormat::Png);
        assert_eq!(small_picture(icon.clone()).unwrap(), icon);
        let pixel = small_picture(encoded(1, 1, ImageFormat::Png)).unwrap_err();
        assert_eq!(pixel.reason, MissingReason::NotAPicture);
    }

    #[test]
    fn a_drawing_is_kept_only_while_it_is_small() {
        let drawing = |circles: usize| {
            let circles = "<circle cx=\"5\" cy=\"5\" r=\"3\"/>".repeat(circles);
            let svg =
                format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\">{circles}</svg>");
            picture::asset(svg.into_bytes()).unwrap()
        };
        assert_eq!(small_picture(drawing(3)).unwrap().mime, "image/svg+xml");
        assert_eq!(small_picture(drawing(3000)).unwrap_err().reason, MissingReason::TooLarge);
    }
}
