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
use crate::model::{BlockDecision, Explanation, Overruled, RuleUse};

const DIM: Style = Style::new().dimmed();

/// Reasons that a person is shown for a block.
const REASONS: usize = 4;

/// A page and why its blocks were kept or not.
#[derive(Debug, Serialize)]
pub(super) struct Explained {
    id: Value,
    /// The site rule, and what it found.
    rule: Option<RuleUse>,
    /// Names of `blocks[].features`, in order.
    features: Vec<String>,
    blocks: Vec<BlockDecision>,
    error: Option<ErrorReport>,
}

impl Explained {
    pub fn of(id: Value, explanation: Result<Explanation>) -> Self {
        let features = capture::feature_names();
        let (explanation, error) = match explanation {
            Ok(explanation) => (explanation, None),
            Err(error) => (Explanation::default(), Some(error.report())),
        };
        Self { id, rule: explanation.rule, features, blocks: explanation.blocks, error }
    }

    pub fn failed(&self) -> bool {
        self.error.is_some()
    }
}

/// Explains a page on a thread whose stack is deep enough for any page.
pub(super) fn explain(input: PageInput, alone: Option<Vec<f32>>) -> Result<Explanation> {
    let url = input.url.clone();
    let ended = |reason: &str| Error::Extraction { url: url.clone(), reason: reason.to_owned() };
    let thread = thread::Builder::new()
        .stack_size(capture::STACK_BYTES)
        .spawn(move || capture::explain_page(&input, alone.as_deref()))
        .map_err(|error| ended(&error.to_string()))?;
    thread.join().map_err(|_| ended("the explanation ended early"))?
}

/// Prints a page's explanation: as JSON, or a line and its reasons for each block.
pub(super) fn print(page: &Explained, context: &Context) -> Outcome {
    if context.json() {
        return context.print_json(page);
    }
    let mut out = BufWriter::new(io::stdout().lock());
    if let Some(rule) = &page.rule {
        write_rule(&mut out, rule)?;
    }
    for block in &page.blocks {
        write_block(&mut out, block)?;
    }
    Ok(out.flush()?)
}

/// What a rule found on the page, and what it did not.
pub(super) fn write_rule(out: &mut impl Write, rule: &RuleUse) -> io::Result<()> {
    write!(out, "rule {}", rule.host)?;
    if !rule.matched.is_empty() {
        write!(out, ", found: {}", rule.matched.join(", "))?;
    }
    if !rule.unmatched.is_empty() {
        write!(out, ", found nothing, so read without it: {}", rule.unmatched.join(", "))?;
    }
    writeln!(out)
}

fn write_block(out: &mut impl Write, block: &BlockDecision) -> io::Result<()> {
    let mark = if block.kept { "keep" } else { "drop" };
    let text: String = one_line(&block.text).chars().take(100).collect();
    writeln!(out, "{mark} {:>3.0} %  {:<10} {text}", block.probability * 100.0, block.tag)?;
    let overruled = match &block.overruled {
        Some(Overruled::Rule { key }) => Some(format!("the site rule's {key}")),
        Some(Overruled::Repeated { pages }) => Some(format!("seen on {pages} other pages of this site")),
        None => None,
    };
    if let Some(overruled) = overruled {
        writeln!(out, "            {overruled}")?;
    }
    let reasons: Vec<String> = block
        .reasons
        .iter()
        .take(REASONS)
        .map(|r| format!("{} = {:.2} ({:+.1})", r.feature, r.value, r.points))
        .collect();
    writeln!(out, "            {DIM}{}{DIM:#}", reasons.join(" · "))
}
