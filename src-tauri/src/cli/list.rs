//! `lede list`.

use std::io::Write;

use super::args::{List, SortArg};
use super::context::Context;
use super::exit::Outcome;
use super::say::say;
use super::table::{Layout, write_articles};
use super::text;
use crate::model::{ListQuery, ReadState, SortKey, SortOrder, TagId};

/// Rows that a person gets without asking for more.
const SCREENFUL: u32 = 50;

pub fn run(args: &List, context: &Context) -> Outcome {
    let library = context.library()?;
    let tag = args.tag.as_ref().map(|path| library.tag_named(path)).transpose()?.map(|tag| tag.id);
    let query = query(args, tag, context.terminal() && !context.json());
    let page = library.articles(&query)?;
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
        say(&format!("{shown} of {}; --limit and --offset show others", text::count(page.total, "article")));
    }
    Ok(())
}

fn query(args: &List, tag: Option<TagId>, person: bool) -> ListQuery {
    ListQuery {
        shelf: args.shelf.into(),
        state: args.state.map(ReadState::from),
        incomplete: args.incomplete,
        find: args.find.clone(),
        site: args.site.clone(),
        tag,
        collection: None,
        sort: args.sort.into(),
        order: order(args.sort, args.reverse),
        offset: args.offset,
        limit: args.limit.unwrap_or(if person { SCREENFUL } else { u32::MAX }),
    }
}

fn order(sort: SortArg, reverse: bool) -> SortOrder {
    let dates = matches!(SortKey::from(sort), SortKey::Saved | SortKey::Published);
    if dates != reverse { SortOrder::Descending } else { SortOrder::Ascending }
}

/// An empty list says why, and how it would get something.
fn nothing(args: &List) -> String {
    let narrowed = args.find.is_some()
        || args.site.is_some()
        || args.state.is_some()
        || args.incomplete
        || args.tag.is_some();
    if narrowed || args.shelf != super::args::ShelfArg::All {
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
