//! Markdown to HTML that may stand in a page of ours: no script, no request, each block in its own direction.

use std::collections::HashMap;

use pulldown_cmark::{CowStr, Event, HeadingLevel, LinkType, Tag, TagEnd, html::push_html};

use super::{
    address,
    blocks::{is_inline, target},
    dialect,
    sanitise::sanitise,
};
use crate::model::ArticleId;

/// Blocks nested deeper than anyone means are not written as such: a page's parser looks through all that are open.
const DEPTH: usize = 64;

/// Renders a text. `article` says what a link's target, a title or a URL, stands for.
///
/// Raw HTML is shown as the text it is, pictures become links to them, addresses in running text become links, and links
/// lead to web pages, mail addresses and `lede:` alone. A link to an article is `<a class="article"
/// href="lede://article/7">`, one to an article that is not there `<a class="missing">`. Headings begin at the second
/// level, because a page has its own first.
#[must_use]
pub fn to_html(text: &str, article: &dyn Fn(&str) -> Option<ArticleId>) -> String {
    let mut writer = Writer { article, blocks: 0, code: false, open: Vec::new(), footnotes: HashMap::new() };
    let mut html = String::with_capacity(text.len() * 3 / 2);
    push_html(&mut html, dialect::events(text).flat_map(|event| writer.write(event)));
    sanitise(&html)
}

/// A link that is open.
struct Open<'a> {
    /// What ends it; nothing for one that is shown as text.
    end: &'static str,
    /// Shown when there is nothing else to show.
    target: CowStr<'a>,
    empty: bool,
}

struct Writer<'a, 'f> {
    article: &'f dyn Fn(&str) -> Option<ArticleId>,
    /// How many blocks are open: only the outermost has a direction, so that a list's marks stand on one side.
    blocks: usize,
    code: bool,
    open: Vec<Open<'a>>,
    footnotes: HashMap<CowStr<'a>, usize>,
}

impl<'a> Writer<'a, '_> {
    fn write(&mut self, event: Event<'a>) -> Vec<Event<'a>> {
        match event {
            Event::Start(Tag::Link { link_type, dest_url, .. } | Tag::Image { link_type, dest_url, .. }) => {
                vec![self.start_link(link_type, dest_url)]
            }
            Event::End(TagEnd::Link | TagEnd::Image) => self.end_link(),
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Html(text) | Event::InlineHtml(text) => self.text(text),
            Event::Text(text) => self.text(text),
            Event::FootnoteReference(name) => vec![self.reference(name)],
            other => {
                self.fill();
                vec![other]
            }
        }
    }

    fn fill(&mut self) {
        self.open.iter_mut().for_each(|open| open.empty = false);
    }

    fn text(&mut self, text: CowStr<'a>) -> Vec<Event<'a>> {
        self.fill();
        if self.code || !self.open.is_empty() {
            return vec![Event::Text(text)];
        }
        let mut events = Vec::new();
        let mut from = 0;
        for place in address::in_text(&text) {
            let shown = escaped(&text[place.clone()]);
            events.push(owned(&text[from..place.start]));
            events.push(html(format!("<a href=\"{shown}\">{shown}</a>")));
            from = place.end;
        }
        events.push(if from == 0 { Event::Text(text) } else { owned(&text[from..]) });
        events
    }

    fn start_link(&mut self, kind: LinkType, target: CowStr<'a>) -> Event<'a> {
        let inside = self.open.iter().any(|open| !open.end.is_empty());
        let start = if inside { None } else { self.link(kind, &target) };
        let end = if start.is_some() { "</a>" } else { "" };
        self.open.push(Open { end, target, empty: true });
        html(start.unwrap_or_default())
    }

    fn link(&self, kind: LinkType, written: &str) -> Option<String> {
        match kind {
            LinkType::WikiLink { .. } => Some(match (self.article)(&target(written)) {
                Some(id) => format!("<a class=\"article\" href=\"lede://article/{id}\">"),
                None => "<a class=\"missing\">".to_owned(),
            }),
            LinkType::Email => Some(format!("<a href=\"mailto:{}\">", escaped(written))),
            _ if address::is_allowed(written) => Some(format!("<a href=\"{}\">", escaped(written))),
            _ => None,
        }
    }

    fn end_link(&mut self) -> Vec<Event<'a>> {
        let Some(open) = self.open.pop() else { return Vec::new() };
        let end = html(open.end.to_owned());
        if open.empty { vec![Event::Text(open.target), end] } else { vec![end] }
    }

    /// Blocks that carry a direction are written here, everything inside them by the crate's writer.
    fn start(&mut self, tag: Tag<'a>) -> Vec<Event<'a>> {
        if is_block(tag.to_end()) {
            self.blocks += 1;
        }
        if self.blocks > DEPTH && !is_inline(tag.to_end()) {
            return Vec::new();
        }
        let dir = if self.blocks == 1 { " dir=\"auto\"" } else { "" };
        let start = match tag {
            Tag::Paragraph | Tag::HtmlBlock => format!("<p{dir}>"),
            Tag::Heading { level, .. } => format!("<{}{dir}>", lower(level)),
            Tag::BlockQuote(_) => format!("<blockquote{dir}>"),
            Tag::List(None) => format!("<ul{dir}>"),
            Tag::List(Some(1)) => format!("<ol{dir}>"),
            Tag::List(Some(first)) => format!("<ol start=\"{first}\"{dir}>"),
            Tag::FootnoteDefinition(name) => {
                let n = self.number(name);
                format!("<div class=\"footnote\" id=\"fn-{n}\"{dir}><sup>{n}</sup>")
            }
            Tag::CodeBlock(_) => {
                self.code = true;
                "<pre dir=\"ltr\"><code>".to_owned()
            }
            other => return vec![Event::Start(other)],
        };
        vec![html(start)]
    }

    fn end(&mut self, tag: TagEnd) -> Vec<Event<'a>> {
        let too_deep = self.blocks > DEPTH && !is_inline(tag);
        if is_block(tag) {
            self.blocks -= 1;
        }
        if too_deep {
            return vec![Event::HardBreak];
        }
        let end = match tag {
            TagEnd::Paragraph | TagEnd::HtmlBlock => "</p>\n",
            TagEnd::Heading(level) => return vec![html(format!("</{}>\n", lower(level)))],
            TagEnd::BlockQuote(_) => "</blockquote>\n",
            TagEnd::List(false) => "</ul>\n",
            TagEnd::List(true) => "</ol>\n",
            TagEnd::FootnoteDefinition => "</div>\n",
            TagEnd::CodeBlock => {
                self.code = false;
                "</code></pre>\n"
            }
            other => return vec![Event::End(other)],
        };
        vec![html(end.to_owned())]
    }

    fn reference(&mut self, name: CowStr<'a>) -> Event<'a> {
        self.fill();
        let n = self.number(name);
        html(format!("<sup class=\"footnote\"><a href=\"#fn-{n}\">{n}</a></sup>"))
    }

    /// Footnotes are numbered as they are met.
    fn number(&mut self, name: CowStr<'a>) -> usize {
        let next = self.footnotes.len() + 1;
        *self.footnotes.entry(name).or_insert(next)
    }
}

fn is_block(tag: TagEnd) -> bool {
    use TagEnd::{BlockQuote, CodeBlock, FootnoteDefinition, Heading, HtmlBlock, List, Paragraph, Table};
    matches!(
        tag,
        Paragraph | HtmlBlock | Heading(_) | BlockQuote(_) | List(_) | FootnoteDefinition | CodeBlock | Table
    )
}

fn lower(level: HeadingLevel) -> HeadingLevel {
    HeadingLevel::try_from(level as usize + 1).unwrap_or(HeadingLevel::H6)
}

fn html<'a>(markup: String) -> Event<'a> {
    Event::InlineHtml(markup.into())
}

fn owned<'a>(text: &str) -> Event<'a> {
    Event::Text(text.to_owned().into())
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;")
}
