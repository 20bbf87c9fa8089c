//! The cascade: each field from the place that is right most often, completed from the next.

use jiff::Timestamp;
use url::Url;

use super::dates::Dates;
use super::json_ld::JsonLd;
use super::survey::{Place, Survey};
use super::text::{decode_entities, shorten};
use super::{authors, filed, language, title};
use crate::capture::rules::RuledPage;
use crate::model::Metadata;

/// Longest excerpt, in characters.
const EXCERPT_CHARS: usize = 300;

/// What the page says of itself before its article is known.
#[derive(Debug, Default)]
pub(in crate::capture) struct Declared {
    pub metadata: Metadata,
    /// URL of the lead picture.
    pub lead_image: Option<String>,
}

/// Reads what the page declares.
pub(in crate::capture) fn declared(
    survey: &Survey,
    data: &JsonLd,
    page: &Url,
    base: &Url,
    fetched: Timestamp,
) -> Declared {
    let site = site(survey, data, page);
    let title = title::title(survey, data, site.as_deref()).unwrap_or_default();
    let dates = Dates::of(survey, data, page.as_str(), title.place, fetched);
    let lead_image = lead_image(survey, data, title.place);
    let published = dates.published();
    let (published, published_from) = published.map(|p| (p.value, p.from)).unzip();
    let metadata = Metadata {
        authors: authors::authors(survey, data, site.as_deref(), title.place),
        modified: dates.modified(published.as_deref()),
        published,
        published_from,
        excerpt: excerpt(survey, data),
        canonical: canonical(survey, base),
        breadcrumb: breadcrumb(survey, data, site.as_deref(), &title.text),
        section: section(survey, data),
        keywords: keywords(survey, data),
        site,
        title: title.text,
        ..Metadata::default()
    };
    Declared { metadata, lead_image }
}

/// Adds what the file that a page came in says where the page says nothing; a site's host is no name.
pub(in crate::capture) fn fill(metadata: &mut Metadata, told: &Metadata, page: &Url) {
    let filled =
        |own: &mut Option<String>, other: &Option<String>| *own = own.take().or_else(|| other.clone());
    if metadata.title.is_empty() {
        metadata.title.clone_from(&told.title);
    }
    if metadata.authors.is_empty() {
        metadata.authors.clone_from(&told.authors);
    }
    if metadata.published.is_none() {
        metadata.published.clone_from(&told.published);
        metadata.published_from.clone_from(&told.published_from);
    }
    if metadata.keywords.is_empty() {
        metadata.keywords.clone_from(&told.keywords);
    }
    if metadata.site == host_name(page) {
        metadata.site = told.site.clone().or(metadata.site.take());
    }
    filled(&mut metadata.modified, &told.modified);
    filled(&mut metadata.excerpt, &told.excerpt);
    filled(&mut metadata.section, &told.section);
    metadata.language.declared.clone_from(&told.language.declared);
}

/// Puts what the site's rule found in the place of what the page declares.
pub(in crate::capture) fn correct(
    metadata: &mut Metadata,
    ruled: &mut RuledPage,
    survey: &Survey,
    page: &Url,
    fetched: Timestamp,
) {
    if let Some(title) = ruled.title.take() {
        metadata.title = title;
    }
    let authors = authors::names(&ruled.authors);
    if !authors.is_empty() {
        metadata.authors = authors;
    }
    if let Some(found) = ruled.take_dates() {
        let nothing = JsonLd::default();
        let dates = Dates::of(survey, &nothing, page.as_str(), None, fetched);
        let date = found.iter().find_map(|text| dates.plausible(text));
        ruled.found("date", date.is_some());
        if date.is_some() {
            (metadata.published, metadata.published_from) = (date, Some("rule".to_owned()));
        }
    }
}

/// Adds what only the article's text tells.
pub(in crate::capture) fn complete(
    metadata: &mut Metadata,
    survey: &Survey,
    data: &JsonLd,
    text: &str,
    first_paragraph: Option<String>,
) {
    let told = metadata.language.declared.take();
    metadata.language = language::language(survey, data.text("inLanguage").or(told), text);
    metadata.rtl = language::is_rtl(survey, &metadata.language, text);
    if metadata.excerpt.is_none() {
        metadata.excerpt = first_paragraph.map(|p| shorten(&p, EXCERPT_CHARS));
    }
    if metadata.title.is_empty() {
        metadata.title =
            text.lines().find(|l| !l.trim().is_empty()).map(|l| shorten(l.trim(), 120)).unwrap_or_default();
    }
}

/// What the site calls itself, or its host.
fn site(survey: &Survey, data: &JsonLd, page: &Url) -> Option<String> {
    let meta = |names: &[&str]| survey.meta(names).map(str::to_owned);
    let website =
        || data.of_type("WebSite").find_map(|n| n.get("name").and_then(|v| v.as_str()).map(str::to_owned));
    let title = survey.meta(&["og:title"]).unwrap_or(&survey.title);
    [
        meta(&["og:site_name"]),
        data.text("publisher"),
        website(),
        meta(&[
            "application-name",
            "apple-mobile-web-app-title",
            "dc.publisher",
            "publisher",
            "twitter:app:name:iphone",
        ]),
    ]
    .into_iter()
    .flatten()
    .map(|name| decode_entities(&name))
    .find(|name| is_site_name(name, title))
    .or_else(|| host_name(page))
}

fn host_name(page: &Url) -> Option<String> {
    page.host_str().map(|host| host.trim_start_matches("www.").to_owned())
}

/// What templates leave in the place of a name is none: a URL, an account, "Home", the headline.
fn is_site_name(name: &str, title: &str) -> bool {
    let generic =
        matches!(name.to_lowercase().as_str(), "home" | "homepage" | "website" | "my site" | "blog");
    let headline = name == title && name.split_whitespace().count() > 4;
    (1..=80).contains(&name.chars().count())
        && !name.starts_with("http")
        && !name.starts_with('@')
        && !generic
        && !headline
}

fn excerpt(survey: &Survey, data: &JsonLd) -> Option<String> {
    [
        survey.meta(&["og:description"]).map(str::to_owned),
        survey.meta(&["description"]).map(str::to_owned),
        data.text("description"),
        survey.meta(&["twitter:description", "dc.description", "dcterms.description"]).map(str::to_owned),
    ]
    .into_iter()
    .flatten()
    .map(|text| decode_entities(&text))
    .find(|text| text.chars().count() >= 20)
    .map(|text| shorten(&text, EXCERPT_CHARS))
}

/// The canonical URL; one that leads from an article to a front page is a mistake of the site's template.
fn canonical(survey: &Survey, base: &Url) -> Option<String> {
    [survey.link("canonical"), survey.meta(&["og:url"])]
        .into_iter()
        .flatten()
        .filter_map(|href| base.join(href.trim()).ok())
        .find(|url| {
            matches!(url.scheme(), "http" | "https")
                && (url.path() != "/" || url.query().is_some() || base.path() == "/")
        })
        .map(Into::into)
}

fn section(survey: &Survey, data: &JsonLd) -> Option<String> {
    let named = survey
        .meta(&["article:section", "og:article:section"])
        .map(str::to_owned)
        .or_else(|| data.text("articleSection"))
        .or_else(|| {
            survey
                .meta(&["section", "parsely-section", "sailthru.section", "cxenseparse:section"])
                .map(str::to_owned)
        });
    let from_trail = || {
        let trail = data.breadcrumb();
        let trail = if trail.is_empty() { survey.breadcrumbs.clone() } else { trail };
        // Outermost is the front page, innermost may be the article itself.
        trail.into_iter().skip(1).find(|crumb| (2..=40).contains(&crumb.chars().count()))
    };
    named
        .or_else(from_trail)
        .map(|s| decode_entities(&s))
        .filter(|s| s.chars().any(char::is_alphabetic) && s.chars().count() <= 60 && !s.starts_with("http"))
}

/// The sections that the article stands in, from the outside in.
fn breadcrumb(survey: &Survey, data: &JsonLd, site: Option<&str>, title: &str) -> Vec<String> {
    let trail = data.breadcrumb();
    let trail = if trail.is_empty() { survey.breadcrumbs.clone() } else { trail };
    let decoded = trail.iter().map(|step| decode_entities(step)).collect();
    filed::trail(decoded, site, |step| title::agreement(step, title) > 0.6)
}

fn keywords(survey: &Survey, data: &JsonLd) -> Vec<String> {
    let mut raw: Vec<String> = survey.metas_named("article:tag").map(str::to_owned).collect();
    raw.extend(data.texts("keywords"));
    for name in ["news_keywords", "keywords", "parsely-tags", "sailthru.tags"] {
        raw.extend(survey.metas_named(name).map(str::to_owned));
    }
    let mut keywords: Vec<String> = Vec::new();
    for value in raw {
        for keyword in value.split([',', ';', '،', '、']) {
            let keyword = decode_entities(keyword);
            let known = keywords.iter().any(|k| k.to_lowercase() == keyword.to_lowercase());
            if (2..=60).contains(&keyword.chars().count())
                && !known
                && keywords.len() < 40
                && !keyword.contains(':')
            {
                keywords.push(keyword);
            }
        }
    }
    keywords
}

/// The lead picture: what the page declares, or the background of the element around its headline.
fn lead_image(survey: &Survey, data: &JsonLd, headline: Option<Place>) -> Option<String> {
    let share = ["og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src"];
    let declared = share
        .iter()
        .filter_map(|name| survey.meta(&[name]).map(str::to_owned))
        .chain(data.image())
        .chain(survey.link("image_src").map(str::to_owned))
        .chain(["thumbnail", "image"].iter().filter_map(|name| survey.meta(&[name]).map(str::to_owned)))
        .filter(|url| !url.trim().is_empty())
        .collect::<Vec<_>>();
    // A site's logo stands in where its template found no picture.
    let own = declared.iter().find(|url| !is_stand_in(url));
    own.cloned().or_else(|| background(survey, headline)).or_else(|| declared.into_iter().next())
}

fn is_stand_in(url: &str) -> bool {
    let path = url.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    let file = path.rsplit('/').next().unwrap_or_default();
    ["logo", "placeholder", "default", "favicon", "no-image", "noimage", "og-image."]
        .iter()
        .any(|name| file.contains(name))
}

fn background(survey: &Survey, headline: Option<Place>) -> Option<String> {
    const ELEMENTS: usize = 40;
    let headline = headline.unwrap_or_default();
    let near = |place: Place| !place.aside && place.order.abs_diff(headline.order) <= ELEMENTS;
    let found = survey.backgrounds.iter().find(|b| b.named && near(b.place) && !is_stand_in(&b.url))?;
    Some(found.url.clone())
}
