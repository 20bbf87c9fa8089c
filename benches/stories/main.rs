//! Stories: how well they are found, and what they add to a save as the archive grows.
//!
//! `./dev bench stories [ARTICLES…]`; ARTICLES are the sizes of made archives (none: quality alone).

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    missing_docs,
    reason = "a bench prints, and stops when it cannot go on"
)]

mod quality;
mod speed;
#[path = "../support.rs"]
mod support;

fn main() {
    println!(
        "{:8} {:12} {:>8} {:>10} {:>7} {:>16}",
        "language", "half", "articles", "precision", "recall", "B-cubed P/R"
    );
    for language in ["en", "de", "fa"] {
        for (name, half) in [("development", "dev"), ("held out", "held")] {
            let folder = tempfile::tempdir().unwrap();
            let library = support::open(&folder.path().join("stories.lede"));
            let found = quality::measure(&library, &support::story(0), language, half);
            let (precision, recall) = found.cubed;
            println!(
                "{language:8} {name:12} {:>8} {:>10.3} {:>7.3} {precision:>9.3}/{recall:.3}",
                found.articles, found.precision, found.recall
            );
        }
    }
    let sizes: Vec<u32> = std::env::args().skip(1).filter_map(|size| size.parse().ok()).collect();
    if !sizes.is_empty() {
        speed::print(&sizes);
    }
}
