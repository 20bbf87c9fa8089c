//! Citations as CSL-JSON, as Zotero, Mendeley and Pandoc write them.

use serde_json::Value;

use super::json::{self, Entry, Outline};
use super::times::{iso, published};
use super::{Head, Importer, Input, entry, markup};
use crate::model::{ImportedArticle, ImportedItem, ImportedNote, Refusal};

/// Whether the file is a list of citations.
pub(super) fn is(head: &Head) -> bool {
    let outline = Outline::of(head);
    let tells = ["issued", "author", "accessed", "container-title", "URL", "DOI"];
    outline.lists(&["type", "title"]) && tells.iter().any(|name| outline.have(&[name]))
}

/// Reads citations.
pub(super) fn open(input: Input) -> Box<dyn Importer> {
    json::importer(input, &[], citation)
}

fn citation(entry: Entry) -> Result<ImportedItem, Refusal> {
    let note = entry.text("note").map(|text| ImportedNote { text, created: None });
    entry::article(ImportedArticle {
        url: entry.text("URL"),
        key: entry.text("id"),
        title: entry.text("title").as_deref().and_then(markup::line),
        authors: authors(&entry),
        site: entry.text("container-title").or_else(|| entry.text("publisher")),
        language: entry.text("language"),
        published: date(&entry, "issued"),
        saved: date(&entry, "accessed").and_then(|date| iso(&date)),
        excerpt: entry.text("abstract").as_deref().and_then(markup::line),
        // Not of the standard's first version, but written by many.
        tags: entry::tags(&entry.text("keyword").unwrap_or_default(), ','),
        notes: note.into_iter().collect(),
        ..ImportedArticle::default()
    })
}

fn authors(entry: &Entry) -> Vec<String> {
    let Some(Value::Array(authors)) = entry.0.get("author") else { return Vec::new() };
    let name = |author: &Value| {
        let part = |name: &str| author.get(name).and_then(Value::as_str).unwrap_or_default().trim();
        let parts = [part("given"), part("non-dropping-particle"), part("family"), part("suffix")];
        let name = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
        let name = if name.is_empty() { part("literal").to_owned() } else { name };
        Some(name).filter(|name| !name.is_empty())
    };
    authors.iter().filter_map(name).collect()
}

/// A date as precise as it is: `2026`, `2026-03`, `2026-03-05`.
fn date(entry: &Entry, name: &str) -> Option<String> {
    let date = entry.0.get(name)?;
    let number = |value: &Value| {
        let number = value.as_i64().or_else(|| value.as_str()?.trim().parse().ok())?;
        u16::try_from(number).ok().filter(|number| *number > 0)
    };
    let parts = date.get("date-parts").and_then(|ranges| ranges.get(0)).and_then(Value::as_array);
    if let Some(parts) = parts {
        let mut parts = parts.iter().map_while(number);
        let year = parts.next()?;
        let month = parts.next().filter(|month| *month <= 12);
        let day = parts.next().filter(|day| *day <= 31);
        return Some(match (month, day) {
            (Some(month), Some(day)) => format!("{year:04}-{month:02}-{day:02}"),
            (Some(month), None) => format!("{year:04}-{month:02}"),
            _ => format!("{year:04}"),
        });
    }
    // Or in words, of which only dates as of ISO 8601 are understood.
    published(date.get("raw").or_else(|| date.get("literal")).unwrap_or(date).as_str()?)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{article, fixture, refused, rows, survives};
    use super::*;
    use crate::model::ImportFormat;

    #[test]
    fn citations_come_in_as_articles() {
        let rows = rows(ImportFormat::CslJson, "a.json", &fixture("csl/items.json"));
        assert_eq!(rows.len(), 5);
        let first = article(&rows[0]);
        assert_eq!(first.url.as_deref(), Some("https://csl.example/water"));
        assert_eq!(first.title.as_deref(), Some("آب و خاک"));
        assert_eq!(first.authors, ["Maryam Karimi", "Ludwig van Beethoven", "The Desk"]);
        assert_eq!(first.site.as_deref(), Some("The Gazette"));
        assert_eq!(first.published.as_deref(), Some("2026-03-05"));
        assert_eq!(first.saved.unwrap().to_string(), "2026-04-01T00:00:00Z");
        assert_eq!(first.language.as_deref(), Some("fa"));
        assert_eq!(first.excerpt.as_deref(), Some("In short."));
        assert_eq!(first.notes[0].text, "Section: World");
        assert_eq!(first.key.as_deref(), Some("karimi2026"));
        assert_eq!(first.tags, ["water", "iran"]);
        assert_eq!(article(&rows[1]).published.as_deref(), Some("2025-12"));
        assert_eq!(article(&rows[2]).published.as_deref(), Some("2024-02-03"));
        assert_eq!(article(&rows[2]).saved, None, "a season is no time");
        assert_eq!(*refused(&rows[3]), Refusal::Failed("it has no URL".to_owned()));
        assert!(matches!(refused(&rows[4]), Refusal::Failed(_)));
    }

    #[test]
    fn nothing_makes_it_stumble() {
        survives(ImportFormat::CslJson, "a.json", &fixture("csl/items.json"));
    }
}
