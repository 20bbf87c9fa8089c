//! The tree of tags: making, renaming, moving, merging and deleting them. Articles stay whatever happens to their tags.

use jiff::Timestamp;
use rusqlite::{Connection, Transaction};

use super::Library;
use crate::db::{self, TagRow};
use crate::error::{Error, Result};
use crate::model::{Action, Changed, Tag, TagColor, TagId, TagPath, What};
use crate::search;

impl Library {
    /// Gives a tag another path, and with it another place when the path says so; those below it go along. Steps of the
    /// path that are not there are made.
    ///
    /// # Errors
    /// `NotFound`; `Invalid` when the path is another tag's, or stands below the tag itself. Those of writing the archive.
    pub fn rename_tag(&self, id: TagId, path: &TagPath, now: Timestamp) -> Result<Changed<Tag>> {
        self.journaled(now, |tx| {
            let row = row(tx, id)?;
            let moved = rename(tx, &row, path, now)?;
            Ok((moved, What::new(Action::RenameTag, 1).named(row.path)))
        })
    }

    /// Moves tags under another one, or to the top; those below them go along.
    ///
    /// # Errors
    /// As for [`rename_tag`](Self::rename_tag).
    pub fn move_tags(&self, ids: &[TagId], under: Option<TagId>, now: Timestamp) -> Result<Changed<()>> {
        self.journaled(now, |tx| {
            let under = under.map(|id| row(tx, id)).transpose()?;
            let mut names = Vec::new();
            for &id in ids {
                let row = row(tx, id)?;
                let path = TagPath::under(under.as_ref().map(|row| &row.path), row.path.name())?;
                rename(tx, &row, &path, now)?;
                names.push(row.path.to_string());
            }
            Ok(((), What::new(Action::MoveTags, ids.len()).named(names.join(", "))))
        })
    }

    /// Merges tags into another one: what has one of them gets that one, those below them go below it, and they are gone.
    ///
    /// # Errors
    /// `NotFound`; `Invalid` when the target is one of them or below one. Those of writing the archive.
    pub fn merge_tags(&self, from: &[TagId], into: TagId, now: Timestamp) -> Result<Changed<Tag>> {
        self.journaled(now, |tx| {
            let into = row(tx, into)?;
            for &id in from {
                let from = row(tx, id)?;
                if from.id == into.id || is_below(&into.key, &from.key) {
                    let value = from.path.to_string();
                    let reason = format!("{:?} is this tag or stands below it", into.path.as_str());
                    return Err(Error::Invalid { what: "merged", value, reason });
                }
                merge(tx, &from, &into, now)?;
            }
            let tag = db::tag(tx, into.id)?.ok_or_else(|| no_tag(into.path.as_str()))?;
            Ok((tag, What::new(Action::MergeTags, from.len()).named(into.path)))
        })
    }

    /// Deletes tags with those below them; their articles stay.
    ///
    /// # Errors
    /// `NotFound`; those of writing the archive.
    pub fn delete_tags(&self, ids: &[TagId], now: Timestamp) -> Result<Changed<()>> {
        self.journaled(now, |tx| {
            // All are looked up first: one of them may stand below another.
            let rows: Vec<TagRow> = ids.iter().map(|&id| row(tx, id)).collect::<Result<_>>()?;
            for row in &rows {
                db::branch(tx, row.id)?.iter().rev().try_for_each(|below| db::delete_tag(tx, below.id))?;
            }
            let names: Vec<&str> = rows.iter().map(|row| row.path.as_str()).collect();
            Ok(((), What::new(Action::DeleteTags, ids.len()).named(names.join(", "))))
        })
    }

    /// Gives tags a colour, or takes it away.
    ///
    /// # Errors
    /// `NotFound`; those of writing the archive.
    pub fn color_tags(&self, ids: &[TagId], color: Option<TagColor>, now: Timestamp) -> Result<Changed<()>> {
        self.journaled(now, |tx| {
            let mut names = Vec::new();
            for &id in ids {
                names.push(row(tx, id)?.path.to_string());
                db::set_tag_color(tx, id, color)?;
            }
            Ok(((), What::new(Action::ColorTags, ids.len()).named(names.join(", "))))
        })
    }
}

/// The tag of a path, made with all that it stands under when it is not there. Steps that are there keep their spelling.
pub(super) fn ensure(tx: &Transaction<'_>, path: &TagPath, now: Timestamp) -> Result<TagRow> {
    let mut above: Option<TagRow> = None;
    for step in path.line() {
        let key = search::tag_key(&step);
        let tag = match db::tag_by_key(tx, &key)? {
            Some(tag) => tag,
            None => {
                let path = TagPath::under(above.as_ref().map(|above| &above.path), step.name())?;
                let id = db::insert_tag(tx, above.map(|above| above.id), &path, &key, now)?;
                TagRow { id, path, key }
            }
        };
        above = Some(tag);
    }
    above.ok_or_else(|| no_tag(path.as_str()))
}

/// The tag that a path names.
pub(super) fn find(conn: &Connection, path: &TagPath) -> Result<TagRow> {
    db::tag_by_key(conn, &search::tag_key(path))?.ok_or_else(|| no_tag(path.as_str()))
}

/// The error for a tag that is not there.
pub(super) fn no_tag(name: &str) -> Error {
    Error::NotFound { what: "tag", id: name.to_owned() }
}

fn row(conn: &Connection, id: TagId) -> Result<TagRow> {
    let path = db::tag(conn, id)?.ok_or_else(|| no_tag(&id.to_string()))?.path;
    Ok(TagRow { id, key: search::tag_key(&path), path })
}

fn is_below(key: &str, above: &str) -> bool {
    key.strip_prefix(above).is_some_and(|rest| rest.starts_with('/'))
}

fn rename(tx: &Transaction<'_>, tag: &TagRow, path: &TagPath, now: Timestamp) -> Result<Tag> {
    let key = search::tag_key(path);
    let fault = |reason| Error::Invalid { what: "its path", value: path.to_string(), reason };
    if is_below(&key, &tag.key) {
        return Err(fault("a tag cannot stand below itself".to_owned()));
    }
    if db::tag_by_key(tx, &key)?.is_some_and(|other| other.id != tag.id) {
        return Err(fault("there is another tag by that name; merge the two".into()));
    }
    let parent = path.parent().map(|parent| ensure(tx, &parent, now)).transpose()?;
    let path = TagPath::under(parent.as_ref().map(|parent| &parent.path), path.name())?;
    let steps = tag.path.steps().count();
    for below in db::branch(tx, tag.id)? {
        let rest: Vec<&str> = below.path.steps().skip(steps).collect();
        if rest.is_empty() {
            db::place_tag(tx, tag.id, parent.as_ref().map(|parent| parent.id), &path, &key)?;
        } else {
            let path = TagPath::under(Some(&path), &rest.join("/"))?;
            db::respell_tag(tx, below.id, &path, &search::tag_key(&path))?;
        }
    }
    db::tag(tx, tag.id)?.ok_or_else(|| no_tag(path.as_str()))
}

fn merge(tx: &Transaction<'_>, from: &TagRow, into: &TagRow, now: Timestamp) -> Result<()> {
    for below in db::tags_below(tx, from.id)? {
        let path = TagPath::under(Some(&into.path), below.path.name())?;
        match db::tag_by_key(tx, &search::tag_key(&path))? {
            Some(twin) if twin.id != from.id => merge(tx, &below, &twin, now)?,
            _ => rename(tx, &below, &path, now).map(drop)?,
        }
    }
    db::copy_tag(tx, from.id, into.id)?;
    db::delete_tag(tx, from.id)
}
