//! What a test or a measurement of the window stands on.

#![allow(dead_code, unused_imports, reason = "each binary that includes this uses a part of it")]

mod bench;
mod dragging;
mod page;
mod servers;
mod x11;

pub use bench::Bench;
pub use page::{Page, id, until};
