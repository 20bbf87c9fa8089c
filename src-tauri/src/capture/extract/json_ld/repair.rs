//! Reading the JSON that pages really write: what cannot be parsed is repaired first.

use serde_json::Value;

/// The values of a script: parsed as it is, else after repairs.
pub(super) fn parse(script: &str) -> Vec<Value> {
    let text = strip_wrappers(script);
    let whole: Vec<Value> =
        serde_json::Deserializer::from_str(text).into_iter::<Value>().map_while(Result::ok).collect();
    let clean = serde_json::from_str::<Value>(text).is_ok();
    if clean {
        return whole;
    }
    let repaired = repair(text);
    let values: Vec<Value> =
        serde_json::Deserializer::from_str(&repaired).into_iter::<Value>().map_while(Result::ok).collect();
    if values.is_empty() { whole } else { values }
}

fn strip_wrappers(script: &str) -> &str {
    let mut text = script.trim();
    for (open, close) in
        [("<!--", "-->"), ("//<![CDATA[", "//]]>"), ("/*<![CDATA[*/", "/*]]>*/"), ("<![CDATA[", "]]>")]
    {
        if let Some(inner) = text.strip_prefix(open) {
            text = inner.trim();
            text = text.strip_suffix(close).unwrap_or(text).trim();
        }
    }
    text.trim_end_matches(';')
}

/// Takes out comments and trailing commas, and escapes the control characters and bad escapes inside strings.
fn repair(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 64);
    let mut chars = text.chars().peekable();
    let mut in_string = false;
    while let Some(c) = chars.next() {
        if in_string {
            match c {
                '\\' => match chars.next() {
                    Some(e @ ('"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' | 'u')) => out.extend(['\\', e]),
                    Some(other) => out.push(other),
                    None => {}
                },
                '\n' => out.push_str("\\n"),
                c if c.is_control() => out.push(' '),
                c => {
                    in_string = c != '"';
                    out.push(c);
                }
            }
            continue;
        }
        match c {
            '"' => {
                in_string = true;
                out.push(c);
            }
            '/' if chars.peek() == Some(&'/') => while chars.next_if(|c| *c != '\n').is_some() {},
            '/' if chars.peek() == Some(&'*') => {
                let mut last = ' ';
                for c in chars.by_ref() {
                    if last == '*' && c == '/' {
                        break;
                    }
                    last = c;
                }
            }
            '}' | ']' => {
                let kept = out.trim_end().trim_end_matches(',').len();
                out.truncate(kept);
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}
