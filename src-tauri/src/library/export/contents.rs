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
    ArticleId, AssetHash, CollectionId, CollectionSummary, Contents, ContentsEntry, ExportChoice, ListQuery,
    Section, Shelf,
};

/// Articles whose titles are read at once.
const BATCH: usize = 500;

impl Library {
    /// Every article of a list in its order, also those that stand under others.
    pub(super) fn whole_list(&self, query: &ListQuery) -> Result<Vec<ArticleId>> {
        self.article_ids(&ListQuery { fold: false, typing: false, turn: 0, ..query.clone() })
    }

    /// The list that a choice stands for, where it stands for one. Lists are made outside the snapshot: they are kept for the window.
    pub(super) fn listed(&self, choice: &ExportChoice) -> Result<Option<Vec<ArticleId>>> {
        match choice {
            ExportChoice::List(query) => self.whole_list(query).map(Some),
            ExportChoice::Collection(id) => match self.collection(*id)?.summary.query {
                Some(saved) => self.whole_list(&saved.into()).map(Some),
                None => Ok(None),
            },
            ExportChoice::Archive | ExportChoice::Articles(_) => Ok(None),
        }
    }
}

/// What is to go out, before anything of the articles is read.
#[derive(Debug, Default)]
pub(super) struct Chosen {
    /// Its name, where it has one.
    pub title: String,
    /// What it is about, in Markdown.
    pub description: String,
    /// The picture that stands for it.
    pub cover: Option<AssetHash>,
    /// The collections that divide it.
    pub sections: Vec<Section>,
    /// Each article once, in order.
    pub ids: Vec<ArticleId>,
}

impl Chosen {
    /// Finds what a choice stands for.
    pub(super) fn of(
        conn: &Connection,
        choice: &ExportChoice,
        listed: Option<Vec<ArticleId>>,
    ) -> Result<Self> {
        let mut chosen = match choice {
            ExportChoice::Archive => Self {
                title: "Lede".to_owned(),
                sections: sections(conn, None)?,
                ids: db::shelf_ids(conn, &ListQuery { shelf: Shelf::All, ..ListQuery::default() })?,
                ..Self::default()
            },
            ExportChoice::Articles(ids) => Self { ids: ids.clone(), ..Self::default() },
            ExportChoice::List(_) => Self { ids: listed.unwrap_or_default(), ..Self::default() },
            ExportChoice::Collection(id) => Self::of_collection(conn, *id, listed)?,
        };
        let mut seen = HashSet::new();
        chosen.ids.retain(|id| seen.insert(*id));
        Ok(chosen)
    }

    fn of_collection(conn: &Connection, id: CollectionId, listed: Option<Vec<ArticleId>>) -> Result<Self> {
        let found = db::collection(conn, id)?;
        let collection = found.ok_or_else(|| Error::NotFound { what: "collection", id: id.to_string() })?;
        let (title, description, cover) = (collection.summary.name, collection.description, collection.cover);
        if let Some(ids) = listed {
            return Ok(Self { title, description, cover, ids, ..Self::default() });
        }
        let sections = sections(conn, Some(id))?;
        let ids = sections.iter().flat_map(|section| section.articles.iter().copied()).collect();
        Ok(Self { title, description, cover, sections, ids })
    }

    /// What an export will hold.
    pub(super) fn contents(
        self,
        conn: &Connection,
        request: &ExportRequest<'_>,
        now: Timestamp,
    ) -> Result<Contents> {
        let Self { title, description, cover, mut sections, ids } = self;
        let articles = entries(conn, &ids)?;
        let title = match (request.title, articles.as_slice()) {
            (Some(given), _) if !given.trim().is_empty() => given.trim().to_owned(),
            (_, [only]) if title.is_empty() => only.title.clone(),
            _ => title,
        };
        let there: HashSet<_> = articles.iter().map(|entry| entry.id).collect();
        for section in &mut sections {
            section.articles.retain(|id| there.contains(id));
        }
        Ok(Contents { title, description, cover, made: now, options: request.options, articles, sections })
    }
}

/// The entries of articles in their order.
pub(super) fn entries(conn: &Connection, ids: &[ArticleId]) -> Result<Vec<ContentsEntry>> {
    let mut entries = Vec::with_capacity(ids.len());
    for some in ids.chunks(BATCH) {
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
