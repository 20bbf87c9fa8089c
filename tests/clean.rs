//! Cleaning without fetching: every page of the news site as bytes, so that a fault of extraction is told from one of
//! fetching.

use lede::capture::{PageInput, clean_page};

use crate::gold::{Gold, Row};
use crate::site::{Site, pages};
use crate::support::now;

#[test]
fn every_page_cleans_as_its_gold_file_says() {
    let site = Site::start();
    let mut wrong = Vec::new();
    for page in pages::PAGES.iter().filter(|page| page.status == 200) {
        let mut row = Row::new(page.name);
        match clean_page(&input(&site, page)) {
            Ok(cleaned) => Gold::of(page.name).of_the_page_alone().compare_page(&cleaned, &mut row),
            Err(error) => row.wrong(format!("failed: {error}")),
        }
        wrong.extend(row.into_findings());
    }
    assert!(wrong.is_empty(), "{} findings:\n{}", wrong.len(), wrong.join("\n"));
    assert_eq!(site.record().requests(), 0);
}

#[test]
fn cleaning_is_a_pure_function() {
    let site = Site::start();
    for page in pages::PAGES.iter().filter(|page| page.status == 200) {
        let input = input(&site, page);
        assert_eq!(clean_page(&input).unwrap(), clean_page(&input).unwrap(), "{}", page.name);
    }
}

fn input(site: &Site, page: &pages::Page) -> PageInput {
    PageInput {
        body: page.bytes(site.shared()),
        content_type: Some(page.content_type.to_owned()),
        status: page.status,
        url: site.url(page.path),
        fetched: now(),
        truncated: false,
        site: Default::default(),
    }
}
