//! What becomes of an entry, whichever format it stands in.

use crate::model::{ImportedArticle, ImportedItem, ImportedRow, Refusal};

/// The article of an entry, if an archive of articles keeps it: a page of the web, or something with a text or words of the
/// person's own, wherever that came from.
pub(super) fn article(mut article: ImportedArticle) -> Result<ImportedItem, Refusal> {
    let url = article.url.take().map(|url| url.trim().to_owned()).filter(|url| !url.is_empty());
    let has_words = article.content.is_some() || !article.notes.is_empty() || !article.highlights.is_empty();
    match &url {
        Some(url) if is_web(url) => {}
        _ if has_words => article.unfetchable = true,
        Some(url) => {
            return Err(match scheme(url) {
                Some(scheme) => Refusal::Skipped(format!("{scheme}: leads to no page")),
                None => Refusal::Failed(format!("{url:?} is no URL")),
            });
        }
        None => return Err(Refusal::Failed("it has no URL".to_owned())),
    }
    // Many programs write the URL where they know no title.
    let title = article.title.take().map(|title| title.trim().to_owned());
    article.title = title.filter(|title| !title.is_empty() && Some(title) != url.as_ref());
    article.url = url;
    Ok(ImportedItem::Article(Box::new(article)))
}

/// A row that says what is wrong with a file, or a part of it.
pub(super) fn fault(place: &str, why: impl Into<String>) -> ImportedRow {
    let item = Err(Refusal::Failed(why.into()));
    ImportedRow { place: place.to_owned(), source: Vec::new(), item }
}

/// Whether a URL is one of the web.
pub(super) fn is_web(url: &str) -> bool {
    let begins = |with: &str| url.get(..with.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(with));
    begins("http://") || begins("https://")
}

/// What stands before the colon of a URL, in lower case.
pub(super) fn scheme(url: &str) -> Option<String> {
    let (scheme, _) = url.trim().split_once(':')?;
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    is_scheme.then(|| scheme.to_ascii_lowercase())
}

/// Tags that stand in one text with something between them: trimmed, without empty ones, each once.
pub(super) fn tags(text: &str, between: char) -> Vec<String> {
    distinct(text.split(between))
}

/// Tags: trimmed, without empty ones, each once.
pub(super) fn distinct<'a>(tags: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for tag in tags.map(str::trim).filter(|tag| !tag.is_empty()) {
        if !found.iter().any(|known| known == tag) {
            found.push(tag.to_owned());
        }
    }
    found
}

/// Bytes of a line of which the markup is read: deep nesting takes the square of its depth.
const LONGEST_LINE: usize = 16 << 10;

/// The text of a line that may hold markup.
pub(super) fn plain(text: &str) -> String {
    let text = &text[..text.floor_char_boundary(LONGEST_LINE)];
    let is_marked = text.contains(['<', '&']);
    let text =
        if is_marked { dom_query::Document::fragment(text).text().to_string() } else { text.to_owned() };
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ImportedNote;

    fn told(url: &str, note: &str) -> String {
        let notes = if note.is_empty() {
            Vec::new()
        } else {
            vec![ImportedNote { text: note.to_owned(), created: None }]
        };
        let url = Some(url.to_owned());
        match article(ImportedArticle {
            url,
            title: Some(" https://a.example/ ".to_owned()),
            notes,
            ..ImportedArticle::default()
        }) {
            Ok(ImportedItem::Article(article)) => {
                format!("{:?} {:?} {}", article.url, article.title, article.unfetchable)
            }
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn what_is_no_page_of_the_web_comes_in_by_its_words_alone() {
        assert_eq!(told(" https://a.example/ ", ""), r#"Some("https://a.example/") None false"#);
        assert_eq!(
            told("HTTP://b.example", ""),
            r#"Some("HTTP://b.example") Some("https://a.example/") false"#
        );
        assert_eq!(told("javascript:alert(1)", ""), r#"Err(Skipped("javascript: leads to no page"))"#);
        assert_eq!(told("mailto:x", "mine"), r#"Some("mailto:x") Some("https://a.example/") true"#);
        assert_eq!(told("", "mine"), r#"None Some("https://a.example/") true"#);
        assert_eq!(told("", ""), r#"Err(Failed("it has no URL"))"#);
        assert_eq!(told("a story", ""), r#"Err(Failed("\"a story\" is no URL"))"#);
    }

    #[test]
    fn tags_are_trimmed_and_each_comes_once() {
        assert_eq!(tags(" a, b c,,a ,", ','), ["a", "b c"]);
        assert_eq!(tags("", ','), [""; 0]);
    }

    #[test]
    fn a_line_loses_its_markup_and_nothing_else() {
        assert_eq!(plain("<b>One</b> &amp; <i>two</i>"), "One & two");
        assert_eq!(plain(" 3 < 4, 5 > 4 "), "3 < 4, 5 > 4");
    }
}
