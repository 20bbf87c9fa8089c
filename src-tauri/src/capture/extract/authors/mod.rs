//! Authors: JSON-LD, then `<meta>`, then the byline, with "By", roles and addresses taken off.

mod byline;
mod words;

use super::json_ld::JsonLd;
use super::survey::{Byline, Place, Survey};
use super::text::{decode_entities, squeeze};
use byline::{is_written_by, looks_like_person, split};

/// Names kept of one page.
const MAX_AUTHORS: usize = 30;
/// Bylines read of one kind.
const MAX_BYLINES: usize = 6;
/// Elements before the headline among which a byline may stand.
const ELEMENTS_BEFORE: usize = 40;
/// Paragraphs after the headline among which a byline may stand.
const PARAGRAPHS: usize = 2;

/// The authors in order. A page that names its publisher first may name people further on: they come before it.
pub(super) fn authors(
    survey: &Survey,
    data: &JsonLd,
    site: Option<&str>,
    headline: Option<Place>,
) -> Vec<String> {
    let publisher = Publisher::of(survey, data, site);
    let mut own: Vec<String> = Vec::new();
    if let Some(people) = first_people(declared(survey, data), &publisher, &mut own) {
        return people;
    }
    let headline = headline.unwrap_or_default();
    let near = shown(survey, |b| is_near(b, headline));
    let labelled = shown(survey, |b| !b.place.aside && byline::is_labelled(&b.text));
    let mut shown: Vec<Vec<String>> = near.into_iter().chain(labelled).chain(signed(survey)).collect();
    if own.is_empty() {
        shown.extend(self::shown(survey, |b| b.rank == 0 || (b.rank == 1 && !b.place.aside)));
    } else {
        // A name in the place of a byline outweighs the publisher only when it can be nothing else.
        shown.iter_mut().for_each(|names| names.retain(|name| looks_like_person(name)));
    }
    first_people(shown, &publisher, &mut own).unwrap_or(own)
}

/// The names in texts that are known to name authors.
pub(super) fn names(texts: &[String]) -> Vec<String> {
    clean_all(texts.iter())
}

/// The people of the first place that names any; the first publishers on the way are kept in `own`.
fn first_people(
    places: impl IntoIterator<Item = Vec<String>>,
    publisher: &Publisher,
    own: &mut Vec<String>,
) -> Option<Vec<String>> {
    for names in places {
        let (publishers, people): (Vec<String>, Vec<String>) =
            names.into_iter().partition(|name| publisher.is(name));
        if !people.is_empty() {
            return Some(people);
        }
        if own.is_empty() {
            *own = publishers;
        }
    }
    None
}

/// The names that the page's data give, the most trusted first.
fn declared<'a>(survey: &'a Survey, data: &'a JsonLd) -> impl Iterator<Item = Vec<String>> + 'a {
    let data = ["author", "creator"].into_iter().map(|property| clean_all(data.names(property).iter()));
    let metas = META_KEYS.into_iter().map(|key| {
        let values: Vec<String> = survey.metas_named(key).filter(|v| !is_url(v)).map(str::to_owned).collect();
        clean_all(values.iter())
    });
    data.chain(metas).chain(std::iter::once_with(|| clean_all(card(survey).iter())))
}

/// The value that the page's card for link previews labels "Written by".
fn card(survey: &Survey) -> Vec<String> {
    (1..=3)
        .filter(|n| survey.meta(&[&format!("twitter:label{n}")]).is_some_and(is_written_by))
        .filter_map(|n| survey.meta(&[&format!("twitter:data{n}")]).map(str::to_owned))
        .collect()
}

/// The names in those bylines of the page that are wanted, the most trusted kind first.
fn shown(survey: &Survey, wanted: impl Fn(&Byline) -> bool) -> Vec<Vec<String>> {
    [0, 1, 3, 2]
        .into_iter()
        .map(|rank| {
            let bylines = survey.bylines.iter().filter(|b| b.rank == rank && wanted(b));
            let texts = bylines.map(|b| &b.text).filter(|text| rank == 0 || byline::is_one(text, rank));
            let mut names = clean_all(texts.take(MAX_BYLINES));
            // What is not marked up as an author may be a sentence or a label.
            names.retain(|name| rank < 2 || byline::is_like_name(name));
            names
        })
        .collect()
}

/// Names set apart at the head or the end of the text.
fn signed(survey: &Survey) -> impl Iterator<Item = Vec<String>> {
    let signatures = survey.bylines.iter().filter(|b| b.rank == 4 && !b.place.aside);
    signatures
        .map(|b| clean_all([&b.text].into_iter()))
        .filter(|names| names.iter().all(|name| looks_like_person(name)))
}

fn is_near(byline: &Byline, headline: Place) -> bool {
    let place = byline.place;
    // Some put the byline into an `<aside>`; what is marked up as the author stays one there.
    (!place.aside || byline.rank == 0)
        && place.order + ELEMENTS_BEFORE >= headline.order
        && place.paragraphs <= headline.paragraphs + PARAGRAPHS
}

/// Who publishes the page: as an author it says nothing next to people's names.
#[derive(Debug)]
struct Publisher(Vec<String>);

impl Publisher {
    fn of(survey: &Survey, data: &JsonLd, site: Option<&str>) -> Self {
        let metas = ["og:site_name", "application-name", "publisher", "dc.publisher"];
        let named = metas.iter().filter_map(|name| survey.meta(&[name])).map(str::to_owned);
        let named = named.chain(site.map(str::to_owned)).chain(data.text("publisher"));
        let mut names: Vec<String> = Vec::new();
        for name in named {
            names.extend(clean_all([&name].into_iter()).iter().map(|name| squeeze(name)));
            names.extend([squeeze(&name), initials(&name), host_label(&name)]);
        }
        names.retain(|name| name.chars().count() > 1);
        Self(names)
    }

    /// Whether a name is the publisher's, its initials or its host.
    fn is(&self, name: &str) -> bool {
        let name = squeeze(name);
        self.0.contains(&name)
    }
}

/// `example` of "www.example.org".
fn host_label(name: &str) -> String {
    let host = name.trim_start_matches("www.");
    match host.split_once('.') {
        Some((label, rest)) if !host.contains(char::is_whitespace) && !rest.is_empty() => squeeze(label),
        _ => String::new(),
    }
}

/// `lto` of "Legal Tribune Online".
fn initials(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    if words.len() < 3 {
        String::new()
    } else {
        squeeze(&words.iter().filter_map(|w| w.chars().next()).collect::<String>())
    }
}

const META_KEYS: [&str; 20] = [
    "author",
    "article:author",
    "og:article:author",
    "og:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "dc:creator",
    "byl",
    "byline",
    "article:author_name",
    "articleauthor",
    "article-author",
    "authors",
    "cxenseparse:author",
    "dcsext.author",
    "citation_author",
    "twitter:creator:name",
    "creator",
];

fn clean_all<'a>(texts: impl Iterator<Item = &'a String>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for text in texts {
        for name in split(&decode_entities(text)) {
            let known = names.iter().any(|other| other.to_lowercase() == name.to_lowercase());
            if !known && names.len() < MAX_AUTHORS {
                names.push(name);
            }
        }
    }
    names
}

fn is_url(text: &str) -> bool {
    text.starts_with("http://") || text.starts_with("https://") || text.starts_with("www.")
}

#[cfg(test)]
mod tests;
