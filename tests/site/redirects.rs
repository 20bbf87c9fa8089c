//! Redirects of all kinds. `/to/…` routes end at the plain article unless their name says otherwise.

use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;

use super::{Shared, pages};

pub(super) fn routes() -> Router<Shared> {
    Router::new()
        .route("/to/hops/{left}", get(hops))
        .route("/to/itself", get(|| async { redirect(302, "/to/itself") }))
        .route("/to/circle/a", get(|| async { redirect(301, "/to/circle/b") }))
        .route("/to/circle/b", get(|| async { redirect(301, "/to/circle/a") }))
        .route("/to/status/{status}", get(status))
        .route(
            "/to/relative",
            get(|| async { redirect(302, "../2026/03/14/harbour-bridge-reopens#comments") }),
        )
        .route("/to/cookie", get(cookie))
        .route("/to/refresh", get(|| async { refresh("0;url=/2026/03/14/harbour-bridge-reopens") }))
        .route("/to/refresh/quoted", get(|| async { refresh("3; URL='/2026/03/14/harbour-bridge-reopens'") }))
        .route("/to/refresh/circle/back", get(|| async { refresh("0; url=/to/refresh/circle") }))
        .route("/to/refresh/circle", get(|| async { refresh("0; url=/to/refresh/circle/back") }))
        .route(
            "/to/private",
            get(|State(shared): State<Shared>| async move {
                redirect(302, &format!("{}/canary/redirect", shared.private))
            }),
        )
        .route(
            "/to/private/refresh",
            get(|State(shared): State<Shared>| async move {
                refresh(&format!("0;url={}/canary/refresh", shared.private))
            }),
        )
        .route("/to/file", get(|| async { redirect(302, "file:///etc/hostname") }))
        .route("/to/script", get(|| async { redirect(302, "javascript:alert(1)") }))
        .route("/to/nowhere", get(|| async { StatusCode::FOUND }))
}

fn redirect(status: u16, target: &str) -> Response {
    (StatusCode::from_u16(status).expect("a status"), [(header::LOCATION, target)], "Moved.").into_response()
}

fn refresh(content: &str) -> Response {
    Html(format!(
        "<!doctype html><html><head><title>Please wait</title><meta http-equiv=\"refresh\" content=\"{content}\"></head>\
         <body><p>You are being taken to the article.</p></body></html>"
    ))
    .into_response()
}

/// `/to/hops/n` takes n redirects to the plain article.
async fn hops(Path(left): Path<u32>) -> Response {
    match left {
        0 | 1 => redirect(302, pages::find("plain").path),
        _ => redirect(302, &format!("/to/hops/{}", left - 1)),
    }
}

async fn status(Path(status): Path<u16>) -> Response {
    redirect(status, pages::find("plain").path)
}

/// Goes in a circle until the cookie that the first answer sets comes back.
async fn cookie(headers: HeaderMap) -> Response {
    let cookies = headers.get(header::COOKIE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if cookies.contains("visitor=1") {
        return redirect(302, pages::find("plain").path);
    }
    let mut response = redirect(302, "/to/cookie");
    response
        .headers_mut()
        .insert(header::SET_COOKIE, axum::http::HeaderValue::from_static("visitor=1; Path=/"));
    response
}
