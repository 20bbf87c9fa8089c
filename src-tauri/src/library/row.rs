//! What lists show of an article, made of its page.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

use super::list::host_of;
use super::reading;
use crate::db::ArticleRow;
use crate::model::{Diagnosis, Metadata};
use crate::search;

/// Characters of an excerpt.
const EXCERPT: usize = 300;

/// What a copy says of its article.
#[derive(Debug, Clone, Copy)]
pub(super) struct Described<'a> {
    pub(super) metadata: &'a Metadata,
    pub(super) text: &'a str,
    pub(super) words: u32,
    pub(super) diagnosis: &'a Diagnosis,
}

/// The row of an article; `urls` are its canonical and its requested one.
pub(super) fn article_row(
    page: &Described<'_>,
    (canonical, requested): (&str, &str),
    now: Timestamp,
) -> ArticleRow {
    let metadata = page.metadata;
    let host =
        url::Url::parse(canonical).ok().and_then(|url| url.host_str().map(host_of)).unwrap_or_default();
    let title = Some(metadata.title.trim()).filter(|title| !title.is_empty()).unwrap_or(canonical);
    let site = metadata.site.as_deref().map(str::trim).filter(|site| !site.is_empty()).unwrap_or(&host);
    let excerpt = metadata.excerpt.as_deref().unwrap_or(page.text);
    ArticleRow {
        url: canonical.to_owned(),
        original_url: requested.to_owned(),
        saved: now,
        title: title.to_owned(),
        title_sort: search::sort_key(title),
        authors: metadata.authors.clone(),
        site: site.to_owned(),
        site_sort: search::sort_key(site),
        language: metadata.language.tag.clone(),
        rtl: metadata.rtl,
        published: metadata.published.clone(),
        published_sort: metadata.published.as_deref().and_then(time_of),
        excerpt: shorten(excerpt, EXCERPT),
        words: page.words,
        minutes: reading::minutes(page.text),
        complete: page.diagnosis.complete,
        doubts: page.diagnosis.doubts.clone(),
        host,
    }
}

/// A date counts from its midnight, a month or a year from its first, and a time without an offset as if in UTC: enough
/// to sort by.
fn time_of(iso: &str) -> Option<Timestamp> {
    let iso = match iso.len() {
        4 => format!("{iso}-01-01"),
        7 => format!("{iso}-01"),
        _ => iso.to_owned(),
    };
    iso.parse::<Timestamp>()
        .ok()
        .or_else(|| iso.parse::<DateTime>().ok()?.to_zoned(TimeZone::UTC).ok().map(|time| time.timestamp()))
        .or_else(|| iso.parse::<Date>().ok()?.to_zoned(TimeZone::UTC).ok().map(|time| time.timestamp()))
}

/// The beginning of a text on one line, less than `longest` characters, cut between words.
pub(super) fn shorten(text: &str, longest: usize) -> String {
    let mut line = String::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        let more = word.chars().count() + usize::from(length > 0);
        if length + more >= longest {
            if length == 0 {
                line.extend(word.chars().take(longest - 1));
            }
            line.push('…');
            break;
        }
        if length > 0 {
            line.push(' ');
        }
        line.push_str(word);
        length += more;
    }
    line
}
