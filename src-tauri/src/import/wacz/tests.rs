use std::io::{Cursor, Write};

use proptest::prelude::*;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;
use crate::import::testing::{article, input, read, refused, rows};
use crate::import::warc::testing::{gzip, html, response};
use crate::model::{ImportFormat, ImportedContent};

const STORY: &str = "https://example.org/story";

/// A package that is being made.
struct Making {
    zip: ZipWriter<Cursor<Vec<u8>>>,
    resources: Vec<serde_json::Value>,
}

impl Making {
    fn new() -> Self {
        Self { zip: ZipWriter::new(Cursor::new(Vec::new())), resources: Vec::new() }
    }

    fn put(&mut self, path: &str, bytes: &[u8], method: CompressionMethod) {
        let options = SimpleFileOptions::default().compression_method(method);
        self.zip.start_file(path, options).unwrap();
        self.zip.write_all(bytes).unwrap();
    }

    fn add(mut self, path: &str, bytes: &[u8]) -> Self {
        self.put(path, bytes, CompressionMethod::Stored);
        self.claim(path, bytes)
    }

    fn packed(mut self, path: &str, bytes: &[u8]) -> Self {
        self.put(path, bytes, CompressionMethod::Deflated);
        self.claim(path, bytes)
    }

    /// Says that a file is these bytes, whether it is there or not.
    fn claim(mut self, path: &str, bytes: &[u8]) -> Self {
        let hash = format!("sha256:{}", hex(&Sha256::digest(bytes)));
        self.resources
            .push(serde_json::json!({"name": path, "path": path, "hash": hash, "bytes": bytes.len()}));
        self
    }

    fn end(mut self) -> Vec<u8> {
        let about = serde_json::json!({"profile": "data-package", "wacz_version": "1.1.1", "resources": self.resources});
        let about = about.to_string();
        let sum = format!(
            "{{\"path\":\"{ABOUT}\",\"hash\":\"sha256:{}\"}}",
            hex(&Sha256::digest(about.as_bytes()))
        );
        self.put(ABOUT, about.as_bytes(), CompressionMethod::Deflated);
        self.put(SUM, sum.as_bytes(), CompressionMethod::Deflated);
        self.zip.finish().unwrap().into_inner()
    }
}

fn archive_of_two() -> Vec<u8> {
    let picture = response(
        "https://example.org/p",
        "2024-03-04T06:50:32Z",
        200,
        "Content-Type: image/svg+xml\r\n",
        b"<svg/>",
    );
    [
        response(
            "http://example.org/s",
            "2024-03-04T06:50:29Z",
            301,
            "Location: https://example.org/story\r\n",
            b"",
        ),
        html(STORY, "2024-03-04T06:50:30Z", "<p>First."),
        html(STORY, "2025-03-04T06:50:30Z", "<p>Second."),
        html("https://example.org/other", "2024-03-04T06:50:31Z", "<p>Not listed."),
        picture,
    ]
    .iter()
    .flat_map(|record| gzip(record))
    .collect()
}

const LIST: &str = "{\"format\":\"json-pages-1.0\",\"id\":\"pages\"}\n\
    {\"url\":\"https://example.org/story\",\"ts\":\"2025-03-04T06:50:30.000Z\",\"title\":\"The story\",\"text\":\"Second.\"}\n\
    {\"url\":\"https://example.org/story\",\"ts\":\"2024-03-04T06:50:30Z\"}\n";

fn package() -> Making {
    Making::new().add("archive/data.warc.gz", &archive_of_two())
}

fn body(row: &ImportedRow) -> String {
    match &article(row).content {
        Some(ImportedContent::Page(page)) => String::from_utf8(page.body.clone()).unwrap(),
        other => panic!("no page: {other:?}"),
    }
}

fn failed(row: &ImportedRow) -> &str {
    match refused(row) {
        Refusal::Failed(why) => why,
        Refusal::Skipped(why) => panic!("skipped: {why}"),
    }
}

#[test]
fn the_pages_of_the_list_come_with_their_pictures() {
    let list = format!("{LIST}{{\"url\":\"http://example.org/s\",\"ts\":\"2024-03-04T06:50:29Z\"}}\n");
    let bytes = package().packed("pages/pages.jsonl", list.as_bytes()).end();
    let rows = rows(ImportFormat::Wacz, "a.wacz", &bytes);
    assert_eq!(rows.iter().map(body).collect::<Vec<_>>(), ["<p>Second.", "<p>First.", "<p>First."]);
    assert_eq!(article(&rows[0]).title.as_deref(), Some("The story"));
    assert_eq!(article(&rows[2]).url.as_deref(), Some("http://example.org/s"));
    assert!(rows[0].place.starts_with("a.wacz, archive/data.warc.gz, byte "), "{}", rows[0].place);
    let Some(ImportedContent::Page(page)) = &article(&rows[0]).content else { panic!("no page") };
    assert_eq!(page.files.as_ref().unwrap().file("https://example.org/p").unwrap().bytes, b"<svg/>");
}

#[test]
fn without_a_list_the_pages_of_the_archives_come() {
    let bytes = package().end();
    assert_eq!(rows(ImportFormat::Wacz, "a.wacz", &bytes).len(), 3);
    let packed = Making::new().packed("archive/data.warc.gz", &archive_of_two()).end();
    assert_eq!(rows(ImportFormat::Wacz, "a.wacz", &packed).len(), 3);
}

#[test]
fn a_hash_that_does_not_agree_is_told() {
    let bytes = Making::new()
        .claim("archive/data.warc.gz", b"something else")
        .claim("archive/gone.warc.gz", b"")
        .packed("pages/pages.jsonl", LIST.as_bytes());
    let mut bytes = bytes;
    bytes.put("archive/data.warc.gz", &archive_of_two(), CompressionMethod::Stored);
    let rows = rows(ImportFormat::Wacz, "a.wacz", &bytes.end());
    assert!(failed(&rows[0]).contains("not what its hash is of"));
    assert_eq!(
        (rows[1].place.as_str(), failed(&rows[1])),
        ("a.wacz, archive/gone.warc.gz", "it is not in the package")
    );
    assert_eq!(rows[2..].iter().map(body).collect::<Vec<_>>(), ["<p>Second.", "<p>First."]);
}

#[test]
fn a_line_that_cannot_be_read_and_a_page_that_is_not_there_are_told() {
    let list = format!(
        "{LIST}{{\"url\":\n{{\"url\":\"https://example.org/gone\",\"ts\":\"2024-03-04T06:50:30Z\"}}\n"
    );
    let bytes = package().packed("pages/pages.jsonl", list.as_bytes()).end();
    let rows = rows(ImportFormat::Wacz, "a.wacz", &bytes);
    assert_eq!(rows.len(), 4);
    assert_eq!(rows[2].place, "a.wacz, pages/pages.jsonl, line 4");
    assert!(failed(&rows[3]).contains("https://example.org/gone is listed"));
}

#[test]
fn a_package_that_breaks_off_is_refused() {
    let bytes = package().packed("pages/pages.jsonl", LIST.as_bytes()).end();
    let rows = read(ImportFormat::Wacz, "a.wacz", &bytes[..bytes.len() - 40]);
    assert_eq!(rows.len(), 1);
    assert!(failed(&rows[0]).contains("cannot be opened"));
    assert!(!is(&input("a.wacz", &bytes[..bytes.len() - 40]).head));
}

proptest! {
    #[test]
    fn nothing_makes_it_stumble(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6)) {
        let mut bytes = package().packed("pages/pages.jsonl", LIST.as_bytes()).end();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        read(ImportFormat::Wacz, "a.wacz", &bytes);
    }
}
