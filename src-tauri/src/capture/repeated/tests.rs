use super::*;

const PARAGRAPH: &str = "The ministry said on Tuesday that the talks would resume next week in Geneva, after a break \
of three months that both of them had used to consult their governments at home.";
const PROMISE: &str = "We answer every letter that reaches the desk, and we correct what we get wrong.";

/// The page's blocks as (heading, text, odds), the other pages by their texts; what is dropped, and on how many it stood.
fn dropped(blocks: &[(bool, &str, f32)], pages: &[&[&str]]) -> Vec<Option<u32>> {
    let page: Vec<Block> = blocks
        .iter()
        .map(|(heading, text, _)| Block { number: number(text), heading: *heading, fixed: false })
        .collect();
    let mut decisions: Vec<Decision> = blocks
        .iter()
        .map(|(_, text, probability)| Decision {
            keep: *probability > 0.5,
            probability: *probability,
            words: text.split_whitespace().count(),
            features: Vec::new(),
        })
        .collect();
    let pages: Vec<Vec<u32>> =
        pages.iter().map(|texts| texts.iter().filter_map(|text| number(text)).collect()).collect();
    let dropped = drop_repeated(&page, &mut decisions, &pages);
    for (decision, (dropped, (_, _, odds))) in decisions.iter().zip(dropped.iter().zip(blocks)) {
        assert_eq!(decision.keep, *odds > 0.5 && dropped.is_none());
    }
    dropped
}

fn story(promise: f32) -> Vec<(bool, &'static str, f32)> {
    vec![
        (false, PARAGRAPH, 0.8),
        (false, "Delegates from both sides arrived on Monday evening and were met at the airport.", 0.8),
        (false, "A first round of talks had ended in March without any agreement on the border.", 0.8),
        (false, PROMISE, promise),
    ]
}

#[test]
fn a_text_is_known_again_whatever_its_case_space_and_digits() {
    assert_eq!(number("  READ our 25 newsletters, free! "), number("Read our 7 newsletters free"));
    assert_ne!(number("Read our newsletters for free"), number("Read our newsletter for free"));
    assert_eq!(number("Background"), None);
    assert!(number("この記事は会員限定です").is_some());
}

#[test]
fn what_three_other_pages_say_goes() {
    let other: &[&str] = &["Something else entirely stands here.", PROMISE];
    assert_eq!(dropped(&story(0.7), &[other; 3]), [None, None, None, Some(3)]);
    assert_eq!(dropped(&story(0.7), &[other; 2]), [None; 4]);
}

#[test]
fn a_block_without_doubt_must_stand_on_more() {
    assert_eq!(dropped(&story(0.99), &[&[PROMISE][..]; 6]), [None, None, None, Some(6)]);
    assert_eq!(dropped(&story(0.99), &[&[PROMISE][..]; 5]), [None; 4]);
}

#[test]
fn copies_of_the_same_article_say_nothing() {
    let story = story(0.7);
    let copy: Vec<&str> = story.iter().map(|(_, text, _)| *text).collect();
    assert_eq!(dropped(&story, &[&copy[..]; 5]), [None; 4]);
}

#[test]
fn a_page_that_is_mostly_furniture_is_left_alone() {
    let page = [(false, "A short notice of six words.", 0.7), (false, PROMISE, 0.7)];
    assert_eq!(dropped(&page, &[&[PROMISE][..]; 5]), [None; 2]);
}

#[test]
fn a_recurring_heading_stays_over_what_is_new() {
    let heading = "What we know so far about this";
    let mut page = story(0.7);
    page.insert(1, (true, heading, 0.7));
    assert_eq!(dropped(&page, &[&[heading, PROMISE][..]; 4]), [None, None, None, None, Some(4)]);
    page.insert(4, (true, "About this newspaper and us", 0.7));
    let other: &[&str] = &[heading, "About this newspaper and us", PROMISE];
    assert_eq!(dropped(&page, &[other; 4]), [None, None, None, None, Some(4), Some(4)]);
}
