//! Raindrop.io's CSV.

use super::entry::{self, distinct};
use super::table::{self, Columns, Row};
use super::{Head, Importer, Input};
use crate::model::{ImportedArticle, ImportedHighlight, ImportedItem, ImportedNote, Refusal};

/// Hosts that give files only to who is logged in.
const LOCKED: &[&str] = &["://api.raindrop.io/", "://up.raindrop.io/"];

/// Whether it is Raindrop.io's.
pub(super) fn is(head: &Head) -> bool {
    Columns::of(head).have(&["url", "folder", "excerpt", "created"])
}

/// Reads Raindrop.io's CSV.
pub(super) fn open(input: Input) -> Box<dyn Importer> {
    table::importer(input, row)
}

fn row(row: Row<'_>) -> Result<ImportedItem, Refusal> {
    let url = row.text("url");
    let folder: Vec<String> = row
        .get("folder")
        .split('/')
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect();
    let is_filed = !folder.is_empty() && folder != ["Unsorted"];
    let tags = row.get("tags").split(',').map(|tag| tag.trim().trim_start_matches('#'));
    entry::article(ImportedArticle {
        key: row.text("id"),
        title: row.text("title"),
        saved: row.time("created"),
        excerpt: row.text("excerpt"),
        starred: row.flag("favorite"),
        tags: distinct(tags),
        collections: if is_filed { vec![folder] } else { Vec::new() },
        notes: row.text("note").map(|text| ImportedNote { text, created: None }).into_iter().collect(),
        highlights: highlights(row.get("highlights")),
        unfetchable: url.as_deref().is_some_and(|url| LOCKED.iter().any(|host| url.contains(host))),
        url,
        ..ImportedArticle::default()
    })
}

/// A highlight a line; newer files name what a line is.
fn highlights(text: &str) -> Vec<ImportedHighlight> {
    let mut found = Vec::<ImportedHighlight>::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        match (line.strip_prefix("Note:"), found.last_mut()) {
            (Some(note), Some(highlight)) => {
                let note = note.trim();
                highlight.note = Some(match highlight.note.take() {
                    Some(before) => format!("{before}\n\n{note}"),
                    None => note.to_owned(),
                });
            }
            _ => {
                let quote = line.strip_prefix("Highlight:").unwrap_or(line).trim().to_owned();
                found.push(ImportedHighlight { quote, ..ImportedHighlight::default() });
            }
        }
    }
    found.retain(|highlight| !highlight.quote.is_empty());
    found
}

#[cfg(test)]
mod tests {
    use super::super::testing::{article, fixture, refused, rows, survives};
    use super::*;
    use crate::model::ImportFormat::Raindrop;

    #[test]
    fn folders_tags_notes_and_highlights_are_read() {
        let rows = rows(Raindrop, "raindrop.csv", &fixture("raindrop/raindrop.csv"));
        assert_eq!(rows.len(), 6);
        let first = article(&rows[0]);
        assert_eq!(first.title.as_deref(), Some("Mietpreise, erklärt"));
        assert_eq!(first.collections, [["Nachrichten", "Wirtschaft"]]);
        assert_eq!(first.tags, ["miete", "berlin"]);
        assert_eq!(first.notes[0].text, "Für den Vortrag,\nzweiter Teil");
        assert_eq!(first.excerpt.as_deref(), Some("Warum die Preise steigen"));
        assert_eq!(first.saved.unwrap().to_string(), "2023-04-05T06:07:08.901Z");
        assert!(first.starred);
        let told: Vec<_> = first
            .highlights
            .iter()
            .map(|highlight| (highlight.quote.as_str(), highlight.note.as_deref()))
            .collect();
        assert_eq!(told, [("Die Preise steigen.", None), ("Zweitens: der Bau.", Some("stimmt das?"))]);
        let second = article(&rows[1]);
        assert!(second.collections.is_empty() && !second.starred);
        assert_eq!(second.saved.unwrap().to_string(), "2022-03-04T00:00:00Z");
        assert_eq!(article(&rows[2]).collections, [["اخبار", "ایران"]]);
        assert_eq!(article(&rows[2]).saved.unwrap().to_string(), "2024-06-10T06:13:20Z");
        assert!(article(&rows[3]).unfetchable);
        assert_eq!(*refused(&rows[4]), Refusal::Skipped("javascript: leads to no page".to_owned()));
        assert_eq!(*refused(&rows[5]), Refusal::Failed("the row has 4 columns, not 11".to_owned()));
    }

    #[test]
    fn nothing_makes_it_stumble() {
        survives(Raindrop, "raindrop.csv", &fixture("raindrop/raindrop.csv"));
    }
}
