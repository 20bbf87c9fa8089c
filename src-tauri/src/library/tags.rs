//! Tags on articles: giving them, taking them, and what pages suggest.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use rusqlite::Transaction;

use super::Library;
use super::tag_tree::{ensure, find, no_tag};
use super::update::all_there;
use crate::db::{self, PageWords};
use crate::error::Result;
use crate::model::{
    Action, ArticleId, ArticleTags, Changed, Tag, TagId, TagPath, TagSuggestion, TagUse, What,
};
use crate::search;

/// Pages that are asked for suggestions at most: those of a selection of thousands agree on nothing more.
const PAGES: usize = 200;
/// Suggestions made at most.
const SUGGESTIONS: usize = 24;
/// Words of a suggestion at most; what is longer is a sentence.
const WORDS: usize = 6;

impl Library {
    /// Every tag with its number of articles, each before those below it.
    ///
    /// # Errors
    /// Those of reading the archive.
    pub fn tags(&self) -> Result<Vec<Tag>> {
        self.db().read(db::tags)
    }

    /// The tag that a path names, however it is spelled.
    ///
    /// # Errors
    /// `NotFound`; those of reading the archive.
    pub fn tag_named(&self, path: &TagPath) -> Result<Tag> {
        self.db().read(|conn| {
            let id = find(conn, path)?.id;
            db::tag(conn, id)?.ok_or_else(|| no_tag(path.as_str()))
        })
    }

    /// Gives articles tags; those that are not there yet are made, with the tags they stand under.
    ///
    /// # Errors
    /// `NotFound` when one of the articles is not there; then nothing changes. Those of writing the archive.
    pub fn tag(&self, ids: &[ArticleId], tags: &[TagPath], now: Timestamp) -> Result<Changed<()>> {
        self.retag(ids, tags, &[], now)
    }

    /// Takes tags from articles; tags below them stay.
    ///
    /// # Errors
    /// `NotFound` when there is no such tag or article; then nothing changes. Those of writing the archive.
    pub fn untag(&self, ids: &[ArticleId], tags: &[TagPath], now: Timestamp) -> Result<Changed<()>> {
        let found: Vec<TagId> =
            self.db().read(|conn| tags.iter().map(|path| Ok(find(conn, path)?.id)).collect::<Result<_>>())?;
        self.retag(ids, &[], &found, now)
    }

    /// Gives articles some tags and takes others from them, as one change.
    ///
    /// # Errors
    /// As for [`tag`](Self::tag) and [`untag`](Self::untag).
    pub fn retag(
        &self,
        ids: &[ArticleId],
        add: &[TagPath],
        remove: &[TagId],
        now: Timestamp,
    ) -> Result<Changed<()>> {
        self.journaled(now, |tx| {
            all_there(tx, ids)?;
            let mut names = Vec::new();
            for id in remove {
                let tag = db::tag(tx, *id)?.ok_or_else(|| no_tag(&id.to_string()))?;
                db::take_tag(tx, *id, ids)?;
                names.push(tag.path.to_string());
            }
            for path in add {
                let tag = ensure(tx, path, now)?;
                db::add_tag(tx, tag.id, ids, now)?;
                names.push(tag.path.to_string());
            }
            let action = match (add, remove) {
                ([], _) => Action::Untag,
                (_, []) => Action::Tag,
                _ => Action::Retag,
            };
            Ok(((), What::new(action, ids.len()).named(names.join(", "))))
        })
    }

    /// How many of some articles have each tag themselves; tags that none has are left out.
    ///
    /// # Errors
    /// Those of reading the archive.
    pub fn tag_uses(&self, ids: &[ArticleId]) -> Result<Vec<TagUse>> {
        self.db().read(|conn| db::tag_uses(conn, ids))
    }

    /// The tags of articles, in the order of the articles.
    ///
    /// # Errors
    /// `NotFound` when one of them is not there; those of reading the archive.
    pub fn article_tags(&self, ids: &[ArticleId]) -> Result<Vec<ArticleTags>> {
        ids.iter()
            .map(|&id| {
                let article = self.article(id)?.summary;
                Ok(ArticleTags { id, url: article.url, tags: article.tags })
            })
            .collect()
    }

    /// What the pages of articles name as their section, topics and keywords, and the sections that they stand in as a path
    /// (`world/middle east`), as far as the articles do not all have them yet: first what is a tag already, the most used
    /// first, then what most of the pages name. They are only offered.
    ///
    /// # Errors
    /// Those of reading the archive.
    pub fn tag_suggestions(&self, ids: &[ArticleId]) -> Result<Vec<TagSuggestion>> {
        let ids = &ids[..ids.len().min(PAGES)];
        self.db().read(|conn| {
            let worn: HashMap<TagId, u32> =
                db::tag_uses(conn, ids)?.into_iter().map(|tag| (tag.id, tag.count)).collect();
            let mut known = Vec::new();
            let mut new = Vec::new();
            for (key, mut suggestion) in named_by(&db::page_words(conn, ids)?) {
                let Some(row) = db::tag_by_key(conn, &key)? else {
                    new.push(suggestion);
                    continue;
                };
                if worn.get(&row.id).is_some_and(|&count| count as usize == ids.len()) {
                    continue;
                }
                suggestion.path = row.path;
                suggestion.tag = Some(row.id);
                let articles = db::tag(conn, row.id)?.map_or(0, |tag| tag.count);
                known.push((articles, suggestion));
            }
            known.sort_by_key(|(articles, _)| std::cmp::Reverse(*articles));
            new.sort_by_key(|suggestion| std::cmp::Reverse(suggestion.count));
            let known = known.into_iter().map(|(_, suggestion)| suggestion);
            Ok(known.chain(new).take(SUGGESTIONS).collect())
        })
    }
}

/// What pages name, by key and in the order of the first naming, with the number of pages that do.
fn named_by(pages: &[PageWords]) -> Vec<(String, TagSuggestion)> {
    let mut named: Vec<(String, TagSuggestion)> = Vec::new();
    let mut places = HashMap::new();
    for page in pages {
        let mut seen = HashSet::new();
        for (key, path) in
            trail(&page.trail).into_iter().chain(page.words.iter().filter_map(|word| suggested(word)))
        {
            if !seen.insert(key.clone()) {
                continue;
            }
            let place = *places.entry(key.clone()).or_insert_with(|| {
                named.push((key, TagSuggestion { path, tag: None, count: 0 }));
                named.len() - 1
            });
            named[place].1.count += 1;
        }
    }
    named
}

/// Sections within sections as a path; a single one is a word like others.
fn trail(sections: &[String]) -> Option<(String, TagPath)> {
    let steps: Vec<String> = sections.iter().map(|section| section.replace('/', "-")).collect();
    let path: TagPath = (steps.len() > 1).then(|| steps.join("/"))?.parse().ok()?;
    Some((search::tag_key(&path), path))
}

/// A keyword as a tag: one step, whatever it contains.
fn suggested(word: &str) -> Option<(String, TagPath)> {
    if word.split_whitespace().count() > WORDS {
        return None;
    }
    let path: TagPath = word.replace('/', "-").parse().ok()?;
    Some((search::tag_key(&path), path))
}

/// Gives an article tags while it is stored.
pub(super) fn give(tx: &Transaction<'_>, id: ArticleId, tags: &[TagPath], now: Timestamp) -> Result<()> {
    tags.iter().try_for_each(|path| {
        let tag = ensure(tx, path, now)?;
        db::add_tag(tx, tag.id, &[id], now)
    })
}
