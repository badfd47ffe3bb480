//! `/api/duty/broadcasts`: a message to everybody on duty in an area, and what became of it.

use access::may;
use axum::{
    Json,
    extract::{Path, Query, State},
};
use kernel::{AreaPath, Instant, Text};
use messages::{Broadcast, BroadcastId, BroadcastKind, NewBroadcast};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::people::Where;
use crate::{
    AppState, Caller, Problem, TextShape,
    routes::{
        accounts::Places,
        cases::{
            area_of,
            shape::{Names, Officer},
        },
    },
};

/// How many are listed at the most.
const MOST: u32 = 50;
/// Longest words of one, characters.
const LONGEST: usize = 300;

/// A broadcast that is to be sent.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct BroadcastTold {
    /// The id of the press (a UUID): sent twice, it is one broadcast.
    #[schema(value_type = String)]
    id: BroadcastId,
    /// The street, community or grid: its id, or its path of codes.
    area: String,
    /// What it is: `notice`, `help`, `weather` or `danger`.
    kind: String,
    /// What it says in Chinese, 300 characters at most. Where one language is not given, the other stands for both.
    zh: Option<String>,
    /// What it says in English.
    en: Option<String>,
}

/// How many a broadcast would reach now.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct BroadcastReach {
    /// On duty in the area, without the caller.
    on_duty: u64,
}

/// A broadcast as it stands.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = BroadcastRow)]
pub(crate) struct Row {
    /// Its id.
    id: String,
    /// `notice`, `help`, `weather` or `danger`.
    kind: &'static str,
    /// To whoever was on duty in this area: its path of codes.
    #[schema(value_type = String)]
    area: AreaPath,
    /// What the area is called.
    #[schema(value_type = TextShape)]
    place: Text,
    /// What it says, without numbers of persons.
    #[schema(value_type = TextShape)]
    words: Text,
    /// Who sent it.
    by: Officer,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    made_at: Instant,
    /// How many it was sent to.
    reached: u64,
    /// How many of them saw it.
    seen: u64,
    /// When it was taken back from those who had not seen it.
    #[schema(value_type = Option<String>, format = DateTime)]
    recalled_at: Option<Instant>,
}

/// The latest broadcasts.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct BroadcastPage {
    /// The last first, 50 at the most.
    rows: Vec<Row>,
}

/// The latest broadcasts within an area, each with how many saw it: a number, and nobody's name.
#[utoipa::path(
    get, path = "/api/duty/broadcasts", tag = "duty", security(("session" = [])), params(Where),
    responses(
        (status = OK, body = BroadcastPage),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn list(
    caller: Caller<may::DutyBroadcast>,
    State(state): State<AppState>,
    Query(asked): Query<Where>,
) -> Result<Json<BroadcastPage>, Problem> {
    let area = area_of(&state, &caller, asked.area.as_deref()).await?;
    let found = state.messages.broadcasts(&area, MOST).await?;
    Ok(Json(BroadcastPage { rows: shown(&state, &caller, found).await? }))
}

/// How many a broadcast to an area would reach now: staff on duty there, without the caller.
#[utoipa::path(
    get, path = "/api/duty/broadcasts/reach", tag = "duty", security(("session" = [])), params(Where),
    responses(
        (status = OK, body = BroadcastReach),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn reach(
    caller: Caller<may::DutyBroadcast>,
    State(state): State<AppState>,
    Query(asked): Query<Where>,
) -> Result<Json<BroadcastReach>, Problem> {
    let area = area_of(&state, &caller, asked.area.as_deref()).await?;
    let readers = state.casework.accounts_on_duty(&area, caller.principal.account).await?;
    Ok(Json(BroadcastReach { on_duty: readers.len() as u64 }))
}

/// Sends a broadcast to everybody on duty in a street, community or grid: one recorded action, a message to each. Sent
/// again with the same id it is not sent again. 409 where nobody is on duty there.
#[utoipa::path(
    post, path = "/api/duty/broadcasts", tag = "duty", security(("session" = [])), request_body = BroadcastTold,
    responses(
        (status = OK, body = Row),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = CONFLICT, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn post(
    caller: Caller<may::DutyBroadcast>,
    State(state): State<AppState>,
    Json(told): Json<BroadcastTold>,
) -> Result<Json<Row>, Problem> {
    if told.area.is_empty() {
        return Err(too_wide());
    }
    let area = area_of(&state, &caller, Some(&told.area)).await?;
    if area.upward().count() < 2 {
        return Err(too_wide());
    }
    let kind = BroadcastKind::from_name(&told.kind).ok_or_else(|| {
        Problem::bad_request(Text::new("没有这种通知", "There is no such kind of broadcast"))
    })?;
    let words = words(told.zh.as_deref(), told.en.as_deref())?;
    let by = caller.principal.account;
    let readers = state.casework.accounts_on_duty(&area, by).await?;
    if readers.is_empty() && state.messages.broadcast_of(told.id).await?.is_none() {
        return Err(Problem::conflict(Text::new(
            "该区域现在没有其他人在岗",
            "Nobody else is on duty there now",
        )));
    }
    let place = Places::of(&state, std::iter::once(&area)).await?.name(&area);
    let new = NewBroadcast { id: told.id, by, area, place, kind, words };
    let sent = state.messages.broadcast(new, &readers).await?;
    Ok(Json(one(&state, &caller, sent).await?))
}

/// Takes a broadcast back from those who have not seen it; whoever saw it keeps it. 409 where everybody did, or it was
/// taken back before.
#[utoipa::path(
    post, path = "/api/duty/broadcasts/{id}/recall", tag = "duty", security(("session" = [])),
    params(("id" = String, Path, description = "The broadcast's id")),
    responses(
        (status = OK, body = Row),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
        (status = CONFLICT, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn recall(
    caller: Caller<may::DutyBroadcast>,
    State(state): State<AppState>,
    Path(id): Path<BroadcastId>,
) -> Result<Json<Row>, Problem> {
    let found = state.messages.broadcast_of(id).await?.ok_or_else(Problem::not_found)?;
    caller.within(&found.area)?;
    if state.messages.recall(id, caller.principal.account).await? == 0 {
        return Err(Problem::conflict(Text::new(
            "没有未读的人：通知已全部读过或已撤回",
            "Nobody is left who has not seen it, or it was taken back before",
        )));
    }
    let now = state.messages.broadcast_of(id).await?.ok_or_else(Problem::not_found)?;
    Ok(Json(one(&state, &caller, now).await?))
}

fn too_wide() -> Problem {
    Problem::bad_request(Text::new(
        "请选择街道、社区或网格",
        "Choose a street, a community or a grid",
    ))
}

/// What it says in both languages, without numbers of persons.
fn words(zh: Option<&str>, en: Option<&str>) -> Result<Text, Problem> {
    let given = |words: Option<&str>| {
        words.map(str::trim).filter(|words| !words.is_empty()).map(casework::redact)
    };
    let (zh, en) = (given(zh), given(en));
    let words = match (zh, en) {
        (Some(zh), Some(en)) => Text::new(zh, en),
        (Some(one), None) | (None, Some(one)) => Text::new(one.clone(), one),
        (None, None) => {
            return Err(Problem::bad_request(Text::new("请填写内容", "Write what it says")));
        }
    };
    if words.zh.chars().count() > LONGEST || words.en.chars().count() > LONGEST {
        return Err(Problem::bad_request(Text::new(
            "内容不超过 300 字",
            "It says 300 characters at most",
        )));
    }
    Ok(words)
}

async fn one(
    state: &AppState,
    caller: &Caller<may::DutyBroadcast>,
    found: Broadcast,
) -> Result<Row, Problem> {
    let mut rows = shown(state, caller, vec![found]).await?;
    rows.pop().ok_or_else(Problem::not_found)
}

async fn shown(
    state: &AppState,
    caller: &Caller<may::DutyBroadcast>,
    found: Vec<Broadcast>,
) -> Result<Vec<Row>, Problem> {
    let me = caller.principal.account;
    let names = Names::of(state, found.iter().map(|one| one.by), me).await?;
    let places = Places::of(state, found.iter().map(|one| &one.area)).await?;
    let rows = found.into_iter().map(|one| Row {
        id: one.id.to_string(),
        kind: one.kind.name(),
        place: places.name(&one.area),
        area: one.area,
        words: one.words,
        by: names.officer(one.by),
        made_at: one.made_at,
        reached: one.reached,
        seen: one.seen,
        recalled_at: one.recalled_at,
    });
    Ok(rows.collect())
}
