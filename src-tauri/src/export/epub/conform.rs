//! What a web page may hold and a book may not: a book's markup has to keep every rule of HTML's content models.

use std::collections::HashSet;

use url::Url;

use crate::export::page::tree::{Element, Node};

/// Makes an article's nodes such that a checker of books has nothing to say.
pub fn conform(nodes: &mut [Node]) {
    let mut ids = HashSet::new();
    collect_ids(nodes, &mut ids);
    let mut seen = HashSet::new();
    change(nodes, &mut Changes { ids: &ids, seen: &mut seen }, false, false);
}

/// Whether an element of a name is among nodes.
pub fn has(nodes: &[Node], name: &str) -> bool {
    nodes.iter().filter_map(Node::element).any(|element| element.name == name || has(&element.children, name))
}

struct Changes<'a> {
    ids: &'a HashSet<String>,
    seen: &'a mut HashSet<String>,
}

fn collect_ids(nodes: &[Node], ids: &mut HashSet<String>) {
    for element in nodes.iter().filter_map(Node::element) {
        ids.extend(element.get("id").map(str::to_owned));
        collect_ids(&element.children, ids);
    }
}

/// `phrasing`: whether only text and what stands within text may be here. `linked`: whether this is within a link.
fn change(nodes: &mut [Node], changes: &mut Changes<'_>, phrasing: bool, linked: bool) {
    for node in nodes.iter_mut() {
        if let Node::Element(element) = node {
            element_in(element, changes, phrasing, linked);
        }
    }
}

fn element_in(element: &mut Element, changes: &mut Changes<'_>, phrasing: bool, linked: bool) {
    if element.name == "math" {
        return;
    }
    attributes(element, changes);
    if element.name == "a" && (linked || element.get("href").is_none()) {
        rename(element, "span");
    }
    if element.name == "time" {
        element.unset("datetime");
        rename(element, "span");
    }
    if phrasing && is_flow_only(&element.name) {
        rename(element, "span");
    }
    if holds_phrasing(&element.name)
        && !phrasing
        && element.children.iter().any(has_flow)
        && !is_heading(&element.name)
    {
        rename(element, "div");
    }
    let linked = linked || element.name == "a";
    let inside = match element.name.as_str() {
        "a" | "ins" | "del" => phrasing,
        name => holds_phrasing(name),
    };
    structure(element);
    change(&mut element.children, changes, inside, linked);
}

fn rename(element: &mut Element, name: &str) {
    element.name = name.to_owned();
    for attribute in ["href", "open", "start", "reversed", "colspan", "rowspan", "scope"] {
        element.unset(attribute);
    }
}

fn attributes(element: &mut Element, changes: &mut Changes<'_>) {
    if let Some(id) = element.get("id").map(str::to_owned)
        && !changes.seen.insert(id)
    {
        element.unset("id");
    }
    let Some(href) = element.get("href").map(str::to_owned) else { return };
    if let Some(id) = href.strip_prefix('#') {
        if !changes.ids.contains(id) {
            element.unset("href");
        }
    } else if !href.ends_with(".xhtml") || href.contains(':') {
        match address(&href) {
            Some(address) => element.set("href", &address),
            None => element.unset("href"),
        }
    }
}

/// An address as RFC 3986 has it, which browsers are less strict about.
fn address(href: &str) -> Option<String> {
    let url = Url::parse(href).ok()?;
    if matches!(url.scheme(), "http" | "https") && url.host_str().is_none_or(str::is_empty) {
        return None;
    }
    let strict = url.as_str().chars().map(|c| match c {
        '|' | '^' | '`' | '{' | '}' | '\\' | '"' | '<' | '>' | ' ' => format!("%{:02X}", u32::from(c)),
        '[' | ']' if !matches!(url.host(), Some(url::Host::Ipv6(_))) => format!("%{:02X}", u32::from(c)),
        c => c.to_string(),
    });
    let strict: String = strict.collect();
    // A sign of an escape that is none.
    let mut out = String::with_capacity(strict.len());
    for (at, c) in strict.char_indices() {
        out.push(c);
        let hex = strict.as_bytes().get(at + 1..at + 3);
        if c == '%' && !hex.is_some_and(|hex| hex.iter().all(u8::is_ascii_hexdigit)) {
            out.push_str("25");
        }
    }
    Some(out)
}

/// Lists, figures, tables and the like hold what they may, in the order they may.
fn structure(element: &mut Element) {
    match element.name.as_str() {
        "ul" | "ol" => only(element, &["li"], "li"),
        "dl" => definitions(element),
        "figure" => figure(element),
        "details" => details(element),
        "ruby" => ruby(element),
        "table" => table(element),
        "thead" | "tbody" | "tfoot" => only(element, &["tr"], ""),
        "tr" => only(element, &["td", "th"], "td"),
        _ => {}
    }
    if matches!(element.name.as_str(), "ul" | "ol" | "tr" | "thead" | "tbody" | "tfoot") {
        element.children.retain(|child| child.element().is_some());
    }
}

/// Children of other names are wrapped, or go where nothing can wrap them.
fn only(element: &mut Element, names: &[&str], wrapper: &str) {
    let children = std::mem::take(&mut element.children);
    for child in children {
        let fits = child.element().is_some_and(|child| names.contains(&child.name.as_str()));
        if fits || (child.element().is_none() && child.is_blank()) {
            element.children.push(child);
        } else if !wrapper.is_empty() && !child.is_blank() {
            element.children.push(Element::new(wrapper, vec![child]).into());
        }
    }
}

fn definitions(list: &mut Element) {
    only(list, &["dt", "dd"], "dd");
    list.children.retain(|child| child.element().is_some());
    let is = |node: Option<&Node>, name: &str| node.and_then(Node::element).is_some_and(|e| e.name == name);
    if !is(list.children.first(), "dt") || !is(list.children.last(), "dd") {
        rename(list, "div");
        for child in &mut list.children {
            if let Node::Element(child) = child {
                rename(child, "div");
            }
        }
    }
}

fn figure(figure: &mut Element) {
    let is_caption = |node: &Node| node.element().is_some_and(|element| element.name == "figcaption");
    let (captions, mut rest): (Vec<Node>, Vec<Node>) = figure.children.drain(..).partition(is_caption);
    let mut captions = captions.into_iter().filter_map(|caption| match caption {
        Node::Element(caption) => Some(caption),
        Node::Text(_) => None,
    });
    if let Some(mut caption) = captions.next() {
        captions.for_each(|more| caption.children.push(Element::new("div", more.children).into()));
        rest.push(caption.into());
    }
    figure.children = rest;
}

fn details(details: &mut Element) {
    // Books are read where nothing opens.
    rename(details, "div");
    for child in &mut details.children {
        if let Node::Element(summary) = child
            && summary.name == "summary"
        {
            rename(summary, "div");
            summary.set("class", "summary");
        }
    }
}

fn ruby(ruby: &mut Element) {
    let reading = |node: &Node| node.element().is_some_and(|element| element.name == "rt");
    if !ruby.children.iter().any(reading) {
        rename(ruby, "span");
    }
}

fn table(table: &mut Element) {
    let children = std::mem::take(&mut table.children);
    let (mut caption, mut rest, mut loose) = (None, Vec::new(), Vec::new());
    for child in children {
        let Node::Element(child) = child else { continue };
        match child.name.as_str() {
            "caption" if caption.is_none() => caption = Some(Node::from(child)),
            "thead" | "tbody" | "tfoot" => rest.push(Node::from(child)),
            "tr" => loose.push(Node::from(child)),
            _ => {}
        }
    }
    if !loose.is_empty() {
        rest.push(Element::new("tbody", loose).into());
    }
    rest.retain(|group| has(std::slice::from_ref(group), "tr"));
    let order = |node: &Node| match node.element().map(|element| element.name.as_str()) {
        Some("thead") => 0,
        Some("tfoot") => 2,
        _ => 1,
    };
    rest.sort_by_key(order);
    table.children = caption.into_iter().chain(rest).collect();
    if !has(&table.children, "td") && !has(&table.children, "th") {
        rename(table, "div");
        table.children.clear();
    }
}

fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// Elements that hold only what stands within text.
fn holds_phrasing(name: &str) -> bool {
    is_heading(name)
        || matches!(
            name,
            "p" | "pre"
                | "span"
                | "em"
                | "strong"
                | "b"
                | "i"
                | "cite"
                | "q"
                | "code"
                | "kbd"
                | "samp"
                | "var"
                | "sub"
                | "sup"
                | "small"
                | "mark"
                | "abbr"
                | "bdi"
                | "bdo"
                | "ruby"
                | "rt"
                | "rp"
                | "summary"
        )
}

/// Elements that cannot stand within text.
fn is_flow_only(name: &str) -> bool {
    is_heading(name)
        || matches!(
            name,
            "p" | "pre"
                | "div"
                | "ul"
                | "ol"
                | "li"
                | "dl"
                | "dt"
                | "dd"
                | "table"
                | "thead"
                | "tbody"
                | "tfoot"
                | "tr"
                | "td"
                | "th"
                | "caption"
                | "figure"
                | "figcaption"
                | "blockquote"
                | "aside"
                | "details"
                | "summary"
                | "section"
                | "header"
                | "hr"
        )
}

fn has_flow(node: &Node) -> bool {
    node.element().is_some_and(|element| is_flow_only(&element.name) || element.children.iter().any(has_flow))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::page::tree::parse;
    use crate::export::page::words::Words;
    use crate::export::page::write::{Form, Shown, Writer};

    fn conformed(html: &str) -> String {
        let mut nodes = parse(html);
        conform(&mut nodes);
        let mut out = String::new();
        Writer {
            form: Form::Xhtml,
            words: Words::of(None),
            pictures: &mut |_| Ok(Shown::At("p".to_owned())),
            sink: &mut |text| {
                out.push_str(text);
                Ok(())
            },
        }
        .nodes(&nodes)
        .unwrap();
        out
    }

    #[test]
    fn content_models_are_kept() {
        for (html, book) in [
            ("<ul>a<li>b</li><p>c</p></ul>", "<ul><li>a</li><li>b</li><li><p>c</p></li></ul>"),
            ("<em><p>a</p></em>", "<div><p>a</p></div>"),
            ("<h2><p>a</p> b</h2>", "<h2><span>a</span> b</h2>"),
            (
                "<figure><figcaption>a</figcaption><img src=asset:1><figcaption>b</figcaption></figure>",
                "<figure><img alt=\"\" src=\"p\"/><figcaption>a<div>b</div></figcaption></figure>",
            ),
            ("<dl><dd>a</dd></dl>", "<div><div>a</div></div>"),
            ("<ruby>a</ruby>", "<span>a</span>"),
            ("<p id=x>a</p><p id=x>b</p>", "<p id=\"x\">a</p><p>b</p>"),
            ("<a href='#gone'>a</a>", "<span>a</span>"),
            ("<time datetime='soon'>a</time>", "<span>a</span>"),
            (
                "<a href='https://x.org/a b|c?d=%zz&amp;e'>a</a>",
                "<a href=\"https://x.org/a%20b%7Cc?d=%25zz&amp;e\">a</a>",
            ),
            ("<p>a\u{b}b\u{85}</p>", "<p>ab</p>"),
            ("<details open><summary>a</summary>b</details>", "<div><div class=\"summary\">a</div>b</div>"),
        ] {
            assert_eq!(conformed(html), book, "{html}");
        }
    }
}
