//! Pictures: real files of each format, pictures that are made up as they are asked for, and things that only claim to
//! be pictures.

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use super::Shared;

/// File name, media type, bytes.
const FILES: &[(&str, &str, &[u8])] = &[
    ("harbour.jpg", "image/jpeg", include_bytes!("pictures/harbour.jpg")),
    ("desert.jpg", "image/jpeg", include_bytes!("pictures/desert.jpg")),
    ("forest.jpg", "image/jpeg", include_bytes!("pictures/forest.jpg")),
    ("city.jpg", "image/jpeg", include_bytes!("pictures/city.jpg")),
    ("small.jpg", "image/jpeg", include_bytes!("pictures/small.jpg")),
    ("chart.png", "image/png", include_bytes!("pictures/chart.png")),
    ("placeholder.png", "image/png", include_bytes!("pictures/placeholder.png")),
    ("pixel.png", "image/png", include_bytes!("pictures/pixel.png")),
    ("animated.gif", "image/gif", include_bytes!("pictures/animated.gif")),
    ("archive.webp", "image/webp", include_bytes!("pictures/archive.webp")),
    ("animated.webp", "image/webp", include_bytes!("pictures/animated.webp")),
    ("river.avif", "image/avif", include_bytes!("pictures/river.avif")),
    ("diagram.svg", "image/svg+xml", include_bytes!("pictures/diagram.svg")),
    ("hostile.svg", "image/svg+xml", include_bytes!("pictures/hostile.svg")),
];

pub(super) fn routes() -> Router<Shared> {
    Router::new()
        .route("/img/{name}", get(file))
        .route("/img/unique/{number}", get(unique))
        .route("/img/octets/{name}", get(octets))
        .route(
            "/img/claims/page.jpg",
            get(|| async { ([(header::CONTENT_TYPE, "image/jpeg")], "<!doctype html><h1>Log in</h1>") }),
        )
        .route("/img/claims/gone.jpg", get(|| async { StatusCode::GONE }))
        .route("/img/claims/vast.jpg", get(vast))
        .route("/img/claims/huge.jpg", get(huge))
}

/// The bytes of a picture the site serves under `/img/`.
///
/// # Panics
/// When there is none of this name.
#[must_use]
pub fn bytes(name: &str) -> &'static [u8] {
    FILES.iter().find(|(file, ..)| *file == name).expect("a picture of the site").2
}

async fn file(Path(name): Path<String>) -> Response {
    match FILES.iter().find(|(file, ..)| *file == name) {
        Some((_, media_type, bytes)) => {
            ([(header::CONTENT_TYPE, *media_type)], Bytes::from_static(bytes)).into_response()
        }
        None => {
            (StatusCode::NOT_FOUND, [(header::CONTENT_TYPE, "text/html")], "<h1>404</h1>").into_response()
        }
    }
}

/// A picture from a server that does not know its media types.
async fn octets(Path(name): Path<String>) -> Response {
    match FILES.iter().find(|(file, ..)| *file == name) {
        Some((.., bytes)) => Bytes::from_static(bytes).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// The small photograph with its number in a JPEG comment: as many different pictures as one wants.
pub(super) async fn unique(Path(number): Path<String>) -> Response {
    let original = bytes("small.jpg");
    let comment = format!("photograph {number}");
    let length = u16::try_from(comment.len() + 2).expect("a short number");
    let (start, rest) = original.split_at(2);
    let picture = [start, &[0xff, 0xfe], &length.to_be_bytes(), comment.as_bytes(), rest].concat();
    ([(header::CONTENT_TYPE, "image/jpeg")], picture).into_response()
}

/// Begins as a photograph and says in its head that it is 200 MB.
async fn huge() -> Response {
    let mut response = vast().await;
    response.headers_mut().insert(header::CONTENT_LENGTH, header::HeaderValue::from(200_u64 << 20));
    response
}

/// Begins as a photograph and goes on for 64 MB, without saying so in its head.
async fn vast() -> Response {
    let start = futures_util::stream::iter([Bytes::from_static(bytes("harbour.jpg"))]);
    let padding = futures_util::stream::iter((0..1024).map(|_| Bytes::from_static(&[0; 64 << 10])));
    let body =
        futures_util::StreamExt::map(futures_util::StreamExt::chain(start, padding), Ok::<_, std::io::Error>);
    ([(header::CONTENT_TYPE, "image/jpeg")], Body::from_stream(body)).into_response()
}
