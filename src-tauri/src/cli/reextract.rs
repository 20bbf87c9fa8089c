//! `lede reextract`.

use std::io::Write;

use super::args::Reextract;
use super::context::Context;
use super::exit::Outcome;
use super::say::say;
use super::tally::Tally;
use super::{interrupt, save, text};
use crate::library::Library;
use crate::model::{SaveOutcome, SaveStatus};

pub fn run(args: &Reextract, context: &Context) -> Outcome {
    let library = context.library()?;
    let mut tally = Tally::new(if args.all { usize::MAX } else { args.ids.len() }, context);
    let chosen = if args.all { None } else { Some(tally.resolve(&library, &args.ids)) };
    let reporter = context.reporter();
    let task = reporter.start("stored pages");
    let tell = |progress| task.tell(progress);
    let outcomes = interrupt::run(async |cancel| {
        library.reextract(chosen.as_deref(), context.clock(), &tell, &cancel).await
    })??;
    drop(task);
    print(&outcomes, &library, context)?;
    outcomes.into_iter().filter_map(|outcome| outcome.error).for_each(|error| tally.failed(error));
    tally.end()
}

fn print(outcomes: &[SaveOutcome], library: &Library, context: &Context) -> Outcome {
    if context.json() {
        return context.print_json(&outcomes);
    }
    let (mut better, mut same) = (0, 0);
    for outcome in outcomes {
        match outcome.status {
            SaveStatus::Saved => better += 1,
            SaveStatus::Exists => same += 1,
            SaveStatus::Failed => continue,
        }
        if outcome.status == SaveStatus::Saved {
            save::print(outcome, library, context)?;
        }
    }
    context.out().flush()?;
    say(&format!(
        "{} cleaned anew, {} the same as before",
        text::count(better, "article"),
        text::count(same, "article")
    ));
    Ok(())
}
