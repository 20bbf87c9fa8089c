//! The window's entry.

fn main() {}
