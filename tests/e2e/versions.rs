//! Versions in the real window: a page that changes is told, compared, looked at as it was, chosen and watched.

use serde_json::{Value, json};
use thirtyfour::Key;

use crate::site::Site;
use crate::support::{Bench, Page, id};

const TITLE: &str = "bridge";

/// A version of the site's changing page, begun to be read, and a newer one of it.
fn changed(bench: &Bench, site: &Site) -> String {
    let url = site.url("/fault/changing/window");
    bench.save_each([url.clone()]);
    bench.lede(&["mark", "reading", &url]);
    bench.lede(&["refetch", &url]);
    url
}

async fn versions(page: &Page) -> usize {
    let script = "return document.querySelectorAll('[data-testid=version]').length";
    usize::try_from(page.run(script, &[]).await.as_u64().unwrap()).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_is_told_and_compared() {
    let (bench, site) = (Bench::new(), Site::start());
    changed(&bench, &site);
    bench
        .window(|page| async move {
            page.find(&id("changed-badge")).await;
            page.screenshot("versions-badge").await;
            page.row(TITLE).await.click().await.unwrap();
            page.find_with(&id("changed-notice"), "1 sentence added").await;
            page.settled().await;
            page.screenshot("versions-notice").await;
            page.find(&id("see-changes")).await.click().await.unwrap();
            page.find_with(&id("comparison"), "In hour 2").await;
            page.until("return document.querySelectorAll('[data-testid=comparison] ins.added').length === 1")
                .await;
            page.press("j").await;
            page.until("return document.querySelector('[data-testid=diff-place]')?.textContent === '1 of 1'")
                .await;
            page.settled().await;
            page.screenshot("versions-diff-inline").await;
            page.find("[data-testid=diff-view-beside]").await;
            page.run("document.querySelector('[data-testid=diff-view-beside]').click()", &[]).await;
            page.run("document.querySelector('[data-testid=diff-which-everything]').click()", &[]).await;
            page.until("return document.querySelectorAll('[data-testid=comparison] .pair').length > 4").await;
            page.settled().await;
            page.screenshot("versions-diff-beside").await;
            page.press(Key::Escape).await;
            page.gone(&id("comparison")).await;
            page.click(&id("dismiss-changed")).await;
            page.gone(&id("changed-notice")).await;
            // What was told for a moment counts as seen.
            page.gone(&id("changed-badge")).await;
        })
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_old_version_is_looked_at_chosen_and_the_choice_taken_back() {
    let (bench, site) = (Bench::new(), Site::start());
    changed(&bench, &site);
    let news = "article.body.innerText.includes('In hour 2')";
    bench
        .window(|page| async move {
            page.row(TITLE).await.click().await.unwrap();
            page.until_in_article(&format!("return {news}")).await;
            page.press(Key::Shift + "v").await;
            page.find(&id("versions")).await;
            page.until("return document.querySelectorAll('[data-testid=version]').length === 2").await;
            page.find_with(&id("version-changes"), "1 sentence added").await;
            page.settled().await;
            page.screenshot("versions-panel").await;

            page.find(&id("open-version")).await.click().await.unwrap();
            page.find(&id("version-bar")).await;
            page.until_in_article(&format!("return !{news}")).await;
            page.settled().await;
            page.screenshot("versions-old").await;
            page.find(&id("version-back")).await.click().await.unwrap();
            page.gone(&id("version-bar")).await;
            page.until_in_article(&format!("return {news}")).await;

            page.find(&id("show-version")).await.click().await.unwrap();
            page.until_in_article(&format!("return !{news}")).await;
            page.find(&id("follow")).await;
            page.settled().await;
            page.screenshot("versions-chosen").await;
            page.find(&id("toast-undo")).await.click().await.unwrap();
            page.until_in_article(&format!("return {news}")).await;
            page.gone(&id("follow")).await;
            assert_eq!(versions(&page).await, 2);
        })
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_watched_page_is_looked_at_when_it_is_due() {
    let (bench, site) = (Bench::new(), Site::start());
    let url = site.url("/fault/changing/watched");
    bench.save_each([url.clone()]);
    bench.lede(&["mark", "reading", &url]);
    let archive = bench.archive();
    bench
        .window(|page| async move {
            page.row(TITLE).await.click().await.unwrap();
            page.press(Key::Shift + "v").await;
            page.find(&id("watch")).await;
            page.run(
                "const field = document.querySelector('[data-testid=watch]'); field.value = 'six';
                 field.dispatchEvent(new Event('change', { bubbles: true }))",
                &[],
            )
            .await;
            page.find(&id("watch-next")).await;
            let watched = page.invoke("watched", Value::Null).await;
            assert_eq!(watched["ok"][0]["every"], 6 * 3600, "{watched}");
            // Six hours are over.
            make_due(&archive);
            page.find(&id("changed-badge")).await;
            page.until("return document.querySelectorAll('[data-testid=version]').length === 2").await;
            page.settled().await;
            page.screenshot("versions-watched").await;
        })
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worse_copy_is_shown_all_the_same() {
    let (bench, site) = (Bench::new(), Site::start());
    let url = site.page("plain");
    bench.save_each([url.clone()]);
    let short = bench.archive().with_file_name("short.html");
    let page = "<title>The iron bridge</title><article><h1>The iron bridge</h1><p>To read the whole of this story about the bridge, come back tomorrow.</p></article>";
    std::fs::write(&short, page).unwrap();
    bench.lede(&["save", "--refetch", "--html", short.to_str().unwrap(), &url]);
    bench
        .window(|page| async move {
            page.row("").await.click().await.unwrap();
            page.find(&id("failed-attempt")).await;
            page.find(&id("show-worse")).await.click().await.unwrap();
            page.until_in_article("return article.body.innerText.length < 300").await;
            page.find(&id("toast-undo")).await.click().await.unwrap();
            page.until_in_article("return article.body.innerText.length > 900").await;
            page.find(&id("failed-attempt")).await;
        })
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn versions_are_whole_in_persian_dark_and_small() {
    let (bench, site) = (Bench::new(), Site::start());
    changed(&bench, &site);
    let persian = site.page("persian-mixed");
    bench.save_each([persian.clone()]);
    bench.lede(&["mark", "reading", &persian]);
    let html = bench.archive().with_file_name("fa.html");
    let changed = persian_page().replace("صبح شنبه", "بامداد یکشنبه");
    std::fs::write(&html, changed).unwrap();
    bench.lede(&["save", "--refetch", "--html", html.to_str().unwrap(), &persian]);
    bench
        .window(|page| async move {
            page.resize(900, 600).await;
            page.prefer(json!({ "language": "fa", "theme": "dark" })).await;
            page.row(TITLE).await.click().await.unwrap();
            page.find(&id("changed-notice")).await;
            page.press(Key::Shift + "v").await;
            page.until("return document.querySelectorAll('[data-testid=version]').length === 2").await;
            page.settled().await;
            page.screenshot("versions-panel-fa-dark").await;
            page.find(&id("compare-before")).await.click().await.unwrap();
            page.find(&id("comparison")).await;
            page.settled().await;
            page.screenshot("versions-diff-fa-dark").await;
            page.run("document.querySelector('[data-testid=diff-view-beside]').click()", &[]).await;
            page.until("return document.querySelector('[data-testid=comparison] .pair') !== null").await;
            page.settled().await;
            page.screenshot("versions-diff-beside-fa-dark").await;
        })
        .await;
}

/// Makes every watched page due, as the clock would.
#[allow(clippy::disallowed_methods, reason = "plays another program")]
fn make_due(archive: &std::path::Path) {
    let archive = rusqlite::Connection::open(archive).unwrap();
    archive.execute_batch("UPDATE watch SET \"next\" = 0").unwrap();
}

/// A page in Persian, which replaces the one of the site when it is given by hand.
fn persian_page() -> String {
    let paragraph = "<p>پل آهنی که دو سوی بندر را به هم می‌پیوندد صبح شنبه پس از یازده ماه نخستین اتوبوس خود را از روی آب گذراند و نزدیک به سیصد نفر که زیر باران برای دیدن آن آمده بودند دست زدند و شادی کردند.</p>";
    format!(
        "<html lang=fa dir=rtl><title>پل بندر</title><article><h1>پل بندر</h1>{}</article></html>",
        paragraph.repeat(4)
    )
}
