//! The words of an XPath.

/// A word of an XPath 1.0 expression.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token<'a> {
    /// A name, such as `div`, `contains`, `and` or `following-sibling`.
    Name(&'a str),
    Text(&'a str),
    Number(u32),
    /// `/ // | ( ) [ ] @ , . .. :: * = != < > <= >= + - $`
    Sign(&'static str),
}

const SIGNS: [&str; 20] = [
    "//", "::", "..", "!=", "<=", ">=", "/", "|", "(", ")", "[", "]", "@", ",", ".", "*", "=", "<", ">", "-",
];

/// Parts an expression into words.
pub(super) fn tokens(mut rest: &str) -> Result<Vec<Token<'_>>, String> {
    let mut tokens = Vec::new();
    loop {
        rest = rest.trim_start();
        let Some(first) = rest.chars().next() else { return Ok(tokens) };
        if first == '"' || first == '\'' {
            let (text, after) =
                rest[1..].split_once(first).ok_or_else(|| "a quotation mark is missing".to_owned())?;
            tokens.push(Token::Text(text));
            rest = after;
        } else if first.is_ascii_digit() {
            let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
            let number = rest[..end].parse().map_err(|_| "a number is too large".to_owned())?;
            tokens.push(Token::Number(number));
            rest = &rest[end..];
        } else if first.is_alphabetic() || first == '_' {
            let end = rest.find(|c: char| !(c.is_alphanumeric() || "-_.".contains(c))).unwrap_or(rest.len());
            // `og:title` is one name, `parent::div` is not.
            let end = match rest[end..].strip_prefix(':') {
                Some(after) if after.starts_with(|c: char| c.is_alphanumeric() || c == '_') => {
                    let tail = after.find(|c: char| !(c.is_alphanumeric() || "-_.".contains(c)));
                    end + 1 + tail.unwrap_or(after.len())
                }
                _ => end,
            };
            tokens.push(Token::Name(&rest[..end]));
            rest = &rest[end..];
        } else {
            let sign = SIGNS.into_iter().find(|sign| rest.starts_with(sign));
            let sign = sign.ok_or_else(|| format!("{first:?} has no meaning in an XPath"))?;
            tokens.push(Token::Sign(sign));
            rest = &rest[sign.len()..];
        }
    }
}

/// The words, read from left to right.
#[derive(Debug)]
pub(super) struct Words<'t> {
    tokens: &'t [Token<'t>],
    at: usize,
    /// Whether what is read counts towards the beginning of the page, which CSS cannot.
    pub backwards: bool,
}

impl<'t> Words<'t> {
    pub fn new(tokens: &'t [Token<'t>]) -> Self {
        Self { tokens, at: 0, backwards: false }
    }

    pub fn peek(&self) -> Option<&'t Token<'t>> {
        self.tokens.get(self.at)
    }

    pub fn peek_after(&self, n: usize) -> Option<&'t Token<'t>> {
        self.tokens.get(self.at + n)
    }

    pub fn next(&mut self) -> Option<&'t Token<'t>> {
        self.at += 1;
        self.tokens.get(self.at - 1)
    }

    pub fn is(&self, sign: &str) -> bool {
        matches!(self.peek(), Some(Token::Sign(own)) if *own == sign)
    }

    /// Whether a function of this name is called here.
    pub fn is_call(&self, name: &str) -> bool {
        matches!(self.peek(), Some(Token::Name(own)) if *own == name)
            && matches!(self.peek_after(1), Some(Token::Sign("(")))
    }

    pub fn take(&mut self, sign: &str) -> bool {
        let is = self.is(sign);
        self.at += usize::from(is);
        is
    }

    pub fn take_name(&mut self, name: &str) -> bool {
        let is = matches!(self.peek(), Some(Token::Name(own)) if *own == name);
        self.at += usize::from(is);
        is
    }

    pub fn expect(&mut self, sign: &str) -> Result<(), String> {
        if self.take(sign) { Ok(()) } else { Err(format!("{sign:?} is missing")) }
    }

    pub fn text(&mut self) -> Result<&'t str, String> {
        match self.next() {
            Some(Token::Text(text)) => Ok(text),
            _ => Err("only a text in quotes can be compared with".to_owned()),
        }
    }

    /// Where reading stands, to come back to.
    pub fn mark(&self) -> usize {
        self.at
    }

    pub fn back_to(&mut self, mark: usize) {
        self.at = mark;
    }
}
