//! Site rules: which one holds, and what cleaning again makes of them.

use std::sync::Arc;

use super::{Archive, archive, at, capture};
use crate::error::{Error, ErrorKind};
use crate::library::Clock;
use crate::model::{ArticleId, SaveStatus};

fn clock() -> Clock {
    Arc::new(|| at(100))
}

const PROSE: &str = "The ministry said on Tuesday that the talks would resume next week in Geneva, after a break of three \
months that both sides had used to consult, and that all delegations had confirmed that they would attend.";

/// Saves an article whose stored page has a note below its text.
fn save(archive: &Archive, url: &str) -> ArticleId {
    let mut capture = capture(url, "Talks", "as it was");
    capture.response.body = format!(
        "<html><body><article><h1>Talks resume</h1><p>{PROSE}</p><p>{PROSE} Twice.</p><p>{PROSE} Thrice.</p>\
         <p class=note>This note was written by the desk, and it says nothing that the story does not.</p></article>"
    )
    .into_bytes();
    archive.save(&capture)
}

async fn clean_again(archive: &Archive, id: ArticleId) -> (SaveStatus, String) {
    let outcomes =
        archive.library.reextract(Some(&[id]), clock(), &|_| {}, &Default::default()).await.unwrap();
    (outcomes[0].status, archive.library.article(id).unwrap().text)
}

#[test]
fn the_most_specific_rule_holds() {
    let archive = archive();
    let articles = ["https://a.example/1", "https://www.b.a.example/2", "https://c.b.a.example/3"];
    let ids = articles.map(|url| save(&archive, url));
    let library = &archive.library;
    for host in ["*.a.example", "a.example", "*.example"] {
        library.set_rule(&format!("host = \"{host}\""), at(1)).unwrap();
    }
    let holds = |host: &str| library.rule(host).unwrap().host;
    assert_eq!(holds("www.A.example"), "a.example");
    assert_eq!(holds("c.b.a.example"), "*.a.example");
    assert_eq!(holds("other.example"), "*.example");
    let counts: Vec<_> =
        library.rules().unwrap().into_iter().map(|rule| (rule.host, rule.articles)).collect();
    assert_eq!(
        counts,
        [("*.a.example".to_owned(), 2), ("*.example".to_owned(), 0), ("a.example".to_owned(), 1)]
    );
    assert_eq!(library.articles_of_rule("*.a.example").unwrap(), ids[1..]);
    assert_eq!(library.articles_of_rule("a.example").unwrap(), ids[..1]);
    assert_eq!(library.articles_of_rule("*.example").unwrap(), []);
}

#[test]
fn a_rule_that_cannot_be_used_changes_nothing() {
    let archive = archive();
    let library = &archive.library;
    library.set_rule("host = \"a.example\"\nbody = \"p\"", at(1)).unwrap();
    let error = library.set_rule("host = \"a.example\"\nbody = \"p[\"", at(2)).unwrap_err();
    assert!(matches!(error, Error::Rule { line: Some(2), .. }), "{error:?}");
    assert_eq!(library.rule("a.example").unwrap().text, "host = \"a.example\"\nbody = \"p\"");
    assert_eq!(library.remove_rule("www.b.a.example").unwrap_err().kind(), ErrorKind::NotFound);
    let removed = library.remove_rule("a.example").unwrap();
    assert_eq!(library.rule("a.example").unwrap_err().kind(), ErrorKind::NotFound);
    assert_eq!(library.set_rule(&removed.text, at(3)).unwrap().changed, at(3));
}

#[tokio::test(flavor = "multi_thread")]
async fn cleaning_again_follows_a_rule_and_its_removal() {
    let archive = archive();
    let id = save(&archive, "https://a.example/1");
    let (_, first) = clean_again(&archive, id).await;
    assert!(first.contains("written by the desk"), "{first}");
    archive.library.set_rule("host = \"a.example\"\nbody = \".note\"", at(1)).unwrap();
    let (status, ruled) = clean_again(&archive, id).await;
    assert_eq!(status, SaveStatus::Saved);
    assert!(ruled.starts_with("This note") && !ruled.contains("ministry"), "{ruled}");
    assert_eq!(archive.library.article(id).unwrap().rule.unwrap().matched, ["body"]);
    assert_eq!(clean_again(&archive, id).await.0, SaveStatus::Exists);
    archive.library.remove_rule("a.example").unwrap();
    assert_eq!(clean_again(&archive, id).await, (SaveStatus::Saved, first));
    assert_eq!(archive.library.article(id).unwrap().rule, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rule_can_be_tried_without_changing_anything() {
    let archive = archive();
    let id = save(&archive, "https://a.example/1");
    let rule = "host = \"a.example\"\nremove = \".note\"\ntitle = \".missing\"";
    let trial = archive.library.try_rule(id, Some(rule)).await.unwrap();
    assert_eq!(trial.removed.len(), 1);
    assert!(trial.removed[0].starts_with("This note") && trial.added.is_empty());
    assert_eq!(trial.rule.unwrap().unmatched, ["title"]);
    assert_eq!(archive.library.article(id).unwrap().text, "as it was");
    let other = archive.library.try_rule(id, Some("host = \"b.example\"")).await.unwrap_err();
    assert_eq!(other.to_string(), "the rule is for b.example, and the page is at a.example");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_site_repeats_goes_and_an_articles_own_copy_does_not_count() {
    let archive = archive();
    let promise = "We answer every letter that reaches this desk, and we correct what we get wrong as soon as we know of it.";
    let save = |n: usize| {
        let mut capture = capture(&format!("https://a.example/{n}"), "Talks", "as it was");
        let own: String = (0..4).map(|p| format!("<p>{}</p>", own_paragraph(n, p))).collect();
        capture.response.body =
            format!("<html><body><article><h1>Story {n}</h1>{own}<p>{promise}</p></article>").into_bytes();
        archive.save(&capture)
    };
    let ids: Vec<ArticleId> = (0..8).map(save).collect();
    let mut texts = Vec::new();
    for _ in 0..2 {
        for id in &ids {
            clean_again(&archive, *id).await;
        }
        texts = ids.iter().map(|id| archive.library.article(*id).unwrap().text).collect();
    }
    for (n, text) in texts.iter().enumerate() {
        assert!(!text.contains("every letter"), "{text}");
        assert!((0..4).all(|p| text.contains(&own_paragraph(n, p))), "{text}");
    }
    assert_eq!(archive.count("site_page"), 8);
}

fn own_paragraph(story: usize, paragraph: usize) -> String {
    let places = ["harbour", "market", "library", "station", "bridge", "school", "theatre", "museum"];
    let people = ["mayor", "engineer", "teacher", "ferryman"];
    let (place, person) = (places[story], people[paragraph]);
    format!(
        "The {person} of the {place} said on Tuesday that the {place} would be opened again before the winter, because \
         the {person} had been promised as much when the {place} was closed for repairs by the town council."
    )
}
