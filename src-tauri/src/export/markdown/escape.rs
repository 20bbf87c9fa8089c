//! Text that stays the text it is: nothing of it is taken for markup by CommonMark, GitHub's extensions or Obsidian's.

/// Escapes a stretch of running text. `dollars`: whether two dollar signs of the block could be taken for the ends of a formula;
/// `cell`: whether it stands in a table.
pub fn text(text: &str, dollars: bool, cell: bool) -> String {
    let chars: Vec<char> = text.chars().filter(|c| *c != '\0').collect();
    let mut out = String::with_capacity(text.len() + 8);
    for (at, c) in chars.iter().copied().enumerate() {
        let (before, after) = (at.checked_sub(1).map(|at| chars[at]), chars.get(at + 1).copied());
        let escaped = match c {
            '\\' | '`' | '*' | '[' | ']' | '~' => true,
            '_' => !(before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric)),
            '<' => after.is_none_or(|c| c.is_ascii_alphabetic() || "/!?".contains(c)),
            '&' => is_entity(&chars[at + 1..]),
            '#' | '^' => before.is_none_or(char::is_whitespace),
            '=' => before.is_none_or(|b| b == c) || after.is_none_or(|a| a == c),
            '%' => before == Some(c) || after == Some(c),
            '!' => after.is_none(),
            '$' => dollars,
            '|' => cell,
            _ => false,
        };
        if escaped {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

fn is_entity(after: &[char]) -> bool {
    let name = after.iter().take(33).take_while(|c| c.is_ascii_alphanumeric() || **c == '#').count();
    name > 0 && after.get(name) == Some(&';')
}

/// Escapes what would make a line begin something else than a paragraph: a list, a quotation, a rule, the line below a heading
/// or below the head of a table.
pub fn line_start(line: &str) -> String {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let (sign, next) = (line.as_bytes().get(digits), line.as_bytes().get(digits + 1));
    let ends = next.is_none_or(u8::is_ascii_whitespace);
    let is_other = match sign {
        Some(b'.' | b')') => (1..=9).contains(&digits) && ends,
        Some(b'-') => digits == 0 && (ends || matches!(next, Some(b'-' | b'|' | b':'))),
        Some(b'+') => digits == 0 && ends,
        Some(b'=') => line.bytes().all(|b| b == b'='),
        Some(b'>' | b'|') => digits == 0,
        Some(b':') => digits == 0 && next == Some(&b'-'),
        _ => false,
    };
    if !is_other {
        return line.to_owned();
    }
    let at = digits;
    format!("{}\\{}", &line[..at], &line[at..])
}

/// Code within a line, with as many backticks around it as it takes.
pub fn code(text: &str, cell: bool) -> String {
    let fence = "`".repeat(longest_run(text, '`') + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    let text = if cell { text.replace('|', "\\|") } else { text.to_owned() };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// Code in lines of its own.
pub fn code_block(text: &str) -> String {
    let fence = "`".repeat(longest_run(text, '`').max(2) + 1);
    let text = text.strip_suffix('\n').unwrap_or(text);
    format!("{fence}\n{text}\n{fence}")
}

fn longest_run(text: &str, of: char) -> usize {
    text.split(|c| c != of).map(str::len).max().unwrap_or_default()
}

/// A web address as the target of a link.
pub fn url(url: &str) -> String {
    let chars: Vec<char> = url.chars().collect();
    let mut out = String::with_capacity(url.len());
    for (at, c) in chars.iter().copied().enumerate() {
        match c {
            '(' | ')' | '<' | '>' | '\\' | '|' | '"' | '`' => push_percent(&mut out, c),
            c if c.is_whitespace() || c.is_control() => push_percent(&mut out, c),
            '&' if is_entity(&chars[at + 1..]) => out.push_str("&amp;"),
            c => out.push(c),
        }
    }
    out
}

/// A path of a file as the target of a link.
pub fn path(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for c in path.chars() {
        match c {
            ' ' | '%' | '?' | '#' | '&' => push_percent(&mut out, c),
            c => out.push_str(&url(c.encode_utf8(&mut [0; 4]))),
        }
    }
    out
}

fn push_percent(out: &mut String, c: char) {
    for byte in c.encode_utf8(&mut [0; 4]).bytes() {
        out.push_str(&format!("%{byte:02X}"));
    }
}
