//! The flat arrays of Nuxt 3 and SvelteKit: each value stands once, and refers to others by their place.
//!
//! Format: devalue 5, `src/parse.js` (`unflatten`). Negative places are `undefined` and its like; an array that begins
//! with a name is a wrapped value.

use serde_json::{Map, Value};

use super::copied;

/// Deepest nesting of a value; also what ends values that contain themselves.
const MAX_DEPTH: usize = 48;

/// Whether a value looks like such an array: a first entry of places alone.
pub(super) fn is_flat(value: &Value) -> bool {
    let Value::Array(values) = value else { return false };
    let place = |v: &Value| v.as_i64().is_some_and(|n| n < values.len() as i64);
    values.len() > 2
        && match values.first() {
            Some(Value::Object(root)) => !root.is_empty() && root.values().all(place),
            Some(Value::Array(root)) => {
                let wrapped = root.len() == 2 && root[0].is_string() && place(&root[1]);
                wrapped || (!root.is_empty() && root.iter().all(place))
            }
            _ => false,
        }
}

/// The value that a flat array stands for; `left` counts down with each value.
pub(super) fn resolve(flat: &Value, left: &mut usize) -> Option<Value> {
    let Value::Array(values) = flat else { return None };
    Some(at(values, 0, 0, left))
}

fn at(values: &[Value], place: i64, depth: usize, left: &mut usize) -> Value {
    let Some(value) = usize::try_from(place).ok().and_then(|place| values.get(place)) else {
        return Value::Null;
    };
    if depth > MAX_DEPTH || *left == 0 {
        return Value::Null;
    }
    *left -= 1;
    let mut follow = |value: &Value| value.as_i64().map_or(Value::Null, |n| at(values, n, depth + 1, left));
    match value {
        Value::Object(object) => {
            let entries = object.iter().map(|(key, value)| (key.clone(), follow(value)));
            Value::Object(entries.collect::<Map<_, _>>())
        }
        Value::Array(items) => match items.as_slice() {
            [Value::String(name), one] if matches!(name.as_str(), "Date" | "BigInt" | "Object") => {
                one.clone()
            }
            [Value::String(name), entries @ ..] if matches!(name.as_str(), "Map" | "null") => {
                let pairs = entries.chunks_exact(2).filter_map(|pair| {
                    let key = if name == "Map" { follow(&pair[0]) } else { pair[0].clone() };
                    Some((key.as_str()?.to_owned(), follow(&pair[1])))
                });
                Value::Object(pairs.collect::<Map<_, _>>())
            }
            [Value::String(name), items @ ..] if name == "Set" => items.iter().map(follow).collect(),
            // A wrapper of the framework's own, such as Reactive: what it wraps.
            [Value::String(_), one, ..] => follow(one),
            items => items.iter().map(follow).collect(),
        },
        plain => copied(plain, left).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn references_are_followed_and_wrappers_taken_off() {
        let flat = json!([["ShallowReactive", 1], {"data": 2, "none": -1}, ["Reactive", 3],
            {"title": 4, "body": 5, "at": 7}, "T", [6, 6], "one paragraph", ["Date", "2026-01-02"]]);
        assert!(is_flat(&flat));
        let expected = json!({"data": {"title": "T", "body": ["one paragraph", "one paragraph"], "at": "2026-01-02"},
            "none": null});
        assert_eq!(resolve(&flat, &mut 100), Some(expected));
    }

    #[test]
    fn what_contains_itself_or_multiplies_ends() {
        assert!(resolve(&json!([{"self": 0}, 1, 2]), &mut 1_000).is_some());
        let doubling: Vec<Value> = (1..40).map(|n| json!([n, n])).chain([json!("x")]).collect();
        let mut left = 5_000;
        assert!(resolve(&Value::Array(doubling), &mut left).is_some());
        assert_eq!(left, 0);
    }

    #[test]
    fn ordinary_arrays_are_not_flat() {
        for value in
            [json!([{"type": "paragraph"}, 1, 2]), json!([]), json!(["a", "b", "c"]), json!({"a": 1})]
        {
            assert!(!is_flat(&value), "{value}");
        }
    }
}
