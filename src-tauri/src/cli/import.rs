//! `lede import`.

use super::args::Import;
use super::context::Context;
use super::exit::{Failure, Outcome};
use super::say::say;
use super::{interrupt, queue, text};
use crate::error::Error;
use crate::library::Library;
use crate::model::{FetchTime, ImportOptions, ImportPreview, ImportReport, RowWhy};

/// Rows that a person is told of one by one; `--json` has them all.
const TOLD: usize = 20;

pub fn run(args: &Import, context: &Context) -> Outcome {
    let options = ImportOptions {
        format: args.format,
        tags: args.tag.clone(),
        shelf: args.shelf.map(Into::into),
        fetch: args.fetch.into(),
        skip_feeds: args.skip_feeds,
    };
    if args.preview {
        return preview(args, &options, context);
    }
    let library = context.library_to_fill()?;
    let reporter = context.reporter();
    let (mut report, mut ended) = (ImportReport::default(), Ok(()));
    for file in &args.files {
        let task = reporter.start(&file.display().to_string());
        let done = interrupt::run(async |cancel| {
            library.import(file, &options, &context.clock(), &|progress| task.tell(progress), &cancel).await
        })?;
        drop(task);
        match done {
            Ok(done) => add(&mut report, done),
            Err(error) if args.files.len() == 1 => return Err(error.into()),
            // What came in of other files is told all the same.
            Err(Error::Cancelled) => {
                ended = Err(Error::Cancelled.into());
                break;
            }
            Err(error) => {
                say(&format!("{}: {error}", file.display()));
                ended = Err(Failure::Partial);
            }
        }
    }
    let fetched = if ended.is_ok() { fetch_now(&options, &report, &library, context) } else { ended };
    if context.json() {
        context.print_json(&report)?;
    } else {
        tell(&report, &options);
    }
    fetched?;
    if report.failed.is_empty() { Ok(()) } else { Err(Failure::Partial) }
}

fn fetch_now(
    options: &ImportOptions,
    report: &ImportReport,
    library: &Library,
    context: &Context,
) -> Outcome {
    if options.fetch == FetchTime::Now && report.to_fetch > 0 {
        return queue::work(library, context)?.end();
    }
    Ok(())
}

/// Rows of later files are numbered on.
fn add(all: &mut ImportReport, one: ImportReport) {
    let after = all.rows;
    let moved = |rows: Vec<RowWhy>| rows.into_iter().map(move |row| RowWhy { row: row.row + after, ..row });
    all.import = one.import;
    all.format = one.format;
    all.rows += one.rows;
    all.imported += one.imported;
    all.merged += one.merged;
    all.to_fetch += one.to_fetch;
    all.skipped.extend(moved(one.skipped));
    all.failed.extend(moved(one.failed));
    for (name, count) in one.kinds {
        let kind = all.kinds.entry(name).or_default();
        kind.imported += count.imported;
        kind.merged += count.merged;
    }
}

pub(super) fn tell(report: &ImportReport, options: &ImportOptions) {
    for (what, rows) in [("not taken in", &report.failed), ("left out", &report.skipped)] {
        for row in rows.iter().take(TOLD) {
            say(&told(what, row));
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
        "{} rows: {} new, {} there already, {} left out, {} not taken in",
        report.rows,
        report.imported,
        report.merged,
        report.skipped.len(),
        report.failed.len()
    ));
    if report.to_fetch > 0 && options.fetch == FetchTime::Later {
        say(&format!("{} pages wait in the queue; `lede queue --run` fetches them", report.to_fetch));
    }
}

fn told(what: &str, row: &RowWhy) -> String {
    let about = row.title.as_deref().or(row.url.as_deref()).unwrap_or_default();
    let place = if row.place.is_empty() { format!("row {}", row.row) } else { row.place.clone() };
    let about = if about.is_empty() { String::new() } else { format!(" ({about})") };
    text::printable(&format!("{what}, {place}{about}: {}", row.why)).into_owned()
}

/// Says what is in the files.
fn preview(args: &Import, options: &ImportOptions, context: &Context) -> Outcome {
    let library = context.library_to_fill()?;
    let reporter = context.reporter();
    let mut previews = Vec::with_capacity(args.files.len());
    for file in &args.files {
        let task = reporter.start(&file.display().to_string());
        previews.push(interrupt::run(async |cancel| {
            library.preview_import(file, options, &|progress| task.tell(progress), &cancel).await
        })??);
        drop(task);
    }
    if context.json() {
        return context.print_json(&previews);
    }
    previews.iter().for_each(foretell);
    Ok(())
}

fn foretell(preview: &ImportPreview) {
    say(&format!("{}: {}", text::printable(&preview.name), preview.format.name()));
    let counts = [
        ("rows", preview.rows),
        ("new articles", preview.new),
        ("there already", preview.here),
        ("about an article of an earlier row", preview.again),
        ("left out or not readable", preview.refused),
        ("with their text", preview.with_text),
        ("to be fetched", preview.to_fetch),
        ("brought by feeds", preview.feeds),
        ("tags", preview.tags),
        ("collections", preview.collections),
        ("notes", preview.notes),
        ("highlights", preview.highlights),
    ];
    for (what, count) in counts.into_iter().filter(|(_, count)| *count > 0) {
        say(&format!("  {count} {what}"));
    }
    if preview.unfinished {
        say("  an import of this file broke off; what is left of it is taken in");
    } else if preview.before.is_some() {
        say("  this file was taken in before");
    }
    for row in preview.refusals.iter().take(TOLD) {
        say(&format!("  {}", told("not taken in", row)));
    }
}
