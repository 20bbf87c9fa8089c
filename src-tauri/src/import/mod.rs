//! What other programs keep, read for the archive; knows neither the archive nor the network.

mod five_filters;
mod rule_files;

pub use five_filters::{Translation, translate};
pub use rule_files::{RuleFile, read_rule_files};
