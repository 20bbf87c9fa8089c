//! What a file says of itself, and what it must be when that is damaged.

use super::bytes::{u16_at, u32_at};

/// The first bytes of every file.
const MAGIC: &[u8] = b"SQLite format 3\0";

/// The first hundred bytes, as far as they make sense.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Header {
    /// Whether it begins as such a file does.
    pub(super) is_named: bool,
    /// Bytes of a page.
    pub(super) page_size: Option<usize>,
    /// Bytes at the end of each page that are not used.
    pub(super) reserved: usize,
    /// Pages, by its own account.
    pub(super) pages: u32,
    /// `user_version`.
    pub(super) version: u32,
}

impl Header {
    pub(super) fn of(bytes: &[u8]) -> Self {
        let page_size = match u16_at(bytes, 16) {
            Some(1) => Some(65_536),
            Some(size) if size >= 512 && size.is_power_of_two() => Some(usize::from(size)),
            _ => None,
        };
        Self {
            is_named: bytes.starts_with(MAGIC),
            page_size,
            reserved: bytes.get(20).copied().map_or(0, usize::from),
            pages: u32_at(bytes, 28).unwrap_or_default(),
            version: u32_at(bytes, 60).unwrap_or_default(),
        }
    }
}
