//! Exporting: which articles, in which order, from one snapshot of the archive into one file or folder.

mod contents;
mod preview;
mod records;

use std::collections::{BTreeSet, HashMap};
use std::path::Path;

use jiff::Timestamp;
use rusqlite::Connection;
use tokio_util::sync::CancellationToken;

use contents::Chosen;
use records::Writing;

use super::Library;
use super::article::no_version;
use super::notes::{meant_articles, note_html};
use super::update::no_article;
use crate::capture::OnProgress;
use crate::db::{self, CurrentVersion};
use crate::error::{Error, Result};
use crate::export::{self, Records, Source};
use crate::model::{
    Article, ArticleId, Asset, AssetHash, ExportChoice, ExportFormat, ExportOptions, ExportReport,
    KeptPicture, KeptResponse, LeftOut, Link, NoteId, Progress, ResponseId, Stage, VersionId,
};

pub use preview::export_name;

/// An export that is asked for.
#[derive(Debug, Clone)]
pub struct ExportRequest<'a> {
    /// Which articles.
    pub choice: &'a ExportChoice,
    /// What it is called; `None` for the name of the collection, of the one article or of the archive.
    pub title: Option<&'a str>,
    /// The form.
    pub format: ExportFormat,
    /// What it holds.
    pub options: ExportOptions,
    /// The file, or the folder.
    pub output: &'a Path,
    /// Whether what is there under that name may be replaced.
    pub replace: bool,
}

impl Library {
    /// Writes articles to a file, all from one moment of the archive; whoever saves meanwhile is not held up.
    ///
    /// An article that cannot be read is left out, and the report says so.
    ///
    /// # Errors
    /// `Cancelled`, `Exists`, `DiskFull` and those of writing the file; then there is no file. `NotFound` for an article or a
    /// collection that is named and not there.
    pub fn export(
        &self,
        request: &ExportRequest<'_>,
        now: Timestamp,
        on_progress: OnProgress<'_>,
        cancel: &CancellationToken,
    ) -> Result<ExportReport> {
        let listed = self.listed(request.choice)?;
        if request.format == ExportFormat::Json {
            return self.export_records(request, listed, on_progress, cancel);
        }
        self.db().read(|conn| {
            let contents = Chosen::of(conn, request.choice, listed)?.contents(conn, request, now)?;
            let ids: Vec<ArticleId> = contents.articles.iter().map(|entry| entry.id).collect();
            let count = ids.len() as u64;
            let total = Some(count);
            let source = Snapshot { library: self, conn };
            let mut exporter =
                export::exporter(request.format, contents, request.output, request.replace, cancel)?;
            let mut report = ExportReport { output: absolute(request.output), ..ExportReport::default() };
            for (done, id) in ids.into_iter().enumerate() {
                if cancel.is_cancelled() {
                    return Err(Error::Cancelled);
                }
                on_progress(Progress { stage: Stage::Exporting, done: done as u64, total });
                match source.article(id) {
                    Ok(article) => {
                        report.left_out.extend(exporter.add(&article, &source)?);
                        report.exported += 1;
                    }
                    Err(error) => report.left_out.push(LeftOut { id, why: error.to_string() }),
                }
            }
            if cancel.is_cancelled() {
                return Err(Error::Cancelled);
            }
            on_progress(Progress { stage: Stage::Finishing, done: count, total });
            let finished = exporter.finish(&source)?;
            report.bytes = finished.bytes;
            report.left_out.extend(finished.left_out);
            on_progress(Progress { stage: Stage::Done, done: count, total });
            Ok(report)
        })
    }
}

impl Library {
    /// Writes everything that is kept of articles, row by row. The whole archive goes out with its trash, its rules and its queue.
    fn export_records(
        &self,
        request: &ExportRequest<'_>,
        listed: Option<Vec<ArticleId>>,
        on_progress: OnProgress<'_>,
        cancel: &CancellationToken,
    ) -> Result<ExportReport> {
        self.db().read(|conn| {
            let chosen = Chosen::of(conn, request.choice, listed)?.ids;
            let only: Option<BTreeSet<i64>> = match request.choice {
                ExportChoice::Archive => None,
                _ => Some(chosen.into_iter().map(|id| id.0).collect()),
            };
            let ids = match &only {
                // By number, so that the same archive always makes the same file.
                Some(only) => only.iter().copied().map(ArticleId).collect(),
                None => db::all_article_ids(conn)?,
            };
            let count = ids.len() as u64;
            let total = Some(count);
            let file = Records::new(request.output, request.replace)?;
            let mut writing = Writing::new(conn, file, request.options, only);
            writing.begin()?;
            let mut report = ExportReport { output: absolute(request.output), ..ExportReport::default() };
            for (done, id) in (0..).zip(ids) {
                if cancel.is_cancelled() {
                    return Err(Error::Cancelled);
                }
                on_progress(Progress { stage: Stage::Exporting, done, total });
                writing.article(id)?;
                report.exported += 1;
            }
            (report.bytes, report.left_out) = writing.end()?;
            on_progress(Progress { stage: Stage::Done, done: count, total });
            Ok(report)
        })
    }
}

/// The archive at one moment.
struct Snapshot<'a> {
    library: &'a Library,
    conn: &'a Connection,
}

impl Snapshot<'_> {
    fn article(&self, id: ArticleId) -> Result<Article> {
        let shown = CurrentVersion::of(self.conn, id)?.ok_or_else(|| no_article(id))?.version;
        self.library.article_with(self.conn, id, shown)
    }
}

impl Source for Snapshot<'_> {
    fn asset(&self, hash: &AssetHash) -> Result<Asset> {
        db::asset_by_hash(self.conn, hash)?
            .ok_or_else(|| Error::NotFound { what: "picture", id: hash.to_string() })
    }

    fn links(&self, article: ArticleId) -> Result<Vec<Link>> {
        db::links(self.conn, article)
    }

    fn responses(&self, article: ArticleId) -> Result<Vec<KeptResponse>> {
        db::responses_of(self.conn, article)
    }

    fn body(&self, response: ResponseId) -> Result<Vec<u8>> {
        self.library.unpack(&db::response_body(self.conn, response)?)
    }

    fn page_text(&self, version: VersionId) -> Result<(String, String)> {
        let version = db::version(self.conn, version)?.ok_or_else(|| no_version(version))?;
        Ok((version.metadata.title, version.text))
    }

    fn pictures(&self, article: ArticleId) -> Result<Vec<KeptPicture>> {
        db::pictures_of(self.conn, article)
    }

    fn meant(&self, note: Option<NoteId>, text: &str) -> Result<HashMap<String, ArticleId>> {
        meant_articles(self.conn, note, text)
    }

    fn note_html(&self, note: Option<NoteId>, text: &str) -> Result<String> {
        note_html(self.conn, note, text)
    }
}

/// Where a file is, as reports say it.
pub(super) fn absolute(path: &Path) -> String {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned()).display().to_string()
}
