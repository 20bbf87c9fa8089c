//! Heads of HTTP messages, as they stand in records.

use crate::model::KeptResponse;

/// Headers that say how a body was packed on its way. The body is kept unpacked, so in a record they have another name.
const PACKING: [&str; 3] = ["content-encoding", "content-length", "transfer-encoding"];

/// The head of a kept response whose unpacked body has this length.
///
/// Of the status line only the number was kept; a reason phrase may be empty (RFC 9112, section 4).
pub(super) fn response(kept: &KeptResponse, length: usize) -> Vec<u8> {
    let mut head = format!("HTTP/1.1 {} \r\n", kept.status);
    for (name, value) in &kept.headers {
        let before =
            if PACKING.contains(&name.to_ascii_lowercase().as_str()) { "x-archive-orig-" } else { "" };
        head.push_str(&format!("{before}{}: {}\r\n", on_a_line(name), on_a_line(value)));
    }
    head.push_str(&format!("content-length: {length}\r\n\r\n"));
    head.into_bytes()
}

/// The head of a redirect of which nothing but the status and the target is known.
pub(super) fn redirect(status: u16, target: &str) -> Vec<u8> {
    format!("HTTP/1.1 {status} \r\nlocation: {target}\r\ncontent-length: 0\r\n\r\n").into_bytes()
}

/// The media type that headers name, without its parameters; HTML for a page that came without.
pub(super) fn mime(headers: &[(String, String)]) -> String {
    let named = headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("content-type"));
    let kind =
        named.map(|(_, value)| value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase());
    kind.filter(|kind| kind.contains('/')).unwrap_or_else(|| "text/html".to_owned())
}

fn on_a_line(text: &str) -> String {
    text.replace(|c: char| c.is_ascii_control() && c != '\t', " ")
}
