//! Paths: what an XPath selects, as CSS.

use super::css;
use super::lexer::{Token, Words, tokens};
use super::predicate;

/// What an XPath selects, as a selector of a site rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Selected {
    pub css: String,
    pub attribute: Option<String>,
    /// Whether only the first on the page is meant.
    pub first: bool,
    /// Whether only a part of its text is meant.
    pub part: bool,
}

impl Selected {
    /// As it is written in a rule.
    pub fn written(&self) -> String {
        match &self.attribute {
            Some(name) => format!("{} @{name}", self.css),
            None => self.css.clone(),
        }
    }
}

/// Translates an expression: the parts of a union, each by itself.
pub(super) fn translate(expression: &str) -> Result<Vec<Selected>, String> {
    let tokens = tokens(expression)?;
    let mut words = Words::new(&tokens);
    let parts = union(&mut words)?;
    match words.next() {
        None => Ok(parts),
        Some(_) => Err("it goes on behind what could be read".to_owned()),
    }
}

fn union(words: &mut Words<'_>) -> Result<Vec<Selected>, String> {
    let mut parts = part(words)?;
    while words.take("|") {
        parts.extend(part(words)?);
    }
    Ok(parts)
}

/// A path, in parentheses or as text of one.
fn part(words: &mut Words<'_>) -> Result<Vec<Selected>, String> {
    for function in ["normalize-space", "string"] {
        if words.is_call(function) {
            words.next();
            return in_parentheses(words);
        }
    }
    for function in ["substring-before", "substring-after"] {
        if words.is_call(function) {
            return part_of_text(words);
        }
    }
    if words.is("(") {
        let mut parts = in_parentheses(words)?;
        if words.is("[") {
            if !matches!(
                (words.peek_after(1), words.peek_after(2)),
                (Some(Token::Number(1)), Some(Token::Sign("]")))
            ) {
                return Err(ACROSS.to_owned());
            }
            (0..3).for_each(|_| {
                words.next();
            });
            parts.iter_mut().for_each(|part| part.first = true);
            return if words.is("/") || words.is("//") || words.is("[") {
                Err(ACROSS.to_owned())
            } else {
                Ok(parts)
            };
        }
        if words.is("/") || words.is("//") {
            let alternatives: Vec<String> = parts.iter().map(|part| part.css.clone()).collect();
            let head = if let [one] = alternatives.as_slice() {
                one.clone()
            } else {
                format!(":is({})", alternatives.join(", "))
            };
            parts = vec![steps(words, Path { css: head, ..Path::default() })?.selected()?];
        }
        return Ok(parts);
    }
    if let (Some(Token::Name(name)), Some(Token::Sign("("))) = (words.peek(), words.peek_after(1)) {
        return Err(format!("CSS has no {name}()"));
    }
    if matches!(words.peek(), Some(Token::Text(_) | Token::Number(_))) {
        return Err("it is a text, not a place on the page".to_owned());
    }
    Ok(vec![absolute(words)?.selected()?])
}

/// The only way of counting that CSS has is among neighbours.
pub(super) const ACROSS: &str = "CSS cannot count across a whole page";

/// `substring-before(path, 'text')`: what is read from the path is cut later.
fn part_of_text(words: &mut Words<'_>) -> Result<Vec<Selected>, String> {
    words.next();
    words.expect("(")?;
    let mut parts = part(words)?;
    words.expect(",")?;
    words.text()?;
    words.expect(")")?;
    parts.iter_mut().for_each(|part| part.part = true);
    Ok(parts)
}

fn in_parentheses(words: &mut Words<'_>) -> Result<Vec<Selected>, String> {
    words.expect("(")?;
    let parts = union(words)?;
    words.expect(")")?;
    Ok(parts)
}

fn absolute(words: &mut Words<'_>) -> Result<Path, String> {
    words.take(".");
    if words.is("/") || words.is("//") {
        return steps(words, Path::default());
    }
    // A bare name is looked for anywhere, as such configs mean it.
    step(words, Path::default(), " ").and_then(|path| steps(words, path))
}

/// What was read of a path so far.
#[derive(Debug, Default, Clone)]
pub(super) struct Path {
    /// Everything before the last step, with its combinator.
    before: String,
    /// The last step, or empty at the beginning.
    pub css: String,
    attribute: Option<String>,
    /// Whether the last step says more than an element's name.
    refined: bool,
}

impl Path {
    pub fn whole(&self) -> String {
        format!("{}{}", self.before, self.css)
    }

    /// The selector, and whether an attribute of what it finds is meant.
    pub fn parts(self) -> (String, bool) {
        (self.whole(), self.attribute.is_some())
    }

    fn selected(self) -> Result<Selected, String> {
        if self.css.is_empty() {
            return Err("it selects the page itself".to_owned());
        }
        Ok(Selected { css: self.whole(), attribute: self.attribute, first: false, part: false })
    }
}

/// Steps as long as there are any.
pub(super) fn steps(words: &mut Words<'_>, mut path: Path) -> Result<Path, String> {
    loop {
        let combinator = if words.take("//") {
            " "
        } else if words.take("/") {
            " > "
        } else {
            return Ok(path);
        };
        if path.attribute.is_some() {
            return Err("an attribute has nothing below it".to_owned());
        }
        path = step(words, path, combinator)?;
    }
}

/// One step: an axis, what it looks for, and conditions.
pub(super) fn step(words: &mut Words<'_>, path: Path, combinator: &str) -> Result<Path, String> {
    if words.take("@") {
        return attribute(words, path, combinator);
    }
    if words.take("..") {
        return parent(path, "*".to_owned(), combinator);
    }
    if words.take(".") {
        return Ok(path);
    }
    if words.is_call("text") || words.is_call("node") {
        words.next();
        words.expect("(")?;
        words.expect(")")?;
        return if words.is("[") { Err("CSS selects elements, not texts".to_owned()) } else { Ok(path) };
    }
    if words.is_call("comment") {
        return Err("CSS selects elements, not comments".to_owned());
    }
    let axis = axis(words);
    let name = node_test(words)?;
    let combinator = match axis {
        None | Some("child") => combinator,
        Some("descendant") => " ",
        Some("self") if combinator == " > " && !words.is("[") => {
            return Ok(Path { css: with_type(&path.css, &name), ..path });
        }
        Some("parent") => return predicates(words, parent(path, name, combinator)?),
        Some("ancestor") => return predicates_backwards(words, ancestor(path, &name)?),
        Some("following-sibling") => return following(words, path, name),
        Some("preceding-sibling") => {
            let css = format!("{name}:has(~ {})", path.css);
            return predicates_backwards(words, Path { css, refined: true, ..path });
        }
        Some(other) => return Err(format!("CSS has no axis {other}")),
    };
    let before = match (path.css.is_empty(), combinator) {
        (true, " > ") => ":root".to_owned(),
        (true, _) => String::new(),
        (false, combinator) => format!("{}{combinator}", path.whole()),
    };
    // `/html/body` begins at the root, which is `html` itself.
    let (before, name) = match before.as_str() {
        ":root" if name == "html" || name == "*" => (String::new(), ":root".to_owned()),
        ":root" => return Err(format!("the page's root is html, not {name}")),
        _ => (before, name),
    };
    predicates(words, Path { before, css: name, attribute: None, refined: false })
}

fn attribute(words: &mut Words<'_>, path: Path, combinator: &str) -> Result<Path, String> {
    let Some(Token::Name(name)) = words.next() else {
        return Err("CSS cannot select any attribute".to_owned());
    };
    let name = name.to_lowercase();
    if path.css.is_empty() || combinator == " " {
        let before = if path.css.is_empty() { String::new() } else { format!("{} ", path.whole()) };
        let css = css::attribute(&name, "", None);
        return Ok(Path { before, css, attribute: Some(name), refined: true });
    }
    Ok(Path { attribute: Some(name), ..path })
}

fn axis<'t>(words: &mut Words<'t>) -> Option<&'t str> {
    match (words.peek(), words.peek_after(1)) {
        (Some(Token::Name(axis)), Some(Token::Sign("::"))) => {
            words.next();
            words.next();
            Some(axis)
        }
        _ => None,
    }
}

fn node_test(words: &mut Words<'_>) -> Result<String, String> {
    match words.next() {
        Some(Token::Sign("*")) => Ok("*".to_owned()),
        Some(Token::Name("node")) if words.take("(") => words.expect(")").map(|()| "*".to_owned()),
        Some(Token::Name(name)) if !words.is("(") => Ok(css::element(name)),
        Some(Token::Name(name)) => Err(format!("CSS has no {name}()")),
        _ => Err("the name of an element is missing".to_owned()),
    }
}

fn predicates(words: &mut Words<'_>, mut path: Path) -> Result<Path, String> {
    while words.take("[") {
        let own = Own { css: &path.css, refined: path.refined };
        let condition = predicate::predicate(words, &own)?;
        words.expect("]")?;
        path.css.push_str(&condition);
        path.refined = true;
    }
    Ok(path)
}

/// Conditions on an axis that leads towards the beginning of the page.
fn predicates_backwards(words: &mut Words<'_>, path: Path) -> Result<Path, String> {
    let before = std::mem::replace(&mut words.backwards, true);
    let path = predicates(words, path);
    words.backwards = before;
    path
}

/// The step that a condition belongs to.
pub(super) struct Own<'a> {
    pub css: &'a str,
    pub refined: bool,
}

/// `X/..`: what has X as a child.
fn parent(path: Path, name: String, combinator: &str) -> Result<Path, String> {
    if combinator != " > " || path.css.is_empty() {
        return Err("it has no single parent".to_owned());
    }
    let has = format!(":has(> {})", path.css);
    Ok(if let Some(above) = path.before.strip_suffix(" > ") {
        Path { before: String::new(), css: with_type(above, &name) + &has, attribute: None, refined: true }
    } else if let Some(above) = path.before.strip_suffix(' ') {
        let css = format!("{}:is({above}, {above} *){has}", typed(&name));
        Path { before: String::new(), css, attribute: None, refined: true }
    } else if path.before.is_empty() {
        Path { before: String::new(), css: format!("{}{has}", typed(&name)), attribute: None, refined: true }
    } else {
        return Err("its parent cannot be said in CSS".to_owned());
    })
}

/// `X/ancestor::name`: what has X below it.
fn ancestor(path: Path, name: &str) -> Result<Path, String> {
    if path.css.is_empty() {
        return Err("nothing is above the page".to_owned());
    }
    let mut css = format!("{}:has({})", typed(name), path.css);
    if let Some(above) = path.before.strip_suffix(" > ").or_else(|| path.before.strip_suffix(' ')) {
        css = format!("{css}:is({above}, {above} *, :has({above}))");
    }
    Ok(Path { before: String::new(), css, attribute: None, refined: true })
}

/// `X/following-sibling::name`; with `[1]` on any element, the very next one.
fn following(words: &mut Words<'_>, path: Path, name: String) -> Result<Path, String> {
    let first = matches!(
        (words.peek(), words.peek_after(1), words.peek_after(2)),
        (Some(Token::Sign("[")), Some(Token::Number(1)), Some(Token::Sign("]")))
    );
    let combinator = if first && name == "*" {
        (0..3).for_each(|_| {
            words.next();
        });
        " + "
    } else if matches!(words.peek_after(1), Some(Token::Number(_))) && words.is("[") {
        return Err("CSS cannot count what follows".to_owned());
    } else {
        " ~ "
    };
    predicates(
        words,
        Path { before: format!("{}{combinator}", path.whole()), css: name, attribute: None, refined: false },
    )
}

fn typed(name: &str) -> String {
    if name == "*" { String::new() } else { name.to_owned() }
}

/// A selector whose last step has to be of a type, too.
fn with_type(css: &str, name: &str) -> String {
    if name == "*" { css.to_owned() } else { format!("{css}:is({name})") }
}
