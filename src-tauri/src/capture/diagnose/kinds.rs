//! Pages that are no article, and what they are instead.

use super::facts::Facts;
use super::sign::{Sign, Signs};
use crate::model::{Doubt, EvidencePlace as Place};

/// Words of a page around a video or pictures; with more, there is an article too.
const AROUND: u32 = 120;
/// Pictures of a gallery at least.
const PICTURES: usize = 4;

/// What says that there is no article.
pub(super) fn no_article(facts: &Facts<'_>) -> Signs {
    let declared = facts.is_declared_article();
    let reason = |found: String| vec![Sign::new(Place::Text, found)];
    if facts.words == 0 {
        return reason("0 words".to_owned());
    }
    if declared {
        return Vec::new();
    }
    if facts.words < 40 && facts.survey.paragraphs < 2 {
        return reason(format!("{} words", facts.words));
    }
    if facts.certain_words == 0 {
        return reason(format!("{} words, none of them in prose", facts.words));
    }
    if is_list(facts) {
        return reason(format!("{} links in {} words", facts.body_links, facts.words));
    }
    Vec::new()
}

/// Links all over the text, or most of a front page's.
fn is_list(facts: &Facts<'_>) -> bool {
    let certain = facts.certain_words * 2 >= facts.words as usize;
    let listing = facts.body_links >= 8 && facts.body_links * 25 > facts.words as usize && !certain;
    let teasers = !certain && facts.body_links >= 4;
    let in_links = facts.survey.link_chars * 100 / facts.survey.body_chars.max(1);
    let front = facts.url.path() == "/" || facts.declared("og:type", &["website"]).is_some();
    listing || teasers || (front && in_links > 50 && facts.survey.paragraphs < 3)
}

/// What the page is instead of an article, by its data, metas, address and contents. `listed`: whether it is already
/// known that there is no article.
pub(super) fn kind(facts: &Facts<'_>, listed: bool) -> Option<(Doubt, Signs)> {
    if facts.words > AROUND && !listed {
        return None;
    }
    video(facts).or_else(|| gallery(facts)).or_else(|| index(facts).filter(|_| listed))
}

fn index(facts: &Facts<'_>) -> Option<(Doubt, Signs)> {
    let typed = facts.typed(&["CollectionPage", "SearchResultsPage", "ItemList"]);
    let addressed = facts
        .addressed(&["tag", "tags", "topic", "topics", "category", "section", "search", "archive", "author"]);
    let linked = is_list(facts).then(|| Sign::new(Place::Link, format!("{} links", facts.body_links)));
    let (all, in_links) = (facts.survey.body_chars, facts.survey.link_chars);
    let is_one = linked.is_some() || ((typed.is_some() || addressed.is_some()) && in_links * 4 > all);
    is_one.then(|| (Doubt::IndexPage, [typed, addressed, linked].into_iter().flatten().collect()))
}

fn video(facts: &Facts<'_>) -> Option<(Doubt, Signs)> {
    if facts.words > AROUND {
        return None;
    }
    let typed = facts.typed(&["VideoObject"]);
    let declared = facts.declared("og:type", &["video"]);
    let addressed = facts.addressed(&["video", "videos", "watch", "vidéo", "vidéos", "mediathek"]);
    let is_one =
        declared.is_some() || (typed.is_some() && (addressed.is_some() || !facts.is_declared_article()));
    is_one.then(|| (Doubt::VideoPage, [declared, typed, addressed].into_iter().flatten().collect()))
}

fn gallery(facts: &Facts<'_>) -> Option<(Doubt, Signs)> {
    let typed = facts.typed(&["ImageGallery", "MediaGallery"]);
    let addressed = facts.addressed(&[
        "gallery",
        "galleries",
        "photos",
        "photo",
        "pictures",
        "slideshow",
        "slideshows",
        "bildergalerie",
        "fotostrecke",
        "galerie",
        "galeria",
        "fotogalerie",
        "fotogaleria",
        "photogallery",
        "diaporama",
        "foto",
        "fotos",
    ]);
    let pictured = (facts.pictures >= PICTURES)
        .then(|| Sign::new(Place::Text, format!("{} pictures, {} words", facts.pictures, facts.words)));
    let is_one = facts.words <= AROUND && (typed.is_some() || (addressed.is_some() && pictured.is_some()));
    is_one.then(|| (Doubt::GalleryPage, [typed, addressed, pictured].into_iter().flatten().collect()))
}
