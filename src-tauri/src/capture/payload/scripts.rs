//! The data in a page's scripts: JSON in script elements, literals that are assigned or handed to a call.

use serde_json::Value;

use super::literal::{Names, Reader, is_name_byte};
use super::{devalue, flight};
use crate::capture::guard::Script;

/// A literal of fewer bytes holds no article.
const MIN_BYTES: usize = 300;

/// Places of one script at which a literal is tried.
const MAX_TRIES: usize = 400;

/// Data and the name it has in the page, such as `__NEXT_DATA__`.
#[derive(Debug)]
pub(super) struct Data {
    pub name: String,
    pub value: Value,
}

/// Reads what the scripts hold; `left` counts down with each value.
pub(super) fn read(scripts: &[Script], left: &mut usize) -> Vec<Data> {
    let mut all = Vec::new();
    let mut stream = String::new();
    for script in scripts {
        if script.json {
            let value = Reader::new(&script.content, 0, &Names::new(), left).value();
            let name = if script.id.is_empty() { "application/json" } else { &script.id };
            all.extend(value.map(|value| Data { name: name.to_owned(), value }));
        } else {
            for data in literals(&script.content, left) {
                match chunk(&data) {
                    Some(chunk) => stream.push_str(chunk),
                    None => all.push(data),
                }
            }
        }
    }
    if let Some(value) = flight::read(&stream, left) {
        all.push(Data { name: "__next_f".to_owned(), value });
    }
    for data in &mut all {
        if devalue::is_flat(&data.value)
            && let Some(value) = devalue::resolve(&data.value, left)
        {
            data.value = value;
        }
    }
    all
}

/// A piece of the stream of React's server components.
fn chunk(data: &Data) -> Option<&str> {
    let items = data.value.as_array().filter(|_| data.name == "__next_f.push")?;
    items.get(1)?.as_str()
}

fn literals(script: &str, left: &mut usize) -> Vec<Data> {
    let bytes = script.as_bytes();
    let (mut found, mut at, mut tries) = (Vec::new(), 0, 0);
    while let Some(offset) = memchr::memchr2(b'=', b'(', bytes.get(at..).unwrap_or_default()) {
        let sign = at + offset;
        at = sign + 1;
        let start = at + bytes[at..].iter().take_while(|b| b.is_ascii_whitespace()).count();
        let rest = &script[start..];
        let is_call = bytes[sign] == b'(';
        let wrapped = !is_call && (rest.starts_with("(function(") || rest.starts_with("function("));
        let data = rest.starts_with(['{', '[']) || (!is_call && rest.starts_with("JSON.parse("));
        if !(data || wrapped) || comparison(bytes, sign) {
            continue;
        }
        tries += 1;
        if tries > MAX_TRIES {
            break;
        }
        let read = if wrapped { wrapped_literal(script, start, left) } else { literal(script, start, left) };
        let name = name_before(script, sign);
        // The pieces of a stream are read however short they are.
        if let Some((value, end)) =
            read.filter(|(_, end)| end - start >= MIN_BYTES || name.ends_with(".push"))
        {
            found.push(Data { name, value });
            at = end;
        }
    }
    found
}

fn literal(script: &str, start: usize, left: &mut usize) -> Option<(Value, usize)> {
    let names = Names::new();
    let mut reader = Reader::new(script, start, &names, left);
    reader.value().map(|value| (value, reader.at))
}

/// `(function(a,b){return {…}}("x",1))`: what the function returns, its parameters bound to the arguments.
fn wrapped_literal(script: &str, start: usize, left: &mut usize) -> Option<(Value, usize)> {
    let open = start + script[start..].find('(')?;
    let open = if script[start..].starts_with('(') { open + 1 + script[open + 1..].find('(')? } else { open };
    let close = open + script[open..].find(')')?;
    let parameters = script[open + 1..close].split(',').map(str::trim);
    let body = close + script[close..].find("return")? + "return".len();
    let (_, end) = literal(script, body, left)?;
    let after = script[end..].find('(').map(|n| end + n)?;
    if !script[end..after].chars().all(|c| c.is_whitespace() || matches!(c, ';' | '}' | ')')) {
        return None;
    }
    let names = Names::new();
    let mut call = Reader::new(script, after, &names, left);
    let arguments = call.call()?;
    let end = call.at;
    let names: Names = parameters.map(str::to_owned).zip(arguments).collect();
    Reader::new(script, body, &names, left).value().map(|value| (value, end))
}

/// Whether a sign is part of a comparison or of an arrow.
fn comparison(bytes: &[u8], sign: usize) -> bool {
    bytes[sign] == b'='
        && (matches!(bytes.get(sign + 1), Some(b'=' | b'>'))
            || sign > 0 && matches!(bytes[sign - 1], b'=' | b'!' | b'<' | b'>'))
}

/// The name before an assignment or a call, without `window` and its like: `Fusion.globalContent`, `__NUXT__`.
fn name_before(script: &str, sign: usize) -> String {
    let before = script[..sign].trim_end();
    if let Some(inner) = before.strip_suffix("\"]").or_else(|| before.strip_suffix("']")) {
        return inner.rsplit(['"', '\'']).next().unwrap_or_default().to_owned();
    }
    let from = before.bytes().rposition(|b| !is_name_byte(b) && b != b'.').map_or(0, |at| at + 1);
    let name = &before[from..];
    let name = ["window.", "self.", "globalThis."].iter().find_map(|w| name.strip_prefix(w)).unwrap_or(name);
    name.chars().take(80).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn script(content: &str) -> Script {
        Script { id: String::new(), json: false, content: content.to_owned() }
    }

    fn of(content: &str) -> Vec<(String, Value)> {
        read(&[script(content)], &mut 100_000).into_iter().map(|data| (data.name, data.value)).collect()
    }

    #[test]
    fn literals_are_found_by_their_names() {
        let text = "x".repeat(300);
        let js = format!(
            "var a=1;if(a=={{}})b();window.__STATE__ = {{\"t\":\"{text}\"}};Fusion.contentCache={{}};window['two']=[\"{text}\"];\
             self.three=JSON.parse(\"{{\\\"t\\\":\\\"{text}\\\"}}\");start(document.body,{{}});init({{t:'{text}'}})"
        );
        let names: Vec<String> = of(&js).into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["__STATE__", "two", "three", "init"]);
    }

    #[test]
    fn the_function_around_a_payload_is_undone() {
        let text = "word ".repeat(80);
        for end in [format!("}}(\"{text}\",!0));"), format!("}})(\"{text}\",!0)")] {
            let js =
                format!("window.__NUXT__=(function(a,b){{return {{data:[{{body:a,free:b,none:c}}]}}{end}");
            let expected = json!({"data": [{"body": text, "free": true, "none": null}]});
            assert_eq!(of(&js), [("__NUXT__".to_owned(), expected)], "{js}");
        }
    }

    #[test]
    fn streamed_rows_become_one_value() {
        let js = "self.__next_f.push([1,\"0:{\\\"a\\\":\\\"\"]);self.__next_f.push([1,\"b\\\"}\\n\"])";
        assert_eq!(of(js), [("__next_f".to_owned(), json!({"rows": [{"a": "b"}]}))]);
    }

    #[test]
    fn hostile_scripts_end() {
        let mut left = 50_000;
        for js in
            ["=[".repeat(200_000), "a={".repeat(100_000), "=(function(".repeat(50_000), "={a:".repeat(90_000)]
        {
            assert!(read(&[script(&js)], &mut left).is_empty());
        }
    }
}
