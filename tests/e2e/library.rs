//! The list: what others change shows up, what is thrown away comes back.

use thirtyfour::Key;

use crate::site::{Site, bulk};
use crate::support::{Bench, id};

#[tokio::test(flavor = "multi_thread")]
async fn what_the_command_line_saves_shows_in_the_open_window() {
    let bench = Bench::new();
    let site = Site::start();
    let terminal = bench.clone();
    bench
        .window(|page| async move {
            page.gone(&id("article-row")).await;
            let address = site.url(&bulk::path(7));
            tokio::task::spawn_blocking(move || terminal.lede(&["save", &address])).await.unwrap();
            page.row(&bulk::title(7)).await;
        })
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_article_in_the_trash_comes_back_by_undo() {
    let bench = Bench::new();
    let site = Site::start();
    bench.save_each((1..=3).map(|number| site.url(&bulk::path(number))));
    bench
        .window(|page| async move {
            page.row(&bulk::title(2)).await.click().await.unwrap();
            page.press(Key::Delete).await;
            page.until(&format!(
                "return !document.querySelector('[data-testid=article-list]').innerText.includes('{}')",
                bulk::title(2)
            ))
            .await;
            // At once: the offer does not stand for ever.
            page.find(&id("toast-undo")).await.click().await.unwrap();
            page.row(&bulk::title(2)).await;
            page.find(&id("shelf-trash")).await.click().await.unwrap();
            page.gone(&id("article-row")).await;
        })
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_save_that_was_under_way_when_the_window_closed_goes_on_at_the_next_start() {
    let bench = Bench::new();
    let site = Site::start();
    let address = site.url("/fault/silent");
    let site = bench
        .window(|page| async move {
            page.save(&address).await;
            site.record().until_asked("/fault/silent").await;
            site
        })
        .await;
    site.record().clear();
    bench
        .window(|page| async move {
            site.record().until_asked("/fault/silent").await;
            page.find(&id("jobs-button")).await;
        })
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_start_hands_its_address_to_the_open_window() {
    let bench = Bench::with_bus();
    let site = Site::start();
    let again = bench.clone();
    bench
        .window(|page| async move {
            let address = site.url(&bulk::path(9));
            let second = tokio::task::spawn_blocking(move || again.start_again(&[&address])).await.unwrap();
            assert!(second.success());
            page.row(&bulk::title(9)).await;
        })
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_is_found_in_and_sorted() {
    let bench = Bench::new();
    let site = Site::start();
    bench.save_each((1..=5).map(|number| site.url(&bulk::path(number))));
    bench
        .window(|page| async move {
            page.row(&bulk::title(5)).await;
            page.find(&id("find-input")).await.send_keys("report 3").await.unwrap();
            page.until("return document.querySelectorAll('[data-testid=article-row]').length === 1").await;
            assert!(page.rows().await[0].contains(&bulk::title(3)));
            page.find(&id("find-input")).await.clear().await.unwrap();
            page.find(&id("shelf-starred")).await.click().await.unwrap();
            page.gone(&id("article-row")).await;
        })
        .await;
}
