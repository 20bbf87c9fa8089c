//! Highlights: made with the mouse and by keys, found again when the page has changed, out of the article's reach.

#![allow(clippy::disallowed_methods, reason = "the archive is spoilt behind the program's back on purpose")]

use rusqlite::Connection;
use serde_json::{Value, json};
use thirtyfour::Key;

use crate::site::{Site, edited};
use crate::support::{Bench, Page, id};

const TITLE: &str = "Harbour bridge";
/// From the middle of one paragraph over its end into a link of the next.
const FIRST: &str = "Her department has";
const LAST: &str = "winter storms";
const MARKED: &str = "Her department has since drawn up a list of thirty-one other bridges whose foundations have not been seen for more \
     than twenty years. It will be published in May.The repairs cost 6.4 million, a third more than the county had set aside. Most of \
     the difference went into the western footing, where the winter storms";

#[tokio::test(flavor = "multi_thread")]
async fn a_highlight_is_found_again_after_the_page_changed() {
    let bench = Bench::new();
    let site = Site::start();
    let address = site.url(&edited::path("plain"));
    bench.lede(&["save", &address]);
    let terminal = bench.clone();
    bench
        .window(|page| async move {
            open(&page, TITLE).await;
            page.select(FIRST, LAST).await;
            page.find(&id("selection-menu")).await;
            page.screenshot("highlight-menu").await;
            page.find(&id("highlight-green")).await.click().await.unwrap();
            painted(&page, "green", MARKED).await;
            page.gone(&id("selection-menu")).await;

            page.select("I counted the detours", "roundabout").await;
            page.find(&id("selection-menu")).await;
            page.type_keys("n").await;
            page.until(&format!(
                "return document.activeElement === document.querySelector(\"{}\")",
                id("highlight-note-text")
            ))
            .await;
            page.type_keys("Ask her again").await;
            page.until(&kept("list.some(({ note }) => note === 'Ask her again')")).await;
            page.screenshot("highlight-card").await;

            // The second one was made in the colour of the first.
            let both = ranges(
                "article.defaultView.CSS.highlights.get('lede-green')",
                &format!("text.startsWith('I counted the detours') && text.endsWith({})", json!(MARKED)),
            );
            // The page starts afresh, as after a restart: what is shown comes from the archive.
            page.prefer(json!({ "language": "en" })).await;
            open(&page, TITLE).await;
            page.until(&both).await;

            site.edit(
                "plain",
                "to the applause of some",
                "under grey skies and to the loud applause of some",
            );
            site.edit(
                "plain",
                "I counted the detours,” said Ms Holm. “Four thousand, one hundred and twelve. I do not want to see that \
                 roundabout again as long as I live.",
                "It was a long winter on the quay.",
            );
            let refetched = address.clone();
            tokio::task::spawn_blocking(move || terminal.lede(&["refetch", &refetched])).await.unwrap();
            page.until_in_article("return article.body.innerText.includes('under grey skies')").await;
            painted(&page, "green", MARKED).await;

            page.strike(&[Key::Shift], 'h').await;
            page.find_with(&id("lost-highlights"), "I counted the detours").await;
            page.find_with(&id("lost-highlights"), "Ask her again").await;
            page.screenshot("highlight-lost").await;
            page.find(&format!("{} .open", id("lost-highlights"))).await.click().await.unwrap();
            page.until_in_article("return article.body.innerText.includes('I counted the detours')").await;
            page.until(&ranges(
                "article.defaultView.CSS.highlights.get('lede-pointed')",
                "text.includes('I counted')",
            ))
            .await;
            page.screenshot("highlight-own-version").await;
        })
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn highlights_overlap_and_stay_on_their_words_at_another_size() {
    let bench = Bench::new();
    let site = Site::start();
    bench.lede(&["save", &site.page("plain")]);
    bench
        .window(|page| async move {
            open(&page, TITLE).await;
            for (first, last, color) in [("The number 4", "valley had", "1"), ("driven by", "Castle Street", "3")] {
                page.select(first, last).await;
                page.find(&id("selection-menu")).await;
                page.type_keys(color).await;
                page.gone(&id("selection-menu")).await;
            }
            painted(&page, "blue", "driven by Agnes Holm, who was also at the wheel of the last bus before the closure, crossed from the fish quay to Castle Street").await;
            page.until(&ranges("article.defaultView.CSS.highlights.get('lede-overlap')", "text.startsWith('driven by')")).await;
            // A click where both lie means the shorter.
            page.click_words("Agnes Holm").await;
            page.find(&id("highlight-card")).await;
            page.until(&format!("return document.querySelector(\"{}\")?.ariaChecked === 'true'", id("color-blue"))).await;
            page.screenshot("highlight-overlap").await;
            page.type_keys(Key::Escape).await;
            page.gone(&id("highlight-card")).await;

            let beside = "(() => {
                const [range] = article.defaultView.CSS.highlights.get('lede-blue');
                const line = range.getClientRects()[0], sign = article.querySelectorAll('.sign')[1].getBoundingClientRect();
                return Math.abs((line.top + line.bottom) / 2 - (sign.top + sign.bottom) / 2) < 4;
            })()";
            page.until_in_article(&format!("return {beside}")).await;
            page.prefer(json!({ "language": "en", "size": 26, "width": 50, "theme": "dark" })).await;
            open(&page, TITLE).await;
            painted(&page, "yellow", "The number 4, driven by Agnes Holm, who was also at the wheel of the last bus before the closure, crossed from the fish quay to Castle Street in just under a minute. By car the way round through the valley had").await;
            page.until_in_article(&format!("return {beside}")).await;

            page.click_words("Agnes Holm").await;
            page.find(&id("delete-highlight")).await.click().await.unwrap();
            page.until_in_article("return article.defaultView.CSS.highlights.get('lede-blue').size === 0").await;
            page.find(&id("toast-undo")).await.click().await.unwrap();
            page.until_in_article("return article.defaultView.CSS.highlights.get('lede-blue').size > 0").await;
        })
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_highlight_is_made_and_opened_by_keys_alone() {
    let bench = Bench::new();
    let site = Site::start();
    bench.lede(&["save", &site.page("plain")]);
    bench
        .window(|page| async move {
            page.row(TITLE).await;
            page.type_keys("jo").await;
            page.until(READY).await;
            page.type_keys(Key::F7).await;
            page.find(&id("caret-bar")).await;
            said(&page, "Caret on").await;
            // Over the caption, to the first paragraph, and over its first words.
            page.type_keys("}").await;
            page.type_keys("vwww").await;
            said(&page, "Selected: The iron bridge").await;
            page.find(&id("selection-menu")).await;
            page.screenshot("highlight-caret").await;
            page.type_keys(Key::Enter).await;
            page.until("return document.activeElement?.closest('[role=toolbar]') !== null").await;
            page.type_keys(Key::Right + "").await;
            page.type_keys(Key::Enter).await;
            painted(&page, "green", "The iron bridge").await;
            page.type_keys(Key::Escape).await;
            page.gone(&id("caret-bar")).await;

            page.type_keys("]").await;
            page.until(&ranges(
                "article.defaultView.CSS.highlights.get('lede-pointed')",
                "text === 'The iron bridge'",
            ))
            .await;
            page.in_article("article.querySelector('.sign').focus(); return null").await;
            page.type_keys(Key::Enter).await;
            page.until("return document.activeElement?.closest('[data-testid=highlight-card]') !== null")
                .await;
            page.type_keys("4").await;
            painted(&page, "pink", "The iron bridge").await;
            page.type_keys(Key::Escape).await;
            page.until_in_article("return article.activeElement?.classList.contains('sign')").await;
            page.type_keys(Key::Delete).await;
            page.until_in_article("return article.querySelector('.sign') === null").await;
        })
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn persian_words_are_selected_and_painted() {
    let bench = Bench::new();
    let site = Site::start();
    bench.lede(&["save", &site.page("persian-mixed")]);
    bench
        .window(|page| async move {
            page.prefer(json!({ "language": "fa" })).await;
            open(&page, "گسل‌های البرز").await;
            let words = page.in_article("return [...article.querySelectorAll('.body p')].find((p) => p.textContent.length > 80).textContent.trim()").await;
            let words: Vec<&str> = words.as_str().unwrap().split(' ').take(6).collect();
            page.select(&words[..3].join(" "), &words[3..].join(" ")).await;
            page.find(&id("selection-menu")).await;
            let inside = format!("const box = document.querySelector(\"{}\").getBoundingClientRect(); return box.left >= 0 && box.right <= innerWidth && box.bottom <= innerHeight", id("selection-menu"));
            page.until(&inside).await;
            page.screenshot("highlight-persian").await;
            page.type_keys("4").await;
            painted(&page, "pink", &words.join(" ")).await;
        })
        .await;
}

/// The menu stands outside of the frame, and what the article claims to be of the reader's own is not.
#[tokio::test(flavor = "multi_thread")]
async fn an_article_can_neither_see_the_menu_nor_pose_as_a_highlight() {
    let bench = Bench::new();
    let site = Site::start();
    bench.lede(&["save", &site.page("plain")]);
    let archive = Connection::open(bench.archive()).unwrap();
    archive.execute("UPDATE version SET html = ?1", [ATTACK]).unwrap();
    drop(archive);
    bench
        .window(|page| async move {
            open(&page, TITLE).await;
            let posing = page.in_article("return article.querySelectorAll('[data-mark], [data-lede-ui]:not(.missing), [name], .body script').length").await;
            assert_eq!(posing, json!(0));
            page.select("There is nothing", "like an article").await;
            page.find(&id("selection-menu")).await;
            let seen = page.in_article("return article.querySelector('[role=toolbar], [data-testid^=highlight]') === null").await;
            assert_eq!(seen, Value::Bool(true));
            page.type_keys("2").await;
            painted(&page, "green", "There is nothing to see here, and it is said at some length so that it looks like an article").await;
            page.click_words("press me").await;
            page.until(&kept("list.length === 1")).await;
            let untouched = "return [window.hurt, window.frames[0]?.hurt].every((mark) => mark === undefined)";
            assert_eq!(page.run(untouched, &[]).await, Value::Bool(true));
        })
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn all_highlights_are_gathered_on_their_screen() {
    let bench = Bench::new();
    let site = Site::start();
    bench.save_each(["persian-mixed", "plain"].map(|name| site.page(name)));
    bench
        .window(|page| async move {
            page.find(&id("screen-highlights")).await.click().await.unwrap();
            page.find(&id("no-highlights")).await;
            page.screenshot("highlights-none").await;
            page.find(&id("shelf-inbox")).await.click().await.unwrap();
            open(&page, TITLE).await;
            for (first, last, color) in
                [("We had been painting", "falling in", "1"), ("Every tin", "way of the valley", "4")]
            {
                page.select(first, last).await;
                page.find(&id("selection-menu")).await;
                page.type_keys(color).await;
                page.gone(&id("selection-menu")).await;
            }
            page.type_keys("gh").await;
            page.until("return document.querySelectorAll('[data-testid=quote-row]').length === 2").await;
            page.find(&id("filter-pink")).await.click().await.unwrap();
            page.until("return document.querySelectorAll('[data-testid=quote-row]').length === 1").await;
            page.find_with(&format!("{} .open", id("quote-row")), "Every tin").await.click().await.unwrap();
            page.until(&ranges(
                "article.defaultView.CSS.highlights.get('lede-pointed')",
                "text.startsWith('Every tin')",
            ))
            .await;
            page.find(&id("clear-filters")).await.click().await.unwrap();
            for (language, theme) in [("en", "light"), ("en", "dark"), ("fa", "sepia"), ("fa", "dark")] {
                page.prefer(json!({ "language": language, "theme": theme })).await;
                open(&page, TITLE).await;
                page.type_keys("gh").await;
                page.find(&id("quote-row")).await;
                page.strike(&[Key::Shift], 'h').await;
                page.find(&id("highlight-panel")).await;
                for (width, height) in [(1280, 800), (900, 600)] {
                    page.resize(width, height).await;
                    page.screenshot(&format!("highlights-{language}-{theme}-{width}x{height}")).await;
                }
                page.resize(1280, 800).await;
            }
        })
        .await;
}

const ATTACK: &str = "<img name=getSelection><img name=body><form name=createTreeWalker></form>
    <button class=sign data-mark=1 data-lede-ui onclick='parent.hurt=1'>press me</button>
    <p>There is nothing to see here, and it is said at some length so that it looks like an article. It is long enough
    to be read, and short enough to be forgotten, which is what it was written for on a long afternoon.</p>
    <script>top.hurt=1;document.addEventListener('selectionchange',()=>parent.hurt=1)</script>
    <p data-testid=selection-menu onmouseup='parent.hurt=1'>Another paragraph that says no more than the one before it.</p>";

const READY: &str = "return document.querySelector('[data-testid=reader-frame].ready') !== null";

async fn open(page: &Page, title: &str) {
    page.row(title).await.click().await.unwrap();
    page.until(READY).await;
    page.until_in_article(&format!(
        "return article.querySelector('h1')?.textContent.includes({})",
        json!(title)
    ))
    .await;
    page.until_in_article("return [...article.images].every((image) => image.complete)").await;
}

/// Waits until exactly these words are painted in a colour; a break between blocks is not painted.
async fn painted(page: &Page, color: &str, words: &str) {
    let highlight = format!("article.defaultView.CSS.highlights.get('lede-{color}')");
    page.until(&ranges(&highlight, &format!("text === {}", json!(words)))).await;
}

/// A script that is true when the text of a highlight's ranges, as `text`, meets a condition.
fn ranges(highlight: &str, condition: &str) -> String {
    format!(
        "const article = document.querySelector('[data-testid=reader-frame]')?.contentDocument;
         const ranges = article?.body && {highlight};
         if (!ranges) return false;
         const text = [...ranges].map(String).join('').replace(/\\s+/g, ' ');
         return {condition}"
    )
}

/// A script that is true when the archive's highlights of the open article, as `list`, meet a condition.
fn kept(condition: &str) -> String {
    format!(
        "const article = Number(document.querySelector('[data-testid=reader]').dataset.article);
         return window.__TAURI_INTERNALS__.invoke('highlights', {{ article, version: null }}).then((list) => {condition})"
    )
}

async fn said(page: &Page, words: &str) {
    page.until(&format!(
        "return document.querySelector(\"{}\")?.textContent.includes({})",
        id("said"),
        json!(words)
    ))
    .await;
}
