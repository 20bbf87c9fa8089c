//! Stopping a capture in the middle, and what is told while it runs.

use std::sync::{Arc, Mutex};

use lede::Error;
use lede::model::{Progress, Stage};
use tokio_util::sync::CancellationToken;

use crate::site::Site;
use crate::support::{capturer, request};

#[tokio::test(flavor = "multi_thread")]
async fn cancelling_ends_a_fetch_at_once_and_closes_its_connection() {
    let site = Site::start();
    for path in ["/wait/for-ever/page", "/fault/stall", "/wait/held-picture"] {
        let (capturer, cancel) = (capturer(&site), CancellationToken::new());
        site.record().clear();
        let last = if path == "/wait/held-picture" { "/wait/for-ever/picture.jpg" } else { path };
        let arrived = async {
            site.record().until_asked(last).await;
            cancel.cancel();
        };
        let (result, ()) =
            tokio::join!(capturer.capture(request(&site.url(path)), &|_| {}, &cancel), arrived);
        assert!(matches!(result, Err(Error::Cancelled)), "{path}: {result:?}");
        site.record().until(|record| record.in_flight(site.public_address()) == 0).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_cancelled_before_it_began_asks_for_nothing() {
    let site = Site::start();
    let cancel = CancellationToken::new();
    cancel.cancel();
    let result = capturer(&site).capture(request(&site.page("plain")), &|_| {}, &cancel).await;
    assert!(matches!(result, Err(Error::Cancelled)), "{result:?}");
    assert_eq!(site.record().requests(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn progress_goes_through_the_stages_in_order() {
    let site = Site::start();
    let told: Arc<Mutex<Vec<Progress>>> = Arc::default();
    let tell = |progress: Progress| told.lock().unwrap().push(progress);
    capturer(&site).capture(request(&site.page("gallery")), &tell, &CancellationToken::new()).await.unwrap();
    let told = told.lock().unwrap();
    let mut stages: Vec<_> = told.iter().map(|progress| progress.stage).collect();
    stages.dedup();
    assert_eq!(stages, [Stage::Fetching, Stage::Cleaning, Stage::Pictures]);
    let pictures: Vec<_> = told.iter().filter(|progress| progress.stage == Stage::Pictures).collect();
    assert!(pictures.iter().all(|progress| progress.total == Some(6)), "{pictures:?}");
    assert!(pictures.is_sorted_by_key(|progress| progress.done), "{pictures:?}");
    assert_eq!(pictures.last().unwrap().done, 6);
}
