//! `lede related`.

use std::io::Write;

use serde::Serialize;

use super::args::RelatedArgs;
use super::context::Context;
use super::exit::Outcome;
use super::say::say;
use super::tally::Tally;
use super::text::{self, one_line};
use crate::model::{ArticleId, Reasons, Related};

/// What several articles are related to, as `--json` prints it.
#[derive(Serialize)]
struct Of {
    id: ArticleId,
    related: Vec<Related>,
}

pub fn run(args: &RelatedArgs, context: &Context) -> Outcome {
    let library = context.library()?;
    let mut tally = Tally::new(args.ids.len() + args.dismiss.len(), context);
    let found = tally.resolve(&library, &args.ids);
    let dismissed = tally.resolve(&library, &args.dismiss);
    let mut all = Vec::new();
    for id in found {
        if !dismissed.is_empty() {
            library.dismiss_related(id, &dismissed, context.now())?;
        }
        all.push(Of { id, related: library.related(id, args.limit as usize)? });
    }
    match (context.json(), all.as_slice()) {
        (true, [one]) if args.ids.len() == 1 => context.print_json(&one.related)?,
        (true, []) if args.ids.len() == 1 => {}
        (true, _) => context.print_json(&all)?,
        (false, _) => print(&all, context)?,
    }
    tally.end()
}

fn print(all: &[Of], context: &Context) -> Outcome {
    let mut out = context.out();
    for of in all {
        if of.related.is_empty() {
            say(&format!("nothing in the archive shares names or rare words with article {} yet", of.id));
        }
        if all.len() > 1 && !of.related.is_empty() {
            writeln!(out, "related to {}", of.id)?;
        }
        for related in &of.related {
            let id = format!("{:>5}  ", related.article.id.to_string());
            writeln!(out, "{id}{}", context.title(&related.article.title, id.len()))?;
            writeln!(out, "       {}", context.title(&in_words(&related.reasons), id.len()))?;
        }
    }
    Ok(out.flush()?)
}

/// Such as `both mention Grossi, IAEA; 2 days apart`.
fn in_words(reasons: &Reasons) -> String {
    let mut parts = Vec::new();
    if !reasons.words.is_empty() {
        parts.push(format!("both mention {}", reasons.words.join(", ")));
    }
    match reasons.days {
        Some(0) => parts.push("the same day".to_owned()),
        Some(days) => parts.push(format!("{} apart", text::count(days, "day"))),
        None => {}
    }
    if !reasons.tags.is_empty() {
        parts.push(format!("both tagged {}", reasons.tags.join(", ")));
    }
    if reasons.links > 0 {
        parts.push(format!("both link to {}", text::count(reasons.links, "same page")));
    }
    one_line(&parts.join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_are_told_in_words() {
        let reasons = Reasons {
            words: vec!["Grossi".into(), "IAEA".into()],
            days: Some(2),
            tags: vec!["iran".into()],
            links: 1,
        };
        assert_eq!(
            in_words(&reasons),
            "both mention Grossi, IAEA; 2 days apart; both tagged iran; both link to 1 same page"
        );
        assert_eq!(in_words(&Reasons { days: Some(0), ..Reasons::default() }), "the same day");
    }
}
