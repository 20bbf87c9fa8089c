//! Highlights: their rows, tags, words, and the places where they were found in other versions.

use std::collections::HashMap;

use jiff::Timestamp;
use rusqlite::{Connection, Row, ToSql, Transaction, named_params};

use super::column::{Json, Millis, Name, article_ids};
use crate::error::Result;
use crate::model::{
    Anchoring, ArticleId, HighlightColor, HighlightId, HighlightQuery, HighlightSort, SortOrder, TagId,
    TextQuoteSelector, TextRange, VersionId,
};

/// A highlight as it is stored, with what is known of its place in one version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredHighlight {
    /// The highlight.
    pub id: HighlightId,
    /// Its article.
    pub article: ArticleId,
    /// The version it was made on.
    pub version: VersionId,
    /// Its words and what is around them.
    pub quote: TextQuoteSelector,
    /// Where it stands in its own version.
    pub position: TextRange,
    /// Its colour.
    pub color: HighlightColor,
    /// What was noted on it.
    pub note: Option<String>,
    /// When it was made.
    pub created: Timestamp,
    /// When it was changed last.
    pub updated: Timestamp,
    /// The version that was asked for, and where it was found there; `None` when nobody has looked yet.
    pub in_version: VersionId,
    /// Where it was found there, if it was looked for.
    pub place: Option<FoundPlace>,
}

/// Where a highlight was found in a version, and how; `None` when it is not there.
pub type FoundPlace = Option<(TextRange, Anchoring)>;

/// A highlight that is to be stored.
#[derive(Debug, Clone, Copy)]
pub struct NewHighlight<'a> {
    /// Its article.
    pub article: ArticleId,
    /// The version it is made on.
    pub version: VersionId,
    /// Its words and what is around them.
    pub quote: &'a TextQuoteSelector,
    /// Where it stands there.
    pub position: TextRange,
    /// Its colour.
    pub color: HighlightColor,
    /// What is noted on it.
    pub note: Option<&'a str>,
}

/// Columns of a highlight with its place in the version `place` was joined for.
const COLUMNS: &str = "highlight.id, highlight.article_id, highlight.version_id, exact, prefix, suffix,
    highlight.\"start\", highlight.\"end\", color, note, highlight.created, highlight.updated, how,
    place.\"start\" AS found_start, place.\"end\" AS found_end";

/// Adds a highlight.
///
/// # Errors
/// SQLite's own.
pub fn insert_highlight(tx: &Transaction<'_>, new: &NewHighlight<'_>, now: Timestamp) -> Result<HighlightId> {
    tx.prepare_cached(
        "INSERT INTO highlight (article_id, version_id, exact, prefix, suffix, \"start\", \"end\", color, note,
             created, updated)
         VALUES (:article, :version, :exact, :prefix, :suffix, :start, :end, :color, :note, :now, :now)",
    )?
    .execute(named_params! {
        ":article": new.article.0, ":version": new.version.0, ":exact": new.quote.exact,
        ":prefix": new.quote.prefix, ":suffix": new.quote.suffix, ":start": new.position.start,
        ":end": new.position.end, ":color": Name(new.color), ":note": new.note, ":now": Millis(now),
    })?;
    Ok(HighlightId(tx.last_insert_rowid()))
}

/// Gives a highlight a colour and a note.
///
/// # Errors
/// SQLite's own.
pub fn set_highlight(
    tx: &Transaction<'_>,
    id: HighlightId,
    color: HighlightColor,
    note: Option<&str>,
    now: Timestamp,
) -> Result<()> {
    tx.prepare_cached("UPDATE highlight SET color = ?2, note = ?3, updated = ?4 WHERE id = ?1")?
        .execute((id.0, Name(color), note, Millis(now)))?;
    Ok(())
}

/// Deletes a highlight.
///
/// # Errors
/// SQLite's own.
pub fn delete_highlight(tx: &Transaction<'_>, id: HighlightId) -> Result<()> {
    tx.prepare_cached("DELETE FROM highlight WHERE id = ?1")?.execute([id.0])?;
    Ok(())
}

/// The highlights of an article, oldest first, with their places in one of its versions.
///
/// # Errors
/// SQLite's own.
pub fn highlights_of(
    connection: &Connection,
    article: ArticleId,
    version: VersionId,
) -> Result<Vec<StoredHighlight>> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {COLUMNS}, ?2 AS in_version FROM highlight
         LEFT JOIN highlight_place AS place ON highlight_id = highlight.id AND place.version_id = ?2
         WHERE highlight.article_id = ?1 ORDER BY highlight.id"
    ))?;
    let rows = statement.query_map((article.0, version.0), stored_of)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Highlights by their numbers, with their places in the versions that their articles show; those that are gone are left out.
///
/// # Errors
/// SQLite's own.
pub fn highlights_by_id(connection: &Connection, ids: &[HighlightId]) -> Result<Vec<StoredHighlight>> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {COLUMNS}, article.version_id AS in_version FROM json_each(?1)
         CROSS JOIN highlight ON highlight.id = value JOIN article ON article.id = highlight.article_id
         LEFT JOIN highlight_place AS place
             ON highlight_id = highlight.id AND place.version_id = article.version_id
         ORDER BY json_each.key"
    ))?;
    let rows = statement.query_map([Json(ids)], stored_of)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Part of a list of highlights in its order, and how many the whole has. `words` is an FTS5 expression. What lies in the trash is
/// only listed with its article.
///
/// # Errors
/// SQLite's own.
pub fn highlight_ids(
    connection: &Connection,
    query: &HighlightQuery,
    words: Option<&str>,
) -> Result<(Vec<HighlightId>, u32)> {
    let list = List::of(query, words);
    let from = format!(
        "FROM highlight JOIN article ON article.id = highlight.article_id
         LEFT JOIN highlight_place AS place
             ON highlight_id = highlight.id AND place.version_id = article.version_id
         WHERE {}",
        list.conditions.join(" AND ")
    );
    let total = connection
        .prepare_cached(&format!("SELECT count(*) {from}"))?
        .query_row(list.parameters().as_slice(), |row| row.get(0))?;
    let (limit, offset) = (query.limit, query.offset);
    let mut parameters = list.parameters();
    parameters.extend([(":limit", &limit as &dyn ToSql), (":offset", &offset)]);
    let sql = format!("SELECT highlight.id {from} ORDER BY {} LIMIT :limit OFFSET :offset", order(query));
    let mut statement = connection.prepare_cached(&sql)?;
    let ids = statement.query_map(parameters.as_slice(), |row| row.get(0).map(HighlightId))?;
    Ok((ids.collect::<rusqlite::Result<_>>()?, total))
}

/// Conditions of a list and the values they name.
struct List {
    conditions: Vec<&'static str>,
    values: Vec<(&'static str, Box<dyn ToSql>)>,
}

impl List {
    fn of(query: &HighlightQuery, words: Option<&str>) -> Self {
        let mut list = Self { conditions: Vec::new(), values: Vec::new() };
        match query.article {
            Some(article) => list.only("highlight.article_id = :article", ":article", article.0),
            None => list.conditions.push("article.trashed IS NULL"),
        }
        if !query.colors.is_empty() {
            let colors = Json(query.colors.clone());
            list.only("color IN (SELECT value FROM json_each(:colors))", ":colors", colors);
        }
        if let Some(tag) = query.tag {
            list.only(
                "highlight.id IN (SELECT highlight_tag.highlight_id FROM tag_above
                     JOIN highlight_tag ON highlight_tag.tag_id = tag_above.tag_id WHERE above_id = :tag)",
                ":tag",
                tag.0,
            );
        }
        if let Some(from) = query.from {
            list.only("highlight.created >= :from", ":from", Millis(from));
        }
        if let Some(to) = query.to {
            list.only("highlight.created < :to", ":to", Millis(to));
        }
        if let Some(words) = words {
            list.only(
                "highlight.id IN (SELECT rowid FROM highlight_search WHERE highlight_search MATCH :words)",
                ":words",
                words.to_owned(),
            );
        }
        list
    }

    fn only(&mut self, condition: &'static str, name: &'static str, value: impl ToSql + 'static) {
        self.conditions.push(condition);
        self.values.push((name, Box::new(value)));
    }

    fn parameters(&self) -> Vec<(&'static str, &dyn ToSql)> {
        self.values.iter().map(|(name, value)| (*name, &**value)).collect()
    }
}

fn order(query: &HighlightQuery) -> &'static str {
    match (query.sort, query.order) {
        (HighlightSort::Created, SortOrder::Ascending) => "highlight.created, highlight.id",
        (HighlightSort::Created, SortOrder::Descending) => "highlight.created DESC, highlight.id DESC",
        (HighlightSort::Article, SortOrder::Ascending) => {
            "(SELECT max(created) FROM highlight AS other WHERE other.article_id = highlight.article_id),
             highlight.article_id, coalesce(place.\"start\", highlight.\"start\"), highlight.id"
        }
        (HighlightSort::Article, SortOrder::Descending) => {
            "(SELECT max(created) FROM highlight AS other WHERE other.article_id = highlight.article_id) DESC,
             highlight.article_id DESC, coalesce(place.\"start\", highlight.\"start\"), highlight.id"
        }
    }
}

fn stored_of(row: &Row<'_>) -> rusqlite::Result<StoredHighlight> {
    let how: Option<String> = row.get("how")?;
    let found = || -> rusqlite::Result<FoundPlace> {
        let (start, end) = (row.get("found_start")?, row.get("found_end")?);
        match (start, end) {
            (Some(start), Some(end)) => {
                Ok(Some((TextRange { start, end }, row.get::<_, Name<Anchoring>>("how")?.0)))
            }
            _ => Ok(None),
        }
    };
    Ok(StoredHighlight {
        id: HighlightId(row.get("id")?),
        article: ArticleId(row.get("article_id")?),
        version: VersionId(row.get("version_id")?),
        quote: TextQuoteSelector {
            exact: row.get("exact")?,
            prefix: row.get("prefix")?,
            suffix: row.get("suffix")?,
        },
        position: TextRange { start: row.get("start")?, end: row.get("end")? },
        color: row.get::<_, Name<_>>("color")?.0,
        note: row.get("note")?,
        created: row.get::<_, Millis>("created")?.0,
        updated: row.get::<_, Millis>("updated")?.0,
        in_version: VersionId(row.get("in_version")?),
        place: how.map(|_| found()).transpose()?,
    })
}

/// Keeps where a highlight was found in a version that is not its own.
///
/// # Errors
/// SQLite's own.
pub fn keep_highlight_place(
    tx: &Transaction<'_>,
    id: HighlightId,
    version: VersionId,
    found: FoundPlace,
) -> Result<()> {
    let how = found.map(|(_, how)| Name(how));
    tx.prepare_cached(
        "INSERT INTO highlight_place (highlight_id, version_id, \"start\", \"end\", how)
         VALUES (?1, ?2, ?3, ?4, coalesce(?5, 'none')) ON CONFLICT DO NOTHING",
    )?
    .execute((
        id.0,
        version.0,
        found.map(|(range, _)| range.start),
        found.map(|(range, _)| range.end),
        how,
    ))?;
    Ok(())
}

/// Gives a highlight a tag; one that has it keeps it. Whether that changed anything.
///
/// # Errors
/// SQLite's own.
pub fn tag_highlight(tx: &Transaction<'_>, id: HighlightId, tag: TagId) -> Result<bool> {
    let mut statement = tx.prepare_cached(
        "INSERT INTO highlight_tag (highlight_id, tag_id) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
    )?;
    Ok(statement.execute((id.0, tag.0))? > 0)
}

/// Takes a tag from a highlight. Whether that changed anything.
///
/// # Errors
/// SQLite's own.
pub fn untag_highlight(tx: &Transaction<'_>, id: HighlightId, tag: TagId) -> Result<bool> {
    let mut statement =
        tx.prepare_cached("DELETE FROM highlight_tag WHERE highlight_id = ?1 AND tag_id = ?2")?;
    Ok(statement.execute((id.0, tag.0))? > 0)
}

/// The paths of the tags of some highlights, in the tree's order.
///
/// # Errors
/// SQLite's own.
pub fn tags_of_highlights(
    connection: &Connection,
    ids: &[HighlightId],
) -> Result<HashMap<HighlightId, Vec<String>>> {
    let mut statement = connection.prepare_cached(
        "SELECT highlight_id, tag.path FROM json_each(?1) CROSS JOIN highlight_tag ON highlight_id = value
         JOIN tag ON tag.id = tag_id ORDER BY highlight_id, replace(path_key, '/', char(1))",
    )?;
    let mut rows = statement.query([Json(ids)])?;
    let mut tags: HashMap<HighlightId, Vec<String>> = HashMap::new();
    while let Some(row) = rows.next()? {
        tags.entry(HighlightId(row.get("highlight_id")?)).or_default().push(row.get("path")?);
    }
    Ok(tags)
}

/// Puts a highlight's words into the index in place of what was there; `None` takes them out.
///
/// # Errors
/// SQLite's own.
pub fn index_highlight(tx: &Transaction<'_>, id: HighlightId, words: Option<&str>) -> Result<()> {
    tx.prepare_cached("DELETE FROM highlight_search WHERE rowid = ?1")?.execute([id.0])?;
    if let Some(words) = words {
        tx.prepare_cached("INSERT INTO highlight_search (rowid, text) VALUES (?1, ?2)")?
            .execute((id.0, words))?;
    }
    Ok(())
}

/// The articles whose highlights match an FTS5 expression, by ascending number.
///
/// # Errors
/// SQLite's own.
pub fn articles_of_highlights(connection: &Connection, words: &str) -> Result<Vec<ArticleId>> {
    article_ids(
        connection,
        "SELECT DISTINCT article_id FROM highlight
         WHERE id IN (SELECT rowid FROM highlight_search WHERE highlight_search MATCH ?1) ORDER BY article_id",
        [words],
    )
}
