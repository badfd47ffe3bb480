//! Standard Webhooks: what is posted, and how it is signed.
//!
//! `webhook-signature` is `v1,` and the base64 of HMAC-SHA256 over `id.timestamp.body`, under the
//! bytes that the secret's base64 stands for (standardwebhooks.com, specification 1.0.0).

use base64::{Engine as _, engine::general_purpose::STANDARD};
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::Value;
use sha2::Sha256;

use super::Parcel;

/// A key for signatures.
pub struct Signing(Hmac<Sha256>);

impl Signing {
    /// The key that `whsec_` and base64 stand for: 24 to 64 bytes.
    #[must_use]
    pub fn of(secret: &str) -> Option<Self> {
        let bytes = STANDARD.decode(secret.strip_prefix("whsec_")?).ok()?;
        if !(24..=64).contains(&bytes.len()) {
            return None;
        }
        Hmac::new_from_slice(&bytes).ok().map(Self)
    }
}

/// The signature of a body that is posted with an id at a time, seconds since the epoch.
#[must_use]
pub fn sign(key: &Signing, id: &str, timestamp: i64, body: &[u8]) -> String {
    let mut mac = key.0.clone();
    mac.update(format!("{id}.{timestamp}.").as_bytes());
    mac.update(body);
    format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()))
}

/// What is posted.
pub(crate) struct Envelope {
    pub(crate) id: String,
    pub(crate) timestamp: i64,
    pub(crate) body: String,
}

/// A body of Standard Webhooks: `type`, `timestamp`, `data`.
pub(crate) fn envelope(kind: &str, parcel: &Parcel, data: &Value) -> Envelope {
    let body = serde_json::json!({ "type": kind, "timestamp": parcel.made_at, "data": data });
    let timestamp = parcel.at.micros().div_euclid(1_000_000);
    Envelope { id: parcel.id.clone(), timestamp, body: body.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example that the specification's own libraries are tested with.
    #[test]
    fn the_published_example_is_signed_as_published() {
        let key = Signing::of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        let signed =
            sign(&key, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, br#"{"test": 2432232314}"#);
        assert_eq!(signed, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    #[test]
    fn a_secret_that_is_none_is_refused() {
        for wrong in ["", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_MfKQ9r8GKYqr", "whsec_???"] {
            assert!(Signing::of(wrong).is_none(), "{wrong}");
        }
    }
}
