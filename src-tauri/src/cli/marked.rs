//! Marked text in lines of a given width: colours where they are seen, signs where they are not.

use anstyle::{AnsiColor, Effects, Style};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::text::printable;
use crate::model::{Segment, SegmentKind};

/// Right-to-Left Isolate and its end.
const RTL: (char, char) = ('\u{2067}', '\u{2069}');

/// How marked text is laid out.
#[derive(Debug, Clone, Copy)]
pub struct Layout {
    /// Columns of a line.
    pub width: usize,
    /// Whether styles reach the reader; without, `[-removed-]` and `{+added+}` mark the text as in `wdiff`.
    pub styled: bool,
    /// Whether a terminal shows it, which needs to be told where a line reads from right to left.
    pub terminal: bool,
}

/// A line and the columns it takes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line {
    pub text: String,
    pub columns: usize,
}

impl SegmentKind {
    fn style(self) -> Style {
        let effects = |color: AnsiColor, effects| color.on_default().effects(effects);
        match self {
            Self::Same => Style::new(),
            Self::Removed => effects(AnsiColor::Red, Effects::STRIKETHROUGH),
            Self::Added => effects(AnsiColor::Green, Effects::UNDERLINE | Effects::BOLD),
            Self::MovedAway => effects(AnsiColor::Yellow, Effects::STRIKETHROUGH),
            Self::MovedHere => effects(AnsiColor::Cyan, Effects::UNDERLINE),
        }
    }

    fn signs(self) -> (&'static str, &'static str) {
        match self {
            Self::Same => ("", ""),
            Self::Removed => ("[-", "-]"),
            Self::Added => ("{+", "+}"),
            Self::MovedAway => ("[<", "<]"),
            Self::MovedHere => ("{>", ">}"),
        }
    }
}

/// Breaks segments into lines, between words or, in scripts without spaces and in words wider than a line, anywhere.
pub fn lines(segments: &[Segment], layout: Layout, rtl: bool) -> Vec<Line> {
    let mut wrapped = Wrapped::new(layout);
    for segment in segments {
        let (open, close) = if layout.styled { ("", "") } else { segment.kind.signs() };
        let style = if layout.styled { segment.kind.style() } else { Style::new() };
        let text = printable(&segment.text);
        let words: Vec<&str> = text.split_word_bounds().collect();
        for (at, word) in words.iter().enumerate() {
            let before = if at == 0 { open } else { "" };
            let after = if at + 1 == words.len() { close } else { "" };
            wrapped.push(word, (before, after), style);
        }
    }
    wrapped.finish(rtl)
}

struct Wrapped {
    layout: Layout,
    done: Vec<Line>,
    line: Line,
}

impl Wrapped {
    fn new(layout: Layout) -> Self {
        Self { layout, done: Vec::new(), line: Line::default() }
    }

    fn push(&mut self, word: &str, (before, after): (&str, &str), style: Style) {
        if word.contains('\n') {
            self.raw(before, Style::new());
            self.raw(after, Style::new());
            return self.end_line();
        }
        let whole = format!("{before}{word}{after}");
        let blank = whole.trim().is_empty();
        if self.line.columns + whole.trim_end().width() > self.layout.width && self.line.columns > 0 && !blank
        {
            self.end_line();
        }
        if blank && self.line.columns == 0 {
            return;
        }
        for grapheme in whole.graphemes(true) {
            if self.line.columns + grapheme.width() > self.layout.width {
                if blank {
                    return;
                }
                self.end_line();
            }
            self.raw(grapheme, style);
        }
    }

    fn raw(&mut self, text: &str, style: Style) {
        self.line.columns += text.width();
        self.line.text.push_str(&format!("{style}{text}{style:#}"));
    }

    fn end_line(&mut self) {
        self.done.push(std::mem::take(&mut self.line));
    }

    fn finish(mut self, rtl: bool) -> Vec<Line> {
        if self.line.columns > 0 || self.done.is_empty() {
            self.end_line();
        }
        if rtl && self.layout.terminal {
            for line in &mut self.done {
                line.text = format!("{}{}{}", RTL.0, line.text, RTL.1);
            }
        }
        self.done
    }
}

/// A line filled up to the width, on the side where its text ends.
pub fn filled(line: &Line, width: usize, rtl: bool) -> String {
    let space = " ".repeat(width.saturating_sub(line.columns));
    if rtl { format!("{space}{}", line.text) } else { format!("{}{space}", line.text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segment(kind: SegmentKind, text: &str) -> Segment {
        Segment { kind, text: text.to_owned() }
    }

    #[test]
    fn lines_keep_to_their_width_in_every_script() {
        let segments = [
            segment(SegmentKind::Same, "The council met on "),
            segment(SegmentKind::Removed, "Monday"),
            segment(SegmentKind::Added, "Tuesday"),
            segment(SegmentKind::Same, " and voted. 他昨天去了上海开会averyveryverylongword\u{1b}[2J"),
        ];
        for (styled, width) in [(true, 20), (false, 20), (false, 34)] {
            let layout = Layout { width, styled, terminal: true };
            let lines = lines(&segments, layout, false);
            for line in &lines {
                let visible = anstream::adapter::strip_str(&line.text).to_string();
                assert!(visible.width() <= width && visible.width() == line.columns, "{visible:?}");
            }
            let text: String =
                lines.iter().map(|line| anstream::adapter::strip_str(&line.text).to_string()).collect();
            assert_eq!(text.contains("[-Monday-]{+Tuesday+}"), !styled, "{text}");
        }
    }

    #[test]
    fn right_to_left_lines_are_isolated_and_stand_on_the_right() {
        let layout = Layout { width: 12, styled: false, terminal: true };
        let lines = lines(&[segment(SegmentKind::Same, "سلام دنیا")], layout, true);
        assert_eq!(lines[0].text, "\u{2067}سلام دنیا\u{2069}");
        assert_eq!(filled(&lines[0], 12, true), "   \u{2067}سلام دنیا\u{2069}");
    }
}
