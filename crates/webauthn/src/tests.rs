//! Answers of an authenticator in software, and of one that lies.

use proptest::prelude::*;
use ring::{
    digest::{SHA256, digest},
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair},
};
use serde_json::{Value, json};
use testing::Authenticator;

use crate::{Asserted, Created, Credential, Error, RelyingParty, decode, encode, follows};

const HOME: &str = "https://linli.example.org";
const CHALLENGE: [u8; 32] = [7; 32];

fn party() -> RelyingParty {
    RelyingParty::at(HOME).unwrap()
}

fn bytes(answer: &Value, field: &str) -> Vec<u8> {
    decode(answer[field].as_str().unwrap()).unwrap()
}

fn register(party: &RelyingParty, answer: &Value) -> crate::Result<Credential> {
    let (client_data, attestation) = (bytes(answer, "client_data"), bytes(answer, "attestation"));
    let given = Created { client_data: &client_data, attestation: &attestation };
    party.register(&CHALLENGE, &given)
}

fn verify(party: &RelyingParty, answer: &Value, key: &[u8]) -> crate::Result<u32> {
    let [client_data, authenticator_data, signature] =
        ["client_data", "authenticator_data", "signature"].map(|field| bytes(answer, field));
    let given = Asserted {
        client_data: &client_data,
        authenticator_data: &authenticator_data,
        signature: &signature,
    };
    party.verify(&CHALLENGE, &given, key)
}

fn made(authenticator: &mut Authenticator) -> crate::Result<Credential> {
    let options = party().creation(&CHALLENGE, b"someone", ["worker", "Worker"], &[]);
    register(&party(), &authenticator.create(&options))
}

#[test]
fn a_passkey_is_made_and_shown() {
    let mut authenticator = Authenticator::new(1, HOME);
    let kept = made(&mut authenticator).unwrap();
    assert_eq!((&kept.id, kept.counter), (&authenticator.id(), 0));
    let shown = authenticator.get(&party().request(&CHALLENGE));
    assert_eq!(verify(&party(), &shown, &kept.key), Ok(1));
    assert_eq!(bytes(&shown, "user"), b"someone");
}

#[test]
fn what_browsers_are_asked_for_verifies_the_user_and_needs_no_login() {
    let options = party().creation(&CHALLENGE, b"someone", ["worker", "Worker"], &[vec![1, 2]]);
    assert_eq!(options["rp"]["id"], "linli.example.org");
    assert_eq!(options["authenticatorSelection"]["userVerification"], "required");
    assert_eq!(options["authenticatorSelection"]["residentKey"], "required");
    assert_eq!(options["attestation"], "none");
    assert_eq!(options["excludeCredentials"], json!([{ "type": "public-key", "id": "AQI" }]));
    let request = party().request(&CHALLENGE);
    assert_eq!(request["userVerification"], "required");
    assert_eq!(request["challenge"], encode(&CHALLENGE));
    assert_eq!(request.get("allowCredentials"), None, "nobody learns whose passkeys there are");
}

#[test]
fn each_thing_that_is_wrong_is_refused_by_itself() {
    let mut authenticator = Authenticator::new(1, HOME);
    let kept = made(&mut authenticator).unwrap();
    let (creation, request) = (
        party().creation(&CHALLENGE, b"someone", ["worker", "Worker"], &[]),
        party().request(&CHALLENGE),
    );
    let refused = |change: &dyn Fn(&mut Authenticator, &mut Value, &mut Value), error: Error| {
        let (mut other, mut creation, mut request) =
            (authenticator.clone(), creation.clone(), request.clone());
        change(&mut other, &mut creation, &mut request);
        let answer = other.create(&creation);
        assert_eq!(register(&party(), &answer), Err(error));
        assert_eq!(verify(&party(), &other.get(&request), &kept.key), Err(error));
    };
    refused(
        &|other, _, _| "https://linli.example.com".clone_into(&mut other.origin),
        Error::Origin,
    );
    refused(&|other, _, _| "http://linli.example.org".clone_into(&mut other.origin), Error::Origin);
    refused(&|other, _, _| other.flags = 0x01, Error::Unverified);
    refused(&|other, _, _| other.flags = 0x04, Error::Unverified);
    let party_elsewhere = |_: &mut Authenticator, creation: &mut Value, request: &mut Value| {
        creation["rp"]["id"] = json!("example.org");
        request["rpId"] = json!("example.org");
    };
    refused(&party_elsewhere, Error::Party);
    let challenge_of_before = |_: &mut Authenticator, creation: &mut Value, request: &mut Value| {
        creation["challenge"] = json!(encode(&[8; 32]));
        request["challenge"] = json!(encode(&[8; 32]));
    };
    refused(&challenge_of_before, Error::Challenge);
}

#[test]
fn one_ceremony_is_not_another_and_one_key_is_not_another() {
    let mut authenticator = Authenticator::new(1, HOME);
    let kept = made(&mut authenticator).unwrap();
    let mut shown = authenticator.get(&party().request(&CHALLENGE));
    let options = party().creation(&CHALLENGE, b"someone", ["worker", "Worker"], &[]);
    let created = authenticator.create(&options);
    shown["client_data"] = created["client_data"].clone();
    assert_eq!(verify(&party(), &shown, &kept.key), Err(Error::Ceremony));

    let other = made(&mut Authenticator::new(2, HOME)).unwrap();
    let shown = authenticator.get(&party().request(&CHALLENGE));
    assert_eq!(verify(&party(), &shown, &other.key), Err(Error::Signature));
    assert_eq!(verify(&party(), &shown, b""), Err(Error::Key));
}

#[test]
fn an_answer_made_in_a_frame_is_refused() {
    let said = json!({
        "type": "webauthn.create", "challenge": encode(&CHALLENGE), "origin": HOME, "crossOrigin": true,
    });
    let mut answer = Authenticator::new(1, HOME).create(&party().creation(
        &CHALLENGE,
        b"someone",
        ["worker", "Worker"],
        &[],
    ));
    answer["client_data"] = json!(encode(said.to_string().as_bytes()));
    assert_eq!(register(&party(), &answer), Err(Error::Origin));
}

/// The key of RFC 6979, A.2.5: most authenticators sign by ES256.
#[test]
fn a_key_of_p256_signs_as_well() {
    let number = |text: &str| -> Vec<u8> {
        (0..text.len())
            .step_by(2)
            .map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap())
            .collect()
    };
    let secret = number("C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721");
    let x = number("60FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6");
    let y = number("7903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299");
    let point = [&[4], &x[..], &y[..]].concat();
    let random = SystemRandom::new();
    let pair = EcdsaKeyPair::from_private_key_and_public_key(
        &ECDSA_P256_SHA256_ASN1_SIGNING,
        &secret,
        &point,
        &random,
    )
    .unwrap();
    // COSE (RFC 9053): kind EC2, ES256, P-256, x and y.
    let head = [0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20];
    let key = [&head[..], &x, &[0x22, 0x58, 0x20], &y].concat();

    let mut shown = Authenticator::new(1, HOME).get(&party().request(&CHALLENGE));
    let (client_data, data) = (bytes(&shown, "client_data"), bytes(&shown, "authenticator_data"));
    let message = [&data, digest(&SHA256, &client_data).as_ref()].concat();
    let signature = pair.sign(&random, &message).unwrap();
    shown["signature"] = json!(encode(signature.as_ref()));
    assert_eq!(verify(&party(), &shown, &key), Ok(1));
    // The same numbers under another algorithm are no key.
    let mut other = key.clone();
    other[4] = 0x27;
    assert_eq!(verify(&party(), &shown, &other), Err(Error::Key));
}

#[test]
fn a_counter_that_does_not_go_up_is_a_clones() {
    assert!(follows(0, 0), "it does not count");
    assert!(follows(0, 1) && follows(4, 9));
    assert!(!follows(4, 4) && !follows(4, 3) && !follows(4, 0));
}

#[test]
fn a_relying_party_needs_a_domain_and_https_or_the_machine_itself() {
    let at = |address| {
        RelyingParty::at(address).map(|party| (party.id().to_owned(), party.origin().to_owned()))
    };
    let of = |id: &str, origin: &str| Some((id.to_owned(), origin.to_owned()));
    let home = of("linli.example.org", HOME);
    assert_eq!(at("https://linli.example.org"), home);
    assert_eq!(at("https://Linli.Example.org:443/console/"), home);
    assert_eq!(
        at("https://linli.example.org:8443"),
        of("linli.example.org", "https://linli.example.org:8443")
    );
    assert_eq!(at("http://localhost:8080"), of("localhost", "http://localhost:8080"));
    for address in [
        "",
        "linli.example.org",
        "http://linli.example.org",
        "https://192.0.2.1",
        "https://[2001:db8::1]/",
        "https://me@linli.example.org",
        "https://linli.example.org:port",
        "https://",
        "http://localhost.example.org",
        "ftp://localhost",
    ] {
        assert_eq!(at(address), None, "{address}");
    }
}

proptest! {
    #[test]
    fn any_byte_that_is_changed_is_noticed(at in 0_usize..37, bit in 0_u8..8) {
        let mut authenticator = Authenticator::new(1, HOME);
        let kept = made(&mut authenticator).unwrap();
        let mut shown = authenticator.get(&party().request(&CHALLENGE));
        let mut data = bytes(&shown, "authenticator_data");
        data[at] ^= 1 << bit;
        shown["authenticator_data"] = json!(encode(&data));
        prop_assert!(verify(&party(), &shown, &kept.key).is_err());
    }

    #[test]
    fn no_attestation_of_any_bytes_is_a_passkey(attestation in prop::collection::vec(any::<u8>(), 0..300)) {
        let answer = Authenticator::new(1, HOME)
            .create(&party().creation(&CHALLENGE, b"someone", ["worker", "Worker"], &[]));
        let client_data = bytes(&answer, "client_data");
        let given = Created { client_data: &client_data, attestation: &attestation };
        prop_assert!(party().register(&CHALLENGE, &given).is_err());
    }
}
