//! Several things asked for at once: what failed is told, what succeeded is kept.

use super::context::Context;
use super::exit::{Failure, Outcome};
use crate::error::ErrorReport;
use crate::library::Library;
use crate::model::ArticleId;

/// Counts what was asked for and keeps what failed.
pub struct Tally<'a> {
    context: &'a Context,
    asked: usize,
    failures: Vec<ErrorReport>,
}

impl<'a> Tally<'a> {
    /// A tally of `asked` things.
    pub fn new(asked: usize, context: &'a Context) -> Self {
        Self { context, asked, failures: Vec::new() }
    }

    /// One of them failed: told now when there are others, otherwise by the failure that ends the program.
    pub fn failed(&mut self, report: ErrorReport) {
        if self.asked > 1 {
            self.context.tell_error(&report);
        }
        self.failures.push(report);
    }

    /// How the verb ends: one thing fails with its own kind, several with [`Failure::Partial`].
    pub fn end(mut self) -> Outcome {
        match self.failures.pop() {
            None => Ok(()),
            Some(report) if self.asked == 1 => Err(Failure::Error(report)),
            Some(_) => Err(Failure::Partial),
        }
    }

    /// The articles that IDs or URLs stand for, each once; the others count as failed.
    pub fn resolve(&mut self, library: &Library, ids: &[String]) -> Vec<ArticleId> {
        let mut found = Vec::new();
        for id in ids {
            match library.resolve(id) {
                Ok(article) if found.contains(&article) => {}
                Ok(article) => found.push(article),
                Err(error) => self.failed(error.report()),
            }
        }
        found
    }
}
