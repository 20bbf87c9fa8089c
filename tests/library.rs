//! The library's rules with real pages, a real file and, where it matters, several libraries on it at once.

use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, atomic::AtomicUsize};

use jiff::SignedDuration;
use lede::ErrorKind;
use lede::library::{Clock, JobEvent, Library, SaveRequest};
use lede::model::*;
use tokio_util::sync::CancellationToken;

use crate::site::Site;
use crate::support::{Sandbox, clock, now};

async fn save(library: &Library, url: &str) -> SaveOutcome {
    let request = SaveRequest { url: url.to_owned(), ..SaveRequest::default() };
    library.save(request, clock(), &|_| {}, &CancellationToken::new()).await.unwrap()
}

async fn drain(library: &Library) {
    library.run_queue(clock(), true, &|_| {}, &CancellationToken::new()).await.unwrap();
}

fn only_job(library: &Library) -> Job {
    let jobs = library.jobs().unwrap();
    assert_eq!(jobs.len(), 1, "{jobs:?}");
    jobs.into_iter().next().unwrap()
}

/// Another program's view of the file.
#[allow(clippy::disallowed_methods, reason = "plays a process that died, or an older program")]
fn sql(path: &Path, statement: &str) {
    rusqlite::Connection::open(path).unwrap().execute_batch(statement).unwrap();
}

/// One try a request, so that a failing site costs no back-off.
fn one_try(library: &Library) {
    let mut settings = library.settings().unwrap();
    settings.limits.tries = 1;
    library.set_settings(settings).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_saved_page_reads_back_when_the_site_is_gone() {
    let (home, mut site) = (Sandbox::new(), Site::start());
    let library = home.open(&site).unwrap();
    let stages = Mutex::new(Vec::new());
    let request = SaveRequest { url: site.page("plain"), ..SaveRequest::default() };
    let on_progress = |progress: Progress| {
        let mut stages = stages.lock().unwrap();
        if stages.last() != Some(&progress.stage) {
            stages.push(progress.stage);
        }
    };
    let outcome = library.save(request, clock(), &on_progress, &CancellationToken::new()).await.unwrap();
    assert_eq!(outcome.status, SaveStatus::Saved, "{outcome:?}");
    assert_eq!(
        stages.into_inner().unwrap(),
        [Stage::Fetching, Stage::Cleaning, Stage::Pictures, Stage::Storing, Stage::Done]
    );
    assert_eq!(only_job(&library).outcome.as_ref(), Some(&outcome));
    site.stop();
    drop(library);

    let library = home.open(&site).unwrap();
    let article = library.article(outcome.id.unwrap()).unwrap();
    assert!(article.summary.words > 50);
    assert!(article.html.contains("src=\"asset:"), "{}", article.html);
    for hash in article.html.split("src=\"asset:").skip(1).map(|rest| rest[..64].to_owned()) {
        assert!(!library.asset(&AssetHash(hash)).unwrap().bytes.is_empty());
    }
    assert_eq!(library.raw(article.summary.id, None).unwrap().status, 200);
    assert_eq!(library.resolve(&site.page("plain")).unwrap(), article.summary.id);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_there_is_not_fetched_again() {
    let (home, mut site) = (Sandbox::new(), Site::start());
    let library = home.open(&site).unwrap();
    let first = save(&library, &site.page("plain")).await;
    site.stop();
    let trash = ArticlePatch { trashed: Some(true), ..ArticlePatch::default() };
    library.update(&[first.id.unwrap()], trash, now()).unwrap();

    let again = save(&library, &format!("{}?utm_source=mail#top", site.page("plain"))).await;
    assert_eq!((again.status, again.id, again.version), (SaveStatus::Exists, first.id, first.version));
    assert!(!library.article(first.id.unwrap()).unwrap().summary.trashed, "it was taken out of the trash");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unchanged_page_adds_no_version() {
    let (home, site) = (Sandbox::new(), Site::start());
    let library = home.open(&site).unwrap();
    let id = save(&library, &site.url("/fault/validators")).await.id.unwrap();
    let outcome = library.refetch(id, clock(), &|_| {}, &CancellationToken::new()).await.unwrap();
    assert_eq!((outcome.status, outcome.id), (SaveStatus::Exists, Some(id)), "{outcome:?}");
    assert_eq!(library.versions(id).unwrap().len(), 1);
    let sent = site.record().log();
    assert!(sent.last().unwrap().header("if-none-match").is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failure_is_an_outcome_and_a_job() {
    let (home, site) = (Sandbox::new(), Site::start());
    let library = home.open(&site).unwrap();
    let outcome = save(&library, &site.url("/fault/status/404")).await;
    assert_eq!((outcome.status, outcome.id), (SaveStatus::Failed, None));
    let error = outcome.error.unwrap();
    assert_eq!(error.kind, ErrorKind::Http);
    let job = only_job(&library);
    assert_eq!((job.state, job.error, job.tries), (JobState::Failed, Some(error), 1));

    let outcome = save(&library, "ftp://example.org/").await;
    assert_eq!(outcome.error.unwrap().kind, ErrorKind::InvalidUrl);
    assert_eq!(library.shelf_counts().unwrap(), ShelfCounts::default());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_given_as_a_file_needs_no_network() {
    let (home, mut site) = (Sandbox::new(), Site::start());
    let library = home.open(&site).unwrap();
    site.stop();
    let text =
        "<p>A paragraph of an article that somebody saved in a browser, long enough to count as one.</p>";
    let page = format!(
        "<html><head><title>From a file</title></head><body><article><h1>From a file</h1>{}</article>",
        text.repeat(12)
    );
    let request = SaveRequest {
        url: "https://example.org/file".into(),
        html: Some(page.into_bytes()),
        ..Default::default()
    };
    let outcome = library.save(request, clock(), &|_| {}, &CancellationToken::new()).await.unwrap();
    assert_eq!(outcome.status, SaveStatus::Saved, "{outcome:?}");
    assert_eq!(library.article(outcome.id.unwrap()).unwrap().summary.title, "From a file");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_queue_works_through_what_was_added() {
    let (home, site) = (Sandbox::new(), Site::start());
    let library = home.open(&site).unwrap();
    let urls = [site.page("plain"), site.page("hebrew"), "nonsense".to_owned(), site.page("plain")];
    let jobs = library.enqueue(&urls, now()).unwrap();
    assert_eq!(jobs[0].id, jobs[3].id, "the same URL is not added twice");
    let ended = AtomicUsize::new(0);
    let on_event = |event| {
        if matches!(event, JobEvent::Changed(Job { state: JobState::Done, .. })) {
            ended.fetch_add(1, Ordering::Relaxed);
        }
    };
    library.run_queue(clock(), true, &on_event, &CancellationToken::new()).await.unwrap();
    assert_eq!(ended.into_inner(), 2);
    let states: Vec<JobState> = library.jobs().unwrap().iter().map(|job| job.state).collect();
    assert_eq!(states, [JobState::Failed, JobState::Done, JobState::Done]);
    library.dismiss_jobs(None).unwrap();
    assert_eq!(library.jobs().unwrap(), []);
    assert_eq!(library.shelf_counts().unwrap().unread, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_passing_fault_is_tried_again_later() {
    let (home, site) = (Sandbox::new(), Site::start());
    let library = home.open(&site).unwrap();
    one_try(&library);
    let url = site.url("/fault/status/503/times/3/plain");
    library.enqueue(&[url], now()).unwrap();
    let minutes = Arc::new(AtomicI64::new(0));
    let shifted = Arc::clone(&minutes);
    let clock: Clock = Arc::new(move || now() + SignedDuration::from_mins(shifted.load(Ordering::Relaxed)));
    let stop = CancellationToken::new();
    let drain = || library.run_queue(Arc::clone(&clock), true, &|_| {}, &stop);
    for tries in 1..=3 {
        drain().await.unwrap();
        let job = only_job(&library);
        assert_eq!((job.state, job.tries), (JobState::Queued, tries));
        assert!(job.next_try.unwrap() > clock());
        assert_eq!(job.error.unwrap().kind, ErrorKind::Http);
        minutes.fetch_add(60, Ordering::Relaxed);
    }
    drain().await.unwrap();
    assert_eq!(only_job(&library).state, JobState::Done);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fault_that_does_not_pass_fails_and_can_be_repeated() {
    let (home, site) = (Sandbox::new(), Site::start());
    let library = home.open(&site).unwrap();
    library.enqueue(&[site.url("/fault/status/404")], now()).unwrap();
    drain(&library).await;
    let job = only_job(&library);
    assert_eq!((job.state, job.tries), (JobState::Failed, 1));
    let job = library.retry_job(job.id).unwrap();
    assert_eq!((job.state, job.tries, job.error), (JobState::Queued, 0, None));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_is_cancelled_from_another_process() {
    let (home, site) = (Sandbox::new(), Site::start());
    let (worker, other) = (home.open(&site).unwrap(), home.open(&site).unwrap());
    let job = other.enqueue(&[site.url("/wait/for-ever/page")], now()).unwrap().remove(0);
    let working = tokio::spawn(async move { drain(&worker).await });
    site.record().until_asked("/wait/for-ever").await;
    assert_eq!(other.cancel_job(job.id).unwrap().state, JobState::Cancelled);
    working.await.unwrap();
    assert_eq!(only_job(&other).state, JobState::Cancelled);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancelled_save_stores_nothing() {
    let (home, site) = (Sandbox::new(), Site::start());
    let library = home.open(&site).unwrap();
    let cancel = CancellationToken::new();
    let (saving, token) = (library.clone(), cancel.clone());
    let request = SaveRequest { url: site.url("/wait/for-ever/page"), ..SaveRequest::default() };
    let save = tokio::spawn(async move { saving.save(request, clock(), &|_| {}, &token).await });
    site.record().until_asked("/wait/for-ever").await;
    cancel.cancel();
    let outcome = save.await.unwrap().unwrap();
    assert_eq!(outcome.error.unwrap().kind, ErrorKind::Cancelled);
    assert_eq!(only_job(&library).state, JobState::Cancelled);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_queue_that_stops_gives_its_jobs_back() {
    let (home, site) = (Sandbox::new(), Site::start());
    let library = home.open(&site).unwrap();
    library.enqueue(&[site.url("/wait/for-ever/page")], now()).unwrap();
    let stop = CancellationToken::new();
    let (worker, token) = (library.clone(), stop.clone());
    let working = tokio::spawn(async move { worker.run_queue(clock(), false, &|_| {}, &token).await });
    site.record().until_asked("/wait/for-ever").await;
    stop.cancel();
    working.await.unwrap().unwrap();
    let job = only_job(&library);
    assert_eq!((job.state, job.tries), (JobState::Queued, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn jobs_of_a_dead_process_are_taken_over_but_not_for_ever() {
    let (home, site) = (Sandbox::new(), Site::start());
    let library = home.open(&site).unwrap();
    let dead = |tries: u32, lease: jiff::Timestamp| {
        let lease = lease.as_millisecond();
        sql(
            &home.archive(),
            &format!("UPDATE job SET state = 'running', worker = 'dead', tries = {tries}, lease = {lease}"),
        );
    };
    library.enqueue(&[site.page("plain")], now()).unwrap();
    dead(1, now() + SignedDuration::from_secs(5));
    drain(&library).await;
    assert_eq!(only_job(&library).state, JobState::Running, "its lease has not run out");
    dead(1, now() - SignedDuration::from_secs(1));
    drain(&library).await;
    assert_eq!((only_job(&library).state, only_job(&library).tries), (JobState::Done, 2));

    library.dismiss_jobs(None).unwrap();
    library.enqueue(&[site.page("hebrew")], now()).unwrap();
    dead(4, now() - SignedDuration::from_secs(1));
    drain(&library).await;
    assert_eq!(only_job(&library).state, JobState::Failed, "a page that kills its worker is given up");
}

#[tokio::test(flavor = "multi_thread")]
async fn two_libraries_that_save_one_url_make_one_article() {
    let (home, site) = (Sandbox::new(), Site::start());
    let (one, two) = (home.open(&site).unwrap(), home.open(&site).unwrap());
    let url = site.page("plain");
    let (a, b) = tokio::join!(save(&one, &url), save(&two, &url));
    assert_eq!(a.id, b.id);
    assert_eq!(one.shelf_counts().unwrap().all, 1);
    assert_eq!(two.versions(a.id.unwrap()).unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn stored_pages_are_cleaned_again_without_the_network() {
    let (home, mut site) = (Sandbox::new(), Site::start());
    let library = home.open(&site).unwrap();
    let id = save(&library, &site.page("plain")).await.id.unwrap();
    site.stop();
    let never = CancellationToken::new();
    let again = || library.reextract(None, clock(), &|_| {}, &never);
    assert_eq!(again().await.unwrap()[0].status, SaveStatus::Exists, "nothing differs");

    let good = library.article(id).unwrap();
    sql(
        &home.archive(),
        "UPDATE version SET html = '<p>poor</p>', html_sha256 = '', text = 'poor', text_sha256 = '', words = 1",
    );
    let change = library.reextract_changes(None, &|_| {}, &never).await.unwrap().remove(0);
    assert!(change.changed && change.removed == ["poor"] && !change.added.is_empty(), "{change:?}");
    assert_eq!(library.article(id).unwrap().text, "poor", "looking changes nothing");

    let outcome = again().await.unwrap().remove(0);
    assert_eq!(outcome.status, SaveStatus::Saved);
    let better = library.article(id).unwrap();
    assert_eq!((better.html, better.text, better.missing), (good.html, good.text, good.missing));
    assert_eq!(better.versions, 2);
    assert_eq!(better.summary.lead_image, good.summary.lead_image);
}

#[test]
fn every_change_of_any_process_is_noticed() {
    let (home, site) = (Sandbox::new(), Site::start());
    let (one, two) = (home.open(&site).unwrap(), home.open(&site).unwrap());
    let before = (one.change_counter().unwrap(), two.change_counter().unwrap());
    assert_eq!((one.change_counter().unwrap(), two.change_counter().unwrap()), before);
    one.enqueue(&["https://example.org/".to_owned()], now()).unwrap();
    let after = (one.change_counter().unwrap(), two.change_counter().unwrap());
    assert!(after.0 != before.0 && after.1 != before.1, "{before:?} {after:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn settings_are_kept_and_checked() {
    let (home, site) = (Sandbox::new(), Site::start());
    let (one, two) = (home.open(&site).unwrap(), home.open(&site).unwrap());
    assert_eq!(one.settings().unwrap(), CaptureSettings::default());
    let settings = CaptureSettings { user_agent: Some("Reader/1".into()), ..CaptureSettings::default() };
    one.set_settings(settings.clone()).unwrap();
    assert_eq!(two.settings().unwrap(), settings);
    save(&two, &site.page("plain")).await;
    assert_eq!(site.record().log()[0].header("user-agent"), Some("Reader/1"));

    let proxy = CaptureSettings { proxy: Some("not a proxy".into()), ..settings.clone() };
    let languages = CaptureSettings { languages: Some("the Queen's".into()), ..settings.clone() };
    for wrong in [proxy, languages] {
        assert_eq!(one.set_settings(wrong).unwrap_err().kind(), ErrorKind::Setting);
        assert_eq!(one.settings().unwrap(), settings);
    }
}
