//! One text on several sites: folded in lists, told beside the text, compared, merged and taken back; and everything derived
//! made anew.

use serde_json::json;
use thirtyfour::Key;

use crate::support::{Bench, Page, id};

/// Host, language, headline and lead of each copy of an agency's text.
const OUTLETS: &[(&str, &str, &str, &str)] = &[
    (
        "kueste.example",
        "en",
        "Pier of the old town opens again",
        "Our correspondent watched the first ferry come in at dawn, an hour before the band began to play.",
    ),
    (
        "morgenblatt.example",
        "en",
        "After weeks of repairs, ships return",
        "Families had waited along the quay since four in the morning, and some had brought their breakfast.",
    ),
    (
        "bandar.example",
        "fa",
        "اسکلهٔ شهر کهنه باز شد",
        "خبرنگار ما از سپیده‌دم کنار اسکله بود و رسیدن نخستین کشتی را از نزدیک دید و با مردم گفت‌وگو کرد.",
    ),
    (
        "khabar.example",
        "fa",
        "کشتی‌ها به بندر برگشتند",
        "خانواده‌ها از چهار بامداد در ساحل چشم‌به‌راه بودند و برخی صبحانه را هم همراه آورده بودند.",
    ),
];

const ENGLISH: [&str; 4] = [
    "The harbour office said on Monday that the pier of the old town had opened again after eleven weeks of repairs, while ships \
     from six ports waited outside the breakwater for pilots.",
    "Engineers replaced forty of the timber piles that a storm had broken in spring, and the deck was raised by half a metre \
     because the tides of the past three winters had washed over it.",
    "The ferry to the islands will sail twice a day from now on, the operator said; a third crossing is planned for the summer \
     months if enough passengers come.",
    "Fishermen had complained that the works took longer than promised. The town council answered that the contract foresaw no \
     penalty for bad weather.",
];

const PERSIAN: [&str; 4] = [
    "ادارهٔ بندر روز دوشنبه گفت که اسکلهٔ شهر کهنه پس از یازده هفته تعمیر دوباره باز شده است و کشتی‌هایی از شش بندر بیرون موج‌شکن \
     چشم‌به‌راه راهنما هستند.",
    "مهندسان چهل ستون چوبی را که توفان بهار شکسته بود عوض کردند و کف اسکله را نیم متر بالا بردند، چون در سه زمستان گذشته آب از \
     روی آن گذشته بود.",
    "گردانندهٔ خط گفت که کشتی جزیره‌ها از این پس روزی دو بار راه می‌افتد و اگر مسافر به اندازهٔ کافی باشد، برای ماه‌های تابستان \
     سفر سومی هم افزوده می‌شود.",
    "ماهیگیران گله داشتند که کار بیش از آنچه وعده داده بودند به درازا کشید. شورای شهر پاسخ داد که در قرارداد برای هوای بد جریمه‌ای \
     پیش‌بینی نشده است.",
];

/// Saves the copies, the last one standing first in the list. The second leaves a paragraph out and has one of its own.
fn save(bench: &Bench) {
    for (number, (host, language, title, lead)) in OUTLETS.iter().enumerate() {
        let agency = if *language == "fa" { &PERSIAN } else { &ENGLISH };
        let kept = agency.iter().enumerate().filter(|(at, _)| number % 2 == 0 || *at != 3);
        let body: String = kept.map(|(_, paragraph)| format!("<p>{paragraph}</p>")).collect();
        let day = 10 + number;
        let html = format!(
            "<!doctype html><html lang=\"{language}\"><head><title>{title}</title>
             <meta property=\"og:site_name\" content=\"{}\">
             <meta property=\"article:published_time\" content=\"2026-11-{day}T09:00:00Z\"></head>
             <body><main><article><h1>{title}</h1><p>{lead}</p>{body}</article></main></body></html>",
            site(host)
        );
        let file = bench.archive().with_file_name(format!("copy-{number}.html"));
        std::fs::write(&file, html).unwrap();
        bench.lede(&["save", "--html", file.to_str().unwrap(), &format!("https://{host}/pier")]);
    }
}

fn site(host: &str) -> &'static str {
    match host {
        "kueste.example" => "Küstenbote",
        "morgenblatt.example" => "Morgenblatt",
        "bandar.example" => "بندر امروز",
        _ => "خبر جنوب",
    }
}

/// The list shows these of the outlets, in this order.
async fn until_rows(page: &Page, outlets: &[usize]) {
    let titles: Vec<&str> = outlets.iter().map(|outlet| OUTLETS[*outlet].2).collect();
    page.until(&format!(
        "const shown = [...document.querySelectorAll('[data-testid=article-row]')].sort((a, b) => a.ariaRowIndex - b.ariaRowIndex);
         return JSON.stringify(shown.map((row) => row.querySelector('.title')?.textContent)) === JSON.stringify({})",
        json!(titles)
    ))
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn copies_stand_under_the_first_of_their_text_until_a_person_looks_at_them() {
    let bench = Bench::new();
    save(&bench);
    let keeper = bench.clone();
    bench
        .window(|page| async move {
            page.resize(1280, 800).await;
            until_rows(&page, &[3, 1]).await;
            page.find_with(&id("folded"), "2 copies folded").await;
            page.screenshot("folded").await;

            // By keyboard, into the copies and out of them.
            page.run("document.querySelector('[data-testid=article-list]').focus()", &[]).await;
            page.press(Key::Down + Key::Down).await;
            page.until("return document.querySelector('.row.cursor')?.ariaRowIndex === '2'").await;
            page.press(Key::Right).await;
            until_rows(&page, &[3, 1, 0]).await;
            page.find_with(&id("folded"), "1 copy folded").await;
            page.press(Key::Down).await;
            page.until("return document.querySelector('.row.below.cursor') !== null").await;
            page.screenshot("unfolded").await;
            page.press(Key::Left).await;
            until_rows(&page, &[3, 1]).await;
            page.until("return document.querySelector('.row.cursor')?.ariaRowIndex === '2'").await;

            // By mouse; what is picked says what is not among it.
            page.click(&format!("[data-id='4'] {}", id("also-on"))).await;
            until_rows(&page, &[3, 2, 1]).await;
            page.press(Key::Control + "a").await;
            page.find_with(&id("bulk-bar"), "3 selected").await;
            page.find_with(&id("folded-out"), "without 1 folded copy").await;
            page.screenshot("folded-picked").await;
            page.click(&id("take-along")).await;
            page.find_with(&id("bulk-bar"), "4 selected").await;
            page.gone(&id("folded-out")).await;
            page.press("s").await;
            crate::support::until(
                || keeper.lede(&["list", "--shelf", "starred"]).as_array().unwrap().len() == 4,
                "the folded copy was left out",
            )
            .await;
            page.press(Key::Escape).await;

            // A row of its own for each, from now on.
            page.click(".sort-trigger").await;
            page.click(&id("fold-copies")).await;
            until_rows(&page, &[3, 2, 1, 0]).await;
            page.gone(&id("folded")).await;
            page.run("window.stale = true; setTimeout(() => location.reload())", &[]).await;
            page.until("return window.stale === undefined").await;
            page.mounted().await;
            until_rows(&page, &[3, 2, 1, 0]).await;
        })
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_derived_is_made_anew_from_the_settings() {
    let bench = Bench::new();
    save(&bench);
    let before = bench.lede(&["duplicates"]);
    let keeper = bench.clone();
    bench
        .window(|page| async move {
            page.resize(1280, 800).await;
            page.press(Key::Control + ",").await;
            page.find(&id("rebuild-start")).await.scroll_into_view().await.unwrap();
            page.screenshot("rebuild").await;
            page.click(&id("rebuild-start")).await;
            page.find_with(&id("toast"), "Made anew for 4 articles").await;
            page.screenshot("rebuilt").await;
            assert_eq!(keeper.lede(&["duplicates"]), before);
        })
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn copies_are_told_merged_into_one_and_taken_apart_again() {
    let bench = Bench::new();
    save(&bench);
    bench.lede(&["tag", "2", "harbour"]);
    bench.lede(&["note", "2", "Seen here first."]);
    bench.lede(&["highlight", "2", "The ferry to the islands will sail twice a day"]);
    let keeper = bench.clone();
    bench
        .window(|page| async move {
            page.resize(1280, 800).await;
            page.prefer(json!({ "copies": "each" })).await;
            page.find_with(&id("also-on"), "also on Morgenblatt").await;
            page.connect(OUTLETS[0].2, "copies").await;
            page.find_with(&id("copy"), OUTLETS[1].2).await;
            page.screenshot("copies").await;

            page.click(&id("copy-compare")).await;
            page.find_with(&id("diff-summary"), "only in Morgenblatt").await;
            page.find_with(".removed .label", "Only in Küstenbote").await;
            page.screenshot("compare-copies").await;
            page.run("document.querySelector('[data-testid=diff-view-beside]').click()", &[]).await;
            page.find(".beside").await;
            page.screenshot("compare-copies-beside").await;
            page.press(Key::Escape).await;
            page.gone(&id("compare-dialog")).await;

            page.click(&id("copy-merge")).await;
            page.find(&id("merge-dialog")).await;
            page.screenshot("merge").await;
            page.click(&id("merge-confirm")).await;
            page.gone(&id("merge-dialog")).await;
            page.until(&format!(
                "return ![...document.querySelectorAll('[data-testid=article-row] .title')]
                     .some((title) => title.textContent === '{}')",
                OUTLETS[1].2
            ))
            .await;
            page.gone(&id("copies")).await;
            page.screenshot("merged").await;
            let kept = keeper.lede(&["show", "1"]);
            assert_eq!(
                (&kept["tags"], kept["notes"].as_array().unwrap().len()),
                (&json!(["harbour"]), 1),
                "{kept}"
            );
            assert_eq!(kept["highlights"][0]["anchored"], "exact", "{kept}");
            assert_eq!(keeper.lede(&["show", "https://morgenblatt.example/pier"])["id"], 1);

            page.click(&id("toast-undo")).await;
            page.find_with(&id("copy"), OUTLETS[1].2).await;
            page.row(OUTLETS[1].2).await;
            assert_eq!(keeper.lede(&["show", "https://morgenblatt.example/pier"])["id"], 2);
            assert_eq!(keeper.lede(&["show", "1"])["tags"], json!([]));

            // The other one can be kept; it is opened in place of the one that is gone.
            page.click(&id("copy-merge")).await;
            page.click(&id("merge-keep-2")).await;
            page.click(&id("merge-confirm")).await;
            page.until_in_article("return article.body.innerText.includes('Families had waited')").await;
            assert_eq!(keeper.lede(&["show", "https://kueste.example/pier"])["id"], 2);
            page.press(Key::Control + "z").await;
            page.row(OUTLETS[0].2).await;
        })
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn copies_read_well_in_persian_in_the_dark_and_in_a_small_window() {
    let bench = Bench::new();
    save(&bench);
    bench
        .window(|page| async move {
            page.resize(1280, 800).await;
            page.prefer(json!({ "language": "fa", "theme": "dark" })).await;
            until_rows(&page, &[3, 1]).await;
            page.click(&id("also-on")).await;
            until_rows(&page, &[3, 2, 1]).await;
            page.find_with(&id("also-on"), "در بندر امروز هم هست").await;
            page.screenshot("folded-fa-dark").await;
            page.connect(OUTLETS[2].2, "copies").await;
            page.screenshot("copies-fa-dark").await;
            page.click(&id("copy-compare")).await;
            page.find_with(".removed .label", "تنها در بندر امروز").await;
            page.screenshot("compare-copies-fa-dark").await;
            page.press(Key::Escape).await;
            page.gone(&id("compare-dialog")).await;
            page.click(&id("copy-merge")).await;
            page.find(&id("merge-dialog")).await;
            page.screenshot("merge-fa-dark").await;
            page.press(Key::Escape).await;
            page.gone(&id("merge-dialog")).await;
            page.resize(900, 600).await;
            page.prefer(json!({ "language": "fa", "theme": "light" })).await;
            until_rows(&page, &[3, 1]).await;
            page.press(Key::Control + "a").await;
            page.find(&id("folded-out")).await;
            page.screenshot("folded-fa-small").await;
            page.press(Key::Escape).await;
            page.connect(OUTLETS[3].2, "copies").await;
            page.screenshot("copies-fa-small").await;
            page.click(&id("copy-compare")).await;
            page.find(".removed .label").await;
            page.screenshot("compare-copies-fa-small").await;
            page.press(Key::Escape).await;
            page.gone(&id("compare-dialog")).await;
            page.click(&id("copy-merge")).await;
            page.find(&id("merge-dialog")).await;
            page.screenshot("merge-fa-small").await;
        })
        .await;
}
