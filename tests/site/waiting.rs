//! Answers that wait for something: for other requests, or for ever.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::{ConnectInfo, Path, State};
use axum::http::header;
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use tokio::sync::Barrier;

use super::server::Peer;
use super::{Shared, images};

/// As many requests to one address are answered at the same moment, or none.
pub const TOGETHER: usize = 4;

/// The gates of the site, one an address.
#[derive(Debug, Default)]
pub struct Gates(Mutex<HashMap<IpAddr, Arc<Barrier>>>);

impl Gates {
    async fn pass(&self, host: IpAddr) {
        let gate = Arc::clone(
            self.0.lock().unwrap().entry(host).or_insert_with(|| Arc::new(Barrier::new(TOGETHER))),
        );
        gate.wait().await;
    }
}

pub(super) fn routes() -> Router<Shared> {
    Router::new()
        .route("/wait/for-ever/{name}", get(std::future::pending::<Response>))
        .route("/wait/picture/{name}", get(picture))
        .route("/wait/gallery/{count}", get(gallery))
        .route("/wait/galleries/{count}", get(galleries))
        .route("/wait/held-picture", get(held_picture))
}

/// A picture that is sent only when [`TOGETHER`] of them are asked for at once.
async fn picture(
    State(shared): State<Shared>,
    ConnectInfo(peer): ConnectInfo<Peer>,
    Path(name): Path<String>,
) -> Response {
    shared.gates.pass(peer.local.ip()).await;
    images::unique(Path(name)).await
}

/// An article with `count` such pictures.
async fn gallery(State(shared): State<Shared>, Path(count): Path<usize>) -> Html<String> {
    article((0..count).map(|number| format!("{}/wait/picture/{number}", shared.public)))
}

/// An article with `count` such pictures on each of the site's further addresses.
async fn galleries(State(shared): State<Shared>, Path(count): Path<usize>) -> Html<String> {
    let hosts = shared.further.iter();
    article(hosts.flat_map(|host| {
        (0..count).map(move |number| format!("{host}/wait/picture/{number}-{}", host.len()))
    }))
}

/// An article whose picture never comes.
async fn held_picture() -> impl IntoResponse {
    ([(header::CACHE_CONTROL, "no-store")], article(std::iter::once("/wait/for-ever/picture.jpg".to_owned())))
}

fn article(pictures: impl Iterator<Item = String>) -> Html<String> {
    let paragraphs = pictures.map(|url| {
        format!(
            "<figure><img src=\"{url}\" alt=\"The quay\"></figure><p>The ferry left the quay at noon with forty people, two \
             carts and a dog aboard, and the harbour master wrote it down, as he had done every day since the spring, in the \
             book that lies on the sill.</p>"
        )
    });
    let body: String = paragraphs.collect();
    Html(format!(
        "<!doctype html><html lang=en><title>A day at the quay</title><article><h1>A day at the quay</h1>{body}</article></html>"
    ))
}
