//! Servers that fail, break off, lie about their encoding or type, or send too much. Where an article arrives after
//! all, it is the plain one.

mod encodings;

use std::io;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use futures_util::{StreamExt, stream};

use super::{Shared, pages};

pub(super) fn routes() -> Router<Shared> {
    Router::new()
        .merge(encodings::routes())
        .route("/fault/status/{status}", get(status))
        .route("/fault/status/{status}/times/{times}/{name}", get(status_then_article))
        .route("/fault/silent", get(std::future::pending::<Response>))
        .route("/fault/stall", get(stall))
        .route("/fault/drip", get(drip))
        .route("/fault/drip/endless", get(drip_endless))
        .route("/fault/cut/length", get(cut_length))
        .route("/fault/cut/chunked", get(cut_chunked))
        .route("/fault/reset/times/{times}/{name}", get(reset_then_article))
        .route("/fault/type/{kind}", get(wrong_type))
        .route("/fault/oversized/declared", get(oversized_declared))
        .route("/fault/oversized/chunked", get(oversized_chunked))
        .route("/fault/empty", get(|| async { Html("") }))
        .route("/fault/validators", get(validators))
        .route("/fault/changing/{name}", get(changing))
}

fn article(shared: &Shared) -> Vec<u8> {
    pages::find("plain").bytes(shared)
}

const PAGE: [(header::HeaderName, &str); 1] = [(header::CONTENT_TYPE, "text/html; charset=utf-8")];

/// An error with a page around it, and `Retry-After` where a server would send it.
async fn status(Path(status): Path<u16>) -> Response {
    let status = StatusCode::from_u16(status).expect("a status");
    let body =
        Html(format!("<!doctype html><title>{status}</title><h1>{status}</h1><p>Something went wrong.</p>"));
    let mut response = (status, body).into_response();
    if matches!(status, StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE) {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("0"));
    }
    response
}

/// Fails `times` times, then has the article; `name` keeps the counts of tests apart.
async fn status_then_article(
    State(shared): State<Shared>,
    Path((code, times, name)): Path<(u16, usize, String)>,
) -> Response {
    let asked = shared.record.asked(&format!("/fault/status/{code}/times/{times}/{name}")).len();
    if asked <= times { status(Path(code)).await } else { (PAGE, article(&shared)).into_response() }
}

/// Half an article, then nothing for ever.
async fn stall(State(shared): State<Shared>) -> Response {
    let mut bytes = article(&shared);
    bytes.truncate(bytes.len() / 2);
    let body = stream::iter([Ok::<_, io::Error>(Bytes::from(bytes))]).chain(stream::pending());
    (PAGE, Body::from_stream(body)).into_response()
}

/// The whole article in pieces with pauses: slow, but never idle for long.
async fn drip(State(shared): State<Shared>) -> Response {
    let pieces: Vec<_> = article(&shared).chunks(1024).map(Bytes::copy_from_slice).collect();
    let body = stream::iter(pieces).then(|piece| async {
        tokio::time::sleep(Duration::from_millis(5)).await;
        Ok::<_, io::Error>(piece)
    });
    (PAGE, Body::from_stream(body)).into_response()
}

/// A byte now and then, for ever.
async fn drip_endless() -> Response {
    let body = stream::repeat(Bytes::from_static(b" ")).then(|piece| async {
        tokio::time::sleep(Duration::from_millis(5)).await;
        Ok::<_, io::Error>(piece)
    });
    (PAGE, Body::from_stream(body)).into_response()
}

/// Promises the whole article by `Content-Length` and closes after two thirds of it.
async fn cut_length(State(shared): State<Shared>) -> Response {
    let bytes = article(&shared);
    let length = HeaderValue::from(bytes.len());
    let part = Bytes::from(bytes).slice(..length_of_part(&length));
    let mut response = (PAGE, Body::from_stream(cut_off(part))).into_response();
    response.headers_mut().insert(header::CONTENT_LENGTH, length);
    response
}

/// Closes in the middle of a chunked body.
async fn cut_chunked(State(shared): State<Shared>) -> Response {
    let bytes = article(&shared);
    let length = HeaderValue::from(bytes.len());
    let part = Bytes::from(bytes).slice(..length_of_part(&length));
    (PAGE, Body::from_stream(cut_off(part))).into_response()
}

fn length_of_part(length: &HeaderValue) -> usize {
    length.to_str().ok().and_then(|text| text.parse::<usize>().ok()).map_or(0, |length| length * 2 / 3)
}

fn cut_off(part: Bytes) -> impl futures_util::Stream<Item = io::Result<Bytes>> {
    let broken = stream::once(async {
        // The part has to leave before the connection breaks, or the client sees nothing at all.
        tokio::time::sleep(Duration::from_millis(20)).await;
        Err(io::Error::from(io::ErrorKind::ConnectionReset))
    });
    stream::iter([Ok(part)]).chain(broken)
}

/// Closes the connection without an answer `times` times, then has the article.
async fn reset_then_article(
    State(shared): State<Shared>,
    Path((times, name)): Path<(usize, String)>,
) -> Response {
    let asked = shared.record.asked(&format!("/fault/reset/times/{times}/{name}")).len();
    if asked > times {
        return (PAGE, article(&shared)).into_response();
    }
    (
        PAGE,
        Body::from_stream(stream::once(async {
            Err::<Bytes, _>(io::Error::from(io::ErrorKind::ConnectionReset))
        })),
    )
        .into_response()
}

/// The article under another media type, or something that is no page at all.
async fn wrong_type(State(shared): State<Shared>, Path(kind): Path<String>) -> Response {
    match kind.as_str() {
        "text" => ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], article(&shared)).into_response(),
        "octets" => ([(header::CONTENT_TYPE, "application/octet-stream")], article(&shared)).into_response(),
        "none" => Body::from(article(&shared)).into_response(),
        "xhtml" => ([(header::CONTENT_TYPE, "application/xhtml+xml; charset=utf-8")], article(&shared))
            .into_response(),
        "pdf" => {
            ([(header::CONTENT_TYPE, "application/pdf")], &b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"[..])
                .into_response()
        }
        "picture" => {
            ([(header::CONTENT_TYPE, "image/jpeg")], super::images::bytes("harbour.jpg")).into_response()
        }
        "disguised" => (PAGE, super::images::bytes("harbour.jpg")).into_response(),
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

/// 200 MB, said in the head.
async fn oversized_declared() -> Response {
    let mut response = (PAGE, Body::from_stream(endless(3200))).into_response();
    response.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from(3200_u64 << 16));
    response
}

/// 200 MB that nobody announced.
async fn oversized_chunked() -> Response {
    (PAGE, Body::from_stream(endless(3200))).into_response()
}

fn endless(pieces: usize) -> impl futures_util::Stream<Item = io::Result<Bytes>> {
    stream::iter((0..pieces).map(|_| Ok(Bytes::from_static(&[b' '; 1 << 16]))))
}

/// The article with validators: 304 when they come back.
async fn validators(State(shared): State<Shared>, headers: HeaderMap) -> Response {
    const ETAG: &str = "\"harbour-1\"";
    const MODIFIED: &str = "Sat, 14 Mar 2026 09:30:00 GMT";
    let validators = [(header::ETAG, ETAG), (header::LAST_MODIFIED, MODIFIED)];
    let same = headers.get(header::IF_NONE_MATCH).is_some_and(|value| value == ETAG);
    if same {
        (StatusCode::NOT_MODIFIED, validators).into_response()
    } else {
        (PAGE, validators, article(&shared)).into_response()
    }
}

/// The article with one more paragraph each time it is asked for.
async fn changing(State(shared): State<Shared>, Path(name): Path<String>) -> Response {
    let asked = shared.record.asked(&format!("/fault/changing/{name}")).len();
    // Each its own: what a page says twice is kept once.
    let news = |hour| {
        format!(
            "<p>In hour {hour} the harbour master counted the walkers, and found that there were yet more of them.</p>"
        )
    };
    let news: String = (1..=asked).map(news).collect();
    let page = String::from_utf8(article(&shared)).expect("the plain page is UTF-8");
    (PAGE, page.replacen("<h2>Lorries", &format!("{news}<h2>Lorries"), 1)).into_response()
}
