//! What axe-core, the field's checker of accessibility, says about everything a person sees, contrast of colours included.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use thirtyfour::Key;

use crate::site::Site;
use crate::support::{Bench, Page, id};

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_archive_has_no_violations() {
    let bench = Bench::new();
    bench
        .window(|page| async move {
            let mut found = Vec::new();
            for look in looks() {
                page.prefer(look.clone()).await;
                found.push(audit(&page, &format!("first start, {look}")).await);
            }
            none(found);
        })
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_window_in_use_has_no_violations() {
    let bench = Bench::new();
    let site = Site::start();
    let pages = ["plain", "persian-mixed", "tables-code", "bad-pictures", "paywall"];
    bench.save_each(pages.map(|name| site.page(name)));
    bench
        .window(|page| async move {
            page.save(&site.url("/fault/status/404")).await;
            page.find(&format!("{}[data-state='failed']", id("job"))).await;
            let mut found = Vec::new();
            for look in looks() {
                page.prefer(look.clone()).await;
                found.extend(audit_each_view(&page, &look).await);
            }
            none(found);
        })
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn highlights_have_no_violations() {
    let bench = Bench::new();
    let site = Site::start();
    bench.save_each(["persian-mixed", "plain"].map(|name| site.page(name)));
    bench
        .window(|page| async move {
            let mut found = Vec::new();
            for look in looks() {
                page.prefer(look.clone()).await;
                found.extend(audit_highlights(&page, &look).await);
            }
            none(found);
        })
        .await;
}

/// The menu of a selection, the card, the panel, the painted text and the screen of all highlights.
async fn audit_highlights(page: &Page, look: &Value) -> Vec<Value> {
    page.row("Harbour bridge").await.click().await.unwrap();
    page.until_in_article("return article.body.innerText.includes('Harbour bridge')").await;
    page.until("return document.querySelector('[data-testid=reader-frame].ready') !== null").await;
    page.select("The shops on", "winter. At").await;
    page.find(&id("selection-menu")).await;
    let mut found = vec![audit(page, &format!("menu of a selection, {look}")).await];
    page.type_keys("n").await;
    page.find(&id("highlight-card")).await;
    found.push(audit(page, &format!("card of a highlight, {look}")).await);
    page.type_keys(Key::Escape).await;
    page.gone(&id("highlight-card")).await;
    page.select("Lotte", "bread").await;
    page.find(&id("selection-menu")).await;
    page.type_keys("3").await;
    page.gone(&id("selection-menu")).await;
    found.push(audit_article(page, &format!("highlighted article, {look}")).await);
    page.strike(&[Key::Shift], 'h').await;
    page.find(&id("highlight-panel")).await;
    page.type_keys("gh").await;
    page.find(&id("quote-row")).await;
    found.push(audit(page, &format!("all highlights, {look}")).await);
    page.run("document.querySelector('[data-testid=quote-row] .open').focus()", &[]).await;
    page.type_keys("x").await;
    page.find(&id("highlights-bulk")).await;
    found.push(audit(page, &format!("highlights picked, {look}")).await);
    page.find(&id("shelf-inbox")).await.click().await.unwrap();
    found
}

#[tokio::test(flavor = "multi_thread")]
async fn notes_have_no_violations() {
    let bench = Bench::new();
    let site = Site::start();
    bench.lede(&["save", &site.page("plain")]);
    let test = bench.clone();
    bench
        .window(|page| async move {
            let mut found = Vec::new();
            page.find(&id("screen-notes")).await.click().await.unwrap();
            page.find(&id("notes-empty")).await;
            for look in [json!({ "language": "fa" }), json!({ "language": "en" })] {
                page.prefer(look.clone()).await;
                page.find(&id("screen-notes")).await.click().await.unwrap();
                page.find(&id("notes-empty")).await;
                page.screenshot(&format!("notes-empty-{look}")).await;
                found.push(audit(&page, &format!("no notes, {look}")).await);
            }
            test.lede(&["note", "1", "# One\n\n- [x] two\n\n[[Nowhere]] and <https://example.org/>"]);
            for look in looks() {
                page.prefer(look.clone()).await;
                page.find(&id("screen-notes")).await.click().await.unwrap();
                page.find(&id("note-row")).await.click().await.unwrap();
                page.find(".cm-content").await;
                page.find(&format!("{} a.missing", id("note-preview"))).await;
                found.push(audit(&page, &format!("notes, {look}")).await);
                page.find(&id("note-back")).await.click().await.unwrap();
                page.find(&id("shelf-all")).await.click().await.unwrap();
                page.row("Harbour bridge").await.click().await.unwrap();
                page.find(&id("toggle-notes")).await.click().await.unwrap();
                page.find(&format!("{} {}", id("notes-panel"), id("note-row"))).await;
                found.push(audit(&page, &format!("notes beside the text, {look}")).await);
            }
            none(found);
        })
        .await;
}

async fn audit_each_view(page: &Page, look: &Value) -> Vec<Value> {
    let mut found = Vec::new();
    for title in ["Inside the merger", "Harbour bridge", "گسل‌های البرز"] {
        page.row(title).await.click().await.unwrap();
        page.until_in_article(&format!("return article.body.innerText.includes({})", json!(title))).await;
        found.push(audit(page, &format!("list and reader, {look}")).await);
        found.push(audit_article(page, &format!("article {title}, {look}")).await);
    }
    page.row("Inside the merger").await.click().await.unwrap();
    page.find(&id("paste-page")).await.click().await.unwrap();
    page.find(&id("paste-dialog")).await;
    found.push(audit(page, &format!("paste, {look}")).await);
    page.screenshot(&format!("audit-paste-{look}")).await;
    page.press(Key::Escape).await;
    page.gone(&id("paste-dialog")).await;
    page.screenshot(&format!("audit-doubt-{look}")).await;
    page.find(&id("jobs-button")).await.click().await.unwrap();
    page.find(&id("jobs")).await;
    found.push(audit(page, &format!("queue, {look}")).await);
    page.find(&id("jobs-button")).await.click().await.unwrap();
    page.gone(&id("jobs")).await;
    for (name, keys) in [
        ("settings-dialog", Key::Control + ","),
        ("keys-dialog", "?".into()),
        ("palette", Key::Control + "k"),
        ("export-dialog", Key::Control + "e"),
    ] {
        page.press(keys).await;
        page.find(&id(name)).await;
        found.push(audit(page, &format!("{name}, {look}")).await);
        page.press(Key::Escape).await;
        page.gone(&id(name)).await;
    }
    page.press(Key::Control + "a").await;
    page.find(&id("bulk-bar")).await;
    found.push(audit(page, &format!("bulk selection, {look}")).await);
    found
}

fn looks() -> Vec<Value> {
    let themes = ["light", "sepia", "dark"];
    ["en", "fa"]
        .iter()
        .flat_map(|language| themes.map(|theme| json!({ "language": language, "theme": theme })))
        .collect()
}

async fn audit(page: &Page, view: &str) -> Value {
    // The article is judged in its own document: from here axe-core cannot see into the frame.
    json!([view, page.run_async(&axe(), &[]).await])
}

async fn audit_article(page: &Page, view: &str) -> Value {
    json!([view, page.run_inside(&id("reader-frame"), &axe()).await])
}

/// Every view is looked at before any is complained of.
fn none(audits: Vec<Value>) {
    let broken: Vec<_> = audits.into_iter().filter(|audit| audit[1] != json!([])).collect();
    assert!(broken.is_empty(), "{:#}", Value::Array(broken));
}

/// A script that answers with the rules that are broken, and where.
fn axe() -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui/node_modules/axe-core/axe.min.js");
    let axe = fs::read_to_string(file).expect("npm's packages are installed: `./dev setup`");
    format!(
        "const done = arguments[arguments.length - 1];
         if (!window.axe) {{ {axe} }}
         window.axe.run(document, {{ iframes: false, resultTypes: ['violations'] }}).then(
             ({{ violations }}) => done(violations.map((rule) => [
                 rule.id, ...rule.nodes.map((node) => [node.html.slice(0, 200), node.failureSummary])])),
             (error) => done(String(error)));"
    )
}
