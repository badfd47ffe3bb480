//! What an authenticator says (§6.1 of the standard): for which domain, about its user, its counter, and a new key.

use crate::{Error, Result, cbor};

/// The user was there.
const PRESENT: u8 = 0x01;
/// The user showed who they are: by a finger, a face, a PIN, to the authenticator alone.
const VERIFIED: u8 = 0x04;
/// A new credential follows.
const ATTESTED: u8 = 0x40;
/// Extensions follow.
const EXTENDED: u8 = 0x80;
/// Longest id of a credential.
const LONGEST_ID: usize = 1_023;

/// The data of an authenticator.
pub(crate) struct Data<'a> {
    /// The hash of the domain.
    pub(crate) party_hash: &'a [u8],
    flags: u8,
    /// How often it signed; 0 where it does not count.
    pub(crate) counter: u32,
    /// A new credential: its id and its key (COSE).
    pub(crate) made: Option<(&'a [u8], &'a [u8])>,
}

impl<'a> Data<'a> {
    pub(crate) fn parse(bytes: &'a [u8]) -> Result<Self> {
        Self::read(bytes).ok_or(Error::Unreadable("authenticator's data"))
    }

    fn read(bytes: &'a [u8]) -> Option<Self> {
        let (party_hash, rest) = bytes.split_at_checked(32)?;
        let (&flags, rest) = rest.split_first()?;
        let (counter, mut rest) = rest.split_first_chunk::<4>()?;
        let mut made = None;
        if flags & ATTESTED != 0 {
            // Of which make it is (16 bytes) is not looked at.
            let (_, behind) = rest.split_at_checked(16)?;
            let (length, behind) = behind.split_first_chunk::<2>()?;
            let length = usize::from(u16::from_be_bytes(*length));
            if !(1..=LONGEST_ID).contains(&length) {
                return None;
            }
            let (id, behind) = behind.split_at_checked(length)?;
            let (_, left) = cbor::read(behind)?;
            let (key, left) = behind.split_at_checked(behind.len() - left.len())?;
            made = Some((id, key));
            rest = left;
        }
        if flags & EXTENDED != 0 {
            (_, rest) = cbor::read(rest)?;
        }
        let counter = u32::from_be_bytes(*counter);
        rest.is_empty().then_some(Self { party_hash, flags, counter, made })
    }

    /// Whether somebody was there and showed who they are.
    pub(crate) const fn is_verified(&self) -> bool {
        self.flags & PRESENT != 0 && self.flags & VERIFIED != 0
    }
}
