//! wallabag's JSON, of versions 1 and 2, from a file or its API; and its CSV.

use super::entry::{self, distinct};
use super::json::{self, Entry, Outline};
use super::table::{self, Columns, Row};
use super::times::published;
use super::{Head, Importer, Input};
use crate::model::{ImportedArticle, ImportedContent, ImportedHighlight, ImportedItem, ReadState, Refusal};

/// What wallabag, and what it gets texts with, write in place of a text that could not be had.
const NO_TEXT: &[&str] =
    &["wallabag can't retrieve contents for this article", "[unable to retrieve full-text content]"];

/// What wallabag writes in place of a title.
const NO_TITLE: &str = "No title found";

/// Whether it is its JSON. An article may be longer than what is seen, so the first names have to do.
pub(super) fn is_json(head: &Head) -> bool {
    let outline = Outline::of(head);
    let is_second = outline.lists(&["is_archived"]) && !outline.have(&["href"]);
    let is_first = outline.lists(&["is_read", "is_fav"]) || outline.lists(&["0", "1", "2"]);
    let is_answer = outline.have(&["_embedded"]) && head.text.contains("\"is_archived\"");
    is_second || is_first || is_answer
}

/// Reads its JSON.
pub(super) fn open_json(input: Input) -> Box<dyn Importer> {
    json::importer(input, &["_embedded", "items"], entry)
}

/// Whether it is its CSV.
pub(super) fn is_csv(head: &Head) -> bool {
    Columns::of(head).have(&["url", "content", "mime type", "creation date"])
}

/// Reads its CSV.
pub(super) fn open_csv(input: Input) -> Box<dyn Importer> {
    table::importer(input, row)
}

fn entry(mut fields: Entry) -> Result<ImportedItem, Refusal> {
    let is_read = fields.flag("is_archived") || fields.flag("is_read");
    let annotations = fields.entries("annotations");
    entry::article(ImportedArticle {
        url: fields.text("url").or_else(|| fields.text("given_url")),
        key: fields.text("id"),
        title: title(fields.text("title")),
        authors: fields.texts("published_by"),
        site: fields.text("domain_name"),
        language: fields.text("language").map(|tag| tag.replace('_', "-")),
        published: fields.text("published_at").and_then(|text| published(&text)),
        saved: fields.time("created_at"),
        state: Some(if is_read { ReadState::Read } else { ReadState::Unread }),
        archived: is_read,
        starred: fields.flag("is_starred") || fields.flag("is_fav"),
        tags: tags(&mut fields),
        highlights: annotations.iter().filter_map(highlight).collect(),
        content: content(fields.text("content")),
        ..ImportedArticle::default()
    })
}

/// Texts in a file, objects in an answer, one text with commas in version 1.
fn tags(fields: &mut Entry) -> Vec<String> {
    let texts = fields.texts("tags");
    if fields.0.get("tags").is_some_and(serde_json::Value::is_string) {
        return texts.iter().flat_map(|text| entry::tags(text, ',')).collect();
    }
    let labels: Vec<String> = fields.entries("tags").iter().filter_map(|tag| tag.text("label")).collect();
    distinct(texts.iter().chain(&labels).map(String::as_str))
}

fn highlight(fields: &Entry) -> Option<ImportedHighlight> {
    Some(ImportedHighlight {
        quote: fields.text("quote")?,
        note: fields.text("text"),
        created: fields.time("created_at"),
        ..ImportedHighlight::default()
    })
}

fn title(text: Option<String>) -> Option<String> {
    text.map(|text| entry::plain(&text)).filter(|title| title != NO_TITLE)
}

fn content(html: Option<String>) -> Option<ImportedContent> {
    let html = html?;
    // The sentence comes with a link to the documentation, and nothing else.
    let is_sentence = html.len() < 1_000 && {
        let text = entry::plain(&html).replace('\u{2019}', "'").to_lowercase();
        NO_TEXT.iter().any(|sentence| text.trim_start().starts_with(&sentence.to_lowercase()))
    };
    (!is_sentence).then_some(ImportedContent::Html(html, None))
}

fn row(row: Row<'_>) -> Result<ImportedItem, Refusal> {
    entry::article(ImportedArticle {
        url: row.text("url"),
        title: title(row.text("title")),
        language: row.text("language").map(|tag| tag.replace('_', "-")),
        saved: saved(row.get("creation date")),
        tags: entry::tags(row.get("tags"), ','),
        content: content(row.text("content")),
        ..ImportedArticle::default()
    })
}

/// `08/09/2016 11:55:58`, of which nobody knows whether it is before or after noon: the day is right.
fn saved(text: &str) -> Option<jiff::Timestamp> {
    let (date, clock) = text.split_once(' ')?;
    let mut parts = date.splitn(3, '/');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    super::times::iso(&format!("{year}-{month}-{day}T{clock}"))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{article, fixture, recognised, refused, rows, survives};
    use super::*;
    use crate::model::ImportFormat::{self, WallabagCsv, WallabagJson};

    fn html(article: &ImportedArticle) -> &str {
        match &article.content {
            Some(ImportedContent::Html(html, _)) => html,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn version_2_has_everything() {
        let rows = rows(WallabagJson, "all.json", &fixture("wallabag/v2.json"));
        assert_eq!(rows.len(), 4);
        let first = article(&rows[0]);
        assert_eq!(
            first.url.as_deref(),
            Some("https://www.lemonde.fr/culture/article/2016/09/08/la-nuit.html")
        );
        assert_eq!(first.key.as_deref(), Some("7"));
        assert_eq!(first.title.as_deref(), Some("La nuit & le jour"));
        assert_eq!(first.authors, ["Anne Martin", "Luc Petit"]);
        assert_eq!(
            (first.site.as_deref(), first.language.as_deref()),
            (Some("www.lemonde.fr"), Some("fr-FR"))
        );
        assert_eq!(first.published.as_deref(), Some("2016-09-08T06:00:00+02:00"));
        assert_eq!(first.saved.unwrap().to_string(), "2016-09-08T09:55:58Z");
        assert_eq!((first.state, first.archived, first.starred), (Some(ReadState::Read), true, true));
        assert_eq!(first.tags, ["culture", "à lire"]);
        assert!(html(first).contains("<p>Une nuit"));
        assert_eq!(first.highlights[0].quote, "Une nuit entière");
        assert_eq!(first.highlights[0].note.as_deref(), Some("à citer"));
        let second = article(&rows[1]);
        assert_eq!((second.state, second.archived, second.starred), (Some(ReadState::Unread), false, false));
        assert!(html(second).contains("گزارش"));
        assert_eq!(second.language.as_deref(), Some("fa"));
        let failed = article(&rows[2]);
        assert!(failed.content.is_none() && failed.title.is_none(), "{failed:?}");
        assert_eq!(article(&rows[3]).tags, [""; 0]);
    }

    #[test]
    fn version_1_writes_flags_and_tags_as_texts() {
        let rows = rows(WallabagJson, "wallabag-export.json", &fixture("wallabag/v1.json"));
        assert_eq!(rows.len(), 2);
        let first = article(&rows[0]);
        assert_eq!((first.state, first.archived, first.starred), (Some(ReadState::Read), true, true));
        assert_eq!(first.tags, ["politics", "long read"]);
        assert_eq!(first.title.as_deref(), Some("A vote, and what follows"));
        assert!(article(&rows[1]).content.is_none());
    }

    #[test]
    fn an_answer_of_the_api_is_read() {
        let rows = rows(WallabagJson, "entries.json", &fixture("wallabag/api.json"));
        assert_eq!(rows.len(), 2);
        assert_eq!(article(&rows[0]).tags, ["中文", "news"]);
        assert_eq!(article(&rows[0]).highlights[0].created.unwrap().to_string(), "2021-03-04T08:00:00Z");
        assert!(article(&rows[1]).starred);
    }

    #[test]
    fn its_csv_has_texts_and_half_a_time() {
        let rows = rows(WallabagCsv, "all.csv", &fixture("wallabag/all.csv"));
        assert_eq!(rows.len(), 3);
        let first = article(&rows[0]);
        assert_eq!(first.title.as_deref(), Some("Semicolons; in titles"));
        assert_eq!(first.tags, ["one", "two words"]);
        assert_eq!(first.saved.unwrap().to_string(), "2016-09-08T11:55:58Z");
        assert!(html(first).contains("line\nfeed"));
        assert!(article(&rows[1]).content.is_none());
        assert_eq!(*refused(&rows[2]), Refusal::Failed("the row has 3 columns, not 7".to_owned()));
    }

    #[test]
    fn an_entry_that_is_broken_stops_no_other_and_a_file_that_is_cut_off_is_told() {
        let rows = rows(WallabagJson, "all.json", &fixture("wallabag/broken.json"));
        let told: Vec<String> = rows
            .iter()
            .map(|row| match &row.item {
                Ok(_) => "in".to_owned(),
                Err(Refusal::Failed(why) | Refusal::Skipped(why)) => why.chars().take(24).collect(),
            })
            .collect();
        let expected = [
            "in",
            "it is no object",
            "it is no JSON: expected ",
            "the brackets do not fit",
            "ftp: leads to no page",
        ];
        assert_eq!(told[..5], expected);
        assert_eq!(told[5..], ["in", "the file ends before its"]);
        assert!(rows[6].source.starts_with(b"{\"id\": 8"));
    }

    #[test]
    fn other_lists_are_not_taken_for_it() {
        for text in
            ["[{\"href\": \"a\", \"is_archived\": 1}]", "[{\"url\": 1}]", "{\"a\": \"is_archived\"}", "[]"]
        {
            assert_ne!(recognised("a.json", text.as_bytes()), Some(WallabagJson), "{text}");
        }
        assert_eq!(recognised("a.csv", b"title;url\n"), None::<ImportFormat>);
    }

    #[test]
    fn nothing_makes_it_stumble() {
        for name in ["v2.json", "v1.json", "api.json", "broken.json"] {
            survives(WallabagJson, name, &fixture(&format!("wallabag/{name}")));
        }
        survives(WallabagCsv, "all.csv", &fixture("wallabag/all.csv"));
    }
}
