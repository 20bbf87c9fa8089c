//! Every page of the site against its gold file.

use lede::Error;
use lede::model::Capture;

use crate::gold::{Gold, Row};
use crate::site::{Site, images, pages};
use crate::support::{capture, capturer, refusal};

#[tokio::test(flavor = "multi_thread")]
async fn every_page_comes_out_as_its_gold_file_says() {
    let site = Site::start();
    let capturer = capturer(&site);
    let mut wrong = Vec::new();
    // A later page brings the whole article: tests/several_pages.rs.
    let later = |name: &str| ["multi-page-2", "multi-page-3"].contains(&name);
    for page in pages::PAGES.iter().filter(|page| !later(page.name)) {
        let mut row = Row::new(page.name);
        let gold = Gold::of(page.name);
        match (capture(&capturer, &site.url(page.path)).await, &gold.error) {
            (Ok(capture), None) => {
                gold.compare_page(&capture.page, &mut row);
                gold.compare_pictures(&capture.assets, &mut row);
                compare_identity(
                    &capture,
                    &site.url(gold.canonical.as_deref().unwrap_or(page.path)),
                    &mut row,
                );
                compare_bytes(&capture, &page.bytes(site.shared()), &mut row);
            }
            (Ok(_), Some(kind)) => row.wrong(format!("saved, although it should fail with {kind:?}")),
            (Err(error), kind) if Some(error.kind()) != *kind => row.wrong(format!("failed: {error}")),
            (Err(_), _) => {}
        }
        wrong.extend(row.into_findings());
    }
    assert!(wrong.is_empty(), "{} findings:\n{}", wrong.len(), wrong.join("\n"));
    let canaries = site.record().asked("/canary/");
    assert!(canaries.is_empty(), "asked for what no reader sees: {canaries:#?}");
}

fn compare_identity(capture: &Capture, expected: &str, row: &mut Row) {
    if row.name() == "private-pictures" {
        return; // Its canonical link is a lie; what matters there is that nobody follows it.
    }
    let expected = lede::capture::normalise_url(expected).unwrap();
    row.equal("canonical URL", &capture.canonical_url, &expected);
}

/// The raw response is what was sent, and a kept picture is the file that the site serves.
fn compare_bytes(capture: &Capture, sent: &[u8], row: &mut Row) {
    row.equal("raw bytes", &capture.response.body.len(), &sent.len());
    if capture.response.body != sent {
        row.wrong("the raw response is not what was sent".into());
    }
    for asset in &capture.assets {
        let Ok(picture) = &asset.result else { continue };
        row.equal("hash of a picture", &picture.hash.to_string(), &crate::verify::sha256(&picture.bytes));
        let file = asset.url.rsplit('/').next().unwrap_or_default();
        let plain =
            asset.url.contains("/img/") && !asset.url.contains("/img/unique/") && !file.ends_with(".svg");
        if plain && picture.bytes != images::bytes(file) {
            row.wrong(format!("{file} is not the file that the site serves"));
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_given_as_a_file_fetches_its_pictures_only() {
    let site = Site::start();
    let page = pages::find("plain");
    let request = lede::capture::Request {
        html: Some(page.bytes(site.shared())),
        ..crate::support::request(&site.url("/saved/by/a/browser"))
    };
    let captured =
        capturer(&site).capture(request, &|_| {}, &tokio_util::sync::CancellationToken::new()).await.unwrap();
    let lede::model::Captured::Fresh(capture) = captured else { panic!("a file cannot be unchanged") };
    let mut row = Row::new(page.name);
    let gold = Gold::of(page.name);
    gold.compare_page(&capture.page, &mut row);
    gold.compare_pictures(&capture.assets, &mut row);
    assert_eq!(row.into_findings(), Vec::<String>::new());
    let paths: Vec<_> = site.record().log().into_iter().map(|logged| logged.path).collect();
    assert_eq!(paths, ["/img/harbour.jpg"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_pictures_nothing_but_the_page_is_fetched() {
    let site = Site::start();
    let capturer = crate::support::capturer_with(&site, |settings| settings.pictures = false);
    let capture = capture(&capturer, &site.page("gallery")).await.unwrap();
    assert_eq!(site.record().requests(), 1);
    assert_eq!(capture.assets.len(), 6);
    for asset in capture.assets {
        assert_eq!(asset.result.unwrap_err().reason, lede::model::MissingReason::Skipped);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_address_is_refused_before_anything_is_asked() {
    let site = Site::start();
    let capturer = capturer(&site);
    for url in [
        "",
        "ftp://example.org/x",
        "file:///etc/hostname",
        "javascript:alert(1)",
        "http://",
        "not a url",
        "mailto:a@b.example",
    ] {
        let refused = refusal(&capturer, url).await;
        assert!(matches!(refused, Error::InvalidUrl { .. }), "{url}: {refused}");
    }
}
