//! What every test stands on: a home of its own, a clock that stands still, a capturer that knows the news site.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use jiff::Timestamp;
use lede::capture::{Capturer, CapturerOptions, Request};
use lede::error::{Error, Result};
use lede::library::{Clock, Library, OpenOptions};
use lede::model::{Capture, CaptureSettings, Captured};
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;

use crate::site::Site;

/// The command-line program under test; it also serves as the extraction worker.
pub const LEDE: &str = env!("CARGO_BIN_EXE_lede");

/// A file that comes with the tests.
#[must_use]
pub fn fixture(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(path)
}

/// The time of all tests.
#[must_use]
pub fn now() -> Timestamp {
    "2026-11-22T12:00:00Z".parse().unwrap()
}

/// A clock that always shows [`now`].
#[must_use]
pub fn clock() -> Clock {
    Arc::new(now)
}

/// A home directory of one test; gone when dropped.
#[derive(Debug)]
pub struct Sandbox {
    home: TempDir,
}

impl Sandbox {
    /// An empty home.
    #[must_use]
    pub fn new() -> Self {
        Self { home: TempDir::new().unwrap() }
    }

    /// A path inside.
    #[must_use]
    pub fn path(&self, name: impl AsRef<Path>) -> PathBuf {
        self.home.path().join(name)
    }

    /// Where the test's archive is.
    #[must_use]
    pub fn archive(&self) -> PathBuf {
        self.path("archive.lede")
    }

    /// `lede --archive … ARGUMENT…` in an environment that holds nothing of the person who runs the tests: no home, no
    /// settings, no proxy, no language, no terminal.
    #[must_use]
    pub fn lede<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Command {
        let mut command = Command::new(LEDE);
        command.env_clear().current_dir(self.home.path()).stdin(std::process::Stdio::null());
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        for (name, folder) in [
            ("HOME", ""),
            ("TMPDIR", "tmp"),
            ("XDG_CONFIG_HOME", "config"),
            ("XDG_DATA_HOME", "data"),
            ("XDG_CACHE_HOME", "cache"),
            ("XDG_STATE_HOME", "state"),
        ] {
            let folder = self.path(folder);
            std::fs::create_dir_all(&folder).unwrap();
            command.env(name, folder);
        }
        command.envs([("TZ", "UTC"), ("LANG", "C.UTF-8"), ("NO_COLOR", "1"), ("RUST_BACKTRACE", "1")]);
        command.env("LEDE_ARCHIVE", self.archive()).args(arguments);
        command
    }

    /// The test's archive, opened in this process and created when it is not there; the site's public address counts as
    /// the internet.
    ///
    /// # Errors
    /// What opening says.
    pub fn open(&self, site: &Site) -> Result<Library> {
        Library::open(
            &self.archive(),
            OpenOptions { create: true, capturer: options(site), ..Default::default() },
        )
    }
}

/// How the capturer runs in tests: pages are cleaned by a worker process, the site's public address is the internet and
/// its private one is not.
#[must_use]
pub fn options(site: &Site) -> CapturerOptions {
    CapturerOptions {
        worker: Some(LEDE.into()),
        treat_as_public: site.public_addresses(),
        ..CapturerOptions::default()
    }
}

/// A capturer with the settings of a new archive.
#[must_use]
pub fn capturer(site: &Site) -> Capturer {
    capturer_with(site, |_| {})
}

/// A capturer with changed settings.
#[must_use]
pub fn capturer_with(site: &Site, change: impl FnOnce(&mut CaptureSettings)) -> Capturer {
    let mut settings = CaptureSettings::default();
    change(&mut settings);
    Capturer::new(settings, options(site)).unwrap()
}

/// A request for a URL as a person types it.
#[must_use]
pub fn request(url: &str) -> Request {
    Request::new(url, now())
}

/// Captures without looking at progress.
///
/// # Errors
/// What the capture says.
pub async fn capture(capturer: &Capturer, url: &str) -> Result<Capture> {
    match capturer.capture(request(url), &|_| {}, &CancellationToken::new()).await? {
        Captured::Fresh(capture) => Ok(*capture),
        Captured::Unchanged => panic!("{url} says 304 to a request without validators"),
    }
}

/// The error of a capture that must fail.
///
/// # Panics
/// When it succeeds.
pub async fn refusal(capturer: &Capturer, url: &str) -> Error {
    match capture(capturer, url).await {
        Err(error) => error,
        Ok(capture) => {
            panic!("{url} was captured: {:?}, {:?}", capture.page.metadata.title, capture.page.diagnosis)
        }
    }
}
