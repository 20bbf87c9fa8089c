//! What a test of the window stands on.

mod bench;
mod page;
mod servers;
mod x11;

pub use bench::Bench;
pub use page::{Page, id, until};
