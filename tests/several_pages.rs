//! Articles in several pages, and in several forms: through a save, and again from the file alone.

use std::sync::Mutex;

use lede::library::{Library, SaveRequest};
use lede::model::{Article, ArticlePatch, Doubt, EvidencePlace, Part, SaveOutcome, SaveStatus, Stage};
use tokio_util::sync::CancellationToken;

use crate::site::Site;
use crate::site::several::{LEAD, NOTE, STORIES, Story};
use crate::support::{Sandbox, clock};

/// A site, an archive, and one story saved.
struct Saved {
    site: Site,
    library: Library,
    outcome: SaveOutcome,
    article: Article,
    story: &'static Story,
    _home: Sandbox,
}

async fn saved(name: &str) -> Saved {
    saved_at(name, "").await
}

/// The same, by the address of a later page.
async fn saved_at(name: &str, page: &str) -> Saved {
    let (site, home) = (Site::start(), Sandbox::new());
    let library = home.open(&site).unwrap();
    let story = Story::find(name);
    let outcome = save(&library, &site.url(&format!("{}{page}", story.path()))).await;
    let article = library.article(outcome.id.unwrap()).unwrap();
    Saved { site, library, outcome, article, story, _home: home }
}

async fn save(library: &Library, url: &str) -> SaveOutcome {
    let request = SaveRequest { url: url.to_owned(), ..SaveRequest::default() };
    library.save(request, clock(), &|_| {}, &CancellationToken::new()).await.unwrap()
}

impl Saved {
    /// Every page up to this one stands in the copy, in order and once, with its picture; no later one does.
    fn holds_pages(&self, last: u64) {
        let Article { text, html, .. } = &self.article;
        let places: Vec<_> = (1..=last).map(|page| text.find(&self.story.mark(page))).collect();
        assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{}: {places:?}", self.story.name);
        assert!(!text.contains(&self.story.mark(last + 1)), "{}", self.story.name);
        assert_eq!(text.matches(LEAD).count(), 1, "{}", self.story.name);
        assert_eq!(html.matches("<img").count() as u64, last, "{}", self.story.name);
        assert!(text.matches(NOTE).count() <= 1 && !text.contains("Next"), "{text}");
    }

    /// Cleaning again gives the same copy without the site.
    async fn cleans_again_to_the_same(&mut self) {
        self.site.stop();
        let id = self.outcome.id.unwrap();
        let again =
            self.library.reextract(Some(&[id]), clock(), &|_| {}, &CancellationToken::new()).await.unwrap();
        assert_eq!(again[0].status, SaveStatus::Exists, "{}: {:?}", self.story.name, again[0]);
        let changes =
            self.library.reextract_changes(Some(&[id]), &|_| {}, &CancellationToken::new()).await.unwrap();
        assert_eq!((&changes[0].added, &changes[0].removed), (&vec![], &vec![]), "{}", self.story.name);
        assert_eq!(self.library.article(id).unwrap(), self.article);
    }

    fn parts(&self) -> Vec<Part> {
        let further = self.library.further_raw(self.outcome.id.unwrap(), None).unwrap();
        further.into_iter().map(|further| further.part).collect()
    }

    fn doubts(&self) -> &[Doubt] {
        &self.article.diagnosis.doubts
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_kind_of_pager_is_followed_to_its_end() {
    for name in ["declared", "query", "numbered.html", "persian", "chinese"] {
        let mut saved = saved(name).await;
        saved.holds_pages(saved.story.pages);
        assert!(saved.article.diagnosis.complete, "{name}: {:?}", saved.article.diagnosis);
        assert_eq!(saved.parts(), vec![Part::Page; saved.story.pages as usize - 1], "{name}");
        saved.cleans_again_to_the_same().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pager_that_loops_ends_where_nothing_is_new() {
    let mut saved = saved("looping").await;
    saved.holds_pages(3);
    assert_eq!(saved.doubts(), [Doubt::MultiPage]);
    saved.cleans_again_to_the_same().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_more_than_twenty_pages_are_joined_and_the_copy_says_which_is_missing() {
    let mut saved = saved("long").await;
    saved.holds_pages(20);
    assert_eq!(saved.doubts(), [Doubt::MultiPage]);
    assert!(saved.article.diagnosis.evidence[0].found.ends_with("/several/long/21"));
    saved.cleans_again_to_the_same().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_cannot_be_had_ends_the_copy_and_is_named() {
    let mut saved = saved("broken").await;
    saved.holds_pages(2);
    assert_eq!(saved.doubts(), [Doubt::MultiPage]);
    let evidence = &saved.article.diagnosis.evidence;
    assert!(evidence[0].found.ends_with("/several/broken/3"));
    assert_eq!(evidence[1].place, EvidencePlace::FurtherPage, "the reason is told");
    assert!(evidence[1].found.contains("/several/broken/3 answered"), "{evidence:?}");
    assert_eq!(saved.parts(), [Part::Page]);
    saved.cleans_again_to_the_same().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_page_with_everything_is_taken_instead_of_many() {
    for (name, part) in [("single", Part::Single), ("printed", Part::Print)] {
        let mut saved = saved(name).await;
        saved.holds_pages(4);
        assert!(saved.article.diagnosis.complete, "{name}: {:?}", saved.article.diagnosis);
        assert_eq!(saved.parts(), [part]);
        assert!(saved.site.record().asked(&format!("/several/{name}/2")).is_empty());
        saved.cleans_again_to_the_same().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_amp_version_speaks_for_a_page_that_scripts_were_to_build() {
    let mut saved = saved("amp").await;
    saved.holds_pages(1);
    assert!(saved.article.diagnosis.complete, "{:?}", saved.article.diagnosis);
    assert_eq!(saved.parts(), [Part::Amp]);
    saved.cleans_again_to_the_same().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_pages_of_an_article_lead_to_it() {
    let saved = saved("declared").await;
    let asked = saved.site.record().requests();
    let second = save(&saved.library, &saved.site.url("/several/declared/2")).await;
    assert_eq!((second.status, second.id), (SaveStatus::Exists, saved.outcome.id));
    assert_eq!(saved.site.record().requests(), asked);
    assert_eq!(STORIES.iter().filter(|story| story.name == "declared").count(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_later_page_brings_the_whole_article() {
    for (name, page) in [("declared", "/3"), ("query", "?page=3"), ("persian", "/2"), ("single", "/2")] {
        let mut saved = saved_at(name, page).await;
        saved.holds_pages(saved.story.pages);
        assert!(saved.article.diagnosis.complete, "{name}: {:?}", saved.article.diagnosis);
        assert!(saved.article.summary.url.ends_with(&saved.story.path()), "{}", saved.article.summary.url);
        let first = save(&saved.library, &saved.site.url(&saved.story.path())).await;
        assert_eq!((first.status, first.id), (SaveStatus::Exists, saved.outcome.id), "{name}");
        let again = save(&saved.library, &saved.site.url(&format!("{}{page}", saved.story.path()))).await;
        assert_eq!((again.status, again.id), (SaveStatus::Exists, saved.outcome.id), "{name}");
        saved.cleans_again_to_the_same().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_later_page_that_the_first_does_not_lead_to_is_kept_alone() {
    let saved = saved_at("broken", "/4").await;
    assert!(saved.article.text.contains(&saved.story.mark(4)));
    assert!(!saved.article.text.contains(&saved.story.mark(1)));
    assert_eq!(saved.doubts(), [Doubt::MultiPage]);
}

#[tokio::test(flavor = "multi_thread")]
async fn progress_counts_the_pages_and_a_cancel_between_them_stores_nothing() {
    let (site, home) = (Site::start(), Sandbox::new());
    let library = home.open(&site).unwrap();
    let (told, cancel) = (Mutex::new(Vec::new()), CancellationToken::new());
    let request = SaveRequest { url: site.url("/several/broken"), ..SaveRequest::default() };
    let watch = |progress: lede::model::Progress| {
        if progress.stage == Stage::Pages {
            told.lock().unwrap().push((progress.done, progress.total));
            if progress.done == 3 {
                cancel.cancel();
            }
        }
    };
    let outcome = library.save(request, clock(), &watch, &cancel).await.unwrap();
    assert_eq!(outcome.status, SaveStatus::Failed);
    assert_eq!(*told.lock().unwrap(), [(2, Some(5)), (3, Some(5))]);
    assert!(crate::verify::all(&library).is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_purged_takes_all_its_responses_along() {
    let saved = saved("query").await;
    let id = saved.outcome.id.unwrap();
    let patch = ArticlePatch { trashed: Some(true), ..ArticlePatch::default() };
    saved.library.update(&[id], patch, crate::support::now()).unwrap();
    saved.library.purge(Some(&[id])).unwrap();
    let count = crate::verify::number(&saved._home.archive(), "SELECT count(*) FROM response");
    assert_eq!(count, 0);
}
