//! Arguments of the verbs that keep the archive safe.

use std::path::PathBuf;

use clap::Args;

use crate::model::VersionId;

/// Write a whole copy of the archive to one file, while it is used
///
/// The copy is checked from one end to the other before it gets its name. `lede restore FILE` puts it in an archive's place.
#[derive(Debug, Args)]
#[command(after_help = AUTOMATIC)]
pub struct Backup {
    /// The new file.
    #[arg(value_name = "FILE", required_unless_present = "auto", conflicts_with = "auto")]
    pub output: Option<PathBuf>,
    /// Replace the file if it is there.
    #[arg(long, conflicts_with = "auto")]
    pub force: bool,
    /// Make today's backup, if there is none yet, and delete those that need not be kept any more.
    #[arg(long)]
    pub auto: bool,
    /// With --auto: the folder, instead of the one in the settings.
    #[arg(long, value_name = "DIR")]
    pub folder: Option<PathBuf>,
    /// With --auto: keep the last backup of each of so many days, instead of what the settings say.
    #[arg(long, value_name = "N")]
    pub days: Option<u32>,
    /// With --auto: keep the last of each of so many weeks.
    #[arg(long, value_name = "N")]
    pub weeks: Option<u32>,
    /// With --auto: keep the last of each of so many months.
    #[arg(long, value_name = "N")]
    pub months: Option<u32>,
}

const AUTOMATIC: &str = "\
The window makes a backup each day when its settings say so; `lede backup --auto` does the same for a timer of the system. Only files \
that are named like a backup of this archive (archive-2026-11-23-2105.lede) are ever deleted, and never the newest.";

/// Take articles out of the trash, or put a backup in the archive's place
///
/// With the name of a file that is there, and is neither an ID nor a URL, that backup becomes the archive. It is checked first. An
/// archive that holds anything stays unless --force is given, and then it is kept beside the new one, named by the time.
#[derive(Debug, Args)]
pub struct Restore {
    /// IDs or URLs of articles, or the file of a backup.
    #[arg(value_name = "ID|FILE", required = true)]
    pub ids: Vec<String>,
    /// Put the archive that is there aside.
    #[arg(long)]
    pub force: bool,
}

/// Check the archive from one end to the other
///
/// Has the database check its file and what refers to what, compares every copy, raw page and picture with the SHA-256 it had when it
/// was kept, and the search index with what it was made of. Ends with exit code 1 when anything is wrong, and says what can
/// be done.
#[derive(Debug, Args)]
pub struct Verify {
    /// Only compare the search index with the articles, notes and highlights it was made of.
    #[arg(long)]
    pub index: bool,
}

/// Make a new archive of what can be read of a damaged one
///
/// Reads the damaged file page by page and row by row, whatever is broken in between, leaves out pictures and raw pages that are not what
/// they were, and makes anew what is derived. The damaged file stays as it is. Lists what is lost, and ends with exit code 1 when
/// anything is.
#[derive(Debug, Args)]
pub struct Recover {
    /// The new archive.
    #[arg(value_name = "FILE")]
    pub output: PathBuf,
    /// The damaged file, instead of the archive.
    #[arg(long, value_name = "FILE")]
    pub from: Option<PathBuf>,
    /// Replace the new file if it is there.
    #[arg(long)]
    pub force: bool,
}

/// Print what shows that the copies of articles have not changed since they were kept
///
/// A manifest in JSON: URLs, times, HTTP headers, the SHA-256 of the raw pages, of text and HTML and of each picture, and the link of the
/// chain of captures. It does not show that the site served it. Ends with exit code 1 when anything is not what it was.
#[derive(Debug, Args)]
pub struct Proof {
    /// IDs or URLs.
    #[arg(value_name = "ID", required_unless_present = "check", conflicts_with = "check")]
    pub ids: Vec<String>,
    /// This version instead of the one that is shown.
    #[arg(long, value_name = "VERSION", conflicts_with = "check")]
    pub version: Option<VersionId>,
    /// Write to this new file instead of standard output.
    #[arg(long, short, value_name = "FILE", conflicts_with = "check")]
    pub output: Option<PathBuf>,
    /// Replace the file if it is there.
    #[arg(long)]
    pub force: bool,
    /// Compare a manifest that was kept elsewhere with this archive.
    #[arg(long, value_name = "FILE")]
    pub check: Option<PathBuf>,
}
