//! `lede extract --explain`: why each block of a page was kept or left out.

use std::io::{self, BufWriter, Write};
use std::thread;

use anstyle::Style;
use serde::Serialize;
use serde_json::Value;

use super::context::Context;
use super::exit::Outcome;
use super::text::one_line;
use crate::capture::{self, PageInput};
use crate::error::{Error, ErrorReport, Result};
use crate::model::BlockDecision;

const DIM: Style = Style::new().dimmed();

/// Reasons that a person is shown for a block.
const REASONS: usize = 4;

/// A page and why its blocks were kept or not.
#[derive(Debug, Serialize)]
pub(super) struct Explained {
    id: Value,
    /// Names of `blocks[].features`, in order.
    features: Vec<String>,
    blocks: Vec<BlockDecision>,
    error: Option<ErrorReport>,
}

impl Explained {
    pub fn of(id: Value, blocks: Result<Vec<BlockDecision>>) -> Self {
        let features = capture::feature_names();
        match blocks {
            Ok(blocks) => Self { id, features, blocks, error: None },
            Err(error) => Self { id, features, blocks: Vec::new(), error: Some(error.report()) },
        }
    }

    pub fn failed(&self) -> bool {
        self.error.is_some()
    }
}

/// Explains a page on a thread whose stack is deep enough for any page.
pub(super) fn explain(input: PageInput) -> Result<Vec<BlockDecision>> {
    let url = input.url.clone();
    let ended = |reason: &str| Error::Extraction { url: url.clone(), reason: reason.to_owned() };
    let thread = thread::Builder::new()
        .stack_size(capture::STACK_BYTES)
        .spawn(move || capture::explain_page(&input))
        .map_err(|error| ended(&error.to_string()))?;
    thread.join().map_err(|_| ended("the explanation ended early"))?
}

/// Prints a page's explanation: as JSON, or a line and its reasons for each block.
pub(super) fn print(page: &Explained, context: &Context) -> Outcome {
    if context.json() {
        return context.print_json(page);
    }
    let mut out = BufWriter::new(io::stdout().lock());
    for block in &page.blocks {
        write_block(&mut out, block)?;
    }
    Ok(out.flush()?)
}

fn write_block(out: &mut impl Write, block: &BlockDecision) -> io::Result<()> {
    let mark = if block.kept { "keep" } else { "drop" };
    let text: String = one_line(&block.text).chars().take(100).collect();
    writeln!(out, "{mark} {:>3.0} %  {:<10} {text}", block.probability * 100.0, block.tag)?;
    let reasons: Vec<String> = block
        .reasons
        .iter()
        .take(REASONS)
        .map(|r| format!("{} = {:.2} ({:+.1})", r.feature, r.value, r.points))
        .collect();
    writeln!(out, "            {DIM}{}{DIM:#}", reasons.join(" · "))
}
