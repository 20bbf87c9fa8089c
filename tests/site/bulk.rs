//! As many different articles as one wants: `/bulk/N`, each with its own words and pictures.

use axum::Router;
use axum::extract::{Path, State};
use axum::response::Html;
use axum::routing::get;

use super::Shared;
use super::pages::Chrome;

const PLACES: &[&str] = &[
    "Ardmoor", "Belhaven", "Corran", "Dunlea", "Eastwick", "Farrow", "Glenside", "Hartwell", "Inverby",
    "Jura", "Kilmory",
];
const TOPICS: &[&str] = &[
    "ferry timetable",
    "school roof",
    "wind farm",
    "fish market",
    "night bus",
    "library hours",
    "flood wall",
];
const BODIES: &[&str] =
    &["council", "port authority", "residents' association", "planning board", "coastguard"];
const VERBS: &[&str] = &["delayed", "approved", "questioned", "defended", "reversed", "welcomed"];
const REASONS: &[&str] = &[
    "after a winter of complaints from people who live along the quay",
    "because the money that the ministry had promised did not arrive",
    "following a public meeting that went on until after midnight",
    "as engineers reported that the old foundations would not hold",
    "although two of its members had spoken against it in the spring",
    "when figures published on Monday showed that fewer people use it",
];

pub(super) fn routes() -> Router<Shared> {
    Router::new().route("/bulk/{number}", get(article))
}

async fn article(State(shared): State<Shared>, Path(number): Path<u64>) -> Html<String> {
    Html(Chrome::Courier.around("en", &head(number), &body(number), &shared))
}

/// Where an article lies on the site.
#[must_use]
pub fn path(number: u64) -> String {
    format!("/bulk/{number}")
}

/// A headline that no other number has.
#[must_use]
pub fn title(number: u64) -> String {
    let pick = Pick(number);
    format!(
        "{} {} {} {}, report {number}",
        pick.of(PLACES, 0),
        pick.of(BODIES, 1),
        pick.of(VERBS, 2),
        pick.of(TOPICS, 3)
    )
}

fn head(number: u64) -> String {
    let title = title(number);
    let day = number % 28 + 1;
    format!(
        "<meta charset=\"utf-8\"><title>{title} - The Harbour Courier</title><meta property=\"og:title\" content=\"{title}\">\
         <meta property=\"og:image\" content=\"/img/unique/{number}-lead.jpg\"><meta name=\"author\" content=\"Reporter {}\">\
         <meta property=\"article:published_time\" content=\"2026-02-{day:02}T08:00:00+00:00\">",
        number % 40
    )
}

fn body(number: u64) -> String {
    let lead = format!(
        "<article class=\"post\"><h1 class=\"entry-title\">{}</h1><div class=\"entry-content\">\
         <figure><img src=\"/img/unique/{number}-lead.jpg\" alt=\"\"><figcaption>Photograph {number}</figcaption></figure>",
        title(number)
    );
    let paragraphs = (0..9).map(|paragraph| {
        paragraph_of(Pick(number.wrapping_mul(31).wrapping_add(paragraph)), paragraph, number)
    });
    format!("{lead}{}</div></article>", paragraphs.collect::<String>())
}

/// A paragraph of an article, without a picture.
pub(super) fn paragraph(number: u64, paragraph: u64) -> String {
    paragraph_of(Pick(number.wrapping_mul(31).wrapping_add(paragraph)), 0, number)
}

fn paragraph_of(pick: Pick, paragraph: u64, number: u64) -> String {
    let sentences = (0..4).map(|sentence| {
        format!(
            "The {} of {} {} the plans for the {} {}. ",
            pick.of(BODIES, sentence * 5 + 1),
            pick.of(PLACES, sentence * 5 + 2),
            pick.of(VERBS, sentence * 5 + 3),
            pick.of(TOPICS, sentence * 5 + 4),
            pick.of(REASONS, sentence * 5 + 5),
        )
    });
    let text = format!("<p>{}</p>", sentences.collect::<String>());
    if paragraph == 4 {
        format!("{text}<img src=\"/img/unique/{number}-second.jpg\" alt=\"The quay\">")
    } else {
        text
    }
}

/// Chooses words by a number: the same number always gives the same article.
#[derive(Clone, Copy)]
struct Pick(u64);

impl Pick {
    fn of(self, words: &[&'static str], salt: u64) -> &'static str {
        // The finaliser of SplitMix64.
        let mut mixed = self.0.wrapping_add(salt.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        words[(mixed ^ (mixed >> 31)) as usize % words.len()]
    }
}
