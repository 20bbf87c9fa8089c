//! Copies that may not be whole: seen in the list, explained in the reader, mended by a pasted page.

use serde_json::{Value, json};
use thirtyfour::Key;

use crate::site::Site;
use crate::support::{Bench, Page, id};

const WHOLE: &str = "<title>Inside the merger that nobody wanted</title><article><h1>Inside the merger that nobody wanted</h1>";

/// The article as its reader sees it after paying.
fn whole() -> String {
    let paragraphs = (1..30).map(|n| {
        format!("<p>Nobody in either company had asked for it, document {n} shows, and those who were to carry it out learned of it from the newspapers.</p>")
    });
    format!("{WHOLE}{}</article>", paragraphs.collect::<String>())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_doubtful_copy_is_found_explained_and_mended() {
    let (bench, site) = (Bench::new(), Site::start());
    bench.save_each(["plain", "paywall"].map(|name| site.page(name)));
    bench
        .window(|page| async move {
            assert!(page.row("Inside the merger").await.text().await.unwrap().contains("Paywall"));
            page.find(&id("find-input")).await.send_keys("is:incomplete").await.unwrap();
            page.until("return document.querySelectorAll('[data-testid=article-row]').length === 1").await;
            page.row("Inside the merger").await.click().await.unwrap();
            let notice = page.find_with(&id("doubts"), "before the paywall").await;
            assert!(notice.text().await.unwrap().contains("On the page"), "the notice has no evidence");
            page.screenshot("doubt-notice").await;

            page.find(&id("paste-page")).await.click().await.unwrap();
            page.find(&id("paste-field")).await;
            page.run(
                "const field = document.querySelector('[data-testid=paste-field]'); field.value = arguments[0];
                 field.dispatchEvent(new Event('input', { bubbles: true }))",
                &[json!(whole())],
            )
            .await;
            page.screenshot("doubt-paste").await;
            page.find(&format!("{}:not([disabled])", id("paste-keep"))).await.click().await.unwrap();
            page.gone(&id("doubts")).await;
            page.until_in_article("return article.body.innerText.includes('document 29 shows')").await;
            assert_eq!(page.invoke("shelf_counts", Value::Null).await["ok"]["incomplete"], 0);
        })
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn cleaning_again_is_shown_before_it_is_done() {
    let (bench, site) = (Bench::new(), Site::start());
    bench.save_each(["plain", "persian-mixed"].map(|name| site.page(name)));
    let archive = bench.archive();
    poor(&archive);
    bench
        .window(|page| async move {
            for look in
                [json!({ "language": "en", "theme": "light" }), json!({ "language": "fa", "theme": "dark" })]
            {
                page.prefer(look.clone()).await;
                page.press(Key::Control + "a").await;
                page.find(&id("bulk-bar")).await;
                open_preview(&page).await;
                page.screenshot(&format!("clean-{}", look["language"].as_str().unwrap())).await;
                page.press(Key::Escape).await;
                page.gone(&id("clean-dialog")).await;
            }
            let before = page.invoke("articles", json!({ "query": { "shelf": "all", "limit": 9 } })).await;
            assert!(
                before["ok"]["rows"].as_array().unwrap().iter().all(|row| row["words"] == 1),
                "looking changed it"
            );
            open_preview(&page).await;
            page.find(&id("clean-accept")).await.click().await.unwrap();
            page.gone(&id("clean-dialog")).await;
            let after = page.invoke("articles", json!({ "query": { "shelf": "all", "limit": 9 } })).await;
            assert!(after["ok"]["rows"].as_array().unwrap().iter().all(|row| row["words"] != 1), "{after}");
        })
        .await;
}

async fn open_preview(page: &Page) {
    page.run("document.querySelector('[data-testid=clean-selection]').click()", &[]).await;
    page.find(&id("clean-changes")).await;
}

/// What an older program might have made of the pages.
#[allow(clippy::disallowed_methods, reason = "plays an older program")]
fn poor(archive: &std::path::Path) {
    let archive = rusqlite::Connection::open(archive).unwrap();
    let poor = "UPDATE version SET html = '<p>poor</p>', html_sha256 = '', text = 'poor', text_sha256 = '', words = 1;
         UPDATE article SET words = 1;";
    archive.execute_batch(poor).unwrap();
}
