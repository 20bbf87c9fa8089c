//! `lede verify`.

use std::io::Write;

use super::context::Context;
use super::exit::{Failure, Outcome};
use super::say::say;
use super::{interrupt, text};
use crate::model::VerifyReport;

/// IDs that are told one by one.
const TOLD: usize = 20;

pub fn run(context: &Context) -> Outcome {
    let library = context.library()?;
    let reporter = context.reporter();
    let task = reporter.start("index");
    let report = interrupt::run(async |cancel| library.verify(&|progress| task.tell(progress), &cancel))??;
    drop(task);
    match context.json() {
        true => context.print_json(&report)?,
        false => print(&report, context)?,
    }
    if report.is_right() {
        return Ok(());
    }
    say("`lede rebuild` makes the index new");
    Err(Failure::Partial)
}

fn print(report: &VerifyReport, context: &Context) -> Outcome {
    let mut out = context.out();
    let compared = text::count(report.articles, "article");
    if report.is_right() {
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
