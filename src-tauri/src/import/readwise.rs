//! Readwise: the library of its Reader, and its highlights, both as CSV.

use super::entry::{self, distinct};
use super::table::{self, Columns, Row};
use super::{Head, Importer, Input};
use crate::model::{
    HighlightColor, ImportedArticle, ImportedHighlight, ImportedItem, ImportedNote, ReadState, Refusal,
};

/// How far an article is read when it is read to the end.
const END: f64 = 0.97;

/// Whether it is the library of Reader.
pub(super) fn is_library(head: &Head) -> bool {
    Columns::of(head).have(&["url", "document tags", "saved date", "location"])
}

/// Reads the library of Reader.
pub(super) fn open_library(input: Input) -> Box<dyn Importer> {
    table::importer(input, document)
}

/// Whether it is a file of highlights.
pub(super) fn is_highlights(head: &Head) -> bool {
    Columns::of(head).have(&["highlight", "book title", "book author"])
}

/// Reads a file of highlights. It names no URLs: an entry is found by its title and its author.
pub(super) fn open_highlights(input: Input) -> Box<dyn Importer> {
    table::importer(input, highlight)
}

fn document(row: Row<'_>) -> Result<ImportedItem, Refusal> {
    let location = row.get("location").to_ascii_lowercase();
    let (favourites, tags): (Vec<_>, Vec<_>) =
        tags(row.get("document tags")).into_iter().partition(|tag| tag.eq_ignore_ascii_case("favorite"));
    let position = position(row.get("reading progress"));
    let state = match position {
        _ if location == "archive" => ReadState::Read,
        Some(position) if position >= END => ReadState::Read,
        Some(position) if position > 0.0 => ReadState::Reading,
        _ => ReadState::Unread,
    };
    entry::article(ImportedArticle {
        url: row.text("url"),
        key: row.text("id"),
        title: row.text("title"),
        saved: row.time("saved date"),
        state: Some(state),
        archived: location == "archive",
        starred: !favourites.is_empty(),
        position,
        tags,
        collections: if location == "shortlist" { vec![vec!["Shortlist".to_owned()]] } else { Vec::new() },
        feed: location == "feed",
        ..ImportedArticle::default()
    })
}

/// Percent; below 1, a fraction is one of the whole.
fn position(text: &str) -> Option<f64> {
    let number: f64 = text.parse().ok().filter(|number: &f64| number.is_finite())?;
    let is_fraction = number <= 1.0 && text.contains('.');
    Some(if is_fraction { number } else { number / 100.0 }.clamp(0.0, 1.0))
}

/// A list as Python writes it, in single or double quotes; a tag alone may stand without either.
fn tags(text: &str) -> Vec<String> {
    let Some(list) = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) else {
        return distinct(std::iter::once(text));
    };
    let (mut found, mut tag, mut quote) = (Vec::new(), String::new(), None);
    let mut letters = list.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' if quote.is_some() => tag.extend(letters.next().map(unescaped)),
            letter if quote == Some(letter) => quote = None,
            '\'' | '"' if quote.is_none() => quote = Some(letter),
            ',' if quote.is_none() => found.push(std::mem::take(&mut tag)),
            letter => tag.push(letter),
        }
    }
    found.push(tag);
    distinct(found.iter().map(String::as_str))
}

fn unescaped(letter: char) -> char {
    if matches!(letter, 'n' | 't' | 'r') { ' ' } else { letter }
}

fn highlight(row: Row<'_>) -> Result<ImportedItem, Refusal> {
    let tags = row.get("tags").split(',').map(|tag| tag.trim().trim_start_matches('.'));
    let (quote, note) = (row.get("highlight"), row.text("note"));
    let created = row.time("highlighted at");
    let (mut highlights, mut notes) = (Vec::new(), Vec::new());
    if quote.is_empty() {
        notes.extend(note.map(|text| ImportedNote { text, created }));
    } else {
        highlights.push(ImportedHighlight {
            quote: quote.to_owned(),
            note,
            color: color(row.get("color")),
            tags: distinct(tags),
            created,
            ..ImportedHighlight::default()
        });
    }
    let title = row.text("book title").ok_or_else(|| Refusal::Failed("it has no title".to_owned()))?;
    entry::article(ImportedArticle {
        title: Some(title),
        authors: row.text("book author").into_iter().collect(),
        tags: entry::tags(row.get("document tags"), ','),
        highlights,
        notes,
        ..ImportedArticle::default()
    })
}

fn color(text: &str) -> Option<HighlightColor> {
    Some(match text.to_ascii_lowercase().as_str() {
        "yellow" | "orange" => HighlightColor::Yellow,
        "green" => HighlightColor::Green,
        "blue" => HighlightColor::Blue,
        "pink" | "red" | "purple" => HighlightColor::Pink,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::{article, fixture, refused, rows, survives};
    use super::*;
    use crate::model::ImportFormat::{Reader, ReadwiseHighlights};

    #[test]
    fn the_library_has_places_tags_and_progress() {
        let rows = rows(Reader, "reader.csv", &fixture("readwise/reader.csv"));
        assert_eq!(rows.len(), 7);
        let first = article(&rows[0]);
        assert_eq!(first.tags, ["world news", "don't miss", "x, y"]);
        assert!(first.starred && first.state == Some(ReadState::Reading));
        assert_eq!(first.position, Some(0.42));
        assert_eq!(first.saved.unwrap().to_string(), "2025-01-20T22:13:02.447Z");
        assert_eq!(first.key.as_deref(), Some("01jj2z"));
        let second = article(&rows[1]);
        assert_eq!((second.state, second.archived), (Some(ReadState::Read), true));
        assert_eq!(second.tags, ["فرهنگ"]);
        assert!(article(&rows[2]).feed);
        assert_eq!(article(&rows[3]).collections, [["Shortlist"]]);
        assert_eq!(article(&rows[3]).tags, ["it's", "b"]);
        assert_eq!(article(&rows[3]).position, Some(0.5));
        assert_eq!(*refused(&rows[4]), Refusal::Skipped("mailto: leads to no page".to_owned()));
        assert_eq!(*refused(&rows[5]), Refusal::Failed("it has no URL".to_owned()));
        assert_eq!(*refused(&rows[6]), Refusal::Failed("the row has 9 columns, not 8".to_owned()));
    }

    #[test]
    fn highlights_come_under_their_titles() {
        let rows = rows(ReadwiseHighlights, "readwise-data.csv", &fixture("readwise/highlights.csv"));
        assert_eq!(rows.len(), 4);
        let first = article(&rows[0]);
        assert_eq!((first.url.as_deref(), first.unfetchable), (None, true));
        assert_eq!(first.title.as_deref(), Some("The Harbour Reopens"));
        assert_eq!(first.authors, ["Jane Doe"]);
        assert_eq!(first.tags, ["ports"]);
        let highlight = &first.highlights[0];
        assert_eq!(highlight.quote, "After nine years, the first ship\ncame in.");
        assert_eq!(highlight.note.as_deref(), Some("Check the year"));
        assert_eq!(
            (highlight.color, highlight.tags.join("|")),
            (Some(HighlightColor::Blue), "favorite|Deep Work".into())
        );
        assert_eq!(highlight.created.unwrap().to_string(), "2024-05-06T07:08:09Z");
        assert_eq!(article(&rows[1]).highlights[0].quote, "نخستین کشتی آمد");
        assert_eq!(article(&rows[2]).notes[0].text, "A note on the whole");
        assert_eq!(*refused(&rows[3]), Refusal::Failed("it has no title".to_owned()));
    }

    #[test]
    fn a_list_of_python_is_read_as_python_writes_it() {
        assert_eq!(tags(r#"['a', "don't", 'x, y', 'it\'s', 'a']"#), ["a", "don't", "x, y", "it's"]);
        assert_eq!(tags("[]"), [""; 0]);
        assert_eq!(tags(""), [""; 0]);
        assert_eq!(tags("alone"), ["alone"]);
        assert_eq!(tags("['open, b]"), ["open, b"]);
    }

    #[test]
    fn nothing_makes_it_stumble() {
        survives(Reader, "reader.csv", &fixture("readwise/reader.csv"));
        survives(ReadwiseHighlights, "highlights.csv", &fixture("readwise/highlights.csv"));
    }
}
