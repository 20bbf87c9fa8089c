//! Articles that go on, or began, on another page.

use super::facts::Facts;
use super::sign::{Sign, Signs};
use crate::model::EvidencePlace as Place;

/// What says that the page is one of several of its article: the one after it, or else that it is not the first.
pub(super) fn signs(facts: &Facts<'_>) -> Signs {
    let onward = facts.onward;
    let after = onward.next.as_ref().map(|next| Sign::new(Place::Link, next));
    let before = (onward.number > 1).then(|| Sign::new(Place::Address, facts.url));
    after.or(before).into_iter().collect()
}
