//! How much of a page's structure the clean copy keeps: pictures with their captions, tables, quotes, headings, lists, links,
//! footnotes and more, on pages with the copy that a person would want, beside the bare engine.
//!
//! `cargo bench --bench structure -- [PAGE…] [--faults] [--write]`: PAGE narrows to names that contain it, `--faults` lists what is
//! missing and extra, `--write` makes the present faults the known ones, which a test holds.

#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a bench is a program of its own")]

mod pages;
mod score;

use lede::capture::STACK_BYTES;
use pages::{Known, Sample, faults, known_file};
use score::{CLASSES, Count, Score};

fn main() {
    // The size of the main thread's stack is not ours to choose.
    std::thread::Builder::new().stack_size(STACK_BYTES).spawn(run).unwrap().join().unwrap();
}

fn run() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let has = |flag: &str| arguments.iter().any(|a| a == flag);
    let names: Vec<&String> = arguments.iter().filter(|a| !a.starts_with("--")).collect();
    let wanted = |sample: &Sample| names.is_empty() || names.iter().any(|n| sample.name.contains(n.as_str()));
    let samples: Vec<Sample> = Sample::all().into_iter().filter(wanted).collect();
    let rows: Vec<(String, Score, Score)> =
        samples.iter().map(|s| (s.name.clone(), s.ours(), s.peer())).collect();
    by_page(&rows);
    by_class(&rows);
    if has("--faults") {
        list_faults(&rows);
    }
    if has("--write") {
        let known: Known = rows
            .iter()
            .map(|(name, ours, _)| (name.clone(), faults(ours)))
            .filter(|(_, f)| !f.is_empty())
            .collect();
        std::fs::write(known_file(), serde_json::to_string_pretty(&known).unwrap() + "\n").unwrap();
    }
}

fn by_page(rows: &[(String, Score, Score)]) {
    println!("| page | facts | found | extra | out of order | F1 | F1 of dom_smoothie |");
    println!("|---|---|---|---|---|---|---|");
    for (name, ours, peer) in rows {
        let sum = ours.sum();
        let facts = sum.found + sum.missing.len();
        println!(
            "| {name} | {facts} | {} | {} | {} | {:.3} | {:.3} |",
            sum.found,
            sum.extra.len(),
            ours.out_of_order,
            sum.f1(),
            peer.sum().f1()
        );
    }
}

fn by_class(rows: &[(String, Score, Score)]) {
    println!("\n| class | facts | precision | recall | F1 | dom_smoothie: precision | recall | F1 |");
    println!("|---|---|---|---|---|---|---|---|");
    let mut all = (Count::default(), Count::default());
    for (at, class) in CLASSES.iter().enumerate() {
        let mut sums = (Count::default(), Count::default());
        for (_, ours, peer) in rows {
            sums.0.add(&ours.classes[at]);
            sums.1.add(&peer.classes[at]);
        }
        print_class(class, &sums);
        all.0.add(&sums.0);
        all.1.add(&sums.1);
    }
    print_class("all", &all);
}

fn print_class(class: &str, (ours, peer): &(Count, Count)) {
    println!(
        "| {class} | {} | {:.3} | {:.3} | {:.3} | {:.3} | {:.3} | {:.3} |",
        ours.found + ours.missing.len(),
        ours.precision(),
        ours.recall(),
        ours.f1(),
        peer.precision(),
        peer.recall(),
        peer.f1()
    );
}

fn list_faults(rows: &[(String, Score, Score)]) {
    for (name, ours, _) in rows {
        for (class, count) in CLASSES.iter().zip(&ours.classes) {
            count.missing.iter().for_each(|key| println!("{name} {class} - {key}"));
            count.extra.iter().for_each(|key| println!("{name} {class} + {key}"));
        }
    }
}
