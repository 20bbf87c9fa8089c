use super::*;
use crate::import::testing::{article, fixture, read, refused, rows, survives};
use crate::model::ImportFormat;

fn only(name: &str) -> ImportedRow {
    let mut rows = rows(ImportFormat::Mhtml, name, &fixture(&format!("mhtml/{name}")));
    assert_eq!(rows.len(), 1);
    rows.remove(0)
}

fn page(row: &ImportedRow) -> &ImportedPage {
    match &article(row).content {
        Some(ImportedContent::Page(page)) => page,
        other => panic!("no page: {other:?}"),
    }
}

#[test]
fn a_page_of_chrome() {
    let row = only("chrome.mhtml");
    let (entry, page) = (article(&row), page(&row));
    assert_eq!(entry.url.as_deref(), Some("https://example.org/news/1"));
    assert_eq!(entry.title.as_deref(), Some("رودخانه بالا آمد"));
    assert_eq!(entry.saved.unwrap().to_string(), "2024-03-04T06:50:30Z");
    assert_eq!((page.final_url.as_str(), page.fetched), ("https://example.org/news/1", entry.saved));
    let html = std::str::from_utf8(&page.body).unwrap();
    assert!(html.starts_with("<html lang=\"fa\">") && html.contains("کیسهٔ شن خواست.</p>"), "{html}");
    let files = page.files.as_ref().unwrap();
    let picture = files.file("https://example.org/img/1.gif").unwrap();
    assert_eq!((picture.media_type.as_str(), &picture.bytes[..6]), ("image/gif", &b"GIF89a"[..]));
    let other = files.file("cid:two@mhtml.blink").unwrap();
    assert_eq!((other.media_type.as_str(), other.bytes[6]), ("image/gif", 50));
    assert_eq!(files.file("https://example.org/img/2.gif"), None);
    assert!(row.source.starts_with(b"From: <Saved by Blink>") && !row.source.ends_with(b"\n"));
}

#[test]
fn a_page_of_internet_explorer_keeps_its_encoding() {
    let row = only("explorer.mht");
    let (entry, page) = (article(&row), page(&row));
    assert_eq!(entry.url.as_deref(), Some("http://example.org/ar/bridge.html"));
    assert_eq!(entry.title.as_deref(), Some("الجسر"));
    assert_eq!(page.headers, [("content-type".to_owned(), "text/html; charset=windows-1256".to_owned())]);
    let (text, _, wrong) = encoding_rs::WINDOWS_1256.decode(&page.body);
    assert!(!wrong && text.contains("أغلق الجسر يوم الاثنين."), "{text}");
    assert!(page.files.as_ref().unwrap().file("http://example.org/ar/image001.gif").is_some());
}

#[test]
fn a_wrong_name_of_an_encoding_loses_no_letter() {
    let row = only("wrong-charset.mhtml");
    let (text, _, wrong) = encoding_rs::WINDOWS_1256.decode(&page(&row).body);
    assert!(!wrong && text.contains("أغلق الجسر"), "{text}");
}

#[test]
fn a_message_without_a_page_is_refused() {
    assert_eq!(*refused(&only("no-page.mhtml")), Refusal::Failed("there is no page in it".to_owned()));
}

#[test]
fn a_message_that_breaks_off_has_what_came_before() {
    let whole = fixture("mhtml/chrome.mhtml");
    let cut = memmem::find(&whole, b"cid:css-1").unwrap();
    let rows = read(ImportFormat::Mhtml, "cut.mhtml", &whole[..cut]);
    assert!(page(&rows[0]).body.ends_with(b"</html>") || page(&rows[0]).body.ends_with(b"</html>\r\n"));
    let cut = memmem::find(&whole, b"Content-Location: cid").unwrap() - 900;
    let rows = read(ImportFormat::Mhtml, "cut.mhtml", &whole[..cut]);
    assert!(page(&rows[0]).body.starts_with(b"<html lang"));
}

#[test]
fn a_part_of_fifty_megabytes_stops_nothing() {
    let mut message = fixture("mhtml/chrome.mhtml");
    let end = memmem::rfind(&message, b"------MultipartBoundary--x9------").unwrap();
    message.truncate(end);
    message.extend_from_slice(b"------MultipartBoundary--x9----\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\nContent-Location: https://example.org/large\r\n\r\n");
    let line = [[b'A'; 76].as_slice(), b"\r\n"].concat();
    message.extend(line.repeat((50 << 20) / 76));
    message.extend_from_slice(b"\r\n------MultipartBoundary--x9------\r\n");
    let rows = read(ImportFormat::Mhtml, "large.mhtml", &message);
    let files = page(&rows[0]).files.as_ref().unwrap();
    assert!(files.file("https://example.org/large").unwrap().bytes.len() > 37 << 20);
    assert!(files.file("cid:two@mhtml.blink").is_some());
}

#[test]
fn parts_within_parts_without_end_are_read() {
    let deep: String =
        (0..5_000).map(|n| format!("Content-Type: multipart/related; boundary=b{n}\n\n--b{n}\n")).collect();
    let message = format!("MIME-Version: 1.0\n{deep}Content-Type: text/html\n\n<p>deep");
    let rows = read(ImportFormat::Mhtml, "deep.mhtml", message.as_bytes());
    assert!(page(&rows[0]).body.starts_with(b"<p>deep"));
}

#[test]
fn nothing_makes_it_stumble() {
    for name in ["chrome.mhtml", "explorer.mht", "no-page.mhtml"] {
        survives(ImportFormat::Mhtml, name, &fixture(&format!("mhtml/{name}")));
    }
}
