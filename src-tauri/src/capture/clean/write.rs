//! The clean tree as HTML and as plain text.

use super::tree::{Element, Node, is_block};
use super::{insert, math};

/// Writes nodes as HTML that a parser reads back as the same tree.
pub(super) fn html(nodes: &[Node]) -> String {
    let mut out = String::new();
    for node in nodes {
        write_html(node, &mut out);
    }
    out
}

fn write_html(node: &Node, out: &mut String) {
    match node {
        Node::Text(text) => escape(text, false, out),
        Node::Element(element) => {
            out.push('<');
            out.push_str(element.tag);
            for (name, value) in &element.attributes {
                out.push(' ');
                out.push_str(name);
                out.push_str("=\"");
                escape(value, true, out);
                out.push('"');
            }
            out.push('>');
            if !matches!(element.tag, "img" | "br" | "hr" | "wbr") {
                element.children.iter().for_each(|child| write_html(child, out));
                out.push_str("</");
                out.push_str(element.tag);
                out.push('>');
            }
        }
    }
}

fn escape(text: &str, attribute: bool, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' if attribute => out.push_str("&quot;"),
            '\u{a0}' => out.push_str("&nbsp;"),
            c => out.push(c),
        }
    }
}

/// Lists within lists are indented up to this level: deeper ones would be nothing but space.
const DEEPEST_INDENT: usize = 8;

/// The captions of pictures, in order.
pub(super) fn captions(nodes: &[Node]) -> Vec<String> {
    let mut captions = Vec::new();
    collect_captions(nodes, &mut captions);
    captions
}

fn collect_captions(nodes: &[Node], captions: &mut Vec<String>) {
    for element in nodes.iter().filter_map(Node::element) {
        if element.tag == "figure" && element.get("class").is_none() {
            let own = element.children.iter().filter_map(Node::element).filter(|e| e.tag == "figcaption");
            for caption in own {
                let mut blocks = Vec::new();
                block_texts(&caption.children, 0, &mut blocks);
                captions.extend((!blocks.is_empty()).then(|| blocks.join("\n")));
            }
        } else {
            collect_captions(&element.children, captions);
        }
    }
}

/// Writes nodes as plain text, without captions: blocks apart by a blank line, list items and table rows on lines of their own, code as it is.
pub(super) fn text(nodes: &[Node]) -> String {
    let mut blocks: Vec<String> = Vec::new();
    block_texts(nodes, 0, &mut blocks);
    blocks.join("\n\n")
}

/// The texts of blocks that stand in this many lists.
fn block_texts(nodes: &[Node], lists: usize, blocks: &mut Vec<String>) {
    let mut run = String::new();
    for node in nodes {
        match node {
            Node::Element(element) if is_block(element.tag) => {
                push(blocks, std::mem::take(&mut run));
                block_text(element, lists, blocks);
            }
            node => inline_text(node, &mut run),
        }
    }
    push(blocks, run);
}

fn block_text(element: &Element, lists: usize, blocks: &mut Vec<String>) {
    match element.tag {
        "pre" => push_verbatim(blocks, element.text()),
        "ul" | "ol" => push_verbatim(blocks, list_text(element, lists + 1)),
        "table" => push_verbatim(blocks, table_text(element, lists)),
        "dl" => push_verbatim(blocks, definitions_text(element, lists + 1)),
        // A caption is of its picture; the words of an embed's link are ours.
        "figure" => {}
        // Of another story, however it stands among the paragraphs.
        insert::TAG => {}
        _ => block_texts(&element.children, lists, blocks),
    }
}

fn push(blocks: &mut Vec<String>, text: String) {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
    if !lines.is_empty() {
        blocks.push(lines.join("\n"));
    }
}

fn push_verbatim(blocks: &mut Vec<String>, text: String) {
    if !text.trim().is_empty() {
        blocks.push(text);
    }
}

fn inline_text(node: &Node, out: &mut String) {
    match node {
        Node::Text(text) => out.push_str(text),
        Node::Element(element) => match element.tag {
            "br" => out.push('\n'),
            "rt" | "rp" | "img" | "wbr" => {}
            "math" => out.push_str(&math::linear(element)),
            _ => element.children.iter().for_each(|child| inline_text(child, out)),
        },
    }
}

fn list_text(list: &Element, lists: usize) -> String {
    let start: i64 = list.get("start").and_then(|s| s.parse().ok()).unwrap_or(1);
    let mut lines = Vec::new();
    for (at, item) in list.children.iter().filter_map(Node::element).enumerate() {
        let mut blocks = Vec::new();
        block_texts(&item.children, lists, &mut blocks);
        let marker = if list.tag == "ol" {
            format!("{}. ", start.saturating_add(i64::try_from(at).unwrap_or(0)))
        } else {
            "- ".to_owned()
        };
        lines.push(format!("{marker}{}", indented(&blocks.join("\n"), marker.len(), lists)));
    }
    lines.join("\n")
}

fn definitions_text(list: &Element, lists: usize) -> String {
    let mut lines = Vec::new();
    for item in list.children.iter().filter_map(Node::element) {
        let mut blocks = Vec::new();
        block_texts(&item.children, lists, &mut blocks);
        let text = blocks.join("\n");
        lines.push(if item.tag == "dd" { format!("  {}", indented(&text, 2, lists)) } else { text });
    }
    lines.join("\n")
}

/// A list's content, its lines but the first moved in.
fn indented(text: &str, by: usize, lists: usize) -> String {
    if lists > DEEPEST_INDENT {
        text.to_owned()
    } else {
        text.replace('\n', &format!("\n{}", " ".repeat(by)))
    }
}

fn table_text(table: &Element, lists: usize) -> String {
    let mut lines = Vec::new();
    for part in table.children.iter().filter_map(Node::element) {
        if part.tag == "caption" {
            let mut caption = String::new();
            part.children.iter().for_each(|child| inline_text(child, &mut caption));
            lines.push(caption);
            continue;
        }
        for row in part.children.iter().filter_map(Node::element) {
            let cells: Vec<String> = row
                .children
                .iter()
                .filter_map(Node::element)
                .map(|cell| {
                    let mut blocks = Vec::new();
                    block_texts(&cell.children, lists, &mut blocks);
                    blocks.join(" ").replace('\n', " ")
                })
                .collect();
            lines.push(cells.join(" | "));
        }
    }
    lines.join("\n")
}
