use super::*;
use crate::db;

fn address(name: &str) -> String {
    format!("https://example.org/{name}")
}

fn link_to(url: &str, text: &str, context: LinkContext) -> PageLink {
    PageLink { context, ..PageLink::in_text(url.to_owned(), text.to_owned()) }
}

/// An article of this name whose text links to others, each in a sentence of its own.
fn linking(name: &str, targets: &[&str]) -> Capture {
    let sentences = targets.iter().map(|target| {
        let url = address(target);
        format!("It rained. The paper <a href=\"{url}\">wrote of {target}</a> in May. Then came the sun.")
    });
    let mut capture = capture(&address(name), name, "text");
    capture.page.html = sentences.map(|sentence| format!("<p>{sentence}</p>")).collect();
    capture.page.links = targets
        .iter()
        .map(|target| link_to(&address(target), &format!("wrote of {target}"), LinkContext::Body))
        .collect();
    capture
}

fn citing(archive: &Archive, id: ArticleId) -> Vec<ArticleId> {
    let page = archive.library.backlinks(id, 0, 100).unwrap();
    assert_eq!(page.total as usize, page.rows.len());
    page.rows.into_iter().map(|row| row.article.id).collect()
}

#[test]
fn a_link_leads_to_its_article_whichever_was_saved_first() {
    for targets_first in [true, false] {
        let archive = archive();
        let (mut a, mut b) = (None, None);
        for target in [targets_first, !targets_first] {
            if target {
                b = Some(archive.save(&linking("b", &[])));
            } else {
                a = Some(archive.save(&linking("a", &["b", "c", "a"])));
            }
        }
        let (a, b) = (a.unwrap(), b.unwrap());
        let links = archive.library.links(a).unwrap();
        let found: Vec<_> =
            links.iter().map(|link| (link.url.clone(), link.article, link.title.clone())).collect();
        let wanted = [(address("b"), Some(b), Some("b".to_owned())), (address("c"), None, None)];
        assert_eq!(found, wanted);
        assert_eq!(citing(&archive, b), [a]);
        assert_eq!(citing(&archive, a), []);
    }
}

#[test]
fn a_citation_has_its_first_sentence_and_counts_all() {
    let archive = archive();
    let b = archive.save(&linking("b", &[]));
    archive.save(&linking("a", &["c", "b", "b"]));
    let page = archive.library.backlinks(b, 0, 10).unwrap();
    assert_eq!(page.total, 1);
    let row = &page.rows[0];
    assert_eq!(row.quote, "The paper wrote of b in May.");
    assert_eq!((row.marked, row.links), (TextRange { start: 10, end: 20 }, 2));
    assert_eq!(row.link, address("b"));
}

#[test]
fn lists_of_other_stories_cite_nothing_and_the_trash_neither_cites_nor_hides() {
    let archive = archive();
    let b = archive.save(&linking("b", &[]));
    let mut listing = linking("listing", &[]);
    listing.page.links = vec![link_to(&address("b"), "b", LinkContext::Related)];
    let listing = archive.save(&listing);
    assert_eq!(citing(&archive, b), []);
    assert_eq!(archive.library.links(listing).unwrap()[0].article, Some(b));

    let a = archive.save(&linking("a", &["b"]));
    let trash = |id, trashed| {
        let patch = ArticlePatch { trashed: Some(trashed), ..ArticlePatch::default() };
        archive.library.update(&[id], patch, at(9)).unwrap();
    };
    trash(a, true);
    assert_eq!(citing(&archive, b), []);
    trash(a, false);
    assert_eq!(citing(&archive, b), [a]);
    trash(b, true);
    let link = &archive.library.links(a).unwrap()[0];
    assert_eq!((link.article, link.trashed), (Some(b), true));
}

#[test]
fn only_the_version_that_is_shown_cites() {
    let archive = archive();
    let b = archive.save(&linking("b", &[]));
    let a = archive.save(&linking("a", &["b"]));
    let mut later = linking("a", &["c"]);
    later.page.text = "another text".to_owned();
    archive.store(&later, Aim::Renew(Some(a)), 1);
    assert_eq!(citing(&archive, b), []);
    assert_eq!(archive.library.links(a).unwrap()[0].url, address("c"));
}

#[test]
fn those_that_came_last_come_first_and_in_parts() {
    let archive = archive();
    let b = archive.save(&linking("b", &[]));
    let mut ids: Vec<ArticleId> =
        (0..5).map(|n| archive.store(&linking(&format!("a{n}"), &["b"]), Aim::Save, n).0).collect();
    ids.reverse();
    assert_eq!(citing(&archive, b), ids);
    let part = archive.library.backlinks(b, 3, 10).unwrap();
    assert_eq!((part.total, part.rows.len(), part.rows[0].article.id), (5, 2, ids[3]));
    let part = archive.library.backlinks(b, 0, 2).unwrap();
    assert_eq!((part.total, part.more, part.rows.len()), (5, false, 2));
}

#[test]
fn an_article_that_cites_by_several_addresses_is_one() {
    let archive = archive();
    let mut b = linking("b", &[]);
    b.aliases = vec![address("b-by-another-name"), address("b-by-a-third")];
    let b = archive.save(&b);
    let a = archive.save(&linking("a", &["b-by-a-third", "b", "c", "b-by-another-name", "b"]));
    let others: Vec<ArticleId> =
        ["b", "b-by-another-name"].map(|name| archive.save(&linking(&format!("to-{name}"), &[name]))).into();
    let page = archive.library.backlinks(b, 0, 100).unwrap();
    let found: Vec<_> = page.rows.iter().map(|row| (row.article.id, row.links)).collect();
    assert_eq!(found, [(others[1], 1), (others[0], 1), (a, 4)]);
    assert_eq!(page.rows[2].quote, "The paper wrote of b-by-a-third in May.");
    assert_eq!(archive.library.backlinks(b, 2, 1).unwrap().total, 3);
}

#[test]
fn citations_are_read_from_indexes_alone() {
    let archive = archive();
    let plan = archive.library.db().read(db::citations_plan).unwrap();
    assert!(plan.iter().all(|step| !step.starts_with("SCAN")), "{plan:?}");
    assert!(!plan.iter().any(|step| step.contains("TEMP B-TREE")), "all are read and sorted: {plan:?}");
    for index in ["link_cited (url_key=?)", "article_citing (version_id=?)"] {
        assert!(plan.iter().any(|step| step.contains(index)), "{index} is not in {plan:?}");
    }
}
