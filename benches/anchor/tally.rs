//! How often each method was right.

use std::collections::BTreeMap;

use crate::marks::Kind;
use crate::mutate::{Fate, Mutation};
use crate::peers::Method;

/// How an answer is to be judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Where the passage is, or rightly nowhere.
    Right,
    /// Nowhere, or only a part, although it is there.
    Missed,
    /// Elsewhere.
    False,
}

#[derive(Debug, Clone, Copy, Default)]
struct Count {
    whole: (usize, usize),
    part: (usize, usize),
    gone: usize,
    wrong: usize,
    all: usize,
}

/// Counts by method, language, mutation and kind.
#[derive(Default)]
pub struct Tally {
    counts: BTreeMap<(Method, &'static str, Mutation, Kind), Count>,
}

impl Tally {
    pub fn add(
        &mut self,
        method: Method,
        language: &'static str,
        mutation: Mutation,
        kind: Kind,
        fate: &Fate<'_>,
        verdict: Verdict,
    ) {
        let count = self.counts.entry((method, language, mutation, kind)).or_default();
        let right = usize::from(verdict == Verdict::Right);
        count.all += 1;
        count.wrong += usize::from(verdict == Verdict::False);
        if fate.whole {
            count.whole = (count.whole.0 + right, count.whole.1 + 1);
        } else if fate.is_there() {
            count.part = (count.part.0 + right, count.part.1 + 1);
        } else {
            count.gone += 1;
        }
    }

    pub fn print(&self) {
        self.table("language", Method::Ours, |(_, language, _, _)| (*language).to_owned());
        self.table("change", Method::Ours, |(_, _, mutation, _)| format!("{mutation:?}").to_lowercase());
        self.table("highlight", Method::Ours, |(_, _, _, kind)| format!("{kind:?}").to_lowercase());
        self.table("language and change", Method::Ours, |(_, language, mutation, _)| {
            format!("{language} {mutation:?}").to_lowercase()
        });
        let rows = Method::ALL.map(|method| (method.name().to_owned(), self.sum(|key| key.0 == method)));
        print("method", rows.into_iter().filter(|(_, count)| count.all > 0));
    }

    fn sum(&self, wanted: impl Fn(&(Method, &'static str, Mutation, Kind)) -> bool) -> Count {
        self.counts.iter().filter(|(key, _)| wanted(key)).fold(Count::default(), |sum, (_, c)| sum.plus(c))
    }

    fn table(
        &self,
        title: &str,
        method: Method,
        name: impl Fn(&(Method, &'static str, Mutation, Kind)) -> String,
    ) {
        let mut rows: BTreeMap<String, Count> = BTreeMap::new();
        for (key, count) in self.counts.iter().filter(|(key, _)| key.0 == method) {
            let sum = rows.entry(name(key)).or_default();
            *sum = sum.plus(count);
        }
        print(title, rows);
    }
}

impl Count {
    fn plus(self, other: &Self) -> Self {
        let pair = |a: (usize, usize), b: (usize, usize)| (a.0 + b.0, a.1 + b.1);
        Self {
            whole: pair(self.whole, other.whole),
            part: pair(self.part, other.part),
            gone: self.gone + other.gone,
            wrong: self.wrong + other.wrong,
            all: self.all + other.all,
        }
    }
}

fn print(title: &str, rows: impl IntoIterator<Item = (String, Count)>) {
    println!("\n| {title} | highlights | still there | found | changed | found | gone | wrong place |");
    println!("|---|---|---|---|---|---|---|---|");
    for (name, count) in rows {
        let share = |(right, all): (usize, usize)| match all {
            0 => "–".to_owned(),
            all => format!("{:.2} %", 100.0 * right as f64 / all as f64),
        };
        println!(
            "| {name} | {} | {} | {} | {} | {} | {} | {} |",
            count.all,
            count.whole.1,
            share(count.whole),
            count.part.1,
            share(count.part),
            count.gone,
            share((count.wrong, count.all))
        );
    }
}
