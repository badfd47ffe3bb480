//! `POST /api/accounts/{id}/partner/keys`, `POST /api/accounts/{id}/partner/keys/{key}/revoke`

use access::{Account, Action, NewPartnerKey, PartnerKeyMark, may};
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use kernel::{Id, Instant, Text};
use serde::Deserialize;
use utoipa::ToSchema;

use super::show::PartnerKeyRow;
use crate::{AppState, Caller, Problem, routes::accounts::area};

/// A key to add.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AddPartnerKey {
    /// What to call it: 1 to 60 characters.
    name: String,
    /// The public key (Ed25519): PEM, or its 32 bytes in Base64.
    public_key: String,
    /// What it is for: actions, such as `signals.send`.
    actions: Vec<String>,
    /// Where, as a path of codes; where not given, all that the account's roles hold in.
    area: Option<String>,
    /// From when it may sign; at once where not given.
    #[schema(value_type = Option<String>, format = DateTime)]
    valid_from: Option<Instant>,
    /// Until when: 396 days at most.
    #[schema(value_type = String, format = DateTime)]
    valid_until: Instant,
}

/// Adds a key to a system's account. From then on the system may sign its requests with the other half, which stays with it.
#[utoipa::path(
    post, path = "/api/accounts/{id}/partner/keys", tag = "accounts", security(("session" = [])),
    params(("id" = String, Path, description = "The account's id")), request_body = AddPartnerKey,
    responses(
        (status = OK, body = PartnerKeyRow),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
        (status = CONFLICT, body = crate::ProblemDocument, description = "it is no system's, or the key is kept already"),
    )
)]
pub(crate) async fn post(
    caller: Caller<may::AccountsManage>,
    State(state): State<AppState>,
    Path(id): Path<Id<Account>>,
    Json(asked): Json<AddPartnerKey>,
) -> Result<Json<PartnerKeyRow>, Problem> {
    let action = |name: &String| {
        name.parse::<Action>()
            .map_err(|_| Problem::bad_request(Text::new("没有这项用途", "There is no such action")))
    };
    let new = NewPartnerKey {
        name: asked.name,
        public_key: asked.public_key,
        actions: asked.actions.iter().map(action).collect::<Result<_, _>>()?,
        area: area(asked.area.as_deref())?,
        valid_from: asked.valid_from,
        valid_until: asked.valid_until,
    };
    let key = state.access.add_partner_key(&caller.principal, id, new).await?;
    Ok(Json(key.into()))
}

/// Revokes a key: from now on it signs nothing.
#[utoipa::path(
    post, path = "/api/accounts/{id}/partner/keys/{key}/revoke", tag = "accounts", security(("session" = [])),
    params(
        ("id" = String, Path, description = "The account's id"),
        ("key" = String, Path, description = "The key's id"),
    ),
    responses(
        (status = NO_CONTENT),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
        (status = CONFLICT, body = crate::ProblemDocument, description = "it is no system's"),
    )
)]
pub(crate) async fn revoke(
    caller: Caller<may::AccountsManage>,
    State(state): State<AppState>,
    Path((id, key)): Path<(Id<Account>, Id<PartnerKeyMark>)>,
) -> Result<StatusCode, Problem> {
    state.access.revoke_partner_key(&caller.principal, id, key).await?;
    Ok(StatusCode::NO_CONTENT)
}
