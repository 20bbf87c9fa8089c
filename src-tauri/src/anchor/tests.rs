use proptest::prelude::*;

use super::*;
use crate::model::{Anchoring, Place};

const STORY: &str = "The harbour bridge reopened on Monday after nine years of repairs. Nobody was hurt when a crane fell \
    in March.\nThe mayor, Ada Lund, called it “a good day for the town”. She had said the same in May.\nThe ferry will \
    stop in June. The mayor said the boats would be sold.";

fn passage(text: &Text, words: &str) -> Passage {
    Passage::of(text, find_quote(text, words, None).unwrap()).unwrap()
}

/// What is found in a text of what stood in another.
fn found(before: &str, words: &str, after: &str) -> Option<(String, Anchoring)> {
    let (before, after) = (Text::new(before), Text::new(after));
    let passage = passage(&before, words);
    let place = place(&passage, Some(&before), &after)?;
    Some((after.slice(place.start..place.end), place.how))
}

#[test]
fn a_passage_is_found_where_it_went() {
    let moved = STORY.split('\n').rev().collect::<Vec<_>>().join("\n");
    for words in [
        "Ada Lund",
        "Nobody was hurt when a crane fell in March.",
        "said the same",
        "The ferry will stop in June.",
    ] {
        assert_eq!(found(STORY, words, &moved), Some((words.to_owned(), Anchoring::Exact)), "{words}");
    }
}

#[test]
fn spelling_and_white_space_do_not_matter() {
    let after = STORY.replace(['“', '”'], "\"").replace("the town", "the\ntown");
    assert_eq!(
        found(STORY, "“a good day for the town”", &after),
        Some(("\"a good day for the\ntown\"".to_owned(), Anchoring::Context))
    );
}

#[test]
fn changed_words_are_found_by_what_is_left() {
    let after = STORY.replace("a crane fell in March", "a large crane toppled over in March");
    assert_eq!(
        found(STORY, "Nobody was hurt when a crane fell in March.", &after),
        Some((
            "Nobody was hurt when a large crane toppled over in March.".to_owned(),
            Anchoring::Approximate
        ))
    );
    let after = STORY.replace("harbour bridge", "harbor bridge");
    assert_eq!(found(STORY, "harbour", &after), Some(("harbor".to_owned(), Anchoring::Approximate)));
}

#[test]
fn of_the_same_words_the_right_ones_are_found() {
    let second = STORY.rfind("The mayor").map(|at| STORY[..at].chars().count()).unwrap();
    let before = Text::new(STORY);
    let passage = Passage::of(&before, second..second + 9).unwrap();
    let after = Text::new(&format!("Updated at noon.\n{STORY}"));
    let place = place(&passage, Some(&before), &after).unwrap();
    assert_eq!((place.start, place.how), (second + 17, Anchoring::Exact));
}

#[test]
fn what_is_gone_is_not_found_where_others_say_the_same() {
    let after = STORY.replace(" The mayor said the boats would be sold.", "");
    let before = Text::new(STORY);
    let at = STORY.chars().count() - "The mayor said the boats would be sold.".len();
    let gone = Passage::of(&before, at..at + 9).unwrap();
    assert_eq!(place(&gone, Some(&before), &Text::new(&after)), None);
    assert_eq!(place(&gone, None, &Text::new(&after)), None);
    assert_eq!(
        found(STORY, "Nobody was hurt", "Another story altogether, about the price of fish and rope."),
        None
    );
}

#[test]
fn a_quote_of_several_places_is_ambiguous() {
    let text = Text::new(STORY);
    assert_eq!(find_quote(&text, "The mayor", None), Err(QuoteFault::Ambiguous(2)));
    assert_eq!(find_quote(&text, "the mayor", None), Err(QuoteFault::Ambiguous(2)));
    assert_eq!(find_quote(&text, "The mayor", Some(2)).map(|r| text.slice(r)), Ok("The mayor".to_owned()));
    assert_eq!(find_quote(&text, "The mayor", Some(3)), Err(QuoteFault::Missing));
    assert_eq!(find_quote(&text, "the mayor of nowhere", None), Err(QuoteFault::Missing));
    assert_eq!(find_quote(&text, " ", None), Err(QuoteFault::Missing));
    assert_eq!(
        find_quote(&text, "'a good  day for the town'", None).map(|r| text.slice(r)),
        Ok("“a good day for the town”".to_owned())
    );
}

fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{1,80}",
        "([a-c ]|\n|“|é|e\u{301}|می\u{200c}|شود|漢字|𝔘|👩\u{200d}👧|각|\u{1100}\u{1161}|ﬁ|\u{ad}){1,60}",
        Just(STORY.to_owned()),
    ]
}

proptest! {
    #[test]
    fn any_range_is_found_in_its_own_text(text in texts(), from in 0.0..1.0, to in 0.0..1.0) {
        let text = Text::new(&text);
        let at = |share: f64| (share * text.length() as f64) as usize;
        let range = at(from).min(at(to))..at(from).max(at(to)).max(at(from).min(at(to)) + 1);
        let passage = Passage::of(&text, range.clone()).unwrap();
        let expected = Place { start: range.start, end: range.end, how: Anchoring::Exact, likeness: 1.0 };
        prop_assert_eq!(place(&passage, Some(&text), &text), Some(expected));
        prop_assert_eq!(place(&passage, None, &text), Some(expected));
    }

    #[test]
    fn a_place_in_any_other_text_is_in_it(a in texts(), b in texts(), from in 0.0..1.0, length in 1_usize..40) {
        let (a, b) = (Text::new(&a), Text::new(&b));
        let start = (from * (a.length() - 1) as f64) as usize;
        let passage = Passage::of(&a, start..(start + length).min(a.length())).unwrap();
        for origin in [Some(&a), None] {
            if let Some(place) = place(&passage, origin, &b) {
                prop_assert!(place.start < place.end && place.end <= b.length());
                prop_assert!(place.how != Anchoring::Exact || b.slice(place.start..place.end) == passage.quote.exact);
            }
        }
    }

    #[test]
    fn a_quote_of_a_text_is_found_or_ambiguous(text in texts(), from in 0.0..1.0, length in 1_usize..20) {
        let text = Text::new(&text);
        let start = (from * (text.length() - 1) as f64) as usize;
        let words = text.slice(start..start + length);
        match find_quote(&text, &words, None) {
            Ok(range) => prop_assert_eq!(text.slice(range), words.trim()),
            Err(QuoteFault::Ambiguous(places)) => prop_assert!(places > 1),
            Err(QuoteFault::Missing) => prop_assert!(words.trim().is_empty()),
        }
    }
}
