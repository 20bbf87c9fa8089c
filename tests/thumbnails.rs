//! The small pictures that lists show.

use lede::ErrorKind;
use lede::library::{Library, SaveRequest};
use lede::model::*;
use rusqlite::Connection;
use tokio_util::sync::CancellationToken;

use crate::site::Site;
use crate::support::{Sandbox, clock, now};

/// Saves a page of the site: the library with it, and the hash of its lead picture.
async fn saved(home: &Sandbox, page: &str) -> (Library, AssetHash) {
    let site = Site::start();
    let library = home.open(&site).unwrap();
    let request = SaveRequest { url: site.page(page), ..SaveRequest::default() };
    library.save(request, clock(), &|_| {}, &CancellationToken::new()).await.unwrap();
    let lead = lead(&library);
    (library, lead)
}

fn only_article(library: &Library) -> ArticleSummary {
    library.articles(&ListQuery { limit: 1, ..ListQuery::default() }).unwrap().rows.remove(0)
}

fn lead(library: &Library) -> AssetHash {
    only_article(library).lead_image.expect("a lead picture")
}

/// Another program's view of the file.
#[allow(clippy::disallowed_methods, reason = "looks at what is kept, and plays an older program")]
fn archive(home: &Sandbox) -> Connection {
    Connection::open(home.archive()).unwrap()
}

/// Thumbnails that are kept, and how many of them are pictures of their own.
fn kept(home: &Sandbox) -> (u32, u32) {
    let count = "SELECT count(*), count(data) FROM thumbnail";
    archive(home).query_row(count, [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn saving_makes_the_one_that_lists_will_ask_for() {
    let home = Sandbox::new();
    let (library, lead) = saved(&home, "plain").await;
    assert_eq!(kept(&home), (1, 1));
    let small = library.thumbnail(&lead).unwrap();
    let size = imagesize::blob_size(&small.bytes).unwrap();
    assert_eq!((small.mime.as_str(), size.width, size.height), ("image/jpeg", 160, 160));
}

#[tokio::test(flavor = "multi_thread")]
async fn one_that_is_lost_or_old_is_made_again() {
    let home = Sandbox::new();
    let (library, lead) = saved(&home, "plain").await;
    let small = library.thumbnail(&lead).unwrap();
    for loss in ["DELETE FROM thumbnail", "UPDATE thumbnail SET maker = 0, data = x'00'"] {
        archive(&home).execute(loss, []).unwrap();
        assert_eq!(library.thumbnail(&lead).unwrap(), small, "{loss}");
        assert_eq!(kept(&home), (1, 1), "{loss}");
    }
}

#[test]
fn a_drawing_is_shown_itself() {
    let home = Sandbox::new();
    let library =
        Library::open(&home.archive(), lede::library::OpenOptions { create: true, ..<_>::default() });
    let library = library.unwrap();
    library.save_example(clock(), "en").unwrap();
    let lead = lead(&library);
    let (small, whole) = (library.thumbnail(&lead).unwrap(), library.asset(&lead).unwrap());
    assert_eq!((small.mime, small.bytes), (whole.mime, whole.bytes));
    assert_eq!(kept(&home), (1, 0), "and need not be tried again");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_that_would_fill_the_memory_is_not_shown_in_lists() {
    let home = Sandbox::new();
    let (library, lead) = saved(&home, "plain").await;
    archive(&home)
        .execute_batch("DELETE FROM thumbnail; UPDATE asset SET width = 60000, height = 60000")
        .unwrap();
    assert_eq!(library.thumbnail(&lead).unwrap_err().kind(), ErrorKind::NotFound);
}

#[tokio::test(flavor = "multi_thread")]
async fn it_goes_with_its_picture() {
    let home = Sandbox::new();
    let (library, lead) = saved(&home, "plain").await;
    let id = only_article(&library).id;
    library.update(&[id], ArticlePatch { trashed: Some(true), ..<_>::default() }, now()).unwrap();
    library.purge(None).unwrap();
    assert_eq!(kept(&home), (0, 0));
    assert_eq!(library.thumbnail(&lead).unwrap_err().kind(), ErrorKind::NotFound);
}
