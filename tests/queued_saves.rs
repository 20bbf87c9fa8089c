//! Saves that were asked for together: all stand in the queue before the first begins, and other processes may help.

use lede::ErrorKind;
use lede::library::{Library, QueuedSave, SaveRequest};
use lede::model::*;
use tokio_util::sync::CancellationToken;

use crate::site::Site;
use crate::support::{Sandbox, clock, now};

fn queue(library: &Library, urls: &[String]) -> Vec<QueuedSave> {
    let request = |url: &String| SaveRequest { url: url.clone(), ..SaveRequest::default() };
    library.queue_saves(&urls.iter().map(request).collect::<Vec<_>>(), now()).unwrap()
}

async fn finish(library: &Library, save: QueuedSave) -> SaveOutcome {
    library.finish_save(save, clock(), &|_| {}, &CancellationToken::new()).await.unwrap()
}

fn states(library: &Library) -> Vec<JobState> {
    let mut jobs = library.jobs().unwrap();
    jobs.sort_by_key(|job| job.id);
    jobs.into_iter().map(|job| job.state).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn all_are_in_the_queue_before_the_first_begins() {
    let (home, site) = (Sandbox::new(), Site::start());
    let library = home.open(&site).unwrap();
    let (plain, hebrew) = (site.page("plain"), site.page("hebrew"));
    let saves = queue(&library, &[plain.clone(), "nonsense".into(), hebrew.clone(), plain]);
    assert_eq!(states(&library), [JobState::Queued, JobState::Queued]);
    assert_eq!(site.record().requests(), 0);

    let mut statuses = Vec::new();
    for save in saves {
        statuses.push(finish(&library, save).await.status);
    }
    let expected = [SaveStatus::Saved, SaveStatus::Failed, SaveStatus::Saved, SaveStatus::Exists];
    assert_eq!(statuses, expected, "an address given twice is saved once");
    assert_eq!(states(&library), [JobState::Done, JobState::Done]);
    let again = queue(&library, &[hebrew]).remove(0);
    assert_eq!(finish(&library, again).await.status, SaveStatus::Exists);
    assert_eq!(states(&library).len(), 2, "what is there needs no job");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_save_that_another_process_does_is_awaited() {
    let (home, site) = (Sandbox::new(), Site::start());
    let (one, other) = (home.open(&site).unwrap(), home.open(&site).unwrap());
    let page = SaveRequest {
        url: "https://example.org/file".into(),
        html: Some(std::fs::read(crate::support::fixture("site/pages/plain.html")).unwrap()),
        ..SaveRequest::default()
    };
    let mut saves = queue(&one, &[site.page("plain"), site.url("/fault/status/404")]);
    saves.extend(one.queue_saves(&[page], now()).unwrap());
    other.run_queue(clock(), true, &|_| {}, &CancellationToken::new()).await.unwrap();
    let requests = site.record().requests();

    let mut outcomes = Vec::new();
    for save in saves {
        outcomes.push(finish(&one, save).await);
    }
    assert_eq!((outcomes[0].status, outcomes[2].status), (SaveStatus::Saved, SaveStatus::Saved));
    assert_eq!(outcomes[1].error.as_ref().unwrap().kind, ErrorKind::Http);
    assert_eq!(site.record().requests(), requests, "nothing is fetched twice");
    let kept = one.raw(outcomes[2].id.unwrap(), None).unwrap();
    assert_eq!(kept.final_url, "https://example.org/file", "the page given was used, not the network");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_save_is_taken_over_from_a_process_that_gives_it_back() {
    let (home, site) = (Sandbox::new(), Site::start());
    let (one, other) = (home.open(&site).unwrap(), home.open(&site).unwrap());
    let url = site.url("/wait/for-ever/page");
    other.enqueue(std::slice::from_ref(&url), now()).unwrap();
    let stop = CancellationToken::new();
    let token = stop.clone();
    let working = tokio::spawn(async move { other.run_queue(clock(), false, &|_| {}, &token).await });
    site.record().until_asked("/wait/for-ever").await;

    let (save, cancel) = (queue(&one, &[url]).remove(0), CancellationToken::new());
    let (saver, token) = (one.clone(), cancel.clone());
    let saving = tokio::spawn(async move { saver.finish_save(save, clock(), &|_| {}, &token).await });
    stop.cancel();
    working.await.unwrap().unwrap();
    site.record().until(|record| record.asked("/wait/for-ever").len() == 2).await;
    cancel.cancel();
    assert_eq!(saving.await.unwrap().unwrap().error.unwrap().kind, ErrorKind::Cancelled);
    assert_eq!(states(&one), [JobState::Queued], "it stood in the queue before");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stop_cancels_what_it_added_and_leaves_what_was_there() {
    let (home, site) = (Sandbox::new(), Site::start());
    let library = home.open(&site).unwrap();
    let (there, new, begun) = (site.page("plain"), site.page("hebrew"), site.url("/wait/for-ever/page"));
    library.enqueue(std::slice::from_ref(&there), now()).unwrap();
    let cancel = CancellationToken::new();
    let mut saves = queue(&library, &[there, new, begun]);
    let (worker, token, save) = (library.clone(), cancel.clone(), saves.pop().unwrap());
    let working = tokio::spawn(async move { worker.finish_save(save, clock(), &|_| {}, &token).await });
    site.record().until_asked("/wait/for-ever").await;
    cancel.cancel();
    assert_eq!(working.await.unwrap().unwrap().error.unwrap().kind, ErrorKind::Cancelled);
    for save in saves {
        let outcome = library.finish_save(save, clock(), &|_| {}, &cancel).await.unwrap();
        assert_eq!(outcome.error.unwrap().kind, ErrorKind::Cancelled);
    }
    assert_eq!(states(&library), [JobState::Queued, JobState::Cancelled, JobState::Cancelled]);
}
