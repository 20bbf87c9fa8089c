use super::super::testing::{article, fixture, recognised, refused, rows, survives};
use super::*;
use crate::model::{ImportFormat, ImportedContent, ImportedRow};

fn all(path: &str) -> Vec<ImportedRow> {
    rows(ImportFormat::Feed, path, &fixture(path))
}

fn html(article: &ImportedArticle) -> &str {
    match &article.content {
        Some(ImportedContent::Html(html, None)) => html,
        other => panic!("no HTML: {other:?}"),
    }
}

#[test]
fn the_articles_of_an_rss_2_feed_come_with_their_texts() {
    let rows = all("feed/rss2.xml");
    assert_eq!(rows.len(), 4);
    let first = article(&rows[0]);
    assert!(first.feed);
    assert_eq!(first.url.as_deref(), Some("https://gazette.example/water?id=1&v=2"));
    assert_eq!(first.title.as_deref(), Some("آب & خاک"));
    assert_eq!(first.site.as_deref(), Some("The Gazette"));
    assert_eq!(first.language.as_deref(), Some("fa"));
    assert_eq!(first.authors, ["مریم کریمی"]);
    assert_eq!(first.published.as_deref(), Some("2026-03-02T06:30:00Z"));
    assert_eq!(first.saved, None, "nobody saved it");
    assert_eq!(first.excerpt.as_deref(), Some("The short text."));
    assert_eq!(html(first), "<p>The <b>whole</b> text.</p>");
    assert_eq!(first.tags, [""; 0]);
    assert_eq!(rows[0].place, "line 10");
    assert!(rows[0].source.starts_with(b"<item>") && rows[0].source.ends_with(b"</item>"));

    let second = article(&rows[1]);
    assert_eq!(second.url.as_deref(), Some("https://gazette.example/by-guid"));
    assert_eq!(second.authors, ["Ann Lee"]);
    assert!(second.content.is_none());
    let third = article(&rows[2]);
    assert_eq!(third.url.as_deref(), Some("https://gazette.example/relative"), "relative to the feed's page");
    assert_eq!(*refused(&rows[3]), Refusal::Failed("it has no URL".to_owned()));
}

#[test]
fn the_articles_of_an_rss_1_feed_come_in() {
    let rows = all("feed/rss1.rdf");
    let first = article(&rows[0]);
    assert_eq!(rows.len(), 2);
    assert_eq!(first.url.as_deref(), Some("https://blatt.example/eins"));
    assert_eq!(first.site.as_deref(), Some("Das Blatt"));
    assert_eq!(first.authors, ["Anna Müller"]);
    assert_eq!(first.published.as_deref(), Some("2026-01-01T00:00:00+02:00"));
}

#[test]
fn the_articles_of_an_atom_feed_come_with_their_texts() {
    let rows = all("feed/atom.xml");
    assert_eq!(rows.len(), 3);
    let first = article(&rows[0]);
    assert_eq!(first.url.as_deref(), Some("https://atom.example/2026/one"));
    assert_eq!(first.title.as_deref(), Some("One < two"));
    assert_eq!(first.site.as_deref(), Some("新聞"));
    assert_eq!(first.language.as_deref(), Some("zh-Hant"));
    assert_eq!(first.authors, ["王小明"], "the feed's author");
    assert_eq!(html(first).trim(), "<div><p>第一段<br>x &lt; y</p></div>");
    assert_eq!(first.published.as_deref(), Some("2026-02-03T05:05:06+01:00"));
    let second = article(&rows[1]);
    assert_eq!(html(second), "<p>escaped &amp; read</p>");
    assert_eq!(second.authors, ["Eve"]);
    assert_eq!(second.excerpt.as_deref(), Some("In short"));
    assert!(matches!(&article(&rows[2]).content, Some(ImportedContent::Text(text)) if text == "just text"));
}

#[test]
fn the_articles_of_a_json_feed_come_with_their_texts() {
    let rows = all("feed/feed.json");
    assert_eq!(rows.len(), 4);
    let first = article(&rows[0]);
    assert_eq!(first.url.as_deref(), Some("https://json.example/one"));
    assert_eq!(first.site.as_deref(), Some("JSON & more"));
    assert_eq!(first.authors, ["Sara"]);
    assert_eq!(html(first), "<p>Salt</p>");
    assert_eq!(first.published.as_deref(), Some("2026-01-01T12:00:00+01:00"));
    let second = article(&rows[1]);
    assert_eq!(second.authors, ["The Desk"]);
    assert!(matches!(&second.content, Some(ImportedContent::Text(text)) if text == "نمک"));
    assert!(matches!(refused(&rows[2]), Refusal::Failed(_)), "it is no object");
    assert_eq!(article(&rows[3]).url.as_deref(), Some("https://elsewhere.example/"));
}

#[test]
fn a_feed_that_is_cut_off_hands_over_what_came_before() {
    let rows = all("feed/truncated.xml");
    assert_eq!(rows.len(), 2);
    assert_eq!(article(&rows[0]).title.as_deref(), Some("First"));
    assert!(matches!(refused(&rows[1]), Refusal::Failed(why) if why.contains("ends before its end")));
}

#[test]
fn bad_markup_in_an_entry_stops_no_other() {
    let rows = all("feed/crooked.xml");
    let titles: Vec<_> = rows.iter().map(|row| article(row).title.as_deref().unwrap_or("-")).collect();
    assert_eq!(titles, ["R&D report AT&T", "Unclosed", "Last caf\u{e9}"]);
}

#[test]
fn a_page_is_no_feed() {
    assert_eq!(
        recognised("a.html", b"<!doctype html><html><body>rss</body></html>"),
        Some(ImportFormat::Page)
    );
}

#[test]
fn nothing_makes_it_stumble() {
    for path in ["feed/rss2.xml", "feed/rss1.rdf", "feed/atom.xml", "feed/feed.json"] {
        survives(ImportFormat::Feed, path, &fixture(path));
    }
}
