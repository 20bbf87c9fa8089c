//! `lede note` and `lede notes`.

mod editor;
mod list;

use std::io::{Read, Write};

use super::args::WriteNote;
use super::context::{Context, file_error};
use super::exit::{Failure, Outcome};
use super::say::say;
use super::tally::Tally;
use super::text;
use crate::library::Library;
use crate::model::{ArticleId, Note, NoteId};

pub use list::run as list;

/// Where a text goes.
enum Place {
    Article(ArticleId),
    Nowhere,
    Note(Note),
}

pub fn run(args: &WriteNote, context: &Context) -> Outcome {
    let library = context.library()?;
    if !args.delete.is_empty() {
        return delete(&library, &args.delete, context);
    }
    let (place, given) = place(args, &library)?;
    let before = if let Place::Note(note) = &place { Some(note.text.clone()) } else { None };
    let edited = args.edit || given.is_none();
    let text = match given {
        Some(text) if !edited => text,
        given => editor::write(&given.or_else(|| before.clone()).unwrap_or_default())?,
    };
    if text.trim().is_empty() {
        return Err(Failure::Usage(
            "a note without words is not kept; `lede note --delete` deletes one".into(),
        ));
    }
    // What was written in an editor is nowhere else.
    let keep = |_: &Failure| {
        if edited {
            tell_where_it_is(&text)
        }
    };
    let note = write(&library, &place, &text, context).inspect_err(keep)?;
    if context.json() {
        return context.print_json(&note);
    }
    print(&[note], if before.is_some() { "changed" } else { "written" }, context)
}

/// Where the text goes, and the text when it is given.
fn place(args: &WriteNote, library: &Library) -> Result<(Place, Option<String>), Failure> {
    let mut words = args.words.iter();
    let place = match args.change {
        Some(note) => Place::Note(library.note_by_id(note)?),
        None if args.new => Place::Nowhere,
        None => {
            let id = words.next().ok_or_else(|| Failure::Usage("which article is the note on?".into()))?;
            Place::Article(library.resolve(id)?)
        }
    };
    let given = words.next().map(|text| read(text)).transpose()?;
    match words.next() {
        Some(more) => {
            Err(Failure::Usage(format!("{more:?} is one word too many; put the text in quotation marks")))
        }
        None => Ok((place, given)),
    }
}

fn read(text: &str) -> Result<String, Failure> {
    if text != "-" {
        return Ok(text.to_owned());
    }
    let mut read = String::new();
    std::io::stdin()
        .lock()
        .read_to_string(&mut read)
        .map_err(|error| file_error("standard input".as_ref(), error))?;
    Ok(read)
}

fn write(library: &Library, place: &Place, text: &str, context: &Context) -> Result<Note, Failure> {
    let now = context.now();
    let text = text.trim_end();
    match place {
        Place::Article(article) => Ok(library.note(Some(*article), text, now)?.value),
        Place::Nowhere => Ok(library.note(None, text, now)?.value),
        Place::Note(note) => {
            let written = library.update_note(note.id, text, Some(note.basis()), now)?.value;
            if let Some(kept) = written.kept {
                let new = written.note.id;
                say(&format!(
                    "note {} was changed by another program meanwhile; the text is in note {new}",
                    kept.id
                ));
            }
            Ok(written.note)
        }
    }
}

fn tell_where_it_is(text: &str) {
    if let Ok(path) = editor::keep(text) {
        say(&format!("what was written is in {}", path.display()));
    }
}

fn delete(library: &Library, ids: &[NoteId], context: &Context) -> Outcome {
    let mut tally = Tally::new(ids.len(), context);
    let mut there = Vec::new();
    for &id in ids {
        match library.note_by_id(id) {
            Ok(_) if there.contains(&id) => {}
            Ok(_) => there.push(id),
            Err(error) => tally.failed(error.report()),
        }
    }
    let deleted = library.delete_notes(&there, context.now())?.value;
    if context.json() {
        context.print_json(&deleted)?;
    } else {
        print(&deleted, "deleted", context)?;
    }
    tally.end()
}

fn print(notes: &[Note], done: &str, context: &Context) -> Outcome {
    let mut out = context.out();
    for note in notes {
        let title = context.title(&note.title, done.len() + "  12345  ".len());
        let on = note.article_title.as_deref().map(|title| format!("  ({})", text::one_line(title)));
        writeln!(out, "{done}  {:>5}  {title}{}", note.id.to_string(), on.unwrap_or_default())?;
    }
    Ok(out.flush()?)
}
