//! Where highlights stand in a version: their own, or another one in which they are looked for.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use rusqlite::{Connection, Transaction};

use super::text_of;
use crate::anchor::{Passage, Text, place};
use crate::db::{self, FoundPlace, StoredHighlight};
use crate::error::Result;
use crate::model::{
    Anchoring, ArticleId, Highlight, HighlightId, TextPositionSelector, TextRange, VersionId,
};

/// Looks for the highlights of an article in a version that is shown from now on, and keeps where they are. What was looked for
/// before stays as it was found.
pub(crate) fn anchor_to(tx: &Transaction<'_>, article: ArticleId, version: VersionId) -> Result<()> {
    let mut texts = Texts::default();
    for highlight in db::highlights_of(tx, article, version)? {
        if highlight.place.is_none() && highlight.version != version {
            let found = texts.find(tx, &highlight)?;
            db::keep_highlight_place(tx, highlight.id, version, found)?;
        }
    }
    Ok(())
}

/// Highlights as they are handed on, with their tags and places; where nobody has looked yet, they are looked for.
pub(super) fn shown(conn: &Connection, stored: Vec<StoredHighlight>) -> Result<Vec<Highlight>> {
    let ids: Vec<HighlightId> = stored.iter().map(|highlight| highlight.id).collect();
    let mut tags = db::tags_of_highlights(conn, &ids)?;
    let mut texts = Texts::default();
    stored
        .into_iter()
        .map(|highlight| {
            let found = match highlight.place {
                Some(found) => found,
                // What another program marked may never have had a place.
                _ if highlight.version == highlight.in_version => {
                    has_place(&highlight).then_some((highlight.position, Anchoring::Exact))
                }
                None => texts.find(conn, &highlight)?,
            };
            let tags = tags.remove(&highlight.id).unwrap_or_default();
            Ok(with_place(highlight, found, tags))
        })
        .collect()
}

fn with_place(stored: StoredHighlight, found: FoundPlace, tags: Vec<String>) -> Highlight {
    Highlight {
        id: stored.id,
        article: stored.article,
        version: stored.version,
        quote: stored.quote.exact,
        prefix: stored.quote.prefix,
        suffix: stored.quote.suffix,
        position: stored.position,
        place: found.map(|(range, _)| range),
        anchored: found.map(|(_, how)| how),
        color: stored.color,
        note: stored.note,
        tags,
        created: stored.created,
        updated: stored.updated,
    }
}

/// Reading texts of versions, each made ready once.
#[derive(Default)]
struct Texts {
    ready: HashMap<VersionId, Text>,
}

impl Texts {
    fn find(&mut self, conn: &Connection, highlight: &StoredHighlight) -> Result<FoundPlace> {
        for version in [highlight.version, highlight.in_version] {
            if let Entry::Vacant(empty) = self.ready.entry(version) {
                empty.insert(text_of(conn, highlight.article, version)?);
            }
        }
        let Some(text) = self.ready.get(&highlight.in_version) else { return Ok(None) };
        let passage = passage_of(highlight);
        let own = self.ready.get(&highlight.version).filter(|_| has_place(highlight));
        let found = place(&passage, own, text);
        Ok(found.map(|at| (TextRange::from(at.start..at.end), at.how)))
    }
}

fn has_place(highlight: &StoredHighlight) -> bool {
    highlight.position.start < highlight.position.end
}

/// What a highlight is looked for by.
pub(super) fn passage_of(highlight: &StoredHighlight) -> Passage {
    Passage {
        quote: highlight.quote.clone(),
        position: TextPositionSelector {
            start: highlight.position.start as usize,
            end: highlight.position.end as usize,
        },
    }
}
