//! An article to be written, and an archive that has nothing else.

use std::collections::HashMap;

use tokio_util::sync::CancellationToken;

use super::Source;
use crate::error::{Error, Result};
use crate::model::*;

/// An article with something of everything; what a test looks at it changes.
pub fn article(id: i64, title: &str) -> Article {
    let at = |text: &str| text.parse().unwrap();
    Article {
        summary: ArticleSummary {
            id: ArticleId(id),
            url: format!("https://example.org/{id}"),
            title: title.to_owned(),
            authors: vec!["Ada Lovelace".to_owned(), "Reuters".to_owned()],
            site: "The Courier".to_owned(),
            published: Some("2026-06-01T10:00:00+03:30".to_owned()),
            saved: at("2026-11-22T12:00:00Z"),
            language: Some("en".to_owned()),
            direction: "ltr".to_owned(),
            state: ReadState::Unread,
            starred: false,
            archived: false,
            trashed: false,
            tags: vec!["world/iran".to_owned(), "to read".to_owned()],
            excerpt: "What was said.".to_owned(),
            words: 12,
            minutes: 1,
            lead_image: None,
            position: 0.0,
            complete: true,
            doubts: Vec::new(),
            missing_assets: 0,
            dead: None,
            changed_from: None,
            copies: Vec::new(),
        },
        version: VersionId(id),
        shown: VersionId(id),
        latest: VersionId(id),
        chosen: false,
        checked: None,
        archive_made: None,
        watch: None,
        fetched: at("2026-11-23T12:00:00Z"),
        versions: 1,
        original_url: format!("https://example.org/{id}?from=feed"),
        text: "One. Two.".to_owned(),
        html: "<p>One.</p><p>Two.</p>".to_owned(),
        published_from: None,
        modified: None,
        section: None,
        keywords: Vec::new(),
        notes: Vec::new(),
        highlights: Vec::new(),
        relations: Vec::new(),
        collections: Vec::new(),
        diagnosis: Diagnosis::whole(),
        rule: None,
        repaired: false,
        unmatched: Vec::new(),
        failed_attempt: None,
        missing: Vec::new(),
    }
}

/// A highlight of these code points of an article's text.
pub fn highlight(id: i64, article: &Article, range: std::ops::Range<usize>, quote: &str) -> Highlight {
    Highlight {
        id: HighlightId(id),
        article: article.summary.id,
        version: article.version,
        quote: quote.to_owned(),
        prefix: String::new(),
        suffix: String::new(),
        position: range.clone().into(),
        place: Some(range.into()),
        anchored: Some(Anchoring::Exact),
        color: HighlightColor::Yellow,
        note: None,
        tags: Vec::new(),
        created: article.fetched,
        updated: article.fetched,
    }
}

/// An archive without anything besides the articles.
pub struct Nothing;

impl Source for Nothing {
    fn asset(&self, hash: &AssetHash) -> Result<Asset> {
        Err(Error::NotFound { what: "picture", id: hash.to_string() })
    }

    fn links(&self, _article: ArticleId) -> Result<Vec<Link>> {
        Ok(Vec::new())
    }

    fn responses(&self, _article: ArticleId) -> Result<Vec<KeptResponse>> {
        Ok(Vec::new())
    }

    fn body(&self, response: ResponseId) -> Result<Vec<u8>> {
        Err(Error::NotFound { what: "response", id: response.to_string() })
    }

    fn page_text(&self, version: VersionId) -> Result<(String, String)> {
        Err(Error::NotFound { what: "version", id: version.to_string() })
    }

    fn pictures(&self, _article: ArticleId) -> Result<Vec<KeptPicture>> {
        Ok(Vec::new())
    }

    fn meant(&self, _note: Option<NoteId>, _text: &str) -> Result<HashMap<String, ArticleId>> {
        Ok(HashMap::new())
    }

    fn note_html(&self, _note: Option<NoteId>, text: &str) -> Result<String> {
        Ok(format!("<p>{text}</p>"))
    }
}

/// What a table of contents has of articles.
pub fn contents(articles: &[Article]) -> Contents {
    let entry = |article: &Article| ContentsEntry {
        id: article.summary.id,
        title: article.summary.title.clone(),
        site: article.summary.site.clone(),
        published: article.summary.published.clone(),
        language: article.summary.language.clone(),
        rtl: article.summary.direction == "rtl",
    };
    Contents {
        title: "Harbour".to_owned(),
        made: "2026-11-23T15:00:00Z".parse().unwrap(),
        articles: articles.iter().map(entry).collect(),
        ..Contents::default()
    }
}

/// The file that a format makes of articles.
pub fn written(format: ExportFormat, contents: Contents, articles: &[Article]) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("out");
    let mut exporter = super::exporter(format, contents, &output, false, &CancellationToken::new()).unwrap();
    for article in articles {
        exporter.add(article, &Nothing).unwrap();
    }
    exporter.finish(&Nothing).unwrap();
    std::fs::read(output).unwrap()
}
