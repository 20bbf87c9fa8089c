//! `lede undo`.

use clap::Args;

use crate::model::StepId;

/// Take back the last change, whichever program made it.
///
/// Everything that a person changes can be taken back, step by step, and done again with `lede redo`; what is deleted for
/// good with `lede purge` cannot.
#[derive(Debug, Args)]
pub struct Undo {
    /// This change instead of the last one; `--list` shows the numbers.
    #[arg(value_name = "STEP")]
    pub step: Option<StepId>,
    /// Show what can be taken back, newest first.
    #[arg(long, conflicts_with = "step")]
    pub list: bool,
}
