//! Highlights of other programs: their words are known, their place is looked for.

use jiff::Timestamp;
use rusqlite::Transaction;

use super::{range_of, text_of};
use crate::anchor::{Passage, Text, find_quote};
use crate::db::{self, CurrentVersion, NewHighlight};
use crate::error::Result;
use crate::library::tag_tree::ensure;
use crate::model::{ArticleId, ImportedHighlight, TextQuoteSelector, TextRange};

/// Adds the highlights that an article does not have yet; their number. One whose words the shown version does not have has an empty
/// range, and is looked for in every version that is shown later.
pub(in crate::library) fn add_imported(
    tx: &Transaction<'_>,
    article: ArticleId,
    highlights: &[ImportedHighlight],
    now: Timestamp,
) -> Result<usize> {
    let Some(version) = CurrentVersion::of(tx, article)?.map(|current| current.version) else { return Ok(0) };
    let there = db::highlights_of(tx, article, version)?;
    let mut known: Vec<String> = there.into_iter().map(|highlight| words(&highlight.quote.exact)).collect();
    let mut text = None;
    let mut added = 0;
    for highlight in highlights {
        let key = words(&highlight.quote);
        if key.is_empty() || known.contains(&key) {
            continue;
        }
        if text.is_none() {
            text = Some(text_of(tx, article, version)?);
        }
        let found = text.as_ref().and_then(|text| passage_in(text, &highlight.quote));
        let unfound = TextQuoteSelector {
            exact: highlight.quote.trim().to_owned(),
            prefix: highlight.prefix.clone(),
            suffix: highlight.suffix.clone(),
        };
        let new = NewHighlight {
            article,
            version,
            quote: found.as_ref().map_or(&unfound, |passage| &passage.quote),
            position: found.as_ref().map_or_else(|| TextRange::from(0..0), range_of),
            color: highlight.color.unwrap_or_default(),
            note: super::noted(highlight.note.as_deref()),
        };
        let id = db::insert_highlight(tx, &new, highlight.created.unwrap_or(now))?;
        for path in highlight.tags.iter().filter_map(|tag| tag.parse().ok()) {
            db::tag_highlight(tx, id, ensure(tx, &path, now)?.id)?;
        }
        known.push(key);
        added += 1;
    }
    Ok(added)
}

/// Of several places the first: the other program did not say which.
fn passage_in(text: &Text, quote: &str) -> Option<Passage> {
    find_quote(text, quote, Some(1)).ok().and_then(|range| Passage::of(text, range))
}

fn words(quote: &str) -> String {
    quote.split_whitespace().collect::<Vec<_>>().join(" ")
}
