//! The copy made of a page's data, where its markup has no article or much less of one.

use super::article::COMPARED;
use super::{PageInput, Read, count_words, parse, prepare};
use crate::capture::clean::tree::Node;
use crate::capture::clean::{self, Body, Cleaned};
use crate::capture::extract::{self, JsonLd, Wording};
use crate::capture::guard;
use crate::capture::payload::{self, Payload};
use crate::capture::repair::Whole;
use crate::error::Result;
use crate::model::Metadata;

/// A copy of more words is not looked for in the page's data, unless the page promises a longer one.
const SHORT: u32 = 300;

/// A copy of fewer words can be replaced by any article the data holds; one of more words must be of the same article.
const TRACE: u32 = 40;

/// Fewer words are no article.
const MIN_WORDS: u32 = 60;

/// A copy of the article, cleaned from data.
pub(super) struct FromData {
    pub cleaned: Cleaned,
    pub words: u32,
    /// The blocks as they were before they were cleaned, and their pictures.
    raw: Body,
    payload: Payload,
}

impl FromData {
    /// Where it was found.
    pub fn place(&self) -> &str {
        &self.payload.from
    }

    /// Takes its blocks into those of the whole page, and numbers them by these.
    pub fn number(&mut self, whole: &mut Whole) {
        let first = whole.take_data(&mut self.raw.blocks, &self.raw.pictures);
        for node in &mut self.cleaned.blocks {
            if let Node::Element(element) = node {
                element.block = element.block.map(|number| number.saturating_add(first));
            }
        }
    }

    /// Adds what the data says of the article where the page says nothing.
    pub fn complete(&self, metadata: &mut Metadata, read: &Read, input: &PageInput) {
        let payload = &self.payload;
        let headline = payload.title.as_deref().map(str::trim).unwrap_or_default();
        let untitled = read.survey.meta(&["og:title"]).is_none() && read.survey.h1.is_empty();
        if metadata.title.is_empty() || (untitled && read.data.article().is_none() && !headline.is_empty()) {
            headline.clone_into(&mut metadata.title);
        }
        let said = serde_json::json!({ "@type": "NewsArticle", "headline": headline, "author": payload.authors,
            "datePublished": payload.published });
        let said = JsonLd::read(&[said.to_string()]);
        let declared = extract::declared(&read.survey, &said, &read.url, &read.base, input.fetched).metadata;
        if metadata.authors.is_empty() {
            metadata.authors = declared.authors;
        }
        // The day may be known from the address; the data may tell the hour, too.
        let vaguer = metadata.published.as_ref().is_none_or(|known| {
            declared
                .published
                .as_ref()
                .is_some_and(|said| said.len() > known.len() && said.starts_with(known.as_str()))
        });
        if vaguer {
            let from = declared.published_from.map(|from| from.replace("json-ld", self.place()));
            (metadata.published, metadata.published_from) = (declared.published, from);
        }
    }
}

/// The article in the page's data, when it is much more than what the markup gave.
pub(super) fn better_copy(read: &Read, input: &PageInput, text: &str, words: u32) -> Option<FromData> {
    let promised = read.data.text("articleBody").map_or(0, |body| count_words(&body));
    // A person who wrote a rule for the site knows better.
    if read.alone || read.ruled.has_body() || words >= SHORT && promised < words.saturating_mul(3) {
        return None;
    }
    let title = Wording::of(&read.metadata.title);
    let mut best: Option<FromData> = None;
    for payload in payload::find(&read.guarded.data, &read.data, &title) {
        let same = payload.title.as_deref().is_some_and(|own| Wording::of(own).agreement(&title) > 0.6);
        // The front page of a site carries the texts of its stories; none of them is its article.
        if read.url.path() == "/" && !same {
            continue;
        }
        let Ok((cleaned, raw)) = cleaned(read, input, &payload.html) else { continue };
        let found = count_words(&cleaned.text);
        let than = best.as_ref().map_or(words, |best| best.words);
        let of_article = same || words < TRACE || shares_text(text, &cleaned.text);
        if found >= MIN_WORDS && found >= much_more(than) && of_article {
            best = Some(FromData { cleaned, words: found, raw, payload });
        }
    }
    best
}

/// Words that are much more than these.
fn much_more(words: u32) -> u32 {
    words.saturating_add(words / 2).saturating_add(20)
}

/// Cleans markup of the page's data as the page itself is cleaned; all of its blocks are the article's.
fn cleaned(read: &Read, input: &PageInput, html: &str) -> Result<(Cleaned, Body)> {
    let mut guarded = guard::guard(html);
    let (document, _) = parse(&mut guarded, input)?;
    let (media, _) = prepare(&document, &read.base, &read.metadata.title, &read.ruled);
    let context = clean::Context { media: &media, inserts: &[], ..read.context() };
    let mut blocks = clean::read_blocks(&document.body().unwrap_or_else(|| document.root()), &context);
    for (number, node) in (0..).zip(&mut blocks.nodes) {
        if let Node::Element(element) = node {
            element.block = Some(number);
        }
    }
    let raw = Body { blocks: blocks.nodes.clone(), pictures: blocks.pictures().to_vec() };
    let keep = vec![true; blocks.nodes.len()];
    Ok((clean::clean(blocks, &keep, &context), raw))
}

/// Whether at least a third of a copy's paragraphs stand in another.
fn shares_text(copy: &str, other: &str) -> bool {
    let letters = |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).collect() };
    let other = letters(other);
    let paragraphs = copy.split("\n\n").map(letters).filter(|paragraph| paragraph.len() >= 30).take(COMPARED);
    let (mut all, mut shared) = (0, 0);
    for paragraph in paragraphs {
        all += 1;
        shared += usize::from(other.contains(&paragraph));
    }
    all == 0 || shared * 3 >= all
}
