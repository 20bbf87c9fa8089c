//! How a verb ends: its failure, and the exit code of each kind of error.

use std::io;
use std::process::ExitCode;

use crate::error::{Error, ErrorKind, ErrorReport};

/// Why a verb did not do all of what it was asked.
#[derive(Debug)]
pub enum Failure {
    /// The one thing it was asked for failed.
    Error(ErrorReport),
    /// Some of several things failed; each was told already.
    Partial,
    /// What was asked makes no sense.
    Usage(String),
    /// The reader of standard output went away: nobody is left to be told anything.
    ClosedPipe,
}

/// What a verb returns.
pub type Outcome = Result<(), Failure>;

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Error(error.report())
    }
}

impl From<ErrorReport> for Failure {
    fn from(report: ErrorReport) -> Self {
        Self::Error(report)
    }
}

/// Errors of standard output; files name their path in an `Error::Io` of their own.
impl From<io::Error> for Failure {
    fn from(source: io::Error) -> Self {
        if source.kind() == io::ErrorKind::BrokenPipe {
            return Self::ClosedPipe;
        }
        Error::Io { path: "standard output".into(), source }.into()
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        io::Error::from(error).into()
    }
}

impl Failure {
    /// The process's exit code.
    pub fn code(&self) -> u8 {
        match self {
            Self::Error(report) => code_of(report.kind),
            Self::Partial => PARTIAL,
            Self::Usage(_) => USAGE,
            Self::ClosedPipe => 0,
        }
    }
}

impl From<Failure> for ExitCode {
    fn from(failure: Failure) -> Self {
        failure.code().into()
    }
}

/// Some of several things failed.
pub const PARTIAL: u8 = 1;
/// Wrong usage; clap's own errors end with the same code.
pub const USAGE: u8 = 2;
/// A second Ctrl+C: ended at once, as a shell reports SIGINT.
pub const KILLED: u8 = 130;

/// Every kind, in the order of the codes, with what it means.
pub const KINDS: &[(ErrorKind, &str)] = &[
    (ErrorKind::InvalidUrl, "the text is not an address that can be fetched"),
    (ErrorKind::Network, "the server could not be reached, or broke off"),
    (ErrorKind::Timeout, "the server did not answer in time"),
    (ErrorKind::Http, "the server answered with an error status"),
    (ErrorKind::Redirects, "the redirects go in a circle or on for too long"),
    (ErrorKind::PrivateAddress, "a public page led to a private address"),
    (ErrorKind::TooLarge, "the response is larger than the limit"),
    (ErrorKind::NotAPage, "the response is not a web page"),
    (ErrorKind::Extraction, "the page could not be cleaned"),
    (ErrorKind::Cancelled, "stopped by Ctrl+C or from another window"),
    (ErrorKind::NotFound, "there is no such article, version or job"),
    (ErrorKind::NewerSchema, "a newer version of the program wrote the archive"),
    (ErrorKind::NotAnArchive, "the file is not an archive"),
    (ErrorKind::Damaged, "the archive is damaged"),
    (ErrorKind::Locked, "another program holds the archive"),
    (ErrorKind::DiskFull, "the disk is full"),
    (ErrorKind::ReadOnly, "the archive cannot be written"),
    (ErrorKind::Io, "a file could not be read or written"),
    (ErrorKind::Setting, "a setting has a value that makes no sense"),
    (ErrorKind::Database, "the database reported an error"),
    (ErrorKind::Internal, "a fault of the program"),
    (ErrorKind::Rule, "a site rule cannot be used"),
    (ErrorKind::CannotUndo, "a change cannot be taken back any more"),
    (ErrorKind::Invalid, "what was given cannot be used"),
    (ErrorKind::Ambiguous, "what was given means several things"),
    (ErrorKind::Exists, "a file of that name is there already"),
];

/// The exit code of a kind of error. Codes are a public contract: add new ones at the end, never change one.
pub const fn code_of(kind: ErrorKind) -> u8 {
    match kind {
        ErrorKind::InvalidUrl => 10,
        ErrorKind::Network => 11,
        ErrorKind::Timeout => 12,
        ErrorKind::Http => 13,
        ErrorKind::Redirects => 14,
        ErrorKind::PrivateAddress => 15,
        ErrorKind::TooLarge => 16,
        ErrorKind::NotAPage => 17,
        ErrorKind::Extraction => 18,
        ErrorKind::Cancelled => 19,
        ErrorKind::NotFound => 20,
        ErrorKind::NewerSchema => 21,
        ErrorKind::NotAnArchive => 22,
        ErrorKind::Damaged => 23,
        ErrorKind::Locked => 24,
        ErrorKind::DiskFull => 25,
        ErrorKind::ReadOnly => 26,
        ErrorKind::Io => 27,
        ErrorKind::Setting => 28,
        ErrorKind::Database => 29,
        ErrorKind::Internal => 30,
        ErrorKind::Rule => 31,
        ErrorKind::CannotUndo => 32,
        ErrorKind::Invalid => 33,
        ErrorKind::Ambiguous => 34,
        ErrorKind::Exists => 35,
    }
}

/// The kind's name, as JSON writes it.
pub fn name_of(kind: ErrorKind) -> String {
    serde_json::to_value(kind).ok().and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Serde knows every variant: it lists them when it meets an unknown one.
    fn all_names() -> Vec<String> {
        let message = serde_json::from_str::<ErrorKind>("\"?\"").unwrap_err().to_string();
        message.split('`').skip(3).step_by(2).map(str::to_owned).collect()
    }

    #[test]
    fn every_kind_is_listed_once_with_a_code_of_its_own() {
        let listed: Vec<String> = KINDS.iter().map(|(kind, _)| name_of(*kind)).collect();
        assert_eq!(listed, all_names());
        let codes: Vec<u8> = KINDS.iter().map(|(kind, _)| code_of(*kind)).collect();
        assert_eq!(codes, (10..10 + codes.len() as u8).collect::<Vec<_>>());
    }

    #[test]
    fn a_reader_that_goes_away_is_no_failure() {
        let failure = Failure::from(io::Error::from(io::ErrorKind::BrokenPipe));
        assert_eq!(failure.code(), 0);
        assert_eq!(Failure::from(io::Error::from(io::ErrorKind::StorageFull)).code(), code_of(ErrorKind::Io));
    }
}
