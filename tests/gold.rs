//! Gold files: what a clean copy of each page of the news site must hold.

use std::collections::BTreeMap;
use std::fmt;

use lede::ErrorKind;
use lede::model::{Assets, Doubt, LinkContext, LinkPlace, Metadata, MissingReason, Page, PageLink};
use serde::Deserialize;

use crate::support::fixture;

/// What is true of a page; what is not given is not checked.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gold {
    /// Headline.
    pub title: Option<String>,
    /// Authors in order.
    pub authors: Option<Vec<String>>,
    /// Name of the site.
    pub site: Option<String>,
    /// Date of publication.
    pub published: Option<String>,
    /// Date of the last change.
    pub modified: Option<String>,
    /// Section of the site.
    pub section: Option<String>,
    /// Language; a region more is right too.
    pub language: Option<String>,
    /// Whether it reads from right to left.
    #[serde(default)]
    pub rtl: bool,
    /// WHATWG name of the encoding, in lower case.
    pub charset: Option<String>,
    /// Path of the article's identity, where it is not the page's own.
    pub canonical: Option<String>,
    /// Sentences of the text.
    pub contains: Vec<String>,
    /// What is not in the text: the page's other contents.
    pub lacks: Vec<String>,
    /// What the HTML holds.
    #[serde(default)]
    pub html: Vec<String>,
    /// Texts of links to other stories.
    #[serde(default)]
    pub related: Vec<String>,
    /// All that the page leads on to: stories of its lists, and topics, in the order of finding.
    pub candidates: Option<Vec<Candidate>>,
    /// Pictures that are kept.
    pub pictures: Option<usize>,
    /// Pictures that are missing: how their URL ends, and why.
    #[serde(default)]
    pub missing: BTreeMap<String, MissingReason>,
    /// Doubts that the copy is whole; no others may be raised.
    #[serde(default)]
    pub doubts: Vec<Doubt>,
    /// Further doubts while nothing but the page itself is there: its other pages settle them.
    #[serde(default)]
    pub alone: Vec<Doubt>,
    /// The page cannot be saved, and this is why.
    pub error: Option<ErrorKind>,
}

/// What a page says of a story it leads on to.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Candidate {
    place: LinkPlace,
    heading: Option<String>,
    text: String,
    teaser: Option<String>,
    /// How the address of its picture ends, from its path on.
    picture: Option<String>,
    published: Option<String>,
}

impl From<&PageLink> for Candidate {
    fn from(link: &PageLink) -> Self {
        let path = |url: &String| url.find("/img/").map_or(url.clone(), |at| url[at..].to_owned());
        Self {
            place: link.place,
            heading: link.heading.clone(),
            text: link.text.clone(),
            teaser: link.teaser.clone(),
            picture: link.picture.as_ref().map(path),
            published: link.published.clone(),
        }
    }
}

impl Gold {
    /// The gold file of the page with this name.
    #[must_use]
    pub fn of(name: &str) -> Self {
        let path = fixture("site/gold").join(name).with_extension("json");
        let text =
            std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }
}

impl Gold {
    /// What is true while nothing but the page itself is there.
    #[must_use]
    pub fn of_the_page_alone(mut self) -> Self {
        self.doubts.append(&mut self.alone);
        self
    }
}

/// Faults of extraction that are known and not mended yet: the page, and what the finding says.
pub const KNOWN: &[(&str, &str)] = &[];

/// What is wrong with the copy of one page.
#[derive(Debug)]
pub struct Row {
    name: &'static str,
    findings: Vec<String>,
}

impl Row {
    /// A page with nothing wrong yet.
    #[must_use]
    pub fn new(name: &'static str) -> Self {
        Self { name, findings: Vec::new() }
    }

    /// Name of the page.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Notes a finding.
    pub fn wrong(&mut self, what: String) {
        self.findings.push(format!("{}: {what}", self.name));
    }

    /// Notes a difference.
    pub fn equal<T: PartialEq + fmt::Debug>(&mut self, what: &str, found: &T, expected: &T) {
        if found != expected {
            self.wrong(format!("{what} is {found:?}, not {expected:?}"));
        }
    }

    /// Notes that a condition does not hold.
    pub fn holds(&mut self, condition: bool, what: impl FnOnce() -> String) {
        if !condition {
            self.wrong(what());
        }
    }

    /// One line a finding, without those that are [`KNOWN`].
    #[must_use]
    pub fn into_findings(self) -> Vec<String> {
        let known =
            |finding: &String| KNOWN.iter().any(|(page, what)| *page == self.name && finding.contains(what));
        self.findings.into_iter().filter(|finding| !known(finding)).collect()
    }
}

impl Gold {
    /// Compares everything that the page's own bytes decide.
    pub fn compare_page(&self, page: &Page, row: &mut Row) {
        self.compare_metadata(&page.metadata, row);
        self.compare_text(&folded(&format!("{}\n\n{}", page.text, page.captions.join("\n\n"))), row);
        for quote in &self.html {
            row.holds(page.html.contains(quote.as_str()), || format!("{quote:?} is not in the HTML"));
        }
        for text in &self.related {
            let known =
                |link: &&PageLink| link.context == LinkContext::Related && link.text.contains(text.as_str());
            row.holds(page.links.iter().any(|link| known(&link)), || {
                format!("no link to the other story {text:?}")
            });
        }
        if let Some(candidates) = &self.candidates {
            let related = page.links.iter().filter(|link| link.context == LinkContext::Related);
            row.equal("candidates", &related.map(Candidate::from).collect(), candidates);
        }
        if let Some(charset) = &self.charset {
            row.equal("charset", &page.charset.to_lowercase(), charset);
        }
        let sorted = |doubts: &[Doubt]| {
            let mut names: Vec<_> = doubts.iter().map(|doubt| format!("{doubt:?}")).collect();
            names.sort_unstable();
            names
        };
        let (found, expected) = (sorted(&page.diagnosis.doubts), sorted(&self.doubts));
        row.holds(found == expected, || {
            format!("doubts is {found:?}, not {expected:?}: {:?}", page.diagnosis.evidence)
        });
        row.equal("completeness", &page.diagnosis.complete, &self.doubts.is_empty());
        compare_safety(page, row);
    }

    fn compare_metadata(&self, metadata: &Metadata, row: &mut Row) {
        if let Some(title) = &self.title {
            row.equal("title", &folded(&metadata.title), title);
        }
        if let Some(authors) = &self.authors {
            row.equal("authors", &metadata.authors, authors);
        }
        if self.site.is_some() {
            row.equal("site", &metadata.site, &self.site);
        }
        if self.section.is_some() {
            row.equal("section", &metadata.section, &self.section);
        }
        let utc = |date: &Option<String>| date.as_ref().map(|date| date.replace('Z', "+00:00"));
        if self.published.is_some() {
            row.equal("published", &utc(&metadata.published), &utc(&self.published));
        }
        if self.modified.is_some() {
            row.equal("modified", &utc(&metadata.modified), &utc(&self.modified));
        }
        if let Some(language) = &self.language {
            let found = metadata.language.tag.as_deref().unwrap_or_default();
            let primary = found.split('-').next().unwrap_or_default();
            row.holds(primary == language, || format!("language is {found:?}, not {language:?}"));
            row.equal("right to left", &metadata.rtl, &self.rtl);
        }
    }

    fn compare_text(&self, text: &str, row: &mut Row) {
        for quote in &self.contains {
            row.holds(text.contains(quote.as_str()), || format!("{quote:?} is not in the text"));
        }
        for quote in &self.lacks {
            row.holds(!text.contains(quote.as_str()), || format!("{quote:?} is in the text"));
        }
    }

    /// Compares which pictures were kept, and why the others were not.
    pub fn compare_pictures(&self, assets: &Assets, row: &mut Row) {
        if let Some(pictures) = self.pictures {
            let kept: Vec<_> =
                assets.iter().filter(|asset| asset.result.is_ok()).map(|asset| &asset.url).collect();
            row.holds(kept.len() == pictures, || {
                format!("{} pictures are kept, not {pictures}: {kept:?}", kept.len())
            });
        }
        for (ending, reason) in &self.missing {
            let found = assets.iter().find(|asset| asset.url.ends_with(ending.as_str()));
            let found = found.map(|asset| asset.result.as_ref().err().map(|failure| failure.reason));
            row.equal(&format!("what became of {ending}"), &found, &Some(Some(*reason)));
        }
    }
}

/// What holds of every clean copy, read as a browser reads it: nothing that runs, nothing that phones home, every
/// picture in its place.
fn compare_safety(page: &Page, row: &mut Row) {
    let document = dom_query::Document::from(page.html.as_str());
    for node in document.select("body, body *").nodes() {
        let name = node.node_name().unwrap_or_default().to_lowercase();
        row.holds(!FORBIDDEN_ELEMENTS.contains(&&*name), || format!("<{name}> is in the HTML"));
        for attribute in node.attrs() {
            let (key, value) = (attribute.name.local.to_lowercase(), attribute.value.to_lowercase());
            let harmless = !key.starts_with("on") && !FORBIDDEN_ATTRIBUTES.contains(&key.as_str());
            row.holds(harmless, || format!("{key}={value:?} is in the HTML"));
            let target = key != "href"
                || ["http://", "https://", "mailto:", "tel:", "#"]
                    .iter()
                    .any(|scheme| value.starts_with(scheme));
            row.holds(target, || format!("a link leads to {value:?}"));
        }
    }
    for picture in &page.pictures {
        let places = document.select(&format!("img[data-asset=\"{}\"]", picture.n)).length();
        let shown = places > 0 || page.lead_picture == Some(picture.n);
        row.holds(shown, || format!("picture {} ({}) is nowhere", picture.n, picture.url));
    }
}

const FORBIDDEN_ELEMENTS: &[&str] = &[
    "script", "style", "link", "meta", "iframe", "frame", "form", "input", "button", "textarea", "select",
    "object", "embed", "applet", "base", "svg", "template", "noscript", "video", "audio", "source", "track",
    "picture", "xmp",
];

const FORBIDDEN_ATTRIBUTES: &[&str] = &[
    "style",
    "src",
    "srcset",
    "poster",
    "background",
    "ping",
    "action",
    "formaction",
    "xlink:href",
    "srcdoc",
    "data",
    "target",
    "autofocus",
    "http-equiv",
];

/// White space folded, as a reader sees it.
#[must_use]
pub fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a reader sees of a page's source: no tags, common entities resolved.
#[must_use]
pub fn visible(source: &str) -> String {
    let mut text = String::with_capacity(source.len());
    let mut rest = source;
    while let Some((before, tag)) = rest.split_once('<') {
        text.push_str(before);
        rest = tag.split_once('>').map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    folded(&text.replace("&lt;", "<").replace("&gt;", ">").replace("&nbsp;", " ").replace("&amp;", "&"))
}
