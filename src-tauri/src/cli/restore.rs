//! `lede restore`: articles out of the trash, or a backup in the archive's place.

use std::path::Path;

use super::args::Restore;
use super::context::Context;
use super::exit::{Failure, Outcome};
use super::say::say;
use super::{flags, interrupt, text};
use crate::error::Error;
use crate::library::{RestoreRequest, restore};

pub fn run(args: &Restore, context: &Context) -> Outcome {
    match args.ids.as_slice() {
        [backup] if is_backup(backup) => put_back(Path::new(backup), args, context),
        several if several.iter().any(|id| is_backup(id)) => {
            Err(Failure::Usage("one backup is restored at a time, and no article with it".into()))
        }
        [mistyped] if looks_like_a_file(mistyped) => {
            let path = Path::new(mistyped);
            Err(super::context::file_error(path, std::io::ErrorKind::NotFound.into()).into())
        }
        ids => flags::take_out(ids, context),
    }
}

fn is_backup(name: &str) -> bool {
    !is_article(name) && Path::new(name).is_file()
}

fn looks_like_a_file(name: &str) -> bool {
    !is_article(name) && Path::new(name).extension().is_some_and(|ending| ending == "lede")
}

fn is_article(name: &str) -> bool {
    name.parse::<u64>().is_ok() || name.contains("://")
}

fn put_back(backup: &Path, args: &Restore, context: &Context) -> Outcome {
    let archive = context.archive()?;
    let request =
        RestoreRequest { backup, archive: &archive, replace: args.force, now: context.local_time().0() };
    let reporter = context.reporter();
    let task = reporter.start("restore");
    let restored = interrupt::run(async |cancel| {
        // The runtime's other threads hear Ctrl+C meanwhile.
        restore(&request, &|progress| task.tell(progress), &cancel)
    })?;
    drop(task);
    let report = restored.map_err(|error| match error {
        Error::Exists { .. } => {
            let mut report = error.report();
            report.hint = Some("--force puts the archive aside; it is kept beside the restored one".into());
            Failure::from(report)
        }
        error => error.into(),
    })?;
    if context.json() {
        return context.print_json(&report);
    }
    let (articles, size) = (text::count(report.articles, "article"), text::bytes(report.bytes));
    say(&format!("{articles} in {} ({size})", report.archive));
    if let Some(kept) = &report.kept {
        say(&format!("the archive that was there is {kept}"));
    }
    Ok(())
}
