//! Citing from the window.

use crate::site::Site;
use crate::support::{Bench, id};

#[tokio::test(flavor = "multi_thread")]
async fn an_article_is_cited_in_the_style_that_is_chosen() {
    let (bench, site) = (Bench::new(), Site::start());
    bench.save_each(["plain", "persian-mixed"].map(|name| site.page(name)));
    bench
        .window(|page| async move {
            page.row("Harbour bridge").await.click().await.unwrap();
            page.press("o").await;
            page.until_in_article("return article.querySelector('.body') !== null").await;
            page.click(&id("cite-article")).await;
            page.find(&id("cite-apa")).await;
            page.screenshot("cite-menu").await;
            page.click(&id("cite-apa")).await;
            page.gone(&id("cite-apa")).await;
        })
        .await;
}
