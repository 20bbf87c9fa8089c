//! How html2text marks the spans of a terminal text.

use std::cell::RefCell;
use std::rc::Rc;

use anstyle::{AnsiColor, Effects, Style};
use html2text::render::TextDecorator;

/// The targets of all links of an article, in the order of their footnotes.
pub type Links = Rc<RefCell<Vec<String>>>;

/// What is special about a span.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Ink {
    #[default]
    Plain,
    Emphasis,
    Strong,
    Struck,
    Code,
    Link,
}

impl Ink {
    /// This ink over another style.
    pub fn over(self, style: Style) -> Style {
        match self {
            Self::Plain => style,
            Self::Emphasis => style.effects(style.get_effects() | Effects::ITALIC),
            Self::Strong => style.effects(style.get_effects() | Effects::BOLD),
            Self::Struck => style.effects(style.get_effects() | Effects::STRIKETHROUGH),
            Self::Code => style.fg_color(Some(AnsiColor::Cyan.into())),
            Self::Link => style.effects(style.get_effects() | Effects::UNDERLINE),
        }
    }
}

/// Decorates spans with [`Ink`]s and numbers links across blocks.
pub struct Inks {
    links: Links,
    open: Vec<usize>,
}

impl Inks {
    /// Goes on with the footnotes of `links`.
    pub fn new(links: Links) -> Self {
        Self { links, open: Vec::new() }
    }

    /// The footnote of a target: the one it has already, or the next.
    fn footnote(&self, url: &str) -> usize {
        let mut links = self.links.borrow_mut();
        let known = links.iter().position(|link| link == url);
        known.unwrap_or_else(|| {
            links.push(url.to_owned());
            links.len() - 1
        }) + 1
    }
}

impl TextDecorator for Inks {
    type Annotation = Ink;

    fn decorate_link_start(&mut self, url: &str) -> (String, Ink) {
        let footnote = self.footnote(url);
        self.open.push(footnote);
        (String::new(), Ink::Link)
    }

    fn decorate_link_end(&mut self) -> String {
        self.open.pop().map(|footnote| format!("[{footnote}]")).unwrap_or_default()
    }

    fn decorate_em_start(&self) -> (String, Ink) {
        (String::new(), Ink::Emphasis)
    }

    fn decorate_em_end(&self) -> String {
        String::new()
    }

    fn decorate_strong_start(&self) -> (String, Ink) {
        (String::new(), Ink::Strong)
    }

    fn decorate_strong_end(&self) -> String {
        String::new()
    }

    fn decorate_strikeout_start(&self) -> (String, Ink) {
        (String::new(), Ink::Struck)
    }

    fn decorate_strikeout_end(&self) -> String {
        String::new()
    }

    fn decorate_code_start(&self) -> (String, Ink) {
        (String::new(), Ink::Code)
    }

    fn decorate_code_end(&self) -> String {
        String::new()
    }

    fn decorate_preformat_first(&self) -> Ink {
        Ink::Code
    }

    fn decorate_preformat_cont(&self) -> Ink {
        Ink::Code
    }

    fn decorate_image(&mut self, _src: &str, title: &str) -> (String, Ink) {
        (title.to_owned(), Ink::Emphasis)
    }

    fn header_prefix(&self, level: usize) -> String {
        "#".repeat(level) + " "
    }

    fn quote_prefix(&self) -> String {
        "> ".to_owned()
    }

    fn unordered_item_prefix(&self) -> String {
        "- ".to_owned()
    }

    fn ordered_item_prefix(&self, i: i64) -> String {
        format!("{i}. ")
    }

    fn make_subblock_decorator(&self) -> Self {
        Self::new(Rc::clone(&self.links))
    }
}
