//! The pure half: bytes become a readable page.

use dom_query::Document;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use unicode_segmentation::UnicodeSegmentation;
use url::Url;

use super::clean::{self, Media};
use super::decode::decode;
use super::diagnose::{self, Evidence};
use super::extract::{self, Declared, Extraction, JsonLd, Survey};
use super::guard::{self, Guarded};
use crate::error::{Error, Result};
use crate::model::{Page, PageLink};

/// What [`clean_page`] works on: everything the readable page depends on.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PageInput {
    /// Body bytes after content decoding; they travel beside the JSON, not in it.
    #[serde(skip)]
    pub body: Vec<u8>,
    /// The `Content-Type` header.
    pub content_type: Option<String>,
    /// HTTP status.
    pub status: u16,
    /// URL that answered: the base of relative links.
    pub url: String,
    /// Time of the fetch, for relative dates.
    pub fetched: Timestamp,
    /// Whether the body ended before the server said it would.
    pub truncated: bool,
}

/// Longest `<meta http-equiv=refresh>` that counts as a redirect, in seconds; longer ones reload a live page.
const MAX_REFRESH_SECONDS: f32 = 10.0;

/// Makes the readable page: decode, guard, extract, clean, diagnose. Deterministic, no network.
///
/// The tree may be 512 elements deep and is walked recursively: call it with a stack of several megabytes.
///
/// # Errors
/// `Extraction` when nothing can be made of the bytes.
pub fn clean_page(input: &PageInput) -> Result<Page> {
    let url = Url::parse(&input.url).map_err(|_| Error::InvalidUrl { url: input.url.clone() })?;
    let decoded = decode(&input.body, input.content_type.as_deref(), url.host_str());
    let mut guarded = guard::guard(&decoded.text);
    drop(decoded.text);
    let (document, survey) = parse(&mut guarded, input)?;
    let data = JsonLd::read(&guarded.json_ld);
    let base = survey
        .base
        .as_deref()
        .and_then(|b| url.join(b).ok())
        .filter(|b| matches!(b.scheme(), "http" | "https"))
        .unwrap_or_else(|| url.clone());
    let Declared { mut metadata, lead_image } = extract::declared(&survey, &data, &url, &base, input.fetched);
    let page_text = body_text(&document);
    let (media, related) = prepare(&document, &base, &metadata.title);
    let article = article(document, &guarded.html, &base, &metadata.title);
    let context = clean::Context {
        page: &url,
        base: &base,
        media: &media,
        title: &metadata.title,
        authors: &metadata.authors,
        lead_image: lead_image.as_deref(),
    };
    let cleaned = clean::clean(article.root().as_ref(), &context);
    extract::complete(&mut metadata, &survey, &data, &cleaned.text, cleaned.first_paragraph);
    let words = count_words(&cleaned.text);
    let diagnosis = diagnose::diagnose(&Evidence {
        status: input.status,
        truncated: input.truncated,
        flattened: guarded.flattened,
        scripts: guarded.scripts,
        survey: &survey,
        data: &data,
        text: &cleaned.text,
        words,
        page_text: &page_text,
        body_links: cleaned.links.len(),
        url: &url,
        base: &base,
    });
    Ok(Page {
        metadata,
        html: cleaned.html,
        words,
        text: cleaned.text,
        links: with_related(cleaned.links, related),
        pictures: cleaned.pictures,
        lead_picture: cleaned.lead_picture,
        diagnosis,
        extractor: extractor(),
        charset: decoded.charset.to_owned(),
        refresh: refresh(&survey, &base),
    })
}

/// Parses the page; nesting that the scan underestimated is flattened now.
fn parse(guarded: &mut Guarded, input: &PageInput) -> Result<(Document, Survey)> {
    let document = Document::from(guarded.html.as_str());
    let survey = Survey::of(&document);
    if survey.depth <= guard::MAX_DEPTH + 8 {
        return Ok((document, survey));
    }
    guard::flatten(guarded);
    let document = Document::from(guarded.html.as_str());
    let survey = Survey::of(&document);
    if survey.depth > guard::MAX_DEPTH * 2 {
        let reason = "its elements are nested too deeply".to_owned();
        return Err(Error::Extraction { url: input.url.clone(), reason });
    }
    Ok((document, survey))
}

/// Readies a page's tree for the search for its article: what is hidden shows, pictures are settled, other stories go.
fn prepare(document: &Document, base: &Url, title: &str) -> (Media, Vec<PageLink>) {
    extract::reveal(document);
    let media = Media::settle(document, base);
    extract::take_out_other_stories(document, title);
    (media, extract::take_blocks(document, base))
}

/// Finds the article: the engine's, or the place with most of the page's prose when the engine missed that.
fn article(document: Document, html: &str, base: &Url, title: &str) -> Extraction {
    let densest = document.body().and_then(extract::densest);
    let found = extract::extract(document);
    match densest {
        Some(densest) if found.missed(densest) => {
            // The engine took its tree apart; the same markup gives the same nodes again.
            let document = Document::from(html);
            prepare(&document, base, title);
            Extraction::whole(document, densest.id)
        }
        _ => found,
    }
}

fn body_text(document: &Document) -> String {
    document.body().map(|body| diagnose::page_text(&body.text())).unwrap_or_default()
}

fn with_related(mut links: Vec<PageLink>, related: Vec<PageLink>) -> Vec<PageLink> {
    links.extend(related);
    links
}

/// Words of a text by Unicode segmentation.
pub(super) fn count_words(text: &str) -> u32 {
    u32::try_from(text.unicode_words().count()).unwrap_or(u32::MAX)
}

fn extractor() -> String {
    format!("lede {} / dom_smoothie {}", env!("CARGO_PKG_VERSION"), ENGINE_VERSION)
}

/// The engine's version; a test holds it to Cargo.lock.
const ENGINE_VERSION: &str = "0.19.0";

/// The target of a meta refresh that is a redirect.
fn refresh(survey: &Survey, base: &Url) -> Option<String> {
    let content = survey.meta(&["refresh"])?;
    let (seconds, target) = content.split_once([';', ','])?;
    if seconds.trim().parse::<f32>().ok()? > MAX_REFRESH_SECONDS {
        return None;
    }
    let target = target.trim();
    let lower = target.to_ascii_lowercase();
    let target = if lower.starts_with("url") { target[3..].trim_start().strip_prefix('=')? } else { target };
    let target = base.join(target.trim().trim_matches(['"', '\'']).trim()).ok()?;
    (matches!(target.scheme(), "http" | "https") && target != *base).then(|| target.into())
}

#[cfg(test)]
mod tests;
