//! Markdown as a person writes it, and as somebody hostile would.

use proptest::prelude::*;

use super::{blocks, link_to, plain, to_html};
use crate::model::ArticleId;

fn html(text: &str) -> String {
    to_html(text, &|target| (target == "Harbour bridge").then_some(ArticleId(7)))
}

#[test]
fn the_dialect_is_rendered() {
    for (text, expected) in [
        (
            "a *b* **c** ~~d~~ `e`",
            "<p dir=\"auto\">a <em>b</em> <strong>c</strong> <del>d</del> <code>e</code></p>\n",
        ),
        ("# One\n###### Six", "<h2 dir=\"auto\">One</h2>\n<h6 dir=\"auto\">Six</h6>\n"),
        ("> پل\n> - بندر", "<blockquote dir=\"auto\"><p>پل</p>\n<ul>\n<li>بندر</li>\n</ul>\n</blockquote>\n"),
        ("3. a\n4. b", "<ol start=\"3\" dir=\"auto\">\n<li>a</li>\n<li>b</li>\n</ol>\n"),
        (
            "```rust\na < b https://x.org\n```",
            "<pre dir=\"ltr\"><code>a &lt; b https://x.org\n</code></pre>\n",
        ),
        (
            "a[^x]\n\n[^x]: b",
            "<p dir=\"auto\">a<sup class=\"footnote\"><a href=\"#fn-1\" rel=\"noopener noreferrer\">1</a></sup></p>\n\
             <div class=\"footnote\" id=\"fn-1\" dir=\"auto\"><sup>1</sup><p>b</p>\n</div>\n",
        ),
    ] {
        assert_eq!(html(text), expected, "{text}");
    }
}

#[test]
fn tables_and_tasks_are_rendered() {
    let table = html("| a | b |\n|:-:|---|\n| c | d |");
    assert!(
        table.starts_with("<table dir=\"auto\"><thead><tr><th style=\"text-align:center\">a</th>"),
        "{table}"
    );
    let tasks = html("- [x] done\n- [ ] open");
    assert_eq!(tasks.matches("type=\"checkbox\"").count(), 2, "{tasks}");
    assert_eq!(tasks.matches("checked=\"\"").count(), 1, "{tasks}");
    assert_eq!(tasks.matches("disabled=\"\"").count(), 2, "{tasks}");
}

#[test]
fn links_lead_to_pages_mail_and_articles_alone() {
    let link = |href: &str, shown: &str| {
        format!("<p dir=\"auto\"><a href=\"{href}\" rel=\"noopener noreferrer\">{shown}</a></p>\n")
    };
    for (text, expected) in [
        ("[a](https://x.org/?b&c)", link("https://x.org/?b&amp;c", "a")),
        ("<me@x.org>", link("mailto:me@x.org", "me@x.org")),
        ("[a](LEDE://article/3)", link("LEDE://article/3", "a")),
        ("![a *b*](https://x.org/p.png)", link("https://x.org/p.png", "a <em>b</em>")),
        ("![](https://x.org/p.png)", link("https://x.org/p.png", "https://x.org/p.png")),
        ("https://x.org/a_b_(c)", link("https://x.org/a_b_(c)", "https://x.org/a_b_(c)")),
        ("[a](javascript:alert(1))", "<p dir=\"auto\">a</p>\n".to_owned()),
        ("[a](/etc/passwd) [b](//x.org)", "<p dir=\"auto\">a b</p>\n".to_owned()),
        ("[a](data:text/html,b)", "<p dir=\"auto\">a</p>\n".to_owned()),
        (
            "[[Harbour  bridge|the *bridge*]]",
            "<p dir=\"auto\"><a class=\"article\" href=\"lede://article/7\" rel=\"noopener noreferrer\">the <em>bridge</em></a></p>\n"
                .to_owned(),
        ),
        ("[[Else]]", "<p dir=\"auto\"><a class=\"missing\" rel=\"noopener noreferrer\">Else</a></p>\n".to_owned()),
    ] {
        assert_eq!(html(text), expected, "{text}");
    }
}

#[test]
fn an_address_ends_where_its_sentence_goes_on() {
    for (text, address) in [
        ("see https://x.org/a.", "https://x.org/a"),
        ("(https://x.org/a_(b)) c", "https://x.org/a_(b)"),
        ("«https://x.org/پل»، c", "https://x.org/پل"),
        ("见https://x.org/a。然后", "https://x.org/a"),
    ] {
        let shown = html(text);
        assert!(shown.contains(&format!(">{address}</a>")), "{shown}");
    }
    for text in ["https://", "xhttps://x.org", "http: //x.org", "`https://x.org`"] {
        assert!(!html(text).contains("<a"), "{text}");
    }
}

#[test]
fn raw_html_is_shown_as_text() {
    assert_eq!(html("a <b onclick=x>b</b>"), "<p dir=\"auto\">a &lt;b onclick=x&gt;b&lt;/b&gt;</p>\n");
    assert_eq!(
        html("<script>\nalert(1)\n</script>"),
        "<p dir=\"auto\">&lt;script&gt;\nalert(1)\n&lt;/script&gt;</p>\n"
    );
}

#[test]
fn links_to_articles_are_found_with_their_sentences() {
    let text = "# Ports\n\nFirst. The [[Harbour\nbridge]] was shut; see [[https://x.org/a|this]]. Last.\n\n- پل [[بندر]] بسته شد.\n\n`[[not me]]`\n\n```\n[[nor me]]\n```";
    let found: Vec<(String, String)> = blocks(text)
        .iter()
        .flat_map(|block| {
            block
                .links
                .iter()
                .map(|link| (link.target.clone(), block.sentence(&link.place)))
                .collect::<Vec<_>>()
        })
        .collect();
    let sentence = "The Harbour bridge was shut; see this.";
    let expected =
        [("Harbour bridge", sentence), ("https://x.org/a", sentence), ("بندر", "پل بندر بسته شد.")];
    assert_eq!(found, expected.map(|(target, sentence)| (target.to_owned(), sentence.to_owned())));
}

#[test]
fn a_long_sentence_is_cut_around_its_link() {
    let text = format!("{}[[A|here]] {}", "word ".repeat(200), "wort ".repeat(200));
    let block = blocks(&text).remove(0);
    let sentence = block.sentence(&block.links[0].place);
    assert!(
        sentence.starts_with('…') && sentence.ends_with('…') && sentence.contains("word here wort"),
        "{sentence}"
    );
    assert!(sentence.chars().count() < 320, "{sentence}");
}

#[test]
fn plain_text_has_a_line_a_block() {
    assert_eq!(
        plain("# A *b*\n\nc\nd\n\n- e\n  - f\n\n| g | h |\n|---|---|\n| i | j |\n"),
        "A b\nc d\ne\nf\ng\nh\ni\nj"
    );
}

#[test]
fn hostile_nesting_ends() {
    for text in [
        "> ".repeat(20_000) + "a",
        "[".repeat(50_000),
        "[[".repeat(50_000) + &"]]".repeat(50_000),
        "*a **b ".repeat(20_000),
        (0..2_000).map(|depth| format!("{}- a\n", "  ".repeat(depth))).collect(),
        "![".repeat(20_000) + &"](a)".repeat(20_000),
    ] {
        assert!(!html(&text).contains("<script"));
        assert!(plain(&text).len() <= text.len() * 2);
    }
}

/// What a page would run or fetch: elements that are not ours, and attributes that are not.
fn forbidden(html: &str) -> Vec<String> {
    let tree = dom_query::Document::fragment(html);
    let mut found = Vec::new();
    for element in tree.select("*").iter() {
        let name = element.nodes()[0].node_name().unwrap_or_default().to_string();
        if [
            "script", "img", "iframe", "object", "embed", "style", "link", "svg", "math", "form", "base",
            "meta",
        ]
        .contains(&name.as_str())
        {
            found.push(name.clone());
        }
        for attribute in element.attrs() {
            let (key, value) = (attribute.name.local.to_string(), attribute.value.to_string());
            let known = match key.as_str() {
                "href" => super::address::is_allowed(&value) || value.starts_with("#fn-"),
                "style" => value.starts_with("text-align:"),
                "class" | "dir" | "id" | "rel" | "start" | "type" | "checked" | "disabled" => true,
                _ => false,
            };
            if !known {
                found.push(format!("{name} {key}={value}"));
            }
        }
    }
    found
}

fn scraps() -> impl Strategy<Value = String> {
    let scrap = prop::sample::select(vec![
        "<script>",
        "</script>",
        "<img src=x onerror=alert(1)>",
        "<svg/onload=alert(1)>",
        "<a href='javascript:a'>",
        "[",
        "]",
        "(",
        ")",
        "[[",
        "]]",
        "|",
        "![",
        "](javascript:alert(1))",
        "](https://x.org/\" onclick=\"a)",
        "`",
        "```\n",
        "\n",
        "\n\n",
        "> ",
        "- ",
        "1. ",
        "# ",
        "*",
        "**",
        "_",
        "~~",
        "&#106;avascript:",
        "[^a]",
        "\n[^a]: ",
        "<!--",
        "-->",
        "<![CDATA[",
        "https://x.org/\"<a",
        "| a | b |\n|---|---|\n| c ",
        "\\",
        "&quot;",
        "پل",
        "中国",
        "\u{0}",
        "a",
        " ",
        "\n[x]: javascript:alert(1)\n",
        "[x]",
        "<style>",
        "<textarea>",
        "<title>",
        "<x@y.z>",
    ]);
    prop::collection::vec(scrap, 0..24).prop_map(|scraps| scraps.concat())
}

proptest! {
    #[test]
    fn nothing_runs_and_nothing_is_fetched(text in scraps()) {
        let shown = html(&text);
        prop_assert_eq!(forbidden(&shown), Vec::<String>::new(), "{}", shown);
    }

    #[test]
    fn any_text_has_html_and_plain_text(text in any::<String>()) {
        prop_assert_eq!(forbidden(&html(&text)), Vec::<String>::new());
        for block in blocks(&text) {
            for link in &block.links {
                prop_assert!(!block.sentence(&link.place).contains("\n\n"));
            }
        }
    }

    #[test]
    fn a_title_in_brackets_is_read_as_that_title(title in "\\PC{0,40}") {
        let url = "https://example.org/a?b=[c]|d";
        let written = link_to(&title, url, false);
        let targets: Vec<String> = blocks(&format!("a {written} b")).remove(0).links.into_iter().map(|l| l.target).collect();
        let single = title.split_whitespace().collect::<Vec<_>>().join(" ");
        prop_assert!(
            targets == [single] || targets == ["https://example.org/a?b=%5Bc%5D%7Cd"],
            "{} gave {:?}", written, targets
        );
    }
}
