use std::fs;
use std::path::PathBuf;

use super::*;
use crate::import::testing::{Zip, article, fixture, refused, rows, survives};
use crate::model::ImportedContent;

fn rows_of(folder: &Path) -> Vec<ImportedRow> {
    let input = Input::open(folder).unwrap();
    assert_eq!(recognise(&input.head), Some(ImportFormat::Folder));
    let mut rows = Vec::new();
    let mut take = |row| {
        rows.push(row);
        Ok(())
    };
    open(input).each(&mut take).unwrap();
    rows
}

fn told(rows: &[ImportedRow]) -> Vec<String> {
    let of = |row: &ImportedRow| match &row.item {
        Ok(_) => format!("{}: {}", row.place, article(row).url.as_deref().unwrap_or("no address")),
        Err(Refusal::Skipped(why)) => format!("{}: skipped, {why}", row.place),
        Err(Refusal::Failed(why)) => format!("{}: failed, {why}", row.place),
    };
    rows.iter().map(of).collect()
}

fn put(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, bytes).unwrap();
    path
}

#[test]
fn every_file_of_a_folder_is_read_as_what_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    put(root, "2024/大桥.html", &fixture("page/chrome.html"));
    put(root, "2024/大桥_files/1.png", b"GIF89a");
    put(root, "2024/大桥_files/frame.html", &fixture("page/plain.html"));
    put(root, "alone_files/page.html", &fixture("page/plain.html"));
    put(root, "list.txt", b"https://example.org/a\n# a comment\nhttps://example.org/b c\n");
    put(root, "mail.mhtml", &fixture("mhtml/chrome.mhtml"));
    put(root, "photo.png", b"\x89PNG");
    put(root, "ours.json", br#"{"format":"lede","version":1,"records":[]}"#);
    put(root, ".DS_Store", b"x");
    put(root, "more.zip", &Zip::default().add("in/plain.html", &fixture("page/plain.html")).end());
    let rows = rows_of(root);
    let expected = [
        "2024/大桥.html: https://example.org/2024/bridge1",
        "alone_files/page.html: https://example.org/note",
        "list.txt, line 1: https://example.org/a",
        "list.txt, line 3: failed, the line is no URL",
        "mail.mhtml: https://example.org/news/1",
        "more.zip, in/plain.html: https://example.org/note",
        "ours.json: skipped, an export of Lede is taken in by itself",
        "photo.png: skipped, it is no file of a known kind",
    ];
    assert_eq!(told(&rows), expected);
    let Some(ImportedContent::Page(page)) = &article(&rows[0]).content else { panic!("no page") };
    let picture = "https://example.org/2024/%E5%A4%A7%E6%A1%A5_files/1.png";
    assert!(page.files.as_ref().unwrap().file(picture).is_some());
}

#[cfg(unix)]
#[test]
fn links_are_not_followed_in_a_circle_or_out_of_the_folder() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("in");
    put(&root, "a/plain.html", &fixture("page/plain.html"));
    let outside = put(folder.path(), "secret.html", &fixture("page/plain.html"));
    std::os::unix::fs::symlink(&root, root.join("a/circle")).unwrap();
    std::os::unix::fs::symlink(outside, root.join("a/secret.html")).unwrap();
    let expected = [
        "a/circle: skipped, it is a link, which is not followed",
        "a/plain.html: https://example.org/note",
        "a/secret.html: skipped, it is a link, which is not followed",
    ];
    assert_eq!(told(&rows_of(&root)), expected);
}

#[test]
fn folders_and_archives_within_each_other_have_an_end() {
    let folder = tempfile::tempdir().unwrap();
    let deep: PathBuf = (0..DEEPEST + 3).map(|_| "d").collect();
    put(folder.path(), deep.join("a.html").to_str().unwrap(), b"<html>");
    let rows = rows_of(folder.path());
    assert!(matches!(refused(&rows[0]), Refusal::Skipped(why) if why.contains("too deep")));
    let mut zip = Zip::default().add("a.html", b"<html>").end();
    for _ in 0..DEEPEST + 1 {
        zip = Zip::default().add("in.zip", &zip).end();
    }
    let rows = self::rows(ImportFormat::Folder, "a.zip", &zip);
    assert_eq!(rows.len(), 1);
    assert!(matches!(refused(&rows[0]), Refusal::Skipped(why) if why.contains("too deep")));
}

#[test]
fn the_files_of_an_archive_are_read_and_its_names_lead_nowhere() {
    let page = fixture("page/chrome.html");
    let zip = Zip::default()
        .add("../../../tmp/up.html", &fixture("page/plain.html"))
        .add("大桥.html", &page)
        .add("大桥_files/1.png", b"GIF89a")
        .add("__MACOSX/._a", b"x")
        .add("saved/index.html", &fixture("page/singlefile.html"))
        .add("saved/images/0.gif", b"GIF87a")
        .torn("torn.html", b"<html>")
        .end();
    let rows = rows(ImportFormat::Folder, "a.zip", &zip);
    let told = told(&rows);
    let expected = [
        "../../../tmp/up.html: https://example.org/note",
        "大桥.html: https://example.org/2024/bridge1",
        "saved/index.html: https://example.org/news/رود?utm_source=a",
        "saved/images/0.gif: skipped, it is no file of a known kind",
    ];
    assert_eq!(told[..4], expected);
    assert!(told.len() == 5 && told[4].starts_with("torn.html: failed"), "{told:?}");
    let file = |row: &ImportedRow, url: &str| match &article(row).content {
        Some(ImportedContent::Page(page)) => page.files.as_ref().unwrap().file(url).map(|file| file.bytes),
        _ => None,
    };
    let picture = "https://example.org/2024/%E5%A4%A7%E6%A1%A5_files/1.png";
    assert_eq!(file(&rows[1], picture).as_deref(), Some(&b"GIF89a"[..]));
    assert_eq!(file(&rows[2], "https://example.org/news/images/0.gif").as_deref(), Some(&b"GIF87a"[..]));
    assert_eq!(file(&rows[0], "https://example.org/passwd"), None);
}

#[test]
fn documents_that_are_zip_archives_are_none_of_files() {
    let book = Zip::default().add("mimetype", b"application/epub+zip").add("META-INF/container.xml", b"<x/>");
    let sheet = Zip::default().add("[Content_Types].xml", b"<x/>");
    for zip in [book.end(), sheet.end(), Zip::default().end()] {
        assert!(!is(&crate::import::testing::input("a.zip", &zip).head));
    }
}

#[test]
fn nothing_makes_it_stumble() {
    let zip = Zip::default()
        .add("大桥.html", &fixture("page/chrome.html"))
        .add("大桥_files/1.png", b"GIF89a")
        .add("list.txt", b"https://example.org/a");
    survives(ImportFormat::Folder, "a.zip", &zip.end());
}
