//! The conditions of a query that are none of words, as sets of articles.

use jiff::Zoned;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use rusqlite::Connection;

use super::facts::Facts;
use crate::capture::normalise_url;
use crate::db::{self, IdSet, Kind};
use crate::error::Result;
use crate::library::article::article_called;
use crate::library::{list, related};
use crate::model::{CollectionId, SavedQuery, TagId, TagPath};
use crate::search::query::{Condition, Days, Part, State};
use crate::search::{self, name_key};

/// Articles that `related-to:` finds at most.
const RELATED: usize = 50;

/// The set of a condition; `None` for those that are no filters of their own: words and saved searches.
pub(super) fn filtered(
    conn: &Connection,
    facts: &Facts,
    now: &Zoned,
    condition: &Condition,
) -> Result<Option<IdSet>> {
    Ok(Some(match condition {
        Condition::Words(_) | Condition::Search(_) => return Ok(None),
        Condition::Site(site) => facts.of_site(conn, site)?,
        Condition::Tag(name) => united(tags_called(conn, name)?, |tag| db::tagged(conn, tag))?,
        Condition::Collection(name) => {
            united(collections_called(conn, name)?, |collection| db::in_collection(conn, collection))?
        }
        Condition::Language(language) => facts.in_language(conn, language)?,
        Condition::State(state) => db::of_kind(conn, kind_of_state(*state))?,
        Condition::Part(part) => db::of_kind(conn, kind_of_part(*part))?,
        Condition::Saved(period) => match period.days(now.date()) {
            Some(days) => db::saved_between(conn, &times(days, now.time_zone()))?,
            None => IdSet::default(),
        },
        Condition::Published(period) => match period.days(now.date()) {
            Some(days) => {
                facts.published(&(days.first.map_or(i32::MIN, day)..=days.last.map_or(i32::MAX, day)))
            }
            None => IdSet::default(),
        },
        Condition::Length(span) => facts.those(|fact| {
            span.from.is_none_or(|from| fact.words >= from) && span.to.is_none_or(|to| fact.words <= to)
        }),
        Condition::LinksTo(target) => linking_to(conn, target)?,
        Condition::RelatedTo(target) => match article_called(conn, target)? {
            Some(id) => {
                related::related_to(conn, id, RELATED)?.into_iter().map(|row| row.article.id).collect()
            }
            None => IdSet::default(),
        },
    }))
}

/// The tags of this path, or, when there is none, those whose path ends so.
pub(in crate::library) fn tags_called(conn: &Connection, name: &str) -> Result<Vec<TagId>> {
    let Ok(path) = name.parse::<TagPath>() else { return Ok(Vec::new()) };
    let key = search::tag_key(&path);
    if let Some(tag) = db::tag_by_key(conn, &key)? {
        return Ok(vec![tag.id]);
    }
    let end = format!("/{key}");
    let tags = db::tags(conn)?.into_iter();
    Ok(tags.filter(|tag| search::tag_key(&tag.path).ends_with(&end)).map(|tag| tag.id).collect())
}

/// The collections of this path, or, when there is none, of this name, with all that stand in them.
pub(in crate::library) fn collections_called(conn: &Connection, name: &str) -> Result<Vec<CollectionId>> {
    let key = name_key(name);
    let rows: Vec<_> = db::collections(conn)?.into_iter().filter(|row| row.query.is_none()).collect();
    let mut found = Vec::new();
    for row in &rows {
        if name_key(&db::collection_path(conn, row.id)?.join("/")) == key {
            found.push(row.id);
        }
    }
    if found.is_empty() {
        found.extend(rows.iter().filter(|row| name_key(&row.name) == key).map(|row| row.id));
    }
    let mut next = 0;
    while let Some(&parent) = found.get(next) {
        let inside = rows.iter().filter(|row| row.parent == Some(parent) && !found.contains(&row.id));
        found.extend(inside.map(|row| row.id).collect::<Vec<_>>());
        next += 1;
    }
    Ok(found)
}

/// The saved searches of this name.
pub(in crate::library) fn searches_called(
    conn: &Connection,
    name: &str,
) -> Result<Vec<(CollectionId, SavedQuery)>> {
    let key = name_key(name);
    let rows = db::collections(conn)?.into_iter().filter(|row| name_key(&row.name) == key);
    Ok(rows.filter_map(|row| Some((row.id, row.query?))).collect())
}

fn linking_to(conn: &Connection, target: &str) -> Result<IdSet> {
    if let Some(id) = article_called(conn, target)? {
        return united(db::claimed_urls(conn, id)?, |url| db::linking_to_url(conn, &url));
    }
    match normalise_url(target) {
        Ok(url) => db::linking_to_url(conn, &url),
        Err(_) => db::linking_to_host(conn, &list::host_of(target)),
    }
}

fn united<T>(parts: Vec<T>, mut set: impl FnMut(T) -> Result<IdSet>) -> Result<IdSet> {
    let mut all = IdSet::default();
    for part in parts {
        all.add(&set(part)?);
    }
    Ok(all)
}

fn kind_of_state(state: State) -> Kind {
    match state {
        State::Unread => Kind::State(0),
        State::Reading => Kind::State(1),
        State::Read => Kind::State(2),
        State::Starred => Kind::Starred,
        State::Archived => Kind::Archived,
        State::Trashed => Kind::Trashed,
        State::Incomplete => Kind::Incomplete,
        State::Dead => Kind::Dead,
    }
}

fn kind_of_part(part: Part) -> Kind {
    match part {
        Part::Note => Kind::Noted,
        Part::Highlight => Kind::Highlighted,
        Part::Tag => Kind::Tagged,
        Part::Image => Kind::Pictured,
        Part::MissingImage => Kind::MissingPicture,
        Part::Version => Kind::Renewed,
    }
}

/// The days since 1970-01-01 until a date.
fn day(date: Date) -> i32 {
    date.to_zoned(TimeZone::UTC)
        .ok()
        .and_then(|zoned| i32::try_from(zoned.timestamp().as_second().div_euclid(86_400)).ok())
        .unwrap_or(i32::MAX)
}

/// When days begin and end where the person is, in milliseconds.
fn times(days: Days, zone: &TimeZone) -> std::ops::Range<i64> {
    let begins =
        |date: Date| date.to_zoned(zone.clone()).ok().map(|zoned| zoned.timestamp().as_millisecond());
    let first = days.first.and_then(begins).unwrap_or(i64::MIN);
    let end = days.last.and_then(|last| last.tomorrow().ok()).and_then(begins).unwrap_or(i64::MAX);
    first..end
}
