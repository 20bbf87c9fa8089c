//! `lede queue`.

use std::collections::{HashMap, HashSet};
use std::io::Write;
use std::sync::Mutex;

use super::args::Queue;
use super::context::Context;
use super::exit::{Failure, Outcome};
use super::progress::{Reporter, Task};
use super::say::say;
use super::tally::Tally;
use super::text::{self, local_time};
use super::{fetching, interrupt, save};
use crate::error::ErrorReport;
use crate::library::{JobEvent, Library};
use crate::model::{Job, JobId, JobKind, JobState};

pub fn run(args: &Queue, context: &Context) -> Outcome {
    if let Some(verb) = &args.fetching {
        let library = context.library()?;
        fetching::change(verb, &library)?;
        return fetching::tell(&library, context);
    }
    let library = if args.add.is_empty() { context.library()? } else { context.library_to_fill()? };
    let mut tally = Tally::new(args.retry.len() + args.cancel.len() + args.pictures.len(), context);
    change(args, &library, context, &mut tally)?;
    let worked = if args.run { work(&library, context)? } else { Tally::new(0, context) };
    if args.fetch {
        fetching::tell(&library, context)?;
        return tally.end().and(worked.end());
    }
    let jobs = library.jobs()?;
    if context.json() {
        context.print_json(&jobs)?;
    } else {
        print(&jobs, context)?;
    }
    tally.end().and(worked.end())
}

/// Adds, retries, stops and forgets, in this order.
fn change(args: &Queue, library: &Library, context: &Context, tally: &mut Tally<'_>) -> Outcome {
    if !args.add.is_empty() {
        library.enqueue(&save::read_urls(&args.add)?, context.now())?;
    }
    for id in tally.resolve(library, &args.pictures) {
        library.enqueue_for(id, JobKind::RetryPictures, context.now())?;
    }
    let retried = args.retry.iter().map(|id| library.retry_job(*id));
    let cancelled = args.cancel.iter().map(|id| library.cancel_job(*id));
    for result in retried.chain(cancelled) {
        if let Err(error) = result {
            tally.failed(error.report());
        }
    }
    if args.clear {
        library.dismiss_jobs(None)?;
    }
    Ok(())
}

/// Works through the queue and tells what failed.
pub(super) fn work<'a>(library: &Library, context: &'a Context) -> Result<Tally<'a>, Failure> {
    let watch = Watch { reporter: context.reporter(), seen: Mutex::default() };
    let on_event = |event| watch.tell(event);
    interrupt::run(async |stop| library.drain_queue(context.clock(), &on_event, &stop).await)??;
    let seen = watch.seen.into_inner().unwrap_or_default();
    let mut tally = Tally::new(seen.ran.len(), context);
    seen.failed.into_iter().for_each(|error| tally.failed(error));
    Ok(tally)
}

/// Follows the jobs while they run.
struct Watch {
    reporter: Reporter,
    seen: Mutex<Seen>,
}

/// What was seen of the jobs so far.
#[derive(Default)]
struct Seen {
    running: HashMap<JobId, Task>,
    ran: HashSet<JobId>,
    failed: Vec<ErrorReport>,
}

impl Watch {
    fn tell(&self, event: JobEvent) {
        let Ok(mut seen) = self.seen.lock() else { return };
        match event {
            JobEvent::Changed(job) if job.state == JobState::Running => {
                seen.running.entry(job.id).or_insert_with(|| self.reporter.start(&job.url));
                seen.ran.insert(job.id);
            }
            JobEvent::Changed(job) => {
                seen.running.remove(&job.id);
                seen.failed.extend(job.error.filter(|_| job.state == JobState::Failed));
            }
            JobEvent::Progress(id, progress) => {
                if let Some(task) = seen.running.get(&id) {
                    task.tell(progress);
                }
            }
            // What is given up is told at its article.
            JobEvent::Fetched(outcome) => match outcome.error {
                Some(error) => self.reporter.note(&format!("{}: {}", outcome.url, error.message)),
                None => self.reporter.note(&outcome.url),
            },
        }
    }
}

fn print(jobs: &[Job], context: &Context) -> Outcome {
    if jobs.is_empty() {
        say("the queue is empty");
    }
    let mut out = context.out();
    for job in jobs {
        writeln!(
            out,
            "{:>5}  {:<9}  {:<14}  {}",
            job.id.to_string(),
            state(job),
            kind(job),
            text::one_line(&job.url)
        )?;
        let Some(error) = &job.error else { continue };
        let tries = if job.tries == 1 { "1 try".to_owned() } else { format!("{} tries", job.tries) };
        let next = job.next_try.filter(|_| job.state == JobState::Queued);
        let next = next.map(|time| format!(", next {}", local_time(time))).unwrap_or_default();
        writeln!(out, "       {} ({tries}{next})", text::one_line(&error.message))?;
    }
    Ok(out.flush()?)
}

fn state(job: &Job) -> &'static str {
    match job.state {
        JobState::Queued => "waiting",
        JobState::Running => "running",
        JobState::Done => "done",
        JobState::Failed => "failed",
        JobState::Cancelled => "cancelled",
    }
}

fn kind(job: &Job) -> &'static str {
    match job.kind {
        JobKind::Save => "save",
        JobKind::Refetch => "refetch",
        JobKind::Check => "check",
        JobKind::RetryPictures => "pictures",
        JobKind::InternetArchive => "archived copy",
    }
}
