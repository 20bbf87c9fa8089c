//! Equations: MathML is kept, without what only programs read of it; what scripts typeset leads back to it.

use dom_query::{Document, NodeRef};

use super::tree::{Element, Node};
use crate::capture::extract::dom;

/// Elements that hold text.
const TOKENS: [&str; 5] = ["mi", "mn", "mo", "ms", "mtext"];

/// Elements that lay out a fixed number of parts.
const FIXED: [&str; 8] = ["mfrac", "mroot", "msub", "msup", "msubsup", "munder", "mover", "munderover"];

/// Elements that lay out any number of parts.
const FREE: [&str; 5] = ["mrow", "msqrt", "mtable", "mtr", "mtd"];

/// Nodes looked at for the MathML in what a script typeset; it comes before the drawing, or near it.
const REACH: usize = 2_000;

/// Attributes that change what is read.
pub(super) const ATTRIBUTES: [(&str, &[&str]); 9] = [
    ("math", &["display", "alttext"]),
    ("mi", &["mathvariant"]),
    ("mo", &["stretchy"]),
    ("mfrac", &["linethickness"]),
    ("mover", &["accent"]),
    ("munder", &["accentunder"]),
    ("mtable", &["columnalign"]),
    ("mtd", &["columnspan", "rowspan"]),
    ("mtr", &["columnalign"]),
];

/// All elements of a kept equation.
pub(super) fn tags() -> impl Iterator<Item = &'static str> {
    ["math"].into_iter().chain(TOKENS).chain(FIXED).chain(FREE)
}

/// Whether an element stands for an equation: MathML, or what a script or a wiki has put around it.
pub(super) fn is_equation(node: &NodeRef<'_>, name: &str) -> bool {
    const AROUND: [&str; 8] = [
        "katex",
        "katex-display",
        "mathjax",
        "mathjax_display",
        "mathjax_preview",
        "mathjax_svg",
        "mjx-chtml",
        "mwe-math-element",
    ];
    match name {
        "math" | "mjx-container" => true,
        "span" | "div" => dom::class_and_id(node).split_whitespace().any(|n| AROUND.contains(&n)),
        _ => false,
    }
}

/// The equation that an element stands for; nothing when its page has only the drawing.
pub(super) fn equation(node: &NodeRef<'_>, name: &str) -> Option<Element> {
    if name == "math" {
        return converted(node);
    }
    if let Some(math) = node.descendants_it().take(REACH).find(|n| n.has_name("math")) {
        return converted(&math);
    }
    let source = Document::fragment(dom::attr(node, "data-mathml")?);
    let math = source.select("math").nodes().first().copied()?;
    converted(&math)
}

fn converted(math: &NodeRef<'_>) -> Option<Element> {
    let mut element = Element::new("math", parts(math));
    let block = dom::attr(math, "display").is_some_and(|d| d == "block")
        || dom::attr(math, "mode").is_some_and(|m| m == "display");
    if block {
        element.set("display", "block");
    }
    let tex = math.descendants_it().find(|n| {
        n.has_name("annotation") && dom::attr(n, "encoding").is_some_and(|e| e.to_lowercase().contains("tex"))
    });
    if let Some(tex) = tex.map(|n| dom::text(&n)).or_else(|| dom::attr(math, "alttext")) {
        element.set("alttext", tex);
    }
    (!element.text().trim().is_empty()).then_some(element)
}

fn parts(node: &NodeRef<'_>) -> Vec<Node> {
    node.children_it(false).flat_map(|child| part(&child)).collect()
}

fn part(node: &NodeRef<'_>) -> Vec<Node> {
    let Some(name) = dom::name(node).map(|n| n.to_owned()) else { return Vec::new() };
    let known = |names: &[&'static str]| names.iter().find(|n| **n == name).copied();
    if let Some(tag) = known(&TOKENS) {
        return vec![with_attributes(Element::new(tag, vec![Node::Text(dom::text(node))]), node)];
    }
    if let Some(tag) = known(&FIXED) {
        let arguments = node.children_it(false).filter(NodeRef::is_element).map(|child| argument(&child));
        return vec![with_attributes(Element::new(tag, arguments.collect()), node)];
    }
    if let Some(tag) = known(&FREE) {
        return vec![with_attributes(Element::new(tag, parts(node)), node)];
    }
    match name.as_str() {
        // The first form of several is the one that is shown.
        "semantics" => node.first_element_child().map(|first| part(&first)).unwrap_or_default(),
        "mfenced" => vec![fenced(node)],
        "annotation" | "annotation-xml" | "mphantom" | "script" | "style" => Vec::new(),
        _ => parts(node),
    }
}

/// What has a place of its own, so that it is one element whatever it was made of.
fn argument(node: &NodeRef<'_>) -> Node {
    let mut parts = part(node);
    match (parts.len(), parts.pop()) {
        (1, Some(only)) => only,
        (_, last) => {
            parts.extend(last);
            Element::new("mrow", parts).into()
        }
    }
}

/// MathML 2's brackets, which browsers no longer draw.
fn fenced(node: &NodeRef<'_>) -> Node {
    let sign = |name: &str, usual: &str| {
        let sign = dom::attr(node, name).unwrap_or_else(|| usual.to_owned());
        Node::from(Element::new("mo", vec![Node::Text(sign)]))
    };
    let mut children = vec![sign("open", "(")];
    for (at, child) in node.children_it(false).filter(NodeRef::is_element).enumerate() {
        if at > 0 {
            children.push(sign("separators", ","));
        }
        children.extend(part(&child));
    }
    children.push(sign("close", ")"));
    Element::new("mrow", children).into()
}

fn with_attributes(mut element: Element, node: &NodeRef<'_>) -> Node {
    let allowed = ATTRIBUTES.iter().find(|(tag, _)| *tag == element.tag).map_or(&[][..], |(_, names)| names);
    for name in allowed {
        let plain = |value: &String| {
            value.len() <= 40 && value.bytes().all(|b| b.is_ascii_alphanumeric() || b" .%-".contains(&b))
        };
        if let Some(value) = dom::attr(node, name).filter(plain) {
            element.set(name, value);
        }
    }
    element.into()
}

/// An equation on a line of text: `T = L/√(gh)`.
pub(super) fn linear(element: &Element) -> String {
    let of = |at: usize| element.children.get(at).map(operand).unwrap_or_default();
    match element.tag {
        "mfrac" => format!("{}/{}", of(0), of(1)),
        "msqrt" => format!("√{}", bracketed(all(element))),
        "mroot" => format!("{}√{}", of(1), of(0)),
        "msup" | "mover" => format!("{}^{}", of(0), of(1)),
        "msub" | "munder" => format!("{}_{}", of(0), of(1)),
        "msubsup" | "munderover" => format!("{}_{}^{}", of(0), of(1), of(2)),
        "mtr" => element.children.iter().map(written).collect::<Vec<_>>().join(" "),
        "mtable" => element.children.iter().map(written).collect::<Vec<_>>().join("; "),
        "mo" => match element.text().as_str() {
            sign @ ("=" | "<" | ">" | "≤" | "≥" | "≈" | "≠" | "→" | "∈" | "+" | "−" | "-" | "±" | "×") =>
            {
                format!(" {sign} ")
            }
            sign => sign.to_owned(),
        },
        _ => all(element),
    }
}

fn written(node: &Node) -> String {
    match node {
        Node::Text(text) => text.clone(),
        Node::Element(element) => linear(element),
    }
}

fn all(element: &Element) -> String {
    element.children.iter().map(written).collect()
}

/// A part that something is done to: in brackets unless it is one sign or number.
fn operand(node: &Node) -> String {
    let text = written(node);
    if text.chars().all(char::is_alphanumeric) && (text.chars().count() <= 1 || text.parse::<f64>().is_ok()) {
        text
    } else {
        bracketed(text)
    }
}

fn bracketed(text: String) -> String {
    if text.chars().count() <= 1 { text } else { format!("({})", text.trim()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(html: &str) -> Element {
        let document = Document::fragment(html);
        let node = document.select("math, .katex, .MathJax, .mwe-math-element").nodes()[0];
        let name = dom::name(&node).unwrap().to_string();
        assert!(is_equation(&node, &name));
        equation(&node, &name).unwrap()
    }

    #[test]
    fn an_equation_is_read_from_every_way_to_write_one() {
        let math = "<math><semantics><mrow><mi>v</mi><mo>=</mo><msqrt><mi>g</mi><mi>h</mi></msqrt></mrow>\
                    <annotation encoding=application/x-tex>v=\\sqrt{gh}</annotation></semantics></math>";
        for html in [
            math.to_owned(),
            format!(
                "<span class=katex><span class=katex-mathml>{math}</span><span class=katex-html>v=gh</span></span>"
            ),
            format!("<span class=MathJax data-mathml='{math}'><nobr>v=gh</nobr></span>"),
            format!("<span class=mwe-math-element><span>{math}</span><img src=x.svg></span>"),
        ] {
            let equation = read(&html);
            assert_eq!(equation.get("alttext"), Some("v=\\sqrt{gh}"), "{html}");
            assert_eq!(linear(&equation), "v = √(gh)", "{html}");
        }
    }

    #[test]
    fn equations_can_be_read_on_a_line() {
        for (html, line) in [
            ("<math><msup><mi>d</mi><mn>2</mn></msup></math>", "d^2"),
            (
                "<math><mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mn>12</mn></mfrac></math>",
                "(a + b)/12",
            ),
            (
                "<math><msubsup><mi>x</mi><mi>i</mi><mrow><mi>n</mi><mo>+</mo><mn>1</mn></mrow></msubsup></math>",
                "x_i^(n + 1)",
            ),
            ("<math><mfenced><mi>a</mi><mi>b</mi></mfenced></math>", "(a,b)"),
        ] {
            assert_eq!(linear(&read(html)), line, "{html}");
        }
    }
}
