//! HTML: one page that needs nothing else, or a folder that is a site.

mod file;
mod head;
mod listing;
mod search;
mod site;

pub use file::Document;
pub use site::Site;
