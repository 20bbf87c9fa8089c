//! A copy that came in a file, and what the file says of it.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Sites;
use crate::model::{ImportedPage, Metadata, PageFiles};

/// The header by which a kept response says what the file said that it came in. No server's word: one that sends it is not heard.
pub(super) const HEADER: &str = "lede-given";

/// A copy that came in a file.
#[derive(Debug, Clone)]
pub struct Given {
    /// The article's URL as the file has it; any other name for it (`urn:`) where it has none that can be fetched.
    pub url: String,
    /// The copy.
    pub page: GivenPage,
    /// What the file says of the article: of one that came alone it holds, of a page it fills what that does not say.
    pub metadata: Metadata,
    /// What came with it, where the page has no files of its own.
    pub files: Option<Arc<dyn PageFiles>>,
    /// The time of taking it in.
    pub now: Timestamp,
    /// What is known of sites.
    pub sites: Sites,
}

/// The copy itself.
#[derive(Debug, Clone)]
pub enum GivenPage {
    /// The article alone, as HTML that another program cleaned; its URLs may be relative to the article's.
    Article(String),
    /// The page as a server sent it, or as a browser saved it.
    Page(ImportedPage),
}

/// What the file said that a response came in: kept among its headers, so that its bytes are read in the same way later.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Told {
    /// Whether the bytes are the article alone.
    pub article: bool,
    /// What is said of the article.
    #[serde(flatten)]
    pub metadata: Metadata,
}

impl Told {
    /// Reads what a kept response's headers say.
    #[must_use]
    pub fn of(headers: &[(String, String)]) -> Option<Self> {
        let (_, value) = headers.iter().find(|(name, _)| name == HEADER)?;
        serde_json::from_str(value).ok()
    }

    /// The header that says it: JSON in ASCII, of what is known. Nothing where nothing is.
    pub(super) fn header(&self) -> Option<(String, String)> {
        let value = known(serde_json::to_value(self).ok()?)?;
        Some((HEADER.to_owned(), ascii(&value.to_string())))
    }

    /// Fills what this says nothing of.
    pub(super) fn fill(&mut self, other: &Metadata) {
        let Metadata { title, authors, site, published, published_from, modified, language, .. } = other;
        let own = &mut self.metadata;
        if own.title.trim().is_empty() {
            title.trim().clone_into(&mut own.title);
        }
        if own.authors.is_empty() {
            own.authors.clone_from(authors);
        }
        if own.published.is_none() {
            own.published.clone_from(published);
            own.published_from = published.as_ref().map(|_| published_from.clone().unwrap_or("file".into()));
        }
        if own.keywords.is_empty() {
            own.keywords.clone_from(&other.keywords);
        }
        let fill = |own: &mut Option<String>, other: &Option<String>| {
            *own = own.take().or_else(|| other.clone()).filter(|text| !text.trim().is_empty());
        };
        fill(&mut own.site, site);
        fill(&mut own.modified, modified);
        fill(&mut own.excerpt, &other.excerpt);
        fill(&mut own.section, &other.section);
        fill(&mut own.language.declared, &language.tag.clone().or_else(|| language.declared.clone()));
    }
}

/// A value without what says nothing; nothing where all of it is that.
fn known(value: Value) -> Option<Value> {
    match value {
        Value::Null | Value::Bool(false) => None,
        Value::String(text) if text.is_empty() => None,
        Value::Array(items) if items.is_empty() => None,
        Value::Object(fields) => {
            let fields = fields.into_iter().filter_map(|(name, value)| Some((name, known(value)?)));
            let fields: BTreeMap<String, Value> = fields.collect();
            (!fields.is_empty()).then(|| Value::Object(fields.into_iter().collect()))
        }
        other => Some(other),
    }
}

/// JSON with every letter beyond ASCII escaped, as a header field carries no other.
fn ascii(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if c.is_ascii() {
            out.push(c);
        } else {
            for unit in c.encode_utf16(&mut [0; 2]) {
                // Writing to a string cannot fail.
                let _ = write!(out, "\\u{unit:04x}");
            }
        }
    }
    out
}

#[cfg(test)]
mod tests;
