//! Signing in by somebody else's word: a relying party of `OpenID` Connect Core 1.0.
//!
//! - [`Provider`] finds a provider's endpoints and keys (`OpenID` Connect
//!   Discovery 1.0), leads a browser there ([`Provider::begin`]) and takes what
//!   it comes back with ([`Provider::finish`]): the authorization code flow
//!   with PKCE (RFC 7636), state and nonce, and the issuer of the answer (RFC 9207).
//! - [`Flow`] are the three secrets of one sign-on. Whoever calls keeps them
//!   where only the same browser can bring them back, and uses them once.
//! - [`verify`] holds an ID token against the provider's [`Keys`]: signature by
//!   an algorithm of public keys, issuer, audience, expiry by the clock that is
//!   passed in, nonce. Only it makes a [`Verified`].
//!
//! Nothing that a provider sends is kept but who it vouches for: no access
//! token, no name, no picture. Every request is bounded in time and size, goes
//! by https (or to this machine) and follows no redirect; a provider elsewhere
//! names no host inside. Nobody waits for whoever fetches a description or keys
//! but those who have none, and a failure rests before it is tried again.

mod document;
mod error;
mod flow;
mod http;
mod kept;
mod keys;
mod place;
mod provider;
mod settings;
mod token;

pub use error::{Error, Result};
pub use flow::{Answer, Flow};
pub use keys::Keys;
pub use provider::Provider;
pub use settings::{Secret, Settings};
pub use token::{Expected, Flaw, Verified, verify};
