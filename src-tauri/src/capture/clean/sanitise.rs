//! The last gate: an allow-list over the finished HTML, by a parser that knows nothing of how it was made.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};

use super::build::ID_PREFIX;
use super::math;

const TAGS: [&str; 53] = [
    "a",
    "abbr",
    "aside",
    "bdi",
    "bdo",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "dd",
    "del",
    "details",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "samp",
    "small",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "ul",
    "var",
    "wbr",
];

const ATTRIBUTES: [(&str, &[&str]); 12] = [
    ("aside", &["data-insert"]),
    ("a", &["href"]),
    ("abbr", &["title"]),
    ("time", &["datetime"]),
    ("img", &["data-asset", "alt", "width", "height"]),
    ("ol", &["start", "reversed"]),
    ("td", &["colspan", "rowspan"]),
    ("th", &["colspan", "rowspan", "scope"]),
    ("details", &["open"]),
    ("bdo", &["dir"]),
    ("bdi", &["dir"]),
    ("p", &[]),
];

static SANITISER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::empty();
    let tags: HashSet<&str> = TAGS.into_iter().chain(math::tags()).collect();
    let attributes: HashMap<&str, HashSet<&str>> = ATTRIBUTES
        .into_iter()
        .chain(math::ATTRIBUTES)
        .map(|(tag, names)| (tag, names.iter().copied().collect()))
        .collect();
    builder
        .tags(tags)
        .tag_attributes(attributes)
        .generic_attributes(HashSet::from(["dir", "lang", "id"]))
        .allowed_classes(HashMap::from([
            ("figure", HashSet::from(["embed"])),
            ("blockquote", HashSet::from(["pull"])),
            ("img", HashSet::from(["formula"])),
        ]))
        .clean_content_tags(HashSet::from([
            "script", "style", "template", "noscript", "iframe", "object", "svg", "title", "textarea",
            "select",
        ]))
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel"]))
        .url_relative(UrlRelative::Custom(Box::new(in_page_only)))
        .link_rel(None)
        .strip_comments(true)
        .attribute_filter(|element, name, value| is_allowed(element, name, value).then(|| value.into()));
    builder
});

/// Of relative links only those that stay in the article.
fn in_page_only(url: &str) -> Option<Cow<'_, str>> {
    url.strip_prefix('#').is_some_and(|id| id.starts_with(ID_PREFIX)).then_some(Cow::Borrowed(url))
}

/// Takes out everything that is not on the allow-list; a second pass changes nothing.
pub(in crate::capture) fn sanitise(html: &str) -> String {
    SANITISER.clean(html).to_string()
}

fn is_allowed(element: &str, name: &str, value: &str) -> bool {
    let digits =
        |most: usize| !value.is_empty() && value.len() <= most && value.bytes().all(|b| b.is_ascii_digit());
    match (element, name) {
        (_, "dir") => matches!(value, "ltr" | "rtl" | "auto"),
        (_, "lang") => super::elements::is_language_tag(value),
        (_, "id") => value.starts_with(ID_PREFIX),
        ("img", "data-asset" | "width" | "height") => digits(9),
        ("td" | "th", "colspan" | "rowspan") => digits(4),
        ("th", "scope") => matches!(value, "row" | "col" | "rowgroup" | "colgroup"),
        ("ol", "start") => value.parse::<i32>().is_ok(),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_own_markup_passes_unchanged() {
        for html in [
            "<p dir=\"auto\">one <a href=\"https://x.org/?a=1&amp;b=2\">link</a> <em>and</em> &lt;b&gt;&nbsp;</p>",
            "<figure><img data-asset=\"0\" alt=\"a &quot;b&quot;\" width=\"10\" height=\"20\"><figcaption dir=\"auto\">c</figcaption></figure>",
            "<figure class=\"embed\"><figcaption dir=\"auto\"><a href=\"https://x.org/\">v</a></figcaption></figure>",
            "<table dir=\"auto\"><caption dir=\"auto\">c</caption><thead><tr><th scope=\"col\" colspan=\"2\" dir=\"auto\">h</th></tr></thead><tbody><tr><td dir=\"auto\">a</td><td dir=\"auto\">b</td></tr></tbody></table>",
            "<pre dir=\"ltr\"><code>a &lt; b\n  c</code></pre>",
            "<ol start=\"3\" dir=\"auto\"><li id=\"lede-n1\" dir=\"auto\">x <a href=\"#lede-r1\">up</a></li></ol>",
            "<p dir=\"auto\">so <math alttext=\"v=\\sqrt{gh}\"><mi>v</mi><mo>=</mo><msqrt><mi>g</mi></msqrt></math></p>",
            "<blockquote class=\"pull\" dir=\"auto\"><p dir=\"auto\">q</p></blockquote>",
            "<aside data-insert=\"\" dir=\"auto\"><p dir=\"auto\">Read also</p><ul dir=\"auto\"><li dir=\"auto\"><a href=\"https://x.org/\">s</a></li></ul></aside>",
            "<details open=\"\" dir=\"auto\"><summary dir=\"auto\">s</summary><p dir=\"auto\">t</p></details>",
        ] {
            assert_eq!(sanitise(html), html);
        }
    }

    #[test]
    fn nothing_else_passes() {
        for html in [
            "<script>alert(1)</script>",
            "<p onclick=alert(1) style='x' class=y>t</p>",
            "<a href='javascript:alert(1)'>x</a>",
            "<a href='/relative'>x</a>",
            "<img src=https://x.org/p.jpg onerror=alert(1)>",
            "<svg><script>alert(1)</script></svg>",
            "<math><mi xlink:href='javascript:alert(1)'></mi></math>",
            "<math href='javascript:alert(1)'><mi onclick=alert(1) style=x class=y>x</mi></math>",
            "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
            "<math><annotation-xml encoding='text/html'><script>alert(1)</script></annotation-xml></math>",
            "<form action=x><input></form>",
            "<link rel=preconnect href=//x.org><meta http-equiv=refresh content=0><base href=//x.org>",
            "<p id=clobber>t</p>",
        ] {
            let clean = sanitise(html);
            for bad in [
                "script",
                "onclick",
                "onerror",
                "style",
                "class",
                "javascript",
                "src",
                "form",
                "link rel",
                "meta",
                "base",
                "id=",
                "/relative",
            ] {
                assert!(!clean.contains(bad), "{html} -> {clean}");
            }
        }
    }
}
