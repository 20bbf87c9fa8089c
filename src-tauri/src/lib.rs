//! Lede keeps news articles: a URL becomes a clean, readable copy with its pictures, in one SQLite file.
//!
//! The rooms, and who may call whom (`tests/house.rs` holds the edges):
//!
//! ```text
//! ui -> desktop ┐
//!          cli ─┴-> library -> { anchor, capture, compare, search, related, markdown, import, export, salvage, db } -> { model, error }
//! ```

pub mod anchor;
pub mod capture;
pub mod cli;
pub mod compare;
mod db;
#[cfg(feature = "desktop")]
pub mod desktop;
pub mod error;
mod export;
mod import;
pub mod library;
mod markdown;
pub mod model;
pub mod related;
mod salvage;
mod search;

pub use error::{Error, ErrorKind, ErrorReport, Result};
#[cfg(fuzzing)]
pub use import::read_entries;
