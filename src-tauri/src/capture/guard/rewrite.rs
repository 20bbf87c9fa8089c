//! The slow pass: html5ever's own tokenizer, its tokens written out again well nested and within the limits.
//!
//! Because every element that is opened is closed explicitly before its parent, the tree builder has nothing to repair:
//! no reopened formatting, no adoption agency, no depth beyond ours.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

use super::MAX_DEPTH;
use super::tag::{self, Name};

/// Rewrites markup.
pub(super) fn rewrite(html: &str) -> String {
    let tokenizer = Tokenizer::new(Writer::default(), TokenizerOpts::default());
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from(html));
    let _ = tokenizer.feed(&queue);
    tokenizer.end();
    tokenizer.sink.0.into_inner().html
}

#[derive(Default)]
struct Writer(RefCell<Output>);

#[derive(Default)]
struct Output {
    html: String,
    open: Vec<(Name, String)>,
    /// Inside an element whose text is written as it is.
    raw: bool,
}

impl TokenSink for Writer {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut out = self.0.borrow_mut();
        match token {
            Token::CharacterTokens(text) => out.text(&text),
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => return out.start(&tag),
            Token::TagToken(tag) => out.end(tag::pack(tag.name.as_bytes())),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl Output {
    fn text(&mut self, text: &str) {
        if self.raw {
            self.html.push_str(text);
        } else {
            escape(text, &mut self.html);
        }
    }

    fn start(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        let name = tag::pack(tag.name.as_bytes());
        if matches!(
            &*tag.name,
            "template" | "svg" | "math" | "plaintext" | "select" | "option" | "optgroup" | "frameset"
        ) {
            // Each of these has parsing rules of its own; their text stays.
            return TokenSinkResult::Continue;
        }
        let void = tag::is_void(name) || tag::is_structural(name);
        if !void {
            self.close_item_or_paragraph(name);
        }
        if !void && self.open.len() >= MAX_DEPTH {
            return TokenSinkResult::Continue;
        }
        self.write_start(tag);
        if !void {
            self.open.push((name, tag.name.to_string()));
        }
        match raw_kind(&tag.name) {
            Some(kind) => {
                self.raw = !matches!(kind, RawKind::Rcdata);
                TokenSinkResult::RawData(kind)
            }
            None => TokenSinkResult::Continue,
        }
    }

    /// Closes what the parser would close by itself, so that unclosed items do not count as nesting.
    fn close_item_or_paragraph(&mut self, name: Name) {
        let closes: fn(Name) -> bool = match name {
            n if n == const { tag::name("li") } => |open| open == const { tag::name("li") },
            n if n == const { tag::name("tr") } => |open| is_cell(open) || open == const { tag::name("tr") },
            n if is_cell(n) => is_cell,
            n if n == const { tag::name("dd") } || n == const { tag::name("dt") } => {
                |open| open == const { tag::name("dd") } || open == const { tag::name("dt") }
            }
            _ => |_| false,
        };
        let at_end =
            |open: &[(Name, String)], closes: fn(Name) -> bool| open.last().is_some_and(|(n, _)| closes(*n));
        if tag::closes_paragraph(name) && at_end(&self.open, |open| open == const { tag::name("p") }) {
            self.close_one();
        }
        while at_end(&self.open, closes) {
            self.close_one();
        }
    }

    fn write_start(&mut self, tag: &Tag) {
        self.html.push('<');
        self.html.push_str(&tag.name);
        for attribute in tag.attrs.iter() {
            let name = &*attribute.name.local;
            if name.bytes().any(|b| matches!(b, b'"' | b'\'' | b'<' | b'=')) {
                continue;
            }
            self.html.push(' ');
            self.html.push_str(name);
            self.html.push_str("=\"");
            for c in attribute.value.chars() {
                match c {
                    '"' => self.html.push_str("&quot;"),
                    '&' => self.html.push_str("&amp;"),
                    c => self.html.push(c),
                }
            }
            self.html.push('"');
        }
        self.html.push('>');
    }

    fn end(&mut self, name: Name) {
        self.raw = false;
        if let Some(at) = self.open.iter().rposition(|(open, _)| *open == name) {
            while self.open.len() > at {
                self.close_one();
            }
        }
    }

    fn close_one(&mut self) {
        if let Some((_, name)) = self.open.pop() {
            self.html.push_str("</");
            self.html.push_str(&name);
            self.html.push('>');
        }
    }
}

fn is_cell(name: Name) -> bool {
    name == const { tag::name("td") } || name == const { tag::name("th") }
}

fn raw_kind(name: &str) -> Option<RawKind> {
    Some(match name {
        "title" | "textarea" => RawKind::Rcdata,
        "style" | "xmp" | "iframe" | "noembed" | "noframes" => RawKind::Rawtext,
        "script" => RawKind::ScriptData,
        _ => return None,
    })
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            c => out.push(c),
        }
    }
}
