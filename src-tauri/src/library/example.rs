//! The article that comes with the program, so that an empty archive can teach without the network.

use super::prepared::{Prepared, sha256};
use super::store::{Aim, store_capture};
use super::{Clock, Library, outcome};
use crate::capture::{PageInput, clean_page};
use crate::error::Result;
use crate::model::{
    Asset, AssetHash, Capture, CapturedAsset, Page, Picture, RawResponse, SaveOutcome, SiteKnowledge,
    VersionReason,
};

/// The article's address. `.example` belongs to nobody (RFC 2606), so it can never lead anywhere.
const URL: &str = "https://lede.example/welcome";
const PICTURE_URL: &str = "https://lede.example/welcome.svg";
const CONTENT_TYPE: &str = "text/html; charset=utf-8";

const ENGLISH: &str = include_str!("example/en.html");
const PERSIAN: &str = include_str!("example/fa.html");
const PICTURE: &[u8] = include_bytes!("example/picture.svg");
const PICTURE_SIZE: (u32, u32) = (960, 420);

impl Library {
    /// Saves the example article in the language of a BCP 47 tag, in English where there is none. When it is there
    /// already, it says so, as any save does.
    ///
    /// # Errors
    /// Those of writing the archive.
    pub fn save_example(&self, clock: Clock, language: &str) -> Result<SaveOutcome> {
        let now = clock();
        let html = match language.split('-').next() {
            Some("fa") => PERSIAN,
            _ => ENGLISH,
        };
        let input = PageInput {
            body: html.as_bytes().to_vec(),
            content_type: Some(CONTENT_TYPE.to_owned()),
            status: 200,
            url: URL.to_owned(),
            fetched: now,
            truncated: false,
            told: None,
            site: SiteKnowledge::default(),
        };
        let capture = captured(clean_page(&input)?, input);
        let prepared = Prepared::new(&capture, VersionReason::Save, now)?;
        self.db().write(|tx| {
            let (article, status) = store_capture(tx, &prepared, Aim::Save, now)?;
            outcome::of_article(tx, article, URL, status)
        })
    }
}

fn captured(page: Page, input: PageInput) -> Capture {
    Capture {
        further: Vec::new(),
        requested_url: URL.to_owned(),
        canonical_url: URL.to_owned(),
        aliases: Vec::new(),
        response: RawResponse {
            final_url: input.url,
            redirects: Vec::new(),
            status: input.status,
            headers: vec![("content-type".to_owned(), CONTENT_TYPE.to_owned())],
            body: input.body,
            fetched: input.fetched,
            private: false,
        },
        assets: page.pictures.iter().filter_map(bundled).collect(),
        page,
    }
}

fn bundled(picture: &Picture) -> Option<CapturedAsset> {
    let asset = Asset {
        hash: AssetHash(sha256(PICTURE)),
        mime: "image/svg+xml".to_owned(),
        bytes: PICTURE.to_vec(),
        size: Some(PICTURE_SIZE),
    };
    let asset = CapturedAsset { n: picture.n, url: picture.url.clone(), result: Ok(asset) };
    (picture.url == PICTURE_URL).then_some(asset)
}
