//! Reading rows out of a damaged SQLite file, without SQLite: it trusts a file's structure, and here none of it can be trusted.
//!
//! Every page is read by itself, and every row of it by itself, so that damage costs no more than what it lies in. Which table a
//! page belongs to is told by the trees, and where those are broken by the pointer map that files with auto-vacuum have: it
//! names every page's parent.
//!
//! Source: the SQLite project, "Database File Format" (<https://www.sqlite.org/fileformat2.html>).

mod bytes;
mod file;
mod header;
mod log;
mod map;
mod page;
mod record;
mod rows;
#[cfg(test)]
mod tests;
mod tree;

pub use file::Pages;
pub use record::Value;
pub use rows::{Row, Salvage, Shape};
