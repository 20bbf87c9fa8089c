//! What a person writes, as Markdown: its HTML, its plain text, and the `[[links]]` to articles in it.
//!
//! The dialect is CommonMark with GitHub's tables, strikethrough, task lists and footnotes, and with `[[Title]]` or
//! `[[Title|shown]]`, where a URL may stand for the title. Pure functions: what a link leads to is asked of the caller.

mod address;
mod blocks;
mod dialect;
mod html;
mod portable;
mod sanitise;
#[cfg(test)]
mod tests;

pub use blocks::{blocks, plain};
pub use dialect::link_to;
pub use html::to_html;
pub use portable::portable;
