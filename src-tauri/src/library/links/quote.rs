//! The sentence around a link, cut from the clean HTML without reading all of it.

use crate::anchor::{ReadingText, is_block};
use crate::compare::sentences;
use crate::model::TextRange;

/// Code points of a quote, beside the link's words; a longer sentence is cut between words.
const LENGTH: usize = 360;

/// Stand where the link begins and ends while its block is read. They are noncharacters, which no text has.
const MARKS: [char; 2] = ['\u{FDD0}', '\u{FDD1}'];

/// The sentence of the first link to `url`, and where the link's words stand in it; `None` when the HTML has no such link or
/// it has no words.
pub(super) fn quote_of(html: &str, url: &str) -> Option<(String, TextRange)> {
    let link = link_in(html, url)?;
    let start = html[..link.open].rmatch_indices('<').find(|(at, _)| bounds_block(&html[*at..]));
    let after = html[link.close..].match_indices('<').find(|(at, _)| bounds_block(&html[link.close + at..]));
    let start = start.map_or(0, |(at, _)| at);
    let end = after.map_or(html.len(), |(at, _)| link.close + at);
    let [open, close] = MARKS;
    let plain = |part: &str| part.replace(MARKS, "");
    let marked = format!(
        "{}{open}{}{close}{}",
        plain(&html[start..link.open]),
        plain(&html[link.open..link.close]),
        plain(&html[link.close..end])
    );
    let block = ReadingText::of_html(&marked);
    let (before, rest) = block.text().split_once(open)?;
    let (words, after) = rest.split_once(close)?;
    if words.trim().is_empty() {
        return None;
    }
    Some(sentence(before, words, after))
}

/// Where a link stands: the bytes of its first tag's beginning and of its last one's end.
struct Place {
    open: usize,
    close: usize,
}

fn link_in(html: &str, url: &str) -> Option<Place> {
    let wanted = format!("href=\"{}\"", url.replace('&', "&amp;"));
    html.match_indices(&wanted).find_map(|(at, _)| {
        let open = html[..at].rfind('<')?;
        let close = at + html[at..].find("</a>")? + "</a>".len();
        html[open..].starts_with("<a ").then_some(Place { open, close })
    })
}

/// Whether a tag begins or ends a block, and so a sentence too.
fn bounds_block(tag: &str) -> bool {
    let name = tag[1..].trim_start_matches('/');
    let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
    is_block(&name[..end])
}

/// The sentence, or sentences, of a block that the words stand in.
fn sentence(before: &str, words: &str, after: &str) -> (String, TextRange) {
    let block = format!("{before}{words}{after}");
    let (first, last) = (before.len(), before.len() + words.len());
    let (mut at, mut from, mut to) = (0, 0, block.len());
    for sentence in sentences(&block) {
        let end = at + sentence.len();
        if at <= first && first < end {
            from = at;
        }
        if at < last && last <= end {
            to = end;
        }
        at = end;
    }
    let lead = shortened_before(block[from..first].trim_start());
    let words = words.trim_end();
    let trail = shortened_after(block[first + words.len()..to].trim_end());
    let start = code_points(&lead);
    (format!("{lead}{words}{trail}"), TextRange { start, end: start + code_points(words) })
}

/// The length of a text.
pub(super) fn code_points(text: &str) -> u32 {
    u32::try_from(text.chars().count()).unwrap_or(u32::MAX)
}

fn shortened_before(text: &str) -> String {
    let length = text.chars().count();
    if length <= LENGTH / 2 {
        return text.to_owned();
    }
    let tail: String = text.chars().skip(length - LENGTH / 2).collect();
    let cut = tail.find(' ').map_or(tail.as_str(), |space| &tail[space + 1..]);
    format!("…{cut}")
}

fn shortened_after(text: &str) -> String {
    if text.chars().count() <= LENGTH / 2 {
        return text.to_owned();
    }
    let head: String = text.chars().take(LENGTH / 2).collect();
    let cut = head.rfind(' ').map_or(head.as_str(), |space| &head[..space]);
    format!("{cut}…")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quote(html: &str, url: &str) -> Option<(String, String)> {
        let (quote, marked) = quote_of(html, url)?;
        let words =
            quote.chars().skip(marked.start as usize).take((marked.end - marked.start) as usize).collect();
        Some((quote, words))
    }

    fn is(found: Option<(String, String)>, quote: &str, words: &str) {
        assert_eq!(found, Some((quote.to_owned(), words.to_owned())));
    }

    #[test]
    fn a_link_is_quoted_with_its_own_sentence() {
        let html = "<h2>Bridge</h2><p dir=\"auto\">It was shut. Dr. Hall <a href=\"https://e.org/a?b=1&amp;c=2\">told the \
                    <em>Courier</em></a> why, in May. Then it rained.</p><p>More.</p>";
        is(
            quote(html, "https://e.org/a?b=1&c=2"),
            "Dr. Hall told the Courier why, in May.",
            "told the Courier",
        );
    }

    #[test]
    fn sentences_end_in_every_script() {
        let link = "https://e.org/a";
        let html =
            format!("<p>دیروز باران بارید. سازمان <a href=\"{link}\">گزارش داد</a> که پل باز است؟ بله.</p>");
        is(quote(&html, link), "سازمان گزارش داد که پل باز است؟", "گزارش داد");
        let html = format!("<li>昨天下雨。他说<a href=\"{link}\">桥已开放</a>。今天晴。</li>");
        is(quote(&html, link), "他说桥已开放。", "桥已开放");
    }

    #[test]
    fn words_in_the_middle_of_a_long_sentence_keep_some_of_it() {
        let long = "word ".repeat(200);
        let html = format!("<p>{long}<a href=\"https://e.org/\">here</a> {long}</p>");
        let (quote, words) = quote(&html, "https://e.org/").unwrap();
        assert_eq!(words, "here");
        assert!(quote.starts_with("…word") && quote.ends_with("word…"), "{quote}");
        assert!(quote.chars().count() < LENGTH + 10);
    }

    #[test]
    fn pictures_and_other_links_give_no_words() {
        assert_eq!(
            quote("<p><a href=\"https://e.org/\"><img data-asset=\"1\"></a></p>", "https://e.org/"),
            None
        );
        assert_eq!(quote("<p><a href=\"https://e.org/other\">x</a></p>", "https://e.org/"), None);
    }
}
