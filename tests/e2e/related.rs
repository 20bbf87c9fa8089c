//! Related articles beside the text: why they belong together, dismissed and taken back; and inserts that are hidden.

use serde_json::json;
use thirtyfour::Key;

use crate::site::Site;
use crate::support::{Bench, Page, id};

/// Pages of the site in two languages that share names, and one that shares nothing with any.
const STORIES: &[(&str, &str, &str)] = &[
    (
        "en",
        "Inspectors return to Fordow",
        "<p>The agency's director Rafael Grossi said on Monday that inspectors of the IAEA would return to Fordow next week, after
         months without access to the halls under the mountain.</p><aside class=\"read-also\"><p>Read also:
         <a href=\"/archive/fordow\">What is known about Fordow</a></p></aside>
         <p>Diplomats in Vienna expect a report on enrichment before the board of governors meets in the first week of December.</p>",
    ),
    (
        "en",
        "Grossi will travel to Fordow himself",
        "<p>After two days of talks in Vienna the IAEA announced that Rafael Grossi would travel to Fordow himself, together with a
         small team of inspectors from four countries.</p>
         <p>Enrichment goes on there, diplomats said, though at a slower pace than the report of the spring had feared.</p>",
    ),
    (
        "en",
        "Vienna prepares for the board of governors",
        "<p>Hotels in Vienna are full, as delegations of thirty-five countries come for the board of governors. Enrichment at Fordow
         stands first on the agenda, a diplomat said on Monday.</p>
         <p>Whether the inspectors will have anything to tell by then, nobody at the IAEA wished to promise this week.</p>",
    ),
    (
        "en",
        "Bakers say that bread will be dearer",
        "<p>Flour costs a fifth more than a year ago, and so bread will follow in autumn, the guild of bakers told its customers in
         a letter that hangs in most shop windows of the town.</p>
         <p>Rolls and cakes are to stay as they are until the new year at least, because butter has become somewhat cheaper.</p>",
    ),
    (
        "fa",
        "بازرسان به فردو برمی‌گردند",
        "<p>رافائل گروسی، مدیرکل آژانس، گفت که بازرسان آژانس هفتهٔ آینده پس از ماه‌ها دوری دوباره به تأسیسات فردو برمی‌گردند و
         گزارش تازه‌ای دربارهٔ غنی‌سازی خواهند نوشت.</p>
         <p>دیپلمات‌ها در وین چشم‌به‌راه گزارشی هستند که باید پیش از نشست شورای حکام در آغاز دسامبر آماده شود.</p>",
    ),
    (
        "fa",
        "گروسی خود به فردو می‌رود",
        "<p>آژانس پس از دو روز گفت‌وگو در وین اعلام کرد که رافائل گروسی خود همراه گروه کوچکی از بازرسان به تأسیسات فردو سفر
         خواهد کرد و با مقام‌ها دیدار می‌کند.</p>
         <p>به گفتهٔ دیپلمات‌ها غنی‌سازی در فردو ادامه دارد، هرچند آهسته‌تر از آنچه گزارش بهار از آن بیم داشت.</p>",
    ),
];

/// Saves the stories, the last one standing first in the list.
fn save(site: &Site, bench: &Bench) {
    for (number, (language, title, body)) in STORIES.iter().enumerate() {
        let day = 10 + number;
        let html = format!(
            "<!doctype html><html lang=\"{language}\"><head><title>{title}</title>
             <meta property=\"article:published_time\" content=\"2026-11-{day}T09:00:00Z\"></head>
             <body><main><article><h1>{title}</h1>{body}</article></main></body></html>"
        );
        let file = bench.archive().with_file_name(format!("story-{number}.html"));
        std::fs::write(&file, html).unwrap();
        bench.lede(&["save", "--html", file.to_str().unwrap(), &site.url(&format!("/stories/{number}"))]);
    }
    bench.lede(&["tag", "1", "2", "iran"]);
}

/// The titles of the related articles, in order, are these.
async fn until_related(page: &Page, titles: &[&str]) {
    let wanted = json!(titles);
    page.until(&format!(
        "const shown = [...document.querySelectorAll('[data-testid=related-article] .title')].map((title) => title.textContent);
         return JSON.stringify(shown) === JSON.stringify({wanted})"
    ))
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn related_articles_say_why_are_dismissed_taken_back_and_opened() {
    let (bench, site) = (Bench::new(), Site::start());
    save(&site, &bench);
    let keeper = bench.clone();
    bench
        .window(|page| async move {
            let (second, third) = (STORIES[1].1, STORIES[2].1);
            page.resize(1280, 800).await;
            page.connect(STORIES[0].1, "related").await;
            until_related(&page, &[second, third]).await;
            let said = page.find(&format!("{} .reason", id("related-article"))).await.text().await.unwrap();
            for reason in ["both mention", "Rafael Grossi", "Fordow", "1 day apart", "both tagged"] {
                assert!(said.contains(reason), "{reason} in {said}");
            }
            page.screenshot("related").await;
            page.click(&id("related-dismiss")).await;
            until_related(&page, &[third]).await;
            page.find(&id("toast-undo")).await;
            page.screenshot("related-dismissed").await;
            assert_eq!(keeper.lede(&["related", "1"]).as_array().unwrap().len(), 1);
            page.click(&id("toast-undo")).await;
            until_related(&page, &[second, third]).await;
            assert_eq!(keeper.lede(&["related", "1"]).as_array().unwrap().len(), 2);

            // Whoever relates the article by hand is offered them first, before anything is looked for.
            page.press(Key::Control + "l").await;
            page.until(&format!(
                "const offered = [...document.querySelectorAll('[data-testid=relate-target] .found')];
                 return JSON.stringify(offered.slice(0, 2).map((title) => title.textContent)) === JSON.stringify({})",
                json!([second, third])
            ))
            .await;
            page.screenshot("related-offered").await;
            page.press(Key::Escape).await;
            page.gone(&id("relate-dialog")).await;

            page.click(&format!("{} button.open", id("related-article"))).await;
            page.until_in_article("return article.body.innerText.includes('two days of talks')").await;
            page.row(STORIES[3].1).await.click().await.unwrap();
            page.find(&id("related-empty")).await;
            page.screenshot("related-empty").await;
        })
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn related_articles_read_well_in_persian_in_the_dark_and_in_a_small_window() {
    let (bench, site) = (Bench::new(), Site::start());
    save(&site, &bench);
    bench
        .window(|page| async move {
            page.resize(1280, 800).await;
            page.prefer(json!({ "language": "fa", "theme": "dark" })).await;
            page.connect(STORIES[4].1, "related").await;
            until_related(&page, &[STORIES[5].1]).await;
            let said = page.find(&format!("{} .reason", id("related-article"))).await.text().await.unwrap();
            assert!(said.contains("هر دو از") && said.contains("به فاصلهٔ ۱ روز"), "{said}");
            page.screenshot("related-fa-dark").await;
            page.row(STORIES[3].1).await.click().await.unwrap();
            page.find(&id("related-empty")).await;
            page.screenshot("related-fa-dark-empty").await;
            page.resize(900, 600).await;
            page.prefer(json!({ "language": "fa", "theme": "light" })).await;
            page.connect(STORIES[0].1, "related").await;
            until_related(&page, &[STORIES[1].1, STORIES[2].1]).await;
            page.screenshot("related-fa-small").await;
        })
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn boxes_that_point_to_other_stories_are_hidden_and_shown_again() {
    let (bench, site) = (Bench::new(), Site::start());
    save(&site, &bench);
    bench
        .window(|page| async move {
            let shown = "return article.querySelector('aside[data-insert]')?.getClientRects().length";
            page.resize(900, 600).await;
            page.row(STORIES[0].1).await.click().await.unwrap();
            page.until_in_article("return article.querySelector('aside[data-insert]') !== null").await;
            assert_eq!(page.in_article(shown).await, json!(1));
            page.click(&id("typography")).await;
            page.find("input[name=inserts]").await;
            page.screenshot("inserts-shown").await;
            page.run("document.querySelectorAll('input[name=inserts]')[1].click()", &[]).await;
            page.until_in_article(&format!("{shown} === 0")).await;
            page.screenshot("inserts-hidden").await;
            page.press(Key::Escape).await;
            // It is remembered, and the palette turns it back.
            page.prefer(json!({ "language": "fa", "theme": "dark", "inserts": "hidden" })).await;
            page.row(STORIES[0].1).await.click().await.unwrap();
            page.until_in_article(&format!("{shown} === 0")).await;
            page.click(&id("typography")).await;
            page.find("input[name=inserts]").await;
            page.screenshot("inserts-fa-dark").await;
        })
        .await;
}
