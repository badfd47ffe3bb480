//! Similarities of two texts, written to run over millions of pairs: short ASCII works on bits,
//! other ASCII on bytes, everything else on characters.

mod bits;

/// Jaro–Winkler similarity, 0 to 1 (Winkler 1990: a common prefix of up to four characters lifts
/// a similarity above 0.7, scale 0.1).
#[must_use]
pub fn jaro_winkler(a: &str, b: &str) -> f64 {
    if a.is_ascii() && b.is_ascii() {
        let (a, b) = (a.as_bytes(), b.as_bytes());
        winkler(a, b, bits::jaro(a, b).unwrap_or_else(|| jaro(a, b)))
    } else {
        let (a, b) = (characters(a), characters(b));
        winkler(&a, &b, jaro(&a, &b))
    }
}

/// Edits (insert, delete, replace, exchange of neighbours, no substring edited twice) that turn
/// one text into the other; `limit + 1` where there are more than `limit`.
#[must_use]
pub fn edits(a: &str, b: &str, limit: u32) -> u32 {
    if a.is_ascii() && b.is_ascii() {
        let (a, b) = (a.as_bytes(), b.as_bytes());
        bits::edits(a, b, limit).unwrap_or_else(|| alignment(a, b, limit))
    } else {
        alignment(&characters(a), &characters(b), limit)
    }
}

/// Jaccard index of the two sets of words, and whether the smaller set lies within the larger.
#[must_use]
pub fn words(a: &str, b: &str) -> (f64, bool) {
    let set = |text: &str| {
        let mut words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
        words.sort_unstable();
        words.dedup();
        words
    };
    let (a, b) = (set(a), set(b));
    if a.is_empty() || b.is_empty() {
        return (0.0, false);
    }
    let common = a.iter().filter(|w| b.binary_search(w).is_ok()).count();
    let union = a.len() + b.len() - common;
    (common as f64 / union as f64, common == a.len().min(b.len()))
}

/// How many values two lists, separated by `|`, have in common; one that comes twice counts once.
#[must_use]
pub fn intersection(a: &str, b: &str) -> u32 {
    // Asked of every pair: nothing is put in memory, and what both have is looked for again alone.
    let first = |at: usize, x: &str| !a.split('|').take(at).any(|before| before == x);
    let common = a
        .split('|')
        .enumerate()
        .filter(|(at, x)| !x.is_empty() && b.split('|').any(|y| y == *x) && first(*at, x));
    u32::try_from(common.count()).unwrap_or(u32::MAX)
}

/// Great-circle distance in metres between two points in degrees (haversine, mean radius).
#[must_use]
pub fn distance_m(a: (f64, f64), b: (f64, f64)) -> f64 {
    let (lon_a, lat_a, lon_b, lat_b) =
        (a.0.to_radians(), a.1.to_radians(), b.0.to_radians(), b.1.to_radians());
    let h = ((lat_b - lat_a) / 2.0).sin().powi(2)
        + lat_a.cos() * lat_b.cos() * ((lon_b - lon_a) / 2.0).sin().powi(2);
    2.0 * 6_371_008.8 * h.sqrt().min(1.0).asin()
}

fn characters(text: &str) -> Vec<char> {
    text.chars().collect()
}

fn winkler<T: PartialEq>(a: &[T], b: &[T], jaro: f64) -> f64 {
    if jaro <= 0.7 {
        return jaro;
    }
    let prefix = a.iter().zip(b).take(4).take_while(|(x, y)| x == y).count();
    jaro + prefix as f64 * 0.1 * (1.0 - jaro)
}

fn jaro<T: PartialEq + Copy>(a: &[T], b: &[T]) -> f64 {
    if a.is_empty() || b.is_empty() {
        return if a.len() == b.len() { 1.0 } else { 0.0 };
    }
    if a.len() > 64 || b.len() > 64 {
        return jaro_of(a, b, &mut vec![false; a.len()], &mut vec![false; b.len()]);
    }
    let (mut in_a, mut in_b) = ([false; 64], [false; 64]);
    jaro_of(a, b, &mut in_a[..a.len()], &mut in_b[..b.len()])
}

fn jaro_of<T: PartialEq + Copy>(a: &[T], b: &[T], in_a: &mut [bool], in_b: &mut [bool]) -> f64 {
    let reach = (a.len().max(b.len()) / 2).saturating_sub(1);
    let mut matches = 0_usize;
    for (i, x) in a.iter().enumerate() {
        let from = i.saturating_sub(reach);
        let to = (i + reach + 1).min(b.len());
        if let Some(j) = (from..to).find(|&j| !in_b[j] && b[j] == *x) {
            in_a[i] = true;
            in_b[j] = true;
            matches += 1;
        }
    }
    let left = a.iter().zip(in_a.iter()).filter_map(|(x, hit)| hit.then_some(x));
    let right = b.iter().zip(in_b.iter()).filter_map(|(x, hit)| hit.then_some(x));
    jaro_from(a.len(), b.len(), matches, left.zip(right).filter(|(x, y)| x != y).count())
}

/// Jaro similarity of texts of two lengths from their matches and those of them that are out of order.
fn jaro_from(a: usize, b: usize, matches: usize, out_of_order: usize) -> f64 {
    if matches == 0 {
        return 0.0;
    }
    let m = matches as f64;
    (m / a as f64 + m / b as f64 + (m - (out_of_order / 2) as f64) / m) / 3.0
}

fn alignment<T: PartialEq + Copy>(a: &[T], b: &[T], limit: u32) -> u32 {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let more = limit.saturating_add(1);
    if long.len() - short.len() > limit as usize {
        return more;
    }
    if short.len() > 62 {
        let width = short.len() + 1;
        return alignment_rows(short, long, more, &mut vec![0; 3 * width], width);
    }
    alignment_rows(short, long, more, &mut [0; 189], 63)
}

fn alignment_rows<T: PartialEq + Copy>(
    short: &[T],
    long: &[T],
    more: u32,
    cells: &mut [u32],
    width: usize,
) -> u32 {
    let (before, rest) = cells.split_at_mut(width);
    let (last, this) = rest.split_at_mut(width);
    let (mut before, mut last, mut this) = (before, last, this);
    for (cell, n) in last.iter_mut().zip(0_u32..).take(short.len() + 1) {
        *cell = n;
    }
    for (i, y) in long.iter().enumerate() {
        this[0] = last[0] + 1;
        let mut smallest = this[0];
        for (j, x) in short.iter().enumerate() {
            let mut cost = (last[j] + u32::from(x != y)).min(last[j + 1] + 1).min(this[j] + 1);
            if i > 0 && j > 0 && *x == long[i - 1] && short[j - 1] == *y {
                cost = cost.min(before[j - 1] + 1);
            }
            this[j + 1] = cost;
            smallest = smallest.min(cost);
        }
        if smallest >= more && i + 1 < long.len() {
            return more;
        }
        (before, last, this) = (last, this, before);
    }
    last[short.len()].min(more)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn known_values() {
        assert!((jaro_winkler("martha", "marhta") - 0.961_111).abs() < 1e-5);
        assert!((jaro_winkler("dixon", "dicksonx") - 0.813_333).abs() < 1e-5);
        assert_eq!(edits("1971-06-24", "1971-05-24", 3), 1);
        assert_eq!(edits("ab", "ba", 3), 1);
        assert_eq!(edits("abcdef", "zzzzzz", 2), 3);
        assert_eq!(words("north star trading", "star trading"), (2.0 / 3.0, true));
        assert_eq!(intersection("a|b", "c|b"), 1);
        assert_eq!((intersection("a|a|b", "a|c"), intersection("a|c", "a|a|b")), (1, 1));
        assert!((distance_m((0.0, 0.0), (0.0, 1.0)) - 111_195.0).abs() < 10.0);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn agrees_with_the_reference(
            a in "[a-c王李]{0,9}|[a-d]{0,12}|[a-f]{55,70}",
            b in "[a-c王李]{0,9}|[a-d]{0,12}|[a-f]{55,70}",
        ) {
            prop_assert!((jaro_winkler(&a, &b) - strsim::jaro_winkler(&a, &b)).abs() < 1e-9);
            let distance = u32::try_from(strsim::osa_distance(&a, &b)).unwrap();
            prop_assert_eq!(edits(&a, &b, 100), distance);
            prop_assert_eq!(edits(&a, &b, 2), distance.min(3));
        }
    }
}
