//! From the tree of a query to what is run: leaves for the words, formulas over them that one FTS5 expression answers, and
//! conditions that are none of words.

use super::leaf::Leaf;
use super::query::{Condition, Query};

/// How a query is run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The conditions on words.
    pub leaves: Vec<Leaf>,
    /// The conditions that are none of words.
    pub filters: Vec<Condition>,
    /// What an article must fulfil.
    pub root: Node,
}

/// A part of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// Every article fulfils it.
    Everything,
    /// Words, and nothing but words.
    Words(Formula),
    /// A condition that is none of words, by its place in [`Plan::filters`].
    Filter(usize),
    /// What does not fulfil it.
    Not(Box<Node>),
    /// What fulfils all.
    All(Vec<Node>),
    /// What fulfils one at least.
    Any(Vec<Node>),
}

/// What an article must fulfil of words; leaves by their places in [`Plan::leaves`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Formula {
    /// The words are there.
    Leaf(usize),
    /// They are not.
    Not(Box<Formula>),
    /// All are.
    All(Vec<Formula>),
    /// One at least is.
    Any(Vec<Formula>),
}

/// What a formula asks of one full-text table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// No row matches.
    Nothing,
    /// Every row does.
    Everything,
    /// The rows that this expression matches.
    Matching(String),
    /// The rows that it does not match.
    Except(String),
}

impl Plan {
    /// The plan of a query. Conditions on words without any letter or digit ask for nothing and are left out.
    #[must_use]
    pub fn of(query: &Query) -> Self {
        let mut plan = Self { leaves: Vec::new(), filters: Vec::new(), root: Node::Everything };
        plan.root = plan.node(query).unwrap_or(Node::Everything);
        plan
    }

    /// Whether words are asked for, so that some articles fit better than others.
    #[must_use]
    pub fn ranks(&self) -> bool {
        !self.wanted().is_empty()
    }

    /// The leaves that an article is to have, by their places; those that it must not have rank nothing.
    #[must_use]
    pub fn wanted(&self) -> Vec<usize> {
        let mut wanted = Vec::new();
        self.root.wanted(&mut wanted);
        wanted
    }
}

impl Plan {
    fn node(&mut self, query: &Query) -> Option<Node> {
        match query {
            Query::Everything => None,
            Query::Is(Condition::Words(words)) => {
                self.leaves.push(Leaf::of(words)?);
                Some(Node::Words(Formula::Leaf(self.leaves.len() - 1)))
            }
            Query::Is(condition) => {
                self.filters.push(condition.clone());
                Some(Node::Filter(self.filters.len() - 1))
            }
            Query::Not(inner) => Some(match self.node(inner)? {
                Node::Words(formula) => Node::Words(Formula::Not(Box::new(formula))),
                other => Node::Not(Box::new(other)),
            }),
            Query::All(parts) => self.several(parts, Formula::All, Node::All),
            Query::Any(parts) => self.several(parts, Formula::Any, Node::Any),
        }
    }

    /// Parts of words become one formula, so that the full-text table joins them.
    fn several(
        &mut self,
        parts: &[Query],
        words: fn(Vec<Formula>) -> Formula,
        join: fn(Vec<Node>) -> Node,
    ) -> Option<Node> {
        let (mut formulas, mut others) = (Vec::new(), Vec::new());
        for part in parts {
            match self.node(part) {
                Some(Node::Words(formula)) => formulas.push(formula),
                Some(other) => others.push(other),
                None => {}
            }
        }
        match formulas.len() {
            0 => {}
            1 => others.insert(0, Node::Words(formulas.remove(0))),
            _ => others.insert(0, Node::Words(words(formulas))),
        }
        match others.len() {
            0 => None,
            1 => Some(others.remove(0)),
            _ => Some(join(others)),
        }
    }
}

impl Node {
    fn wanted(&self, wanted: &mut Vec<usize>) {
        match self {
            Self::Words(formula) => formula.wanted(true, wanted),
            Self::Everything | Self::Filter(_) | Self::Not(_) => {}
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|part| part.wanted(wanted)),
        }
    }
}

impl Formula {
    fn wanted(&self, is_wanted: bool, wanted: &mut Vec<usize>) {
        match self {
            Self::Leaf(n) if is_wanted => wanted.push(*n),
            Self::Leaf(_) => {}
            Self::Not(inner) => inner.wanted(!is_wanted, wanted),
            Self::All(parts) | Self::Any(parts) => {
                parts.iter().for_each(|part| part.wanted(is_wanted, wanted))
            }
        }
    }

    /// What it asks of a full-text table in which a leaf's words are found by `expression`, if they can stand there at all.
    pub fn asked(&self, expression: &impl Fn(usize) -> Option<String>) -> Asked {
        match self {
            Self::Leaf(n) => expression(*n).map_or(Asked::Nothing, Asked::Matching),
            Self::Not(inner) => inner.asked(expression).negated(),
            Self::All(parts) => all(parts.iter().map(|part| part.asked(expression))),
            // One is there unless all are missing.
            Self::Any(parts) => all(parts.iter().map(|part| part.asked(expression).negated())).negated(),
        }
    }
}

impl Asked {
    fn negated(self) -> Self {
        match self {
            Self::Nothing => Self::Everything,
            Self::Everything => Self::Nothing,
            Self::Matching(expression) => Self::Except(expression),
            Self::Except(expression) => Self::Matching(expression),
        }
    }
}

fn all(parts: impl Iterator<Item = Asked>) -> Asked {
    let (mut matching, mut except) = (Vec::new(), Vec::new());
    for part in parts {
        match part {
            Asked::Nothing => return Asked::Nothing,
            Asked::Everything => {}
            Asked::Matching(expression) => matching.push(expression),
            Asked::Except(expression) => except.push(expression),
        }
    }
    let joined = |parts: &[String], by: &str| match parts {
        [one] => one.clone(),
        several => format!("({})", several.join(by)),
    };
    match (matching.is_empty(), except.is_empty()) {
        (true, true) => Asked::Everything,
        (false, true) => Asked::Matching(joined(&matching, " AND ")),
        (true, false) => Asked::Except(joined(&except, " OR ")),
        (false, false) => {
            Asked::Matching(format!("({} NOT {})", joined(&matching, " AND "), joined(&except, " OR ")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::query::parse;
    use super::*;

    fn asked(text: &str) -> Asked {
        let plan = Plan::of(&parse(text).query);
        let Node::Words(formula) = &plan.root else { panic!("{:?}", plan.root) };
        formula.asked(&|n| plan.leaves[n].in_articles())
    }

    #[test]
    fn words_are_asked_in_one_expression() {
        let matching = |expression: &str| Asked::Matching(expression.to_owned());
        for (text, expected) in [
            ("a b", matching(r#"("a" AND "b")"#)),
            ("a OR b c", matching(r#"("a" OR ("b" AND "c"))"#)),
            ("a -b -c", matching(r#"("a" NOT ("b" OR "c"))"#)),
            ("-a", Asked::Except(r#""a""#.to_owned())),
            ("-a -b", Asked::Except(r#"("a" OR "b")"#.to_owned())),
            ("a OR -b", Asked::Except(r#"("b" NOT "a")"#.to_owned())),
            ("a -(b OR -c)", matching(r#"("a" AND ("c" NOT "b"))"#)),
            ("note:a", Asked::Nothing),
            ("note:a b", Asked::Nothing),
            ("note:a OR b", matching(r#""b""#)),
            ("-note:a b", matching(r#""b""#)),
            ("-note:a", Asked::Everything),
        ] {
            assert_eq!(asked(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_not_to_be_there_ranks_nothing() {
        let plan = Plan::of(&parse("a -(b -c) is:unread OR d").query);
        let words: Vec<&str> = plan.wanted().iter().map(|n| plan.leaves[*n].terms[0].word.as_str()).collect();
        assert_eq!(words, ["d", "a", "c"]);
        assert!(!Plan::of(&parse("-a is:unread").query).ranks());
        assert_eq!(Plan::of(&parse("“—” …").query).root, Node::Everything);
    }
}
