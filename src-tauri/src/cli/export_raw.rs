//! `lede export-raw`.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::Path;

use serde_json::json;

use super::args::ExportRaw;
use super::context::{Context, file_error};
use super::exit::Outcome;
use crate::model::{ArticleId, RawResponse, VersionId};

pub fn run(args: &ExportRaw, context: &Context) -> Outcome {
    let library = context.library()?;
    let id = library.resolve(&args.id)?;
    let response = library.raw(id, args.version)?;
    if let Some(path) = &args.output {
        write_file(path, args, &response).map_err(|source| file_error(path, source))?;
    }
    if context.json() {
        return context.print_json(&described(id, args.version, &response));
    }
    if args.output.is_none() {
        let mut out = io::stdout().lock();
        write(&mut out, args.headers, &response)?;
        out.flush()?;
    }
    Ok(())
}

fn write_file(path: &Path, args: &ExportRaw, response: &RawResponse) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true);
    if args.force {
        options.create(true).truncate(true);
    } else {
        options.create_new(true);
    }
    let mut file = options.open(path)?;
    write(&mut file, args.headers, response)?;
    file.sync_all()
}

fn write(out: &mut impl Write, headers: bool, response: &RawResponse) -> io::Result<()> {
    if headers {
        writeln!(out, "HTTP {}", response.status)?;
        for (name, value) in &response.headers {
            writeln!(out, "{name}: {value}")?;
        }
        writeln!(out)?;
    }
    out.write_all(&response.body)
}

fn described(id: ArticleId, version: Option<VersionId>, response: &RawResponse) -> serde_json::Value {
    json!({
        "id": id,
        "version": version,
        "final_url": response.final_url,
        "redirects": response.redirects,
        "status": response.status,
        "headers": response.headers,
        "fetched": response.fetched,
        "bytes": response.body.len(),
    })
}
