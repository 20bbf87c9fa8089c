//! Pages made to hurt: floods of elements, and the canary that counts what should never be asked for.

use std::io;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use futures_util::stream;

use super::Shared;

pub(super) fn routes() -> Router<Shared> {
    Router::new()
        .route("/canary/{*what}", get(|| async { StatusCode::NO_CONTENT }))
        .route("/hostile/nested/{element}/{count}", get(nested))
        .route("/hostile/bold", get(bold))
        .route("/hostile/attributes", get(attributes))
        .route("/hostile/json-ld", get(json_ld))
        .route("/hostile/random", get(random))
}

const PAGE: [(header::HeaderName, &str); 1] = [(header::CONTENT_TYPE, "text/html; charset=utf-8")];
const SENTENCE: &str = "The council met again on Tuesday and put off the vote on the new ferry line until the autumn, \
    because the harbour authority had not answered its letters. ";

/// An article inside `count` nested elements; formatting elements get distinct ids, which defeats the parser's limit on
/// equal ones.
async fn nested(Path((element, count)): Path<(String, usize)>) -> Response {
    let mut page =
        String::from("<!doctype html><html lang=en><head><title>Deeply nested</title></head><body>");
    for number in 0..count {
        page.push_str(&format!("<{element} id=n{number}>"));
    }
    for _ in 0..8 {
        page.push_str(&format!("<p>{}</p>", SENTENCE.repeat(3)));
    }
    (PAGE, page).into_response()
}

/// 50 MB of `<b>`.
async fn bold() -> Response {
    let piece = Bytes::from("<b>".repeat(1 << 14));
    let pieces = (50 << 20) / piece.len();
    let body = stream::iter(std::iter::repeat_n(piece, pieces).map(Ok::<_, io::Error>));
    (PAGE, Body::from_stream(body)).into_response()
}

/// One tag with 100,000 attributes.
async fn attributes() -> Response {
    let attributes: String = (0..100_000).map(|number| format!(" a{number}=1")).collect();
    (
        PAGE,
        format!("<!doctype html><title>Attributes</title><body><p{attributes}>{}</p>", SENTENCE.repeat(10)),
    )
        .into_response()
}

/// A megabyte of nested JSON-LD.
async fn json_ld() -> Response {
    let data = format!("{}1{}", "{\"@graph\":[".repeat(50_000), "]}".repeat(50_000));
    let text = format!("<p>{}</p>", SENTENCE.repeat(3)).repeat(8);
    let head = format!("<title>Data</title><script type=\"application/ld+json\">{data}</script>");
    (PAGE, format!("<!doctype html><html><head>{head}</head><body><article><h1>Data</h1>{text}</article></body></html>"))
        .into_response()
}

/// Bytes that mean nothing, always the same.
async fn random() -> Response {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let bytes: Vec<u8> = std::iter::repeat_with(|| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 32) as u8
    })
    .take(64 << 10)
    .collect();
    (PAGE, bytes).into_response()
}
