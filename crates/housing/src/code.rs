//! The code at the door of a unit: which unit, which of its codes, and the installation's mark on both.
//!
//! What is scanned is [`DoorCode::write`]: 45 letters and digits that a QR code holds in its alphanumeric form. It names no
//! one. A code that was replaced or withdrawn is still told from a forged one, by its number.

use access::Tokenizer;

use crate::UnitId;

/// What marks are on.
const OF: &str = "code at the door of a unit";
/// Without I, L, O and U, which are read wrong.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Bytes of the mark that are written: eighty bits cannot be tried out through a door that answers.
const MARK: usize = 10;
/// Bytes of a code: the unit, the number, the mark.
const LENGTH: usize = 16 + 2 + MARK;

/// A code of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DoorCode {
    /// The unit.
    pub unit: UnitId,
    /// Which of its codes, counted from 1.
    pub number: u16,
}

impl DoorCode {
    fn body(self) -> [u8; 18] {
        let mut body = [0; 18];
        let (unit, number) = body.split_at_mut(16);
        unit.copy_from_slice(&self.unit.to_bytes());
        number.copy_from_slice(&self.number.to_be_bytes());
        body
    }

    /// As it is printed.
    #[must_use]
    pub fn write(self, tokenizer: &Tokenizer) -> String {
        let body = self.body();
        let mark = tokenizer.mark(OF, &body);
        let bytes: Vec<u8> = body.iter().chain(mark.iter().take(MARK)).copied().collect();
        written(&bytes)
    }

    /// As it was scanned; nothing where it is none of this installation's.
    #[must_use]
    pub fn read(text: &str, tokenizer: &Tokenizer) -> Option<Self> {
        let bytes = bytes(text)?;
        let (unit, number) = (bytes.get(..16)?, bytes.get(16..18)?);
        let code = Self {
            unit: UnitId::from_bytes(unit.try_into().ok()?),
            number: u16::from_be_bytes(number.try_into().ok()?),
        };
        let mark = tokenizer.mark(OF, &code.body());
        let given = bytes.get(18..)?;
        mark.get(..MARK).is_some_and(|mark| same(mark, given)).then_some(code)
    }
}

/// Whether two marks are the same. All of both is compared, so that the time tells nothing.
pub(crate) fn same(one: &[u8], other: &[u8]) -> bool {
    let differs = one.iter().zip(other).fold(0, |sum, (a, b)| sum | (a ^ b));
    one.len() == other.len() && differs == 0
}

/// Bytes as letters and digits that are not read wrong.
pub(crate) fn written(bytes: &[u8]) -> String {
    let (mut text, mut held, mut bits) = (String::new(), 0_u32, 0_u32);
    let mut push = |index: u32| {
        let at = usize::try_from(index & 31).unwrap_or(0);
        text.push(char::from(LETTERS.get(at).copied().unwrap_or(b'0')));
    };
    for byte in bytes {
        held = held << 8 | u32::from(*byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            push(held >> bits);
        }
    }
    if bits > 0 {
        push(held << (5 - bits));
    }
    text
}

fn bytes(text: &str) -> Option<Vec<u8>> {
    let (mut bytes, mut held, mut bits) = (Vec::with_capacity(LENGTH), 0_u32, 0_u32);
    for letter in text.trim().bytes() {
        let letter = letter.to_ascii_uppercase();
        let value = LETTERS.iter().position(|one| *one == letter)?;
        held = (held << 5 | u32::try_from(value).ok()?) & 0xFFFF;
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from(held >> bits & 0xFF).ok()?);
        }
    }
    // What is left over must be nothing, so that a code is written in one way alone.
    let rest = held & ((1 << bits) - 1);
    (bytes.len() == LENGTH && rest == 0).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_code_is_read_as_it_was_written_and_no_other_is(
            unit: [u8; 16], number: u16, at in 0..45_usize, other in 0..32_usize,
        ) {
            let tokenizer = Tokenizer::with_key([7; 32]);
            let code = DoorCode { unit: UnitId::from_bytes(unit), number };
            let text = code.write(&tokenizer);
            prop_assert_eq!(text.len(), 45);
            prop_assert_eq!(DoorCode::read(&text.to_lowercase(), &tokenizer), Some(code));
            prop_assert_eq!(DoorCode::read(&text, &Tokenizer::with_key([8; 32])), None);
            let mut forged = text.clone().into_bytes();
            forged[at] = LETTERS[other];
            let forged = String::from_utf8(forged).unwrap();
            prop_assert_eq!(DoorCode::read(&forged, &tokenizer).is_some(), forged == text);
        }

        #[test]
        fn whatever_is_scanned_is_read_or_not(text: String) {
            prop_assert_eq!(DoorCode::read(&text, &Tokenizer::with_key([7; 32])), None);
        }
    }
}
