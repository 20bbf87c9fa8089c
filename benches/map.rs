//! The map of 300 articles: how long it takes until it can be walked, how long the window does not answer meanwhile, and
//! frames while it is moved and zoomed.
//!
//! `cargo bench --features desktop --bench map -- 20000` takes an archive of another size, the path of a program measures
//! another build.

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

use std::path::{Path, PathBuf};

use lede::model::{ArticleId, Relating, RelationKind};
use serde_json::json;
use window::{Bench, id};

const ARTICLES: u32 = 2_000;
/// Articles around the middle, those around each of them, and connections across.
const NEAR: u32 = 60;
const FAR: u32 = 4;
const ACROSS: u32 = 150;
const KINDS: [RelationKind; 4] =
    [RelationKind::FollowUp, RelationKind::SameStory, RelationKind::Source, RelationKind::Contradicts];
const ROUNDS: usize = 21;
const FRAMES: u32 = 120;
/// Milliseconds: two frames of sixty a second.
const LATE: f64 = 34.0;

/// Milliseconds from the key until the map can be walked, and the longest wait for a frame meanwhile.
const OPEN: &str = "const [done] = arguments;
    const began = performance.now();
    let [last, longest] = [began, 0];
    document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'm', code: 'KeyM', bubbles: true, cancelable: true }));
    const look = (now) => {
        [longest, last] = [Math.max(longest, now - last), now];
        if (document.querySelector('[data-testid=map][data-ready=true]')) done([now - began, longest]);
        else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);";

/// Times between frames while the map is dragged, or zoomed out and in.
const MOVE: &str = "const [how, frames, done] = arguments;
    const canvas = document.querySelector('[data-testid=map] .canvas');
    const { left, bottom } = canvas.getBoundingClientRect();
    const times = [];
    const at = (step) => ({ clientX: left + 8 + step, clientY: bottom - 8 - step, button: 0, buttons: 1, bubbles: true, cancelable: true });
    const way = (step) => 4 * Math.abs(((step + 30) % 60) - 30);
    if (how === 'pan') canvas.dispatchEvent(new MouseEvent('mousedown', at(0)));
    const step = (now) => {
        times.push(now);
        const turn = times.length;
        if (turn > frames) {
            if (how === 'pan') window.dispatchEvent(new MouseEvent('mouseup', { ...at(way(turn)), buttons: 0 }));
            return done(times.slice(1).map((time, place) => time - times[place]));
        }
        if (how === 'pan') window.dispatchEvent(new MouseEvent('mousemove', at(way(turn))));
        else canvas.dispatchEvent(new WheelEvent('wheel', { ...at(200), deltaY: turn % 60 < 30 ? -5 : 5 }));
        requestAnimationFrame(step);
    };
    requestAnimationFrame(step);";

#[tokio::main]
async fn main() {
    let program = support::program().unwrap_or_else(|| PathBuf::from(env!("CARGO_BIN_EXE_lede-desktop")));
    let bench = Bench::with_program(&program);
    let articles = support::number(ARTICLES);
    fill(&bench.archive(), articles);
    bench
        .window(|page| async move {
            page.find(&id("article-row")).await.click().await.unwrap();
            page.find(&id("reader-frame")).await;
            page.settled().await;
            for time in ["first", "again"] {
                let took: [f64; 2] = serde_json::from_value(page.run_async(OPEN, &[]).await).unwrap();
                println!("opened ({time})   {:.0} ms   longest wait for a frame {:.0} ms", took[0], took[1]);
                page.screenshot(&format!("bench-map-{time}")).await;
                if time == "first" {
                    page.press(thirtyfour::Key::Escape).await;
                    page.gone(&id("map-dialog")).await;
                    page.settled().await;
                }
            }
            for how in ["pan", "zoom"] {
                let frames = page.run_async(MOVE, &[json!(how), json!(FRAMES)]).await;
                support::print_frames(how, frames, LATE);
                page.screenshot(&format!("bench-map-{how}")).await;
            }
        })
        .await;
}

/// An archive whose newest article has 300 around it.
fn fill(path: &Path, articles: u32) {
    support::fill(path, articles);
    let library = support::open(path);
    let nth = |back: u32| ArticleId(i64::from(articles - back));
    let relate = |from: u32, to: u32, kind: usize| {
        let relating = Relating { kind: KINDS[kind % KINDS.len()], ..Relating::default() };
        library.relate(&[nth(from)], nth(to), &relating, support::at(articles)).unwrap();
    };
    for near in 1..=NEAR {
        relate(near, 0, near as usize);
        for far in 0..FAR {
            relate(NEAR + (near - 1) * FAR + far + 1, near, far as usize);
        }
    }
    let all = NEAR * (FAR + 1);
    for across in 0..ACROSS {
        relate(1 + across * 7 % all, 1 + (across * 53 + 11) % all, across as usize);
    }
    let around = || library.neighbourhood(nth(0), 2, 300).unwrap();
    let map = around();
    let times: Vec<_> = (0..ROUNDS).map(|_| support::timed(|| drop(around()))).collect();
    support::head(&format!("{} articles, {} connections", map.nodes.len(), map.edges.len()));
    println!("{:44} {}", "found", support::told(&times));
}
