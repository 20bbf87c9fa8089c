//! Links between articles: what is saved opens here, what is not can be saved, and who cites whom.

use serde_json::json;
use thirtyfour::Key;

use crate::site::Site;
use crate::support::{Bench, Page, id};

/// Clicks a link of the article's text, with keys held or not.
async fn click_link(page: &Page, words: &str, init: &str) {
    let script = format!(
        "const link = [...article.querySelectorAll('.body a')].find((a) => a.textContent.includes({}));
         link.dispatchEvent(new MouseEvent('click', {{ bubbles: true, cancelable: true, {init} }})); return null",
        json!(words)
    );
    page.in_article(&script).await;
}

/// Two pages of the site, the second of which cites the first in its text and has a list of other stories below it.
fn citing(site: &Site, bench: &Bench) -> String {
    let (bridge, tables, lazy) = (site.page("plain"), site.page("tables-code"), site.page("lazy"));
    let html = format!(
        "<!doctype html><html lang=\"en\"><head><title>Ferry strike called off</title></head><body><main><article>
         <h1>Ferry strike called off</h1>
         <p>The crews of the harbour ferries went back to work on Monday morning after two weeks, the union and the city said together.</p>
         <p>It had been a long spring for everybody who crosses the river. The Courier <a href=\"{bridge}?utm_source=x\">told its readers</a>
         that the bridge carries buses again. The ferries will go on all the same, at least until the end of the summer season.</p>
         <p>A <a href=\"{tables}\">report with tables</a> will be discussed by the council in its next sitting, which is open to everybody.</p>
         </article>
         <aside class=\"related\"><h2>Related stories</h2><ul><li><a href=\"{bridge}\">Harbour bridge reopens after eleven months</a></li>
         <li><a href=\"{tables}\">The report and its many tables</a></li><li><a href=\"{lazy}\">Pictures that come late to the page</a></li></ul></aside>
         </main></body></html>"
    );
    let file = bench.archive().with_file_name("ferries.html");
    std::fs::write(&file, html).unwrap();
    let address = site.url("/ferries");
    bench.lede(&["save", "--html", file.to_str().unwrap(), &address]);
    address
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_to_a_saved_article_opens_it_and_the_way_leads_back() {
    let (bench, site) = (Bench::new(), Site::start());
    bench.lede(&["save", &site.page("plain")]);
    citing(&site, &bench);
    let outside = bench.clone();
    let bridge = site.page("plain");
    bench
        .window(|page| async move {
            page.resize(1280, 800).await;
            page.row("Ferry strike").await.click().await.unwrap();
            page.until_in_article("return article.querySelector('.body a[data-link=saved]') !== null").await;
            page.screenshot("links-in-text").await;
            click_link(&page, "told its readers", "ctrlKey: true").await;
            outside.until_opened(&format!("{bridge}?utm_source=x")).await;
            click_link(&page, "told its readers", "").await;
            page.until_in_article("return article.body.innerText.includes('first bus in eleven months')")
                .await;
            page.strike(&[Key::Alt], Key::Left).await;
            page.until_in_article("return article.body.innerText.includes('went back to work')").await;
            page.strike(&[Key::Alt], Key::Right).await;
            page.until_in_article("return article.body.innerText.includes('first bus in eleven months')")
                .await;
            // Who cites it, with the sentence.
            page.run("document.querySelector('[data-testid=reader]').focus()", &[]).await;
            page.strike(&[], 'i').await;
            page.click(&id("tab-connections")).await;
            let said = page.find(&id("backlink")).await.text().await.unwrap();
            assert!(
                said.contains("The Courier told its readers that the bridge carries buses again."),
                "{said}"
            );
            page.screenshot("backlinks").await;
            page.click(&id("backlink")).await;
            page.until_in_article("return article.body.innerText.includes('went back to work')").await;
            page.find(&id("links")).await;
            page.screenshot("links-panel").await;
        })
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_saved_is_saved_from_the_text_and_from_below_it() {
    let (bench, site) = (Bench::new(), Site::start());
    bench.lede(&["save", &site.page("plain")]);
    citing(&site, &bench);
    bench
        .window(|page| async move {
            page.resize(900, 600).await;
            page.row("Ferry strike").await.click().await.unwrap();
            page.until_in_article("return article.querySelector('.from-page') !== null").await;
            let before = page.in_article("return article.querySelector('.body').innerText").await;
            click_link(&page, "report with tables", "").await;
            page.find(&id("link-menu")).await;
            page.screenshot("link-menu").await;
            page.click(&id("link-save")).await;
            page.until_in_article("return article.querySelectorAll('.body a[data-link=saved]').length === 2")
                .await;
            page.in_article("article.querySelector('.from-page').scrollIntoView(); return null").await;
            page.screenshot("from-page").await;
            page.in_article("article.querySelector('[data-testid=candidate-save]').click(); return null")
                .await;
            page.until_in_article(
                "return article.querySelectorAll('[data-testid=candidate][data-state=saved]').length === 3",
            )
            .await;
            page.screenshot("from-page-saved").await;
            assert_eq!(page.in_article("return article.querySelector('.body').innerText").await, before);
        })
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn all_stories_of_a_list_are_saved_at_once() {
    let (bench, site) = (Bench::new(), Site::start());
    citing(&site, &bench);
    bench
        .window(|page| async move {
            page.resize(1280, 800).await;
            page.prefer(json!({ "language": "fa", "theme": "dark" })).await;
            page.row("Ferry strike").await.click().await.unwrap();
            page.until_in_article("return article.querySelector('[data-testid=save-all]') !== null").await;
            page.in_article("article.querySelector('.from-page').scrollIntoView(); return null").await;
            page.screenshot("from-page-fa-dark").await;
            page.in_article("article.querySelector('[data-testid=save-all]').click(); return null").await;
            page.until_in_article(
                "return article.querySelectorAll('[data-testid=candidate][data-state=saved]').length === 3",
            )
            .await;
            page.screenshot("from-page-fa-dark-saved").await;
        })
        .await;
}
