//! Highlights that go from one article to another with the same text.

use jiff::Timestamp;
use rusqlite::Transaction;

use super::anchored::passage_of;
use super::{range_of, text_of};
use crate::anchor::{Passage, place};
use crate::db::{self, StoredHighlight};
use crate::error::Result;
use crate::model::{Anchoring, ArticleId, VersionId};

/// Puts the highlights of an article where their passages stand in a version of another one. Those whose words are not
/// there stay where they are, and the other article gets a note with the quote. Says how many of each there are.
pub(crate) fn move_highlights(
    tx: &Transaction<'_>,
    (from, shown): (ArticleId, VersionId),
    to: (ArticleId, VersionId),
    now: Timestamp,
) -> Result<(u32, u32)> {
    let highlights = db::highlights_of(tx, from, shown)?;
    let (mut moved, mut unfound) = (0, 0);
    if highlights.is_empty() {
        return Ok((moved, unfound));
    }
    let text = text_of(tx, to.0, to.1)?;
    for highlight in highlights {
        let origin = text_of(tx, from, highlight.version)?;
        let found = place(&passage_of(&highlight), Some(&origin), &text);
        // Words that are only alike would put another quote under the person's note.
        let found = found.filter(|at| at.how != Anchoring::Approximate);
        match found.and_then(|at| Passage::of(&text, at.start..at.end)) {
            Some(passage) => {
                db::move_highlight(tx, highlight.id, to, &passage.quote, range_of(&passage))?;
                moved += 1;
            }
            None => {
                db::insert_note(tx, Some(to.0), &note_of(tx, &highlight)?, now)?;
                unfound += 1;
            }
        }
    }
    Ok((moved, unfound))
}

/// The quote with what was noted on it, its tags and where it is from, as Markdown.
fn note_of(tx: &Transaction<'_>, highlight: &StoredHighlight) -> Result<String> {
    let quote: Vec<String> = highlight.quote.exact.lines().map(|line| format!("> {line}")).collect();
    let mut parts = vec![quote.join("\n")];
    parts.extend(highlight.note.clone());
    let tags = db::tags_of_highlights(tx, &[highlight.id])?.remove(&highlight.id).unwrap_or_default();
    if !tags.is_empty() {
        parts.push(tags.iter().map(|tag| format!("#{tag}")).collect::<Vec<_>>().join(" "));
    }
    parts.extend(db::original_url(tx, highlight.article)?.map(|url| format!("<{url}>")));
    Ok(parts.join("\n\n"))
}
