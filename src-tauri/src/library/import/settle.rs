//! One row of a file, stored: a new article, or what an article lacks.

use std::collections::HashMap;

use jiff::Timestamp;
use rusqlite::Transaction;

use super::entry::{Entry, Item, ReadyArticle};
use crate::db::{self, NewImportRow, NewRelation};
use crate::error::{Error, Result};
use crate::library::highlights::add_imported;
use crate::library::prepared::Prepared;
use crate::library::renew::rank;
use crate::library::store::{Aim, store_capture};
use crate::library::tags;
use crate::library::{collections, members, queue, relations};
use crate::model::{
    ArticleFlags, ArticleId, CollectionId, FetchTime, ImportId, ImportOptions, ImportShelf,
    ImportedCollection, ReadState, Refusal, RelationKind, RowOutcome, SaveStatus, TagPath, VersionReason,
};
use crate::search;

/// What an article that is related to another one is called, when the other program does not say what it is.
const RELATED: &str = "related";

/// What a row became.
pub(super) struct Settled {
    pub(super) outcome: RowOutcome,
    /// Why it did not come in, or what of it did not.
    pub(super) why: Option<String>,
    pub(super) article: Option<ArticleId>,
    /// Whether its page was put into the queue.
    pub(super) queued: bool,
}

/// What is remembered from row to row.
pub(super) struct Settling {
    pub(super) import: ImportId,
    pub(super) options: ImportOptions,
    pub(super) now: Timestamp,
    collections: HashMap<Vec<String>, Option<CollectionId>>,
    /// Articles by what the file calls them, where its entries name each other.
    keys: HashMap<String, ArticleId>,
    /// Entries that name others.
    related: Vec<(ArticleId, Vec<String>)>,
}

impl Settling {
    pub(super) fn new(import: ImportId, options: ImportOptions, now: Timestamp) -> Self {
        Self { import, options, now, collections: HashMap::new(), keys: HashMap::new(), related: Vec::new() }
    }

    /// Stores a row and keeps what became of it.
    pub(super) fn settle(&mut self, tx: &Transaction<'_>, entry: &Entry) -> Result<Settled> {
        let settled = match &entry.item {
            Err(Refusal::Skipped(why)) => refused(RowOutcome::Skipped, why),
            Err(Refusal::Failed(why)) => refused(RowOutcome::Failed, why),
            Ok(Item::Collection(collection)) => self.collection(tx, collection)?,
            Ok(Item::Article(article)) => self.article(tx, article, &entry.source)?,
        };
        let said = match &entry.item {
            Ok(Item::Article(article)) => Some(&article.said),
            _ => None,
        };
        let row = NewImportRow {
            row: entry.row,
            place: &entry.place,
            outcome: settled.outcome,
            why: settled.why.as_deref(),
            url: said.and_then(|said| said.url.as_deref()),
            title: said.and_then(|said| said.title.as_deref()),
            article: settled.article,
            source: &entry.source,
        };
        db::keep_import_row(tx, self.import, &row)?;
        Ok(settled)
    }

    /// Joins the entries that name each other, when all of them are there.
    pub(super) fn relate(&mut self, tx: &Transaction<'_>) -> Result<()> {
        for (from, names) in std::mem::take(&mut self.related) {
            for name in names {
                let known = self.keys.get(&name).copied();
                let to = known.map_or_else(|| by_url(tx, &name), |id| Ok(Some(id)))?;
                if let Some(to) = to.filter(|to| *to != from) {
                    let (from, to) = (from.min(to), from.max(to));
                    let label = Some(RELATED.to_owned());
                    let new = NewRelation { from, to, kind: RelationKind::Own, label, note: None };
                    relations::put(tx, &new, self.now)?;
                }
            }
        }
        Ok(())
    }

    fn collection(&mut self, tx: &Transaction<'_>, said: &ImportedCollection) -> Result<Settled> {
        let before = self.collections.len();
        let Some(id) = self.collection_at(tx, &said.path)? else {
            return Ok(refused(RowOutcome::Failed, "no collection can be called so"));
        };
        let mut collection = db::collection(tx, id)?.ok_or_else(|| collections::no_collection(id))?;
        let description = said.description.as_deref().map(str::trim).filter(|text| !text.is_empty());
        if let Some(description) = description.filter(|_| collection.description.is_empty()) {
            description.clone_into(&mut collection.description);
            db::update_collection(tx, &collection, self.now)?;
        }
        let is_new = self.collections.len() > before && collection.created == self.now;
        let outcome = if is_new { RowOutcome::Imported } else { RowOutcome::Merged };
        Ok(Settled { outcome, why: None, article: None, queued: false })
    }

    /// The collection of these names; `None` when none can be called so.
    fn collection_at(&mut self, tx: &Transaction<'_>, path: &[String]) -> Result<Option<CollectionId>> {
        if let Some(known) = self.collections.get(path) {
            return Ok(*known);
        }
        let names: Vec<&str> = path.iter().map(String::as_str).collect();
        let made = match collections::made(tx, &names, self.now) {
            Err(Error::Invalid { .. }) => None,
            made => made?,
        };
        self.collections.insert(path.to_vec(), made);
        Ok(made)
    }

    fn article(&mut self, tx: &Transaction<'_>, ready: &ReadyArticle, source: &[u8]) -> Result<Settled> {
        let there = find(tx, ready)?;
        let (id, is_new) = match there {
            Some(id) if db::flags(tx, id)?.is_some_and(|flags| flags.trashed.is_some()) => {
                let why = "it is in the trash; restore it there".to_owned();
                let outcome = RowOutcome::Skipped;
                return Ok(Settled { outcome, why: Some(why), article: Some(id), queued: false });
            }
            Some(id) if db::is_known_row(tx, id, source)? => {
                self.remember(ready, id);
                tags::give(tx, id, &self.options.tags, self.now)?;
                let (outcome, queued) = (RowOutcome::Merged, self.queue(tx, id, ready, false)?);
                return Ok(Settled { outcome, why: None, article: Some(id), queued });
            }
            Some(id) => {
                self.renew(tx, id, ready)?;
                (id, false)
            }
            None => self.insert(tx, ready)?,
        };
        self.remember(ready, id);
        let mut lost = Vec::new();
        self.mark(tx, id, ready, is_new)?;
        self.tag(tx, id, ready, &mut lost)?;
        self.collect(tx, id, ready, &mut lost)?;
        add_notes(tx, id, ready, self.now)?;
        add_imported(tx, id, &ready.said.highlights, self.now)?;
        let queued = self.queue(tx, id, ready, is_new)?;
        let outcome = if is_new { RowOutcome::Imported } else { RowOutcome::Merged };
        let why = (!lost.is_empty()).then(|| lost.join("; "));
        Ok(Settled { outcome, why, article: Some(id), queued })
    }

    fn remember(&mut self, ready: &ReadyArticle, id: ArticleId) {
        if let Some(key) = &ready.said.key {
            self.keys.insert(key.clone(), id);
        }
        if !ready.said.related.is_empty() {
            self.related.push((id, ready.said.related.clone()));
        }
    }

    /// Stores a new article. That another row's page calls itself by the same URL shows only now.
    fn insert(&self, tx: &Transaction<'_>, ready: &ReadyArticle) -> Result<(ArticleId, bool)> {
        let saved = ready.said.saved.unwrap_or(self.now);
        let prepared = Prepared::new(&ready.capture, VersionReason::Imported, saved)?;
        let (id, status) = store_capture(tx, &prepared, Aim::Save, self.now)?;
        Ok((id, status == SaveStatus::Saved))
    }

    /// Gives an article the copy of the file, unless what it has is better or the file has none.
    fn renew(&self, tx: &Transaction<'_>, id: ArticleId, ready: &ReadyArticle) -> Result<()> {
        if !ready.has_text {
            return Ok(());
        }
        let prepared = Prepared::new(&ready.capture, VersionReason::Imported, self.now)?;
        store_capture(tx, &prepared, Aim::Renew(Some(id)), self.now).map(drop)
    }

    /// State, star, place and time. What a person did with an article that was there stays.
    fn mark(&self, tx: &Transaction<'_>, id: ArticleId, ready: &ReadyArticle, is_new: bool) -> Result<()> {
        let said = &ready.said;
        if let Some(saved) = said.saved {
            db::set_saved_before(tx, id, saved)?;
        }
        let Some(before) = db::flags(tx, id)? else { return Ok(()) };
        let mut flags = ArticleFlags { starred: before.starred || said.starred, ..before };
        if is_new {
            flags.state = said.state.unwrap_or(match said.archived {
                true => ReadState::Read,
                false => ReadState::Unread,
            });
            flags.archived = match self.options.shelf {
                Some(shelf) => shelf == ImportShelf::Archive,
                None => said.archived,
            };
            if let Some(position) = said.position.filter(|position| position.is_finite()) {
                db::set_position(tx, id, position.clamp(0.0, 1.0))?;
            }
        }
        if flags == before { Ok(()) } else { db::set_flags(tx, &flags) }
    }

    fn tag(
        &self,
        tx: &Transaction<'_>,
        id: ArticleId,
        ready: &ReadyArticle,
        lost: &mut Vec<String>,
    ) -> Result<()> {
        let mut paths = self.options.tags.clone();
        for tag in ready.said.tags.iter().map(|tag| tag.trim()).filter(|tag| !tag.is_empty()) {
            match tag.parse::<TagPath>() {
                Ok(path) => paths.push(path),
                Err(error) => lost.push(format!("without the tag: {error}")),
            }
        }
        tags::give(tx, id, &paths, self.now)
    }

    fn collect(
        &mut self,
        tx: &Transaction<'_>,
        id: ArticleId,
        ready: &ReadyArticle,
        lost: &mut Vec<String>,
    ) -> Result<()> {
        for path in ready.said.collections.iter().filter(|path| !path.is_empty()) {
            match self.collection_at(tx, path)? {
                Some(collection) if db::members_among(tx, collection, &[id])?.is_empty() => {
                    members::put(tx, collection, &[id], None, self.now)?;
                }
                Some(_) => {}
                None => lost.push(format!("not in the collection {:?}", path.join("/"))),
            }
        }
        Ok(())
    }

    /// Puts the page into the queue, when it is to be fetched and there is more of it to be had.
    fn queue(&self, tx: &Transaction<'_>, id: ArticleId, ready: &ReadyArticle, is_new: bool) -> Result<bool> {
        if self.options.fetch == FetchTime::Never || !ready.fetchable {
            return Ok(false);
        }
        let lacks =
            is_new || db::CurrentVersion::of(tx, id)?.is_some_and(|current| rank(&current.diagnosis) > 1);
        if !lacks {
            return Ok(false);
        }
        Ok(queue::add_bulk(tx, &ready.url, &ready.capture.canonical_url, id, self.now)?.1)
    }
}

/// The article that an entry is about. One without a URL of its own is about the article of its title, if only one has it.
fn find(tx: &Transaction<'_>, ready: &ReadyArticle) -> Result<Option<ArticleId>> {
    let known = db::article_by_url(tx, &ready.capture.canonical_url)?;
    if known.is_some() || ready.said.url.is_some() {
        return Ok(known);
    }
    let Some(title) = ready.said.title.as_deref().map(search::sort_key) else { return Ok(None) };
    if title.is_empty() || db::is_title_shared(tx, &title)? {
        return Ok(None);
    }
    db::article_by_title(tx, &title)
}

fn by_url(tx: &Transaction<'_>, url: &str) -> Result<Option<ArticleId>> {
    let key = crate::capture::normalise_url(url).unwrap_or_else(|_| url.to_owned());
    db::article_by_url(tx, &key)
}

/// Adds the notes that the article does not have yet.
fn add_notes(tx: &Transaction<'_>, id: ArticleId, ready: &ReadyArticle, now: Timestamp) -> Result<()> {
    if ready.said.notes.is_empty() {
        return Ok(());
    }
    let query = crate::model::NoteQuery { article: Some(id), limit: u32::MAX, ..Default::default() };
    let (there, _) = db::notes(tx, &query, None)?;
    let mut known: Vec<String> = there.into_iter().map(|note| note.text).collect();
    for note in &ready.said.notes {
        let text = note.text.trim();
        if !text.is_empty() && !known.iter().any(|known| known.trim() == text) {
            db::insert_note(tx, Some(id), text, note.created.unwrap_or(now))?;
            known.push(text.to_owned());
        }
    }
    Ok(())
}

fn refused(outcome: RowOutcome, why: &str) -> Settled {
    Settled { outcome, why: Some(why.to_owned()), article: None, queued: false }
}
