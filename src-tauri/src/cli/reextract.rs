//! `lede reextract`.

use std::io::Write;

use super::args::Reextract;
use super::context::Context;
use super::exit::Outcome;
use super::say::say;
use super::tally::Tally;
use super::{interrupt, save, text};
use crate::library::Library;
use crate::model::{CopyChange, SaveOutcome, SaveStatus};

pub fn run(args: &Reextract, context: &Context) -> Outcome {
    let library = context.library()?;
    let mut tally =
        Tally::new(if args.all || args.site.is_some() { usize::MAX } else { args.ids.len() }, context);
    let mut chosen = if args.all { None } else { Some(tally.resolve(&library, &args.ids)) };
    if let (Some(site), Some(chosen)) = (&args.site, &mut chosen) {
        chosen.extend(library.articles_of_rule(site)?);
    }
    let reporter = context.reporter();
    let task = reporter.start("stored pages");
    let tell = |progress| task.tell(progress);
    if args.dry_run {
        let changes = interrupt::run(async |cancel| {
            library.reextract_changes(chosen.as_deref(), &tell, &cancel).await
        })??;
        drop(task);
        preview(&changes, context)?;
        changes.into_iter().filter_map(|change| change.error).for_each(|error| tally.failed(error));
        return tally.end();
    }
    let outcomes = interrupt::run(async |cancel| {
        library.reextract(chosen.as_deref(), context.clock(), &tell, &cancel).await
    })??;
    drop(task);
    print(&outcomes, &library, context)?;
    outcomes.into_iter().filter_map(|outcome| outcome.error).for_each(|error| tally.failed(error));
    tally.end()
}

/// What would change: a line for each article, and each paragraph that would come or go.
fn preview(changes: &[CopyChange], context: &Context) -> Outcome {
    if context.json() {
        return context.print_json(&changes);
    }
    let mut out = context.out();
    for change in changes.iter().filter(|change| change.changed) {
        let (before, after) = (change.words_before, change.words_after);
        let fate = if change.worse { "; kept, but not shown" } else { "" };
        writeln!(
            out,
            "{}  {}  ({before} words, then {after}{fate})",
            change.id,
            text::one_line(&change.title)
        )?;
        let marked = change.removed.iter().map(|p| ('-', p)).chain(change.added.iter().map(|p| ('+', p)));
        for (mark, paragraph) in marked {
            writeln!(out, "  {mark} {}", text::one_line(paragraph))?;
        }
    }
    out.flush()?;
    let (mut changed, mut same) = (0, 0);
    changes.iter().for_each(|change| if change.changed { changed += 1 } else { same += 1 });
    say(&format!(
        "{} would change, {} would stay the same; nothing was changed",
        text::count(changed, "article"),
        text::count(same, "article")
    ));
    Ok(())
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
