//! `lede queue`.

use std::collections::HashMap;
use std::io::Write;
use std::sync::Mutex;

use super::args::Queue;
use super::context::Context;
use super::exit::Outcome;
use super::progress::{Reporter, Task};
use super::tally::Tally;
use super::text::{self, local_time};
use super::{interrupt, save};
use crate::library::{JobEvent, Library};
use crate::model::{Job, JobId, JobKind, JobState};

pub fn run(args: &Queue, context: &Context) -> Outcome {
    let library = if args.add.is_empty() { context.library()? } else { context.library_to_fill()? };
    let mut tally = Tally::new(args.retry.len() + args.cancel.len() + args.pictures.len(), context);
    change(args, &library, context, &mut tally)?;
    let ran = if args.run { work(&library, context)? } else { Vec::new() };
    let jobs = library.jobs()?;
    if context.json() {
        context.print_json(&jobs)?;
    } else {
        print(&jobs, context)?;
    }
    let failed = jobs.into_iter().filter(|job| ran.contains(&job.id) && job.state == JobState::Failed);
    let mut worked = Tally::new(ran.len(), context);
    failed.filter_map(|job| job.error).for_each(|error| worked.failed(error));
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
    let retried = args.retry.iter().map(|id| library.retry_job(*id, context.now()));
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

/// Works through the queue and returns the jobs that ran.
fn work(library: &Library, context: &Context) -> Result<Vec<JobId>, super::exit::Failure> {
    let watch = Watch { reporter: context.reporter(), tasks: Mutex::default(), ran: Mutex::default() };
    let on_event = |event| watch.tell(event);
    interrupt::run(async |stop| library.run_queue(context.clock(), true, &on_event, &stop).await)??;
    Ok(watch.ran.into_inner().unwrap_or_default())
}

/// Follows the jobs while they run.
struct Watch {
    reporter: Reporter,
    tasks: Mutex<HashMap<JobId, Task>>,
    ran: Mutex<Vec<JobId>>,
}

impl Watch {
    fn tell(&self, event: JobEvent) {
        let Ok(mut tasks) = self.tasks.lock() else { return };
        match event {
            JobEvent::Changed(job) if job.state == JobState::Running => {
                tasks.entry(job.id).or_insert_with(|| self.reporter.start(&job.url));
                if let Ok(mut ran) = self.ran.lock()
                    && !ran.contains(&job.id)
                {
                    ran.push(job.id);
                }
            }
            JobEvent::Changed(job) => drop(tasks.remove(&job.id)),
            JobEvent::Progress(id, progress) => {
                if let Some(task) = tasks.get(&id) {
                    task.tell(progress);
                }
            }
        }
    }
}

fn print(jobs: &[Job], context: &Context) -> Outcome {
    if jobs.is_empty() {
        super::context::say("the queue is empty");
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
        JobKind::RetryPictures => "pictures",
    }
}
