//! Markup within the fields of other programs: titles with tags, notes as HTML, references that were escaped twice.

use std::cell::RefCell;
use std::fmt::Write;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::{RawKind, State};
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

/// Elements whose text is no text.
const SILENT: &[&str] = &["script", "style", "template", "noscript", "iframe", "svg", "math"];

/// Elements that stand on lines of their own.
#[rustfmt::skip]
const BLOCKS: &[&str] = &[
    "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "table", "tr", "section", "article",
    "figure", "figcaption", "dl", "dt", "dd", "hr",
];

/// A text with the character references of HTML read; tags stay as they are.
pub(super) fn unescape(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let state = Some(State::RawData(RawKind::Rcdata));
    tokens(text, TokenizerOpts { initial_state: state, ..TokenizerOpts::default() }, Plain::default()).text
}

/// The text of HTML, its paragraphs on lines of their own.
pub(super) fn plain(html: &str) -> String {
    if !html.contains(['<', '&']) {
        return html.trim().to_owned();
    }
    tokens(html, TokenizerOpts::default(), Plain::default()).text.trim().to_owned()
}

/// The text of HTML on one line, without needless space; `None` of nothing.
pub(super) fn line(html: &str) -> Option<String> {
    let line = plain(html).split_whitespace().collect::<Vec<_>>().join(" ");
    (!line.is_empty()).then_some(line)
}

/// HTML that a person wrote, as Markdown: paragraphs, headings, lists, quotes, links, emphasis.
pub(super) fn markdown(html: &str) -> String {
    let written = tokens(html, TokenizerOpts::default(), Markdown::default()).text;
    written.trim().to_owned()
}

/// Who makes something of tags and text.
trait Writer {
    fn text(&mut self, text: &str);
    fn start(&mut self, tag: &Tag);
    fn end(&mut self, name: &str);
}

/// What is within [`SILENT`] elements is left out.
struct Sink<W>(RefCell<(W, usize)>);

impl<W: Writer> TokenSink for Sink<W> {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let (writer, silent) = &mut *self.0.borrow_mut();
        match token {
            Token::CharacterTokens(text) if *silent == 0 => writer.text(&text),
            Token::TagToken(tag) if SILENT.contains(&&*tag.name) => match tag.kind {
                TagKind::StartTag if matches!(&*tag.name, "script" | "style") => {
                    *silent += 1;
                    return TokenSinkResult::RawData(RawKind::Rawtext);
                }
                TagKind::StartTag if tag.self_closing => {}
                TagKind::StartTag => *silent += 1,
                TagKind::EndTag => *silent = silent.saturating_sub(1),
            },
            Token::TagToken(tag) if *silent == 0 => match tag.kind {
                TagKind::StartTag => writer.start(&tag),
                TagKind::EndTag => writer.end(&tag.name),
            },
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

fn tokens<W: Writer>(text: &str, options: TokenizerOpts, writer: W) -> W {
    let tokenizer = Tokenizer::new(Sink(RefCell::new((writer, 0))), options);
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from(text));
    let _ = tokenizer.feed(&queue);
    tokenizer.end();
    tokenizer.sink.0.into_inner().0
}

#[derive(Default)]
struct Plain {
    text: String,
}

impl Writer for Plain {
    fn text(&mut self, text: &str) {
        self.text.push_str(text);
    }

    fn start(&mut self, tag: &Tag) {
        if &*tag.name == "br" || BLOCKS.contains(&&*tag.name) {
            self.line();
        }
    }

    fn end(&mut self, name: &str) {
        if BLOCKS.contains(&name) {
            self.line();
        }
    }
}

impl Plain {
    fn line(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }
}

#[derive(Default)]
struct Markdown {
    text: String,
    /// The addresses of the links that are open.
    links: Vec<String>,
    /// Lists that are open: the number of the next entry, or none.
    lists: Vec<Option<u32>>,
    quotes: usize,
    /// The quotes that the last text stands in.
    quoted: usize,
    /// A blank line is due before what comes.
    parted: bool,
}

impl Writer for Markdown {
    fn text(&mut self, text: &str) {
        let begins = self.parted || self.text.is_empty() || self.text.ends_with(['\n', ' ']);
        let blank = |c: char| c.is_ascii_whitespace();
        let mut words = text.split(blank).filter(|word| !word.is_empty()).peekable();
        if words.peek().is_none() {
            if !begins && !text.is_empty() {
                self.text.push(' ');
            }
            return;
        }
        if text.starts_with(blank) && !begins {
            self.text.push(' ');
        }
        self.part();
        while let Some(word) = words.next() {
            self.word(word);
            if words.peek().is_some() || text.ends_with(blank) {
                self.text.push(' ');
            }
        }
    }

    fn start(&mut self, tag: &Tag) {
        let name = &*tag.name;
        if BLOCKS.contains(&name) && !(name == "p" && self.begins_item()) {
            self.parted = true;
        }
        match name {
            "br" => self.line(),
            "b" | "strong" => self.mark("**"),
            "i" | "em" => self.mark("*"),
            "a" => {
                let href = tag.attrs.iter().find(|attribute| &*attribute.name.local == "href");
                let href = href.map(|attribute| attribute.value.trim().to_owned()).unwrap_or_default();
                if !href.is_empty() {
                    self.mark("[");
                }
                self.links.push(href);
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let level = usize::from(name.as_bytes()[1] - b'0');
                self.mark(&format!("{} ", "#".repeat(level)));
            }
            "ul" => self.lists.push(None),
            "ol" => self.lists.push(Some(1)),
            "li" => self.item(),
            "blockquote" => self.quotes = (self.quotes + 1).min(8),
            "hr" => {
                self.mark("---");
                self.parted = true;
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "b" | "strong" => self.close("**"),
            "i" | "em" => self.close("*"),
            "a" => {
                if let Some(href) = self.links.pop().filter(|href| !href.is_empty()) {
                    self.close(&format!("](<{}>)", href.replace(['<', '>', '\n'], "")));
                }
            }
            "ul" | "ol" => drop(self.lists.pop()),
            "blockquote" => self.quotes = self.quotes.saturating_sub(1),
            _ => {}
        }
        self.parted |= BLOCKS.contains(&name);
    }
}

impl Markdown {
    /// Writes the blank line that is due, with the marks of the quotes that the text stands in.
    fn part(&mut self) {
        if !self.parted {
            return;
        }
        self.parted = false;
        if !self.text.is_empty() {
            let kept = self.text.trim_end_matches(' ').len();
            self.text.truncate(kept);
            let both = "> ".repeat(self.quotes.min(self.quoted));
            let _ = write!(self.text, "\n{}\n", both.trim_end());
        }
        self.text.push_str(&"> ".repeat(self.quotes));
        self.quoted = self.quotes;
    }

    fn line(&mut self) {
        if !self.parted && !self.text.is_empty() {
            let _ = write!(self.text, "\\\n{}", "> ".repeat(self.quotes));
        }
    }

    fn item(&mut self) {
        self.part();
        let depth = self.lists.len().saturating_sub(1).min(8);
        self.text.push_str(&"    ".repeat(depth));
        match self.lists.last_mut() {
            Some(Some(number)) => {
                let _ = write!(self.text, "{number}. ");
                *number = number.saturating_add(1);
            }
            _ => self.text.push_str("- "),
        }
    }

    fn begins_item(&self) -> bool {
        !self.parted && (self.text.ends_with("- ") || self.text.ends_with(". "))
    }

    fn mark(&mut self, mark: &str) {
        self.part();
        self.text.push_str(mark);
    }

    /// Closes what is open; a space before the mark would unmake it.
    fn close(&mut self, mark: &str) {
        let spaced = self.text.ends_with(' ');
        self.text.truncate(self.text.trim_end_matches(' ').len());
        self.text.push_str(mark);
        if spaced {
            self.text.push(' ');
        }
    }

    /// A word, with what Markdown would take for marks escaped.
    fn word(&mut self, word: &str) {
        let begins_line = self.text.is_empty() || self.text.ends_with('\n') || self.text.ends_with("> ");
        if begins_line && (matches!(word, "-" | "+") || word.starts_with(['#', '>'])) {
            self.text.push('\\');
        }
        for c in word.chars() {
            if matches!(c, '\\' | '*' | '_' | '`' | '[' | ']' | '<') {
                self.text.push('\\');
            }
            self.text.push(c);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn references_are_read_once() {
        assert_eq!(unescape("Caf&eacute; &amp;amp; &#39;Bar&#x27; <b>"), "Café &amp; 'Bar' <b>");
        assert_eq!(unescape("AT&T & R&D; &unknown;"), "AT&T & R&D; &unknown;");
    }

    #[test]
    fn html_becomes_its_text() {
        assert_eq!(
            plain("<p>سلام <b>دنیا</b></p><p>two<br>lines</p><script>x<y</script>"),
            "سلام دنیا\ntwo\nlines"
        );
        assert_eq!(plain("  just &lt;text&gt; "), "just <text>");
    }

    #[test]
    fn a_note_as_html_becomes_markdown() {
        let html = "<div class=\"zotero-note\"><h2>A <i>plan</i></h2>\n<p>See <a href=\"https://a.example/x_y\">the *page*</a>,\
                    <strong>now </strong>or later.<br/>2 &lt; 3</p><blockquote><p>one</p><p>two</p></blockquote>\
                    <ul><li>first</li><li><p>second</p></li></ul></div>";
        assert_eq!(
            markdown(html),
            "## A *plan*\n\nSee [the \\*page\\*](<https://a.example/x_y>),**now** or later.\\\n2 \\< 3\n\n> one\n>\n> two\n\n\
             - first\n\n- second"
        );
    }

    proptest! {
        #[test]
        fn nothing_makes_it_stumble(text in "\\PC{0,80}", html in "(</?(p|b|a|ul|li|br|h2|script|blockquote)>|[a-z&;#*_ ]){0,40}") {
            for text in [text, html] {
                unescape(&text);
                plain(&text);
                markdown(&text);
            }
        }
    }
}
