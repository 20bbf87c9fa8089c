//! What keeps an archive: backups in the settings, the proof of a copy.

use serde_json::json;
use thirtyfour::prelude::*;

use crate::site::Site;
use crate::support::{Bench, id};

#[tokio::test(flavor = "multi_thread")]
async fn backups_are_set_and_a_proof_is_shown() {
    let (bench, site) = (Bench::new(), Site::start());
    bench.save_each(["plain", "persian-mixed"].map(|name| site.page(name)));
    bench
        .window(|page| async move {
            for (language, theme) in [("en", "light"), ("fa", "dark")] {
                page.prefer(json!({ "language": language, "theme": theme })).await;
                page.press(Key::Control + ",").await;
                page.find(&id("backup-last")).await.scroll_into_view().await.unwrap();
                page.screenshot(&format!("backup-settings-{language}")).await;
                page.press(Key::Escape).await;
                page.gone(&id("settings-dialog")).await;
                page.row("Harbour bridge").await.click().await.unwrap();
                page.press("o").await;
                page.until_in_article("return article.querySelector('.body') !== null").await;
                page.press("i").await;
                page.click(&id("proof-open")).await;
                page.find(&id("proof")).await;
                page.screenshot(&format!("proof-{language}")).await;
                page.press(Key::Escape).await;
                page.gone(&id("proof")).await;
            }
        })
        .await;
}
