//! Stories: beside the text, as a timeline walked by keyboard, in their list; named, split, joined, pinned and taken back.

use serde_json::json;
use thirtyfour::Key;

use crate::support::{Bench, Page, id};

/// Host, site, how many days ago it appeared (none: a page without a date), headline, text.
const NEWS: &[(&str, &str, Option<u32>, &str, &str)] = &[
    (
        "herald.example",
        "The Herald",
        Some(7),
        "Dam at Lorvale breaks after days of rain",
        "The Lorvale dam broke on Tuesday night and water rushed into the valley. Engineer Petra Hollin said that the spillway had failed after days of rain. Hundreds fled to the school on the hill.",
    ),
    (
        "courier.example",
        "Valley Courier",
        Some(7),
        "Lorvale dam break leaves hundreds homeless",
        "Hundreds of people in Lorvale lost their homes when the dam broke. Petra Hollin, an engineer, blamed the spillway and the rain. Soldiers brought tents to the school on the hill.",
    ),
    (
        "herald.example",
        "The Herald",
        Some(5),
        "Spillway of Lorvale dam was known to be weak",
        "Petra Hollin warned of the spillway of the Lorvale dam two years ago, documents show. The engineer asked for a new gate. The valley is still under water after the dam broke.",
    ),
    (
        "tribune.example",
        "The Tribune",
        Some(2),
        "Lorvale: minister promises new dam with a second spillway",
        "A new dam at Lorvale will have a second spillway, the minister said in the valley. Engineer Petra Hollin is to plan it. Families still sleep in the school on the hill after the dam broke.",
    ),
    (
        "blog.example",
        "Waterways",
        None,
        "What the broken Lorvale dam tells about spillways",
        "The dam at Lorvale broke where its spillway met the rock. Petra Hollin, the engineer, had drawn that very crack. Rain filled the valley behind the dam for days.",
    ),
    (
        "herald.example",
        "The Herald",
        Some(4),
        "Tram drivers walk out over pay",
        "Drivers of the city's trams began a strike for higher pay on Friday. Their union Verka demands eight percent. Mayor Ute Karsten called the strike irresponsible and offered three percent.",
    ),
    (
        "courier.example",
        "Valley Courier",
        Some(2),
        "Tram strike ends: drivers get five percent",
        "The strike of the tram drivers is over. The union Verka and mayor Ute Karsten agreed on five percent more pay. Trams run again from Monday, the drivers' union said.",
    ),
    (
        "khabar.example",
        "خبر روز",
        Some(5),
        "سیل در مهران‌دشت صدها خانه را ویران کرد",
        "بارش شدید باران در مهران‌دشت سیل به راه انداخت و صدها خانه را ویران کرد. هلال احمر برای سیل‌زدگان مهران‌دشت چادر فرستاد. استاندار مدرسه‌ها را تعطیل کرد و راه روستاها بسته است.",
    ),
    (
        "dasht.example",
        "دشت",
        Some(4),
        "شمار قربانیان سیل مهران‌دشت به نوزده نفر رسید",
        "شمار قربانیان سیل در مهران‌دشت به نوزده نفر رسید. هلال احمر می‌گوید راه روستاها هنوز بسته است. استاندار از سیل‌زدگان در چادرها دیدار کرد و گفت صدها خانه ویران شده است.",
    ),
    (
        "khabar.example",
        "خبر روز",
        Some(1),
        "سیل‌زدگان مهران‌دشت هنوز در چادر زندگی می‌کنند",
        "سیل‌زدگان مهران‌دشت چند روز پس از سیل هنوز در چادر زندگی می‌کنند. هلال احمر پتو فرستاد. استاندار مهران‌دشت گفت صدها خانه از نو ساخته می‌شود و راه روستاها باز شده است.",
    ),
];

#[allow(
    clippy::disallowed_methods,
    reason = "a page without a date stands at the time it was saved, near which the others have to be"
)]
fn save(bench: &Bench) {
    for (number, (host, site, day, title, text)) in NEWS.iter().enumerate() {
        let language = if title.is_ascii() { "en" } else { "fa" };
        let date = day.map_or_else(String::new, |day| {
            let date = jiff::Zoned::now().date().saturating_sub(jiff::Span::new().days(i64::from(day)));
            format!("<meta property=\"article:published_time\" content=\"{date}T09:00:00Z\">")
        });
        let html = format!(
            "<!doctype html><html lang=\"{language}\"><head><title>{title}</title>{date}
             <meta property=\"og:site_name\" content=\"{site}\"></head>
             <body><main><article><h1>{title}</h1><p>{text}</p><p>{text}</p></article></main></body></html>"
        );
        let file = bench.archive().with_file_name(format!("news-{number}.html"));
        std::fs::write(&file, html).unwrap();
        bench.lede(&["save", "--html", file.to_str().unwrap(), &format!("https://{host}/news/{number}")]);
    }
}

/// The article of the timeline that has the focus.
async fn until_focused(page: &Page, title: &str) {
    let title = json!(title);
    page.until(&format!("return document.activeElement.querySelector?.('.title')?.textContent === {title}"))
        .await;
}

async fn until_pieces(page: &Page, count: usize) {
    page.until(&format!(
        "return document.querySelectorAll('[data-testid=timeline-article]').length === {count}"
    ))
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_story_stands_beside_the_text_and_its_timeline_is_walked_by_keyboard() {
    let bench = Bench::new();
    save(&bench);
    bench
        .window(|page| async move {
            page.resize(1280, 800).await;
            page.connect(NEWS[2].3, "story").await;
            page.find_with(&id("story-before"), NEWS[0].3).await;
            page.find_with(&id("story-after"), NEWS[3].3).await;
            let said = page.find(&id("story")).await.text().await.unwrap();
            assert!(said.contains("5 articles · 4 sites"), "{said}");
            page.screenshot("story-panel").await;

            page.click(&id("story-timeline")).await;
            until_pieces(&page, 5).await;
            until_focused(&page, NEWS[2].3).await;
            page.screenshot("timeline").await;
            let lanes = "return [...document.querySelectorAll('[data-testid=timeline-lane]')].map((lane) => lane.ariaLabel)";
            let lanes = page.run(lanes, &[]).await;
            assert_eq!(lanes, json!(["The Herald", "Valley Courier", "The Tribune", "No date"]));
            page.press(Key::Left).await;
            until_focused(&page, NEWS[0].3).await;
            page.press(Key::Down).await;
            until_focused(&page, NEWS[1].3).await;
            page.press(Key::End).await;
            page.press(Key::Down).await;
            until_focused(&page, NEWS[3].3).await;
            page.press(Key::Down).await;
            until_focused(&page, NEWS[4].3).await;
            for _ in 0..4 {
                page.press("+").await;
            }
            page.until("const t = document.querySelector('[data-testid=timeline]'); return t.scrollWidth > t.clientWidth * 1.5").await;
            page.press(Key::Up).await;
            until_focused(&page, NEWS[3].3).await;
            page.screenshot("timeline-zoomed").await;
            page.press("0").await;
            page.until("const t = document.querySelector('[data-testid=timeline]'); return t.scrollWidth <= t.clientWidth + 1").await;
            page.press(Key::Enter).await;
            page.gone(&id("story-dialog")).await;
            page.until_in_article("return article.body.innerText.includes('second spillway')").await;
        })
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_story_is_renamed_split_joined_pinned_and_all_of_it_is_taken_back() {
    let bench = Bench::new();
    save(&bench);
    let keeper = bench.clone();
    bench
        .window(|page| async move {
            page.resize(1280, 800).await;
            page.connect(NEWS[2].3, "story").await;
            page.press("w").await;
            until_focused(&page, NEWS[2].3).await;
            page.press(Key::F2).await;
            page.find(&id("story-name-field")).await;
            page.type_keys("The Lorvale dam").await;
            page.screenshot("story-rename").await;
            page.press(Key::Enter).await;
            page.find_with(".wide-title", "The Lorvale dam").await;
            until_focused(&page, NEWS[2].3).await;

            // The third and the fourth become a story of their own.
            page.press(Key::Space).await;
            page.press(Key::Down).await;
            page.press(Key::Down).await;
            until_focused(&page, NEWS[3].3).await;
            page.press(Key::Space).await;
            page.until("return document.querySelectorAll('[data-testid=timeline-article][aria-pressed=true]').length === 2").await;
            page.screenshot("timeline-picked").await;
            page.click(&id("story-split")).await;
            until_pieces(&page, 2).await;
            page.gone("[data-testid=timeline-article][aria-pressed=true]").await;
            page.press(Key::Escape).await;
            page.gone(&id("story-dialog")).await;
            page.press(Key::Control + "z").await;
            page.find_with(&id("story-name"), "The Lorvale dam").await;
            assert_eq!(keeper.lede(&["story", "3"])[0]["articles"], 5);

            // Out of the story, and back.
            page.click(&id("story-menu")).await;
            page.click(&id("story-take-out")).await;
            page.gone(&id("story")).await;
            page.press(Key::Control + "z").await;
            page.find(&id("story")).await;

            // Both strikes' articles join it.
            page.click(&id("story-menu")).await;
            page.screenshot("story-menu").await;
            page.click(&id("story-join")).await;
            page.find(&id("story-join-input")).await.send_keys("tram").await.unwrap();
            page.find_with(&id("story-join-choice"), "ram").await;
            page.screenshot("story-join").await;
            page.press(Key::Enter).await;
            page.gone(&id("story-join-dialog")).await;
            page.until("return document.querySelector('[data-testid=story]')?.innerText.includes('7 articles')").await;
            page.press(Key::Control + "z").await;
            page.until("return document.querySelector('[data-testid=story]')?.innerText.includes('5 articles')").await;

            page.click(&id("story-menu")).await;
            page.click(&id("story-pin")).await;
            page.click(&id("screen-stories")).await;
            page.find_with(&format!("{} .open", id("story-row")), "Pinned").await;
            page.screenshot("stories-pinned").await;
            assert_eq!(keeper.lede(&["story", "3"])[0]["pinned"], true);
        })
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn stories_are_listed_found_and_opened_and_an_empty_list_teaches() {
    let bench = Bench::new();
    let empty = bench.clone();
    bench
        .window(|page| async move {
            page.resize(1280, 800).await;
            page.click(&id("screen-stories")).await;
            page.find(&id("no-stories")).await;
            page.screenshot("stories-empty").await;
            save(&empty);
            page.until("return document.querySelectorAll('[data-testid=story-row]').length === 3").await;
            page.screenshot("stories").await;
            page.press("j").await;
            page.press(Key::Down).await;
            page.until("return document.activeElement.closest('[data-testid=story-row]')?.previousElementSibling !== null").await;
            page.press("/").await;
            page.type_keys("LORVALE").await;
            page.until("return document.querySelectorAll('[data-testid=story-row]').length === 1").await;
            page.press(Key::Enter).await;
            page.until("return document.activeElement.closest('[data-testid=story-row]') !== null").await;
            page.press(Key::Enter).await;
            until_pieces(&page, 5).await;
            page.press(Key::Escape).await;
            page.gone(&id("story-dialog")).await;
            page.press("/").await;
            page.type_keys("nowhere").await;
            page.find(&id("no-stories")).await;
        })
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn stories_read_well_in_persian_in_the_dark_and_in_a_small_window() {
    let bench = Bench::new();
    save(&bench);
    bench
        .window(|page| async move {
            page.resize(1280, 800).await;
            page.prefer(json!({ "language": "fa", "theme": "dark" })).await;
            page.connect(NEWS[8].3, "story").await;
            page.find_with(&id("story"), "۳ مقاله").await;
            page.screenshot("story-panel-fa-dark").await;
            page.press("w").await;
            until_focused(&page, NEWS[8].3).await;
            page.screenshot("timeline-fa-dark").await;
            // Time runs from right to left.
            page.press(Key::Up).await;
            until_focused(&page, NEWS[7].3).await;
            page.press(Key::Left).await;
            until_focused(&page, NEWS[9].3).await;
            page.press(Key::Right).await;
            until_focused(&page, NEWS[7].3).await;
            page.press(Key::Escape).await;
            page.click(&id("screen-stories")).await;
            page.find(&id("story-row")).await;
            page.screenshot("stories-fa-dark").await;

            page.resize(900, 600).await;
            page.prefer(json!({ "language": "fa", "theme": "light" })).await;
            page.row(NEWS[0].3).await.click().await.unwrap();
            page.until_in_article("return article.querySelector('.body p') !== null").await;
            page.press("w").await;
            until_focused(&page, NEWS[0].3).await;
            page.screenshot("timeline-fa-small").await;
            page.prefer(json!({ "language": "en", "theme": "light" })).await;
            page.press("g").await;
            page.press("o").await;
            page.find(&id("story-row")).await;
            page.screenshot("stories-small").await;
        })
        .await;
}
