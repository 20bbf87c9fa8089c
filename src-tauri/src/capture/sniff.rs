//! What bytes are, whatever their server calls them.

use encoding_rs::Encoding;

/// Checks that a response is a page.
///
/// # Errors
/// The media type of what it is instead.
pub(super) fn expect_page(content_type: Option<&str>, head: &[u8]) -> Result<(), String> {
    let declared = content_type.map(essence).unwrap_or_default();
    if let Some(found) = signature(head) {
        return Err(found.to_owned());
    }
    let says_html = matches!(declared.as_str(), "text/html" | "application/xhtml+xml");
    let may_be_html = declared.is_empty()
        || matches!(
            declared.as_str(),
            "text/plain" | "application/octet-stream" | "application/unknown" | "unknown/unknown"
        )
        || is_xml(&declared);
    if says_html || (may_be_html && looks_like_html(head)) {
        return Ok(());
    }
    Err(if declared.is_empty() { "data of an unknown kind".to_owned() } else { declared })
}

/// A media type without its parameters, in lower case.
fn essence(content_type: &str) -> String {
    content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

fn is_xml(media_type: &str) -> bool {
    matches!(media_type, "text/xml" | "application/xml")
}

/// Formats that are served as pages by mistake, by their first bytes.
fn signature(head: &[u8]) -> Option<&'static str> {
    const SIGNATURES: &[(&[u8], &str)] = &[
        (b"%PDF-", "application/pdf"),
        (b"PK\x03\x04", "application/zip"),
        (b"\x1f\x8b\x08", "application/gzip"),
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"\xff\xd8\xff", "image/jpeg"),
        (b"GIF87a", "image/gif"),
        (b"GIF89a", "image/gif"),
        (b"RIFF", "application/riff"),
        (b"\x1aE\xdf\xa3", "video/webm"),
        (b"\x00\x00\x00\x18ftyp", "video/mp4"),
        (b"\x00\x00\x00\x1cftyp", "video/mp4"),
        (b"\x00\x00\x00\x20ftyp", "video/mp4"),
        (b"ID3", "audio/mpeg"),
        (b"OggS", "application/ogg"),
        (b"wOFF", "font/woff"),
        (b"wOF2", "font/woff2"),
        (b"MZ", "application/x-msdownload"),
        (b"\x7fELF", "application/x-elf"),
    ];
    SIGNATURES.iter().find(|(bytes, _)| head.starts_with(bytes)).map(|(_, media_type)| *media_type)
}

/// Whether text starts as pages do: the [WHATWG sniffing rules](https://mimesniff.spec.whatwg.org/#identifying-a-resource-with-an-unknown-mime-type),
/// widened to an XML declaration or comments before the root.
fn looks_like_html(head: &[u8]) -> bool {
    let encoding = Encoding::for_bom(head).map_or(encoding_rs::WINDOWS_1252, |(encoding, _)| encoding);
    let text = encoding.decode(head).0.to_ascii_lowercase();
    let mut text = text.trim_start();
    while let Some((_, rest)) = text
        .strip_prefix("<!--")
        .and_then(|rest| rest.split_once("-->"))
        .or_else(|| text.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>")))
    {
        text = rest.trim_start();
    }
    const STARTS: [&str; 16] = [
        "<!doctype html",
        "<html",
        "<head",
        "<script",
        "<iframe",
        "<h1",
        "<div",
        "<font",
        "<table",
        "<a",
        "<style",
        "<title",
        "<body",
        "<br",
        "<p",
        "<meta",
    ];
    STARTS.iter().any(|start| {
        text.strip_prefix(start)
            .is_some_and(|rest| rest.starts_with([' ', '>', '\t', '\n', '\r', '\x0c', '/']))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Content type, first bytes, and what is expected.
    type Case<'a> = (Option<&'a str>, &'a [u8], Result<(), &'a str>);

    #[test]
    fn pages_and_what_is_none() {
        let utf16: Vec<u8> =
            "\u{feff}<!DOCTYPE html><p>x".encode_utf16().flat_map(u16::to_le_bytes).collect();
        #[rustfmt::skip]
        let cases: &[Case] = &[
            (Some("text/html"), b"", Ok(())),
            (Some("text/html; charset=utf-8"), b"just words", Ok(())),
            (Some("TEXT/HTML"), b"{}", Ok(())),
            (Some("application/xhtml+xml"), b"<?xml version='1.0'?><html xmlns=''>", Ok(())),
            (Some("text/plain"), b"\n <!DOCTYPE HTML>\n<p>", Ok(())),
            (Some("text/plain"), b"<!doctype html>", Ok(())),
            (Some("text/plain"), b"\xef\xbb\xbf<html lang=en>", Ok(())),
            (Some("text/plain"), &utf16, Ok(())),
            (Some("application/octet-stream"), b"<!-- saved --><html>", Ok(())),
            (Some("text/xml"), b"<?xml version=\"1.0\"?>\n<!DOCTYPE html><html>", Ok(())),
            (None, b"<body class=x>", Ok(())),
            (None, b"<div>", Ok(())),
            (Some("text/plain"), b"plain words", Err("text/plain")),
            (Some("text/plain"), b"<3 this", Err("text/plain")),
            (Some("text/xml"), b"<?xml version='1.0'?><rss version='2.0'>", Err("text/xml")),
            (Some("application/json"), b"<html>", Err("application/json")),
            (Some("text/html"), b"%PDF-1.7", Err("application/pdf")),
            (Some("text/html"), b"\x89PNG\r\n\x1a\n....", Err("image/png")),
            (Some("application/pdf"), b"%PDF-1.7", Err("application/pdf")),
            (Some("video/mp4"), b"\x00\x00\x00\x20ftypisom", Err("video/mp4")),
            (Some("image/webp"), b"", Err("image/webp")),
            (None, b"words", Err("data of an unknown kind")),
        ];
        for (content_type, head, expected) in cases {
            let found = expect_page(*content_type, head);
            assert_eq!(
                found.as_ref().map_err(String::as_str).copied(),
                *expected,
                "{content_type:?} {head:?}"
            );
        }
    }
}
