//! `lede cite`.

use std::io::Write;

use super::args::Cite;
use super::context::Context;
use super::exit::Outcome;
use super::tally::Tally;
use crate::error::{Error, Result};
use crate::library::Library;
use crate::model::{Citation, CitationStyle, HighlightId};

pub fn run(args: &Cite, context: &Context) -> Outcome {
    let library = context.library()?;
    let mut tally = Tally::new(args.ids.len(), context);
    let mut citations: Vec<Citation> = Vec::new();
    for id in &args.ids {
        match cite(args, &library, id) {
            Ok(citation) => citations.push(citation),
            Err(error) => tally.failed(error.report()),
        }
    }
    if context.json() {
        context.print_json(&citations)?;
    } else if !citations.is_empty() {
        let mut out = context.out();
        writeln!(out, "{}", joined(&citations, args.style.into()))?;
        out.flush()?;
    }
    tally.end()
}

fn cite(args: &Cite, library: &Library, id: &str) -> Result<Citation> {
    if args.highlight {
        let number = id.trim().parse().map(HighlightId);
        let highlight = number.map_err(|_| Error::NotFound { what: "highlight", id: id.to_owned() })?;
        return library.cite_highlight(highlight, args.style.into(), &args.locale);
    }
    library.cite(library.resolve(id)?, args.style.into(), &args.locale)
}

/// One text of several: items of CSL-JSON are an array.
fn joined(citations: &[Citation], style: CitationStyle) -> String {
    let texts: Vec<&str> = citations.iter().map(|citation| citation.text.as_str()).collect();
    match style {
        CitationStyle::CslJson => format!("[\n{}\n]", texts.join(",\n")),
        _ => texts.join("\n\n"),
    }
}
