//! References as people read them: APA, MLA and Chicago, by the styles of the Citation Style Language.

use hayagriva::archive::{ArchivedStyle, locales};
use hayagriva::citationberg::json::Item;
use hayagriva::citationberg::taxonomy::Locator;
use hayagriva::citationberg::{IndependentStyle, Locale, LocaleCode, Style};
use hayagriva::{
    BibliographyDriver, BibliographyRequest, BufWriteFormat, CitationItem, CitationRequest, LocatorPayload,
    SpecificLocator,
};

use super::csl;
use super::person::Author;
use super::reference::{Passage, Reference};
use crate::error::{Error, Result};
use crate::model::CitationStyle;

/// The reference of an article, or a passage of it with how it is cited and the reference; plain text.
pub fn styled(
    reference: &Reference,
    passage: Option<&Passage>,
    style: CitationStyle,
    locale: &str,
) -> Result<String> {
    let Style::Independent(rules) = archived(style).get() else {
        return Err(Error::Internal(format!("the style {style:?} stands on another one")));
    };
    let item = item(reference)?;
    let paragraph = passage.and_then(|passage| passage.paragraph).map(|n| n.to_string());
    let (cited, listed) = render(&item, &rules, paragraph.as_deref(), locale);
    Ok(match passage {
        None => listed,
        Some(passage) => format!("“{}” {cited}\n\n{listed}", passage.quote),
    })
}

fn archived(style: CitationStyle) -> ArchivedStyle {
    match style {
        CitationStyle::Mla => ArchivedStyle::ModernLanguageAssociation,
        CitationStyle::Chicago => ArchivedStyle::ChicagoNotes,
        _ => ArchivedStyle::AmericanPsychologicalAssociation,
    }
}

/// The item with what styles print. Names that are written without a space stay whole: a style would put one in.
fn item(reference: &Reference) -> Result<Item> {
    let mut reference = reference.clone();
    for author in &mut reference.authors {
        if let Author::Person { given, family, .. } = author
            && !family.is_empty()
            && family
                .chars()
                .all(|c| ('\u{3400}'..='\u{9fff}').contains(&c) || ('\u{ac00}'..='\u{d7a3}').contains(&c))
        {
            *author = Author::Whole(format!("{family}{given}"));
        }
    }
    let mut value = csl::item(&reference);
    if let Some(fields) = value.as_object_mut() {
        ["abstract", "annote", "keyword", "section"].into_iter().for_each(|name| drop(fields.remove(name)));
    }
    serde_json::from_value(value).map_err(|error| Error::Internal(format!("a reference: {error}")))
}

fn render(item: &Item, style: &IndependentStyle, paragraph: Option<&str>, locale: &str) -> (String, String) {
    let locales: Vec<Locale> = locales();
    let code = LocaleCode(locale_of(locale, &locales));
    let locator = paragraph.map(|n| SpecificLocator(Locator::Paragraph, LocatorPayload::Str(n)));
    let mut driver = BibliographyDriver::new();
    let cited = vec![CitationItem::with_locator(item, locator)];
    driver.citation(CitationRequest::new(cited, style, Some(code.clone()), &locales, Some(1)));
    let rendered = driver.finish(BibliographyRequest::new(style, Some(code), &locales));
    let mut citation = String::new();
    for part in &rendered.citations {
        // Writing to a string cannot fail.
        let _ = part.citation.write_buf(&mut citation, BufWriteFormat::Plain);
    }
    let mut reference = String::new();
    for entry in rendered.bibliography.iter().flat_map(|bibliography| &bibliography.items) {
        let _ = entry.content.write_buf(&mut reference, BufWriteFormat::Plain);
    }
    (citation.trim().to_owned(), reference.trim().to_owned())
}

/// The locale of a language that there are terms for, American English otherwise.
fn locale_of(language: &str, locales: &[Locale]) -> String {
    let known = || locales.iter().filter_map(|locale| locale.lang.as_ref()).map(|code| code.0.as_str());
    let primary = language.split('-').next().unwrap_or_default();
    let is_same = |code: &&str| code.eq_ignore_ascii_case(language);
    let is_of = |code: &&str| {
        primary != "en" && code.split('-').next().is_some_and(|own| own.eq_ignore_ascii_case(primary))
    };
    known().find(is_same).or_else(|| known().find(is_of)).unwrap_or("en-US").to_owned()
}
