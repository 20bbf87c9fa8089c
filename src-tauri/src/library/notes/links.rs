//! The `[[links]]` of notes: which article they mean, and which notes mention an article.

use std::collections::HashMap;

use rusqlite::{Connection, Transaction};

use super::shown::shown;
use crate::capture::normalise_url;
use crate::db::{self, NoteLinkRow};
use crate::error::Result;
use crate::library::Library;
use crate::library::update::no_article;
use crate::markdown;
use crate::model::{ArticleId, LinkTarget, NoteId, NoteMention};
use crate::search;

impl Library {
    /// The HTML of a note's text, as it is or as it is being typed: no script, no request; links to articles are
    /// `lede://article/ID`.
    ///
    /// # Errors
    /// Those of reading the archive.
    pub fn note_html(&self, note: Option<NoteId>, text: &str) -> Result<String> {
        self.db().read(|conn| note_html(conn, note, text))
    }

    /// Articles that a link may lead to, by words of their titles; without words those saved last.
    ///
    /// # Errors
    /// Those of reading the archive.
    pub fn link_targets(&self, words: &str, limit: u32) -> Result<Vec<LinkTarget>> {
        let words = search::typed_words(words);
        self.db().read(|conn| {
            let mut targets = Vec::new();
            for id in db::titles_with(conn, words.as_deref(), limit)? {
                targets.extend(target(conn, id)?);
            }
            Ok(targets)
        })
    }

    /// The notes that link to an article, with the sentence of each link.
    ///
    /// # Errors
    /// `NotFound`; those of reading the archive.
    pub fn note_mentions(&self, article: ArticleId) -> Result<Vec<NoteMention>> {
        self.db().read(|conn| {
            db::flags(conn, article)?.ok_or_else(|| no_article(article))?;
            let mut mentions = Vec::new();
            for row in db::notes_linking_to(conn, article)? {
                let places: Vec<usize> = meaning(&db::note_links(conn, row.id)?, article);
                let sentences = sentences(&row.text);
                let note = shown(row);
                let of = |place: usize| sentences.get(place).cloned();
                let mut told: Vec<String> = places.into_iter().filter_map(of).collect();
                told.dedup();
                mentions.extend(told.into_iter().map(|sentence| NoteMention {
                    note: note.id,
                    title: note.title.clone(),
                    article: note.article,
                    article_title: note.article_title.clone(),
                    updated: note.updated,
                    sentence,
                }));
            }
            Ok(mentions)
        })
    }
}

/// The articles that the links of a text mean, as it is or as it is being typed, by what stands in their brackets.
pub(in crate::library) fn meant_articles(
    conn: &Connection,
    note: Option<NoteId>,
    text: &str,
) -> Result<HashMap<String, ArticleId>> {
    let links = match note {
        Some(note) => meant(conn, note, text)?,
        None => found(conn, text, &HashMap::new())?,
    };
    Ok(links.into_iter().filter_map(|link| Some((link.target, link.article?))).collect())
}

/// The HTML of a note's text, by what the archive has at the moment of a connection.
pub(in crate::library) fn note_html(conn: &Connection, note: Option<NoteId>, text: &str) -> Result<String> {
    let articles = meant_articles(conn, note, text)?;
    Ok(markdown::to_html(text, &|target| articles.get(target).copied()))
}

/// The sentences of a note that link to an article, in order.
pub(in crate::library) fn sentences_about(
    conn: &Connection,
    note: NoteId,
    article: ArticleId,
) -> Result<Vec<String>> {
    let Some(row) = db::note(conn, note)? else { return Ok(Vec::new()) };
    let sentences = sentences(&row.text);
    let places = meaning(&db::note_links(conn, note)?, article);
    let mut told: Vec<String> =
        places.into_iter().filter_map(|place| sentences.get(place).cloned()).collect();
    told.dedup();
    Ok(told)
}

/// Keeps which articles the links of a text mean. A link that meant an article goes on to mean it, whatever titles become.
pub(super) fn remember(tx: &Transaction<'_>, id: NoteId, text: &str) -> Result<()> {
    db::set_note_links(tx, id, &meant(tx, id, text)?)
}

/// The links of a text that is to be a note's, with what they mean.
fn meant(conn: &Connection, note: NoteId, text: &str) -> Result<Vec<NoteLinkRow>> {
    let before = db::note_links(conn, note)?;
    let known = before.into_iter().filter_map(|link| Some((link.target, link.article?))).collect();
    found(conn, text, &known)
}

/// The links of a text in order, with the articles that are `known` or can be found.
fn found(conn: &Connection, text: &str, known: &HashMap<String, ArticleId>) -> Result<Vec<NoteLinkRow>> {
    let blocks = markdown::blocks(text);
    let links = blocks.into_iter().flat_map(|block| block.links);
    links
        .map(|link| {
            let url = normalise_url(&link.target).ok();
            let key = url.clone().unwrap_or_else(|| search::sort_key(&link.target));
            let article = match (known.get(&link.target), url) {
                (Some(article), _) => Some(*article),
                (None, Some(url)) => db::article_by_url(conn, &url)?,
                (None, None) => db::article_by_title(conn, &key)?,
            };
            Ok(NoteLinkRow { target: link.target, key, article })
        })
        .collect()
}

fn target(conn: &Connection, id: ArticleId) -> Result<Option<LinkTarget>> {
    let Some(article) = db::summary(conn, id)? else { return Ok(None) };
    let is_shared = db::is_title_shared(conn, &search::sort_key(&article.title))?;
    let link = markdown::link_to(&article.title, &article.url, is_shared);
    Ok(Some(LinkTarget { id, link, title: article.title, site: article.site, published: article.published }))
}

/// The places, among a note's links, of those that mean an article.
fn meaning(links: &[NoteLinkRow], article: ArticleId) -> Vec<usize> {
    let places = links.iter().enumerate().filter(|(_, link)| link.article == Some(article));
    places.map(|(place, _)| place).collect()
}

/// The sentence of each link of a text, in order.
fn sentences(text: &str) -> Vec<String> {
    let blocks = markdown::blocks(text);
    blocks.iter().flat_map(|block| block.links.iter().map(|link| block.sentence(&link.place))).collect()
}
