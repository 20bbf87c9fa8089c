//! `OneTab`'s list: a URL and a title a line, with ` | ` between them. Blank lines part groups, which have no names.

use super::{Head, Importer, Input, Take, entry, lines};
use crate::error::Result;
use crate::model::{ImportedArticle, ImportedRow, Refusal};

/// What stands between URL and title.
const BETWEEN: &str = " | ";

/// Whether the first line is a URL and a title.
pub(super) fn is(head: &Head) -> bool {
    let line = head.text.lines().map(str::trim).find(|line| !line.is_empty());
    line.and_then(|line| line.split_once(BETWEEN))
        .is_some_and(|(url, _)| url.contains("://") && !url.contains(char::is_whitespace))
}

/// Reads a list of tabs.
pub(super) fn open(input: Input) -> Box<dyn Importer> {
    Box::new(OneTab(input))
}

struct OneTab(Input);

impl Importer for OneTab {
    fn each(self: Box<Self>, take: Take<'_>) -> Result<()> {
        let path = self.0.path.clone();
        lines(self.0.into_text(), &path, |number, line| {
            let text = line.trim();
            if text.is_empty() {
                return Ok(());
            }
            let (url, title) = text.split_once(BETWEEN).unwrap_or((text.trim_end_matches(" |"), ""));
            let item = match url.contains(char::is_whitespace) {
                true => Err(Refusal::Failed("the line does not begin with a URL".to_owned())),
                false => entry::article(ImportedArticle {
                    url: Some(url.to_owned()),
                    title: Some(title.trim().to_owned()),
                    ..ImportedArticle::default()
                }),
            };
            take(ImportedRow { place: format!("line {number}"), source: line.as_bytes().to_vec(), item })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{article, fixture, recognised, refused, rows, survives};
    use super::*;
    use crate::model::ImportFormat;

    #[test]
    fn a_list_of_tabs() {
        let rows = rows(ImportFormat::OneTab, "onetab.txt", &fixture("onetab/tabs.txt"));
        let urls: Vec<_> = rows[..4].iter().map(|row| article(row).url.as_deref().unwrap()).collect();
        assert_eq!(
            urls,
            [
                "https://tab.example/one",
                "https://tab.example/two?a=|b",
                "https://tab.example/three",
                "https://tab.example/four"
            ]
        );
        assert_eq!(article(&rows[0]).title.as_deref(), Some("اول | and a bar"));
        assert_eq!(article(&rows[2]).title, None);
        assert_eq!((rows[2].place.as_str(), rows.len()), ("line 4", 6));
        assert_eq!(*refused(&rows[4]), Refusal::Skipped("chrome-extension: leads to no page".to_owned()));
        assert_eq!(*refused(&rows[5]), Refusal::Failed("the line does not begin with a URL".to_owned()));
    }

    #[test]
    fn a_table_is_no_list_of_tabs() {
        assert_eq!(recognised("a.md", b"| a | b |\n| - | - |"), None);
        assert_eq!(
            recognised("a.txt", b"https://a.example/\nhttps://b.example/ | B"),
            Some(ImportFormat::Urls)
        );
    }

    #[test]
    fn nothing_makes_it_stumble() {
        survives(ImportFormat::OneTab, "onetab.txt", &fixture("onetab/tabs.txt"));
    }
}
