//! Lists as Markdown, footnotes of the page among them.

use dom_query::NodeRef;

use super::html::{Block, Kind, Writer, attr, join, name};
use super::line::{Line, Place, Span};

/// The blocks of an item of a list.
type Item = Vec<Block>;

/// A list; items that are footnotes of the page become Markdown's footnotes.
pub fn list(writer: &mut Writer<'_>, node: &NodeRef<'_>, depth: usize, before: Option<Kind>) -> Vec<Block> {
    let is_numbered = name(node).as_deref() == Some("ol");
    let first = attr(node, "start").and_then(|start| start.parse::<u32>().ok()).unwrap_or(1);
    let is_downwards = attr(node, "reversed").is_some() || has_attr(node, "reversed");
    let (mut items, mut notes) = (Vec::new(), Vec::new());
    for child in node.children_it(false) {
        let label = writer.footnote_of(&child).map(str::to_owned);
        let is_item = child.is_element();
        let content = match is_item {
            true => writer.blocks(&child, depth + 1),
            false => text_item(&child.text()),
        };
        match label {
            Some(label) => notes.push(footnote(&label, &content)),
            // Points without anything, one in the other, would be a rule.
            None if content.is_empty() && !(is_item && is_numbered) => {}
            None => items.push(content),
        }
    }
    let mut blocks = Vec::new();
    if !items.is_empty() {
        let last = first.saturating_add(u32::try_from(items.len()).unwrap_or_default());
        let numbers = match (is_numbered, is_downwards) {
            (false, _) => None,
            (true, false) => Some(first),
            // Markdown counts upwards alone; what counts down is a list of points with its numbers as words.
            (true, true) => {
                number_down(&mut items, last);
                None
            }
        };
        blocks.push(points(&items, numbers, before));
    }
    blocks.extend(notes);
    blocks
}

/// Terms and what is said of them, as points.
pub fn terms(writer: &mut Writer<'_>, node: &NodeRef<'_>, depth: usize, before: Option<Kind>) -> Vec<Block> {
    let mut items: Vec<Item> = Vec::new();
    for child in node.children_it(false).filter(NodeRef::is_element) {
        if name(&child).as_deref() == Some("dt") {
            let mut line = Line::default();
            line.open(Span::Strong);
            writer.children(&child, &mut line, depth + 1);
            line.close();
            let term = line.write(Place::Block).into_iter();
            items.push(term.map(|text| Block { text, kind: Kind::Paragraph }).collect());
        } else {
            let said = writer.blocks(&child, depth + 1);
            match items.last_mut() {
                Some(item) => item.extend(said),
                None => items.push(said),
            }
        }
    }
    items.retain(|item| !item.is_empty());
    if items.is_empty() { Vec::new() } else { vec![points(&items, None, before)] }
}

/// A footnote, whose further lines stand four spaces in.
pub fn footnote(label: &str, content: &[Block]) -> Block {
    let text = indented(&format!("[^{label}]: "), "    ", &join(content));
    Block { text, kind: Kind::Other }
}

/// Items below each other. A list right after another has other signs, or the two would be one.
fn points(items: &[Item], numbers: Option<u32>, before: Option<Kind>) -> Block {
    let sign = match (numbers, before) {
        (None, Some(Kind::List('-'))) => '*',
        (None, _) => '-',
        (Some(_), Some(Kind::List('.'))) => ')',
        (Some(_), _) => '.',
    };
    let is_tight = items.iter().all(|item| is_tight(item));
    let mut lines = Vec::with_capacity(items.len());
    for (number, item) in (numbers.unwrap_or_default()..).zip(items) {
        let mark = match numbers {
            Some(_) => format!("{number}{sign} "),
            None => format!("{sign} "),
        };
        let blocks: Vec<&str> = item.iter().map(|block| block.text.as_str()).collect();
        let text = blocks.join(if is_tight { "\n" } else { "\n\n" });
        lines.push(indented(&mark, &" ".repeat(mark.len()), &text));
    }
    Block { text: lines.join(if is_tight { "\n" } else { "\n\n" }), kind: Kind::List(sign) }
}

/// Whether an item is a line, or a line with lists below it.
fn is_tight(item: &[Block]) -> bool {
    let mut blocks = item.iter();
    blocks.next().is_none_or(|block| block.kind == Kind::Paragraph || matches!(block.kind, Kind::List(_)))
        && blocks.all(|block| matches!(block.kind, Kind::List(_)))
}

fn indented(first: &str, next: &str, text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for (at, line) in text.split('\n').enumerate() {
        if at > 0 {
            out.push('\n');
        }
        if at == 0 || !line.is_empty() {
            out.push_str(if at == 0 { first } else { next });
        }
        out.push_str(line);
    }
    out.truncate(out.trim_end_matches(' ').len());
    out
}

fn number_down(items: &mut [Item], end: u32) {
    for (item, number) in items.iter_mut().zip((0..end).rev()) {
        match item.first_mut() {
            Some(block) if block.kind == Kind::Paragraph => {
                block.text = format!("{number}\\. {}", block.text)
            }
            _ => item.insert(0, Block { text: format!("{number}\\."), kind: Kind::Paragraph }),
        }
    }
}

fn text_item(text: &str) -> Item {
    let mut line = Line::default();
    line.text(text);
    match line.is_empty() {
        true => Vec::new(),
        false => {
            line.write(Place::Block).into_iter().map(|text| Block { text, kind: Kind::Paragraph }).collect()
        }
    }
}

fn has_attr(node: &NodeRef<'_>, name: &str) -> bool {
    node.element_ref()
        .is_some_and(|element| element.attrs.iter().any(|attribute| &*attribute.name.local == name))
}
