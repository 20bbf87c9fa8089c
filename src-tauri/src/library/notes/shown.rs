//! What lists show of a note.

use crate::db::NoteRow;
use crate::markdown;
use crate::model::Note;

/// Characters of a note's first line, and of what comes after it.
const TITLE: usize = 120;
const EXCERPT: usize = 240;

/// A note with its first line and the beginning of the rest.
pub(super) fn shown(row: NoteRow) -> Note {
    let plain = markdown::plain(beginning(&row.text));
    let mut lines = plain.lines().map(str::trim).filter(|line| !line.is_empty());
    let title = lines.next().map(|line| cut(line, TITLE)).unwrap_or_default();
    let excerpt = cut(&lines.collect::<Vec<_>>().join(" "), EXCERPT);
    Note {
        id: row.id,
        created: row.created,
        updated: row.updated,
        article: row.article,
        article_title: row.article_title,
        text: row.text,
        title,
        excerpt,
    }
}

/// As much of a text as its title and excerpt can come from, so that a list of long notes costs no more than one of short.
fn beginning(text: &str) -> &str {
    let end = text.char_indices().nth((TITLE + EXCERPT) * 8).map_or(text.len(), |(at, _)| at);
    &text[..end]
}

/// The beginning of a line, cut between words where it can be.
fn cut(line: &str, length: usize) -> String {
    let Some((end, _)) = line.char_indices().nth(length) else { return line.to_owned() };
    let whole = line[..end].rfind(char::is_whitespace).filter(|&at| at > end / 2).unwrap_or(end);
    format!("{}…", line[..whole].trim_end())
}
