//! Lists of URLs, one a line; `#` begins a comment.

use super::{Head, Importer, Input, Take, lines};
use crate::error::Result;
use crate::model::{ImportedArticle, ImportedItem, ImportedRow, Refusal};

/// Whether the first line that is no comment is a URL and nothing else.
pub(super) fn is(head: &Head) -> bool {
    let line = head.text.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with('#'));
    line.is_some_and(|line| {
        (line.starts_with("http://") || line.starts_with("https://")) && !line.contains(char::is_whitespace)
    })
}

/// Reads a list of URLs.
pub(super) fn open(input: Input) -> Box<dyn Importer> {
    Box::new(Urls(input))
}

struct Urls(Input);

impl Importer for Urls {
    fn each(self: Box<Self>, take: Take<'_>) -> Result<()> {
        let path = self.0.path.clone();
        lines(self.0.into_text(), &path, |number, line| {
            let url = line.trim();
            if url.is_empty() || url.starts_with('#') {
                return Ok(());
            }
            let item = match url.contains(char::is_whitespace) {
                true => Err(Refusal::Failed("the line is no URL".to_owned())),
                false => Ok(ImportedItem::Article(Box::new(ImportedArticle {
                    url: Some(url.to_owned()),
                    ..ImportedArticle::default()
                }))),
            };
            take(ImportedRow { place: format!("line {number}"), source: line.as_bytes().to_vec(), item })
        })
    }
}
