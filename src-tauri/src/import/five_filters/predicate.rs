//! Conditions: what stands in the brackets of a step, as something to be added to a selector.

use super::css;
use super::lexer::{Token, Words};
use super::path::{Own, Path, step, steps};

/// Translates the inside of `[…]`.
pub(super) fn predicate(words: &mut Words<'_>, own: &Own<'_>) -> Result<String, String> {
    let counts =
        matches!(words.peek(), Some(Token::Number(_))) || words.is_call("last") || words.is_call("position");
    if counts && words.backwards {
        return Err("CSS cannot count backwards".to_owned());
    }
    if let Some(Token::Number(number)) = words.peek()
        && words.peek_after(1) == Some(&Token::Sign("]"))
    {
        words.next();
        return position(own, "=", *number);
    }
    if words.is_call("last") && words.peek_after(3) == Some(&Token::Sign("]")) {
        skip(words, 3);
        return last(own);
    }
    if words.is_call("position") {
        skip(words, 3);
        let Some(Token::Sign(operator)) = words.next() else { return Err(uncounted()) };
        return match words.next() {
            Some(Token::Number(number)) => position(own, operator, *number),
            Some(Token::Name("last")) if *operator == "=" => skip_last(words, own),
            _ => Err(uncounted()),
        };
    }
    disjunction(words)
}

fn uncounted() -> String {
    "this way of counting cannot be said in CSS".to_owned()
}

fn skip(words: &mut Words<'_>, count: usize) {
    (0..count).for_each(|_| {
        words.next();
    });
}

fn skip_last(words: &mut Words<'_>, own: &Own<'_>) -> Result<String, String> {
    skip(words, 2);
    last(own)
}

/// `[n]` counts those children of one element that fit the step so far.
fn position(own: &Own<'_>, operator: &str, number: u32) -> Result<String, String> {
    let kind = if own.css == "*" { "child" } else { "of-type" };
    match (own.refined, operator, number) {
        (false, "=", 1) => Ok(format!(":first-{kind}")),
        (false, "=", number) => Ok(format!(":nth-{kind}({number})")),
        (false, ">", number) => Ok(format!(":nth-{kind}(n+{})", number + 1)),
        (false, ">=", number) => Ok(format!(":nth-{kind}(n+{number})")),
        (false, "<", number) => Ok(format!(":nth-{kind}(-n+{})", number.saturating_sub(1))),
        (false, "<=", number) => Ok(format!(":nth-{kind}(-n+{number})")),
        (true, "=", 1) | (true, "<", 2) if !own.css.contains(":has(") => {
            Ok(format!(":not({0} ~ {0})", own.css))
        }
        (true, ">", 1) | (true, ">=", 2) if !own.css.contains(":has(") => {
            Ok(format!(":is({0} ~ {0})", own.css))
        }
        _ => Err(uncounted()),
    }
}

fn last(own: &Own<'_>) -> Result<String, String> {
    match own.css {
        "*" => Ok(":last-child".to_owned()),
        _ if !own.refined => Ok(":last-of-type".to_owned()),
        css if !css.contains(":has(") => Ok(format!(":not(:has(~ {css}))")),
        _ => Err(uncounted()),
    }
}

fn disjunction(words: &mut Words<'_>) -> Result<String, String> {
    let mut either = vec![conjunction(words)?];
    while words.take_name("or") {
        either.push(conjunction(words)?);
    }
    Ok(if either.len() == 1 { either.remove(0) } else { format!(":is({})", either.join(", ")) })
}

fn conjunction(words: &mut Words<'_>) -> Result<String, String> {
    let mut all = condition(words)?;
    while words.take_name("and") {
        all.push_str(&condition(words)?);
    }
    Ok(all)
}

fn condition(words: &mut Words<'_>) -> Result<String, String> {
    if words.is_call("not") {
        skip(words, 2);
        let inner = disjunction(words)?;
        words.expect(")")?;
        return Ok(format!(":not({inner})"));
    }
    if words.take("(") {
        let inner = disjunction(words)?;
        words.expect(")")?;
        return Ok(inner);
    }
    for (function, operator) in [("contains", "*="), ("starts-with", "^="), ("ends-with", "$=")] {
        if words.is_call(function) {
            skip(words, 2);
            return comparison(words, operator);
        }
    }
    if let (Some(Token::Name(name)), Some(Token::Sign("("))) = (words.peek(), words.peek_after(1))
        && !matches!(*name, "text" | "node" | "normalize-space")
    {
        return Err(format!("CSS has no {name}()"));
    }
    equality(words)
}

/// What a condition looks at.
enum Subject {
    Attribute(String),
    /// All text below the element.
    AllText,
    /// Text that is the element's own.
    OwnText,
    /// The text of an element below, by a relative selector.
    TextOf(String),
}

/// The arguments of `contains()` and the like.
fn comparison(words: &mut Words<'_>, operator: &str) -> Result<String, String> {
    if words.is_call("concat") {
        return word_of(words);
    }
    let subject = subject(words)?;
    words.expect(",")?;
    let value = words.text()?;
    words.expect(")")?;
    match (subject, operator) {
        (Subject::Attribute(name), operator) => Ok(css::attribute(&name, operator, Some(value))),
        (Subject::AllText, "*=") => Ok(format!(":contains({})", css::string(value))),
        (Subject::OwnText, "*=") => Ok(format!(":has-text({})", css::string(value))),
        (Subject::TextOf(css), "*=") => Ok(format!(":has({css}:contains({}))", css::string(value))),
        _ => Err("CSS cannot tell how a text begins or ends".to_owned()),
    }
}

/// `concat(' ', normalize-space(@class), ' '), ' word ')`: the usual way to say that a word is among others.
fn word_of(words: &mut Words<'_>) -> Result<String, String> {
    skip(words, 2);
    words.text()?;
    words.expect(",")?;
    let subject = subject(words)?;
    words.expect(",")?;
    words.text()?;
    words.expect(")")?;
    words.expect(",")?;
    let value = words.text()?;
    words.expect(")")?;
    match (subject, value.trim()) {
        (Subject::Attribute(_), "") => Err("no word is looked for".to_owned()),
        (Subject::Attribute(name), word)
            if word.contains(char::is_whitespace) || value.len() < word.len() + 2 =>
        {
            Ok(css::attribute(&name, "*=", Some(word)))
        }
        (Subject::Attribute(name), word) => Ok(css::word(&name, word)),
        _ => Err("CSS cannot look for words of a text".to_owned()),
    }
}

fn subject(words: &mut Words<'_>) -> Result<Subject, String> {
    for function in ["normalize-space", "string"] {
        if words.is_call(function) {
            skip(words, 2);
            if words.take(")") {
                return Ok(Subject::AllText);
            }
            let inner = subject(words)?;
            words.expect(")")?;
            return Ok(inner);
        }
    }
    if words.take("@") {
        return match words.next() {
            Some(Token::Name(name)) => Ok(Subject::Attribute((*name).to_owned())),
            _ => Err("CSS cannot look at any attribute".to_owned()),
        };
    }
    if words.is_call("text") {
        skip(words, 3);
        return Ok(Subject::OwnText);
    }
    let relative = words.peek_after(1);
    if words.is(".") && !matches!(relative, Some(Token::Sign("/" | "//"))) {
        words.next();
        return Ok(Subject::AllText);
    }
    if let (Some(Token::Name(name)), Some(Token::Sign("("))) = (words.peek(), words.peek_after(1)) {
        return Err(format!("CSS has no {name}()"));
    }
    let path = below(words)?;
    if path.1 {
        Err("CSS cannot compare attributes of other elements".to_owned())
    } else {
        Ok(Subject::TextOf(path.0))
    }
}

/// A path from the element: the relative selector, and whether it ends in an attribute.
fn below(words: &mut Words<'_>) -> Result<(String, bool), String> {
    words.take(".");
    let (head, first) = if words.take("//") {
        ("", step(words, Path::default(), " ")?)
    } else {
        words.take("/");
        ("> ", step(words, Path::default(), " ")?)
    };
    let path = steps(words, first)?;
    if path.css.is_empty() {
        return Err("it looks at nothing".to_owned());
    }
    let (css, attribute) = path.parts();
    Ok((format!("{head}{css}"), attribute))
}

/// `@id = 'x'`, `@id`, `a/b`, `self::div`, `. = 'x'`.
fn equality(words: &mut Words<'_>) -> Result<String, String> {
    if let (Some(Token::Name(axis)), Some(Token::Sign("::"))) = (words.peek(), words.peek_after(1)) {
        return on_axis(words, axis);
    }
    let mark = words.mark();
    let subject = match subject(words) {
        Ok(subject) => subject,
        Err(_) => {
            // A path with conditions on attributes of what is below.
            words.back_to(mark);
            let (css, _) = below(words)?;
            return Ok(format!(":has({css})"));
        }
    };
    let operator = ["=", "!=", "<", ">", "<=", ">="].into_iter().find(|operator| words.is(operator));
    match (subject, operator) {
        (Subject::Attribute(name), Some("=")) => {
            words.next();
            Ok(css::attribute(&name, "=", Some(&value(words)?)))
        }
        (Subject::Attribute(name), Some("!=")) => {
            words.next();
            let value = value(words)?;
            Ok(format!(
                "{}:not({})",
                css::attribute(&name, "", None),
                css::attribute(&name, "=", Some(&value))
            ))
        }
        (Subject::Attribute(name), None) => Ok(css::attribute(&name, "", None)),
        (Subject::TextOf(css), None) => Ok(format!(":has({css})")),
        (_, None) => Err("CSS cannot ask whether there is a text".to_owned()),
        (Subject::Attribute(_), Some(_)) => Err("CSS cannot compare numbers".to_owned()),
        (_, Some(_)) => Err("CSS cannot compare a whole text".to_owned()),
    }
}

fn value(words: &mut Words<'_>) -> Result<String, String> {
    match words.next() {
        Some(Token::Text(text)) => Ok((*text).to_owned()),
        Some(Token::Number(number)) => Ok(number.to_string()),
        _ => Err("only a text in quotes can be compared with".to_owned()),
    }
}

/// A condition on another axis than the elements below.
fn on_axis(words: &mut Words<'_>, axis: &str) -> Result<String, String> {
    skip(words, 2);
    let before = std::mem::replace(&mut words.backwards, matches!(axis, "ancestor" | "preceding-sibling"));
    let path = step(words, Path::default(), " ");
    words.backwards = before;
    let (css, attribute) = steps(words, path?)?.parts();
    if attribute {
        return Err("CSS cannot compare attributes of other elements".to_owned());
    }
    match axis {
        "self" => Ok(format!(":is({css})")),
        "child" => Ok(format!(":has(> {css})")),
        "descendant" => Ok(format!(":has({css})")),
        "following-sibling" => Ok(format!(":has(~ {css})")),
        "preceding-sibling" => Ok(format!(":is({css} ~ *)")),
        "parent" => Ok(format!(":is({css} > *)")),
        "ancestor" => Ok(format!(":is({css} *)")),
        other => Err(format!("CSS has no axis {other}")),
    }
}
