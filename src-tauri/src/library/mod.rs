//! The rules of the archive: every action of a person is one method of [`Library`]; transactions begin and end here.

mod article;
mod attempt;
mod backup;
mod bulk;
mod changes;
mod cite;
mod collections;
mod completion;
mod copies;
mod dead;
mod derive;
mod example;
mod export;
mod fetching;
mod find;
mod folds;
mod found;
mod freshen;
mod heartbeat;
mod highlights;
mod html;
mod identity;
mod import;
mod internet_archive;
mod journal;
mod links;
mod list;
mod list_pictures;
mod made_lists;
mod members;
mod merge;
mod neighbourhood;
mod notes;
mod open;
mod order;
mod outcome;
mod pictures;
mod prepared;
mod proof;
mod purge;
mod query_reading;
mod queue;
mod queued_save;
mod reading;
mod rebuild;
mod recover;
mod reextract;
mod related;
mod relations;
mod renew;
mod repair;
mod row;
mod rule_import;
mod rules;
mod run;
mod save;
mod saved_counts;
mod search;
mod settings;
mod store;
mod stories;
mod tag_tree;
mod tags;
mod thumbnails;
mod trial;
mod unchanged;
mod update;
mod verify;
mod versions;
mod visit;
mod watch;

#[cfg(test)]
mod tests;

use std::sync::{Arc, Mutex};

use jiff::Timestamp;

use crate::capture::{Capturer, CapturerOptions};
use crate::db::Db;
use crate::model::{ArticleId, CaptureSettings, Job, JobId, Progress, SaveOutcome, TagPath};
use folds::Folds;
use list::Copies;
use made_lists::MadeLists;
use search::{Answer, Facts, LastTurn, Limits, MadeShelves, MadeTagWords};

pub use backup::{RestoreRequest, restore};
pub use export::{ExportRequest, export_name};
pub use open::default_archive;
pub use queued_save::QueuedSave;
pub use recover::{RecoverRequest, recover};
pub use repair::Choice;
pub use search::LocalTime;

/// Where the library gets the time from: only entries read the system clock.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// How an archive is opened.
#[derive(Debug, Clone, Default)]
pub struct OpenOptions {
    /// Create the file when it does not exist.
    pub create: bool,
    /// How pages are captured.
    pub capturer: CapturerOptions,
    /// What time it is where the person is.
    pub local_time: LocalTime,
}

/// What one save is asked to do.
#[derive(Debug, Clone, Default)]
pub struct SaveRequest {
    /// URL as the person gave it.
    pub url: String,
    /// The page itself, when the person has it as a file.
    pub html: Option<Vec<u8>>,
    /// Fetch again when the article is there already.
    pub refetch: bool,
    /// Tags that the article gets, whether it was there or not.
    pub tags: Vec<TagPath>,
}

/// What happened to a job while the queue runs.
#[allow(clippy::large_enum_variant, reason = "handed on at once, never kept in numbers")]
#[derive(Debug, Clone, PartialEq)]
pub enum JobEvent {
    /// The job's row changed.
    Changed(Job),
    /// The job came further.
    Progress(JobId, Progress),
    /// A job that an import brought ended, or waits for another try. There are too many of them to be followed one by one.
    Fetched(SaveOutcome),
}

/// An open archive. Cheap to clone; safe to share between threads.
#[derive(Debug, Clone)]
pub struct Library {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    db: Db,
    options: CapturerOptions,
    /// Made when something is captured for the first time, and again when the settings have changed.
    capturer: Mutex<Option<(CaptureSettings, Arc<Capturer>)>>,
    /// Held while a thumbnail is made.
    thumbnails: Mutex<()>,
    /// Lists that were made last, so that scrolling makes none of them twice.
    made_lists: Mutex<MadeLists<Vec<ArticleId>>>,
    /// How the copies of these lists are folded.
    made_folds: Mutex<MadeLists<Folds>>,
    /// Which articles are copies of which, as it was last read.
    copies: Mutex<Option<(u64, Copies)>>,
    /// What was found last.
    made_answers: Mutex<MadeLists<Answer>>,
    /// Shelves as sets, for what is found to be held against.
    made_shelves: Mutex<MadeShelves>,
    /// The words of the tags.
    made_tag_words: Mutex<MadeTagWords>,
    /// What articles are narrowed and ranked by.
    facts: Mutex<Option<Arc<Facts>>>,
    /// The last keystroke that asked for a list.
    last_turn: LastTurn,
    local_time: LocalTime,
    /// How much is looked at for the beginning of a list.
    limits: Limits,
}
