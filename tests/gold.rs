//! Gold files: what a clean copy of each page of the news site must hold.

use std::collections::BTreeMap;

use lede::ErrorKind;
use lede::model::{Doubt, MissingReason};
use serde::Deserialize;

use crate::support::fixture;

/// What is true of a page; what is not given is not checked.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gold {
    /// Headline.
    pub title: Option<String>,
    /// Authors in order.
    pub authors: Option<Vec<String>>,
    /// Name of the site.
    pub site: Option<String>,
    /// Date of publication.
    pub published: Option<String>,
    /// Date of the last change.
    pub modified: Option<String>,
    /// Section of the site.
    pub section: Option<String>,
    /// Language; a region more is right too.
    pub language: Option<String>,
    /// Whether it reads from right to left.
    #[serde(default)]
    pub rtl: bool,
    /// WHATWG name of the encoding, in lower case.
    pub charset: Option<String>,
    /// Path of the article's identity, where it is not the page's own.
    pub canonical: Option<String>,
    /// Sentences of the text.
    pub contains: Vec<String>,
    /// What is not in the text: the page's other contents.
    pub lacks: Vec<String>,
    /// What the HTML holds.
    #[serde(default)]
    pub html: Vec<String>,
    /// Texts of links to other stories.
    #[serde(default)]
    pub related: Vec<String>,
    /// Pictures that are kept.
    pub pictures: Option<usize>,
    /// Pictures that are missing: how their URL ends, and why.
    #[serde(default)]
    pub missing: BTreeMap<String, MissingReason>,
    /// Doubts that the copy is whole; no others may be raised.
    #[serde(default)]
    pub doubts: Vec<Doubt>,
    /// The page cannot be saved, and this is why.
    pub error: Option<ErrorKind>,
}

impl Gold {
    /// The gold file of the page with this name.
    #[must_use]
    pub fn of(name: &str) -> Self {
        let path = fixture("site/gold").join(name).with_extension("json");
        let text =
            std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }
}

/// White space folded, as a reader sees it.
#[must_use]
pub fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a reader sees of a page's source: no tags, common entities resolved.
#[must_use]
pub fn visible(source: &str) -> String {
    let mut text = String::with_capacity(source.len());
    let mut rest = source;
    while let Some((before, tag)) = rest.split_once('<') {
        text.push_str(before);
        rest = tag.split_once('>').map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    folded(&text.replace("&lt;", "<").replace("&gt;", ">").replace("&nbsp;", " ").replace("&amp;", "&"))
}
