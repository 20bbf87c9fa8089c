//! `lede versions`.

use std::io::Write;

use super::args::{Shown, Versions};
use super::context::Context;
use super::exit::Outcome;
use super::text::{self, local_time};
use super::{change_words, doubts};
use crate::model::{VersionReason, VersionSummary};

pub fn run(args: &Versions, context: &Context) -> Outcome {
    let library = context.library()?;
    let id = library.resolve(&args.id)?;
    if let Some(shown) = args.show {
        let version = match shown {
            Shown::Latest => library.article(id)?.latest,
            Shown::This(version) => version,
        };
        library.show_version(id, version, context.now())?;
    }
    let versions = library.versions(id)?;
    if context.json() {
        return context.print_json(&versions);
    }
    let mut out = context.out();
    for version in &versions {
        writeln!(out, "{}", row(version))?;
    }
    let article = library.article(id)?;
    if let Some(error) = article.failed_attempt.and_then(|attempt| attempt.error.map(|e| (attempt.tried, e)))
    {
        writeln!(out, "          {}  failed: {}", local_time(error.0), text::one_line(&error.1.message))?;
    }
    if let Some(checked) = article.checked {
        writeln!(out, "          {}  looked at, nothing new", local_time(checked))?;
    }
    if article.chosen {
        writeln!(
            out,
            "Version {} was chosen; `lede versions {id} --show latest` follows the page again.",
            article.shown
        )?;
    }
    Ok(out.flush()?)
}

fn row(version: &VersionSummary) -> String {
    let mut notes = vec![
        reason(version.reason).to_owned(),
        text::count(version.words, "word"),
        text::bytes(version.bytes),
    ];
    if let Some(changes) = &version.changes {
        notes.push(change_words::in_words(changes));
    }
    if version.worse {
        notes.push("not shown: the one before is better".into());
    }
    if !version.diagnosis.complete {
        notes.push(format!("may not be whole: {}", doubts::brief(&version.diagnosis)));
    }
    let mark = if version.current { '*' } else { ' ' };
    let (id, fetched, status) = (version.version.to_string(), local_time(version.fetched), version.status);
    format!("{id:>5} {mark} {fetched}  {status}  {}", notes.join(", "))
}

fn reason(reason: VersionReason) -> &'static str {
    match reason {
        VersionReason::Save => "saved",
        VersionReason::Refetch => "fetched again",
        VersionReason::Given => "given as a page",
        VersionReason::Cleaned => "cleaned again",
        VersionReason::Repaired => "repaired",
        VersionReason::Imported => "imported",
        VersionReason::InternetArchive => "from the Internet Archive",
    }
}
