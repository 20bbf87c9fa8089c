//! What every verb works with: the archive, the time, and where to write.

use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anstream::AutoStream;
use anstyle::{AnsiColor, Style};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;
use tracing_subscriber::EnvFilter;

use super::Environment;
use super::args::Global;
use super::exit::{Failure, Outcome};
use super::progress::Reporter;
use super::text;
use crate::capture::CapturerOptions;
use crate::error::{Error, ErrorReport};
use crate::library::{Clock, Library, LocalTime, OpenOptions, default_archive};

/// Names the error in red, as the argument parser does.
const ERROR: Style = AnsiColor::Red.on_default().bold();
const HINT: Style = AnsiColor::Green.on_default();

/// What every verb works with.
pub struct Context {
    global: Global,
    environment: Environment,
    terminal: bool,
}

impl Context {
    /// Prepares logging and looks what standard output is.
    pub fn new(global: Global, environment: Environment) -> Self {
        log(global.verbose);
        Self { global, environment, terminal: io::stdout().is_terminal() }
    }

    /// Opens the archive for a verb that reads or changes what is there.
    ///
    /// The archive of the platform is created on the first use of any verb, so that the first `lede list` shows an empty
    /// list; a file that was named must be there, so that a mistyped name makes no new archive.
    pub fn library(&self) -> Result<Library, Failure> {
        self.open(self.global.archive.is_none())
    }

    /// Opens the archive for a verb that puts something into it.
    pub fn library_to_fill(&self) -> Result<Library, Failure> {
        self.open(true)
    }

    fn open(&self, create: bool) -> Result<Library, Failure> {
        let path = self.archive()?;
        if !create && !path.exists() {
            return Err(missing(&path));
        }
        Ok(Library::open(&path, self.options(create))?)
    }

    /// The file of the archive.
    pub fn archive(&self) -> Result<PathBuf, Failure> {
        Ok(self.global.archive.clone().map_or_else(default_archive, Ok)?)
    }

    /// What time it is where the person is.
    pub fn local_time(&self) -> LocalTime {
        let clock = self.clock();
        LocalTime(Arc::new(move || clock().to_zoned(TimeZone::system())))
    }

    /// How pages are captured and cleaned.
    pub fn capturer_options(&self) -> CapturerOptions {
        let Environment { worker, languages, internet_archive, .. } = self.environment.clone();
        CapturerOptions { worker, languages, internet_archive, ..CapturerOptions::default() }
    }

    /// How the archive is opened.
    pub fn options(&self, create: bool) -> OpenOptions {
        OpenOptions { create, capturer: self.capturer_options(), local_time: self.local_time() }
    }

    /// The clock, for work that goes on for a while.
    pub fn clock(&self) -> Clock {
        self.environment.clock.clone()
    }

    /// The time.
    pub fn now(&self) -> Timestamp {
        (self.environment.clock)()
    }

    /// Whether JSON was asked for.
    pub fn json(&self) -> bool {
        self.global.json
    }

    /// Whether a person sees standard output directly.
    pub fn terminal(&self) -> bool {
        self.terminal
    }

    /// Columns of the terminal; `None` when standard output goes elsewhere.
    pub fn width(&self) -> Option<usize> {
        if !self.terminal {
            return None;
        }
        Some(terminal_size::terminal_size().map_or(80, |(width, _)| usize::from(width.0)))
    }

    /// Rows of the terminal; `None` when standard output goes elsewhere.
    pub fn height(&self) -> Option<usize> {
        if !self.terminal {
            return None;
        }
        terminal_size::terminal_size().map(|(_, height)| usize::from(height.0))
    }

    /// Standard output for people, to be flushed: colours reach a terminal only, and none when `NO_COLOR` is set.
    pub fn out(&self) -> BufWriter<AutoStream<StdoutLock<'static>>> {
        BufWriter::new(AutoStream::auto(io::stdout().lock()))
    }

    /// A title that stands last in a row, after `before` columns.
    pub fn title(&self, title: &str, before: usize) -> String {
        let line = text::one_line(title);
        let fitted = match self.width() {
            Some(width) => text::fit(&line, width.saturating_sub(before).max(20)),
            None => line,
        };
        text::isolate(fitted, self.terminal)
    }

    /// Prints the one value of `--json`: indented for a person, on one line for a program.
    pub fn print_json(&self, value: &impl Serialize) -> Outcome {
        let mut out = BufWriter::new(io::stdout().lock());
        if self.terminal {
            serde_json::to_writer_pretty(&mut out, value)?;
        } else {
            serde_json::to_writer(&mut out, value)?;
        }
        out.write_all(b"\n")?;
        Ok(out.flush()?)
    }

    /// Progress on standard error, in the form that suits it.
    pub fn reporter(&self) -> Reporter {
        Reporter::new(!self.global.no_progress)
    }

    /// Tells an error: one line of JSON with `--json`, otherwise the message and what can be done.
    pub fn tell_error(&self, report: &ErrorReport) {
        let _ = self.try_tell_error(report);
    }

    fn try_tell_error(&self, report: &ErrorReport) -> io::Result<()> {
        let mut err = anstream::stderr().lock();
        if self.global.json {
            return writeln!(err, "{}", serde_json::json!({ "error": report }));
        }
        writeln!(err, "{ERROR}error:{ERROR:#} {}", text::printable(&report.message))?;
        if let Some(hint) = &report.hint {
            writeln!(err, "  {HINT}hint:{HINT:#} {}", text::printable(hint))?;
        }
        Ok(())
    }

    /// Tells that the arguments make no sense together.
    pub fn tell_usage(&self, message: &str) {
        let _ = writeln!(anstream::stderr(), "{ERROR}error:{ERROR:#} {}", text::printable(message));
    }
}

/// An error about a file or stream that a person named.
pub fn file_error(path: &Path, source: io::Error) -> Error {
    Error::Io { path: path.display().to_string(), source }
}

/// The archive that was named is not there: mistyped, or nothing was saved into it yet.
fn missing(path: &Path) -> Failure {
    let mut report = file_error(path, io::ErrorKind::NotFound.into()).report();
    report.hint = Some("check the name; `lede save URL` makes a new archive".into());
    report.into()
}

fn log(verbose: u8) {
    let filter = match verbose {
        0 => return,
        1 => "lede=info",
        2 => "lede=debug",
        _ => "trace",
    };
    // A second subscriber is refused; the first one stays.
    let _ = tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::new(filter))
        .with_writer(io::stderr)
        .with_ansi(io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none())
        .try_init();
}
