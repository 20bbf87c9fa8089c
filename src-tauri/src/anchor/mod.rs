//! Places in an article's text that stay findable when the article changes: the reading text of a copy, selectors that describe a range
//! of it, and the search for that range in the reading text of another copy.

mod reading;

pub use reading::ReadingText;
