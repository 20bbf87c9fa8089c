//! Everything without a mouse.

use serde_json::json;
use thirtyfour::Key;

use crate::site::{Site, bulk};
use crate::support::Bench;

#[tokio::test(flavor = "multi_thread")]
async fn the_keys_move_open_star_and_archive() {
    let bench = Bench::new();
    let site = Site::start();
    bench.save_each((1..=3).map(|number| site.url(&bulk::path(number))));
    bench
        .window(|page| async move {
            // Newest first: 3, 2, 1.
            page.row(&bulk::title(1)).await;
            page.press("j").await;
            page.press("j").await;
            page.press("j").await;
            page.press("k").await;
            page.press("o").await;
            let middle = json!(bulk::title(2));
            page.until_in_article(&format!("return article.querySelector('h1')?.textContent === {middle}"))
                .await;
            page.press("s").await;
            page.until(&counts("starred", 1)).await;
            page.press("e").await;
            page.until(&counts("archived", 1)).await;
            page.until(&counts("inbox", 2)).await;
            page.press("?").await;
            page.find("[role='dialog']").await;
            page.screenshot("keys").await;
            page.press(Key::Escape).await;
            page.gone("[role='dialog']").await;
            page.press("/").await;
            page.until("return document.activeElement?.dataset.testid === 'find-input'").await;
        })
        .await;
}

fn counts(shelf: &str, number: u32) -> String {
    format!(
        "return window.__TAURI_INTERNALS__.invoke('shelf_counts').then((counts) => counts.{shelf} === {number})"
    )
}
