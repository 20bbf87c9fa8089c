//! SIGKILL at fifty points of a run: what was committed is whole, and the queue alone finishes the rest.

#![cfg(unix)]

use std::os::unix::process::ExitStatusExt;
use std::process::Stdio;
use std::sync::{Arc, Mutex};

use lede::library::{Clock, Library};
use lede::model::{JobState, SaveStatus};
use rustix::process::{Pid, Signal, kill_process};
use tokio_util::sync::CancellationToken;

use crate::site::{Point, Site, bulk};
use crate::support::Sandbox;
use crate::verify;

/// Articles of one run, each with two pictures.
const ARTICLES: usize = 6;
/// Requests of one run: a page and its pictures.
const REQUESTS: usize = ARTICLES * 3;
/// Points of killing in all.
const KILLS: usize = 50;

/// Long after every lease has run out.
fn much_later() -> Clock {
    Arc::new(|| "2040-01-01T00:00:00Z".parse().unwrap())
}

fn urls(site: &Site) -> Vec<String> {
    (1..=ARTICLES as u64).map(|number| site.url(&bulk::path(number))).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_anywhere_the_archive_is_whole_and_the_queue_finishes_the_rest() {
    let site = Site::start();
    let bytes = bytes_of_a_whole_run(&site).await;
    for kill in 0..KILLS {
        let point = match kill {
            0..REQUESTS => Point::Request(kill + 1),
            _ => Point::Byte(bytes * (kill - REQUESTS) as u64 / (KILLS - REQUESTS) as u64 + 1),
        };
        let sandbox = Sandbox::new();
        // Every other run is a save on the command line, the rest work through a queue that was filled before.
        if kill % 2 == 0 {
            killed_at(&sandbox, &site, point, "save")
        } else {
            killed_at(&sandbox, &site, point, "queue")
        }
        assert_eq!(verify::faults(&sandbox.archive()), Vec::<String>::new(), "killed at {point:?}");
        let library = sandbox.open(&site).unwrap();
        verify::read_all(&library);
        is_found_right(&library);
        let before = verify::all(&library).len();
        go_on(&library).await;
        let after = verify::all(&library);
        assert_eq!(after.len(), ARTICLES, "killed at {point:?} with {before} articles");
        assert!(after.iter().all(|article| article.missing_assets == 0), "killed at {point:?}: {after:#?}");
        verify::read_all(&library);
        is_found_right(&library);
    }
}

/// The search index has the words of what is stored, and nothing else.
fn is_found_right(library: &Library) {
    let report = library.verify(&|_| {}, &CancellationToken::new()).unwrap();
    assert!(report.is_right() && report.behind == 0, "{report:?}");
}

/// What a run sends when nobody kills it, so that the points of killing lie all along it.
async fn bytes_of_a_whole_run(site: &Site) -> u64 {
    let sandbox = Sandbox::new();
    let library = sandbox.open(site).unwrap();
    library.enqueue(&urls(site), crate::support::now()).unwrap();
    go_on(&library).await;
    assert_eq!(site.record().requests(), REQUESTS);
    let titles: Vec<_> = verify::all(&library).into_iter().map(|article| article.title).collect();
    assert!((1..=ARTICLES as u64).all(|number| titles.contains(&bulk::title(number))), "{titles:?}");
    site.record().bytes()
}

fn killed_at(sandbox: &Sandbox, site: &Site, point: Point, how: &str) {
    if how == "queue" {
        let added = sandbox
            .lede(["queue", "--add"].map(str::to_owned).into_iter().chain(urls(site)))
            .output()
            .unwrap();
        assert!(added.status.success(), "{added:?}");
    }
    site.record().clear();
    let victim: Arc<Mutex<Option<Pid>>> = Arc::default();
    let found = Arc::clone(&victim);
    site.record().at(point, move || kill_process(found.lock().unwrap().unwrap(), Signal::KILL).unwrap());
    let mut command = match how {
        "queue" => sandbox.lede(["queue", "--run", "--json"]),
        _ => sandbox.lede(["save", "--json"].map(str::to_owned).into_iter().chain(urls(site))),
    };
    // The lock is held until the site can find the child: the point may be reached at once.
    let mut place = victim.lock().unwrap();
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    *place = Some(Pid::from_child(&child));
    drop(place);
    let status = child.wait().unwrap();
    assert_eq!(status.signal(), Some(9), "{how} ended before {point:?} was reached: {status}");
}

async fn go_on(library: &Library) {
    library.run_queue(much_later(), true, &|_| {}, &CancellationToken::new()).await.unwrap();
    for job in library.jobs().unwrap() {
        assert_eq!(job.state, JobState::Done, "{job:#?}");
        let status = job.outcome.map(|outcome| outcome.status);
        assert!(matches!(status, Some(SaveStatus::Saved | SaveStatus::Exists)), "{status:?}");
    }
}
