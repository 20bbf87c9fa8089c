//! Hostile pages, attacks, and pages of any kind.

use proptest::prelude::*;

use super::*;

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
pub(super) fn assert_harmless(html: &str) {
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

pub(super) fn markup() -> impl Strategy<Value = String> {
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
pub(super) fn tree() -> impl Strategy<Value = String> {
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
