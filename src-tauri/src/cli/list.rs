//! `lede list`.

use std::io::Write;

use super::args::{List, ShelfArg, SortArg};
use super::context::Context;
use super::exit::{Failure, Outcome};
use super::say::say;
use super::table::{Layout, write_articles};
use super::text;
use crate::library::Library;
use crate::model::{ListQuery, ReadState, Shelf, SortKey, SortOrder};

/// Rows that a person gets without asking for more.
const SCREENFUL: u32 = 50;

pub fn run(args: &List, context: &Context) -> Outcome {
    let library = context.library()?;
    let query = query(args, &library, context.terminal() && !context.json())?;
    let page = library.articles(&query)?;
    let behind = if query.find.is_some() { library.index_state()?.behind } else { 0 };
    if behind > 0 {
        say(&format!(
            "the search index is still without {}; `lede rebuild` brings them in",
            text::count(behind, "article")
        ));
    }
    if context.json() {
        return context.print_json(&page.rows);
    }
    if page.total == 0 {
        say(&nothing(args));
        return Ok(());
    }
    let layout = Layout { width: context.width(), terminal: context.terminal() };
    let mut out = context.out();
    write_articles(&mut out, &page.rows, query.sort, layout)?;
    out.flush()?;
    let shown = u32::try_from(page.rows.len()).unwrap_or(u32::MAX);
    if context.terminal() && shown < page.total {
        let least = if page.at_least { "at least " } else { "" };
        say(&format!(
            "{shown} of {least}{}; --limit and --offset show others",
            text::count(page.total, "article")
        ));
    }
    Ok(())
}

fn query(args: &List, library: &Library, person: bool) -> Result<ListQuery, Failure> {
    let tag = args.tag.as_ref().map(|path| library.tag_named(path)).transpose()?.map(|tag| tag.id);
    let standing = match args.collection.as_deref() {
        Some(name) => standing(library, name)?,
        None => ListQuery { shelf: Shelf::All, ..ListQuery::default() },
    };
    // Whatever is asked for beside a saved search narrows it, or stands in place of what it says.
    let find: Vec<String> = standing.find.into_iter().chain(args.find.clone()).collect();
    let hand = if args.reverse { SortOrder::Descending } else { SortOrder::Ascending };
    let (sort, order) = match args.sort {
        Some(SortArg::Hand) => (SortKey::Hand, hand),
        Some(sort) => (sort.into(), order(sort, args.reverse)),
        None if args.collection.is_none() => (SortKey::Saved, order(SortArg::Saved, args.reverse)),
        None if args.reverse => (standing.sort, standing.order.reversed()),
        None => (standing.sort, standing.order),
    };
    Ok(ListQuery {
        shelf: if args.shelf == ShelfArg::All { standing.shelf } else { args.shelf.into() },
        state: args.state.map(ReadState::from).or(standing.state),
        incomplete: args.incomplete || standing.incomplete,
        find: (!find.is_empty()).then(|| find.join(" ")),
        site: args.site.clone().or(standing.site),
        tag: tag.or(standing.tag),
        collection: standing.collection,
        sort,
        order,
        offset: args.offset,
        limit: args.limit.unwrap_or(if person { SCREENFUL } else { u32::MAX }),
        ..ListQuery::default()
    })
}

/// The list of a collection by hand, or of a saved search.
fn standing(library: &Library, name: &str) -> Result<ListQuery, Failure> {
    let id = library.find_collection(name)?;
    Ok(match library.collection(id)?.summary.query {
        Some(saved) => saved.into(),
        None => ListQuery {
            shelf: Shelf::All,
            collection: Some(id),
            sort: SortKey::Hand,
            order: SortOrder::Ascending,
            ..ListQuery::default()
        },
    })
}

pub fn order(sort: SortArg, reverse: bool) -> SortOrder {
    let dates = matches!(SortKey::from(sort), SortKey::Saved | SortKey::Published);
    if dates != reverse { SortOrder::Descending } else { SortOrder::Ascending }
}

/// An empty list says why, and how it would get something.
fn nothing(args: &List) -> String {
    let narrowed = args.collection.is_some()
        || args.find.is_some()
        || args.site.is_some()
        || args.state.is_some()
        || args.incomplete
        || args.tag.is_some();
    if narrowed || args.shelf != ShelfArg::All {
        return "no article fits; `lede list` shows all".into();
    }
    "no articles yet; `lede save URL` saves one".into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_newest_first_and_names_from_a_to_z() {
        assert_eq!(order(SortArg::Saved, false), SortOrder::Descending);
        assert_eq!(order(SortArg::Published, true), SortOrder::Ascending);
        assert_eq!(order(SortArg::Title, false), SortOrder::Ascending);
        assert_eq!(order(SortArg::Site, true), SortOrder::Descending);
    }
}
