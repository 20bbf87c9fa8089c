//! `lede refetch`, `versions`, `diff`, `watch` and `unwatch`.

use clap::{Args, ValueEnum};
use jiff::{SignedDuration, Span, SpanRelativeTo};

use crate::model::VersionId;

/// Fetch articles again; what says something new becomes a version.
#[derive(Debug, Args)]
pub struct Refetch {
    /// IDs or URLs.
    #[arg(value_name = "ID", required = true)]
    pub ids: Vec<String>,
    /// Fetch an older copy instead of the page: `internet-archive` takes the one nearest to when the article was saved.
    #[arg(long, value_name = "SOURCE")]
    pub from: Option<SourceArg>,
}

/// Where else an article's page may be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SourceArg {
    /// The Internet Archive.
    InternetArchive,
}

/// List the versions of an article, or show another one of them.
///
/// Each says when its page was fetched, why it is there, how long it is, and what differs from the one before it; `*` marks
/// the one that is shown.
#[derive(Debug, Args)]
pub struct Versions {
    /// ID or URL.
    pub id: String,
    /// Show this version from now on, in lists and in the search index, too; `latest` follows the page again.
    #[arg(long, value_name = "VERSION", value_parser = shown)]
    pub show: Option<Shown>,
}

/// The version to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    Latest,
    This(VersionId),
}

fn shown(text: &str) -> Result<Shown, String> {
    match text {
        "latest" => Ok(Shown::Latest),
        _ => text.parse().map(Shown::This).map_err(|_| "neither a version's number nor `latest`".to_owned()),
    }
}

/// Show what differs between two versions of an article, or two articles, word by word.
///
/// Without versions, the newest one is compared with the one before it; with one, that one with the newest. With another
/// article, the versions that both show are compared: what one outlet made of a text, and what the other.
#[derive(Debug, Args)]
pub struct Diff {
    /// ID or URL.
    pub id: String,
    /// The versions, as `lede versions` numbers them.
    #[arg(value_name = "VERSION", num_args = 0..=2)]
    pub versions: Vec<VersionId>,
    /// ID or URL of another article to compare it with, such as a copy that `lede duplicates` lists.
    #[arg(long, value_name = "ID", conflicts_with = "versions")]
    pub with: Option<String>,
    /// Put the two texts beside each other.
    #[arg(long)]
    pub side_by_side: bool,
    /// Also show the paragraphs that are the same.
    #[arg(long)]
    pub all: bool,
    /// Columns; without it, the terminal's width.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(20..))]
    pub width: Option<u16>,
    /// Print directly instead of through $PAGER.
    #[arg(long)]
    pub no_pager: bool,
}

/// Look at the pages of articles again from time to time.
///
/// The window does so while it is open, and `lede watch --run` until it is stopped. A page that says something new becomes a
/// version. One that fails or never changes is looked at more rarely.
#[derive(Debug, Args)]
pub struct Watch {
    /// IDs or URLs; a URL that is not in the archive is saved first.
    #[arg(value_name = "ID", required_unless_present_any = ["list", "run"])]
    pub ids: Vec<String>,
    /// How often: `30m`, `6h`, `1d`, `2w`, `hourly`, `daily`, `weekly`; at least 15 minutes.
    #[arg(long, value_name = "TIME", default_value = "daily", value_parser = every)]
    pub every: SignedDuration,
    /// List what is watched.
    #[arg(long, conflicts_with_all = ["ids", "run"])]
    pub list: bool,
    /// Look at what is due, and go on until stopped.
    #[arg(long, conflicts_with = "ids")]
    pub run: bool,
    /// End when everything that is due now was looked at.
    #[arg(long, requires = "run")]
    pub once: bool,
}

/// Look at the pages of articles no more.
#[derive(Debug, Args)]
pub struct Unwatch {
    /// IDs or URLs.
    #[arg(value_name = "ID", required = true)]
    pub ids: Vec<String>,
}

fn every(text: &str) -> Result<SignedDuration, String> {
    let text = match text {
        "hourly" => "1h",
        "daily" => "1d",
        "weekly" => "1w",
        other => other,
    };
    let span: Span =
        text.parse().map_err(|_| "not a time such as `30m`, `6h`, `1d` or `weekly`".to_owned())?;
    span.to_duration(SpanRelativeTo::days_are_24_hours()).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_are_read_as_people_write_them() {
        for (text, minutes) in [
            ("30m", 30),
            ("6h", 360),
            ("1d", 1440),
            ("2w", 20160),
            ("hourly", 60),
            ("weekly", 10080),
            ("1h 30m", 90),
        ] {
            assert_eq!(every(text), Ok(SignedDuration::from_mins(minutes)), "{text}");
        }
        assert!(every("soon").is_err() && every("6").is_err());
    }
}
