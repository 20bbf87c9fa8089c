//! Blocks with an inside of their own: lists, tables, figures, code, disclosures.

use dom_query::NodeRef;

use super::build::Builder;
use super::flow::Flow;
use super::shapes::is_layout;
use super::tree::{Element, Node};
use crate::capture::extract::dom;

impl Builder<'_> {
    pub(super) fn list(&mut self, tag: &'static str, node: &NodeRef<'_>) -> Element {
        let mut list = Element::new(tag, Vec::new());
        if tag == "ol" {
            if let Some(start) = dom::attr(node, "start").filter(|s| s.parse::<i32>().is_ok()) {
                list.set("start", start);
            }
            if dom::attr(node, "reversed").is_some() || node.has_attr("reversed") {
                list.set("reversed", "");
            }
        }
        for child in node.children_it(false) {
            if child.has_name("li") {
                let mut item = Element::new("li", self.content(&child));
                if let Some(id) = self.kept_id(&child) {
                    item.set("id", id);
                }
                list.children.push(item.into());
            } else if child.is_element() || child.is_nonempty_text() {
                // Lists nested without an item, or text between items: kept as an item's content.
                let loose = if child.is_element() {
                    self.blocks_of(&child)
                } else {
                    vec![Node::Text(child.text().to_string())]
                };
                match list.children.last_mut() {
                    Some(Node::Element(last)) if child.is_element() => last.children.extend(loose),
                    _ if loose.is_empty() => {}
                    _ => list.children.push(Element::new("li", loose).into()),
                }
            }
        }
        list
    }

    /// The boxes of a list that lays out the page join the flow as blocks.
    pub(super) fn layout_list(&mut self, flow: &mut Flow, node: &NodeRef<'_>) {
        flow.end_paragraph();
        for child in node.children_it(false) {
            if child.is_element() {
                flow.blocks(self.blocks_of(&child));
            } else if child.is_nonempty_text() {
                flow.inline(Node::Text(child.text().to_string()));
            }
        }
    }

    /// The blocks a single node becomes.
    fn blocks_of(&mut self, node: &NodeRef<'_>) -> Vec<Node> {
        let name = dom::name(node).map(|n| n.to_owned()).unwrap_or_default();
        match name.as_str() {
            "ul" | "menu" => vec![self.list("ul", node).into()],
            "ol" => vec![self.list("ol", node).into()],
            "script" | "style" | "noscript" | "template" => Vec::new(),
            _ => self.blocks(node),
        }
    }

    /// The content of an item or cell: inline when it is one paragraph, blocks otherwise.
    pub(super) fn content(&mut self, node: &NodeRef<'_>) -> Vec<Node> {
        let mut blocks = self.blocks(node);
        if let [Node::Element(only)] = blocks.as_mut_slice()
            && only.tag == "p"
            && only.get("id").is_none()
        {
            return std::mem::take(&mut only.children);
        }
        blocks
    }

    pub(super) fn definitions(&mut self, node: &NodeRef<'_>) -> Element {
        let mut list = Element::new("dl", Vec::new());
        for child in node.descendants_it().filter(|n| n.has_name("dt") || n.has_name("dd")) {
            let nested = child
                .ancestors_it(None)
                .take_while(|a| a.id != node.id)
                .any(|a| a.has_name("dl") || a.has_name("dd"));
            if !nested {
                let tag = if child.has_name("dt") { "dt" } else { "dd" };
                let mut item =
                    Element::new(tag, if tag == "dt" { self.inlines(&child) } else { self.content(&child) });
                if let Some(id) = self.kept_id(&child) {
                    item.set("id", id);
                }
                list.children.push(item.into());
            }
        }
        list
    }

    pub(super) fn details(&mut self, node: &NodeRef<'_>) -> Element {
        let mut details = Element::new("details", Vec::new());
        // Open, so that nothing of the article is hidden.
        details.set("open", "");
        let mut flow = Flow::of(node.id);
        for child in node.children_it(false) {
            if child.has_name("summary") {
                details.children.push(Element::new("summary", self.inlines(&child)).into());
            } else {
                self.child(&mut flow, &child);
            }
        }
        details.children.extend(flow.finish());
        details
    }

    /// A table of data, or nothing when it is there for layout.
    pub(super) fn table(&mut self, node: &NodeRef<'_>) -> Option<Element> {
        if is_layout(node) {
            return None;
        }
        let mut table = Element::new("table", Vec::new());
        for child in node.children_it(false) {
            match dom::name(&child).as_deref() {
                Some("caption") => table.children.push(Element::new("caption", self.inlines(&child)).into()),
                Some("thead") => table.children.push(Element::new("thead", self.rows(&child)).into()),
                Some("tbody") => table.children.push(Element::new("tbody", self.rows(&child)).into()),
                Some("tfoot") => table.children.push(Element::new("tfoot", self.rows(&child)).into()),
                Some("tr") => {
                    let row = self.row(&child);
                    match table.children.last_mut() {
                        Some(Node::Element(last)) if last.tag == "tbody" => last.children.push(row.into()),
                        _ => table.children.push(Element::new("tbody", vec![row.into()]).into()),
                    }
                }
                _ => {}
            }
        }
        table.children.retain(|c| c.is("caption") || c.element().is_some_and(|e| !e.children.is_empty()));
        Some(table)
    }

    fn rows(&mut self, node: &NodeRef<'_>) -> Vec<Node> {
        node.children_it(false).filter(|n| n.has_name("tr")).map(|row| self.row(&row).into()).collect()
    }

    fn row(&mut self, node: &NodeRef<'_>) -> Element {
        let mut row = Element::new("tr", Vec::new());
        for cell in node.children_it(false).filter(|n| n.has_name("td") || n.has_name("th")) {
            let tag = if cell.has_name("th") { "th" } else { "td" };
            let mut element = Element::new(tag, self.content(&cell));
            for name in ["colspan", "rowspan"] {
                if let Some(span) = dom::attr(&cell, name)
                    .and_then(|v| v.parse::<u32>().ok())
                    .filter(|n| (2..=1000).contains(n))
                {
                    element.set(name, span.to_string());
                }
            }
            if let Some(scope) = dom::attr(&cell, "scope")
                .filter(|s| tag == "th" && matches!(s.as_str(), "row" | "col" | "rowgroup" | "colgroup"))
            {
                element.set("scope", scope);
            }
            row.children.push(element.into());
        }
        row
    }

    pub(super) fn layout_table(&mut self, flow: &mut Flow, node: &NodeRef<'_>) {
        flow.end_paragraph();
        let cells =
            node.descendants_it().filter(|n| n.has_name("td") || n.has_name("th") || n.has_name("caption"));
        for cell in cells.collect::<Vec<_>>() {
            let nested = cell.ancestors_it(None).take_while(|a| a.id != node.id).any(|a| a.has_name("table"));
            if !nested {
                flow.blocks(self.blocks(&cell));
            }
        }
    }
}
