//! Whole pages through the whole way, and hostile ones.

use proptest::prelude::*;

use super::*;
use crate::model::{Doubt, LinkContext};

fn input(html: &str) -> PageInput {
    PageInput {
        body: html.as_bytes().to_vec(),
        content_type: Some("text/html; charset=utf-8".into()),
        status: 200,
        url: "https://news.example/world/2026/03/22/talks".into(),
        fetched: "2026-04-01T00:00:00Z".parse().unwrap(),
        truncated: false,
        site: Default::default(),
    }
}

/// Cleans on a thread like a worker's.
fn page_of(html: &str) -> Page {
    let input = input(html);
    std::thread::Builder::new()
        .stack_size(64 << 20)
        .spawn(move || clean_page(&input).unwrap())
        .unwrap()
        .join()
        .unwrap()
}

const KEPT: &str =
    "The bridge was kept open through the night, the mayor said, because the other one had been closed.";

const PROSE: &str = "<p>The ministry said on Tuesday that the talks would resume next week in Geneva, after a break of \
three months that both sides had used to consult, and that all delegations had confirmed that they would attend.</p>";

fn article(head: &str, body: &str) -> String {
    format!(
        "<!DOCTYPE html><html lang=en><head><title>Talks resume in Geneva | Example</title>{head}</head><body><header><nav>\
         <a href=/>Home</a></nav></header><main><article><h1>Talks resume in Geneva</h1>{PROSE}{body}{PROSE}{PROSE}</article></main></body></html>"
    )
}

#[test]
fn a_plain_article_is_whole() {
    let head = r#"<meta property="og:site_name" content="Example"><meta property="og:image" content="/lead.jpg">
        <link rel=canonical href="/world/talks"><script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle",
        "headline":"Talks resume in Geneva","author":{"@type":"Person","name":"By Jane Roe"},"datePublished":"2026-03-22T09:12:44+03:30",
        "articleSection":"World","keywords":["talks","Geneva"]}</script>"#;
    let page =
        page_of(&article(head, "<figure><img src=/a.jpg alt=A><figcaption>The hall.</figcaption></figure>"));
    assert_eq!(page.metadata.title, "Talks resume in Geneva");
    assert_eq!(page.metadata.authors, ["Jane Roe"]);
    assert_eq!(page.metadata.site.as_deref(), Some("Example"));
    assert_eq!(page.metadata.published.as_deref(), Some("2026-03-22T09:12:44+03:30"));
    assert_eq!(page.metadata.section.as_deref(), Some("World"));
    assert_eq!(page.metadata.keywords, ["talks", "Geneva"]);
    assert_eq!(page.metadata.canonical.as_deref(), Some("https://news.example/world/talks"));
    assert_eq!(page.metadata.language.tag.as_deref(), Some("en"));
    assert!(page.diagnosis.complete, "{:?}", page.diagnosis);
    assert_eq!(page.pictures.len(), 2);
    assert_eq!(page.pictures[page.lead_picture.unwrap() as usize].url, "https://news.example/lead.jpg");
    assert!(
        page.html.contains(
            "<figure><img data-asset=\"0\" alt=\"A\"><figcaption dir=\"auto\">The hall.</figcaption></figure>"
        ),
        "{}",
        page.html
    );
    assert!(!page.html.contains("<h2"), "the headline is not said twice: {}", page.html);
}

#[test]
fn the_structure_of_an_article_is_kept() {
    let page = page_of(&article(
        "",
        "<h2>Terms</h2><ul><li>One <b>bold</b></li><li>Two<ol start=3><li>three</li></ol></li></ul><blockquote>Quoted words.</blockquote>\
         <table><thead><tr><th scope=col>Year</th><th>Sum</th></tr></thead><tbody><tr><td>2025</td><td>7</td></tr></tbody></table>\
         <pre><code>fn main() {\n    x &lt; y;\n}</code></pre><p>See<sup><a href=\"#n1\" id=r1>1</a></sup> and <a href=\"/other\" onclick=x>other</a>, \
         <a href='javascript:alert(1)'>bad</a>.</p><p id=n1>A note. <a href=\"#r1\">back</a></p>",
    ));
    for part in [
        "<h2 dir=\"auto\">Terms</h2>",
        "<ul dir=\"auto\"><li dir=\"auto\">One <strong>bold</strong></li><li dir=\"auto\"><p dir=\"auto\">Two</p><ol start=\"3\" dir=\"auto\"><li dir=\"auto\">three</li></ol></li></ul>",
        "<blockquote dir=\"auto\"><p dir=\"auto\">Quoted words.</p></blockquote>",
        "<th scope=\"col\" dir=\"auto\">Year</th>",
        "<pre dir=\"ltr\"><code>fn main() {\n    x &lt; y;\n}</code></pre>",
        "<a href=\"#lede-n1\" id=\"lede-r1\">1</a>",
        "<p id=\"lede-n1\" dir=\"auto\">",
        "<a href=\"https://news.example/other\">other</a>, bad.",
    ] {
        assert!(page.html.contains(part), "{part}\n{}", page.html);
    }
    assert!(page.text.contains("- One bold\n- Two\n  3. three"), "{}", page.text);
    assert!(page.text.contains("Year | Sum\n2025 | 7"));
    assert!(page.text.contains("fn main() {\n    x < y;\n}"));
}

#[test]
fn lazy_pictures_and_embeds_are_settled() {
    let page = page_of(&article(
        "",
        "<p><img class=lazy src='data:image/gif;base64,R0lGODlhAQABAAAAACw=' data-src=/lazy.jpg></p>\
         <div><img src=/placeholder.png class=lazyload><noscript><img src=/noscript.jpg alt=N></noscript></div>\
         <picture><source srcset='/s.webp 400w, /l.webp 1200w' type=image/webp><img src=/p.jpg></picture>\
         <div class=video><iframe src='https://www.youtube.com/embed/abc' title='A film'></iframe></div>",
    ));
    let urls: Vec<&str> = page.pictures.iter().map(|p| p.url.as_str()).collect();
    for url in [
        "https://news.example/lazy.jpg",
        "https://news.example/noscript.jpg",
        "https://news.example/l.webp",
        "https://i.ytimg.com/vi/abc/hqdefault.jpg",
    ] {
        assert!(urls.contains(&url), "{url} in {urls:?}\n{}", page.html);
    }
    assert!(
        page.html.contains("<figure class=\"embed\">")
            && page.html.contains("<a href=\"https://www.youtube.com/watch?v=abc\">A film</a>"),
        "{}",
        page.html
    );
}

#[test]
fn related_blocks_are_links_and_not_text() {
    let page = page_of(&article(
        "",
        "<div class=td-related><h4>You might also like</h4><div><a href=/a>A story of the harbour</a></div><div><a href=/b>A story of the bridge</a></div></div>",
    ));
    let related: Vec<&str> =
        page.links.iter().filter(|l| l.context == LinkContext::Related).map(|l| l.text.as_str()).collect();
    assert_eq!(related, ["A story of the harbour", "A story of the bridge"]);
    assert!(!page.text.contains("harbour") && !page.text.contains("You might"));
}

#[test]
fn a_quick_meta_refresh_is_a_redirect() {
    for (content, target) in [
        ("0; url=/next", Some("https://news.example/next")),
        ("5;URL='https://other.example/x'", Some("https://other.example/x")),
        ("300; url=/next", None),
        ("5", None),
        ("0; url=javascript:alert(1)", None),
    ] {
        let page = page_of(&format!("<meta http-equiv=refresh content=\"{content}\"><p>x</p>"));
        assert_eq!(page.refresh.as_deref(), target, "{content}");
    }
}

#[test]
fn persian_reads_from_right_to_left() {
    let prose = "<p>وزارت امور خارجه روز سه‌شنبه اعلام کرد که گفت‌وگوها هفتهٔ آینده در ژنو از سر گرفته می‌شود و همهٔ هیئت‌ها حضور خود را تأیید کرده‌اند.</p>";
    let page = page_of(&format!(
        "<html lang=fa><title>گفت‌وگوها</title><body><article><h1>گفت‌وگوها از سر گرفته می‌شود</h1>{prose}<p>BBC در گزارشی نوشت که گفت‌وگوها در ژنو دنبال خواهد شد.</p>{prose}{prose}</article></body></html>"
    ));
    assert!(page.metadata.rtl);
    assert_eq!(page.metadata.language.tag.as_deref(), Some("fa"));
    assert!(page.html.contains("<p dir=\"rtl\">BBC"), "{}", page.html);
    assert!(page.text.contains('\u{200c}'), "joiners stay");
}

#[test]
fn an_authors_portrait_is_no_picture_of_the_article() {
    let page = page_of(&article(
        "<meta name=author content='Ada Holm'>",
        &format!(
            "<figure><img src=/ada.jpg alt='Ada Holm'><figcaption>By <a href=/ada>Ada Holm</a>, reporter 06.11.2025</figcaption></figure>\
             {PROSE}<figure><img src=/talks.jpg alt='Ada Holm at the talks in Geneva'></figure>{PROSE}"
        ),
    ));
    let pictures: Vec<&str> = page.pictures.iter().map(|p| p.url.as_str()).collect();
    assert_eq!(pictures, ["https://news.example/talks.jpg"]);
    assert!(page.captions.is_empty());
}

#[test]
fn hostile_pages_end_with_their_text() {
    let bold_with_ids: String = (0..400).map(|n| format!("<b id={n}>")).collect();
    let attributes: String = (0..200_000).map(|n| format!(" a{n}=v")).collect();
    for (name, body) in [
        ("divs", format!("{}{KEPT}{}", "<div>".repeat(100_000), "</div>".repeat(100_000))),
        ("lists", format!("{}{KEPT}{}", "<ul><li>".repeat(50_000), "</li></ul>".repeat(50_000))),
        ("bold", format!("{}{KEPT}", "<b>".repeat(100_000))),
        ("bold paragraphs", format!("<p>{bold_with_ids}</p><p>{KEPT}</p>{}", "<p>word</p>".repeat(5_000))),
        ("attributes", format!("<p{attributes}>{KEPT}</p>")),
        ("tables", format!("{}{KEPT}", "<table><tr><td>".repeat(30_000))),
        ("svg", format!("<svg>{}<title>{}{KEPT}", "<g>".repeat(20_000), "<div>".repeat(20_000))),
        ("misnested", format!("{}{KEPT}", "<a href=x><div><b><p></a></b>".repeat(10_000))),
    ] {
        let page = page_of(&format!("<html><body>{PROSE}{body}{PROSE}</body></html>"));
        assert!(page.text.contains(KEPT) || name == "svg", "{name} lost its text: {}", page.text);
        assert!(page.diagnosis.doubts.contains(&Doubt::Flattened), "{name}: {:?}", page.diagnosis);
    }
}

#[test]
fn megabytes_of_bold_end() {
    let page = page_of(&format!("<html><body>{PROSE}{}kept</body></html>", "<b>".repeat((5 << 20) / 3)));
    assert!(page.diagnosis.doubts.contains(&Doubt::Flattened));
}

/// What may never stand in a clean copy, whatever the page.
fn assert_harmless(html: &str) {
    let document = Document::from(html);
    for node in document.root().descendants() {
        let Some(element) = node.element_ref() else { continue };
        let name = element.name.local.to_string();
        assert!(
            !matches!(
                name.as_str(),
                "script"
                    | "style"
                    | "iframe"
                    | "object"
                    | "embed"
                    | "form"
                    | "input"
                    | "link"
                    | "meta"
                    | "base"
                    | "svg"
                    | "template"
            ),
            "{name} in {html}"
        );
        for attribute in &element.attrs {
            let (attr, value) = (attribute.name.local.to_string(), attribute.value.to_string());
            assert!(
                !attr.starts_with("on")
                    && !matches!(
                        attr.as_str(),
                        "src" | "srcset" | "style" | "srcdoc" | "background" | "poster"
                    ),
                "{attr} in {html}"
            );
            if attr == "href" {
                let safe = ["http://", "https://", "mailto:", "tel:", "#lede-"];
                assert!(safe.iter().any(|s| value.starts_with(s)), "{value} in {html}");
            }
        }
    }
    assert_eq!(clean::sanitised(html), html, "cleaning again changes nothing");
    assert_balanced(html);
}

/// Reads the HTML as strictly as XML is read: what opens closes, in order, and no sign stands for itself.
fn assert_balanced(html: &str) {
    let mut open = Vec::new();
    let mut rest = html;
    while let Some((text, tag)) = rest.split_once('<') {
        assert!(!text.contains('>'), "a loose > in {html}");
        let mut quoted = false;
        let end = tag.find(|c: char| {
            quoted ^= c == '"';
            c == '>' && !quoted
        });
        let end = end.unwrap_or_else(|| panic!("a tag without end in {html}"));
        rest = &tag[end + 1..];
        let name = tag[..end].split(' ').next().unwrap();
        if let Some(name) = name.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "{html}");
        } else if !matches!(name, "br" | "hr" | "img" | "wbr") {
            open.push(name);
        }
    }
    assert!(open.is_empty() && !rest.contains('>'), "{open:?} are open in {html}");
}

const VECTORS: [&str; 30] = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<a href=\"jav&#x09;ascript:alert(1)\">x</a>",
    "<a href=\" javascript:alert(1)\">x</a>",
    "<a href=\"data:text/html,<script>alert(1)</script>\">x</a>",
    "<a href=\"vbscript:x\">x</a>",
    "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>",
    "<iframe src=\"javascript:alert(1)\" title=\"a good title\"></iframe>",
    "<object data=\"javascript:alert(1)\"></object>",
    "<embed src=\"javascript:alert(1)\">",
    "<video poster=\"javascript:alert(1)\" src=\"x\" onerror=alert(1)></video>",
    "<video><source onerror=alert(1) src=x></video>",
    "<p style=\"background:url(https://evil.example/x)\">t</p>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<meta http-equiv=refresh content=\"0;url=javascript:alert(1)\">",
    "<base href=\"javascript:alert(1)//\"><a href=\"x\">y</a>",
    "<details open ontoggle=alert(1)><summary>x</summary>y</details>",
    "<img data-asset=\"0\" src=\"https://evil.example/pixel.gif\">",
    "<img srcset=\"javascript:alert(1) 1x, https://evil.example/a.jpg 2x\">",
    "<table background=\"https://evil.example/x\"><tr><td background=javascript:alert(1)>x</td></tr></table>",
    "<pre>\n<code>&lt;script&gt;alert(1)&lt;/script&gt;</code></pre>",
    "<a href=\"https://x.example/&quot; onmouseover=alert(1)\">x</a>",
    "<xmp><p title=\"</xmp><img src=x onerror=alert(1)>\"></xmp>",
    "<template><img src=x onerror=alert(1)></template><select><style></select><img src=x onerror=alert(1)></style>",
];

#[test]
fn known_attacks_come_out_harmless() {
    for vector in VECTORS {
        let page = page_of(&article(
            "",
            &format!(
                "<p>Before the thing there is text enough to be kept in the article.</p>{vector}{PROSE}"
            ),
        ));
        assert_harmless(&page.html);
        assert!(page.text.contains("Geneva"), "{vector}");
    }
}

fn markup() -> impl Strategy<Value = String> {
    let tags = prop::sample::select(vec![
        "p",
        "div",
        "b",
        "a href='#x'",
        "a href=javascript:1",
        "table",
        "tr",
        "td",
        "ul",
        "li",
        "svg",
        "math",
        "math display=block alttext=x",
        "mtext",
        "mi",
        "mo stretchy=false",
        "msup",
        "mfrac",
        "semantics",
        "annotation-xml encoding=text/html",
        "annotation encoding=application/x-tex",
        "mglyph",
        "span class=katex",
        "span class=MathJax data-mathml='<math><mi onclick=x>n</mi><script>1</script></math>'",
        "aside class=pullquote",
        "q",
        "cite",
        "div class=photo",
        "p class=caption",
        "p align=center",
        "div role=dialog",
        "input type=email",
        "button aria-expanded=false class=faq",
        "h3 id=x",
        "strong",
        "th",
        "caption",
        "style",
        "title",
        "noscript",
        "template",
        "select",
        "option",
        "pre",
        "figure",
        "figcaption",
        "picture",
        "source srcset='a.jpg 2w'",
        "img src=a.jpg onerror=x",
        "iframe src='//youtube.com/embed/a'",
        "blockquote",
        "h1",
        "h2",
        "script",
        "form",
        "button",
        "textarea",
        "p id=x dir=rtl",
        "br",
        "hr",
        "span id=x",
        "ruby",
        "rt",
        "dl",
        "dt",
        "dd",
        "details",
        "summary",
        "video src=v.mp4",
        "noembed",
        "plaintext",
        "frameset",
        "body class=q",
    ]);
    let piece = prop_oneof![
        4 => tags.clone().prop_map(|t| format!("<{t}>")),
        3 => tags.prop_map(|t| format!("</{}>", t.split(' ').next().unwrap_or("p"))),
        2 => prop::sample::select(VECTORS.to_vec()).prop_map(str::to_owned),
        2 => "\\PC{0,30}",
        1 => prop::sample::select(vec!["<!--", "-->", "]]>", "<![CDATA[", "&", "&#0;", "&#x202e;", "\0", "<", ">", "\"", "'", PROSE]).prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// Well-formed trees of everything that is read in a way of its own.
fn tree() -> impl Strategy<Value = String> {
    const NAMES: [&str; 34] = [
        "p",
        "div",
        "div class=photo",
        "div class=pullquote",
        "div class=caption",
        "figure",
        "figcaption",
        "blockquote",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "table",
        "tr",
        "td",
        "th",
        "caption",
        "pre",
        "code",
        "h2",
        "h4",
        "strong",
        "a href=#n id=r",
        "a href=/x id=n",
        "sup",
        "details",
        "summary",
        "button",
        "span class=katex",
        "math",
        "mfrac",
        "mi",
    ];
    let leaf = prop_oneof![
        "[a-z ]{0,20}",
        prop::sample::select(vec![
            "<img src=a.jpg>",
            "<img src=b.png alt=T class=latex>",
            "<br>",
            "<br><br>",
            "<hr>",
            PROSE,
            "★★★★"
        ])
        .prop_map(str::to_owned),
    ];
    leaf.prop_recursive(8, 60, 6, |inner| {
        (prop::sample::select(NAMES.to_vec()), prop::collection::vec(inner, 0..6)).prop_map(
            |(tag, children)| format!("<{tag}>{}</{}>", children.concat(), tag.split(' ').next().unwrap()),
        )
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_page_panics_or_lets_anything_through(markup in markup()) {
        let page = page_of(&article("", &markup));
        assert_harmless(&page.html);
    }

    #[test]
    fn no_tree_panics_or_lets_anything_through(tree in tree()) {
        let page = page_of(&article("", &tree));
        assert_harmless(&page.html);
        let again = page_of(&article("", &page.html));
        assert_harmless(&again.html);
    }

    #[test]
    fn no_bytes_panic(body in prop::collection::vec(any::<u8>(), 0..400)) {
        let input = PageInput { body, content_type: None, ..input("") };
        let page = clean_page(&input).unwrap();
        assert_harmless(&page.html);
    }
}

/// A page whose markup is a shell.
fn shell(head: &str) -> String {
    format!(
        "<!DOCTYPE html><html lang=en><head><title>Example</title></head><body><div id=__next></div>{head}</body></html>"
    )
}

#[test]
fn an_article_that_only_the_pages_data_holds_is_read_from_it() {
    let body = format!(
        "{PROSE}<h2>Doubts</h2><p>See <a href=/more>more</a>.</p><script>alert(1)</script>{PROSE}{PROSE}"
    );
    let data = serde_json::json!({"props": {"pageProps": {"story": {"headline": "Talks resume in Geneva",
        "authors": [{"name": "Jane Roe"}], "publishedAt": "2026-03-22T09:12:44Z", "body": body}}}});
    let data = data.to_string().replace("</script", "<\\/script");
    let page = page_of(&shell(&format!("<script id=__NEXT_DATA__ type=application/json>{data}</script>")));
    assert_eq!(page.metadata.title, "Talks resume in Geneva");
    assert_eq!(page.metadata.authors, ["Jane Roe"]);
    assert_eq!(page.metadata.published.as_deref(), Some("2026-03-22T09:12:44Z"));
    assert!(
        page.html.contains(">Doubts</h2>") && page.html.contains("href=\"https://news.example/more\""),
        "{}",
        page.html
    );
    assert!(!page.html.contains("alert"));
    assert!(page.diagnosis.complete, "{:?}", page.diagnosis);
    assert!(page.extractor.ends_with("/ __NEXT_DATA__"), "{}", page.extractor);
}

#[test]
fn the_markup_is_used_when_it_has_the_article_and_when_the_data_is_of_another() {
    let long = PROSE.repeat(9);
    let data = serde_json::json!({"other": {"title": "Something else altogether", "body": long.replace("talks", "games")
        .replace("Geneva", "Lima").replace("ministry", "league")}});
    let script = format!("<script type=application/json>{data}</script>");
    let page = page_of(&article(&script, ""));
    assert!(page.text.contains("talks") && !page.text.contains("games"), "{}", page.text);
    assert!(!page.extractor.contains('/'), "{}", page.extractor);
}

#[test]
fn a_teaser_gives_way_to_the_whole_text_of_the_page_s_json_ld() {
    let body = format!(
        "{}\n\nThe other side agreed in the evening, and sent its own list of names.",
        KEPT.repeat(6)
    );
    let ld = serde_json::json!({"@type": "NewsArticle", "headline": "T", "articleBody": body});
    let page = page_of(&format!(
        "<!DOCTYPE html><html lang=en><head><title>T</title><script type=application/ld+json>{ld}</script></head>\
         <body><article><h1>T</h1><p>{KEPT}</p></article></body></html>"
    ));
    assert!(page.text.contains("sent its own list of names"), "{}", page.text);
    assert!(page.extractor.ends_with("/ json-ld"));
}
