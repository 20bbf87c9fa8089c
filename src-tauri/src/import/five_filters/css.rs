//! Pieces of CSS selectors.

/// A text as a CSS string.
pub(super) fn string(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\a "),
            _ => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// An element's name as a CSS type selector.
pub(super) fn element(name: &str) -> String {
    name.to_lowercase().replace(':', "\\:").replace('.', "\\.")
}

/// An attribute with an operator and a value, or just there.
pub(super) fn attribute(name: &str, operator: &str, value: Option<&str>) -> String {
    let name = name.to_lowercase().replace(':', "\\:").replace('.', "\\.");
    match value {
        Some(value) => format!("[{name}{operator}{}]", string(value)),
        None => format!("[{name}]"),
    }
}

/// One of the words of an attribute.
pub(super) fn word(name: &str, word: &str) -> String {
    let plain = word.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    match name {
        "class" if plain => format!(".{word}"),
        _ => attribute(name, "~=", Some(word)),
    }
}
