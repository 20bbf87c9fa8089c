//! The tree of collections, and the saved searches that stand in it.

use jiff::Timestamp;
use rusqlite::{Connection, Transaction};

use super::{Library, order};
use crate::db;
use crate::error::{Error, Result};
use crate::model::{
    Action, Changed, Collection, CollectionId, CollectionPatch, CollectionSummary, NewCollection, StepId,
    What,
};
use crate::search;

/// Characters of a name.
const LONGEST: usize = 200;
/// Collections in one another; more is a mistake, and no window shows it.
const DEEPEST: usize = 32;

impl Library {
    /// All collections and saved searches; siblings stand in their order.
    ///
    /// # Errors
    /// Those of reading the archive.
    pub fn collections(&self) -> Result<Vec<CollectionSummary>> {
        self.db().read(db::collections)
    }

    /// One of them, with all that is known of it.
    ///
    /// # Errors
    /// `NotFound`; those of reading the archive.
    pub fn collection(&self, id: CollectionId) -> Result<Collection> {
        self.db().read(|conn| db::collection(conn, id)?.ok_or_else(|| no_collection(id)))
    }

    /// Finds a collection by its number, by the names from the top down to it (`World/Fires`), or by its name alone; upper
    /// and lower case are the same.
    ///
    /// # Errors
    /// `NotFound`; `Ambiguous` when several are called so; those of reading the archive.
    pub fn find_collection(&self, name: &str) -> Result<CollectionId> {
        self.db().read(|conn| found(conn, name)?.ok_or_else(|| no_collection(name)))
    }

    /// The collection of this name, as [`find_collection`](Self::find_collection) finds it; a new one, in new ones where its
    /// path names such, when there is none.
    ///
    /// # Errors
    /// `Ambiguous`; `Invalid` when no collection can be called so; those of writing the archive.
    pub fn find_or_make_collection(&self, path: &str, now: Timestamp) -> Result<Changed<CollectionId>> {
        self.journaled(now, |tx| {
            let what = What::new(Action::NewCollection, 1).named(path);
            if let Some(id) = found(tx, path)? {
                return Ok((id, what));
            }
            let names: Vec<&str> = path.split('/').collect();
            made(tx, &names, now)?.map(|id| (id, what)).ok_or_else(|| no_collection(path))
        })
    }

    /// Makes a collection or a saved search, as the last of its siblings.
    ///
    /// # Errors
    /// `Invalid` when it cannot be called so or cannot stand there; those of writing the archive.
    pub fn new_collection(&self, new: NewCollection, now: Timestamp) -> Result<Changed<CollectionId>> {
        let action = if new.query.is_some() { Action::NewSearch } else { Action::NewCollection };
        let what = What::new(action, 1).named(new.name.trim());
        self.journaled(now, |tx| Ok((insert(tx, new, now)?, what)))
    }

    /// Changes name, description, cover or query. Changes of a description that follow one another are one step.
    ///
    /// # Errors
    /// `NotFound`; `Invalid` when it cannot be called so, when the picture is of none of its articles, and when a query is
    /// given to a collection that is no saved search; those of writing the archive.
    pub fn update_collection(
        &self,
        id: CollectionId,
        patch: CollectionPatch,
        now: Timestamp,
    ) -> Result<Option<StepId>> {
        let described = patch.description.is_some() && patch.name.is_none();
        let change = |tx: &Transaction<'_>| {
            let mut collection = db::collection(tx, id)?.ok_or_else(|| no_collection(id))?;
            let was = collection.summary.name.clone();
            let action = apply(tx, &mut collection, patch)?;
            db::update_collection(tx, &collection, now)?;
            Ok(((), What::new(action, 1).named(was)))
        };
        let changed = if described { self.journaled_on(now, change) } else { self.journaled(now, change) };
        Ok(changed?.step)
    }

    /// Moves a collection with all that is in it into another (`None`: to the top), before one of those there or at the end.
    ///
    /// # Errors
    /// `NotFound`; `Invalid` when it would stand in itself, or in a saved search; those of writing the archive.
    pub fn move_collection(
        &self,
        id: CollectionId,
        parent: Option<CollectionId>,
        before: Option<CollectionId>,
        now: Timestamp,
    ) -> Result<Option<StepId>> {
        let changed = self.journaled(now, |tx| {
            let name = db::collection_summary(tx, id)?.ok_or_else(|| no_collection(id))?.name;
            if let Some(parent) = parent {
                may_hold(tx, parent, &name)?;
                if db::stands_in(tx, parent, id)? {
                    return Err(not_there(name, "it would stand in itself"));
                }
            }
            place(tx, id, parent, before)?;
            Ok(((), What::new(Action::MoveCollection, 1).named(name)))
        })?;
        Ok(changed.step)
    }

    /// Deletes collections and those in them. Their articles stay, and taking the step back brings all of it back, order
    /// included.
    ///
    /// # Errors
    /// `NotFound` when one of them is not there; those of writing the archive.
    pub fn delete_collections(&self, ids: &[CollectionId], now: Timestamp) -> Result<Option<StepId>> {
        let changed = self.journaled(now, |tx| {
            let mut rows = Vec::with_capacity(ids.len());
            for &id in ids {
                rows.push(db::collection_summary(tx, id)?.ok_or_else(|| no_collection(id))?);
            }
            // One that stands in another of them goes with it.
            ids.iter().try_for_each(|id| db::delete_collection(tx, *id))?;
            let searches = rows.iter().all(|row| row.query.is_some());
            let action = if searches { Action::DeleteSearch } else { Action::DeleteCollection };
            let what = What::new(action, ids.len());
            Ok(((), rows.into_iter().next().map_or(what.clone(), |row| what.named(row.name))))
        })?;
        Ok(changed.step)
    }
}

/// The collection that a person means.
fn found(conn: &Connection, text: &str) -> Result<Option<CollectionId>> {
    let text = text.trim();
    if let Ok(id) = text.parse()
        && db::collection_summary(conn, id)?.is_some()
    {
        return Ok(Some(id));
    }
    let rows = db::collections(conn)?;
    let mut of_path = Vec::new();
    let mut of_name = Vec::new();
    for row in rows {
        if same_name(&db::collection_path(conn, row.id)?.join("/"), text) {
            of_path.push(row.id);
        } else if same_name(&row.name, text) {
            of_name.push(row.id);
        }
    }
    match (of_path.as_slice(), of_name.as_slice()) {
        ([id], _) | ([], [id]) => Ok(Some(*id)),
        ([], []) => Ok(None),
        (paths, names) => {
            let count = if paths.is_empty() { names.len() } else { paths.len() };
            Err(Error::Ambiguous { what: "name", value: text.to_owned(), count })
        }
    }
}

/// The collection of these names from the top down; what is missing of them is made. `None` without a name.
pub(super) fn made(tx: &Transaction<'_>, path: &[&str], now: Timestamp) -> Result<Option<CollectionId>> {
    let mut parent = None;
    for name in path {
        let there = db::collections(tx)?
            .into_iter()
            .find(|row| row.parent == parent && row.query.is_none() && same_name(&row.name, name));
        let id = match there {
            Some(row) => row.id,
            None => {
                insert(tx, NewCollection { name: (*name).to_owned(), parent, ..Default::default() }, now)?
            }
        };
        parent = Some(id);
    }
    Ok(parent)
}

fn same_name(one: &str, other: &str) -> bool {
    search::name_key(one) == search::name_key(other)
}

fn insert(tx: &Transaction<'_>, mut new: NewCollection, now: Timestamp) -> Result<CollectionId> {
    new.name = name_of(&new.name)?;
    if let Some(parent) = new.parent {
        may_hold(tx, parent, &new.name)?;
    }
    // At the end by `place` below, which also numbers afresh.
    let id = db::insert_collection(tx, &new, i64::MAX, now)?;
    place(tx, id, new.parent, None)?;
    Ok(id)
}

/// Puts a collection before a sibling, or at the end.
fn place(
    tx: &Transaction<'_>,
    id: CollectionId,
    parent: Option<CollectionId>,
    before: Option<CollectionId>,
) -> Result<()> {
    let siblings = db::siblings(tx, parent)?;
    if let Some(target) = before.filter(|target| siblings.iter().all(|(sibling, _)| sibling != target)) {
        return Err(no_collection(target));
    }
    let ids: Vec<CollectionId> = siblings.iter().map(|(id, _)| *id).collect();
    let wanted = order::arranged(&ids, &[id], before);
    let at = wanted.iter().position(|other| *other == id).unwrap_or_default();
    let position = |at: Option<usize>| {
        let neighbour = wanted.get(at?)?;
        siblings.iter().find(|(id, _)| id == neighbour).map(|(_, position)| *position)
    };
    match order::between(position(at.checked_sub(1)), position(Some(at + 1)), 1).as_deref() {
        Some([position]) => db::place_collection(tx, id, parent, *position),
        _ => wanted
            .into_iter()
            .zip(order::afresh())
            .try_for_each(|(id, position)| db::place_collection(tx, id, parent, position)),
    }
}

/// Makes a patch's changes and says what they are.
fn apply(tx: &Transaction<'_>, collection: &mut Collection, patch: CollectionPatch) -> Result<Action> {
    let search = collection.summary.query.is_some();
    let mut action = Action::DescribeCollection;
    if let Some(description) = patch.description {
        collection.description = description;
    }
    if let Some(cover) = patch.cover {
        if !cover.0.is_empty() && !db::has_picture(tx, collection.summary.id, &cover)? {
            let reason = "it is a picture of none of its articles".into();
            return Err(Error::Invalid { what: "the cover", value: cover.0, reason });
        }
        collection.chosen_cover = !cover.0.is_empty();
        collection.cover = Some(cover);
        action = Action::CoverCollection;
    }
    if let Some(query) = patch.query {
        if !search {
            let value = collection.summary.name.clone();
            let reason = "it is a collection, and holds what is put into it".into();
            return Err(Error::Invalid { what: "a saved search", value, reason });
        }
        collection.summary.query = Some(query);
        action = Action::ChangeSearch;
    }
    if let Some(name) = patch.name {
        collection.summary.name = name_of(&name)?;
        action = if search { Action::RenameSearch } else { Action::RenameCollection };
    }
    Ok(action)
}

/// A name as it is kept: on one line, without spaces around it.
fn name_of(text: &str) -> Result<String> {
    let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let reason = if name.is_empty() {
        "it is empty"
    } else if name.chars().count() > LONGEST {
        "it is longer than 200 characters"
    } else if name.chars().any(char::is_control) {
        "it has control characters"
    } else {
        return Ok(name);
    };
    Err(Error::Invalid { what: "a name", value: name.chars().take(LONGEST).collect(), reason: reason.into() })
}

/// Whether a collection may stand in `parent`.
fn may_hold(conn: &Connection, parent: CollectionId, name: &str) -> Result<()> {
    let row = db::collection_summary(conn, parent)?.ok_or_else(|| no_collection(parent))?;
    if row.query.is_some() {
        return Err(not_there(name, "a saved search holds no collections"));
    }
    if db::collection_path(conn, parent)?.len() >= DEEPEST {
        return Err(not_there(name, "it would stand too deep"));
    }
    Ok(())
}

fn not_there(name: impl Into<String>, reason: &str) -> Error {
    Error::Invalid { what: "put there", value: name.into(), reason: reason.into() }
}

/// The error for a collection that is not there.
pub(super) fn no_collection(id: impl ToString) -> Error {
    Error::NotFound { what: "collection", id: id.to_string() }
}
