//! Lists in which copies of one text stand under the first of them.

use proptest::prelude::*;

use super::{Archive, archive, at, capture};
use crate::library::store::Aim;
use crate::model::*;

/// Saves an agency's text `agency` on a site, with a lead of the site's own; sites are saved one after the other.
fn save(archive: &Archive, site: i64, agency: usize) -> ArticleId {
    let text: Vec<String> = (0..60).map(|n| format!("agency{agency}word{}", n * 7 % 60 + n)).collect();
    let text = format!("Site {site} begins in words of its own. {}", text.join(" "));
    let url = format!("https://s{site}.example/story");
    archive.store(&capture(&url, &format!("Story {site}"), &text), Aim::Save, site).0
}

fn folded(opened: &[ArticleId]) -> ListQuery {
    ListQuery { fold: true, opened: opened.to_vec(), limit: 100, ..ListQuery::default() }
}

fn rows(archive: &Archive, query: &ListQuery) -> Vec<ArticleId> {
    let page = archive.library.articles(query).unwrap();
    assert_eq!(page.total as usize, archive.library.article_ids(query).unwrap().len());
    page.rows.iter().map(|row| row.id).collect()
}

#[test]
fn copies_stand_under_the_first_of_their_text_in_each_list() {
    let archive = archive();
    let library = &archive.library;
    let ids: Vec<ArticleId> =
        [0, 1, 0, 0].into_iter().zip(1..).map(|(text, site)| save(&archive, site, text)).collect();
    let [first, alone, second, third] = ids[..] else { panic!("{ids:?}") };
    assert_eq!(rows(&archive, &ListQuery { fold: false, ..folded(&[]) }), [third, second, alone, first]);

    let page = library.articles(&folded(&[])).unwrap();
    assert_eq!(page.rows.iter().map(|row| row.id).collect::<Vec<_>>(), [third, alone]);
    assert_eq!((page.total, page.folded), (2, 2));
    assert_eq!(page.folds, [Fold { article: third, copies: vec![second, first] }]);
    assert_eq!(library.folded_under(&folded(&[]), &[third, alone]).unwrap(), [second, first]);

    let opened = folded(&[third]);
    assert_eq!(rows(&archive, &opened), [third, second, first, alone]);
    assert_eq!(library.articles(&opened).unwrap().folded, 0);
    assert!(library.folded_under(&opened, &[third]).unwrap().is_empty());

    let oldest = ListQuery { order: SortOrder::Ascending, ..folded(&[]) };
    assert_eq!(rows(&archive, &oldest), [first, alone]);
    let found = ListQuery { find: Some("story".into()), ..folded(&[]) };
    assert_eq!(rows(&archive, &found), [third, alone]);
    assert_eq!(rows(&archive, &ListQuery { opened: vec![third], ..found }), [third, second, first, alone]);

    // What leaves the list leaves its copies a row.
    let patch = ArticlePatch { archived: Some(true), ..ArticlePatch::default() };
    library.update(&[third], patch, at(9)).unwrap();
    assert_eq!(rows(&archive, &folded(&[])), [second, alone]);
    library.set_not_duplicate(second, &[first], true, at(9)).unwrap();
    assert_eq!(rows(&archive, &folded(&[])), [second, alone, first]);
    assert_eq!(rows(&archive, &ListQuery { shelf: Shelf::All, ..folded(&[]) }), [third, alone]);
    let patch = ArticlePatch { trashed: Some(true), ..ArticlePatch::default() };
    library.update(&ids, patch, at(9)).unwrap();
    assert_eq!(rows(&archive, &ListQuery { shelf: Shelf::Trash, ..folded(&[]) }).len(), 4);
}

#[test]
fn a_collection_shows_every_article() {
    let archive = archive();
    let ids = [save(&archive, 1, 0), save(&archive, 2, 0)];
    let new = NewCollection { name: "Piers".into(), ..NewCollection::default() };
    let collection = archive.library.new_collection(new, at(0)).unwrap().value;
    archive.library.add_to_collection(collection, &ids, at(1)).unwrap();
    let query = ListQuery { shelf: Shelf::All, collection: Some(collection), ..folded(&[]) };
    assert_eq!(rows(&archive, &query).len(), 2);
    assert_eq!(rows(&archive, &folded(&[])).len(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn every_article_is_in_a_row_or_under_one(
        texts in proptest::collection::vec(0_usize..5, 1..12),
        opened in proptest::collection::vec(1_i64..12, 0..4),
        find in proptest::bool::ANY,
        (offset, limit) in (0_u32..14, 0_u32..14),
    ) {
        let archive = archive();
        for (site, text) in (1..).zip(&texts) {
            save(&archive, site, *text);
        }
        let opened: Vec<ArticleId> = opened.into_iter().map(ArticleId).collect();
        let query = ListQuery { find: find.then(|| "story".to_owned()), ..folded(&opened) };
        let whole = archive.library.articles(&query).unwrap();
        let shown: Vec<ArticleId> = whole.rows.iter().map(|row| row.id).collect();
        prop_assert_eq!(&archive.library.article_ids(&query).unwrap(), &shown);
        prop_assert_eq!((whole.total + whole.folded) as usize, texts.len());

        let mut all = [shown.clone(), archive.library.folded_under(&query, &shown).unwrap()].concat();
        all.sort_unstable();
        prop_assert_eq!(all, (1..).take(texts.len()).map(ArticleId).collect::<Vec<_>>());
        let part: Vec<ArticleId> = shown.into_iter().skip(offset as usize).take(limit as usize).collect();
        prop_assert_eq!(rows_of(&archive, ListQuery { offset, limit, ..query }), part);
    }
}

fn rows_of(archive: &Archive, query: ListQuery) -> Vec<ArticleId> {
    archive.library.articles(&query).unwrap().rows.into_iter().map(|row| row.id).collect()
}
