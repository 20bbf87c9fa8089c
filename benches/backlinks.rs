//! What links cost: the first page of those who cite an article, deep pages, and the links of a page, in an archive where
//! one article in ten cites the same one.
//!
//! `cargo bench --bench backlinks -- 20000` takes another number of articles.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    missing_docs,
    reason = "a bench prints, and stops when it cannot go on"
)]

mod support;

use lede::library::Library;
use lede::model::*;

use support::{Time, at, head, number, open, prose, store, timed, told};

const ARTICLES: u32 = 100_000;
/// Articles that a panel shows at first.
const PAGE: u32 = 20;
/// Links of each text, and of the lists around it.
const LINKS: u32 = 10;
const ROUNDS: u32 = 200;

fn main() {
    let size = number(ARTICLES);
    let folder = tempfile::tempdir().unwrap();
    let library = open(&folder.path().join("links.lede"));
    let filled = timed(|| store(&library, size, |number| linking(number, size)));
    println!("{size} articles of {LINKS} links: filled in {:.1?}", filled.passed);
    let cited = ArticleId(1);
    let all = library.backlinks(cited, 0, u32::MAX).unwrap().total;
    let often = format!("cited by {all} articles");
    head("");
    measure(&format!("first page, {often}"), |_| page(&library, cited, 0));
    measure(&format!("page in the middle, {often}"), |_| page(&library, cited, all / 2));
    measure("first page of any article", |round| page(&library, any(round, size), 0));
    measure("links of any article, resolved", |round| drop(library.links(any(round, size)).unwrap()));
    measure(&format!("one more article that cites one {often}"), |round| {
        library.store(&[linking(size + round * 10, size)], at(size + round)).unwrap();
    });
}

/// An article whose text links to others, one in ten of them to the first one.
fn linking(number: u32, size: u32) -> Capture {
    let mut story = prose(number, 60);
    let mut html = String::new();
    for n in 0..LINKS {
        let other = match (n, number % 10) {
            (0, 0) => 0,
            _ => (number.wrapping_mul(7_919) + n * 104_729) % size,
        };
        let url = format!("https://site{}.example/2026/story-{other}", other % 400);
        let listed = (other + 1) % size;
        html.push_str(&format!(
            "<p dir=\"auto\">Word came late. The paper <a href=\"{url}\">told its readers {n}</a> of it in May. {}</p>",
            story.page.text
        ));
        story.page.links.push(PageLink::in_text(url, format!("told its readers {n}")));
        story.page.links.push(PageLink {
            context: LinkContext::Related,
            place: LinkPlace::Around,
            picture: Some(format!("https://pictures.example/{listed}.jpg")),
            ..PageLink::in_text(
                format!("https://site{}.example/2026/story-{listed}", listed % 400),
                format!("The story number {listed}"),
            )
        });
    }
    story.page.html = html;
    story
}

fn any(round: u32, size: u32) -> ArticleId {
    ArticleId(i64::from(round.wrapping_mul(7_907) % size) + 1)
}

fn page(library: &Library, id: ArticleId, offset: u32) {
    drop(library.backlinks(id, offset, PAGE).unwrap());
}

fn measure(name: &str, mut work: impl FnMut(u32)) {
    let times: Vec<Time> = (0..ROUNDS).map(|round| timed(|| work(round))).collect();
    println!("{name:44} {}", told(&times));
}
