use proptest::prelude::*;

use super::super::testing::{article, fixture, read, recognised, refused, rows, survives};
use super::*;
use crate::model::{ImportFormat, ReadState};

fn all(path: &str) -> Vec<ImportedRow> {
    rows(ImportFormat::Bookmarks, path, &fixture(path))
}

/// Each row in a line: `place what it is`.
fn told(rows: &[ImportedRow]) -> Vec<String> {
    let path = |path: &[String]| path.join(" > ");
    let what = |row: &ImportedRow| match &row.item {
        Ok(ImportedItem::Collection(collection)) => format!("+ {}", path(&collection.path)),
        Ok(ImportedItem::Article(article)) => {
            let folders: String =
                article.collections.iter().map(|folder| format!(" in {}", path(folder))).collect();
            format!("{}{folders}", article.url.as_deref().unwrap_or("-"))
        }
        Err(Refusal::Skipped(why)) => format!("- {why}"),
        Err(Refusal::Failed(why)) => format!("! {why}"),
    };
    rows.iter().map(what).collect()
}

#[test]
fn firefox() {
    let rows = all("bookmarks/firefox.html");
    assert_eq!(
        told(&rows),
        [
            "- place: leads to no page",
            "+ News & views",
            "https://news.example/iran?a=1&b=2 in News & views",
            "+ News & views > Empty",
            "+ News & views > Untitled",
            "https://news.example/deep in News & views > Untitled",
            "- javascript: leads to no page",
            "- a feed: Lede keeps articles and subscribes to nothing",
            "https://news.example/unfiled",
            "! it has no URL",
        ]
    );
    let Ok(ImportedItem::Collection(news)) = &rows[1].item else { panic!("no collection") };
    assert_eq!(news.description.as_deref(), Some("What I read"));
    let drought = article(&rows[2]);
    assert_eq!(drought.title.as_deref(), Some("خشکسالی در ایران \"ادامه دارد\""));
    assert_eq!(drought.tags, ["iran", "world news", "water"]);
    assert_eq!(drought.saved.unwrap().to_string(), "2023-11-14T22:16:40Z");
    assert_eq!(drought.excerpt.as_deref(), Some("A report on the drought.\nSecond line."));
    assert_eq!((drought.state, drought.notes.len()), (None, 0));
    assert_eq!(rows[2].place, "line 16");
    let source = String::from_utf8(rows[2].source.clone()).unwrap();
    assert!(source.starts_with("<DT><A HREF=\"https://news.example/iran?a=1&amp;b=2\" ADD_DATE="));
    assert!(
        source.contains("ICON=\"data:image/png;base64,iVBORw0KGgo=\"") && source.ends_with("\nSecond line.")
    );
    assert_eq!(article(&rows[5]).saved.unwrap().to_string(), "2023-11-14T22:21:40Z", "microseconds");
    let unfiled = article(&rows[8]);
    assert_eq!((unfiled.title.as_deref(), unfiled.saved), (None, None));
}

#[test]
fn chrome() {
    let rows = all("bookmarks/chrome.html");
    assert_eq!(
        told(&rows),
        [
            "https://zeitung.example/grüße?q=%25D8",
            "+ Bookmarks bar",
            "https://zeitung.example/inner in Bookmarks bar",
            "https://zeitung.example/other",
            "- chrome: leads to no page",
            "- file: leads to no page",
        ],
        "a folder of the person's own may be called like the browser's"
    );
    assert_eq!(article(&rows[2]).title, None);
    assert_eq!(article(&rows[3]).title.as_deref(), Some("中文新聞"));
}

#[test]
fn pinboard() {
    let rows = all("bookmarks/pinboard.html");
    assert_eq!(told(&rows), ["https://press.example/a", "https://press.example/b"]);
    let (unread, read) = (article(&rows[0]), article(&rows[1]));
    assert_eq!((unread.state, read.state), (Some(ReadState::Unread), Some(ReadState::Read)));
    assert_eq!(unread.tags, ["press", "long read"]);
    assert_eq!(read.notes[0].text, "My own words: <blockquote>quoted</blockquote>");
    assert_eq!(read.excerpt, None);
    assert!(
        rows[0].source.windows(11).any(|part| part == b"PRIVATE=\"1\""),
        "what has no place here stays in the source"
    );
}

#[test]
fn shaarli() {
    let rows = all("bookmarks/shaarli.html");
    assert_eq!(
        told(&rows),
        ["https://cms.example/page", "?aBcDeF", "https://cms.example/page#archivedate=2021-05-06"]
    );
    assert_eq!(article(&rows[0]).notes[0].text, "**Why** I kept it.\nAnd more.");
    assert!(article(&rows[1]).unfetchable, "a note without a page");
}

#[test]
fn shiori() {
    let rows = all("bookmarks/shiori.html");
    assert_eq!(told(&rows), ["https://go.example/shiori", "https://go.example/second"]);
    assert_eq!(article(&rows[0]).title.as_deref(), Some("栞"));
}

#[test]
fn karakeep_encodes_urls_twice() {
    let rows = all("bookmarks/karakeep.html");
    assert_eq!(told(&rows), ["https://fa.example/%D8%AE%D8%A8%D8%B1", "https://plain.example/"]);
    assert_eq!(article(&rows[0]).tags, ["خبر", "ایران"]);
    assert_eq!(article(&rows[1]).title, None);
    let once = String::from_utf8(fixture("bookmarks/karakeep.html"))
        .unwrap()
        .replace("https://plain.example/\"", "https://plain.example/%20\"");
    let rows = rows_of(&once);
    assert_eq!(
        told(&rows)[0],
        "https://fa.example/%25D8%25AE%25D8%25A8%25D8%25B1",
        "one URL was not encoded twice, so none was"
    );
}

fn rows_of(text: &str) -> Vec<ImportedRow> {
    rows(ImportFormat::Bookmarks, "a.html", text.as_bytes())
}

#[test]
fn raindrop() {
    let rows = all("bookmarks/raindrop.html");
    assert_eq!(
        told(&rows),
        [
            "https://rain.example/one",
            "+ Research",
            "+ Research > Q&A / FAQ",
            "https://rain.example/two in Research > Q&A / FAQ",
        ]
    );
    let one = article(&rows[0]);
    assert_eq!(one.title.as_deref(), Some("Salt & water: it's here"));
    assert_eq!(one.excerpt.as_deref(), Some("What the page says \"of itself\""));
}

#[test]
fn files_without_the_first_line() {
    let rows = all("bookmarks/loose.html");
    assert_eq!(
        told(&rows),
        [
            "https://loose.example/one",
            "https://loose.example/two",
            "+ Folder without a list",
            "HTTPS://loose.example/three",
        ]
    );
    assert_eq!(article(&rows[0]).excerpt.as_deref(), Some("about one"));
    assert_eq!(article(&rows[1]).title.as_deref(), Some("Two & more"));
    assert_eq!(rows[1].place, "line 8");
    assert_eq!(
        recognised("a.html", b"<html><dl><dt><a href=x>A term</a></dt><dd>explained</dd></dl>"),
        Some(ImportFormat::Page)
    );
}

#[test]
fn a_bad_entry_stops_no_other() {
    assert_eq!(
        told(&all("bookmarks/broken-entry.html")),
        [
            "https://b.example/one",
            "! a tag is not closed",
            "https://b.example/three",
            "! \"not a url\" is no URL",
            "https://b.example/five",
        ]
    );
}

#[test]
fn a_file_that_is_cut_off_hands_over_what_came_before() {
    let rows = all("bookmarks/truncated.html");
    assert_eq!(told(&rows), ["https://b.example/one", "! a tag is not closed"]);
    assert_eq!(rows[1].source, b"<DT><A HREF=\"https://b.example/tw");
    assert_eq!(
        told(&all("bookmarks/truncated-text.html")),
        [
            "https://b.example/one",
            "https://b.example/two",
            "! the file ends before its list does: it may have been cut off",
        ]
    );
}

#[test]
fn encodings() {
    for path in ["bookmarks/windows-1256.html", "bookmarks/utf-16.html"] {
        assert_eq!(article(&all(path)[0]).title.as_deref(), Some("أخبار العالم"), "{path}");
    }
    let with_mark = [b"\xef\xbb\xbf\n ", fixture("bookmarks/shiori.html").as_slice()].concat();
    assert_eq!(rows(ImportFormat::Bookmarks, "a.html", &with_mark).len(), 2);
}

#[test]
fn a_field_of_50_mb_stops_no_other() {
    let large = "x".repeat(50 << 20);
    let text = format!(
        "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<DL><p>\n<DT><A HREF=\"https://l.example/1\" ICON=\"{large}\">One</A>\n\
         <DT><A HREF=\"https://l.example/2\">Two</A>\n<DD>{large}\n<DT><A HREF=\"https://l.example/3\">{large}</A>\n\
         <DT><A HREF=\"https://l.example/4\">Four</A>\n</DL><p>"
    );
    let rows = rows_of(&text);
    let long = "! it is longer than 32 MB";
    assert_eq!(
        told(&rows),
        [long, "https://l.example/2", long, long, "https://l.example/4"],
        "what stands below a bookmark is refused without it"
    );
    assert!(rows.iter().all(|row| row.source.len() <= SHOWN));
}

#[test]
fn folders_within_folders_without_end() {
    let mut text = "<!DOCTYPE NETSCAPE-Bookmark-file-1><DL>".to_owned();
    for n in 0..200 {
        text.push_str(&format!("<DT><H3>{n}</H3><DL>"));
    }
    text.push_str("<DT><A HREF=\"https://deep.example/\">Deep</A>");
    text.push_str(&"</DL>".repeat(200));
    text.push_str("<DT><A HREF=\"https://top.example/\">Top</A></DL>");
    let rows = rows_of(&text);
    let (came, refused): (Vec<_>, Vec<_>) = rows[..200].iter().partition(|row| row.item.is_ok());
    assert_eq!((came.len(), refused.len()), (99, 101));
    assert_eq!(article(&rows[200]).collections[0].len(), 99, "it comes in where the tree ends");
    assert_eq!(told(&rows)[201], "https://top.example/");
}

#[test]
fn every_entry_is_a_row() {
    for (path, folders_of_everybody) in [
        ("firefox", 2),
        ("chrome", 1),
        ("pinboard", 0),
        ("shaarli", 0),
        ("shiori", 0),
        ("karakeep", 0),
        ("raindrop", 1),
    ] {
        let path = format!("bookmarks/{path}.html");
        let text = String::from_utf8(fixture(&path)).unwrap();
        let entries = text.matches("<DT>").count() - folders_of_everybody;
        assert_eq!(all(&path).len(), entries, "{path}");
    }
}

#[test]
fn nothing_makes_it_stumble() {
    for path in ["firefox", "shaarli", "raindrop", "karakeep", "loose"] {
        survives(ImportFormat::Bookmarks, "a.html", &fixture(&format!("bookmarks/{path}.html")));
    }
}

proptest! {
    #[test]
    fn no_order_of_tags_makes_it_stumble(text in "(</?(DL|DT|DD|H3|A HREF=\"https://a\\.example/\"|A HREF=\"|HR|p)>|<!--|-->|[a&\" \n<]){0,60}") {
        read(ImportFormat::Bookmarks, "a.html", text.as_bytes());
    }
}

#[test]
fn a_note_of_a_refused_entry_is_in_its_source() {
    let rows = rows_of(
        "<!DOCTYPE NETSCAPE-Bookmark-file-1><DL><DT><A HREF=\"ftp://f.example/\">File</A><DD>mine</DL>",
    );
    assert_eq!(*refused(&rows[0]), Refusal::Skipped("ftp: leads to no page".to_owned()));
    assert!(rows[0].source.ends_with(b"<DD>mine"));
}
