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

#[cfg(test)]
mod tests {
    use crate::import::testing::{article, recognised, refused, rows};
    use crate::model::{ImportFormat, Refusal};

    #[test]
    fn a_list_is_read_line_by_line() {
        let rows = rows(
            ImportFormat::Urls,
            "list.txt",
            "# mine\r\n\r\n  https://example.org/a \r\nhttps://example.org/خبر\r\nand this\r\n".as_bytes(),
        );
        assert_eq!(rows.len(), 3);
        assert_eq!(article(&rows[0]).url.as_deref(), Some("https://example.org/a"));
        assert_eq!(article(&rows[1]).url.as_deref(), Some("https://example.org/خبر"));
        assert_eq!(rows[1].source, "https://example.org/خبر".as_bytes());
        assert!(matches!(refused(&rows[2]), Refusal::Failed(_)));
        assert_eq!(rows[2].place, "line 5");
    }

    #[test]
    fn a_text_with_an_address_in_it_is_no_list() {
        assert_eq!(recognised("a.txt", b"See https://example.org/a for more"), None);
        assert_eq!(recognised("a.txt", b""), None);
    }
}
