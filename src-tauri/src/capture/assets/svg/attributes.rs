//! Which attributes of an SVG element stay.

use quick_xml::XmlVersion;
use quick_xml::events::BytesStart;

use super::css;

/// Attributes that are kept, unescaped, as `(name, value)`.
pub(super) fn kept(element: &str, start: &BytesStart) -> Vec<(String, String)> {
    let mut kept: Vec<(String, String)> = Vec::new();
    for attribute in start.attributes().flatten() {
        let (name, prefix) = attribute.key.decompose();
        let (name, prefix): (&str, Option<&str>) = (name.as_ref(), prefix.as_ref().map(AsRef::as_ref));
        let written = match prefix {
            None if is_plain(name) => name.to_owned(),
            Some("xlink") if name == "href" => "xlink:href".to_owned(),
            Some("xml") if matches!(name, "space" | "lang") => format!("xml:{name}"),
            _ => continue,
        };
        // A value with an entity of the document's own has no meaning that could be judged.
        let Ok(value) = attribute.normalized_value(XmlVersion::Implicit1_0) else { continue };
        if !kept.iter().any(|(other, _)| *other == written) && is_harmless(element, name, &value) {
            kept.push((written, value.into_owned()));
        }
    }
    kept
}

/// Width and height of a root element, from its attributes or its view box.
pub(super) fn size(attributes: &[(String, String)]) -> Option<(u32, u32)> {
    let value =
        |name: &str| attributes.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str());
    let stated = || Some((pixels(value("width")?)?, pixels(value("height")?)?));
    let view_box = || {
        let mut numbers = value("viewBox")?.split([' ', ',']).filter(|part| !part.is_empty()).skip(2);
        Some((pixels(numbers.next()?)?, pixels(numbers.next()?)?))
    };
    stated().or_else(view_box)
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the range is checked first")]
fn pixels(length: &str) -> Option<u32> {
    let number: f64 = length.trim().trim_end_matches("px").parse().ok()?;
    (1.0..=1e6).contains(&number).then_some(number.round() as u32)
}

fn is_plain(name: &str) -> bool {
    name != "xmlns"
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        && !name.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("on"))
        && !matches!(name, "src" | "srcset" | "action" | "formaction" | "ping" | "data" | "base")
}

fn is_harmless(element: &str, name: &str, value: &str) -> bool {
    match name {
        "href" => is_harmless_reference(element, value.trim()),
        // An animation may set what could not be written.
        "attributeName" => {
            let target = value.trim().to_ascii_lowercase();
            !target.contains("href")
                && !target.starts_with("on")
                && !matches!(target.as_str(), "style" | "class")
        }
        "style" => css::is_local(value),
        // Presentation attributes are CSS values: `fill="url(…)"`.
        _ if value.contains(['(', '\\', '@']) => css::is_local(value),
        _ => true,
    }
}

/// A part of the same document, or for `<image>` a picture that the URL itself contains.
fn is_harmless_reference(element: &str, reference: &str) -> bool {
    const PICTURES: [&str; 5] =
        ["data:image/png", "data:image/jpeg", "data:image/gif", "data:image/webp", "data:image/avif"];
    reference.starts_with('#')
        || (element == "image"
            && PICTURES.iter().any(|start| {
                reference.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start))
            }))
}
