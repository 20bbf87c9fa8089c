//! Integration tests: one binary, hermetic, against a loopback news site.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

mod backup;
mod capture;
mod clean;
mod cli;
mod export;
mod failing_pages;
mod gold;
mod highlights;
mod house;
mod kill;
mod library;
mod list_pictures;
mod migrations;
mod missing_pictures;
mod news_site;
mod queued_saves;
mod repairs;
mod schema;
mod several_pages;
mod site;
mod stories;
mod structure;
mod support;
mod thumbnails;
mod verify;
mod watching;
mod web_archive;
mod whole_way;
mod workers;
