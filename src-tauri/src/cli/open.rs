//! `lede open`.

use serde_json::json;

use super::args::Open;
use super::context::Context;
use super::exit::Outcome;
use super::say::say;
use crate::error::Error;

pub fn run(args: &Open, context: &Context) -> Outcome {
    let library = context.library()?;
    let article = library.article(library.resolve(&args.id)?)?;
    let url = &article.original_url;
    opener::open_browser(url)
        .map_err(|source| Error::Io { path: url.clone(), source: std::io::Error::other(source) })?;
    if context.json() {
        return context.print_json(&json!({ "id": article.summary.id, "url": url }));
    }
    say(&format!("opened {url}"));
    Ok(())
}
