//! `lede export`.

use super::args::Export;
use super::context::Context;
use super::exit::{Failure, Outcome};
use super::say::say;
use super::{interrupt, text};
use crate::library::{ExportRequest, Library};
use crate::model::{ExportChoice, ExportReport, ListQuery, Shelf, SortKey};

/// Omissions that a person is told of one by one; `--json` has them all.
const TOLD: usize = 20;

pub fn run(args: &Export, context: &Context) -> Outcome {
    let library = context.library()?;
    let choice = choice(args, &library)?;
    let request = ExportRequest {
        choice: &choice,
        title: args.title.as_deref(),
        format: args.format.into(),
        options: args.options(),
        output: &args.output,
        replace: args.force,
    };
    let reporter = context.reporter();
    let task = reporter.start("export");
    let report = interrupt::run(async |cancel| {
        // The runtime's other threads hear Ctrl+C meanwhile.
        library.export(&request, context.now(), &|progress| task.tell(progress), &cancel)
    })??;
    drop(task);
    if context.json() {
        return context.print_json(&report);
    }
    tell(&report);
    Ok(())
}

fn choice(args: &Export, library: &Library) -> Result<ExportChoice, Failure> {
    if let Some(name) = &args.collection {
        return Ok(ExportChoice::Collection(library.find_collection(name)?));
    }
    if let Some(query) = &args.query {
        return Ok(ExportChoice::List(ListQuery {
            shelf: Shelf::All,
            find: Some(query.clone()),
            sort: SortKey::Relevance,
            ..ListQuery::default()
        }));
    }
    if args.ids.is_empty() {
        return Ok(ExportChoice::Archive);
    }
    let ids = args.ids.iter().map(|id| library.resolve(id)).collect::<Result<_, _>>()?;
    Ok(ExportChoice::Articles(ids))
}

/// What went out, and what did not.
fn tell(report: &ExportReport) {
    for left_out in report.left_out.iter().take(TOLD) {
        say(&format!("not included, of {}: {}", left_out.id, left_out.why));
    }
    if report.left_out.len() > TOLD {
        say(&format!("and {} more that are not included; --json lists them", report.left_out.len() - TOLD));
    }
    let (articles, size) = (text::count(report.exported, "article"), text::bytes(report.bytes));
    say(&format!("{articles} in {} ({size})", report.output));
}
