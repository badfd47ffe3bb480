//! Requests that a partner's system signs, and the installation's signature on what they are answered: the proof that
//! both sides keep.
//!
//! A signature stands in the place of a session, for accounts of systems alone; policies decide as for everybody, within
//! what the key is for. A refusal is written by [`refused`] further in, so that it is in the caller's language before it
//! is signed.

mod check;
pub(crate) mod message;
pub(crate) mod minute;
pub(crate) mod rows;

use std::sync::Arc;

use access::{
    Account, Action, Admission, PartnerAnswer, PartnerExchangeMark, PartnerRequest, PartnerUse,
    Principal,
};
use axum::{
    body::{Body, to_bytes},
    extract::{MatchedPath, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, header, request::Parts},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use kernel::{Id, Text};

use self::{
    check::{Flaw, SKEW_S},
    message::{answer, content_digest, sha256},
    minute::Left,
};
use crate::{AppState, Problem};

pub(crate) use minute::Minutes;

/// Who signed a request, and what the key is for.
#[derive(Clone)]
pub(crate) struct Signer {
    /// The system's account; its roles hold where the key does.
    pub(crate) principal: Principal,
    actions: Arc<[Action]>,
}

impl Signer {
    /// Refuses (403) what the key is not for.
    pub(crate) fn may(&self, action: Action) -> Result<(), Problem> {
        if self.actions.contains(&action) {
            return Ok(());
        }
        Err(Problem::denied().detail(Text::new(
            format!("此密钥的用途不包括 {action}"),
            format!("The key is not for {action}"),
        )))
    }
}

/// Why a signed request is not heard.
#[derive(Clone)]
struct Refused(Problem);

/// The refusal of a signed request, if it is one.
pub(crate) fn refused(request: &Request) -> Option<Problem> {
    request.extensions().get::<Refused>().map(|refused| refused.0.clone())
}

/// Whether a partner's key signed the request.
pub(crate) fn is_signed(request: &Request) -> bool {
    request.extensions().get::<Signer>().is_some()
}

/// Largest answer that is signed, bytes.
const LARGEST: usize = 16 * 1_024 * 1_024;
const DAY_S: i64 = 86_400;
/// What the installation's signatures are called.
const LABEL: &str = "linli";

/// A request whose signature is right.
struct Known {
    signer: Signer,
    label: String,
    signature: String,
    /// Its line of the log, where it was let in.
    exchange: Option<Id<PartnerExchangeMark>>,
    used: PartnerUse,
    left: Left,
    refusal: Option<Problem>,
}

/// Middleware: lets signed requests in, and signs their answers.
pub(crate) async fn exchange(
    State(state): State<AppState>,
    request: Request,
    next: Next,
) -> Response {
    let signs = request.headers().contains_key("signature-input")
        && request.uri().path().starts_with("/api/");
    if !signs {
        return next.run(request).await;
    }
    let (mut parts, body) = request.into_parts();
    let limit = usize::try_from(state.config.server.body_limit_kib).unwrap_or(usize::MAX);
    let read = to_bytes(body, limit.saturating_mul(1_024)).await;
    let judged = match &read {
        Ok(body) => judge(&state, &parts, body).await,
        Err(_) => Err(Problem::too_large(Text::new("正文过大", "The body is too large"))),
    };
    let known = match judged {
        Ok(known) => known,
        Err(problem) => {
            parts.extensions.insert(Refused(problem));
            return next.run(Request::from_parts(parts, Body::empty())).await;
        }
    };
    parts.extensions.insert(known.signer.clone());
    // One or the other speaks, and never both.
    parts.headers.remove(header::COOKIE);
    if let Some(problem) = &known.refusal {
        parts.extensions.insert(Refused(problem.clone()));
    }
    let body = read.map_or_else(|_| Body::empty(), Body::from);
    let response = next.run(Request::from_parts(parts, body)).await;
    signed(&state, &known, response).await.unwrap_or_else(Problem::into_response)
}

/// Whether a signed request is let in.
async fn judge(state: &AppState, parts: &Parts, body: &[u8]) -> Result<Known, Problem> {
    if parts.uri.path().ends_with("/stream") {
        return Err(Flaw::Stream.problem());
    }
    let now = state.clock.now();
    let now_s = seconds(now);
    let request = message::Request {
        method: &parts.method,
        uri: &parts.uri,
        headers: &parts.headers,
        scheme: if state.config.server.https { "https" } else { "http" },
    };
    let digest = sha256(body);
    let told = (digest.as_str(), body.is_empty());
    let claim = check::claim(&request, told, now_s).map_err(Flaw::problem)?;
    let found = state.access.signer(claim.key).await?;
    // Where no such key stands as much is computed, so that the time of an answer does not tell which keys do.
    let standing = found.as_ref().map(|(key, _)| key.public_key);
    let public = standing.unwrap_or_else(|| state.access.answer_key());
    let right = access::verifies(&public, claim.base.as_bytes(), &claim.signature);
    let (key, principal) = found.filter(|_| right).ok_or_else(|| Flaw::Key.problem())?;
    let signer = Signer { principal, actions: Arc::from(key.actions.as_slice()) };
    let signature = STANDARD.encode(&claim.signature);
    let used = state.access.used_today(key.account).await?;
    let a_minute = used.quota.requests_a_minute;
    let taken = state.minutes.take(key.account, a_minute, now);
    let (left, refusal) = match taken {
        Ok(left) => (left, None),
        Err(left) => {
            let of = ("每分钟请求数", "requests a minute");
            (left, Some(over(left.seconds, a_minute, of)))
        }
    };
    let label = claim.label;
    let known = Known { signer, label, signature, exchange: None, used, left, refusal };
    if known.refusal.is_some() {
        return Ok(known);
    }
    let path = parts.extensions.get::<MatchedPath>().map_or("(file)", MatchedPath::as_str);
    let asked = PartnerRequest {
        method: parts.method.as_str().to_owned(),
        path: path.to_owned(),
        rows: rows::rows(kind(&parts.headers), body),
        digest,
        signature: known.signature.clone(),
        nonce: claim.nonce,
        expires_at: kernel::Instant::from_micros(
            (claim.expires + SKEW_S + 1).saturating_mul(1_000_000),
        ),
    };
    match state.access.admit_partner(&key, &asked).await? {
        Admission::Replayed => {
            state.minutes.give_back(key.account);
            Err(Flaw::Replay.problem())
        }
        Admission::Admitted { exchange, used } => {
            Ok(Known { exchange: Some(exchange), used, ..known })
        }
        Admission::OverRows { used } => {
            let wait_s = DAY_S - now_s.rem_euclid(DAY_S);
            let limit = used.quota.rows_a_day;
            let refusal = Some(over(wait_s, limit, ("每日行数", "rows a day")));
            Ok(Known { used, refusal, ..known })
        }
    }
}

fn over(wait_s: i64, limit: u32, (zh, en): (&str, &str)) -> Problem {
    Problem::over_quota(wait_s)
        .detail(Text::new(format!("{zh}上限为 {limit}"), format!("The limit is {limit} {en}")))
}

/// The answer with its digest and signature, once it is on the log.
async fn signed(state: &AppState, known: &Known, response: Response) -> Result<Response, Problem> {
    let (mut head, content) = response.into_parts();
    if kind(&head.headers).starts_with("text/event-stream") {
        return Err(Flaw::Stream.problem());
    }
    let content = to_bytes(content, LARGEST).await.map_err(Problem::internal)?;
    let digest = sha256(&content);
    let now_s = seconds(state.clock.now());
    let keyid = STANDARD.encode(state.access.answer_key());
    let status = head.status.as_u16();
    let request = (known.label.as_str(), known.signature.as_str());
    let (params, base) = answer((status, digest.as_str()), request, (now_s, keyid.as_str()));
    let signature = STANDARD.encode(state.access.sign_answer(base.as_bytes()));
    if let Some(exchange) = known.exchange {
        let account: Id<Account> = known.signer.principal.account;
        let rows = rows::rows(kind(&head.headers), &content);
        let told = PartnerAnswer {
            status,
            rows: if head.status.is_success() { rows } else { 0 },
            digest: digest.clone(),
            signature: signature.clone(),
        };
        state.access.answer_partner(account, exchange, &told).await?;
    }
    let Known { used, left, .. } = known;
    let quota = used.quota;
    let day_s = DAY_S - now_s.rem_euclid(DAY_S);
    let fields = [
        ("content-digest", content_digest(&digest)),
        ("signature-input", format!("{LABEL}={params}")),
        ("signature", format!("{LABEL}=:{signature}:")),
        (
            "ratelimit-policy",
            format!(
                "\"minute\";q={};w=60, \"day\";q={};w={DAY_S}",
                quota.requests_a_minute, quota.rows_a_day
            ),
        ),
        (
            "ratelimit",
            format!(
                "\"minute\";r={};t={}, \"day\";r={};t={day_s}",
                left.requests,
                left.seconds,
                used.rows_left()
            ),
        ),
    ];
    for (name, value) in fields {
        let value = HeaderValue::try_from(value).map_err(Problem::internal)?;
        head.headers.insert(HeaderName::from_static(name), value);
    }
    Ok(Response::from_parts(head, Body::from(content)))
}

fn kind(headers: &HeaderMap) -> &str {
    headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default()
}

fn seconds(at: kernel::Instant) -> i64 {
    at.micros().div_euclid(1_000_000)
}
