//! JSON feeds, of versions 1 and 1.1.

use url::Url;

use super::super::json::{self, Entry};
use super::super::times::published;
use super::super::{Importer, Input, Take, markup};
use super::Channel;
use crate::error::Result;
use crate::model::{ImportedArticle, ImportedContent, ImportedItem, Refusal};

pub(super) struct Json(pub(super) Input);

impl Importer for Json {
    fn each(self: Box<Self>, take: Take<'_>) -> Result<()> {
        let path = self.0.path.clone();
        let channel = Channel::of(&self.0.head.text);
        json::read(self.0.into_text(), (&path, None), &["items"], take, |entry| channel.item(entry))
    }
}

impl Channel {
    /// What stands before the entries.
    fn of(head: &str) -> Self {
        let before = head.split_once("\"items\"").map_or("{}", |(before, _)| before);
        let before = format!("{}}}", before.trim_end().trim_end_matches(','));
        let feed = Entry::parse(&before).unwrap_or_default();
        let home = feed.text("home_page_url").or_else(|| feed.text("feed_url"));
        Self {
            title: feed.text("title").as_deref().and_then(markup::line),
            language: feed.text("language"),
            home: home.and_then(|url| Url::parse(&url).ok()),
            authors: authors(feed),
        }
    }

    fn item(&self, entry: Entry) -> Result<ImportedItem, Refusal> {
        let html = entry.text("content_html").map(|html| ImportedContent::Html(html, None));
        let content = html.or_else(|| entry.text("content_text").map(ImportedContent::Text));
        let date = entry.text("date_published").or_else(|| entry.text("date_modified"));
        let url = entry.text("url").or_else(|| entry.text("external_url"));
        self.article(ImportedArticle {
            url: url.map(|url| self.absolute(&url)),
            key: entry.text("id"),
            title: entry.text("title").as_deref().and_then(markup::line),
            language: entry.text("language"),
            published: date.and_then(|text| published(&text)),
            excerpt: entry.text("summary").as_deref().and_then(markup::line),
            content,
            authors: authors(entry),
            ..ImportedArticle::default()
        })
    }
}

fn authors(mut entry: Entry) -> Vec<String> {
    let mut authors = entry.entries("authors");
    // Version 1 has one.
    if let Some(serde_json::Value::Object(author)) = entry.0.remove("author") {
        authors.push(Entry(author));
    }
    authors.iter().filter_map(|author| author.text("name")).collect()
}
