//! Every type of the command line on one page; the doc comments are its help.

mod cite;
mod collection;
mod copies;
mod export;
mod highlight;
mod import;
mod keeping;
mod link;
mod note;
mod related;
mod relation;
mod repair;
mod search;
mod story;
mod tag;
mod undo;
mod versions;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::model::{ImportId, JobId, ReadState, Shelf, SortKey, TagPath, VersionId};

pub use cite::Cite;
pub use collection::{CollectionArgs, CollectionVerb, SavedSearch};
pub use copies::{Duplicates, Merge};
pub use export::Export;
pub use highlight::{ListHighlights, MakeHighlight};
pub use import::{Import, Imports};
pub use keeping::{Backup, Proof, Recover, Restore, Verify};
pub use link::{Backlinks, Links};
pub use note::{ListNotes, WriteNote};
pub use related::RelatedArgs;
pub use relation::{Relate, Relations};
pub use repair::{FieldArg, Repair};
pub use search::Search;
pub use story::{StoryArgs, StoryVerb};
pub use tag::{Tag, Tags, TagsVerb, Untag};
pub use undo::Undo;
pub use versions::{Diff, Refetch, Shown, SourceArg, Unwatch, Versions, Watch};

/// Keeps news articles: saves them from their URLs and reads them offline.
///
/// The archive is one file. An ID is what `lede list` shows; a URL works wherever an ID does.
#[derive(Debug, Parser)]
#[command(name = "lede", version, disable_help_subcommand = true, arg_required_else_help = true)]
#[command(max_term_width = 100, after_help = AFTER_HELP)]
pub struct Cli {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub verb: Verb,
}

const AFTER_HELP: &str = "\
With --json, standard output holds exactly one JSON array or object, or nothing when the verb failed; \
each error is one line {\"error\": {kind, message, hint}} on standard error, where all messages go.

Exit codes: 0 done, 1 something failed (what succeeded is kept), 2 wrong usage, from 10 on one code for each \
kind of error: `lede help exit-codes`.";

/// What holds for every verb.
#[derive(Debug, Clone, Args)]
pub struct Global {
    /// The archive; without it, `lede/archive.lede` in the data directory of the platform.
    #[arg(
        long,
        value_name = "FILE",
        env = "LEDE_ARCHIVE",
        hide_env_values = true,
        global = true,
        help_heading = "For every verb"
    )]
    pub archive: Option<PathBuf>,
    /// Print one JSON array or object to standard output and nothing else.
    #[arg(long, global = true, help_heading = "For every verb")]
    pub json: bool,
    /// Say nothing about progress.
    #[arg(long, global = true, help_heading = "For every verb")]
    pub no_progress: bool,
    /// Tell what happens inside on standard error; twice or three times tells more.
    #[arg(short, long, action = clap::ArgAction::Count, global = true, help_heading = "For every verb")]
    pub verbose: u8,
}

#[derive(Debug, Subcommand)]
pub enum Verb {
    Save(Save),
    List(List),
    Search(Search),
    Show(Show),
    Read(Read),
    Open(Open),
    Star(Star),
    Archive(Shelve),
    Mark(Mark),
    Tag(Tag),
    Untag(Untag),
    Tags(Tags),
    Trash(Trash),
    Restore(Restore),
    Purge(Purge),
    Story(StoryArgs),
    Collection(CollectionArgs),
    /// List collections and saved searches as a tree.
    Collections,
    Undo(Undo),
    /// Do again what was taken back last.
    Redo,
    Note(WriteNote),
    Notes(ListNotes),
    Highlight(MakeHighlight),
    Highlights(ListHighlights),
    Relate(Relate),
    Relations(Relations),
    Links(Links),
    Backlinks(Backlinks),
    Refetch(Refetch),
    Versions(Versions),
    Diff(Diff),
    Duplicates(Duplicates),
    Merge(Merge),
    Watch(Watch),
    Unwatch(Unwatch),
    Related(RelatedArgs),
    Export(Export),
    Cite(Cite),
    ExportRaw(ExportRaw),
    Import(Import),
    Imports(Imports),
    Backup(Backup),
    Reextract(Reextract),
    /// Make everything anew that is derived: indexes, counts, copies, connections
    ///
    /// Nothing that was saved or made by a person changes. What ends it early leaves the archive right, and the next one goes on
    /// there.
    Rebuild,
    Verify(Verify),
    Recover(Recover),
    Proof(Proof),
    Repair(Repair),
    Rules(Rules),
    Queue(Queue),
    /// Show where the archive is and what it holds.
    Info,
    Extract(Extract),
    Completions(Completions),
    Man(Man),
    /// Explain a verb, or the topic `exit-codes`.
    Help {
        /// A verb, or `exit-codes`.
        topic: Option<String>,
    },
}

/// Save articles from their URLs.
#[derive(Debug, Args)]
pub struct Save {
    /// Addresses of articles; `-` reads them from standard input, one a line.
    #[arg(value_name = "URL", required = true)]
    pub urls: Vec<String>,
    /// The page itself, as a browser saved it (`-`: standard input); only its pictures are fetched then.
    #[arg(long, value_name = "FILE")]
    pub html: Option<PathBuf>,
    /// Fetch again, as a new version, what is in the archive already.
    #[arg(long)]
    pub refetch: bool,
    /// Give the articles this tag, also those in the archive already; may be repeated.
    #[arg(long, value_name = "TAG")]
    pub tag: Vec<TagPath>,
}

/// List articles, newest first.
#[derive(Debug, Args)]
pub struct List {
    /// Only articles in this reading state.
    #[arg(long, value_name = "STATE")]
    pub state: Option<StateArg>,
    /// Which part of the archive.
    #[arg(long, value_name = "SHELF", default_value = "all")]
    pub shelf: ShelfArg,
    /// Only articles whose copy is perhaps not whole.
    #[arg(long)]
    pub incomplete: bool,
    /// Only articles with this tag or one below it.
    #[arg(long, value_name = "TAG")]
    pub tag: Option<TagPath>,
    /// Only this site, by its name or host.
    #[arg(long, value_name = "SITE")]
    pub site: Option<String>,
    /// Only articles with all these words in title, byline, site or text; `is:incomplete` among them means --incomplete.
    #[arg(long, value_name = "WORDS")]
    pub find: Option<String>,
    /// Only articles of this collection, or those that this saved search finds: its ID, name or path of names.
    #[arg(long, value_name = "COLLECTION")]
    pub collection: Option<String>,
    /// What to sort by: dates newest first, names from A to Z; without it, a collection by hand and the rest by `saved`.
    #[arg(long, value_name = "KEY")]
    pub sort: Option<SortArg>,
    /// Turn the order round.
    #[arg(long)]
    pub reverse: bool,
    /// At most so many articles; in a terminal 50 when not given, otherwise all.
    #[arg(long, value_name = "N")]
    pub limit: Option<u32>,
    /// Skip so many articles first.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub offset: u32,
}

/// Show what is known of an article.
#[derive(Debug, Args)]
pub struct Show {
    /// ID or URL.
    pub id: String,
}

/// Read an article in the terminal.
///
/// Opening an unread article in a terminal marks it as being read. With --json, prints what `show` prints.
#[derive(Debug, Args)]
pub struct Read {
    /// ID or URL.
    pub id: String,
    /// Columns of the text; without it, the terminal's width, at most 80.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(20..))]
    pub width: Option<u16>,
    /// Print directly instead of through $PAGER.
    #[arg(long)]
    pub no_pager: bool,
}

/// Open the original page in the system's browser.
#[derive(Debug, Args)]
pub struct Open {
    /// ID or URL.
    pub id: String,
}

/// Put a star on articles.
#[derive(Debug, Args)]
pub struct Star {
    /// IDs or URLs.
    #[arg(value_name = "ID", required = true)]
    pub ids: Vec<String>,
    /// Take the star away.
    #[arg(long, visible_alias = "undo")]
    pub remove: bool,
}

/// Move articles out of the inbox into the archive.
#[derive(Debug, Args)]
pub struct Shelve {
    /// IDs or URLs.
    #[arg(value_name = "ID", required = true)]
    pub ids: Vec<String>,
    /// Move them back into the inbox.
    #[arg(long, visible_alias = "undo")]
    pub remove: bool,
}

/// Mark articles as unread, being read or read.
#[derive(Debug, Args)]
pub struct Mark {
    /// How far they were read.
    pub state: StateArg,
    /// IDs or URLs.
    #[arg(value_name = "ID", required = true)]
    pub ids: Vec<String>,
}

/// Move articles to the trash; nothing is deleted.
#[derive(Debug, Args)]
pub struct Trash {
    /// IDs or URLs.
    #[arg(value_name = "ID", required = true)]
    pub ids: Vec<String>,
    /// Take them out of the trash, as `restore` does.
    #[arg(long)]
    pub undo: bool,
}

/// Delete articles that are in the trash, for good.
#[derive(Debug, Args)]
pub struct Purge {
    /// IDs or URLs.
    #[arg(value_name = "ID", required_unless_present = "all", conflicts_with = "all")]
    pub ids: Vec<String>,
    /// Empty the whole trash.
    #[arg(long)]
    pub all: bool,
    /// Do not ask; needed where nobody can be asked.
    #[arg(long)]
    pub yes: bool,
}

/// Write the page exactly as the server sent it.
///
/// With --json, prints what is known of the response; the page goes only to --output.
#[derive(Debug, Args)]
pub struct ExportRaw {
    /// ID or URL.
    pub id: String,
    /// This version instead of the current one.
    #[arg(long, value_name = "VERSION")]
    pub version: Option<VersionId>,
    /// This one of the responses that the copy was made of, as an article of several pages has them; 1 is the first.
    #[arg(long, value_name = "N")]
    pub part: Option<u32>,
    /// Write to this new file instead of standard output; further responses go to `FILE-2` and so on.
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Replace the file if it is there.
    #[arg(long, requires = "output")]
    pub force: bool,
    /// Write the status and the headers first, then an empty line.
    #[arg(long)]
    pub headers: bool,
}

/// Clean stored pages again with this version's extractor; needs no network.
#[derive(Debug, Args)]
pub struct Reextract {
    /// IDs or URLs.
    #[arg(value_name = "ID", required_unless_present_any = ["all", "site"], conflicts_with = "all")]
    pub ids: Vec<String>,
    /// Every article of the archive.
    #[arg(long, conflicts_with = "site")]
    pub all: bool,
    /// The articles that the site rule for these hosts holds for: `example.org` or `*.example.org`.
    #[arg(long, value_name = "HOST")]
    pub site: Option<String>,
    /// Only say which paragraphs would come and go.
    #[arg(long)]
    pub dry_run: bool,
}

/// Say for single sites what their articles are.
///
/// A rule says in CSS selectors where the article of a site's pages stands; it holds for pages that are saved or cleaned
/// again from then on. Rules travel with the archive. Without a verb, lists them.
#[derive(Debug, Args)]
#[command(after_long_help = RULES_HELP, disable_help_subcommand = true)]
pub struct Rules {
    #[command(subcommand)]
    pub verb: Option<RulesVerb>,
}

const RULES_HELP: &str = "\
A rule is a text in TOML:

  host = \"example.org\"           # and www.example.org; \"*.example.org\" is for all hosts below it
  body = [\"#story\", \"article\"]   # the first selector that finds something is the article
  remove = [\".promo\", \"aside\"]   # taken out of the page
  keep = \".correction\"            # stays, whatever else is decided
  prune = true                    # clutter inside of body goes as elsewhere; without it, all of body stays
  title = \"h1.headline\"
  authors = \".byline a\"
  date = \"meta[name=date] @content\"
  single_page = \"a.print\"         # a link to the whole article
  next_page = \"a.next\"            # a link to its next page
  replace = [[\"<noscript>\", \"<div>\"]]

Every key but host may be left out. A key that finds nothing changes nothing.";

/// What to do with site rules.
#[derive(Debug, Subcommand)]
pub enum RulesVerb {
    /// List the rules with the number of articles that each holds for.
    List,
    /// Print the rule that holds for a host.
    Show {
        /// Such as `example.org` or `*.example.org`.
        host: String,
    },
    /// Store rules, each in place of the one for the same hosts.
    Add {
        /// Files with a rule each; `-` is standard input.
        #[arg(value_name = "FILE", required = true)]
        files: Vec<PathBuf>,
    },
    /// Remove rules.
    Remove {
        /// The hosts as the rules name them.
        #[arg(value_name = "HOST", required = true)]
        hosts: Vec<String>,
    },
    /// Take rules from files, folders and zip archives: `.toml` files, and site configs of FiveFilters (`HOST.txt`).
    ///
    /// Prints {files, lines, imported, partly: [{file, line, why}], failed: [{file, line, why}]} with --json.
    Import {
        /// Files, folders, zip archives.
        #[arg(value_name = "PATH", required = true)]
        paths: Vec<PathBuf>,
        /// Put them in the place of rules for the same hosts.
        #[arg(long)]
        replace: bool,
    },
    /// Write each rule to `HOST.toml` in a folder.
    Export {
        /// The folder; made if it is not there.
        #[arg(value_name = "DIR")]
        folder: PathBuf,
    },
    Test(TestRule),
}

/// Show what a rule makes of a page beside what the page is without it; stores nothing.
#[derive(Debug, Args)]
pub struct TestRule {
    /// An article's ID or URL, any other URL, or with --url a file.
    pub page: String,
    /// This rule instead of the archive's; `-` is standard input.
    #[arg(long, value_name = "FILE")]
    pub rule: Option<PathBuf>,
    /// The address that the page in the file was saved from.
    #[arg(long, value_name = "URL")]
    pub url: Option<String>,
}

/// Show the queue of pages still to be fetched, or work through it.
///
/// What an import brought is fetched politely, host by host, and told by `--fetch` alone.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Queue {
    /// Add these URLs, to be fetched later; `-` reads them from standard input.
    #[arg(long, value_name = "URL", num_args = 1..)]
    pub add: Vec<String>,
    /// Add another try at the missing pictures of these articles.
    #[arg(long, value_name = "ID", num_args = 1..)]
    pub pictures: Vec<String>,
    /// Try a job again.
    #[arg(long, value_name = "JOB")]
    pub retry: Vec<JobId>,
    /// Stop a job.
    #[arg(long, value_name = "JOB")]
    pub cancel: Vec<JobId>,
    /// Forget jobs that are done, failed or cancelled.
    #[arg(long)]
    pub clear: bool,
    /// Work until nothing is left that may run within ten minutes.
    #[arg(long)]
    pub run: bool,
    /// Tell how far the fetching of imported articles has come.
    #[arg(long)]
    pub fetch: bool,
    /// What to do about the fetching of imported articles.
    #[command(subcommand)]
    pub fetching: Option<Fetching>,
}

/// What can be done about the fetching of imported articles.
#[derive(Debug, Clone, Subcommand)]
pub enum Fetching {
    /// Let it rest until `lede queue resume`, in every program.
    Pause,
    /// Go on.
    Resume,
    /// Fetch no more of what is not fetched yet; the articles stay as the files had them.
    Stop {
        /// Only of this import, by its number.
        #[arg(long, value_name = "IMPORT")]
        import: Option<ImportId>,
    },
    /// Ask a host again that was set aside because it refused.
    Release {
        /// The host, as `lede queue --fetch` names it.
        host: String,
    },
}

/// Extract the article from pages on standard input; needs no archive and no network.
///
/// Prints {id, text, html, title, authors, site, published, language, diagnosis, pictures, error} for each page, in the
/// order of the input. `html` refers to `pictures` by `<img data-asset="N">`.
#[derive(Debug, Args)]
pub struct Extract {
    /// Read lines {id, url, html} and print one line for each.
    #[arg(long, conflicts_with_all = ["url", "content_type"])]
    pub jsonl: bool,
    /// Say for every block of the page whether it was kept, and why.
    #[arg(long)]
    pub explain: bool,
    /// Address of the page, which relative links start from.
    #[arg(long, value_name = "URL", required_unless_present = "jsonl")]
    pub url: Option<String>,
    /// The `Content-Type` the server sent, if known.
    #[arg(long, value_name = "TYPE")]
    pub content_type: Option<String>,
}

/// Print a completion script for a shell.
#[derive(Debug, Args)]
pub struct Completions {
    /// The shell.
    pub shell: Shell,
}

/// Print the manual page, or write those of all verbs.
#[derive(Debug, Args)]
pub struct Man {
    /// Write `lede.1` and `lede-VERB.1` into this folder.
    #[arg(long, value_name = "DIR")]
    pub dir: Option<PathBuf>,
}

/// A reading state as an argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum StateArg {
    Unread,
    Reading,
    Read,
}

impl From<StateArg> for ReadState {
    fn from(state: StateArg) -> Self {
        match state {
            StateArg::Unread => Self::Unread,
            StateArg::Reading => Self::Reading,
            StateArg::Read => Self::Read,
        }
    }
}

/// A shelf as an argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ShelfArg {
    /// Everything outside the trash.
    All,
    /// Neither archived nor in the trash.
    Inbox,
    /// In the inbox and not opened yet.
    Unread,
    /// In the inbox, opened, not finished.
    Reading,
    /// Finished.
    Read,
    /// Marked with a star.
    Starred,
    /// Moved out of the inbox.
    Archived,
    /// Perhaps not the whole article.
    Incomplete,
    /// In the trash.
    Trash,
}

impl From<ShelfArg> for Shelf {
    fn from(shelf: ShelfArg) -> Self {
        match shelf {
            ShelfArg::All => Self::All,
            ShelfArg::Inbox => Self::Inbox,
            ShelfArg::Unread => Self::Unread,
            ShelfArg::Reading => Self::Reading,
            ShelfArg::Read => Self::Read,
            ShelfArg::Starred => Self::Starred,
            ShelfArg::Archived => Self::Archived,
            ShelfArg::Incomplete => Self::Incomplete,
            ShelfArg::Trash => Self::Trash,
        }
    }
}

/// A sort key as an argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SortArg {
    /// Time of saving.
    Saved,
    /// Date of publication.
    Published,
    /// Title.
    Title,
    /// Site name.
    Site,
    /// The order by hand, in a collection.
    Hand,
}

impl From<SortArg> for SortKey {
    fn from(sort: SortArg) -> Self {
        match sort {
            SortArg::Saved => Self::Saved,
            SortArg::Published => Self::Published,
            SortArg::Title => Self::Title,
            SortArg::Site => Self::Site,
            SortArg::Hand => Self::Hand,
        }
    }
}
