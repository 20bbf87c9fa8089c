//! Highlights as annotations of the W3C Web Annotation Data Model (<https://www.w3.org/TR/annotation-model/>).

use serde_json::{Value, json};

use super::color;
use crate::model::{HighlightRow, Selector, TextPositionSelector, TextQuoteSelector};

/// A highlight as an annotation of its article's page; position and words are those of the version it was made on.
pub fn annotation(row: &HighlightRow) -> Value {
    let highlight = &row.highlight;
    let mut bodies: Vec<Value> = Vec::new();
    if let Some(note) = &highlight.note {
        bodies.push(json!({
            "type": "TextualBody", "value": note, "format": "text/markdown", "purpose": "commenting",
        }));
    }
    let tags = highlight.tags.iter();
    bodies.extend(tags.map(|tag| json!({"type": "TextualBody", "value": tag, "purpose": "tagging"})));
    let selectors = [
        Selector::TextQuoteSelector(TextQuoteSelector {
            exact: highlight.quote.clone(),
            prefix: highlight.prefix.clone(),
            suffix: highlight.suffix.clone(),
        }),
        Selector::TextPositionSelector(TextPositionSelector {
            start: highlight.position.start as usize,
            end: highlight.position.end as usize,
        }),
    ];
    json!({
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": format!("urn:lede:highlight:{}", highlight.id),
        "type": "Annotation",
        "motivation": if bodies.is_empty() { "highlighting" } else { "commenting" },
        "created": highlight.created,
        "modified": highlight.updated,
        "body": bodies,
        "stylesheet": { "type": "CssStylesheet", "value": format!(".lede {{ background: {} }}", color(highlight.color)) },
        "target": { "source": row.url, "styleClass": "lede", "selector": selectors },
    })
}
