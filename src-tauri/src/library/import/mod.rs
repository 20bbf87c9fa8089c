//! Taking in what another archive, or another program, kept.

mod entries;
mod entry;
mod place;
mod preview;
mod reading;
mod records;
mod report;
mod saved_search;
mod settle;

use std::path::Path;

use tokio_util::sync::CancellationToken;

use super::{Clock, Library};
use crate::capture::OnProgress;
use crate::error::{Error, Result};
use crate::import::{Input, recognise};
use crate::model::{ImportFormat, ImportOptions, ImportReport};

impl Library {
    /// Takes in a file of another program, or of `lede export --format json`, row by row: what is not there becomes an
    /// article, what is there gets what it lacks, and what cannot be taken in is told. The same file again changes nothing; of
    /// one that broke off the rest is taken in.
    ///
    /// # Errors
    /// `Invalid` when it is not known what the file is; `Cancelled`, keeping what came in; `Io` of the file; those of writing the
    /// archive. What is wrong with a row is told by the report.
    pub async fn import(
        &self,
        path: &Path,
        options: &ImportOptions,
        clock: &Clock,
        on_progress: OnProgress<'_>,
        cancel: &CancellationToken,
    ) -> Result<ImportReport> {
        let input = Input::open(path)?;
        match format_of(&input, options)? {
            ImportFormat::Lede => self.import_records(path, &options.tags, clock(), on_progress, cancel),
            format => self.import_entries(input, format, options, clock, on_progress, cancel).await,
        }
    }
}

/// What a file is read as.
fn format_of(input: &Input, options: &ImportOptions) -> Result<ImportFormat> {
    let format = options.format.or_else(|| recognise(&input.head));
    format.ok_or_else(|| Error::Invalid {
        what: "imported",
        value: input.path.display().to_string(),
        reason: "it is no file that Lede knows; docs/IMPORT.md lists them".to_owned(),
    })
}
