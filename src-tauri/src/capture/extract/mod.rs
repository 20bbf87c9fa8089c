//! The readable content, the metadata and the links of a page.

mod authors;
mod dates;
pub(super) mod dom;
mod filed;
mod json_ld;
mod language;
mod live;
mod metadata;
mod other_stories;
mod prose;
mod related;
mod streamed;
mod survey;
mod text;
mod title;

pub(super) use filed::is_topic_heading;
pub(super) use json_ld::JsonLd;
pub(super) use language::is_rtl_letter;
pub(super) use live::Live;
pub(super) use metadata::{Declared, complete, correct, declared, fill};
pub(super) use other_stories::take_out as take_out_other_stories;
pub(super) use prose::{densest, weight as prose_weight};
pub(super) use related::{Taken, TakenList, is_list_heading, take_blocks};
pub(super) use streamed::reveal;
pub(super) use survey::Survey;
pub(super) use text::spaced;
pub(super) use title::{Wording, agreement};
