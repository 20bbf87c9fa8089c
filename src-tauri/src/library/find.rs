//! Finding words in one article.

use std::ops::Range;

use super::Library;
use super::update::no_article;
use super::versions::version_of;
use crate::anchor::ReadingText;
use crate::db::{self, CurrentVersion};
use crate::error::Result;
use crate::model::{ArticleId, Occurrences, TextRange, VersionId, Wanted};
use crate::search::{self, query};

/// Places that are told; nobody goes through more, and a window that paints them stays quick.
const MOST: usize = 5_000;

impl Library {
    /// Where something stands in an article's headline and in the reading text of one of its versions, by default the one
    /// that is shown.
    ///
    /// # Errors
    /// `NotFound` when the article has no such version; those of reading the archive.
    pub fn find_in(
        &self,
        article: ArticleId,
        version: Option<VersionId>,
        wanted: &Wanted,
    ) -> Result<Occurrences> {
        let (title, html) = self.db().read(|conn| {
            let summary = db::summary(conn, article)?.ok_or_else(|| no_article(article))?;
            let shown = CurrentVersion::of(conn, article)?.ok_or_else(|| no_article(article))?.version;
            let version = version.unwrap_or(shown);
            Ok((summary.title, version_of(conn, article, version)?.html))
        })?;
        let reading = ReadingText::of_html(&html);
        let (title, mut text) = match wanted {
            Wanted::Text(wanted) => {
                (search::occurrences(&title, wanted), search::occurrences(reading.text(), wanted))
            }
            Wanted::Query(text) => {
                let query = query::parse(text).query;
                let places = |of: &str, field| search::query_occurrences(of, &query, field);
                (places(&title, query::Field::Title), places(reading.text(), query::Field::Text))
            }
        };
        let more = text.len() > MOST;
        text.truncate(MOST);
        let told = |places: Vec<Range<usize>>| places.into_iter().map(TextRange::from).collect();
        Ok(Occurrences { title: told(title), text: told(text), more })
    }
}
