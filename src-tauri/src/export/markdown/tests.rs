use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::html::{self, Around};
use crate::anchor::ReadingText;

fn written(html: &str) -> String {
    html::write(html, &Around::default()).text
}

/// The text that a reader of the Markdown sees, with a break wherever a block or a line ends, and the HTML elements as what they are.
fn read(markdown: &str) -> String {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES;
    let mut text = String::new();
    let mut skipped = 0;
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Start(Tag::Image { .. }) => skipped += 1,
            Event::End(TagEnd::Image) => skipped -= 1,
            Event::Text(more) | Event::Code(more) if skipped == 0 => text.push_str(&more),
            Event::InlineHtml(tag) if ["<rt>", "<rp>"].contains(&&*tag) => skipped += 1,
            Event::InlineHtml(tag) if ["</rt>", "</rp>"].contains(&&*tag) => skipped -= 1,
            Event::InlineHtml(tag) if &*tag == "<br>" => text.push('\n'),
            Event::InlineHtml(_) => {}
            Event::Html(html) => panic!("a block of HTML: {html}\nin {markdown}"),
            Event::TaskListMarker(_) | Event::FootnoteReference(_) => {
                panic!("not meant: {event:?} in {markdown}")
            }
            Event::SoftBreak | Event::HardBreak | Event::Rule => text.push('\n'),
            Event::Start(tag) if is_block(tag.to_end()) => text.push('\n'),
            Event::End(tag) if is_block(tag) => text.push('\n'),
            _ => {}
        }
    }
    words(&text)
}

fn is_block(tag: TagEnd) -> bool {
    !matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image)
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn blocks_are_markdowns_own() {
    let html = "<h2 dir=\"auto\">A <em>day</em></h2><p dir=\"auto\">One  two<br>three</p><blockquote><p>Said</p><p>more</p></blockquote>\
        <ul><li>a</li><li>b<ul><li>c</li></ul></li></ul><ul><li>other</li></ul><ol start=\"3\"><li><p>x</p><p>y</p></li></ol><hr>\
        <pre><code>let x = \"```\";\n  y</code></pre>\
        <figure><img src=\"asset:ab\" alt=\"A [bridge]\"><figcaption>The bridge</figcaption></figure>\
        <dl><dt>Term</dt><dd>What it is</dd></dl><details><summary>More</summary><p>of it</p></details>";
    let mut around = Around::default();
    around.pictures.insert("ab".to_owned(), "pictures/ab.jpg".to_owned());
    assert_eq!(
        html::write(html, &around).text,
        "## A *day*\n\nOne two  \nthree\n\n> Said\n>\n> more\n\n- a\n- b\n  - c\n\n* other\n\n3. x\n\n   y\n\n***\n\n\
        ````\nlet x = \"```\";\n  y\n````\n\n![A \\[bridge\\]](pictures/ab.jpg)\n\nThe bridge\n\n- **Term**\n\n  What it is\n\n**More**\n\nof it"
    );
}

#[test]
fn a_table_keeps_its_cells_where_they_stand() {
    let html = "<table><caption>Tides</caption><thead><tr><th>Day</th><th colspan=\"2\">High | low</th></tr></thead>\
        <tbody><tr><td rowspan=\"2\">Sat</td><td>1</td><td><code>a|b</code></td></tr><tr><td>3</td><td><p>4</p><p>5</p></td></tr></tbody></table>";
    assert_eq!(
        written(html),
        "Tides\n\n| Day | High \\| low |  |\n| --- | --- | --- |\n| Sat | 1 | `a\\|b` |\n|  | 3 | 4<br>5 |"
    );
    assert_eq!(
        written("<table><tbody><tr><td>a</td><td>b</td></tr></tbody></table>"),
        "|  |  |\n| --- | --- |\n| a | b |"
    );
    assert_eq!(
        written("<table><tr><td><p>laid out</p><ul><li>x</li></ul></td></tr></table>"),
        "laid out\n\n- x"
    );
}

#[test]
fn emphasis_is_a_sign_where_it_holds_and_an_element_where_not() {
    for (html, markdown) in [
        ("<p>a <strong>bold</strong> word</p>", "a **bold** word"),
        ("<p>un<em>believ</em>able</p>", "un*believ*able"),
        ("<p>这是<strong>“中文。”</strong>中文</p>", "这是<strong>“中文。”</strong>中文"),
        ("<p>او گفت <strong>«نه»</strong> و رفت</p>", "او گفت **«نه»** و رفت"),
        ("<p>a<strong> b </strong>c</p>", "a **b** c"),
        ("<p><strong><em>both</em></strong></p>", "<strong><em>both</em></strong>"),
        ("<p><strong>one</strong><strong>two</strong></p>", "<strong>one</strong><strong>two</strong>"),
        ("<p>no <strong> </strong>thing</p>", "no thing"),
        ("<p>x<sup>2</sup> and <del>gone</del></p>", "x<sup>2</sup> and ~~gone~~"),
    ] {
        assert_eq!(written(html), markdown, "{html}");
    }
}

#[test]
fn text_is_never_taken_for_markup() {
    for (text, markdown) in [
        ("1. May was", "1\\. May was"),
        ("- not a list", "\\- not a list"),
        ("#MeToo and #2", "\\#MeToo and \\#2"),
        ("C# is", "C# is"),
        ("snake_case _x_", "snake_case \\_x\\_"),
        ("5 &lt; 6 &amp;lt; &lt;b&gt; AT&amp;T", "5 < 6 \\&lt; \\<b> AT&T"),
        ("[[x]] ==y== a = b 100%", "\\[\\[x\\]\\] \\=\\=y\\=\\= a = b 100%"),
        ("costs $5 or $6", "costs \\$5 or \\$6"),
        ("costs $5", "costs $5"),
    ] {
        assert_eq!(written(&format!("<p>{text}</p>")), markdown, "{text}");
    }
}

#[test]
fn links_lead_to_files_and_pages() {
    let mut around = Around::default();
    around.articles.insert("https://x.org/a".to_owned(), "A (draft) 50%.md".to_owned());
    let html = "<p>See <a href=\"https://x.org/a\">one</a>, <a href=\"https://x.org/b_(c)?d=1&amp;copy;\"><em>two</em></a> \
        <a href=\"https://x.org/\"></a>and <img data-missing=\"status\" data-url=\"https://x.org/p q.jpg\" alt=\"A boat\"></p>";
    assert_eq!(
        html::write(html, &around).text,
        "See [one](A%20%28draft%29%2050%25.md), [*two*](https://x.org/b_%28c%29?d=1&amp;copy;) and \
        \\[[Picture: A boat, not in the archive](https://x.org/p%20q.jpg)\\]"
    );
}

#[test]
fn footnotes_of_the_page_become_footnotes() {
    let html = "<p>The coaches,<sup id=\"lede-r1\"><a href=\"#lede-n1\">1</a></sup> and so on.</p><hr>\
        <ol><li id=\"lede-n1\">Minutes, <em>1832</em>. <a href=\"#lede-r1\">↩</a></li></ol>";
    assert_eq!(written(html), "The coaches,[^1] and so on.\n\n***\n\n[^1]: Minutes, *1832*.");
}

#[test]
fn highlights_are_marked_as_one_and_have_their_notes() {
    let mark = |text: &str| format!("<mark class=\"highlight yellow\" data-highlight=\"7\">{text}</mark>");
    let html = format!(
        "<p>one {}<em>{}</em>{} six</p><pre>a {} c</pre>",
        mark("two "),
        mark("three"),
        mark(" four"),
        mark("b"),
    ) + "<p>x"
        + &html::reference("7")
        + "</p>";
    let around = Around { noted: ["7".to_owned()].into(), ..Around::default() };
    let written = html::write(&html, &around);
    assert_eq!(written.text, "one ==two *three* four== six\n\n```\na b c\n```\n\nx[^hl-7]");
    assert!(written.highlights.contains("7"));
    let html = format!("<p>one {}<em>{} x</em></p>", mark("two "), mark("three"));
    assert_eq!(self::written(&html), "one ==two== *==three== x*");
}

/// Text with much of what Markdown has signs for.
fn text() -> impl Strategy<Value = String> {
    let sign = prop::sample::select(vec![
        "*",
        "**",
        "_",
        "`",
        "``",
        "#",
        "# ",
        "- ",
        "-",
        "+ ",
        "1. ",
        "2) ",
        "> ",
        ">",
        "<",
        "<b>",
        "&",
        "&amp;",
        "&#35;",
        "[",
        "]",
        "[x]: /u",
        "(",
        ")",
        "[^1]",
        "![a](b)",
        "|",
        "~",
        "~~",
        "=",
        "==",
        "===",
        "---",
        "\\",
        "!",
        "$",
        "$$",
        "%%",
        "^a",
        "http://x.org/_a_",
        "www.x.org",
        " ",
        "  ",
        "\n",
        "\n\n",
        "\u{a0}",
        "\u{3000}",
        "\u{200c}",
        "ب",
        "می‌شود",
        "«",
        "»",
        "،",
        "中",
        "。",
        "é",
        "é",
        "a",
        "B",
        "7",
        "word ",
        ".",
        ":",
        "[ ]",
        ":-",
        "-|-",
        "\t",
    ]);
    prop::collection::vec(sign, 1..9).prop_map(|parts| parts.concat())
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn inline() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        6 => text().prop_map(|text| escaped(&text)),
        1 => Just("<br>".to_owned()),
        1 => text().prop_map(|text| format!("<code>{}</code>", escaped(&text))),
        1 => Just("<img src=\"asset:00\" alt=\"\">".to_owned()),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        let wrap = prop::sample::select(vec![
            "strong",
            "em",
            "del",
            "sup",
            "kbd",
            "mark class=\"highlight\" data-highlight=\"1\"",
            "a href=\"https://x.org/a b(c)\"",
            "small",
        ]);
        (wrap, prop::collection::vec(inner, 1..4)).prop_map(|(tag, inner)| {
            let name = tag.split(' ').next().unwrap_or(tag);
            format!("<{tag}>{}</{name}>", inner.concat())
        })
    })
}

fn block() -> impl Strategy<Value = String> {
    let line = prop::collection::vec(inline(), 1..4).prop_map(|parts| parts.concat()).boxed();
    let leaf = prop_oneof![
        4 => line.clone().prop_map(|line| format!("<p>{line}</p>")),
        1 => line.clone().prop_map(|line| format!("<h3>{line}</h3>")),
        1 => text().prop_map(|text| format!("<pre><code>{}</code></pre>", escaped(&text))),
        1 => Just("<hr>".to_owned()),
        1 => prop::collection::vec(prop::collection::vec(line.clone(), 2..4), 1..4).prop_map(|rows| {
            let row = |cells: Vec<String>| format!("<tr>{}</tr>", cells.iter().map(|cell| format!("<td>{cell}</td>")).collect::<String>());
            format!("<table><tbody>{}</tbody></table>", rows.into_iter().map(row).collect::<String>())
        }),
        1 => line,
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        let many = prop::collection::vec(inner, 0..4);
        prop_oneof![
            many.clone().prop_map(|blocks| format!("<blockquote>{}</blockquote>", blocks.concat())),
            many.clone().prop_map(|items| format!(
                "<ul>{}</ul>",
                items.iter().map(|item| format!("<li>{item}</li>")).collect::<String>()
            )),
            many.prop_map(|items| format!(
                "<ol start=\"9\">{}</ol>",
                items.iter().map(|item| format!("<li>{item}</li>")).collect::<String>()
            )),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]
    #[test]
    fn what_is_written_is_read_as_the_same_text(blocks in prop::collection::vec(block(), 1..4)) {
        // As a parser of HTML puts it, which every copy has been through.
        let html = blocks.concat();
        let around = Around { pictures: [("00".to_owned(), "pictures/00.png".to_owned())].into(), ..Around::default() };
        let markdown = html::write(&html, &around).text;
        let expected = words(ReadingText::of_html(&html).text());
        // Signs of highlights stand in the text for whoever does not know them; the text's own are escaped.
        let marks = html.contains("data-highlight");
        let read = read(&markdown);
        let (read, expected) = if marks { (without_marks(&read), without_marks(&expected)) } else { (read, expected) };
        prop_assert_eq!(read, expected, "{}\nas\n{}", html, markdown);
    }

    #[test]
    fn plain_paragraphs_are_read_as_they_were(text in "\\PC{0,60}") {
        let html = format!("<p>{}</p>", escaped(&text));
        prop_assert_eq!(read(&written(&html)), words(ReadingText::of_html(&html).text()));
    }
}

fn without_marks(text: &str) -> String {
    words(&text.replace('=', ""))
}
