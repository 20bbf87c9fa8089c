//! `lede export-raw`.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde_json::json;

use super::args::ExportRaw;
use super::context::{Context, file_error};
use super::exit::Outcome;
use crate::error::{Error, Result};
use crate::model::{ArticleId, FurtherResponse, RawResponse, VersionId};

pub fn run(args: &ExportRaw, context: &Context) -> Outcome {
    let library = context.library()?;
    let id = library.resolve(&args.id)?;
    let parts =
        Parts { first: library.raw(id, args.version)?, further: library.further_raw(id, args.version)? };
    if let Some(path) = &args.output {
        for (number, response) in parts.wanted(args.part)? {
            let path = if args.part.is_none() { numbered(path, number) } else { path.clone() };
            write_file(&path, args, response).map_err(|source| file_error(&path, source))?;
        }
    }
    if context.json() {
        return context.print_json(&described(id, args.version, &parts));
    }
    if args.output.is_none() {
        let mut out = io::stdout().lock();
        for (_, response) in parts.wanted(args.part.or(Some(1)))? {
            write(&mut out, args.headers, response)?;
        }
        out.flush()?;
    }
    Ok(())
}

/// The responses of a version, numbered from 1.
struct Parts {
    first: RawResponse,
    further: Vec<FurtherResponse>,
}

impl Parts {
    /// This part, or all.
    fn wanted(&self, part: Option<u32>) -> Result<Vec<(u32, &RawResponse)>> {
        let all = std::iter::once(&self.first).chain(self.further.iter().map(|further| &further.response));
        let wanted: Vec<_> = (1..).zip(all).filter(|(n, _)| part.is_none_or(|part| part == *n)).collect();
        match part {
            Some(part) if wanted.is_empty() => Err(Error::NotFound { what: "part", id: part.to_string() }),
            _ => Ok(wanted),
        }
    }
}

/// `kept.html`, `kept-2.html` …
fn numbered(path: &Path, number: u32) -> PathBuf {
    if number == 1 {
        return path.to_owned();
    }
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let extension = path.extension().map(|e| format!(".{}", e.to_string_lossy())).unwrap_or_default();
    path.with_file_name(format!("{stem}-{number}{extension}"))
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

fn described(id: ArticleId, version: Option<VersionId>, parts: &Parts) -> serde_json::Value {
    let response = |response: &RawResponse| {
        json!({
            "final_url": response.final_url,
            "redirects": response.redirects,
            "status": response.status,
            "headers": response.headers,
            "fetched": response.fetched,
            "bytes": response.body.len(),
        })
    };
    let mut described = response(&parts.first);
    let further = parts.further.iter().map(|further| {
        let mut described = response(&further.response);
        described["part"] = json!(further.part);
        described
    });
    described["further"] = further.collect();
    described["id"] = json!(id);
    described["version"] = json!(version);
    described
}
