//! The rule that a config becomes, as text.

use std::fmt::Write;

use super::config::Directive;
use super::{CheckSelector, css, path};

/// A rule in the making.
#[derive(Debug)]
pub(super) struct Rule {
    head: String,
    keys: [(&'static str, Vec<String>); 7],
    replace: Vec<(String, String)>,
    prune: bool,
    notes: String,
}

impl Rule {
    pub fn new(host: &str, source: &str) -> Self {
        let keys = ["title", "authors", "date", "body", "remove", "single_page", "next_page"];
        Self {
            head: format!("# Made from the FiveFilters site config {source}.\nhost = {}\n", quoted(host)),
            keys: keys.map(|key| (key, Vec::new())),
            replace: Vec::new(),
            prune: true,
            notes: String::new(),
        }
    }

    /// Takes a directive in.
    pub fn add(&mut self, directive: &Directive<'_>, check: CheckSelector<'_>) -> Result<(), String> {
        let named = |name: &str, value: &str| css::attribute(name, "*=", Some(value));
        match directive {
            Directive::Path(key, xpath) => {
                for selector in selectors(key, xpath)? {
                    self.push(key, selector, check)?;
                }
            }
            Directive::StripNamed(text) => {
                self.push("remove", format!("{}, {}", named("id", text), named("class", text)), check)?;
            }
            Directive::StripPicture(text) => {
                self.push("remove", format!("img{}", named("src", text)), check)?
            }
            Directive::Prune(prune) => self.prune = *prune,
            Directive::Replace(find, with) => self.replace.push(((*find).to_owned(), (*with).to_owned())),
            Directive::Nothing => {}
        }
        Ok(())
    }

    /// Keeps a line that could not be used as a comment.
    pub fn note(&mut self, number: u32, source: &str, why: &str) {
        let source = source.replace(|c: char| c.is_control(), " ");
        let _ = writeln!(self.notes, "# {why} (line {number}):\n#   {}", source.trim());
    }

    /// The text, when the rule says anything.
    pub fn finish(self) -> Option<String> {
        let has_body = self.keys.iter().any(|(key, selectors)| *key == "body" && !selectors.is_empty());
        let mut text = self.head;
        let mut says_something = !self.replace.is_empty();
        for (key, selectors) in &self.keys {
            let quoted: Vec<String> = selectors.iter().map(|s| quoted(s)).collect();
            says_something |= !quoted.is_empty();
            let _ = match quoted.as_slice() {
                [] => Ok(()),
                [one] => writeln!(text, "{key} = {one}"),
                many => writeln!(text, "{key} = [\n  {},\n]", many.join(",\n  ")),
            };
        }
        if self.prune && has_body {
            text.push_str("prune = true\n");
        }
        if !self.replace.is_empty() {
            let pairs =
                self.replace.iter().map(|(find, with)| format!("[{}, {}]", quoted(find), quoted(with)));
            let _ = writeln!(text, "replace = [\n  {},\n]", pairs.collect::<Vec<_>>().join(",\n  "));
        }
        if !self.notes.is_empty() {
            let _ = write!(text, "\n# Not understood:\n{}", self.notes);
        }
        says_something.then_some(text)
    }

    fn push(&mut self, key: &str, selector: String, check: CheckSelector<'_>) -> Result<(), String> {
        check(&selector)?;
        if let Some((_, selectors)) = self.keys.iter_mut().find(|(own, _)| *own == key)
            && !selectors.contains(&selector)
        {
            selectors.push(selector);
        }
        Ok(())
    }
}

/// The selectors that an XPath becomes under a key.
fn selectors(key: &str, xpath: &str) -> Result<Vec<String>, String> {
    let parts = path::translate(xpath)?;
    let attributes = parts.iter().any(|part| part.attribute.is_some());
    // Names and dates are cut out of the text around them, and of links and titles the first is taken, in any case.
    if parts.iter().any(|part| part.part) && !matches!(key, "authors" | "date") {
        return Err("a rule takes a text as a whole".to_owned());
    }
    if parts.iter().any(|part| part.first) && matches!(key, "authors" | "body" | "remove") {
        return Err(path::ACROSS.to_owned());
    }
    match key {
        "body" | "remove" if attributes => Err("an attribute is no part of the page's text".to_owned()),
        // What a union selects is wanted together.
        "body" | "remove" => {
            Ok(vec![parts.iter().map(path::Selected::written).collect::<Vec<_>>().join(", ")])
        }
        // A link is told by its target, said or not.
        "single_page" | "next_page" => Ok(parts
            .into_iter()
            .map(|part| {
                path::Selected { attribute: part.attribute.filter(|name| name != "href"), ..part }.written()
            })
            .collect()),
        _ => Ok(parts.iter().map(path::Selected::written).collect()),
    }
}

/// A text as a TOML string.
fn quoted(text: &str) -> String {
    if !text.contains(|c: char| c == '\'' || c.is_control()) {
        return format!("'{text}'");
    }
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
