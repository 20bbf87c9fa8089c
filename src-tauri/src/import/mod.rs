//! What other programs keep, read for the archive; knows neither the archive nor the network.

mod five_filters;
mod records;
mod rule_files;

use crate::error::Result;
use crate::model::Record;

pub use five_filters::{Translation, translate};
pub use records::Records;
pub use rule_files::{RuleFile, read_rule_files};

/// A row of what another program, or another archive, keeps.
#[derive(Debug)]
pub struct Row {
    /// Its number in the file, from 1.
    pub number: u64,
    /// What it is, or why it cannot be read.
    pub record: std::result::Result<Record, String>,
}

/// Reads one format, row by row: a row that cannot be read stops no other.
pub trait Importer {
    /// Hands over every row in its order.
    ///
    /// # Errors
    /// Those of `take`. What is wrong with the file is told by a row.
    fn each(&mut self, take: &mut dyn FnMut(Row) -> Result<()>) -> Result<()>;
}
