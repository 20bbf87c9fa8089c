//! What a file holds, before anything of it is taken in.

use std::collections::HashSet;
use std::path::Path;

use rusqlite::Connection;
use tokio_util::sync::CancellationToken;

use super::entry::{is_http, url_of};
use super::format_of;
use super::reading::{Reading, digest};
use crate::capture::{OnProgress, url_key};
use crate::db;
use crate::error::{Error, Result};
use crate::import::Input;
use crate::library::Library;
use crate::model::{
    ImportFormat, ImportOptions, ImportPreview, ImportedArticle, ImportedContent, ImportedItem, ImportedRow,
    PreviewRow, Progress, Refusal, RowWhy, Stage,
};

/// Rows that are looked up at once, and bytes of them.
const BATCH_ROWS: usize = 1_000;
const BATCH_BYTES: usize = 8 << 20;
/// Articles that are shown, and rows that are refused.
const SHOWN: usize = 8;
const REFUSED: usize = 100;
/// Tags and collections that are counted one by one.
const COUNTED: usize = 100_000;

impl Library {
    /// Reads a file to its end and says what it holds; changes nothing. Of an export of Lede only what it is.
    ///
    /// # Errors
    /// `Invalid` when it is not known what the file is; `Cancelled`; `Io` of the file; those of reading the archive.
    pub async fn preview_import(
        &self,
        path: &Path,
        options: &ImportOptions,
        on_progress: OnProgress<'_>,
        cancel: &CancellationToken,
    ) -> Result<ImportPreview> {
        let input = Input::open(path)?;
        let format = format_of(&input, options)?;
        let mut looking = Looking::new(empty(&input.head.name, format), options.skip_feeds);
        if format == ImportFormat::Lede {
            return Ok(looking.preview);
        }
        let file = path.to_owned();
        let before = self
            .blocking(move |library| library.db().read(|conn| db::import_of(conn, &digest(&file)?)))
            .await?;
        looking.preview.unfinished = before.as_ref().is_some_and(|before| before.finished.is_none());
        looking.preview.before = before.map(|before| before.started);
        let mut reading = Reading::start(input, format)?;
        loop {
            let rows = reading.next(BATCH_ROWS, BATCH_BYTES).await;
            if rows.is_empty() || cancel.is_cancelled() {
                break;
            }
            let (done, total) = reading.progress();
            on_progress(Progress { stage: Stage::Importing, done, total: Some(total) });
            looking = self
                .blocking(move |library| {
                    library.db().read(|conn| rows.iter().try_for_each(|row| looking.look(conn, row)))?;
                    Ok(looking)
                })
                .await?;
        }
        let ended = reading.finish().await;
        if cancel.is_cancelled() {
            return Err(Error::Cancelled);
        }
        ended?;
        Ok(looking.done())
    }
}

/// What is seen of a file so far.
struct Looking {
    preview: ImportPreview,
    skip_feeds: bool,
    /// URLs, as numbers: a million of them are to fit.
    seen: HashSet<u64>,
    tags: HashSet<String>,
    collections: HashSet<Vec<String>>,
}

impl Looking {
    fn new(preview: ImportPreview, skip_feeds: bool) -> Self {
        Self { preview, skip_feeds, seen: HashSet::new(), tags: HashSet::new(), collections: HashSet::new() }
    }

    fn look(&mut self, conn: &Connection, row: &ImportedRow) -> Result<()> {
        self.preview.rows += 1;
        match &row.item {
            Err(refusal) => self.refuse(row, refusal, None),
            Ok(ImportedItem::Collection(collection)) => self.collect(&collection.path),
            Ok(ImportedItem::Article(article)) => {
                match url_of(article, article.content.is_some(), &row.source) {
                    Err(refusal) => self.refuse(row, &refusal, Some(article)),
                    Ok(url) => self.article(conn, article, &url)?,
                }
            }
        }
        Ok(())
    }

    fn article(&mut self, conn: &Connection, article: &ImportedArticle, url: &str) -> Result<()> {
        self.preview.feeds += u64::from(article.feed);
        if article.feed && self.skip_feeds {
            return Ok(());
        }
        let key = url_key(url).unwrap_or_else(|_| url.to_owned());
        let number = std::hash::BuildHasher::hash_one(&fnv::FnvBuildHasher::default(), &key);
        if !self.seen.insert(number) {
            self.preview.again += 1;
        } else if db::article_by_url(conn, &key)?.is_some() {
            self.preview.here += 1;
        } else {
            self.preview.new += 1;
            let is_whole = matches!(article.content, Some(ImportedContent::Page(_)));
            self.preview.to_fetch += u64::from(is_http(url) && !article.unfetchable && !is_whole);
        }
        self.preview.with_text += u64::from(article.content.is_some());
        self.preview.notes += article.notes.len() as u64;
        self.preview.highlights += article.highlights.len() as u64;
        for tag in article.tags.iter().filter(|tag| !tag.trim().is_empty()) {
            if self.tags.len() < COUNTED {
                self.tags.insert(tag.trim().to_lowercase());
            }
        }
        article.collections.iter().for_each(|path| self.collect(path));
        if self.preview.first.len() < SHOWN {
            let title = article.title.clone().filter(|title| !title.trim().is_empty());
            self.preview.first.push(PreviewRow {
                title: title.unwrap_or_else(|| url.to_owned()),
                url: article.url.clone(),
                saved: article.saved,
                tags: article.tags.clone(),
            });
        }
        Ok(())
    }

    fn collect(&mut self, path: &[String]) {
        if self.collections.len() < COUNTED && !path.is_empty() && !self.collections.contains(path) {
            self.collections.insert(path.to_vec());
        }
    }

    fn refuse(&mut self, row: &ImportedRow, refusal: &Refusal, article: Option<&ImportedArticle>) {
        self.preview.refused += 1;
        if self.preview.refusals.len() < REFUSED {
            let (Refusal::Skipped(why) | Refusal::Failed(why)) = refusal;
            self.preview.refusals.push(RowWhy {
                row: self.preview.rows,
                why: why.clone(),
                place: row.place.clone(),
                url: article.and_then(|article| article.url.clone()),
                title: article.and_then(|article| article.title.clone()),
            });
        }
    }

    fn done(mut self) -> ImportPreview {
        self.preview.tags = self.tags.len() as u64;
        self.preview.collections = self.collections.len() as u64;
        self.preview
    }
}

fn empty(name: &str, format: ImportFormat) -> ImportPreview {
    ImportPreview {
        name: name.to_owned(),
        format,
        rows: 0,
        new: 0,
        here: 0,
        again: 0,
        refused: 0,
        refusals: Vec::new(),
        with_text: 0,
        to_fetch: 0,
        feeds: 0,
        notes: 0,
        highlights: 0,
        tags: 0,
        collections: 0,
        first: Vec::new(),
        before: None,
        unfinished: false,
    }
}
