//! A model of the tree builder's stack of open elements, close enough to bound its depth from above.

use super::MAX_DEPTH;
use super::tag::{self, Name, known};

/// Formatting elements that may be left open before their reopening in every later block could multiply.
const MAX_PENDING: usize = 24;

/// The open elements as the parser would have them.
#[derive(Debug, Default)]
pub(super) struct OpenElements {
    stack: Vec<Name>,
    /// Formatting elements that a closing block has left to be reopened.
    pending: usize,
    suspicious: bool,
}

impl OpenElements {
    /// Whether depth or reopened formatting may be beyond the limits.
    pub fn suspicious(&self) -> bool {
        self.suspicious
    }

    /// Takes a start tag.
    pub fn start(&mut self, tag: Name, self_closing: bool) {
        if tag::is_void(tag) || tag::is_structural(tag) || self.suspicious {
            return;
        }
        // In SVG and MathML a slash closes; a page that hides HTML in there is caught by its depth after parsing.
        if self_closing && self.in_foreign() {
            return;
        }
        self.close_implied(tag);
        if tag == known::A {
            self.remove_formatting(known::A);
        }
        self.stack.push(tag);
        self.suspicious |= self.stack.len() + self.pending > MAX_DEPTH;
    }

    /// Takes an end tag.
    pub fn end(&mut self, tag: Name) {
        if self.suspicious {
            return;
        }
        if tag::is_formatting(tag) {
            // The adoption agency takes out the element only; blocks opened inside it stay open.
            if !self.remove_formatting(tag) {
                self.pending = self.pending.saturating_sub(1);
            }
        } else if let Some(at) = self.find(tag) {
            self.pop_to(at);
        }
    }

    fn in_foreign(&self) -> bool {
        self.stack.iter().rev().take(64).any(|open| *open == known::SVG || *open == known::MATH)
    }

    fn close_implied(&mut self, tag: Name) {
        let until = |stack: &[Name], wanted: &[Name], stop: fn(Name) -> bool| {
            for (at, open) in stack.iter().enumerate().rev() {
                if wanted.contains(open) {
                    return Some(at);
                }
                if stop(*open) {
                    return None;
                }
            }
            None
        };
        let item_stop =
            |open: Name| tag::is_special(open) && open != known::P && open != const { tag::name("div") };
        let table_stop = |open: Name| open == const { tag::name("table") } || open == known::TEMPLATE;
        let closes: Option<usize> = match tag {
            known::LI => until(&self.stack, &[known::LI], item_stop),
            known::DD | known::DT => until(&self.stack, &[known::DD, known::DT], item_stop),
            known::TD | known::TH => until(&self.stack, &[known::TD, known::TH], table_stop),
            known::TR => until(&self.stack, &[known::TR], table_stop),
            _ => None,
        };
        if let Some(at) = closes {
            self.pop_to(at);
        }
        if tag::closes_paragraph(tag)
            && let Some(at) = until(&self.stack, &[known::P], is_button_scope)
        {
            self.pop_to(at);
        }
    }

    fn find(&self, tag: Name) -> Option<usize> {
        for (at, open) in self.stack.iter().enumerate().rev() {
            if *open == tag {
                return Some(at);
            }
            let stop = if tag == known::P {
                is_button_scope(*open)
            } else if tag::is_table_part(tag) {
                *open == const { tag::name("table") } || *open == known::TEMPLATE
            } else if tag::is_block(tag) {
                tag::is_scope(*open)
            } else {
                tag::is_special(*open)
            };
            if stop {
                return None;
            }
        }
        None
    }

    fn remove_formatting(&mut self, tag: Name) -> bool {
        for at in (0..self.stack.len()).rev() {
            if self.stack[at] == tag {
                self.stack.remove(at);
                return true;
            }
            if tag::is_marker(self.stack[at]) {
                return false;
            }
        }
        false
    }

    fn pop_to(&mut self, at: usize) {
        let mut left_open = 0;
        for open in &self.stack[at..] {
            if tag::is_marker(*open) {
                // Everything above it is forgotten with it.
                break;
            }
            left_open += usize::from(tag::is_formatting(*open));
        }
        self.stack.truncate(at);
        self.pending += left_open;
        self.suspicious |= self.pending > MAX_PENDING;
    }
}

fn is_button_scope(open: Name) -> bool {
    tag::is_scope(open) || open == const { tag::name("button") }
}
