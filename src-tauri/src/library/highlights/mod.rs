//! Highlights: making, changing and deleting them, lists of them.

mod anchored;
mod imported;
mod list;
mod moved;

use jiff::Timestamp;
use rusqlite::{Connection, Transaction};

use super::Library;
use super::tag_tree::{ensure, find};
use super::update::no_article;
use super::versions::version_of;
use crate::anchor::{Passage, QuoteFault, ReadingText, Text, find_quote};
use crate::db::{self, CurrentVersion, NewHighlight, StoredHighlight};
use crate::error::{Error, Result};
use crate::model::{
    Action, ArticleId, Changed, Highlight, HighlightId, HighlightPatch, TextRange, VersionId, What,
};
use crate::{markdown, search};

pub(super) use anchored::anchor_to;
use anchored::shown;
pub(super) use imported::add_imported;
pub(super) use moved::move_highlights;

/// Characters of a note on a highlight.
const LONGEST_NOTE: usize = 100_000;
/// Characters of a quote that are shown when it is told what was done with it.
const TOLD: usize = 60;

impl Library {
    /// Highlights a range of a version's reading text; white space at its ends is left out. Of `details`, colour, note and the tags to
    /// give are used.
    ///
    /// # Errors
    /// `NotFound` when the article has no such version; `Invalid` for a range without text in it, or a note that is too long; those of
    /// writing the archive.
    pub fn highlight(
        &self,
        article: ArticleId,
        version: VersionId,
        range: TextRange,
        details: &HighlightPatch,
        now: Timestamp,
    ) -> Result<Changed<Highlight>> {
        self.make(article, Some(version), details, now, |text| passage(text, range))
    }

    /// Highlights a quote in an article, in the version that is shown or another one; where it stands several times, the `nth` (from 1).
    ///
    /// White space, quotes, dashes and spellings of letters need not be the article's.
    ///
    /// # Errors
    /// `NotFound` when the article has no such version or the version no such quote; `Ambiguous` when it stands in several places;
    /// those of writing the archive.
    pub fn highlight_quote(
        &self,
        article: ArticleId,
        version: Option<VersionId>,
        quote: &str,
        nth: Option<usize>,
        details: &HighlightPatch,
        now: Timestamp,
    ) -> Result<Changed<Highlight>> {
        self.make(article, version, details, now, |text| {
            let range = find_quote(text, quote, nth).map_err(|fault| unfound(quote, fault))?;
            Passage::of(text, range).ok_or_else(|| unfound(quote, QuoteFault::Missing))
        })
    }

    /// Changes colour, note or tags of highlights, all or none. A note that is typed on within ten minutes is taken back as one.
    ///
    /// # Errors
    /// `NotFound` when one of the highlights is not there, or a tag to take away; `Invalid` for a note that is too long; those of
    /// writing the archive.
    pub fn update_highlights(
        &self,
        ids: &[HighlightId],
        patch: &HighlightPatch,
        now: Timestamp,
    ) -> Result<Changed<Vec<Highlight>>> {
        check_note(patch)?;
        let typed = matches!(ids, [_]) && patch.note.is_some() && patch.color.is_none();
        let work = |tx: &Transaction<'_>| {
            let before = stored(tx, ids)?;
            before.iter().try_for_each(|highlight| change(tx, highlight, patch, now))?;
            Ok((shown(tx, stored(tx, ids)?)?, what(&before, patch)))
        };
        if typed { self.journaled_on(now, work) } else { self.journaled(now, work) }
    }

    /// Deletes highlights, all or none. Returns them as they were.
    ///
    /// # Errors
    /// `NotFound` when one of them is not there; those of writing the archive.
    pub fn delete_highlights(&self, ids: &[HighlightId], now: Timestamp) -> Result<Changed<Vec<Highlight>>> {
        self.journaled(now, |tx| {
            let before = stored(tx, ids)?;
            let what = named(Action::DeleteHighlight, &before);
            let deleted = shown(tx, before)?;
            ids.iter().try_for_each(|&id| db::delete_highlight(tx, id))?;
            Ok((deleted, what))
        })
    }

    fn make(
        &self,
        article: ArticleId,
        version: Option<VersionId>,
        details: &HighlightPatch,
        now: Timestamp,
        choose: impl FnOnce(&Text) -> Result<Passage>,
    ) -> Result<Changed<Highlight>> {
        check_note(details)?;
        self.journaled(now, |tx| {
            let current = CurrentVersion::of(tx, article)?.ok_or_else(|| no_article(article))?.version;
            let version = version.unwrap_or(current);
            let passage = choose(&text_of(tx, article, version)?)?;
            let new = NewHighlight {
                article,
                version,
                quote: &passage.quote,
                position: range_of(&passage),
                color: details.color.unwrap_or_default(),
                note: noted(details.note.as_deref()),
            };
            let id = db::insert_highlight(tx, &new, now)?;
            for path in &details.add_tags {
                db::tag_highlight(tx, id, ensure(tx, path, now)?.id)?;
            }
            let made = stored(tx, &[id])?;
            let what = named(Action::Highlight, &made);
            let made = shown(tx, made)?.pop().ok_or_else(|| no_highlight(id))?;
            Ok((made, what))
        })
    }
}

/// Brings the words of a highlight and its place in the version that is shown up to date; what is known of a deleted one goes.
pub(super) fn freshen(tx: &Transaction<'_>, id: HighlightId) -> Result<()> {
    let Some(highlight) = db::highlights_by_id(tx, &[id])?.pop() else {
        return db::index_highlight(tx, id, None);
    };
    db::index_highlight(tx, id, Some(&words_of(&highlight)))?;
    anchor_to(tx, highlight.article, highlight.in_version)
}

/// What the index is to have of a highlight; `None` when it is gone.
pub(super) fn words(conn: &Connection, id: HighlightId) -> Result<Option<String>> {
    Ok(db::highlights_by_id(conn, &[id])?.pop().map(|highlight| words_of(&highlight)))
}

fn words_of(highlight: &StoredHighlight) -> String {
    let note = highlight.note.as_deref().map(markdown::plain).unwrap_or_default();
    search::index_text(&format!("{}\n{note}", highlight.quote.exact))
}

fn change(
    tx: &Transaction<'_>,
    before: &StoredHighlight,
    patch: &HighlightPatch,
    now: Timestamp,
) -> Result<()> {
    let mut retagged = false;
    for path in &patch.remove_tags {
        retagged |= db::untag_highlight(tx, before.id, find(tx, path)?.id)?;
    }
    for path in &patch.add_tags {
        retagged |= db::tag_highlight(tx, before.id, ensure(tx, path, now)?.id)?;
    }
    let color = patch.color.unwrap_or(before.color);
    let note = match &patch.note {
        Some(note) => noted(Some(note)),
        None => before.note.as_deref(),
    };
    if retagged || color != before.color || note != before.note.as_deref() {
        db::set_highlight(tx, before.id, color, note, now)?;
    }
    Ok(())
}

fn what(before: &[StoredHighlight], patch: &HighlightPatch) -> What {
    let only_color = patch.color.is_some()
        && patch.note.is_none()
        && patch.add_tags.is_empty()
        && patch.remove_tags.is_empty();
    named(if only_color { Action::ColorHighlight } else { Action::EditHighlight }, before)
}

/// What was done, with the words of a single highlight.
fn named(action: Action, highlights: &[StoredHighlight]) -> What {
    let what = What::new(action, highlights.len());
    match highlights {
        [only] => {
            let words = only.quote.exact.replace('\n', " ");
            let cut = words.char_indices().nth(TOLD).map_or(words.len(), |(at, _)| at);
            what.named(if cut < words.len() { format!("{}…", &words[..cut]) } else { words })
        }
        _ => what,
    }
}

/// All highlights with these numbers.
fn stored(conn: &Connection, ids: &[HighlightId]) -> Result<Vec<StoredHighlight>> {
    let found = db::highlights_by_id(conn, ids)?;
    match ids.iter().find(|id| !found.iter().any(|highlight| highlight.id == **id)) {
        Some(missing) => Err(no_highlight(*missing)),
        None => Ok(found),
    }
}

/// The reading text of a version of an article.
fn text_of(conn: &Connection, article: ArticleId, version: VersionId) -> Result<Text> {
    Ok(Text::new(ReadingText::of_html(&version_of(conn, article, version)?.html).text()))
}

fn passage(text: &Text, range: TextRange) -> Result<Passage> {
    let (start, end) = (range.start as usize, range.end as usize);
    let invalid =
        |reason: String| Error::Invalid { what: "a highlight", value: format!("{start} to {end}"), reason };
    if end > text.length() || start >= end {
        return Err(invalid(format!("the text has {} characters", text.length())));
    }
    let words = text.slice(start..end);
    let before = words.chars().take_while(|c| c.is_whitespace()).count();
    let after = words.chars().rev().take_while(|c| c.is_whitespace()).count();
    (start + before < end - after.min(end - start))
        .then(|| Passage::of(text, start + before..end - after))
        .flatten()
        .ok_or_else(|| invalid("there is nothing but white space".to_owned()))
}

fn range_of(passage: &Passage) -> TextRange {
    TextRange::from(passage.position.start..passage.position.end)
}

/// A note that says something.
fn noted(note: Option<&str>) -> Option<&str> {
    note.filter(|note| !note.trim().is_empty())
}

fn check_note(patch: &HighlightPatch) -> Result<()> {
    match &patch.note {
        Some(note) if note.chars().count() > LONGEST_NOTE => {
            let beginning: String = note.chars().take(40).collect();
            let reason = format!("it has at most {LONGEST_NOTE} characters");
            Err(Error::Invalid { what: "a note on a highlight", value: format!("{beginning}…"), reason })
        }
        _ => Ok(()),
    }
}

fn unfound(quote: &str, fault: QuoteFault) -> Error {
    match fault {
        QuoteFault::Missing => Error::NotFound { what: "quote", id: format!("{quote:?}") },
        QuoteFault::Ambiguous(count) => Error::Ambiguous { what: "quote", value: quote.to_owned(), count },
    }
}

pub(in crate::library) fn no_highlight(id: HighlightId) -> Error {
    Error::NotFound { what: "highlight", id: id.to_string() }
}
