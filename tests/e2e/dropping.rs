//! What is dragged onto the window is saved.

use serde_json::json;

use crate::site::{Site, bulk};
use crate::support::{Bench, Page, id};

#[tokio::test(flavor = "multi_thread")]
async fn a_dropped_link_and_dropped_text_are_saved() {
    let bench = Bench::new();
    let site = Site::start();
    bench
        .window(|page| async move {
            drop_on(&page, "document.body", "text/uri-list", &site.url(&bulk::path(1))).await;
            page.row(&bulk::title(1)).await.click().await.unwrap();
            page.until_in_article("return article.querySelector('h1') !== null").await;
            let text = format!("Two stories: {} and {}.", site.url(&bulk::path(2)), site.url(&bulk::path(3)));
            let article = "document.querySelector('[data-testid=reader-frame]').contentDocument.body";
            drop_on(&page, article, "text/plain", &text).await;
            page.row(&bulk::title(2)).await;
            page.row(&bulk::title(3)).await;
            drop_on(&page, "document.body", "text/plain", "no address in here").await;
            page.find(&id("toast")).await;
            page.gone(&id("drop-overlay")).await;
        })
        .await;
}

/// Drags something over `target` and lets it go where the window offers to take it. The driver cannot drag from another
/// program: these are the events that such a drag sends.
async fn drop_on(page: &Page, target: &str, kind: &str, data: &str) {
    let carry = "const carried = new DataTransfer(); carried.setData(arguments[0], arguments[1]);
        const drag = (type, element) => !element.dispatchEvent(
            new DragEvent(type, { dataTransfer: carried, bubbles: true, cancelable: true }));";
    page.run(&format!("{carry} drag('dragenter', {target})"), &[json!(kind), json!(data)]).await;
    let overlay = id("drop-overlay");
    page.find(&overlay).await;
    page.screenshot("drop").await;
    let release = format!(
        "{carry} const overlay = document.querySelector({}); return drag('dragover', overlay) && drag('drop', overlay)",
        json!(overlay)
    );
    assert_eq!(page.run(&release, &[json!(kind), json!(data)]).await, json!(true), "the drop was refused");
    page.gone(&overlay).await;
}
