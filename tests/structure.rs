//! The structure of clean copies, held to what it was: `./dev bench structure --faults` lists the faults, and
//! `./dev bench structure --write` makes the present ones the known ones.

#[path = "../benches/structure/pages.rs"]
mod pages;
#[path = "../benches/structure/score.rs"]
#[allow(dead_code, reason = "the bench prints more of it")]
mod score;

use pages::{Known, Sample, faults, known_file};
use score::Count;

#[test]
fn no_page_loses_structure_that_was_kept_before() {
    let known: Known = serde_json::from_str(&std::fs::read_to_string(known_file()).unwrap()).unwrap();
    let mut worse = Vec::new();
    let (mut ours, mut peer) = (Count::default(), Count::default());
    let samples = Sample::all();
    assert!(samples.len() >= 40, "{} pages", samples.len());
    for sample in samples {
        let score = sample.ours();
        for (class, (missing, extra)) in faults(&score) {
            let before = known.get(&sample.name).and_then(|k| k.get(&class)).copied().unwrap_or_default();
            if missing > before.0 || extra > before.1 {
                worse.push(format!(
                    "{}: {class}: {missing} missing and {extra} extra, not {before:?}",
                    sample.name
                ));
            }
        }
        ours.add(&score.sum());
        peer.add(&sample.peer().sum());
    }
    assert!(worse.is_empty(), "{}", worse.join("\n"));
    assert!(ours.f1() > peer.f1() + 0.1, "{:.3} beside {:.3}", ours.f1(), peer.f1());
}
