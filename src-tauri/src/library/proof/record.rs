//! What is summed of a version: a text that anybody can write anew.

use crate::db::Captured;

/// The text whose SHA-256 a link has: a line for each thing, in this order (docs/PROOF.md).
pub(super) fn of(captured: &Captured) -> String {
    let mut lines = vec![
        "lede capture 1".to_owned(),
        format!("created {}", captured.created),
        format!("extractor {}", one_line(&captured.extractor)),
        format!("html {}", captured.sums.0),
        format!("text {}", captured.sums.1),
    ];
    for response in &captured.responses {
        lines.push(format!(
            "response {} {} {} {} {}",
            response.sha256,
            response.bytes,
            response.status,
            response.fetched,
            one_line(&response.url)
        ));
        lines.push(format!("headers {}", one_line(&response.headers)));
    }
    for (n, url, sum) in &captured.pictures {
        lines.push(format!("picture {n} {} {}", sum.as_deref().unwrap_or("missing"), one_line(url)));
    }
    let mut text = lines.join("\n");
    text.push('\n');
    text
}

fn one_line(text: &str) -> String {
    text.replace(['\n', '\r'], " ")
}
