//! `lede backup`.

use super::args::Backup;
use super::context::{Context, file_error};
use super::exit::{Failure, Outcome};
use super::say::say;
use super::{interrupt, text};
use crate::error::Result;
use crate::library::Library;
use crate::model::{AutomaticBackup, BackupReport, BackupSettings};

pub fn run(args: &Backup, context: &Context) -> Outcome {
    let asked = args.folder.is_some() || [args.days, args.weeks, args.months].iter().any(Option::is_some);
    if asked && !args.auto {
        return Err(Failure::Usage("--folder, --days, --weeks and --months go with --auto".into()));
    }
    let library = context.library()?;
    let reporter = context.reporter();
    let task = reporter.start("backup");
    let Some(output) = &args.output else {
        let settings = settings(args, &library)?;
        let done = interrupt::run(async |cancel| {
            library.automatic_backup(&settings, &|progress| task.tell(progress), &cancel)
        })??;
        drop(task);
        return told(&done, context);
    };
    let report = interrupt::run(async |cancel| {
        // The runtime's other threads hear Ctrl+C meanwhile.
        library.backup(output, args.force, context.now(), &|progress| task.tell(progress), &cancel)
    })??;
    drop(task);
    if context.json() {
        return context.print_json(&report);
    }
    say(&in_words(&report));
    Ok(())
}

/// What the archive's settings say, but for what was asked now.
fn settings(args: &Backup, library: &Library) -> Result<BackupSettings> {
    let stored = library.backup_settings()?;
    let folder = match &args.folder {
        Some(folder) => Some(std::path::absolute(folder).map_err(|source| file_error(folder, source))?),
        None => None,
    };
    Ok(BackupSettings {
        folder: folder.map(|folder| folder.display().to_string()).or(stored.folder),
        days: args.days.unwrap_or(stored.days),
        weeks: args.weeks.unwrap_or(stored.weeks),
        months: args.months.unwrap_or(stored.months),
        ..stored
    })
}

fn told(done: &AutomaticBackup, context: &Context) -> Outcome {
    if context.json() {
        return context.print_json(done);
    }
    match &done.made {
        Some(report) => say(&in_words(report)),
        None => say("there is a backup of today"),
    }
    for old in &done.removed {
        say(&format!("deleted {old}"));
    }
    Ok(())
}

fn in_words(report: &BackupReport) -> String {
    let (articles, size) = (text::count(report.articles, "article"), text::bytes(report.bytes));
    format!("{articles} in {} ({size})", report.output)
}
