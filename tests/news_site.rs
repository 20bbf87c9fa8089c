//! The news site keeps its own promises, so that a failing test speaks of the program and not of the site.

use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};

use crate::gold::Gold;
use crate::site::{Point, Site, pages};
use crate::support::fixture;

#[test]
fn every_page_has_a_gold_file_and_a_path_of_its_own() {
    let files: BTreeSet<String> = std::fs::read_dir(fixture("site/gold"))
        .unwrap()
        .map(|entry| entry.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    let pages: BTreeSet<String> = pages::PAGES.iter().map(|page| page.name.to_owned()).collect();
    assert_eq!(files, pages);
    let paths: BTreeSet<_> = pages::PAGES.iter().map(|page| page.path).collect();
    assert_eq!(paths.len(), pages::PAGES.len());
}

/// What a clean copy must hold is on the page in these very words, and so is what it must not hold (or the row would
/// test nothing).
#[test]
fn what_gold_files_quote_is_on_the_page() {
    let site = Site::start();
    for page in pages::PAGES {
        let gold = Gold::of(page.name);
        let encoding = encoding_rs::Encoding::for_label(page.charset.as_bytes()).unwrap();
        let source = encoding.decode(&page.bytes(site.shared())).0.into_owned();
        let source = crate::gold::visible(&source);
        for quote in &gold.contains {
            assert!(source.contains(quote.as_str()), "{}: {quote:?} is not on the page", page.name);
        }
        let fair = ["Ã", "alert(1)", "onerror", "document.write"];
        for quote in gold.lacks.iter().filter(|quote| !fair.contains(&quote.as_str())) {
            assert!(source.contains(quote.as_str()), "{}: {quote:?} is not on the page", page.name);
        }
    }
}

#[test]
fn stopping_closes_listeners_and_open_connections() {
    let mut site = Site::start();
    let address: SocketAddr = site.url("").trim_start_matches("http://").parse().unwrap();
    let mut idle = TcpStream::connect(address).unwrap();
    idle.write_all(b"GET /robots.txt HTTP/1.1\r\nHost: site\r\n\r\n").unwrap();
    idle.read_exact(&mut [0; 15]).unwrap();
    site.stop();
    let mut rest = Vec::new();
    let _ = idle.read_to_end(&mut rest);
    assert!(TcpStream::connect(address).is_err());
}

#[test]
fn the_record_tells_what_was_asked_and_acts_when_told() {
    let site = Site::start();
    let (reached, at_second) = std::sync::mpsc::channel();
    site.record().at(Point::Request(2), move || reached.send(()).unwrap());
    let address: SocketAddr = site.url("").trim_start_matches("http://").parse().unwrap();
    for path in ["/robots.txt", "/img/harbour.jpg?size=full"] {
        let mut stream = TcpStream::connect(address).unwrap();
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: site\r\nUser-Agent: reader\r\nConnection: close\r\n\r\n"
        )
        .unwrap();
        stream.read_to_end(&mut Vec::new()).unwrap();
    }
    at_second.try_recv().unwrap();
    let log = site.record().log();
    assert_eq!(
        log.iter().map(|logged| logged.path.as_str()).collect::<Vec<_>>(),
        ["/robots.txt", "/img/harbour.jpg?size=full"]
    );
    assert_eq!(log[1].header("user-agent"), Some("reader"));
    assert_eq!(site.record().most_in_flight(site.public_address()), 1);
    assert!(site.record().bytes() > 5000);
}
