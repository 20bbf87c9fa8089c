//! Bringing in what other programs keep: chosen or dropped, looked at, taken in, told, and taken back.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::json;
use thirtyfour::Key;

use crate::site::Site;
use crate::support::{Bench, Page, id};

const OPEN: &str = "Bring in";

/// Entries of several kinds: with a note and a highlight, in two scripts, twice, and one that is no page.
const RAINDROP: &str = "\u{feff}id,title,note,excerpt,url,folder,tags,created,cover,highlights,favorite
1,Harbour bridge reopens after eleven months,,Buses first.,https://news.example/harbour,News / Ports,\"ports, long read\",2023-04-05T06:07:08.901Z,,,true
2,The price of bread,Compare with last year,,https://news.example/bread,News / Prices,prices,2023-04-06T06:07:08.901Z,,Highlight:Bread costs a third more.,false
3,گزارش بندر: پل پس از یازده ماه باز شد,,,https://khabar.example/bandar,اخبار,بندر,2023-04-07T06:07:08.901Z,,,false
4,Harbour bridge reopens,,,https://news.example/harbour?utm_source=letter,Unsorted,,2023-04-08T06:07:08.901Z,,,false
5,A script that tidies pages,,,javascript:void(0),Unsorted,,2023-04-09T06:07:08.901Z,,,false
6,اقتصاد نان,,,https://khabar.example/nan,اخبار,,2023-04-10T06:07:08.901Z,,,false
7,Night trains return to the coast,,,https://rail.example/night,News / Ports,,2023-04-11T06:07:08.901Z,,,false
";

fn raindrop(bench: &Bench) -> PathBuf {
    let file = bench.at_home("raindrop-export.csv");
    fs::write(&file, RAINDROP).unwrap();
    file
}

/// Drops a file on the window, where its first step is open.
pub async fn choose(page: &Page, person: &Bench, file: &Path) {
    page.strike(&[Key::Control], 'o').await;
    page.find(&id("import-choice")).await;
    drop_file(page, person, file).await;
}

async fn drop_file(page: &Page, person: &Bench, file: &Path) {
    let shown = || async { drop(page.find(&id("drop-overlay")).await) };
    person.drop_files(&[file.to_owned()], (450, 300), shown).await;
    page.find(&id("import-contents")).await;
}

/// Pages are not to be asked for: their sites do not exist.
async fn fetch_never(page: &Page) {
    page.click("label.never").await;
    page.find_with(&id("import-preview"), "Only what the file holds").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_looked_at_taken_in_and_taken_back() {
    let bench = Bench::new();
    let (file, table, person) = (raindrop(&bench), bench.at_home("report.csv"), bench.clone());
    bench
        .window(|page| async move {
            page.click(&id("welcome-import")).await;
            page.until("return document.activeElement.dataset.testid === 'import-choose'").await;
            page.type_keys(Key::Enter).await;
            // A dialog that is dismissed changes nothing.
            person.dismiss_dialog(OPEN).await;
            page.find(&id("import-choice")).await;
            page.press(Key::Escape).await;
            page.gone(&id("import-dialog")).await;

            choose(&page, &person, &file).await;
            page.find_with(&id("import-preview"), "Raindrop.io").await;
            page.find_with(&id("import-contents"), "5 new articles").await;
            page.find_with(&id("import-contents"), "1 repeats an earlier entry").await;
            page.find_with(&id("import-contents"), "1 entry cannot come in").await;
            page.click(&id("import-tag")).await;
            page.type_keys("from/raindrop").await;
            page.type_keys(Key::Enter).await;
            fetch_never(&page).await;
            page.click(&id("import-run")).await;
            page.find_with(&id("import-report"), "5 new articles").await;
            page.find_with(&id("import-report"), "7 entries, each accounted for").await;
            page.click(&format!("{} summary", id("import-skipped"))).await;
            page.find_with(&id("import-skipped"), "javascript: leads to no page").await;
            page.click(&format!("{} summary", id("import-imported"))).await;
            page.find_with(&id("import-imported"), "Night trains").await;

            page.click(&id("import-csv")).await;
            person.answer_dialog("Save the report", &table).await;
            page.find_with(&id("toast"), "report.csv").await;
            assert!(fs::read_to_string(&table).unwrap().contains("Night trains"));

            page.click(&id("import-take-back")).await;
            page.find(&id("toast-undo")).await.click().await.unwrap();
            page.find(&id("toast-redo")).await;
            page.click(&id("import-show")).await;
            page.gone(&id("import-dialog")).await;
            page.row("Night trains").await;
            page.row("گزارش بندر").await;
        })
        .await;
    assert_eq!(bench.lede(&["list"]).as_array().unwrap().len(), 5);
    assert_eq!(bench.lede(&["imports"])[0]["rows"], json!([5, 1, 1, 0]));
}

#[tokio::test(flavor = "multi_thread")]
async fn files_are_dropped_anywhere_and_links_are_still_saved() {
    let bench = Bench::new();
    let (file, person) = (raindrop(&bench), bench.clone());
    let list = bench.at_home("بندر list.txt");
    fs::write(&list, "https://news.example/one\nhttps://news.example/two\n").unwrap();
    let unknown = bench.at_home("holiday.jpg");
    fs::write(&unknown, b"\xff\xd8\xff\xe0 no list of anything \x00\x01").unwrap();
    bench
        .window(|page| async move {
            let files = [file, list, unknown];
            person
                .drop_files(&files, (640, 400), || async {
                    page.find_with(&id("drop-overlay"), "Drop to bring in").await;
                    page.screenshot("import-drop").await;
                })
                .await;
            page.find_with(&id("import-contents"), "7 new articles").await;
            page.find_with(&id("import-preview"), "بندر list.txt").await;
            page.find_with(&id("import-error"), "no file that Lede knows").await;
            page.gone(&id("drop-overlay")).await;
            page.screenshot("import-preview-several").await;
            fetch_never(&page).await;
            page.click(&id("import-run")).await;
            page.find_with(&id("import-report"), "This file was not taken in").await;
            page.find_with(&id("import-report"), "2 new articles").await;
            page.screenshot("import-report-several").await;
        })
        .await;
    assert_eq!(bench.lede(&["list"]).as_array().unwrap().len(), 7);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_import_rests_goes_on_and_holds_the_window() {
    let bench = Bench::new();
    let file = bench.at_home("long.txt");
    let lines: String = (0..60_000).map(|n| format!("https://news.example/story-{n}\n")).collect();
    fs::write(&file, lines).unwrap();
    let person = bench.clone();
    bench
        .window(|page| async move {
            choose(&page, &person, &file).await;
            fetch_never(&page).await;
            page.click(&id("import-run")).await;
            page.find_with(&id("import-progress"), "of the file").await;
            page.screenshot("import-progress").await;
            page.click(&id("import-background")).await;
            page.gone(&id("import-dialog")).await;
            page.find_with(&id("jobs-button"), "Bringing in").await;
            page.click(&id("jobs-button")).await;
            page.find(&id("import-job")).await;
            page.screenshot("import-job").await;
            person.ask_to_close();
            page.find_with(&id("import-progress"), "Closing the window stops this").await;
            page.screenshot("import-leaving").await;
            page.click(&id("import-pause")).await;
            page.find_with(&id("import-paused"), "so far").await;
            page.screenshot("import-paused").await;
            page.click(&id("import-go-on")).await;
            page.find_with(&id("import-progress"), "of the file").await;
            page.click(&id("import-pause")).await;
            page.click(&id("import-finish")).await;
            page.find_with(&id("import-report"), "what came in stays").await;
            page.click(&id("import-close")).await;
            page.gone(&id("import-dialog")).await;
            page.strike(&[Key::Control], ',').await;
            page.find_with(&id("earlier-import"), "broke off").await;
            page.run(
                "document.querySelector(arguments[0]).scrollIntoView({ block: 'center' })",
                &[json!(id("import-section"))],
            )
            .await;
            page.screenshot("import-settings-broken-off").await;
            page.click(&id("earlier-go-on")).await;
            person.dismiss_dialog("Choose the file again to go on").await;
            drop_file(&page, &person, &file).await;
            page.find_with(&id("import-before"), "broke off").await;
        })
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_import_dialog_in_each_look() {
    let (bench, site) = (Bench::new(), Site::start());
    bench.save_each([site.page("plain")]);
    let (file, person) = (raindrop(&bench), bench.clone());
    bench
        .window(|page| async move {
            for (language, theme, width, height) in [
                ("en", "light", 1280, 800),
                ("fa", "dark", 900, 600),
                ("fa", "light", 1280, 800),
                ("en", "dark", 900, 600),
            ] {
                page.prefer(json!({ "language": language, "theme": theme })).await;
                page.resize(width, height).await;
                let look = format!("{language}-{theme}-{width}x{height}");
                page.row("Harbour bridge").await;
                page.strike(&[Key::Control], 'o').await;
                page.find(&id("import-choice")).await;
                page.settled().await;
                page.screenshot(&format!("import-choice-{look}")).await;
                drop_file(&page, &person, &file).await;
                page.settled().await;
                page.screenshot(&format!("import-preview-{look}")).await;
                page.click("label.never").await;
                page.click(&format!("{} summary", id("import-refused"))).await;
                page.settled().await;
                page.screenshot(&format!("import-refused-{look}")).await;
                page.click(&id("import-run")).await;
                page.click(&format!("{} summary", id("import-merged"))).await;
                page.find(&format!("{} li", id("import-merged"))).await;
                page.screenshot(&format!("import-report-{look}")).await;
                page.press(Key::Escape).await;
                page.gone(&id("import-dialog")).await;
                page.press(Key::Control + ",").await;
                page.find(&id("earlier-import")).await;
                page.run(
                    "document.querySelector(arguments[0]).scrollIntoView({ block: 'center' })",
                    &[json!(id("import-section"))],
                )
                .await;
                page.screenshot(&format!("import-settings-{look}")).await;
                page.click(&id("earlier-more")).await;
                page.find(&id("earlier-take-back")).await;
                page.screenshot(&format!("import-settings-menu-{look}")).await;
                page.press(Key::Escape).await;
                page.gone(&id("earlier-take-back")).await;
                page.press(Key::Escape).await;
                page.gone(&id("settings-dialog")).await;
            }
        })
        .await;
}
