//! Opening an archive, and what the library needs to run.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use directories::ProjectDirs;

use super::search::{LastTurn, Limits};
use super::{Inner, Library, OpenOptions, backup};
use crate::capture::{Capturer, CapturerOptions};
use crate::db::{self, Db};
use crate::error::{Error, Result};
use crate::model::ArchiveInfo;

/// Articles that are brought into the index when an archive is opened.
const AT_ONCE: u32 = 20;

impl Library {
    /// Opens (and creates, migrates) the archive. Before a migration a copy of it is kept beside it.
    ///
    /// # Errors
    /// `Io` when there is no such file and none may be created, `NotAnArchive`, `NewerSchema`, `Damaged`, `Locked`,
    /// `ReadOnly`.
    pub fn open(path: &Path, options: OpenOptions) -> Result<Self> {
        backup::before_migration(path, &options)?;
        let db = Db::open(path, options.create)?;
        let inner = Inner {
            db,
            options: options.capturer,
            capturer: Mutex::default(),
            thumbnails: Mutex::default(),
            made_lists: Mutex::default(),
            made_folds: Mutex::default(),
            copies: Mutex::default(),
            made_answers: Mutex::default(),
            made_tag_words: Mutex::default(),
            made_shelves: Mutex::default(),
            facts: Mutex::default(),
            last_turn: LastTurn::default(),
            local_time: options.local_time,
            limits: Limits::default(),
        };
        let library = Self { inner: Arc::new(inner) };
        // Another program changed what is indexed.
        if library.db().read(db::is_stale)? {
            library.db().write(|tx| library.freshen(tx))?;
        }
        // A few are brought in at once; an archive full of them waits for `catch_up`.
        if library.index_state()?.behind <= AT_ONCE {
            library.index_more(AT_ONCE)?;
        }
        Ok(library)
    }

    /// The archive file, absolute.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.inner.db.path()
    }

    /// What the archive holds and where it lies.
    ///
    /// # Errors
    /// Those of reading the archive.
    pub fn info(&self) -> Result<ArchiveInfo> {
        let (shelves, counts) =
            self.db().read(|conn| Ok((db::shelf_counts(conn)?, db::archive_counts(conn)?)))?;
        let path = self.path().display().to_string();
        let file_bytes = file_size(self.path()) + file_size(Path::new(&format!("{path}-wal")));
        Ok(ArchiveInfo {
            path,
            program: env!("CARGO_PKG_VERSION").to_owned(),
            schema: db::SCHEMA,
            articles: shelves.all,
            trashed: shelves.trash,
            versions: counts.versions,
            assets: counts.assets,
            missing_assets: counts.missing_assets,
            asset_bytes: counts.asset_bytes,
            file_bytes,
            pending_jobs: counts.pending_jobs,
            failed_jobs: counts.failed_jobs,
        })
    }

    pub(super) fn db(&self) -> &Db {
        &self.inner.db
    }

    /// Now, as the entry says.
    pub(super) fn now(&self) -> jiff::Timestamp {
        (self.inner.local_time.0)().timestamp()
    }

    pub(super) fn capturer_options(&self) -> &CapturerOptions {
        &self.inner.options
    }

    /// The capturer for the archive's settings as they are now: another process may have changed them.
    pub(super) fn capturer(&self) -> Result<Arc<Capturer>> {
        let settings = self.settings()?;
        let mut cached = self.inner.capturer.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, capturer)) = cached.as_ref().filter(|(made_for, _)| *made_for == settings) {
            return Ok(Arc::clone(capturer));
        }
        let capturer = Arc::new(Capturer::new(settings.clone(), self.inner.options.clone())?);
        *cached = Some((settings, Arc::clone(&capturer)));
        Ok(capturer)
    }

    /// Runs work on the archive on a thread where it may wait for the disk.
    pub(super) async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Self) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let library = self.clone();
        tokio::task::spawn_blocking(move || work(&library))
            .await
            .map_err(|error| Error::Internal(error.to_string()))?
    }
}

/// The archive's place when none is given: `lede/archive.lede` in the platform's data directory.
///
/// # Errors
/// `Io` when the platform has no such directory.
pub fn default_archive() -> Result<PathBuf> {
    let dirs = ProjectDirs::from("", "", "lede").ok_or_else(|| Error::Io {
        path: "the data directory".to_owned(),
        source: std::io::Error::new(std::io::ErrorKind::NotFound, "no home directory is set"),
    })?;
    Ok(dirs.data_dir().join("archive.lede"))
}

fn file_size(path: &Path) -> u64 {
    std::fs::metadata(path).map_or(0, |data| data.len())
}
