//! Dates: JSON-LD, then `<meta>`, then `<time>`, then what is written near the headline, then the URL. A wrong date is
//! worse than none.

mod calendar;
mod clock;
mod dateline;
mod labels;
mod months;
mod path;
mod relative;
mod tokens;
mod writer;
mod written;

use jiff::Timestamp;
use jiff::civil::Date;

use super::json_ld::JsonLd;
use super::survey::{Place, Survey};
use labels::Label;
use writer::Writer;

/// A date and where it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Dated {
    /// ISO 8601, with time and offset where they are known.
    pub value: String,
    /// Such as `json-ld:datePublished`, `meta:date`, `time[datetime]`, `text`, `url`.
    pub from: String,
}

impl Dated {
    fn new(value: String, from: impl Into<String>) -> Self {
        Self { value, from: from.into() }
    }

    fn day(&self) -> Option<&str> {
        self.value.get(..10)
    }
}

/// Where dates are looked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Dates<'a> {
    survey: &'a Survey,
    data: &'a JsonLd,
    writer: Writer<'a>,
    url: &'a str,
    /// Where the headline stands.
    headline: Place,
    fetched: Timestamp,
}

impl<'a> Dates<'a> {
    /// The dates of a page whose headline stands at a place.
    pub fn of(
        survey: &'a Survey,
        data: &'a JsonLd,
        url: &'a str,
        headline: Option<Place>,
        fetched: Timestamp,
    ) -> Self {
        let headline = headline.unwrap_or_default();
        Self { survey, data, writer: Writer::of(survey, url), url, headline, fetched }
    }

    /// When the article was published.
    pub fn published(&self) -> Option<Dated> {
        let data = ["datePublished", "dateCreated", "uploadDate"].iter().find_map(|p| self.in_data(p));
        let meta = || self.in_metas(&PUBLISHED_METAS);
        match data {
            Some(data) => Some(self.unless_rewritten(data, meta)),
            None => meta().or_else(|| self.in_times(Label::Published)).or_else(|| self.on_the_page()),
        }
    }

    /// When it was last changed; never before the publication.
    pub fn modified(&self, published: Option<&str>) -> Option<String> {
        let found = self
            .in_data("dateModified")
            .or_else(|| self.in_metas(&MODIFIED_METAS))
            .or_else(|| self.in_times(Label::Modified))
            .or_else(|| self.in_text(Label::Modified))?;
        let before = published.is_some_and(|p| found.day() < p.get(..10));
        (!before).then_some(found.value)
    }

    /// Some systems set the date of publication anew with every change, but not in all places: then the earlier one counts.
    fn unless_rewritten(&self, data: Dated, meta: impl FnOnce() -> Option<Dated>) -> Dated {
        let changed = self.in_data("dateModified");
        if data.from != "json-ld:datePublished" || changed.is_none_or(|changed| changed.value != data.value) {
            return data;
        }
        match meta() {
            Some(meta) if meta.day() < data.day() => meta,
            _ => data,
        }
    }

    fn in_data(&self, property: &str) -> Option<Dated> {
        let value = self.plausible(&self.data.text_of_page(property)?)?;
        Some(Dated::new(value, format!("json-ld:{property}")))
    }

    fn in_metas(&self, names: &[&str]) -> Option<Dated> {
        names.iter().find_map(|name| {
            let value = self.survey.metas_named(name).find_map(|text| self.plausible(text))?;
            Some(Dated::new(value, format!("meta:{name}")))
        })
    }

    /// What stands in the text near the headline, and what the URL says; the text only knows the time of that day.
    fn on_the_page(&self) -> Option<Dated> {
        let url = path::date(self.url).and_then(|text| self.plausible(&text));
        let text = self.in_text(Label::Published);
        match (text, url) {
            (Some(text), Some(url)) if text.day() == Some(url.as_str()) => Some(text),
            (_, Some(url)) => Some(Dated::new(url, "url")),
            (text, None) => text.or_else(|| self.relative()),
        }
    }

    /// The date of a text as ISO 8601, unless it lies ahead of the fetch.
    pub fn plausible(&self, text: &str) -> Option<String> {
        not_ahead(parse(text, self.writer)?, self.fetched)
    }
}

/// Longest text of a declared date.
const MAX_CHARS: usize = 80;

/// A declared date as ISO 8601, with its time and offset where the text has them.
fn parse(text: &str, writer: Writer<'_>) -> Option<String> {
    let text = text.trim().trim_matches(['"', '\'']);
    if text.chars().count() > MAX_CHARS {
        return None;
    }
    path::digits(text).or_else(|| written::first(text, writer).map(|written| written.iso()))
}

/// Whether a word is the name of a month.
pub(super) fn is_month(word: &str) -> bool {
    months::month_at(&tokens::tokens(word), 0, None).is_some()
}

/// A day of leeway for time zones and clocks that are wrong.
fn not_ahead(found: String, fetched: Timestamp) -> Option<String> {
    let day: Date = found.get(..10)?.parse().ok()?;
    let limit = fetched.to_zoned(jiff::tz::TimeZone::UTC).date().tomorrow().ok()?;
    (day <= limit).then_some(found)
}

const PUBLISHED_METAS: [&str; 38] = [
    "article:published_time",
    "og:article:published_time",
    "article:published",
    "article:publish_time",
    "datepublished",
    "date_published",
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
    "pub_date",
    "date-pub",
    "publishdate",
    "publish-date",
    "publish_date",
    "publish-time",
    "publication_date",
    "publication-date",
    "published",
    "published_time",
    "published-date",
    "w-published-date",
    "citation_publication_date",
    "citation_online_date",
    "displaydate",
    "date",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "article.published",
    "rnews:datepublished",
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

#[cfg(test)]
mod tests;
