//! The articles: each page of [`PAGES`] is a file in `pages/`, carries one real-world difficulty, and has a gold file of
//! the same name in `gold/` that says what a clean copy must hold.

mod list;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use include_dir::{Dir, include_dir};

use super::Shared;

pub use list::PAGES;

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/tests/site/pages");

/// One page of the site.
#[derive(Debug, Clone, Copy)]
pub struct Page {
    /// Name of its file, without extension.
    pub name: &'static str,
    /// Where it is served.
    pub path: &'static str,
    /// What stands around the article.
    pub chrome: Chrome,
    /// `lang` of the document.
    pub lang: &'static str,
    /// Encoding of the bytes that are sent; the file itself is UTF-8.
    pub charset: &'static str,
    /// The `Content-Type` header; what it says need not be true.
    pub content_type: &'static str,
    /// HTTP status.
    pub status: u16,
}

impl Page {
    const fn new(name: &'static str, path: &'static str, chrome: Chrome, lang: &'static str) -> Self {
        let content_type = "text/html; charset=utf-8";
        Self { name, path, chrome, lang, charset: "utf-8", content_type, status: 200 }
    }

    const fn sent_as(self, charset: &'static str, content_type: &'static str) -> Self {
        Self { charset, content_type, ..self }
    }

    const fn with_status(self, status: u16) -> Self {
        Self { status, ..self }
    }

    /// The bytes a client gets.
    ///
    /// # Panics
    /// When the file is missing or has a character that its charset lacks.
    #[must_use]
    pub fn bytes(&self, shared: &Shared) -> Vec<u8> {
        let file = FILES.get_file(format!("{}.html", self.name)).expect("a page has a file");
        let text = file.contents_utf8().expect("page files are UTF-8");
        let (head, article) = text.split_once("<!-- article -->\n").unwrap_or(("", text));
        let page = self.chrome.around(self.lang, head, article, shared);
        let encoding = encoding_rs::Encoding::for_label(self.charset.as_bytes()).expect("a known charset");
        let (bytes, _, unmappable) = encoding.encode(&page);
        assert!(!unmappable, "{} has characters that {} lacks", self.name, self.charset);
        bytes.into_owned()
    }
}

/// What stands around an article: a site's header, navigation, sidebar, promotions and footer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chrome {
    /// Nothing: the file is a whole document.
    None,
    /// A local paper on a classic blog system.
    Courier,
    /// A national site made of components, with generated class names.
    Meridian,
    /// A magazine theme full of blocks of other stories.
    Magazine,
    /// A Persian news agency.
    Khabar,
}

impl Chrome {
    /// Puts the site around an article and fills in the addresses.
    #[must_use]
    pub fn around(self, lang: &str, head: &str, article: &str, shared: &Shared) -> String {
        let frame = match self {
            Self::None => "{{article}}",
            Self::Courier => include_str!("chrome/courier.html"),
            Self::Meridian => include_str!("chrome/meridian.html"),
            Self::Magazine => include_str!("chrome/magazine.html"),
            Self::Khabar => include_str!("chrome/khabar.html"),
        };
        let page = frame.replace("{{lang}}", lang).replace("{{head}}", head).replace("{{article}}", article);
        page.replace("{{site}}", &shared.public).replace("{{private}}", &shared.private)
    }
}

/// The page with this name.
///
/// # Panics
/// When there is none.
#[must_use]
pub fn find(name: &str) -> &'static Page {
    PAGES.iter().find(|page| page.name == name).unwrap_or_else(|| panic!("the site has no page {name}"))
}

pub(super) fn routes() -> Router<Shared> {
    PAGES
        .iter()
        .fold(Router::new().route("/", get(index)).route("/robots.txt", get(robots)), |router, page| {
            router.route(
                page.path,
                get(move |State(shared): State<Shared>| async move { respond(page, &shared) }),
            )
        })
        .route("/section/{name}", get(section))
}

fn respond(page: &Page, shared: &Shared) -> Response {
    let status = StatusCode::from_u16(page.status).expect("a status");
    let mut response = (status, page.bytes(shared)).into_response();
    response.headers_mut().remove(header::CONTENT_TYPE);
    if !page.content_type.is_empty() {
        response.headers_mut().insert(header::CONTENT_TYPE, page.content_type.parse().expect("a header"));
    }
    response
}

async fn robots() -> &'static str {
    "User-agent: *\nAllow: /\n"
}

async fn index() -> Html<String> {
    let rows = PAGES.iter().map(|page| format!("<li><a href=\"{}\">{}</a></li>", page.path, page.name));
    Html(format!(
        "<!doctype html><title>Loopback news</title><h1>Loopback news</h1><ul>{}</ul>",
        rows.collect::<String>()
    ))
}

async fn section(Path(name): Path<String>) -> Html<String> {
    Html(format!("<!doctype html><title>{name}</title><h1>{name}</h1><p>Nothing here yet.</p>"))
}

/// Answers every path that no route knows.
pub(super) async fn not_found() -> Response {
    (
        StatusCode::NOT_FOUND,
        Html("<!doctype html><title>Not found</title><h1>Page not found</h1><p>Try the search.</p>"),
    )
        .into_response()
}
