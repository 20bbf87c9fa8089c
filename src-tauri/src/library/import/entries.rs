//! Taking in a file of another program, from its first row to its report.

use std::collections::HashSet;

use futures_util::{StreamExt, TryStreamExt, stream};
use tokio_util::sync::CancellationToken;

use super::entry::{Entry, Making};
use super::reading::{Reading, digest};
use super::report::{Counts, report_of};
use super::settle::{Settled, Settling};
use crate::capture::OnProgress;
use crate::db::{self, NewImport};
use crate::error::{Error, Result};
use crate::import::Input;
use crate::library::{Clock, Library};
use crate::model::{ImportFormat, ImportId, ImportOptions, ImportReport, ImportedRow, Progress, Stage};

/// Rows that are stored at once, and bytes of them.
const BATCH_ROWS: usize = 500;
const BATCH_BYTES: usize = 8 << 20;

/// Texts that are cleaned at once.
const AT_ONCE: usize = 4;

impl Library {
    /// Takes in the rows of a file that is no export of ours.
    pub(super) async fn import_entries(
        &self,
        input: Input,
        format: ImportFormat,
        options: &ImportOptions,
        clock: &Clock,
        on_progress: OnProgress<'_>,
        cancel: &CancellationToken,
    ) -> Result<ImportReport> {
        let begun = self.begin_import(&input, format, options, clock).await?;
        let making = Making {
            capturer: self.capturer()?,
            sites: self.sites(None),
            format,
            skip_feeds: options.skip_feeds,
        };
        let mut settling = Settling::new(begun.id, options.clone(), clock());
        let mut counts = Counts::default();
        let mut reading = Reading::start(input, format)?;
        let mut number = 0;
        loop {
            let rows = reading.next(BATCH_ROWS, BATCH_BYTES).await;
            if rows.is_empty() || cancel.is_cancelled() {
                break;
            }
            let (done, total) = reading.progress();
            on_progress(Progress { stage: Stage::Importing, done, total: Some(total) });
            let numbered: Vec<(u64, ImportedRow)> = rows
                .into_iter()
                .map(|row| {
                    number += 1;
                    (number, row)
                })
                .collect();
            counts.rows = number;
            let (known, new): (Vec<_>, Vec<_>) =
                numbered.into_iter().partition(|(number, _)| begun.taken_in.contains(number));
            counts.known += known.len() as u64;
            let entries = self.ready(&making, new, clock, cancel).await?;
            (settling, counts) = self.store_entries(settling, counts, entries).await?;
        }
        let stopped = cancel.is_cancelled();
        match reading.finish().await {
            Err(Error::Cancelled) if stopped => return Err(Error::Cancelled),
            ended => ended?,
        }
        if stopped {
            return Err(Error::Cancelled);
        }
        let now = clock();
        let report = self
            .blocking(move |library| {
                library.db().write(|tx| {
                    settling.relate(tx)?;
                    db::end_import(tx, begun.id, now)?;
                    library.freshen(tx)
                })?;
                library.db().read(|conn| report_of(conn, begun.id, format, &counts, begun.is_again))
            })
            .await?;
        on_progress(Progress { stage: Stage::Done, done: 1, total: Some(1) });
        Ok(report)
    }

    async fn begin_import(
        &self,
        input: &Input,
        format: ImportFormat,
        options: &ImportOptions,
        clock: &Clock,
    ) -> Result<Begun> {
        let (path, name, options, now) =
            (input.path.clone(), input.head.name.clone(), options.clone(), clock());
        self.blocking(move |library| {
            let sha256 = digest(&path)?;
            library.db().write(|tx| {
                let before = db::import_of(tx, &sha256)?;
                let new = NewImport { name: &name, format, sha256: &sha256, options: &options, started: now };
                let id = db::begin_import(tx, &new)?;
                let is_again = before.as_ref().is_some_and(|before| before.finished.is_some());
                // Other tags, or pages to be fetched after all, are for every row.
                let is_same = before.is_none_or(|before| before.options == options);
                let taken_in = if is_same { db::rows_taken_in(tx, id)? } else { HashSet::new() };
                Ok(Begun { id, is_again, taken_in })
            })
        })
        .await
    }

    async fn ready(
        &self,
        making: &Making,
        rows: Vec<(u64, ImportedRow)>,
        clock: &Clock,
        cancel: &CancellationToken,
    ) -> Result<Vec<Entry>> {
        let ready = rows.into_iter().map(|row| making.ready(row, clock(), cancel));
        stream::iter(ready).buffered(AT_ONCE).try_collect().await
    }

    /// Stores rows in one transaction.
    async fn store_entries(
        &self,
        mut settling: Settling,
        mut counts: Counts,
        entries: Vec<Entry>,
    ) -> Result<(Settling, Counts)> {
        self.blocking(move |library| {
            let settled = library.db().write(|tx| {
                let settled: Vec<Settled> =
                    entries.iter().map(|entry| settling.settle(tx, entry)).collect::<Result<_>>()?;
                library.freshen(tx)?;
                Ok(settled)
            })?;
            settled.iter().for_each(|row| counts.add(row));
            Ok((settling, counts))
        })
        .await
    }
}

/// An import that is under way.
struct Begun {
    id: ImportId,
    /// Whether the same file was taken in to its end before.
    is_again: bool,
    /// Rows that came in then.
    taken_in: HashSet<u64>,
}
