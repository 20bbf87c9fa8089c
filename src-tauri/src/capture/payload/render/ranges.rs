//! Text with its marks in lists beside it, by offsets in UTF-16 units: Prismic's spans, Draft.js's ranges, Medium's markups.

use serde_json::{Map, Value};

use super::{attribute, escape};

/// A mark and the units it covers.
struct Range {
    from: usize,
    to: usize,
    open: String,
    close: &'static str,
}

/// The text with its marks as HTML; nothing when it has no such list.
pub(super) fn marked(text: &str, block: &Map<String, Value>, entities: Option<&Value>) -> Option<String> {
    let mut ranges = Vec::new();
    for key in ["spans", "markups", "inlineStyleRanges", "entityRanges"] {
        let Some(Value::Array(list)) = block.get(key) else { continue };
        ranges.extend(list.iter().filter_map(Value::as_object).filter_map(|range| read(range, entities)));
    }
    (!ranges.is_empty()).then(|| write(text, &mut ranges))
}

fn read(range: &Map<String, Value>, entities: Option<&Value>) -> Option<Range> {
    let number = |key: &str| range.get(key).and_then(Value::as_u64).and_then(|n| usize::try_from(n).ok());
    let from = number("start").or_else(|| number("offset"))?;
    let to = number("end").or_else(|| Some(from + number("length")?))?;
    let entity = range.get("key").and_then(|key| {
        let key = key.as_str().map_or_else(|| key.to_string(), str::to_owned);
        entities?.get(key.as_str())
    });
    let url = |value: &Value| value.get("url").or_else(|| value.get("href"))?.as_str().map(str::to_owned);
    let own = Value::Object(range.clone());
    let target = entity.and_then(|e| e.get("data")).and_then(url).or_else(|| range.get("data").and_then(url));
    if let Some(target) = target.or_else(|| url(&own)) {
        return Some(Range { from, to, open: format!("<a href=\"{}\">", attribute(&target)), close: "</a>" });
    }
    let kind = range.get("type").or_else(|| range.get("style"))?.as_str()?.to_ascii_lowercase();
    let (open, close) = match kind.as_str() {
        "strong" | "bold" | "b" => ("<strong>", "</strong>"),
        "em" | "italic" | "i" => ("<em>", "</em>"),
        "code" => ("<code>", "</code>"),
        "superscript" => ("<sup>", "</sup>"),
        "subscript" => ("<sub>", "</sub>"),
        _ => return None,
    };
    Some(Range { from, to, open: open.to_owned(), close })
}

/// Writes each mark around its part; one that crosses another is left to the parser, which nests them.
fn write(text: &str, ranges: &mut [Range]) -> String {
    ranges.sort_by_key(|range| (range.from, std::cmp::Reverse(range.to)));
    let mut out = String::with_capacity(text.len() + 32 * ranges.len());
    let (mut unit, mut next) = (0, 0);
    let mut open: Vec<(usize, &'static str)> = Vec::new();
    for c in text.chars() {
        while open.last().is_some_and(|(to, _)| *to <= unit) {
            out.push_str(open.pop().map_or("", |(_, close)| close));
        }
        while let Some(range) = ranges.get(next).filter(|range| range.from <= unit) {
            next += 1;
            if range.to > unit {
                out.push_str(&range.open);
                open.push((range.to, range.close));
            }
        }
        escape(c, &mut out);
        unit += c.len_utf16();
    }
    open.iter().rev().for_each(|(_, close)| out.push_str(close));
    out
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn marks_stand_where_their_units_say() {
        let block = json!({"spans": [{"start": 3, "end": 7, "type": "strong"}, {"start": 8, "end": 11, "type": "hyperlink",
            "data": {"url": "https://example.org/?a=1&b=\"2\""}}]});
        assert_eq!(
            marked("😀 bold and <x>", block.as_object().unwrap(), None).unwrap(),
            "😀 <strong>bold</strong> <a href=\"https://example.org/?a=1&amp;b=&quot;2&quot;\">and</a> &lt;x&gt;"
        );
        let draft = json!({"inlineStyleRanges": [{"offset": 0, "length": 2, "style": "ITALIC"}],
            "entityRanges": [{"offset": 3, "length": 50, "key": 0}]});
        let entities = json!({"0": {"type": "LINK", "data": {"url": "/a"}}});
        assert_eq!(
            marked("ab cd", draft.as_object().unwrap(), Some(&entities)).unwrap(),
            "<em>ab</em> <a href=\"/a\">cd</a>"
        );
        assert_eq!(marked("ab", json!({"spans": []}).as_object().unwrap(), None), None);
    }
}
