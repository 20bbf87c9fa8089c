//! Related articles: how many of the first ten share a topic with theirs, beside plain BM25 more-like-this and chance; and
//! what an answer and a save cost as the archive grows.
//!
//! `./dev bench related [ARTICLES…]` fetches the labelled news; ARTICLES are the sizes of made archives (none: quality alone).

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    missing_docs,
    reason = "a bench prints, stops when it cannot go on, and has an index of its own beside the archive's"
)]

mod peer;
mod quality;
mod speed;
#[path = "../support.rs"]
mod support;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    match arguments.split_first() {
        Some((folder, sizes)) => {
            quality::print(folder.as_ref());
            sizes.iter().for_each(|size| speed::print(size.parse().unwrap()));
        }
        None => println!("`./dev bench related` fetches the labelled news and runs this."),
    }
}
