//! `lede imports`.

use std::io;
use std::path::Path;

use super::args::Imports;
use super::context::Context;
use super::exit::Outcome;
use super::import;
use super::say::say;
use super::text::{local_time, printable};
use crate::library::Library;
use crate::model::{ImportId, ImportOptions, ImportSummary};

pub fn run(args: &Imports, context: &Context) -> Outcome {
    let library = context.library()?;
    let Some(id) = args.import else {
        let imports = library.imports()?;
        if context.json() {
            return context.print_json(&imports);
        }
        imports.iter().for_each(|import| say(&line(import)));
        return Ok(());
    };
    if let Some(output) = &args.csv {
        return write(&library, id, output);
    }
    if args.take_back {
        library.take_back_import(id, context.now())?;
    }
    let report = library.import_report(id)?;
    if context.json() {
        return context.print_json(&report);
    }
    import::tell(&report, &ImportOptions::default());
    Ok(())
}

fn write(library: &Library, id: ImportId, output: &Path) -> Outcome {
    if output == Path::new("-") {
        library.write_import_report(id, io::stdout().lock())?;
        return Ok(());
    }
    Ok(library.save_import_report(id, output, false)?)
}

fn line(import: &ImportSummary) -> String {
    let [imported, merged, skipped, failed] = import.rows;
    let ended = if import.finished.is_some() { "" } else { "; broke off" };
    let name = printable(&import.name);
    let (id, started, format) = (import.id, local_time(import.started), import.format.name());
    format!(
        "{id:>5}  {started}  {name} ({format}): {imported} new, {merged} there already, {skipped} left out, {failed} not taken in{ended}"
    )
}
