//! The pure half: bytes become a readable page.

use dom_query::Document;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use unicode_segmentation::UnicodeSegmentation;
use url::Url;

use super::clean::{self, Blocks, Media};
use super::decode::decode;
use super::diagnose::{self, Evidence};
use super::extract::{self, Declared, Densest, Extraction, JsonLd, Survey, Wording};
use super::guard::{self, Guarded};
use super::selection::{self, Candidates, Decision, Found};
use crate::error::{Error, Result};
use crate::model::{BlockDecision, Metadata, Page, PageLink, Reason};

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
    let (mut read, document) = Read::of(input)?;
    let (blocks, decisions) = read.select(document);
    let keep: Vec<bool> = decisions.iter().map(|d| d.keep).collect();
    let cleaned = clean::clean(blocks, &keep, &read.context());
    extract::complete(&mut read.metadata, &read.survey, &read.data, &cleaned.text, cleaned.first_paragraph);
    let words = count_words(&cleaned.text);
    let diagnosis = diagnose::diagnose(&Evidence {
        status: input.status,
        truncated: input.truncated,
        flattened: read.guarded.flattened,
        scripts: read.guarded.scripts,
        survey: &read.survey,
        data: &read.data,
        text: &cleaned.text,
        words,
        page_text: &read.page_text,
        certain_words: selection::certain_words(&decisions),
        body_links: cleaned.links.len(),
        url: &read.url,
        base: &read.base,
    });
    Ok(Page {
        html: cleaned.html,
        words,
        text: cleaned.text,
        captions: cleaned.captions,
        links: with_related(cleaned.links, read.related),
        pictures: cleaned.pictures,
        lead_picture: cleaned.lead_picture,
        diagnosis,
        extractor: extractor(),
        charset: read.charset.to_owned(),
        refresh: refresh(&read.survey, &read.base),
        metadata: read.metadata,
    })
}

/// Tells for every block of a page whether it was kept and why. Costs what [`clean_page`] costs.
///
/// # Errors
/// As [`clean_page`].
pub fn explain_page(input: &PageInput) -> Result<Vec<BlockDecision>> {
    let (read, document) = Read::of(input)?;
    let (blocks, decisions) = read.select(document);
    let names = selection::feature_names();
    let explained = blocks.nodes.iter().zip(decisions).map(|(block, decision)| BlockDecision {
        tag: block.element().map_or("text", |e| e.tag).to_owned(),
        text: clean::block_text(block),
        kept: decision.keep,
        probability: decision.probability,
        reasons: selection::reasons(&names, &decision.features)
            .into_iter()
            .map(|(feature, value, points)| Reason { feature, value, points })
            .collect(),
        features: decision.features,
    });
    Ok(explained.collect())
}

/// A page that was read, but for its tree, which the search for the article takes apart.
struct Read {
    url: Url,
    base: Url,
    charset: &'static str,
    guarded: Guarded,
    survey: Survey,
    data: JsonLd,
    metadata: Metadata,
    lead_image: Option<String>,
    page_text: String,
    media: Media,
    related: Vec<PageLink>,
}

impl Read {
    fn of(input: &PageInput) -> Result<(Self, Document)> {
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
        let Declared { metadata, lead_image } = extract::declared(&survey, &data, &url, &base, input.fetched);
        let page_text = body_text(&document);
        let (media, related) = prepare(&document, &base, &metadata.title);
        let charset = decoded.charset;
        let read = Self {
            url,
            base,
            charset,
            guarded,
            survey,
            data,
            metadata,
            lead_image,
            page_text,
            media,
            related,
        };
        Ok((read, document))
    }

    fn context(&self) -> clean::Context<'_> {
        clean::Context {
            page: &self.url,
            base: &self.base,
            media: &self.media,
            title: &self.metadata.title,
            authors: &self.metadata.authors,
            lead_image: self.lead_image.as_deref(),
        }
    }

    /// Reads the body as blocks and decides which of them are the article.
    fn select(&self, document: Document) -> (Blocks, Vec<Decision>) {
        let context = self.context();
        let body = document.body().unwrap_or_else(|| document.root());
        let densest = extract::densest(body);
        let blocks = clean::read_blocks(&body, &context);
        let says = selection::Page {
            title: Wording::of(&self.metadata.title),
            authors: &self.metadata.authors,
            excerpt: Wording::of(self.metadata.excerpt.as_deref().unwrap_or_default()),
            densest: densest.map(|d| d.id),
        };
        let candidates = Candidates::of(&blocks.nodes, &document, &says);
        let article = self.article(document, densest);
        let found = article.root().map(|root| clean::read_blocks(&root, &context).nodes).unwrap_or_default();
        let decisions = candidates.judge(&Found::of(&found));
        (blocks, decisions)
    }

    /// Finds the article: the engine's, or the place with most of the page's prose when the engine missed that.
    fn article(&self, document: Document, densest: Option<Densest>) -> Extraction {
        let found = extract::extract(document);
        match densest {
            Some(densest) if found.missed(densest) => {
                // The engine took its tree apart; the same markup gives the same nodes again.
                let document = Document::from(self.guarded.html.as_str());
                prepare(&document, &self.base, &self.metadata.title);
                Extraction::whole(document, densest.id)
            }
            _ => found,
        }
    }
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
