//! `lede proof`.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use serde_json::json;

use super::args::Proof;
use super::context::{Context, file_error};
use super::exit::{Failure, Outcome};
use super::say::say;
use super::tally::Tally;
use crate::error::{Error, Result};
use crate::model;

pub fn run(args: &Proof, context: &Context) -> Outcome {
    if let Some(file) = &args.check {
        return check(file, context);
    }
    let library = context.library()?;
    if args.version.is_some() && args.ids.len() > 1 {
        return Err(Failure::Usage("--version is of one article".into()));
    }
    let mut tally = Tally::new(args.ids.len(), context);
    let ids = tally.resolve(&library, &args.ids);
    let proofs: Vec<model::Proof> =
        ids.into_iter().map(|id| library.proof(id, args.version, context.now())).collect::<Result<_>>()?;
    for (proof, fault) in proofs.iter().flat_map(|proof| proof.faults.iter().map(move |fault| (proof, fault)))
    {
        say(&format!("article {}: {fault}", proof.article));
    }
    match &args.output {
        Some(path) => {
            library.save_proofs(&proofs, path, args.force)?;
            if context.json() {
                context.print_json(&proofs)?;
            }
        }
        None if context.json() => context.print_json(&proofs)?,
        None => write(&mut io::stdout().lock(), &proofs)?,
    }
    if proofs.iter().any(|proof| !proof.faults.is_empty()) {
        return Err(Failure::Partial);
    }
    tally.end()
}

fn write(out: &mut impl Write, proofs: &[model::Proof]) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, proofs)?;
    out.write_all(b"\n")?;
    out.flush()
}

/// Compares manifests that were kept elsewhere with the archive.
fn check(file: &Path, context: &Context) -> Outcome {
    let text = fs::read(file).map_err(|source| file_error(file, source))?;
    let one = || serde_json::from_slice(&text).map(|proof| vec![proof]);
    let proofs: Vec<model::Proof> = serde_json::from_slice(&text).or_else(|_| one()).map_err(|error| {
        Error::Invalid { what: "a proof", value: file.display().to_string(), reason: error.to_string() }
    })?;
    let library = context.library()?;
    let mut checked = Vec::new();
    let mut is_right = true;
    for proof in &proofs {
        let faults = library.check_proof(proof)?;
        is_right &= faults.is_empty();
        if !context.json() {
            let said =
                if faults.is_empty() { "is what the proof says".to_owned() } else { faults.join("; ") };
            say(&format!("version {} of article {} ({}): {said}", proof.version, proof.article, proof.url));
        }
        checked.push(
            json!({ "id": proof.article, "version": proof.version, "url": proof.url, "faults": faults }),
        );
    }
    if context.json() {
        context.print_json(&checked)?;
    }
    if is_right { Ok(()) } else { Err(Failure::Partial) }
}
