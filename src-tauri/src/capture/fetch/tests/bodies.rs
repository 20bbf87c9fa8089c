use async_compression::tokio::write::{BrotliEncoder, DeflateEncoder, GzipEncoder, ZlibEncoder, ZstdEncoder};
use tokio::io::AsyncWriteExt;

use super::*;

macro_rules! compressed {
    ($encoder:ident, $bytes:expr) => {{
        let mut encoder = $encoder::new(Vec::new());
        encoder.write_all($bytes).await.unwrap();
        encoder.shutdown().await.unwrap();
        encoder.into_inner()
    }};
}

async fn serving(coding: &'static str, body: Vec<u8>) -> Server {
    let coding = format!("content-encoding: {coding}");
    Server::start("127.0.0.1", move |_| Reply::new(200, &[&coding], &body)).await
}

fn text() -> Vec<u8> {
    "خبر تازه — news, 新闻. ".repeat(500).into_bytes()
}

#[tokio::test]
async fn every_content_coding_is_decoded() {
    let text = text();
    let gzip = compressed!(GzipEncoder, &text);
    let cases = [
        ("gzip", gzip.clone()),
        ("x-gzip", gzip.clone()),
        ("GZIP", gzip.clone()),
        ("br", compressed!(BrotliEncoder, &text)),
        ("zstd", compressed!(ZstdEncoder, &text)),
        ("deflate", compressed!(ZlibEncoder, &text)),
        ("deflate", compressed!(DeflateEncoder, &text)),
        ("gzip, br", compressed!(BrotliEncoder, &gzip)),
        ("identity", text.clone()),
        ("utf-8", text.clone()),
        ("gzip", text.clone()),
    ];
    for (coding, body) in cases {
        let server = serving(coding, body).await;
        let response = get(&fetcher(), &server.url("/")).await.unwrap();
        assert!(response.body == text && !response.truncated, "{coding}");
    }
}

#[tokio::test]
async fn an_empty_body_is_whole_whatever_its_coding() {
    for coding in ["gzip", "br", "zstd", "deflate"] {
        let server = serving(coding, Vec::new()).await;
        let response = get(&fetcher(), &server.url("/")).await.unwrap();
        assert!(response.body.is_empty() && !response.truncated, "{coding}");
    }
}

fn too_large(outcome: Result<Response>) -> bool {
    matches!(outcome, Err(Error::TooLarge { limit: 10_000, .. }))
}

#[tokio::test]
async fn bombs_are_cut() {
    let zeros = vec![0; 4 << 20];
    let gzip = compressed!(GzipEncoder, &zeros);
    let bombs = [
        ("gzip", gzip.clone()),
        ("br", compressed!(BrotliEncoder, &zeros)),
        ("zstd", compressed!(ZstdEncoder, &zeros)),
        ("deflate", compressed!(ZlibEncoder, &zeros)),
        ("gzip, gzip", compressed!(GzipEncoder, &gzip)),
    ];
    for (coding, bomb) in bombs {
        assert!(bomb.len() < 10_000, "small on the wire");
        let server = serving(coding, bomb).await;
        assert!(
            too_large(get_within(&fetcher(), &server.url("/"), Reach::Anywhere, 10_000).await),
            "{coding}"
        );
    }
}

#[tokio::test]
async fn bytes_on_the_wire_are_limited_as_well() {
    let told =
        Server::start("127.0.0.1", |_| Reply::raw("HTTP/1.1 200 x\r\ncontent-length: 10001\r\n\r\n")).await;
    assert!(too_large(get_within(&fetcher(), &told.url("/"), Reach::Anywhere, 10_000).await));
    let untold =
        Server::start("127.0.0.1", |_| Reply::raw(format!("HTTP/1.1 200 x\r\n\r\n{}", "x".repeat(10_001))))
            .await;
    assert!(too_large(get_within(&fetcher(), &untold.url("/"), Reach::Anywhere, 10_000).await));
    let exact = Server::start("127.0.0.1", |_| Reply::page(&"x".repeat(10_000))).await;
    assert!(get_within(&fetcher(), &exact.url("/"), Reach::Anywhere, 10_000).await.is_ok());
}

#[tokio::test]
async fn a_body_that_breaks_off_is_kept_as_far_as_it_came() {
    let gzip = compressed!(GzipEncoder, &text());
    let mut cut = b"HTTP/1.1 200 x\r\ncontent-encoding: gzip\r\n\r\n".to_vec();
    cut.extend_from_slice(&gzip[..gzip.len() - 9]);
    let cases: [(&str, Vec<u8>); 4] = [
        ("short", b"HTTP/1.1 200 x\r\ncontent-length: 100\r\n\r\nhalf a page".to_vec()),
        (
            "broken chunks",
            b"HTTP/1.1 200 x\r\ntransfer-encoding: chunked\r\n\r\nb\r\nhalf a page\r\n".to_vec(),
        ),
        (
            "bad chunks",
            b"HTTP/1.1 200 x\r\ntransfer-encoding: chunked\r\n\r\nb\r\nhalf a page\r\nzz\r\n".to_vec(),
        ),
        ("cut gzip", cut),
    ];
    for (name, bytes) in cases {
        let server = Server::start("127.0.0.1", move |_| Reply::raw(bytes.clone())).await;
        let response = get(&fetcher(), &server.url("/")).await.unwrap();
        assert!(response.truncated && response.body.len() >= 11, "{name}");
        assert!(text().starts_with(&response.body) || response.body == b"half a page", "{name}");
        assert_eq!(server.requests().len(), 3, "{name} is tried again first");
    }
}

#[tokio::test]
async fn a_broken_body_is_forgotten_when_a_later_try_brings_it_whole() {
    let first = std::sync::atomic::AtomicBool::new(true);
    let server = Server::start("127.0.0.1", move |_| {
        if first.swap(false, std::sync::atomic::Ordering::SeqCst) {
            Reply::raw("HTTP/1.1 200 x\r\ncontent-length: 100\r\n\r\na long half of a page")
        } else {
            Reply::page("whole")
        }
    })
    .await;
    let response = get(&fetcher(), &server.url("/")).await.unwrap();
    assert_eq!((response.body.as_slice(), response.truncated), (b"whole".as_slice(), false));
}

#[tokio::test]
async fn progress_counts_bytes_on_the_wire() {
    let server = Server::start("127.0.0.1", |_| Reply::page(&"x".repeat(5_000))).await;
    let url = server.url("/");
    let seen = std::sync::Mutex::new(Vec::new());
    let ask = Ask {
        url: &url,
        reach: Reach::Anywhere,
        purpose: Purpose::Page,
        referrer: None,
        validators: &Validators::default(),
        limit: 10_000,
        on_bytes: &|done, total| seen.lock().unwrap().push((done, total)),
        check: &|_, _, _| Ok(()),
    };
    let mut trail = Trail::new(&url, 0);
    fetcher().fetch(&Session::default(), &ask, &mut trail).await.unwrap();
    assert_eq!(seen.lock().unwrap().last(), Some(&(5_000, Some(5_000))));
}
