//! Whether highlights are found again when an article changes, and whether in the right place: copies of real articles are changed in
//! ways whose outcome is known, and each method is asked where passages of the old text stand in the new one.
//!
//! `cargo bench --bench anchor -- [--seed N] [--rounds N] [--alone] [--faults] [GOLD.jsonl.gz…]`: without files, the texts are the clean copies
//! that the tests hold; GOLD are sets of pages with gold text, as `./dev bench extraction` reads them. `--alone` leaves the peers out,
//! `--faults` shows what went wrong.

#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a bench is a program of its own")]

mod chance;
mod marks;
mod mutate;
mod peers;
mod speed;
mod tally;
mod texts;

use chance::Chance;
use lede::anchor::{Passage, Text, place};
use marks::Kind;
use mutate::{Mutation, Traced};
use peers::{Asked, Method};
use tally::{Tally, Verdict};
use texts::Article;

/// Highlights of each kind on each article a round.
const HIGHLIGHTS: usize = 12;

struct Arguments {
    seed: u64,
    rounds: usize,
    alone: bool,
    faults: bool,
    gold: Vec<String>,
}

fn main() {
    let arguments = arguments();
    let articles = texts::all(&arguments.gold);
    let mut tally = Tally::default();
    for (number, article) in articles.iter().enumerate() {
        let donor = texts::donor(&articles, number);
        for round in 0..arguments.rounds {
            for mutation in Mutation::ALL {
                let seed = arguments.seed.wrapping_mul(1_000_003) + (number * 101 + round) as u64;
                let mut chance = Chance::new(seed * 31 + mutation as u64);
                try_article(article, &donor, mutation, &mut chance, &mut tally, &arguments);
            }
        }
    }
    texts::print_sizes(&articles);
    tally.print();
    speed::print(&articles);
}

fn arguments() -> Arguments {
    let mut found = Arguments { seed: 1, rounds: 3, alone: false, faults: false, gold: Vec::new() };
    let mut given = std::env::args().skip(1);
    while let Some(argument) = given.next() {
        let mut number = || given.next().and_then(|n| n.parse().ok()).unwrap();
        match argument.as_str() {
            "--bench" => {}
            "--seed" => found.seed = number(),
            "--rounds" => found.rounds = usize::try_from(number()).unwrap(),
            "--alone" => found.alone = true,
            "--faults" => found.faults = true,
            _ => found.gold.push(argument),
        }
    }
    found
}

fn try_article(
    article: &Article,
    donor: &str,
    mutation: Mutation,
    chance: &mut Chance,
    tally: &mut Tally,
    arguments: &Arguments,
) {
    let old = Text::new(&article.text);
    let traced = Traced::of(&article.text).mutated(mutation, donor, article.language, chance);
    let new_text = traced.text();
    let new = Text::new(&new_text);
    for kind in Kind::ALL {
        for range in marks::choose(&article.text, kind, HIGHLIGHTS, chance) {
            let passage = Passage::of(&old, range.clone()).unwrap();
            let truth = traced.fate(&range);
            let asked = Asked { passage: &passage, new: &new, new_text: &new_text };
            for &method in Method::of(arguments.alone) {
                let answer = match method {
                    Method::Ours => place(&passage, Some(&old), &new).map(|p| p.start..p.end),
                    Method::Selectors => place(&passage, None, &new).map(|p| p.start..p.end),
                    _ => asked.by(method),
                };
                let verdict = truth.judge(answer.clone());
                if arguments.faults && method == Method::Ours && verdict != Verdict::Right {
                    let said = answer.map(|range| new.slice(range));
                    println!(
                        "{verdict:?}\t{}\t{mutation:?}\t{kind:?}\t{truth:?}\t[{:?}]({:?})[{:?}]\t{said:?}",
                        article.language, passage.quote.prefix, passage.quote.exact, passage.quote.suffix
                    );
                }
                tally.add(method, article.language, mutation, kind, &truth, verdict);
            }
        }
    }
}
