//! An article's clean HTML as lines for a terminal: wrapped, links as footnotes, each block in its own direction.

use std::cell::RefCell;
use std::rc::Rc;

use anstyle::Style;
use dom_query::{Document, NodeRef};
use html2text::config;
use html2text::render::TaggedLine;
use unicode_width::UnicodeWidthStr;

use super::ink::{Ink, Inks, Links};
use super::text::{printable, right_to_left};

const PLAIN: Style = Style::new();
const HEADING: Style = Style::new().bold();
const ASIDE: Style = Style::new().dimmed();

/// Elements that only hold blocks.
const CONTAINERS: &[&str] =
    &["div", "section", "article", "main", "header", "footer", "aside", "figure", "details", "body"];
/// Elements that are a block of their own.
const BLOCKS: &[&str] = &[
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "dl",
    "blockquote",
    "pre",
    "table",
    "hr",
    "figcaption",
    "summary",
    "address",
];

/// Right-to-Left Isolate and its end.
const RTL: (char, char) = ('\u{2067}', '\u{2069}');

/// Collects the lines of an article.
pub struct Prose {
    width: usize,
    terminal: bool,
    rtl: bool,
    links: Links,
    text: String,
}

impl Prose {
    /// Begins a text of at most `width` columns; `rtl` is the direction of blocks without letters. Only in a terminal are
    /// right-to-left lines moved to the right and marked as such.
    pub fn new(width: usize, rtl: bool, terminal: bool) -> Self {
        Self { width, terminal, rtl, links: Rc::new(RefCell::default()), text: String::new() }
    }

    /// Adds a headline.
    pub fn title(&mut self, title: &str) {
        self.block(&format!("<p>{}</p>", escape(title)), title, HEADING);
    }

    /// Adds a paragraph that is not the article's own.
    pub fn aside(&mut self, text: &str) {
        self.block(&format!("<p>{}</p>", escape(text)), text, ASIDE);
    }

    /// Adds the article's clean HTML.
    pub fn html(&mut self, html: &str) {
        let document = Document::from(html);
        for picture in document.select("img").nodes() {
            picture.replace_with_html(format!("<em>{}</em>", escape(&picture_in_words(picture))));
        }
        if let Some(body) = document.body() {
            self.container(&body);
        }
    }

    /// The text with its footnotes and escape codes for colour.
    pub fn finish(mut self) -> String {
        let links = self.links.take();
        if !links.is_empty() {
            self.text.push('\n');
        }
        for (n, url) in links.iter().enumerate() {
            let note = format!("[{}] {}", n + 1, printable(url));
            self.text.push_str(&format!("{ASIDE}{note}{ASIDE:#}\n"));
        }
        self.text
    }

    fn container(&mut self, node: &NodeRef<'_>) {
        let mut inline = String::new();
        let mut words = String::new();
        for child in node.children_it(false) {
            let name = child.node_name().unwrap_or_default();
            let (container, block) = (CONTAINERS.contains(&&*name), BLOCKS.contains(&&*name));
            if !container && !block {
                inline.push_str(&child.html());
                words.push_str(&child.text());
                continue;
            }
            self.paragraph(&std::mem::take(&mut inline), &std::mem::take(&mut words));
            if container {
                self.container(&child);
            } else {
                self.element(&child, &name);
            }
        }
        self.paragraph(&inline, &words);
    }

    fn paragraph(&mut self, inline: &str, words: &str) {
        if !words.trim().is_empty() {
            self.block(&format!("<p>{inline}</p>"), words, PLAIN);
        }
    }

    fn element(&mut self, node: &NodeRef<'_>, name: &str) {
        let style = match name.as_bytes() {
            [b'h', b'1'..=b'6'] => HEADING,
            b"figcaption" | b"address" => ASIDE,
            _ => PLAIN,
        };
        self.block(&node.html(), &node.text(), style);
    }

    fn block(&mut self, html: &str, words: &str, style: Style) {
        let inks = Inks::new(Rc::clone(&self.links));
        let lines =
            config::with_decorator(inks).no_link_wrapping().lines_from_read(html.as_bytes(), self.width);
        // Only a table that does not fit even as a list ends here; its words are better than nothing.
        let Ok(lines) = lines else { return self.fallback(words) };
        let rtl = right_to_left(without_label(words)).unwrap_or(self.rtl);
        self.gap();
        for line in &lines {
            self.line(line, style, rtl);
        }
    }

    fn fallback(&mut self, words: &str) {
        self.gap();
        self.text.push_str(printable(words).trim());
        self.text.push('\n');
    }

    fn gap(&mut self) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    fn line(&mut self, line: &TaggedLine<Vec<Ink>>, style: Style, rtl: bool) {
        let mut columns = 0;
        let mut inked = String::new();
        for part in line.tagged_strings() {
            let visible = printable(&part.s);
            columns += visible.width();
            let ink = part.tag.iter().fold(style, |style, ink| ink.over(style));
            inked.push_str(&format!("{ink}{visible}{ink:#}"));
        }
        if rtl && self.terminal && columns > 0 {
            self.text.push_str(&" ".repeat(self.width.saturating_sub(columns)));
            inked = format!("{}{inked}{}", RTL.0, RTL.1);
        }
        self.text.push_str(inked.trim_end());
        self.text.push('\n');
    }
}

fn picture_in_words(picture: &NodeRef<'_>) -> String {
    let what = if picture.has_attr("data-missing") { "missing picture" } else { "picture" };
    match picture.attr("alt").filter(|alt| !alt.trim().is_empty()) {
        Some(alt) => format!("[{what}: {}]", alt.trim()),
        None => format!("[{what}]"),
    }
}

/// The direction of a picture's line is that of its description, not of our own words before it.
fn without_label(words: &str) -> &str {
    let words = words.trim_start();
    ["[picture", "[missing picture"].iter().find_map(|label| words.strip_prefix(label)).unwrap_or(words)
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rendered(html: &str, width: usize, terminal: bool) -> String {
        let mut prose = Prose::new(width, false, terminal);
        prose.html(html);
        anstream::adapter::strip_str(&prose.finish()).to_string()
    }

    #[test]
    fn blocks_are_wrapped_and_links_become_footnotes() {
        let html = r##"<h2>Heading</h2><p>A paragraph of <em>several</em> words with <a href="https://a.example/">one link</a>,
            <a href="https://b.example/">another</a> and <a href="https://a.example/">the first</a> again.</p>
            <ul><li>one</li><li>two with <strong>weight</strong></li></ul><ol><li>first</li><li>second</li></ol>
            <blockquote><p>A quote that is long enough to be wrapped over lines.</p></blockquote>
            <pre><code>let x =  1;
let y = 2;</code></pre>
            <table><tr><th>Year</th><th>Votes</th></tr><tr><td>2020</td><td>12</td></tr></table>
            <figure><img src="asset:ab" alt="A bridge"><figcaption>The bridge in May.</figcaption></figure>
            <figure><img data-missing="status" data-url="https://a.example/x.png"></figure>"##;
        insta::assert_snapshot!(rendered(html, 40, false), @r"
        ## Heading

        A paragraph of several words with one
        link[1], another[2] and the first[1]
        again.

        - one
        - two with weight

        1. first
        2. second

        > A quote that is long enough to be
        > wrapped over lines.

        let x =  1;
        let y = 2;

        ────┬─────
        Year│Votes
        ────┼─────
        2020│12
        ────┴─────

        [picture: A bridge]

        The bridge in May.

        [missing picture]

        [1] https://a.example/
        [2] https://b.example/
        ");
    }

    #[test]
    fn right_to_left_blocks_stand_on_the_right_of_a_terminal() {
        let html = "<p>سلام دنیا</p><p>Hello world</p><blockquote>نقل قول</blockquote><img src=\"asset:ab\" alt=\"پل\">";
        let lines = rendered(html, 30, true);
        insta::assert_snapshot!(lines.replace('\u{2067}', "<RLI>").replace('\u{2069}', "<PDI>"), @r"
                              <RLI>سلام دنیا<PDI>

        Hello world

                             <RLI>> نقل قول<PDI>

                         <RLI>[picture: پل]<PDI>
        ");
        assert!(!rendered(html, 30, false).contains('\u{2067}'));
    }

    #[test]
    fn no_line_is_wider_than_asked_and_nothing_steers_the_terminal() {
        let html = "<p>新闻标题很长新闻标题很长新闻标题很长新闻标题很长</p><div>loose &#27;[2J text<p>inside</p>tail</div>
            <p>averyveryverylongwordthatneverendsaveryverylongword</p>";
        let text = rendered(html, 20, true);
        assert!(text.lines().all(|line| line.width() <= 20), "{text}");
        assert!(!text.contains('\u{1b}'));
        for word in ["loose", "inside", "tail"] {
            assert!(text.lines().any(|line| line.contains(word)), "{text}");
        }
    }
}
