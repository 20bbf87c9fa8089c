//! `lede verify`.

use std::io::Write;

use super::args::Verify;
use super::context::Context;
use super::exit::{Failure, Outcome};
use super::say::say;
use super::{interrupt, text};
use crate::model::VerifyReport;

/// IDs that are told one by one.
const TOLD: usize = 20;

pub fn run(args: &Verify, context: &Context) -> Outcome {
    let library = context.library()?;
    let reporter = context.reporter();
    let task = reporter.start("archive");
    let report = interrupt::run(async |cancel| {
        // The runtime's other threads hear Ctrl+C meanwhile.
        let on_progress = |progress| task.tell(progress);
        match args.index {
            true => library.verify_index(&on_progress, &cancel),
            false => library.verify(&on_progress, &cancel),
        }
    })??;
    drop(task);
    match context.json() {
        true => context.print_json(&report)?,
        false => print(&report, args.index, context)?,
    }
    if report.is_right() {
        return Ok(());
    }
    if !report.faults.is_empty() || !report.references.is_empty() {
        say(
            "the file is damaged: restore a backup, or `lede recover` makes a new archive of what can be read",
        );
    } else if !report.is_index_right() {
        say("`lede rebuild` makes the index new");
    }
    Err(Failure::Partial)
}

fn print(report: &VerifyReport, index_only: bool, context: &Context) -> Outcome {
    let mut out = context.out();
    if !index_only {
        print_contents(report, &mut out)?;
    }
    let compared = text::count(report.articles, "article");
    if report.is_index_right() {
        writeln!(out, "the search index is that of {compared}")?;
    } else {
        writeln!(out, "compared the search index with {compared}")?;
    }
    let ids = |ids: Vec<String>| {
        let more = if ids.len() > TOLD { " …" } else { "" };
        format!("{}{more}", ids.iter().take(TOLD).map(String::as_str).collect::<Vec<_>>().join(", "))
    };
    let named = [
        ("articles", report.differing.iter().map(ToString::to_string).collect::<Vec<_>>()),
        ("notes", report.notes.iter().map(ToString::to_string).collect()),
        ("highlights", report.highlights.iter().map(ToString::to_string).collect()),
    ];
    for (name, wrong) in named.into_iter().filter(|(_, wrong)| !wrong.is_empty()) {
        writeln!(out, "{name} that it has wrong ({}): {}", wrong.len(), ids(wrong))?;
    }
    if report.miscounted > 0 {
        writeln!(out, "{} counted wrong", text::count(report.miscounted, "word"))?;
    }
    if report.behind > 0 {
        writeln!(out, "{} still to be brought into it", text::count(report.behind, "article"))?;
    }
    if !report.sound {
        writeln!(out, "the index is damaged in itself")?;
    }
    Ok(out.flush()?)
}

fn print_contents(report: &VerifyReport, out: &mut impl Write) -> Outcome {
    if report.faults.is_empty() && report.references.is_empty() {
        writeln!(out, "the file is sound")?;
    }
    for fault in report.faults.iter().chain(&report.references).take(TOLD) {
        writeln!(out, "damaged: {}", text::printable(fault))?;
    }
    let more = (report.faults.len() + report.references.len()).saturating_sub(TOLD);
    if more > 0 {
        writeln!(out, "and {more} more; --json lists them")?;
    }
    if report.contents.is_empty() {
        let [versions, pages, pictures] =
            [(report.versions, "version"), (report.pages, "raw page"), (report.pictures, "picture")]
                .map(|(count, name)| text::count(count, name));
        writeln!(out, "{versions}, {pages} and {pictures} are what they were when they were kept")?;
    }
    for wrong in &report.contents {
        writeln!(out, "{}\n    {}", wrong.why, wrong.remedy)?;
    }
    Ok(())
}
