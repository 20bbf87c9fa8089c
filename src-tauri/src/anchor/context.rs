//! How far two texts agree from a place on, in one direction.

/// Text beyond the context that an insertion may push it away by.
const SLACK: usize = 16;
/// Characters by which insertions and deletions may shift one text against the other.
const BAND: usize = 20;
/// What a character that differs, is missing or is extra takes away.
const PENALTY: i32 = 1;

/// Two texts as they were found to belong together, from their first characters on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Agreement {
    /// Characters that agree, less those that do not.
    pub score: usize,
    /// Characters of the first and of the second text up to the last one that agrees.
    pub lengths: (usize, usize),
}

/// The best alignment of any beginning of `context` with any beginning of `text` (Needleman and Wunsch 1970, its far end free).
pub(super) fn agreement(
    context: impl Iterator<Item = char>,
    text: impl Iterator<Item = char>,
    longest: usize,
) -> Agreement {
    let context: Vec<char> = context.take(longest).collect();
    let text: Vec<char> = text.take(context.len() + SLACK).collect();
    let same = context.iter().zip(&text).take_while(|(a, b)| a == b).count();
    if same == context.len() {
        return Agreement { score: same, lengths: (same, same) };
    }
    aligned(&context, &text)
}

fn aligned(context: &[char], text: &[char]) -> Agreement {
    const OUTSIDE: i32 = i32::MIN / 2;
    let mut best = (0, (0, 0));
    let row = |at: usize| -PENALTY * i32::try_from(at).unwrap_or(i32::MAX);
    let mut above: Vec<i32> = (0..=text.len()).map(row).collect();
    let mut current = above.clone();
    for (i, a) in context.iter().enumerate() {
        let (from, to) = (i.saturating_sub(BAND), (i + BAND + 1).min(text.len()));
        if from > text.len() {
            break;
        }
        current[from] = if from == 0 { row(i + 1) } else { OUTSIDE };
        for (j, b) in text.iter().enumerate().take(to).skip(from) {
            let step = if a == b { 1 } else { -PENALTY };
            let score = (above[j] + step).max(above[j + 1] - PENALTY).max(current[j] - PENALTY);
            current[j + 1] = score;
            if score > best.0 {
                best = (score, (i + 1, j + 1));
            }
        }
        if let Some(beyond) = current.get_mut(to + 1) {
            *beyond = OUTSIDE;
        }
        std::mem::swap(&mut above, &mut current);
    }
    Agreement { score: usize::try_from(best.0).unwrap_or(0), lengths: best.1 }
}

/// How alike two short texts are: 1 less the edits between them (Levenshtein 1966) by the longer one's length.
pub(super) fn likeness(a: &[char], b: &[char]) -> f32 {
    let longer = a.len().max(b.len());
    if longer == 0 {
        return 1.0;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, cb) in b.iter().enumerate() {
            let substitution = diagonal + usize::from(ca != cb);
            diagonal = row[j + 1];
            row[j + 1] = substitution.min(diagonal + 1).min(row[j] + 1);
        }
    }
    1.0 - row[b.len()] as f32 / longer as f32
}
