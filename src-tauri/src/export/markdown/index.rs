//! The note that lists what the others are: collections as they are, with their articles in their order.

use std::collections::{HashMap, HashSet};

use super::{escape, one_line};
use crate::model::{ArticleId, Contents, ContentsEntry, Section};

/// Writes it. Articles of no section come last, or alone.
pub fn index(
    contents: &Contents,
    names: &HashMap<ArticleId, String>,
    written: &HashSet<ArticleId>,
) -> String {
    let entries: HashMap<ArticleId, &ContentsEntry> = contents
        .articles
        .iter()
        .filter(|entry| written.contains(&entry.id))
        .map(|entry| (entry.id, entry))
        .collect();
    let item = |id: &ArticleId| Some(line(entries.get(id)?, names.get(id)?));
    let mut parts = vec![format!("# {}", words(&contents.title))];
    if !contents.description.trim().is_empty() {
        parts.push(contents.description.trim().to_owned());
    }
    let mut listed = HashSet::new();
    for section in &contents.sections {
        let lines: Vec<String> = section.articles.iter().filter_map(item).collect();
        listed.extend(section.articles.iter().copied());
        // The first is what the whole is called after.
        if section.depth > 0 || section.name != contents.title {
            parts.push(heading(section));
        }
        parts.push(lines.join("\n"));
    }
    let others: Vec<String> = contents
        .articles
        .iter()
        .filter(|entry| !listed.contains(&entry.id))
        .filter_map(|entry| item(&entry.id))
        .collect();
    if !others.is_empty() && !contents.sections.is_empty() {
        parts.push("## In no collection".to_owned());
    }
    parts.push(others.join("\n"));
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n") + "\n"
}

fn heading(section: &Section) -> String {
    let level = usize::try_from(section.depth).unwrap_or_default().saturating_add(2).min(6);
    format!("{} {}", "#".repeat(level), words(&section.name))
}

fn line(entry: &ContentsEntry, file: &str) -> String {
    let day = entry.published.as_deref().and_then(|published| published.get(..10));
    let from: Vec<String> = [Some(words(&entry.site)), day.map(str::to_owned)]
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect();
    let from = if from.is_empty() { String::new() } else { format!(" ({})", from.join(", ")) };
    format!("- [{}]({}){from}", words(&entry.title), escape::path(file))
}

fn words(text: &str) -> String {
    escape::text(&one_line(text), true, false)
}
