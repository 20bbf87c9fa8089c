//! Fetching what an import brought: how it is told, how it rests and goes on, and hosts that refuse.

use std::fs;

use serde_json::json;
use thirtyfour::Key;

use crate::importing::choose;
use crate::site::{Site, bulk};
use crate::support::{Bench, Page, id};

/// Sets the pause between two articles of a site, as a person does.
async fn pause_between(page: &Page, seconds: &str) {
    page.press(Key::Control + ",").await;
    let script = "const field = document.querySelector('[data-testid=host-delay]');
        field.scrollIntoView({ block: 'center' });
        field.value = arguments[0];
        field.dispatchEvent(new InputEvent('input', { bubbles: true }))";
    page.find(&id("host-delay")).await;
    page.run(script, &[json!(seconds)]).await;
    page.screenshot("fetch-settings").await;
    page.click(&id("settings-apply")).await;
    page.gone(&id("settings-dialog")).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn fetching_rests_goes_on_and_sets_hosts_aside() {
    let (bench, site) = (Bench::new(), Site::start());
    let list = bench.at_home("list.txt");
    let refused = (0..6).map(|n| site.private_url(&format!("/fault/status/403/times/99/{n}")));
    let slow = (1..=30).map(|n| site.url(&bulk::path(n)));
    let lines: Vec<String> = refused.chain(slow).collect();
    fs::write(&list, lines.join("\n")).unwrap();
    let person = bench.clone();
    bench
        .window(|page| async move {
            pause_between(&page, "0.5").await;
            choose(&page, &person, &list).await;
            page.click("label.later").await;
            page.click(&id("import-run")).await;
            page.find_with(&id("import-fetch"), "36 pages wait").await;
            page.screenshot("fetch-waits").await;
            page.click(&id("import-close")).await;
            page.gone(&id("import-dialog")).await;
            page.find_with(&id("jobs-button"), "36 to fetch").await;
            page.press("q").await;
            page.find_with(&id("fetch-said"), "Resting").await;
            page.screenshot("fetch-resting").await;
            page.click(&id("fetch-pause")).await;
            page.find_with(&id("fetching"), "1 site refuses").await;
            page.click(&format!("{} summary", id("fetch-aside"))).await;
            page.find_with(&id("fetch-aside"), "6 articles wait for it").await;
            page.find_with(&id("fetch-said"), "a minute").await;
            page.screenshot("fetch-aside").await;
            page.click(&id("fetch-pause")).await;
            page.find_with(&id("fetch-said"), "Resting").await;
            page.click(&id("fetch-release")).await;
            page.gone(&id("fetch-aside")).await;
            for (language, theme) in [("fa", "dark"), ("en", "light")] {
                page.prefer(json!({ "language": language, "theme": theme })).await;
                page.resize(900, 600).await;
                page.press("q").await;
                page.find(&id("fetching")).await;
                page.screenshot(&format!("fetch-{language}-{theme}-900x600")).await;
            }
            page.click(&id("fetch-stop")).await;
            page.find_with(&id("toast"), "will not be fetched").await;
            page.gone(&id("fetching")).await;
        })
        .await;
    assert_eq!(bench.lede(&["queue", "--fetch"])["waiting"], json!(0));
}
