//! Related articles: how many of the first ten share a topic with theirs, beside plain BM25 more-like-this and chance; and
//! what an answer and a save cost as the archive grows.
//!
//! `./dev bench related [ARTICLES…]` fetches the labelled news; ARTICLES are the sizes of made archives (none: quality alone).
//! `cargo bench --bench related -- ARTICLES…` measures speed alone.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    missing_docs,
    reason = "a bench prints, stops when it cannot go on, and has an index of its own beside the archive's"
)]

mod labelled;
mod peer;
mod quality;
mod speed;
#[path = "../support.rs"]
mod support;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let sizes: Vec<u32> = arguments.iter().filter_map(|argument| argument.parse().ok()).collect();
    match arguments.as_slice() {
        [reuters, lee, ..] if sizes.len() + 2 == arguments.len() => {
            let halves = [0, 1].map(|half| labelled::reuters(reuters.as_ref(), half));
            quality::print(&halves, &labelled::lee(lee.as_ref()));
        }
        _ if sizes.is_empty() => println!("`./dev bench related` fetches the labelled news and runs this."),
        _ => {}
    }
    speed::print(&sizes);
}
