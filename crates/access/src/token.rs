//! Keyed tokens: equal values give equal tokens, and nobody without the key can
//! go back or try values out.

mod hash;

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

pub use self::hash::TokenHash;
use crate::{
    keys::{Key, hex, unhex},
    normal,
};

/// What stands in the lake and in every match for a personal value.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Token([u8; 16]);

impl Token {
    /// From sixteen bytes read back from a store.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// The sixteen bytes, for a store.
    #[must_use]
    pub const fn to_bytes(self) -> [u8; 16] {
        self.0
    }
}

impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex(&self.0))
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Token({self})")
    }
}

/// A text that is no token.
#[derive(Debug, thiserror::Error)]
#[error("a token is 32 hexadecimal digits")]
pub struct TokenError;

impl FromStr for Token {
    type Err = TokenError;
    fn from_str(text: &str) -> Result<Self, TokenError> {
        unhex(text).map(Self).ok_or(TokenError)
    }
}

impl Serialize for Token {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Token {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(D::Error::custom)
    }
}

/// How a country writes its numbers: what to strip, and what proves a number wrong.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scheme {
    /// China: identity numbers of GB 11643 with their check digit, +86 phones.
    #[default]
    Cn,
    /// United States: nine-digit social security numbers, +1 phones.
    Us,
    /// Elsewhere, and passports and permits: letters and digits, unchecked.
    Plain,
}

impl Scheme {
    const fn name(self) -> &'static str {
        match self {
            Self::Cn => "cn",
            Self::Us => "us",
            Self::Plain => "plain",
        }
    }
}

/// What kind of value a token stands for. Equal texts of two kinds have
/// different tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TokenKind {
    /// An identity number or another personal document's number.
    IdentityNumber(Scheme),
    /// A phone number.
    Phone(Scheme),
    /// An e-mail address.
    Email,
}

/// What came of a written value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tokenized {
    /// Its token.
    Token(Token),
    /// Nothing was written, or only a dash or the like.
    Missing,
    /// Something is written that cannot be right: count it, and treat it as missing.
    Invalid(Flaw),
}

impl Tokenized {
    /// The token, if there is one.
    #[must_use]
    pub const fn token(self) -> Option<Token> {
        match self {
            Self::Token(token) => Some(token),
            Self::Missing | Self::Invalid(_) => None,
        }
    }
}

/// Why a written value cannot be right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Flaw {
    /// The wrong count of characters.
    Length,
    /// A character that has no place in it.
    Character,
    /// The check digit contradicts the others.
    CheckDigit,
    /// The birth date within it is no date.
    Date,
    /// A range that was never given out, or the same digit all through.
    Placeholder,
}

impl Flaw {
    /// Its name in profiles and reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Length => "length",
            Self::Character => "character",
            Self::CheckDigit => "check_digit",
            Self::Date => "date",
            Self::Placeholder => "placeholder",
        }
    }
}

/// What the key of marks is derived for, so that no mark is a token.
const MARKS: &str = "linli 2026-11-29 marks on what the installation hands out";

/// Turns written values into [`Token`]s with the installation's fixed key and hash.
#[derive(Clone)]
pub struct Tokenizer {
    key: Key,
    hash: TokenHash,
}

impl Tokenizer {
    pub(crate) const fn new(key: Key, hash: TokenHash) -> Self {
        Self { key, hash }
    }

    /// A tokenizer that is not an installation's: for linkage of one's own
    /// tables, for tests, and for synthetic districts.
    #[must_use]
    pub const fn with_key(key: [u8; 32]) -> Self {
        Self { key, hash: TokenHash::Blake3 }
    }

    /// The token of `written`, brought to its normal form first.
    #[must_use]
    pub fn token(&self, kind: TokenKind, written: &str) -> Tokenized {
        let normal = match kind {
            TokenKind::IdentityNumber(scheme) => normal::identity_number(scheme, written),
            TokenKind::Phone(scheme) => normal::phone(scheme, written),
            TokenKind::Email => normal::email(written),
        };
        match normal {
            Ok(Some(value)) => Tokenized::Token(self.keyed(kind, &value)),
            Ok(None) => Tokenized::Missing,
            Err(flaw) => Tokenized::Invalid(flaw),
        }
    }

    /// A mark on something that the installation hands out, such as the code at a door: equal bytes have equal marks, and
    /// nobody without the key makes one. Of things alone: a personal value has a token.
    #[must_use]
    pub fn mark(&self, of: &'static str, bytes: &[u8]) -> [u8; 16] {
        let mut hasher = blake3::Hasher::new_keyed(&blake3::derive_key(MARKS, &self.key));
        for part in [of.as_bytes(), b"\0", bytes] {
            hasher.update(part);
        }
        let mut mark = [0; 16];
        hasher.finalize_xof().fill(&mut mark);
        mark
    }

    fn keyed(&self, kind: TokenKind, value: &str) -> Token {
        let (domain, scheme) = match kind {
            TokenKind::IdentityNumber(scheme) => ("identity_number", scheme.name()),
            TokenKind::Phone(scheme) => ("phone", scheme.name()),
            TokenKind::Email => ("email", ""),
        };
        Token(self.hash.keyed(&self.key, &[domain, "\0", scheme, "\0", value]))
    }
}

impl fmt::Debug for Tokenizer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Tokenizer(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_number_has_one_token_however_it_is_written() {
        let tokenizer = Tokenizer::with_key([7; 32]);
        let token = |written| tokenizer.token(TokenKind::Phone(Scheme::Cn), written);
        assert!(token("19900001234").token().is_some());
        for written in [
            "+86 199-0000-1234",
            "０１９９００００１２３４".trim_start_matches('０'),
            "0086 19900001234",
        ] {
            assert_eq!(token(written), token("19900001234"), "{written}");
        }
        assert_eq!(token(" - "), Tokenized::Missing);
    }

    #[test]
    fn a_mark_is_of_its_bytes_and_its_key_alone() {
        let tokenizer = Tokenizer::with_key([7; 32]);
        let mark = tokenizer.mark("door", b"1");
        assert_eq!(mark, tokenizer.mark("door", b"1"));
        assert_ne!(mark, tokenizer.mark("door", b"2"));
        assert_ne!(mark, tokenizer.mark("lift", b"1"));
        assert_ne!(mark, Tokenizer::with_key([8; 32]).mark("door", b"1"));
    }

    #[test]
    fn kinds_schemes_and_keys_are_worlds_apart() {
        let tokenizer = Tokenizer::with_key([7; 32]);
        let value = "123456788";
        let kinds = [
            TokenKind::IdentityNumber(Scheme::Us),
            TokenKind::IdentityNumber(Scheme::Plain),
            TokenKind::Phone(Scheme::Plain),
        ];
        let tokens = kinds.map(|kind| tokenizer.token(kind, value).token().unwrap());
        assert!(tokens[0] != tokens[1] && tokens[1] != tokens[2] && tokens[0] != tokens[2]);
        let other = Tokenizer::with_key([8; 32]).token(kinds[0], value).token();
        assert_ne!(other, Some(tokens[0]));
        let by_sm3 = Tokenizer::new([7; 32], TokenHash::HmacSm3).token(kinds[0], value).token();
        assert!(by_sm3.is_some_and(|token| token != tokens[0]));
        assert_eq!(tokens[0].to_string().parse::<Token>().unwrap(), tokens[0]);
    }
}
