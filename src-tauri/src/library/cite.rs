//! Citing articles, and highlights of them.

use super::Library;
use super::highlights::no_highlight;
use crate::db;
use crate::error::Result;
use crate::export;
use crate::model::{ArticleId, Citation, CitationStyle, HighlightId};

impl Library {
    /// An article as it is cited. `locale` is the language of the words around it (BCP 47); American English where it is not known.
    ///
    /// # Errors
    /// `NotFound`; those of reading the archive.
    pub fn cite(&self, id: ArticleId, style: CitationStyle, locale: &str) -> Result<Citation> {
        let text = export::cite(&self.article(id)?, None, style, locale)?;
        Ok(Citation { id, highlight: None, style, text })
    }

    /// A highlight as it is cited: the passage, its paragraph, and the article.
    ///
    /// # Errors
    /// `NotFound`; those of reading the archive.
    pub fn cite_highlight(&self, id: HighlightId, style: CitationStyle, locale: &str) -> Result<Citation> {
        let of = self.db().read(|conn| db::highlights_by_id(conn, &[id]))?;
        let of = of.first().ok_or_else(|| no_highlight(id))?.article;
        let article = self.article(of)?;
        let highlight =
            article.highlights.iter().find(|highlight| highlight.id == id).ok_or_else(|| no_highlight(id))?;
        let text = export::cite(&article, Some(highlight), style, locale)?;
        Ok(Citation { id: of, highlight: Some(id), style, text })
    }
}
