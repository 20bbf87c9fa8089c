//! What differs, as a person would say it; and that applying it leads from one text to the other.

use proptest::prelude::*;

use super::units::{Words, paragraphs, sentences};
use super::{Copy, compare};
use crate::model::{
    AssetHash, ChangeSummary, ComparedParagraph, ComparedPicture, Comparison, ParagraphKind, Segment,
    SegmentKind,
};

fn copy(text: &str) -> Copy<'_> {
    Copy { title: "", authors: &[], text, html: "", pictures: &[] }
}

fn texts(before: &str, after: &str) -> Comparison {
    compare(&copy(before), &copy(after))
}

/// Segments as `same [-removed-] {+added+} <-moved away-> <+moved here+>`.
fn marked(segments: &[Segment]) -> String {
    let marks = |segment: &Segment| match segment.kind {
        SegmentKind::Same => segment.text.clone(),
        SegmentKind::Removed => format!("[-{}-]", segment.text),
        SegmentKind::Added => format!("{{+{}+}}", segment.text),
        SegmentKind::MovedAway => format!("<-{}->", segment.text),
        SegmentKind::MovedHere => format!("<+{}+>", segment.text),
    };
    segments.iter().map(marks).collect()
}

fn kinds(comparison: &Comparison) -> Vec<ParagraphKind> {
    comparison.paragraphs.iter().map(|paragraph| paragraph.kind).collect()
}

fn one(before: &str, after: &str) -> String {
    let comparison = texts(before, after);
    assert_eq!(comparison.paragraphs.len(), 1, "{comparison:#?}");
    marked(&comparison.paragraphs[0].segments)
}

/// The text that a comparison began with, or with `second` the one it led to.
fn side(comparison: &Comparison, second: bool) -> String {
    use {ParagraphKind as P, SegmentKind as S};
    let (paragraphs, kinds) = if second {
        ([P::Removed, P::MovedAway], [S::Same, S::Added, S::MovedHere])
    } else {
        ([P::Added, P::MovedHere], [S::Same, S::Removed, S::MovedAway])
    };
    let text = |paragraph: &ComparedParagraph| -> String {
        let own = paragraph.segments.iter().filter(|segment| kinds.contains(&segment.kind));
        own.map(|segment| segment.text.as_str()).collect()
    };
    let own = comparison.paragraphs.iter().filter(|paragraph| !paragraphs.contains(&paragraph.kind));
    own.map(text).collect::<Vec<_>>().join("\n\n")
}

#[test]
fn words_are_marked_and_not_letters() {
    assert_eq!(
        one("The council met on Monday and voted.", "The council met on Tuesday and voted."),
        "The council met on [-Monday-]{+Tuesday+} and voted."
    );
    assert_eq!(
        one("Prices rose by 4.5 percent.", "Prices rose sharply by 4.5 percent."),
        "Prices rose {+sharply +}by 4.5 percent."
    );
}

#[test]
fn a_rewritten_sentence_is_one_change() {
    let before = "The ferry sank off the coast. Nobody was hurt, the operator said. An inquiry has begun.";
    let after = "The ferry sank off the coast. Two people died in the accident. An inquiry has begun.";
    assert_eq!(
        one(before, after),
        "The ferry sank off the coast. [-Nobody was hurt, the operator said. -]{+Two people died in the accident. +}An \
         inquiry has begun."
    );
    let summary = texts(before, after).summary;
    assert_eq!((summary.sentences_removed, summary.sentences_added, summary.sentences_changed), (1, 1, 0));
}

#[test]
fn scripts_without_spaces_change_by_words() {
    assert_eq!(one("他昨天去了上海开会。", "他昨天去了北京开会。"), "他昨天去了[-上海-]{+北京+}开会。");
    assert_eq!(one("首相は東京で会見した。", "首相は大阪で会見した。"), "首相は[-東京-]{+大阪+}で会見した。");
    assert_eq!(
        one("او گفت که می‌رود و برمی‌گردد.", "او گفت که نمی‌رود و برمی‌گردد."),
        "او گفت که [-می‌رود-]{+نمی‌رود+} و برمی‌گردد."
    );
}

#[test]
fn directions_are_told_for_each_paragraph() {
    let comparison = texts("English first.\n\nسلام دنیا.\n\n123", "English first.\n\nسلام جهان.\n\n123");
    let directions: Vec<_> = comparison.paragraphs.iter().map(|paragraph| paragraph.rtl).collect();
    assert_eq!(directions, [Some(false), Some(true), None]);
}

const HARBOUR: &str = "The harbour bridge reopened on Friday after two years of repairs to its cables.";
const FERRIES: &str = "Ferries that carried commuters in the meantime will sail for one more month.";
const COSTS: &str = "The works cost forty million more than planned, the ministry of transport said.";

#[test]
fn a_moved_paragraph_is_neither_gone_nor_new() {
    let before = [HARBOUR, FERRIES, COSTS].join("\n\n");
    let after = [COSTS, HARBOUR, FERRIES].join("\n\n");
    let comparison = texts(&before, &after);
    use ParagraphKind::{MovedAway, MovedHere, Same};
    assert_eq!(kinds(&comparison), [MovedHere, Same, Same, MovedAway]);
    assert_eq!(comparison.summary, ChangeSummary { paragraphs_moved: 1, ..ChangeSummary::default() });
    let places = |at: usize| (comparison.paragraphs[at].before, comparison.paragraphs[at].after);
    assert_eq!((places(0), places(3)), ((Some(2), Some(0)), (Some(2), Some(0))));
}

#[test]
fn a_paragraph_that_moved_and_changed_is_told_against_itself() {
    let before = [HARBOUR, FERRIES, COSTS].join("\n\n");
    let costs = COSTS.replace("forty", "sixty");
    let after = [costs.as_str(), HARBOUR, FERRIES].join("\n\n");
    let comparison = texts(&before, &after);
    assert_eq!(comparison.paragraphs[0].kind, ParagraphKind::MovedHere);
    assert_eq!(
        marked(&comparison.paragraphs[0].segments),
        "The works cost [-forty-]{+sixty+} million more than planned, the ministry of transport said."
    );
    assert_eq!((comparison.summary.paragraphs_moved, comparison.summary.sentences_changed), (1, 1));
}

#[test]
fn a_paragraph_cut_in_two_loses_and_gains_nothing() {
    let before = [HARBOUR, FERRIES].join(" ");
    let after = [HARBOUR, FERRIES].join("\n\n");
    let summary = texts(&before, &after).summary;
    assert_eq!((summary.sentences_removed, summary.sentences_added, summary.sentences_moved), (0, 0, 1));
    assert_eq!((summary.words_removed, summary.words_added), (0, 0));
}

#[test]
fn repeated_paragraphs_keep_their_neighbours() {
    let comparison = texts("* * *\n\na a a\n\n* * *\n\nb b b\n\n* * *", "a a a\n\n* * *\n\nb b b\n\n* * *");
    use ParagraphKind::{Removed, Same};
    assert_eq!(kinds(&comparison), [Removed, Same, Same, Same, Same]);
}

#[test]
fn abbreviations_end_no_sentence() {
    assert_eq!(
        sentences("Mr. Smith met Gov. Lee. They talked."),
        ["Mr. Smith met Gov. Lee. ", "They talked."]
    );
    assert_eq!(sentences("چه شد؟ نمی‌دانیم."), ["چه شد؟ ", "نمی‌دانیم."]);
    assert_eq!(sentences("下雨了。他没来。"), ["下雨了。", "他没来。"]);
}

#[test]
fn headline_authors_and_pictures_count() {
    let picture = |url: &str, hash: Option<&str>| ComparedPicture {
        url: url.into(),
        hash: hash.map(|hash| AssetHash(hash.into())),
    };
    let before = [
        picture("https://a.example/1.jpg?w=640", Some("aa")),
        picture("https://a.example/2.jpg", Some("bb")),
        picture("https://a.example/3.jpg", None),
    ];
    let after = [
        picture("https://a.example/1.jpg?w=1280", Some("cc")),
        picture("https://cdn.example/2.jpg", Some("bb")),
        picture("https://a.example/4.jpg", None),
    ];
    let (one, two) = (["Mina".to_owned()], ["Mina".to_owned(), "Omid".to_owned()]);
    let a =
        Copy { title: "Bridge opens", authors: &one, pictures: &before, html: "<p>x</p>", ..copy(HARBOUR) };
    let b = Copy { title: "Bridge reopens", authors: &two, pictures: &after, html: "<p>y</p>", ..a };
    let comparison = compare(&a, &b);
    assert_eq!(marked(&comparison.title), "Bridge [-opens-]{+reopens+}");
    assert_eq!(marked(&comparison.byline), "Mina{+, Omid+}");
    assert_eq!(comparison.pictures_removed, [before[2].clone()]);
    assert_eq!(comparison.pictures_added, [after[2].clone()]);
    let summary = comparison.summary;
    assert!(summary.title && summary.byline && !summary.markup && !summary.is_empty(), "{summary:?}");
    let markup = compare(&a, &Copy { html: "<p>y</p>", ..a }).summary;
    assert!(markup.markup && markup.is_empty());
}

#[test]
fn what_is_too_long_is_told_as_replaced() {
    // One sentence of 40,000 words that are all different has no parts to align.
    let long = |from: u32| (from..from + 40_000).map(|n| format!("w{n} ")).collect::<String>();
    let (before, after) = (long(0), long(20_000));
    let comparison = texts(&before, &after);
    assert!(comparison.coarse);
    assert_eq!((side(&comparison, false), side(&comparison, true)), (before, after));
}

/// Texts that are alike: the second is the first with paragraphs and words moved, changed, doubled and left out.
fn two_texts() -> impl Strategy<Value = (String, String)> {
    let word = prop_oneof![
        "[a-f]{1,4}",
        Just("بازار".to_owned()),
        Just("می‌رود".to_owned()),
        Just("新闻报道".to_owned()),
        Just("Mr.".to_owned()),
        Just("end.".to_owned()),
        Just("؟".to_owned()),
        Just("。".to_owned()),
        Just("\n".to_owned()),
        Just("🏳️‍🌈".to_owned()),
    ];
    let paragraph = proptest::collection::vec(word, 0..14).prop_map(|words| words.join(" "));
    let text = proptest::collection::vec(paragraph, 0..10);
    let edit = proptest::collection::vec(
        (0..4_u8, any::<prop::sample::Index>(), any::<prop::sample::Index>()),
        0..8,
    );
    (text, edit).prop_map(|(before, edits)| {
        let mut after = before.clone();
        for (what, from, to) in edits {
            if after.is_empty() {
                break;
            }
            let (from, to) = (from.index(after.len()), to.index(after.len()));
            match what {
                0 => drop(after.remove(from)),
                1 => after.swap(from, to),
                2 => after.insert(to, after[from].clone()),
                _ => after[from] = after[from].replacen(' ', " changed. ", 1 + to),
            }
        }
        (before.join("\n\n"), after.join("\n\n"))
    })
}

fn mirrored(summary: ChangeSummary) -> ChangeSummary {
    ChangeSummary {
        sentences_removed: summary.sentences_added,
        sentences_added: summary.sentences_removed,
        words_removed: summary.words_added,
        words_added: summary.words_removed,
        ..summary
    }
}

fn words_of(comparison: &Comparison, kind: SegmentKind) -> u32 {
    let paragraphs = comparison.paragraphs.iter();
    let segments =
        paragraphs.flat_map(|paragraph| &paragraph.segments).filter(|segment| segment.kind == kind);
    segments.map(|segment| Words::default().count(&segment.text)).sum()
}

proptest! {
    #[test]
    fn the_difference_leads_from_one_text_to_the_other((before, after) in two_texts()) {
        let comparison = texts(&before, &after);
        prop_assert_eq!(side(&comparison, false), before.as_str());
        prop_assert_eq!(side(&comparison, true), after.as_str());
        let back = texts(&after, &before);
        prop_assert_eq!(side(&back, false), after.as_str());
        prop_assert_eq!(side(&back, true), before.as_str());
    }

    #[test]
    fn any_two_texts_are_compared(before in ".{0,200}", after in ".{0,200}") {
        let comparison = texts(&before, &after);
        prop_assert_eq!(side(&comparison, false), before);
        prop_assert_eq!(side(&comparison, true), after);
    }

    #[test]
    fn counts_agree_with_what_is_marked((before, after) in two_texts()) {
        let comparison = texts(&before, &after);
        let summary = comparison.summary;
        let differs = |kind| comparison.paragraphs.iter().any(|p| p.segments.iter().any(|s| s.kind == kind));
        prop_assert_eq!(summary.sentences_moved > 0 || summary.paragraphs_moved > 0, {
            use SegmentKind::{MovedAway, MovedHere};
            differs(MovedAway) || differs(MovedHere) || kinds(&comparison).contains(&ParagraphKind::MovedHere)
        });
        // White space that stands alone can be marked without being counted, and never the other way round.
        prop_assert!(summary.words_removed == 0 || differs(SegmentKind::Removed));
        prop_assert!(summary.words_added == 0 || differs(SegmentKind::Added));
        prop_assert!(words_of(&comparison, SegmentKind::Removed).abs_diff(summary.words_removed) <= 2 * summary.words_removed);
        let moved = kinds(&comparison).iter().filter(|kind| **kind == ParagraphKind::MovedAway).count();
        prop_assert_eq!(moved as u32, summary.paragraphs_moved);
    }

    #[test]
    fn a_text_does_not_differ_from_itself((text, _) in two_texts()) {
        let comparison = texts(&text, &text);
        prop_assert!(comparison.summary.is_empty());
        prop_assert!(comparison.paragraphs.iter().all(|paragraph| paragraph.kind == ParagraphKind::Same));
        prop_assert_eq!(comparison.paragraphs.len(), paragraphs(&text).len());
    }

    #[test]
    fn looking_back_counts_the_other_way_round(
        words in proptest::collection::vec("[a-z]{3,9}", 8..30),
        at in any::<prop::sample::Index>(),
    ) {
        let before = words.join(" ") + ".";
        let mut changed = words.clone();
        changed[at.index(words.len())] = "REPLACED".to_owned();
        let after = changed.join(" ") + ".";
        let (forth, back) = (texts(&before, &after).summary, texts(&after, &before).summary);
        prop_assert_eq!(mirrored(forth), back);
        prop_assert_eq!(forth.sentences_changed, 1);
        prop_assert_eq!((forth.words_removed, forth.words_added), (1, 1));
    }
}
