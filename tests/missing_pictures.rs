//! Fetching the pictures that an article lacks, within the rule of addresses.

use lede::capture::CapturerOptions;
use lede::library::{Library, OpenOptions, SaveRequest};
use lede::model::*;
use tokio_util::sync::CancellationToken;

use crate::site::Site;
use crate::support::{LEDE, Sandbox, clock, now};

fn with_pictures(library: &Library, pictures: bool) {
    let settings = CaptureSettings { pictures, ..library.settings().unwrap() };
    library.set_settings(settings).unwrap();
}

/// Saves a page without its pictures, and then lets the queue fetch them: the article before and after.
async fn completed(library: &Library, url: String) -> (Article, Article) {
    let never = CancellationToken::new();
    with_pictures(library, false);
    let request = SaveRequest { url, ..SaveRequest::default() };
    let outcome = library.save(request, clock(), &|_| {}, &never).await.unwrap();
    let id = outcome.id.expect("the page is saved");
    let before = library.article(id).unwrap();
    with_pictures(library, true);
    library.enqueue_for(id, JobKind::RetryPictures, now()).unwrap();
    library.run_queue(clock(), true, &|_| {}, &never).await.unwrap();
    (before, library.article(id).unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn missing_pictures_are_fetched_later() {
    let (home, site) = (Sandbox::new(), Site::start());
    let library = home.open(&site).unwrap();
    let (before, after) = completed(&library, site.page("plain")).await;
    assert!(before.summary.missing_assets > 0);
    assert!(before.missing.iter().all(|(_, failure)| failure.reason == MissingReason::Skipped));
    assert_eq!((after.missing, after.summary.missing_assets), (vec![], 0));
    assert_eq!((after.version, after.versions), (before.version, 1));
    assert!(after.html.contains("src=\"asset:"), "{}", after.html);
}

#[tokio::test(flavor = "multi_thread")]
async fn those_of_a_public_page_never_come_from_a_private_address() {
    let (home, site) = (Sandbox::new(), Site::start());
    let library = home.open(&site).unwrap();
    let (before, after) = completed(&library, site.page("private-pictures")).await;
    assert!(after.missing.len() < before.missing.len(), "the public one is there");
    let allowed = [MissingReason::PrivateAddress, MissingReason::BadUrl];
    assert!(after.missing.iter().all(|(_, it)| allowed.contains(&it.reason)), "{:#?}", after.missing);
    assert_eq!(site.record().most_connections(site.private_address()), 0);
}

/// Nothing is public here: the page stands in the house's own network, and was saved under a name.
#[tokio::test(flavor = "multi_thread")]
async fn those_of_a_private_page_may_be_private_whatever_the_name_it_was_saved_under() {
    let (home, site) = (Sandbox::new(), Site::start());
    let capturer = CapturerOptions {
        worker: Some(LEDE.into()),
        treat_as_public: Vec::new(),
        ..CapturerOptions::default()
    };
    let library =
        Library::open(&home.archive(), OpenOptions { create: true, capturer, ..Default::default() }).unwrap();
    let named = site.page("plain").replacen("127.0.0.1", "localhost", 1);
    assert!(named.contains("//localhost:"), "{named}");
    let (before, after) = completed(&library, named).await;
    assert!(before.summary.missing_assets > 0);
    assert_eq!((after.missing, after.summary.missing_assets), (vec![], 0));
}
