//! JSON whose entries hold others: folders in folders, of any size, in any order of their fields.

use std::io::BufRead;
use std::path::Path;

use super::LONGEST;
use super::json::Shape;
use crate::error::{Error, Result};

/// Entries within entries, more than which nobody makes.
const DEEPEST: usize = 500;

/// Bytes of an entry that is refused that are kept as its source.
const SHOWN: usize = 64 << 10;

/// A part of a file.
#[derive(Debug)]
pub(super) enum Part<'a> {
    /// An object that holds others begins: its number, from 0, the list it stands in, and its fields so far.
    Opens(usize, &'static str, &'a str),
    /// It ends: its number, and its fields without the others.
    Closes(usize, &'a str),
    /// An object that holds none, or another value, as it is written, and the list it stands in.
    Entry(&'static str, &'a str),
    /// What cannot be read, and why.
    Broken(&'a str, String),
}

/// Who takes the parts.
pub(super) type TakePart<'a> = &'a mut dyn FnMut(Part<'_>) -> Result<()>;

/// Hands over every part of a file, in its order. Lists, and objects, of these names hold entries. A name is empty for the outermost.
///
/// # Errors
/// Those of `take`; `Io` when the file cannot be read on.
pub(super) fn walk(
    text: impl BufRead,
    path: &Path,
    lists: &[&'static str],
    take: TakePart<'_>,
) -> Result<()> {
    Walk { text, path, lists, take, levels: Vec::new(), opened: 0 }.all()
}

/// What is open.
enum Level {
    /// An object, its own fields as far as they were read, its number if it holds others, and the list it stands in.
    Object { own: Vec<u8>, number: Option<usize>, list: &'static str },
    /// A list of entries, or an object of them.
    List { name: &'static str, named: bool },
}

struct Walk<'a, 'b, R> {
    text: R,
    path: &'a Path,
    lists: &'a [&'static str],
    take: TakePart<'b>,
    levels: Vec<Level>,
    opened: usize,
}

impl<R: BufRead> Walk<'_, '_, R> {
    fn all(&mut self) -> Result<()> {
        let mut found = false;
        while let Some(byte) = self.peek()? {
            match self.levels.last() {
                None if byte == b'{' => self.begin(""),
                None if byte == b'[' => {
                    self.text.consume(1);
                    self.levels.push(Level::List { name: "", named: false });
                }
                None => return (self.take)(Part::Broken("", "it is no JSON".to_owned())),
                Some(Level::List { name, named }) => self.in_list(name, *named, byte)?,
                Some(Level::Object { .. }) => self.in_object(byte)?,
            }
            found = true;
        }
        if self.levels.is_empty() && found {
            return Ok(());
        }
        let open = self.levels.iter().rev().find_map(|level| match level {
            Level::Object { own, .. } => Some(shown(own)),
            Level::List { .. } => None,
        });
        (self.take)(Part::Broken(&open.unwrap_or_default(), "the file ends before its end".to_owned()))
    }

    fn begin(&mut self, list: &'static str) {
        self.text.consume(1);
        self.levels.push(Level::Object { own: b"{".to_vec(), number: None, list });
    }

    fn in_list(&mut self, name: &'static str, named: bool, byte: u8) -> Result<()> {
        match byte {
            b',' | b':' => self.text.consume(1),
            b']' | b'}' => {
                self.text.consume(1);
                self.levels.pop();
            }
            b'{' => self.begin(name),
            // The name of an entry says nothing.
            b'"' if named => drop(self.value()?),
            _ => {
                let value = self.value()?;
                // A file may number its lists among its entries.
                if !named {
                    (self.take)(Part::Entry(name, &String::from_utf8_lossy(&value)))?;
                }
            }
        }
        Ok(())
    }

    fn in_object(&mut self, byte: u8) -> Result<()> {
        match byte {
            b'}' => {
                self.text.consume(1);
                self.end()
            }
            b'"' => self.field(),
            _ => {
                self.text.consume(1);
                // The comma after a list that was taken out goes, too.
                if byte != b',' || !self.is_at_comma() {
                    self.keep(&[byte]);
                }
                Ok(())
            }
        }
    }

    fn field(&mut self) -> Result<()> {
        let before = self.kept();
        let written = self.value()?;
        let name: String = serde_json::from_slice(&written).unwrap_or_default();
        self.keep(&written);
        let mut next = self.peek()?;
        if next == Some(b':') {
            self.text.consume(1);
            self.keep(b":");
            next = self.peek()?;
        }
        let opening = next.filter(|byte| matches!(byte, b'[' | b'{'));
        match (self.lists.iter().find(|list| **list == name), opening) {
            (Some(list), Some(byte)) if self.levels.len() < DEEPEST => {
                self.text.consume(1);
                self.open(before)?;
                self.levels.push(Level::List { name: list, named: byte == b'{' });
                Ok(())
            }
            (Some(_), Some(_)) => {
                let value = self.value()?;
                let why = format!("there are more than {DEEPEST} lists within each other");
                self.keep(b"null");
                (self.take)(Part::Broken(&shown(&value), why))
            }
            _ if matches!(next, None | Some(b'}' | b',')) => Ok(()),
            _ => {
                let value = self.value()?;
                self.keep(&value);
                Ok(())
            }
        }
    }

    /// The object turns out to hold others; its own fields end here for now.
    fn open(&mut self, before: usize) -> Result<()> {
        let Some(Level::Object { own, number, list }) = self.levels.last_mut() else { return Ok(()) };
        own.truncate(before);
        if number.is_none() {
            *number = Some(self.opened);
            let fields = without_lists(own);
            self.opened += 1;
            (self.take)(Part::Opens(self.opened - 1, list, &fields))?;
        }
        Ok(())
    }

    fn end(&mut self) -> Result<()> {
        let Some(Level::Object { mut own, number, list }) = self.levels.pop() else { return Ok(()) };
        let is_too_long = own.len() > LONGEST;
        if is_too_long {
            let why = format!("it is longer than {} MB", LONGEST >> 20);
            (self.take)(Part::Broken(&shown(&own), why))?;
            own.truncate(1);
        }
        match number {
            Some(number) => (self.take)(Part::Closes(number, &without_lists(&own))),
            None if is_too_long => Ok(()),
            None => {
                own.push(b'}');
                (self.take)(Part::Entry(list, &String::from_utf8_lossy(&own)))
            }
        }
    }

    /// Bytes that are kept of the innermost object.
    fn kept(&self) -> usize {
        if let Some(Level::Object { own, .. }) = self.levels.last() { own.len() } else { 0 }
    }

    fn is_at_comma(&self) -> bool {
        let Some(Level::Object { own, .. }) = self.levels.last() else { return false };
        own.iter()
            .rev()
            .find(|byte| !byte.is_ascii_whitespace())
            .is_none_or(|byte| matches!(byte, b',' | b'{'))
    }

    /// Keeps what belongs to the innermost object, up to one byte too many.
    fn keep(&mut self, bytes: &[u8]) {
        if let Some(Level::Object { own, .. }) = self.levels.last_mut() {
            let length = bytes.len().min((LONGEST + 1).saturating_sub(own.len()));
            own.extend_from_slice(&bytes[..length]);
        }
    }

    fn fill(&mut self) -> Result<&[u8]> {
        let path = self.path;
        self.text.fill_buf().map_err(|source| Error::Io { path: path.display().to_string(), source })
    }

    /// The next byte that is no white space; `None` at the end.
    fn peek(&mut self) -> Result<Option<u8>> {
        loop {
            let bytes = self.fill()?;
            let Some(&byte) = bytes.first() else { return Ok(None) };
            if !byte.is_ascii_whitespace() {
                return Ok(Some(byte));
            }
            self.text.consume(1);
            self.keep(&[byte]);
        }
    }

    /// A value to its end, as it is written, up to one byte too many.
    fn value(&mut self) -> Result<Vec<u8>> {
        let (mut value, mut shape) = (Vec::new(), Shape::default());
        loop {
            let bytes = self.fill()?;
            if bytes.is_empty() {
                return Ok(value);
            }
            let (read, end) = shape.read(bytes);
            let kept = read.min((LONGEST + 1).saturating_sub(value.len()));
            value.extend_from_slice(&bytes[..kept]);
            self.text.consume(read);
            if end.is_some() {
                return Ok(value);
            }
        }
    }
}

/// The fields of an object whose lists were taken out, as an object.
fn without_lists(own: &[u8]) -> String {
    let fields = String::from_utf8_lossy(own);
    format!("{}}}", fields.trim_end_matches(|c: char| c.is_ascii_whitespace() || c == ','))
}

fn shown(bytes: &[u8]) -> String {
    String::from_utf8_lossy(&bytes[..bytes.len().min(SHOWN)]).into_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn told(text: &str) -> String {
        let mut told = String::new();
        walk(text.as_bytes(), Path::new("a.json"), &["in", "roots"], &mut |part| {
            told.push_str(&match part {
                Part::Opens(number, list, fields) => format!("{list}<{number}{fields} "),
                Part::Closes(number, fields) => format!("{number}>{fields} "),
                Part::Entry(list, text) => format!("{list}:{text} "),
                Part::Broken(text, why) => format!("!{why}:{text} "),
            });
            Ok(())
        })
        .unwrap();
        told
    }

    #[test]
    fn what_is_within_what_is_told_in_any_order_of_fields() {
        assert_eq!(
            told(r#"{"a": 1, "in": [{"b": [2, "}"]}, {"in": [], "c": {"in": 3}}, null], "d": "\\"}"#),
            r#"<0{"a": 1} in:{"b": [2, "}"]} in<1{} 1>{ "c": {"in": 3}} in:null 0>{"a": 1,  "d": "\\"} "#
        );
        assert_eq!(
            told(r#"{"roots": {"bar": {"in": [{"x": 1}], "name": "Bar"}, "n": 5}, "v": 1}"#),
            r#"<0{} roots<1{} in:{"x": 1} 1>{ "name": "Bar"} 0>{ "v": 1} "#
        );
        assert_eq!(told("[{\"x\": \n1 }, 2]"), ":{\"x\": \n1 } :2 ");
    }

    #[test]
    fn what_is_broken_is_told() {
        assert_eq!(
            told("{\"in\": [{\"x\": 1}, {\"y"),
            "<0{} in:{\"x\": 1} !the file ends before its end:{\"y "
        );
        assert_eq!(told(""), "!the file ends before its end: ");
        assert_eq!(told("x"), "!it is no JSON: ");
        assert_eq!(told("{\"in\": 3}"), ":{\"in\": 3} ");
        let long = format!("[{{\"x\": \"{}\"}}, {{\"y\": 1}}]", "x".repeat(LONGEST));
        assert!(
            told(&long).starts_with("!it is longer than 32 MB:") && told(&long).ends_with(" :{\"y\": 1} ")
        );
        assert!(
            told(&"{\"in\":[".repeat(DEEPEST)).contains("!there are more than 500 lists within each other")
        );
    }

    proptest! {
        #[test]
        fn nothing_makes_it_stumble(text in "(\\{|\\}|\\[|\\]|\"in\":|\"roots\":|\"a\":|[\",:1x\\\\ ]){0,40}", other in "\\PC{0,40}") {
            told(&text);
            told(&other);
        }
    }
}
