//! Copies found among made texts.

use proptest::prelude::*;

use super::mix::{fnv, mix};
use super::*;

/// A text of `count` words as a language spreads them: few are frequent, most are rare.
fn text(seed: u64, count: usize) -> Vec<String> {
    let word = |n: usize| {
        let random = mix(mix(seed) ^ n as u64);
        let uniform = (random >> 11) as f64 / (1_u64 << 53) as f64;
        format!("w{}", (9.0 * uniform).exp() as u64)
    };
    (0..count).map(word).collect()
}

fn refs(words: &[String]) -> Vec<&str> {
    words.iter().map(String::as_str).collect()
}

fn likeness(a: &[String], b: &[String]) -> Likeness {
    Likeness::of(&Shingles::of(refs(a)), &Shingles::of(refs(b)))
}

fn share_a_band(a: &[String], b: &[String]) -> bool {
    let of_b = bands(&refs(b));
    bands(&refs(a)).iter().any(|band| of_b.contains(band))
}

fn found(a: &[String], b: &[String], same_site: bool) -> bool {
    share_a_band(a, b) && likeness(a, b).is_copy(same_site)
}

/// Every tenth word another one, where chance puts it.
fn edited(words: &[String], seed: u64, percent: u64) -> Vec<String> {
    let other = |(n, word): (usize, &String)| {
        let random = mix(seed ^ mix(n as u64));
        if random % 100 < percent { format!("e{random}") } else { word.clone() }
    };
    words.iter().enumerate().map(other).collect()
}

#[test]
fn hashes_are_those_of_their_authors() {
    // The test vectors of FNV's and SplitMix64's reference implementations.
    assert_eq!(fnv(b"foobar"), 0x8594_4171_f739_67e8);
    assert_eq!(mix(0), 0xe220_a839_7b1d_cdaf);
}

#[test]
fn copies_with_edits_and_cuts_are_found() {
    let found_of = |change: &dyn Fn(&[String], u64) -> Vec<String>| {
        (0..200)
            .filter(|&n| {
                let a = text(n, 400);
                found(&a, &change(&a, n), false)
            })
            .count()
    };
    let tenth_edited = found_of(&|a, n| edited(a, n, 10));
    let fifth_cut = found_of(&|a, _| a[..320].to_vec());
    let other_lead = found_of(&|a, n| [text(n + 9_000, 60), a[40..].to_vec()].concat());
    let stub = found_of(&|a, _| a[..70].to_vec());
    eprintln!("edited {tenth_edited}, cut {fifth_cut}, lead {other_lead}, stub {stub} of 200");
    assert!(tenth_edited >= 180, "{tenth_edited}");
    assert!(fifth_cut >= 199, "{fifth_cut}");
    assert!(other_lead >= 199, "{other_lead}");
    assert!(stub >= 190, "{stub}");
}

#[test]
fn different_texts_are_not_copies() {
    let texts: Vec<_> = (0..120).map(|n| text(n, 300)).collect();
    for (n, a) in texts.iter().enumerate() {
        assert!(texts[..n].iter().all(|b| !found(a, b, false)));
    }
}

#[test]
fn a_sites_furniture_does_not_make_copies() {
    let furniture = text(1, 60);
    let story = |n| [text(n, 90), furniture.clone()].concat();
    for n in 10..60 {
        assert!(!found(&story(n), &story(n + 1_000), true));
    }
}

#[test]
fn short_texts_have_no_bands() {
    assert!(bands(&refs(&text(3, 39))).is_empty());
    assert!(!bands(&refs(&text(3, 40))).is_empty());
}

proptest! {
    #[test]
    fn likeness_is_the_same_both_ways(a in "[a-c ]{0,300}", b in "[a-c ]{0,300}") {
        let of = |text: &str| Shingles::of(text.split_whitespace());
        let (a, b) = (of(&a), of(&b));
        let likeness = Likeness::of(&a, &b);
        prop_assert_eq!(likeness, Likeness::of(&b, &a));
        prop_assert!((0.0..=1.0).contains(&likeness.similarity));
        prop_assert!(likeness.similarity <= likeness.containment);
    }

    #[test]
    fn a_text_is_a_copy_of_itself(seed: u64, count in 40_usize..300) {
        let words = text(seed, count);
        prop_assert!(found(&words, &words, true));
        prop_assert_eq!(likeness(&words, &words), Likeness { similarity: 1.0, containment: 1.0 });
    }
}
