//! Watched pages: looked at by the queue when the clock says so, and what that leaves behind.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::{SignedDuration, Timestamp};
use lede::library::{Clock, JobEvent, Library, SaveRequest};
use lede::model::{ArticleId, JobKind, JobState};
use tokio_util::sync::CancellationToken;

use crate::site::Site;
use crate::support::{Sandbox, now};

/// A clock that is set by hand.
#[derive(Clone)]
struct Hand(Arc<AtomicI64>);

impl Hand {
    fn new() -> Self {
        Self(Arc::new(AtomicI64::new(now().as_second())))
    }

    fn clock(&self) -> Clock {
        let hand = self.clone();
        Arc::new(move || hand.now())
    }

    fn now(&self) -> Timestamp {
        Timestamp::from_second(self.0.load(Ordering::SeqCst)).unwrap()
    }

    fn forward(&self, hours: i64) {
        self.0.fetch_add(hours * 3600, Ordering::SeqCst);
    }
}

async fn save(library: &Library, url: String, hand: &Hand) -> ArticleId {
    let request = SaveRequest { url, ..SaveRequest::default() };
    library.save(request, hand.clock(), &|_| {}, &CancellationToken::new()).await.unwrap().id.unwrap()
}

/// Runs the queue as a window does, until one look has ended; says how.
async fn look(library: &Library, hand: &Hand) -> JobState {
    let stop = CancellationToken::new();
    let ended = std::sync::Mutex::new(None);
    let on_event = |event| {
        if let JobEvent::Changed(job) = event
            && job.kind == JobKind::Check
            && !matches!(job.state, JobState::Queued | JobState::Running)
        {
            *ended.lock().unwrap() = Some(job.state);
            stop.cancel();
        }
    };
    library.run_queue(hand.clock(), false, &on_event, &stop).await.unwrap();
    ended.into_inner().unwrap().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_is_looked_at_when_it_is_due_and_its_change_is_told() {
    let (site, home, hand) = (Site::start(), Sandbox::new(), Hand::new());
    let library = home.open(&site).unwrap();
    let id = save(&library, site.url("/fault/changing/watched"), &hand).await;
    library.set_position(id, 0.5).unwrap();
    let read = library.article(id).unwrap().shown;
    library.watch(&[id], SignedDuration::from_hours(6), hand.now()).unwrap();
    assert_eq!(library.enqueue_due(hand.now()).unwrap(), 0);

    hand.forward(7);
    assert_eq!(look(&library, &hand).await, JobState::Done);
    let article = library.article(id).unwrap();
    assert_eq!((article.versions, article.summary.changed_from), (2, Some(read)));
    let watch = article.watch.unwrap();
    assert_eq!((watch.failures, watch.unchanged), (0, 0));
    assert!(watch.next > hand.now());
    assert_eq!(library.versions(id).unwrap()[0].changes.unwrap().sentences_added, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unchanged_page_costs_a_conditional_request_and_adds_nothing() {
    let (site, home, hand) = (Site::start(), Sandbox::new(), Hand::new());
    let library = home.open(&site).unwrap();
    let id = save(&library, site.url("/fault/validators"), &hand).await;
    library.watch(&[id], SignedDuration::from_hours(1), hand.now()).unwrap();
    for looks in 1..=2 {
        hand.forward(2);
        assert_eq!(look(&library, &hand).await, JobState::Done);
        let article = library.article(id).unwrap();
        assert_eq!((article.versions, article.checked), (1, Some(hand.now())));
        assert_eq!(article.watch.unwrap().unchanged, looks);
    }
    let asked = site.record().asked("/fault/validators");
    assert!(asked.last().unwrap().header("if-none-match").is_some(), "{asked:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_look_that_fails_replaces_nothing_and_waits_longer() {
    let (mut site, home, hand) = (Site::start(), Sandbox::new(), Hand::new());
    let library = home.open(&site).unwrap();
    let id = save(&library, site.page("plain"), &hand).await;
    let text = library.article(id).unwrap().text;
    library.watch(&[id], SignedDuration::from_hours(1), hand.now()).unwrap();
    site.stop();
    for failures in 1..=2 {
        hand.forward(9);
        assert_eq!(look(&library, &hand).await, JobState::Failed);
        let article = library.article(id).unwrap();
        let watch = article.watch.unwrap();
        assert_eq!((article.text == text, article.versions, watch.failures), (true, 1, failures));
        let hours = hand.now().duration_until(watch.next).as_secs_f64() / 3600.0;
        assert!((1.7..2.3).contains(&(hours / f64::from(failures))), "{hours}");
        // A server that is away for a while is no reason to trouble the reader.
        assert_eq!(article.failed_attempt, None);
    }
}
