//! How alike two names are, by their characters.

/// The share of character pairs that two texts have in common (Dice's
/// coefficient over bigrams), from 0 to 1. Texts of one character compare whole.
#[must_use]
pub fn bigram_similarity(a: &str, b: &str) -> f64 {
    if a == b {
        return 1.0;
    }
    let (mut a, mut b) = (bigrams(a), bigrams(b));
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    a.sort_unstable();
    b.sort_unstable();
    let (mut i, mut j, mut common) = (0, 0, 0_usize);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                common += 1;
                i += 1;
                j += 1;
            }
        }
    }
    2.0 * common as f64 / (a.len() + b.len()) as f64
}

fn bigrams(text: &str) -> Vec<(char, char)> {
    text.chars().zip(text.chars().skip(1)).collect()
}

/// How alike two names of places are: like [`bigram_similarity`], and high
/// where one holds the other whole (锦绣花园 in 锦绣花园小区).
pub(super) fn name_similarity(a: &str, b: &str) -> f64 {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let alike = bigram_similarity(a, b);
    let (few, many) = (short.chars().count(), long.chars().count());
    if few >= 2 && long.contains(short) {
        return alike.max(if few >= 3 || few * 2 >= many { 0.9 } else { 0.6 });
    }
    alike
}
