//! Which page of an article an address is.

use url::Url;

use crate::capture::normalise_url;

/// The highest number that counts as a page of an article; larger ones are numbers of stories.
const MAX_NUMBER: u32 = 60;

/// Names of the parameter that numbers pages.
const PARAMETERS: [&str; 22] = [
    "page",
    "p",
    "pg",
    "pn",
    "pagenum",
    "page_num",
    "pagenumber",
    "page_no",
    "pageno",
    "paged",
    "currentpage",
    "curpage",
    "pagina",
    "pag",
    "seite",
    "strona",
    "sida",
    "side",
    "sivu",
    "sayfa",
    "part",
    "s",
];

/// Words that may stand before the number in a path.
const WORDS: [&str; 15] = [
    "page", "pages", "index", "seite", "pagina", "pag", "strona", "sida", "side", "sivu", "sayfa", "part",
    "teil", "pg", "p",
];

/// One way to read an address: as this page of what stands at the stem.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Reading {
    stem: String,
    number: u32,
}

/// The ways to read an address.
#[derive(Debug, Clone)]
pub(super) struct Address {
    /// As a whole: the first page.
    whole: Reading,
    /// As a numbered page.
    numbered: Vec<Reading>,
}

impl Address {
    /// Reads an address; parameters that only track are no part of it.
    pub fn of(url: &Url) -> Option<Self> {
        let url = Url::parse(&normalise_url(url.as_str()).ok()?).ok()?;
        let whole = Reading { stem: stem(&url, url.path(), None), number: 1 };
        let mut numbered = Vec::new();
        for (key, value) in url.query_pairs() {
            if PARAMETERS.contains(&key.to_ascii_lowercase().as_str())
                && let Some(number) = number(&value)
            {
                numbered.push(Reading { stem: stem(&url, url.path(), Some(&key)), number });
            }
        }
        numbered.extend(
            in_path(url.path()).map(|(path, number)| Reading { stem: stem(&url, path, None), number }),
        );
        Some(Self { whole, numbered })
    }

    /// Whether it may be a later page of something.
    pub fn may_be_later(&self) -> bool {
        self.numbered.iter().any(|page| page.number > 1)
    }

    /// Which page of the same article another address is, and which this one then is.
    pub fn page(&self, other: &Self) -> Option<(u32, u32)> {
        if self.whole.stem == other.whole.stem {
            return None;
        }
        let own = self.numbered.iter().chain([&self.whole]);
        own.flat_map(|own| other.numbered.iter().chain([&other.whole]).map(move |page| (own, page)))
            .find(|(own, page)| own.stem == page.stem && own.number != page.number)
            .map(|(own, page)| (own.number, page.number))
            .or_else(|| self.counted_from_nothing(other))
    }

    /// Some systems number their pages from nothing: the second one is `?page=1`.
    fn counted_from_nothing(&self, other: &Self) -> Option<(u32, u32)> {
        let second = other.numbered.iter().any(|page| page.stem == self.whole.stem && page.number == 1);
        second.then_some((1, 2))
    }
}

/// What is the same for all pages: host, path without its ending, parameters but the one that numbers.
fn stem(url: &Url, path: &str, without: Option<&str>) -> String {
    let mut stem = url.host_str().unwrap_or_default().to_owned();
    stem.push_str(bare(path));
    let mut pairs: Vec<String> = url
        .query_pairs()
        .filter(|(key, _)| Some(key.as_ref()) != without)
        .map(|(key, value)| format!("{key}={value}"))
        .collect();
    pairs.sort_unstable();
    for pair in pairs {
        stem.push('&');
        stem.push_str(&pair);
    }
    stem
}

/// A path without slash, extension and index at its end.
fn bare(path: &str) -> &str {
    const EXTENSIONS: [&str; 10] =
        [".html", ".htm", ".shtml", ".xhtml", ".php", ".aspx", ".asp", ".jsp", ".jhtml", ".stm"];
    let path = path.trim_end_matches('/');
    let path = EXTENSIONS.iter().find_map(|extension| path.strip_suffix(extension)).unwrap_or(path);
    path.strip_suffix("/index").unwrap_or(path)
}

/// `/story/2`, `/story-2.html`, `/story,2`, `/story/page/2`, `/story/seite-2`: the path of the story, and the number.
fn in_path(path: &str) -> Option<(&str, u32)> {
    let path = bare(path);
    let digits = path.bytes().rev().take_while(u8::is_ascii_digit).count();
    let number = number(&path[path.len() - digits..])?;
    let before = &path[..path.len() - digits];
    let separators = ['/', '-', '_', ',', '.', ';'];
    let inner = before.trim_end_matches(separators);
    let worded =
        WORDS.iter().filter_map(|word| inner.strip_suffix(word)).find(|rest| rest.ends_with(separators));
    let rest = match worded {
        Some(rest) => rest,
        None if inner.len() < before.len() => inner,
        None => return None,
    };
    let stem = rest.trim_end_matches(separators);
    let last = stem.rsplit('/').next().unwrap_or_default();
    // The numbers of a date are no pages, nor are those of the stories of a section.
    let dated = last.len() <= 4 && last.bytes().all(|b| b.is_ascii_digit());
    (!last.is_empty() && !dated).then_some((stem, number))
}

fn number(text: &str) -> Option<u32> {
    let short = (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    text.parse().ok().filter(|number| short && (1..=MAX_NUMBER).contains(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(own: &str, other: &str) -> Option<(u32, u32)> {
        let address = |path: &str| {
            Address::of(&Url::parse("https://news.example").unwrap().join(path).unwrap()).unwrap()
        };
        address(own).page(&address(other))
    }

    #[test]
    fn pages_of_an_article_are_known_by_their_addresses() {
        for (own, other, expected) in [
            ("/story", "/story/2", (1, 2)),
            ("/story/", "/story/2/", (1, 2)),
            ("/story", "/story?page=2", (1, 2)),
            ("/story?utm_source=x", "/story?page=2&utm_source=y", (1, 2)),
            ("/story?id=77", "/story?id=77&pg=2", (1, 2)),
            ("/story?page=2", "/story?page=3", (2, 3)),
            ("/story?page=2", "/story", (2, 1)),
            ("/story.html", "/story-2.html", (1, 2)),
            ("/story.shtml", "/story_2.shtml", (1, 2)),
            ("/2018/c1234-567.html", "/2018/c1234-567-2.html", (1, 2)),
            ("/story,1", "/story,2", (1, 2)),
            ("/story", "/story/page/2", (1, 2)),
            ("/story/seite-2", "/story/seite-3", (2, 3)),
            ("/story/1", "/story/2", (1, 2)),
            ("/story/index.html", "/story/index2.html", (1, 2)),
            ("/story", "/story?page=1", (1, 2)),
            ("/story", "/story/p2", (1, 2)),
        ] {
            assert_eq!(page(own, other), Some(expected), "{own} {other}");
        }
    }

    #[test]
    fn other_stories_are_not() {
        for (own, other) in [
            ("/story", "/other-story"),
            ("/2018/story-100", "/2018/story-200"),
            ("/story", "/story/comments"),
            ("/news/41234", "/news/41235"),
            ("/2018/06/01", "/2018/06/02"),
            ("/story", "/story?utm_source=x"),
            ("/story?id=1", "/story?id=2"),
            ("/", "/2"),
            ("/story", "/story?page=200"),
        ] {
            assert_eq!(page(own, other), None, "{own} {other}");
        }
    }
}
