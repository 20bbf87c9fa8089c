//! Saves articles from the loopback news site end to end: `cargo bench --bench save_site [-- ARTICLES]`, 1,000 when not
//! said. Prints pages a second and bytes on disk an article; asserts nothing about time.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a bench prints, and takes the time like an entry"
)]

#[path = "../tests/site/mod.rs"]
mod site;

use std::sync::Arc;
use std::time::Instant;

use jiff::Timestamp;
use lede::capture::CapturerOptions;
use lede::library::{Library, OpenOptions};
use lede::model::JobState;
use tokio_util::sync::CancellationToken;

#[tokio::main]
async fn main() {
    let articles = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(1000_u64);
    let folder = tempfile::tempdir().unwrap();
    let archive = folder.path().join("archive.lede");
    let site = site::Site::start();
    let worker = Some(env!("CARGO_BIN_EXE_lede").into());
    let capturer =
        CapturerOptions { worker, treat_as_public: site.public_addresses(), ..CapturerOptions::default() };
    let library =
        Library::open(&archive, OpenOptions { create: true, capturer, ..Default::default() }).unwrap();
    let urls: Vec<String> = (0..articles).map(|number| site.url(&site::bulk::path(number))).collect();

    let start = Instant::now();
    library.enqueue(&urls, Timestamp::now()).unwrap();
    library.run_queue(Arc::new(Timestamp::now), true, &|_| {}, &CancellationToken::new()).await.unwrap();
    let seconds = start.elapsed().as_secs_f64();

    let failed = library.jobs().unwrap().iter().filter(|job| job.state != JobState::Done).count();
    let kept = u64::from(library.shelf_counts().unwrap().all);
    drop(library);
    let sizes =
        std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().metadata().unwrap().len());
    let bytes: u64 = sizes.sum();
    println!("articles saved        {kept} of {articles} ({failed} jobs not done)");
    println!("seconds               {seconds:.1}");
    println!("articles a second     {:.1}", kept as f64 / seconds);
    println!("bytes sent an article  {}", site.record().bytes() / articles.max(1));
    println!("bytes kept an article  {}", bytes / kept.max(1));
}
