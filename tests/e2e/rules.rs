//! Site rules, from an article that comes out wrong to one that comes out right.

use serde_json::{Value, json};
use thirtyfour::prelude::Key;

use crate::site::Site;
use crate::support::{Bench, Page, id};

const TITLE: &str = "Harbour bridge reopens after eleven months of repairs";
const OPENING: &str = "carried its first bus in eleven months on Saturday morning";

/// Takes out the first paragraph that the article has.
const RULE: &str = "host = \"127.0.0.1\"\nremove = [\n  \"p:contains('carried its first bus')\",\n  \".missing\",\n]\ntitle = \".missing\"\n";

/// Writes a rule as a paste does: the driver cannot type a line break into a text area.
async fn write(page: &Page, text: &str) {
    page.find(&id("rule-text")).await;
    let script = "const editor = document.querySelector('[data-testid=rule-text]');
        editor.value = arguments[0];
        editor.dispatchEvent(new InputEvent('input', { bubbles: true }))";
    page.run(script, &[json!(text)]).await;
}

async fn open_rules(page: &Page) {
    page.press(Key::Control + ",").await;
    page.find(&id("open-rules")).await.click().await.unwrap();
    page.until("return document.querySelector('[data-testid=rule-text]')?.value.includes('127.0.0.1')").await;
}

fn has_opening() -> String {
    format!("return article.body.innerText.includes({})", json!(OPENING))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rule_is_written_tried_stored_and_followed() {
    let bench = Bench::new();
    let site = Site::start();
    bench.lede(&["save", &site.page("plain")]);
    bench
        .window(|page| async move {
            page.row(TITLE).await.click().await.unwrap();
            page.until_in_article(&has_opening()).await;
            open_rules(&page).await;
            write(&page, "host = \"127.0.0.1\"\nbody = \"p[\"\n").await;
            page.find(&id("rule-store")).await.click().await.unwrap();
            page.find_with("[role=alert]", "line 2").await;
            page.screenshot("rule-fault").await;
            write(&page, RULE).await;
            page.find(&id("rule-try")).await.click().await.unwrap();
            page.find_with(&id("rule-trial"), OPENING).await;
            page.screenshot("rule-trial").await;
            page.find(&id("rule-store")).await.click().await.unwrap();
            page.find(&id("rule-next")).await.click().await.unwrap();
            page.click(&id("clean-accept")).await;
            page.until_in_article(&has_opening().replace("return ", "return !")).await;
        })
        .await;
    let stored = bench.lede(&["rules"]);
    assert_eq!(stored[0]["host"], Value::from("127.0.0.1"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_rules_can_be_read_in_every_look() {
    let bench = Bench::new();
    let site = Site::start();
    bench.lede(&["save", &site.page("plain")]);
    bench
        .window(|page| async move {
            for (name, look, size) in [
                ("rules-dark", json!({ "theme": "dark" }), (1280, 800)),
                ("rules-fa", json!({ "language": "fa" }), (900, 600)),
            ] {
                page.prefer(look).await;
                page.resize(size.0, size.1).await;
                page.row(TITLE).await.click().await.unwrap();
                page.until_in_article(&has_opening()).await;
                open_rules(&page).await;
                write(&page, RULE).await;
                page.find(&id("rule-try")).await.click().await.unwrap();
                page.find_with(&id("rule-trial"), OPENING).await;
                page.screenshot(name).await;
                let wide = "const dialog = document.querySelector('[data-testid=rules-dialog]');
                    return dialog.scrollWidth <= dialog.clientWidth";
                assert_eq!(page.run(wide, &[]).await, Value::Bool(true), "{name} is wider than its dialog");
            }
        })
        .await;
}
