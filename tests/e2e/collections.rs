//! Collections: made, filled and put into order by mouse and by keyboard, and taken back.

use serde_json::json;
use thirtyfour::Key;

use crate::site::{Site, bulk};
use crate::support::{Bench, Page, id};

const PICKED_TWO: &str = "return document.querySelectorAll('.row.picked').length === 2";
const LINE: &str = "[data-testid=collection-tree] [role=treeitem]";

#[tokio::test(flavor = "multi_thread")]
async fn a_collection_is_made_filled_put_into_order_and_brought_back() {
    let bench = Bench::new();
    let site = Site::start();
    bench.save_each((1..=4).map(|number| site.url(&bulk::path(number))));
    let keeper = bench.clone();
    bench
        .window(|page| async move {
            page.row(&bulk::title(1)).await;
            page.screenshot("collections-none").await;
            make(&page, "Harbour").await;
            page.find(&id("empty")).await;
            page.screenshot("collections-empty").await;

            // One article is dragged onto the collection, then two that are selected.
            page.find(&id("shelf-inbox")).await.click().await.unwrap();
            drag_in(&page, 1, "collections-drag-in").await;
            page.until(&count("Harbour", 1)).await;
            page.row(&bulk::title(2)).await.click().await.unwrap();
            page.press(Key::Shift + "k").await;
            page.until(PICKED_TWO).await;
            drag_in(&page, 2, "collections-drag-two").await;
            page.until(&count("Harbour", 3)).await;

            page.find_with(LINE, "Harbour").await.click().await.unwrap();
            page.until(&order(&[1, 3, 2])).await;
            page.screenshot("collections-list").await;
            // By mouse: the last before the first, with a line that shows where it goes.
            let (last, first) = (page.row(&bulk::title(2)).await, page.row(&bulk::title(1)).await);
            let looked = page.clone();
            page.drag_to(&last, &first, (0, -50), || async move {
                looked.find(&id("drop-line")).await;
                looked.screenshot("collections-reorder").await;
            })
            .await;
            page.until(&order(&[2, 1, 3])).await;
            // By keyboard: one, then two together.
            page.press(Key::Alt + Key::Down).await;
            page.until(&order(&[1, 2, 3])).await;
            page.press(Key::Shift + "j").await;
            page.until(PICKED_TWO).await;
            page.press(Key::Alt + Key::Up).await;
            page.until(&order(&[2, 3, 1])).await;
            page.press(Key::Control + "z").await;
            page.until(&order(&[1, 2, 3])).await;
            page.press(Key::Escape).await;

            page.run("window.stale = true; setTimeout(() => location.reload())", &[]).await;
            page.until("return window.stale === undefined").await;
            page.mounted().await;
            page.find_with(LINE, "Harbour").await.click().await.unwrap();
            page.until(&order(&[1, 2, 3])).await;
            assert_eq!(keeper.lede(&["list", "--collection", "harbour"]).as_array().unwrap().len(), 3);

            // Deleting leaves the articles; taking it back brings their order back.
            page.find_with(LINE, "Harbour").await.send_keys(Key::Delete).await.unwrap();
            page.gone(LINE).await;
            page.row(&bulk::title(4)).await;
            page.screenshot("collections-deleted").await;
            page.find(&id("toast-undo")).await.click().await.unwrap();
            page.find_with(LINE, "Harbour").await.click().await.unwrap();
            page.until(&order(&[1, 2, 3])).await;
        })
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_tree_is_arranged_by_mouse_and_by_keyboard() {
    let bench = Bench::new();
    let site = Site::start();
    bench.save_each([site.url(&bulk::path(1))]);
    for name in ["World", "Sport", "Fires"] {
        bench.lede(&["collection", "new", name]);
    }
    let keeper = bench.clone();
    bench
        .window(|page| async move {
            let (world, fires) = (page.find_with(LINE, "World").await, page.find_with(LINE, "Fires").await);
            let looked = page.clone();
            page.drag_to(&fires, &world, (0, 0), || async move {
                looked.screenshot("collections-tree-into").await
            })
            .await;
            page.until(&tree(&["1 World", "2 Fires", "1 Sport"])).await;
            // A collection cannot be dropped into what stands in it.
            let (world, fires) = (page.find_with(LINE, "World").await, page.find_with(LINE, "Fires").await);
            page.drag(&world, &fires).await;
            page.until(&tree(&["1 World", "2 Fires", "1 Sport"])).await;
            let (sport, world) = (page.find_with(LINE, "Sport").await, page.find_with(LINE, "World").await);
            let looked = page.clone();
            page.drag_to(&sport, &world, (0, -13), || async move {
                looked.find(&id("drop-line")).await;
                looked.screenshot("collections-tree-between").await;
            })
            .await;
            page.until(&tree(&["1 Sport", "1 World", "2 Fires"])).await;

            // The arrows go along the lines, fold and unfold; with Alt they move a line.
            page.find_with(LINE, "World").await.click().await.unwrap();
            page.press(Key::Left).await;
            page.until(&tree(&["1 Sport", "1 World"])).await;
            page.press(Key::Right).await;
            page.until(&tree(&["1 Sport", "1 World", "2 Fires"])).await;
            page.press(Key::Alt + Key::Up).await;
            page.until(&tree(&["1 World", "2 Fires", "1 Sport"])).await;
            page.press(Key::F2).await;
            // The old name is selected, to be typed over.
            page.until("return getSelection().toString() === 'World' && document.activeElement.dataset.testid === 'collection-name'").await;
            page.type_keys("The world").await;
            page.screenshot("collections-rename").await;
            page.type_keys(Key::Enter).await;
            page.until(&tree(&["1 The world", "2 Fires", "1 Sport"])).await;
            assert_eq!(keeper.lede(&["collection", "show", "fires"])["path"], json!("The world/Fires"));
        })
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_open_article_is_collected_by_key_and_a_search_is_saved() {
    let bench = Bench::new();
    let site = Site::start();
    bench.save_each((1..=2).map(|number| site.url(&bulk::path(number))));
    bench.lede(&["collection", "new", "World"]);
    let keeper = bench.clone();
    bench
        .window(|page| async move {
            page.row(&bulk::title(1)).await.click().await.unwrap();
            page.press("c").await;
            page.find(&id("collect-input")).await.send_keys("wor").await.unwrap();
            page.screenshot("collections-collect").await;
            page.press(Key::Enter).await;
            page.until(&count("World", 1)).await;
            page.press("c").await;
            page.find(&id("collect-input")).await.send_keys("Tides").await.unwrap();
            page.find(&id("collect-make")).await.click().await.unwrap();
            page.until(&count("Tides", 1)).await;

            page.find(&id("find-input")).await.send_keys(bulk::title(2)).await.unwrap();
            page.find(&id("save-search")).await.click().await.unwrap();
            let name = page.find(&id("collection-name")).await;
            name.clear().await.unwrap();
            name.send_keys("Second").await.unwrap();
            page.find(&id("collection-keep")).await.click().await.unwrap();
            page.find_with(LINE, "Second").await;
            page.until(&order(&[2])).await;
            page.screenshot("collections-search").await;
            page.find(&id("shelf-inbox")).await.click().await.unwrap();
            page.until(&order(&[2, 1])).await;
            page.find_with(LINE, "Second").await.click().await.unwrap();
            page.until(&order(&[2])).await;
            let found = keeper.lede(&["list", "--collection", "second"]);
            assert_eq!(found.as_array().unwrap().len(), 1);
        })
        .await;
}

/// Makes a collection with the button in the sidebar.
async fn make(page: &Page, name: &str) {
    page.find(&id("collection-new")).await.click().await.unwrap();
    page.find(&id("collection-name")).await.send_keys(name).await.unwrap();
    page.settled().await;
    page.screenshot("collections-new").await;
    page.find(&id("collection-keep")).await.click().await.unwrap();
    page.find_with(LINE, name).await;
    page.gone(&id("collection-dialog")).await;
}

/// Drags an article, and what is selected with it, onto the collection Harbour.
async fn drag_in(page: &Page, number: u64, picture: &'static str) {
    let (row, line) = (page.row(&bulk::title(number)).await, page.find_with(LINE, "Harbour").await);
    let looked = page.clone();
    page.drag_to(&row, &line, (0, 0), || async move {
        looked.find(".line.into").await;
        looked.screenshot(picture).await;
    })
    .await;
}

/// Whether the tree shows how many articles a collection holds.
fn count(name: &str, articles: u32) -> String {
    format!(
        "return [...document.querySelectorAll({})].some((line) => line.innerText.replace(/\\s+/g, ' ').trim() === {})",
        json!(LINE),
        json!(format!("{name} {articles}"))
    )
}

/// Whether the list shows exactly these articles, in this order.
fn order(numbers: &[u64]) -> String {
    let titles: Vec<String> = numbers.iter().map(|number| bulk::title(*number)).collect();
    format!(
        "const rows = [...document.querySelectorAll('[data-testid=article-row]')]
            .sort((a, b) => a.ariaRowIndex - b.ariaRowIndex).map((row) => row.querySelector('.title')?.innerText);
         return JSON.stringify(rows) === JSON.stringify({})",
        json!(titles)
    )
}

/// Whether the tree has exactly these lines, each with its level.
fn tree(lines: &[&str]) -> String {
    format!(
        "const lines = [...document.querySelectorAll({})].map((line) => `${{line.ariaLevel}} ${{line.querySelector('.name').innerText}}`);
         return JSON.stringify(lines) === JSON.stringify({})",
        json!(LINE),
        json!(lines)
    )
}
