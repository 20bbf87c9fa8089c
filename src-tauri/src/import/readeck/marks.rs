//! Highlights within a Markdown text: `==words==`.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

/// What stands around a highlight.
const MARK: &str = "==";

/// A text without its marks, and the words that they marked.
pub(super) fn taken_out(markdown: &str) -> (String, Vec<String>) {
    let mut marks = Marks::default();
    for (event, range) in Parser::new(markdown).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(_)) => marks.in_code = true,
            Event::End(TagEnd::CodeBlock) => marks.in_code = false,
            Event::Start(tag) if !is_inline(&tag.to_end()) => marks.open = None,
            Event::End(tag) if !is_inline(&tag) => marks.open = None,
            Event::Text(_) if !marks.in_code => marks.text(&markdown[range.clone()], range.start),
            Event::Code(code) => marks.add(&code),
            Event::SoftBreak | Event::HardBreak => marks.add(" "),
            _ => {}
        }
    }
    let (mut text, mut at) = (String::new(), 0);
    for mark in marks.found {
        text.push_str(&markdown[at..mark]);
        at = mark + MARK.len();
    }
    text.push_str(&markdown[at..]);
    (text, marks.quotes)
}

fn is_inline(tag: &TagEnd) -> bool {
    matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image)
}

#[derive(Default)]
struct Marks {
    in_code: bool,
    /// Where the mark stands that is open, and what it marks so far.
    open: Option<(usize, String)>,
    /// Where the marks stand that have a partner, in their order.
    found: Vec<usize>,
    quotes: Vec<String>,
}

impl Marks {
    fn add(&mut self, text: &str) {
        if let Some((_, quote)) = &mut self.open {
            quote.push_str(text);
        }
    }

    fn text(&mut self, text: &str, start: usize) {
        let mut at = 0;
        while let Some(found) = text[at..].find('=') {
            let begins = at + found;
            let length = text[begins..].bytes().take_while(|byte| *byte == b'=').count();
            self.add(&text[at..begins]);
            at = begins + length;
            // More, or less, are no marks.
            if length == MARK.len() { self.mark(start + begins) } else { self.add(&text[begins..at]) }
        }
        self.add(&text[at..]);
    }

    fn mark(&mut self, at: usize) {
        match self.open.take() {
            None => self.open = Some((at, String::new())),
            Some((begins, quote)) if !quote.trim().is_empty() => {
                self.found.extend([begins, at]);
                self.quotes.push(quote.trim().to_owned());
            }
            // What is parted by nothing may begin here.
            Some(_) => self.open = Some((at, String::new())),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn marks_are_taken_out_and_their_words_kept() {
        let (text, quotes) = taken_out(
            "One ==two *three*\nfour== five.\n\n==شش== and `a == b` and 1 == 2\n\n    x ==y== z\n\n==never closed\n\nnext== one",
        );
        assert_eq!(
            text,
            "One two *three*\nfour five.\n\nشش and `a == b` and 1 == 2\n\n    x ==y== z\n\n==never closed\n\nnext== one"
        );
        assert_eq!(quotes, ["two three four", "شش"]);
    }

    proptest! {
        #[test]
        fn no_letter_but_marks_is_lost(text in "([=]{1,3}|[a-z*`_> \n\\[\\]()-]|ü|    ){0,40}") {
            let (without, quotes) = taken_out(&text);
            prop_assert_eq!(without.len() + quotes.len() * 4, text.len());
            prop_assert_eq!(without.replace('=', ""), text.replace('=', ""));
        }
    }
}
