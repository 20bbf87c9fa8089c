//! Words to a person beside the results, on standard error.

use std::io::Write;

use super::text;

/// Tells a person something beside the results; a standard error that is gone changes nothing.
pub fn say(message: &str) {
    let _ = writeln!(anstream::stderr(), "{}", text::printable(message));
}
