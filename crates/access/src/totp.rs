//! Codes that change with the time: RFC 6238 over HMAC-SHA-1, thirty seconds and six
//! digits, which is what every authenticator app reads.

use hmac::{Hmac, KeyInit as _, Mac as _};
use kernel::Instant;
use sha1::Sha1;

/// Bytes of a secret, as RFC 4226 asks for.
pub(crate) const SECRET: usize = 20;
/// A step of time, seconds.
const STEP_S: i64 = 30;
/// Steps that a telephone's clock may be off, either way.
const DRIFT: i64 = 1;
const DIGITS: usize = 6;

/// The step of time in which `code` is the code of `secret`, if it is one around `now` and later than `last`.
pub(crate) fn step_of(secret: &[u8], code: &str, now: Instant, last: i64) -> Option<i64> {
    let written: u32 = is_code(code).then(|| code.parse().ok()).flatten()?;
    let here = now.micros().div_euclid(STEP_S * 1_000_000);
    // Every step is weighed, so that the time it takes does not tell which one fits.
    let mut found = None;
    for step in (here - DRIFT)..=(here + DRIFT) {
        let fits = truncated(secret, step)? % 1_000_000 == written && step > last;
        found = if fits { Some(step) } else { found };
    }
    found
}

/// Whether a text has the form of a code.
pub(crate) fn is_code(text: &str) -> bool {
    text.len() == DIGITS && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The dynamic truncation of RFC 4226, section 5.3.
fn truncated(secret: &[u8], step: i64) -> Option<u32> {
    let mut mac = Hmac::<Sha1>::new_from_slice(secret).ok()?;
    mac.update(&step.to_be_bytes());
    let digest = mac.finalize().into_bytes();
    let offset = usize::from(digest.last()? & 0x0f);
    let four = digest.get(offset..)?.first_chunk::<4>()?;
    Some(u32::from_be_bytes(*four) & 0x7fff_ffff)
}

/// The address that an authenticator app takes, as text or from a picture.
pub(crate) fn uri(login: &str, secret: &[u8]) -> String {
    let login = login.replace('@', "%40");
    let secret = base32(secret);
    format!(
        "otpauth://totp/linli:{login}?secret={secret}&issuer=linli&algorithm=SHA1&digits={DIGITS}&period={STEP_S}"
    )
}

/// RFC 4648's alphabet of 32, without padding: how apps let a secret be typed.
pub(crate) fn base32(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let mut text = String::with_capacity(bytes.len() * 8 / 5 + 1);
    for chunk in bytes.chunks(5) {
        let mut wide = [0; 8];
        for (at, byte) in chunk.iter().enumerate() {
            wide[at + 3] = *byte;
        }
        let bits = u64::from_be_bytes(wide);
        for at in 0..(chunk.len() * 8).div_ceil(5) {
            let index = usize::try_from(bits >> (35 - 5 * at) & 31).unwrap_or_default();
            text.push(char::from(ALPHABET[index]));
        }
    }
    text
}

#[cfg(test)]
pub(crate) fn code_at(secret: &[u8], now: Instant) -> String {
    let step = now.micros().div_euclid(STEP_S * 1_000_000);
    format!("{:06}", truncated(secret, step).unwrap() % 1_000_000)
}

/// The secret behind what an app was shown.
#[cfg(test)]
pub(crate) fn unbase32(text: &str) -> [u8; SECRET] {
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let five = |letter: char| alphabet.find(letter).unwrap();
    let bits: Vec<usize> = text
        .chars()
        .flat_map(|letter| (0..5).rev().map(move |at| five(letter) >> at & 1))
        .collect();
    let byte = |at: usize| bits[8 * at..8 * at + 8].iter().fold(0, |byte, bit| byte << 1 | bit);
    std::array::from_fn(|at| u8::try_from(byte(at)).unwrap())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SEED: &[u8; 20] = b"12345678901234567890";

    #[test]
    fn the_vectors_of_rfc_6238() {
        // Appendix B, the rows of SHA1: eight digits there.
        let rows = [
            (59, 94_287_082),
            (1_111_111_109, 7_081_804),
            (1_111_111_111, 14_050_471),
            (1_234_567_890, 89_005_924),
            (2_000_000_000, 69_279_037),
            (20_000_000_000_i64, 65_353_130),
        ];
        for (second, code) in rows {
            assert_eq!(truncated(SEED, second / 30).unwrap() % 100_000_000, code, "{second}");
        }
    }

    #[test]
    fn the_vectors_of_rfc_4648() {
        let rows = [
            ("f", "MY"),
            ("fo", "MZXQ"),
            ("foo", "MZXW6"),
            ("foob", "MZXW6YQ"),
            ("fooba", "MZXW6YTB"),
            ("foobar", "MZXW6YTBOI"),
        ];
        for (bytes, text) in rows {
            assert_eq!(base32(bytes.as_bytes()), text);
        }
    }

    #[test]
    fn a_code_holds_one_step_around_its_own_and_not_twice() {
        let now = Instant::from_micros(1_234_567_890 * 1_000_000);
        let code = code_at(SEED, now);
        let step = step_of(SEED, &code, now, 0).unwrap();
        for off in [-30, 0, 30] {
            assert_eq!(step_of(SEED, &code, now.plus_seconds(off), 0), Some(step), "{off}");
        }
        for off in [-61, 61] {
            assert_eq!(step_of(SEED, &code, now.plus_seconds(off), 0), None, "{off}");
        }
        assert_eq!(step_of(SEED, &code, now, step), None, "used");
        for odd in ["", "12345", "1234567", "12345a", "１２３４５６"] {
            assert_eq!(step_of(SEED, odd, now, 0), None, "{odd}");
        }
    }

    #[test]
    fn an_address_names_the_account_and_carries_the_secret() {
        let uri = uri("wang@street", SEED);
        assert_eq!(
            uri,
            "otpauth://totp/linli:wang%40street?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\
             &issuer=linli&algorithm=SHA1&digits=6&period=30"
        );
    }
}
