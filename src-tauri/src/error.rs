//! One error for the whole crate: each variant names what it is about, each has a kind to branch on and a hint that helps.

use serde::{Deserialize, Serialize};

/// The crate's result.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Everything that can go wrong.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The text is not a URL that can be fetched.
    #[error("{url:?} is not an http or https address")]
    InvalidUrl {
        /// The text as given.
        url: String,
    },
    /// The article has a name and no address: it came in a file.
    #[error("{url} names an article that came in a file: there is nothing to fetch")]
    NothingToFetch {
        /// The name.
        url: String,
    },
    /// The server could not be reached, or broke off.
    #[error("{url} could not be reached: {reason}")]
    Network {
        /// What was asked for.
        url: String,
        /// Cause in words, from the innermost error.
        reason: String,
        /// Whether nobody has the name, or no connection is taken there: there may be no server any more.
        no_server: bool,
    },
    /// The Internet Archive was asked for a copy.
    #[error("the Internet Archive has no copy of {url}")]
    NoSnapshot {
        /// The page.
        url: String,
    },
    /// A time limit of the connection ran out.
    #[error("{url} did not answer within {seconds} seconds")]
    Timeout {
        /// What was asked for.
        url: String,
        /// The limit.
        seconds: u64,
    },
    /// The server answered with an error status.
    #[error("{url} answered {status}")]
    Http {
        /// What was asked for.
        url: String,
        /// HTTP status.
        status: u16,
        /// Seconds to wait, from `Retry-After`.
        retry_after: Option<u64>,
    },
    /// Redirects went in a circle or on for too long.
    #[error("{url} redirects too often ({hops} hops)")]
    Redirects {
        /// Where it started.
        url: String,
        /// Hops followed.
        hops: u32,
    },
    /// A page from the public internet led to a private address.
    #[error("{url} leads to the private address {address}")]
    PrivateAddress {
        /// What was asked for.
        url: String,
        /// The address it resolves to.
        address: String,
    },
    /// A response is larger than the limit.
    #[error("{url} is larger than {limit} bytes")]
    TooLarge {
        /// What was asked for.
        url: String,
        /// The limit in bytes.
        limit: u64,
    },
    /// The response is not a page.
    #[error("{url} is {media_type}, not a web page")]
    NotAPage {
        /// What was asked for.
        url: String,
        /// Its media type.
        media_type: String,
    },
    /// Extraction broke its limits or failed.
    #[error("the page {url} could not be cleaned: {reason}")]
    Extraction {
        /// The page.
        url: String,
        /// What happened.
        reason: String,
    },
    /// The person stopped it.
    #[error("cancelled")]
    Cancelled,
    /// There is no such thing in the archive.
    #[error("no {what} {id} in this archive")]
    NotFound {
        /// What was looked for: `article`, `version`, `job`, `picture`.
        what: &'static str,
        /// Its id or URL as given.
        id: String,
    },
    /// The archive was written by a newer version of the program.
    #[error("{path} has schema {found}; this program knows {known}")]
    NewerSchema {
        /// The archive.
        path: String,
        /// Its schema.
        found: u32,
        /// The newest schema this program knows.
        known: u32,
    },
    /// The file is not an archive of this program.
    #[error("{path} is not a Lede archive")]
    NotAnArchive {
        /// The file.
        path: String,
    },
    /// The file is damaged.
    #[error("{path} is damaged: {reason}")]
    Damaged {
        /// The archive.
        path: String,
        /// What was found.
        reason: String,
    },
    /// Another process holds the archive for too long.
    #[error("{path} is in use by another program")]
    Locked {
        /// The archive.
        path: String,
    },
    /// No room on the disk.
    #[error("the disk that holds {path} is full")]
    DiskFull {
        /// The archive or file.
        path: String,
    },
    /// The archive cannot be written.
    #[error("{path} cannot be written")]
    ReadOnly {
        /// The archive.
        path: String,
    },
    /// A file could not be read or written.
    #[error("{path}: {source}")]
    Io {
        /// The file.
        path: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// There is a file of that name already.
    #[error("{path} is there already")]
    Exists {
        /// The file or folder.
        path: String,
    },
    /// A change cannot be taken back, because of what came after it.
    #[error("this change cannot be taken back any more: something newer stands in its place")]
    CannotUndo,
    /// What a person gave cannot be used.
    #[error("{value:?} cannot be {what}: {reason}")]
    Invalid {
        /// What it was meant to be, with its article: `a tag`, `a date`.
        what: &'static str,
        /// What was given.
        value: String,
        /// Why not.
        reason: String,
    },
    /// What a person gave means several things.
    #[error("{value:?} is the {what} of {count} places")]
    Ambiguous {
        /// What it was meant to be: `beginning`, `quote`, `title`.
        what: &'static str,
        /// What was given.
        value: String,
        /// How many it could be.
        count: usize,
    },
    /// A setting has a value that makes no sense.
    #[error("{name} cannot be {value:?}: {reason}")]
    Setting {
        /// The setting.
        name: &'static str,
        /// The value as given.
        value: String,
        /// Why not.
        reason: String,
    },
    /// A site rule cannot be used.
    #[error("{}{reason}", line.map(|n| format!("line {n}: ")).unwrap_or_default())]
    Rule {
        /// Its line, from 1, when it is one of them.
        line: Option<u32>,
        /// What is wrong.
        reason: String,
    },
    /// SQLite reported something that none of the above covers.
    #[error("the database reported: {0}")]
    Database(#[source] rusqlite::Error),
    /// A fault of the program.
    #[error("internal error: {0}")]
    Internal(String),
}

/// What callers branch on: exit codes and the window's messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "each is explained by the Error variants that map to it")]
pub enum ErrorKind {
    InvalidUrl,
    Network,
    Timeout,
    Http,
    Redirects,
    PrivateAddress,
    TooLarge,
    NotAPage,
    Extraction,
    Cancelled,
    NotFound,
    NewerSchema,
    NotAnArchive,
    Damaged,
    Locked,
    DiskFull,
    ReadOnly,
    Io,
    Setting,
    Database,
    Internal,
    Rule,
    CannotUndo,
    Invalid,
    Ambiguous,
    Exists,
}

/// An error as it leaves the library: in JSON, in the window, in the queue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
pub struct ErrorReport {
    /// What to branch on.
    pub kind: ErrorKind,
    /// What happened, for a person.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
}

impl Error {
    /// What callers branch on.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::InvalidUrl { .. } | Self::NothingToFetch { .. } => ErrorKind::InvalidUrl,
            Self::Network { .. } => ErrorKind::Network,
            Self::NoSnapshot { .. } => ErrorKind::NotFound,
            Self::Timeout { .. } => ErrorKind::Timeout,
            Self::Http { .. } => ErrorKind::Http,
            Self::Redirects { .. } => ErrorKind::Redirects,
            Self::PrivateAddress { .. } => ErrorKind::PrivateAddress,
            Self::TooLarge { .. } => ErrorKind::TooLarge,
            Self::NotAPage { .. } => ErrorKind::NotAPage,
            Self::Extraction { .. } => ErrorKind::Extraction,
            Self::Cancelled => ErrorKind::Cancelled,
            Self::NotFound { .. } => ErrorKind::NotFound,
            Self::NewerSchema { .. } => ErrorKind::NewerSchema,
            Self::NotAnArchive { .. } => ErrorKind::NotAnArchive,
            Self::Damaged { .. } => ErrorKind::Damaged,
            Self::Locked { .. } => ErrorKind::Locked,
            Self::DiskFull { .. } => ErrorKind::DiskFull,
            Self::ReadOnly { .. } => ErrorKind::ReadOnly,
            Self::Io { .. } => ErrorKind::Io,
            Self::Setting { .. } => ErrorKind::Setting,
            Self::Database(_) => ErrorKind::Database,
            Self::Internal(_) => ErrorKind::Internal,
            Self::Rule { .. } => ErrorKind::Rule,
            Self::CannotUndo => ErrorKind::CannotUndo,
            Self::Invalid { .. } => ErrorKind::Invalid,
            Self::Ambiguous { .. } => ErrorKind::Ambiguous,
            Self::Exists { .. } => ErrorKind::Exists,
        }
    }

    /// Whether the same request may succeed later without anyone doing anything.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        match self {
            Self::Network { .. } | Self::Timeout { .. } | Self::Locked { .. } => true,
            Self::Http { status, .. } => matches!(status, 408 | 425 | 429 | 500..=599),
            _ => false,
        }
    }

    /// What a person can do about it.
    #[must_use]
    pub fn hint(&self) -> Option<&'static str> {
        Some(match self {
            Self::InvalidUrl { .. } => "give an address such as https://example.org/story",
            Self::NothingToFetch { .. } => {
                "what is kept of it is all there is; save the article by its address if you know it"
            }
            Self::Network { .. } => "check the connection and the address, then try again",
            Self::Timeout { .. } => "the site may be slow or down; try again later",
            Self::Http { status: 401..=403, .. } => {
                "the site asks for a login or refuses programs; save the page in a browser and give the file with --html"
            }
            Self::Http { status: 404 | 410, .. } => {
                "the page is gone; `lede refetch ID --from internet-archive` asks for an older copy of a saved article"
            }
            Self::Http { status: 429, .. } => "the site asks to wait; try again later",
            Self::Http { .. } => "try again later",
            Self::NoSnapshot { .. } => "if you have the page yourself, give the file with --html",
            Self::Redirects { .. } => "the site may want cookies or a login; open it in a browser first",
            Self::PrivateAddress { .. } => "if you trust the target, save its address directly",
            Self::TooLarge { .. } => "raise the limit in the settings if you want it all the same",
            Self::NotAPage { .. } => "only web pages can be saved; download other files in a browser",
            Self::Extraction { .. } => {
                "the raw page is kept; `lede reextract` tries again with a newer version"
            }
            Self::NotFound { what: "tag", .. } => "`lede tags` shows what there is",
            Self::NotFound { .. } => "`lede list` shows what there is",
            Self::NewerSchema { .. } => "install the newest version of Lede",
            Self::NotAnArchive { .. } => "choose another file with --archive",
            Self::Damaged { .. } => {
                "keep the file as it is; `lede restore` puts a backup in its place, `lede recover` takes out what can be read"
            }
            Self::Locked { .. } => "close the other program or wait, then try again",
            Self::DiskFull { .. } => "make room, then try again; nothing stored so far is lost",
            Self::ReadOnly { .. } => "check the permissions of the file and its folder",
            Self::Io { .. } => "check the path and its permissions",
            Self::Exists { .. } => "choose another name, or replace it with --force",
            Self::Rule { .. } => "`lede help rules` shows how a rule is written",
            Self::CannotUndo => "take back the newer changes first; `lede undo --list` shows them",
            Self::Ambiguous { .. } => "give more of it, so that only one fits",
            Self::Invalid { .. }
            | Self::Setting { .. }
            | Self::Cancelled
            | Self::Database(_)
            | Self::Internal(_) => return None,
        })
    }

    /// The error as it leaves the library.
    #[must_use]
    pub fn report(&self) -> ErrorReport {
        ErrorReport { kind: self.kind(), message: self.to_string(), hint: self.hint().map(str::to_owned) }
    }
}

impl From<Error> for ErrorReport {
    fn from(error: Error) -> Self {
        error.report()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn every_error() -> Vec<Error> {
        let url = || "https://example.org/a".to_owned();
        let path = || "/home/me/archive.lede".to_owned();
        let http = |status| Error::Http { url: url(), status, retry_after: None };
        vec![
            Error::InvalidUrl { url: "ftp://a".into() },
            Error::NothingToFetch { url: "urn:sha256:0af1".into() },
            Error::Network { url: url(), reason: "connection refused".into(), no_server: true },
            Error::NoSnapshot { url: url() },
            Error::Timeout { url: url(), seconds: 20 },
            http(403),
            http(404),
            http(429),
            http(503),
            Error::Redirects { url: url(), hops: 10 },
            Error::PrivateAddress { url: url(), address: "10.0.0.1".into() },
            Error::TooLarge { url: url(), limit: 20_971_520 },
            Error::NotAPage { url: url(), media_type: "application/pdf".into() },
            Error::Extraction { url: url(), reason: "it took longer than 20 seconds".into() },
            Error::Cancelled,
            Error::NotFound { what: "article", id: "7".into() },
            Error::NotFound { what: "tag", id: "world".into() },
            Error::NewerSchema { path: path(), found: 9, known: 1 },
            Error::NotAnArchive { path: path() },
            Error::Damaged { path: path(), reason: "database disk image is malformed".into() },
            Error::Locked { path: path() },
            Error::DiskFull { path: path() },
            Error::ReadOnly { path: path() },
            Error::Io { path: path(), source: std::io::ErrorKind::NotFound.into() },
            Error::Setting { name: "proxy", value: "x".into(), reason: "it is no URL".into() },
            Error::Database(rusqlite::Error::InvalidQuery),
            Error::Internal("a job without its article".into()),
            Error::Rule { line: Some(3), reason: "\"p[\" is no CSS selector that is known here".into() },
            Error::CannotUndo,
            Error::Invalid { what: "a tag", value: "//".into(), reason: "a step of it is empty".into() },
            Error::Ambiguous { what: "quote", value: "the bridge".into(), count: 3 },
            Error::Exists { path: "/home/me/news.epub".into() },
        ]
    }

    #[test]
    fn every_message_says_what_happened_and_what_to_do() {
        let lines: Vec<String> = every_error()
            .iter()
            .map(|error| format!("{error}\n    -> {}", error.hint().unwrap_or("(nothing)")))
            .collect();
        insta::assert_snapshot!(lines.join("\n"), @r#"
        "ftp://a" is not an http or https address
            -> give an address such as https://example.org/story
        urn:sha256:0af1 names an article that came in a file: there is nothing to fetch
            -> what is kept of it is all there is; save the article by its address if you know it
        https://example.org/a could not be reached: connection refused
            -> check the connection and the address, then try again
        the Internet Archive has no copy of https://example.org/a
            -> if you have the page yourself, give the file with --html
        https://example.org/a did not answer within 20 seconds
            -> the site may be slow or down; try again later
        https://example.org/a answered 403
            -> the site asks for a login or refuses programs; save the page in a browser and give the file with --html
        https://example.org/a answered 404
            -> the page is gone; `lede refetch ID --from internet-archive` asks for an older copy of a saved article
        https://example.org/a answered 429
            -> the site asks to wait; try again later
        https://example.org/a answered 503
            -> try again later
        https://example.org/a redirects too often (10 hops)
            -> the site may want cookies or a login; open it in a browser first
        https://example.org/a leads to the private address 10.0.0.1
            -> if you trust the target, save its address directly
        https://example.org/a is larger than 20971520 bytes
            -> raise the limit in the settings if you want it all the same
        https://example.org/a is application/pdf, not a web page
            -> only web pages can be saved; download other files in a browser
        the page https://example.org/a could not be cleaned: it took longer than 20 seconds
            -> the raw page is kept; `lede reextract` tries again with a newer version
        cancelled
            -> (nothing)
        no article 7 in this archive
            -> `lede list` shows what there is
        no tag world in this archive
            -> `lede tags` shows what there is
        /home/me/archive.lede has schema 9; this program knows 1
            -> install the newest version of Lede
        /home/me/archive.lede is not a Lede archive
            -> choose another file with --archive
        /home/me/archive.lede is damaged: database disk image is malformed
            -> keep the file as it is; `lede restore` puts a backup in its place, `lede recover` takes out what can be read
        /home/me/archive.lede is in use by another program
            -> close the other program or wait, then try again
        the disk that holds /home/me/archive.lede is full
            -> make room, then try again; nothing stored so far is lost
        /home/me/archive.lede cannot be written
            -> check the permissions of the file and its folder
        /home/me/archive.lede: entity not found
            -> check the path and its permissions
        proxy cannot be "x": it is no URL
            -> (nothing)
        the database reported: Query is not read-only
            -> (nothing)
        internal error: a job without its article
            -> (nothing)
        line 3: "p[" is no CSS selector that is known here
            -> `lede help rules` shows how a rule is written
        this change cannot be taken back any more: something newer stands in its place
            -> take back the newer changes first; `lede undo --list` shows them
        "//" cannot be a tag: a step of it is empty
            -> (nothing)
        "the bridge" is the quote of 3 places
            -> give more of it, so that only one fits
        /home/me/news.epub is there already
            -> choose another name, or replace it with --force
        "#);
    }

    #[test]
    fn only_passing_faults_are_transient() {
        let transient: Vec<ErrorKind> =
            every_error().iter().filter(|error| error.is_transient()).map(Error::kind).collect();
        let expected =
            [ErrorKind::Network, ErrorKind::Timeout, ErrorKind::Http, ErrorKind::Http, ErrorKind::Locked];
        assert_eq!(transient, expected);
    }
}
