//! The whole way: save the site, take it away, and read everything from the file alone.

use lede::library::{Library, OpenOptions, SaveRequest};
use lede::model::{SaveOutcome, SaveStatus};
use tokio_util::sync::CancellationToken;

use crate::gold::{self, Gold, folded};
use crate::site::{Site, pages};
use crate::support::{Sandbox, clock, options};
use crate::verify;

async fn save(library: &Library, url: String, refetch: bool) -> SaveOutcome {
    let request = SaveRequest { url, refetch, ..SaveRequest::default() };
    library.save(request, clock(), &|_| {}, &CancellationToken::new()).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_that_was_saved_reads_back_without_the_site() {
    let (mut site, sandbox) = (Site::start(), Sandbox::new());
    let library = sandbox.open(&site).unwrap();
    let mut saved = Vec::new();
    for page in pages::PAGES {
        let gold = Gold::of(page.name);
        let outcome = save(&library, site.url(page.path), false).await;
        let kind = outcome.error.as_ref().map(|error| error.kind);
        assert_eq!(kind, gold.error, "{}", page.name);
        // A further page of an article that is there already was saved with it.
        let new = outcome.status == SaveStatus::Saved;
        saved.extend(outcome.id.filter(|_| new).map(|id| (page.name, gold, outcome, id)));
    }
    drop(library);
    site.stop();
    let asked = site.record().requests();

    assert_eq!(verify::faults(&sandbox.archive()), Vec::<String>::new());
    let library = Library::open(
        &sandbox.archive(),
        OpenOptions { create: false, capturer: options(&site), ..Default::default() },
    )
    .unwrap();
    verify::read_all(&library);
    for (name, gold, outcome, id) in &saved {
        let article = library.article(*id).unwrap();
        // Captions stand with their pictures, in the HTML alone.
        let text = folded(&format!("{} {}", article.text, article.html));
        let known = |quote: &str| gold::KNOWN.iter().any(|(page, what)| page == name && quote.contains(what));
        assert!(gold.contains.iter().all(|quote| text.contains(quote.as_str()) || known(quote)), "{name}");
        assert_eq!(Some(article.version), outcome.version, "{name}");
        assert_eq!(article.summary.missing_assets, outcome.missing_assets, "{name}");
        assert_eq!(article.summary.direction, if gold.rtl { "rtl" } else { "ltr" }, "{name}");
        assert_eq!(library.raw(*id, None).unwrap().body, pages::find(name).bytes(site.shared()), "{name}");
        assert_eq!(library.resolve(&site.page(name)).unwrap(), *id, "{name}");
    }
    assert_eq!(site.record().requests(), asked);
}

#[tokio::test(flavor = "multi_thread")]
async fn saving_again_says_that_it_is_there_and_asks_for_nothing() {
    let (site, sandbox) = (Site::start(), Sandbox::new());
    let library = sandbox.open(&site).unwrap();
    let page = site.page("tracking");
    let first = save(&library, format!("{page}?utm_source=newsletter"), false).await;
    assert_eq!(first.status, SaveStatus::Saved);
    let asked = site.record().requests();
    for url in [page.clone(), format!("{page}#top"), format!("{page}?fbclid=abc&utm_campaign=x")] {
        let again = save(&library, url, false).await;
        assert_eq!((again.status, again.id, again.version), (SaveStatus::Exists, first.id, first.version));
    }
    assert_eq!(site.record().requests(), asked);
    assert_eq!(verify::all(&library).len(), 1);
    assert_eq!(
        library.article(first.id.unwrap()).unwrap().original_url,
        format!("{page}?utm_source=newsletter")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn fetching_again_keeps_the_old_version_and_an_unchanged_page_adds_none() {
    let (site, sandbox) = (Site::start(), Sandbox::new());
    let library = sandbox.open(&site).unwrap();
    let first = save(&library, site.url("/fault/validators"), false).await;
    let (id, cancel) = (first.id.unwrap(), CancellationToken::new());
    let unchanged = library.refetch(id, clock(), &|_| {}, &cancel).await.unwrap();
    assert_eq!((unchanged.status, unchanged.version), (SaveStatus::Exists, first.version));
    let last = site.record().log().last().unwrap().clone();
    assert_eq!(last.header("if-none-match"), Some("\"harbour-1\""));

    // The page names the same article, which has news now.
    let changed = save(&library, site.url("/fault/changing/a"), true).await;
    assert_eq!((changed.status, changed.id), (SaveStatus::Saved, first.id));
    assert_ne!(changed.version, first.version);
    let versions = library.versions(id).unwrap();
    assert_eq!(versions.len(), 2);
    assert_eq!(
        versions.iter().filter(|version| version.current).map(|version| version.version).collect::<Vec<_>>(),
        Vec::from_iter(changed.version)
    );
    assert!(library.article(id).unwrap().text.contains("yet more of them"));
    assert_eq!(verify::faults(&sandbox.archive()), Vec::<String>::new());
}

/// A page that is gone, or has become something else, never takes the place of a good copy.
#[tokio::test(flavor = "multi_thread")]
async fn a_failed_fetch_leaves_the_good_copy_alone() {
    let (mut site, sandbox) = (Site::start(), Sandbox::new());
    let library = sandbox.open(&site).unwrap();
    let saved = save(&library, site.page("plain"), false).await;
    let id = saved.id.unwrap();
    let before = library.article(id).unwrap();
    site.stop();
    let failed = library.refetch(id, clock(), &|_| {}, &CancellationToken::new()).await.unwrap();
    assert_eq!(failed.status, SaveStatus::Failed);
    let after = library.article(id).unwrap();
    assert!(
        after.failed_attempt.as_ref().is_some_and(|attempt| attempt.error.is_some()),
        "nobody can see it"
    );
    assert_eq!(lede::model::Article { failed_attempt: None, ..after }, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_is_stored_once_however_many_articles_show_it() {
    let (site, sandbox) = (Site::start(), Sandbox::new());
    let library = sandbox.open(&site).unwrap();
    for name in ["plain", "noscript", "tagdiv", "live-blog"] {
        save(&library, site.page(name), false).await;
    }
    let count = |sql: &str| verify::number(&sandbox.archive(), sql);
    let shown = count("SELECT count(*) FROM version_asset WHERE asset_id IS NOT NULL");
    let kept = count("SELECT count(*) FROM asset");
    assert!(kept < shown, "{kept} pictures for {shown} places");
    assert_eq!(count("SELECT count(DISTINCT sha256) FROM asset"), kept);
}

/// `--all` cleans stored pages again; with the same engine nothing changes, and nothing is asked for.
#[tokio::test(flavor = "multi_thread")]
async fn cleaning_again_needs_no_network() {
    let (mut site, sandbox) = (Site::start(), Sandbox::new());
    let library = sandbox.open(&site).unwrap();
    for name in ["plain", "persian-mixed", "gallery"] {
        save(&library, site.page(name), false).await;
    }
    site.stop();
    let outcomes = library.reextract(None, clock(), &|_| {}, &CancellationToken::new()).await.unwrap();
    assert_eq!(outcomes.len(), 3);
    assert!(outcomes.iter().all(|outcome| outcome.status == SaveStatus::Exists), "{outcomes:#?}");
    verify::read_all(&library);
}
