//! What a signature of a message is over.

use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Uri};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use server::parts::message::{Input, Request, content_digest, sha256, signature, tells_digest};

/// RFC 9421, appendix B.2.6, with the key of appendix B.1.4.
const KEY: &str = "JrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=";
const INPUT: &str = "sig-b26=(\"date\" \"@method\" \"@path\" \"@authority\" \"content-type\" \"content-length\");created=1618884473;keyid=\"test-key-ed25519\"";
const SIGNATURE: &str = "sig-b26=:wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==:";
const BASE: &str = "\"date\": Tue, 20 Apr 2021 02:07:55 GMT\n\
    \"@method\": POST\n\
    \"@path\": /foo\n\
    \"@authority\": example.com\n\
    \"content-type\": application/json\n\
    \"content-length\": 18\n\
    \"@signature-params\": (\"date\" \"@method\" \"@path\" \"@authority\" \"content-type\" \"content-length\");created=1618884473;keyid=\"test-key-ed25519\"";

fn key() -> [u8; 32] {
    STANDARD.decode(KEY).unwrap().try_into().unwrap()
}

/// The test-request of appendix B.2.
fn fields() -> HeaderMap {
    let all = [
        ("host", "example.com"),
        ("date", "Tue, 20 Apr 2021 02:07:55 GMT"),
        ("content-type", "application/json"),
        ("content-length", "18"),
    ];
    let field = |(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value));
    all.into_iter().map(field).collect()
}

fn signed(method: &Method, uri: &str, headers: &HeaderMap, input: &str) -> bool {
    let uri: Uri = uri.parse().unwrap();
    let request = Request { method, uri: &uri, headers, scheme: "https" };
    let Some(input) = Input::read(input) else { return false };
    let Some(bytes) = signature(SIGNATURE, input.label) else { return false };
    input.base(&request).is_some_and(|base| access::verifies(&key(), base.as_bytes(), &bytes))
}

#[test]
fn the_standards_own_request_is_verified() {
    let uri: Uri = "/foo?param=Value&Pet=dog".parse().unwrap();
    let headers = fields();
    let request = Request { method: &Method::POST, uri: &uri, headers: &headers, scheme: "https" };
    let input = Input::read(INPUT).unwrap();
    assert_eq!((input.label, input.keyid), ("sig-b26", Some("test-key-ed25519")));
    assert_eq!((input.created, input.expires), (Some(1_618_884_473), None));
    assert_eq!(input.base(&request).unwrap(), BASE);
    assert!(signed(&Method::POST, "/foo", &headers, INPUT));
}

#[test]
fn any_byte_that_is_changed_in_what_is_signed_is_refused() {
    let headers = fields();
    assert!(!signed(&Method::PUT, "/foo", &headers, INPUT));
    for uri in ["/fop", "/foo/", "/Foo"] {
        assert!(!signed(&Method::POST, uri, &headers, INPUT), "{uri}");
    }
    for name in ["host", "date", "content-type", "content-length"] {
        let value = headers[name].to_str().unwrap();
        for at in 0..value.len() {
            let mut bytes = value.as_bytes().to_vec();
            // A letter becomes another, and neither a space at an end nor a capital of a host.
            bytes[at] = if bytes[at] == b'z' { b'y' } else { b'z' };
            let mut changed = headers.clone();
            changed.insert(name, HeaderValue::from_bytes(&bytes).unwrap());
            assert!(!signed(&Method::POST, "/foo", &changed, INPUT), "{name}, byte {at}");
        }
        let mut without = headers.clone();
        without.remove(name);
        assert!(!signed(&Method::POST, "/foo", &without, INPUT), "{name} is gone");
    }
    let begun = INPUT.find('(').unwrap();
    for at in begun..INPUT.len() {
        let mut bytes = INPUT.as_bytes().to_vec();
        bytes[at] = if bytes[at] == b'7' { b'8' } else { b'7' };
        let changed = String::from_utf8(bytes).unwrap();
        assert!(!signed(&Method::POST, "/foo", &headers, &changed), "{changed}");
    }
    let verified = |signature: &[u8]| access::verifies(&key(), BASE.as_bytes(), signature);
    let bytes = signature(SIGNATURE, "sig-b26").unwrap();
    assert!(verified(&bytes));
    for at in 0..bytes.len() {
        let mut changed = bytes.clone();
        changed[at] ^= 1;
        assert!(!verified(&changed), "byte {at} of the signature");
    }
}

#[test]
fn what_is_not_written_as_the_standard_has_it_is_not_read() {
    for wrong in [
        "",
        "sig",
        "sig=()x",
        "Sig=(\"@method\")",
        "sig=(\"@method\"  \"@path\")",
        "sig=(\"@method\";req)",
        "sig=(\"@method\");created=1;created=2",
        "sig=(\"@method\");created=-1",
        "sig=(\"@method\");keyid=x",
        "sig=(\"@method\");secret=\"x\"",
        "a=(\"@method\"), b=(\"@path\")",
        "sig=(\"@me\\\"thod\")",
    ] {
        assert_eq!(Input::read(wrong), None, "{wrong}");
    }
    let twice = Input::read("sig=(\"@path\" \"@path\")").unwrap();
    let (uri, headers): (Uri, HeaderMap) = ("/foo".parse().unwrap(), HeaderMap::new());
    let request = Request { method: &Method::GET, uri: &uri, headers: &headers, scheme: "https" };
    assert_eq!(twice.base(&request), None);
}

#[test]
fn a_digest_is_told_once_and_right() {
    // RFC 9530, appendix D.
    let digest = sha256(b"{\"hello\": \"world\"}\n");
    assert!(tells_digest(&content_digest(&digest), &digest));
    assert!(tells_digest(&format!("sha-512=:AAAA:, sha-256=:{digest}:"), &digest));
    for wrong in ["", "sha-256=:AAAA:", "sha-512=:AAAA:"] {
        assert!(!tells_digest(wrong, &digest), "{wrong}");
    }
    let both = format!("sha-256=:{digest}:, sha-256=:AAAA:");
    assert!(!tells_digest(&both, &digest));
}

#[test]
fn the_parts_of_an_address_are_those_of_the_standard() {
    let uri: Uri = "/a/b?x=1&y".parse().unwrap();
    let mut headers = HeaderMap::new();
    headers.insert("host", HeaderValue::from_static("Linli.Example:443"));
    let request = Request { method: &Method::GET, uri: &uri, headers: &headers, scheme: "https" };
    for (name, value) in [
        ("@path", "/a/b"),
        ("@query", "?x=1&y"),
        ("@authority", "linli.example"),
        ("@target-uri", "https://linli.example/a/b?x=1&y"),
        ("@request-target", "/a/b?x=1&y"),
    ] {
        assert_eq!(request.component(name).as_deref(), Some(value), "{name}");
    }
    assert_eq!(request.component("@query-param"), None);
    let bare: Uri = "/a".parse().unwrap();
    let bare = Request { uri: &bare, ..request };
    assert_eq!(bare.component("@query").as_deref(), Some("?"));
}
