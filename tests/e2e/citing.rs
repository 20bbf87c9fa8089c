//! Citing from the window: an article from its toolbar, a row from its menu, a highlight from its card.

use serde_json::{Value, json};
use thirtyfour::Key;

use crate::site::Site;
use crate::support::{Bench, Page, id};

#[tokio::test(flavor = "multi_thread")]
async fn an_article_a_row_and_a_highlight_are_cited() {
    let (bench, site) = (Bench::new(), Site::start());
    bench.save_each(["plain", "persian-mixed"].map(|name| site.page(name)));
    bench
        .window(|page| async move {
            page.row("Harbour bridge").await.click().await.unwrap();
            page.press("o").await;
            page.until_in_article("return article.querySelector('.body') !== null").await;
            page.click(&id("cite-article")).await;
            page.find(&id("cite-apa")).await;
            page.screenshot("cite-menu").await;
            page.click(&id("cite-apa")).await;
            copied(&page, "Harbour bridge reopens").await;

            page.resize(900, 600).await;
            page.click(&id("cite-article")).await;
            page.find(&id("cite-bibtex")).await;
            page.screenshot("cite-menu-small").await;
            page.click(&id("cite-bibtex")).await;
            copied(&page, "@article{").await;
            page.resize(1280, 800).await;

            page.select("I counted the detours", "roundabout").await;
            page.find(&id("selection-menu")).await;
            page.type_keys("n").await;
            page.click(&id("cite-highlight")).await;
            page.find(&id("cite-quote")).await;
            page.screenshot("cite-highlight").await;
            page.click(&id("cite-chicago")).await;
            copied(&page, "“I counted the detours").await;

            page.prefer(json!({ "language": "fa", "theme": "dark" })).await;
            let row = page.row("Harbour bridge").await.rect().await.unwrap();
            page.click_for_menu((row.x + 80.0) as i64, (row.y + 20.0) as i64).await;
            page.find(&id("row-cite")).await;
            page.click(&id("row-cite")).await;
            page.find(&id("cite-mla")).await;
            page.screenshot("cite-row-fa").await;
            page.click(&id("cite-mla")).await;
            copied(&page, "Harbour Bridge Reopens").await;
            page.press(Key::Escape).await;
        })
        .await;
}

/// Waits for words in the clipboard, whose reading fails as long as it is empty.
async fn copied(page: &Page, words: &str) {
    let read = "return window.__TAURI_INTERNALS__.invoke('plugin:clipboard-manager|read_text')";
    page.until(&format!("{read}.then((text) => text.includes({}), () => false)", Value::from(words))).await;
}
