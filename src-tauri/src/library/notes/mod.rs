//! Notes: writing, changing and deleting them, lists of them.

mod links;
mod shown;

use jiff::{SignedDuration, Timestamp};
use rusqlite::{Connection, Transaction};

use super::Library;
use super::update::no_article;
use crate::db;
use crate::error::{Error, Result};
use crate::model::{
    Action, ArticleId, Changed, Note, NoteBasis, NoteId, NotePage, NoteQuery, NoteWritten, What,
};
use crate::{markdown, search};
pub(super) use links::{meant_articles, note_html, sentences_about};
use shown::shown;

/// Characters of one note: a thousand pages, which an editor still shows.
const LONGEST: usize = 2_000_000;

impl Library {
    /// Writes a new note, on an article or for itself.
    ///
    /// # Errors
    /// `NotFound` when the article is not there; `Invalid` for a text that is too long; those of writing the archive.
    pub fn note(&self, article: Option<ArticleId>, text: &str, now: Timestamp) -> Result<Changed<Note>> {
        check(text)?;
        self.journaled_on(now, |tx| {
            let id = add(tx, article, text, now)?;
            // What is typed on from here belongs to the same step.
            Ok((stored(tx, id)?, What::new(Action::WriteNote, 1).named(id.to_string())))
        })
    }

    /// Gives a note another text; what is typed within ten minutes is taken back as one.
    ///
    /// With `based_on` nobody's words are lost: when somebody else has changed the note since, or deleted it, the text
    /// becomes a new note.
    ///
    /// # Errors
    /// `NotFound` for a note that is not there, without `based_on`; `Invalid` for a text that is too long; those of writing
    /// the archive.
    pub fn update_note(
        &self,
        id: NoteId,
        text: &str,
        based_on: Option<NoteBasis>,
        now: Timestamp,
    ) -> Result<Changed<NoteWritten>> {
        check(text)?;
        self.journaled_on(now, |tx| {
            let before = db::note(tx, id)?;
            let written = match (before, based_on) {
                (None, None) => return Err(no_note(id)),
                (None, Some(basis)) => {
                    let there = basis.article.map(|article| db::flags(tx, article)).transpose()?.flatten();
                    let new = add(tx, there.map(|flags| flags.id), text, now)?;
                    NoteWritten { note: stored(tx, new)?, kept: None, was_gone: true }
                }
                (Some(before), Some(basis)) if before.updated != basis.updated && before.text != text => {
                    let new = add(tx, before.article, text, now)?;
                    NoteWritten { note: stored(tx, new)?, kept: Some(shown(before)), was_gone: false }
                }
                (Some(before), _) => {
                    if before.text != text {
                        db::set_note_text(tx, id, text, after(before.updated, now))?;
                    }
                    NoteWritten { note: stored(tx, id)?, kept: None, was_gone: false }
                }
            };
            let what = What::new(Action::WriteNote, 1).named(written.note.id.to_string());
            Ok((written, what))
        })
    }

    /// Deletes notes, all or none. Returns them as they were.
    ///
    /// # Errors
    /// `NotFound` when one of them is not there; those of writing the archive.
    pub fn delete_notes(&self, ids: &[NoteId], now: Timestamp) -> Result<Changed<Vec<Note>>> {
        self.journaled(now, |tx| {
            let mut deleted = Vec::with_capacity(ids.len());
            for &id in ids {
                deleted.push(stored(tx, id)?);
                db::delete_note(tx, id)?;
            }
            let what = What::new(Action::DeleteNote, deleted.len());
            Ok((deleted, what))
        })
    }

    /// A note.
    ///
    /// # Errors
    /// `NotFound`; those of reading the archive.
    pub fn note_by_id(&self, id: NoteId) -> Result<Note> {
        self.db().read(|conn| stored(conn, id))
    }

    /// Part of a list of notes, those changed last first.
    ///
    /// # Errors
    /// Those of reading the archive.
    pub fn notes(&self, query: &NoteQuery) -> Result<NotePage> {
        let words = query.find.as_deref().and_then(search::typed_words);
        self.db().read(|conn| {
            let (rows, total) = db::notes(conn, query, words.as_deref())?;
            Ok(NotePage { rows: rows.into_iter().map(shown).collect(), total })
        })
    }

    /// All notes on an article.
    pub(super) fn notes_on(&self, conn: &Connection, article: ArticleId) -> Result<Vec<Note>> {
        let query = NoteQuery { article: Some(article), limit: u32::MAX, ..NoteQuery::default() };
        Ok(db::notes(conn, &query, None)?.0.into_iter().map(shown).collect())
    }
}

/// Brings words and links of a note up to its text; those of a deleted note go.
pub(super) fn freshen(tx: &Transaction<'_>, id: NoteId) -> Result<()> {
    let Some(row) = db::note(tx, id)? else { return db::index_note(tx, id, None) };
    db::index_note(tx, id, Some(&words_of(&row.text)))?;
    links::remember(tx, id, &row.text)
}

/// What the index is to have of a note; `None` when it is gone.
pub(super) fn words(conn: &Connection, id: NoteId) -> Result<Option<String>> {
    Ok(db::note(conn, id)?.map(|row| words_of(&row.text)))
}

fn words_of(text: &str) -> String {
    search::index_text(&markdown::plain(text))
}

fn add(tx: &Transaction<'_>, article: Option<ArticleId>, text: &str, now: Timestamp) -> Result<NoteId> {
    if let Some(article) = article {
        db::flags(tx, article)?.ok_or_else(|| no_article(article))?;
    }
    db::insert_note(tx, article, text, now)
}

fn stored(conn: &Connection, id: NoteId) -> Result<Note> {
    db::note(conn, id)?.map(shown).ok_or_else(|| no_note(id))
}

/// A time that no earlier change of the note has, so that it names the text.
fn after(before: Timestamp, now: Timestamp) -> Timestamp {
    let next = before.saturating_add(SignedDuration::from_millis(1)).unwrap_or(before);
    now.max(next)
}

fn check(text: &str) -> Result<()> {
    if text.chars().count() <= LONGEST {
        return Ok(());
    }
    let beginning: String = text.chars().take(40).collect();
    let reason = format!("it has at most {LONGEST} characters");
    Err(Error::Invalid { what: "a note", value: format!("{beginning}…"), reason })
}

fn no_note(id: NoteId) -> Error {
    Error::NotFound { what: "note", id: id.to_string() }
}
