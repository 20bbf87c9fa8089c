//! The dialect: which extensions of CommonMark are read, and how a link to an article is written.

use pulldown_cmark::{Event, Options, Parser, TextMergeStream};

/// What in a title would end its link early, or begin something else inside it.
const UNSAFE: &[char] = &['[', ']', '|', '`', '<', '>', '\\', '\n', '\r', '!'];

/// The extensions that are read.
pub fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_WIKILINKS
}

/// The events of a text, with neighbouring texts in one.
pub fn events(text: &str) -> impl Iterator<Item = Event<'_>> {
    TextMergeStream::new(Parser::new_ext(text, options()))
}

/// The link that leads to an article: by its title where that is its own (not `shared` with others) and can stand in
/// brackets as it is, by its URL otherwise.
#[must_use]
pub fn link_to(title: &str, url: &str, shared: bool) -> String {
    let fits = !shared && !title.trim().is_empty() && !title.contains(UNSAFE) && title.trim() == title;
    if fits {
        return format!("[[{title}]]");
    }
    let shown = title.replace(UNSAFE, " ").split_whitespace().collect::<Vec<_>>().join(" ");
    let url: String =
        url.chars().map(|c| if UNSAFE.contains(&c) { percent(c) } else { c.to_string() }).collect();
    if shown.is_empty() { format!("[[{url}]]") } else { format!("[[{url}|{shown}]]") }
}

fn percent(c: char) -> String {
    format!("%{:02X}", u32::from(c))
}
