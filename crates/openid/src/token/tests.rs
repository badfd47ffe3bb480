//! Tokens as a provider makes them, and as it does not.

use proptest::prelude::*;
use ring::signature::{Ed25519KeyPair, KeyPair as _};
use serde_json::{Value, json};

use super::*;

const NOW_S: i64 = 1_767_574_800;

fn pair(seed: u8) -> Ed25519KeyPair {
    Ed25519KeyPair::from_seed_unchecked(&[seed; 32]).unwrap()
}

/// The set of a provider that signs with the key of seed 1.
fn keys() -> Keys {
    let x = URL_SAFE_NO_PAD.encode(pair(1).public_key().as_ref());
    let set =
        json!({ "keys": [{ "kty": "OKP", "crv": "Ed25519", "kid": "one", "use": "sig", "x": x }] });
    Keys::parse(set.to_string().as_bytes()).unwrap()
}

fn signed(head: &Value, claims: &Value, seed: u8) -> String {
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let message = format!("{}.{}", part(head), part(claims));
    let signature = URL_SAFE_NO_PAD.encode(pair(seed).sign(message.as_bytes()).as_ref());
    format!("{message}.{signature}")
}

fn head() -> Value {
    json!({ "alg": "EdDSA", "kid": "one", "typ": "JWT" })
}

fn claims() -> Value {
    json!({
        "iss": "https://id.example.org", "sub": "4711", "aud": "linli",
        "exp": NOW_S + 300, "iat": NOW_S, "nonce": "n", "amr": ["pwd"],
    })
}

fn with(change: &Value) -> Value {
    let mut changed = claims();
    for (name, value) in change.as_object().unwrap() {
        changed[name] = value.clone();
    }
    changed
}

fn read(token: &str) -> Result<Verified, Flaw> {
    let strong_acr = ["urn:example:two".to_owned()];
    let expected = Expected {
        issuer: "https://id.example.org",
        client_id: "linli",
        nonce: "n",
        strong_acr: &strong_acr,
        now: Instant::from_micros(NOW_S * 1_000_000),
    };
    verify(token, &keys(), &expected)
}

fn claim(change: &Value) -> Result<Verified, Flaw> {
    read(&signed(&head(), &with(change), 1))
}

#[test]
fn a_token_of_the_provider_says_who() {
    let found = claim(&json!({})).unwrap();
    assert_eq!((found.issuer(), found.subject()), ("https://id.example.org", "4711"));
    assert!(!found.is_strong() && !format!("{found:?}").contains("4711"));
    assert!(claim(&json!({ "aud": ["linli"] })).is_ok());
    assert!(claim(&json!({ "aud": ["linli", "other"], "azp": "linli" })).is_ok());
    assert!(read(&signed(&json!({ "alg": "EdDSA" }), &claims(), 1)).is_ok(), "the only key");
}

#[test]
fn two_factors_are_what_the_provider_says_they_are() {
    let strong = |change: &Value| claim(change).unwrap().is_strong();
    assert!(strong(&json!({ "amr": ["pwd", "mfa"] })));
    assert!(strong(&json!({ "acr": "urn:example:two" })));
    assert!(!strong(&json!({ "acr": "urn:example:one", "amr": ["otp"] })));
    assert!(!strong(&json!({ "amr": null })));
}

#[test]
fn what_is_anothers_or_of_another_time_is_refused() {
    for (change, flaw) in [
        (json!({ "iss": "https://evil.example.org" }), Flaw::Issuer),
        (json!({ "aud": "other" }), Flaw::Audience),
        (json!({ "aud": [] }), Flaw::Audience),
        (json!({ "aud": ["linli", "other"] }), Flaw::Audience),
        (json!({ "aud": ["linli", "other"], "azp": "other" }), Flaw::Audience),
        (json!({ "azp": "other" }), Flaw::Audience),
        (json!({ "exp": NOW_S - 60 }), Flaw::Time),
        (json!({ "iat": NOW_S + 61 }), Flaw::Time),
        (json!({ "iat": NOW_S - 601 }), Flaw::Time),
        (json!({ "nbf": NOW_S + 61 }), Flaw::Time),
        (json!({ "nonce": "m" }), Flaw::Nonce),
        (json!({ "nonce": null }), Flaw::Nonce),
        (json!({ "sub": "" }), Flaw::Subject),
        (json!({ "sub": "x".repeat(256) }), Flaw::Subject),
        (json!({ "exp": null }), Flaw::Shape),
        (json!({ "exp": "9999999999" }), Flaw::Shape),
        (json!({ "iat": null }), Flaw::Shape),
        (json!({ "sub": 4711 }), Flaw::Shape),
    ] {
        assert_eq!(claim(&change), Err(flaw), "{change}");
    }
    assert!(claim(&json!({ "exp": NOW_S - 59 })).is_ok(), "clocks differ a little");
}

#[test]
fn who_did_not_sign_is_not_believed() {
    assert_eq!(read(&signed(&head(), &claims(), 2)), Err(Flaw::Signature));
    let elsewhere = json!({ "alg": "EdDSA", "kid": "two" });
    assert_eq!(read(&signed(&elsewhere, &claims(), 1)), Err(Flaw::UnknownKey));
    for alg in ["none", "None", "HS256", "RS1", ""] {
        let head = json!({ "alg": alg, "kid": "one" });
        assert_eq!(read(&signed(&head, &claims(), 1)), Err(Flaw::Algorithm), "{alg}");
    }
    let unsigned = signed(&json!({ "alg": "none" }), &claims(), 1);
    let bare = format!("{}.", unsigned.rsplit_once('.').unwrap().0);
    assert_eq!(read(&bare), Err(Flaw::Algorithm));
    // A key of one kind does not pass for a secret or for another kind.
    assert_eq!(
        read(&signed(&json!({ "alg": "ES256", "kid": "one" }), &claims(), 1)),
        Err(Flaw::UnknownKey)
    );
    let extended = json!({ "alg": "EdDSA", "kid": "one", "crit": ["b64"], "b64": false });
    assert_eq!(read(&signed(&extended, &claims(), 1)), Err(Flaw::Shape));
}

#[test]
fn what_is_no_token_is_refused() {
    for text in ["", ".", "..", "a.b.c", "e30.e30.e30", "a.b", "邻.里.!"] {
        assert!(read(text).is_err(), "{text}");
    }
    let long = with(&json!({ "more": "x".repeat(16_384) }));
    assert_eq!(read(&signed(&head(), &long, 1)), Err(Flaw::Shape));
    let token = signed(&head(), &claims(), 1);
    assert!(read(&format!("{token}.{token}")).is_err() && read(&format!("{token}=")).is_err());
}

proptest! {
    #[test]
    fn no_changed_byte_is_overlooked(at in any::<prop::sample::Index>(), flip in 1_u8..128) {
        let mut token = signed(&head(), &claims(), 1).into_bytes();
        let at = at.index(token.len());
        token[at] ^= flip;
        if let Ok(text) = String::from_utf8(token) {
            prop_assert!(read(&text).is_err());
        }
    }

    #[test]
    fn any_text_is_answered_without_a_panic(text in ".{0,200}") {
        prop_assert!(read(&text).is_err());
    }
}
