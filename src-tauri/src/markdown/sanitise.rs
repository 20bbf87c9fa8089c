//! The last gate: an allow-list over the finished HTML, by a parser that knows nothing of how it was made.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};

use super::address::SCHEMES;

const TAGS: [&str; 27] = [
    "a",
    "blockquote",
    "br",
    "code",
    "del",
    "div",
    "em",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "input",
    "li",
    "ol",
    "p",
    "pre",
    "strong",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
];

static RULES: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut rules = Builder::empty();
    let dir: HashSet<&str> = ["auto", "ltr"].into();
    let boxes = HashMap::from([("type", "checkbox"), ("disabled", "")]);
    let blocks = ["p", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "pre", "div"];
    rules
        .tags(TAGS.into())
        .tag_attributes(HashMap::from([
            ("a", ["href"].into()),
            ("div", ["id"].into()),
            ("input", ["checked"].into()),
            ("ol", ["start"].into()),
            ("td", ["style"].into()),
            ("th", ["style"].into()),
        ]))
        .tag_attribute_values(blocks.map(|tag| (tag, HashMap::from([("dir", dir.clone())]))).into())
        .set_tag_attribute_values(HashMap::from([("input", boxes), ("table", [("dir", "auto")].into())]))
        .allowed_classes(HashMap::from([
            ("a", ["article", "missing"].into()),
            ("div", ["footnote"].into()),
            ("sup", ["footnote"].into()),
        ]))
        .filter_style_properties(["text-align"].into())
        .url_schemes(SCHEMES.into())
        .url_relative(UrlRelative::Custom(Box::new(to_footnote)))
        .link_rel(Some("noopener noreferrer"));
    rules
});

/// Addresses without a scheme lead to footnotes of the same note, and nowhere else.
fn to_footnote(address: &str) -> Option<Cow<'_, str>> {
    address.starts_with("#fn-").then_some(Cow::Borrowed(address))
}

/// Leaves what a note may contain.
pub fn sanitise(html: &str) -> String {
    RULES.clean(html).to_string()
}
