//! A copy that is corrected by hand: blocks go and come back, the title changes, and all of it stays.

use serde_json::{Value, json};
use thirtyfour::prelude::Key;

use crate::site::Site;
use crate::support::{Bench, Page, id};

const TITLE: &str = "Harbour bridge reopens after eleven months of repairs";
const OPENING: &str = "carried its first bus in eleven months";

/// Runs a script that sees the document of the repair's frame as `blocks`, and its units by how they begin as `unit(text)`.
fn in_blocks(script: &str) -> String {
    format!(
        "const frame = document.querySelector('[data-testid=repair-frame]'); const blocks = frame && frame.contentDocument;
         if (!blocks || !blocks.querySelector('.unit[data-state]')) return null;
         const unit = (text) => [...blocks.querySelectorAll('.unit')].find((one) => one.textContent.includes(text)); {script}"
    )
}

fn state_of(text: &str, state: &str) -> String {
    in_blocks(&format!("return unit({})?.dataset.state === {}", json!(text), json!(state)))
}

async fn open(page: &Page) {
    page.find(&id("repair-open")).await.click().await.unwrap();
    page.until(&in_blocks("return true")).await;
}

/// Clicks a block as a mouse does.
async fn click(page: &Page, text: &str) {
    let script = in_blocks(&format!(
        "const one = unit({}); one.closest('.run')?.classList.contains('unfolded') === false && one.closest('.run').querySelector('.fold').click();
         one.querySelector('.content').firstElementChild.click(); return true",
        json!(text)
    ));
    page.run(&script, &[]).await;
}

fn text(bench: &Bench) -> String {
    bench.lede(&["show", "1"])["text"].as_str().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_is_corrected_undone_done_again_and_stays_so() {
    let bench = Bench::new();
    let site = Site::start();
    bench.lede(&["save", &site.page("plain")]);
    let before = text(&bench);
    let dropped = dropped_text(&bench);
    assert!(before.contains(OPENING) && !before.contains(&dropped));
    let wanted = dropped.clone();
    bench
        .window(|page| async move {
            page.row(TITLE).await.click().await.unwrap();
            page.until_in_article(&format!("return article.body.innerText.includes({})", json!(OPENING)))
                .await;
            open(&page).await;
            page.screenshot("repair-opened").await;
            click(&page, OPENING).await;
            page.until(&state_of(OPENING, "removed")).await;
            click(&page, &wanted).await;
            page.until(&state_of(&wanted, "restored")).await;
            page.find(&id("repair-title")).await.send_keys("The bridge is open").await.unwrap();
            page.screenshot("repair-changed").await;
            page.find(&format!("{}:not([disabled])", id("repair-preview"))).await.click().await.unwrap();
            page.until(
                "const shown = document.querySelector('[data-testid=repair-preview-frame]')?.contentDocument;
                 return shown?.querySelector('h1')?.textContent === 'The bridge is open'",
            )
            .await;
            page.screenshot("repair-preview").await;
            page.find(&format!("{}:not([disabled])", id("repair-save"))).await.click().await.unwrap();
            page.gone(&id("repair-dialog")).await;
            let corrected = format!(
                "return article.querySelector('h1').textContent === 'The bridge is open'
                     && !article.body.innerText.includes({}) && article.body.innerText.includes({})",
                json!(OPENING),
                json!(wanted)
            );
            page.until_in_article(&corrected).await;
            page.row("The bridge is open").await;
            page.find(&id("toast-undo")).await.click().await.unwrap();
            page.until_in_article(&format!("return article.body.innerText.includes({})", json!(OPENING)))
                .await;
            page.row(TITLE).await;
            page.find(&id("toast-redo")).await.click().await.unwrap();
            page.until_in_article(&corrected).await;
        })
        .await;
    for again in [&["reextract", "1"][..], &["refetch", "1"]] {
        bench.lede(again);
        let text = text(&bench);
        assert!(!text.contains(OPENING) && text.contains(&dropped), "{again:?}: {text}");
        assert_eq!(bench.lede(&["show", "1"])["title"], "The bridge is open", "{again:?}");
    }
}

/// How a paragraph of the page begins that is not in the copy.
fn dropped_text(bench: &Bench) -> String {
    let listed = bench.lede(&["repair", "1", "--blocks"]);
    let blocks = listed[0]["blocks"].as_array().unwrap();
    let left_out = blocks.iter().filter(|block| block["shown"] == false && block["within"].is_null());
    let texts = left_out.filter(|block| block["tag"] == "p").filter_map(|block| block["text"].as_str());
    texts.max_by_key(|text| text.len()).unwrap().chars().take(30).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_keyboard_alone_corrects_a_copy_and_asks_before_changes_go() {
    let bench = Bench::new();
    let site = Site::start();
    bench.lede(&["save", &site.page("plain")]);
    bench
        .window(|page| async move {
            page.row(TITLE).await.click().await.unwrap();
            page.until_in_article(&format!("return article.body.innerText.includes({})", json!(OPENING)))
                .await;
            page.press(Key::Shift + "r").await;
            page.until(&in_blocks("return blocks.querySelector('.cursor') !== null")).await;
            // Down to the opening paragraph, from there two more with Shift, and out with them.
            let opening =
                in_blocks(&format!("return unit({})?.classList.contains('cursor')", json!(OPENING)));
            while page.run(&opening, &[]).await != Value::Bool(true) {
                page.strike(&[], Key::Down).await;
            }
            page.strike(&[Key::Shift], Key::Down).await;
            page.until(&in_blocks("return blocks.querySelectorAll('.picked').length === 2")).await;
            page.strike(&[], Key::Delete).await;
            page.until(&in_blocks("return blocks.querySelectorAll('[data-state=removed]').length >= 2"))
                .await;
            page.strike(&[], Key::Escape).await;
            page.find(&id("repair-discard")).await;
            page.screenshot("repair-leave").await;
            page.find(&id("repair-stay")).await.click().await.unwrap();
            page.strike(&[Key::Control], 's').await;
            page.gone(&id("repair-dialog")).await;
            let gone = format!("return !article.body.innerText.includes({})", json!(OPENING));
            page.until_in_article(&gone).await;
        })
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_block_goes_from_the_reader_by_its_menu() {
    let bench = Bench::new();
    let site = Site::start();
    bench.lede(&["save", &site.page("plain")]);
    bench
        .window(|page| async move {
            page.row(TITLE).await.click().await.unwrap();
            page.until_in_article(&format!("return article.body.innerText.includes({})", json!(OPENING))).await;
            let place = format!(
                "const block = [...article.querySelectorAll('.body > *')].find((one) => one.textContent.includes({}));
                 block.scrollIntoView({{ block: 'center' }});
                 const {{ x, y }} = block.getBoundingClientRect(); const outer = frame.getBoundingClientRect();
                 return [Math.round(outer.x + x + 40), Math.round(outer.y + y + 10)]",
                json!(OPENING)
            );
            let place = page.in_article(&place).await;
            page.click_for_menu(place[0].as_i64().unwrap(), place[1].as_i64().unwrap()).await;
            page.find(&id("block-menu")).await;
            page.screenshot("repair-menu").await;
            page.find(&id("block-remove")).await.click().await.unwrap();
            page.until_in_article(&format!("return !article.body.innerText.includes({})", json!(OPENING))).await;
            page.find(&id("toast-undo")).await.click().await.unwrap();
            page.until_in_article(&format!("return article.body.innerText.includes({})", json!(OPENING))).await;
        })
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_can_be_corrected_in_every_look_and_its_page_runs_nothing() {
    let bench = Bench::new();
    let site = Site::start();
    bench.save_each(["plain", "persian-mixed", "hostile", "section-front"].map(|name| site.page(name)));
    let asked = site.record().requests();
    bench
        .window(|page| async move {
            let rows = page.invoke("articles", json!({ "query": { "shelf": "all", "limit": 9 } })).await;
            let titles: Vec<String> = rows["ok"]["rows"]
                .as_array()
                .unwrap()
                .iter()
                .rev()
                .map(|row| row["title"].as_str().unwrap().to_owned())
                .collect();
            for (at, (name, look, size)) in [
                ("repair-light", json!({ "theme": "light" }), (1280, 800)),
                ("repair-fa-dark", json!({ "language": "fa", "theme": "dark" }), (1280, 800)),
                ("repair-hostile", json!({ "theme": "dark" }), (900, 600)),
                ("repair-fa-narrow", json!({ "language": "fa", "theme": "light" }), (900, 600)),
            ]
            .into_iter()
            .enumerate()
            {
                page.prefer(look).await;
                page.resize(size.0, size.1).await;
                page.row(&titles[at]).await.click().await.unwrap();
                page.until_in_article("return article.body.innerText.length > 0").await;
                open(&page).await;
                page.settled().await;
                page.screenshot(name).await;
                let wide = "const dialog = document.querySelector('[data-testid=repair-dialog]');
                    return dialog.scrollWidth <= dialog.clientWidth";
                assert_eq!(page.run(wide, &[]).await, Value::Bool(true), "{name} is wider than its dialog");
                let harmless = in_blocks(
                    "return blocks.querySelectorAll('script, iframe, object, embed, form, link, style ~ style').length === 0
                         && window.hacked === undefined && frame.contentWindow.hacked === undefined",
                );
                assert_eq!(page.run(&harmless, &[]).await, Value::Bool(true), "{name}");
            }
        })
        .await;
    assert_eq!(site.record().requests(), asked, "a page that is corrected asks for nothing");
}
