//! Equations: MathML's presentation as Typst's.

use std::fmt::Write as _;

use super::typeset::{quoted, text_of};
use crate::export::page::tree::{Element, Node};

/// An equation as an expression of Typst.
pub fn equation(math: &Element) -> String {
    let block = math.get("display") == Some("block");
    format!("math.equation(block: {block}, {})", row(&math.children))
}

/// What stands in a row.
fn row(nodes: &[Node]) -> String {
    let mut out = "{[]; ".to_owned();
    for node in nodes.iter().filter_map(Node::element) {
        let _ = write!(out, "{}; ", part(node));
    }
    out.push('}');
    out
}

fn part(element: &Element) -> String {
    let children: Vec<&Element> = element.children.iter().filter_map(Node::element).collect();
    let at = |index: usize| children.get(index).map_or_else(|| "[]".to_owned(), |child| part(child));
    match element.name.as_str() {
        "mi" => variable(&text_of(&element.children)),
        "mn" | "ms" | "mtext" => format!("text({})", quoted(&text_of(&element.children))),
        "mo" => operator(&text_of(&element.children)),
        "mfrac" if element.get("linethickness").is_some_and(|thickness| thickness.starts_with('0')) => {
            format!("math.binom({}, {})", at(0), at(1))
        }
        "mfrac" => format!("math.frac({}, {})", at(0), at(1)),
        "msqrt" => format!("math.sqrt({})", row(&element.children)),
        "mroot" => format!("math.root({}, {})", at(1), at(0)),
        "msub" => format!("math.attach({}, b: {})", at(0), at(1)),
        "msup" => format!("math.attach({}, t: {})", at(0), at(1)),
        "msubsup" => format!("math.attach({}, b: {}, t: {})", at(0), at(1), at(2)),
        "munder" => format!("math.attach(math.limits({}), b: {})", at(0), at(1)),
        "mover" => format!("math.attach(math.limits({}), t: {})", at(0), at(1)),
        "munderover" => format!("math.attach(math.limits({}), b: {}, t: {})", at(0), at(1), at(2)),
        "mtable" => table(&children),
        _ => row(&element.children),
    }
}

/// One letter slants, a name as `sin` does not.
fn variable(text: &str) -> String {
    let text = text.trim();
    match text.chars().count() {
        1 => format!("math.italic({})", quoted(text)),
        _ => format!("math.op({})", quoted(text)),
    }
}

fn operator(text: &str) -> String {
    let mut letters = text.trim().chars();
    match (letters.next(), letters.next()) {
        // What only tells programs that there is a product or a function.
        (None | Some('\u{2061}'..='\u{2064}'), None) => "[]".to_owned(),
        (Some(one), None) => format!("symbol({})", quoted(&one.to_string())),
        _ => format!("math.op({})", quoted(text.trim())),
    }
}

fn table(rows: &[&Element]) -> String {
    let mut out = "math.mat(delim: none, ".to_owned();
    for row_of in rows {
        out.push('(');
        for cell in row_of.children.iter().filter_map(Node::element) {
            let _ = write!(out, "{}, ", row(&cell.children));
        }
        out.push_str("), ");
    }
    out.push(')');
    out
}
