//! What a file is told by.

use super::super::Head;
use super::{End, Shape};

/// What a file begins with: the names of the fields of its outermost object, or of the first entry of its outermost list, as far
/// as they can be seen.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in super::super) struct Outline {
    pub(in super::super) is_list: bool,
    pub(in super::super) names: Vec<String>,
}

impl Outline {
    /// That of a file.
    pub(in super::super) fn of(head: &Head) -> Self {
        let text = head.text.as_str();
        let list = text.strip_prefix('[').map(str::trim_start);
        let mut found = Self { is_list: list.is_some(), names: Vec::new() };
        let Some(object) = list.unwrap_or(text).strip_prefix('{') else { return found };
        let mut rest = object.as_bytes();
        loop {
            let skip =
                rest.iter().take_while(|byte| byte.is_ascii_whitespace() || matches!(byte, b',' | b':'));
            rest = &rest[skip.count()..];
            let (length, Some(End::Whole | End::Around)) = Shape::default().read(rest) else { return found };
            let (value, after) = rest.split_at(length);
            let is_name = after.trim_ascii_start().starts_with(b":");
            match serde_json::from_slice(value) {
                Ok(name) if is_name => found.names.push(name),
                _ if length == 0 => return found,
                _ => {}
            }
            rest = after;
        }
    }

    /// Whether it is a list of objects that have all these names.
    pub(in super::super) fn lists(&self, names: &[&str]) -> bool {
        self.is_list && self.have(names)
    }

    /// Whether there are all these names.
    pub(in super::super) fn have(&self, names: &[&str]) -> bool {
        names.iter().all(|name| self.names.iter().any(|known| known == name))
    }
}
