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

/// Letters of passwords that are guessed first, without figures and signs around them: one on a line. Of
/// `@zxcvbn-ts/language-common` 4.1.3, whose licence is beside it.
const COMMON: &str = include_str!("../data/common_passwords.txt");
/// Fewer letters than this between figures and signs make no word.
const SHORTEST_WORD: usize = 4;

/// Long enough, not one letter over and over, not the login with something beside it, and not one that is guessed first.
pub(crate) fn is_strong(password: &str, login: &str) -> bool {
    let mut letters: Vec<char> = password.chars().collect();
    let length = letters.len();
    letters.sort_unstable();
    letters.dedup();
    length >= SHORTEST
        && password.len() <= LONGEST_PASSWORD
        && letters.len() > 4
        && (login.len() < 4 || !password.to_lowercase().contains(login))
        && !is_common(password)
}

/// Whether whoever guesses comes to it soon: figures and signs alone, or a common password with some around it, or several
/// times over. Longer ones are made of shorter ones in these ways.
fn is_common(password: &str) -> bool {
    let lower = password.to_lowercase();
    let word = once(lower.trim_matches(|c: char| !c.is_alphabetic()));
    word.chars().count() < SHORTEST_WORD || COMMON.lines().any(|common| common == word)
}

/// What a text repeats, without the repetitions.
fn once(text: &str) -> &str {
    let mut parts = text.char_indices().skip(1).map(|(at, _)| text.split_at(at));
    let found = parts.find(|(part, rest)| {
        text.len().is_multiple_of(part.len())
            && rest.as_bytes().chunks(part.len()).all(|next| next == part.as_bytes())
    });
    found.map_or(text, |(part, _)| part)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

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
    fn what_is_guessed_first_is_refused_however_it_is_made_longer() {
        for weak in [
            "qwertyuiop12",
            "Password2026!",
            "123456789012",
            "138-0013-8000",
            "2026!!liverpool!!2026",
            "dragonDRAGONdragon",
            "密码密码密码密码密码密码",
        ] {
            assert!(!is_strong(weak, "officer"), "{weak}");
        }
        for strong in [
            "three blue kettles",
            "kqx4m-t7hbe-p3wnz-c9dvf",
            "楼下的桂花今年开得晚一些",
            "9 tigers, 4 lanes",
        ] {
            assert!(is_strong(strong, "officer"), "{strong}");
        }
        assert!(!is_strong("kqx4m officer t7hbe", "officer"));
    }

    proptest! {
        #[test]
        fn a_text_is_what_it_repeats_and_nothing_less(part in "[a-c电]{1,5}", times in 1_usize..5) {
            let text = part.repeat(times);
            let found = once(&text);
            prop_assert_eq!(found.repeat(text.len() / found.len()), text.clone());
            prop_assert!(found.len() <= part.len());
            prop_assert_eq!(once(found), found);
        }

        #[test]
        fn a_common_password_stays_common_with_figures_and_signs_around_it(
            at in 0_usize..35_000, before in "[0-9!._-]{0,8}", after in "[0-9!._-]{0,12}",
        ) {
            let word = COMMON.lines().nth(at).unwrap();
            let padded = format!("{before}{word}{after}");
            prop_assert!(!is_strong(&padded, "officer"), "{}", padded);
        }
    }

    #[test]
    fn what_nobody_chose_a_cost_for_is_as_hard_to_guess_as_owasp_asks() {
        let cost = crate::AccessSettings::default().passwords;
        let hashed = hash_with("kqx4m-t7hbe-p3wnz-c9dvf", cost, &[7; SALT]).unwrap();
        assert!(hashed.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hashed}");
    }
}
