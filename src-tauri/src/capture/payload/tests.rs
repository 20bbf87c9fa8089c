//! Payloads as the systems that are named in the module write them.

use proptest::prelude::*;

use super::*;

const TEXT: &str = "The ministry said on Tuesday that the talks would resume next week in Geneva, and that nobody should \
    expect a quick result.";

fn script(id: &str, content: &str) -> Script {
    Script { id: id.to_owned(), json: !id.is_empty(), content: content.to_owned() }
}

fn found(scripts: &[Script], title: &str) -> Payload {
    find(scripts, &JsonLd::read(&[]), &Wording::of(title)).into_iter().next().expect("an article")
}

#[test]
fn the_articles_own_field_is_taken_and_not_its_neighbours() {
    let (body, other) = (format!("<p>{TEXT}</p>").repeat(5), format!("<p>{TEXT} Other.</p>").repeat(6));
    let data = serde_json::json!({"props": {"pageProps": {
        "article": {"title": "Talks resume", "slug": "talks", "body": body, "author": {"name": "Ana Ruiz"},
            "publishedAt": "2026-02-03T04:05:06Z"},
        "latest": [{"title": "Something else", "slug": "x", "body": other}],
        "related": [{"body": other.repeat(9)}], "footer": {"text": TEXT.repeat(9)}}}});
    let payload = found(&[script("__NEXT_DATA__", &data.to_string())], "Talks resume");
    assert_eq!((payload.html.as_str(), payload.from.as_str()), (body.as_str(), "__NEXT_DATA__"));
    assert_eq!(payload.title.as_deref(), Some("Talks resume"));
    assert_eq!(payload.authors, ["Ana Ruiz"]);
    assert_eq!(payload.published.as_deref(), Some("2026-02-03T04:05:06Z"));
}

#[test]
fn a_normalised_cache_is_put_together_by_its_references() {
    let mut state = serde_json::json!({"Post:1": {"title": "T", "content": {"bodyModel": {"paragraphs":
        (0..6).map(|n| serde_json::json!({"__ref": format!("Paragraph:{n}")})).collect::<Vec<_>>()}}}});
    for n in 0..6 {
        state[format!("Paragraph:{n}")] = serde_json::json!({"__typename": "Paragraph", "type": if n == 2 { "H3" } else { "P" }, "text": format!("{n} {TEXT}")});
    }
    let payload = found(&[script("", &format!("window.__APOLLO_STATE__ = {state}"))], "T");
    assert_eq!(payload.from, "__APOLLO_STATE__");
    assert!(payload.html.starts_with("<p>0 The ministry"), "{}", payload.html);
    assert!(payload.html.contains("<h3>2 The ministry"));
}

#[test]
fn pages_without_prose_in_their_data_have_none() {
    let labels: Vec<String> = (0..500).map(|n| format!("Label number {n}")).collect();
    let data =
        serde_json::json!({"labels": labels, "css": "a{b:c;d:e}".repeat(300), "id": "x".repeat(5_000)});
    assert!(find(&[script("x", &data.to_string())], &JsonLd::read(&[]), &Wording::of("T")).is_empty());
}

#[test]
fn the_entries_of_a_live_blog_have_their_times() {
    let ld = serde_json::json!({"@type": "LiveBlogPosting", "headline": "Storm", "liveBlogUpdate": [
        {"headline": "Second", "datePublished": "2026-01-24T16:42:00Z", "articleBody": format!("{TEXT}\n\n{TEXT}")},
        {"datePublished": "2026-01-24T15:00:00Z", "articleBody": TEXT.repeat(2)}]});
    let all = find(&[], &JsonLd::read(&[ld.to_string()]), &Wording::of("Storm"));
    let html = &all[0].html;
    assert!(html.contains(
        "<h3><time datetime=\"2026-01-24T16:42:00Z\">2026-01-24T16:42:00Z</time> Second</h3><p>The"
    ));
    assert_eq!(html.matches("<section>").count(), 2);
}

proptest! {
    /// Neither arbitrary text nor what looks like code ends in anything but a result.
    #[test]
    fn any_script_is_read(text in ".{0,300}", code in r#"([\[\]{}:,"'=()\\$!\-;]|new |JSON\.parse\(|\$L1|[a-z0-9]){0,300}"#) {
        let scripts = [script("", &text), script("x", &text), script("", &code), script("x", &code),
            script("", &format!("self.__next_f.push([1,{code:?}])")), script("", &format!("a=(function(b){{return {code}}}(1))"))];
        let found = find(&scripts, &JsonLd::read(std::slice::from_ref(&code)), &Wording::of(&text));
        prop_assert!(found.len() <= 2);
    }
}
