//! Times as other programs write them.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::fmt::rfc2822;
use jiff::fmt::temporal::Pieces;
use jiff::tz::TimeZone;

/// More bytes than any form of a time has.
const LONGEST: usize = 64;

/// Seconds, fewer than which are no time: a year, or 0 where none is known.
const EARLIEST: i64 = 10_000_000;

/// A time in any of the forms below: Unix time, ISO 8601, or the one of mails and feeds.
pub(super) fn time(text: &str) -> Option<Timestamp> {
    unix(text).or_else(|| iso(text)).or_else(|| mail(text))
}

/// Unix time in seconds, milliseconds, microseconds or nanoseconds: its size tells which.
pub(super) fn unix(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    if text.is_empty() || text.len() > LONGEST || !text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'.'))
    {
        return None;
    }
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if fraction.contains('.') {
        return None;
    }
    let whole: i64 = whole.parse().ok().filter(|whole| *whole >= EARLIEST)?;
    // Seconds reach the year 5138 with eleven digits.
    let nanoseconds = match whole {
        ..100_000_000_000 => 1_000_000_000,
        100_000_000_000..100_000_000_000_000 => 1_000_000,
        100_000_000_000_000..100_000_000_000_000_000 => 1_000,
        _ => 1,
    };
    let part: f64 = format!("0.{fraction}0").parse().ok()?;
    // A fraction of a second: the cast neither overflows nor needs to be exact.
    #[allow(clippy::cast_possible_truncation)]
    let part = (part * f64::from(nanoseconds)) as i128;
    Timestamp::from_nanosecond(i128::from(whole) * i128::from(nanoseconds) + part).ok()
}

/// ISO 8601 with `T` or a space, with or without a time, a fraction and an offset (`Z`, `+02:00`, `+0200`, `UTC`); without
/// an offset it is UTC.
pub(super) fn iso(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    if text.len() > LONGEST || !text.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let text = text.strip_suffix("UTC").or_else(|| text.strip_suffix("GMT")).map_or_else(
        // A space before the offset is none of the standard.
        || text.replace(" +", "+").replace(" -", "-"),
        |text| format!("{}Z", text.trim_end()),
    );
    text.parse::<Timestamp>().ok().or_else(|| {
        let local: DateTime = text.parse().ok()?;
        TimeZone::UTC.to_timestamp(local).ok()
    })
}

/// When something was published: ISO 8601, as precise as it is written and with its offset.
pub(super) fn published(text: &str) -> Option<String> {
    let text = text.trim();
    let time = time(text)?;
    if text.len() <= "2016-09-08".len() && text.contains('-') {
        return Some(text.to_owned());
    }
    let offset = Pieces::parse(text).ok().and_then(|pieces| pieces.to_numeric_offset());
    let offset = offset.filter(|offset| !offset.is_zero());
    Some(offset.map_or_else(|| time.to_string(), |offset| time.display_with_offset(offset).to_string()))
}

/// The form of mails and RSS: `Mon, 06 Jul 2026 18:20:00 +0200`.
pub(super) fn mail(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    (text.len() <= LONGEST).then(|| rfc2822::DateTimeParser::new().parse_timestamp(text).ok())?
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn told(text: &str) -> String {
        time(text).map_or_else(|| "none".to_owned(), |time| time.to_string())
    }

    #[test]
    fn unix_time_is_told_by_its_size() {
        for text in ["1718000000", "1718000000000", "1718000000000000", "1718000000000000000", " 1718000000 "]
        {
            assert_eq!(told(text), "2024-06-10T06:13:20Z", "{text}");
        }
        assert_eq!(told("1718000000.25"), "2024-06-10T06:13:20.25Z");
        assert_eq!(told("999999999"), "2001-09-09T01:46:39Z");
        for text in ["", "0", "-5", "2024", "1.2.3", "99999999999999999999", ".", "1e9", "NaN"] {
            assert_eq!(told(text), "none", "{text}");
        }
    }

    #[test]
    fn iso_8601_is_read_in_its_variants() {
        for text in [
            "2016-09-08T11:55:58+0200",
            "2016-09-08T11:55:58+02:00",
            "2016-09-08T09:55:58Z",
            "2016-09-08 09:55:58",
            "2016-09-08 09:55:58 UTC",
            "2016-09-08 11:55:58 +0200",
            "2016-09-08T09:55:58.000Z",
            "Thu, 08 Sep 2016 11:55:58 +0200",
        ] {
            assert_eq!(told(text), "2016-09-08T09:55:58Z", "{text}");
        }
        assert_eq!(told("2025-01-20 22:13:02.447000+00:00"), "2025-01-20T22:13:02.447Z");
        assert_eq!(told("2025-01-20"), "2025-01-20T00:00:00Z");
        for text in ["2025", "2025-13-01", "yesterday", "۲۰۲۵-۰۱-۲۰", "2025-01-20T25:00:00Z"] {
            assert_eq!(told(text), "none", "{text}");
        }
    }

    #[test]
    fn a_time_of_publication_stays_as_precise_as_it_is() {
        let told = |text| published(text).unwrap_or_default();
        assert_eq!(told("2016-09-08"), "2016-09-08");
        assert_eq!(told("2016-09-08T11:55:58+0200"), "2016-09-08T11:55:58+02:00");
        assert_eq!(told("2016-09-08T09:55:58.000Z"), "2016-09-08T09:55:58Z");
        assert_eq!(told("1718000000"), "2024-06-10T06:13:20Z");
        assert_eq!(told("soon"), "");
    }

    proptest! {
        #[test]
        fn nothing_makes_it_stumble(text in "\\PC{0,80}", digits in "[0-9.:TZ +-]{0,70}") {
            published(&text);
            published(&digits);
        }
    }
}
