//! What a signature of a message is over: HTTP Message Signatures (RFC 9421) and digests of bodies (RFC 9530).

use std::fmt::Write as _;

use axum::http::{HeaderMap, Method, Uri, header, uri::Authority};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use sha2::{Digest as _, Sha256};

/// A `Signature-Input` of one signature.
#[derive(Debug, PartialEq, Eq)]
pub struct Input<'a> {
    /// What the signature is called.
    pub label: &'a str,
    /// The components, in order.
    pub(crate) components: Vec<&'a str>,
    /// List and parameters as they are written: the last line of the base.
    pub(crate) written: &'a str,
    /// When it was made, in seconds.
    pub created: Option<i64>,
    /// When it is over, in seconds.
    pub expires: Option<i64>,
    /// The key.
    pub keyid: Option<&'a str>,
    /// What makes it one of its kind.
    pub(crate) nonce: Option<&'a str>,
    /// The algorithm, where it is named.
    pub(crate) alg: Option<&'a str>,
}

impl<'a> Input<'a> {
    /// Reads the field's value. Nothing where it is not written as the standard has it, holds two signatures, or has
    /// components or parameters of a kind that is not taken here.
    #[must_use]
    pub fn read(text: &'a str) -> Option<Self> {
        let mut at = Reader { text: text.trim(), at: 0 };
        let label = at.key()?;
        at.byte(b'=')?;
        let begun = at.at;
        at.byte(b'(')?;
        let mut components = Vec::new();
        while at.peek()? != b')' {
            if !components.is_empty() {
                at.byte(b' ')?;
            }
            components.push(at.string()?);
        }
        at.byte(b')')?;
        let (created, expires, keyid, nonce, alg) = (None, None, None, None, None);
        let mut input =
            Self { label, components, written: "", created, expires, keyid, nonce, alg };
        while at.peek() == Some(b';') {
            at.byte(b';')?;
            let name = at.key()?;
            at.byte(b'=')?;
            let twice = match name {
                "created" => input.created.replace(at.integer()?).is_some(),
                "expires" => input.expires.replace(at.integer()?).is_some(),
                "keyid" => input.keyid.replace(at.string()?).is_some(),
                "nonce" => input.nonce.replace(at.string()?).is_some(),
                "alg" => input.alg.replace(at.string()?).is_some(),
                "tag" => {
                    at.string()?;
                    false
                }
                _ => return None,
            };
            if twice {
                return None;
            }
        }
        input.written = at.text.get(begun..at.at)?;
        at.peek().is_none().then_some(input)
    }

    /// Whether a component is covered.
    pub(crate) fn covers(&self, component: &str) -> bool {
        self.components.contains(&component)
    }

    /// What is signed, of a request. Nothing where a component is not there, or stands twice.
    #[must_use]
    pub fn base(&self, request: &Request<'_>) -> Option<String> {
        let mut base = String::new();
        for (at, name) in self.components.iter().enumerate() {
            if self.components.get(..at)?.contains(name) {
                return None;
            }
            // Writing to a text cannot fail.
            let _ = writeln!(base, "\"{name}\": {}", request.component(name)?);
        }
        base.push_str("\"@signature-params\": ");
        base.push_str(self.written);
        Some(base)
    }
}

/// The bytes of a signature with this label in a `Signature` field.
#[must_use]
pub fn signature(text: &str, label: &str) -> Option<Vec<u8>> {
    let written = text.trim().strip_prefix(label)?.strip_prefix("=:")?.strip_suffix(':')?;
    STANDARD.decode(written).ok()
}

/// The parts of a request that can be signed.
#[derive(Clone, Copy)]
pub struct Request<'a> {
    /// The method.
    pub method: &'a Method,
    /// Where it goes, as it came.
    pub uri: &'a Uri,
    /// The fields.
    pub headers: &'a HeaderMap,
    /// `https`, where callers reach linli so.
    pub scheme: &'a str,
}

impl Request<'_> {
    /// The value of a component (RFC 9421, section 2).
    #[must_use]
    pub fn component(&self, name: &str) -> Option<String> {
        let query = self.uri.query();
        match name {
            "@method" => Some(self.method.as_str().to_owned()),
            "@path" => Some(self.uri.path().to_owned()),
            "@query" => Some(format!("?{}", query.unwrap_or_default())),
            "@authority" => self.authority(),
            "@scheme" => Some(self.scheme.to_owned()),
            "@request-target" => Some(self.target()),
            "@target-uri" => {
                Some(format!("{}://{}{}", self.scheme, self.authority()?, self.target()))
            }
            other if other.starts_with('@') => None,
            field => values(self.headers, field),
        }
    }

    fn target(&self) -> String {
        let query = self.uri.query().map(|query| format!("?{query}"));
        format!("{}{}", self.uri.path(), query.unwrap_or_default())
    }

    /// The host in small letters, without the scheme's own port.
    fn authority(&self) -> Option<String> {
        let named = self.headers.get(header::HOST).and_then(|host| host.to_str().ok());
        let host = named.or_else(|| self.uri.authority().map(Authority::as_str))?;
        let host = host.trim().to_ascii_lowercase();
        let own = if self.scheme == "https" { ":443" } else { ":80" };
        Some(host.strip_suffix(own).unwrap_or(&host).to_owned())
    }
}

/// The values of a field, as one line.
pub(crate) fn values(headers: &HeaderMap, name: &str) -> Option<String> {
    if name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return None;
    }
    let all: Option<Vec<&str>> =
        headers.get_all(name).iter().map(|value| value.to_str().ok().map(str::trim)).collect();
    all.filter(|all| !all.is_empty()).map(|all| all.join(", "))
}

/// SHA-256 of a body, in Base64.
#[must_use]
pub fn sha256(body: &[u8]) -> String {
    STANDARD.encode(Sha256::digest(body))
}

/// A `Content-Digest` field.
#[must_use]
pub fn content_digest(digest: &str) -> String {
    format!("sha-256=:{digest}:")
}

/// Whether a `Content-Digest` field tells this SHA-256; others beside it are passed over.
#[must_use]
pub fn tells_digest(field: &str, digest: &str) -> bool {
    let mut told = field.split(',').map(str::trim).filter(|one| one.starts_with("sha-256="));
    told.next() == Some(content_digest(digest).as_str()) && told.next().is_none()
}

/// What is signed of an answer: its status, its body's digest and the signature of the request (RFC 9421, section 2.4).
/// The parameters, and the base.
#[must_use]
pub fn answer(
    (status, digest): (u16, &str),
    (label, signature): (&str, &str),
    (created, keyid): (i64, &str),
) -> (String, String) {
    let params = format!(
        "(\"@status\" \"content-digest\" \"signature\";req;key=\"{label}\");created={created};keyid=\"{keyid}\";alg=\"ed25519\""
    );
    let digest = content_digest(digest);
    let base = format!(
        "\"@status\": {status}\n\"content-digest\": {digest}\n\"signature\";req;key=\"{label}\": :{signature}:\n\"@signature-params\": {params}"
    );
    (params, base)
}

/// Reads structured fields (RFC 8941) as far as signatures need them.
struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn byte(&mut self, byte: u8) -> Option<()> {
        if self.peek()? != byte {
            return None;
        }
        self.at += 1;
        Some(())
    }

    /// The text while its bytes are as asked; at least one.
    fn run(&mut self, is: impl Fn(u8) -> bool) -> Option<&'a str> {
        let begun = self.at;
        while self.peek().is_some_and(&is) {
            self.at += 1;
        }
        self.text.get(begun..self.at).filter(|run| !run.is_empty())
    }

    fn key(&mut self) -> Option<&'a str> {
        let first = self.peek()?;
        if !first.is_ascii_lowercase() && first != b'*' {
            return None;
        }
        let is = |byte: u8| {
            byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_-.*".contains(&byte)
        };
        self.run(is)
    }

    /// A string without escapes: nothing that is signed here needs one.
    fn string(&mut self) -> Option<&'a str> {
        self.byte(b'"')?;
        let is = |byte: u8| (0x20..0x7f).contains(&byte) && byte != b'"' && byte != b'\\';
        let inside = self.run(is)?;
        self.byte(b'"')?;
        Some(inside)
    }

    fn integer(&mut self) -> Option<i64> {
        let digits = self.run(|byte| byte.is_ascii_digit())?;
        (digits.len() <= 15).then(|| digits.parse().ok()).flatten()
    }
}
