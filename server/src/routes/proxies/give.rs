//! `POST /api/proxies`, `POST /api/proxies/accept`, `POST /api/proxies/{id}/revoke`

use access::{Principal, ProxyMark, ProxyScope, may};
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use kernel::{Day, Id, Text};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::shape::end_of;
use crate::{AppState, Caller, Problem};

/// What somebody may do for one, and until when.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct GiveProxy {
    /// What for: `reads` (see who looked), `data` (see what is kept), `correct` (say that a fact is wrong).
    scopes: Vec<String>,
    /// The last day, within a year.
    #[schema(value_type = String, format = Date)]
    last_on: Day,
}

/// The word to hand over. It is shown once.
#[derive(Serialize, ToSchema)]
pub(crate) struct GivenProxy {
    /// The proxy.
    id: String,
    /// Whoever has it accepts, within fourteen days.
    word: String,
}

/// The word that was handed over.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AcceptProxy {
    /// As it was shown.
    word: String,
}

/// Words that may be tried in an hour: each is 99 bits.
const TRIES_AN_HOUR: u32 = 30;

/// Proxies that one account may give, or ask for, in an hour.
const GIVEN_AN_HOUR: u32 = 30;

/// Holds back an account that gives, or asks for, one after the other.
pub(super) fn paced(state: &AppState, principal: &Principal) -> Result<(), Problem> {
    let from = principal.account.to_string();
    state.pace.take("proxy given", from, GIVEN_AN_HOUR, state.clock.now())
}

/// Lets somebody act for oneself, for named things and until a day. Nothing is sent: one hands the word over.
#[utoipa::path(
    post, path = "/api/proxies", tag = "proxies", security(("session" = [])),
    request_body = GiveProxy,
    responses(
        (status = OK, body = GivenProxy),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = CONFLICT, body = crate::ProblemDocument),
        (status = TOO_MANY_REQUESTS, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn post(
    caller: Caller<may::ProxiesOwn>,
    State(state): State<AppState>,
    Json(asked): Json<GiveProxy>,
) -> Result<Json<GivenProxy>, Problem> {
    if caller.principal.person.is_none() {
        return Err(nobody_yet());
    }
    let scopes = scopes(&asked.scopes)?;
    let ends_at = end_of(&state, asked.last_on);
    paced(&state, &caller.principal)?;
    let (proxy, word) = state.access.give_proxy(&caller.principal, &scopes, ends_at).await?;
    Ok(Json(GivenProxy { id: proxy.id.to_string(), word: word.reveal().to_owned() }))
}

/// For an account of which nobody knows whose it is.
fn nobody_yet() -> Problem {
    Problem::denied()
        .detail(Text::new(
            "登记中尚未确定您是谁，因此没有可以委托的信息",
            "The register does not know yet who you are: there is nothing to see for you",
        ))
        .action(Text::new(
            "请先绑定住处，并在网格员上门时出示身份证件",
            "Be bound to your dwelling, and show a document to the grid worker",
        ))
}

/// The things that a list names.
pub(super) fn scopes(named: &[String]) -> Result<Vec<ProxyScope>, Problem> {
    let unknown = |_| {
        Problem::bad_request(Text::new(
            "没有这种代理事项",
            "There is no such thing to do for another",
        ))
    };
    let scopes: Result<Vec<ProxyScope>, _> =
        named.iter().map(|name| name.parse::<ProxyScope>()).collect();
    scopes.map_err(unknown)
}

/// Takes on to act for whoever handed the word over. Once.
#[utoipa::path(
    post, path = "/api/proxies/accept", tag = "proxies", security(("session" = [])),
    request_body = AcceptProxy,
    responses(
        (status = NO_CONTENT),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument, description = "unknown, used, taken back or over"),
        (status = CONFLICT, body = crate::ProblemDocument, description = "one's own"),
        (status = TOO_MANY_REQUESTS, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn accept(
    caller: Caller<may::ProxiesOwn>,
    State(state): State<AppState>,
    Json(given): Json<AcceptProxy>,
) -> Result<StatusCode, Problem> {
    let from = caller.principal.account.to_string();
    state.pace.take("proxy", from, TRIES_AN_HOUR, state.clock.now())?;
    state.access.accept_proxy(&caller.principal, &given.word).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Ends it, for either side.
#[utoipa::path(
    post, path = "/api/proxies/{id}/revoke", tag = "proxies", security(("session" = [])),
    params(("id" = String, Path, description = "The proxy")),
    responses(
        (status = NO_CONTENT),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn revoke(
    caller: Caller<may::ProxiesOwn>,
    State(state): State<AppState>,
    Path(id): Path<Id<ProxyMark>>,
) -> Result<StatusCode, Problem> {
    state.access.revoke_proxy(&caller.principal, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
