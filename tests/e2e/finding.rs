//! Words are found in the open article, and everything is gone to from the palette.

use serde_json::json;
use thirtyfour::Key;

use crate::site::Site;
use crate::support::{Bench, Page, id};

const TITLE: &str = "Harbour bridge";
const PERSIAN: &str = "بازگشا";

/// What is painted of a highlight, as one text.
async fn until_painted(page: &Page, name: &str, condition: &str) {
    page.until_in_article(&format!(
        "const ranges = article.defaultView.CSS.highlights.get('{name}');
         if (!ranges) return false;
         const found = [...ranges].map(String);
         return {condition}"
    ))
    .await;
}

async fn open(page: &Page, title: &str) {
    page.row(title).await.click().await.unwrap();
    page.until_in_article("return article.querySelector('.body p') !== null").await;
}

async fn until_said(page: &Page, words: &str) {
    page.find_with(&id("find-in-count"), words).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn words_are_found_one_after_the_other_and_left_again_by_keys() {
    let bench = Bench::new();
    let site = Site::start();
    bench.lede(&["save", &site.page("plain")]);
    bench
        .window(|page| async move {
            page.resize(1280, 800).await;
            open(&page, TITLE).await;
            page.press(Key::Control + "f").await;
            page.find(&id("find-in-input")).await;
            page.type_keys("BRIDGE").await;
            // As many as the browser itself counts in the headline and the text.
            let all = page
                .in_article(
                    "const texts = [article.querySelector('h1'), article.querySelector('.body')];
                     return texts.map((part) => part.innerText.match(/bridge/gi).length).reduce((a, b) => a + b)",
                )
                .await;
            let all = all.as_u64().unwrap();
            assert!(all > 3, "{all}");
            until_said(&page, &format!("1 of {all}")).await;
            until_painted(&page, "lede-found-here", "found.join() === 'bridge'").await;
            until_painted(&page, "lede-found", &format!("found.length === {}", all - 1)).await;
            page.screenshot("find-in").await;

            page.type_keys(Key::Enter).await;
            until_said(&page, &format!("2 of {all}")).await;
            page.strike(&[Key::Shift], Key::Enter).await;
            page.strike(&[Key::Shift], Key::Enter).await;
            until_said(&page, &format!("{all} of {all}")).await;
            let inside = "const [range] = article.defaultView.CSS.highlights.get('lede-found-here');
                 const { top, bottom } = range.getBoundingClientRect();
                 return top >= 0 && bottom <= article.documentElement.clientHeight";
            page.until_in_article(inside).await;

            page.type_keys(Key::Escape).await;
            page.gone(&id("find-in")).await;
            until_painted(&page, "lede-found", "found.length === 0").await;
            page.until_in_article("return String(article.getSelection()).toLowerCase() === 'bridge'").await;

            page.press(Key::Control + "f").await;
            page.find(&id("find-in-input")).await;
            page.type_keys("zebra").await;
            until_said(&page, "Not in this article").await;
            page.screenshot("find-in-none").await;
        })
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_words_of_a_search_are_marked_in_what_it_found() {
    let bench = Bench::new();
    let site = Site::start();
    bench.save_each(["plain", "gallery"].map(|name| site.page(name)));
    bench
        .window(|page| async move {
            page.press("/").await;
            page.type_keys("detours roundabout").await;
            page.until("return document.querySelectorAll(\"[data-testid=article-row]\").length === 1").await;
            open(&page, TITLE).await;
            until_painted(&page, "lede-found", "[...new Set(found)].sort().join() === 'detours,roundabout'")
                .await;
            until_said(&page, "3 places").await;
            page.press(Key::F3).await;
            until_painted(&page, "lede-found-here", "found.join() === 'detours'").await;
            page.screenshot("find-in-query").await;
            page.press(Key::Escape).await;
            page.gone(&id("find-in")).await;
        })
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn persian_words_are_found_in_any_spelling_in_the_dark_and_in_a_small_window() {
    let bench = Bench::new();
    let site = Site::start();
    bench.save_each(["persian-windows-1256", "plain"].map(|name| site.page(name)));
    bench
        .window(|page| async move {
            page.resize(900, 600).await;
            page.prefer(json!({ "language": "fa", "theme": "dark" })).await;
            open(&page, PERSIAN).await;
            page.press(Key::Control + "f").await;
            page.find(&id("find-in-input")).await;
            // The page has Arabic yeh; what is typed has Persian.
            page.type_keys("قدیمی شهر").await;
            until_painted(&page, "lede-found-here", "found.join() === 'قديمي شهر'").await;
            until_said(&page, "۱ از ").await;
            page.screenshot("find-in-fa-small").await;
        })
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_palette_goes_to_articles_tags_and_collections() {
    let bench = Bench::new();
    let site = Site::start();
    bench.save_each(["plain", "gallery"].map(|name| site.page(name)));
    bench.lede(&["tag", "1", "places/harbours", "repairs"]);
    bench.lede(&["collection", "add", "Old bridges", "1"]);
    bench
        .window(|page| async move {
            page.resize(1280, 800).await;
            let item = id("palette-item");
            page.strike(&[Key::Control], 'k').await;
            page.find(".palette-input").await;
            page.screenshot("palette").await;
            page.type_keys("harb").await;
            page.find_with(&item, "Harbour bridge reopens").await;
            page.find_with(&item, "places › harbours").await;
            page.screenshot("palette-found").await;
            page.find_with(&item, "places › harbours").await.click().await.unwrap();
            page.find_with("h2", "harbours").await;
            page.gone(&id("palette")).await;

            page.strike(&[Key::Control], 'k').await;
            page.find(".palette-input").await;
            page.type_keys("old bri").await;
            page.find_with(&item, "Old bridges").await;
            page.type_keys(Key::Enter).await;
            page.find_with("h2", "Old bridges").await;
            page.gone(&id("palette")).await;

            page.strike(&[Key::Control], 'k').await;
            page.find(".palette-input").await;
            page.type_keys("eleven months").await;
            page.find_with(&item, "Harbour bridge reopens").await;
            page.type_keys(Key::Enter).await;
            page.until_in_article("return article.querySelector('.body p') !== null").await;
        })
        .await;
}
