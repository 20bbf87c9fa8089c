//! The real window, driven through WebDriver. `./dev e2e` runs these; each test has a display, an archive and a home of
//! its own, so that they run side by side and touch nothing of the person's.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

#[path = "../site/mod.rs"]
mod site;

mod support;

mod accessibility;
mod citing;
mod closing;
mod collections;
mod copies;
mod doubts;
mod dropping;
mod exporting;
mod fetching;
mod finding;
mod highlights;
mod hostile;
mod importing;
mod keeping;
mod keyboard;
mod languages;
mod library;
mod links;
mod notes;
mod reading;
mod related;
mod relations;
mod repair;
mod rules;
mod search;
mod stories;
mod tags;
mod versions;
