//! The readable content, the metadata and the links of a page.

mod authors;
mod dates;
pub(super) mod dom;
mod engine;
mod json_ld;
mod language;
mod metadata;
mod related;
mod survey;
mod text;
mod title;

pub(super) use engine::extract;
pub(super) use json_ld::JsonLd;
pub(super) use language::is_rtl_letter;
pub(super) use metadata::{Declared, complete, declared};
pub(super) use related::take_blocks;
pub(super) use survey::Survey;
pub(super) use text::decode_entities;
pub(super) use title::agreement;
