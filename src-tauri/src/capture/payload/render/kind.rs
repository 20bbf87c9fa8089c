//! What a block of a content management system is, by the names such systems give their blocks.

use serde_json::{Map, Value};

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Paragraph,
    Heading(u8),
    List {
        ordered: bool,
    },
    Item {
        ordered: bool,
    },
    Quote,
    Code,
    Picture,
    Table,
    Row,
    Cell,
    Divider,
    Embed,
    Link,
    Break,
    /// An inline element of HTML.
    Mark(&'static str),
    /// Markup as it is.
    Html,
    /// Not of the article: advertisements, sign-up boxes, lists of other stories.
    Aside,
    /// A box without a meaning of its own.
    Group,
    /// A name that says nothing.
    Unknown,
}

/// Keys under which systems name the kind of a block, the most telling first.
const KEYS: [&str; 12] = [
    "tagName",
    "type",
    "_type",
    "nodeType",
    "blockType",
    "kind",
    "component",
    "elementType",
    "contentType",
    "name",
    "__component",
    "__typename",
];

/// The kind of a block: by the first of its names that says one.
pub(super) fn kind(block: &Map<String, Value>) -> Kind {
    let names = KEYS.iter().filter_map(|key| block.get(*key).and_then(Value::as_str));
    let element = block.get("type").and_then(Value::as_str) == Some("element");
    let said = names.filter(|name| !element || *name != "element").map(|name| named(name, block));
    let mut said = said.filter(|kind| *kind != Kind::Unknown);
    let kind = said.next().unwrap_or(Kind::Unknown);
    match kind {
        // Portable Text calls everything a block and says the rest in its style and list item.
        Kind::Paragraph => styled(block).unwrap_or(kind),
        kind => kind,
    }
}

fn styled(block: &Map<String, Value>) -> Option<Kind> {
    if let Some(list) = block.get("listItem").and_then(Value::as_str) {
        return Some(Kind::Item { ordered: list == "number" });
    }
    let style = block.get("style").or_else(|| block.get("tag"))?.as_str()?;
    Some(named(style, block))
        .filter(|kind| matches!(kind, Kind::Heading(_) | Kind::Quote | Kind::Item { .. }))
}

/// The kind that a name says: `core/list-item`, `header-two`, `ArticleParagraphBlock`, `h2`.
fn named(name: &str, block: &Map<String, Value>) -> Kind {
    let name = name.rsplit(['/', '.', ':']).next().unwrap_or(name);
    let plain: String =
        name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    let stem = ["blockelement", "block", "element", "node", "component"]
        .iter()
        .find_map(|end| plain.strip_suffix(end).filter(|stem| !stem.is_empty()))
        .unwrap_or(&plain);
    if let Some(kind) = exactly(stem, block) {
        return kind;
    }
    let has = |parts: &[&str]| parts.iter().any(|part| stem.contains(part));
    if has(&ASIDES) {
        Kind::Aside
    } else if has(&["heading", "subhead", "crosshead", "intertitle"]) || stem.starts_with("header") {
        Kind::Heading(level(stem, block))
    } else if has(&["listitem"]) {
        Kind::Item { ordered: has(&["ordered", "number"]) && !has(&["unordered"]) }
    } else if has(&["list"]) && !stem.ends_with("listing") {
        Kind::List { ordered: has(&["ordered", "number"]) && !has(&["unordered"]) || says_ordered(block) }
    } else if has(&["quote"]) {
        Kind::Quote
    } else if has(&["image", "picture", "photo", "figure"]) {
        Kind::Picture
    } else if has(&["paragraph", "richtext", "textblock"]) {
        Kind::Paragraph
    } else if has(&[
        "embed",
        "video",
        "youtube",
        "tweet",
        "twitter",
        "instagram",
        "facebook",
        "tiktok",
        "iframe",
    ]) {
        Kind::Embed
    } else if has(&["code", "preformatted"]) {
        Kind::Code
    } else if has(&["html"]) {
        Kind::Html
    } else {
        Kind::Unknown
    }
}

/// Parts of the names of what is not the article's.
const ASIDES: [&str; 24] = [
    "advert",
    "adslot",
    "adunit",
    "promo",
    "newsletter",
    "related",
    "recirc",
    "recommend",
    "interstitial",
    "subscribe",
    "subscription",
    "signup",
    "paywall",
    "comment",
    "sharebar",
    "sharing",
    "outbrain",
    "taboola",
    "readmore",
    "readalso",
    "teaser",
    "trending",
    "mostread",
    "cookie",
];

fn exactly(name: &str, block: &Map<String, Value>) -> Option<Kind> {
    Some(match name {
        "p" | "paragraph" | "text" | "unstyled" | "block" | "copy" | "lead" | "standfirst" => Kind::Paragraph,
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Kind::Heading(name.as_bytes()[1] - b'0'),
        "title" | "header" | "heading" | "headline" | "subtitle" | "subheading" => {
            Kind::Heading(level(name, block))
        }
        "ul" | "bulletedlist" | "unorderedlist" | "bulletlist" => Kind::List { ordered: false },
        "ol" | "numberedlist" => Kind::List { ordered: true },
        "li" | "uli" | "bulletedlistitem" | "checklistitem" => Kind::Item { ordered: false },
        "oli" | "olistitem" | "numberedlistitem" => Kind::Item { ordered: true },
        "bq" | "pq" | "blockquote" | "quote" | "pullquote" | "citation" => Kind::Quote,
        "img" | "image" | "picture" | "photo" | "figure" => Kind::Picture,
        "pre" | "code" => Kind::Code,
        "table" => Kind::Table,
        "tr" | "tablerow" => Kind::Row,
        "td" | "th" | "tablecell" | "tableheader" | "tableheadercell" => Kind::Cell,
        "hr" | "divider" | "delimiter" | "thematicbreak" | "horizontalrule" | "separator" => Kind::Divider,
        "br" | "hardbreak" | "linebreak" => Kind::Break,
        "a" | "link" | "hyperlink" | "autolink" => Kind::Link,
        "b" | "strong" | "bold" => Kind::Mark("strong"),
        "i" | "em" | "italic" | "emphasis" => Kind::Mark("em"),
        "sup" | "superscript" => Kind::Mark("sup"),
        "sub" | "subscript" => Kind::Mark("sub"),
        "html" | "rawhtml" | "customhtml" => Kind::Html,
        "ad" | "ads" | "aside" | "nav" | "footer" | "form" | "button" | "script" | "style" | "poll"
        | "cta" => Kind::Aside,
        "div" | "section" | "article" | "main" | "doc" | "document" | "root" | "body" | "fragment"
        | "group" | "columns" | "column" | "container" | "tbody" | "thead" | "figcaption" => Kind::Group,
        _ => return None,
    })
}

/// The level of a heading: said in the block, or by a number or a word in its name.
fn level(name: &str, block: &Map<String, Value>) -> u8 {
    const WORDS: [&str; 6] = ["one", "two", "three", "four", "five", "six"];
    let of = |value: &Value| {
        let text = value.as_str().map(|text| text.trim_start_matches(['h', 'H']).to_owned());
        value.as_u64().or_else(|| text?.parse().ok())
    };
    let inner = ["data", "attrs", "attributes", "props", "model"]
        .iter()
        .filter_map(|key| block.get(*key)?.as_object());
    let said = std::iter::once(block)
        .chain(inner)
        .find_map(|object| ["level", "tag", "depth"].iter().find_map(|key| object.get(*key).and_then(of)));
    let named = name.chars().last().and_then(|c| c.to_digit(10)).map(u64::from);
    let word = WORDS.iter().position(|word| name.ends_with(word)).map(|at| at as u64 + 1);
    let level = said.or(named).or(word).unwrap_or(2);
    u8::try_from(level).unwrap_or(2).clamp(1, 6)
}

fn says_ordered(block: &Map<String, Value>) -> bool {
    let inner =
        ["data", "attrs", "attributes", "props"].iter().filter_map(|key| block.get(*key)?.as_object());
    std::iter::once(block).chain(inner).any(|object| {
        let kind =
            ["list_type", "listType", "style", "format"].iter().find_map(|key| object.get(*key)?.as_str());
        kind.is_some_and(|kind| matches!(kind, "ordered" | "number" | "numbered" | "ol"))
            || object.get("ordered").and_then(Value::as_bool) == Some(true)
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn blocks_are_known_by_the_names_of_many_systems() {
        for (block, expected) in [
            (json!({"type": "text"}), Kind::Paragraph),
            (json!({"type": "header", "level": 3}), Kind::Heading(3)),
            (json!({"nodeType": "heading-4"}), Kind::Heading(4)),
            (json!({"type": "header-two"}), Kind::Heading(2)),
            (json!({"type": "heading", "attrs": {"level": 5}}), Kind::Heading(5)),
            (json!({"type": "heading", "tag": "h3"}), Kind::Heading(3)),
            (json!({"_type": "block", "style": "h2"}), Kind::Heading(2)),
            (json!({"_type": "block", "style": "normal"}), Kind::Paragraph),
            (json!({"_type": "block", "listItem": "number"}), Kind::Item { ordered: true }),
            (json!({"name": "core/list-item"}), Kind::Item { ordered: false }),
            (json!({"type": "ordered-list-item"}), Kind::Item { ordered: true }),
            (json!({"type": "list", "list_type": "ordered"}), Kind::List { ordered: true }),
            (json!({"type": "bullet_list"}), Kind::List { ordered: false }),
            (json!({"type": "element", "tagName": "ol"}), Kind::List { ordered: true }),
            (json!({"__typename": "ArticleParagraphBlock"}), Kind::Paragraph),
            (json!({"_type": "model.pageElements.TextBlockElement"}), Kind::Paragraph),
            (json!({"__typename": "Paragraph", "type": "PQ"}), Kind::Quote),
            (json!({"type": "interstitial_link"}), Kind::Aside),
            (json!({"type": "newsletter-signup"}), Kind::Aside),
            (json!({"type": "oembed_response"}), Kind::Embed),
            (json!({"type": "story", "headline": "x"}), Kind::Unknown),
        ] {
            assert_eq!(kind(block.as_object().unwrap()), expected, "{block}");
        }
    }
}
