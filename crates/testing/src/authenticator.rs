//! An authenticator in software: it makes passkeys and shows them, as a browser hands on what one answers.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use ring::{
    digest::{SHA256, digest},
    signature::{Ed25519KeyPair, KeyPair as _},
};
use serde_json::{Value, json};

/// The user was there, and showed who they are.
const VERIFIED: u8 = 0x05;
/// A new credential follows.
const ATTESTED: u8 = 0x40;

/// An authenticator with one passkey (`EdDSA`). A clone of it is a cloned authenticator.
#[derive(Clone, Debug)]
pub struct Authenticator {
    seed: [u8; 32],
    /// For whom its passkey is: the user handle that it was made with.
    user: Vec<u8>,
    /// The origin of the page it is used on.
    pub origin: String,
    /// What it says of its user.
    pub flags: u8,
    /// How often it signed; one that does not count stays at 0.
    pub counter: u32,
    /// Whether it counts.
    pub counts: bool,
}

impl Authenticator {
    /// The authenticator of a number, on a page of `origin`.
    #[must_use]
    pub fn new(number: u8, origin: &str) -> Self {
        Self {
            seed: [number; 32],
            user: Vec::new(),
            origin: origin.to_owned(),
            flags: VERIFIED,
            counter: 0,
            counts: true,
        }
    }

    /// Makes a passkey as `options` ask: `client_data` and `attestation`.
    pub fn create(&mut self, options: &Value) -> Value {
        self.user = decode(&options["user"]["id"]);
        let client_data = self.client_data("webauthn.create", options);
        let domain = text(&options["rp"]["id"]);
        let id = self.id();
        let length = u8::try_from(id.len()).expect("an id is short");
        let key = self.key();
        // COSE (RFC 9053): kind OKP, EdDSA, Ed25519, 32 bytes.
        let cose = [&[0xa4, 0x01, 0x01, 0x03, 0x27, 0x20, 0x06, 0x21, 0x58, 0x20], &key[..]];
        let made = [&[0; 16][..], &[0, length], &id, &cose.concat()].concat();
        let data = [self.data(&domain, self.flags | ATTESTED), made].concat();
        let length = u8::try_from(data.len()).expect("one passkey is short");
        let attestation = [
            &[0xa3, 0x63][..],
            b"fmt",
            &[0x64],
            b"none",
            &[0x67],
            b"attStmt",
            &[0xa0, 0x68],
            b"authData",
            &[0x58, length],
            &data,
        ];
        json!({ "client_data": encode(&client_data), "attestation": encode(&attestation.concat()) })
    }

    /// Shows its passkey as `options` ask: `id`, `client_data`, `authenticator_data`, `signature` and `user`.
    pub fn get(&mut self, options: &Value) -> Value {
        if self.counts {
            self.counter += 1;
        }
        let client_data = self.client_data("webauthn.get", options);
        let data = self.data(&text(&options["rpId"]), self.flags);
        let hash = digest(&SHA256, &client_data);
        let signature = self.pair().sign(&[&data, hash.as_ref()].concat());
        json!({
            "id": encode(&self.id()),
            "client_data": encode(&client_data),
            "authenticator_data": encode(&data),
            "signature": encode(signature.as_ref()),
            "user": encode(&self.user),
        })
    }

    /// The id of its passkey.
    #[must_use]
    pub fn id(&self) -> Vec<u8> {
        digest(&SHA256, &self.key()).as_ref().to_vec()
    }

    fn client_data(&self, ceremony: &str, options: &Value) -> Vec<u8> {
        let challenge = &options["challenge"];
        let said = json!({ "type": ceremony, "challenge": challenge, "origin": self.origin });
        said.to_string().into_bytes()
    }

    fn data(&self, domain: &str, flags: u8) -> Vec<u8> {
        let hash = digest(&SHA256, domain.as_bytes());
        [hash.as_ref(), &[flags], &self.counter.to_be_bytes()].concat()
    }

    fn key(&self) -> Vec<u8> {
        self.pair().public_key().as_ref().to_vec()
    }

    fn pair(&self) -> Ed25519KeyPair {
        Ed25519KeyPair::from_seed_unchecked(&self.seed).expect("any seed is a key")
    }
}

fn encode(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

fn decode(value: &Value) -> Vec<u8> {
    URL_SAFE_NO_PAD.decode(text(value)).expect("options are base64url")
}

fn text(value: &Value) -> String {
    value.as_str().expect("options name it").to_owned()
}
