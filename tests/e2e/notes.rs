//! Notes: written, read, linked and found again in the real window, and kept when it dies.

use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::{Value, json};
use thirtyfour::prelude::Key;

use crate::site::{Site, bulk};
use crate::support::{Bench, Page, id, until};

/// What a window that is killed may lose of what was typed.
const LOST: Duration = Duration::from_secs(2);

fn two_articles(bench: &Bench, site: &Site) {
    bench.save_each((1..=2).map(|number| site.url(&bulk::path(number))));
}

async fn open(page: &Page, title: &str) {
    page.row(title).await.click().await.unwrap();
    page.until_in_article(&format!("return article.querySelector('h1')?.textContent === {}", json!(title)))
        .await;
}

/// Waits until the editor has taken over from the plain field and has the keyboard.
async fn editing(page: &Page) {
    page.until("return document.activeElement?.classList.contains('cm-content') ?? false").await;
}

async fn saved(page: &Page) {
    page.until("return document.querySelector('[data-testid=note-status]')?.dataset.status === 'saved' && document.querySelector('[data-testid=note]')?.dataset.note !== undefined").await;
}

fn texts(bench: &Bench) -> Vec<String> {
    let notes = bench.lede(&["notes"]);
    notes.as_array().unwrap().iter().map(|note| note["text"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_note_is_written_linked_followed_and_brought_back() {
    let bench = Bench::new();
    let site = Site::start();
    two_articles(&bench, &site);
    let test = bench.clone();
    bench
        .window(|page| async move {
            open(&page, &bulk::title(1)).await;
            page.press("n").await;
            editing(&page).await;
            page.press("# Who paid").await;
            page.press(Key::Enter + Key::Enter).await;
            page.press("The **county**, says [[report 2").await;
            page.find_with(".cm-tooltip-autocomplete li", &bulk::title(2)).await;
            page.screenshot("note-completion").await;
            page.press(Key::Enter).await;
            page.press(".").await;
            saved(&page).await;
            let written = format!("# Who paid\n\nThe **county**, says [[{}]].", bulk::title(2));
            assert_eq!(texts(&test), [written]);

            page.find(&id("note-read")).await.click().await.unwrap();
            page.find_with(&format!("{} h2", id("note-preview")), "Who paid").await;
            page.find_with(&format!("{} strong", id("note-preview")), "county").await;
            page.screenshot("note-read").await;
            page.find_with(&format!("{} a.article", id("note-preview")), &bulk::title(2))
                .await
                .click()
                .await
                .unwrap();
            let other = json!(bulk::title(2));
            page.until_in_article(&format!("return article.querySelector('h1')?.textContent === {other}"))
                .await;
            page.find_with(&id("note-mentions"), "The county, says").await;
            page.screenshot("note-mentions").await;
            page.find(&id("note-mention")).await.click().await.unwrap();
            page.find_with(&format!("{} h2", id("note-preview")), "Who paid").await;

            page.run("window.stale = true; setTimeout(() => location.reload())", &[]).await;
            page.until("return window.stale === undefined").await;
            page.mounted().await;
            page.find(&id("screen-notes")).await.click().await.unwrap();
            page.find_with(&id("note-row"), "Who paid").await.click().await.unwrap();
            page.find_with(&format!("{} strong", id("note-preview")), "county").await;
            // What another program writes comes in.
            test.lede(&["note", "--change", "1", "The **harbour** paid."]);
            page.find_with(".cm-content", "harbour").await;
            page.find(&id("note-delete")).await.click().await.unwrap();
            page.gone(&id("note-row")).await;
            assert_eq!(texts(&test), [""; 0]);
            page.find(&id("toast-undo")).await.click().await.unwrap();
            page.find_with(&id("note-row"), "The harbour paid").await;
            assert_eq!(texts(&test), ["The **harbour** paid."]);
        })
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn research_notes_are_begun_by_key_and_found_by_their_words() {
    let bench = Bench::new();
    let site = Site::start();
    two_articles(&bench, &site);
    bench.lede(&["note", "1", "On the first report"]);
    let test = bench.clone();
    bench
        .window(|page| async move {
            page.row(&bulk::title(1)).await;
            page.press(Key::Shift + "n").await;
            editing(&page).await;
            page.press("Bridges of the north").await;
            saved(&page).await;
            page.find(&id("notes-find")).await.send_keys("first").await.unwrap();
            page.find_with(&id("note-row"), "On the first report").await;
            page.until("return document.querySelectorAll('[data-testid=note-row]').length === 1").await;
            page.find(&id("notes-find")).await.send_keys(Key::Escape).await.unwrap();
            page.until("return document.querySelectorAll('[data-testid=note-row]').length === 2").await;
            page.find(&id("notes-standalone")).await.click().await.unwrap();
            page.until("return document.querySelectorAll('[data-testid=note-row]').length === 1").await;
            page.find_with(&id("note-row"), "Bridges of the north").await;
            let notes = test.lede(&["notes", "--standalone"]);
            assert_eq!(notes[0]["article"], Value::Null);
        })
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_window_that_is_closed_at_once_has_kept_the_last_letter() {
    let bench = Bench::new();
    let test = bench.clone();
    bench
        .doomed_window(|page| async move {
            page.find(&id("welcome")).await;
            page.press(Key::Shift + "n").await;
            editing(&page).await;
            page.press("the last letter").await;
            test.ask_to_close();
            until(|| test.processes().is_empty(), "the window did not close").await;
        })
        .await;
    assert_eq!(texts(&bench), ["the last letter"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_window_that_is_killed_has_lost_two_seconds_at_most() {
    let bench = Bench::new();
    let test = bench.clone();
    let typed = bench
        .doomed_window(|page| async move {
            page.find(&id("welcome")).await;
            page.press(Key::Shift + "n").await;
            editing(&page).await;
            // The page itself says when each letter was there: the driver is slower than a hand.
            let watch = "window.typed = []; document.querySelector('.cm-content').addEventListener('input', () => window.typed.push(performance.now()))";
            page.run(watch, &[]).await;
            let began = Instant::now();
            while began.elapsed() < LOST * 3 {
                page.press("a").await;
            }
            let times = "const now = performance.now(); return window.typed.map((time) => now - time)";
            let ages: Vec<f64> = serde_json::from_value(page.run(times, &[]).await).unwrap();
            for process in test.processes() {
                let _ = kill_process(Pid::from_raw(i32::try_from(process).unwrap()).unwrap(), Signal::KILL);
            }
            ages
        })
        .await;
    let old = typed.iter().filter(|age| **age > LOST.as_secs_f64() * 1000.0).count();
    let kept = texts(&bench).first().map_or(0, String::len);
    eprintln!("typed {}, of them {old} more than two seconds before the end; kept {kept}", typed.len());
    assert!(old > 0 && kept >= old, "kept {kept} of {old}");
}

#[tokio::test(flavor = "multi_thread")]
async fn notes_can_be_read_and_written_in_every_look() {
    let bench = Bench::new();
    let site = Site::start();
    bench.lede(&["save", &site.page("plain")]);
    bench.lede(&["save", &site.page("persian-mixed")]);
    bench.lede(&["note", "1", "# Who paid?\n\nThe **county**, says the driver — a third more than planned:\n\n- [x] ask the county\n- [ ] ask the port\n\n> 6.4 million\n\n| year | cost |\n|---|--:|\n| 2025 | 4.8 |\n| 2026 | 6.4 |\n\nSee [[گسل‌های البرز]] and https://example.org/budget[^1].\n\n[^1]: Page 12."]);
    bench.lede(&[
        "note",
        "2",
        "## پرسش‌ها\n\nآیا این گسل **فعال** است؟ گزارش USGS را ببینید.\n\n1. زمین‌شناس\n2. شهرداری",
    ]);
    bench.lede(&[
        "note",
        "--new",
        "پل‌های شمال\n\nسه پل از [[Harbour bridge reopens after eleven months of repairs]] قدیمی‌ترند.",
    ]);
    bench
        .window(|page| async move {
            for (language, theme) in [("en", "light"), ("en", "dark"), ("fa", "light"), ("fa", "dark")] {
                page.prefer(json!({ "language": language, "theme": theme })).await;
                for (width, height) in [(1280, 800), (900, 600)] {
                    page.resize(width, height).await;
                    let name = |what: &str| format!("notes-{what}-{language}-{theme}-{width}");
                    page.press("g").await;
                    page.press("n").await;
                    page.find(&id("note-row")).await;
                    let row = if language == "fa" { "پرسش‌ها" } else { "Who paid" };
                    page.find_with(&id("note-row"), row).await.click().await.unwrap();
                    page.find(".cm-content").await;
                    page.settled().await;
                    page.screenshot(&name("screen")).await;
                    page.find(&id("note-back")).await.click().await.unwrap();
                    page.press("g").await;
                    page.press("a").await;
                    let title = if language == "fa" { "گسل" } else { "Harbour bridge" };
                    page.row(title).await.click().await.unwrap();
                    page.until_in_article("return article.querySelector('h1') !== null").await;
                    page.find(&id("toggle-notes")).await.click().await.unwrap();
                    page.find(&id("notes-panel")).await;
                    page.settled().await;
                    page.screenshot(&name("panel")).await;
                    page.find(&format!("{} {}", id("notes-panel"), id("note-row")))
                        .await
                        .click()
                        .await
                        .unwrap();
                    page.find(".cm-content").await;
                    page.settled().await;
                    page.screenshot(&name("beside")).await;
                    page.find(&id("note-back")).await.click().await.unwrap();
                    page.find(&id("panel-close")).await.click().await.unwrap();
                }
            }
        })
        .await;
}
