//! Sanitising: only what the reader shows is left.
