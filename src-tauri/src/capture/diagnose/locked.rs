//! The part of an article that a page's data call locked.

use dom_query::Document;
use serde_json::Value;

use crate::capture::extract::JsonLd;

/// Selectors of locked parts that are looked for.
const SELECTORS: usize = 4;

/// Characters of the parts that the page says only those who pay may read: an element of the article in JSON-LD with
/// `isAccessibleForFree: false` and a `cssSelector`, as <https://developers.google.com/search/docs/appearance/structured-data/paywalled-content>
/// describes; `None` when no such part is named.
pub(in crate::capture) fn locked_chars(document: &Document, data: &JsonLd) -> Option<usize> {
    let parts = data.of_type("WebPageElement").filter(|part| is_locked(part.get("isAccessibleForFree")));
    let selectors = parts.filter_map(|part| match part.get("cssSelector") {
        Some(Value::String(selector)) => Some(vec![selector.as_str()]),
        Some(Value::Array(many)) => Some(many.iter().filter_map(Value::as_str).collect()),
        _ => None,
    });
    let simple: Vec<&str> = selectors.flatten().filter(|s| is_simple(s)).take(SELECTORS).collect();
    let chars = |selector: &str| {
        let found = document.try_select(selector)?;
        Some(found.nodes().iter().map(|node| node.normalized_char_count()).sum::<usize>())
    };
    let found = |selector: &&str| chars(selector).unwrap_or(0);
    (!simple.is_empty()).then(|| simple.iter().map(found).max().unwrap_or(0))
}

fn is_locked(free: Option<&Value>) -> bool {
    match free {
        Some(Value::Bool(free)) => !free,
        Some(Value::String(free)) => free.to_ascii_lowercase().ends_with("false"),
        _ => false,
    }
}

/// Names of classes, ids and elements only: anything else can be made to cost more than the page.
fn is_simple(selector: &str) -> bool {
    selector.len() < 100
        && selector
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '#' | '-' | '_' | ' ' | ','))
        && selector.contains(|c: char| c.is_ascii_alphanumeric())
}
