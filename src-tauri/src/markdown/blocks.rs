//! The plain text of a note, block by block, with the links to articles that stand in it.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};
use unicode_segmentation::UnicodeSegmentation;

use super::dialect;

/// More of a sentence than this is cut off around its link, in characters.
const SENTENCE: usize = 300;

/// A paragraph, heading, list item or table cell as plain text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Block {
    /// Its text, without markup.
    pub text: String,
    /// The links to articles in it, in order.
    pub links: Vec<BlockLink>,
}

/// A `[[link]]` to an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlockLink {
    /// What stands before the `|`: a title or a URL, white space made single.
    pub target: String,
    /// Where the shown text stands in the block's text, in bytes.
    pub place: Range<usize>,
}

impl Block {
    /// The sentence that a place of the block stands in.
    #[must_use]
    pub fn sentence(&self, place: &Range<usize>) -> String {
        let pieces = self.text.split_sentence_bound_indices();
        let touching = pieces
            .filter(|(at, piece)| *at < place.end.max(place.start + 1) && at + piece.len() > place.start);
        let (mut start, mut end) = (place.start, place.end);
        for (at, piece) in touching {
            start = start.min(at);
            end = end.max(at + piece.len());
        }
        self.cut(start, end, place)
    }

    /// The text from `start` to `end`, or its part around `place` when it is too long.
    fn cut(&self, start: usize, end: usize, place: &Range<usize>) -> String {
        let (before, after) = (&self.text[start..place.start], &self.text[place.start..end]);
        if before.chars().count() + after.chars().count() <= SENTENCE {
            return self.text[start..end].trim().to_owned();
        }
        let from = before.char_indices().rev().nth(SENTENCE / 3).map_or(0, |(at, _)| at);
        let to = after.char_indices().nth(SENTENCE * 2 / 3).map_or(after.len(), |(at, _)| at);
        let dots = |cut: bool| if cut { "…" } else { "" };
        format!(
            "{}{}{}{}",
            dots(from > 0),
            before[from..].trim_start(),
            after[..to].trim_end(),
            dots(to < after.len())
        )
    }
}

/// Reads a text as blocks; empty ones are left out.
#[must_use]
pub fn blocks(text: &str) -> Vec<Block> {
    let mut reader = Reader::default();
    dialect::events(text).for_each(|event| reader.read(event));
    reader.end_block();
    reader.blocks
}

/// The plain text, one block a line.
#[must_use]
pub fn plain(text: &str) -> String {
    blocks(text).into_iter().map(|block| block.text).collect::<Vec<_>>().join("\n")
}

#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    block: Block,
    /// Target and beginning of each link that is open; no target where it leads to no article.
    open: Vec<(Option<String>, usize)>,
    code: bool,
}

impl Reader {
    fn read(&mut self, event: Event<'_>) {
        match event {
            Event::Text(text) if self.code => self.block.text.push_str(&text),
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
                self.block.text.push_str(&text.replace('\n', " "));
            }
            Event::SoftBreak | Event::HardBreak => self.block.text.push(' '),
            Event::Start(Tag::Link { link_type, dest_url, .. } | Tag::Image { link_type, dest_url, .. }) => {
                let is_article = matches!(link_type, LinkType::WikiLink { .. });
                self.open.push((is_article.then(|| target(&dest_url)), self.block.text.len()));
            }
            Event::End(TagEnd::Link | TagEnd::Image) => self.end_link(),
            Event::Start(tag) if !is_inline(tag.to_end()) => {
                self.end_block();
                self.code = matches!(tag, Tag::CodeBlock(_));
            }
            Event::End(tag) if !is_inline(tag) => self.end_block(),
            _ => {}
        }
    }

    fn end_link(&mut self) {
        let Some((Some(target), start)) = self.open.pop() else { return };
        if self.block.text.len() <= start {
            self.block.text.push_str(&target);
        }
        self.block.links.push(BlockLink { target, place: start..self.block.text.len() });
    }

    fn end_block(&mut self) {
        self.open.clear();
        self.code = false;
        let block = std::mem::take(&mut self.block);
        if !block.text.trim().is_empty() {
            self.blocks.push(Block { text: block.text.trim_end().to_owned(), ..block });
        }
    }
}

/// What stands in brackets, as it is looked up.
pub(super) fn target(written: &str) -> String {
    written.split_whitespace().collect::<Vec<_>>().join(" ")
}

pub(super) fn is_inline(tag: TagEnd) -> bool {
    use TagEnd::{Emphasis, Image, Link, Strikethrough, Strong, Subscript, Superscript};
    matches!(tag, Emphasis | Strong | Strikethrough | Superscript | Subscript | Link | Image)
}
