//! A page made to hurt, in the real window: whatever it carries, it runs nothing and asks for nothing.

#![allow(clippy::disallowed_methods, reason = "the archive is spoilt behind the program's back on purpose")]

use rusqlite::Connection;
use serde_json::Value;

use crate::site::Site;
use crate::support::{Bench, Page, id};

/// Set by whatever of the article runs, in the frame or in the window around it.
const UNTOUCHED: &str = "return [window.hurt, window.frames[0]?.hurt].every((mark) => mark === undefined)";

#[tokio::test(flavor = "multi_thread")]
async fn a_hostile_page_asks_for_nothing_when_it_is_read() {
    let bench = Bench::new();
    let site = Site::start();
    bench.lede(&["save", &site.page("hostile")]);
    assert_eq!(
        site.record().asked("/canary/").len(),
        0,
        "saving asked for {:?}",
        site.record().asked("/canary/")
    );
    site.record().clear();
    bench
        .window(|page| async move {
            read_and_provoke(&page).await;
            page.screenshot("hostile").await;
            assert_eq!(site.record().log().len(), 0, "reading asked for {:?}", site.record().log());
        })
        .await;
}

/// The sanitiser stands first, but must not be all there is: here it has failed completely, and the archive holds the
/// attack as it was written.
#[tokio::test(flavor = "multi_thread")]
async fn the_frame_holds_even_when_nothing_was_sanitised() {
    let bench = Bench::new();
    let site = Site::start();
    bench.lede(&["save", &site.page("plain")]);
    let archive = Connection::open(bench.archive()).unwrap();
    archive.execute("UPDATE version SET html = ?1", [attack(&site)]).unwrap();
    drop(archive);
    site.record().clear();
    bench
        .window(|page| async move {
            read_and_provoke(&page).await;
            assert_eq!(page.run(UNTOUCHED, &[]).await, Value::Bool(true), "the article ran a script");
            assert_eq!(site.record().log().len(), 0, "reading asked for {:?}", site.record().log());
        })
        .await;
}

/// Opens the article and does what a reader might: moves over it, clicks in it, scrolls through it.
async fn read_and_provoke(page: &Page) {
    page.find(&id("article-row")).await.click().await.unwrap();
    page.until_in_article("return article.readyState === 'complete' && article.body.innerText.length > 200")
        .await;
    let provoke = "
        for (const element of article.querySelectorAll('body *')) {
            for (const type of ['mouseover', 'focus', 'load', 'error', 'begin', 'toggle', 'submit']) {
                element.dispatchEvent(new Event(type, { bubbles: false }));
            }
            // A link to the web, the button that fetches a missing picture and those that save other stories are there to be asked.
            if (!element.closest('a[href^=http], [data-retry], .from-page')) element.click?.();
        }
        article.scrollingElement.scrollTop = 1e6;
        return null";
    page.in_article(provoke).await;
    // What was going to happen at once has happened after two frames and a message to the program and back.
    page.until_in_article("return article.readyState === 'complete'").await;
    page.invoke("shelf_counts", Value::Null).await;
    page.screenshot("provoked").await;
}

fn attack(site: &Site) -> String {
    let canary = site.url("/canary/frame");
    let hurt = "top.hurt=1;parent.hurt=1;window.hurt=1";
    let text = "<p>There is nothing to see here, and it is said at some length so that it looks like an article.</p>".repeat(5);
    format!(
        "<script>{hurt}</script><script src='{canary}/script'></script>
        <script type=module>{hurt}</script><img src='{canary}/img' onerror='{hurt}'><img src=x onerror='{hurt}'>
        <svg onload='{hurt}'><image href='{canary}/svg'/><script>{hurt}</script></svg>
        <link rel=stylesheet href='{canary}/css'><link rel=prefetch href='{canary}/prefetch'>
        <link rel=preload as=image href='{canary}/preload'><link rel=dns-prefetch href='{canary}/dns'>
        <link rel=preconnect href='{canary}/preconnect'><link rel=manifest href='{canary}/manifest'>
        <meta http-equiv=refresh content='0;url={canary}/refresh'>
        <meta http-equiv=Content-Security-Policy content='script-src *'><base href='{canary}/'>
        <style>@import '{canary}/import';@font-face{{font-family:x;src:url({canary}/font)}}
            *{{font-family:x;background:url({canary}/background)}}</style>
        <iframe src='{canary}/iframe'></iframe><iframe srcdoc='<script>{hurt}</script>'></iframe>
        <object data='{canary}/object'></object><embed src='{canary}/embed'><video src='{canary}/video' autoplay></video>
        <audio src='{canary}/audio' autoplay></audio><form action='{canary}/form'><input autofocus onfocus='{hurt}'>
        <button>go</button></form><a href='javascript:{hurt}'>click</a><details open ontoggle='{hurt}'>x</details>
        <a href='data:text/html,<script>{hurt}</script>' target=_top>data</a>
        <p style='background:url({canary}/style)'>styled</p><input type=image src='{canary}/input'>{text}"
    )
}
