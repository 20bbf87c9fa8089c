//! RSS 2 and 1, Atom and JSON feeds: the articles they list, with their texts where the feed has them whole.
//!
//! The categories of an entry are the publisher's and no tags of the person; they stay in its source.

mod json;
mod syndication;

use url::Url;

use super::{Head, Importer, Input, entry};
use crate::model::{ImportedArticle, ImportedItem, Refusal};

/// Bytes at the beginning of a file that say what it is.
const BEGINNING: usize = 4 << 10;

/// Whether the file says that it is a feed.
pub(super) fn is(head: &Head) -> bool {
    let begin = &head.text[..head.text.floor_char_boundary(BEGINNING)];
    if begin.starts_with('{') {
        return begin.contains("jsonfeed.org/version") || begin.contains(r"jsonfeed.org\/version");
    }
    let has = |what: &str| begin.contains(what);
    begin.starts_with('<')
        && (has("<rss")
            || has("http://purl.org/rss/1.0/\"")
            || has("http://purl.org/rss/1.0/'")
            || has("http://www.w3.org/2005/Atom") && has("feed")
            || has("http://purl.org/atom/ns#") && has("feed"))
}

/// Reads a feed.
pub(super) fn open(input: Input) -> Box<dyn Importer> {
    if input.head.text.starts_with('{') {
        Box::new(json::Json(input))
    } else {
        Box::new(syndication::Syndication(input))
    }
}

/// What a feed says of itself.
#[derive(Debug, Default)]
struct Channel {
    title: Option<String>,
    language: Option<String>,
    /// The page it belongs to: addresses in it may be relative to it.
    home: Option<Url>,
    authors: Vec<String>,
}

impl Channel {
    /// An address of an entry as a whole URL.
    fn absolute(&self, address: &str) -> String {
        let joined = self.home.as_ref().and_then(|home| home.join(address).ok());
        joined.map_or_else(|| address.to_owned(), String::from)
    }

    /// An entry with what it shares with the others.
    fn article(&self, mut article: ImportedArticle) -> Result<ImportedItem, Refusal> {
        article.feed = true;
        article.site = article.site.or_else(|| self.title.clone());
        article.language = article.language.or_else(|| self.language.clone());
        if article.authors.is_empty() {
            article.authors.clone_from(&self.authors);
        }
        entry::article(article)
    }
}

#[cfg(test)]
mod tests;
