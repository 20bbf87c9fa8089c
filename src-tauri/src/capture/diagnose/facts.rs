//! What the diagnosis is made from.

use super::phrases::Phrases;
use super::quotable::Quotable;
use super::sign::Sign;
use crate::capture::extract::{JsonLd, Survey};
use crate::model::{EvidencePlace as Place, Onward};

/// What the diagnosis is made from.
pub(in crate::capture) struct Facts<'a> {
    pub status: u16,
    pub truncated: bool,
    /// Bytes of the body.
    pub received: usize,
    pub flattened: bool,
    /// Scripts that were left out.
    pub scripts: usize,
    pub survey: &'a Survey,
    pub data: &'a JsonLd,
    /// The article's text and its words.
    pub text: &'a str,
    pub words: u32,
    /// Further pages of the article.
    pub onward: &'a Onward,
    /// The whole page's text, shortened.
    pub page: &'a Quotable,
    /// Characters of the part that the page's data call locked; `None` when they name none.
    pub locked: Option<usize>,
    /// Words of the blocks that are the article's beyond doubt.
    pub certain_words: usize,
    /// Links of the article.
    pub body_links: usize,
    /// Pictures of the article.
    pub pictures: usize,
    /// URL of the page.
    pub url: &'a url::Url,
}

impl Facts<'_> {
    /// One of these phrases in the title or a first heading.
    pub(super) fn titled(&self, phrases: &Phrases) -> Option<Sign> {
        let titles = std::iter::once(&self.survey.title).chain(&self.survey.h1);
        titles
            .filter_map(|title| Quotable::of(title).quote(phrases))
            .map(|q| Sign::new(Place::Title, q))
            .next()
    }

    /// One of these phrases in the page's text.
    pub(super) fn said(&self, phrases: &Phrases) -> Option<Sign> {
        self.page.quote(phrases).map(|quote| Sign::new(Place::Page, quote))
    }

    /// An element whose class or id has one of these names in it.
    pub(super) fn marked(&self, names: &[&str]) -> Option<Sign> {
        let mark = self.survey.marks.iter().find(|mark| names.iter().any(|name| mark.contains(name)))?;
        let named = mark.split_ascii_whitespace().find(|word| names.iter().any(|name| word.contains(name)));
        Some(Sign::new(Place::Element, named.unwrap_or(mark)))
    }

    /// A part of the address, `/`-separated and in lower case, that one of these is or begins.
    pub(super) fn addressed(&self, names: &[&str]) -> Option<Sign> {
        let path = self.url.path().to_lowercase();
        let named = |part: &str| {
            names.iter().any(|name| {
                part.strip_prefix(name)
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '-', '_']))
            })
        };
        path.split('/').any(named).then(|| Sign::new(Place::Address, self.url.path()))
    }

    /// The value of a meta that is one of these or begins with one.
    pub(super) fn declared(&self, meta: &str, values: &[&str]) -> Option<Sign> {
        let value = self.survey.meta(&[meta])?;
        let lower = value.to_ascii_lowercase();
        values
            .iter()
            .any(|v| lower.starts_with(v))
            .then(|| Sign::new(Place::Meta, format!("{meta}: {value}")))
    }

    /// Objects of these types in the page's data.
    pub(super) fn typed(&self, types: &[&str]) -> Option<Sign> {
        let found = types.iter().find(|kind| self.data.of_type(kind).next().is_some())?;
        Some(Sign::new(Place::JsonLd, format!("@type: {found}")))
    }

    /// Whether the page says by its data that it is an article.
    pub(super) fn is_declared_article(&self) -> bool {
        self.data.article().is_some()
            || self.survey.meta(&["og:type"]).is_some_and(|t| t.eq_ignore_ascii_case("article"))
            || self.survey.meta(&["article:published_time"]).is_some()
    }

    /// The article's last paragraph.
    pub(super) fn last_paragraph(&self) -> &str {
        self.text.trim_end().rsplit("\n\n").next().unwrap_or_default().trim()
    }

    /// Where in the page's text the article's ends; `None` when its last words are not found there.
    pub(super) fn end_of_text(&self) -> Option<usize> {
        const TAIL_CHARS: usize = 40;
        let last = self.last_line();
        let tail = last.tail(TAIL_CHARS);
        if tail.chars().count() < TAIL_CHARS / 4 {
            return None;
        }
        Some(self.page.lower().rfind(tail)? + tail.len())
    }

    /// From where in the page's text on a wall would stand that ends the article: behind the article's text, or at its
    /// last words when those are few, for a wall is easily taken for the last paragraph.
    pub(super) fn start_of_wall(&self) -> Option<usize> {
        const FEW_CHARS: usize = 200;
        let (last, end) = (self.last_line(), self.end_of_text()?);
        let few =
            last.lower().chars().count() < FEW_CHARS && self.page.lower()[..end].ends_with(last.lower());
        Some(if few { end - last.lower().len() } else { end })
    }

    fn last_line(&self) -> Quotable {
        Quotable::of(self.last_paragraph().lines().last().unwrap_or_default())
    }
}
