//! `lede watch` and `lede unwatch`.

use std::io::Write;
use std::sync::Mutex;
use std::time::Duration;

use serde::Serialize;
use tokio_util::sync::CancellationToken;

use super::args::{Unwatch, Watch};
use super::context::Context;
use super::exit::{Failure, Outcome};
use super::say::say;
use super::tally::Tally;
use super::text::{self, local_time};
use super::{change_words, interrupt};
use crate::error::ErrorReport;
use crate::library::{JobEvent, Library, SaveRequest};
use crate::model::{
    ArticleId, ArticleSummary, ChangeSummary, Job, JobKind, JobState, SaveStatus, WatchedArticle,
};

/// A look at a page, as `--json` prints it.
#[derive(Debug, Serialize)]
struct Looked {
    id: Option<ArticleId>,
    url: String,
    changed: bool,
    changes: Option<ChangeSummary>,
    error: Option<ErrorReport>,
}

pub fn run(args: &Watch, context: &Context) -> Outcome {
    if args.run {
        return look(args.once, context);
    }
    let library = if args.list { context.library()? } else { context.library_to_fill()? };
    let mut tally = Tally::new(args.ids.len(), context);
    let mut ids = Vec::new();
    for id in &args.ids {
        match library.resolve(id).or_else(|error| saved(id, error, &library, context)) {
            Ok(id) if ids.contains(&id) => {}
            Ok(id) => ids.push(id),
            Err(report) => tally.failed(report),
        }
    }
    if !ids.is_empty() {
        library.watch(&ids, args.every, context.now())?;
    }
    let mut watched = library.watched()?;
    watched.retain(|article| args.list || ids.contains(&article.id));
    print(&watched, context)?;
    tally.end()
}

/// Saves an address that is not in the archive yet.
fn saved(
    url: &str,
    error: crate::Error,
    library: &Library,
    context: &Context,
) -> Result<ArticleId, ErrorReport> {
    if !url.contains("://") {
        return Err(error.report());
    }
    let reporter = context.reporter();
    let task = reporter.start(url);
    let request = SaveRequest { url: url.to_owned(), ..SaveRequest::default() };
    let tell = |progress| task.tell(progress);
    let outcome = interrupt::run(async |cancel| library.save(request, context.clock(), &tell, &cancel).await);
    let outcome = outcome.map_err(|_| error.report())?.map_err(|error| error.report())?;
    match (outcome.id, outcome.error) {
        (Some(id), None) => Ok(id),
        (_, report) => Err(report.unwrap_or_else(|| error.report())),
    }
}

pub fn stop(args: &Unwatch, context: &Context) -> Outcome {
    let library = context.library()?;
    let mut tally = Tally::new(args.ids.len(), context);
    let found = tally.resolve(&library, &args.ids);
    library.unwatch(&found, context.now())?;
    let summaries: Result<Vec<ArticleSummary>, crate::Error> =
        found.iter().map(|id| Ok(library.article(*id)?.summary)).collect();
    let summaries = summaries?;
    if context.json() {
        context.print_json(&summaries)?;
    } else {
        let mut out = context.out();
        for article in &summaries {
            let title = context.title(&article.title, "no longer watched  12345  ".len());
            writeln!(out, "no longer watched  {:>5}  {title}", article.id.to_string())?;
        }
        out.flush()?;
    }
    tally.end()
}

fn print(watched: &[WatchedArticle], context: &Context) -> Outcome {
    if context.json() {
        return context.print_json(&watched);
    }
    if watched.is_empty() {
        say("nothing is watched; `lede watch URL --every 6h` looks at a page again from time to time");
    }
    let mut out = context.out();
    for article in watched {
        let (id, every) = (article.id.to_string(), interval(article.watch.every));
        let next = local_time(article.watch.next);
        let before = format!("{id:>5}  every {every:<8}  next {next}  ");
        writeln!(out, "{before}{}", context.title(&article.title, before.len()))?;
        if article.watch.failures > 0 {
            let why = article.error.as_ref().map(|error| format!(": {}", text::one_line(&error.message)));
            let times = text::count(article.watch.failures, "look");
            writeln!(out, "       {times} failed{}", why.unwrap_or_default())?;
        }
    }
    Ok(out.flush()?)
}

/// An interval in its largest whole unit.
fn interval(seconds: u32) -> String {
    let units = [(604_800, "week"), (86_400, "day"), (3600, "hour"), (60, "minute")];
    let whole = units.iter().find(|(unit, _)| seconds.is_multiple_of(*unit));
    whole.map_or_else(|| text::count(seconds, "second"), |(unit, name)| text::count(seconds / unit, name))
}

/// Looks at what is due; without `once`, until it is stopped.
fn look(once: bool, context: &Context) -> Outcome {
    let library = context.library()?;
    let looked = Mutex::new(Vec::new());
    let on_event = |event| {
        let JobEvent::Changed(job) = event else { return };
        if job.kind != JobKind::Check || matches!(job.state, JobState::Queued | JobState::Running) {
            return;
        }
        let Ok(mut looked) = looked.lock() else { return };
        let look = looked_at(job, &library);
        if !context.json() {
            tell(&look);
        }
        looked.push(look);
    };
    if !once && !context.json() {
        say("looking at watched pages as they become due; Ctrl+C ends it");
    }
    interrupt::run(async |stop| match once {
        true => drain(&library, context, &on_event, &stop).await,
        false => Ok(library.run_queue(context.clock(), false, &on_event, &stop).await?),
    })??;
    let looked = looked.into_inner().unwrap_or_default();
    if context.json() {
        return context.print_json(&looked);
    }
    if looked.is_empty() {
        say("nothing was due");
    }
    Ok(())
}

/// Works until no look is left that was due; those of one host stand apart, so this waits between them.
async fn drain(
    library: &Library,
    context: &Context,
    on_event: &(dyn Fn(JobEvent) + Send + Sync),
    stop: &CancellationToken,
) -> Result<(), Failure> {
    library.enqueue_due(context.now())?;
    loop {
        library.run_queue(context.clock(), true, on_event, stop).await?;
        let waits = |job: &Job| job.kind == JobKind::Check && job.state == JobState::Queued;
        let next = library.jobs()?.into_iter().filter(waits).filter_map(|job| job.next_try).min();
        let Some(next) = next.filter(|_| !stop.is_cancelled()) else { return Ok(()) };
        let wait = Duration::try_from(context.now().duration_until(next)).unwrap_or_default();
        tokio::select! {
            () = tokio::time::sleep(wait.max(Duration::from_millis(50))) => {}
            () = stop.cancelled() => {}
        }
    }
}

fn looked_at(job: Job, library: &Library) -> Looked {
    let outcome = job.outcome;
    let id = outcome.as_ref().and_then(|outcome| outcome.id);
    let saved = outcome.as_ref().is_some_and(|outcome| outcome.status == SaveStatus::Saved);
    let newest = id.filter(|_| saved).and_then(|id| library.versions(id).ok()?.into_iter().next());
    let newest = newest.filter(|version| !version.worse);
    Looked {
        id,
        url: job.url,
        changed: newest.is_some(),
        changes: newest.and_then(|version| version.changes),
        error: job.error.or(outcome.and_then(|outcome| outcome.error)),
    }
}

fn tell(look: &Looked) {
    let url = text::one_line(&look.url);
    match (&look.error, &look.changes) {
        (Some(error), _) => say(&format!("failed     {url}: {}", text::one_line(&error.message))),
        (None, Some(changes)) => say(&format!("changed    {url}: {}", change_words::in_words(changes))),
        (None, None) => say(&format!("unchanged  {url}")),
    }
}
