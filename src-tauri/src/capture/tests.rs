//! Whole captures from a real server on loopback, cleaned on a thread.

use std::sync::Mutex;

use tokio_util::sync::CancellationToken;

use super::testing::{Reply, Server, header, path};
use super::*;
use crate::error::{Error, ErrorKind, Result};
use crate::model::{Capture, CaptureSettings, Captured, Doubt, MissingReason, Stage};

const NOW: &str = "2026-11-22T10:00:00Z";

fn article(head: &str, body: &str) -> String {
    let text = [
        "On Monday the river rose again, and by the morning nine of the lower streets were under water.",
        "The mayor, who lives in one of them, came to the town hall by boat and asked for sandbags, pumps and patience.",
        "Nobody was hurt. The school stays closed until the caretaker has found the key to the pump room, she said.",
        "Older people remember the flood of 1954, when the bells were rung all night and the market was held on the stairs.",
        "The water is expected to fall by the end of the week, if it does not rain in the hills.",
    ]
    .map(|paragraph| format!("<p>{paragraph}</p>"))
    .concat();
    format!(
        "<!doctype html><html><head><title>The river rose</title>{head}</head><body><article><h1>The river rose</h1>{text}{body}</article></body></html>"
    )
}

fn capturer(settings: CaptureSettings) -> Capturer {
    let options = CapturerOptions {
        worker: None,
        treat_as_public: vec!["127.0.0.1".parse().unwrap()],
        ..CapturerOptions::default()
    };
    Capturer::new(settings, options).unwrap()
}

fn request(url: &str) -> Request {
    Request::new(url, NOW.parse().unwrap())
}

async fn outcome(capturer: &Capturer, request: Request) -> Result<Captured> {
    capturer.capture(request, &|_| {}, &CancellationToken::new()).await
}

async fn fresh(capturer: &Capturer, request: Request) -> Capture {
    match outcome(capturer, request).await.unwrap() {
        Captured::Fresh(capture) => *capture,
        Captured::Unchanged => panic!("unchanged"),
    }
}

fn site(url: impl Into<String>) -> Request {
    request(&url.into())
}

#[tokio::test]
async fn a_page_comes_with_its_pictures_its_identity_and_its_raw_bytes() {
    let server = Server::start("127.0.0.1", |head| match path(head) {
        "/old?utm_source=x" => Reply::redirect("/amp/river?fbclid=1"),
        "/amp/river?fbclid=1" => {
            let body = article(
                "<link rel=canonical href=/river>",
                "<figure><img src=/p.svg width=600 height=400></figure>",
            );
            Reply::new(200, &["content-type: text/html; charset=utf-8", "ETag: \"v1\""], body.as_bytes())
        }
        "/p.svg" => Reply::new(200, &[], b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='6'/>"),
        _ => Reply::new(404, &[], b""),
    })
    .await;
    let stages = Mutex::new(Vec::new());
    let capturer = capturer(CaptureSettings::default());
    let typed = server.url("/old?utm_source=x").to_string();
    let tell = |progress: Progress| stages.lock().unwrap().push(progress.stage);
    let captured = capturer.capture(site(&*typed), &tell, &CancellationToken::new()).await.unwrap();
    let Captured::Fresh(capture) = captured else { panic!("unchanged") };

    assert_eq!(capture.requested_url, typed);
    assert_eq!(capture.canonical_url, server.url("/river").as_str());
    assert_eq!(capture.aliases, [server.url("/old").as_str(), server.url("/amp/river").as_str()]);
    let response = &capture.response;
    assert_eq!(response.final_url, server.url("/amp/river?fbclid=1").as_str());
    assert_eq!((response.redirects.len(), response.redirects[0].status, response.status), (1, 302, 200));
    assert!(response.headers.contains(&("etag".to_owned(), "\"v1\"".to_owned())));
    assert!(response.body.starts_with(b"<!doctype html>"));
    assert_eq!(capture.page.metadata.title, "The river rose");
    assert_eq!(capture.assets.len(), capture.page.pictures.len());
    assert_eq!(capture.assets[0].result.as_ref().unwrap().size, Some((9, 6)));
    let mut stages = stages.into_inner().unwrap();
    stages.dedup();
    assert_eq!(stages, [Stage::Fetching, Stage::Cleaning, Stage::Pictures]);
}

#[tokio::test]
async fn a_page_that_only_points_on_is_followed_but_an_article_that_reloads_is_not() {
    let server = Server::start("127.0.0.1", |head| match path(head) {
        "/go" => Reply::page("<meta http-equiv=refresh content='0; url=/river'><p>One moment."),
        "/self" => Reply::page("<meta http-equiv=refresh content='5'><p>Wait."),
        "/a" => Reply::page("<meta http-equiv=refresh content='0; url=/b'>"),
        "/b" => Reply::page("<meta http-equiv=refresh content='0; url=/a'>"),
        _ => Reply::page(&article("<meta http-equiv=refresh content='5; url=/elsewhere'>", "")),
    })
    .await;
    let capturer = capturer(CaptureSettings::default());
    let capture = fresh(&capturer, site(server.url("/go"))).await;
    assert_eq!(capture.response.final_url, server.url("/river").as_str());
    let hops: Vec<_> = capture.response.redirects.iter().map(|hop| (hop.url.as_str(), hop.status)).collect();
    assert_eq!(hops, [(server.url("/go").as_str(), 0)]);
    for (start, end) in [("/self", "/self"), ("/a", "/b")] {
        let capture = fresh(&capturer, site(server.url(start))).await;
        assert_eq!(capture.response.final_url, server.url(end).as_str(), "{start} is no endless way");
    }
}

#[tokio::test]
async fn a_page_that_cannot_be_cleaned_is_kept_raw() {
    let server = Server::start("127.0.0.1", |_| Reply::page(&article("", ""))).await;
    // A worker that ends at once, whatever it is given.
    let options = CapturerOptions { worker: Some("false".into()), ..CapturerOptions::default() };
    let capturer = Capturer::new(CaptureSettings::default(), options).unwrap();
    let capture = fresh(&capturer, site(server.url("/the-river-rose.html"))).await;
    assert_eq!(capture.page.diagnosis.doubts, [Doubt::ExtractionFailed]);
    assert_eq!((capture.page.metadata.title.as_str(), capture.page.html.as_str()), ("the river rose", ""));
    assert_eq!(capture.response.body, article("", "").as_bytes());
    assert_eq!(capture.canonical_url, server.url("/the-river-rose.html").as_str());
}

#[tokio::test]
async fn an_unchanged_page_costs_nothing() {
    let server = Server::start("127.0.0.1", |head| {
        Reply::new(if header(head, "if-none-match") == Some("\"v1\"") { 304 } else { 200 }, &[], b"")
    })
    .await;
    let validators = Validators { etag: Some("\"v1\"".to_owned()), last_modified: None };
    let request = Request { validators, ..site(server.url("/")) };
    assert!(matches!(outcome(&capturer(CaptureSettings::default()), request).await, Ok(Captured::Unchanged)));
}

#[tokio::test]
async fn what_is_no_page_is_refused_by_what_it_is() {
    let server = Server::start("127.0.0.1", |head| match path(head) {
        "/pdf" => Reply::new(200, &["content-type: text/html"], b"%PDF-1.7"),
        "/json" => Reply::new(200, &["content-type: application/json; charset=utf-8"], b"{}"),
        "/video" => {
            Reply::raw("HTTP/1.1 200 x\r\ncontent-type: video/mp4\r\ncontent-length: 999999999\r\n\r\n")
        }
        _ => Reply::new(200, &["content-type: text/plain"], article("", "").as_bytes()),
    })
    .await;
    let capturer = capturer(CaptureSettings::default());
    for (place, expected) in
        [("/pdf", "application/pdf"), ("/json", "application/json"), ("/video", "video/mp4")]
    {
        let outcome = outcome(&capturer, site(server.url(place))).await;
        assert!(
            matches!(outcome, Err(Error::NotAPage { media_type, .. }) if media_type == expected),
            "{place}"
        );
    }
    assert_eq!(
        fresh(&capturer, site(server.url("/mislabelled"))).await.page.metadata.title,
        "The river rose"
    );
}

#[tokio::test]
async fn a_page_given_as_a_file_fetches_nothing_but_pictures() {
    let server = Server::start("127.0.0.1", |_| {
        Reply::new(200, &[], b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='6'/>")
    })
    .await;
    let html = article("", "<figure><img src=/p.svg width=600 height=400></figure>").into_bytes();
    let request = Request { html: Some(html.clone()), ..site(server.url("/river")) };
    let capture = fresh(&capturer(CaptureSettings::default()), request).await;
    assert_eq!((capture.response.status, capture.response.body), (200, html));
    assert!(capture.assets[0].result.is_ok());
    let paths: Vec<String> = server.requests().iter().map(|head| path(head).to_owned()).collect();
    assert_eq!(paths, ["/p.svg"]);
}

#[tokio::test]
async fn a_public_page_shows_no_private_picture_and_none_at_all_when_the_person_says_so() {
    let private = Server::start("127.0.0.2", |_| Reply::raw("")).await;
    let picture = format!("<figure><img src={} width=600 height=400></figure>", private.url("/p.png"));
    let server = Server::start("127.0.0.1", move |_| Reply::page(&article("", &picture))).await;
    for (pictures, expected) in [(true, MissingReason::PrivateAddress), (false, MissingReason::Skipped)] {
        let settings = CaptureSettings { pictures, ..CaptureSettings::default() };
        let capture = fresh(&capturer(settings), site(server.url("/river"))).await;
        assert_eq!(capture.assets[0].result.as_ref().unwrap_err().reason, expected);
    }
    assert_eq!(private.requests(), Vec::<String>::new());
}

#[tokio::test]
async fn cancelling_ends_a_capture_that_waits() {
    let server = Server::start("127.0.0.1", |_| Reply::raw("").then_silence()).await;
    let (capturer, cancel) = (capturer(CaptureSettings::default()), CancellationToken::new());
    let work = capturer.capture(site(server.url("/")), &|_| {}, &cancel);
    let stop = async {
        while server.requests().is_empty() {
            tokio::task::yield_now().await;
        }
        cancel.cancel();
    };
    let (outcome, ()) = tokio::join!(work, stop);
    assert_eq!(outcome.unwrap_err().kind(), ErrorKind::Cancelled);
}

#[tokio::test]
async fn only_http_is_captured() {
    for url in ["", "news", "file:///etc/passwd", "ftp://example.org/"] {
        let outcome = outcome(&capturer(CaptureSettings::default()), request(url)).await;
        assert!(matches!(outcome, Err(Error::InvalidUrl { .. })), "{url}");
    }
}
