//! BibTeX in the fields of BibLaTeX.
//!
//! Source: Kime, Wemheuer and Lehman, "The biblatex Package".

use super::person::Author;
use super::reference::{Passage, Reference};

/// An entry, with an empty line after it.
pub fn entry(reference: &Reference) -> String {
    let mut fields: Vec<(&str, String)> = Vec::new();
    let authors: Vec<String> = reference.authors.iter().map(author).collect();
    fields.push(("author", authors.join(" and ")));
    // The second pair keeps the letters' case.
    fields.push(("title", format!("{{{}}}", text(&reference.title))));
    fields.push((if reference.is_news { "journaltitle" } else { "organization" }, text(&reference.site)));
    fields.push(("entrysubtype", if reference.is_news { "newspaper".to_owned() } else { String::new() }));
    fields.push(("date", reference.published.map(|day| day.joined("-")).unwrap_or_default()));
    fields.push(("url", verbatim(&reference.url)));
    fields.push(("urldate", reference.accessed.joined("-")));
    fields.push(("langid", langid(reference.language.as_deref()).to_owned()));
    fields.push(("abstract", text(&reference.summary)));
    fields.push((
        "keywords",
        reference.tags.iter().map(|tag| text(&tag.replace(',', " "))).collect::<Vec<_>>().join(", "),
    ));
    let passages: Vec<String> = reference.passages.iter().map(Passage::told).collect();
    fields.push(("annotation", text(&passages.join(" "))));
    let kind = if reference.is_news { "article" } else { "online" };
    let written = fields.into_iter().filter(|(_, value)| !value.is_empty() && value != "{}");
    let lines: Vec<String> = written.map(|(name, value)| format!("  {name} = {{{value}}},\n")).collect();
    format!("@{kind}{{{},\n{}}}\n\n", reference.key, lines.concat())
}

fn author(author: &Author) -> String {
    match author {
        Author::Whole(name) => format!("{{{}}}", text(name)),
        Author::Person { given, particle, family, suffix } => {
            let family = [particle, family]
                .into_iter()
                .filter(|part| !part.is_empty())
                .map(|part| name(part))
                .collect::<Vec<_>>();
            let parts = [family.join(" "), name(suffix), name(given)];
            parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
        }
    }
}

/// A part of a name; what would end it stands in braces.
fn name(part: &str) -> String {
    let escaped = text(part);
    let is_split = escaped.contains(',') || escaped.split(' ').any(|word| word.eq_ignore_ascii_case("and"));
    if is_split { format!("{{{escaped}}}") } else { escaped }
}

/// Text without what TeX has a meaning for.
fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' | '%' | '$' | '#' | '_' => out.extend(['\\', c]),
            '{' => out.push_str("\\{"),
            '}' => out.push_str("\\}"),
            '\\' => out.push_str("\\textbackslash{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// An address, which TeX reads as it is as long as its braces are even.
fn verbatim(url: &str) -> String {
    url.replace('{', "%7B")
        .replace('}', "%7D")
        .replace('\\', "%5C")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join("%20")
}

/// The language as babel calls it; none where it has no name for it.
fn langid(language: Option<&str>) -> &'static str {
    let language = language.unwrap_or_default().split('-').next().unwrap_or_default().to_lowercase();
    const NAMES: [(&str, &str); 22] = [
        ("ar", "arabic"),
        ("cs", "czech"),
        ("da", "danish"),
        ("de", "german"),
        ("el", "greek"),
        ("en", "english"),
        ("es", "spanish"),
        ("fa", "persian"),
        ("fi", "finnish"),
        ("fr", "french"),
        ("he", "hebrew"),
        ("hi", "hindi"),
        ("hu", "hungarian"),
        ("it", "italian"),
        ("nl", "dutch"),
        ("pl", "polish"),
        ("pt", "portuguese"),
        ("ru", "russian"),
        ("sv", "swedish"),
        ("tr", "turkish"),
        ("uk", "ukrainian"),
        ("ur", "urdu"),
    ];
    NAMES.iter().find(|(tag, _)| *tag == language).map_or("", |(_, name)| name)
}
