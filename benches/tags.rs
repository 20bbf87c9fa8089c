//! What tags cost: lists by tag and state, changes of thousands at once, and a tree of 5,000 tags on a million rows.
//!
//! `cargo bench --bench tags -- 20000` takes another number of articles.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    missing_docs,
    reason = "a bench prints, and stops when it cannot go on"
)]

mod support;

use lede::library::Library;
use lede::model::*;

use support::{Time, at, head, number, open, prose, store, timed, told};

const ARTICLES: u32 = 100_000;
const PAGE: u32 = 100;
const ROUNDS: u32 = 5;

fn main() {
    let size = number(ARTICLES);
    let folder = tempfile::tempdir().unwrap();
    let library = open(&folder.path().join("tags.lede"));
    fill(&library, size);
    let tags = [10, size / 100, size / 10 * 3, size / 10 * 9].map(|count| {
        let path: TagPath = format!("of {count}").parse().unwrap();
        library.tag(&some(size, count), std::slice::from_ref(&path), at(0)).unwrap();
        library.tag_named(&path).unwrap()
    });
    lists(&library, &tags);
    println!("\nChanges of {} articles, few tags:", size / 2);
    bulk(&library, size);
    let rows = tree(&library, size);
    println!("\nWith {} tags and {rows} articles' tags:", library.tags().unwrap().len());
    median("every tag with its count", || drop(library.tags().unwrap()));
    let one = [ArticleId(7)];
    let path: TagPath = "top 1/middle 1/one more".parse().unwrap();
    median("tag one article and take it back", || {
        library.tag(&one, std::slice::from_ref(&path), at(0)).unwrap();
        library.undo(None).unwrap();
    });
    median("tags of a page of a list", || drop(library.articles(&page(None, 0)).unwrap()));
    median("suggestions for one article", || drop(library.tag_suggestions(&one).unwrap()));
    let half = some(size, size / 2);
    median("which tags half of the articles have", || drop(library.tag_uses(&half).unwrap()));
    println!("\nChanges of {} articles, ten tags and more on each:", size / 2);
    bulk(&library, size);
}

/// Articles with little text, in every state.
fn fill(library: &Library, size: u32) {
    let filled = timed(|| store(library, size, brief));
    let every = |n: u32, patch| {
        let ids: Vec<ArticleId> =
            (1..=size).filter(|id| id % n == 1).map(|id| ArticleId(id.into())).collect();
        library.update(&ids, patch, at(0)).unwrap();
    };
    every(2, ArticlePatch { state: Some(ReadState::Read), ..ArticlePatch::default() });
    every(7, ArticlePatch { state: Some(ReadState::Reading), ..ArticlePatch::default() });
    every(10, ArticlePatch { starred: Some(true), ..ArticlePatch::default() });
    every(4, ArticlePatch { archived: Some(true), ..ArticlePatch::default() });
    every(50, ArticlePatch { trashed: Some(true), ..ArticlePatch::default() });
    println!("{size} articles: filled in {:.1?}", filled.passed);
}

fn brief(number: u32) -> Capture {
    let mut story = prose(number, 60);
    let (month, day) = (number * 7 % 12 + 1, number * 11 % 28 + 1);
    story.page.metadata.published = Some(format!("20{:02}-{month:02}-{day:02}", number * 13 % 26));
    story.page.metadata.keywords = vec![format!("keyword {}", number % 97), "politics".to_owned()];
    story
}

/// So many articles, spread over all.
fn some(size: u32, count: u32) -> Vec<ArticleId> {
    // A step that has no factor in common with the size meets every article once.
    let step = (size / 3..).find(|step| gcd(*step, size) == 1).unwrap();
    (0..count).map(|n| ArticleId((u64::from(n) * u64::from(step) % u64::from(size)) as i64 + 1)).collect()
}

fn gcd(a: u32, b: u32) -> u32 {
    if b == 0 { a } else { gcd(b, a % b) }
}

fn page(tag: Option<TagId>, offset: u32) -> ListQuery {
    ListQuery { shelf: Shelf::All, tag, offset, limit: PAGE, ..ListQuery::default() }
}

/// Every state, sort and order, first page and a deep one, each made anew: something is committed before each.
fn lists(library: &Library, tags: &[Tag]) {
    head("list by tag and state");
    let whole = times(library, None).0;
    println!("{:44} {}", "without a tag", told(&whole));
    for tag in tags {
        let (cold, warm) = times(library, Some(tag.id));
        println!("{:44} {}", format!("{} articles", tag.count), told(&cold));
        println!("{:44} {}", "again", told(&warm));
    }
}

fn times(library: &Library, tag: Option<TagId>) -> (Vec<Time>, Vec<Time>) {
    let (mut cold, mut warm) = (Vec::new(), Vec::new());
    for state in [None, Some(ReadState::Unread), Some(ReadState::Reading), Some(ReadState::Read)] {
        for sort in [SortKey::Saved, SortKey::Published, SortKey::Title, SortKey::Site] {
            for order in [SortOrder::Ascending, SortOrder::Descending] {
                let first = ListQuery { state, sort, order, ..page(tag, 0) };
                let total = library.articles(&first).unwrap().total;
                for offset in [0, total / 10 * 9] {
                    let query = ListQuery { offset, ..first.clone() };
                    for round in 0..ROUNDS {
                        library.set_position(ArticleId(3), f64::from(round % 2) * 0.5).unwrap();
                        cold.push(timed(|| drop(library.articles(&query).unwrap())));
                        warm.push(timed(|| drop(library.articles(&query).unwrap())));
                    }
                }
            }
        }
    }
    (cold, warm)
}

fn median(name: &str, mut work: impl FnMut()) {
    let times: Vec<Time> = (0..11).map(|_| timed(&mut work)).collect();
    println!("{name:44} {}", told(&times));
}

/// Changes of half of all articles, and taking them back.
fn bulk(library: &Library, size: u32) {
    let ids = some(size, size / 2);
    let patches = [
        ("mark as read", ArticlePatch { state: Some(ReadState::Read), ..ArticlePatch::default() }),
        ("star", ArticlePatch { starred: Some(true), ..ArticlePatch::default() }),
        ("archive", ArticlePatch { archived: Some(true), ..ArticlePatch::default() }),
        ("move to the trash", ArticlePatch { trashed: Some(true), ..ArticlePatch::default() }),
    ];
    for (name, patch) in patches {
        let done = timed(|| _ = library.update(&ids, patch, at(1)).unwrap());
        let back = timed(|| drop(library.undo(None).unwrap()));
        println!("{name:44} {}   taken back {}", both(done), both(back));
    }
    for tag in ["bulk", "deep/below/bulk"] {
        let path: TagPath = tag.parse().unwrap();
        let done = timed(|| _ = library.tag(&ids, std::slice::from_ref(&path), at(1)).unwrap());
        let gone = timed(|| _ = library.untag(&ids, std::slice::from_ref(&path), at(1)).unwrap());
        println!("{:44} {}   taken away {}", format!("give the tag {tag}"), both(done), both(gone));
        library.delete_tags(&[library.tag_named(&path).unwrap().id], at(1)).unwrap();
    }
}

/// By the clock, and of a processor.
fn both(time: Time) -> String {
    format!("{:>9.2?} ({:>9.2?})", time.passed, time.worked)
}

/// Makes a tree of 5,000 tags, nine of its leaves on each article; the number of articles' tags in all.
fn tree(library: &Library, size: u32) -> u64 {
    let (tops, middles, leaves, each) = (100, 900, 4_000, 9);
    let mut rows = 0;
    for leaf in 0..leaves {
        let middle = leaf % middles;
        let path: TagPath = format!("top {}/middle {middle}/leaf {leaf}", middle % tops).parse().unwrap();
        let ids: Vec<ArticleId> = (leaf..size * each)
            .step_by(leaves as usize)
            .map(|n| ArticleId((u64::from(n) * 7_919 % u64::from(size)) as i64 + 1))
            .collect();
        rows += ids.len() as u64;
        library.tag(&ids, std::slice::from_ref(&path), at(2)).unwrap();
    }
    rows
}
