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

/// The clean copies to the letter. `INSTA_UPDATE=always cargo test --test integration clean::` writes them anew; read the
/// difference before you keep it.
#[test]
fn every_copy_is_the_one_that_was_read_and_found_good() {
    let site = Site::start();
    // One of a thousand rows, which its gold file holds.
    let pages = pages::PAGES.iter().filter(|page| page.status == 200 && page.name != "huge-table");
    for page in pages {
        let copy = clean_page(&input(&site, page)).unwrap().html;
        let copy = copy
            .replace(&site.url(""), "https://site.example")
            .replace(&site.private_url(""), "https://private.example");
        insta::assert_snapshot!(format!("copy-{}", page.name), lines(&copy));
    }
}

/// Each block on a line of its own.
fn lines(html: &str) -> String {
    const ENDS: [&str; 12] = [
        "</p>",
        "</h2>",
        "</h3>",
        "</h4>",
        "</li>",
        "</tr>",
        "</figure>",
        "</blockquote>",
        "</pre>",
        "</caption>",
        "</ul>",
        "</ol>",
    ];
    ENDS.iter().fold(html.to_owned(), |html, end| html.replace(end, &format!("{end}\n")))
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
        told: None,
        site: Default::default(),
    }
}
