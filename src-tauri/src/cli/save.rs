//! `lede save`.

use std::io::{self, BufRead, Read, Write};
use std::path::Path;

use futures_util::StreamExt;
use tokio_util::sync::CancellationToken;

use super::args::Save;
use super::context::{Context, file_error};
use super::exit::{Failure, Outcome};
use super::progress::Reporter;
use super::tally::Tally;
use super::{doubts, interrupt, text};
use crate::error::{Error, Result};
use crate::library::{Library, QueuedSave, SaveRequest};
use crate::model::{SaveOutcome, SaveStatus};

/// Saves that run at once; the capturer bounds the connections of all of them together.
const AT_ONCE: usize = 8;

pub fn run(args: &Save, context: &Context) -> Outcome {
    let requests = requests(args)?;
    let library = context.library_to_fill()?;
    let asked = requests.len();
    let outcomes = interrupt::run(|cancel| save_all(&library, requests, context, cancel))??;
    if context.json() {
        context.print_json(&outcomes)?;
    }
    end(outcomes, Tally::new(asked, context))
}

fn end(outcomes: Vec<SaveOutcome>, mut tally: Tally<'_>) -> Outcome {
    outcomes.into_iter().filter_map(|outcome| outcome.error).for_each(|error| tally.failed(error));
    tally.end()
}

/// One request a URL, in the order given.
fn requests(args: &Save) -> Result<Vec<SaveRequest>, Failure> {
    let urls = read_urls(&args.urls)?;
    let html = match &args.html {
        Some(_) if urls.len() != 1 => {
            return Err(Failure::Usage("--html is one page: give exactly one URL with it".into()));
        }
        Some(_) if args.urls == ["-"] && args.html.as_deref() == Some(Path::new("-")) => {
            return Err(Failure::Usage("the URL and the page cannot both come from standard input".into()));
        }
        Some(path) => Some(read_page(path)?),
        None => None,
    };
    Ok(urls
        .into_iter()
        .map(|url| SaveRequest { url, html: html.clone(), refetch: args.refetch, tags: args.tag.clone() })
        .collect())
}

/// The URLs as given; `-` stands for the lines of standard input (empty ones and comments left out).
pub fn read_urls(urls: &[String]) -> Result<Vec<String>, Failure> {
    let mut all = Vec::new();
    for url in urls {
        if url != "-" {
            all.push(url.clone());
            continue;
        }
        for line in io::stdin().lock().lines() {
            let line = line.map_err(|source| file_error(Path::new("standard input"), source))?;
            let line = line.trim();
            if !line.is_empty() && !line.starts_with('#') {
                all.push(line.to_owned());
            }
        }
    }
    Ok(all)
}

fn read_page(path: &Path) -> Result<Vec<u8>, Error> {
    if path != Path::new("-") {
        return std::fs::read(path).map_err(|source| file_error(path, source));
    }
    let mut page = Vec::new();
    io::stdin().read_to_end(&mut page).map_err(|source| file_error(Path::new("standard input"), source))?;
    Ok(page)
}

async fn save_all(
    library: &Library,
    requests: Vec<SaveRequest>,
    context: &Context,
    cancel: CancellationToken,
) -> Result<Vec<SaveOutcome>, Failure> {
    let reporter = context.reporter();
    let cancel = &cancel;
    let saves = library.queue_saves(&requests, context.now())?;
    drop(requests);
    let saves = saves.into_iter().map(|save| save_one(library, save, context, &reporter, cancel));
    let mut saves = futures_util::stream::iter(saves).buffered(AT_ONCE);
    let mut outcomes = Vec::new();
    while let Some(outcome) = saves.next().await {
        let outcome = outcome?;
        if !context.json() {
            reporter.above(|| print(&outcome, library, context))?;
        }
        outcomes.push(outcome);
    }
    Ok(outcomes)
}

async fn save_one(
    library: &Library,
    save: QueuedSave,
    context: &Context,
    reporter: &Reporter,
    cancel: &CancellationToken,
) -> Result<SaveOutcome> {
    let task = reporter.start(&save.url);
    library.finish_save(save, context.clock(), &|progress| task.tell(progress), cancel).await
}

/// Tells a person how one save ended; an error is told with the others at the end.
pub fn print(outcome: &SaveOutcome, library: &Library, context: &Context) -> Outcome {
    let Some(id) = outcome.id.filter(|_| outcome.status != SaveStatus::Failed) else { return Ok(()) };
    let title = context.title(&library.article(id)?.summary.title, "saved   12345  ".len());
    let mut out = context.out();
    match outcome.status {
        SaveStatus::Saved => writeln!(out, "saved   {:>5}  {title}", id.to_string())?,
        _ => writeln!(out, "exists  {:>5}  {title}", id.to_string())?,
    }
    if !outcome.shown {
        let line = "what came was worse than the copy that was there, which stays; `lede show` says more";
        writeln!(out, "               {line}")?;
    }
    if let Some(diagnosis) = outcome.diagnosis.as_ref().filter(|diagnosis| !diagnosis.complete) {
        writeln!(out, "               may not be whole: {}", doubts::with_evidence(diagnosis))?;
    }
    if outcome.missing_assets > 0 {
        let missing = text::count(outcome.missing_assets, "picture");
        writeln!(out, "               {missing} missing; `lede queue --pictures {id} --run` tries again")?;
    }
    Ok(out.flush()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_in_a_file_belongs_to_one_url() {
        let args = Save {
            urls: vec!["https://example.org/a".into(), "https://example.org/b".into()],
            html: Some("page.html".into()),
            refetch: false,
            tag: Vec::new(),
        };
        assert!(matches!(requests(&args), Err(Failure::Usage(_))));
    }
}
