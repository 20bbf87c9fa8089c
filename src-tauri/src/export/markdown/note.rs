//! What the person wrote: notes on the article in a section, notes on highlights as footnotes.

use std::collections::HashMap;

use super::html::{Block, Kind, quoted};
use super::line::{Line, Place};
use super::{escape, list};
use crate::error::Result;
use crate::export::Source;
use crate::markdown::portable;
use crate::model::{ArticleId, Highlight, Note, NoteId};

/// What the `[[links]]` of a note become.
pub struct Links<'a> {
    /// The file of each exported article.
    pub names: &'a HashMap<ArticleId, String>,
    pub source: &'a dyn Source,
}

impl Links<'_> {
    /// A person's text, with links to files, and footnotes of its own.
    fn text(&self, note: Option<NoteId>, text: &str, prefix: &str) -> Result<String> {
        let meant = self.source.meant(note, text)?;
        Ok(portable(text.trim(), prefix, &|target, shown| {
            let words = escape::text(shown, true, false);
            match meant.get(target).and_then(|id| self.names.get(id)) {
                Some(file) => format!("[{words}]({})", escape::path(file)),
                None if is_web(target) => format!("[{words}]({})", escape::url(target)),
                None => words,
            }
        }))
    }
}

fn is_web(target: &str) -> bool {
    target.starts_with("https://") || target.starts_with("http://")
}

/// The section of the notes on an article.
pub fn notes(notes: &[Note], links: &Links<'_>) -> Result<String> {
    let mut parts = Vec::with_capacity(notes.len());
    for note in notes {
        let text = links.text(Some(note.id), &note.text, &format!("note{}-", note.id))?;
        if !text.is_empty() {
            parts.push(text);
        }
    }
    Ok(if parts.is_empty() { String::new() } else { format!("## Notes\n\n{}", parts.join("\n\n***\n\n")) })
}

/// Whether there is something to tell of a highlight besides its passage.
pub fn has_note(highlight: &Highlight) -> bool {
    !highlight.tags.is_empty() || highlight.note.as_ref().is_some_and(|note| !note.trim().is_empty())
}

/// The footnote of a highlight.
pub fn footnote(highlight: &Highlight, links: &Links<'_>) -> Result<Option<String>> {
    let said = said(highlight, links)?;
    Ok((!said.is_empty()).then(|| list::footnote(&format!("hl-{}", highlight.id), &said).text))
}

/// The section of the highlights that could not be marked in the text: those of passages that the copy no longer has, and those in
/// blocks of code, where Markdown has no marks.
pub fn highlights(highlights: &[&Highlight], links: &Links<'_>) -> Result<String> {
    let mut parts = vec!["## Highlights".to_owned()];
    for highlight in highlights {
        let mut line = Line::default();
        line.text(&highlight.quote);
        let passage = line.write(Place::Block);
        let passage: Vec<Block> =
            passage.into_iter().map(|text| Block { text, kind: Kind::Paragraph }).collect();
        parts.extend(quoted(&passage).map(|block| block.text));
        parts.extend(said(highlight, links)?.into_iter().map(|block| block.text));
    }
    Ok(parts.join("\n\n"))
}

/// A highlight's note, and its tags.
fn said(highlight: &Highlight, links: &Links<'_>) -> Result<Vec<Block>> {
    let mut said = Vec::new();
    if let Some(note) = &highlight.note {
        let text = links.text(None, note, &format!("hl{}-", highlight.id))?;
        said.extend((!text.is_empty()).then_some(Block { text, kind: Kind::Paragraph }));
    }
    if !highlight.tags.is_empty() {
        let tags: Vec<String> = highlight.tags.iter().map(|tag| escape::text(tag, true, false)).collect();
        said.push(Block { text: format!("({})", tags.join(", ")), kind: Kind::Paragraph });
    }
    Ok(said)
}
