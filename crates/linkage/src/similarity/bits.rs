//! Similarities of two short ASCII texts, a machine word for all characters of a text at once.

use super::jaro_from;

/// Characters in a word.
const LONGEST: usize = 64;

/// For each ASCII character, a bit for each place where a text has it.
fn places(text: &[u8]) -> [u64; 128] {
    let mut places = [0; 128];
    for (at, byte) in text.iter().enumerate() {
        places[usize::from(byte & 127)] |= 1 << at;
    }
    places
}

/// A bit for each of the first so many places.
fn first(count: usize) -> u64 {
    if count >= LONGEST { u64::MAX } else { (1 << count) - 1 }
}

/// Edits as [`super::edits`] counts them, by Hyyrö's bit vectors (2003) with exchanges of neighbours; nothing where a
/// text is longer than a word.
pub(super) fn edits(a: &[u8], b: &[u8], limit: u32) -> Option<u32> {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let more = limit.saturating_add(1);
    if long.len() - short.len() > limit as usize {
        return Some(more);
    }
    if short.len() > LONGEST {
        return None;
    }
    if short.is_empty() {
        return Some(u32::try_from(long.len()).unwrap_or(u32::MAX).min(more));
    }
    let places = places(short);
    let last = 1_u64 << (short.len() - 1);
    // Steps up and down the columns of the table of distances, and where a diagonal costs nothing.
    let (mut up, mut down, mut free) = (u64::MAX, 0_u64, 0_u64);
    let mut before = 0;
    let mut edits = u32::try_from(short.len()).unwrap_or(u32::MAX);
    for byte in long {
        let here = places[usize::from(byte & 127)];
        let exchanged = ((!free & here) << 1) & before;
        free = ((here & up).wrapping_add(up) ^ up) | here | down | exchanged;
        let (right, left) = (down | !(free | up), free & up);
        edits += u32::from(right & last != 0);
        edits -= u32::from(left & last != 0);
        let (right, left) = (right << 1 | 1, left << 1);
        up = left | !(free | right);
        down = right & free;
        before = here;
    }
    Some(edits.min(more))
}

/// Jaro similarity; nothing where a text is longer than a word.
pub(super) fn jaro(a: &[u8], b: &[u8]) -> Option<f64> {
    if a.is_empty() || b.is_empty() || a.len() > LONGEST || b.len() > LONGEST {
        return None;
    }
    let reach = (a.len().max(b.len()) / 2).saturating_sub(1);
    let places = places(b);
    let (mut in_a, mut in_b) = (0_u64, 0_u64);
    for (at, byte) in a.iter().enumerate() {
        let near = first(at + reach + 1) & !first(at.saturating_sub(reach));
        let open = places[usize::from(byte & 127)] & near & !in_b;
        // The first of them that is not taken.
        let taken = open & open.wrapping_neg();
        in_b |= taken;
        in_a |= u64::from(taken != 0) << at;
    }
    let matches = in_a.count_ones() as usize;
    let mut out_of_order = 0;
    while in_a != 0 {
        let (x, y) = (in_a.trailing_zeros() as usize, in_b.trailing_zeros() as usize);
        out_of_order += usize::from(a[x] != b[y]);
        in_a &= in_a - 1;
        in_b &= in_b - 1;
    }
    Some(jaro_from(a.len(), b.len(), matches, out_of_order))
}
