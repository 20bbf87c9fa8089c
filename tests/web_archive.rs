//! Web archives: what is in one is found by its URL through the index, and is what the site sent.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use flate2::read::{GzDecoder, MultiGzDecoder};
use jiff::{SignedDuration, Timestamp};
use lede::library::{ExportRequest, Library, SaveRequest};
use lede::model::{ExportChoice, ExportFormat, ExportOptions, ExportReport};
use serde_json::Value;
use sha2::{Digest, Sha256};
use tokio_util::sync::CancellationToken;
use zip::ZipArchive;

use crate::site::{Site, images, pages};
use crate::support::{Sandbox, now};

/// A record as a reader finds it through the index.
struct Found {
    /// 14 digits.
    time: String,
    line: Value,
    fields: String,
    block: Vec<u8>,
}

impl Found {
    /// The head and the body of the HTTP message in it.
    fn message(&self) -> (String, &[u8]) {
        let end = self.block.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
        (String::from_utf8(self.block[..end].to_vec()).unwrap(), &self.block[end + 4..])
    }
}

struct WebArchive(ZipArchive<File>);

impl WebArchive {
    fn open(path: &Path) -> Self {
        Self(ZipArchive::new(File::open(path).unwrap()).unwrap())
    }

    fn file(&mut self, name: &str) -> Vec<u8> {
        let mut bytes = Vec::new();
        self.0.by_name(name).unwrap().read_to_end(&mut bytes).unwrap();
        bytes
    }

    /// All lines of the index.
    fn lines(&mut self) -> Vec<String> {
        let packed = self.file("indexes/index.cdx.gz");
        let mut lines = String::new();
        MultiGzDecoder::new(packed.as_slice()).read_to_string(&mut lines).unwrap();
        lines.lines().map(str::to_owned).collect()
    }

    /// The records of a URL, by the one block of the index that must have them.
    fn find(&mut self, url: &str) -> Vec<Found> {
        let blocks = String::from_utf8(self.file("indexes/index.idx")).unwrap();
        let packed = self.file("indexes/index.cdx.gz");
        let mut found = Vec::new();
        for block in blocks.lines().skip(1) {
            let place: Value = serde_json::from_str(&block[block.find('{').unwrap()..]).unwrap();
            let (offset, length) = (number(&place["offset"]), number(&place["length"]));
            let part = &packed[offset..offset + length];
            assert_eq!(place["digest"], sum(part));
            let mut lines = String::new();
            GzDecoder::new(part).read_to_string(&mut lines).unwrap();
            assert!(lines.starts_with(block.split(" {").next().unwrap()), "{block}");
            for line in lines.lines() {
                let (before, fields) = line.split_at(line.find('{').unwrap());
                let fields: Value = serde_json::from_str(fields).unwrap();
                if fields["url"] == url {
                    let time = before.split(' ').nth(1).unwrap().to_owned();
                    found.push(self.record(time, fields));
                }
            }
        }
        found
    }

    fn record(&mut self, time: String, line: Value) -> Found {
        let part = |name: &str| line[name].as_str().unwrap().parse::<usize>().unwrap();
        let warc = self.file(&format!("archive/{}", line["filename"].as_str().unwrap()));
        let member = &warc[part("offset")..part("offset") + part("length")];
        let mut record = Vec::new();
        GzDecoder::new(member).read_to_end(&mut record).unwrap();
        let end = record.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
        let fields = String::from_utf8(record[..end].to_vec()).unwrap();
        let block = record[end + 4..].strip_suffix(b"\r\n\r\n").unwrap().to_vec();
        assert!(fields.contains(&format!("\r\nContent-Length: {}", block.len())), "{fields}");
        assert!(fields.contains(&format!("\r\nWARC-Block-Digest: {}\r\n", sum(&block))), "{fields}");
        assert!(
            fields.contains(&format!("\r\nWARC-Payload-Digest: {}\r\n", line["digest"].as_str().unwrap()))
        );
        Found { time, line, fields, block }
    }
}

fn number(value: &Value) -> usize {
    usize::try_from(value.as_u64().unwrap()).unwrap()
}

fn sum(bytes: &[u8]) -> String {
    let digits: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    format!("sha256:{digits}")
}

async fn save_at(library: &Library, url: &str, refetch: bool, at: Timestamp) -> i64 {
    let request = SaveRequest { url: url.to_owned(), refetch, ..SaveRequest::default() };
    let clock = Arc::new(move || at);
    library.save(request, clock, &|_| {}, &CancellationToken::new()).await.unwrap().id.unwrap().0
}

fn export(library: &Library, output: &Path, options: ExportOptions) -> ExportReport {
    let request = ExportRequest {
        choice: &ExportChoice::Archive,
        title: Some("Harbour"),
        format: ExportFormat::Wacz,
        options,
        output,
        replace: false,
    };
    library.export(&request, now(), &|_| {}, &CancellationToken::new()).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_and_its_pictures_are_found_and_are_what_the_site_sent() {
    let (site, sandbox) = (Site::start(), Sandbox::new());
    let library = sandbox.open(&site).unwrap();
    save_at(&library, &site.url("/to/hops/2"), false, now()).await;
    save_at(&library, &site.page("arabic-windows-1256"), false, now()).await;
    let output = sandbox.path("kept.wacz");
    let report = export(&library, &output, ExportOptions::default());
    assert_eq!(report.exported, 2);
    assert_eq!(report.bytes, output.metadata().unwrap().len());

    let mut archive = WebArchive::open(&output);
    for name in ["plain", "arabic-windows-1256"] {
        let [page] = archive.find(&site.page(name)).try_into().ok().unwrap();
        let (head, body) = page.message();
        assert_eq!(body, pages::find(name).bytes(site.shared()), "{name}");
        assert_eq!(page.line["digest"], sum(body));
        assert_eq!((&page.line["mime"], &page.line["status"]), (&"text/html".into(), &"200".into()));
        assert!(head.starts_with("HTTP/1.1 200 \r\n"), "{head}");
        assert!(head.contains("\r\ncontent-type: text/html"), "{head}");
        assert!(head.ends_with(&format!("\r\ncontent-length: {}", body.len())), "{head}");
        assert!(page.fields.starts_with("WARC/1.1\r\nWARC-Type: response\r\n"), "{}", page.fields);
    }
    let Ok([kept]) = <[Found; 1]>::try_from(archive.find(&site.url("/img/harbour.jpg"))) else {
        panic!("the picture is not there once")
    };
    assert_eq!(kept.block, images::bytes("harbour.jpg"));
    assert!(kept.fields.contains("\r\nWARC-Type: resource\r\n"), "{}", kept.fields);
    // Of a redirect only the way is known, and the record says that it is not whole.
    let [hop] = archive.find(&site.url("/to/hops/2")).try_into().ok().unwrap();
    let (head, body) = hop.message();
    assert!(head.contains(&format!("\r\nlocation: {}\r\n", site.url("/to/hops/1"))), "{head}");
    assert!(hop.fields.contains("\r\nWARC-Truncated: unspecified\r\n") && body.is_empty());
    let lines = archive.lines();
    assert!(lines.is_sorted(), "{lines:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_version_is_there_with_its_own_time() {
    let (site, sandbox) = (Site::start(), Sandbox::new());
    let library = sandbox.open(&site).unwrap();
    let url = site.url("/edited/plain");
    let later = now() + SignedDuration::from_hours(30);
    save_at(&library, &url, false, now()).await;
    site.edit("plain", "first bus in eleven months", "first bus in a year");
    save_at(&library, &url, true, later).await;
    let output = sandbox.path("kept.wacz");
    export(&library, &output, ExportOptions { pictures: false, ..ExportOptions::default() });

    let mut archive = WebArchive::open(&output);
    let [before, after] = archive.find(&url).try_into().ok().unwrap();
    assert_eq!((before.time.as_str(), after.time.as_str()), ("20261122120000", "20261123180000"));
    let says = |found: &Found, words: &str| String::from_utf8_lossy(&found.block).contains(words);
    assert!(says(&before, "in eleven months") && says(&after, "in a year"));
    assert!(after.fields.contains("\r\nWARC-Date: 2026-11-23T18:00:00Z\r\n"), "{}", after.fields);
    assert!(archive.lines().iter().all(|line| !line.contains("/img/")), "pictures were left out");
    let pages = String::from_utf8(archive.file("pages/pages.jsonl")).unwrap();
    let pages: Vec<Value> = pages.lines().skip(1).map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(pages.len(), 2);
    assert_eq!((&pages[0]["url"], &pages[0]["ts"]), (&url.as_str().into(), &"2026-11-22T12:00:00Z".into()));
    assert!(pages[1]["text"].as_str().unwrap().contains("in a year"));
    assert!(pages[1]["title"].as_str().unwrap().starts_with("Harbour bridge"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_package_names_each_file_with_its_hash() {
    let (site, sandbox) = (Site::start(), Sandbox::new());
    let library = sandbox.open(&site).unwrap();
    save_at(&library, &site.page("bad-pictures"), false, now()).await;
    let (first, second) = (sandbox.path("first.wacz"), sandbox.path("second.wacz"));
    let report = export(&library, &first, ExportOptions::default());
    let missing = library.article(report.left_out[0].id).unwrap().missing;
    assert_eq!(report.left_out.len(), missing.iter().filter(|(url, _)| !url.starts_with("data:")).count());
    for (url, _) in missing.iter().filter(|(url, _)| url.starts_with("http")) {
        assert!(report.left_out.iter().any(|left_out| left_out.why.contains(url.as_str())), "{url}");
    }

    let mut archive = WebArchive::open(&first);
    let package = archive.file("datapackage.json");
    let digest: Value = serde_json::from_slice(&archive.file("datapackage-digest.json")).unwrap();
    assert_eq!(digest["hash"], sum(&package));
    let package: Value = serde_json::from_slice(&package).unwrap();
    assert_eq!((&package["wacz_version"], &package["title"]), (&"1.1.1".into(), &"Harbour".into()));
    assert_eq!(package["mainPageUrl"], site.page("bad-pictures"));
    let resources = package["resources"].as_array().unwrap();
    assert_eq!(resources.len(), archive.0.len() - 2);
    for resource in resources {
        let bytes = archive.file(resource["path"].as_str().unwrap());
        assert_eq!(resource["hash"], sum(&bytes), "{resource}");
        assert_eq!(number(&resource["bytes"]), bytes.len(), "{resource}");
    }
    // Nothing in it depends on chance.
    export(&library, &second, ExportOptions::default());
    assert!(std::fs::read(first).unwrap() == std::fs::read(second).unwrap());
}

/// Runs a program of others, which must find nothing wrong.
fn judged_by(program: &str, arguments: &[&str]) -> String {
    let folder = std::env::var_os("LEDE_VALIDATORS").expect("LEDE_VALIDATORS: `./dev exports` sets it");
    let output = Command::new(PathBuf::from(folder).join(program)).args(arguments).output().unwrap();
    let said =
        [output.stdout, output.stderr].map(|said| String::from_utf8_lossy(&said).into_owned()).join("\n");
    assert!(output.status.success(), "{program}: {said}");
    said
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "asks programs of others: `./dev exports`"]
async fn a_web_archive_is_judged_by_py_wacz_and_warcio() {
    let (site, sandbox) = (Site::start(), Sandbox::new());
    let library = sandbox.open(&site).unwrap();
    for page in pages::PAGES {
        let request = SaveRequest { url: site.url(page.path), ..SaveRequest::default() };
        library.save(request, Arc::new(now), &|_| {}, &CancellationToken::new()).await.unwrap();
    }
    save_at(&library, &site.url("/to/hops/3"), false, now()).await;
    let given = SaveRequest {
        url: "https://given.example/a".into(),
        html: Some(pages::find("plain").bytes(site.shared())),
        ..SaveRequest::default()
    };
    library.save(given, Arc::new(now), &|_| {}, &CancellationToken::new()).await.unwrap();
    let output = sandbox.path("all.wacz");
    let report = export(&library, &output, ExportOptions::default());
    assert!(report.exported > 40, "{report:?}");

    let said = judged_by("wacz", &["validate", "-f", output.to_str().unwrap()]);
    assert!(said.contains("the passed WACZ is valid"), "{said}");
    let mut archive = WebArchive::open(&output);
    let warc = sandbox.path("data.warc.gz");
    std::fs::write(&warc, archive.file("archive/data.warc.gz")).unwrap();
    let said = judged_by("warcio", &["check", "-v", warc.to_str().unwrap()]);
    assert!(said.contains("digest pass") && !said.contains("digest failed"), "{said}");
    // What another program makes of the records is what the index says.
    let indexed = judged_by("cdxj-indexer", &["--sort", warc.to_str().unwrap()]);
    let places = |lines: &mut dyn Iterator<Item = &str>| -> Vec<(String, String)> {
        let part = |line: &str, name: &str| {
            let fields: Value = serde_json::from_str(&line[line.find('{').unwrap()..]).unwrap();
            fields[name].as_str().unwrap().to_owned()
        };
        let mut places: Vec<_> = lines
            .filter(|line| line.contains('{'))
            .map(|line| (part(line, "url"), part(line, "offset") + "+" + &part(line, "length")))
            .collect();
        places.sort();
        places
    };
    let ours = archive.lines();
    assert_eq!(places(&mut ours.iter().map(String::as_str)), places(&mut indexed.lines()));
}
