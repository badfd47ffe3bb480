//! The installation as authenticators know it.

use std::net::IpAddr;

use ring::digest::{SHA256, digest};
use serde_json::{Value, json};

use crate::{
    Error, Result,
    cbor::{self, Item},
    client::{self, Ceremony},
    data::Data,
    encode,
    key::{ALGORITHMS, Key},
};

/// How long a browser waits for its user, milliseconds.
const PATIENCE_MS: u32 = 120_000;

/// A relying party: the domain that passkeys are made for, and the origin of its pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelyingParty {
    id: String,
    origin: String,
}

/// What a browser answers when a passkey was made.
#[derive(Clone, Copy, Debug)]
pub struct Created<'a> {
    /// The browser's data, JSON.
    pub client_data: &'a [u8],
    /// The attestation object, CBOR.
    pub attestation: &'a [u8],
}

/// What a browser answers when somebody shows a passkey.
#[derive(Clone, Copy, Debug)]
pub struct Asserted<'a> {
    /// The browser's data, JSON.
    pub client_data: &'a [u8],
    /// The authenticator's data.
    pub authenticator_data: &'a [u8],
    /// The signature of both.
    pub signature: &'a [u8],
}

/// A passkey, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credential {
    /// Its id, which the authenticator chose.
    pub id: Vec<u8>,
    /// Its public key, as COSE writes it.
    pub key: Vec<u8>,
    /// How often it signed; 0 where it does not count.
    pub counter: u32,
}

impl RelyingParty {
    /// The relying party behind the address by which browsers reach an installation; nothing where browsers
    /// have no passkeys: at an address of numbers, or without https anywhere but on the machine itself.
    #[must_use]
    pub fn at(address: &str) -> Option<Self> {
        let (scheme, rest) = address.split_once("://")?;
        let authority = rest.split(['/', '?', '#']).next()?.to_ascii_lowercase();
        let (host, port) = match authority.split_once(':') {
            Some((host, port)) => (host, Some(port.parse::<u16>().ok()?)),
            None => (authority.as_str(), None),
        };
        let fits = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit() || b"-.".contains(&c);
        let is_domain = host.bytes().any(|c| c.is_ascii_lowercase())
            && host.bytes().all(fits)
            && host.parse::<IpAddr>().is_err();
        let is_here = host == "localhost" || host.ends_with(".localhost");
        let usual = match scheme {
            "https" => 443,
            "http" if is_here => 80,
            _ => return None,
        };
        let port = port.filter(|port| *port != usual).map(|port| format!(":{port}"));
        let origin = format!("{scheme}://{host}{}", port.unwrap_or_default());
        is_domain.then(|| Self { id: host.to_owned(), origin })
    }

    /// The domain.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The origin of its pages.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// What a browser is asked for to make a passkey (`PublicKeyCredentialCreationOptionsJSON`): one that is found
    /// without a login and verifies its user, on an authenticator that holds none of `held`. `user` is opaque.
    #[must_use]
    pub fn creation(
        &self,
        challenge: &[u8],
        user: &[u8],
        [login, name]: [&str; 2],
        held: &[Vec<u8>],
    ) -> Value {
        let kinds = ALGORITHMS.map(|number| json!({ "type": "public-key", "alg": number }));
        let held = held.iter().map(|id| json!({ "type": "public-key", "id": encode(id) }));
        json!({
            "rp": { "id": self.id, "name": "linli" },
            "user": { "id": encode(user), "name": login, "displayName": name },
            "challenge": encode(challenge),
            "pubKeyCredParams": kinds,
            "timeout": PATIENCE_MS,
            "excludeCredentials": held.collect::<Vec<_>>(),
            "authenticatorSelection": {
                "residentKey": "required",
                "requireResidentKey": true,
                "userVerification": "required",
            },
            "attestation": "none",
        })
    }

    /// What a browser is asked for to show a passkey (`PublicKeyCredentialRequestOptionsJSON`): any of this domain's.
    #[must_use]
    pub fn request(&self, challenge: &[u8]) -> Value {
        json!({
            "rpId": self.id,
            "challenge": encode(challenge),
            "timeout": PATIENCE_MS,
            "userVerification": "required",
        })
    }

    /// The passkey that was made as an answer to `challenge`.
    pub fn register(&self, challenge: &[u8], given: &Created<'_>) -> Result<Credential> {
        client::check(given.client_data, Ceremony::Create, challenge, &self.origin)?;
        let unreadable = Error::Unreadable("attestation object");
        let (object, rest) = cbor::read(given.attestation).ok_or(unreadable)?;
        let bytes = object.named("authData").and_then(Item::bytes).ok_or(unreadable)?;
        if !rest.is_empty() {
            return Err(unreadable);
        }
        let data = self.data(bytes)?;
        let (id, key) = data.made.ok_or(unreadable)?;
        Key::parse(key)?;
        Ok(Credential { id: id.to_owned(), key: key.to_owned(), counter: data.counter })
    }

    /// The counter of an answer to `challenge` by the passkey of `key` (COSE).
    pub fn verify(&self, challenge: &[u8], given: &Asserted<'_>, key: &[u8]) -> Result<u32> {
        client::check(given.client_data, Ceremony::Get, challenge, &self.origin)?;
        let data = self.data(given.authenticator_data)?;
        let hash = digest(&SHA256, given.client_data);
        let message = [given.authenticator_data, hash.as_ref()].concat();
        Key::parse(key)?.check(&message, given.signature)?;
        Ok(data.counter)
    }

    /// What the authenticator says, if it is for this domain and verified its user.
    fn data<'a>(&self, bytes: &'a [u8]) -> Result<Data<'a>> {
        let data = Data::parse(bytes)?;
        if data.party_hash != digest(&SHA256, self.id.as_bytes()).as_ref() {
            return Err(Error::Party);
        }
        if data.is_verified() { Ok(data) } else { Err(Error::Unverified) }
    }
}

/// Whether a counter may come after the one that is kept: it went up, or the authenticator does not count. Else there
/// are two of one key (§6.1.1).
#[must_use]
pub const fn follows(kept: u32, given: u32) -> bool {
    given > kept || (given == 0 && kept == 0)
}
