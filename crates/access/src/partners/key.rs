//! Public keys of partners.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use ed25519_dalek::{Signature, VerifyingKey};
use kernel::{AreaPath, Id, Instant};

use super::PartnerKeyMark;
use crate::{Account, Action, Error};

/// A key of a partner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartnerKey {
    /// Its id, which its signatures name.
    pub id: Id<PartnerKeyMark>,
    /// Whose it is.
    pub account: Id<Account>,
    /// What it is called.
    pub name: String,
    /// The key (Ed25519).
    pub public_key: [u8; 32],
    /// What it may be used for.
    pub actions: Vec<Action>,
    /// Where; all that the account's roles hold in where the path is empty.
    pub area: AreaPath,
    /// When it was added.
    pub added_at: Instant,
    /// From when it may sign.
    pub valid_from: Instant,
    /// Until when it may sign.
    pub valid_until: Instant,
    /// When it was revoked.
    pub revoked_at: Option<Instant>,
    /// When it signed last.
    pub used_at: Option<Instant>,
}

impl PartnerKey {
    /// Whether it may sign at this moment.
    #[must_use]
    pub fn signs_at(&self, now: Instant) -> bool {
        self.revoked_at.is_none() && self.valid_from <= now && now < self.valid_until
    }
}

/// Whether the secret half of `key` (Ed25519) signed the message.
#[must_use]
pub fn verifies(key: &[u8; 32], message: &[u8], signature: &[u8]) -> bool {
    let Ok(signature) = <[u8; 64]>::try_from(signature) else { return false };
    let signature = Signature::from_bytes(&signature);
    VerifyingKey::from_bytes(key).is_ok_and(|key| key.verify_strict(message, &signature).is_ok())
}

/// A key that is added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPartnerKey {
    /// What to call it.
    pub name: String,
    /// The public key: PEM, as `openssl pkey -pubout` writes it, or its 32 bytes in Base64.
    pub public_key: String,
    /// What it may be used for.
    pub actions: Vec<Action>,
    /// Where; empty for all that the account's roles hold in.
    pub area: AreaPath,
    /// From when it may sign; at once where not given.
    pub valid_from: Option<Instant>,
    /// Until when.
    pub valid_until: Instant,
}

/// A key is renewed once a year, with a month to do it in.
const LONGEST_S: i64 = 396 * 86_400;
const LONGEST_NAME: usize = 60;
/// What stands before an Ed25519 key in a `SubjectPublicKeyInfo` (RFC 8410).
const PREFIX: [u8; 12] = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];

impl NewPartnerKey {
    /// The key as it is kept, if it can be.
    pub(super) fn checked(
        self,
        id: Id<PartnerKeyMark>,
        account: Id<Account>,
        now: Instant,
    ) -> Result<PartnerKey, Error> {
        let name = self.name.trim().to_owned();
        let named = (1..=LONGEST_NAME).contains(&name.chars().count())
            && !name.chars().any(char::is_control);
        if !named {
            return Err(Error::BadName);
        }
        let public_key = public(&self.public_key).ok_or(Error::BadPartnerKey)?;
        let valid_from = self.valid_from.unwrap_or(now);
        let lasts = self.valid_until.seconds_since(valid_from);
        let personal = self.actions.iter().any(|action| action.is_personal());
        let holds = (1..=LONGEST_S).contains(&lasts) && self.valid_until > now;
        if self.actions.is_empty() || personal || !holds {
            return Err(Error::BadPartnerKey);
        }
        let mut actions = self.actions;
        actions.sort_unstable();
        actions.dedup();
        Ok(PartnerKey {
            id,
            account,
            name,
            public_key,
            actions,
            area: self.area,
            added_at: now,
            valid_from,
            valid_until: self.valid_until,
            revoked_at: None,
            used_at: None,
        })
    }
}

/// The 32 bytes of a key as it is handed over.
fn public(written: &str) -> Option<[u8; 32]> {
    let lines = written.lines().map(str::trim).filter(|line| !line.starts_with('-'));
    let bytes = STANDARD.decode(lines.collect::<String>()).ok()?;
    let bare = bytes.strip_prefix(&PREFIX[..]).unwrap_or(&bytes);
    let key = <[u8; 32]>::try_from(bare).ok()?;
    let known = VerifyingKey::from_bytes(&key).ok()?;
    (!known.is_weak()).then_some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PEM: &str = "-----BEGIN PUBLIC KEY-----\n\
        MCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=\n-----END PUBLIC KEY-----\n";

    #[test]
    fn a_key_is_read_as_openssl_writes_it_and_bare() {
        let key = public(PEM).unwrap();
        assert_eq!(public("JrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs="), Some(key));
        let all_zero = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
        for wrong in ["", "not base64", all_zero, "AAAA"] {
            assert_eq!(public(wrong), None, "{wrong}");
        }
    }
}
