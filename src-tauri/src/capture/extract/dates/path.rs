//! Dates in digits alone: stamps of machines and the paths of URLs.

use jiff::Timestamp;
use jiff::civil::Date;

/// `20180601`, `20180601103000`, or seconds or milliseconds since 1970.
pub(super) fn digits(text: &str) -> Option<String> {
    if !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    match text.len() {
        8 => ymd(text.get(..4)?, text.get(4..6)?, text.get(6..)?),
        14 => {
            let day: Date = ymd(&text[..4], &text[4..6], &text[6..8])?.parse().ok()?;
            let part = |range: std::ops::Range<usize>| text[range].parse().ok();
            let at = day
                .at(part(8..10)?, 0, 0, 0)
                .with()
                .minute(part(10..12)?)
                .second(part(12..14)?)
                .build()
                .ok()?;
            Some(at.strftime("%Y-%m-%dT%H:%M:%S").to_string())
        }
        10 => Timestamp::from_second(text.parse().ok()?).ok().map(|t| t.to_string()),
        13 => Timestamp::from_millisecond(text.parse().ok()?)
            .ok()
            .map(|t| t.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()),
        _ => None,
    }
}

/// `/2018/06/01/`, `/2018-06-01-title`, `/20180601/` in a URL's path.
pub(super) fn date(url: &str) -> Option<String> {
    let path = url::Url::parse(url).ok()?.path().to_owned();
    let segments: Vec<&str> = path.split('/').collect();
    for window in segments.windows(3) {
        if let [year, month, day] = window
            && year.len() == 4
            && (1..=2).contains(&month.len())
            && (1..=2).contains(&day.len())
            && let Some(found) = ymd(year, month, day)
        {
            return Some(found);
        }
    }
    segments.iter().find_map(|segment| {
        let head = segment.get(..10)?;
        let dashed = head.len() == 10 && head.as_bytes()[4] == b'-' && head.as_bytes()[7] == b'-';
        let ends = segment.as_bytes().get(10).is_none_or(|b| !b.is_ascii_digit());
        (dashed && ends).then(|| ymd(&head[..4], &head[5..7], &head[8..])).flatten()
    })
}

fn ymd(year: &str, month: &str, day: &str) -> Option<String> {
    let date = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
    (date.year() >= 1800).then(|| date.to_string())
}
