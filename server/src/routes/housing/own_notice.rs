//! `GET /api/housing/own/notices/{id}`, `POST …/acknowledgement`, `POST …/objections`

use access::{Named, may};
use axum::{
    Json,
    extract::{Path, State},
};
use housing::{ActionId, Evidence, NewObjection, NoticeId, facts::How, notice::Notice};
use kernel::Text;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    hazard::account,
    notice_shape::{PaperShape, paper},
    own_shape::{NoticeShape, ObjectionShape},
    shape::{Labels, Word, word},
};
use crate::{AppState, Caller, Problem, TextShape};

/// A notice that is served on one, whole.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OwnNoticeDetail)]
pub(crate) struct Detail {
    /// The row.
    #[serde(flatten)]
    row: NoticeShape,
    /// What it says.
    paper: PaperShape,
    /// What becomes of the duty where one objects.
    effect: Word,
    /// What became of it by an objection: suspended, or its time counted anew.
    #[schema(value_type = Option<TextShape>)]
    duty: Option<Text>,
    /// What one may do now: `acknowledge`, `object`.
    offers: Vec<&'static str>,
}

/// One says that one read a notice.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AcknowledgeNotice)]
pub(crate) struct Read {
    /// The action's id, made by whoever acts (a UUID): sent twice, it is done once.
    #[schema(value_type = String)]
    id: ActionId,
    /// The version of the notice that was seen.
    seen: u32,
}

/// One objects to a notice.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ObjectToNotice)]
pub(crate) struct Objects {
    /// The action's id, made by whoever objects (a UUID): sent twice, it is one.
    #[schema(value_type = String)]
    id: ActionId,
    /// The reasons, without anybody's name.
    words: String,
    /// What shows it: `[{"kind": "document", "file": "…"}]`.
    #[serde(default)]
    #[schema(value_type = Vec<Object>)]
    evidence: Vec<Evidence>,
}

/// A notice on a place that the caller answers for; 404 for any other.
async fn find<A: Named>(state: &AppState, caller: &Caller<A>, id: &str) -> Result<Notice, Problem> {
    let id: NoticeId = id.parse().map_err(|_| Problem::not_found())?;
    let held = state.housing.own_places(account(caller)).await?;
    let theirs = held.into_iter().filter(|place| caller.within(&place.area).is_ok());
    let mut notices = theirs.flat_map(|place| place.notices);
    notices.find(|notice| notice.id == id).ok_or_else(Problem::not_found)
}

async fn detail<A: Named>(
    state: &AppState,
    caller: &Caller<A>,
    notice: &Notice,
) -> Result<Detail, Problem> {
    let me = account(caller);
    let labels = Labels::of(state, [notice.content.place]).await?;
    let standing = state.housing.notice_standing(notice).await?;
    let own = state.housing.own_objections(me, &[notice.id]).await?.into_iter().next();
    let words = state.housing.words_of(notice.content.action).await?;
    let mut row = NoticeShape::of(state, (notice, standing), &labels, me);
    if let Some(own) = &own {
        row.objection = Some(ObjectionShape::whole(state, own).await?);
    }
    let mut offers = Vec::new();
    if notice.withdrawn_at.is_none() {
        if notice.acknowledged_at(me).is_none() {
            offers.push("acknowledge");
        }
        // After the term it is offered no more; whoever sends it all the same is told until when it ran.
        let in_time = state.housing.object_until(notice).is_none_or(|at| state.clock.now() <= at);
        if own.is_none() && notice.may_be_objected_to() && in_time {
            offers.push("object");
        }
    }
    let effect = state.housing.objection_effect(notice).await?;
    Ok(Detail {
        row,
        paper: paper(state, notice, words.as_deref())?,
        effect: word!(effect),
        duty: state.housing.duty(notice).await?,
        offers,
    })
}

/// A notice that is served on one: its text, its deadline, until when one may object, what became of one's objection.
#[utoipa::path(
    get, path = "/api/housing/own/notices/{id}", tag = "housing", security(("session" = [])),
    params(("id" = String, Path, description = "The notice's id")),
    responses(
        (status = OK, body = Detail),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    caller: Caller<may::HousingAnswerFor>,
    State(state): State<AppState>,
    Path(id): Path<String>,
) -> Result<Json<Detail>, Problem> {
    let notice = find(&state, &caller, &id).await?;
    Ok(Json(detail(&state, &caller, &notice).await?))
}

/// Says that one read a notice. It says nothing of whether one agrees.
#[utoipa::path(
    post, path = "/api/housing/own/notices/{id}/acknowledgement", tag = "housing", security(("session" = [])),
    params(("id" = String, Path, description = "The notice's id")),
    request_body = Read,
    responses(
        (status = OK, body = Detail, description = "the notice as it stands after it"),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
        (status = CONFLICT, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn acknowledge(
    caller: Caller<may::HousingAnswerFor>,
    State(state): State<AppState>,
    Path(id): Path<String>,
    Json(read): Json<Read>,
) -> Result<Json<Detail>, Problem> {
    let notice = find(&state, &caller, &id).await?;
    let (me, how) = (account(&caller), How::bare(read.id));
    let done = state.housing.acknowledge(notice.id, read.seen, me, how).await?;
    Ok(Json(detail(&state, &caller, &done).await?))
}

/// Objects to a notice, once, within its term: somebody who had no part in it decides. 409 after the term, with until when it
/// ran and where else one can turn; whether it suspends the duty, the notice says.
#[utoipa::path(
    post, path = "/api/housing/own/notices/{id}/objections", tag = "housing", security(("session" = [])),
    params(("id" = String, Path, description = "The notice's id")),
    request_body = Objects,
    responses(
        (status = OK, body = Detail, description = "the notice with the objection"),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
        (status = CONFLICT, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn object(
    caller: Caller<may::HousingAnswerFor>,
    State(state): State<AppState>,
    Path(id): Path<String>,
    Json(objects): Json<Objects>,
) -> Result<Json<Detail>, Problem> {
    let notice = find(&state, &caller, &id).await?;
    let Objects { id, words, evidence } = objects;
    let how = How { words, evidence, ..How::bare(id) };
    let new = NewObjection { notice: notice.id, by: account(&caller), how };
    state.housing.object(new).await?;
    Ok(Json(detail(&state, &caller, &notice).await?))
}
