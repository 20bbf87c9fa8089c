//! A URL or a page becomes a [`Capture`](crate::model::Capture); this room knows no database.

use std::net::IpAddr;
use std::path::PathBuf;

use jiff::Timestamp;

use crate::model::{Progress, Repairs, Validators};

mod around;
mod assets;
mod capturer;
mod clean;
mod decode;
mod diagnose;
mod extract;
mod failed;
mod fetch;
mod given;
mod guard;
mod onward;
mod page;
mod payload;
mod repair;
mod repeated;
mod rules;
mod selection;
mod sites;
mod sniff;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
mod thumbnail;
mod unfetched;
mod url;
mod worker;

pub use assets::{MOST_LIST_PICTURES, small_picture};
pub use capturer::{Capturer, Snapshot, page_url, snapshot_of};
pub use fetch::system_languages;
pub use given::{Given, GivenPage, Told};
pub use page::{ArticleInput, FurtherInput, PageInput, clean_article, clean_page, explain_page, page_blocks};
pub use repair::check_fields;
pub use rules::{HostPattern, SiteRule, check_selector, parse_rule};
pub use selection::feature_names;
pub use sites::Sites;
pub use thumbnail::{THUMBNAIL_MAKER, thumbnail, too_large_for_lists};
pub use unfetched::unfetched;
pub use url::{normalise_url, url_key};
pub use worker::serve_worker;

/// What to capture.
#[derive(Debug, Clone)]
pub struct Request {
    /// URL as the person gave it.
    pub url: String,
    /// The page itself, when the person has it as a file: nothing but pictures is fetched then.
    pub html: Option<Vec<u8>>,
    /// Validators of the stored version, for a refetch.
    pub validators: Validators,
    /// The time of the capture.
    pub now: Timestamp,
    /// What is known of sites.
    pub sites: Sites,
    /// What the person corrected in the article's copy.
    pub repairs: Repairs,
    /// Whether nobody waits for it: then it leaves room for what somebody waits for, and asks for a page once only.
    pub background: bool,
}

impl Request {
    /// Asks for the page at a URL as a person gave it, and for nothing else.
    #[must_use]
    pub fn new(url: impl Into<String>, now: Timestamp) -> Self {
        Self {
            url: url.into(),
            html: None,
            validators: Validators::default(),
            now,
            sites: Sites::default(),
            repairs: Repairs::default(),
            background: false,
        }
    }
}

/// How progress is told while a capture runs; called often, must return at once.
pub type OnProgress<'a> = &'a (dyn Fn(Progress) + Send + Sync);

/// How a [`Capturer`] runs, apart from the person's settings.
#[derive(Debug, Clone, Default)]
pub struct CapturerOptions {
    /// Program that cleans pages in a process of its own when started with [`WORKER_ARGUMENT`]; `None` cleans on a
    /// thread of this process.
    pub worker: Option<PathBuf>,
    /// Languages to ask for, as in the settings, where those name none.
    pub languages: Option<String>,
    /// Addresses that count as public although they are not, so that tests can tell public from private on loopback.
    pub treat_as_public: Vec<IpAddr>,
    /// Where something answers as the Internet Archive does; `None` asks that itself.
    pub internet_archive: Option<String>,
}

/// The only argument of a worker process.
pub const WORKER_ARGUMENT: &str = "--extraction-worker";

/// Stack that a thread which cleans a page needs: parsers recurse as deep as a page nests.
pub const STACK_BYTES: usize = 64 << 20;
