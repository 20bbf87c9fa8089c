//! `lede import`.

use super::args::Import;
use super::context::Context;
use super::exit::{Failure, Outcome};
use super::say::say;
use super::{interrupt, text};
use crate::model::{ImportReport, RowWhy};

/// Rows that a person is told of one by one; `--json` has them all.
const TOLD: usize = 20;

pub fn run(args: &Import, context: &Context) -> Outcome {
    let library = context.library_to_fill()?;
    let reporter = context.reporter();
    let mut report = ImportReport::default();
    for file in &args.files {
        let task = reporter.start(&file.display().to_string());
        let done = interrupt::run(async |cancel| {
            // The runtime's other threads hear Ctrl+C meanwhile.
            library.import(file, &args.tag, context.now(), &|progress| task.tell(progress), &cancel)
        })??;
        drop(task);
        add(&mut report, done);
    }
    if context.json() {
        context.print_json(&report)?;
    } else {
        tell(&report);
    }
    if report.failed.is_empty() { Ok(()) } else { Err(Failure::Partial) }
}

/// Rows of later files are numbered on.
fn add(all: &mut ImportReport, one: ImportReport) {
    let after = all.rows;
    let moved = |rows: Vec<RowWhy>| rows.into_iter().map(move |row| RowWhy { row: row.row + after, ..row });
    all.rows += one.rows;
    all.imported += one.imported;
    all.merged += one.merged;
    all.skipped.extend(moved(one.skipped));
    all.failed.extend(moved(one.failed));
    for (name, count) in one.kinds {
        let kind = all.kinds.entry(name).or_default();
        kind.imported += count.imported;
        kind.merged += count.merged;
    }
}

fn tell(report: &ImportReport) {
    for (what, rows) in [("not read", &report.failed), ("left out", &report.skipped)] {
        for row in rows.iter().take(TOLD) {
            say(&format!("{what}, row {}: {}", row.row, text::printable(&row.why)));
        }
        if rows.len() > TOLD {
            say(&format!("and {} more {what}; --json lists them", rows.len() - TOLD));
        }
    }
    for (name, kind) in &report.kinds {
        let there = if kind.merged > 0 { format!(", {} there already", kind.merged) } else { String::new() };
        say(&format!("{name}: {} new{there}", kind.imported));
    }
    say(&format!(
        "{} rows: {} new, {} there already, {} left out, {} not read",
        report.rows,
        report.imported,
        report.merged,
        report.skipped.len(),
        report.failed.len()
    ));
}
