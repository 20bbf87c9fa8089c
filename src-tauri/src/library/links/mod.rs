//! Which articles a page links to, and which saved articles link to it.

mod quote;

use rusqlite::Connection;

use super::Library;
use super::update::no_article;
use crate::db::{self, Citation};
use crate::error::Result;
use crate::model::{ArticleId, Backlink, BacklinkPage, Link, TextRange};
use quote::{code_points, quote_of};

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

    /// The articles outside the trash that link to an article in their text, those saved last first, each once and with the
    /// sentence in which it does so first. Lists of other stories cite nothing.
    ///
    /// # Errors
    /// `NotFound`; those of reading the archive.
    pub fn backlinks(&self, id: ArticleId, offset: u32, limit: u32) -> Result<BacklinkPage> {
        self.db().read(|conn| {
            db::flags(conn, id)?.ok_or_else(|| no_article(id))?;
            let citations = db::citations(conn, id)?;
            let wanted = citations.iter().skip(offset as usize).take(limit as usize);
            let mut rows = Vec::new();
            for citation in wanted {
                rows.extend(backlink(conn, *citation)?);
            }
            Ok(BacklinkPage { rows, total: u32::try_from(citations.len()).unwrap_or(u32::MAX) })
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
