//! Which pictures came and went.

use std::collections::HashSet;

use crate::model::ComparedPicture;

/// The pictures of the first list that the second lacks, and the other way round. Two are the same when their files are,
/// or when their addresses are but for the query, in which sites put the size.
#[must_use]
pub fn differing_pictures(
    before: &[ComparedPicture],
    after: &[ComparedPicture],
) -> (Vec<ComparedPicture>, Vec<ComparedPicture>) {
    (missing_from(before, after), missing_from(after, before))
}

fn missing_from(these: &[ComparedPicture], those: &[ComparedPicture]) -> Vec<ComparedPicture> {
    let hashes: HashSet<_> = those.iter().filter_map(|picture| picture.hash.as_ref()).collect();
    let addresses: HashSet<_> = those.iter().filter_map(address).collect();
    let known = |picture: &&ComparedPicture| {
        picture.hash.as_ref().is_some_and(|hash| hashes.contains(hash))
            || address(picture).is_some_and(|address| addresses.contains(address))
    };
    these.iter().filter(|picture| !known(picture)).cloned().collect()
}

/// The address without its query; `None` for a picture embedded in the page, of which no more than a beginning is kept.
fn address(picture: &ComparedPicture) -> Option<&str> {
    let url = picture.url.split(['?', '#']).next().unwrap_or_default();
    (!url.starts_with("data:")).then_some(url)
}
