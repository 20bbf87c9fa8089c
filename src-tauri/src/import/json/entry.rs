//! The fields of an entry.

use jiff::Timestamp;
use serde_json::{Map, Value};

use super::super::times::time;
use crate::error::Result;
use crate::model::Refusal;

/// An entry: the fields of an object, read leniently.
#[derive(Debug, Default)]
pub(in super::super) struct Entry(pub(in super::super) Map<String, Value>);

impl Entry {
    /// Reads an object.
    pub(in super::super) fn parse(text: &str) -> Result<Self, Refusal> {
        match serde_json::from_str(text) {
            Ok(Value::Object(fields)) => Ok(Self(fields)),
            Ok(_) => Err(Refusal::Failed("it is no object".to_owned())),
            Err(error) => Err(Refusal::Failed(format!("it is no JSON: {error}"))),
        }
    }

    /// A text that is not empty, trimmed; a number is taken as it is written.
    pub(in super::super) fn text(&self, name: &str) -> Option<String> {
        self.0.get(name).and_then(text_of)
    }

    /// Whether something is so: true, a number other than 0, or one of these as text.
    pub(in super::super) fn flag(&self, name: &str) -> bool {
        match self.0.get(name) {
            Some(Value::Bool(flag)) => *flag,
            Some(Value::Number(number)) => number.as_f64().is_some_and(|number| number != 0.0),
            Some(Value::String(text)) => {
                matches!(text.trim().to_ascii_lowercase().as_str(), "1" | "true" | "yes")
            }
            _ => false,
        }
    }

    /// A number, or one as text.
    pub(in super::super) fn number(&self, name: &str) -> Option<f64> {
        match self.0.get(name)? {
            Value::Number(number) => number.as_f64(),
            Value::String(text) => text.trim().parse().ok(),
            _ => None,
        }
        .filter(|number| number.is_finite())
    }

    /// A time, as a number or as text.
    pub(in super::super) fn time(&self, name: &str) -> Option<Timestamp> {
        time(&self.text(name)?)
    }

    /// The texts of a list; of a single text, this one.
    pub(in super::super) fn texts(&self, name: &str) -> Vec<String> {
        match self.0.get(name) {
            Some(Value::Array(values)) => values.iter().filter_map(text_of).collect(),
            Some(value) => text_of(value).into_iter().collect(),
            None => Vec::new(),
        }
    }

    /// The objects of a list.
    pub(in super::super) fn entries(&mut self, name: &str) -> Vec<Self> {
        let Some(Value::Array(values)) = self.0.remove(name) else { return Vec::new() };
        let object = |value| if let Value::Object(fields) = value { Some(Self(fields)) } else { None };
        values.into_iter().filter_map(object).collect()
    }
}

fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
