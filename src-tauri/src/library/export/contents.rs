//! What an export will hold, known before its first article is written.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use rusqlite::Connection;

use super::ExportRequest;
use crate::db;
use crate::error::{Error, Result};
use crate::library::Library;
use crate::library::update::no_article;
use crate::model::{
    ArticleId, CollectionId, CollectionSummary, Contents, ContentsEntry, ExportChoice, ListQuery, Section,
    Shelf,
};

/// Articles whose titles are read at once.
const BATCH: usize = 500;

impl Library {
    /// Every article of a list in its order, also those that stand under others.
    pub(super) fn whole_list(&self, query: &ListQuery) -> Result<Vec<ArticleId>> {
        self.article_ids(&ListQuery { fold: false, typing: false, turn: 0, ..query.clone() })
    }

    /// What an export will hold.
    pub(super) fn contents(
        &self,
        conn: &Connection,
        request: &ExportRequest<'_>,
        listed: Option<&[ArticleId]>,
        now: Timestamp,
    ) -> Result<Contents> {
        let mut contents = Contents { made: now, options: request.options, ..Contents::default() };
        let ids = match request.choice {
            ExportChoice::Archive => {
                contents.title = "Lede".to_owned();
                contents.sections = sections(conn, None)?;
                db::shelf_ids(conn, &ListQuery { shelf: Shelf::All, ..ListQuery::default() })?
            }
            ExportChoice::Articles(ids) => ids.clone(),
            ExportChoice::List(_) => listed.unwrap_or_default().to_vec(),
            ExportChoice::Collection(id) => {
                let found = db::collection(conn, *id)?;
                let collection =
                    found.ok_or_else(|| Error::NotFound { what: "collection", id: id.to_string() })?;
                contents.title = collection.summary.name;
                contents.description = collection.description;
                if let Some(listed) = listed {
                    contents.articles = entries(conn, listed)?;
                    return Ok(contents);
                }
                contents.sections = sections(conn, Some(*id))?;
                contents.sections.iter().flat_map(|section| section.articles.iter().copied()).collect()
            }
        };
        contents.articles = entries(conn, &ids)?;
        if let ([only], true) = (contents.articles.as_slice(), contents.title.is_empty()) {
            contents.title = only.title.clone();
        }
        let there: HashSet<_> = contents.articles.iter().map(|entry| entry.id).collect();
        for section in &mut contents.sections {
            section.articles.retain(|id| there.contains(id));
        }
        Ok(contents)
    }
}

/// The entries of articles in their order, each once.
fn entries(conn: &Connection, ids: &[ArticleId]) -> Result<Vec<ContentsEntry>> {
    let mut seen = HashSet::new();
    let once: Vec<_> = ids.iter().copied().filter(|id| seen.insert(*id)).collect();
    let mut entries = Vec::with_capacity(once.len());
    for some in once.chunks(BATCH) {
        let rows = db::summaries(conn, some)?;
        if rows.len() < some.len() {
            let there: HashSet<_> = rows.iter().map(|row| row.id).collect();
            if let Some(missing) = some.iter().find(|id| !there.contains(id)) {
                return Err(no_article(*missing));
            }
        }
        entries.extend(rows.into_iter().map(|row| ContentsEntry {
            id: row.id,
            title: row.title,
            site: row.site,
            published: row.published,
            language: row.language,
            rtl: row.direction == "rtl",
        }));
    }
    Ok(entries)
}

/// Collections by hand with their articles outside the trash, as a tree is read: all, or one with those below it.
fn sections(conn: &Connection, top: Option<CollectionId>) -> Result<Vec<Section>> {
    let mut below: HashMap<Option<CollectionId>, Vec<CollectionSummary>> = HashMap::new();
    for collection in db::collections(conn)?.into_iter().filter(|collection| collection.query.is_none()) {
        below.entry(collection.parent).or_default().push(collection);
    }
    let mut waiting: Vec<(CollectionSummary, u32)> = match top {
        Some(id) => db::collection_summary(conn, id)?.into_iter().map(|summary| (summary, 0)).collect(),
        None => below.remove(&None).into_iter().flatten().rev().map(|summary| (summary, 0)).collect(),
    };
    let mut sections = Vec::new();
    while let Some((collection, depth)) = waiting.pop() {
        let children = below.remove(&Some(collection.id)).unwrap_or_default();
        waiting.extend(children.into_iter().rev().map(|child| (child, depth + 1)));
        let articles = db::members_outside_trash(conn, collection.id)?;
        sections.push(Section { name: collection.name, depth, articles });
    }
    Ok(sections)
}
