//! The beginning of every page.

use crate::export::page::words::Words;
use crate::export::page::write::{Form, escaped};

/// How the pages look.
pub const STYLE: &str = include_str!("style.css");

/// What the head of a page says.
pub struct Head<'a> {
    /// The page's title.
    pub title: &'a str,
    /// Its language, and the words it uses.
    pub words: &'a Words,
    /// The language of its text where that is another one.
    pub language: Option<&'a str>,
    /// Whether it runs from right to left.
    pub rtl: bool,
    /// What the page may load.
    pub policy: &'a str,
    /// The style sheet as an element.
    pub style: &'a str,
    /// More elements of the head.
    pub more: &'a str,
}

impl Head<'_> {
    /// The page up to and including `<body>`.
    pub fn html(&self) -> String {
        let escape = |text: &str| escaped(text, Form::Html);
        format!(
            "<!DOCTYPE html>\n<html lang=\"{}\" dir=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n\
             <meta name=\"generator\" content=\"Lede\">\n<title>{}</title>\n{}{}</head>\n<body>\n",
            escape(self.language.unwrap_or(self.words.language)),
            if self.rtl { "rtl" } else { "ltr" },
            escape(self.policy),
            escape(self.title),
            self.more,
            self.style,
        )
    }
}

/// A `<meta>` element.
pub fn meta(name: &str, content: &str) -> String {
    format!("<meta name=\"{name}\" content=\"{}\">\n", escaped(content, Form::Html))
}
