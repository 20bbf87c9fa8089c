//! How an export is divided: which headings stand before which article.

use std::collections::{HashMap, HashSet};

use super::words::{Words, primary};
use crate::model::{ArticleId, Contents};

/// The sections of an export among its articles.
#[derive(Debug, Default)]
pub struct Outline {
    /// The sections, as numbers of `Contents::sections`, that begin before an article.
    before: HashMap<ArticleId, Vec<usize>>,
    /// Whether the articles stand in the order of the sections.
    pub divided: bool,
}

impl Outline {
    /// The outline of an export. Where articles stand in another order than their sections, no section begins anywhere.
    pub fn of(contents: &Contents) -> Self {
        let mut before: HashMap<ArticleId, Vec<usize>> = HashMap::new();
        let (mut seen, mut order, mut waiting) = (HashSet::new(), Vec::new(), Vec::new());
        for (at, section) in contents.sections.iter().enumerate() {
            waiting.push(at);
            for id in section.articles.iter().filter(|id| seen.insert(**id)) {
                order.push(*id);
                before.entry(*id).or_default().append(&mut waiting);
            }
        }
        let divided = contents.sections.len() > 1
            && order.len() == contents.articles.len()
            && order.iter().zip(&contents.articles).all(|(id, entry)| *id == entry.id);
        if divided { Self { before, divided } } else { Self::default() }
    }

    /// The sections that begin before an article.
    pub fn before(&self, article: ArticleId) -> &[usize] {
        self.before.get(&article).map_or(&[], Vec::as_slice)
    }
}

/// What the export is called: its name, or the number of its articles.
pub fn title(contents: &Contents, words: &Words) -> String {
    match contents.title.trim() {
        "" => words.count(contents.articles.len()),
        title => title.to_owned(),
    }
}

/// The language that most articles of an export have.
pub fn main_language(contents: &Contents) -> Option<String> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for language in contents.articles.iter().filter_map(|entry| entry.language.as_deref()) {
        *counts.entry(primary(language)).or_default() += 1;
    }
    let most = counts.into_iter().max_by_key(|(language, count)| (*count, std::cmp::Reverse(*language)));
    most.map(|(language, _)| language.to_owned())
}

/// Whether the texts of most articles run from right to left.
pub fn is_rtl(contents: &Contents) -> bool {
    contents.articles.iter().filter(|entry| entry.rtl).count() * 2 > contents.articles.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ContentsEntry, Section};

    fn contents(articles: &[i64], sections: &[&[i64]]) -> Contents {
        let entry = |id: &i64| ContentsEntry {
            id: ArticleId(*id),
            title: format!("{id}"),
            site: String::new(),
            published: None,
            language: Some(if *id > 2 { "fa-IR" } else { "en" }.to_owned()),
            rtl: *id > 2,
        };
        let section = |ids: &&[i64]| Section {
            name: String::new(),
            depth: 0,
            articles: ids.iter().map(|id| ArticleId(*id)).collect(),
        };
        Contents {
            articles: articles.iter().map(entry).collect(),
            sections: sections.iter().map(section).collect(),
            ..Contents::default()
        }
    }

    #[test]
    fn a_section_begins_before_the_first_article_that_is_its_own() {
        let outline = Outline::of(&contents(&[1, 2, 3], &[&[], &[1], &[1, 2], &[2], &[3]]));
        assert!(outline.divided);
        assert_eq!(outline.before(ArticleId(1)), [0, 1]);
        assert_eq!(outline.before(ArticleId(2)), [2]);
        assert_eq!(outline.before(ArticleId(3)), [3, 4]);
    }

    #[test]
    fn another_order_is_not_divided() {
        let outline = Outline::of(&contents(&[2, 1, 3], &[&[1, 2], &[3]]));
        assert!(!outline.divided && outline.before(ArticleId(1)).is_empty());
        assert!(!Outline::of(&contents(&[1, 2], &[&[1, 2]])).divided);
    }

    #[test]
    fn most_articles_decide() {
        let most = contents(&[1, 3, 4], &[]);
        assert_eq!(main_language(&most).as_deref(), Some("fa"));
        assert!(is_rtl(&most) && !is_rtl(&contents(&[1, 3], &[])));
    }
}
