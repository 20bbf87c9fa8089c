//! How much is looked at for the beginning of a list. Fixed numbers and no clock: the same question gives the same answer.

/// The limits of a search; tests set them lower.
#[derive(Debug, Clone, Copy)]
pub(in crate::library) struct Limits {
    /// Places in the index that are read to look at all articles; where it takes more, only the newest are looked at, until a
    /// whole list is made.
    pub few: u64,
    /// Of more than those, so many of the newest are compared;
    pub compared: usize,
    /// or fewer, when that takes reading more than so many places.
    pub read: u64,
    /// Articles that the first look at the newest takes in at least.
    pub first_look: u64,
    /// Articles that are counted at least, where none is compared.
    pub counted: usize,
    /// Articles that are looked up one by one rather than by reading all that have a word.
    pub looked_up: usize,
    /// Articles that are looked up in a list's order for each that is found, at most; where it takes more, all that are found are
    /// sorted.
    pub walked: u64,
    /// Rows that a beginning has at least, where there are so many.
    pub rows: usize,
    /// Words that stand for a beginning that too many articles have.
    pub endings: u32,
    /// Places of words that are read to rank articles.
    pub places: f64,
    /// Of articles that were compared by where words stand and not by how often, so many of the best are compared again.
    pub compared_again: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            few: 30_000,
            compared: 2_000,
            read: 30_000,
            first_look: 4_096,
            counted: 1_000,
            looked_up: 150,
            walked: 8,
            rows: 200,
            endings: 8,
            places: 30_000.0,
            compared_again: 40,
        }
    }
}
