//! What leaves the archive, opened by the programs that it is for.

mod book;
mod browser;
mod made;
mod paper;
mod records;
mod site;
