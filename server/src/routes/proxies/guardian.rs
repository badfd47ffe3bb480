//! `POST /api/proxies/guardian`, `GET /api/proxies/guardians`, `POST /api/proxies/guardians/{id}/confirm`, `…/refuse`

use access::{BindingMark, Person, Proxy, ProxyMark, may};
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use blocks::Blocks;
use kernel::{Day, Id, Instant, Text};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    give::{paced, scopes},
    shape::{GuardianRequest, Named, end_of},
};
use crate::{
    AppState, Caller, Problem,
    routes::dwellings::{DoorReason, grant_at_door},
};

/// For what a guardian asks to act, and until when.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AskGuardian {
    /// One's own binding to the dwelling where the minor lives.
    #[schema(value_type = String)]
    binding: Id<BindingMark>,
    /// What for: `reads`, `data`, `correct`.
    scopes: Vec<String>,
    /// The last day, within a year; it ends when the minor comes of age at the latest.
    #[schema(value_type = String, format = Date)]
    last_on: Day,
}

/// The request; its word stands in the list of one's proxies.
#[derive(Serialize, ToSchema)]
pub(crate) struct AskedGuardian {
    /// Its id.
    id: String,
}

/// What was found at the door.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ConfirmGuardian {
    /// The word that the guardian showed.
    word: String,
    /// Which of the people of the dwelling is the minor, by id.
    #[schema(value_type = String)]
    person: Id<Person>,
}

/// Years after which a minor is of age.
const OF_AGE: i32 = 18;

/// Asks to act for a minor of one's household. Who works the grid confirms it at the door.
#[utoipa::path(
    post, path = "/api/proxies/guardian", tag = "proxies", security(("session" = [])),
    request_body = AskGuardian,
    responses(
        (status = OK, body = AskedGuardian),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument, description = "one is not bound there"),
        (status = CONFLICT, body = crate::ProblemDocument),
        (status = TOO_MANY_REQUESTS, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn ask(
    caller: Caller<may::ProxiesOwn>,
    State(state): State<AppState>,
    Json(asked): Json<AskGuardian>,
) -> Result<Json<AskedGuardian>, Problem> {
    let (scopes, ends_at) = (scopes(&asked.scopes)?, end_of(&state, asked.last_on));
    let who = &caller.principal;
    paced(&state, who)?;
    let proxy = state.access.ask_guardian(who, asked.binding, &scopes, ends_at).await?;
    Ok(Json(AskedGuardian { id: proxy.id.to_string() }))
}

/// Guardians who wait at the dwellings of one's area: the dwelling, and nobody by name.
#[utoipa::path(
    get, path = "/api/proxies/guardians", tag = "proxies", security(("session" = [])),
    responses(
        (status = OK, body = Vec<GuardianRequest>),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn waiting(
    caller: Caller<may::DwellingsVerify>,
    State(state): State<AppState>,
) -> Result<Json<Vec<GuardianRequest>>, Problem> {
    let found = state.access.guardians_waiting(&caller.principal).await?;
    let named = Named::of(&state, &found).await?;
    Ok(Json(found.iter().map(|proxy| GuardianRequest::of(proxy, &named)).collect()))
}

/// Confirms at the door who is the guardian of which minor. When the minor was born is looked up for it, on their log.
#[utoipa::path(
    post, path = "/api/proxies/guardians/{id}/confirm", tag = "proxies",
    security(("session" = [])),
    params(("id" = String, Path, description = "The request")),
    request_body = ConfirmGuardian,
    responses(
        (status = NO_CONTENT),
        (status = BAD_REQUEST, body = crate::ProblemDocument, description = "the word is wrong, or the person is no minor who lives there"),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
        (status = TOO_MANY_REQUESTS, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn confirm(
    caller: Caller<may::DwellingsVerify>,
    State(state): State<AppState>,
    Path(id): Path<Id<ProxyMark>>,
    Json(given): Json<ConfirmGuardian>,
) -> Result<StatusCode, Problem> {
    let who = &caller.principal;
    let proxy = state.access.guardian_to_verify(who, id).await?;
    let adult_at = of_age_at(&caller, &state, &proxy, given.person).await?;
    let minor = (given.person, adult_at);
    state.access.confirm_guardian(who, id, &given.word, minor).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// When somebody who lives there comes of age: at the beginning of that birthday. The day is weighed here and told to
/// nobody.
async fn of_age_at(
    caller: &Caller<may::DwellingsVerify>,
    state: &AppState,
    proxy: &Proxy,
    person: Id<Person>,
) -> Result<Instant, Problem> {
    let task = format!("guardian {}", proxy.id);
    let grant = grant_at_door(state, &caller.principal, task, &proxy.area, person)?;
    let unit = proxy.unit.ok_or_else(Problem::not_found)?.to_bytes();
    let blocks = Blocks::new(state.database.clone());
    let shut = blocks.born_on(&grant, unit, person).await?;
    let born_on = state.access.disclose(&grant, shut).await?;
    let last_on = born_on.and_then(last_as_minor).ok_or_else(|| {
        Problem::bad_request(Text::new(
            "登记中没有此人住在这里，或不知道其出生日期；请先更正登记，再确认监护",
            "The register knows no such minor there, or no day of birth: have it corrected",
        ))
    })?;
    Ok(end_of(state, last_on))
}

/// The last day before somebody is of age. Whoever was born on 29 February is on 1 March of a year without that day.
#[must_use]
pub fn last_as_minor(born_on: Day) -> Option<Day> {
    let year = born_on.year() + OF_AGE;
    let birthday = Day::new(year, born_on.month(), born_on.day_of_month());
    let birthday = birthday.or_else(|| Day::new(year, 3, 1))?;
    Some(Day::from_epoch_days(birthday.epoch_days() - 1))
}

/// Refuses a guardian's request, with the reason that they read.
#[utoipa::path(
    post, path = "/api/proxies/guardians/{id}/refuse", tag = "proxies",
    security(("session" = [])),
    params(("id" = String, Path, description = "The request")),
    request_body = DoorReason,
    responses(
        (status = NO_CONTENT),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn refuse(
    caller: Caller<may::DwellingsVerify>,
    State(state): State<AppState>,
    Path(id): Path<Id<ProxyMark>>,
    Json(given): Json<DoorReason>,
) -> Result<StatusCode, Problem> {
    state.access.refuse_guardian(&caller.principal, id, &given.reason).await?;
    Ok(StatusCode::NO_CONTENT)
}
