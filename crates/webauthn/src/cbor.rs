//! As much of CBOR (RFC 8949) as authenticators write: items of a stated length, no tags.

/// Deepest nesting: CTAP 2 allows four.
const DEEPEST: u8 = 8;

/// An item, as far as it matters here.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Item<'a> {
    /// A whole number.
    Int(i64),
    /// Bytes.
    Bytes(&'a [u8]),
    /// Text.
    Text(&'a str),
    /// Pairs, in the order written.
    Map(Vec<(Item<'a>, Item<'a>)>),
    /// A list, a truth value, a fraction: nothing that is looked into.
    Other,
}

impl<'a> Item<'a> {
    /// The value of a map under a text.
    pub(crate) fn named(&self, name: &str) -> Option<&Self> {
        self.find(|key| matches!(key, Item::Text(found) if *found == name))
    }

    /// The value of a map under a number.
    pub(crate) fn numbered(&self, number: i64) -> Option<&Self> {
        self.find(|key| *key == Item::Int(number))
    }

    /// Its bytes.
    pub(crate) const fn bytes(&self) -> Option<&'a [u8]> {
        if let Self::Bytes(bytes) = self { Some(bytes) } else { None }
    }

    /// Its number.
    pub(crate) const fn int(&self) -> Option<i64> {
        if let Self::Int(number) = self { Some(*number) } else { None }
    }

    /// The one value under a key: a map that says a thing twice says nothing.
    fn find(&self, fits: impl Fn(&Self) -> bool) -> Option<&Self> {
        let Self::Map(pairs) = self else { return None };
        let mut found = pairs.iter().filter(|(key, _)| fits(key)).map(|(_, value)| value);
        let first = found.next();
        if found.next().is_some() { None } else { first }
    }
}

/// The first item of `bytes`, and what is behind it.
pub(crate) fn read(bytes: &[u8]) -> Option<(Item<'_>, &[u8])> {
    item(bytes, 0)
}

fn item(bytes: &[u8], depth: u8) -> Option<(Item<'_>, &[u8])> {
    if depth > DEEPEST {
        return None;
    }
    let (&first, rest) = bytes.split_first()?;
    let (number, rest) = argument(first & 0x1f, rest)?;
    match first >> 5 {
        0 => Some((Item::Int(i64::try_from(number).ok()?), rest)),
        1 => Some((Item::Int(-1 - i64::try_from(number).ok()?), rest)),
        2 => {
            let (bytes, rest) = rest.split_at_checked(usize::try_from(number).ok()?)?;
            Some((Item::Bytes(bytes), rest))
        }
        3 => {
            let (bytes, rest) = rest.split_at_checked(usize::try_from(number).ok()?)?;
            Some((Item::Text(std::str::from_utf8(bytes).ok()?), rest))
        }
        4 => {
            let mut left = rest;
            for _ in 0..number {
                (_, left) = item(left, depth + 1)?;
            }
            Some((Item::Other, left))
        }
        5 => {
            // No room is set aside by what is stated: each pair takes bytes of its own.
            let (mut pairs, mut left) = (Vec::new(), rest);
            for _ in 0..number {
                let (key, behind) = item(left, depth + 1)?;
                let (value, behind) = item(behind, depth + 1)?;
                pairs.push((key, value));
                left = behind;
            }
            Some((Item::Map(pairs), left))
        }
        7 => Some((Item::Other, rest)),
        _ => None,
    }
}

/// The number in an item's head.
fn argument(short: u8, rest: &[u8]) -> Option<(u64, &[u8])> {
    let width = match short {
        0..=23 => return Some((u64::from(short), rest)),
        24 => 1,
        25 => 2,
        26 => 4,
        27 => 8,
        _ => return None,
    };
    let (number, rest) = rest.split_at_checked(width)?;
    Some((number.iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte)), rest))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn examples_of_the_standard() {
        // RFC 8949, appendix A.
        assert_eq!(read(&[0x18, 0x64]).unwrap().0, Item::Int(100));
        assert_eq!(read(&[0x39, 0x03, 0xe7]).unwrap().0, Item::Int(-1000));
        assert_eq!(read(&[0x64, b'I', b'E', b'T', b'F']).unwrap().0, Item::Text("IETF"));
        let nested = [0xa2, 0x61, b'a', 0x01, 0x61, b'b', 0x82, 0x02, 0x03];
        let (map, rest) = read(&nested).unwrap();
        assert_eq!(map.named("a").and_then(Item::int), Some(1));
        assert_eq!((map.named("b"), rest), (Some(&Item::Other), &[][..]));
        assert_eq!(map.named("c"), None);
    }

    #[test]
    fn what_is_cut_endless_or_too_deep_is_nothing() {
        assert_eq!(read(&[]), None);
        assert_eq!(read(&[0x42, 1]), None, "cut");
        assert_eq!(read(&[0x5f, 0x41, 1, 0xff]), None, "of no stated length");
        assert_eq!(read(&[0xc0, 0x01]), None, "tagged");
        assert_eq!(read(&[0x81; 32]), None, "too deep");
        assert_eq!(read(&[0xbb, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]), None);
        let twice = [0xa2, 0x01, 0x02, 0x01, 0x03];
        assert_eq!(read(&twice).unwrap().0.numbered(1), None, "said twice");
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            if let Some((_, rest)) = read(&bytes) {
                prop_assert!(rest.len() < bytes.len());
            }
        }
    }
}
