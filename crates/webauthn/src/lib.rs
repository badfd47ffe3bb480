//! Signing in by a passkey: the relying party of Web Authentication (W3C, Level 3).
//!
//! - [`RelyingParty`] is the installation as authenticators know it: a domain and an origin, from
//!   the address by which browsers reach it.
//! - [`RelyingParty::register`] takes what a browser answers when a passkey was made, and gives the
//!   [`Credential`] to keep (§7.1); [`RelyingParty::verify`] takes an answer by one that is kept, and gives its
//!   counter (§7.2). Type, challenge, origin, domain, presence and verification of the user, and the signature have to
//!   fit; whoever calls draws the challenge, uses it once, and goes by [`follows`].
//!
//! Attestation is not asked for and not looked at: which make of authenticator somebody holds is
//! no business of the installation's, and nothing is decided by it. Keys are ES256, `EdDSA` and RS256.
//! Nothing here reads a clock, draws chance, or keeps anything.

mod cbor;
mod client;
mod data;
mod error;
mod key;
mod party;

#[cfg(test)]
mod tests;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

pub use error::{Error, Result};
pub use key::ALGORITHMS;
pub use party::{Asserted, Created, Credential, RelyingParty, follows};

/// `bytes` as the standard's JSON writes them: base64url without padding.
#[must_use]
pub fn encode(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// What [`encode`] wrote; nothing where it is another text.
#[must_use]
pub fn decode(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).ok()
}
