//! `lede note` and `lede notes`.

use clap::Args;

use crate::model::NoteId;

/// Write a note on an article, or a research note without one; change and delete notes.
///
/// A note is Markdown. `[[Title]]` in it, or `[[URL|words]]`, links to another article. Without a text, and with --edit,
/// $VISUAL or $EDITOR opens.
#[derive(Debug, Args)]
#[command(override_usage = "lede note [OPTIONS] <ID> [TEXT]
       lede note [OPTIONS] --new [TEXT]
       lede note [OPTIONS] --change <NOTE> [TEXT]
       lede note [OPTIONS] --delete <NOTE>...")]
pub struct WriteNote {
    /// ID or URL of the article (not with --new, --change, --delete), and the text; `-` reads it from standard input.
    #[arg(value_name = "ID TEXT", num_args = 0..=2, required_unless_present_any = ["new", "change", "delete"])]
    pub words: Vec<String>,
    /// A research note, without an article.
    #[arg(long)]
    pub new: bool,
    /// Give this note another text.
    #[arg(long, value_name = "NOTE", conflicts_with = "new")]
    pub change: Option<NoteId>,
    /// Delete these notes; `lede undo` brings them back.
    #[arg(long, value_name = "NOTE", num_args = 1.., conflicts_with_all = ["new", "change", "edit", "words"])]
    pub delete: Vec<NoteId>,
    /// Write in $VISUAL or $EDITOR, beginning with the text that is given or there.
    #[arg(long)]
    pub edit: bool,
}

/// List notes, those changed last first.
#[derive(Debug, Args)]
pub struct ListNotes {
    /// Only notes on these articles: IDs or URLs.
    #[arg(value_name = "ID")]
    pub ids: Vec<String>,
    /// Only notes that are on no article.
    #[arg(long, conflicts_with = "ids")]
    pub standalone: bool,
    /// Only notes with all these words.
    #[arg(long, value_name = "WORDS")]
    pub find: Option<String>,
    /// What links to the articles in place of what is on them: each link of a note, with its sentence.
    #[arg(long, requires = "ids", conflicts_with_all = ["find", "limit", "offset"])]
    pub linking: bool,
    /// At most so many notes of each list; in a terminal 50 when not given, otherwise all.
    #[arg(long, value_name = "N")]
    pub limit: Option<u32>,
    /// Skip so many notes first.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub offset: u32,
}
