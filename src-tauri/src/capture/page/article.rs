//! One copy of an article that was sent in several responses.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::{Draft, PageInput, Read, correct, count_words, read_page};
use crate::capture::clean::tree::Node;
use crate::capture::clean::{self, Body};
use crate::capture::extract::agreement;
use crate::capture::repair::Whole;
use crate::error::Result;
use crate::model::{Diagnosis, Doubt, Evidence, EvidencePlace, LinkContext, Page, Part, Picture, Repairs};

/// Paragraphs of a copy that are looked for in another: enough to know it by, few enough for pages of any length.
pub(super) const COMPARED: usize = 40;

/// What [`clean_article`] works on: the page, and what was fetched besides.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ArticleInput {
    /// The page that the article was asked for by.
    pub page: PageInput,
    /// Further pages in order, and other forms.
    pub further: Vec<FurtherInput>,
    /// What a person corrected.
    #[serde(default)]
    pub repairs: Repairs,
}

/// A response beside the first one.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct FurtherInput {
    /// What it is.
    pub part: Part,
    /// Its page.
    pub page: PageInput,
}

impl From<PageInput> for ArticleInput {
    fn from(page: PageInput) -> Self {
        Self { page, further: Vec::new(), repairs: Repairs::default() }
    }
}

/// Makes the readable article of all its responses: further pages are joined in order, another form takes the place of the
/// text when it is more complete, and what a person corrected is the last word. Deterministic, no network.
///
/// # Errors
/// As [`clean_page`](super::clean_page), for the first page.
pub fn clean_article(input: &ArticleInput) -> Result<Page> {
    if input.repairs.is_empty() {
        return read_article(input, false).map(|article| article.page);
    }
    correct::corrected(input)
}

/// An article as it is without corrections, and what it can be corrected from.
pub(super) struct Article {
    pub page: Page,
    /// What was read of the page that the article was asked for by.
    pub read: Read,
    /// Whether that page says no summary of its own.
    pub excerpt_of_text: bool,
    /// The blocks that the copy was written from.
    pub blocks: Vec<Node>,
    /// All blocks that there are, where they were asked for.
    pub whole: Whole,
    /// How many responses the text was made of.
    pub pages: usize,
    /// Whether the text is that of another form of the page.
    pub of_other_form: bool,
}

/// Reads all responses of an article, with all of their blocks where the `whole` is wanted.
pub(super) fn read_article(input: &ArticleInput, whole: bool) -> Result<Article> {
    let Draft { page, blocks, whole: of_page, excerpt_of_text, read } = read_page(&input.page, whole)?;
    let of_page = of_page.unwrap_or_default();
    let mut article =
        Article { page, read, excerpt_of_text, blocks, whole: of_page, pages: 1, of_other_form: false };
    if input.further.is_empty() {
        return Ok(article);
    }
    let mut pages = Pages::new(&article.page, std::mem::take(&mut article.blocks));
    for further in input.further.iter().filter(|further| further.part == Part::Page) {
        let Ok(later) = read_page(&further.page, whole) else { break };
        pages.add(later, &mut article.whole, &further.page.url);
    }
    article.pages = pages.bodies.len();
    article.blocks = pages.finish(&mut article.page);
    for further in input.further.iter().filter(|further| further.part != Part::Page) {
        let Ok(other) = read_page(&further.page, whole) else { continue };
        if is_more_complete(&other.page, &article.page) {
            take_text_of(&mut article.page, other.page, further.part);
            (article.blocks, article.whole) = (other.blocks, other.whole.unwrap_or_default());
            (article.pages, article.of_other_form) = (1, true);
        }
    }
    Ok(article)
}

/// The pages of an article as they come.
struct Pages {
    bodies: Vec<Body>,
    /// Addresses of the pages.
    seen: HashSet<String>,
    /// Where the last one goes on.
    next: Option<String>,
    text: String,
    diagnoses: Vec<Diagnosis>,
}

impl Pages {
    fn new(page: &Page, blocks: Vec<Node>) -> Self {
        Self {
            bodies: vec![Body { blocks, pictures: page.pictures.clone() }],
            seen: HashSet::new(),
            next: page.onward.next.clone(),
            text: page.text.clone(),
            diagnoses: vec![page.diagnosis.clone()],
        }
    }

    fn add(&mut self, later: Draft, whole: &mut Whole, url: &str) {
        let Draft { page, mut blocks, whole: of_page, .. } = later;
        self.seen.extend(self.next.take());
        self.seen.insert(url.to_owned());
        self.next = page.onward.next;
        if adds_to(&self.text, &page.text) {
            self.text.push_str("\n\n");
            self.text.push_str(&page.text);
            if let Some(of_page) = of_page {
                whole.append(of_page, &mut blocks, u32::try_from(self.bodies.len() + 1).unwrap_or(u32::MAX));
            }
            self.bodies.push(Body { blocks, pictures: page.pictures });
            self.diagnoses.push(page.diagnosis);
        }
    }

    /// Joins the pages; returns the blocks of the article.
    fn finish(mut self, page: &mut Page) -> Vec<Node> {
        let count = self.bodies.len();
        if count < 2 {
            return self.bodies.pop().map(|body| body.blocks).unwrap_or_default();
        }
        let around: Vec<_> =
            page.links.iter().filter(|link| link.context == LinkContext::Related).cloned().collect();
        let joined = clean::join(self.bodies);
        page.words = count_words(&joined.text);
        (page.html, page.text, page.captions) = (joined.html, joined.text, joined.captions);
        (page.links, page.pictures) = (joined.links, joined.pictures);
        page.links.extend(around);
        page.extractor.push_str(&format!(" / {count} pages"));
        // A pager that leads back to a page that is there has come to its end.
        page.onward.next = self.next.filter(|next| !self.seen.contains(next));
        let before = || (page.onward.number > 1).then(|| format!("page 1 to {}", page.onward.number - 1));
        let missing = page.onward.next.clone().or_else(before);
        page.diagnosis = together(&self.diagnoses, missing);
        joined.blocks
    }
}

/// The diagnosis of joined pages: a doubt of one is a doubt of all, but that the text goes on; `missing` is the page that
/// is not there.
fn together(pages: &[Diagnosis], missing: Option<String>) -> Diagnosis {
    let mut evidence: Vec<Evidence> = Vec::new();
    for (at, page) in pages.iter().enumerate() {
        let last = at + 1 == pages.len();
        // What a page promises beyond its own text is on the others.
        let cut = |e: &Evidence| e.doubt != Doubt::MaybeTruncated || (last && e.place == EvidencePlace::Text);
        let own = page.evidence.iter().filter(|e| e.doubt != Doubt::MultiPage && cut(e));
        let new: Vec<Evidence> = own.filter(|e| !evidence.contains(e)).cloned().collect();
        evidence.extend(new);
    }
    let found = missing.map(|found| Evidence { doubt: Doubt::MultiPage, place: EvidencePlace::Link, found });
    evidence.extend(found);
    Diagnosis::resting_on(evidence)
}

/// Whether a later page adds to a text: most of it is new. A site that has no such page may send the first one again.
pub(in crate::capture) fn adds_to(text: &str, later: &str) -> bool {
    let known: HashSet<&str> = text.split("\n\n").map(str::trim).collect();
    let (mut new, mut all) = (0, 0);
    for paragraph in later.split("\n\n").map(str::trim) {
        let words = paragraph.split_whitespace().count().max(paragraph.chars().count() / 8);
        all += words;
        new += if known.contains(paragraph) { 0 } else { words };
    }
    new >= 10 && new * 4 >= all
}

/// Whether another form of a page is the same article and more of it.
pub(in crate::capture) fn is_more_complete(other: &Page, page: &Page) -> bool {
    let same = page.words < 40
        || agreement(&other.metadata.title, &page.metadata.title) > 0.6
        || shares_paragraph(&page.text, &other.text);
    // A form that is in doubt itself, unless it has nothing worse than what the page has.
    let sound = other.diagnosis.doubts.iter().all(|doubt| page.diagnosis.doubts.contains(doubt));
    let more = other.words >= page.words.saturating_add(page.words / 5).saturating_add(20);
    let surer = other.diagnosis.complete && !page.diagnosis.complete && other.words >= page.words;
    same && sound && (more || surer)
}

fn shares_paragraph(text: &str, other: &str) -> bool {
    text.split("\n\n")
        .filter(|paragraph| paragraph.chars().count() >= 60)
        .take(COMPARED)
        .any(|paragraph| other.contains(paragraph.trim()))
}

/// Puts the text of another form in the place of the page's; what the page says of itself stays.
fn take_text_of(page: &mut Page, other: Page, part: Part) {
    let lead = page.lead_picture.and_then(|n| page.pictures.iter().find(|picture| picture.n == n).cloned());
    page.lead_picture = other.lead_picture;
    (page.html, page.text, page.captions, page.words) = (other.html, other.text, other.captions, other.words);
    (page.links, page.pictures, page.diagnosis) = (other.links, other.pictures, other.diagnosis);
    page.onward.next = other.onward.next;
    if let Some(lead) = lead {
        let same = page.pictures.iter().find(|picture| picture.url == lead.url).map(|picture| picture.n);
        page.lead_picture = Some(same.unwrap_or_else(|| {
            let n = page.pictures.iter().map(|picture| picture.n + 1).max().unwrap_or(0);
            page.pictures.push(Picture { n, ..lead });
            n
        }));
    }
    if page.metadata.title.is_empty() {
        page.metadata.title = other.metadata.title;
    }
    if page.metadata.published.is_none() {
        (page.metadata.published, page.metadata.published_from) =
            (other.metadata.published, other.metadata.published_from);
    }
    if page.metadata.authors.is_empty() {
        page.metadata.authors = other.metadata.authors;
    }
    if page.metadata.language.tag.is_none() {
        (page.metadata.language, page.metadata.rtl) = (other.metadata.language, other.metadata.rtl);
    }
    page.extractor.push_str(match part {
        Part::Page => "",
        Part::Single => " / single page",
        Part::Print => " / print version",
        Part::Amp => " / amp",
    });
}
