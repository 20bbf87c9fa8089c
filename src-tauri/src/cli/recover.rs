//! `lede recover`.

use std::io::Write;

use super::args::Recover;
use super::context::Context;
use super::exit::{Failure, Outcome};
use super::say::say;
use super::{interrupt, text};
use crate::library::{RecoverRequest, recover};
use crate::model::RecoverReport;

/// Losses that a person is told of one by one; `--json` has them all.
const TOLD: usize = 40;

pub fn run(args: &Recover, context: &Context) -> Outcome {
    let damaged = match &args.from {
        Some(path) => path.clone(),
        None => context.archive()?,
    };
    let request = RecoverRequest {
        damaged: &damaged,
        output: &args.output,
        replace: args.force,
        now: context.now(),
        options: context.options(true),
    };
    let reporter = context.reporter();
    let task = reporter.start("recover");
    let report = interrupt::run(async |cancel| {
        // The runtime's other threads hear Ctrl+C meanwhile.
        recover(&request, &|progress| task.tell(progress), &cancel)
    })??;
    drop(task);
    match context.json() {
        true => context.print_json(&report)?,
        false => print(&report, context)?,
    }
    if report.is_whole() { Ok(()) } else { Err(Failure::Partial) }
}

fn print(report: &RecoverReport, context: &Context) -> Outcome {
    let mut out = context.out();
    for lost in report.lost.iter().take(TOLD) {
        let id = lost.id.map_or_else(String::new, |id| id.to_string());
        writeln!(out, "{id:>6}  {}\n        {}", text::printable(&lost.title), text::printable(&lost.why))?;
    }
    if report.lost.len() > TOLD {
        writeln!(out, "and {} more; --json lists them", report.lost.len() - TOLD)?;
    }
    for table in &report.tables {
        let lost = [(table.broken_rows, "row"), (table.broken_pages, "page")];
        let broken: Vec<String> = lost
            .iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, name)| text::count(*count, name))
            .collect();
        if !broken.is_empty() {
            writeln!(out, "{}: {} could not be read", table.table, broken.join(" and "))?;
        }
        if table.let_go > 0 {
            writeln!(out, "{}: {} belonged to what is lost", table.table, text::count(table.let_go, "row"))?;
        }
    }
    out.flush()?;
    let (articles, size) = (text::count(report.articles, "article"), text::bytes(report.bytes));
    say(&format!("{articles} in {} ({size})", report.output));
    if report.is_whole() {
        say("nothing was lost");
    }
    Ok(())
}
