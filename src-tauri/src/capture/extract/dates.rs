//! Dates: JSON-LD, then `<meta>`, then `<time>`, then the URL. A wrong date is worse than none.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::fmt::strtime;

use super::json_ld::JsonLd;
use super::survey::{Survey, TimeRole};

/// A date and where it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Dated {
    /// ISO 8601, with time and offset where they are known.
    pub value: String,
    /// Such as `json-ld:datePublished`, `meta:date`, `time[datetime]`, `url`.
    pub from: String,
}

impl Dated {
    fn new(value: String, from: impl Into<String>) -> Self {
        Self { value, from: from.into() }
    }
}

/// When the article was published.
pub(super) fn published(survey: &Survey, data: &JsonLd, url: &str, fetched: Timestamp) -> Option<Dated> {
    let parse = |text: &str| plausible(text, fetched);
    ["datePublished", "dateCreated", "uploadDate"]
        .iter()
        .find_map(|p| Some(Dated::new(parse(&data.text_of_page(p)?)?, format!("json-ld:{p}"))))
        .or_else(|| {
            PUBLISHED_METAS.iter().find_map(|name| {
                Some(Dated::new(survey.metas_named(name).find_map(parse)?, format!("meta:{name}")))
            })
        })
        .or_else(|| {
            from_times(survey, TimeRole::Published, fetched)
                .or_else(|| first_agreed_time(survey, fetched))
                .map(|value| Dated::new(value, "time[datetime]"))
        })
        .or_else(|| Some(Dated::new(parse(&from_url(url)?)?, "url")))
}

/// When it was last changed; never before the publication.
pub(super) fn modified(
    survey: &Survey,
    data: &JsonLd,
    published: Option<&str>,
    fetched: Timestamp,
) -> Option<String> {
    let parse = |text: &str| plausible(text, fetched);
    let found = data
        .text_of_page("dateModified")
        .and_then(|t| parse(&t))
        .or_else(|| MODIFIED_METAS.iter().find_map(|name| survey.metas_named(name).find_map(parse)))
        .or_else(|| from_times(survey, TimeRole::Modified, fetched))?;
    let before = published.is_some_and(|p| found.get(..10) < p.get(..10));
    (!before).then_some(found)
}

const PUBLISHED_METAS: [&str; 24] = [
    "article:published_time",
    "og:article:published_time",
    "article:published",
    "datepublished",
    "og:published_time",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "dcterms.date",
    "dc:date",
    "dcterms.created",
    "dc.date.created",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "date",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "article.published",
    "weibo:article:create_at",
];

const MODIFIED_METAS: [&str; 10] = [
    "article:modified_time",
    "og:article:modified_time",
    "article:modified",
    "datemodified",
    "og:updated_time",
    "dcterms.modified",
    "dc.date.modified",
    "last-modified",
    "lastmod",
    "updated_time",
];

fn from_times(survey: &Survey, role: TimeRole, fetched: Timestamp) -> Option<String> {
    survey.times.iter().filter(|t| t.role == role).find_map(|t| plausible(&t.value, fetched))
}

/// The first `<time>` of the page, when it stands alone or the others do not contradict it: a list of teasers has many days.
fn first_agreed_time(survey: &Survey, fetched: Timestamp) -> Option<String> {
    let dates: Vec<String> = survey.times.iter().filter_map(|t| plausible(&t.value, fetched)).collect();
    let first = dates.first()?;
    let days = dates.iter().filter_map(|d| d.get(..10)).collect::<std::collections::BTreeSet<_>>();
    (days.len() <= 2).then(|| first.clone())
}

fn plausible(text: &str, fetched: Timestamp) -> Option<String> {
    let found = parse(text)?;
    let day: Date = found.get(..10)?.parse().ok()?;
    // Two days of leeway for time zones and clocks; nothing on the web is older than 1990 but archives of print are.
    let limit = fetched.to_zoned(jiff::tz::TimeZone::UTC).date().saturating_add(jiff::Span::new().days(2));
    (day.year() >= 1800 && day <= limit).then_some(found)
}

/// A date as ISO 8601, with its time and offset where the text has them.
pub(super) fn parse(text: &str) -> Option<String> {
    let text = super::dom::fold(&western_digits(text));
    let text = text.trim().trim_matches(['"', '\'']);
    if text.len() < 8 || text.len() > 80 {
        return None;
    }
    from_digits(text).or_else(|| iso(text)).or_else(|| with_formats(text))
}

fn western_digits(text: &str) -> String {
    let digit = |c: char| match c {
        '٠'..='٩' => u32::from(c) - 0x660,
        '۰'..='۹' => u32::from(c) - 0x6F0,
        _ => 10,
    };
    text.chars().map(|c| char::from_digit(digit(c), 10).unwrap_or(c)).collect()
}

/// `20180601`, `20180601103000`, or seconds or milliseconds since 1970.
fn from_digits(text: &str) -> Option<String> {
    if !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    match text.len() {
        8 => date(text.get(..4)?, text.get(4..6)?, text.get(6..)?),
        14 => Some(format!(
            "{}T{}:{}:{}",
            date(&text[..4], &text[4..6], &text[6..8])?,
            &text[8..10],
            &text[10..12],
            &text[12..]
        )),
        10 => Timestamp::from_second(text.parse().ok()?).ok().map(|t| t.to_string()),
        13 => Timestamp::from_millisecond(text.parse().ok()?).ok().map(|t| t.to_string()),
        _ => None,
    }
}

fn date(year: &str, month: &str, day: &str) -> Option<String> {
    let date = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
    (date.year() >= 1800).then(|| date.to_string())
}

/// ISO 8601 and its many near misses: a blank for the T, no colon in the offset, single digits, slashes.
fn iso(text: &str) -> Option<String> {
    let mut fields = text.splitn(2, ['T', ' ', 't']);
    let day = fields.next()?;
    let rest = fields.next().unwrap_or_default().trim();
    let parts: Vec<&str> = day.trim_end_matches(',').split(['-', '/', '.']).collect();
    let [year, month, dom] = parts.as_slice() else { return None };
    if year.len() != 4 || !parts.iter().all(|p| p.bytes().all(|b| b.is_ascii_digit())) {
        return None;
    }
    let day = date(year, month, dom)?;
    Some(match time(rest) {
        Some(time) => format!("{day}T{time}"),
        None => day,
    })
}

fn time(text: &str) -> Option<String> {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != ':' && c != '.').unwrap_or(text.len());
    let (clock, offset) = text.split_at(end);
    let clock = clock.split('.').next()?;
    let mut parts = clock.split(':');
    let (hour, minute) = (parts.next()?.parse::<u8>().ok()?, parts.next()?.parse::<u8>().ok()?);
    let second = parts.next().map_or(Some(0), |s| s.parse::<u8>().ok())?;
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let second = second.min(59);
    Some(format!("{hour:02}:{minute:02}:{second:02}{}", self::offset(offset.trim())))
}

fn offset(text: &str) -> String {
    let text = text.trim();
    if matches!(text, "Z" | "z" | "UTC" | "GMT") {
        return "Z".to_owned();
    }
    let Some(sign) = text.chars().next().filter(|c| matches!(c, '+' | '-' | '−')) else {
        return String::new();
    };
    let digits: String = text
        .chars()
        .skip(1)
        .take_while(|c| c.is_ascii_digit() || *c == ':')
        .filter(char::is_ascii_digit)
        .collect();
    let (hours, minutes) = match digits.len() {
        1 | 2 => (digits.as_str(), "00"),
        4 => digits.split_at(2),
        _ => return String::new(),
    };
    let sign = if sign == '+' { '+' } else { '-' };
    format!("{sign}{hours:0>2}:{minutes}")
}

/// Written dates in English and the RFC forms; other orders of plain numbers are ambiguous and are not guessed.
fn with_formats(text: &str) -> Option<String> {
    if let Ok(zoned) = jiff::fmt::rfc2822::parse(text) {
        return Some(zoned.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string());
    }
    let text = text.replace(" at ", " ").replace(" a.m.", " AM").replace(" p.m.", " PM");
    let text = match text.split_once(", ") {
        Some((weekday, rest)) if weekday.to_lowercase().ends_with("day") => rest.to_owned(),
        _ => text,
    };
    let ordinal: String = strip_ordinals(&text);
    for format in [
        "%B %d, %Y %I:%M %p",
        "%b %d, %Y %I:%M %p",
        "%B %d, %Y",
        "%b %d, %Y",
        "%d %B %Y",
        "%d %b %Y",
        "%d %B, %Y",
        "%d %B %Y %H:%M",
        "%d %b %Y %H:%M",
        "%B %d %Y",
        "%b. %d, %Y",
        "%d-%b-%Y",
    ] {
        if let Ok(parsed) = strtime::parse(format, &ordinal)
            && let Ok(date) = parsed.to_date()
        {
            return Some(match parsed.to_datetime() {
                Ok(datetime) if format.contains("%M") => datetime.strftime("%Y-%m-%dT%H:%M:%S").to_string(),
                _ => date.to_string(),
            });
        }
    }
    None
}

fn strip_ordinals(text: &str) -> String {
    let mut words = Vec::new();
    for word in text.split(' ') {
        let digits = word.chars().take_while(char::is_ascii_digit).count();
        let rest = &word[digits..];
        let stripped =
            ["st", "nd", "rd", "th"].iter().find_map(|s| rest.strip_prefix(s)).filter(|_| digits > 0);
        words.push(stripped.map_or_else(|| word.to_owned(), |tail| format!("{}{tail}", &word[..digits])));
    }
    words.join(" ")
}

/// `/2018/06/01/`, `/2018-06-01-title`, `/20180601/` in a URL's path.
fn from_url(url: &str) -> Option<String> {
    let path = url::Url::parse(url).ok()?.path().to_owned();
    let segments: Vec<&str> = path.split('/').collect();
    for window in segments.windows(3) {
        if let [year, month, day] = window
            && year.len() == 4
            && (1..=2).contains(&month.len())
            && (1..=2).contains(&day.len())
            && let Some(found) = date(year, month, day)
        {
            return Some(found);
        }
    }
    segments.iter().find_map(|segment| {
        let head = segment.get(..10)?;
        let dashed = head.len() == 10 && head.as_bytes()[4] == b'-' && head.as_bytes()[7] == b'-';
        let ends = segment.as_bytes().get(10).is_none_or(|b| !b.is_ascii_digit());
        (dashed && ends).then(|| date(&head[..4], &head[5..7], &head[8..])).flatten()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_keep_time_and_offset() {
        for (text, iso) in [
            ("2018-06-01", "2018-06-01"),
            ("2018-06-01T10:00:00+03:30", "2018-06-01T10:00:00+03:30"),
            ("2018-06-01T10:00:00.000Z", "2018-06-01T10:00:00Z"),
            ("2018-06-01T10:00:00+0330", "2018-06-01T10:00:00+03:30"),
            ("2018-06-01 10:00", "2018-06-01T10:00:00"),
            ("2018-6-1 9:05", "2018-06-01T09:05:00"),
            ("2018/06/01 10:00:00", "2018-06-01T10:00:00"),
            ("20180601", "2018-06-01"),
            ("20180601103000", "2018-06-01T10:30:00"),
            ("1527847200", "2018-06-01T10:00:00Z"),
            ("Fri, 01 Jun 2018 10:00:00 +0200", "2018-06-01T10:00:00+02:00"),
            ("June 1, 2018", "2018-06-01"),
            ("Friday, June 1st, 2018", "2018-06-01"),
            ("1 June 2018", "2018-06-01"),
            ("Jun 1, 2018 at 3:05 PM", "2018-06-01T15:05:00"),
            ("۲۰۱۸-۰۶-۰۱", "2018-06-01"),
        ] {
            assert_eq!(parse(text).as_deref(), Some(iso), "{text}");
        }
    }

    #[test]
    fn what_is_no_certain_date_is_none() {
        for text in [
            "",
            "yesterday",
            "2 hours ago",
            "01/06/2018",
            "2018-13-01",
            "2018-02-30",
            "99999999",
            "12:30",
            "2018",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
        let fetched: Timestamp = "2020-01-01T00:00:00Z".parse().unwrap();
        assert_eq!(plausible("2031-01-01", fetched), None);
    }

    #[test]
    fn dates_are_read_from_paths() {
        for (url, iso) in [
            ("https://x.org/2018/06/01/story", Some("2018-06-01")),
            ("https://x.org/news/2018/6/1/story.html", Some("2018-06-01")),
            ("https://x.org/2018-06-01-story", Some("2018-06-01")),
            ("https://x.org/story-123456", None),
            ("https://x.org/2018/06/story", None),
        ] {
            assert_eq!(from_url(url).as_deref(), iso, "{url}");
        }
    }
}
