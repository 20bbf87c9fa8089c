//! Reads JavaScript literals as data: JSON, and what serialisers write beyond it. Nothing is ever executed.
//!
//! Unquoted keys, single quotes, `!0`, `void 0`, `new Date("…")`, names bound by the caller; a call is read as its first
//! argument. What is not a literal (a function, an operator) ends the reading without a value.

use std::collections::HashMap;

use serde_json::{Map, Number, Value};

use super::copied;

/// Deepest nesting of a value.
const MAX_DEPTH: usize = 96;

/// Values of names, such as the parameters of the function that wraps a payload.
pub(super) type Names = HashMap<String, Value>;

/// A reading of one text.
pub(super) struct Reader<'a> {
    text: &'a str,
    bytes: &'a [u8],
    pub at: usize,
    names: &'a Names,
    /// Values that may still be read.
    left: &'a mut usize,
}

impl<'a> Reader<'a> {
    /// Starts at a place of a text; `left` counts down with each value.
    pub fn new(text: &'a str, at: usize, names: &'a Names, left: &'a mut usize) -> Self {
        Self { text, bytes: text.as_bytes(), at, names, left }
    }

    /// Reads the value that begins here.
    pub fn value(&mut self) -> Option<Value> {
        self.value_at(0)
    }

    fn value_at(&mut self, depth: usize) -> Option<Value> {
        *self.left = self.left.checked_sub(1)?;
        if depth > MAX_DEPTH {
            return None;
        }
        self.space();
        match self.peek()? {
            b'{' => self.object(depth),
            b'[' => self.array(depth),
            b'"' | b'\'' | b'`' => self.string().map(Value::String),
            b'-' | b'+' | b'.' | b'0'..=b'9' => self.number(),
            b'!' => {
                self.at += 1;
                let operand = self.value_at(depth + 1)?;
                let falsy =
                    matches!(operand, Value::Null | Value::Bool(false)) || operand.as_f64() == Some(0.0);
                Some(Value::Bool(falsy))
            }
            b'(' => {
                self.at += 1;
                let value = self.value_at(depth + 1)?;
                self.expect(b')')?;
                Some(value)
            }
            b if is_name_byte(b) => self.named(depth),
            _ => None,
        }
    }

    fn object(&mut self, depth: usize) -> Option<Value> {
        self.at += 1;
        let mut object = Map::new();
        loop {
            self.space();
            if self.take(b'}') {
                return Some(Value::Object(object));
            }
            let key = match self.peek()? {
                b'"' | b'\'' => self.string()?,
                _ => self.name()?.to_owned(),
            };
            self.space();
            let value = if self.take(b':') { self.value_at(depth + 1)? } else { self.bound(&key)? };
            object.insert(key, value);
            self.space();
            if !self.take(b',') {
                self.expect(b'}')?;
                return Some(Value::Object(object));
            }
        }
    }

    fn array(&mut self, depth: usize) -> Option<Value> {
        self.at += 1;
        let mut items = Vec::new();
        loop {
            self.space();
            if self.take(b']') {
                return Some(Value::Array(items));
            }
            if self.take(b',') {
                items.push(Value::Null);
                continue;
            }
            items.push(self.value_at(depth + 1)?);
            self.space();
            if !self.take(b',') {
                self.expect(b']')?;
                return Some(Value::Array(items));
            }
        }
    }

    /// The value of a name; null for one that nobody bound.
    fn bound(&mut self, name: &str) -> Option<Value> {
        self.names.get(name).map_or(Some(Value::Null), |value| copied(value, self.left))
    }

    /// A name, or a call, which stands for its first argument.
    fn named(&mut self, depth: usize) -> Option<Value> {
        let mut name = self.name()?;
        self.space();
        match name {
            "true" => return Some(Value::Bool(true)),
            "false" => return Some(Value::Bool(false)),
            "null" | "undefined" | "NaN" | "Infinity" => return Some(Value::Null),
            "void" => return self.value_at(depth + 1).map(|_| Value::Null),
            "function" | "async" | "class" | "typeof" | "await" => return None,
            "new" => name = self.name()?,
            _ => {}
        }
        self.space();
        let parses = name.ends_with("JSON.parse");
        if !self.take(b'(') {
            return self.bound(name);
        }
        let argument = self.arguments(depth)?.into_iter().next().unwrap_or_default();
        match argument {
            Value::String(json) if parses => {
                let mut reader = Reader::new(&json, 0, self.names, self.left);
                reader.value_at(depth + 1)
            }
            argument => Some(argument),
        }
    }

    /// The arguments of a call whose parenthesis was taken.
    fn arguments(&mut self, depth: usize) -> Option<Vec<Value>> {
        let mut arguments = Vec::new();
        loop {
            self.space();
            if self.take(b')') {
                return Some(arguments);
            }
            arguments.push(self.value_at(depth + 1)?);
            self.space();
            if !self.take(b',') {
                self.expect(b')')?;
                return Some(arguments);
            }
        }
    }

    /// The arguments of a call, with their parentheses.
    pub fn call(&mut self) -> Option<Vec<Value>> {
        self.space();
        self.expect(b'(')?;
        self.arguments(0)
    }

    fn number(&mut self) -> Option<Value> {
        let start = self.at;
        let is_part = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'+');
        self.at += self.bytes[start..].iter().position(|b| !is_part(b)).unwrap_or(self.bytes.len() - start);
        let text = self.text[start..self.at].trim_start_matches('+');
        if let Ok(whole) = text.parse::<i64>() {
            return Some(whole.into());
        }
        let number = text.parse::<f64>().ok().and_then(Number::from_f64);
        // Hexadecimal and the like: nothing an article's text is made of.
        Some(number.map_or(Value::Null, Value::Number))
    }

    /// A name with its dots.
    fn name(&mut self) -> Option<&'a str> {
        self.space();
        let start = self.at;
        let rest = &self.bytes[start..];
        self.at += rest.iter().position(|b| !is_name_byte(*b) && *b != b'.').unwrap_or(rest.len());
        (self.at > start).then(|| &self.text[start..self.at])
    }

    fn string(&mut self) -> Option<String> {
        let quote = self.bytes[self.at];
        self.at += 1;
        let mut out = String::new();
        loop {
            let rest = self.bytes.get(self.at..)?;
            let run = memchr::memchr2(quote, b'\\', rest)?;
            let part = &self.text[self.at..self.at + run];
            if quote == b'`' && part.contains("${") {
                return None;
            }
            out.push_str(part);
            self.at += run + 1;
            if rest[run] == quote {
                return Some(out);
            }
            self.escape(&mut out)?;
        }
    }

    fn escape(&mut self, out: &mut String) -> Option<()> {
        let c = self.text.get(self.at..)?.chars().next()?;
        self.at += c.len_utf8();
        match c {
            'n' => out.push('\n'),
            't' => out.push('\t'),
            'r' => out.push('\r'),
            'b' | 'f' | 'v' | '0' => out.push(' '),
            'x' => out.push(char::from_u32(self.hex(2)?).unwrap_or('\u{fffd}')),
            'u' => out.push(self.unicode()?),
            '\n' => {}
            c => out.push(c),
        }
        Some(())
    }

    /// `\uXXXX`, `\u{X…}`, or a pair of surrogates.
    fn unicode(&mut self) -> Option<char> {
        if self.take(b'{') {
            let end = self.bytes.get(self.at..)?.iter().take(8).position(|b| *b == b'}')?;
            let code = self.hex(end)?;
            self.at += 1;
            return Some(char::from_u32(code).unwrap_or('\u{fffd}'));
        }
        let first = self.hex(4)?;
        let pair = (0xD800..0xDC00).contains(&first) && self.text.get(self.at..)?.starts_with("\\u");
        if !pair {
            return Some(char::from_u32(first).unwrap_or('\u{fffd}'));
        }
        self.at += 2;
        let second = self.hex(4)?;
        let code = 0x10000 + ((first - 0xD800) << 10) + second.wrapping_sub(0xDC00).min(0x3ff);
        Some(char::from_u32(code).unwrap_or('\u{fffd}'))
    }

    fn hex(&mut self, digits: usize) -> Option<u32> {
        let code = u32::from_str_radix(self.text.get(self.at..self.at + digits)?, 16).ok()?;
        self.at += digits;
        Some(code)
    }

    /// Passes over white space and comments.
    fn space(&mut self) {
        loop {
            let rest = &self.bytes[self.at.min(self.bytes.len())..];
            let blank = rest.iter().position(|b| !b.is_ascii_whitespace()).unwrap_or(rest.len());
            let code = &rest[blank..];
            let comment = if code.starts_with(b"//") {
                memchr::memchr(b'\n', code).unwrap_or(code.len())
            } else if code.starts_with(b"/*") {
                code.windows(2).skip(2).position(|w| w == b"*/").map_or(code.len(), |n| n + 4)
            } else {
                0
            };
            self.at += blank + comment;
            if comment == 0 {
                return;
            }
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn take(&mut self, byte: u8) -> bool {
        let taken = self.peek() == Some(byte);
        self.at += usize::from(taken);
        taken
    }

    fn expect(&mut self, byte: u8) -> Option<()> {
        self.space();
        self.take(byte).then_some(())
    }
}

/// Whether a byte may stand in a name.
pub(super) fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$') || byte >= 0x80
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(text: &str) -> Option<Value> {
        Reader::new(text, 0, &Names::new(), &mut 10_000).value()
    }

    #[test]
    fn json_reads_as_itself() {
        let text = r#" {"a":[1,-2.5,true,null,"x\n\u00e9\ud83d\ude00\/"],"b":{}} "#;
        assert_eq!(read(text), serde_json::from_str(text).ok());
    }

    #[test]
    fn what_serialisers_write_beyond_json_is_read() {
        for (text, expected) in [
            ("{a:1,'b-c':\"x\",}", json!({"a": 1, "b-c": "x"})),
            ("[,1,!0,!1,void 0,undefined]", json!([null, 1, true, false, null, null])),
            ("{d:new Date(\"2026-01-02\")}", json!({"d": "2026-01-02"})),
            ("{a:Object.freeze({b:`x`})}", json!({"a": {"b": "x"}})),
            (r#"JSON.parse("{\"a\":[\"\\u00e9\"]}")"#, json!({"a": ["é"]})),
            ("{/* c */a:1, // d\n b:2}", json!({"a": 1, "b": 2})),
            ("'it\\'s \\x41'", json!("it's A")),
        ] {
            assert_eq!(read(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn names_have_the_values_of_their_caller() {
        let names = Names::from([("a".to_owned(), json!("text")), ("b".to_owned(), json!(7))]);
        let value = Reader::new("{x:a,y:[b,c],a}", 0, &names, &mut 100).value();
        assert_eq!(value, Some(json!({"x": "text", "y": [7, null], "a": "text"})));
    }

    #[test]
    fn code_and_cut_off_text_are_no_values() {
        for text in ["{a:function(){}}", "{a:1", "[1 2]", "'open", "`a${b}`", "", "\"\\u12\"", "=>"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn depth_and_number_of_values_are_bounded() {
        assert_eq!(read(&"[".repeat(100_000)), None);
        assert_eq!(read(&format!("[{}]", "1,".repeat(20_000))), None);
        let names = Names::from([("a".to_owned(), json!("x".repeat(10_000)))]);
        let many = format!("[{}]", "a,".repeat(1_000));
        assert_eq!(Reader::new(&many, 0, &names, &mut 10_000).value(), None, "a long text, a thousand times");
    }
}
