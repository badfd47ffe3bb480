//! `GET` and `POST /api/cases/figures/own/objections`, `GET /api/cases/figures/objections` and `POST …/{id}/answer`

use access::may;
use axum::{
    Json,
    extract::{Path, Query, State},
};
use casework::{FigureName, NewObjection, Objection, ObjectionAnswerId, ObjectionId};
use kernel::{Day, Id, Instant, Text};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    figures::own_page,
    list::area_of,
    report::words,
    shape::{Named, Names, Officer, subclass},
};
use crate::{AppState, Caller, Problem};

/// Most objections of one's own that are told.
const MOST_OWN: u32 = 100;
/// Objections a page.
const PAGE: u32 = 50;

/// An objection of somebody to one of their own figures.
#[derive(Debug, Serialize, ToSchema)]
struct FigureObjection {
    /// Its id.
    id: String,
    /// Who objects.
    by: Officer,
    /// The first day of the figure.
    from: String,
    /// The last.
    to: String,
    /// Of which subclass; nothing for all of their cases.
    of: Option<Named>,
    /// Which figure: `cases`, `contact_h`, `handle_h`, `in_time`, `reopened`, `verified` or `content`.
    figure: &'static str,
    /// The figure as it stood: a number, hours, or a part of one.
    shown: String,
    /// What is wrong with it.
    words: String,
    /// When it was said.
    #[schema(value_type = String, format = DateTime)]
    at: Instant,
    /// What was answered.
    answer: Option<FigureObjectionAnswer>,
}

/// The answer to an objection.
#[derive(Debug, Serialize, ToSchema)]
struct FigureObjectionAnswer {
    /// Whether the objection is right.
    upheld: bool,
    /// Why.
    words: String,
    /// By whom.
    by: Officer,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    at: Instant,
}

/// Objections, the last first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FigureObjections {
    /// The page.
    rows: Vec<FigureObjection>,
    /// Where the next page goes on; nothing at the end.
    next: Option<i64>,
}

async fn shown(
    state: &AppState,
    found: Vec<Objection>,
    me: Id<access::Account>,
) -> Result<Vec<FigureObjection>, Problem> {
    let who = found.iter().flat_map(|one| {
        let answered = one.answer.as_ref().map(|answer| answer.by);
        [Some(one.said.account), answered].into_iter().flatten()
    });
    let names = Names::of(state, who, me).await?;
    let shape = |Objection { said, made_at, answer, .. }: Objection| FigureObjection {
        id: said.id.to_string(),
        by: names.officer(said.account),
        from: said.from.to_string(),
        to: said.to.to_string(),
        of: (!said.subclass.is_empty()).then(|| subclass(&state.casework, &said.subclass)),
        figure: said.figure.name(),
        shown: said.shown,
        words: said.words,
        at: made_at,
        answer: answer.map(|answer| FigureObjectionAnswer {
            upheld: answer.upheld,
            words: answer.words,
            by: names.officer(answer.by),
            at: answer.at,
        }),
    };
    Ok(found.into_iter().map(shape).collect())
}

/// The caller's own objections to their own figures, with what was answered.
#[utoipa::path(
    get, path = "/api/cases/figures/own/objections", tag = "cases", security(("session" = [])),
    responses(
        (status = OK, body = FigureObjections),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn own(
    caller: Caller<may::CasesHandle>,
    State(state): State<AppState>,
) -> Result<Json<FigureObjections>, Problem> {
    let me = caller.principal.account;
    let found = state.casework.own_objections(me, MOST_OWN).await?;
    Ok(Json(FigureObjections { rows: shown(&state, found, me).await?, next: None }))
}

/// What somebody says is wrong with one of their own figures.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ObjectToFigure)]
pub(crate) struct Said {
    /// Its id, made by whoever objects (a UUID): sent twice, it is one.
    #[schema(value_type = String)]
    id: ObjectionId,
    /// The first day of the figure.
    #[schema(value_type = String, format = Date)]
    from: Day,
    /// The last.
    #[schema(value_type = String, format = Date)]
    to: Day,
    /// Of which subclass; of all of one's cases where it is empty.
    #[serde(default)]
    of: String,
    /// `cases`, `contact_h`, `handle_h`, `in_time`, `reopened`, `verified` or `content`.
    figure: String,
    /// What is wrong with it.
    words: String,
}

/// Objects to a figure of one's own: whoever supervises where the caller works is shown this one figure, and answers.
#[utoipa::path(
    post, path = "/api/cases/figures/own/objections", tag = "cases", security(("session" = [])),
    request_body = Said,
    responses(
        (status = OK, body = FigureObjections, description = "the caller's own objections, this one on top"),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = CONFLICT, body = crate::ProblemDocument),
        (status = PAYLOAD_TOO_LARGE, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn object(
    caller: Caller<may::CasesHandle>,
    State(state): State<AppState>,
    Json(said): Json<Said>,
) -> Result<Json<FigureObjections>, Problem> {
    let me = caller.principal.account;
    let figure = FigureName::from_name(&said.figure).ok_or_else(Problem::unknown_filter)?;
    if said.from > said.to {
        return Err(Problem::unknown_filter());
    }
    let area = area_of(&state, &caller, None).await?;
    let page = own_page(&state, me, said.from, said.to).await?;
    let value = page.value(&said.of, figure).ok_or_else(|| {
        Problem::bad_request(Text::new("您没有这项数据", "You have no such figure"))
    })?;
    let new = NewObjection {
        id: said.id,
        account: me,
        area,
        from: said.from,
        to: said.to,
        subclass: said.of,
        figure,
        shown: value,
        words: words(&said.words)?,
    };
    state.casework.object_to_figure(new).await?;
    let found = state.casework.own_objections(me, MOST_OWN).await?;
    Ok(Json(FigureObjections { rows: shown(&state, found, me).await?, next: None }))
}

/// Of where.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Where {
    /// Within this area: its id, or its path of codes; the account's own where not given.
    area: Option<String>,
    /// Where the last page ended, from its `next`.
    after: Option<i64>,
}

/// Objections of those who work in an area: the figures that they chose to show, and no others.
#[utoipa::path(
    get, path = "/api/cases/figures/objections", tag = "cases", security(("session" = [])), params(Where),
    responses(
        (status = OK, body = FigureObjections),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn list(
    caller: Caller<may::CasesSupervise>,
    State(state): State<AppState>,
    Query(asked): Query<Where>,
) -> Result<Json<FigureObjections>, Problem> {
    let area = area_of(&state, &caller, asked.area.as_deref()).await?;
    // One more than a page tells whether there is a next.
    let mut found = state.casework.objections(&area, asked.after, PAGE + 1).await?;
    let more = found.len() > PAGE as usize;
    found.truncate(PAGE as usize);
    let next = found.last().filter(|_| more).map(|last| last.seq);
    let rows = shown(&state, found, caller.principal.account).await?;
    Ok(Json(FigureObjections { rows, next }))
}

/// What is answered.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AnswerObjection)]
pub(crate) struct Answer {
    /// Its id, made by whoever answers (a UUID): sent twice, it is one.
    #[schema(value_type = String)]
    id: ObjectionAnswerId,
    /// Whether the objection is right.
    upheld: bool,
    /// Why.
    words: String,
}

/// Answers an objection, once; nobody answers their own.
#[utoipa::path(
    post, path = "/api/cases/figures/objections/{id}/answer", tag = "cases", security(("session" = [])),
    params(("id" = String, Path, description = "The objection's id")),
    request_body = Answer,
    responses(
        (status = OK, body = FigureObjections, description = "this one alone"),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
        (status = CONFLICT, body = crate::ProblemDocument),
        (status = PAYLOAD_TOO_LARGE, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn answer(
    caller: Caller<may::CasesSupervise>,
    State(state): State<AppState>,
    Path(id): Path<String>,
    Json(answer): Json<Answer>,
) -> Result<Json<FigureObjections>, Problem> {
    let id: ObjectionId = id.parse().map_err(|_| Problem::not_found())?;
    let found = state.casework.objection(id).await?.ok_or_else(Problem::not_found)?;
    caller.within(&found.said.area)?;
    let me = caller.principal.account;
    let words = words(&answer.words)?;
    let done = state.casework.answer_objection(id, answer.id, me, answer.upheld, &words).await?;
    Ok(Json(FigureObjections { rows: shown(&state, vec![done], me).await?, next: None }))
}
