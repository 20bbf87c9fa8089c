//! The stored HTML of a version with its pictures put in.

use crate::db::AssetPlace;

const MARK: &str = " data-asset=\"";

/// Replaces each `data-asset="N"` of a tag by the picture's address and size, or by the reason it is missing.
///
/// The stored HTML was serialised by an HTML serialiser, so `<` begins a tag wherever it stands outside of a tag, and
/// `"` ends an attribute's value wherever it stands inside one; what looks like a mark in running text is left alone.
pub(super) fn with_pictures(html: &str, places: &[AssetPlace]) -> String {
    let mut out = String::with_capacity(html.len() + places.len() * 96);
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        let (text, from_tag) = rest.split_at(start);
        out.push_str(text);
        let (tag, after) = from_tag.split_at(tag_end(from_tag));
        push_tag(&mut out, tag, places);
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Bytes up to and including the `>` that closes the tag `html` begins with.
fn tag_end(html: &str) -> usize {
    let mut quoted = false;
    for (at, byte) in html.bytes().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'>' if !quoted => return at + 1,
            _ => {}
        }
    }
    html.len()
}

fn push_tag(out: &mut String, tag: &str, places: &[AssetPlace]) {
    let mark = if tag.starts_with("<img") { outside_quotes(tag, MARK) } else { None };
    let found = mark.and_then(|start| {
        let value = &tag[start + MARK.len()..];
        let end = value.find('"')?;
        let n: u32 = value[..end].parse().ok()?;
        Some((start, start + MARK.len() + end + 1, n))
    });
    let Some((start, end, n)) = found else { return out.push_str(tag) };
    out.push_str(&tag[..start]);
    match places.iter().find(|place| place.n == n) {
        Some(place) => push_place(out, tag, place),
        None => out.push_str(" data-missing=\"skipped\" data-url=\"\""),
    }
    out.push_str(&tag[end..]);
}

fn push_place(out: &mut String, tag: &str, place: &AssetPlace) {
    match &place.content {
        Ok((hash, size)) => {
            push_attribute(out, "src", &format!("asset:{hash}"));
            if let Some((width, height)) = size.filter(|_| outside_quotes(tag, " width=\"").is_none()) {
                push_attribute(out, "width", &width.to_string());
                push_attribute(out, "height", &height.to_string());
            }
        }
        Err(failure) => {
            let reason = serde_json::to_value(failure.reason).unwrap_or_default();
            push_attribute(out, "data-missing", reason.as_str().unwrap_or("skipped"));
            push_attribute(out, "data-url", &place.url);
        }
    }
}

/// Where `needle`, which begins with a space, stands in a tag but in no attribute's value.
fn outside_quotes(tag: &str, needle: &str) -> Option<usize> {
    tag.match_indices(needle)
        .map(|(at, _)| at)
        .find(|&at| tag[..at].bytes().filter(|&byte| byte == b'"').count() % 2 == 0)
}

fn push_attribute(out: &mut String, name: &str, value: &str) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    for c in value.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            _ => out.push(c),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{AssetFailure, AssetHash, MissingReason};

    fn places() -> Vec<AssetPlace> {
        let failure = AssetFailure { reason: MissingReason::TooLarge, message: String::new() };
        let place = |n, url: &str, content| AssetPlace { n, url: url.into(), alternatives: vec![], content };
        vec![
            place(0, "https://a.example/0.png", Ok((AssetHash("ab".into()), Some((640, 480))))),
            place(1, "https://a.example/?a=\"1\"&b=<2>", Err(failure)),
        ]
    }

    #[test]
    fn kept_and_missing_pictures_are_put_in() {
        let html = r#"<p>x</p><img data-asset="0" alt="a > b"><img alt="b" data-asset="1">"#;
        assert_eq!(
            with_pictures(html, &places()),
            r#"<p>x</p><img src="asset:ab" width="640" height="480" alt="a > b"><img alt="b" data-missing="too-large" data-url="https://a.example/?a=&quot;1&quot;&amp;b=&lt;2&gt;">"#
        );
    }

    #[test]
    fn a_given_size_stays() {
        let html = r#"<img width="10" height="5" data-asset="0">"#;
        assert_eq!(with_pictures(html, &places()), r#"<img width="10" height="5" src="asset:ab">"#);
    }

    #[test]
    fn marks_in_text_and_in_attribute_values_stay() {
        let same = [
            r#"<code>&lt;img data-asset="0"&gt;</code>"#,
            r#"<img alt="<img data-asset=&quot;0&quot;>" src="asset:x">"#,
            r#"<p title="<img data-asset=">data-asset="0"</p>"#,
            r#"<img alt=" data-asset=" title="0">"#,
            "a < b",
            "<img",
        ];
        for html in same {
            assert_eq!(with_pictures(html, &places()), html);
        }
    }

    #[test]
    fn a_picture_without_a_place_is_missing() {
        assert_eq!(
            with_pictures(r#"<img data-asset="7">"#, &places()),
            r#"<img data-missing="skipped" data-url="">"#
        );
    }
}
