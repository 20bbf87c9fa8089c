//! What the names of elements, and of their classes, say of how they are to be read.

use dom_query::NodeRef;

use super::tree::is_block;
use crate::capture::extract::dom;

/// Whether a node holds more characters than so many, white space apart; stops counting there.
pub(super) fn is_longer(node: &NodeRef<'_>, limit: usize) -> bool {
    let mut count = 0;
    for text in node.descendants_it().filter(NodeRef::is_text) {
        count += text.text().chars().filter(|c| !c.is_whitespace()).take(limit + 1 - count).count();
        if count > limit {
            return true;
        }
    }
    false
}

/// Whether class and id speak of a caption or credit.
pub(super) fn is_caption_class(names: &str) -> bool {
    const PARTS: [&str; 13] = [
        "caption",
        "credit",
        "image-desc",
        "img-desc",
        "photo-desc",
        "bildunterschrift",
        "bildtext",
        "legende",
        "didascalia",
        "pie-de-foto",
        "piefoto",
        "fotoonderschrift",
        "epigrafe",
    ];
    PARTS.iter().any(|n| names.contains(n)) || names.split([' ', '-', '_']).any(|word| word == "cap")
}

/// Whether a text has the form of a BCP 47 tag.
pub(super) fn is_language_tag(tag: &str) -> bool {
    (2..=35).contains(&tag.len()) && tag.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

/// Elements that hold nothing to read.
pub(super) fn is_dropped(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "noscript"
            | "template"
            | "svg"
            | "canvas"
            | "input"
            | "select"
            | "option"
            | "textarea"
            | "button"
            | "dialog"
            | "link"
            | "meta"
            | "title"
            | "object"
            | "embed"
            | "iframe"
            | "frame"
            | "frameset"
            | "noframes"
            | "base"
            | "param"
            | "source"
            | "track"
            | "map"
            | "area"
            | "progress"
            | "meter"
            | "datalist"
            | "video"
            | "audio"
    )
}

/// Elements that stand within a line of text.
pub(super) fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr"
            | "acronym"
            | "b"
            | "bdi"
            | "bdo"
            | "big"
            | "cite"
            | "code"
            | "data"
            | "del"
            | "dfn"
            | "em"
            | "font"
            | "i"
            | "ins"
            | "kbd"
            | "label"
            | "mark"
            | "nobr"
            | "output"
            | "q"
            | "rb"
            | "rp"
            | "rt"
            | "rtc"
            | "ruby"
            | "s"
            | "samp"
            | "small"
            | "span"
            | "strike"
            | "strong"
            | "sub"
            | "sup"
            | "time"
            | "tt"
            | "u"
            | "var"
            | "wbr"
            | "math"
            | "img"
    ) || name.contains('-')
}

/// Whether an element that is inline by name has blocks inside.
pub(super) fn has_block(node: &NodeRef<'_>) -> bool {
    let wraps = |name: &str| {
        let wrapper =
            ["div", "section", "article", "header", "address", "center", "main", "fieldset", "form"];
        is_block(name) || wrapper.contains(&name)
    };
    node.descendants_it().any(|n| dom::name(&n).is_some_and(|name| wraps(&name)))
}
