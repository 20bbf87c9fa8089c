//! Tags in the window: by `#`, by dragging, in the tree, and the lists they make.

use serde_json::json;
use thirtyfour::{Key, WebElement};

use crate::site::{Site, bulk};
use crate::support::{Bench, Page, id};

/// A bench with three saved articles.
fn three() -> (Bench, Site) {
    let (bench, site) = (Bench::new(), Site::start());
    bench.save_each((1..=3).map(|number| site.url(&bulk::path(number))));
    (bench, site)
}

impl Page {
    /// The line of the tag tree that shows `name`.
    async fn tag(&self, name: &str) -> WebElement {
        self.find_with("[data-testid='tag-tree'] [role='treeitem']", name).await
    }

    /// Waits until an article has these tags.
    async fn until_tagged(&self, article: u32, tags: &[&str]) {
        self.until(&format!(
            "return window.__TAURI_INTERNALS__.invoke('article', {{ id: {article} }})
                .then((article) => JSON.stringify(article.tags) === JSON.stringify({}))",
            json!(tags)
        ))
        .await;
    }

    /// Chooses from the menu of a tag.
    async fn choose(&self, tag: &str, item: &str) {
        self.settled().await;
        self.tag(tag).await;
        let script = "const line = [...document.querySelectorAll('[data-testid=tag-tree] [role=treeitem]')]
                .find((line) => line.innerText.includes(arguments[0]));
            const { x, y, width, height } = line.getBoundingClientRect();
            line.dispatchEvent(new MouseEvent('contextmenu',
                { bubbles: true, cancelable: true, clientX: x + width / 2, clientY: y + height / 2, button: 2 }))";
        self.run(script, &[json!(tag)]).await;
        self.click(&id(item)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_article_is_tagged_by_key_listed_by_its_tag_and_the_tag_taken_back() {
    let (bench, _site) = three();
    bench
        .window(|page| async move {
            page.row(&bulk::title(2)).await.click().await.unwrap();
            page.press("#").await;
            let field = page.find(&id("tag-input")).await;
            field.send_keys("World / Iran").await.unwrap();
            page.find(&id("tag-make")).await;
            page.press(Key::Enter).await;
            page.find(&id("tag-made")).await;
            page.screenshot("tag-dialog").await;
            // On an empty line Enter ends.
            page.press(Key::Enter).await;
            page.gone(&id("tag-dialog")).await;
            page.until_tagged(2, &["World/Iran"]).await;
            page.settled().await;
            page.tag("World").await.click().await.unwrap();
            page.until("return document.querySelectorAll('[data-testid=article-row]').length === 1").await;
            page.row(&bulk::title(2)).await;
            page.find_with(&id("row-tag"), "Iran").await;
            page.screenshot("tag-list").await;
            page.press(Key::Control + "z").await;
            page.until_tagged(2, &[]).await;
            page.gone(&id("tag-tree")).await;
        })
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn articles_are_dragged_onto_tags_and_tags_onto_articles() {
    let (bench, _site) = three();
    bench.lede(&["tag", "1", "science"]);
    bench
        .window(|page| async move {
            page.row(&bulk::title(3)).await;
            page.settled().await;
            let (row, tag) = (page.row(&bulk::title(3)).await, page.tag("science").await);
            page.drag(&row, &tag).await;
            page.until_tagged(3, &["science"]).await;
            page.settled().await;
            let (tag, row) = (page.tag("science").await, page.row(&bulk::title(2)).await);
            page.drag(&tag, &row).await;
            page.until_tagged(2, &["science"]).await;
        })
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tag_is_renamed_coloured_and_deleted_and_comes_back() {
    let (bench, _site) = three();
    bench.lede(&["tag", "1", "2", "world/iran"]);
    bench.lede(&["tag", "3", "economy"]);
    bench
        .window(|page| async move {
            page.choose("world", "tag-color-teal").await;
            page.choose("world", "tag-rename").await;
            page.until("return document.activeElement?.dataset.testid === 'tag-name'").await;
            page.type_keys("Asia").await;
            page.type_keys(Key::Enter).await;
            page.until_tagged(1, &["Asia/iran"]).await;
            page.gone(&id("tag-name")).await;
            page.choose("economy", "tag-merge").await;
            page.find(&id("tag-place-input")).await.send_keys("iran").await.unwrap();
            page.find_with(&id("tag-place"), "iran").await;
            page.press(Key::Enter).await;
            page.until_tagged(3, &["Asia/iran"]).await;
            page.choose("Asia", "tag-delete").await;
            page.until_tagged(1, &[]).await;
            // Several changes are told by now: the last one is below the others.
            page.run("[...document.querySelectorAll('[data-testid=toast-undo]')].at(-1).click()", &[]).await;
            page.until_tagged(1, &["Asia/iran"]).await;
            page.tag("Asia").await;
        })
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_whole_filter_is_marked_and_tagged_and_both_are_taken_back() {
    let (bench, _site) = three();
    bench.lede(&["tag", "1", "2", "later"]);
    bench
        .window(|page| async move {
            page.tag("later").await.click().await.unwrap();
            page.until("return document.querySelectorAll('[data-testid=article-row]').length === 2").await;
            page.run("document.querySelector('[data-testid=article-list]').focus()", &[]).await;
            page.press(Key::Control + "a").await;
            page.find(&id("bulk-bar")).await;
            page.press("u").await;
            page.until(&counts("read", 2)).await;
            page.press(Key::Control + "z").await;
            page.until(&counts("unread", 3)).await;
            page.press(Key::Control + "a").await;
            page.settled().await;
            page.find(&id("tag-selection")).await.click().await.unwrap();
            page.find(&id("tag-input")).await.send_keys("soon").await.unwrap();
            page.find(&id("tag-make")).await;
            page.press(Key::Enter).await;
            page.press(Key::Enter).await;
            page.until_tagged(1, &["later", "soon"]).await;
            page.until_tagged(2, &["later", "soon"]).await;
            page.press(Key::Control + "z").await;
            page.until_tagged(2, &["later"]).await;
        })
        .await;
}

fn counts(shelf: &str, number: u32) -> String {
    format!(
        "return window.__TAURI_INTERNALS__.invoke('shelf_counts').then((counts) => counts.{shelf} === {number})"
    )
}

/// What a person sees, for looking at: light and dark, English and Persian, wide and narrow.
#[tokio::test(flavor = "multi_thread")]
async fn tags_in_both_languages_and_themes() {
    let (bench, _site) = three();
    bench.lede(&["tag", "1", "2", "3", "جهان/ایران/اعتراض‌ها", "World/Middle East", "later"]);
    bench.lede(&["tag", "2", "science/physics", "science/climate", "اقتصاد/نفت"]);
    bench.lede(&["tags", "color", "teal", "World"]);
    bench.lede(&["tags", "color", "red", "جهان"]);
    bench.lede(&["tags", "color", "purple", "science"]);
    bench
        .window(|page| async move {
            for (language, theme) in [("en", "light"), ("fa", "dark")] {
                page.resize(1280, 800).await;
                page.prefer(json!({ "language": language, "theme": theme })).await;
                page.row(&bulk::title(2)).await.click().await.unwrap();
                page.tag("World").await;
                page.run("document.querySelectorAll('[data-testid=tag-tree] .fold').forEach((fold) => fold.click())", &[])
                    .await;
                page.settled().await;
                page.screenshot(&format!("tags-{language}-{theme}")).await;
                page.press("#").await;
                page.find(&id("tag-choice")).await;
                page.settled().await;
                page.screenshot(&format!("tags-dialog-{language}-{theme}")).await;
                page.press(Key::Escape).await;
                page.gone(&id("tag-dialog")).await;
                page.resize(900, 600).await;
                page.find(&id("shelf-menu")).await.click().await.unwrap();
                page.tag("science").await;
                page.settled().await;
                page.screenshot(&format!("tags-narrow-{language}-{theme}")).await;
                page.press(Key::Escape).await;
                page.gone(&id("drawer")).await;
            }
        })
        .await;
}
