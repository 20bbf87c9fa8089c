//! Frames while a list of 100,000 illustrated articles scrolls, and the time to select them all.
//!
//! `cargo bench --features desktop --bench scroll -- 20000` takes another size, the path of a program measures another
//! build.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    missing_docs,
    reason = "a bench prints, and stops when it cannot go on"
)]

mod support;
#[path = "../tests/e2e/support/mod.rs"]
mod window;

use std::path::PathBuf;

use serde_json::json;
use window::{Bench, id};

const ARTICLES: u32 = 100_000;
/// CSS pixels a frame: two rows a second at 4, a flick of the finger at 60.
const SPEEDS: [u32; 3] = [4, 20, 60];
const FRAMES: u32 = 240;
/// Milliseconds: two frames of sixty a second.
const LATE: f64 = 34.0;

const SCROLL: &str = "const [speed, frames, done] = arguments;
    const list = document.querySelector('[data-testid=article-list]');
    const times = [];
    const step = (now) => {
        times.push(now);
        if (times.length > frames) return done(times.slice(1).map((time, at) => time - times[at]));
        list.scrollTop += speed;
        requestAnimationFrame(step);
    };
    requestAnimationFrame(step);";

const SELECT_ALL: &str = "const [bar, done] = arguments;
    const began = performance.now();
    const list = document.querySelector('[data-testid=article-list]');
    list.focus();
    list.dispatchEvent(new KeyboardEvent('keydown', { key: 'a', ctrlKey: true, bubbles: true, cancelable: true }));
    const look = () => /\\d/.test(document.querySelector(bar)?.innerText ?? '')
        ? requestAnimationFrame(() => done(performance.now() - began)) : requestAnimationFrame(look);
    look();";

#[tokio::main]
async fn main() {
    let program = support::program().unwrap_or_else(|| PathBuf::from(env!("CARGO_BIN_EXE_lede-desktop")));
    let bench = Bench::with_program(&program);
    let articles = support::number(ARTICLES);
    support::fill_illustrated(&bench.archive(), articles);
    bench
        .window(|page| async move {
            page.find(&id("article-row")).await;
            println!("frames of a list of {articles} articles, in ms");
            for speed in SPEEDS {
                let frames = page.run_async(SCROLL, &[json!(speed), json!(FRAMES)]).await;
                support::print_frames(&format!("{speed} px a frame"), frames, LATE);
            }
            let took = page.run_async(SELECT_ALL, &[json!(id("bulk-bar"))]).await;
            println!("select all   {:.0} ms", took.as_f64().unwrap());
        })
        .await;
}
