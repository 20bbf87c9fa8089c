//! `lede versions`.

use std::io::Write;

use super::args::Versions;
use super::context::Context;
use super::doubts;
use super::exit::Outcome;
use super::text::{self, local_time};
use crate::model::VersionSummary;

pub fn run(args: &Versions, context: &Context) -> Outcome {
    let library = context.library()?;
    let versions = library.versions(library.resolve(&args.id)?)?;
    if context.json() {
        return context.print_json(&versions);
    }
    let mut out = context.out();
    for version in &versions {
        writeln!(out, "{}", row(version))?;
    }
    Ok(out.flush()?)
}

fn row(version: &VersionSummary) -> String {
    let mut notes = vec![text::count(version.words, "word")];
    if version.changed {
        notes.push("changed".into());
    }
    if !version.diagnosis.complete {
        notes.push(format!("may not be whole: {}", doubts::brief(&version.diagnosis)));
    }
    let mark = if version.current { '*' } else { ' ' };
    let (id, fetched, status) = (version.version.to_string(), local_time(version.fetched), version.status);
    format!("{id:>5} {mark} {fetched}  {status}  {}", notes.join(", "))
}
