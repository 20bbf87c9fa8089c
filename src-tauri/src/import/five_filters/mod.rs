//! Site configs of FiveFilters' Full-Text RSS, as site rules.
//!
//! A config is a text file of `directive: value` lines with XPath, named after its host
//! (<https://help.fivefilters.org/full-text-rss/site-patterns.html>). XPath becomes CSS where CSS can say it; what cannot be
//! said is told with its line, and kept in the rule as a comment.

mod config;
mod css;
mod lexer;
mod path;
mod predicate;
mod writer;

use config::{Config, Line};
use writer::Rule;

/// Whether a selector can be used; the error says why not.
pub type CheckSelector<'a> = &'a dyn Fn(&str) -> Result<(), String>;

/// A config as a site rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Translation {
    /// The rule, in TOML; nothing when no line of the config could be used.
    pub rule: Option<String>,
    /// Lines that say something.
    pub lines: u32,
    /// Lines that could not be used, and why.
    pub faults: Vec<(u32, String)>,
}

/// Translates a config for the hosts of a pattern (`example.org` or `*.example.org`).
#[must_use]
pub fn translate(host: &str, source: &str, text: &str, check: CheckSelector<'_>) -> Translation {
    let mut rule = Rule::new(host, source);
    let mut faults = Vec::new();
    let config = Config::read(text);
    for Line { number, source, directive } in &config.lines {
        let done = match directive {
            Ok(directive) => rule.add(directive, check),
            Err(why) => Err(why.clone()),
        };
        if let Err(why) = done {
            rule.note(*number, source, &why);
            faults.push((*number, why));
        }
    }
    let lines = u32::try_from(config.lines.len()).unwrap_or(u32::MAX);
    Translation { rule: rule.finish(), lines, faults }
}

#[cfg(test)]
mod tests;
