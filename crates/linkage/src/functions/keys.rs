//! Blocking keys that suit a column, by the look of its values.

use super::{phonetic, text};
use crate::frequencies::fingerprint;
use crate::rows::Texts;
use crate::{chinese, dates};

/// A key of a value; none where the value has none.
pub(crate) type Key = fn(&str) -> Option<String>;

/// Keys as the settings write them, with what they compute.
pub(crate) fn of_column(name: &str, values: &Texts) -> Vec<(String, Key)> {
    let plain = name.starts_with(|c: char| c.is_ascii_lowercase() || c == '_')
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    let name = if plain { name.to_owned() } else { format!("\"{}\"", name.replace('"', "\"\"")) };
    // Which values are looked at must not depend on the order in which they came.
    let step = u128::try_from(values.len().div_ceil(LOOKED_AT)).unwrap_or(1).max(1);
    let looked: Vec<&str> =
        values.iter().skip(1).filter(|v| fingerprint(v.as_bytes()).is_multiple_of(step)).collect();
    let mostly =
        |like: fn(&str) -> bool| looked.iter().filter(|v| like(v)).count() * 10 >= looked.len() * 8;
    let beginning = |length: u32| format!("substr({name}, 1, {length})");
    let mut keys: Vec<(String, Key)> = vec![(name.clone(), whole as Key)];
    if mostly(|v| dates::parts(v).is_some()) {
        keys.push((beginning(7), |v| text::beginning(v, 7)));
        keys.push((beginning(4), |v| text::beginning(v, 4)));
    } else if mostly(|v| v.chars().next().is_some_and(is_han)) {
        keys.push((format!("pinyin({name})"), |v| Some(chinese::sound(v))));
        keys.push((format!("pinyin_sorted({name})"), |v| Some(chinese::sorted_sound(v))));
        keys.push((beginning(1), |v| text::beginning(v, 1)));
    } else {
        if mostly(|v| v.is_ascii() && !v.bytes().any(|b| b.is_ascii_digit())) {
            keys.push((format!("soundex({name})"), phonetic::soundex));
        }
        keys.push((beginning(3), |v| text::beginning(v, 3)));
        keys.push((beginning(5), |v| text::beginning(v, 5)));
    }
    keys
}

#[expect(clippy::unnecessary_wraps, reason = "a key like the others, which may be none")]
fn whole(value: &str) -> Option<String> {
    Some(value.to_owned())
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

/// About so many values tell what a column holds.
const LOOKED_AT: usize = 1_000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_the_values_decides_nothing() {
        let dates = (0..1_500).map(|n| format!("{}-{:02}-01", 1880 + n / 12, 1 + n % 12));
        let names = (0..1_500).map(|n| format!("name {n}"));
        let mut values: Vec<String> = dates.chain(names).collect();
        let keys = |values: &[String]| -> Vec<String> {
            let mut texts = Texts::default();
            for value in values {
                texts.push(value);
            }
            of_column("seen", &texts).into_iter().map(|(key, _)| key).collect()
        };
        let before = keys(&values);
        values.reverse();
        assert_eq!(before, keys(&values));
        assert_eq!(before, ["seen", "substr(seen, 1, 3)", "substr(seen, 1, 5)"]);
    }
}
