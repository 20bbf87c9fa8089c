//! Karakeep's JSON, which was Hoarder's.
//!
//! The lists may come after the bookmarks that stand in them, so that the file is read twice.

use super::forest::Forest;
use super::json::{Entry, each_entry};
use super::{Head, Importer, Input, Take, entry};
use crate::error::{Error, Result};
use crate::model::{
    ImportedArticle, ImportedCollection, ImportedContent, ImportedItem, ImportedNote, ImportedRow, Refusal,
};

/// Whether there are bookmarks as Karakeep writes them.
pub(super) fn is(head: &Head) -> bool {
    let has = |what: &str| head.text.contains(what);
    head.text.starts_with('{') && has("\"bookmarks\"") && has("\"createdAt\"") && has("\"content\"")
}

/// Reads Karakeep's JSON.
pub(super) fn open(input: Input) -> Box<dyn Importer> {
    Box::new(Karakeep(input))
}

struct Karakeep(Input);

impl Importer for Karakeep {
    fn each(mut self: Box<Self>, take: Take<'_>) -> Result<()> {
        let path = self.0.path.clone();
        let io = |source| Error::Io { path: path.display().to_string(), source };
        let mut lists = Forest::default();
        each_entry(self.0.text().map_err(io)?, &path, &["lists"], &mut |_, text| {
            if let Some(list) = text.ok().and_then(|text| Entry::parse(text).ok())
                && let Some(id) = list.text("id")
            {
                lists.add(id, list.text("name"), list.text("parentId"));
            }
            Ok(())
        })?;
        let (mut bookmarks, mut listed) = (0, 0);
        each_entry(self.0.text().map_err(io)?, &path, &["lists", "bookmarks"], &mut |name, text| {
            let (count, what) =
                if name == "lists" { (&mut listed, "list") } else { (&mut bookmarks, "bookmark") };
            *count += 1;
            let (source, item) = match text {
                Ok(text) => {
                    let understand = if name == "lists" { list } else { bookmark };
                    (text, Entry::parse(text).and_then(|entry| understand(entry, &lists)))
                }
                Err(broken) => (broken.source, Err(Refusal::Failed(broken.why))),
            };
            take(ImportedRow { place: format!("{what} {count}"), source: source.as_bytes().to_vec(), item })
        })
    }
}

fn list(entry: Entry, lists: &Forest) -> Result<ImportedItem, Refusal> {
    if entry.text("type").as_deref() == Some("smart") {
        return Err(Refusal::Skipped("a smart list: its query is Karakeep's own".to_owned()));
    }
    let Some(id) = entry.text("id") else { return Err(Refusal::Failed("it has no id".to_owned())) };
    let description = entry.text("description");
    Ok(ImportedItem::Collection(ImportedCollection { path: lists.path(&id), description }))
}

fn bookmark(entry: Entry, lists: &Forest) -> Result<ImportedItem, Refusal> {
    let field = |name: &str| entry.0.get("content")?.get(name)?.as_str().map(str::to_owned);
    let note = entry.text("note");
    let (url, text) = match field("type").as_deref() {
        Some("text") => (None, field("text")),
        _ => (field("url"), None),
    };
    if url.is_none() && text.is_none() && note.is_none() {
        return Err(Refusal::Skipped("an uploaded file, which the export does not hold".to_owned()));
    }
    let paths = entry.texts("lists").into_iter().map(|id| lists.path(&id));
    entry::article(ImportedArticle {
        url,
        title: entry.text("title"),
        saved: entry.time("createdAt"),
        archived: entry.flag("archived"),
        tags: entry::distinct(entry.texts("tags").iter().map(String::as_str)),
        collections: paths.filter(|path| !path.is_empty()).collect(),
        notes: note.map(|text| ImportedNote { text, created: None }).into_iter().collect(),
        content: text.map(|text| ImportedContent::Markdown(text, None)),
        ..ImportedArticle::default()
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::{article, fixture, read, refused, rows, survives};
    use super::*;
    use crate::model::ImportFormat;

    fn collections(rows: &[ImportedRow]) -> Vec<String> {
        let path = |row: &ImportedRow| match &row.item {
            Ok(ImportedItem::Collection(collection)) => Some(collection.path.join(" > ")),
            _ => None,
        };
        rows.iter().filter_map(path).collect()
    }

    #[test]
    fn bookmarks_stand_in_lists_that_come_later() {
        let rows = rows(ImportFormat::Karakeep, "karakeep.json", &fixture("karakeep/lists.json"));
        assert_eq!(rows.len(), 5 + 4, "bookmarks and lists");
        let first = article(&rows[0]);
        assert_eq!(first.url.as_deref(), Some("https://kk.example/%D8%AE%D8%A8%D8%B1"));
        assert_eq!(first.title.as_deref(), Some("خبر"));
        assert_eq!(first.saved.unwrap().to_string(), "2024-06-10T06:13:20Z");
        assert_eq!(first.tags, ["iran", "water"]);
        assert_eq!(first.collections, [vec!["World".to_owned(), "Iran".to_owned()]]);
        assert_eq!(first.notes[0].text, "my **note**");
        assert!(first.archived);
        let text = article(&rows[1]);
        assert!(text.unfetchable && text.url.is_none());
        assert!(
            matches!(&text.content, Some(ImportedContent::Markdown(text, None)) if text == "# A thought")
        );
        assert_eq!(
            *refused(&rows[2]),
            Refusal::Skipped("an uploaded file, which the export does not hold".to_owned())
        );
        assert_eq!(article(&rows[3]).collections, [[""; 0]; 0], "the list is not there");
        assert!(matches!(refused(&rows[4]), Refusal::Failed(_)));
        assert_eq!(collections(&rows), ["World > Iran", "World", "Empty"]);
        assert_eq!(
            *refused(&rows[8]),
            Refusal::Skipped("a smart list: its query is Karakeep's own".to_owned())
        );
        assert_eq!((rows[4].place.as_str(), rows[5].place.as_str()), ("bookmark 5", "list 1"));
    }

    #[test]
    fn lists_that_lead_round_in_a_circle_have_a_top() {
        let rows = rows(ImportFormat::Karakeep, "a.json", &fixture("karakeep/circle.json"));
        assert_eq!(collections(&rows), ["B > A", "A > B", "C"]);
        assert_eq!(article(&rows[3]).collections[0], ["B", "A"]);
    }

    #[test]
    fn a_file_without_lists_that_is_cut_off_hands_over_what_came_before() {
        let text = r#"{"bookmarks":[{"createdAt":1718000000,"title":null,"tags":[],"content":{"type":"link","url":"https://kk.example/"},"note":null},{"createdAt":17"#;
        let rows = read(ImportFormat::Karakeep, "a.json", text.as_bytes());
        assert_eq!(rows.len(), 2);
        assert_eq!(article(&rows[0]).url.as_deref(), Some("https://kk.example/"));
        assert!(matches!(refused(&rows[1]), Refusal::Failed(_)));
    }

    #[test]
    fn nothing_makes_it_stumble() {
        survives(ImportFormat::Karakeep, "a.json", &fixture("karakeep/lists.json"));
        survives(ImportFormat::Karakeep, "a.json", &fixture("karakeep/circle.json"));
    }
}
