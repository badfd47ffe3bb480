//! Passwords: made by us, hashed with Argon2id, never kept.

use std::fmt;

use argon2::{
    Algorithm, Argon2, Params, PasswordHasher as _, PasswordVerifier as _, Version,
    password_hash::phc::PasswordHash,
};
use kernel::{Chance, Entity, Id};

use crate::Error;

/// How much work it is to hash a password, and so to guess one. A hash says what it was made with, so that those made
/// with another cost verify as before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PasswordCost {
    /// 19 MiB, two passes, one lane: what OWASP asks of Argon2id at least. An installation has no other.
    #[default]
    Owasp,
    /// The least that Argon2id permits, which protects nobody: for tests, which sign in by the thousand.
    Least,
}

impl PasswordCost {
    fn hasher(self) -> Result<Argon2<'static>, Error> {
        let params = match self {
            Self::Owasp => Params::new(19 * 1024, 2, 1, None),
            Self::Least => {
                Params::new(Params::MIN_M_COST, Params::MIN_T_COST, Params::MIN_P_COST, None)
            }
        };
        let params = params.map_err(|error| Error::Password(error.into()))?;
        Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
    }
}

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
pub(crate) fn hash(
    password: &str,
    cost: PasswordCost,
    chance: &mut Chance,
) -> Result<String, Error> {
    let mut salt = [0; SALT];
    chance.fill(&mut salt);
    hash_with(password, cost, &salt)
}

/// The hash with a salt that is given.
pub(crate) fn hash_with(password: &str, cost: PasswordCost, salt: &[u8]) -> Result<String, Error> {
    let hash: PasswordHash = cost
        .hasher()?
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
        for cost in [PasswordCost::Owasp, PasswordCost::Least] {
            let hashed = hash(mine.reveal(), cost, &mut chance).unwrap();
            assert!(hashed.starts_with("$argon2id$"));
            assert!(verify(mine.reveal(), &hashed));
            assert!(!verify(yours.reveal(), &hashed));
        }
        assert!(!format!("{mine:?}").contains(mine.reveal()));
    }

    #[test]
    fn what_nobody_chose_a_cost_for_is_as_hard_to_guess_as_owasp_asks() {
        let cost = crate::AccessSettings::default().passwords;
        let hashed = hash_with("kqx4m-t7hbe-p3wnz-c9dvf", cost, &[7; SALT]).unwrap();
        assert!(hashed.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hashed}");
    }
}
