use super::*;
use crate::model::{Occurrences, TextRange, Wanted};

fn shown(text: &str, places: &[TextRange]) -> Vec<String> {
    let part = |place: &TextRange| {
        text.chars().skip(place.start as usize).take((place.end - place.start) as usize).collect()
    };
    places.iter().map(part).collect()
}

#[test]
fn text_and_words_of_a_query_are_found_in_an_article() {
    let archive = archive();
    let text = "The café of Fordow is a café.";
    let id = archive.save(&capture("https://example.org/a", "A café at Fordow", text));
    let find = |wanted: Wanted| archive.library.find_in(id, None, &wanted).unwrap();

    let found = find(Wanted::Text("CAFE".into()));
    assert_eq!(shown("A café at Fordow", &found.title), ["café"]);
    assert_eq!(shown(text, &found.text), ["café", "café"]);
    assert_eq!(shown(text, &find(Wanted::Text("ordo".into())).text), ["ordo"]);

    let found = find(Wanted::Query("title:fordow cafe ordo".into()));
    assert_eq!(shown("A café at Fordow", &found.title), ["café", "Fordow"]);
    assert_eq!(shown(text, &found.text), ["café", "café"]);
    assert_eq!(find(Wanted::Text("nowhere".into())), Occurrences::default());
}

#[test]
fn an_article_or_version_that_is_not_there_is_told() {
    let archive = archive();
    let id = archive.save(&capture("https://example.org/a", "One", "text"));
    let other = archive.save(&capture("https://example.org/b", "Two", "text"));
    let version = archive.library.article(other).unwrap().version;
    let wanted = Wanted::Text("text".into());
    assert!(archive.library.find_in(id, Some(version), &wanted).is_err());
    assert!(archive.library.find_in(ArticleId(99), None, &wanted).is_err());
}
