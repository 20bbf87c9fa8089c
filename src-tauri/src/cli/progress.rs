//! Progress on standard error: bars in a terminal, a line for each step anywhere else.

use std::sync::Mutex;
use std::time::Duration;

use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;

use super::say::say;
use super::text;
use crate::model::{Progress, Stage};

/// Where progress is told.
pub struct Reporter {
    bars: MultiProgress,
    lines: bool,
}

impl Reporter {
    /// Bars when standard error is a terminal, lines when it is not, nothing when not wanted.
    pub fn new(wanted: bool) -> Self {
        let terminal = std::io::stderr().is_terminal();
        let target =
            if wanted && terminal { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        Self { bars: MultiProgress::with_draw_target(target), lines: wanted && !terminal }
    }

    /// Begins to tell of one piece of work.
    pub fn start(&self, label: &str) -> Task {
        let label = text::one_line(label);
        let bar = self.bars.add(ProgressBar::no_length());
        bar.set_style(style("{spinner} {prefix}  {wide_msg}"));
        bar.set_prefix(text::fit(&label, 60));
        Task { bar, label, lines: self.lines, last: Mutex::new(None) }
    }

    /// Tells of a piece of work that has ended.
    pub fn note(&self, line: &str) {
        if self.lines || !self.bars.is_hidden() {
            self.above(|| say(line));
        }
    }

    /// Runs `print` with the bars out of the way.
    pub fn above<T>(&self, print: impl FnOnce() -> T) -> T {
        self.bars.suspend(print)
    }
}

/// One piece of work that progress is told of.
pub struct Task {
    bar: ProgressBar,
    label: String,
    lines: bool,
    last: Mutex<Option<Stage>>,
}

impl Task {
    /// Tells how far the work has come.
    pub fn tell(&self, progress: Progress) {
        self.bar.set_message(in_words(progress));
        self.bar.tick();
        let Ok(mut last) = self.last.lock() else { return };
        if last.replace(progress.stage) == Some(progress.stage) {
            return;
        }
        self.bar.enable_steady_tick(Duration::from_millis(120));
        if self.lines && progress.stage != Stage::Done {
            say(&format!("{}: {}", self.label, stage_in_words(progress.stage)));
        }
    }
}

impl Drop for Task {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_spinner())
}

fn in_words(progress: Progress) -> String {
    let stage = stage_in_words(progress.stage);
    match (progress.stage, progress.total) {
        (Stage::Fetching | Stage::Importing, Some(total)) => {
            format!("{stage} {} of {}", text::bytes(progress.done), text::bytes(total))
        }
        (Stage::Fetching, None) if progress.done > 0 => format!("{stage} {}", text::bytes(progress.done)),
        (Stage::Finishing, _) => stage.to_owned(),
        (_, Some(total)) if total > 1 || progress.stage == Stage::Pictures => {
            format!("{stage} {} of {total}", progress.done)
        }
        (Stage::Pages, None) => format!("{stage} {}", progress.done),
        _ => stage.to_owned(),
    }
}

fn stage_in_words(stage: Stage) -> &'static str {
    match stage {
        Stage::Fetching => "fetching",
        Stage::Pages => "page",
        Stage::Cleaning => "cleaning",
        Stage::Pictures => "pictures",
        Stage::Storing => "storing",
        Stage::Counting => "counting",
        Stage::Deriving => "article",
        Stage::Indexing => "note or highlight",
        Stage::Comparing => "comparing article",
        Stage::Exporting => "article",
        Stage::Finishing => "putting it together",
        Stage::Importing => "importing",
        Stage::Copying => "copying page",
        Stage::Checking => "checking the file",
        Stage::Summing => "comparing with its sum",
        Stage::Done => "done",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_is_told_in_the_units_of_its_stage() {
        let told = |stage, done, total| in_words(Progress { stage, done, total });
        assert_eq!(told(Stage::Fetching, 0, None), "fetching");
        assert_eq!(told(Stage::Fetching, 2048, None), "fetching 2.00 KiB");
        assert_eq!(told(Stage::Fetching, 1024, Some(4096)), "fetching 1.00 KiB of 4.00 KiB");
        assert_eq!(told(Stage::Pictures, 2, Some(5)), "pictures 2 of 5");
        assert_eq!(told(Stage::Cleaning, 3, Some(40)), "cleaning 3 of 40");
        assert_eq!(told(Stage::Storing, 0, Some(1)), "storing");
    }
}
