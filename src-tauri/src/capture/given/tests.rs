//! Copies from files, taken in without a server, cleaned on a thread.

use std::collections::HashMap;

use tokio_util::sync::CancellationToken;

use super::*;
use crate::capture::{Capturer, CapturerOptions, PageInput, clean_page, normalise_url, url_key};
use crate::error::{Error, ErrorKind};
use crate::model::{Capture, CaptureSettings, Doubt, MissingReason, PageFile, SiteKnowledge};

const NAME: &str = "urn:sha256:3b7d0f6e5a1c";

/// An article as a read-later program keeps it: lists of links and bylines in it are its own.
const PERSIAN: &str = "<div><h1>رودخانه بالا آمد</h1><p>شهردار که خود در یکی از خیابان‌های پایین‌شهر خانه دارد، با قایق به شهرداری آمد و کیسهٔ شن خواست.</p>\
    <p><img src='p.svg' width='600' height='400'></p><ul><li><a href='/a'>خبر نخست</a></li><li><a href='b'>خبر دوم</a></li></ul>\
    <script>alert(1)</script><p onclick='x()'>نوشتهٔ سارا</p><p>Subscribe to our newsletter</p></div>";

#[derive(Debug)]
struct Folder(HashMap<String, Vec<u8>>);

impl PageFiles for Folder {
    fn file(&self, url: &str) -> Option<PageFile> {
        Some(PageFile { media_type: String::new(), bytes: self.0.get(url)?.clone() })
    }
}

fn folder(url: &str) -> Option<Arc<dyn PageFiles>> {
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='6'/>".to_vec();
    Some(Arc::new(Folder(HashMap::from([(url.to_owned(), svg)]))))
}

fn given(url: &str, page: GivenPage) -> Given {
    Given {
        url: url.to_owned(),
        page,
        metadata: Metadata::default(),
        files: None,
        now: "2026-11-22T10:00:00Z".parse().unwrap(),
        sites: Sites::default(),
    }
}

fn page(url: &str, html: &str) -> GivenPage {
    GivenPage::Page(ImportedPage {
        final_url: url.to_owned(),
        status: None,
        headers: Vec::new(),
        fetched: Some("2019-05-01T00:00:00Z".parse().unwrap()),
        body: html.as_bytes().to_vec(),
        files: None,
    })
}

fn capturer() -> Capturer {
    Capturer::new(CaptureSettings::default(), CapturerOptions::default()).unwrap()
}

async fn taken(given: Given) -> Capture {
    capturer().take_in(given, &CancellationToken::new()).await.unwrap()
}

/// What `lede reextract` would make of a capture.
fn again(capture: &Capture) -> crate::model::Page {
    clean_page(&PageInput::of(&capture.response, SiteKnowledge::default(), false)).unwrap()
}

#[tokio::test]
async fn of_an_article_that_came_alone_everything_stays() {
    let metadata = Metadata {
        title: "رودخانه بالا آمد".to_owned(),
        authors: vec!["سارا امینی".to_owned()],
        published: Some("2024-03-01".to_owned()),
        ..Metadata::default()
    };
    let files = folder("https://example.org/news/p.svg");
    let article = GivenPage::Article(PERSIAN.to_owned());
    let capture =
        taken(Given { metadata, files, ..given("https://example.org/news/1?utm_source=x", article) }).await;
    let page = &capture.page;
    assert_eq!(capture.canonical_url, "https://example.org/news/1");
    assert_eq!(page.metadata.title, "رودخانه بالا آمد");
    assert_eq!((page.metadata.authors[0].as_str(), page.metadata.rtl), ("سارا امینی", true));
    assert_eq!(page.metadata.language.tag.as_deref(), Some("fa"));
    assert_eq!(page.metadata.published_from.as_deref(), Some("file"));
    assert!(page.metadata.excerpt.as_deref().unwrap().starts_with("شهردار"));
    assert!(page.text.starts_with("شهردار"), "the title is not said twice: {}", page.text);
    for kept in ["خبر دوم", "نوشتهٔ سارا", "Subscribe to our newsletter"] {
        assert!(page.text.contains(kept), "{kept}");
    }
    assert!(!page.html.contains("script") && !page.html.contains("onclick"));
    let links: Vec<&str> = page.links.iter().map(|link| link.url.as_str()).collect();
    assert_eq!(links, ["https://example.org/a", "https://example.org/news/b"]);
    assert_eq!(capture.assets[0].result.as_ref().unwrap().size, Some((9, 6)));
    assert!(page.diagnosis.complete && page.blocks.is_empty());
    assert_eq!(capture.response.body, PERSIAN.as_bytes());
    assert_eq!(again(&capture), capture.page);
}

#[tokio::test]
async fn an_article_with_nothing_in_it_says_so() {
    let capture = taken(given("https://example.org/1", GivenPage::Article("<div> </div>".to_owned()))).await;
    assert_eq!(capture.page.diagnosis.doubts, [Doubt::NoArticle]);
}

#[tokio::test]
async fn a_page_is_cleaned_as_one_that_was_fetched_and_the_file_fills_what_it_does_not_say() {
    let html = "<title>The river rose</title><nav><a href=/x>Home</a></nav><article><h1>The river rose</h1>\
        <p>On Monday the river rose again, and by the morning nine of the lower streets were under water.</p>\
        <figure><img src=p.png width=600 height=400></figure>\
        <p>The mayor, who lives in one of them, came to the town hall by boat and asked for sandbags and pumps.</p>\
        <p>Nobody was hurt. The school stays closed until the caretaker has found the key to the pump room.</p></article>";
    let metadata =
        Metadata { title: "Other".to_owned(), site: Some("The Bell".to_owned()), ..Metadata::default() };
    let url = "https://example.org/news/1";
    let capture = taken(Given { metadata, ..given(url, page(url, html)) }).await;
    assert_eq!(capture.page.metadata.title, "The river rose");
    assert_eq!(capture.page.metadata.site.as_deref(), Some("The Bell"));
    assert!(!capture.page.text.contains("Home"));
    assert_eq!(capture.response.fetched.to_string(), "2019-05-01T00:00:00Z");
    let missing = capture.assets[0].result.as_ref().unwrap_err();
    assert_eq!(
        (missing.reason, missing.message.as_str()),
        (MissingReason::Skipped, "the picture was not in the file")
    );
    assert_eq!(again(&capture), capture.page);
}

#[tokio::test]
async fn a_copy_without_an_address_is_known_by_its_name() {
    let html = "<title>A note</title><p>One line, <a href='other.html'>a link to a file</a>, <a href='https://example.org/'>one to a page</a>.\
        <p><img src='A note_files/p.svg' width=600 height=400><img src='cid:1@x' width=600 height=400>";
    let files = folder("file:///A%20note_files/p.svg");
    let capture = taken(Given { files, ..given(NAME, GivenPage::Article(html.to_owned())) }).await;
    assert_eq!((capture.canonical_url.as_str(), capture.aliases.len()), (NAME, 0));
    let links: Vec<&str> = capture.page.links.iter().map(|link| link.url.as_str()).collect();
    assert_eq!(links, ["https://example.org/"]);
    let pictures: Vec<_> =
        capture.assets.iter().map(|asset| (asset.url.as_str(), asset.result.is_ok())).collect();
    assert_eq!(pictures, [("file:///A%20note_files/p.svg", true), ("cid:1@x", false)]);
    assert_eq!(again(&capture), capture.page);
    let capture = taken(given(NAME, page("", html))).await;
    assert_eq!((capture.response.final_url.as_str(), capture.page.metadata.site), (NAME, None));
    assert_eq!(url_key(NAME).unwrap(), NAME);
    assert!(matches!(normalise_url(NAME), Err(Error::NothingToFetch { .. })));
}

#[tokio::test]
async fn what_cannot_be_taken_in_is_refused_or_kept_raw() {
    let (capturer, cancel) = (capturer(), CancellationToken::new());
    let article = || GivenPage::Article("<p>x".to_owned());
    let refused = capturer.take_in(given("no url", article()), &cancel).await.unwrap_err();
    assert!(matches!(refused, Error::InvalidUrl { .. }));
    cancel.cancel();
    let refused = capturer.take_in(given(NAME, article()), &cancel).await.unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::Cancelled);
    // A worker that ends at once, whatever it is given.
    let options = CapturerOptions { worker: Some("false".into()), ..CapturerOptions::default() };
    let capturer = Capturer::new(CaptureSettings::default(), options).unwrap();
    let metadata = Metadata { title: "As told".to_owned(), ..Metadata::default() };
    let given = Given { metadata, ..given(NAME, article()) };
    let capture = capturer.take_in(given, &CancellationToken::new()).await.unwrap();
    assert_eq!(capture.page.diagnosis.doubts, [Doubt::ExtractionFailed]);
    assert_eq!(
        (capture.page.metadata.title.as_str(), capture.response.body.as_slice()),
        ("As told", &b"<p>x"[..])
    );
}

#[test]
fn what_is_told_comes_back_from_its_header() {
    let mut told = Told { article: true, ..Told::default() };
    told.fill(&Metadata {
        title: " خبر 𝄞 \"quoted\"\n ".to_owned(),
        authors: vec!["سارا".to_owned()],
        published: Some("2024-03-01".to_owned()),
        ..Metadata::default()
    });
    let (name, value) = told.header().unwrap();
    assert_eq!(name, HEADER);
    assert!(value.bytes().all(|byte| (0x20..0x7f).contains(&byte)), "{value}");
    assert_eq!(Told::of(&[(name, value)]), Some(told.clone()));
    assert_eq!(told.metadata.title, "خبر 𝄞 \"quoted\"");
    assert_eq!(told.metadata.published_from.as_deref(), Some("file"));
    assert_eq!(Told::default().header(), None);
    assert_eq!(Told::of(&[(HEADER.to_owned(), "no json".to_owned())]), None);
}

#[test]
fn what_is_known_is_not_filled() {
    let mut told = Told::default();
    told.metadata.title = "Own".to_owned();
    told.fill(&Metadata { title: "Other".to_owned(), site: Some("Site".to_owned()), ..Metadata::default() });
    assert_eq!((told.metadata.title.as_str(), told.metadata.site.as_deref()), ("Own", Some("Site")));
}
