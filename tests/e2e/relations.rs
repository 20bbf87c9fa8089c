//! Relations made by key, by dragging onto the reader and in the list, seen from both sides and taken back; the map by keyboard.

use serde_json::json;
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
            walk_by_tab(&page, &middle).await;
            page.find(&id("map-list-toggle")).await.click().await.unwrap();
            page.find(&id("map-list")).await;
            page.screenshot("map-list").await;
            page.find(&id("map-legend-related")).await.click().await.unwrap();
            page.find(&id("map-legend-story")).await.click().await.unwrap();
            page.until("return document.querySelectorAll('[data-testid=map-list] li').length === 4").await;
            page.find(&id("map-legend-note")).await.click().await.unwrap();
            page.until("return document.querySelectorAll('[data-testid=map-list] li').length === 3").await;
            page.find("[data-testid=map-list] button.open").await.click().await.unwrap();
            page.gone(&id("map-dialog")).await;
        })
        .await;
}

/// Whatever the look, nothing of the panel, the dialogs and the map is cut or stands the wrong way round: pictures for people,
/// and what can be measured of it.
#[tokio::test(flavor = "multi_thread")]
async fn relations_and_the_map_can_be_read_in_every_look() {
    let bench = Bench::new();
    let site = Site::start();
    bench.save_each([site.page("persian-mixed")]);
    bench.save_each((1..=9).map(|number| site.url(&bulk::path(number))));
    bench.lede(&["relate", "3", "4", "5", "6", "2", "--kind", "follow-up"]);
    bench.lede(&["relate", "1", "2", "--kind", "background", "--note", "What *came* before."]);
    bench.lede(&["relate", "7", "2", "--label", "answers"]);
    bench.lede(&["relate", "8", "9", "10", "3", "--kind", "source"]);
    bench.lede(&["note", "2", &format!("[[{}]]", bulk::title(9))]);
    bench
        .window(|page| async move {
            for (width, height) in [(1280, 800), (900, 600)] {
                page.resize(width, height).await;
                for (language, theme) in [("en", "light"), ("en", "dark"), ("fa", "light"), ("fa", "dark")] {
                    page.prefer(json!({ "language": language, "theme": theme })).await;
                    let name = |what: &str| format!("look-{what}-{language}-{theme}-{width}");
                    page.row(&bulk::title(1)).await.click().await.unwrap();
                    page.find(&id("reader-frame")).await;
                    page.press("l").await;
                    page.find(&id("relation")).await;
                    page.find(&id("related-article")).await;
                    page.settled().await;
                    uncut(&page).await;
                    page.screenshot(&name("panel")).await;
                    page.find(&id("relation-menu")).await.click().await.unwrap();
                    let menu = page.find("[role=menu]").await;
                    let runs = if language == "fa" { "rtl" } else { "ltr" };
                    assert_eq!(menu.css_value("direction").await.unwrap(), runs);
                    page.settled().await;
                    page.screenshot(&name("menu")).await;
                    page.press(Key::Escape).await;
                    page.gone("[role=menu]").await;
                    page.press(Key::Control + "l").await;
                    page.find(&id("relate-target")).await;
                    page.settled().await;
                    page.screenshot(&name("picker")).await;
                    page.press(Key::Enter).await;
                    page.find(&id("relate-save")).await;
                    page.settled().await;
                    page.screenshot(&name("choice")).await;
                    page.press(Key::Escape).await;
                    page.gone(&id("relate-dialog")).await;
                    page.press("m").await;
                    page.find("[data-testid=map][data-ready=true]").await;
                    page.settled().await;
                    page.screenshot(&name("map")).await;
                    page.press(Key::Escape).await;
                    page.gone(&id("map-dialog")).await;
                    page.press(Key::Escape).await;
                }
            }
        })
        .await;
}

/// Every tab of the panel lies within it.
async fn uncut(page: &Page) {
    let script =
        "const panel = document.querySelector('[data-testid=side-panel] header').getBoundingClientRect();
        const close = document.querySelector('[data-testid=panel-close]').getBoundingClientRect();
        return [...document.querySelectorAll('[role=tab]')].every((tab) => {
            const { left, right } = tab.getBoundingClientRect();
            return left >= panel.left && right <= panel.right && (right <= close.left || left >= close.right);
        })";
    assert_eq!(page.run(script, &[]).await, true, "a tab of the panel is cut");
}

/// Tab goes along the neighbours of the middle, each once, and then out of the map; Shift and Tab come back.
async fn walk_by_tab(page: &Page, middle: &str) {
    page.until("return document.activeElement.dataset.testid === 'map'").await;
    let mut stops = vec![at(page).await];
    loop {
        page.press(Key::Tab).await;
        if page.run("return document.activeElement.dataset.testid === 'map'", &[]).await == false {
            break;
        }
        stops.push(at(page).await);
    }
    assert_eq!(stops.first().map(String::as_str), Some(middle));
    stops.sort();
    stops.dedup();
    assert!(stops.len() >= 4, "the middle and its neighbours: {stops:?}");
    page.press(Key::Shift + Key::Tab).await;
    page.until("return document.activeElement.dataset.testid === 'map'").await;
}

async fn at(page: &Page) -> String {
    page.run("return document.querySelector('[data-testid=map]').dataset.at", &[])
        .await
        .as_str()
        .unwrap()
        .to_owned()
}
