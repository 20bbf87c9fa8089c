//! Which articles a page links to, and which saved articles link to it.

mod quote;

use rusqlite::Connection;

use super::Library;
use super::update::no_article;
use crate::db::{self, Citation};
use crate::error::Result;
use crate::model::{ArticleId, Backlink, BacklinkPage, Link, TextRange};
use quote::{code_points, quote_of};

/// Citing articles that are counted exactly.
const COUNTED: u32 = 1000;

impl Library {
    /// The links of an article's shown version in order, each with the saved article it leads to; those to itself are left
    /// out. They are resolved now, so that it does not matter which of two articles was saved first.
    ///
    /// # Errors
    /// `NotFound`; those of reading the archive.
    pub fn links(&self, id: ArticleId) -> Result<Vec<Link>> {
        self.db().read(|conn| {
            db::flags(conn, id)?.ok_or_else(|| no_article(id))?;
            db::links(conn, id)
        })
    }

    /// The articles outside the trash that link to an article in their text, those whose copy came last first, each once and
    /// with the sentence in which it does so first. Lists of other stories cite nothing. However many cite, a page costs as
    /// much as what comes before it: beyond a thousand they are not counted.
    ///
    /// # Errors
    /// `NotFound`; those of reading the archive.
    pub fn backlinks(&self, id: ArticleId, offset: u32, limit: u32) -> Result<BacklinkPage> {
        self.db().read(|conn| {
            db::flags(conn, id)?.ok_or_else(|| no_article(id))?;
            let end = offset.saturating_add(limit);
            let citations = db::citations(conn, id, end)?;
            let mut rows = Vec::new();
            for citation in citations.iter().skip(offset as usize) {
                rows.extend(backlink(conn, *citation)?);
            }
            let all = u32::try_from(citations.len()).unwrap_or(u32::MAX);
            if all < end {
                return Ok(BacklinkPage { rows, total: all, more: false });
            }
            let most = end.max(COUNTED);
            let counted = db::count_citations(conn, id, most.saturating_add(1))?;
            Ok(BacklinkPage { rows, total: counted.min(most), more: counted > most })
        })
    }
}

fn backlink(conn: &Connection, citation: Citation) -> Result<Option<Backlink>> {
    let Some(article) = db::summary(conn, citation.article)? else { return Ok(None) };
    let (link, text) = db::link_at(conn, citation.version, citation.position)?;
    let (quote, marked) = quote_of(&db::html_of(conn, citation.version)?, &link).unwrap_or_else(|| {
        let marked = TextRange { start: 0, end: code_points(&text) };
        (text, marked)
    });
    Ok(Some(Backlink { article, quote, marked, link, links: citation.links }))
}
