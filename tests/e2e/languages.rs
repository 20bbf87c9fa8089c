//! The window in two languages, three sets of colours and two sizes; pictures of each for people to look at.

use serde_json::{Value, json};

use crate::site::Site;
use crate::support::{Bench, id};

const PAGES: [&str; 4] = ["plain", "persian-mixed", "tables-code", "gallery"];

#[tokio::test(flavor = "multi_thread")]
async fn the_persian_window_is_mirrored() {
    let bench = Bench::new();
    let site = Site::start();
    bench.lede(&["save", &site.page("persian-mixed")]);
    bench
        .window(|page| async move {
            let order = "const left = (name) => document.querySelector(`[data-testid='${name}']`).getBoundingClientRect().left;
                return [left('shelf-inbox'), left('article-list'), left('reader')]";
            page.find(&id("article-row")).await.click().await.unwrap();
            page.until_in_article("return article.documentElement.dir === 'rtl'").await;
            let [shelves, list, reader] = numbers(page.run(order, &[]).await);
            assert!(shelves < list && list < reader, "English reads from the left: {shelves} {list} {reader}");
            page.prefer(json!({ "language": "fa" })).await;
            page.find(&id("article-row")).await.click().await.unwrap();
            let [shelves, list, reader] = numbers(page.run(order, &[]).await);
            assert!(shelves > list && list > reader, "Persian reads from the right: {shelves} {list} {reader}");
            let page_says = "return [document.documentElement.lang, document.documentElement.dir]";
            assert_eq!(page.run(page_says, &[]).await, json!(["fa", "rtl"]));
        })
        .await;
}

fn numbers(value: Value) -> [f64; 3] {
    serde_json::from_value(value).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn each_look_has_a_picture() {
    let bench = Bench::new();
    let site = Site::start();
    bench.save_each(PAGES.map(|name| site.page(name)));
    bench
        .window(|page| async move {
            for (language, title) in [("en", "Harbour bridge"), ("fa", "گسل‌های البرز")] {
                for theme in ["light", "sepia", "dark"] {
                    page.prefer(json!({ "language": language, "theme": theme })).await;
                    page.row(title).await.click().await.unwrap();
                    page.until_in_article("return [...article.images].every((image) => image.complete)")
                        .await;
                    for (width, height) in [(1280, 800), (900, 600)] {
                        page.resize(width, height).await;
                        page.screenshot(&format!("{language}-{theme}-{width}x{height}")).await;
                    }
                }
            }
        })
        .await;
}
