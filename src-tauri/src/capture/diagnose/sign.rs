//! A sign of something, and where it was seen.

use crate::model::{Doubt, Evidence, EvidencePlace};

/// Characters of a sign at most.
const MOST: usize = 160;

/// Words or a value, and where they were found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sign {
    place: EvidencePlace,
    found: String,
}

/// Everything that speaks for one doubt; empty when nothing does.
pub(super) type Signs = Vec<Sign>;

impl Sign {
    pub(super) fn new(place: EvidencePlace, found: impl AsRef<str>) -> Self {
        let mut words = found.as_ref().split_whitespace().collect::<Vec<_>>().join(" ");
        if let Some((end, _)) = words.char_indices().nth(MOST - 1) {
            words.truncate(end);
            words.push('…');
        }
        Self { place, found: words }
    }

    pub(super) fn of(self, doubt: Doubt) -> Evidence {
        Evidence { doubt, place: self.place, found: self.found }
    }
}
