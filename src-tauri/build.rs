//! Builds the window's context when the feature `desktop` is on.

fn main() {}
