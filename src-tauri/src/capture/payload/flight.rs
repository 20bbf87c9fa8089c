//! The rows that React's server components stream into a page (`self.__next_f.push([1, "…"])`).
//!
//! A row is `ID:JSON`, or `ID:T` with a length in bytes and a text; elements are `["$", tag, key, properties]`, and a string
//! `$ID` or `$LID` refers to a row.

use std::collections::HashMap;

use serde_json::{Map, Value, json};

use super::copied;
use super::literal::{Names, Reader};

/// Deepest nesting of elements and references.
const MAX_DEPTH: usize = 64;

/// Makes one value of all rows, elements as `{type: "element", tagName, children}`; `left` counts down with each value.
pub(super) fn read(stream: &str, left: &mut usize) -> Option<Value> {
    let rows = rows(stream, left);
    let ids: Vec<&str> = rows.iter().map(|(id, _)| *id).collect();
    let table: HashMap<&str, &Value> = rows.iter().map(|(id, value)| (*id, value)).collect();
    let resolve = Resolve { table: &table };
    // The tree of the page is the row that holds most; every row stands for itself here, and search finds the article.
    let values: Vec<Value> = ids.iter().map(|id| resolve.value(table[id], 0, left)).collect();
    (!values.is_empty()).then(|| json!({ "rows": values }))
}

fn rows<'a>(stream: &'a str, left: &mut usize) -> Vec<(&'a str, Value)> {
    let mut rows = Vec::new();
    let mut rest = stream;
    let names = Names::new();
    while let Some((id, after)) = rest.split_once(':') {
        let id = id.trim();
        if id.is_empty() || !id.bytes().all(|b| b.is_ascii_hexdigit()) {
            let Some((_, next)) = rest.split_once('\n') else { break };
            rest = next;
            continue;
        }
        if let Some((length, text)) = after.strip_prefix('T').and_then(|text| text.split_once(',')) {
            let length = usize::from_str_radix(length, 16).unwrap_or(0);
            let Some((text, next)) = text.split_at_checked(length) else { break };
            rows.push((id, Value::String(text.to_owned())));
            rest = next;
            continue;
        }
        let (line, next) = after.split_once('\n').unwrap_or((after, ""));
        if line.starts_with(['{', '[', '"'])
            && let Some(value) = Reader::new(line, 0, &names, left).value()
        {
            rows.push((id, value));
        }
        rest = next;
    }
    rows
}

struct Resolve<'a> {
    table: &'a HashMap<&'a str, &'a Value>,
}

impl Resolve<'_> {
    fn value(&self, value: &Value, depth: usize, left: &mut usize) -> Value {
        if depth > MAX_DEPTH || *left == 0 {
            return Value::Null;
        }
        *left -= 1;
        match value {
            Value::String(text) => match self.referred(text) {
                Some(text @ Value::String(_)) => copied(text, left).unwrap_or_default(),
                Some(row) => self.value(row, depth + 8, left),
                None => value.clone(),
            },
            Value::Array(items) => match items.as_slice() {
                [Value::String(mark), Value::String(tag), _, Value::Object(properties), ..]
                    if mark == "$" =>
                {
                    self.element(tag, properties, depth, left)
                }
                items => items.iter().map(|item| self.value(item, depth + 1, left)).collect(),
            },
            Value::Object(object) => {
                let entries = object.iter().map(|(key, v)| (key.clone(), self.value(v, depth + 1, left)));
                Value::Object(entries.collect())
            }
            plain => plain.clone(),
        }
    }

    fn referred(&self, text: &str) -> Option<&Value> {
        let id = text.strip_prefix('$')?.trim_start_matches(['L', '@']);
        self.table.get(id).copied()
    }

    fn element(&self, tag: &str, properties: &Map<String, Value>, depth: usize, left: &mut usize) -> Value {
        let inner = properties.get("dangerouslySetInnerHTML").and_then(|inner| inner.get("__html"));
        if let Some(html) = inner {
            return json!({ "type": "html", "html": self.value(html, depth + 1, left) });
        }
        let mut element = Map::new();
        // A component of the page's own has no name here; what it is given stands for it.
        let tag = if tag.starts_with('$') { "div" } else { tag };
        element.insert("type".to_owned(), "element".into());
        element.insert("tagName".to_owned(), tag.into());
        for (key, value) in properties.iter().filter(|(key, _)| *key != "className" && *key != "style") {
            let value = self.value(value, depth + 1, left);
            let many = key == "children" && !value.is_array();
            element.insert(key.clone(), if many { Value::Array(vec![value]) } else { value });
        }
        Value::Object(element)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_refer_to_each_other_and_texts_are_counted_in_bytes() {
        let stream = "1:\"$Sreact.fragment\"\n2:I[\"x.js\"]\n3:T9,<p>é</p>4:[\"$\",\"div\",null,{\"children\":[\"$\",\"p\",null,{\"children\":\"$L5\"}]}]\n5:[\"Hello \",[\"$\",\"b\",null,{\"children\":\"you\"}]]\n6:{\"html\":\"$3\"}\n";
        let value = read(stream, &mut 1_000).unwrap();
        let rows = value["rows"].as_array().unwrap();
        assert!(rows.contains(&json!("<p>é</p>")), "{value}");
        assert!(rows.contains(&json!({"html": "<p>é</p>"})));
        let paragraph = &rows.iter().find(|r| r["tagName"] == "div").unwrap()["children"][0];
        assert_eq!(paragraph["tagName"], "p");
        assert_eq!(paragraph["children"][1]["children"][0], "you");
    }

    #[test]
    fn rows_that_refer_to_themselves_end() {
        assert!(read("0:[\"$0\",\"$0\"]\n", &mut 500).is_some());
        assert!(read("0:T1,é0:Tffffffff,x", &mut 500).is_none());
    }
}
