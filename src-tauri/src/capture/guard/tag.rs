//! Tag names as numbers, and the groups the HTML Standard sorts them into.

/// The first 16 bytes of a tag name in lower case; longer names are never special.
pub(super) type Name = u128;

/// Packs a lower-case name.
pub(super) const fn name(text: &str) -> Name {
    pack(text.as_bytes())
}

/// Packs a name as it stands in the markup.
pub(super) const fn pack(bytes: &[u8]) -> Name {
    let mut packed = 0;
    let mut i = 0;
    while i < bytes.len() && i < 16 {
        packed = packed << 8 | bytes[i].to_ascii_lowercase() as u128;
        i += 1;
    }
    packed
}

macro_rules! group {
    ($(#[$doc:meta])* $function:ident: $($name:literal)+) => {
        $(#[$doc])*
        pub(super) const fn $function(tag: Name) -> bool {
            $(tag == const { name($name) })||+
        }
    };
}

group!(
    /// Elements without an end tag.
    is_void: "area" "base" "basefont" "bgsound" "br" "col" "embed" "frame" "hr" "img" "input" "keygen" "link" "meta" "param"
    "source" "track" "wbr"
);
group!(
    /// Tags that open nothing in a body: the parser merges or ignores them.
    is_structural: "html" "head" "body" "frameset" "image"
);
group!(
    /// Formatting elements, which the parser reopens in the next block when they were left open.
    is_formatting: "a" "b" "big" "code" "em" "font" "i" "nobr" "s" "small" "strike" "strong" "tt" "u"
);
group!(
    /// Elements that end the search for an element in scope.
    is_scope: "applet" "caption" "table" "td" "th" "marquee" "object" "template"
);
group!(
    /// Elements in which formatting is forgotten when they close.
    is_marker: "applet" "caption" "td" "th" "marquee" "object" "template"
);
group!(
    /// Parts of a table, whose end tags look as far as the table.
    is_table_part: "table" "tbody" "tfoot" "thead" "tr" "td" "th" "caption" "colgroup"
);
group!(
    /// Start tags that close an open paragraph.
    closes_paragraph: "address" "article" "aside" "blockquote" "center" "dd" "details" "dialog" "dir" "div" "dl" "dt"
    "fieldset" "figcaption" "figure" "footer" "form" "h1" "h2" "h3" "h4" "h5" "h6" "header" "hgroup" "hr" "li" "listing"
    "main" "menu" "nav" "ol" "p" "plaintext" "pre" "search" "section" "summary" "ul" "xmp"
);
group!(
    /// "Special" elements that are closed by name only, beside those of the other groups.
    is_block: "address" "article" "aside" "blockquote" "button" "center" "dd" "details" "dir" "div" "dl" "dt" "fieldset"
    "figcaption" "figure" "footer" "form" "h1" "h2" "h3" "h4" "h5" "h6" "header" "hgroup" "iframe" "li" "listing" "main"
    "menu" "nav" "noembed" "noframes" "noscript" "ol" "p" "plaintext" "pre" "search" "section" "select" "style" "summary"
    "textarea" "title" "ul" "xmp" "script"
);

/// Whether an unknown end tag stops looking at this element.
pub(super) const fn is_special(tag: Name) -> bool {
    is_block(tag) || is_scope(tag) || is_table_part(tag)
}

/// The names that the scan itself treats apart.
pub(super) mod known {
    use super::{Name, name};

    pub const A: Name = name("a");
    pub const DD: Name = name("dd");
    pub const DT: Name = name("dt");
    pub const HTML: Name = name("html");
    pub const IMG: Name = name("img");
    pub const LI: Name = name("li");
    pub const MATH: Name = name("math");
    pub const NOSCRIPT: Name = name("noscript");
    pub const P: Name = name("p");
    pub const PICTURE: Name = name("picture");
    pub const PLAINTEXT: Name = name("plaintext");
    pub const SCRIPT: Name = name("script");
    pub const SOURCE: Name = name("source");
    pub const STYLE: Name = name("style");
    pub const SVG: Name = name("svg");
    pub const TD: Name = name("td");
    pub const TEMPLATE: Name = name("template");
    pub const TH: Name = name("th");
    pub const TR: Name = name("tr");
    pub const RAW: [Name; 6] =
        [name("textarea"), name("title"), name("iframe"), name("noembed"), name("noframes"), name("xmp")];
}
