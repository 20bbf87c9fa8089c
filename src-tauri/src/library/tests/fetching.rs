//! The polite queue: what imports brought is fetched host by host, from real servers on loopback, under a clock set by hand.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use tokio_util::sync::CancellationToken;

use super::{at, capture, doubtful};
use crate::capture::CapturerOptions;
use crate::capture::testing::{Reply, Server, path};
use crate::error::{Error, ErrorKind};
use crate::library::attempt::Attempt;
use crate::library::{Clock, JobEvent, Library, OpenOptions, queue};
use crate::model::*;

/// An archive whose clock is set by hand.
struct Bench {
    folder: tempfile::TempDir,
    library: Library,
    seconds: Arc<AtomicI64>,
}

impl Bench {
    fn new() -> Self {
        Self::with(None)
    }

    fn with(internet_archive: Option<String>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let library = open(&folder, internet_archive);
        let bench = Self { folder, library, seconds: Arc::new(AtomicI64::new(1000)) };
        bench.set(|settings| settings.pictures = false);
        bench
    }

    fn set(&self, change: impl FnOnce(&mut CaptureSettings)) {
        let mut settings = self.library.settings().unwrap();
        change(&mut settings);
        self.library.set_settings(settings).unwrap();
    }

    fn now(&self) -> Timestamp {
        at(self.seconds.load(Ordering::SeqCst))
    }

    fn forward(&self, seconds: i64) {
        self.seconds.fetch_add(seconds, Ordering::SeqCst);
    }

    fn clock(&self) -> Clock {
        let seconds = Arc::clone(&self.seconds);
        Arc::new(move || at(seconds.load(Ordering::SeqCst)))
    }

    /// An article as an import leaves it, and its fetch.
    fn import(&self, url: &str) -> ArticleId {
        self.import_all(&[url.to_owned()])[0]
    }

    fn import_all(&self, urls: &[String]) -> Vec<ArticleId> {
        let captures: Vec<Capture> = urls
            .iter()
            .map(|url| {
                let mut known = capture(url, "A title from a file", "");
                known.page.diagnosis = doubtful(Doubt::NoArticle);
                known
            })
            .collect();
        let stored = self.library.store(&captures, self.now()).unwrap();
        let articles: Vec<ArticleId> = stored.into_iter().map(|(id, _)| id).collect();
        let add = |tx: &rusqlite::Transaction<'_>| {
            articles
                .iter()
                .zip(urls)
                .try_for_each(|(id, url)| queue::add_bulk(tx, url, url, *id, self.now()).map(drop))
        };
        self.library.db().write(add).unwrap();
        articles
    }

    /// Runs what may run now; returns the URLs that were tried.
    async fn run(&self) -> Vec<String> {
        let tried = std::sync::Mutex::new(Vec::new());
        let on_event = |event| {
            if let JobEvent::Fetched(outcome) = event {
                tried.lock().unwrap().push(outcome.url);
            }
        };
        self.library.run_queue(self.clock(), true, &on_event, &CancellationToken::new()).await.unwrap();
        let mut tried = tried.into_inner().unwrap();
        tried.sort();
        tried
    }

    fn state(&self) -> FetchState {
        self.library.fetch_state(self.now()).unwrap()
    }

    fn article(&self, id: ArticleId) -> Article {
        self.library.article(id).unwrap()
    }

    fn found(&self, query: &str) -> Vec<ArticleId> {
        let query = ListQuery { find: Some(query.to_owned()), ..ListQuery::default() };
        self.library.article_ids(&query).unwrap()
    }
}

fn open(folder: &tempfile::TempDir, internet_archive: Option<String>) -> Library {
    let capturer = CapturerOptions { internet_archive, ..CapturerOptions::default() };
    let options = OpenOptions { create: true, capturer, ..OpenOptions::default() };
    Library::open(&folder.path().join("archive.lede"), options).unwrap()
}

fn page() -> Reply {
    let text = "<p>On Monday the river rose again, and by the morning nine of the lower streets were under water.</p>";
    Reply::page(&format!(
        "<title>The river rose</title><article><h1>The river rose</h1>{}</article>",
        text.repeat(6)
    ))
}

fn urls(server: &Server, paths: &[&str]) -> Vec<String> {
    paths.iter().map(|path| server.url(path).to_string()).collect()
}

#[tokio::test]
async fn one_article_of_each_host_and_then_a_pause() {
    let (one, other) =
        (Server::start("127.0.0.1", |_| page()).await, Server::start("127.0.0.2", |_| page()).await);
    let bench = Bench::new();
    let imported = bench.import_all(&[urls(&one, &["/a", "/b", "/c"]), urls(&other, &["/d", "/e"])].concat());
    assert_eq!(bench.state().waiting, 5);
    assert_eq!(bench.run().await, [urls(&one, &["/a"]), urls(&other, &["/d"])].concat());
    bench.forward(1);
    assert!(bench.run().await.is_empty(), "before the pause is over");
    bench.forward(1);
    assert_eq!(bench.run().await, [urls(&one, &["/b"]), urls(&other, &["/e"])].concat());
    let state = bench.state();
    assert_eq!((state.waiting, state.done, state.hosts_waiting), (1, 4, 1));
    assert_eq!(state.seconds_left, Some(15), "four a minute");
    bench.forward(2);
    bench.run().await;
    assert_eq!((bench.state().waiting, bench.state().seconds_left), (0, Some(0)));
    let article = bench.article(imported[0]);
    assert_eq!((article.versions, article.summary.title.as_str()), (2, "The river rose"));
    assert!(bench.library.jobs().unwrap().is_empty(), "they are told as a whole");
}

#[tokio::test]
async fn what_a_person_asks_for_waits_for_no_import() {
    let server = Server::start("127.0.0.1", |_| page()).await;
    let bench = Bench::new();
    let imported = bench.import_all(&urls(&server, &["/a", "/b"]));
    bench.run().await;
    let job = bench.library.enqueue_for(imported[1], JobKind::Refetch, bench.now()).unwrap();
    assert_eq!(bench.library.jobs().unwrap(), [job]);
    assert!(bench.run().await.is_empty(), "it is the person's now");
    assert_eq!(bench.library.jobs().unwrap()[0].state, JobState::Done);
    assert_eq!(bench.state().waiting, 0);
}

#[tokio::test]
async fn a_host_that_asks_to_wait_is_left_alone_for_all_its_articles() {
    let busy = Server::start("127.0.0.1", |head| match path(head) {
        "/a" => Reply::new(429, &["retry-after: 120"], b""),
        "/b" => Reply::new(
            503,
            &["date: Mon, 23 Nov 2026 10:00:00 GMT", "retry-after: Mon, 23 Nov 2026 10:05:00 GMT"],
            b"",
        ),
        _ => page(),
    })
    .await;
    let bench = Bench::new();
    bench.import_all(&urls(&busy, &["/a", "/b", "/c"]));
    assert_eq!(bench.run().await, urls(&busy, &["/a"]));
    bench.forward(119);
    assert!(bench.run().await.is_empty());
    bench.forward(1);
    assert_eq!(bench.run().await, urls(&busy, &["/b"]));
    bench.forward(299);
    assert!(bench.run().await.is_empty());
    bench.forward(1);
    assert_eq!(bench.run().await, urls(&busy, &["/c"]));
    assert_eq!(bench.state().waiting, 2, "those that it refused are tried again later");
    assert_eq!(busy.requests().len(), 3, "each was asked for once");
}

#[tokio::test]
async fn a_host_that_refuses_is_set_aside_until_it_is_released() {
    let (refusing, other) = (
        Server::start("127.0.0.1", |_| Reply::new(403, &[], b"")).await,
        Server::start("127.0.0.2", |_| page()).await,
    );
    let bench = Bench::new();
    bench.import_all(&[urls(&refusing, &["/a", "/b", "/c", "/d"]), urls(&other, &["/e"])].concat());
    for _ in 0..5 {
        bench.run().await;
        bench.forward(2);
    }
    assert_eq!(refusing.requests().len(), 3);
    let state = bench.state();
    let [aside] = state.set_aside.as_slice() else { panic!("{state:?}") };
    assert_eq!((aside.host.as_str(), aside.waiting), ("127.0.0.1", 4));
    assert_eq!(aside.why.as_ref().unwrap().kind, ErrorKind::Http);
    assert_eq!((state.done, state.failed, state.seconds_left), (1, 0, Some(0)), "nothing of it is given up");

    bench.library.release_host("127.0.0.1").unwrap();
    assert!(bench.state().set_aside.is_empty());
    assert_eq!(bench.run().await, urls(&refusing, &["/d"]), "what was not tried comes first");
    let unknown = bench.library.release_host("127.0.0.1").unwrap_err();
    assert_eq!(unknown.kind(), ErrorKind::NotFound);
}

#[tokio::test]
async fn it_rests_goes_on_and_stops_in_every_process() {
    let server = Server::start("127.0.0.1", |_| page()).await;
    let bench = Bench::new();
    bench.import_all(&urls(&server, &["/a", "/b"]));
    let other = open(&bench.folder, None);
    other.pause_fetching().unwrap();
    assert!(bench.run().await.is_empty());
    assert!(bench.state().paused);
    other.resume_fetching().unwrap();
    assert_eq!(bench.run().await, urls(&server, &["/a"]));
    assert_eq!(other.stop_fetching(None).unwrap(), 1);
    bench.forward(60);
    assert!(bench.run().await.is_empty());
    assert_eq!((bench.state().waiting, bench.state().hosts_waiting), (0, 0));
}

#[tokio::test]
async fn two_processes_ask_a_host_no_faster_than_one_and_a_restart_forgets_nothing() {
    let mut bench = Bench::new();
    bench.import_all(&[
        "https://a.example/1".into(),
        "https://a.example/2".into(),
        "https://b.example/3".into(),
    ]);
    let other = open(&bench.folder, None);
    let claim = |library: &Library| {
        library.claim_next_fetch(bench.now()).unwrap().map(|attempt| attempt.url().to_owned())
    };
    assert_eq!(claim(&bench.library).as_deref(), Some("https://a.example/1"));
    assert_eq!(claim(&other).as_deref(), Some("https://b.example/3"));
    assert_eq!((claim(&bench.library), claim(&other)), (None, None), "one at a time");

    bench.library = open(&bench.folder, None);
    assert_eq!(bench.state().waiting, 3);
    bench.forward(14);
    assert_eq!(bench.library.claim_next_fetch(bench.now()).unwrap().map(|attempt| attempt.id()), None);
    bench.forward(2);
    let again = bench.library.claim_next_fetch(bench.now()).unwrap().unwrap();
    assert_eq!((again.url(), again.claimed.job.tries), ("https://a.example/1", 2), "its worker died");
}

#[tokio::test]
async fn a_page_that_is_gone_is_marked_and_found_as_such() {
    let server = Server::start("127.0.0.1", |head| match path(head) {
        "/404" => Reply::new(404, &[], b""),
        "/410" => Reply::new(410, &[], b""),
        _ => Reply::new(500, &[], b""),
    })
    .await;
    let bench = Bench::new();
    let imported = bench.import_all(&urls(&server, &["/404", "/410", "/500"]));
    for _ in 0..8 {
        bench.run().await;
        bench.forward(20_000);
    }
    let dead: Vec<Option<u16>> = imported.iter().map(|id| bench.article(*id).summary.dead).collect();
    assert_eq!(dead, [Some(404), Some(410), None]);
    let state = bench.state();
    assert_eq!((state.waiting, state.failed, state.dead), (0, 3, 2));
    assert_eq!(bench.found("is:dead").len(), 2);
    let attempt = bench.article(imported[0]).failed_attempt.unwrap();
    assert!(attempt.error.unwrap().message.ends_with("answered 404"));
    assert_eq!(bench.article(imported[0]).diagnosis.doubts, [Doubt::NoArticle]);
}

#[tokio::test]
async fn a_server_that_is_gone_is_told_from_a_network_that_is_away() {
    let gone = Server::start("127.0.0.2", |_| page()).await.url("/x").to_string();
    for others_answer in [true, false] {
        let bench = Bench::new();
        // Nothing listens there.
        let id = bench.import(&gone.replace("127.0.0.2", "127.0.0.9"));
        let server = Server::start("127.0.0.1", |_| page()).await;
        if others_answer {
            bench.import(server.url("/y").as_str());
        }
        for _ in 0..4 {
            bench.run().await;
            bench.forward(20_000);
        }
        assert_eq!(bench.article(id).summary.dead, others_answer.then_some(0));
        assert_eq!(bench.state().failed, 1);
        assert!(bench.state().set_aside.is_empty(), "one article is no host that refuses");
    }
}

#[tokio::test]
async fn what_lies_in_the_trash_is_not_fetched() {
    let server = Server::start("127.0.0.1", |_| page()).await;
    let bench = Bench::new();
    let id = bench.import(server.url("/a").as_str());
    let patch = ArticlePatch { trashed: Some(true), ..ArticlePatch::default() };
    bench.library.update(&[id], patch, bench.now()).unwrap();
    bench.run().await;
    assert!(server.requests().is_empty() && bench.article(id).summary.trashed);
    assert_eq!(bench.state().waiting, 0);
}

/// The availability API and the replay of the Internet Archive, which has copies of paths that begin with `/kept`.
async fn internet_archive() -> Server {
    Server::start("127.0.0.2", |head| {
        let asked = path(head);
        if asked.starts_with("/wayback/available") {
            let kept = asked.contains("%2Fkept");
            let near = asked.contains("timestamp=2026");
            let json = match kept && near {
                true => r#"{"archived_snapshots":{"closest":{"status":"200","available":true,"timestamp":"20190102030405","url":""}}}"#,
                false => r#"{"archived_snapshots":{}}"#,
            };
            return Reply::new(200, &["content-type: application/json"], json.as_bytes());
        }
        let raw = asked.starts_with("/web/20190102030405id_/http://127.0.0.1:");
        match raw {
            true => Reply::page(
                "<title>The river rose</title><article><h1>The river rose</h1><p>On Monday the river rose again, and by the morning \
                 nine of the lower streets were under water, <a href=\"/other\">as in 1954</a>.</p><p>The mayor, who lives in one of \
                 them, came to the town hall by boat and asked for sandbags, pumps and patience. Nobody was hurt.</p>\
                 <p>The school stays closed until the caretaker has found the key to the pump room, she said.</p></article>",
            ),
            false => Reply::new(404, &[], b""),
        }
    })
    .await
}

#[tokio::test]
async fn a_dead_page_comes_back_from_the_internet_archive() {
    let (gone, archive) =
        (Server::start("127.0.0.1", |_| Reply::new(404, &[], b"")).await, internet_archive().await);
    let base = archive.url("").to_string();
    let bench = Bench::with(Some(base.clone()));
    bench.set(|settings| settings.internet_archive = true);
    let imported = bench.import_all(&urls(&gone, &["/kept/river", "/lost"]));
    for _ in 0..6 {
        bench.run().await;
        bench.forward(2);
    }
    let article = bench.article(imported[0]);
    assert_eq!(article.summary.dead, Some(404), "the page itself is still gone");
    assert_eq!(article.archive_made, Some("2019-01-02T03:04:05Z".parse().unwrap()));
    assert_eq!(article.summary.url, gone.url("/kept/river").as_str());
    assert!(article.text.contains("nine of the lower streets"), "{}", article.text);
    let links = bench.library.links(imported[0]).unwrap();
    assert_eq!(links[0].url, gone.url("/other").as_str(), "its links are the page's own");
    let version = &bench.library.versions(imported[0]).unwrap()[0];
    assert_eq!(version.reason, VersionReason::InternetArchive);
    assert_eq!(version.final_url, format!("{base}web/20190102030405id_/{}", gone.url("/kept/river")));

    let lost = bench.article(imported[1]);
    assert_eq!((lost.summary.dead, lost.archive_made, lost.versions), (Some(404), None, 1));
    assert_eq!((bench.state().waiting, bench.state().dead), (0, 2));
    let cancel = CancellationToken::new();
    let again = bench.library.reextract(Some(&imported[..1]), bench.clock(), &|_| {}, &cancel).await;
    assert_eq!(again.unwrap()[0].status, SaveStatus::Exists, "cleaned again it is the same");
}

#[tokio::test]
async fn a_person_asks_the_internet_archive_by_hand() {
    let (gone, archive) = (Server::start("127.0.0.1", |_| page()).await, internet_archive().await);
    let bench = Bench::with(Some(archive.url("").to_string()));
    let imported = bench.import_all(&urls(&gone, &["/kept/river", "/lost"]));
    let ask = async |id| {
        let library = &bench.library;
        library
            .refetch_from_internet_archive(id, bench.clock(), &|_| {}, &CancellationToken::new())
            .await
            .unwrap()
    };
    assert_eq!(ask(imported[0]).await.status, SaveStatus::Saved);
    let none = ask(imported[1]).await.error.unwrap();
    assert!(none.message.starts_with("the Internet Archive has no copy of"), "{none:?}");
    assert!(gone.requests().is_empty());
}

#[test]
fn the_next_job_is_looked_up_and_never_searched_for() {
    let bench = Bench::new();
    bench
        .library
        .db()
        .read(|conn| {
            for plan in crate::db::claim_plans(conn) {
                assert!(plan.contains("USING") && plan.contains("INDEX") && !plan.contains("SCAN"), "{plan}");
            }
            Ok(())
        })
        .unwrap();
}

/// How a visit ends, as chance has it.
#[derive(Debug, Clone, Copy)]
enum End {
    Answered,
    Status(u16, Option<u64>),
    Unreachable,
    Stopped,
    Died,
}

fn ends() -> impl Strategy<Value = Vec<(End, i64)>> {
    let end = prop_oneof![
        3 => Just(End::Answered),
        3 => (prop_oneof![Just(403), Just(404), Just(429), Just(500), Just(503)], prop::option::of(0_u64..300))
            .prop_map(|(status, wait)| End::Status(status, wait)),
        2 => Just(End::Unreachable),
        1 => Just(End::Stopped),
        1 => Just(End::Died),
    ];
    prop::collection::vec((end, 0_i64..90), 1..60)
}

fn error_of(end: End) -> Option<Error> {
    let url = || "https://example.org/".to_owned();
    match end {
        End::Answered | End::Died => None,
        End::Status(status, retry_after) => Some(Error::Http { url: url(), status, retry_after }),
        End::Unreachable => {
            Some(Error::Network { url: url(), reason: "refused".to_owned(), no_server: true })
        }
        End::Stopped => Some(Error::Cancelled),
    }
}

fn finish(bench: &Bench, attempt: &Attempt, end: End) {
    match error_of(end) {
        Some(error) => {
            drop(bench.library.settle(attempt, error, bench.now(), matches!(end, End::Stopped)).unwrap())
        }
        None => {
            let (ticket, article) = (attempt.ticket(bench.now()), attempt.claimed.article.unwrap());
            bench.library.db().write(|tx| ticket.end(tx, article, SaveStatus::Exists)).unwrap();
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]
    #[test]
    fn whatever_comes_no_host_is_asked_too_soon_and_every_job_ends_or_waits(ends in ends()) {
        let bench = Bench::new();
        let urls: Vec<String> =
            (0..9).map(|n| format!("https://{}.example/{n}", ["a", "b", "c"][n % 3])).collect();
        bench.import_all(&urls);
        let mut left: std::collections::HashMap<String, Timestamp> = std::collections::HashMap::new();
        let mut visits = 0;
        for (end, took) in ends.into_iter().chain(std::iter::repeat_n((End::Status(404, None), 1), 100)) {
            let wake = bench.library.db().read(crate::library::fetching::next_fetch).unwrap();
            let Some(wake) = wake else { break };
            bench.forward((wake.duration_since(bench.now()).as_secs() + 1).max(0));
            let Some(attempt) = bench.library.claim_next_fetch(bench.now()).unwrap() else { continue };
            visits += 1;
            let host = attempt.claimed.host.clone().unwrap();
            if let Some(before) = left.get(&host) {
                prop_assert!(bench.now().duration_since(*before) >= SignedDuration::from_secs(2), "{host} was asked too soon");
            }
            left.insert(host, bench.now());
            bench.forward(if matches!(end, End::Died) { 30 } else { took.min(14) });
            if !matches!(end, End::Died) {
                finish(&bench, &attempt, end);
                let host = attempt.claimed.host.clone().unwrap();
                left.insert(host, bench.now());
            }
        }
        let state = bench.state();
        let aside: u32 = state.set_aside.iter().map(|host| host.waiting).sum();
        prop_assert_eq!(state.waiting, aside, "after {} visits: {:?}", visits, state);
        prop_assert_eq!(state.waiting + state.done + state.failed, 9);
    }
}
