//! The pure half: bytes become a readable page.

mod article;
mod correct;
mod data;
mod entries;
mod given;
mod input;

use std::collections::HashSet;

use dom_query::{Document, NodeId};
use unicode_segmentation::UnicodeSegmentation;
use url::Url;

use super::around::{Around, Found};
use super::clean::tree::Node;
use super::clean::{self, Blocks, Insert, Media};
use super::decode::decode;
use super::diagnose::{self, Facts, Quotable};
use super::extract::{self, Declared, JsonLd, Live, Survey, Taken as Related, Wording};
use super::guard::{self, Guarded};
use super::onward::onward;
use super::repair::{Known, Taken, Whole};
use super::repeated;
use super::rules::{self, RuledPage, SiteRule};
use super::selection::{self, Decision, Said};
use super::url::is_http;
use crate::error::{Error, Result};
use crate::model::{
    Alternate, BlockDecision, BlockReason, Diagnosis, Explanation, LinkContext, Metadata, Onward, Overruled,
    Page, PageLink, Part, Reason, SiteKnowledge,
};

pub use article::{ArticleInput, FurtherInput, clean_article};
pub(super) use article::{adds_to, is_more_complete};
pub use correct::page_blocks;
pub use input::PageInput;

/// Reasons that are told of a block of the whole page.
const STRONGEST: usize = 3;

/// Longest `<meta http-equiv=refresh>` that counts as a redirect, in seconds; longer ones reload a live page.
const MAX_REFRESH_SECONDS: f32 = 10.0;

/// Makes the readable page: decode, guard, extract, clean, diagnose. Deterministic, no network.
///
/// The tree may be 512 elements deep and is walked recursively: call it with a stack of several megabytes.
///
/// # Errors
/// `Extraction` when nothing can be made of the bytes.
pub fn clean_page(input: &PageInput) -> Result<Page> {
    read_page(input, false).map(|draft| draft.page)
}

/// The readable page, and what it can be corrected from.
struct Draft {
    page: Page,
    /// The blocks that the copy was written from.
    blocks: Vec<Node>,
    /// All blocks of the page, where they were asked for.
    whole: Option<Whole>,
    /// Whether the page says no summary of its own.
    excerpt_of_text: bool,
    read: Read,
}

/// Reads a page, with all of its blocks where the `whole` is wanted.
fn read_page(input: &PageInput, whole: bool) -> Result<Draft> {
    let (mut read, document) = Read::of(input)?;
    let Selected { mut blocks, decisions, overruled, numbers } = read.select(&document, &input.site, None);
    let mut whole = whole.then(|| {
        let taken = read.taken_out(&blocks, &document);
        Whole::of(&mut blocks, taken)
    });
    let known = whole.as_ref().map(|_| known(&blocks, &decisions, overruled));
    let keep: Vec<bool> = decisions.iter().map(|d| d.keep).collect();
    let around = read.around(&document, &blocks, &keep);
    read.inserts = around.inserts;
    let mut cleaned = clean::clean(blocks, &keep, &read.context());
    let mut words = count_words(&cleaned.text);
    let mut certain_words = selection::certain_words(&decisions);
    let mut held_by = None;
    if let Some(mut copy) = data::better_copy(&read, input, &cleaned.text, words) {
        let mut metadata = std::mem::take(&mut read.metadata);
        copy.complete(&mut metadata, &read, input);
        read.metadata = metadata;
        if let Some(whole) = &mut whole {
            copy.number(whole);
        }
        held_by = Some(copy.place().to_owned());
        (words, certain_words) = (copy.words, copy.words as usize);
        cleaned = copy.cleaned;
    } else if let (Some(whole), Some(known)) = (&mut whole, known) {
        whole.explain(known.into_iter(), &cleaned.blocks);
    }
    let excerpt_of_text = read.metadata.excerpt.is_none();
    extract::complete(&mut read.metadata, &read.survey, &read.data, &cleaned.text, cleaned.first_paragraph);
    let (links, pictures) = (cleaned.links.len(), cleaned.pictures.len());
    let diagnosis =
        read.diagnose(input, &Reading { text: &cleaned.text, words, certain_words, links, pictures });
    let page = Page {
        html: cleaned.html,
        words,
        text: cleaned.text,
        captions: cleaned.captions,
        links: with_related(cleaned.links, around.links),
        pictures: cleaned.pictures,
        lead_picture: cleaned.lead_picture,
        diagnosis,
        extractor: extractor(held_by.as_deref()),
        charset: read.charset.to_owned(),
        refresh: refresh(&read.survey, &read.base).filter(|_| !read.alone),
        rule: read.ruled.used(),
        repaired: None,
        blocks: numbers,
        onward: read.onward.clone(),
        metadata: std::mem::take(&mut read.metadata),
    };
    Ok(Draft { page, blocks: cleaned.blocks, whole, excerpt_of_text, read })
}

/// What was decided of each block, to be told.
fn known(
    blocks: &Blocks,
    decisions: &[Decision],
    overruled: Vec<Option<Overruled>>,
) -> Vec<(Option<u32>, Known)> {
    let names = selection::feature_names();
    let all = blocks.nodes.iter().zip(decisions).zip(overruled).zip(blocks.furniture());
    all.map(|(((node, decision), overruled), furniture)| {
        let reason = match overruled {
            Some(Overruled::Rule { key }) => BlockReason::Rule { key },
            Some(Overruled::Repeated { pages }) => BlockReason::Repeated { pages },
            None if decision.words == 0 => BlockReason::Neighbours,
            None => BlockReason::Odds { probability: decision.probability },
        };
        let strongest = match reason {
            BlockReason::Odds { .. } => reasons_of(&names, decision).take(STRONGEST).collect(),
            _ => Vec::new(),
        };
        let known = Known { reason, strongest, keep: decision.keep, furniture: *furniture };
        (node.element().and_then(|element| element.block), known)
    })
    .collect()
}

fn reasons_of(names: &[String], decision: &Decision) -> impl Iterator<Item = Reason> {
    selection::reasons(names, &decision.features).into_iter().map(|(feature, value, points)| Reason {
        feature,
        value,
        points,
    })
}

/// Tells for every block of a page whether it was kept and why. Costs what [`clean_page`] costs.
///
/// `alone` are probabilities to use for the blocks when each is judged alone, in place of the model's: what a fit needs.
///
/// # Errors
/// As [`clean_page`].
pub fn explain_page(input: &PageInput, alone: Option<&[f32]>) -> Result<Explanation> {
    let (mut read, document) = Read::of(input)?;
    let Selected { blocks, decisions, overruled, .. } = read.select(&document, &input.site, alone);
    let names = selection::feature_names();
    let decisions = decisions.into_iter().zip(overruled);
    let explained = blocks.nodes.iter().zip(decisions).map(|(block, (decision, overruled))| BlockDecision {
        tag: block.element().map_or("text", |e| e.tag).to_owned(),
        text: clean::block_text(block),
        kept: decision.keep,
        probability: decision.probability,
        reasons: reasons_of(&names, &decision).collect(),
        features: decision.features,
        overruled,
    });
    let blocks = explained.collect();
    Ok(Explanation { rule: read.ruled.used(), blocks })
}

/// What was read as the article.
struct Reading<'a> {
    text: &'a str,
    words: u32,
    certain_words: usize,
    links: usize,
    pictures: usize,
}

/// A page's blocks and what was decided of each.
struct Selected {
    blocks: Blocks,
    decisions: Vec<Decision>,
    /// What decided in place of the odds.
    overruled: Vec<Option<Overruled>>,
    /// Numbers of the blocks' texts.
    numbers: Vec<u32>,
}

/// A page that was read, but for its tree.
struct Read {
    url: Url,
    base: Url,
    charset: &'static str,
    guarded: Guarded,
    survey: Survey,
    data: JsonLd,
    metadata: Metadata,
    lead_image: Option<String>,
    page_text: Quotable,
    locked: Option<usize>,
    onward: Onward,
    live: Live,
    media: Media,
    related: Related,
    /// Lists of other stories among the article's paragraphs.
    inserts: Vec<Insert>,
    ruled: RuledPage,
    /// Whether there is nothing but the article.
    alone: bool,
}

impl Read {
    fn of(input: &PageInput) -> Result<(Self, Document)> {
        if let Some(told) = input.told.as_ref().filter(|told| told.article) {
            return Self::of_article(input, told);
        }
        let url = Url::parse(&input.url).map_err(|_| Error::InvalidUrl { url: input.url.clone() })?;
        let mut decoded = decode(&input.body, input.content_type.as_deref(), url.host_str());
        let rule = rule_of(input);
        if let Some(rule) = &rule {
            rules::replace_text(rule, &mut decoded.text);
        }
        let mut guarded = guard::guard(&decoded.text);
        drop(decoded.text);
        let (document, survey) = parse(&mut guarded, input)?;
        let data = JsonLd::read(&guarded.json_ld);
        let base = base_of(&url, survey.base.as_deref());
        let Declared { mut metadata, lead_image } =
            extract::declared(&survey, &data, &url, &base, input.fetched);
        if let Some(told) = &input.told {
            extract::fill(&mut metadata, &told.metadata, &url);
        }
        let mut ruled = rule.as_ref().map(|r| RuledPage::of(r, &document, &base)).unwrap_or_default();
        extract::correct(&mut metadata, &mut ruled, &survey, &url, input.fetched);
        let page_text = body_text(&document);
        let locked = diagnose::locked_chars(&document, &data);
        let onward = onward_by_rule(onward(&document, &url, &base), &ruled);
        let live = Live::settle(&document, &data);
        let (media, related) = prepare(&document, &base, &metadata.title, &ruled);
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
            locked,
            onward,
            live,
            media,
            related,
            inserts: Vec::new(),
            ruled,
            alone: false,
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
            as_chosen: self.alone || self.ruled.has_body() && !self.ruled.prune,
            inserts: &self.inserts,
        }
    }

    /// What the page leads on to; `keep` says which of its blocks are the article's.
    fn around(&self, document: &Document, blocks: &Blocks, keep: &[bool]) -> Found {
        if self.alone {
            return Found::default();
        }
        let around = Around { page: &self.url, base: &self.base, media: &self.media };
        let kept = blocks.nodes.iter().zip(keep).filter(|(_, keep)| **keep);
        let kept: Vec<NodeId> = kept.filter_map(|(node, _)| node.element()?.origin).collect();
        around.find(document, &self.related.lists, &kept)
    }

    /// Whether a text is the whole article of the page.
    fn diagnose(&self, input: &PageInput, reading: &Reading<'_>) -> Diagnosis {
        if self.alone {
            return self.diagnose_alone(reading);
        }
        diagnose::diagnose(&Facts {
            status: input.status,
            truncated: input.truncated,
            received: input.body.len(),
            flattened: self.guarded.flattened,
            scripts: self.guarded.scripts,
            survey: &self.survey,
            data: &self.data,
            text: reading.text,
            words: reading.words,
            page: &self.page_text,
            locked: self.locked,
            onward: &self.onward,
            certain_words: reading.certain_words,
            body_links: reading.links,
            pictures: reading.pictures,
            url: &self.url,
        })
    }

    /// What was taken out of the page before its article was looked for, as blocks, in the order of the page.
    fn taken_out(&self, blocks: &Blocks, document: &Document) -> Taken {
        let rule = || BlockReason::Rule { key: "remove".to_owned() };
        let mut taken: Vec<(NodeId, BlockReason)> =
            self.ruled.removed().iter().map(|element| (*element, rule())).collect();
        taken.extend(self.related.elements.iter().map(|element| (*element, BlockReason::OtherStories)));
        taken.sort_by_key(|(element, _)| *element);
        let (nodes, reasons): (Vec<_>, Vec<_>) = taken
            .into_iter()
            .filter_map(|(element, reason)| Some((document.tree.get(&element)?, reason)))
            .unzip();
        let (found, pictures) = blocks.read_taken(&nodes, &self.context());
        Taken { blocks: reasons.into_iter().zip(found).collect(), pictures }
    }

    /// Reads the body as blocks and decides which of them are the article: by their odds, by the site's rule, and by what
    /// its other pages say, too.
    fn select(&mut self, document: &Document, site: &SiteKnowledge, alone: Option<&[f32]>) -> Selected {
        if self.alone {
            return self.select_all(document);
        }
        let context = self.context();
        let body = document.body().unwrap_or_else(|| document.root());
        let blocks = clean::read_blocks(&body, &context);
        let says = selection::Page {
            title: Wording::of(&self.metadata.title),
            authors: &self.metadata.authors,
            excerpt: Wording::of(self.metadata.excerpt.as_deref().unwrap_or_default()),
            said: Said::of(self.data.text("articleBody").as_deref()),
            densest: extract::densest(body),
        };
        let places = rules::places(&self.ruled, &blocks.nodes, document);
        let of_live = entries::places(&self.live, &blocks.nodes, document);
        let texts: Vec<String> = blocks.nodes.iter().map(clean::block_text).collect();
        let mut decisions = selection::select(&blocks.nodes, &texts, document, &says, alone);
        entries::keep(&of_live, &mut decisions);
        let mut overruled = rules::overrule(&mut self.ruled, &places, &mut decisions);
        let numbered: Vec<repeated::Block> = blocks
            .nodes
            .iter()
            .zip(&texts)
            .zip(&overruled)
            .map(|((block, text), overruled)| repeated::Block::of(block, text, overruled.is_some()))
            .collect();
        let repeated = repeated::drop_repeated(&numbered, &mut decisions, &site.pages);
        for (overruled, pages) in overruled.iter_mut().zip(repeated) {
            *overruled = pages.map(|pages| Overruled::Repeated { pages }).or_else(|| overruled.take());
        }
        Selected { numbers: repeated::numbers(&numbered), blocks, decisions, overruled }
    }
}

/// What relative URLs are resolved against. A page without an address has none but for the files beside it.
fn base_of(url: &Url, declared: Option<&str>) -> Url {
    let own = || if is_http(url) { Some(url.clone()) } else { Url::parse("file:///").ok() };
    declared.and_then(|base| url.join(base).ok()).filter(is_http).or_else(own).unwrap_or_else(|| url.clone())
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
fn prepare(document: &Document, base: &Url, title: &str, ruled: &RuledPage) -> (Media, Related) {
    let spared = ruled.spared();
    extract::reveal(document);
    let media = Media::settle(document, base);
    let stories = extract::take_out_other_stories(document, title, &spared);
    let mut related = extract::take_blocks(document, &spared);
    related.elements.extend(stories);
    (media, related)
}

/// The rule for the page. The archive checks rules when it takes them in; one that cannot be read here is as good as none.
fn rule_of(input: &PageInput) -> Option<SiteRule> {
    let text = input.site.rule.as_deref()?;
    rules::parse_rule(text)
        .inspect_err(|error| tracing::warn!(%error, url = input.url, "the site rule is left out"))
        .ok()
}

fn body_text(document: &Document) -> Quotable {
    document.body().map(|body| Quotable::of_body(&body)).unwrap_or_default()
}

/// Where the article goes on, with what a rule for the site says of it.
fn onward_by_rule(mut onward: Onward, ruled: &RuledPage) -> Onward {
    if let Some(next) = &ruled.next_page {
        onward.next = Some(next.clone());
    }
    if let Some(single) = &ruled.single_page {
        onward.alternates.insert(0, Alternate { url: single.clone(), part: Part::Single });
    }
    onward
}

/// The links of a copy and what the page leads on to besides.
fn with_related(mut links: Vec<PageLink>, related: Vec<PageLink>) -> Vec<PageLink> {
    let known: HashSet<String> = links
        .iter()
        .filter(|link| link.context == LinkContext::Related)
        .map(|link| link.url.clone())
        .collect();
    links.extend(related.into_iter().filter(|link| !known.contains(&link.url)));
    links
}

/// Words of a text by Unicode segmentation.
pub(super) fn count_words(text: &str) -> u32 {
    u32::try_from(text.unicode_words().count()).unwrap_or(u32::MAX)
}

/// Names this program and, where that is not the page's markup, what held the article.
fn extractor(held_by: Option<&str>) -> String {
    let own = format!("lede {}", env!("CARGO_PKG_VERSION"));
    held_by.map_or_else(|| own.clone(), |place| format!("{own} / {place}"))
}

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
