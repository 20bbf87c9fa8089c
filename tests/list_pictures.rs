//! Small pictures of the stories that a page's lists lead on to.

use std::collections::BTreeMap;

use lede::library::{Library, SaveRequest};
use lede::model::*;
use tokio_util::sync::CancellationToken;

use crate::site::{Site, images};
use crate::support::{Sandbox, clock, now};
use crate::verify;

/// A page whose list shows these pictures, each of a story of its own.
fn page(pictures: &[String]) -> Vec<u8> {
    let cards = pictures.iter().enumerate().map(|(n, picture)| {
        format!(
            "<li class=\"card\"><a href=\"/story-{n}-of-the-harbour\"><img src=\"{picture}\" width=\"320\" height=\"180\" alt=\"\">
             <h3>Story number {n} of the old harbour and its bridge</h3></a></li>"
        )
    });
    format!(
        "<!doctype html><html lang=\"en\"><head><title>Ferry strike called off</title></head><body><main><article>
         <h1>Ferry strike called off</h1>
         <p>The crews of the harbour ferries went back to work on Monday morning after two weeks, the union and the city said together.</p>
         <p>It had been a long spring for everybody who crosses the river every day, and the ferries will go on until the end of the summer.</p>
         <p>A report on the strike will be discussed by the council in its next sitting, which is open to everybody who lives in the city.</p>
         </article><aside class=\"related\"><h2>Related stories</h2><ul>{}</ul></aside></main></body></html>",
        cards.collect::<String>()
    )
    .into_bytes()
}

struct Archive {
    home: Sandbox,
    site: Site,
    library: Library,
}

impl Archive {
    fn new() -> Self {
        let (home, site) = (Sandbox::new(), Site::start());
        let library = home.open(&site).unwrap();
        Self { home, site, library }
    }

    fn set(&self, change: impl FnOnce(&mut CaptureSettings)) {
        let mut settings = self.library.settings().unwrap();
        change(&mut settings);
        self.library.set_settings(settings).unwrap();
    }

    async fn save(&self, name: &str, pictures: &[&str]) -> ArticleId {
        let html = page(&pictures.iter().map(|path| self.site.url(path)).collect::<Vec<_>>());
        let request = SaveRequest { url: self.site.url(name), html: Some(html), ..SaveRequest::default() };
        let outcome = self.library.save(request, clock(), &|_| {}, &CancellationToken::new()).await.unwrap();
        assert_eq!(outcome.status, SaveStatus::Saved, "{:?}", outcome.error);
        assert_eq!(outcome.missing_assets, 0, "pictures of other stories are none of the article's own");
        outcome.id.unwrap()
    }

    /// What came of each story's picture: its hash, the reason why there is none, or nothing where nobody asked.
    fn came(&self, id: ArticleId) -> Vec<Option<Result<AssetHash, MissingReason>>> {
        let links = self.library.links(id).unwrap();
        let listed = links.into_iter().filter(|link| link.context == LinkContext::Related);
        listed
            .map(|link| match (link.thumbnail, link.picture_failure) {
                (Some(hash), None) => Some(Ok(hash)),
                (None, Some(failure)) => {
                    assert!(!failure.message.is_empty());
                    Some(Err(failure.reason))
                }
                (None, None) => None,
                both => panic!("{both:?}"),
            })
            .collect()
    }

    /// How often each picture was asked for.
    fn asked(&self) -> BTreeMap<String, usize> {
        let mut asked = BTreeMap::new();
        for request in self.site.record().log() {
            *asked.entry(request.path).or_insert(0) += 1;
        }
        asked
    }

    fn count(&self, table: &str) -> u32 {
        verify::number(&self.home.archive(), &format!("SELECT count(*) FROM {table}"))
    }
}

fn failed(reason: MissingReason) -> Option<Result<AssetHash, MissingReason>> {
    Some(Err(reason))
}

#[tokio::test(flavor = "multi_thread")]
async fn each_is_kept_small_and_once() {
    let archive = Archive::new();
    let first =
        archive.save("/first", &["/img/harbour.jpg", "/img/octets/harbour.jpg", "/img/river.avif"]).await;
    let came = archive.came(first);
    let hashes: Vec<_> = came.into_iter().map(|came| came.unwrap().unwrap()).collect();
    assert_eq!(hashes[0], hashes[1], "two addresses of the same picture");
    let small = archive.library.asset(&hashes[0]).unwrap();
    assert_eq!((small.mime.as_str(), small.size), ("image/jpeg", Some((160, 160))));
    assert_eq!(verify::sha256(&small.bytes), hashes[0].0);
    assert_eq!((archive.count("link_picture"), archive.count("asset")), (3, 2));

    let second = archive.save("/second", &["/img/river.avif", "/img/harbour.jpg"]).await;
    let came: Vec<_> = archive.came(second).into_iter().map(|came| came.unwrap().unwrap()).collect();
    assert_eq!(came, [hashes[2].clone(), hashes[0].clone()]);
    assert!(archive.asked().values().all(|times| *times == 1), "{:?}", archive.asked());
    assert_eq!(verify::faults(&archive.home.archive()), Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn hostile_ones_are_refused_and_said() {
    let archive = Archive::new();
    archive.set(|settings| settings.limits.total_ms = 2000);
    let pictures = [
        "/img/claims/huge.jpg",
        "/img/claims/vast.jpg",
        "/img/nothing-here.jpg",
        "/img/claims/page.jpg",
        "/img/hostile.svg",
        "/fault/silent",
    ];
    let id = archive.save("/hostile", &pictures).await;
    let came = archive.came(id);
    use MissingReason::{NotAPicture, Status, TooLarge, Unreachable};
    assert_eq!(came[..4], [failed(TooLarge), failed(TooLarge), failed(Status), failed(NotAPicture)]);
    let drawing = archive.library.asset(came[4].as_ref().unwrap().as_ref().unwrap()).unwrap();
    let drawing = String::from_utf8(drawing.bytes).unwrap().to_lowercase();
    for harm in ["<script", "onload", "href", "http://127"] {
        assert!(!drawing.contains(harm), "{harm} in {drawing}");
    }
    assert_eq!(came[5], failed(Unreachable));
    assert!(
        images::bytes("hostile.svg").windows(7).any(|w| w == b"<script"),
        "the picture is no longer hostile"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn those_of_a_public_page_never_come_from_a_private_address() {
    let archive = Archive::new();
    let html = page(&[archive.site.private_url("/img/harbour.jpg")]);
    let request =
        SaveRequest { url: archive.site.url("/public"), html: Some(html), ..SaveRequest::default() };
    let outcome = archive.library.save(request, clock(), &|_| {}, &CancellationToken::new()).await.unwrap();
    assert_eq!(archive.came(outcome.id.unwrap()), [failed(MissingReason::PrivateAddress)]);
    assert_eq!(archive.site.record().most_connections(archive.site.private_address()), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_article_is_there_before_they_are() {
    let archive = Archive::new();
    let html = page(&[archive.site.url("/wait/for-ever/one"), archive.site.url("/wait/for-ever/two")]);
    let request = SaveRequest { url: archive.site.url("/slow"), html: Some(html), ..SaveRequest::default() };
    let cancel = CancellationToken::new();
    let (library, token) = (archive.library.clone(), cancel.clone());
    let saving = tokio::spawn(async move { library.save(request, clock(), &|_| {}, &token).await });
    archive.site.record().until_asked("/wait/for-ever/two").await;
    let there = verify::all(&archive.library);
    assert_eq!(there.len(), 1, "the article is stored while its list waits for pictures");
    cancel.cancel();
    let outcome = saving.await.unwrap().unwrap();
    assert_eq!((outcome.status, outcome.id), (SaveStatus::Saved, Some(there[0].id)));
    assert_eq!(archive.came(there[0].id), [None, None], "what was not waited for may be asked for again");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_does_not_want_them_is_not_given_them() {
    let archive = Archive::new();
    archive.set(|settings| settings.list_pictures = false);
    let id = archive.save("/first", &["/img/harbour.jpg", "/img/nothing-here.jpg"]).await;
    assert_eq!(archive.came(id), [None, None]);
    assert_eq!(archive.asked(), BTreeMap::new());
    archive.set(|settings| settings.list_pictures = true);
    archive.library.enqueue_for(id, JobKind::RetryPictures, now()).unwrap();
    archive.library.run_queue(clock(), true, &|_| {}, &CancellationToken::new()).await.unwrap();
    assert!(matches!(archive.came(id)[..], [Some(Ok(_)), Some(Err(MissingReason::Status))]));
}

#[tokio::test(flavor = "multi_thread")]
async fn cleaning_again_asks_for_nothing_and_keeps_them() {
    let archive = Archive::new();
    let id = archive.save("/first", &["/img/harbour.jpg", "/img/nothing-here.jpg"]).await;
    let (before, asked) = (archive.came(id), archive.asked());
    archive.library.reextract(None, clock(), &|_| {}, &CancellationToken::new()).await.unwrap();
    assert_eq!((archive.came(id), archive.asked()), (before, asked));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_page_that_shows_them_takes_them_along() {
    let archive = Archive::new();
    let first = archive.save("/first", &["/img/harbour.jpg", "/img/nothing-here.jpg"]).await;
    let second = archive.save("/second", &["/img/harbour.jpg", "/img/city.jpg"]).await;
    let purge = |id| {
        let patch = ArticlePatch { trashed: Some(true), ..ArticlePatch::default() };
        archive.library.update(&[id], patch, now()).unwrap();
        archive.library.purge(None).unwrap();
    };
    purge(first);
    assert_eq!((archive.count("link_picture"), archive.count("asset")), (2, 2));
    assert!(archive.came(second).iter().all(|came| matches!(came, Some(Ok(_)))));
    purge(second);
    assert_eq!((archive.count("link_picture"), archive.count("asset"), archive.count("link")), (0, 0, 0));
    assert_eq!(verify::faults(&archive.home.archive()), Vec::<String>::new());
}
