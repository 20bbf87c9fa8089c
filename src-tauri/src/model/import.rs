//! Imports: what came into the archive.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What an import did. Every row is accounted for: imported, merged, skipped or failed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportReport {
    /// Rows of the file.
    pub rows: u64,
    /// Rows that were not there.
    pub imported: u64,
    /// Rows that were there already; what they lacked was added.
    pub merged: u64,
    /// Rows that were left out.
    pub skipped: Vec<RowWhy>,
    /// Rows that could not be read or stored.
    pub failed: Vec<RowWhy>,
    /// The same by what they are.
    pub kinds: BTreeMap<String, KindCount>,
}

/// A row, and why it did not come in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowWhy {
    /// Its number in the file, from 1.
    pub row: u64,
    /// Why, for a person.
    pub why: String,
}

/// How many rows of a kind came in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KindCount {
    /// That were not there.
    pub imported: u64,
    /// That were there already.
    pub merged: u64,
}
