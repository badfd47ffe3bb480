//! A provider's public keys (RFC 7517, RFC 7518), and signatures by them.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, ECDSA_P384_SHA384_FIXED, ED25519, RSA_PKCS1_2048_8192_SHA256,
    RSA_PSS_2048_8192_SHA256, RsaPublicKeyComponents, UnparsedPublicKey,
};
use serde::Deserialize;
use serde_json::Value;

use crate::Flaw;

/// Keys that a provider may have; a longer list is cut.
const MOST_KEYS: usize = 64;

/// How an ID token may be signed: by algorithms of public keys, never `none`, never by a shared secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Algorithm {
    Rs256,
    Ps256,
    Es256,
    Es384,
    EdDsa,
}

impl Algorithm {
    pub(crate) const ALL: [Self; 5] =
        [Self::Rs256, Self::Ps256, Self::Es256, Self::Es384, Self::EdDsa];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Rs256 => "RS256",
            Self::Ps256 => "PS256",
            Self::Es256 => "ES256",
            Self::Es384 => "ES384",
            Self::EdDsa => "EdDSA",
        }
    }

    pub(crate) fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|algorithm| algorithm.name() == name)
    }
}

/// The keys that a provider signs with.
#[derive(Clone, Debug, Default)]
pub struct Keys(Vec<Key>);

#[derive(Clone, Debug)]
struct Key {
    id: Option<String>,
    /// The only algorithm it is for, where it says so.
    only: Option<Algorithm>,
    public: Public,
}

#[derive(Clone, Debug)]
enum Public {
    Rsa { n: Vec<u8>, e: Vec<u8> },
    P256(Vec<u8>),
    P384(Vec<u8>),
    Ed25519(Vec<u8>),
}

#[derive(Deserialize)]
struct Set {
    keys: Vec<Value>,
}

#[derive(Deserialize)]
struct Written {
    kty: String,
    #[serde(default)]
    kid: Option<String>,
    #[serde(default)]
    alg: Option<String>,
    #[serde(default, rename = "use")]
    purpose: Option<String>,
    #[serde(default)]
    crv: Option<String>,
    #[serde(default)]
    n: Option<String>,
    #[serde(default)]
    e: Option<String>,
    #[serde(default)]
    x: Option<String>,
    #[serde(default)]
    y: Option<String>,
}

impl Keys {
    /// The keys of a set that can be used; others (of other kinds, for encryption) are left out.
    pub fn parse(bytes: &[u8]) -> Result<Self, String> {
        let set: Set = serde_json::from_slice(bytes).map_err(|error| error.to_string())?;
        let key = |value: Value| Key::of(&serde_json::from_value(value).ok()?);
        let keys: Vec<Key> = set.keys.into_iter().take(MOST_KEYS).filter_map(key).collect();
        if keys.is_empty() {
            Err("there is no key to check signatures with".to_owned())
        } else {
            Ok(Self(keys))
        }
    }

    /// Whether `signature` of `message` is by the key that the token names, or by the only one that fits.
    pub(crate) fn check(
        &self,
        algorithm: Algorithm,
        id: Option<&str>,
        message: &[u8],
        signature: &[u8],
    ) -> Result<(), Flaw> {
        let named = |key: &&Key| id.is_none_or(|id| key.id.as_deref() == Some(id));
        let mut fitting = self.0.iter().filter(named).filter(|key| key.fits(algorithm));
        let (key, another) = (fitting.next().ok_or(Flaw::UnknownKey)?, fitting.next());
        if another.is_some() {
            return Err(Flaw::UnknownKey);
        }
        if key.signed(algorithm, message, signature) { Ok(()) } else { Err(Flaw::Signature) }
    }
}

impl Key {
    fn of(written: &Written) -> Option<Self> {
        if written.purpose.as_deref().is_some_and(|purpose| purpose != "sig") {
            return None;
        }
        let only = match written.alg.as_deref() {
            Some(name) => Some(Algorithm::of_name(name)?),
            None => None,
        };
        let bytes = |text: &Option<String>| URL_SAFE_NO_PAD.decode(text.as_deref()?).ok();
        // An uncompressed point: a four, then both coordinates in full.
        let point = |half: usize| {
            let (x, y) = (bytes(&written.x)?, bytes(&written.y)?);
            (x.len() == half && y.len() == half).then(|| [&[4_u8][..], &x, &y].concat())
        };
        let public = match (written.kty.as_str(), written.crv.as_deref()) {
            ("RSA", _) => {
                let bare = |bytes: Vec<u8>| -> Vec<u8> {
                    bytes.into_iter().skip_while(|byte| *byte == 0).collect()
                };
                Public::Rsa { n: bare(bytes(&written.n)?), e: bare(bytes(&written.e)?) }
            }
            ("EC", Some("P-256")) => Public::P256(point(32)?),
            ("EC", Some("P-384")) => Public::P384(point(48)?),
            ("OKP", Some("Ed25519")) => Public::Ed25519(bytes(&written.x)?),
            _ => return None,
        };
        Some(Self { id: written.kid.clone(), only, public })
    }

    fn fits(&self, algorithm: Algorithm) -> bool {
        let kind = match self.public {
            Public::Rsa { .. } => matches!(algorithm, Algorithm::Rs256 | Algorithm::Ps256),
            Public::P256(_) => algorithm == Algorithm::Es256,
            Public::P384(_) => algorithm == Algorithm::Es384,
            Public::Ed25519(_) => algorithm == Algorithm::EdDsa,
        };
        kind && self.only.is_none_or(|only| only == algorithm)
    }

    fn signed(&self, algorithm: Algorithm, message: &[u8], signature: &[u8]) -> bool {
        let checked =
            match &self.public {
                Public::Rsa { n, e } => {
                    let key = RsaPublicKeyComponents { n, e };
                    let how = if algorithm == Algorithm::Ps256 {
                        &RSA_PSS_2048_8192_SHA256
                    } else {
                        &RSA_PKCS1_2048_8192_SHA256
                    };
                    key.verify(how, message, signature)
                }
                Public::P256(point) => UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point)
                    .verify(message, signature),
                Public::P384(point) => UnparsedPublicKey::new(&ECDSA_P384_SHA384_FIXED, point)
                    .verify(message, signature),
                Public::Ed25519(point) => {
                    UnparsedPublicKey::new(&ED25519, point).verify(message, signature)
                }
            };
        checked.is_ok()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn unwritten(text: &str) -> Vec<u8> {
        URL_SAFE_NO_PAD.decode(text).unwrap()
    }

    fn parse(keys: &Value) -> Result<Keys, String> {
        Keys::parse(json!({ "keys": keys }).to_string().as_bytes())
    }

    /// RFC 7515, appendix A.2: RS256.
    const RSA_N: &str = "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ";
    const RSA_MESSAGE: &str = "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
    const RSA_SIGNATURE: &str = "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw";
    /// RFC 7515, appendix A.3: ES256.
    const EC_X: &str = "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU";
    const EC_Y: &str = "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0";
    const EC_MESSAGE: &str = "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
    const EC_SIGNATURE: &str =
        "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";

    #[test]
    fn the_signatures_of_the_standard_hold_and_no_others() {
        let keys = parse(&json!([
            { "kty": "RSA", "kid": "r", "n": RSA_N, "e": "AQAB" },
            { "kty": "EC", "kid": "e", "crv": "P-256", "x": EC_X, "y": EC_Y },
            { "kty": "oct", "k": "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ" },
        ]))
        .unwrap();
        let check = |algorithm, id, message: &str, signature: &str| {
            keys.check(algorithm, id, message.as_bytes(), &unwritten(signature))
        };
        assert_eq!(check(Algorithm::Rs256, Some("r"), RSA_MESSAGE, RSA_SIGNATURE), Ok(()));
        assert_eq!(check(Algorithm::Rs256, None, RSA_MESSAGE, RSA_SIGNATURE), Ok(()));
        assert_eq!(check(Algorithm::Es256, Some("e"), EC_MESSAGE, EC_SIGNATURE), Ok(()));
        let other = check(Algorithm::Rs256, Some("r"), EC_MESSAGE, RSA_SIGNATURE);
        assert_eq!(other, Err(Flaw::Signature));
        let psw = check(Algorithm::Ps256, Some("r"), RSA_MESSAGE, RSA_SIGNATURE);
        assert_eq!(psw, Err(Flaw::Signature));
        let wrong_kind = check(Algorithm::Es256, Some("r"), EC_MESSAGE, EC_SIGNATURE);
        assert_eq!(wrong_kind, Err(Flaw::UnknownKey));
        let nobodys = check(Algorithm::Es256, Some("x"), EC_MESSAGE, EC_SIGNATURE);
        assert_eq!(nobodys, Err(Flaw::UnknownKey));
    }

    #[test]
    fn a_key_serves_what_it_says_alone() {
        let rsa = |more: Value| {
            let mut key = json!({ "kty": "RSA", "n": RSA_N, "e": "AQAB" });
            for (name, value) in more.as_object().unwrap() {
                key[name] = value.clone();
            }
            key
        };
        assert!(parse(&json!([rsa(json!({ "use": "enc" }))])).is_err());
        assert!(parse(&json!([rsa(json!({ "alg": "RSA-OAEP" }))])).is_err());
        assert!(parse(&json!([])).is_err() && Keys::parse(b"{}").is_err());
        let signature = unwritten(RSA_SIGNATURE);
        let checked =
            |keys: &Keys| keys.check(Algorithm::Rs256, None, RSA_MESSAGE.as_bytes(), &signature);
        let other = parse(&json!([rsa(json!({ "alg": "PS256" }))])).unwrap();
        assert_eq!(checked(&other), Err(Flaw::UnknownKey));
        let two = parse(&json!([rsa(json!({ "kid": "a" })), rsa(json!({ "kid": "b" }))])).unwrap();
        assert_eq!(checked(&two), Err(Flaw::UnknownKey), "which one is not said");
    }
}
