//! What a person corrects in a copy stays, whatever comes of the page later.

use lede::library::{Choice, Library, SaveRequest};
use lede::model::*;
use tokio_util::sync::CancellationToken;

use crate::site::Site;
use crate::support::{Sandbox, clock, now};

const URL: &str = "https://courier.example/story";

fn page(paragraphs: &[&str]) -> Vec<u8> {
    let paragraphs: String = paragraphs.iter().map(|text| format!("<p>{text}</p>")).collect();
    format!("<html lang=en><title>Harbour bridge reopens</title><body><article><h1>Harbour bridge reopens</h1>{paragraphs}</article></body></html>")
        .into_bytes()
}

const FIRST: &str = "The iron bridge that joins the two halves of the harbour carried its first bus in eleven months on \
    Saturday morning, to the applause of some three hundred people who had come out in the rain to see it.";
const FOREIGN: &str = "The Courier's photographers won three prizes last week for the pictures that they took of the winter \
    storms, among them the first prize of the county for a picture of the old lighthouse.";
const LAST: &str = "The repairs cost 6.4 million, a third more than the county had set aside for them, and took eleven \
    months of work by day and by night, in all weathers, with divers and cranes and a great deal of patience.";
const PROMOTION: &str = "Sign up for our newsletter and get the news every morning.";

async fn save(library: &Library, html: Vec<u8>) -> SaveOutcome {
    let request =
        SaveRequest { url: URL.to_owned(), html: Some(html), refetch: true, ..SaveRequest::default() };
    library.save(request, clock(), &|_| {}, &CancellationToken::new()).await.unwrap()
}

/// The corrections with some blocks taken out or brought back, by how they begin.
async fn chosen(library: &Library, id: ArticleId, removed: &[&str], restored: &[&str]) -> Repairs {
    let blocks = library.page_blocks(id, None).await.unwrap();
    let mut choice = Choice::of(&blocks);
    for (texts, chosen) in [(removed, false), (restored, true)] {
        for text in texts {
            let block = choice.find(text, !chosen).unwrap();
            choice.choose(block, chosen);
        }
    }
    choice.repairs(blocks.repairs.fields.clone())
}

fn found(library: &Library, words: &str) -> u32 {
    library.articles(&ListQuery { find: Some(words.to_owned()), ..ListQuery::default() }).unwrap().total
}

#[tokio::test(flavor = "multi_thread")]
async fn corrections_are_a_version_that_undo_takes_back_and_later_copies_keep() {
    let (home, site) = (Sandbox::new(), Site::start());
    let library = home.open(&site).unwrap();
    let id = save(&library, page(&[FIRST, PROMOTION, FOREIGN, LAST])).await.id.unwrap();
    let plain = library.article(id).unwrap();
    let mut repairs = chosen(&library, id, &["The Courier's"], &["Sign up"]).await;
    repairs.fields.title = Some("The bridge is open".to_owned());
    let preview = library.try_repairs(id, repairs.clone()).await.unwrap();
    assert_eq!(library.article(id).unwrap(), plain, "a preview changes nothing");
    let changed = library.repair(id, repairs.clone(), now()).await.unwrap();
    let repaired = library.article(id).unwrap();
    assert_eq!((repaired.html.as_str(), repaired.summary.words), (preview.html.as_str(), preview.words));
    assert!(
        repaired.repaired && repaired.text.contains(PROMOTION) && !repaired.text.contains("photographers")
    );
    assert_eq!((repaired.version, repaired.versions), (changed.value.version, 2));
    assert_eq!(repaired.summary.words, changed.value.words);
    assert_eq!(
        [found(&library, "photographers"), found(&library, "newsletter"), found(&library, "open")],
        [0, 1, 1]
    );

    library.undo(changed.step).unwrap().unwrap();
    let back = library.article(id).unwrap();
    assert_eq!((back.version, &back.summary), (plain.version, &plain.summary));
    assert_eq!(library.repairs(id).unwrap(), Repairs::default());
    assert_eq!([found(&library, "photographers"), found(&library, "newsletter")], [1, 0]);
    library.redo().unwrap().unwrap();
    assert_eq!(library.article(id).unwrap().version, changed.value.version);
    assert_eq!(library.repairs(id).unwrap(), repairs);
    assert_eq!([found(&library, "photographers"), found(&library, "newsletter")], [0, 1]);

    let again = library.reextract(Some(&[id]), clock(), &|_| {}, &CancellationToken::new()).await.unwrap();
    assert_eq!(again[0].status, SaveStatus::Exists, "{again:?}");
    assert_eq!(library.article(id).unwrap().html, repaired.html);

    // The page comes again, changed: what was corrected is corrected there, too.
    let new =
        "A second bus followed it an hour later, and then a third one, and in the evening the first lorries.";
    let outcome = save(&library, page(&[FIRST, new, FOREIGN, PROMOTION, LAST])).await;
    assert_eq!((outcome.status, outcome.shown), (SaveStatus::Saved, true), "{outcome:?}");
    let article = library.article(id).unwrap();
    assert!(article.text.contains("second bus") && article.text.contains(PROMOTION));
    assert!(!article.text.contains("photographers") && article.repaired && article.unmatched.is_empty());
    assert_eq!(article.summary.title, "The bridge is open");

    // And says so where a correction finds nothing any more.
    save(&library, page(&[FIRST, new, LAST])).await;
    let article = library.article(id).unwrap();
    assert_eq!(article.unmatched.len(), 2, "{:?}", article.unmatched);
    assert!(article.unmatched[0].starts_with("The Courier's photographers"));
    // What finds nothing is kept for a page where it does, also when something else is corrected.
    let more = chosen(&library, id, &["A second bus"], &[]).await;
    assert_eq!((more.removed.len(), more.restored.len()), (2, 1));

    library.clear_repairs(id, now()).await.unwrap();
    let cleared = library.article(id).unwrap();
    assert!(!cleared.repaired && cleared.unmatched.is_empty() && cleared.text.contains("second bus"));
    assert_eq!(cleared.summary.title, "Harbour bridge reopens");
    assert_eq!(library.repairs(id).unwrap(), Repairs::default());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_blocks_of_a_page_show_the_pictures_that_the_archive_has() {
    let (home, site) = (Sandbox::new(), Site::start());
    let library = home.open(&site).unwrap();
    let request = SaveRequest { url: site.page("plain"), ..SaveRequest::default() };
    let id = library.save(request, clock(), &|_| {}, &CancellationToken::new()).await.unwrap().id.unwrap();
    let article = library.article(id).unwrap();
    let figure = article.html.split("<figure").nth(1).unwrap().split("</figure>").next().unwrap();
    let blocks = library.page_blocks(id, Some(article.version)).await.unwrap();
    let shown: Vec<&PageBlock> =
        blocks.blocks.iter().filter(|block| block.tag == "figure" && block.kept).collect();
    assert!(!shown.is_empty() && figure.contains("asset:"), "{figure}");
    assert!(shown[0].html.as_ref().unwrap().contains("src=\"asset:"), "{:?}", shown[0].html);
    let removed = library
        .repair(id, Repairs { removed: vec![shown[0].mark.clone()], ..Repairs::default() }, now())
        .await;
    assert!(!library.article(id).unwrap().html.contains(figure), "{removed:?}");
    library.undo(None).unwrap().unwrap();
    let back = library.article(id).unwrap();
    assert_eq!((back.version, back.html, back.summary), (article.version, article.html, article.summary));
    assert!(library.page_blocks(id, Some(VersionId(999))).await.is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_that_comes_back_is_fetched() {
    let (home, site) = (Sandbox::new(), Site::start());
    let library = home.open(&site).unwrap();
    let request = SaveRequest { url: site.page("plain"), ..SaveRequest::default() };
    let mut settings = library.settings().unwrap();
    settings.pictures = false;
    library.set_settings(settings.clone()).unwrap();
    let id = library.save(request, clock(), &|_| {}, &CancellationToken::new()).await.unwrap().id.unwrap();
    library.set_settings(CaptureSettings { pictures: true, ..settings }).unwrap();
    let fields = RepairedFields { site: Some("Another site".into()), ..RepairedFields::default() };
    let changed = library.repair(id, Repairs { fields, ..Repairs::default() }, now()).await.unwrap();
    assert!(changed.value.pictures_to_fetch > 0);
    library.run_queue(clock(), true, &|_| {}, &CancellationToken::new()).await.unwrap();
    let article = library.article(id).unwrap();
    assert_eq!((article.summary.missing_assets, article.summary.site.as_str()), (0, "Another site"));
}
