//! Comparing what is kept with the sums it had when it was kept.

use rusqlite::Connection;

use super::Watch;
use crate::db::{self, Summed};
use crate::error::{Error, Result};
use crate::library::prepared::sha256;
use crate::model::{ArticleId, Stage, VerifyReport, VersionId, Wrong, WrongPart};

/// Rows whose numbers are read at once.
const BATCH: u32 = 500;

/// Compares every version, raw page and picture.
pub(super) fn compare(conn: &Connection, watch: &Watch<'_>, report: &mut VerifyReport) -> Result<()> {
    let mut told = Told { watch, done: 0, total: db::count_contents(conn)? };
    each(conn, "version", &mut told, |id| {
        report.versions += 1;
        versions(conn, VersionId(id), &mut report.contents)
    })?;
    each(conn, "response", &mut told, |id| {
        report.pages += 1;
        let found = read(db::summed_page(conn, id))?;
        if !found.as_ref().is_some_and(is_page) {
            report.contents.push(wrong_page(conn, id, found)?);
        }
        Ok(())
    })?;
    each(conn, "asset", &mut told, |id| {
        report.pictures += 1;
        let found = read(db::summed_picture(conn, id))?;
        if found.as_ref().is_none_or(|picture| sha256(&picture.bytes) != picture.sha256) {
            report.contents.push(wrong_picture(conn, found)?);
        }
        Ok(())
    })
}

/// How far it is.
struct Told<'a> {
    watch: &'a Watch<'a>,
    done: u64,
    total: u64,
}

fn each(
    conn: &Connection,
    table: &'static str,
    told: &mut Told<'_>,
    mut take: impl FnMut(i64) -> Result<()>,
) -> Result<()> {
    let mut last = 0;
    loop {
        let ids = db::next_ids(conn, table, last, BATCH)?;
        let Some(end) = ids.last().copied() else { return Ok(()) };
        for id in ids {
            told.watch.go_on()?;
            told.watch.tell(Stage::Summing, told.done, Some(told.total));
            told.done += 1;
            take(id)?;
        }
        last = end;
    }
}

/// A row, or nothing when it cannot be read.
fn read<T>(row: Result<Option<T>>) -> Result<Option<T>> {
    match row {
        Err(Error::Database(error)) if is_damage(&error) => Ok(None),
        row => row,
    }
}

fn is_damage(error: &rusqlite::Error) -> bool {
    match error {
        rusqlite::Error::InvalidColumnType(..) | rusqlite::Error::FromSqlConversionFailure(..) => true,
        error => error.sqlite_error_code() == Some(rusqlite::ErrorCode::DatabaseCorrupt),
    }
}

fn versions(conn: &Connection, id: VersionId, wrong: &mut Vec<Wrong>) -> Result<()> {
    let Some(version) = read(db::summed_version(conn, id))? else {
        wrong.push(Wrong {
            part: WrongPart::Text,
            articles: Vec::new(),
            version: Some(id),
            sha256: None,
            why: format!("version {id} cannot be read"),
            remedy: "`lede recover` makes an archive of what can be read; or restore a backup".to_owned(),
        });
        return Ok(());
    };
    for (part, name, summed) in
        [(WrongPart::Text, "text", &version.text), (WrongPart::Html, "HTML", &version.html)]
    {
        if sha256(&summed.bytes) != summed.sha256 {
            wrong.push(Wrong {
                part,
                articles: vec![version.article],
                version: Some(id),
                sha256: Some(summed.sha256.clone()),
                why: format!("the {name} of version {id} of article {} is not what it was", version.article),
                remedy: format!(
                    "`lede reextract {}` makes the copy again from the raw page",
                    version.article
                ),
            });
        }
    }
    Ok(())
}

fn is_page(page: &Summed) -> bool {
    zstd::decode_all(page.bytes.as_slice()).is_ok_and(|body| sha256(&body) == page.sha256)
}

fn wrong_page(conn: &Connection, id: i64, found: Option<Summed>) -> Result<Wrong> {
    let articles = ids(db::articles_of_response(conn, id)?);
    Ok(Wrong {
        part: WrongPart::Page,
        why: format!("the raw page of {} is not what it was", named(&articles)),
        remedy: format!("the copy is there; `lede refetch {}` fetches the page again", joined(&articles)),
        articles,
        version: None,
        sha256: found.map(|page| page.sha256),
    })
}

fn wrong_picture(conn: &Connection, found: Option<Summed>) -> Result<Wrong> {
    let sum = found.map(|picture| picture.sha256);
    let articles = ids(db::articles_of_picture(conn, sum.as_deref().unwrap_or_default())?);
    Ok(Wrong {
        part: WrongPart::Picture,
        why: format!("a picture of {} is not what it was", named(&articles)),
        remedy: format!(
            "restore a backup; or `lede recover`, then `lede queue --pictures {} --run` in the new archive",
            joined(&articles)
        ),
        articles,
        version: None,
        sha256: sum,
    })
}

fn ids(named: Vec<(ArticleId, String)>) -> Vec<ArticleId> {
    named.into_iter().map(|(id, _)| id).collect()
}

fn joined(articles: &[ArticleId]) -> String {
    articles.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

fn named(articles: &[ArticleId]) -> String {
    match articles {
        [] => "an unknown article".to_owned(),
        [one] => format!("article {one}"),
        several => format!("the articles {}", joined(several)),
    }
}
