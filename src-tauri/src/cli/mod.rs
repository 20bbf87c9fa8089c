//! The command line: parse, run one verb, end with an exit code.
//!
//! Every type of the arguments stands in `args`, every verb is one function in a file of its own, and all of them call
//! [`Library`](crate::library::Library). Standard output carries results only; everything else goes to standard error.

mod args;
mod backup;
mod change_words;
mod cite;
mod collections;
mod completions;
mod context;
mod diff;
mod doubts;
mod duplicates;
mod exit;
mod explain;
mod export;
mod export_raw;
mod extract;
mod fetching;
mod flags;
mod help;
mod highlight;
mod import;
mod imports;
mod info;
mod ink;
mod interrupt;
mod links;
mod list;
mod man;
mod marked;
mod merge;
mod note;
mod open;
mod pager;
mod progress;
mod proof;
mod prose;
mod purge;
mod queue;
mod read;
mod rebuild;
mod recover;
mod reextract;
mod refetch;
mod relate;
mod related;
mod repair;
mod restore;
mod rules;
mod save;
mod say;
mod search;
mod show;
mod story;
mod table;
mod tag;
mod tags;
mod tally;
mod text;
mod undo;
mod verify;
mod versions;
mod watch;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;

use crate::library::Clock;
use args::{Cli, Verb};
use context::Context;
use exit::{Failure, Outcome};

/// What the entry knows and the verbs need: they read neither the clock nor their own program's path.
#[derive(Clone)]
pub struct Environment {
    /// The time.
    pub clock: Clock,
    /// The program that cleans pages when started as a worker; `None` cleans on threads.
    pub worker: Option<PathBuf>,
    /// The languages of the system.
    pub languages: Option<String>,
    /// Where something answers as the Internet Archive does.
    pub internet_archive: Option<String>,
}

/// Runs the verb that the process's arguments ask for.
pub fn main(environment: Environment) -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Nobody is left to be told when even this cannot be written.
            let _ = error.print();
            return u8::try_from(error.exit_code()).map_or(ExitCode::FAILURE, ExitCode::from);
        }
    };
    let context = Context::new(cli.global, environment);
    match run(&cli.verb, &context) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            tell(&failure, &context);
            failure.into()
        }
    }
}

fn run(verb: &Verb, context: &Context) -> Outcome {
    match verb {
        Verb::Save(args) => save::run(args, context),
        Verb::List(args) => list::run(args, context),
        Verb::Search(args) => search::run(args, context),
        Verb::Show(args) => show::run(args, context),
        Verb::Read(args) => read::run(args, context),
        Verb::Open(args) => open::run(args, context),
        Verb::Star(args) => flags::star(args, context),
        Verb::Archive(args) => flags::archive(args, context),
        Verb::Mark(args) => flags::mark(args, context),
        Verb::Tag(args) => tag::tag(args, context),
        Verb::Untag(args) => tag::untag(args, context),
        Verb::Tags(args) => tags::run(args, context),
        Verb::Trash(args) => flags::trash(args, context),
        Verb::Restore(args) => restore::run(args, context),
        Verb::Purge(args) => purge::run(args, context),
        Verb::Story(args) => story::run(args, context),
        Verb::Collection(args) => collections::run(args, context),
        Verb::Collections => collections::list(context),
        Verb::Undo(args) => undo::undo(args, context),
        Verb::Redo => undo::redo(context),
        Verb::Note(args) => note::run(args, context),
        Verb::Notes(args) => note::list(args, context),
        Verb::Highlight(args) => highlight::run(args, context),
        Verb::Highlights(args) => highlight::list(args, context),
        Verb::Relate(args) => relate::run(args, context),
        Verb::Relations(args) => relate::list(args, context),
        Verb::Links(args) => links::links(args, context),
        Verb::Backlinks(args) => links::backlinks(args, context),
        Verb::Refetch(args) => refetch::run(args, context),
        Verb::Versions(args) => versions::run(args, context),
        Verb::Diff(args) => diff::run(args, context),
        Verb::Duplicates(args) => duplicates::run(args, context),
        Verb::Merge(args) => merge::run(args, context),
        Verb::Watch(args) => watch::run(args, context),
        Verb::Unwatch(args) => watch::stop(args, context),
        Verb::Related(args) => related::run(args, context),
        Verb::Export(args) => export::run(args, context),
        Verb::Cite(args) => cite::run(args, context),
        Verb::ExportRaw(args) => export_raw::run(args, context),
        Verb::Import(args) => import::run(args, context),
        Verb::Imports(args) => imports::run(args, context),
        Verb::Backup(args) => backup::run(args, context),
        Verb::Reextract(args) => reextract::run(args, context),
        Verb::Rebuild => rebuild::run(context),
        Verb::Verify(args) => verify::run(args, context),
        Verb::Proof(args) => proof::run(args, context),
        Verb::Recover(args) => recover::run(args, context),
        Verb::Repair(args) => repair::run(args, context),
        Verb::Rules(args) => rules::run(args, context),
        Verb::Queue(args) => queue::run(args, context),
        Verb::Info => info::run(context),
        Verb::Extract(args) => extract::run(args, context),
        Verb::Completions(args) => completions::run(args),
        Verb::Man(args) => man::run(args),
        Verb::Help { topic } => help::run(topic.as_deref(), context),
    }
}

fn tell(failure: &Failure, context: &Context) {
    match failure {
        Failure::Error(report) => context.tell_error(report),
        Failure::Usage(message) => context.tell_usage(message),
        Failure::Partial | Failure::ClosedPipe => {}
    }
}
