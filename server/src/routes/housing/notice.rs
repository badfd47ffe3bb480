//! `GET /api/housing/notices/{id}`, `POST /api/housing/notices/{id}/actions`

use access::may;
use axum::{
    Json,
    extract::{Path, State},
};
use housing::{
    ActionId, Evidence, NoticeAct,
    facts::How,
    notice::{Addressee, NoticeDeed, ServiceWay},
};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    hazard::account,
    notice_shape::{Detail, detail},
    reach::in_reach,
};
use crate::{AppState, Caller, Problem};

/// What is done.
#[derive(Clone, Debug, Deserialize)]
#[serde(tag = "deed", rename_all = "snake_case", deny_unknown_fields)]
enum Deed {
    Serve { way: ServiceWay, to: Addressee },
    Withdraw,
}

/// Something to be done to a notice.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = HousingNoticeDeed)]
pub(crate) struct Asked {
    /// The action's id, made by whoever acts (a UUID): sent twice, it is done once.
    #[schema(value_type = String)]
    id: ActionId,
    /// The version of the notice that was seen.
    seen: u32,
    /// What is done: `{"deed": "serve", "way": "posted", "to": "landlord"}`, where `way` is `message`, `posted` or `handed`
    /// and `to` is `landlord`, `sub_letter`, `operator`, `tenant` or `office`; `{"deed": "withdraw"}`.
    #[schema(value_type = Object)]
    deed: Deed,
    /// What shows it: `[{"kind": "photo", "file": "…"}]`.
    #[serde(default)]
    #[schema(value_type = Vec<Object>)]
    evidence: Vec<Evidence>,
    /// Why, or a word for the file, without anybody's name.
    #[serde(default)]
    words: String,
}

/// A notice: what is printed, how it reached those whom it is for, and what the reader may do now.
#[utoipa::path(
    get, path = "/api/housing/notices/{id}", tag = "housing", security(("session" = [])),
    params(("id" = String, Path, description = "The notice's id")),
    responses(
        (status = OK, body = Detail),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    caller: Caller<may::HousingView>,
    State(state): State<AppState>,
    Path(id): Path<String>,
) -> Result<Json<Detail>, Problem> {
    let (notice, area) = in_reach(&caller, &id, |id| state.housing.notice(id)).await?;
    Ok(Json(detail(&state, &caller, &notice, &area).await?))
}

/// Writes down that a notice reached somebody, with what shows it, or withdraws it. Posted on paper it needs a photo;
/// handed over, whoever did vouches for it, or a photo of the signed copy does.
#[utoipa::path(
    post, path = "/api/housing/notices/{id}/actions", tag = "housing", security(("session" = [])),
    params(("id" = String, Path, description = "The notice's id")),
    request_body = Asked,
    responses(
        (status = OK, body = Detail, description = "the notice as it stands after it"),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
        (status = CONFLICT, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn post(
    caller: Caller<may::HousingAct>,
    State(state): State<AppState>,
    Path(id): Path<String>,
    Json(asked): Json<Asked>,
) -> Result<Json<Detail>, Problem> {
    let (notice, area) = in_reach(&caller, &id, |id| state.housing.notice(id)).await?;
    let act = NoticeAct {
        notice: notice.id,
        seen: asked.seen,
        deed: match asked.deed {
            Deed::Serve { way, to } => NoticeDeed::Serve { way, to },
            Deed::Withdraw => NoticeDeed::Withdraw,
        },
        by: account(&caller),
        how: How { id: asked.id, words: asked.words, evidence: asked.evidence, position: None },
    };
    let done = state.housing.act_on_notice(act).await?;
    Ok(Json(detail(&state, &caller, &done, &area).await?))
}
