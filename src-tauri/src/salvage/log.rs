//! The newest pages, which stand in the log beside the file.

use std::collections::HashMap;

use super::bytes::u32_at;

const HEADER: usize = 32;
const FRAME: usize = 24;

/// Where in a log the last committed copy of each page begins. What follows a frame that does not fit is none of it.
pub(super) fn pages(log: &[u8], page_size: usize) -> HashMap<u32, usize> {
    read(log, page_size).unwrap_or_default()
}

fn read(log: &[u8], page_size: usize) -> Option<HashMap<u32, usize>> {
    let big_endian = match u32_at(log, 0)? {
        0x377f_0682 => false,
        0x377f_0683 => true,
        _ => return None,
    };
    if u32_at(log, 8)? as usize != page_size {
        return None;
    }
    let salts = log.get(16..24)?;
    let mut sums = checksum(log.get(..24)?, (0, 0), big_endian);
    if sums != (u32_at(log, 24)?, u32_at(log, 28)?) {
        return None;
    }
    let (mut committed, mut waiting) = (HashMap::new(), Vec::new());
    let mut at = HEADER;
    while let Some(frame) = log.get(at..at + FRAME + page_size) {
        sums = checksum(&frame[..8], sums, big_endian);
        sums = checksum(&frame[FRAME..], sums, big_endian);
        if &frame[8..16] != salts || (u32_at(frame, 16), u32_at(frame, 20)) != (Some(sums.0), Some(sums.1)) {
            break;
        }
        waiting.push((u32_at(frame, 0)?, at + FRAME));
        // The last frame of a transaction says how large the file is then.
        if u32_at(frame, 4)? > 0 {
            committed.extend(waiting.drain(..));
        }
        at += FRAME + page_size;
    }
    Some(committed)
}

/// Source: "WAL File Format", section "Checksum Algorithm".
fn checksum(bytes: &[u8], (mut one, mut two): (u32, u32), big_endian: bool) -> (u32, u32) {
    let word = |bytes: &[u8]| -> u32 {
        let word = [bytes[0], bytes[1], bytes[2], bytes[3]];
        if big_endian { u32::from_be_bytes(word) } else { u32::from_le_bytes(word) }
    };
    for pair in bytes.chunks_exact(8) {
        one = one.wrapping_add(word(&pair[..4])).wrapping_add(two);
        two = two.wrapping_add(word(&pair[4..])).wrapping_add(one);
    }
    (one, two)
}
