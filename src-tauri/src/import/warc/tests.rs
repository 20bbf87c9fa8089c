use proptest::prelude::*;
use sha1::Sha1;
use sha2::{Digest, Sha256};

use super::testing::{gzip, hex, html, record, response};
use crate::import::testing::{article, read, recognised, refused, rows};
use crate::model::{ImportFormat, ImportedContent, ImportedPage, ImportedRow, Refusal};

const GIF: &[u8] = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff!\xf9\x04\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";

const STORY: &str = "https://example.org/news/%D8%B1%D9%88%D8%AF";

/// A story with all that belongs to it, as records.
fn story() -> Vec<Vec<u8>> {
    let page =
        "<title>رودخانه</title><iframe src='/frame'></iframe><img src='/moved.gif'><p>رودخانه بالا آمد.";
    let packed = gzip(page.as_bytes());
    let chunked = [format!("{:x}\r\n", packed.len()).as_bytes(), &packed, b"\r\n0\r\n\r\n"].concat();
    let fields =
        "Content-Type: text/html; charset=utf-8\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n";
    let picture = |date, bytes: &[u8]| {
        response("https://example.org/p.gif", date, 200, "Content-Type: image/gif\r\n", bytes)
    };
    vec![
        record("warcinfo", "", "2024-03-04T06:00:00Z", "", b"software: a test\r\n"),
        response(STORY, "2024-03-04T06:50:30Z", 200, fields, &chunked),
        html("https://example.org/frame", "2024-03-04T06:50:31Z", "<p>an advertisement"),
        response("https://example.org/moved.gif", "2024-03-04T06:50:31Z", 302, "Location: p.gif#x\r\n", b""),
        picture("2023-01-01T00:00:00Z", b"an older one"),
        picture("2024-03-04T06:50:32Z", GIF),
        html("https://example.org/gone", "2024-03-04T06:50:33Z", "").splice_status(404),
        record("resource", "urn:text:1", "2024-03-04T06:50:33Z", "Content-Type: text/plain\r\n", b"words"),
    ]
}

trait SpliceStatus {
    fn splice_status(self, status: u16) -> Self;
}

impl SpliceStatus for Vec<u8> {
    /// The same record with another status.
    fn splice_status(self, status: u16) -> Self {
        String::from_utf8(self).unwrap().replace("HTTP/1.1 200", &format!("HTTP/1.1 {status}")).into_bytes()
    }
}

fn page(row: &ImportedRow) -> &ImportedPage {
    match &article(row).content {
        Some(ImportedContent::Page(page)) => page,
        other => panic!("no page: {other:?}"),
    }
}

fn check_story(rows: &[ImportedRow]) {
    assert_eq!(rows.len(), 1, "{rows:?}");
    let (entry, page) = (article(&rows[0]), page(&rows[0]));
    assert_eq!(entry.url.as_deref(), Some(STORY));
    assert_eq!(entry.saved.unwrap().to_string(), "2024-03-04T06:50:30Z");
    assert_eq!((page.final_url.as_str(), page.status), (STORY, Some(200)));
    assert!(page.headers.contains(&("content-encoding".to_owned(), "gzip".to_owned())));
    assert!(std::str::from_utf8(&page.body).unwrap().ends_with("رودخانه بالا آمد."));
    assert!(rows[0].source.starts_with(b"WARC/1.1\r\nWARC-Type: response"));
    let files = page.files.as_ref().unwrap();
    assert_eq!(files.file("https://example.org/moved.gif").unwrap().bytes, GIF);
    assert_eq!(files.file("https://example.org/p.gif#y").unwrap().media_type, "image/gif");
    assert_eq!(files.file("https://example.org/other.gif"), None);
}

#[test]
fn a_page_comes_with_its_pictures_however_the_archive_is_packed() {
    check_story(&rows(ImportFormat::Warc, "a.warc", &story().concat()));
    let each: Vec<u8> = story().iter().flat_map(|record| gzip(record)).collect();
    check_story(&rows(ImportFormat::Warc, "a.warc.gz", &each));
    check_story(&rows(ImportFormat::Warc, "a.warc.gz", &gzip(&story().concat())));
    let old = String::from_utf8_lossy(&story()[2]).replace("WARC/1.1", "WARC/1.0");
    let old = old.replace("https://example.org/frame", "<https://example.org/frame>");
    let rows = rows(ImportFormat::Warc, "a.warc", old.as_bytes());
    assert_eq!(article(&rows[0]).url.as_deref(), Some("https://example.org/frame"));
}

#[test]
fn a_damaged_record_is_told_and_stops_no_other() {
    let mut records = story();
    records.insert(2, b"WARC/1.1\r\nWARC-Type: response\r\n\r\nno length".to_vec());
    let told = read(ImportFormat::Warc, "a.warc", &records.concat());
    assert!(matches!(refused(&told[0]), Refusal::Failed(why) if why.contains("how long it is")));
    check_story(&told[1..]);

    let mut packed: Vec<Vec<u8>> = story().iter().map(|record| gzip(record)).collect();
    let torn = packed[2].len() / 2;
    packed[2].truncate(torn);
    let told = read(ImportFormat::Warc, "a.warc.gz", &packed.concat());
    assert!(matches!(refused(&told[0]), Refusal::Failed(_)), "{told:?}");
    check_story(&told[1..]);

    let whole = html(STORY, "2024-03-04T06:50:30Z", "<p>The whole page.");
    let mut cut = whole.clone();
    cut.truncate(whole.len() - 9);
    let told = read(ImportFormat::Warc, "a.warc", &[whole, cut].concat());
    assert_eq!(told.len(), 2);
    assert!(matches!(refused(&told[0]), Refusal::Failed(why) if why.contains("breaks off")));
}

#[test]
fn a_digest_that_does_not_agree_is_told_and_the_page_is_there() {
    let good = String::from_utf8(html(STORY, "2024-03-04T06:50:30Z", "<p>As it was.")).unwrap();
    let changed = good.replace("As it was.", "As it is..");
    let told = read(ImportFormat::Warc, "a.warc", changed.as_bytes());
    assert_eq!(told.len(), 2);
    assert!(matches!(refused(&told[0]), Refusal::Failed(why) if why.contains("digest")));
    assert_eq!(page(&told[1]).body, b"<p>As it is..");
    let block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>x";
    for (sum, rows) in [(hex(&Sha256::digest(block)), 1), (hex(&Sha256::digest(b"x")), 2)] {
        let more = format!("WARC-Block-Digest: sha256:{sum}\r\n");
        let record = record("response", STORY, "2024-03-04T06:50:30Z", &more, block);
        assert_eq!(read(ImportFormat::Warc, "a.warc", &record).len(), rows);
    }
}

#[test]
fn a_page_that_did_not_change_is_that_of_before() {
    let first = html(STORY, "2024-03-04T06:50:30Z", "<p>The same.");
    let digest = format!("WARC-Payload-Digest: sha1:{}\r\n", hex(&Sha1::digest(b"<p>The same.")));
    let again = |more: &str, block: &[u8]| record("revisit", STORY, "2024-03-05T06:50:30Z", more, block);
    let head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nEtag: b\r\n\r\n";
    let refers = format!(
        "WARC-Refers-To-Target-URI: {STORY}\r\nWARC-Refers-To-Date: 2024-03-04T06:50:30Z\r\nWARC-Profile: x\r\n"
    );
    for (more, block) in [(&digest, &head[..]), (&refers, &head[..]), (&refers, &b""[..])] {
        let told = read(ImportFormat::Warc, "a.warc", &[first.clone(), again(more, block)].concat());
        assert_eq!(told.len(), 2, "{more}");
        assert_eq!(page(&told[1]).body, b"<p>The same.");
        assert_eq!(article(&told[1]).saved.unwrap().to_string(), "2024-03-05T06:50:30Z");
    }
    let alone = read(ImportFormat::Warc, "a.warc", &again(&digest, head));
    assert!(matches!(refused(&alone[0]), Refusal::Failed(why) if why.contains("not in the archive")));
}

#[test]
fn what_a_browser_asked_for_as_a_part_is_no_page() {
    let asked = |url: &str, kind: &str| {
        let block = format!("GET / HTTP/1.1\r\nSec-Fetch-Dest: {kind}\r\n\r\n");
        record("request", url, "2024-03-04T06:50:30Z", "", block.as_bytes())
    };
    let fragment = "https://example.org/fragment";
    let records = [
        html(STORY, "2024-03-04T06:50:30Z", &format!("<iframe src={STORY}></iframe>")),
        asked(STORY, "document"),
        html(fragment, "2024-03-04T06:50:31Z", "<li>more"),
        asked(fragment, "empty"),
    ];
    let told = read(ImportFormat::Warc, "a.warc", &records.concat());
    assert_eq!(told.len(), 1);
    assert_eq!(article(&told[0]).url.as_deref(), Some(STORY));
}

#[test]
fn a_page_that_is_a_file_alone_is_a_page() {
    let record = record(
        "resource",
        "urn:sha256:0af1",
        "2024-03-04T06:50:30Z",
        "Content-Type: text/html; charset=utf-8\r\n",
        b"<p>A note.",
    );
    let told = read(ImportFormat::Warc, "a.warc", &record);
    assert_eq!(article(&told[0]).url.as_deref(), Some("urn:sha256:0af1"));
    assert_eq!((page(&told[0]).status, page(&told[0]).body.as_slice()), (None, &b"<p>A note."[..]));
}

#[test]
fn an_archive_is_recognised_by_its_first_record() {
    assert_eq!(recognised("x", b"WARC/1.0\r\n"), Some(ImportFormat::Warc));
    assert_eq!(recognised("x", &gzip(b"WARC/1.1\r\n")), Some(ImportFormat::Warc));
    assert_eq!(recognised("x.warc.gz", &gzip(b"title,url")), None);
    assert_eq!(recognised("x.warc.gz", b"\x1f\x8b\x08"), None);
}

proptest! {
    #[test]
    fn nothing_makes_it_stumble(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6),
        cut in any::<prop::sample::Index>(),
        packed: bool,
    ) {
        let mut bytes = if packed { story().iter().flat_map(|record| gzip(record)).collect() } else { story().concat() };
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        bytes.truncate(1 + cut.index(bytes.len()));
        for row in read(ImportFormat::Warc, "a.warc", &bytes) {
            if row.item.is_ok() && let Some(ImportedContent::Page(page)) = &article(&row).content {
                page.files.as_ref().unwrap().file("https://example.org/moved.gif");
            }
        }
    }
}
