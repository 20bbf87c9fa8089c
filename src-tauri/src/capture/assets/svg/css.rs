//! Whether CSS reaches out of its document.

use cssparser::{Parser, Token};

/// Blocks inside each other; the tokenizer's caller recurses.
const MAX_DEPTH: usize = 32;

/// Whether a style sheet, a declaration list or a value refers to nothing outside its document. Read by a real tokenizer,
/// so that escapes (`\75rl(…)`) hide nothing.
pub(super) fn is_local(css: &str) -> bool {
    is_local_block(&mut Parser::new(css), 0)
}

fn is_local_block(parser: &mut Parser, depth: usize) -> bool {
    let mut in_url = false;
    while let Ok(token) = parser.next() {
        let opens = match token {
            Token::UnquotedUrl(target) => {
                if !target.starts_with('#') {
                    return false;
                }
                false
            }
            Token::BadUrl(_) | Token::BadString(_) => return false,
            Token::AtKeyword(name) if reaches_out(name) => return false,
            Token::Function(name) => {
                in_url = name.eq_ignore_ascii_case("url");
                if !in_url && reaches_out(name) {
                    return false;
                }
                true
            }
            Token::ParenthesisBlock | Token::SquareBracketBlock | Token::CurlyBracketBlock => {
                in_url = false;
                true
            }
            _ => false,
        };
        if opens && (depth >= MAX_DEPTH || !nested_is_local(parser, in_url, depth)) {
            return false;
        }
    }
    true
}

fn nested_is_local(parser: &mut Parser, in_url: bool, depth: usize) -> bool {
    let nested = parser.parse_nested_block(|inner| {
        let local = if in_url {
            inner.expect_string().is_ok_and(|target| target.starts_with('#')) && inner.is_exhausted()
        } else {
            is_local_block(inner, depth + 1)
        };
        // Errors would be recovered from; the answer must not be.
        Ok::<bool, cssparser::ParseError<()>>(local)
    });
    nested.unwrap_or(false)
}

/// At-rules and functions that load something, or did in some engine.
fn reaches_out(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    matches!(
        name.as_str(),
        "import"
            | "font-face"
            | "namespace"
            | "document"
            | "src"
            | "image"
            | "element"
            | "expression"
            | "attr"
            | "paint"
    ) || name.ends_with("image-set")
        || name.ends_with("cross-fade")
}
