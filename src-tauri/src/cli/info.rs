//! `lede info`.

use std::io::Write;

use super::context::Context;
use super::exit::Outcome;
use super::table::write_fields;
use super::text::{bytes, count};

pub fn run(context: &Context) -> Outcome {
    let info = context.library()?.info()?;
    if context.json() {
        return context.print_json(&info);
    }
    let missing = match info.missing_assets {
        0 => String::new(),
        missing => format!(", {missing} missing"),
    };
    let fields = [
        ("Archive", info.path),
        ("Size", bytes(info.file_bytes)),
        ("Articles", format!("{} and {} in the trash", info.articles, info.trashed)),
        ("Versions", info.versions.to_string()),
        ("Pictures", format!("{} ({}){missing}", info.assets, bytes(info.asset_bytes))),
        ("Queue", format!("{} waiting, {} failed", count(info.pending_jobs, "job"), info.failed_jobs)),
        ("Schema", info.schema.to_string()),
        ("Version", info.program),
    ];
    let mut out = context.out();
    write_fields(&mut out, &fields, context.terminal())?;
    Ok(out.flush()?)
}
