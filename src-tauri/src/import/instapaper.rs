//! Instapaper's CSV: without times, with them, and with tags, as the service came to write them.

use super::entry::{self, distinct};
use super::table::{self, Columns, Row};
use super::{Head, Importer, Input, Take};
use crate::error::Result;
use crate::model::{ImportedArticle, ImportedItem, ImportedNote, ImportedRow, ReadState, Refusal};

/// Rows, and bytes of them, that are held to be turned round.
const HELD: usize = 50_000;
const HELD_BYTES: usize = 64 << 20;

/// Whether it is one of the three.
pub(super) fn is(head: &Head) -> bool {
    Columns::of(head).have(&["url", "title", "selection", "folder"])
}

/// Reads Instapaper's CSV.
pub(super) fn open(input: Input) -> Box<dyn Importer> {
    match Columns::of(&input.head).have(&["timestamp"]) {
        true => table::importer(input, row),
        false => Box::new(NewestFirst(table::importer(input, row))),
    }
}

/// A file without times, the newest entry first. Entries are stored in the order in which they come, so they are handed over
/// from the last to the first; of a file too long to be held, in the order of the file.
struct NewestFirst(Box<dyn Importer>);

impl Importer for NewestFirst {
    fn each(self: Box<Self>, take: Take<'_>) -> Result<()> {
        let (mut held, mut bytes, mut is_too_long) = (Vec::<ImportedRow>::new(), 0, false);
        self.0.each(&mut |row| {
            bytes += row.source.len();
            if !is_too_long && (held.len() >= HELD || bytes > HELD_BYTES) {
                is_too_long = true;
                held.drain(..).try_for_each(&mut *take)?;
            }
            if is_too_long {
                return take(row);
            }
            held.push(row);
            Ok(())
        })?;
        held.into_iter().rev().try_for_each(take)
    }
}

fn row(row: Row<'_>) -> Result<ImportedItem, Refusal> {
    let url = row.text("url");
    let mut article = ImportedArticle {
        title: row.text("title"),
        saved: row.time("timestamp"),
        tags: tags(row.get("tags")),
        ..ImportedArticle::default()
    };
    match row.get("folder").to_lowercase().as_str() {
        "" => {}
        "unread" => article.state = Some(ReadState::Unread),
        "archive" => (article.state, article.archived) = (Some(ReadState::Read), true),
        // Of an article that is also unread or in the archive, the file says this alone.
        "starred" => article.starred = true,
        _ => article.collections = vec![vec![row.get("folder").to_owned()]],
    }
    // What is no page of the web is a note of the person's own, or a mail of which the file has these words.
    match (row.text("selection"), url.as_deref().is_some_and(entry::is_web)) {
        (Some(words), false) => article.notes = vec![ImportedNote { text: words, created: None }],
        (words, _) => article.excerpt = words,
    }
    article.url = url;
    entry::article(article)
}

/// A list of texts as JSON; what is none has commas.
fn tags(text: &str) -> Vec<String> {
    match serde_json::from_str::<Vec<String>>(text) {
        Ok(tags) => distinct(tags.iter().map(String::as_str)),
        Err(_) => entry::tags(text, ','),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{article, fixture, read, refused, rows, survives};
    use super::*;
    use crate::model::ImportFormat::Instapaper;

    #[test]
    fn the_newest_form_has_times_and_tags() {
        let rows = rows(Instapaper, "instapaper-export.csv", &fixture("instapaper/tags.csv"));
        assert_eq!(rows.len(), 6);
        let first = article(&rows[0]);
        assert_eq!(first.url.as_deref(), Some("https://www.zeit.de/kultur/2023-05/lesen-pause"));
        assert_eq!(first.title.as_deref(), Some("Lesen, \"ohne\" Pause"));
        assert_eq!(first.tags, ["Kultur", "lang, lesen", "فرهنگ"]);
        assert_eq!(first.saved.unwrap().to_string(), "2023-05-14T08:40:00Z");
        assert_eq!((first.state, first.archived), (Some(ReadState::Unread), false));
        assert_eq!(first.excerpt.as_deref(), Some("Der erste Satz,\nund der zweite"));
        let second = article(&rows[1]);
        assert_eq!((second.state, second.archived, second.starred), (Some(ReadState::Read), true, false));
        let third = article(&rows[2]);
        assert_eq!((third.state, third.archived, third.starred), (None, false, true));
        assert_eq!(article(&rows[3]).collections, [["اخبار ایران"]]);
        let note = article(&rows[4]);
        assert_eq!((note.url.as_deref(), note.unfetchable), (None, true));
        assert_eq!(note.notes[0].text, "Buy the paper on Saturday");
        let mail = article(&rows[5]);
        assert_eq!(mail.url.as_deref(), Some("instapaper-private://email/5f2e/"));
        assert!(mail.unfetchable && mail.notes.len() == 1);
    }

    #[test]
    fn the_form_before_has_times_alone() {
        let rows = rows(Instapaper, "instapaper-export.csv", &fixture("instapaper/timestamp.csv"));
        let titles: Vec<_> = rows.iter().map(|row| article(row).title.as_deref().unwrap()).collect();
        assert_eq!(titles, ["New harbour opens", "港口新闻"]);
        assert_eq!(article(&rows[1]).saved.unwrap().to_string(), "2019-11-02T10:00:00Z");
    }

    #[test]
    fn the_oldest_form_is_turned_round() {
        let rows = rows(Instapaper, "instapaper-export.csv", &fixture("instapaper/oldest.csv"));
        let titles: Vec<_> = rows.iter().map(|row| article(row).title.as_deref().unwrap()).collect();
        assert_eq!(titles, ["Oldest", "Middle", "Newest"]);
        assert!(rows.iter().all(|row| article(row).saved.is_none()));
        assert_eq!(rows[0].place, "line 4");
    }

    #[test]
    fn a_file_too_long_to_be_turned_round_comes_in_its_own_order() {
        let mut file = String::from("URL,Title,Selection,Folder\n");
        for n in 0..=HELD {
            file += &format!("https://a.example/{n},,,Unread\n");
        }
        let rows = rows(Instapaper, "a.csv", file.as_bytes());
        assert_eq!(rows.len(), HELD + 1);
        assert!(rows.iter().enumerate().all(|(n, row)| row.place == format!("line {}", n + 2)));
    }

    #[test]
    fn what_is_crooked_is_told_and_stops_no_other() {
        let rows = rows(Instapaper, "instapaper-export.csv", &fixture("instapaper/bad-rows.csv"));
        let told: Vec<_> = rows.iter().map(|row| row.item.as_ref().err()).collect();
        assert_eq!(told.len(), 6);
        assert_eq!(*refused(&rows[0]), Refusal::Failed("the row has 3 columns, not 6".to_owned()));
        assert_eq!(*refused(&rows[1]), Refusal::Failed("it has no URL".to_owned()));
        assert_eq!(*refused(&rows[2]), Refusal::Skipped("instapaper-private: leads to no page".to_owned()));
        assert_eq!(article(&rows[3]).tags, ["no", "json"]);
        assert_eq!(article(&rows[4]).saved, None);
        // The file was cut off in its last row.
        assert_eq!(*refused(&rows[5]), Refusal::Failed("the row has 2 columns, not 6".to_owned()));
        assert_eq!(rows[5].source, b"https://example.org/last,The la");
    }

    #[test]
    fn other_encodings_are_read() {
        let rows = rows(Instapaper, "instapaper-export.csv", &fixture("instapaper/windows-1252.csv"));
        assert_eq!(article(&rows[1]).title.as_deref(), Some("Über die Brücke: Köln hört zu"));
        let utf16: Vec<u8> = String::from_utf8(fixture("instapaper/tags.csv"))
            .unwrap()
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        let rows = read(Instapaper, "a.csv", &[b"\xff\xfe".as_slice(), &utf16].concat());
        assert_eq!(article(&rows[3]).collections, [["اخبار ایران"]]);
    }

    #[test]
    fn nothing_makes_it_stumble() {
        for name in ["tags.csv", "oldest.csv", "bad-rows.csv"] {
            survives(Instapaper, name, &fixture(&format!("instapaper/{name}")));
        }
    }
}
