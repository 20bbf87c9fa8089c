//! Making an archive of what can be read of a damaged one.

mod shape;

use std::collections::BTreeMap;
use std::path::Path;

use jiff::Timestamp;
use rusqlite::Connection;
use tokio_util::sync::CancellationToken;

use super::export::absolute;
use super::prepared::{compress, sha256};
use super::row::{Described, article_row};
use super::{Library, OpenOptions};
use crate::capture::{OnProgress, url_key};
use crate::db;
use crate::error::{Error, Result};
use crate::export::Target;
use crate::model::{ArticleId, Cell, Lost, Progress, RecoverReport, RecoveredTable, Stage, Table};
use crate::salvage::{Pages, Row, Salvage};
use shape::{Shapes, cells};

/// Bytes of a page of an archive.
const PAGE: usize = 8192;
/// Rows that are written at once.
const BATCH: u32 = 2000;

/// What is recovered to where.
#[derive(Debug, Clone)]
pub struct RecoverRequest<'a> {
    /// The damaged file. It is only read.
    pub damaged: &'a Path,
    /// The new archive.
    pub output: &'a Path,
    /// Whether a file that is there may be replaced.
    pub replace: bool,
    /// Now.
    pub now: Timestamp,
    /// How the new archive is opened.
    pub options: OpenOptions,
}

/// Makes a new archive of everything that can be read of a damaged one. What was derived is made anew.
///
/// # Errors
/// `NotAnArchive` when there is nothing of an archive in the file, `NewerSchema`; `Cancelled`, `Exists`, `DiskFull` and those of
/// writing; then there is no new file. Damage is no error.
pub fn recover(
    request: &RecoverRequest<'_>,
    on_progress: OnProgress<'_>,
    cancel: &CancellationToken,
) -> Result<RecoverReport> {
    let mut pages = Pages::open(request.damaged, PAGE)?;
    if pages.version() > db::SCHEMA && pages.version() < 1000 {
        let path = request.damaged.display().to_string();
        return Err(Error::NewerSchema { path, found: pages.version(), known: db::SCHEMA });
    }
    let (target, file) = Target::file(request.output, request.replace)?;
    drop(file);
    let mut report = RecoverReport::default();
    {
        let options = OpenOptions { create: true, ..request.options.clone() };
        let library = Library::open(target.path(), options)?;
        let filled =
            library.db().maintain(|conn| fill(conn, &mut pages, request.now, on_progress, cancel))?;
        report.pages = pages.count();
        (report.tables, report.lost) = filled;
        if report.tables.iter().all(|table| table.recovered == 0) {
            return Err(Error::NotAnArchive { path: request.damaged.display().to_string() });
        }
        library.rebuild(on_progress, cancel)?;
        let shelves = library.db().read(db::shelf_counts)?;
        report.articles = shelves.all + shelves.trash;
        report.lost.extend(library.db().read(lost_by_name)?);
    }
    db::make_one_file(target.path())?;
    report.output = absolute(request.output);
    report.bytes = target.commit()?;
    on_progress(Progress { stage: Stage::Done, done: u64::from(report.articles), total: None });
    Ok(report)
}

/// Brings every row in that can be read, and mends what refers to others.
fn fill(
    conn: &Connection,
    pages: &mut Pages,
    now: Timestamp,
    on_progress: OnProgress<'_>,
    cancel: &CancellationToken,
) -> Result<(Vec<RecoveredTable>, Vec<Lost>)> {
    let layouts = db::layouts(conn)?;
    let triggers = db::begin_recovery(conn)?;
    let mut filling =
        Filling { conn, shapes: Shapes(&layouts), refused: BTreeMap::new(), changed: Vec::new(), rows: 0 };
    db::begin_rows(conn)?;
    let salvage = pages.each_row(
        &Shapes(&layouts),
        &mut |done, total| {
            on_progress(Progress { stage: Stage::Copying, done: done.into(), total: Some(total.into()) });
            if cancel.is_cancelled() { Err(Error::Cancelled) } else { Ok(()) }
        },
        &mut |table, row| filling.take(table, &row),
    )?;
    let Filling { refused, changed, .. } = filling;
    let nothing = compress(&[])?;
    db::stand_in_for_pages(conn, &nothing, &sha256(&[]))?;
    let mut lost = bring_back_articles(conn, now)?;
    let let_go = db::mend(conn)?;
    lost.extend(changed_copies(conn, &changed)?);
    db::commit_rows(conn)?;
    db::end_recovery(conn, &triggers)?;
    Ok((tables(conn, &salvage, &refused, &let_go)?, lost))
}

/// An archive that is being filled.
struct Filling<'a> {
    conn: &'a Connection,
    shapes: Shapes<'a>,
    /// Rows that were read and are not what they should be, by table.
    refused: BTreeMap<String, u32>,
    /// Versions whose text or HTML is not what it was.
    changed: Vec<i64>,
    rows: u32,
}

impl Filling<'_> {
    fn take(&mut self, table: &str, row: &Row) -> Result<()> {
        let Some(layout) = self.shapes.layout(table) else { return Ok(()) };
        let kept = cells(layout, row.number, &row.values).filter(|cells| is_what_it_was(layout.table, cells));
        let Some(cells) = kept else {
            *self.refused.entry(table.to_owned()).or_default() += 1;
            return Ok(());
        };
        if layout.table.name == "version" && !is_unchanged(layout.table, &cells) {
            self.changed.extend(row.number);
        }
        // A row that is there already was read from a page that belongs where it stands.
        db::put_cells(self.conn, layout.table, &cells, true)?;
        self.rows += 1;
        if self.rows.is_multiple_of(BATCH) {
            db::commit_rows(self.conn)?;
            db::begin_rows(self.conn)?;
        }
        Ok(())
    }
}

/// The value of a column.
fn value<'a>(table: &Table, cells: &'a [(usize, Cell)], name: &str) -> Option<&'a Cell> {
    let at = table.position(name)?;
    cells.iter().find(|(column, _)| *column == at).map(|(_, cell)| cell)
}

/// Whether the bytes of a picture or a raw page are those that were kept; of other rows nobody can say.
fn is_what_it_was(table: &Table, cells: &[(usize, Cell)]) -> bool {
    let sum = |name| match value(table, cells, name) {
        Some(Cell::Text(sum)) => sum.clone(),
        _ => String::new(),
    };
    match (table.name, value(table, cells, "data"), value(table, cells, "body")) {
        ("asset", Some(Cell::Bytes(data)), _) => sha256(data) == sum("sha256"),
        ("response", _, Some(Cell::Bytes(body))) => {
            zstd::decode_all(body.as_slice()).is_ok_and(|body| sha256(&body) == sum("sha256"))
        }
        _ => true,
    }
}

/// Whether text and HTML of a version are those that were kept.
fn is_unchanged(table: &Table, cells: &[(usize, Cell)]) -> bool {
    [("text", "text_sha256"), ("html", "html_sha256")].iter().all(|(text, sum)| {
        match (value(table, cells, text), value(table, cells, sum)) {
            (Some(Cell::Text(text)), Some(Cell::Text(sum))) => sha256(text.as_bytes()) == *sum,
            _ => false,
        }
    })
}

/// Makes the rows of articles anew whose copies are there.
fn bring_back_articles(conn: &Connection, now: Timestamp) -> Result<Vec<Lost>> {
    let mut lost = Vec::new();
    for id in db::lost_articles(conn)? {
        let Some(latest) = db::version_ids(conn, id)?.pop() else { continue };
        let (Some(version), Some((_, response))) =
            (db::version(conn, latest)?, db::response_of(conn, latest)?)
        else {
            continue;
        };
        let page = Described {
            metadata: &version.metadata,
            text: &version.text,
            words: version.words,
            diagnosis: &version.diagnosis,
        };
        let said = version.metadata.canonical.clone().unwrap_or_else(|| response.final_url.clone());
        let answered = Some(&response.final_url).filter(|url| !url.is_empty()).unwrap_or(&said);
        let url = url_key(answered).unwrap_or_else(|_| format!("lost:{id}"));
        let row = article_row(&page, (&url, answered), now);
        let title = row.title.clone();
        if db::insert_article_as(conn, id, &row).is_ok() {
            let why = "what you marked it with is lost; its text is there".to_owned();
            lost.push(Lost { id: Some(id), title, why });
        }
    }
    Ok(lost)
}

fn changed_copies(conn: &Connection, changed: &[i64]) -> Result<Vec<Lost>> {
    let mut lost = Vec::new();
    for id in changed {
        let Some(version) = db::version(conn, crate::model::VersionId(*id))? else { continue };
        let article = version.article;
        lost.push(Lost {
            id: Some(article),
            title: version.metadata.title,
            why: format!(
                "the text of version {id} is not what it was; `lede reextract {article}` makes it again"
            ),
        });
    }
    Ok(lost)
}

/// What is there of each table and what is not.
fn tables(
    conn: &Connection,
    salvage: &Salvage,
    refused: &BTreeMap<String, u32>,
    let_go: &[(&'static str, u32)],
) -> Result<Vec<RecoveredTable>> {
    let table = |(name, recovered): (&str, u32)| RecoveredTable {
        table: name.to_owned(),
        recovered,
        broken_rows: [&salvage.broken_rows, refused].iter().filter_map(|rows| rows.get(name)).sum(),
        broken_pages: salvage.broken_pages.get(name).copied().unwrap_or_default(),
        let_go: let_go.iter().filter(|(table, _)| *table == name).map(|(_, rows)| rows).sum(),
    };
    let all = db::recovered_rows(conn)?.into_iter().map(table);
    Ok(all.filter(|t| t.recovered + t.broken_rows + t.broken_pages + t.let_go > 0).collect())
}

/// What is lost of articles that are there.
fn lost_by_name(conn: &Connection) -> Result<Vec<Lost>> {
    let lost = |id: ArticleId, title: String, why: String| Lost { id: Some(id), title, why };
    let mut all = Vec::new();
    for (id, title, url) in db::textless(conn)? {
        all.push(lost(id, title, format!("its text is lost; `lede refetch {id}` fetches {url} again")));
    }
    for (id, title, url) in db::lost_pictures(conn)? {
        let why = format!("the picture {url} is lost; `lede queue --pictures {id} --run` tries it again");
        all.push(lost(id, title, why));
    }
    for (id, title) in db::lost_pages(conn)? {
        let why = "its raw page is lost, so that it cannot be cleaned again; the copy is there".to_owned();
        all.push(lost(id, title, why));
    }
    Ok(all)
}
