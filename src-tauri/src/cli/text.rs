//! Text for a terminal: what a page says can neither steer the terminal nor break a table.

use std::borrow::Cow;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use unicode_bidi::{Direction, get_base_direction_full};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// First Strong Isolate and its end: what stands between takes its direction from itself and leaves the row's alone.
const ISOLATE: (char, char) = ('\u{2068}', '\u{2069}');

/// Text without control characters and direction overrides, which could rewrite the screen or disguise an address.
pub fn printable(text: &str) -> Cow<'_, str> {
    if !text.chars().any(steers) {
        return Cow::Borrowed(text);
    }
    let visible = text.chars().filter_map(|c| match c {
        '\n' | '\t' => Some(c),
        c if steers(c) => None,
        c => Some(c),
    });
    Cow::Owned(visible.collect())
}

fn steers(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Printable text on one line.
pub fn one_line(text: &str) -> String {
    printable(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// One line of at most `width` columns; what is cut off is marked by an ellipsis.
pub fn fit(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut fitted = String::new();
    let mut used = 0;
    for grapheme in text.graphemes(true) {
        used += grapheme.width();
        if used >= width {
            break;
        }
        fitted.push_str(grapheme);
    }
    fitted.truncate(fitted.trim_end().len());
    fitted.push('…');
    fitted
}

/// Spaces that bring `text` to `width` columns.
pub fn padding(text: &str, width: usize) -> String {
    " ".repeat(width.saturating_sub(text.width()))
}

/// Whether the text reads from right to left by its first strong character; `None` when it has none.
pub fn right_to_left(text: &str) -> Option<bool> {
    match get_base_direction_full(text) {
        Direction::Rtl => Some(true),
        Direction::Ltr => Some(false),
        Direction::Mixed => None,
    }
}

/// Keeps right-to-left text from reordering the rest of its row; only a terminal knows what to do with the marks.
pub fn isolate(text: String, terminal: bool) -> String {
    if terminal && text.chars().any(|c| right_to_left(c.encode_utf8(&mut [0; 4])) == Some(true)) {
        return format!("{}{text}{}", ISOLATE.0, ISOLATE.1);
    }
    text
}

/// A time as a date of the person's own time zone.
pub fn local_date(time: Timestamp) -> String {
    time.to_zoned(TimeZone::system()).strftime("%Y-%m-%d").to_string()
}

/// A time to the minute, in the person's own time zone.
pub fn local_time(time: Timestamp) -> String {
    time.to_zoned(TimeZone::system()).strftime("%Y-%m-%d %H:%M").to_string()
}

/// A published date as a day: the person's own where the page names a time with an offset, else the page's.
pub fn published_day(published: &str) -> String {
    published_zoned(published).map_or_else(
        || published.parse::<Date>().map_or_else(|_| one_line(published), |date| date.to_string()),
        |time| time.strftime("%Y-%m-%d").to_string(),
    )
}

/// A published date as precise as the page gives it, in the person's own time zone.
pub fn published_time(published: &str) -> String {
    published_zoned(published)
        .map_or_else(|| one_line(published), |time| time.strftime("%Y-%m-%d %H:%M").to_string())
}

fn published_zoned(published: &str) -> Option<Zoned> {
    published.parse::<Timestamp>().ok().map(|time| time.to_zoned(TimeZone::system()))
}

/// A number of bytes for a person.
pub fn bytes(count: u64) -> String {
    indicatif::BinaryBytes(count).to_string()
}

/// `1 picture`, `2 pictures`.
pub fn count(number: u32, noun: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_cannot_steer_the_terminal() {
        assert_eq!(printable("\u{1b}[2Jhead\u{9b}31mline\u{202e}evil\u{7f}"), "[2Jhead31mlineevil");
        assert_eq!(printable("سلام\n\tworld"), "سلام\n\tworld");
        assert_eq!(one_line(" a\r\n b\u{7}\tc "), "a b c");
    }

    #[test]
    fn cut_text_fits_its_columns_whatever_the_script() {
        for (text, width, want) in [
            ("short", 5, "short"),
            ("longer", 5, "long…"),
            ("two words", 5, "two…"),
            ("新闻标题很长", 7, "新闻标…"),
            ("نگاهی به خبر", 8, "نگاهی ب…"),
            ("e\u{301}e\u{301}e\u{301}e\u{301}", 3, "e\u{301}e\u{301}…"),
            ("👩‍👩‍👧 family", 4, "👩‍👩‍👧…"),
        ] {
            let fitted = fit(text, width);
            assert_eq!(fitted, want, "{text} in {width}");
            assert!(fitted.width() <= width);
        }
    }

    #[test]
    fn right_to_left_text_is_isolated_in_a_terminal_only() {
        assert_eq!(isolate("خبر BBC".into(), true), "\u{2068}خبر BBC\u{2069}");
        assert_eq!(isolate("خبر BBC".into(), false), "خبر BBC");
        assert_eq!(isolate("BBC خبر".into(), true), "\u{2068}BBC خبر\u{2069}");
        assert_eq!(isolate("BBC".into(), true), "BBC");
    }

    #[test]
    fn published_dates_keep_the_precision_of_the_page() {
        assert_eq!(published_day("2018-06-01"), "2018-06-01");
        assert_eq!(published_time("2018-06-01"), "2018-06-01");
        assert_eq!(published_time("June\u{1b}[1m 2018"), "June[1m 2018");
        assert_eq!(published_day("2018-06-01T10:00:00+00:00").len(), "2018-06-01".len());
    }
}
