//! Collections that name the one they stand in, in any order.

use std::collections::{HashMap, HashSet};

/// Collections within collections; what would lie deeper lies there.
const DEEPEST: usize = 100;

const UNTITLED: &str = "Untitled";

/// Collections by what a file calls them.
#[derive(Debug, Default)]
pub(super) struct Forest(HashMap<String, (String, Option<String>)>);

impl Forest {
    /// Adds one, with the one it stands in.
    pub(super) fn add(&mut self, key: String, name: Option<String>, parent: Option<String>) {
        self.0.insert(key, (name.unwrap_or_else(|| UNTITLED.to_owned()), parent));
    }

    /// Says which one a known one stands in, unless that is known.
    pub(super) fn move_into(&mut self, key: &str, parent: &str) {
        if let Some((_, of)) = self.0.get_mut(key) {
            of.get_or_insert_with(|| parent.to_owned());
        }
    }

    /// The names from the top down; empty when there is none of this key. Where a file leads round in a circle, the top is where
    /// it would begin again; where it names none, it is there.
    pub(super) fn path(&self, key: &str) -> Vec<String> {
        let (mut path, mut seen, mut next) = (Vec::new(), HashSet::new(), Some(key));
        while let Some((name, parent)) = next.filter(|key| seen.insert(*key)).and_then(|key| self.0.get(key))
        {
            if path.len() == DEEPEST {
                break;
            }
            path.push(name.clone());
            next = parent.as_deref();
        }
        path.reverse();
        path
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn circles_and_gaps_have_a_top() {
        let mut forest = Forest::default();
        for (key, parent) in [("a", "b"), ("b", "c"), ("c", "a"), ("d", "gone"), ("self", "self")] {
            forest.add(key.to_owned(), Some(key.to_uppercase()), Some(parent.to_owned()));
        }
        forest.add("e".to_owned(), None, None);
        assert_eq!(forest.path("a"), ["C", "B", "A"]);
        assert_eq!(forest.path("d"), ["D"]);
        assert_eq!(forest.path("self"), ["SELF"]);
        assert_eq!(forest.path("e"), ["Untitled"]);
        assert_eq!(forest.path("nothing"), [""; 0]);
        for n in 0..300 {
            forest.add(format!("{n}"), Some(format!("{n}")), Some(format!("{}", n + 1)));
        }
        assert_eq!(forest.path("0").len(), DEEPEST);
    }
}
