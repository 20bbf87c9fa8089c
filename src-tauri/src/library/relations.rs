//! Relations that a person makes between articles, and the connections that their notes make.

use jiff::Timestamp;
use rusqlite::{Connection, Transaction};

use super::Library;
use super::notes::sentences_about;
use super::row::shorten;
use super::update::{all_there, no_article};
use crate::db::{self, NewRelation};
use crate::error::{Error, Result};
use crate::model::{
    Action, ArticleId, ArticleRelation, Changed, NoteConnection, PersonalConnections, Relating, Relation,
    RelationId, RelationKind, RelationSide, What,
};
use crate::search;

/// Characters of a person's own words for a relation, and of the note on one.
const LONGEST_LABEL: usize = 80;
const LONGEST_NOTE: usize = 100_000;
/// Characters of a title that tells what was changed.
const LONGEST_NAME: usize = 42;

impl Library {
    /// Says of each of some articles what it is to another one, as one step. A relation that is there already stays one:
    /// it gets the note, when there is one.
    ///
    /// # Errors
    /// `NotFound` when one of them is not there; `Invalid` for an article and itself, for own words that are missing or too
    /// many, and for a note that is too long; those of writing the archive.
    pub fn relate(
        &self,
        articles: &[ArticleId],
        other: ArticleId,
        relating: &Relating,
        now: Timestamp,
    ) -> Result<Changed<Vec<Relation>>> {
        let relating = checked(relating)?;
        self.journaled(now, |tx| {
            all_there(tx, articles)?;
            db::flags(tx, other)?.ok_or_else(|| no_article(other))?;
            let mut made = Vec::with_capacity(articles.len());
            for &article in articles {
                let relation = put(tx, &between(article, other, &relating)?, now)?;
                if !made.contains(&relation) {
                    made.push(relation);
                }
            }
            let what = What::new(Action::Relate, made.len());
            let name = match made.as_slice() {
                [one] => names(tx, one)?,
                _ => name(tx, other)?,
            };
            Ok((made, what.named(name)))
        })
    }

    /// Makes a relation say something else. From the side of `seen_from`, when it is given, so that another kind that has a
    /// direction reads from there; otherwise the direction stays. Where the same is said already, the two become one and
    /// their notes one note.
    ///
    /// # Errors
    /// `NotFound`; `Invalid` as in [`relate`](Self::relate), and for an article that the relation is not of; those of
    /// writing the archive.
    pub fn change_relation(
        &self,
        id: RelationId,
        relating: &Relating,
        seen_from: Option<ArticleId>,
        now: Timestamp,
    ) -> Result<Changed<Relation>> {
        let relating = checked(relating)?;
        self.journaled(now, |tx| {
            let before = stored(tx, id)?;
            let (from, to) = match seen_from {
                None => (before.from, before.to),
                Some(article) if article == before.from => (before.from, before.to),
                Some(article) if article == before.to => (before.to, before.from),
                Some(article) => return Err(not_of(id, article)),
            };
            let wanted = between(from, to, &relating)?;
            let relation = match same(tx, &wanted)?.filter(|there| there.id != id) {
                Some(there) => joined(tx, &there, &wanted, id, now)?,
                None => {
                    if wanted != new_of(&before) {
                        db::set_relation(tx, id, &wanted, now)?;
                    }
                    stored(tx, id)?
                }
            };
            let what = What::new(Action::ChangeRelation, 1).named(names(tx, &relation)?);
            Ok((relation, what))
        })
    }

    /// Removes relations, all or none. Returns them as they were.
    ///
    /// # Errors
    /// `NotFound` when one of them is not there; those of writing the archive.
    pub fn unrelate(&self, ids: &[RelationId], now: Timestamp) -> Result<Changed<Vec<Relation>>> {
        self.journaled(now, |tx| {
            let mut removed: Vec<Relation> = Vec::with_capacity(ids.len());
            for &id in ids {
                if removed.iter().all(|relation| relation.id != id) {
                    removed.push(stored(tx, id)?);
                    db::delete_relation(tx, id)?;
                }
            }
            let what = What::new(Action::Unrelate, removed.len());
            let what = match removed.as_slice() {
                [one] => what.named(names(tx, one)?),
                _ => what,
            };
            Ok((removed, what))
        })
    }

    /// A relation.
    ///
    /// # Errors
    /// `NotFound`; those of reading the archive.
    pub fn relation(&self, id: RelationId) -> Result<Relation> {
        self.db().read(|conn| stored(conn, id))
    }

    /// The relations between two articles, whichever is named first.
    ///
    /// # Errors
    /// Those of reading the archive.
    pub fn relations_between(&self, a: ArticleId, b: ArticleId) -> Result<Vec<Relation>> {
        self.db().read(|conn| db::relations_between(conn, a, b))
    }

    /// What a person connected an article with: by relations, and by links of notes where there is no relation. Articles in
    /// the trash are left out.
    ///
    /// # Errors
    /// `NotFound`; those of reading the archive.
    pub fn relations(&self, article: ArticleId) -> Result<PersonalConnections> {
        self.db().read(|conn| {
            db::flags(conn, article)?.ok_or_else(|| no_article(article))?;
            let relations = relations_of(conn, article)?;
            let mentions = mentions(conn, article, &relations)?;
            Ok(PersonalConnections { relations, mentions })
        })
    }
}

/// How a relation is told of: by the titles of its articles.
fn names(conn: &Connection, relation: &Relation) -> Result<String> {
    Ok(format!("{} — {}", name(conn, relation.from)?, name(conn, relation.to)?))
}

/// An article's title, cut between words where it is long.
fn name(conn: &Connection, article: ArticleId) -> Result<String> {
    let title = db::summary(conn, article)?.map(|article| article.title).unwrap_or_default();
    Ok(shorten(&title, LONGEST_NAME))
}

/// An article's relations, by their kinds and sides, those made last first.
pub(super) fn relations_of(conn: &Connection, article: ArticleId) -> Result<Vec<ArticleRelation>> {
    let mut relations = Vec::new();
    for relation in db::relations_of(conn, article, u32::MAX)? {
        let (side, other) = seen(&relation, article);
        let summary = db::summary(conn, other)?;
        relations.extend(summary.map(|article| ArticleRelation { relation, side, article }));
    }
    relations.sort_by_key(|seen| (seen.relation.kind, seen.side == RelationSide::To));
    Ok(relations)
}

/// The side of an article, and the article on the other one.
fn seen(relation: &Relation, article: ArticleId) -> (RelationSide, ArticleId) {
    let (side, other) = match relation.from == article {
        true => (RelationSide::From, relation.to),
        false => (RelationSide::To, relation.from),
    };
    (if relation.directed { side } else { RelationSide::Both }, other)
}

/// The links of notes that connect an article with others that no relation does.
fn mentions(
    conn: &Connection,
    article: ArticleId,
    relations: &[ArticleRelation],
) -> Result<Vec<NoteConnection>> {
    let mut mentions = Vec::new();
    for (note, other, incoming) in db::mentions_in_notes(conn, article)? {
        if relations.iter().any(|relation| relation.article.id == other) {
            continue;
        }
        let meant = if incoming { article } else { other };
        let sentence = sentences_about(conn, note, meant)?.into_iter().next().unwrap_or_default();
        let connection =
            db::summary(conn, other)?.map(|article| NoteConnection { note, incoming, sentence, article });
        mentions.extend(connection);
    }
    Ok(mentions)
}

/// The relation as it is stored: without direction, the smaller number stands first.
fn between(from: ArticleId, to: ArticleId, relating: &Relating) -> Result<NewRelation> {
    if from == to {
        let reason = "it takes two articles".to_owned();
        return Err(Error::Invalid { what: "a relation", value: format!("{from} and {to}"), reason });
    }
    let (from, to) = if relating.side == RelationSide::To { (to, from) } else { (from, to) };
    let (from, to) = if relating.kind.is_directed() || from < to { (from, to) } else { (to, from) };
    let Relating { kind, label, note, .. } = relating.clone();
    Ok(NewRelation { from, to, kind, label, note })
}

/// Stores a relation, or gives the one that says the same its note.
pub(super) fn put(tx: &Transaction<'_>, new: &NewRelation, now: Timestamp) -> Result<Relation> {
    let Some(there) = same(tx, new)? else {
        let id = db::insert_relation(tx, new, now)?;
        return stored(tx, id);
    };
    if new.note.is_some() && new.note != there.note {
        db::set_relation(tx, there.id, &NewRelation { note: new.note.clone(), ..new_of(&there) }, now)?;
    }
    stored(tx, there.id)
}

/// Lets a relation go whose like is there, and keeps what was noted on either.
pub(super) fn joined(
    tx: &Transaction<'_>,
    there: &Relation,
    wanted: &NewRelation,
    gone: RelationId,
    now: Timestamp,
) -> Result<Relation> {
    db::delete_relation(tx, gone)?;
    let note = match (&there.note, &wanted.note) {
        (Some(first), Some(second)) if first != second => Some(format!("{first}\n\n{second}")),
        (first, second) => first.clone().or_else(|| second.clone()),
    };
    if note != there.note {
        db::set_relation(tx, there.id, &NewRelation { note, ..new_of(there) }, now)?;
    }
    stored(tx, there.id)
}

/// The stored relation that says the same of the same articles, whatever is noted on it.
pub(super) fn same(conn: &Connection, new: &NewRelation) -> Result<Option<Relation>> {
    let key = |label: &Option<String>| label.as_deref().map(search::name_key);
    let between = db::relations_between(conn, new.from, new.to)?;
    Ok(between.into_iter().find(|there| {
        there.kind == new.kind && there.from == new.from && key(&there.label) == key(&new.label)
    }))
}

pub(super) fn new_of(relation: &Relation) -> NewRelation {
    let Relation { from, to, kind, label, note, .. } = relation.clone();
    NewRelation { from, to, kind, label, note }
}

/// What a person said, with white space tidied, when it can be kept.
fn checked(relating: &Relating) -> Result<Relating> {
    let label = relating.label.as_deref().map(|label| label.split_whitespace().collect::<Vec<_>>().join(" "));
    let label = label.filter(|label| !label.is_empty());
    let refuse = |value: &str, reason: &str| {
        let value = value.chars().take(40).collect();
        Err(Error::Invalid { what: "a relation", value, reason: reason.to_owned() })
    };
    match (relating.kind, &label) {
        (RelationKind::Own, None) => return refuse("own", "own words are missing; give a label"),
        (RelationKind::Own, Some(label)) if label.chars().count() > LONGEST_LABEL => {
            return refuse(label, "own words have at most 80 characters");
        }
        (RelationKind::Own, Some(_)) | (_, None) => {}
        (_, Some(label)) => return refuse(label, "only the kind `own` has a label"),
    }
    let note = relating.note.as_deref().map(str::trim).filter(|note| !note.is_empty()).map(str::to_owned);
    if let Some(note) = note.as_deref().filter(|note| note.chars().count() > LONGEST_NOTE) {
        return refuse(note, "a note on a relation has at most 100,000 characters");
    }
    Ok(Relating { label, note, ..*relating })
}

pub(super) fn stored(conn: &Connection, id: RelationId) -> Result<Relation> {
    db::relation(conn, id)?.ok_or_else(|| Error::NotFound { what: "relation", id: id.to_string() })
}

fn not_of(id: RelationId, article: ArticleId) -> Error {
    let reason = format!("article {article} is on neither side of it");
    Error::Invalid { what: "a relation", value: id.to_string(), reason }
}
