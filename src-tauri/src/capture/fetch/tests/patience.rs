use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::sync::Semaphore;

use super::*;
use crate::error::ErrorKind;

/// A server whose first answers are `faults`, and then a page.
async fn recovering(faults: Vec<fn() -> Reply>) -> Server {
    let next = AtomicUsize::new(0);
    Server::start("127.0.0.1", move |_| {
        let fault = faults.get(next.fetch_add(1, Ordering::SeqCst));
        fault.map_or_else(|| Reply::page("at last"), |fault| fault())
    })
    .await
}

#[tokio::test]
async fn passing_faults_are_waited_out() {
    let faults: [fn() -> Reply; 6] = [
        || Reply::new(503, &[], b""),
        || Reply::new(500, &[], b""),
        || Reply::new(429, &["retry-after: 0"], b""),
        || {
            Reply::new(
                429,
                &["date: Wed, 21 Oct 2026 07:28:00 GMT", "retry-after: Wed, 21 Oct 2026 07:28:00 GMT"],
                b"",
            )
        },
        || Reply::raw("HTTP/1.1 200"),
        || Reply::raw(""),
    ];
    for fault in faults {
        let server = recovering(vec![fault, fault]).await;
        assert_eq!(get(&fetcher(), &server.url("/")).await.unwrap().body, b"at last");
        assert_eq!(server.requests().len(), 3);
    }
}

#[tokio::test]
async fn after_the_last_try_the_fault_is_the_answer() {
    let server = recovering(vec![|| Reply::new(503, &[], b""); 9]).await;
    let outcome = get(&fetcher(), &server.url("/")).await;
    assert!(matches!(outcome, Err(Error::Http { status: 503, retry_after: None, .. })));
    assert_eq!(server.requests().len(), 3);
}

#[tokio::test]
async fn lasting_faults_are_not_repeated() {
    for status in [400, 401, 403, 404, 410, 451] {
        let server = Server::start("127.0.0.1", move |_| Reply::new(status, &[], b"")).await;
        let outcome = get(&fetcher(), &server.url("/")).await;
        assert!(matches!(outcome, Err(Error::Http { status: found, .. }) if found == status), "{status}");
        assert_eq!(server.requests().len(), 1);
    }
}

#[tokio::test]
async fn a_long_wait_is_left_to_the_queue() {
    let server = Server::start("127.0.0.1", |_| Reply::new(429, &["retry-after: 3600"], b"")).await;
    let outcome = get(&fetcher(), &server.url("/")).await;
    assert!(matches!(outcome, Err(Error::Http { status: 429, retry_after: Some(3600), .. })));
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn waits_double_and_follow_the_server_within_reason() {
    let retry = Retry { tries: 5, first_wait: Duration::from_millis(500) };
    let broken = || Err(Error::Network { url: String::new(), reason: String::new(), no_server: false });
    let wait = |tries| retry.wait(tries, &broken()).map(|wait| wait.as_millis());
    assert_eq!([1, 2, 3, 4, 5].map(wait), [Some(500), Some(1000), Some(2000), Some(4000), None]);
    let busy = |seconds: &str| {
        let headers = [(reqwest::header::RETRY_AFTER, seconds.parse().unwrap())].into_iter().collect();
        let url = Url::parse("http://a.test/").unwrap();
        let response =
            Response { url, status: 503, headers, body: Vec::new(), truncated: false, reach: Reach::Public };
        retry.wait(1, &Ok(response)).map(|wait| wait.as_secs())
    };
    assert_eq!([busy("0"), busy("7"), busy("30"), busy("31")], [Some(0), Some(7), Some(30), None]);
}

#[tokio::test]
async fn silence_ends_in_a_timeout_before_and_within_the_body() {
    let mut settings = settings();
    settings.limits.idle_ms = 50;
    let fetcher = fetcher_with(&settings, Names::default());
    let silent = Server::start("127.0.0.1", |_| Reply::raw("").then_silence()).await;
    assert_eq!(get(&fetcher, &silent.url("/")).await.unwrap_err().kind(), ErrorKind::Timeout);
    assert_eq!(silent.requests().len(), 1);
    let half = || Reply::raw("HTTP/1.1 200 x\r\ncontent-length: 100\r\n\r\nhalf").then_silence();
    let half = Server::start("127.0.0.1", move |_| half()).await;
    assert_eq!(get(&fetcher, &half.url("/")).await.unwrap_err().kind(), ErrorKind::Timeout);
}

#[tokio::test]
async fn one_response_has_a_time_limit_as_a_whole() {
    let mut settings = settings();
    settings.limits.total_ms = 50;
    let silent = Server::start("127.0.0.1", |_| Reply::raw("HTTP/1.1 200 x\r\n").then_silence()).await;
    let outcome = get(&fetcher_with(&settings, Names::default()), &silent.url("/")).await;
    assert!(matches!(outcome, Err(Error::Timeout { seconds: 1, .. })), "{outcome:?}");
}

/// The most requests that were being answered at once, when `count` are made over `hosts` addresses.
async fn crowd(count: usize, hosts: usize, expected: usize) {
    let gate = Arc::new(Semaphore::new(0));
    let server = Server::start_behind("0.0.0.0", gate.clone(), |_| Reply::page("")).await;
    let fetcher = Arc::new(fetcher());
    let fetching: Vec<_> = (0..count)
        .map(|n| {
            let url = format!("http://127.0.0.{}:{}/{n}", n % hosts + 1, server.port()).parse().unwrap();
            let fetcher = fetcher.clone();
            tokio::spawn(async move { get(&fetcher, &url).await.map(|_| ()) })
        })
        .collect();
    for _ in 0..count {
        // Answered one by one, each only when no further request can come in.
        while server.inside().0 < expected.min(count - served(&server)) {
            tokio::task::yield_now().await;
        }
        gate.add_permits(1);
    }
    for one in fetching {
        one.await.unwrap().unwrap();
    }
    assert_eq!(server.inside().1, expected);
}

/// Requests that were answered.
fn served(server: &Server) -> usize {
    server.requests().len() - server.inside().0
}

#[tokio::test]
async fn four_requests_at_once_to_a_host() {
    crowd(20, 1, 4).await;
}

#[tokio::test]
async fn sixteen_requests_at_once_in_all() {
    crowd(48, 6, 16).await;
}
