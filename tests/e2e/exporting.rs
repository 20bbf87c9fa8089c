//! Exporting from the window: what is chosen, what the system is asked, and what comes of it.

use std::fs;
use std::io::Read;

use serde_json::json;
use thirtyfour::Key;

use crate::site::Site;
use crate::support::{Bench, id};

const PAGES: [&str; 4] = ["plain", "persian-mixed", "gallery", "bad-pictures"];
const SAVE_AS: &str = "Export as";

#[tokio::test(flavor = "multi_thread")]
async fn a_selection_goes_into_a_table_and_is_opened() {
    let (bench, site) = (Bench::new(), Site::start());
    bench.save_each(PAGES.map(|name| site.page(name)));
    let (table, person) = (bench.at_home("Table.csv"), bench.clone());
    bench
        .window(|page| async move {
            page.row("Harbour bridge").await;
            page.find(&id("article-list")).await.click().await.unwrap();
            page.press(Key::Control + "a").await;
            page.click(&id("export-selection")).await;
            page.find_with(&id("export-preview"), "4 articles").await;
            page.click(&id("export-csv")).await;
            page.find_with(&id("export-about"), "row for each").await;
            // A dialog that is dismissed changes nothing.
            page.click(&id("export-choose")).await;
            person.dismiss_dialog(SAVE_AS).await;
            page.find(&id("export-preview")).await;

            page.click(&id("export-option-bom")).await;
            page.click(&id("export-choose")).await;
            // The ending of the format is added.
            person.answer_dialog(SAVE_AS, &person.at_home("Table")).await;
            page.find_with(&id("export-report"), "4 articles exported").await;
            page.screenshot("export-report-whole").await;
            let written = fs::read_to_string(&table).unwrap();
            assert!(written.starts_with("\u{feff}id,url,"), "{written}");
            assert_eq!(written.matches("Harbour bridge").count(), 1, "{written}");

            page.click(&id("export-open")).await;
            person.until_opened(table.to_str().unwrap()).await;
            page.click(&id("export-show")).await;
            person.until_opened(table.parent().unwrap().to_str().unwrap()).await;
            page.press(Key::Escape).await;
            page.gone(&id("export-dialog")).await;
        })
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_in_a_web_archive_is_told() {
    let (bench, site) = (Bench::new(), Site::start());
    bench.save_each(PAGES.map(|name| site.page(name)));
    let (archive, person) = (bench.at_home("Kept.wacz"), bench.clone());
    bench
        .window(|page| async move {
            page.row("Harbour bridge").await;
            page.click(&id("list-more")).await;
            page.click(&id("export-list")).await;
            page.find_with(&id("export-preview"), "never fetched").await;
            page.click(&id("export-wacz")).await;
            page.click(&id("export-choose")).await;
            person.answer_dialog(SAVE_AS, &archive).await;
            page.find_with(&id("export-report"), "4 articles exported").await;
            page.find_with(&id("export-left-out"), "picture").await;
            page.screenshot("export-report").await;
            let mut zip = zip::ZipArchive::new(fs::File::open(&archive).unwrap()).unwrap();
            let mut about = String::new();
            zip.by_name("datapackage.json").unwrap().read_to_string(&mut about).unwrap();
            assert!(about.contains("\"title\": \"Inbox\""), "{about}");
            page.click(&format!("{} .text-button", id("export-left-out"))).await;
            page.gone(&id("export-dialog")).await;
            page.until_in_article("return article.querySelector('.body') !== null").await;
        })
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_alone_export_an_article() {
    let (bench, site) = (Bench::new(), Site::start());
    bench.save_each(PAGES.map(|name| site.page(name)));
    let (table, person) = (bench.at_home("One.csv"), bench.clone());
    bench
        .window(|page| async move {
            page.row("Harbour bridge").await.click().await.unwrap();
            page.until_in_article("return article.querySelector('.body p') !== null").await;
            page.strike(&[Key::Control], 'e').await;
            page.find_with(&id("export-preview"), "1 article").await;
            page.until("return document.activeElement.value === 'html'").await;
            let title = page.find(&id("export-title")).await.prop("value").await.unwrap();
            assert!(title.unwrap().starts_with("Harbour bridge"), "the article's headline is the title");
            for _ in 0..4 {
                page.type_keys(Key::Down).await;
            }
            page.until("return document.activeElement.value === 'csv'").await;
            page.type_keys(Key::Enter).await;
            person.answer_dialog(SAVE_AS, &table).await;
            page.find_with(&id("export-report"), "1 article exported").await;
            page.type_keys(Key::Escape).await;
            page.gone(&id("export-dialog")).await;
            assert!(table.is_file());
        })
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_has_a_menu() {
    let (bench, site) = (Bench::new(), Site::start());
    bench.save_each(PAGES.map(|name| site.page(name)));
    bench
        .window(|page| async move {
            let row = page.row("Harbour bridge").await;
            let place = row.rect().await.unwrap();
            page.click_for_menu((place.x + 80.0) as i64, (place.y + 60.0) as i64).await;
            page.find(&id("row-menu")).await;
            page.screenshot("row-menu").await;
            page.click(&id("row-export")).await;
            page.find_with(&id("export-preview"), "Harbour bridge").await;
            page.find_with(&id("export-preview"), "1 article").await;
            page.press(Key::Escape).await;
            page.gone(&id("export-dialog")).await;
        })
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_export_dialog_in_each_look() {
    let (bench, site) = (Bench::new(), Site::start());
    bench.save_each(PAGES.map(|name| site.page(name)));
    bench.lede(&["note", "1", "Ask Calloway about the **second** bridge."]);
    bench
        .window(|page| async move {
            for (language, theme) in [("en", "light"), ("fa", "dark"), ("fa", "light"), ("en", "dark")] {
                page.prefer(json!({ "language": language, "theme": theme, "exportFormat": "html" })).await;
                for (width, height) in [(1280, 800), (900, 600)] {
                    page.resize(width, height).await;
                    page.row("Harbour bridge").await;
                    page.press(Key::Control + ",").await;
                    page.click(&id("export-all")).await;
                    page.find(&format!("{} ol li", id("export-preview"))).await;
                    for format in ["html", "wacz"] {
                        page.click(&id(&format!("export-{format}"))).await;
                        page.settled().await;
                        page.screenshot(&format!("export-{format}-{language}-{theme}-{width}x{height}"))
                            .await;
                    }
                    page.press(Key::Escape).await;
                    page.gone(&id("export-dialog")).await;
                }
            }
        })
        .await;
}
