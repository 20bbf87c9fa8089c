use super::*;
use crate::capture::{PageInput, STACK_BYTES, clean_page, explain_page};
use crate::error::Error;
use crate::model::{Overruled, Page, SiteKnowledge};

fn fault(text: &str) -> (Option<u32>, String) {
    match parse_rule(text) {
        Err(Error::Rule { line, reason }) => (line, reason),
        other => panic!("{text:?} gave {other:?}"),
    }
}

#[test]
fn every_fault_is_told_with_its_line() {
    let head = "# for the desk\nhost = \"example.org\"\n";
    for (text, line, part) in [
        ("body = \"p[\"\n", Some(3), "no CSS selector"),
        ("remove = [\n  \".ad\",\n  \"p:frobnicated\",\n]", Some(5), "no CSS selector"),
        ("titel = \"h1\"", Some(3), "titel is no key"),
        ("prune = \"yes\"", Some(3), "true or false"),
        ("title = 3", Some(3), "a text in quotes"),
        ("title = [\"\"]", Some(3), "empty"),
        ("title = \"meta @con tent\"", Some(3), "attribute"),
        ("replace = [[\"a\"]]", Some(3), "[find, with]"),
        ("replace = [[\"\", \"a\"]]", Some(3), "empty"),
        ("body = ", Some(3), ""),
    ] {
        let (found, reason) = fault(&format!("{head}{text}"));
        assert_eq!(found, line, "{text}: {reason}");
        assert!(reason.contains(part), "{text}: {reason}");
    }
    assert_eq!(fault("body = \"p\"").0, None);
    assert_eq!(fault("host = \"https://example.org/a\"").0, Some(1));
    assert_eq!(fault(&"#".repeat(1 << 20)).0, None);
}

#[test]
fn hosts_are_matched_the_most_specific_first() {
    assert_eq!(
        HostPattern::all_for("www.News.Example.org"),
        ["news.example.org", "*.news.example.org", "*.example.org", "*.org"]
    );
    assert_eq!(HostPattern::all_for("localhost"), ["localhost"]);
    for (text, read) in [
        ("WWW.Example.org", Some("example.org")),
        ("*.example.org", Some("*.example.org")),
        ("xn--mgba3a4f16a.ir", Some("xn--mgba3a4f16a.ir")),
        ("127.0.0.1", Some("127.0.0.1")),
        ("ex ample.org", None),
        ("*.127.0.0.1", None),
        ("", None),
        ("*.", None),
    ] {
        assert_eq!(HostPattern::parse(text).as_ref().map(HostPattern::as_str), read, "{text}");
    }
}

const PROSE: &str = "The ministry said on Tuesday that the talks would resume next week in Geneva, after a break of three \
months that both sides had used to consult, and that all delegations had confirmed that they would attend.";

fn input(body: &str, rule: &str) -> PageInput {
    PageInput {
        body: format!(
            "<!DOCTYPE html><html lang=en><head><title>Example</title><meta name=kicker content='The true title'></head>\
             <body><main><article><h1>Talks resume in Geneva</h1><p>{PROSE}</p><p>{PROSE} Twice.</p>{body}</article></main>\
             <footer><div class=imprint><p>{PROSE} An imprint.</p></div></footer></body></html>"
        )
        .into_bytes(),
        content_type: Some("text/html; charset=utf-8".to_owned()),
        status: 200,
        url: "https://news.example/world/talks".to_owned(),
        fetched: "2026-04-01T00:00:00Z".parse().unwrap(),
        truncated: false,
        told: None,
        site: SiteKnowledge { rule: Some(format!("host = \"news.example\"\n{rule}")), pages: Vec::new() },
    }
}

/// On a thread like a worker's.
fn deep<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    std::thread::Builder::new().stack_size(STACK_BYTES).spawn(work).unwrap().join().unwrap()
}

fn page(body: &str, rule: &str) -> Page {
    let input = input(body, rule);
    deep(move || clean_page(&input).unwrap())
}

#[test]
fn a_rule_says_what_the_article_is() {
    let page = page("", "body = [\".missing\", \".imprint\"]");
    assert_eq!(page.text, format!("{PROSE} An imprint."));
    let used = page.rule.unwrap();
    assert_eq!(
        (used.host.as_str(), used.matched, used.unmatched.len()),
        ("news.example", vec!["body".to_owned()], 0)
    );
}

#[test]
fn a_body_that_is_not_there_leaves_the_page_as_it_would_be_without_a_rule() {
    let with = page("", "body = \"#gone\"\nremove = \".ad\"");
    let without = page("", "");
    assert_eq!((&with.html, &with.metadata), (&without.html, &without.metadata));
    assert_eq!(with.rule.unwrap().unmatched, ["body", "remove"]);
}

#[test]
fn what_a_rule_names_is_the_article_with_all_its_clutter_unless_it_prunes() {
    let clutter = "<p class=share><a href=/s>Share this story</a></p><h3>Related stories</h3><ul><li><a href=/a>One other \
                   story</a><li><a href=/b>Another other story</a></ul>";
    let all = page(clutter, "body = \"article\"");
    assert!(
        all.text.contains("Share this story") && all.text.contains("Another other story"),
        "{}",
        all.text
    );
    let pruned = page(clutter, "body = \"article\"\nprune = true");
    assert!(pruned.text.contains("Twice") && !pruned.text.contains("Another other story"), "{}", pruned.text);
    let less = page(clutter, "body = \"article\"\nremove = [\".share\", \"h3, ul\"]");
    assert!(!less.text.contains("Share this") && !less.text.contains("story"), "{}", less.text);
}

#[test]
fn what_a_rule_keeps_stays_beside_what_the_odds_choose() {
    let kept = page("", "keep = \".imprint\"");
    assert!(kept.text.contains("Twice.") && kept.text.ends_with("An imprint."), "{}", kept.text);
    assert!(!page("", "").text.contains("An imprint."));
}

#[test]
fn title_authors_and_date_come_from_where_the_rule_says() {
    let body = "<p class=line>Von <b>Ana Roe</b> und <b>Li Wei</b></p><time datetime='2026-03-04T10:00:00+01:00'>gestern</time>";
    let page = page(
        body,
        "title = [\"meta[name=headline]\", \"meta[name=kicker]\"]\nauthors = \".line b\"\ndate = [\".line\", \"article time\"]",
    );
    assert_eq!(page.metadata.title, "The true title");
    assert_eq!(page.metadata.authors, ["Ana Roe", "Li Wei"]);
    assert_eq!(page.metadata.published.as_deref(), Some("2026-03-04T10:00:00+01:00"));
    assert_eq!(page.metadata.published_from.as_deref(), Some("rule"));
}

#[test]
fn a_text_that_is_no_date_does_not_become_one() {
    let page = page("<p class=line>Some day</p>", "date = \".line\"");
    assert_eq!(page.metadata.published, None);
    assert_eq!(page.rule.unwrap().unmatched, ["date"]);
}

#[test]
fn texts_of_the_source_are_replaced_before_it_is_read() {
    let page = page(
        "<p>Behind the curtain, which is red, stood the delegates of both sides, and waited for their tea.</p>",
        "replace = [[\"Behind\", \"Before\"]]",
    );
    assert!(page.text.contains("Before the curtain"), "{}", page.text);
    let mut html = "a".repeat(1 << 20);
    let rule = parse_rule("host = \"a.org\"\nreplace = [[\"a\", \"aaaaaaaaaaaaaaaaaaaa\"]]").unwrap();
    replace_text(&rule, &mut html);
    assert_eq!(html.len(), 1 << 20, "a page is not blown up");
}

#[test]
fn the_explanation_names_what_decided() {
    let input = input("", "keep = \".imprint\"\nbody = \"article\"");
    let explanation = deep(move || explain_page(&input, None).unwrap());
    assert_eq!(explanation.rule.unwrap().matched, ["body", "keep"]);
    let by = |text: &str| {
        let block = explanation.blocks.iter().find(|b| b.text.contains(text)).unwrap();
        (block.kept, block.overruled.clone())
    };
    assert_eq!(by("Twice"), (true, Some(Overruled::Rule { key: "body".to_owned() })));
    assert_eq!(by("imprint"), (true, Some(Overruled::Rule { key: "keep".to_owned() })));
}
