//! `lede refetch`.

use std::io::Write;

use jiff::Timestamp;
use serde::Serialize;

use super::args::Refetch;
use super::context::Context;
use super::exit::Outcome;
use super::say::say;
use super::tally::Tally;
use super::{interrupt, save, text};
use crate::library::Library;
use crate::model::{SaveOutcome, SaveStatus, VersionSummary};

/// What `--json` prints: the outcome, and what is known of the version that is current now.
#[derive(Serialize)]
struct Refetched {
    #[serde(flatten)]
    outcome: SaveOutcome,
    fetched: Option<Timestamp>,
    changed: bool,
}

pub fn run(args: &Refetch, context: &Context) -> Outcome {
    let library = context.library()?;
    let id = library.resolve(&args.id)?;
    let url = library.article(id)?.summary.url;
    let reporter = context.reporter();
    let task = reporter.start(&url);
    let tell = |progress| task.tell(progress);
    let outcome = interrupt::run(async |cancel| library.refetch(id, context.clock(), &tell, &cancel).await)??;
    drop(task);
    let mut tally = Tally::new(1, context);
    if let Some(error) = outcome.error.clone() {
        tally.failed(error);
        return tally.end();
    }
    print(outcome, &library, context)?;
    tally.end()
}

fn print(outcome: SaveOutcome, library: &Library, context: &Context) -> Outcome {
    let current = current(&outcome, library)?;
    if context.json() {
        let changed = outcome.status == SaveStatus::Saved && current.as_ref().is_some_and(|it| it.changed);
        let fetched = current.map(|version| version.fetched);
        return context.print_json(&Refetched { outcome, fetched, changed });
    }
    if outcome.status == SaveStatus::Exists {
        say("the page has not changed");
        return Ok(());
    }
    save::print(&outcome, library, context)?;
    let mut out = context.out();
    if let Some(version) = current {
        let change = if version.changed { "the text changed" } else { "the text is the same" };
        writeln!(
            out,
            "               version {}, {}; {change}",
            version.version,
            text::count(version.words, "word")
        )?;
    }
    Ok(out.flush()?)
}

fn current(outcome: &SaveOutcome, library: &Library) -> Result<Option<VersionSummary>, crate::Error> {
    let Some(id) = outcome.id else { return Ok(None) };
    Ok(library.versions(id)?.into_iter().find(|version| version.current))
}
