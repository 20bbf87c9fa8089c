//! Pages that are edited after they were published.

use std::collections::HashMap;
use std::sync::Mutex;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;

use super::{Shared, pages};

/// What was edited, by the name of the page: words and those that take their place.
#[derive(Debug, Default)]
pub struct Edits(Mutex<HashMap<String, Vec<(String, String)>>>);

impl Edits {
    /// From now on the page has other words, wherever it had `words`.
    pub fn replace(&self, name: &str, words: &str, others: &str) {
        let mut edits = self.0.lock().unwrap();
        edits.entry(name.to_owned()).or_default().push((words.to_owned(), others.to_owned()));
    }

    fn apply(&self, name: &str, page: String) -> String {
        let edits = self.0.lock().unwrap();
        edits.get(name).into_iter().flatten().fold(page, |page, (words, others)| {
            assert!(page.contains(words.as_str()), "{name} does not say {words:?}");
            page.replace(words.as_str(), others)
        })
    }
}

/// Path of the page `name` of the site at an address where it may be edited.
#[must_use]
pub fn path(name: &str) -> String {
    format!("/edited/{name}")
}

pub(super) fn routes() -> Router<Shared> {
    Router::new().route("/edited/{name}", get(edited))
}

async fn edited(State(shared): State<Shared>, Path(name): Path<String>) -> Response {
    let Ok(page) = String::from_utf8(pages::find(&name).bytes(&shared)) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    ([(header::CACHE_CONTROL, "no-store")], Html(shared.edits.apply(&name, page))).into_response()
}
