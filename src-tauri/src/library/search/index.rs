//! Keeping the search index: what is indexed of an article, and how many articles have each word.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, Transaction};

use super::score::weight_of;
use crate::anchor::ReadingText;
use crate::db::{self, CurrentVersion, IndexedSource, IndexedWords, Place};
use crate::error::Result;
use crate::model::{ArticleId, VersionId};
use crate::search;

/// Everything of an article that is found by words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::library) struct Indexed {
    words: IndexedWords,
    title: String,
    authors: String,
    site: String,
}

/// By how much the numbers of articles that have words change.
#[derive(Debug, Default)]
pub(in crate::library) struct Counts {
    terms: BTreeMap<String, i64>,
    articles: i64,
    words: i64,
    changes: bool,
}

impl Indexed {
    /// Cuts the words of an article; takes milliseconds and no lock.
    pub(in crate::library) fn new(title: &str, authors: &str, site: &str, text: &str, html: &str) -> Self {
        let (lead, rest) = lead_and_rest(text);
        let words = IndexedWords {
            title: search::index_text(title),
            by: search::index_text(authors),
            site: search::index_text(site),
            lead: search::index_text(lead),
            text: search::joined_texts(&search::index_text(rest), &search::index_text(&captions(html))),
        };
        Self { words, title: title.to_owned(), authors: authors.to_owned(), site: site.to_owned() }
    }

    /// Cuts the words of an article as it is now, with the version it shows; `None` when it shows none.
    pub(in crate::library) fn of(tx: &Connection, id: ArticleId) -> Result<Option<(Self, VersionId)>> {
        let (Some(article), Some(current)) = (db::summary(tx, id)?, CurrentVersion::of(tx, id)?) else {
            return Ok(None);
        };
        let texts = db::text_and_html(tx, current.version)?;
        let of = |(text, html): (String, String)| {
            Self::new(&article.title, &article.authors.join(" "), &article.site, &text, &html)
        };
        Ok(texts.map(|texts| (of(texts), current.version)))
    }

    /// Its words by the names of the index's columns.
    pub(in crate::library) fn named_columns(&self) -> [(&'static str, &str); 5] {
        let IndexedWords { title, by, site, lead, text } = &self.words;
        [("title", title), ("by", by), ("site", site), ("lead", lead), ("text", text)]
    }

    fn columns(&self) -> [&str; 5] {
        let IndexedWords { title, by, site, lead, text } = &self.words;
        [title, by, site, lead, text]
    }

    /// How often a word stands in it, weighted by where.
    pub(super) fn frequency(&self, counts: impl Fn(Place) -> bool, is: impl Fn(&str) -> bool) -> f32 {
        let places = [Place::Title, Place::By, Place::Site, Place::Lead, Place::Text];
        let columns = places.into_iter().zip(self.columns()).filter(|(place, _)| counts(*place));
        let words =
            columns.flat_map(|(place, text)| search::index_words(text).map(move |word| (place, word)));
        words.filter(|(_, word)| is(word)).map(|(place, _)| weight_of(place)).sum()
    }

    fn terms(&self) -> BTreeSet<&str> {
        self.columns().into_iter().flat_map(search::index_words).collect()
    }

    /// How many words the index has of it.
    fn length(&self) -> u32 {
        let words = self.columns().into_iter().flat_map(search::index_words).count();
        u32::try_from(words).unwrap_or(u32::MAX)
    }

    /// Puts it into the index in place of what was there of the article.
    pub(in crate::library) fn put(
        &self,
        tx: &Transaction<'_>,
        id: ArticleId,
        version: VersionId,
        counts: &mut Counts,
    ) -> Result<()> {
        let source = IndexedSource {
            version,
            title: self.title.clone(),
            authors: self.authors.clone(),
            site: self.site.clone(),
        };
        let before = db::indexed_source(tx, id)?;
        if before.as_ref() != Some(&source) {
            counts.add(&self.terms(), 1);
            if let Some(before) = before {
                counts.take_back(tx, &before)?;
            }
        }
        db::put_words(tx, id, &self.words, &source)?;
        let fact = db::Fact { length: self.length(), ..db::fact_of(tx, id)? };
        counts.change(&db::set_fact(tx, id, Some(&fact))?, &fact);
        Ok(())
    }
}

impl Counts {
    fn add(&mut self, terms: &BTreeSet<&str>, sign: i64) {
        for term in terms {
            match self.terms.get_mut(*term) {
                Some(count) => *count += sign,
                None => _ = self.terms.insert((*term).to_owned(), sign),
            }
        }
    }

    /// Counts the words of what was indexed no more.
    fn take_back(&mut self, tx: &Transaction<'_>, source: &IndexedSource) -> Result<()> {
        if let Some((text, html)) = db::text_and_html(tx, source.version)? {
            let before = Indexed::new(&source.title, &source.authors, &source.site, &text, &html);
            self.add(&before.terms(), -1);
        }
        Ok(())
    }

    fn change(&mut self, before: &db::Fact, after: &db::Fact) {
        self.changes |= before != after;
        // What is indexed has a host; its text may have no words.
        self.articles += i64::from(after.host > 0) - i64::from(before.host > 0);
        self.words += i64::from(after.length) - i64::from(before.length);
    }

    /// Takes an article out of the index, before it is deleted with its versions.
    pub(in crate::library) fn forget(&mut self, tx: &Transaction<'_>, id: ArticleId) -> Result<()> {
        if let Some(source) = db::indexed_source(tx, id)? {
            self.take_back(tx, &source)?;
        }
        db::take_words(tx, id)?;
        let before = db::set_fact(tx, id, None)?;
        self.change(&before, &db::Fact::default());
        Ok(())
    }

    /// Brings the archive's numbers up to this.
    pub(in crate::library) fn settle(self, tx: &Transaction<'_>) -> Result<()> {
        db::count_words(tx, &self.terms)?;
        if self.changes || !self.terms.is_empty() {
            db::count_whole(tx, self.articles, self.words)?;
        }
        Ok(())
    }
}

/// The first paragraph of a text, and what comes after it.
pub(in crate::library) fn lead_and_rest(text: &str) -> (&str, &str) {
    let text = text.trim_start();
    text.split_at(text.find('\n').unwrap_or(text.len()))
}

/// The captions of a copy, which its text leaves out and its article is found by all the same.
pub(in crate::library) fn captions(html: &str) -> String {
    let after_tag = |rest: &str| rest.split_once('>').map(|(_, after)| after.to_owned());
    let captions = html.split("<figcaption").skip(1).filter_map(after_tag);
    let words = captions.map(|caption| {
        let inside = caption.split("</figcaption>").next().unwrap_or_default();
        ReadingText::of_html(inside).text().to_owned()
    });
    words.collect::<Vec<_>>().join("\n")
}
