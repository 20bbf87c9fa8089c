//! Highlights on pages that change: made, found again, not found, and found on the old version.

use lede::library::{Library, SaveRequest};
use lede::model::{
    Anchoring, ArticleId, Highlight, HighlightColor, HighlightPatch, HighlightQuery, ListQuery, SaveStatus,
    Shelf, VersionId,
};
use tokio_util::sync::CancellationToken;

use crate::site::{Site, edited};
use crate::support::{Sandbox, clock, now};

const APPLAUSE: &str = "the applause of some three hundred people";
const FOOTINGS: &str = "Engineers had inspected the ironwork above the water every spring";
const OVER_A_BORDER: &str = "as long as I live.” Rust where nobody had looked";
const FERRY: &str = "makes its last run on Sunday evening";
const PETITION: &str = "A petition to keep it going through the summer";

struct Archive {
    library: Library,
    site: Site,
    article: ArticleId,
    _sandbox: Sandbox,
}

/// An archive with one article of a page that can be edited.
async fn archive() -> Archive {
    let (site, sandbox) = (Site::start(), Sandbox::new());
    let library = sandbox.open(&site).unwrap();
    let request = SaveRequest { url: site.url(&edited::path("plain")), ..SaveRequest::default() };
    let saved = library.save(request, clock(), &|_| {}, &CancellationToken::new()).await.unwrap();
    Archive { library, site, article: saved.id.unwrap(), _sandbox: sandbox }
}

impl Archive {
    fn highlight(&self, quote: &str) -> Highlight {
        let details = HighlightPatch::default();
        self.library.highlight_quote(self.article, None, quote, None, &details, now()).unwrap().value
    }

    fn edit(&self, words: &str, others: &str) {
        self.site.edit("plain", words, others);
    }

    async fn fetch_again(&self) -> VersionId {
        // The page names another address as its own, so the edited one is asked for again.
        let request = SaveRequest {
            url: self.site.url(&edited::path("plain")),
            refetch: true,
            ..SaveRequest::default()
        };
        let saved = self.library.save(request, clock(), &|_| {}, &CancellationToken::new()).await.unwrap();
        assert_eq!((saved.status, saved.id), (SaveStatus::Saved, Some(self.article)));
        saved.version.unwrap()
    }

    /// How each quote was found in a version, in the order of the list.
    fn found(&self, version: Option<VersionId>) -> Vec<(String, Option<Anchoring>)> {
        let highlights = self.library.highlights(self.article, version).unwrap();
        highlights.into_iter().map(|h| (h.quote, h.anchored)).collect()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn highlights_are_found_again_when_the_page_changes() {
    let archive = archive().await;
    let library = &archive.library;
    for quote in [FERRY, APPLAUSE, FOOTINGS, OVER_A_BORDER, PETITION] {
        archive.highlight(quote);
    }
    let first = library.article(archive.article).unwrap();
    let over = "as long as I live.”\nRust where nobody had looked";
    let quotes: Vec<&str> = first.highlights.iter().map(|h| h.quote.as_str()).collect();
    assert_eq!(quotes, [APPLAUSE, over, FOOTINGS, FERRY, PETITION]);
    assert!(
        first.highlights.iter().all(|h| h.anchored == Some(Anchoring::Exact) && h.version == first.version)
    );

    // A sentence before is rewritten, a paragraph goes to the end, words of one passage change, another one is gone.
    let moved = "<p>The number 4, driven by Agnes Holm, who was also at the wheel of the last bus before the closure, \
        crossed from the fish quay to Castle Street in just under a minute. By car the way round through the valley had \
        taken twenty-five.</p>";
    archive.edit(moved, "");
    archive.edit("<p>The passenger ferry,", &format!("{moved}<p>The passenger ferry,"));
    archive.edit("The iron bridge that joins", "The old bridge of iron which at long last joins");
    archive.edit(
        "Engineers had inspected the ironwork above the water every spring",
        "Engineers inspected the ironwork above the water each spring",
    );
    archive.edit(
        "A petition to keep it going through the summer had gathered 1,800 signatures by the time the ribbon was cut.",
        "Nobody has said yet what will become of the boat.",
    );
    let second = archive.fetch_again().await;
    assert_ne!(second, first.version);
    assert_eq!(
        archive.found(None),
        [
            (APPLAUSE.to_owned(), Some(Anchoring::Exact)),
            (over.to_owned(), Some(Anchoring::Exact)),
            (FOOTINGS.to_owned(), Some(Anchoring::Approximate)),
            (FERRY.to_owned(), Some(Anchoring::Exact)),
            (PETITION.to_owned(), None),
        ]
    );
    assert_eq!(archive.found(Some(first.version)), quotes.map_exact());

    // On the old version everything is where it was, and undoing a deletion brings back what was known.
    library.show_version(archive.article, first.version, now()).unwrap();
    assert_eq!(archive.found(None), quotes.map_exact());
    library.show_version(archive.article, second, now()).unwrap();
    let before = library.highlights(archive.article, None).unwrap();
    let ids: Vec<_> = before.iter().map(|h| h.id).collect();
    library.delete_highlights(&ids, now()).unwrap();
    assert_eq!(archive.found(None), []);
    library.undo(None).unwrap();
    assert_eq!(library.highlights(archive.article, None).unwrap(), before);
    assert_eq!(crate::verify::faults(&archive._sandbox.archive()), Vec::<String>::new());
}

/// The quotes as they are listed where every one was found word for word.
trait MapExact {
    fn map_exact(&self) -> Vec<(String, Option<Anchoring>)>;
}

impl MapExact for Vec<&str> {
    fn map_exact(&self) -> Vec<(String, Option<Anchoring>)> {
        self.iter().map(|quote| ((*quote).to_owned(), Some(Anchoring::Exact))).collect()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_highlight_made_on_an_old_version_is_found_on_the_one_that_is_shown() {
    let archive = archive().await;
    let first = archive.library.article(archive.article).unwrap().version;
    archive.edit(
        "to the applause of some three hundred people",
        "to the great applause of some three hundred people",
    );
    archive.fetch_again().await;
    let details = HighlightPatch::default();
    let made = archive
        .library
        .highlight_quote(
            archive.article,
            Some(first),
            "to the applause of some three hundred people",
            None,
            &details,
            now(),
        )
        .unwrap()
        .value;
    assert_eq!((made.version, made.anchored), (first, Some(Anchoring::Approximate)));
    let place = made.place.unwrap();
    assert_eq!(place.end - place.start, made.position.end - made.position.start + 6);
}

#[tokio::test(flavor = "multi_thread")]
async fn highlights_are_found_by_words_tag_and_colour() {
    let archive = archive().await;
    let library = &archive.library;
    let details = HighlightPatch {
        color: Some(HighlightColor::Green),
        note: Some("Ask the *harbourmaster*".into()),
        add_tags: vec!["people/crowds".parse().unwrap()],
        ..HighlightPatch::default()
    };
    library.highlight_quote(archive.article, None, APPLAUSE, None, &details, now()).unwrap();
    archive.highlight(FERRY);
    let quotes = |query: HighlightQuery| -> Vec<String> {
        let page = library.all_highlights(&query).unwrap();
        assert_eq!(page.total as usize, page.rows.len());
        page.rows.into_iter().map(|row| row.highlight.quote).collect()
    };
    let tag = library.tag_named(&"People".parse().unwrap()).unwrap().id;
    let all = HighlightQuery::default;
    assert_eq!(quotes(all()), [FERRY, APPLAUSE]);
    assert_eq!(quotes(HighlightQuery { colors: vec![HighlightColor::Green], ..all() }), [APPLAUSE]);
    assert_eq!(quotes(HighlightQuery { tag: Some(tag), ..all() }), [APPLAUSE]);
    assert_eq!(quotes(HighlightQuery { find: Some("HARBOURMASTER".into()), ..all() }), [APPLAUSE]);
    assert_eq!(quotes(HighlightQuery { find: Some("sunday".into()), ..all() }), [FERRY]);
    assert_eq!(quotes(HighlightQuery { to: Some(now()), ..all() }), [""; 0]);
    let find = |words: &str| {
        let query = ListQuery { shelf: Shelf::All, find: Some(words.into()), ..ListQuery::default() };
        library.articles(&query).unwrap().total
    };
    assert_eq!((find("harbourmaster"), find("nothing-such")), (1, 0));
    library.undo(None).unwrap();
    library.undo(None).unwrap();
    assert_eq!((quotes(all()), find("harbourmaster")), (vec![], 0));
}
