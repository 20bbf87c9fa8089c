//! Pictures that came along with a page in a file.

use super::{Budget, Choice, Outcome, data_url, failure, picture};
use crate::model::{Assets, CaptureLimits, CapturedAsset, MissingReason, PageFiles, Picture};

/// Reads all pictures of one page that its file has; the others are missing until somebody asks for them.
pub(in crate::capture) fn from_files(
    limits: &CaptureLimits,
    files: Option<&dyn PageFiles>,
    pictures: &[Picture],
) -> Assets {
    let mut budget = Budget::of(limits);
    let read = |picture: &Picture| {
        let (url, result) = first_there(limits, files, picture);
        CapturedAsset { n: picture.n, url, result: result.and_then(|asset| budget.take(asset)) }
    };
    pictures.iter().map(read).collect()
}

fn first_there(
    limits: &CaptureLimits,
    files: Option<&dyn PageFiles>,
    picture: &Picture,
) -> (String, Outcome) {
    let mut choice = Choice::default();
    for url in std::iter::once(&picture.url).chain(&picture.alternatives) {
        if let Some(found) = choice.weigh(url, read(limits, files, url)) {
            return found;
        }
    }
    choice.settle(picture)
}

fn read(limits: &CaptureLimits, files: Option<&dyn PageFiles>, url: &str) -> Outcome {
    if data_url::is(url) {
        return picture::asset(data_url::decode(url, limits.picture_bytes)?);
    }
    let file = files.and_then(|files| files.file(url));
    let file = file.ok_or_else(|| failure(MissingReason::Skipped, "the picture was not in the file"))?;
    if file.bytes.len() > limits.picture_bytes as usize {
        let message = format!("it is larger than {} bytes", limits.picture_bytes);
        return Err(failure(MissingReason::TooLarge, &message));
    }
    picture::asset(file.bytes)
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;
    use crate::model::PageFile;

    #[derive(Debug)]
    struct Folder(HashMap<&'static str, Vec<u8>>);

    impl PageFiles for Folder {
        fn file(&self, url: &str) -> Option<PageFile> {
            let bytes = self.0.get(url)?.clone();
            Some(PageFile { media_type: String::new(), bytes })
        }
    }

    fn svg(width: u32) -> Vec<u8> {
        format!("<svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='9'/>").into_bytes()
    }

    #[test]
    fn what_came_along_is_taken_and_the_rest_is_missing() {
        let files = Folder(HashMap::from([
            ("https://example.org/large.svg", svg(900)),
            ("https://example.org/page.html", b"<p>no picture".to_vec()),
        ]));
        let picture = |n, url: &str, other: &[&str]| Picture {
            n,
            url: url.to_owned(),
            alternatives: other.iter().map(|url| (*url).to_owned()).collect(),
        };
        let pictures = [
            picture(0, "https://example.org/huge.svg", &["https://example.org/large.svg"]),
            picture(1, "https://example.org/gone.png", &[]),
            picture(2, "https://example.org/page.html", &[]),
            picture(3, "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E", &[]),
        ];
        let limits = CaptureLimits::default();
        let assets = from_files(&limits, Some(&files), &pictures);
        assert_eq!(assets[0].url, "https://example.org/large.svg");
        assert_eq!(assets[0].result.as_ref().unwrap().size, Some((900, 9)));
        let reason = |n: usize| assets[n].result.as_ref().unwrap_err().reason;
        assert_eq!((reason(1), reason(2)), (MissingReason::Skipped, MissingReason::NotAPicture));
        assert!(assets[3].result.is_ok());
        let limits = CaptureLimits { picture_bytes: 20, ..limits };
        let assets = from_files(&limits, Some(&files), &pictures[..1]);
        // What is told is why the best one is missing.
        assert_eq!(assets[0].result.as_ref().unwrap_err().reason, MissingReason::Skipped);
    }
}
