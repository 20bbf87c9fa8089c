//! A text made ready to be searched many times.

use std::cell::OnceCell;
use std::ops::Range;

use memchr::memmem::Finder;

use super::chain::Grams;
use super::fold::Folded;

/// A text, folded and indexed once, in which many passages are looked for.
#[derive(Debug)]
pub struct Text {
    pub(super) chars: Vec<char>,
    plain: Bytes,
    pub(super) folded: Folded,
    folded_plain: Bytes,
    grams: OnceCell<Grams>,
}

impl Text {
    /// Prepares a text. Linear in its length.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let chars: Vec<char> = text.chars().collect();
        let folded = Folded::of(&chars);
        Self {
            plain: Bytes::of(&chars),
            folded_plain: Bytes::of(&folded.chars),
            chars,
            folded,
            grams: OnceCell::new(),
        }
    }

    /// Its length in code points.
    #[must_use]
    pub fn length(&self) -> usize {
        self.chars.len()
    }

    /// The text of a range of code points, as far as there is one.
    #[must_use]
    pub fn slice(&self, range: Range<usize>) -> String {
        let end = range.end.min(self.chars.len());
        self.chars[range.start.min(end)..end].iter().collect()
    }

    /// Where a text stands word for word, as code points; occurrences may overlap.
    pub(super) fn occurrences(&self, needle: &[char]) -> Vec<Range<usize>> {
        self.plain.find_all(needle)
    }

    /// Where a folded text stands in the folded text; each occurrence ends where a code point of the text ends.
    pub(super) fn folded_occurrences(&self, needle: &[char]) -> Vec<Range<usize>> {
        let mut found = self.folded_plain.find_all(needle);
        found.retain(|range| self.folded.is_whole(range));
        found
    }

    pub(super) fn grams(&self) -> &Grams {
        self.grams.get_or_init(|| Grams::of(&self.folded.chars))
    }
}

/// Characters as UTF-8, so that they can be searched at the speed of memory.
#[derive(Debug)]
struct Bytes {
    text: String,
    starts: Vec<u32>,
}

impl Bytes {
    fn of(chars: &[char]) -> Self {
        let mut text = String::with_capacity(chars.len());
        let mut starts = Vec::with_capacity(chars.len());
        for &c in chars {
            starts.push(u32::try_from(text.len()).unwrap_or(u32::MAX));
            text.push(c);
        }
        Self { text, starts }
    }

    fn find_all(&self, needle: &[char]) -> Vec<Range<usize>> {
        let Some(first) = needle.first() else { return Vec::new() };
        let bytes: String = needle.iter().collect();
        let finder = Finder::new(&bytes);
        let (mut found, mut from) = (Vec::new(), 0);
        while let Some(at) = self.text.as_bytes().get(from..).and_then(|rest| finder.find(rest)) {
            let start = self.starts.partition_point(|&start| (start as usize) < from + at);
            found.push(start..start + needle.len());
            from += at + first.len_utf8();
        }
        found
    }
}
