//! What a signature of a partner's request must be before its key is asked for.

use access::PartnerKeyMark;
use kernel::{Id, Text};

use super::message::{Input, Request, signature, tells_digest, values};
use crate::Problem;

/// A signature is good for so long at most, seconds.
pub(super) const LONGEST_S: i64 = 300;
/// Clocks of the two sides differ by so much at most, seconds.
pub(super) const SKEW_S: i64 = 30;
const NONCE: std::ops::RangeInclusive<usize> = 16..=64;

/// A signature that may be verified.
#[derive(Debug)]
pub(super) struct Claim {
    /// The key that it names.
    pub(super) key: Id<PartnerKeyMark>,
    /// What it is called.
    pub(super) label: String,
    /// What makes it one of its kind.
    pub(super) nonce: String,
    /// When it is over, seconds.
    pub(super) expires: i64,
    /// What is signed.
    pub(super) base: String,
    /// The signature.
    pub(super) signature: Vec<u8>,
}

/// Why a signature is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flaw {
    /// Not written as RFC 9421 has it, or a part that it covers is not there.
    Form,
    /// What it must cover is not all covered.
    Covers,
    /// The digest is not the body's.
    Digest,
    /// Not within its time, or for too long.
    Time,
    /// No nonce, or one that is too short or too long.
    Nonce,
    /// The key is not known, not valid now, or signed something else: one answer for all.
    Key,
    /// It came before.
    Replay,
    /// A stream has no end to sign.
    Stream,
}

impl Flaw {
    /// What the caller is told.
    pub(super) fn problem(self) -> Problem {
        let (zh, en) = match self {
            Self::Form => (
                "签名须按 RFC 9421 书写，且仅一个，算法为 ed25519",
                "One signature, written as RFC 9421 has it, of ed25519",
            ),
            Self::Covers => (
                "签名须涵盖 @method，@target-uri 或 @path（有查询串时加 @query），有正文时还须涵盖 content-type 与 content-digest",
                "It covers @method, @target-uri or @path (and @query where there is one), and with a body content-type and content-digest",
            ),
            Self::Digest => (
                "Content-Digest 的 sha-256 与正文不符",
                "The sha-256 of Content-Digest is not the body's",
            ),
            Self::Time => (
                "须有 created 与 expires，有效期至多 300 秒，时钟相差至多 30 秒",
                "It has created and expires, 300 seconds apart at most, by a clock that is right within 30",
            ),
            Self::Nonce => {
                ("须有 16 至 64 个字符的 nonce", "It has a nonce of 16 to 64 characters")
            }
            Self::Key => (
                "密钥未登记、已撤销、不在有效期内，或签名与请求不符",
                "The key is not known, revoked or not valid now, or the signature is not this request's",
            ),
            Self::Replay => ("此签名已用过", "This signature was used before"),
            Self::Stream => (
                "持续推送的接口不接受签名请求",
                "What never ends is not answered to signed requests",
            ),
        };
        Problem::bad_signature(Text::new(zh, en))
    }
}

/// Checks what needs no key: form, cover, digest, time. `digest` is the body's, also of an empty one: a body that was
/// taken away on the way is no other than the one whose digest is covered.
pub(super) fn claim(
    request: &Request<'_>,
    (digest, is_empty): (&str, bool),
    now_s: i64,
) -> Result<Claim, Flaw> {
    let field = |name| values(request.headers, name).ok_or(Flaw::Form);
    let (written, signatures) = (field("signature-input")?, field("signature")?);
    let input = Input::read(&written).ok_or(Flaw::Form)?;
    let signature = signature(&signatures, input.label).ok_or(Flaw::Form)?;
    if input.alg.is_some_and(|alg| alg != "ed25519") {
        return Err(Flaw::Form);
    }
    let key: Id<PartnerKeyMark> =
        input.keyid.and_then(|keyid| keyid.parse().ok()).ok_or(Flaw::Key)?;
    let nonce = input.nonce.filter(|nonce| NONCE.contains(&nonce.len())).ok_or(Flaw::Nonce)?;
    let target = input.covers("@target-uri")
        || input.covers("@path") && (request.uri.query().is_none() || input.covers("@query"));
    let digested = input.covers("content-digest");
    let body = is_empty || digested && input.covers("content-type");
    if !(input.covers("@method") && target && body) {
        return Err(Flaw::Covers);
    }
    if digested {
        let told = values(request.headers, "content-digest").ok_or(Flaw::Digest)?;
        if !tells_digest(&told, digest) {
            return Err(Flaw::Digest);
        }
    }
    let (created, expires) = input.created.zip(input.expires).ok_or(Flaw::Time)?;
    let lasts = (1..=LONGEST_S).contains(&(expires - created));
    if !lasts || created > now_s + SKEW_S || expires + SKEW_S < now_s {
        return Err(Flaw::Time);
    }
    let base = input.base(request).ok_or(Flaw::Form)?;
    let (label, nonce) = (input.label.to_owned(), nonce.to_owned());
    Ok(Claim { key, label, nonce, expires, base, signature })
}
