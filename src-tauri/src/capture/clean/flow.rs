//! A run of blocks under construction: loose inline content is gathered into paragraphs, pictures are lifted out of them.

use dom_query::NodeId;

use super::tree::{Element, Node, text_of};

/// Blocks so far, and the paragraph that is being gathered.
#[derive(Debug)]
pub(super) struct Flow {
    blocks: Vec<Node>,
    run: Vec<Node>,
    /// The element whose content is read.
    origin: NodeId,
}

/// A picture this small in both directions stands in its line of text.
const INLINE_PIXELS: u32 = 64;

impl Flow {
    pub fn of(origin: NodeId) -> Self {
        Self { blocks: Vec::new(), run: Vec::new(), origin }
    }

    pub fn inline(&mut self, node: Node) {
        self.run.push(node);
    }

    pub fn inline_all(&mut self, nodes: impl IntoIterator<Item = Node>) {
        self.run.extend(nodes);
    }

    pub fn line_break(&mut self) {
        self.run.push(Element::new("br", Vec::new()).into());
    }

    pub fn block(&mut self, element: Element) {
        self.end_paragraph();
        self.blocks.push(element.into());
    }

    pub fn blocks(&mut self, blocks: Vec<Node>) {
        self.end_paragraph();
        self.blocks.extend(blocks);
    }

    pub fn finish(mut self) -> Vec<Node> {
        self.end_paragraph();
        self.blocks
    }

    /// The last block, when it is a picture that has no caption yet.
    pub fn captionable(&mut self) -> Option<&Element> {
        self.end_paragraph();
        let last = self.blocks.last()?.element()?;
        (last.tag == "figure" && !last.children.iter().any(|c| c.is("figcaption"))).then_some(last)
    }

    /// Makes a text the caption of the last picture.
    pub fn caption(&mut self, content: Vec<Node>) {
        if let Some(Node::Element(figure)) = self.blocks.last_mut()
            && !text_of(&content).trim().is_empty()
        {
            figure.children.push(Element::new("figcaption", content).into());
        }
    }

    /// Makes a text the caption of the last picture, or a paragraph where there is none.
    pub fn caption_or_paragraph(&mut self, content: Vec<Node>) {
        if self.captionable().is_some() {
            self.caption(content);
        } else if let Some(Node::Element(last)) = self.blocks.last_mut()
            && takes_caption(last)
        {
            add_caption(last, content);
        } else {
            self.run.extend(content);
            self.end_paragraph();
        }
    }

    /// Ends the paragraph that is being gathered.
    pub fn end_paragraph(&mut self) {
        if self.run.is_empty() {
            return;
        }
        let run = std::mem::take(&mut self.run);
        for segment in split_at_double_breaks(run) {
            self.paragraph(trim(segment));
        }
    }

    /// Adds a paragraph; its pictures stand before or after it.
    fn paragraph(&mut self, mut segment: Vec<Node>) {
        let has_text = !text_of(&segment).trim().is_empty();
        let mut figures = Vec::new();
        let starts_with_picture = segment.first().and_then(Node::element).is_some_and(Element::has_picture);
        lift(&mut segment, has_text, self.origin, &mut figures);
        if starts_with_picture {
            self.blocks.append(&mut figures);
        }
        let segment = trim(segment);
        let keeps =
            segment.iter().any(|n| matches!(n, Node::Element(e) if e.get("id").is_some() || e.has_picture()));
        if keeps || !text_of(&segment).trim().is_empty() {
            self.blocks.push(Element::new("p", segment).from(self.origin).into());
        }
        self.blocks.append(&mut figures);
    }
}

/// Takes the pictures out of a run, each as a figure.
fn lift(nodes: &mut Vec<Node>, has_text: bool, origin: NodeId, figures: &mut Vec<Node>) {
    let mut at = 0;
    while at < nodes.len() {
        match &mut nodes[at] {
            Node::Element(image) if image.tag == "img" => {
                if image.get("class") == Some("formula") || (has_text && is_small(image)) {
                    at += 1;
                } else {
                    figures.push(Element::new("figure", vec![nodes.remove(at)]).from(origin).into());
                }
            }
            Node::Element(element) => {
                lift(&mut element.children, has_text, origin, figures);
                at += 1;
            }
            Node::Text(_) => at += 1,
        }
    }
}

/// Whether a caption belongs into a block that is no picture: an embed, a table without one.
fn takes_caption(block: &Element) -> bool {
    block.get("class") == Some("embed")
        || (block.tag == "table" && !block.children.iter().any(|c| c.is("caption")))
}

fn add_caption(block: &mut Element, mut content: Vec<Node>) {
    if block.tag == "table" {
        block.children.insert(0, Element::new("caption", content).into());
    } else if let Some(Node::Element(link)) = block.children.last_mut() {
        link.children.push(Element::new("br", Vec::new()).into());
        link.children.append(&mut content);
    }
}

fn is_small(image: &Element) -> bool {
    let small =
        |name| image.get(name).and_then(|v| v.parse::<u32>().ok()).is_some_and(|n| n <= INLINE_PIXELS);
    small("width") && small("height")
}

fn split_at_double_breaks(run: Vec<Node>) -> Vec<Vec<Node>> {
    let mut segments = vec![Vec::new()];
    let mut breaks: Vec<Node> = Vec::new();
    for node in run {
        if node.is("br") || (node.is_blank() && !breaks.is_empty()) {
            breaks.push(node);
            continue;
        }
        let count = breaks.iter().filter(|n| n.is("br")).count();
        if count >= 2 {
            breaks.clear();
            segments.push(Vec::new());
        }
        if let Some(last) = segments.last_mut() {
            last.append(&mut breaks);
            last.push(node);
        }
    }
    segments
}

fn trim(mut segment: Vec<Node>) -> Vec<Node> {
    let loose = |n: &Node| n.is_blank() || n.is("br");
    while segment.last().is_some_and(loose) {
        segment.pop();
    }
    let leading = segment.iter().take_while(|n| loose(n)).count();
    segment.drain(..leading);
    segment
}
