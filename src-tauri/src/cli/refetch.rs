//! `lede refetch`.

use std::io::Write;

use jiff::Timestamp;
use serde::Serialize;

use super::args::{Refetch, SourceArg};
use super::context::Context;
use super::exit::Outcome;
use super::say::say;
use super::tally::Tally;
use super::{change_words, interrupt, save, text};
use crate::library::Library;
use crate::model::{ArticleId, ChangeSummary, SaveOutcome, SaveStatus, VersionSummary};

/// What `--json` prints: the outcome, and what is known of the version that is current now.
#[derive(Serialize)]
struct Refetched {
    #[serde(flatten)]
    outcome: SaveOutcome,
    fetched: Option<Timestamp>,
    changed: bool,
    changes: Option<ChangeSummary>,
}

pub fn run(args: &Refetch, context: &Context) -> Outcome {
    let library = context.library()?;
    let mut tally = Tally::new(args.ids.len(), context);
    let mut refetched = Vec::new();
    for id in tally.resolve(&library, &args.ids) {
        let outcome = fetch(id, args.from, &library, context)?;
        if let Some(error) = outcome.error.clone() {
            tally.failed(error);
            continue;
        }
        let brought = brought(&outcome, &library)?;
        if !context.json() {
            print(&outcome, brought.as_ref(), &library, context)?;
        }
        refetched.push(told(outcome, brought, &library)?);
    }
    match refetched.as_slice() {
        _ if !context.json() => {}
        // One article is one object, as scripts know it.
        [one] if args.ids.len() == 1 => context.print_json(one)?,
        [] if args.ids.len() == 1 => {}
        all => context.print_json(&all)?,
    }
    tally.end()
}

fn fetch(
    id: ArticleId,
    from: Option<SourceArg>,
    library: &Library,
    context: &Context,
) -> Result<SaveOutcome, super::exit::Failure> {
    let url = library.article(id)?.summary.url;
    let reporter = context.reporter();
    let task = reporter.start(&url);
    let tell = |progress| task.tell(progress);
    let clock = context.clock();
    Ok(interrupt::run(async |cancel| match from {
        Some(SourceArg::InternetArchive) => {
            library.refetch_from_internet_archive(id, clock, &tell, &cancel).await
        }
        None => library.refetch(id, clock, &tell, &cancel).await,
    })??)
}

/// The version that a refetch brought and that is no worse than what was there; nothing when the page has not changed.
fn brought(outcome: &SaveOutcome, library: &Library) -> Result<Option<VersionSummary>, crate::Error> {
    let Some(id) = outcome.id.filter(|_| outcome.status == SaveStatus::Saved) else { return Ok(None) };
    Ok(library.versions(id)?.into_iter().next().filter(|version| !version.worse))
}

fn told(
    outcome: SaveOutcome,
    brought: Option<VersionSummary>,
    library: &Library,
) -> Result<Refetched, crate::Error> {
    let fetched = outcome.id.map(|id| library.article(id)).transpose()?.map(|article| article.fetched);
    Ok(Refetched {
        outcome,
        fetched,
        changed: brought.as_ref().is_some_and(|version| version.changed),
        changes: brought.and_then(|version| version.changes),
    })
}

fn print(
    outcome: &SaveOutcome,
    brought: Option<&VersionSummary>,
    library: &Library,
    context: &Context,
) -> Outcome {
    if outcome.status == SaveStatus::Exists {
        say("the page has not changed");
        return Ok(());
    }
    save::print(outcome, library, context)?;
    let mut out = context.out();
    if let Some(version) = brought {
        let change = version.changes.as_ref().map_or_else(|| "the first".to_owned(), change_words::in_words);
        let words = text::count(version.words, "word");
        writeln!(out, "               version {}, {words}; {change}", version.version)?;
        if !version.current {
            writeln!(out, "               another version was chosen and stays; `lede versions` shows them")?;
        }
    }
    Ok(out.flush()?)
}
