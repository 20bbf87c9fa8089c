//! Articles in several pages, each with another kind of pager: `/several/STORY`; and other forms of them.

use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use serde::Deserialize;

use super::pages::Chrome;
use super::{Shared, bulk};

/// A story and how its pages hang together.
#[derive(Debug, Clone, Copy)]
pub struct Story {
    /// Its name, and its path below `/several/`.
    pub name: &'static str,
    /// How many pages it has.
    pub pages: u64,
    /// Number that its words are chosen by.
    seed: u64,
}

/// All stories.
pub const STORIES: &[Story] = &[
    Story { name: "declared", pages: 3, seed: 9_100 },
    Story { name: "query", pages: 4, seed: 9_200 },
    Story { name: "numbered.html", pages: 3, seed: 9_300 },
    Story { name: "persian", pages: 3, seed: 9_400 },
    Story { name: "chinese", pages: 2, seed: 9_500 },
    // Longer than what is joined.
    Story { name: "long", pages: 25, seed: 9_600 },
    // Its pager never ends, and leads through the same three pages.
    Story { name: "looping", pages: 3, seed: 9_700 },
    // The third page answers 500.
    Story { name: "broken", pages: 5, seed: 9_800 },
    // With a link to all of it on one page, and one to a version for printing.
    Story { name: "single", pages: 4, seed: 9_900 },
    Story { name: "printed", pages: 4, seed: 10_000 },
    // Built by scripts, but for its AMP version.
    Story { name: "amp", pages: 1, seed: 10_100 },
];

/// The lead that stands on every page.
pub const LEAD: &str =
    "How the people of the estuary came to own the bridge that nobody else had wanted to pay for.";

/// The note that ends every page.
pub const NOTE: &str = "Ana Ruiz has written about the estuary since 1998.";

impl Story {
    /// The story of this name.
    ///
    /// # Panics
    /// When there is none.
    #[must_use]
    pub fn find(name: &str) -> &'static Self {
        STORIES.iter().find(|story| story.name == name).unwrap_or_else(|| panic!("no story {name}"))
    }

    /// Where its first page lies.
    #[must_use]
    pub fn path(&self) -> String {
        format!("/several/{}", self.name)
    }

    /// A sentence of one page alone.
    #[must_use]
    pub fn mark(&self, page: u64) -> String {
        format!(
            "So ended day {page} of the bridge called {}, as the harbour master wrote it down.",
            self.seed
        )
    }

    fn text(&self, page: u64) -> String {
        let paragraphs: String = (0..4).map(|n| bulk::paragraph(self.seed + page, n)).collect();
        let picture = format!("<figure><img src=\"/img/unique/{}-{page}.jpg\" alt=\"\"></figure>", self.seed);
        format!("{paragraphs}{picture}<p>{}</p>", self.mark(page))
    }

    fn link(&self, page: u64, words: &str) -> String {
        let href = match self.name {
            _ if page == 1 && self.name != "looping" => self.path(),
            "query" => format!("?page={page}"),
            "numbered.html" => format!("/several/numbered-{page}.html"),
            name => format!("/several/{name}/{page}"),
        };
        format!("<a href=\"{href}\">{words}</a> ")
    }

    fn pager(&self, page: u64) -> String {
        let all = || (1..=self.pages).filter(|n| *n != page).map(|n| self.link(n, &n.to_string())).collect();
        let last = page >= self.pages && self.name != "looping";
        let next = |words: &str| if last { String::new() } else { self.link(page + 1, words) };
        let back = |words: &str| if page > 1 { self.link(page - 1, words) } else { String::new() };
        match self.name {
            "declared" | "amp" => String::new(),
            "query" => back("« Back") + next("Next page »").as_str(),
            "persian" => back("صفحه قبل") + next("صفحه بعد").as_str(),
            "chinese" => next("下一页"),
            "numbered.html" | "broken" => all(),
            "single" => {
                back("Previous")
                    + next("Next").as_str()
                    + "<a href=\"/several/single?view=all\">View as single page</a>"
            }
            "printed" => next("Next") + "<a href=\"/several/printed/print\">Print</a>",
            _ => next("Next"),
        }
    }

    fn head(&self, page: u64) -> String {
        let title = format!("The bridge called {}", self.seed);
        let mut head = format!(
            "<meta charset=\"utf-8\"><title>{title} - The Harbour Courier</title>\
             <meta property=\"article:published_time\" content=\"2026-02-03T08:00:00+00:00\">"
        );
        if self.name == "declared" && page < self.pages {
            head.push_str(&format!("<link rel=\"next\" href=\"/several/declared/{}\">", page + 1));
        }
        if self.name == "declared" && page > 1 {
            head.push_str("<link rel=\"first\" href=\"/several/declared\">");
        }
        if self.name == "amp" {
            head.push_str("<link rel=\"amphtml\" href=\"/several/amp/print\">");
        }
        head
    }

    fn article(&self, text: &str, pager: &str) -> String {
        format!(
            "<article class=\"post\"><h1 class=\"entry-title\">The bridge called {}</h1><p class=\"byline\">By Ana Ruiz</p>\
             <div class=\"entry-content\"><p>{LEAD}</p>{text}<p>{NOTE}</p></div><div class=\"page-links\">{pager}</div></article>",
            self.seed
        )
    }

    fn answer(&self, page: u64, shared: &Shared) -> Response {
        if self.name == "broken" && page == 3 {
            return (StatusCode::INTERNAL_SERVER_ERROR, "no").into_response();
        }
        let told = if self.name == "looping" { (page - 1) % self.pages + 1 } else { page };
        if told > self.pages {
            return StatusCode::NOT_FOUND.into_response();
        }
        let article = self.article(&self.text(told), &self.pager(page));
        Html(Chrome::Courier.around("en", &self.head(page), &article, shared)).into_response()
    }

    /// All of it on one page.
    fn whole(&self, shared: &Shared) -> Response {
        let text: String = (1..=self.pages).map(|page| self.text(page)).collect();
        Html(Chrome::Courier.around("en", &self.head(self.pages), &self.article(&text, ""), shared))
            .into_response()
    }
}

pub(super) fn routes() -> Router<Shared> {
    Router::new().route("/several/{story}", get(first)).route("/several/{story}/{page}", get(further))
}

#[derive(Deserialize)]
struct Asked {
    page: Option<u64>,
    view: Option<String>,
}

async fn first(
    State(shared): State<Shared>,
    Path(name): Path<String>,
    Query(asked): Query<Asked>,
) -> Response {
    let numbered = name.strip_prefix("numbered-").and_then(|rest| rest.strip_suffix(".html")?.parse().ok());
    let story = Story::find(if numbered.is_some() { "numbered.html" } else { &name });
    if asked.view.is_some() {
        return story.whole(&shared);
    }
    if story.name == "amp" {
        let page = format!(
            "<!doctype html><html lang=en><head>{}</head><body><div id=\"root\"></div><script src=\"/canary/app.js\"></script></body></html>",
            story.head(1)
        );
        return Html(page).into_response();
    }
    story.answer(numbered.or(asked.page).unwrap_or(1), &shared)
}

async fn further(State(shared): State<Shared>, Path((name, page)): Path<(String, String)>) -> Response {
    let story = Story::find(&name);
    match page.parse() {
        Ok(page) => story.answer(page, &shared),
        Err(_) => story.whole(&shared),
    }
}
