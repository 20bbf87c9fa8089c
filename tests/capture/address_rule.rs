//! A page from the public internet never makes the program ask a private address; what a person types may be anything.

use lede::Error;
use lede::capture::{Capturer, CapturerOptions};
use lede::model::{CaptureSettings, MissingReason};

use crate::site::Site;
use crate::support::{LEDE, capture, capturer, refusal};

#[tokio::test(flavor = "multi_thread")]
async fn a_public_page_cannot_redirect_to_a_private_address() {
    let site = Site::start();
    let capturer = capturer(&site);
    for path in ["/to/private", "/to/private/refresh"] {
        let error = refusal(&capturer, &site.url(path)).await;
        let Error::PrivateAddress { address, .. } = &error else { panic!("{path}: {error}") };
        assert!(address.contains(&site.private_address().to_string()), "{path}: {address}");
    }
    assert_eq!(site.record().most_connections(site.private_address()), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn pictures_at_private_addresses_are_missing_and_never_asked_for() {
    let site = Site::start();
    let capture = capture(&capturer(&site), &site.page("private-pictures")).await.unwrap();
    let (kept, missing): (Vec<_>, Vec<_>) = capture.assets.iter().partition(|asset| asset.result.is_ok());
    assert_eq!(
        kept.iter().map(|asset| asset.url.as_str()).collect::<Vec<_>>(),
        [site.url("/img/harbour.jpg")]
    );
    assert!(missing.len() >= 5, "{missing:#?}");
    for asset in missing {
        let failure = asset.result.as_ref().unwrap_err();
        let expected = [MissingReason::PrivateAddress, MissingReason::BadUrl];
        assert!(expected.contains(&failure.reason), "{}: {failure:?}", asset.url);
        assert!(!failure.message.is_empty());
    }
    assert_eq!(site.record().most_connections(site.private_address()), 0);
}

/// The site's public address plays no part here: everything is private, and typed.
#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_a_person_typed_may_be_private_and_so_may_its_pictures() {
    let site = Site::start();
    let options = CapturerOptions {
        worker: Some(LEDE.into()),
        treat_as_public: Vec::new(),
        ..CapturerOptions::default()
    };
    let capturer = Capturer::new(CaptureSettings::default(), options).unwrap();
    let plain = capture(&capturer, &site.page("plain")).await.unwrap();
    assert!(plain.assets.iter().all(|asset| asset.result.is_ok()), "{:#?}", plain.assets);
    let redirected = capture(&capturer, &site.url("/to/hops/2")).await.unwrap();
    assert_eq!(redirected.canonical_url, site.page("plain"));
}
