//! What backups are called: the archive's name and the time, so that a folder shows them in order.

use std::path::{Path, PathBuf};

use jiff::civil::DateTime;

const TIME: &str = "%Y-%m-%d-%H%M";
const EXTENSION: &str = ".lede";

/// The name of an archive without its ending.
fn stem(archive: &Path) -> String {
    archive.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// `archive-2026-11-23-2105.lede`.
pub(super) fn of(archive: &Path, at: DateTime) -> String {
    format!("{}-{}{EXTENSION}", stem(archive), at.strftime(TIME))
}

/// The time in the name of a backup of this archive.
pub(super) fn time_in(archive: &Path, name: &str) -> Option<DateTime> {
    let time = name.strip_prefix(&stem(archive))?.strip_prefix('-')?.strip_suffix(EXTENSION)?;
    // What is written otherwise is another file, however alike.
    DateTime::strptime(TIME, time).ok().filter(|at| of(archive, *at) == name)
}

/// A file beside the archive, `archive-WHY-2026-11-23-2105.lede`.
pub(super) fn beside(archive: &Path, why: &str, at: DateTime) -> PathBuf {
    archive.with_file_name(format!("{}-{why}-{}{EXTENSION}", stem(archive), at.strftime(TIME)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_backups_of_the_archive_have_a_time() {
        let archive = Path::new("/home/me/news.v2.lede");
        let at: DateTime = "2026-11-23T21:05".parse().unwrap();
        assert_eq!(of(archive, at), "news.v2-2026-11-23-2105.lede");
        assert_eq!(time_in(archive, "news.v2-2026-11-23-2105.lede"), Some(at));
        for other in [
            "news.v2.lede",
            "news.v2-2026-11-23.lede",
            "news.v2-2026-11-23-2105.lede-wal",
            "news.v2-2026-13-23-2105.lede",
            "news.v2-before-restore-2026-11-23-2105.lede",
            "other-2026-11-23-2105.lede",
            "news.v2-2026-11-23- 905.lede",
        ] {
            assert_eq!(time_in(archive, other), None, "{other}");
        }
        assert_eq!(
            beside(archive, "schema-3", at),
            Path::new("/home/me/news.v2-schema-3-2026-11-23-2105.lede")
        );
    }
}
