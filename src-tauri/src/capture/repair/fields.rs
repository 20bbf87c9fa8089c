//! What a person says of an article in place of what its page says.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};

use crate::error::{Error, Result};
use crate::model::{Direction, Metadata, RepairedFields};

/// Where the person's own date was found.
const BY_HAND: &str = "hand";

/// Puts what a person says in the place of what the page says.
pub(in crate::capture) fn correct(metadata: &mut Metadata, fields: &RepairedFields) {
    let given = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
    if let Some(title) = &fields.title {
        metadata.title.clone_from(title);
    }
    if let Some(authors) = &fields.authors {
        metadata.authors.clone_from(authors);
    }
    if let Some(site) = &fields.site {
        metadata.site = given(site);
    }
    if let Some(published) = &fields.published {
        metadata.published = given(published);
        metadata.published_from = Some(BY_HAND.to_owned());
    }
    if let Some(language) = &fields.language {
        metadata.language.tag = given(language);
    }
    if let Some(direction) = fields.direction {
        metadata.rtl = direction == Direction::Rtl;
    }
}

/// Fields as they are kept: without space around them, each in a form that can be used.
///
/// # Errors
/// `Invalid` with the field that cannot be used.
pub fn check_fields(fields: &RepairedFields) -> Result<RepairedFields> {
    let folded = |text: &String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let checked = RepairedFields {
        title: fields.title.as_ref().map(folded),
        authors: fields
            .authors
            .as_ref()
            .map(|authors| authors.iter().map(folded).filter(|author| !author.is_empty()).collect()),
        site: fields.site.as_ref().map(folded),
        published: fields.published.as_ref().map(folded),
        language: fields.language.as_ref().map(folded),
        direction: fields.direction,
    };
    let refused = |what, value: &str, reason: &str| {
        Err(Error::Invalid { what, value: value.to_owned(), reason: reason.to_owned() })
    };
    if checked.title.as_deref() == Some("") {
        return refused("a headline", "", "an article has one");
    }
    if let Some(date) = checked.published.as_deref().filter(|date| !date.is_empty() && !is_date(date)) {
        return refused("a date", date, "write 2018, 2018-06, 2018-06-01 or 2018-06-01T10:00+03:30");
    }
    if let Some(tag) = checked.language.as_deref().filter(|tag| !tag.is_empty() && !is_language(tag)) {
        return refused("a language", tag, "write a language tag such as fa, en or zh-Hant");
    }
    Ok(checked)
}

/// Whether this is a year, a month, a day or a time of ISO 8601.
fn is_date(text: &str) -> bool {
    let numbers: Vec<&str> = text.split('-').collect();
    let digits = |part: &str, count: usize| part.len() == count && part.bytes().all(|b| b.is_ascii_digit());
    match numbers.as_slice() {
        [year] => digits(year, 4),
        [year, month] => {
            digits(year, 4) && digits(month, 2) && (1..=12).contains(&month.parse::<u8>().unwrap_or(0))
        }
        _ if text.len() == 10 => text.parse::<Date>().is_ok(),
        _ => text.parse::<Timestamp>().is_ok() || text.parse::<DateTime>().is_ok(),
    }
}

/// Whether a text has the form of a BCP 47 tag.
fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let language = parts.next().unwrap_or_default();
    tag.len() <= 35
        && (2..=8).contains(&language.len())
        && language.bytes().all(|b| b.is_ascii_alphabetic())
        && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_any_precision_are_dates() {
        for date in [
            "2018",
            "2018-06",
            "2018-06-01",
            "2018-06-01T10:00",
            "2018-06-01T10:00:00+03:30",
            "2018-06-01T10:00Z",
        ] {
            assert!(is_date(date), "{date}");
        }
        for text in ["18", "2018-13", "2018-02-30", "1 June 2018", "2018-6", "2018-06-01T25:00", "yesterday"]
        {
            assert!(!is_date(text), "{text}");
        }
    }

    #[test]
    fn fields_are_folded_or_refused() {
        let fields = RepairedFields {
            title: Some("  Talks \n resume ".into()),
            authors: Some(vec![" Ana ".into(), " ".into()]),
            ..RepairedFields::default()
        };
        let checked = check_fields(&fields).unwrap();
        assert_eq!(
            (checked.title.as_deref(), checked.authors),
            (Some("Talks resume"), Some(vec!["Ana".into()]))
        );
        for (fields, kind) in [
            (RepairedFields { title: Some(" ".into()), ..<_>::default() }, "a headline"),
            (RepairedFields { published: Some("soon".into()), ..<_>::default() }, "a date"),
            (RepairedFields { language: Some("Persian, mostly".into()), ..<_>::default() }, "a language"),
        ] {
            assert!(matches!(check_fields(&fields), Err(Error::Invalid { what, .. }) if what == kind));
        }
        let none = RepairedFields { published: Some(String::new()), ..<_>::default() };
        assert_eq!(check_fields(&none).unwrap().published.as_deref(), Some(""));
    }
}
