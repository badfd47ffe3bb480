//! Passwords: made by us, hashed with Argon2id, never kept.

use std::fmt;

use argon2::{
    Argon2, PasswordHasher as _, PasswordVerifier as _, password_hash::phc::PasswordHash,
};
use kernel::{Chance, Entity, Id};

use crate::Error;

/// A password that was just made. It is shown once; only its hash is kept.
pub struct Password(String);

/// Letters and digits that are not mistaken for one another.
const ALPHABET: &[u8; 31] = b"abcdefghjkmnpqrstuvwxyz23456789";
/// Groups of characters in a password, and characters in a group: 99 bits.
const GROUPS: usize = 4;
const GROUP: usize = 5;
/// Bytes of salt.
const SALT: usize = 16;
/// Characters of a chosen password, at least.
const SHORTEST: usize = 12;
/// Longest password that is looked at, bytes: hashing a novel is no service.
pub(crate) const LONGEST_PASSWORD: usize = 200;

impl Password {
    /// A new one, such as `kqx4m-t7hbe-p3wnz-c9dvf`.
    #[must_use]
    pub fn generate(chance: &mut Chance) -> Self {
        let mut group = || -> String {
            let mut letter = || {
                let drawn =
                    usize::try_from(chance.below(ALPHABET.len() as u64)).unwrap_or_default();
                char::from(ALPHABET[drawn])
            };
            (0..GROUP).map(|_| letter()).collect()
        };
        Self((0..GROUPS).map(|_| group()).collect::<Vec<_>>().join("-"))
    }

    /// The text, to be shown once.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

/// The Argon2id hash of `password`, as a PHC string. Slow on purpose.
pub(crate) fn hash(password: &str, chance: &mut Chance) -> Result<String, Error> {
    let mut salt = [0; SALT];
    chance.fill(&mut salt);
    hash_with(password, &salt)
}

/// The hash with a salt that is given.
pub(crate) fn hash_with(password: &str, salt: &[u8]) -> Result<String, Error> {
    let hash: PasswordHash = Argon2::default()
        .hash_password_with_salt(password.as_bytes(), salt)
        .map_err(Error::Password)?;
    Ok(hash.to_string())
}

/// Whether `password` is the one that was hashed. Slow on purpose.
pub(crate) fn verify(password: &str, hash: &str) -> bool {
    Argon2::default().verify_password(password.as_bytes(), hash).is_ok()
}

/// The hash that keeps a generated word of `of`, as somebody types it: capitals and what stands between the letters do
/// not count. It has 99 bits, so that a fast hash keeps it.
pub(crate) fn generated_hash<E: Entity>(of: Id<E>, typed: &str) -> [u8; 32] {
    let plain = typed.chars().filter(char::is_ascii_alphanumeric);
    let plain: String = plain.map(|letter| letter.to_ascii_lowercase()).collect();
    let mut hasher = blake3::Hasher::new();
    hasher.update(&of.to_bytes());
    hasher.update(plain.as_bytes());
    *hasher.finalize().as_bytes()
}

/// Long enough, not one letter over and over, and not the login with something beside it.
pub(crate) fn is_strong(password: &str, login: &str) -> bool {
    let mut letters: Vec<char> = password.chars().collect();
    let length = letters.len();
    letters.sort_unstable();
    letters.dedup();
    length >= SHORTEST
        && password.len() <= LONGEST_PASSWORD
        && letters.len() > 4
        && (login.len() < 4 || !password.to_lowercase().contains(login))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_verifies_against_its_hash_alone() {
        let mut chance = Chance::seeded(1);
        let (mine, yours) = (Password::generate(&mut chance), Password::generate(&mut chance));
        let hashed = hash(mine.reveal(), &mut chance).unwrap();
        assert!(hashed.starts_with("$argon2id$"));
        assert!(verify(mine.reveal(), &hashed));
        assert!(!verify(yours.reveal(), &hashed));
        assert!(!format!("{mine:?}").contains(mine.reveal()));
    }
}
