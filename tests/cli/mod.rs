//! The command line: the real program in an empty home.

mod backup;
mod changes;
mod cite;
mod collections;
mod duplicates;
mod errors;
mod export;
mod extract;
mod help;
mod highlights;
mod importing;
mod json;
mod keeping;
mod links;
mod notes;
mod program;
mod reading;
mod recover;
mod related;
mod relations;
mod repair;
mod rules;
mod saving;
mod search;
mod stories;
mod tags;
mod versions;

use program::{Lede, PAGE, PERSIAN, URL};
