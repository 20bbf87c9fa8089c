//! One article as each system would store it.

use serde_json::json;

use super::*;

const LONG: &str = "A long enough sentence, which reads as one and counts as prose.";

fn html(blocks: &Value) -> String {
    let items = blocks.as_array().unwrap();
    Renderer::new(HashMap::new(), 10_000).array(items, None).html
}

#[test]
fn arc() {
    let blocks = json!([{"type": "text", "content": format!("{LONG} <a href=\"/x\">Link</a>")}, {"type": "header", "level": 3, "content": "Head"},
        {"type": "image", "url": "https://x.test/a.jpg", "caption": "Cap", "alt_text": "Alt", "credits": {"by": [{"name": "P. Hoto"}]}},
        {"type": "list", "list_type": "ordered", "items": [{"type": "text", "content": "one"}, {"type": "text", "content": "two"}]},
        {"type": "quote", "content_elements": [{"type": "text", "content": "Said."}], "citation": {"type": "text", "content": "Someone"}},
        {"type": "interstitial_link", "content": "Read more", "url": "/y"},
        {"type": "oembed_response", "raw_oembed": {"html": "<blockquote>post</blockquote>"}},
        {"type": "table", "header": [{"type": "text", "content": "H"}], "rows": [[{"type": "text", "content": "C"}]]}, {"type": "divider"}]);
    assert_eq!(
        html(&blocks),
        format!(
            "<p>{LONG} <a href=\"/x\">Link</a></p><h3>Head</h3><figure><img src=\"https://x.test/a.jpg\" alt=\"Alt\">\
             <figcaption>Cap P. Hoto</figcaption></figure><ol><li>one</li><li>two</li></ol><blockquote><p>Said.</p>\
             <p><cite>Someone</cite></p></blockquote><blockquote>post</blockquote><table><tr><th>H</th></tr>\
             <tr><td>C</td></tr></table><hr>"
        )
    );
}

#[test]
fn portable_text() {
    let span = |text: &str, marks: Value| json!({"_type": "span", "text": text, "marks": marks});
    let blocks = json!([
        {"_type": "block", "style": "h2", "children": [span("Head", json!([]))]},
        {"_type": "block", "style": "normal", "markDefs": [{"_key": "k", "_type": "link", "href": "https://x.test/"}],
            "children": [span("See ", json!([])), span("this", json!(["strong", "k"])), span(" & that", json!([]))]},
        {"_type": "block", "listItem": "bullet", "style": "normal", "children": [span("a", json!([]))]},
        {"_type": "block", "listItem": "bullet", "style": "normal", "children": [span("b", json!([]))]},
        {"_type": "image", "asset": {"url": "https://x.test/b.png"}, "caption": "Cap"}]);
    assert_eq!(
        html(&blocks),
        "<h2>Head</h2><p>See <a href=\"https://x.test/\"><strong>this</strong></a> &amp; that</p><ul><li>a</li><li>b</li></ul>\
         <figure><img src=\"https://x.test/b.png\" alt=\"\"><figcaption>Cap</figcaption></figure>"
    );
}

#[test]
fn trees_of_nodes() {
    let text = |text: &str| json!({"type": "text", "text": text});
    let pro = json!([{"type": "heading", "attrs": {"level": 2}, "content": [text("Head")]},
        {"type": "paragraph", "content": [text("Some "), {"type": "text", "text": "bold", "marks": [{"type": "bold"}]},
            {"type": "text", "text": "link", "marks": [{"type": "link", "attrs": {"href": "/l"}}]}]},
        {"type": "bulletList", "content": [{"type": "listItem", "content": [{"type": "paragraph", "content": [text("one")]}]}]},
        {"type": "blockquote", "content": [{"type": "paragraph", "content": [text("said")]}]}]);
    assert_eq!(
        html(&pro),
        "<h2>Head</h2><p>Some <strong>bold</strong><a href=\"/l\">link</a></p><ul><li><p>one</p></li></ul>\
         <blockquote><p>said</p></blockquote>"
    );
    let contentful = json!([{"nodeType": "paragraph", "content": [{"nodeType": "text", "value": "See ", "marks": []},
        {"nodeType": "hyperlink", "data": {"uri": "https://x.test/"}, "content": [{"nodeType": "text", "value": "it", "marks": [{"type": "italic"}]}]}]},
        {"nodeType": "embedded-asset-block", "data": {"target": {"fields": {"file": {"url": "//x.test/c.jpg"}}}}, "content": []}]);
    let written = html(&contentful);
    assert!(written.starts_with("<p>See <a href=\"https://x.test/\"><em>it</em></a></p>"), "{written}");
    let lexical = json!([{"type": "heading", "tag": "h3", "children": [text("Head")]},
        {"type": "paragraph", "children": [{"type": "text", "text": "b", "format": 1}, {"type": "link", "fields": {"url": "/a"}, "children": [text("c")]}]},
        {"type": "list", "listType": "number", "children": [{"type": "listitem", "children": [text("one")]}]}]);
    assert_eq!(
        html(&lexical),
        "<h3>Head</h3><p><strong>b</strong><a href=\"/a\">c</a></p><ol><li>one</li></ol>"
    );
    let syntax = json!([{"type": "element", "tagName": "p", "properties": {}, "children": [{"type": "text", "value": "x "},
        {"type": "element", "tagName": "a", "properties": {"href": "/q"}, "children": [{"type": "text", "value": "q"}]}]}]);
    assert_eq!(html(&syntax), "<p>x <a href=\"/q\">q</a></p>");
}

#[test]
fn lists_of_blocks() {
    let editor = json!([{"type": "header", "data": {"text": "Head", "level": 2}}, {"type": "paragraph", "data": {"text": "A <b>b</b>"}},
        {"type": "list", "data": {"style": "ordered", "items": ["one", {"content": "two", "items": [{"content": "three", "items": []}]}]}},
        {"type": "image", "data": {"file": {"url": "https://x.test/d.jpg"}, "caption": "Cap"}},
        {"type": "quote", "data": {"text": "Said", "caption": "Who"}}, {"type": "delimiter", "data": {}}]);
    assert_eq!(
        html(&editor),
        "<h2>Head</h2><p>A <b>b</b></p><ol><li>one</li><li>two<ul><li>three</li></ul></li></ol>\
         <figure><img src=\"https://x.test/d.jpg\" alt=\"\"><figcaption>Cap</figcaption></figure>\
         <blockquote><p>Said</p><p><cite>Who</cite></p></blockquote><hr>"
    );
    let prismic = json!([{"type": "heading2", "text": "Head", "spans": []},
        {"type": "paragraph", "text": "A link", "spans": [{"start": 2, "end": 6, "type": "hyperlink", "data": {"url": "/l"}}]},
        {"type": "list-item", "text": "one", "spans": []}, {"type": "o-list-item", "text": "two", "spans": []}]);
    assert_eq!(
        html(&prismic),
        "<h2>Head</h2><p>A <a href=\"/l\">link</a></p><ul><li>one</li></ul><ol><li>two</li></ol>"
    );
    let gutenberg = json!([{"name": "core/paragraph", "attributes": {"content": "A <em>b</em>"}}, {"name": "core/heading", "attributes": {"content": "H", "level": 4}}]);
    assert_eq!(html(&gutenberg), "<p>A <em>b</em></p><h4>H</h4>");
}

#[test]
fn nested_models_and_sections() {
    let fragment = |text: &str| json!({"type": "fragment", "model": {"text": text}});
    let nested = json!([{"type": "headline", "model": {"blocks": [{"type": "text", "model": {"blocks": [{"type": "paragraph", "model": {"text": "T", "blocks": [fragment("T")]}}]}}]}},
        {"type": "text", "model": {"blocks": [{"type": "paragraph", "model": {"text": "One two", "blocks": [fragment("One "), fragment("two")]}}]}}]);
    assert!(html(&nested).ends_with("<p>One two</p>"), "{}", html(&nested));
    let sections = json!([{"title": "First", "body": format!("<p>{LONG}</p>")}, {"title": "Other story", "url": "/o", "body": format!("<p>{LONG}</p>")},
        {"id": 3, "paragraphs": [LONG, "Label"]}]);
    assert_eq!(html(&sections), format!("<h2>First</h2><p>{LONG}</p><p>{LONG}</p>"));
}

#[test]
fn nothing_that_nests_or_multiplies_is_written_without_end() {
    let mut deep = json!("x");
    for _ in 0..90 {
        deep = json!({"type": "div", "children": [deep]});
    }
    let deep = json!([deep]);
    assert!(html(&deep).is_empty());
    let wide = Value::Array(vec![json!({"type": "p", "text": "x"}); 30_000]);
    assert!(html(&wide).len() <= 10_000 * 8);
}
