//! `lede undo` and `lede redo`.

use std::io::Write;

use super::args::Undo;
use super::context::Context;
use super::exit::Outcome;
use super::text::{self, local_time};
use crate::error::Error;
use crate::model::{Action, UndoStep, What};

pub fn undo(args: &Undo, context: &Context) -> Outcome {
    let library = context.library()?;
    if args.list {
        return list(&library.undo_steps()?, context);
    }
    let undone = library.undo(args.step)?;
    if let (None, Some(step)) = (&undone, args.step) {
        return Err(Error::NotFound { what: "change to take back", id: step.to_string() }.into());
    }
    tell(undone.as_ref(), "taken back", "there is nothing to take back", context)
}

pub fn redo(context: &Context) -> Outcome {
    let done = context.library()?.redo()?;
    tell(done.as_ref(), "done again", "there is nothing to do again", context)
}

fn tell(step: Option<&UndoStep>, done: &str, nothing: &str, context: &Context) -> Outcome {
    if context.json() {
        return context.print_json(&step);
    }
    let mut out = context.out();
    match step {
        Some(step) => writeln!(out, "{done}  {:>5}  {}", step.id.to_string(), told(&step.what))?,
        None => writeln!(out, "{nothing}")?,
    }
    Ok(out.flush()?)
}

fn list(steps: &[UndoStep], context: &Context) -> Outcome {
    if context.json() {
        return context.print_json(&steps);
    }
    let mut out = context.out();
    for step in steps {
        let undone = if step.undone { "  (taken back)" } else { "" };
        writeln!(out, "{:>5}  {}  {}{undone}", step.id.to_string(), local_time(step.made), told(&step.what))?;
    }
    Ok(out.flush()?)
}

/// A change in words, such as "star 3 articles".
fn told(what: &What) -> String {
    let (verb, thing) = match what.action {
        Action::Star => ("star", "article"),
        Action::Unstar => ("take the star from", "article"),
        Action::Archive => ("archive", "article"),
        Action::Unarchive => ("put back into the inbox", "article"),
        Action::Trash => ("move to the trash", "article"),
        Action::Restore => ("take out of the trash", "article"),
        Action::Repair => ("correct", "article"),
        Action::ClearRepairs => ("clear the corrections of", "article"),
        Action::MarkUnread => ("mark as unread", "article"),
        Action::MarkReading => ("mark as being read", "article"),
        Action::MarkRead => ("mark as read", "article"),
        Action::Mark => ("mark", "article"),
        Action::WriteNote => ("write", "note"),
        Action::DeleteNote => ("delete", "note"),
        Action::ShowVersion => ("show another version of", "article"),
        Action::Watch => ("watch", "article"),
        Action::Unwatch => ("no longer watch", "article"),
        Action::DismissRelated => ("dismiss", "related article"),
        Action::Tag => ("tag", "article"),
        Action::Untag => ("untag", "article"),
        Action::Retag => ("change the tags of", "article"),
        Action::RenameTag => ("rename", "tag"),
        Action::MoveTags => ("move", "tag"),
        Action::MergeTags => ("merge", "tag"),
        Action::DeleteTags => ("delete", "tag"),
        Action::ColorTags => ("colour", "tag"),
        Action::NewCollection => ("make", "collection"),
        Action::RenameCollection => ("rename", "collection"),
        Action::DescribeCollection => ("describe", "collection"),
        Action::CoverCollection => ("choose the cover of", "collection"),
        Action::MoveCollection => ("move", "collection"),
        Action::DeleteCollection => ("delete", "collection"),
        Action::AddToCollection => ("add to a collection", "article"),
        Action::RemoveFromCollection => ("take out of a collection", "article"),
        Action::ArrangeCollection => ("order in a collection", "article"),
        Action::NewSearch => ("save", "search"),
        Action::RenameSearch => ("rename", "saved search"),
        Action::ChangeSearch => ("change", "saved search"),
        Action::DeleteSearch => ("delete", "saved search"),
        Action::Highlight => ("make", "highlight"),
        Action::EditHighlight => ("change", "highlight"),
        Action::ColorHighlight => ("colour", "highlight"),
        Action::DeleteHighlight => ("delete", "highlight"),
        Action::Relate => ("make", "relation"),
        Action::ChangeRelation => ("change", "relation"),
        Action::Unrelate => ("remove", "relation"),
        Action::NotDuplicate => ("say that it is no copy:", "article"),
        Action::Duplicate => ("let it be a copy again:", "article"),
        Action::Merge => ("merge", "article"),
        Action::RenameStory => ("rename", "story"),
        Action::PinStory => ("pin", "story"),
        Action::UnpinStory => ("unpin", "story"),
        Action::JoinStories => ("join into one story", "article"),
        Action::SplitStory => ("make a story of its own of", "article"),
        Action::AddToStory => ("add to a story", "article"),
        Action::TakeFromStory => ("take out of a story", "article"),
    };
    let name = what.name.as_ref().map(|name| format!(": {}", text::printable(name))).unwrap_or_default();
    format!("{verb} {}{name}", text::count(what.count, thing))
}
