//! What bibliographies say of an article, whatever the format.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::person::Author;
use crate::anchor::ReadingText;
use crate::model::{Article, Highlight};

/// A day, month or year, as precise as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day {
    pub year: i16,
    pub month: Option<u8>,
    pub day: Option<u8>,
}

/// A passage that is cited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// What it says.
    pub quote: String,
    /// The number of its paragraph, from 1, where it stands in the copy.
    pub paragraph: Option<usize>,
    /// What the person noted on it.
    pub note: Option<String>,
}

/// An article as bibliographies know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// A key of its own that stays: author or site, year, and the number in the archive.
    pub key: String,
    /// Whether it has a date, as what a newspaper publishes; a page otherwise.
    pub is_news: bool,
    pub title: String,
    pub authors: Vec<Author>,
    pub site: String,
    pub published: Option<Day>,
    /// The day it was saved, in UTC.
    pub accessed: Day,
    pub url: String,
    pub language: Option<String>,
    pub section: Option<String>,
    pub summary: String,
    pub tags: Vec<String>,
    pub passages: Vec<Passage>,
}

impl Reference {
    /// Reads it from an article; with its highlights when they are wanted.
    pub fn of(article: &Article, highlights: bool) -> Self {
        let summary = &article.summary;
        let author = |name: &String| Author::of(name, summary.language.as_deref(), &summary.site);
        let published = summary.published.as_deref().and_then(Day::read);
        let mut reference = Self {
            key: String::new(),
            is_news: published.is_some(),
            title: one_line(&summary.title),
            authors: summary.authors.iter().filter(|name| !name.trim().is_empty()).map(author).collect(),
            site: one_line(&summary.site),
            published,
            accessed: Day::of(summary.saved),
            url: summary.url.clone(),
            language: summary.language.clone(),
            section: article.section.as_deref().map(one_line),
            summary: one_line(&summary.excerpt),
            tags: summary.tags.clone(),
            passages: article
                .highlights
                .iter()
                .filter(|_| highlights)
                .map(|h| Passage::of(article, h))
                .collect(),
        };
        reference.key = format!("{}-{}", reference.name_and_year(), summary.id);
        reference
    }

    fn name_and_year(&self) -> String {
        let name = match self.authors.first() {
            Some(Author::Person { family, .. }) => family.as_str(),
            Some(Author::Whole(name)) => name.as_str(),
            None => self.site.as_str(),
        };
        let plain = |name: &str| -> String {
            name.chars().filter(char::is_ascii_alphanumeric).take(24).collect::<String>().to_lowercase()
        };
        let mut key = plain(name);
        if key.is_empty() {
            key = plain(
                self.url
                    .split("//")
                    .nth(1)
                    .unwrap_or_default()
                    .split('/')
                    .next()
                    .unwrap_or_default()
                    .trim_start_matches("www."),
            );
        }
        let year = self.published.map_or(self.accessed.year, |day| day.year);
        format!("{key}{year}")
    }
}

impl Passage {
    /// Reads it from a highlight.
    pub fn of(article: &Article, highlight: &Highlight) -> Self {
        let note = highlight.note.as_deref().map(one_line).filter(|note| !note.is_empty());
        Self { quote: one_line(&highlight.quote), paragraph: paragraph(article, highlight), note }
    }

    /// The passage in quotation marks, with its paragraph and the note on it.
    pub fn told(&self) -> String {
        let place = self.paragraph.map(|n| format!(" (para. {n})")).unwrap_or_default();
        let note = self.note.as_deref().map(|note| format!(" {note}")).unwrap_or_default();
        format!("“{}”{place}{note}", self.quote)
    }
}

/// How many paragraphs of the copy begin before a passage.
fn paragraph(article: &Article, highlight: &Highlight) -> Option<usize> {
    let place = highlight.place?;
    let pieces = ReadingText::of_html(&article.html).in_html(place.start as usize..place.end as usize);
    let before = article.html.get(..pieces.first()?.start)?;
    let count = before.match_indices("<p").filter(|(at, _)| before[at + 2..].starts_with([' ', '>'])).count();
    (count > 0).then_some(count)
}

impl Day {
    /// Reads the date of an ISO 8601 text.
    pub fn read(text: &str) -> Option<Self> {
        let date = text.split(['T', ' ']).next()?;
        let mut parts = date.split('-');
        let year = parts.next().filter(|year| year.len() == 4)?.parse().ok()?;
        let mut next =
            |most: u8| parts.next().and_then(|part| part.parse().ok()).filter(|n| (1..=most).contains(n));
        let month = next(12);
        let day = month.and_then(|_| next(31));
        Some(Self { year, month, day })
    }

    fn of(time: Timestamp) -> Self {
        let time = time.to_zoned(TimeZone::UTC);
        let part = |n: i8| u8::try_from(n).ok();
        Self { year: time.year(), month: part(time.month()), day: part(time.day()) }
    }

    /// Its parts: the year, and what else is known.
    pub fn parts(&self) -> Vec<i64> {
        let known = [Some(i64::from(self.year)), self.month.map(i64::from), self.day.map(i64::from)];
        known.into_iter().flatten().collect()
    }

    /// The parts joined, with two digits for month and day.
    pub fn joined(&self, between: &str) -> String {
        let parts = self.parts().into_iter().enumerate();
        parts
            .map(|(at, part)| if at == 0 { format!("{part:04}") } else { format!("{part:02}") })
            .collect::<Vec<_>>()
            .join(between)
    }
}

/// A text without line breaks, as all these formats have it.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
