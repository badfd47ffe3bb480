//! `GET /api/accounts/{id}/partner`

use access::{Account, PartnerExchange, PartnerKey, PartnerUse, may};
use axum::{
    Json,
    extract::{Path, State},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use kernel::{Id, Instant};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{AppState, Caller, Problem};

/// A key of a system.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PartnerKeyRow {
    /// Its id: the `keyid` of its signatures.
    id: String,
    /// What it is called.
    name: String,
    /// The public key (Ed25519) in Base64.
    public_key: String,
    /// What it is for.
    actions: Vec<&'static str>,
    /// Where, as a path of codes; empty for all that the account's roles hold in.
    area: String,
    /// When it was added.
    #[schema(value_type = String, format = DateTime)]
    added_at: Instant,
    /// From when it may sign.
    #[schema(value_type = String, format = DateTime)]
    valid_from: Instant,
    /// Until when.
    #[schema(value_type = String, format = DateTime)]
    valid_until: Instant,
    /// When it was revoked.
    #[schema(value_type = Option<String>, format = DateTime)]
    revoked_at: Option<Instant>,
    /// When it signed last.
    #[schema(value_type = Option<String>, format = DateTime)]
    used_at: Option<Instant>,
}

impl From<PartnerKey> for PartnerKeyRow {
    fn from(key: PartnerKey) -> Self {
        Self {
            id: key.id.to_string(),
            name: key.name,
            public_key: STANDARD.encode(key.public_key),
            actions: key.actions.iter().map(|action| action.name()).collect(),
            area: key.area.to_string(),
            added_at: key.added_at,
            valid_from: key.valid_from,
            valid_until: key.valid_until,
            revoked_at: key.revoked_at,
            used_at: key.used_at,
        }
    }
}

/// How much a system may ask for, and used today.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PartnerQuotaShape {
    /// Requests in a minute, at each server.
    requests_a_minute: u32,
    /// Rows in a day (UTC), sent and received.
    rows_a_day: u32,
    /// Rows of today.
    rows_today: u32,
}

impl From<PartnerUse> for PartnerQuotaShape {
    fn from(used: PartnerUse) -> Self {
        Self {
            requests_a_minute: used.quota.requests_a_minute,
            rows_a_day: used.quota.rows_a_day,
            rows_today: used.rows_today,
        }
    }
}

/// A line of the log of exchanges.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PartnerExchangeRow {
    /// Its id.
    id: String,
    /// The key that signed.
    key: String,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    at: Instant,
    /// The method.
    method: String,
    /// The route.
    path: String,
    /// Rows that were sent.
    rows_in: u32,
    /// Digest of what was sent under a key of the installation, in Base64.
    digest: String,
    /// The signature of the request, in Base64.
    signature: String,
    /// The status of the answer; nothing where there was none.
    status: Option<u16>,
    /// Rows of the answer.
    rows_out: Option<u32>,
    /// SHA-256 of the answer, in Base64.
    answer_digest: Option<String>,
    /// The signature of the answer, in Base64.
    answer_signature: Option<String>,
}

impl From<PartnerExchange> for PartnerExchangeRow {
    fn from(one: PartnerExchange) -> Self {
        let (status, rows_out, answer_digest, answer_signature) =
            one.answer.map_or((None, None, None, None), |answer| {
                let (digest, signature) = (Some(answer.digest), Some(answer.signature));
                (Some(answer.status), Some(answer.rows), digest, signature)
            });
        Self {
            id: one.id.to_string(),
            key: one.key.to_string(),
            at: one.at,
            method: one.method,
            path: one.path,
            rows_in: one.rows_in,
            digest: one.digest,
            signature: one.signature,
            status,
            rows_out,
            answer_digest,
            answer_signature,
        }
    }
}

/// A system's account as its keepers see it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PartnerShape {
    /// Its keys, the newest first.
    keys: Vec<PartnerKeyRow>,
    /// Its quota.
    quota: PartnerQuotaShape,
    /// What a key may be for.
    deeds: Vec<&'static str>,
    /// The public key (Ed25519) of the installation's answers, in Base64: hand it over with the key's id.
    answer_key: String,
    /// The latest exchanges, the newest first.
    exchanges: Vec<PartnerExchangeRow>,
}

/// Lines of the log that are shown; the whole of it is compared by `linli exchange verify`.
const SHOWN: u32 = 50;

/// The keys, the quota and the latest exchanges of a system's account.
#[utoipa::path(
    get, path = "/api/accounts/{id}/partner", tag = "accounts", security(("session" = [])),
    params(("id" = String, Path, description = "The account's id")),
    responses(
        (status = OK, body = PartnerShape),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
        (status = CONFLICT, body = crate::ProblemDocument, description = "it is no system's"),
    )
)]
pub(crate) async fn get(
    caller: Caller<may::AccountsView>,
    State(state): State<AppState>,
    Path(id): Path<Id<Account>>,
) -> Result<Json<PartnerShape>, Problem> {
    let (access, reader) = (&state.access, &caller.principal);
    let keys = access.partner_keys(reader, id).await?;
    let quota = access.partner_use(reader, id).await?;
    let deeds = access.partner_deeds(reader, id).await?;
    let exchanges = access.partner_exchanges(reader, id, SHOWN).await?;
    Ok(Json(PartnerShape {
        keys: keys.into_iter().map(Into::into).collect(),
        quota: quota.into(),
        deeds: deeds.iter().map(|action| action.name()).collect(),
        answer_key: STANDARD.encode(access.answer_key()),
        exchanges: exchanges.into_iter().map(Into::into).collect(),
    }))
}
