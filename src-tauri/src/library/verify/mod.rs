//! Checking the archive from one end to the other: the file, what refers to what, every sum, and the search index.

mod contents;
mod index;

use tokio_util::sync::CancellationToken;

use super::{Library, proof};
use crate::capture::OnProgress;
use crate::db;
use crate::error::{Error, Result};
use crate::model::{Progress, Stage, VerifyReport};

impl Library {
    /// Checks the archive, which others may go on using meanwhile.
    ///
    /// # Errors
    /// `Cancelled`; those of reading the archive. What is damaged is told by the report.
    pub fn verify(&self, on_progress: OnProgress<'_>, cancel: &CancellationToken) -> Result<VerifyReport> {
        let watch = Watch { on_progress, cancel };
        watch.tell(Stage::Checking, 0, None);
        let ended = cancel.clone();
        let found = db::inspect(self.path(), move || ended.is_cancelled())?;
        let mut faults = found.faults;
        let mut report = readable(self.verify_index(on_progress, cancel), &mut faults)?.unwrap_or_default();
        let contents = self.db().read(|conn| contents::compare(conn, &watch, &mut report));
        readable(contents, &mut faults)?;
        let chained = self.db().read(|conn| {
            report.unchained = u32::try_from(db::unchained(conn)?.len()).unwrap_or(u32::MAX);
            report.links = proof::follow(conn, &|| watch.go_on(), &mut report.contents)?;
            Ok(())
        });
        readable(chained, &mut faults)?;
        report.references = found.strays.iter().map(in_words).collect();
        report.faults = faults;
        watch.tell(Stage::Done, u64::from(report.articles), None);
        Ok(report)
    }

    /// Compares the search index alone with the articles, notes and highlights of the archive.
    ///
    /// # Errors
    /// `Cancelled`; those of reading the archive.
    pub fn verify_index(
        &self,
        on_progress: OnProgress<'_>,
        cancel: &CancellationToken,
    ) -> Result<VerifyReport> {
        index::compare_index(self, &Watch { on_progress, cancel })
    }
}

/// What was found, or that damage made it impossible to look.
fn readable<T>(result: Result<T>, faults: &mut Vec<String>) -> Result<Option<T>> {
    match result {
        Err(Error::Damaged { reason, .. }) => {
            if faults.is_empty() {
                faults.push(reason);
            }
            Ok(None)
        }
        result => result.map(Some),
    }
}

fn in_words(stray: &db::Stray) -> String {
    let row = stray.row.map_or_else(String::new, |row| format!(" {row}"));
    format!("{}{row} refers to a row of {} that is not there", stray.table, stray.wants)
}

/// Who is told how far it came, and who may end it.
struct Watch<'a> {
    on_progress: OnProgress<'a>,
    cancel: &'a CancellationToken,
}

impl Watch<'_> {
    fn go_on(&self) -> Result<()> {
        if self.cancel.is_cancelled() { Err(Error::Cancelled) } else { Ok(()) }
    }

    fn tell(&self, stage: Stage, done: u64, total: Option<u64>) {
        (self.on_progress)(Progress { stage, done, total });
    }
}
