//! `lede rebuild`.

use super::context::Context;
use super::exit::Outcome;
use super::say::say;
use super::{interrupt, text};

pub fn run(context: &Context) -> Outcome {
    let library = context.library()?;
    let reporter = context.reporter();
    let task = reporter.start("archive");
    let rebuilt = interrupt::run(async |cancel| {
        // The runtime's other threads hear Ctrl+C meanwhile.
        library.rebuild(&|progress| task.tell(progress), &cancel)
    })??;
    drop(task);
    if context.json() {
        return context.print_json(&rebuilt);
    }
    say(&format!(
        "made anew what is kept of {}, {} and {}",
        text::count(u32::try_from(rebuilt.articles).unwrap_or(u32::MAX), "article"),
        text::count(u32::try_from(rebuilt.notes).unwrap_or(u32::MAX), "note"),
        text::count(u32::try_from(rebuilt.highlights).unwrap_or(u32::MAX), "highlight")
    ));
    Ok(())
}
