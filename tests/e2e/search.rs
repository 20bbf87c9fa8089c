//! Searching in the window: typed into the box, by clicks, in every place that words may stand in.

use serde_json::{Value, json};
use thirtyfour::Key;

use crate::site::{Site, bulk};
use crate::support::{Bench, Page, id};

/// A bench with five reports, one of them archived, and an article in Persian.
fn shelf() -> (Bench, Site) {
    let (bench, site) = (Bench::new(), Site::start());
    let reports = (1..=5).map(|number| site.url(&bulk::path(number)));
    bench.save_each(reports.chain([site.page("persian-mixed")]));
    bench.lede(&["archive", "5"]);
    bench.lede(&["tag", "1", "2", "harbour/ferries"]);
    (bench, site)
}

/// A condition: so many rows are listed.
fn rows(count: usize) -> String {
    format!("return document.querySelectorAll('[data-testid=article-row]').length === {count}")
}

/// A condition: the box holds this text.
fn written(text: &str) -> String {
    format!("return document.querySelector('[data-testid=find-input]').value === {}", json!(text))
}

impl Page {
    /// Goes to the box and types, key by key.
    async fn search(&self, text: &str) {
        self.run("document.querySelector('[data-testid=article-list]')?.focus()", &[]).await;
        self.press("/").await;
        self.until("return document.activeElement?.dataset.testid === 'find-input'").await;
        self.type_keys(text).await;
        self.until(&written(text)).await;
    }

    /// Takes everything out of the box.
    async fn clear_search(&self) {
        self.click(&id("find-clear")).await;
        self.until(&written("")).await;
    }

    /// Clicks the facet with this filter, while a key is held or not.
    async fn facet(&self, filter: &str, held: Option<&str>) {
        let facet = format!("[data-testid='facet'][data-filter='{filter}']");
        self.find(&facet).await;
        let script = "document.querySelector(arguments[0]).dispatchEvent(
            new MouseEvent('click', { bubbles: true, cancelable: true, shiftKey: arguments[1] === 'shift' }))";
        self.run(script, &[json!(facet), json!(held)]).await;
    }

    /// What stands in the box as it is drawn: each stretch with what it is.
    async fn drawn(&self) -> Value {
        self.find(&id("find-drawn")).await;
        self.run(
            "return [...document.querySelectorAll('[data-testid=find-drawn] > span')]
                .map((span) => [span.textContent, span.classList[0], span.classList.contains('fault')])",
            &[],
        )
        .await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_key_is_answered_and_filters_are_drawn_completed_and_taken_away() {
    let (bench, _site) = shelf();
    bench
        .window(|page| async move {
            page.row(&bulk::title(1)).await;
            page.search("repo").await;
            page.until(&rows(4)).await;
            page.until("return document.querySelectorAll('[data-testid=article-row] mark').length >= 4")
                .await;
            page.type_keys("rt 3").await;
            page.until(&rows(1)).await;
            page.row(&bulk::title(3)).await;
            page.clear_search().await;
            page.until(&rows(5)).await;

            // Names and values are offered, and taken by keyboard.
            page.search("report is:unr").await;
            page.find_with(&id("completion"), "unread").await;
            page.screenshot("search-completion").await;
            page.type_keys(Key::Tab).await;
            page.until(&written("report is:unread ")).await;
            page.find_with(&id("filter-chip"), "Unread").await;
            assert_eq!(
                page.drawn().await,
                json!([
                    ["report ", "plain", false],
                    ["is:", "name", false],
                    ["unread", "value", false],
                    [" ", "plain", false]
                ])
            );
            // What is drawn stands where the field's own letters are.
            let same =
                "const field = document.querySelector('[data-testid=find-input]').getBoundingClientRect();
                const drawn = document.querySelector('[data-testid=find-drawn]').getBoundingClientRect();
                return field.left === drawn.left && field.width === drawn.width";
            page.until(same).await;

            page.type_keys("foo:bar ").await;
            page.find_with(&id("search-faults"), "foo:bar").await;
            page.screenshot("search-faults").await;
            page.click(&id("filter-cut")).await;
            page.until(&written("report foo:bar ")).await;
            // Escape leaves the box only when it is empty.
            page.find(&id("find-input")).await.click().await.unwrap();
            page.type_keys(Key::Escape).await;
            page.until(&written("")).await;
            page.until(&rows(5)).await;
        })
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_search_of_a_shelf_says_so_and_goes_on_in_everything() {
    let (bench, _site) = shelf();
    bench
        .window(|page| async move {
            page.row(&bulk::title(1)).await;
            page.search("\"report 5\"").await;
            page.find_with(&id("empty"), "Nothing found in Inbox").await;
            page.find_with(&id("empty"), "1 article outside Inbox").await;
            page.screenshot("search-elsewhere").await;
            page.click(&id("nothing-everywhere")).await;
            page.row(&bulk::title(5)).await;
            page.gone(&id("search-everywhere")).await;

            // From anywhere, by key.
            page.find(&id("shelf-unread")).await.click().await.unwrap();
            page.until(&written("")).await;
            page.search("report").await;
            page.find_with(&id("filter-chips"), "in Unread").await;
            page.strike(&[Key::Control, Key::Shift], 'f').await;
            page.gone(&id("search-everywhere")).await;
            page.until(&rows(5)).await;
            page.until(&written("report")).await;
        })
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_person_noted_and_tagged_is_found_and_told() {
    let (bench, _site) = shelf();
    bench.lede(&["note", "2", "Ask the coastguard about the zeppelin"]);
    bench
        .window(|page| async move {
            page.row(&bulk::title(1)).await;
            page.search("zeppelin").await;
            page.until(&rows(1)).await;
            page.find("[data-testid='passage'][data-place='note'] mark").await;
            page.find_with(&id("passage"), "In your note").await;
            page.screenshot("search-note").await;
            page.clear_search().await;
            page.search("ferries ").await;
            page.row(&bulk::title(2)).await;
            // Arrow and Enter lead to what was found, and open it with what was searched for.
            page.type_keys(Key::Down).await;
            page.until("return document.activeElement?.dataset.testid === 'article-list'").await;
            page.type_keys(Key::Enter).await;
            page.until_in_article("return article.querySelector('.body p') !== null").await;
        })
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_can_be_reached_by_clicks() {
    let (bench, _site) = shelf();
    bench
        .window(|page| async move {
            page.row(&bulk::title(1)).await;
            page.click(&id("filter-add")).await;
            page.screenshot("search-filters").await;
            page.click(&id("filter-tag")).await;
            page.find_with(&id("filter-value"), "ferries").await;
            page.screenshot("search-filter-tag").await;
            page.find_with(&id("filter-value"), "ferries").await.click().await.unwrap();
            page.until(&rows(2)).await;
            page.click(&id("filter-add")).await;
            page.click(&id("filter-published")).await;
            page.find(&id("filter-from")).await.send_keys("2026-02-03").await.unwrap();
            page.screenshot("search-filter-date").await;
            page.click(&id("filter-use")).await;
            page.until(&rows(1)).await;
            page.row(&bulk::title(2)).await;
            page.until("return document.querySelectorAll('[data-testid=filter-chip]').length === 2").await;
        })
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn facets_narrow_exclude_and_follow_the_list() {
    let (bench, _site) = shelf();
    bench
        .window(|page| async move {
            page.row(&bulk::title(1)).await;
            page.find(&id("facets-toggle")).await.click().await.unwrap();
            page.facet("lang:fa", None).await;
            page.until(&rows(1)).await;
            page.find_with(&id("filter-chip"), "Persian").await;
            page.until("return document.querySelector(\"[data-filter='lang:fa']\")?.ariaPressed === 'true'")
                .await;
            page.screenshot("search-facets").await;
            page.facet("lang:fa", None).await;
            page.until(&rows(5)).await;
            page.facet("lang:fa", Some("shift")).await;
            page.until(&rows(4)).await;
            page.until(&written("-lang:fa ")).await;
            // They are there again at the next start.
            page.prefer(json!({ "language": "en", "facets": "open" })).await;
            page.find(&id("facets")).await;
            page.find("[data-testid='facet'][data-filter='lang:fa']").await;
            // A small window draws them over the list.
            page.resize(900, 600).await;
            page.gone(&id("facets")).await;
            page.click(&id("facets-toggle")).await;
            page.find(&id("facet-sheet")).await;
            page.facet("lang:fa", None).await;
            page.screenshot("search-facets-900x600").await;
            page.type_keys(Key::Escape).await;
            page.gone(&id("facet-sheet")).await;
            page.until(&rows(1)).await;
        })
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_found_says_what_would_be() {
    let (bench, _site) = shelf();
    bench
        .window(|page| async move {
            page.row(&bulk::title(1)).await;
            page.search("timetabel ").await;
            page.find_with(&id("did-you-mean"), "timetable").await;
            page.screenshot("search-spelling").await;
            page.click(&id("did-you-mean")).await;
            page.row(&bulk::title(1)).await;
            page.clear_search().await;
            page.search("ferry lang:fa ").await;
            page.find_with(&id("nothing-drops"), "Persian").await;
            page.screenshot("search-nothing").await;
            page.find_with(&id("nothing-drop"), "Persian").await.click().await.unwrap();
            page.row(&bulk::title(1)).await;
        })
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_saved_search_finds_what_was_seen_sorted_as_it_was() {
    let (bench, _site) = shelf();
    bench
        .window(|page| async move {
            page.row(&bulk::title(1)).await;
            page.search("coastgu").await;
            page.until("return document.querySelectorAll('[data-testid=article-row] mark').length > 0").await;
            let found = page.rows().await.len();
            page.click(&id("sort")).await;
            page.find_with("[role='menuitemradio']", "Title").await.click().await.unwrap();
            page.find_with(&id("sort"), "Title").await;
            page.click(&id("save-search")).await;
            let name = page.find(&id("collection-name")).await;
            name.clear().await.unwrap();
            name.send_keys("Guards").await.unwrap();
            page.click(&id("collection-keep")).await;
            page.gone(&id("collection-name")).await;
            page.find(&id("shelf-inbox")).await.click().await.unwrap();
            page.until(&rows(5)).await;
            page.find_with("[data-testid='collection-tree'] [role='treeitem']", "Guards")
                .await
                .click()
                .await
                .unwrap();
            page.until(&written("coastgu*")).await;
            page.until(&rows(found)).await;
            page.find_with(&id("sort"), "Title").await;
        })
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_help_sheet_is_a_set_of_examples_to_try() {
    let (bench, _site) = shelf();
    bench
        .window(|page| async move {
            page.row(&bulk::title(1)).await;
            page.search("report").await;
            page.type_keys(Key::F1).await;
            page.find(&id("search-help-dialog")).await;
            page.screenshot("search-help").await;
            page.find_with(&id("help-example"), "lang:fa").await.click().await.unwrap();
            page.until(&written("lang:fa")).await;
            page.until(&rows(1)).await;
        })
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn each_look_of_a_search_has_a_picture() {
    let (bench, _site) = shelf();
    bench.lede(&["note", "1", "Who paid for the ferry timetable?"]);
    bench
        .window(|page| async move {
            for (language, words) in [("en", "report is:unread "), ("fa", "گسل is:unread ")] {
                for theme in ["light", "dark"] {
                    page.prefer(json!({ "language": language, "theme": theme, "facets": "open" })).await;
                    page.find(&id("article-row")).await;
                    page.search(words).await;
                    page.find(&format!("{} mark", id("article-row"))).await;
                    for (width, height) in [(1280, 800), (900, 600)] {
                        page.resize(width, height).await;
                        page.screenshot(&format!("search-{language}-{theme}-{width}x{height}")).await;
                    }
                    page.resize(1280, 800).await;
                    page.type_keys("is:").await;
                    page.find(&id("completion")).await;
                    page.screenshot(&format!("search-completion-{language}-{theme}")).await;
                }
            }
        })
        .await;
}
