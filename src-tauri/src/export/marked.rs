//! A person's highlights put into a copy's HTML as `<mark>` elements.

use std::ops::Range;

use crate::anchor::ReadingText;
use crate::model::{Highlight, HighlightColor};

/// Puts a `<mark class="highlight yellow" data-highlight="7">` around each passage that is found in a copy's HTML.
///
/// A passage that runs through several elements is marked in each; its first mark has `id="hl-7"`. Where passages overlap, the later
/// one is inside the earlier. After the last mark of a passage stands what `after` says of it (a reference to its note). An
/// equation is marked as a whole. What is marked reads as before: no character comes or goes.
pub fn marked(html: &str, highlights: &[&Highlight], after: &dyn Fn(&Highlight) -> String) -> String {
    let reading = ReadingText::of_html(html);
    let equations = equations(html);
    let passages: Vec<Passage<'_>> = highlights
        .iter()
        .filter_map(|highlight| {
            let place = highlight.place?;
            let pieces = reading.in_html(place.start as usize..place.end as usize);
            let pieces = whole(pieces, &equations);
            (!pieces.is_empty()).then_some(Passage { highlight, pieces })
        })
        .collect();
    let mut bounds: Vec<usize> = passages
        .iter()
        .flat_map(|passage| &passage.pieces)
        .flat_map(|piece| [piece.start, piece.end])
        .collect();
    bounds.sort_unstable();
    bounds.dedup();
    let mut out = String::with_capacity(html.len() + bounds.len() * 64);
    let mut from = 0;
    for (at, bound) in bounds.iter().enumerate() {
        out.push_str(&html[from..*bound]);
        from = *bound;
        let Some(next) = bounds.get(at + 1) else { break };
        let inside: Vec<&Passage<'_>> =
            passages.iter().filter(|passage| passage.covers(from..*next)).collect();
        if !inside.is_empty() {
            push_marked(&mut out, html, from..*next, &inside, after);
            from = *next;
        }
    }
    out.push_str(&html[from..]);
    out
}

/// The class that a colour has.
pub fn color_name(color: HighlightColor) -> &'static str {
    match color {
        HighlightColor::Yellow => "yellow",
        HighlightColor::Green => "green",
        HighlightColor::Blue => "blue",
        HighlightColor::Pink => "pink",
    }
}

struct Passage<'a> {
    highlight: &'a Highlight,
    /// Where it stands, in bytes of the HTML.
    pieces: Vec<Range<usize>>,
}

impl Passage<'_> {
    fn covers(&self, part: Range<usize>) -> bool {
        let first = self.pieces.partition_point(|piece| piece.end <= part.start);
        self.pieces.get(first).is_some_and(|piece| piece.start <= part.start)
    }

    fn begins_at(&self, at: usize) -> bool {
        self.pieces.first().is_some_and(|piece| piece.start == at)
    }

    fn ends_at(&self, at: usize) -> bool {
        self.pieces.last().is_some_and(|piece| piece.end == at)
    }
}

fn push_marked(
    out: &mut String,
    html: &str,
    part: Range<usize>,
    inside: &[&Passage<'_>],
    after: &dyn Fn(&Highlight) -> String,
) {
    for passage in inside {
        let highlight = passage.highlight;
        let id = match passage.begins_at(part.start) {
            true => format!(" id=\"hl-{}\"", highlight.id),
            false => String::new(),
        };
        let color = color_name(highlight.color);
        out.push_str(&format!("<mark class=\"highlight {color}\" data-highlight=\"{}\"{id}>", highlight.id));
    }
    out.push_str(&html[part.clone()]);
    inside.iter().for_each(|_| out.push_str("</mark>"));
    for passage in inside.iter().filter(|passage| passage.ends_at(part.end)) {
        out.push_str(&after(passage.highlight));
    }
}

/// Pieces in equations become these equations: nothing of a page's own can stand inside one.
fn whole(pieces: Vec<Range<usize>>, equations: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut whole: Vec<Range<usize>> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let around = equations.iter().find(|equation| equation.contains(&piece.start));
        let piece = around.cloned().unwrap_or(piece);
        if whole.last() != Some(&piece) {
            whole.push(piece);
        }
    }
    whole
}

/// Where the equations of a copy stand.
fn equations(html: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = html[from..].find("<math").map(|at| from + at) {
        from = html[start..].find("</math>").map_or(html.len(), |at| start + at + "</math>".len());
        // A serialiser leaves "<" in an attribute's value as it is.
        let in_value = html[..start].rfind(['>', '<']).is_some_and(|at| html.as_bytes()[at] == b'<');
        if !in_value {
            found.push(start..from);
        } else {
            from = start + "<math".len();
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use proptest::prelude::*;

    use super::*;
    use crate::model::{Anchoring, ArticleId, HighlightId, TextRange, VersionId};

    fn highlight(id: i64, range: Range<usize>) -> Highlight {
        Highlight {
            id: HighlightId(id),
            article: ArticleId(1),
            version: VersionId(1),
            quote: String::new(),
            prefix: String::new(),
            suffix: String::new(),
            position: range.clone().into(),
            place: Some(TextRange::from(range)),
            anchored: Some(Anchoring::Exact),
            color: if id % 2 == 0 { HighlightColor::Green } else { HighlightColor::Yellow },
            note: None,
            tags: Vec::new(),
            created: Timestamp::UNIX_EPOCH,
            updated: Timestamp::UNIX_EPOCH,
        }
    }

    fn shown(html: &str, ranges: &[Range<usize>]) -> String {
        let all: Vec<Highlight> =
            ranges.iter().enumerate().map(|(at, range)| highlight(at as i64 + 1, range.clone())).collect();
        let some: Vec<&Highlight> = all.iter().collect();
        marked(html, &some, &|highlight| format!("[{}]", highlight.id))
            .replace("<mark class=\"highlight yellow\" data-highlight=\"1\"", "<m1")
            .replace("<mark class=\"highlight green\" data-highlight=\"2\"", "<m2")
            .replace("</mark>", "</m>")
    }

    #[test]
    fn a_passage_is_marked_in_each_element_it_runs_through() {
        assert_eq!(
            shown("<p>The <em>old har</em>bour</p><ul><li>and sea</li></ul>", std::slice::from_ref(&(4..19))),
            "<p>The <em><m1 id=\"hl-1\">old har</m></em><m1>bour</m></p><ul><li><m1>and</m>[1] sea</li></ul>"
        );
    }

    #[test]
    fn passages_that_overlap_lie_in_each_other() {
        assert_eq!(
            shown("<p>one two three</p>", &[0..7, 4..13]),
            "<p><m1 id=\"hl-1\">one </m><m1><m2 id=\"hl-2\">two</m></m>[1]<m2> three</m>[2]</p>"
        );
        assert_eq!(
            shown("<p>one two three</p>", &[0..13, 4..7]),
            "<p><m1 id=\"hl-1\">one </m><m1><m2 id=\"hl-2\">two</m></m>[2]<m1> three</m>[1]</p>"
        );
    }

    #[test]
    fn code_points_are_counted_in_every_script() {
        assert_eq!(
            shown("<p dir=\"auto\">دریا می‌خروشد &amp; باد</p>", std::slice::from_ref(&(5..15))),
            "<p dir=\"auto\">دریا <m1 id=\"hl-1\">می‌خروشد &amp;</m>[1] باد</p>"
        );
        assert_eq!(
            shown("<p>𠮷野<ruby>家<rt>や</rt></ruby>店</p>", std::slice::from_ref(&(1..4))),
            "<p>𠮷<m1 id=\"hl-1\">野</m><ruby><m1>家</m><rt>や</rt></ruby><m1>店</m>[1]</p>"
        );
    }

    #[test]
    fn an_equation_is_marked_as_a_whole() {
        assert_eq!(
            shown("<p>so <math><mi>v</mi><mo>=</mo><mn>2</mn></math> m</p>", std::slice::from_ref(&(3..5))),
            "<p>so <m1 id=\"hl-1\"><math><mi>v</mi><mo>=</mo><mn>2</mn></math></m>[1] m</p>"
        );
        assert_eq!(
            shown("<p><img alt=\"<math\"> so it is</p>", std::slice::from_ref(&(3..5))),
            "<p><img alt=\"<math\"> so <m1 id=\"hl-1\">it</m>[1] is</p>"
        );
    }

    #[test]
    fn what_is_not_found_marks_nothing() {
        let mut lost = highlight(1, 0..3);
        lost.place = None;
        assert_eq!(marked("<p>text</p>", &[&lost], &|_| "x".to_owned()), "<p>text</p>");
        assert_eq!(shown("<p>text</p>", std::slice::from_ref(&(90..95))), "<p>text</p>");
    }

    proptest! {
        #[test]
        fn the_text_stays_and_each_passage_is_marked_once(
            words in prop::collection::vec("[a-zچ漢]{1,5}", 1..12),
            ranges in prop::collection::vec((0usize..40, 1usize..20), 0..6),
        ) {
            let html: String = words.iter().enumerate().map(|(at, word)| match at % 3 {
                0 => format!("<p>{word} <em>{word}</em> x</p>"),
                1 => format!("<blockquote><p>{word}&amp;<a href=\"https://x.org/?a=1&amp;b=2\">{word}</a></p></blockquote>"),
                _ => format!("<ul><li>{word}</li><li><strong>{word}</strong></li></ul>"),
            }).collect();
            let all: Vec<Highlight> =
                ranges.iter().enumerate().map(|(at, (start, length))| highlight(at as i64 + 1, *start..start + length)).collect();
            let some: Vec<&Highlight> = all.iter().collect();
            let out = marked(&html, &some, &|_| String::new());
            let (before, after) = (ReadingText::of_html(&html), ReadingText::of_html(&out));
            prop_assert_eq!(before.text(), after.text());
            for highlight in &all {
                let found = highlight.position.start < ReadingText::of_html(&html).length() as u32;
                let times = out.matches(&format!("id=\"hl-{}\"", highlight.id)).count();
                prop_assert!(times <= 1 && (found || times == 0));
            }
        }
    }
}
