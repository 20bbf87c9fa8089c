//! Relations made by key, by dragging onto the reader and in the list, seen from both sides and taken back; the map by keyboard.

use thirtyfour::Key;

use crate::site::{Site, bulk};
use crate::support::{Bench, Page, id};

#[tokio::test(flavor = "multi_thread")]
async fn articles_are_related_by_key_and_by_dragging_seen_from_both_sides_and_parted() {
    let bench = Bench::new();
    let site = Site::start();
    bench.save_each((1..=4).map(|number| site.url(&bulk::path(number))));
    let keeper = bench.clone();
    bench
        .window(|page| async move {
            page.row(&bulk::title(1)).await.click().await.unwrap();
            page.press("l").await;
            page.find(&id("relations")).await;
            page.screenshot("relations-empty").await;
            page.press(Key::Control + "l").await;
            page.find(&id("relate-input")).await.send_keys(bulk::title(2)).await.unwrap();
            page.until("return document.querySelectorAll('[data-testid=relate-target]').length === 1").await;
            page.screenshot("relations-picker").await;
            page.press(Key::Enter).await;
            page.find(&id("relate-save")).await;
            page.press("3").await;
            page.until("return document.querySelector('[data-testid=choice-follow-up-from]')?.checked").await;
            // What is chosen outlives a change of the archive.
            keeper.lede(&["tag", "3", "news"]);
            page.find_with(&id("article-row"), "news").await;
            page.find(&id("relate-note")).await.send_keys("It *answers* the first.").await.unwrap();
            page.screenshot("relations-choice").await;
            page.press(Key::Control + Key::Enter).await;
            page.find_with(&id("relation-group"), "Follow-up to").await;
            page.find_with(&id("relation"), &bulk::title(2)).await;
            page.find_with("[data-testid=relation-note-text] em", "answers").await;
            page.screenshot("relations-made").await;

            // The other side reads the other way.
            page.find(&format!("{} button.open", id("relation"))).await.click().await.unwrap();
            page.find_with(&id("relation-group"), "Followed up by").await;

            // Dragged onto the open article.
            let row = page.row(&bulk::title(3)).await;
            let reader = page.find(".reader .page").await;
            let looked = page.clone();
            page.drag_to(&row, &reader, (-150, 0), || async move {
                looked.find(&id("relate-landing")).await;
                looked.screenshot("relations-drag").await;
            })
            .await;
            page.find(&id("choice-contradicts-both")).await.click().await.unwrap();
            page.find(&id("relate-save")).await.click().await.unwrap();
            page.find_with(&id("relation-group"), "Contradicts").await;
            page.screenshot("relations-two").await;
            assert_eq!(keeper.lede(&["relations", "2"]).as_array().unwrap().len(), 2);

            // Dragged onto another row.
            let (from, onto) = (page.row(&bulk::title(4)).await, page.row(&bulk::title(1)).await);
            page.drag(&from, &onto).await;
            page.find(&id("relate-dialog")).await;
            page.press(Key::Escape).await;
            page.gone(&id("relate-dialog")).await;

            // Another kind, then away with it, and back.
            page.find(&id("relation-menu")).await.click().await.unwrap();
            page.find(&id("reading-source-to")).await.click().await.unwrap();
            page.find_with(&id("relation-group"), "Has as source").await;
            page.find(&id("relation-menu")).await.click().await.unwrap();
            page.find(&id("relation-remove")).await.click().await.unwrap();
            page.until("return document.querySelectorAll('[data-testid=relation]').length === 1").await;
            page.press(Key::Control + "z").await;
            page.until("return document.querySelectorAll('[data-testid=relation]').length === 2").await;
        })
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_map_is_walked_by_keyboard_filtered_and_listed() {
    let bench = Bench::new();
    let site = Site::start();
    bench.save_each((1..=6).map(|number| site.url(&bulk::path(number))));
    bench.lede(&["relate", "2", "3", "1", "--kind", "follow-up"]);
    bench.lede(&["relate", "4", "2", "--kind", "source"]);
    bench.lede(&["note", "5", &format!("[[{}]]", bulk::title(1))]);
    bench
        .window(|page| async move {
            page.row(&bulk::title(1)).await.click().await.unwrap();
            page.press("m").await;
            page.find("[data-testid=map][data-ready=true]").await;
            page.until("return document.activeElement.dataset.testid === 'map'").await;
            page.screenshot("map").await;
            let middle = at(&page).await;
            for key in [Key::Right, Key::Left, Key::Up, Key::Down] {
                page.press(key).await;
            }
            page.press(Key::Home).await;
            assert_eq!(at(&page).await, middle);
            page.press(Key::Right).await;
            page.until(&format!(
                "return document.querySelector('[data-testid=map]').dataset.at !== '{middle}'"
            ))
            .await;
            page.until("return /·/.test(document.querySelector('[data-testid=map-said]').textContent)").await;
            let next = at(&page).await;
            page.press(Key::Shift + Key::Enter).await;
            page.find(&format!(
                "[data-testid=map-dialog][data-center='{next}'] [data-testid=map][data-ready=true]"
            ))
            .await;
            page.find(&id("map-back")).await.click().await.unwrap();
            page.find(&format!(
                "[data-testid=map-dialog][data-center='{middle}'] [data-testid=map][data-ready=true]"
            ))
            .await;
            page.find(&id("map-list-toggle")).await.click().await.unwrap();
            page.until("return document.querySelectorAll('[data-testid=map-list] li').length === 4").await;
            page.screenshot("map-list").await;
            page.find(&id("map-legend-note")).await.click().await.unwrap();
            page.until("return document.querySelectorAll('[data-testid=map-list] li').length === 3").await;
            page.find("[data-testid=map-list] button.open").await.click().await.unwrap();
            page.gone(&id("map-dialog")).await;
        })
        .await;
}

async fn at(page: &Page) -> String {
    page.run("return document.querySelector('[data-testid=map]').dataset.at", &[])
        .await
        .as_str()
        .unwrap()
        .to_owned()
}
