//! `POST /api/housing/own/hazards/{id}/put-right`, `POST /api/housing/own/ratings/{id}/actions`, `POST /api/housing/own/files`

use access::may;
use axum::{
    Json,
    extract::{Multipart, Path, State},
};
use housing::{ActionId, Evidence, HazardId, Rating, RatingId, facts::How};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    hazard::{account, find as hazard_of},
    own_shape::{HazardShape, RatingShape},
    rating::find as rating_of,
    shape::Labels,
};
use crate::{
    AppState, Caller, Problem,
    routes::cases::upload::{Form, Kept, part},
};

/// Photos that one account may send in an hour.
const SENT_AN_HOUR: u32 = 60;

/// One says that a hazard is put right.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PutRight)]
pub(crate) struct PutRight {
    /// The action's id, made by whoever acts (a UUID): sent twice, it is done once.
    #[schema(value_type = String)]
    id: ActionId,
    /// The version of the hazard that was seen.
    seen: u32,
    /// What shows it; a photo is needed: `[{"kind": "photo", "file": "…"}]`.
    #[schema(value_type = Vec<Object>)]
    evidence: Vec<Evidence>,
    /// A word for whoever looks, without anybody's name.
    #[serde(default)]
    words: String,
}

/// What one says of a rating.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = OwnRatingWord)]
enum Word {
    /// What one thinks of its draft.
    Reply,
    /// One appeals against it.
    Appeal,
}

/// A reply to the draft of a rating, or an appeal.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = OwnRatingDeed)]
pub(crate) struct Said {
    /// The action's id, made by whoever acts (a UUID): sent twice, it is done once.
    #[schema(value_type = String)]
    id: ActionId,
    /// The version of the rating that was seen.
    seen: u32,
    /// Which.
    deed: Word,
    /// The reasons.
    words: String,
}

/// Says that a hazard of a place that one answers for is put right, with a photo of it: somebody else looks whether it is,
/// and until then its clock runs.
#[utoipa::path(
    post, path = "/api/housing/own/hazards/{id}/put-right", tag = "housing", security(("session" = [])),
    params(("id" = String, Path, description = "The hazard's id")),
    request_body = PutRight,
    responses(
        (status = OK, body = HazardShape, description = "the hazard as it stands after it"),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
        (status = CONFLICT, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn put_right(
    caller: Caller<may::HousingAnswerFor>,
    State(state): State<AppState>,
    Path(id): Path<String>,
    Json(said): Json<PutRight>,
) -> Result<Json<HazardShape>, Problem> {
    let (hazard, _) = hazard_of(&state, &caller, &id).await?;
    let id: HazardId = hazard.id;
    let me = account(&caller);
    let how = How { words: said.words, evidence: said.evidence, ..How::bare(said.id) };
    let done = state.housing.say_put_right(id, said.seen, me, how).await?;
    let labels = Labels::of(&state, [done.place]).await?;
    Ok(Json(HazardShape::of(&state, &done, &labels, me)))
}

/// Replies to the draft of a rating of a building that one lets or runs, or appeals against it, within their times: somebody
/// who had no part in the rating decides the appeal.
#[utoipa::path(
    post, path = "/api/housing/own/ratings/{id}/actions", tag = "housing", security(("session" = [])),
    params(("id" = String, Path, description = "The rating's id")),
    request_body = Said,
    responses(
        (status = OK, body = RatingShape, description = "the rating as it stands after it"),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
        (status = CONFLICT, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn rating(
    caller: Caller<may::HousingAnswerFor>,
    State(state): State<AppState>,
    Path(id): Path<String>,
    Json(said): Json<Said>,
) -> Result<Json<RatingShape>, Problem> {
    let (found, _) = rating_of(&state, &caller, &id).await?;
    let (id, me): (RatingId, _) = (found.id, account(&caller));
    let how = How { words: said.words, ..How::bare(said.id) };
    let done: Rating = match said.deed {
        Word::Reply => state.housing.reply(id, said.seen, me, how).await?,
        Word::Appeal => state.housing.appeal(id, said.seen, me, how).await?,
    };
    Ok(Json(RatingShape::of(&state, &done, me).await?))
}

/// Takes in a photo of a thing that one put right, or of what shows that a notice is wrong: for those who answer for a place,
/// so many an hour. It is turned upright, made smaller and written anew; an action names it within a day.
#[utoipa::path(
    post, path = "/api/housing/own/files", tag = "housing", security(("session" = [])),
    request_body(content = Form, content_type = "multipart/form-data"),
    responses(
        (status = OK, body = Kept),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
        (status = PAYLOAD_TOO_LARGE, body = crate::ProblemDocument),
        (status = TOO_MANY_REQUESTS, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn file(
    caller: Caller<may::HousingAnswerFor>,
    State(state): State<AppState>,
    form: Multipart,
) -> Result<Json<Kept>, Problem> {
    let me = account(&caller);
    if state.housing.own_places(me).await?.is_empty() {
        return Err(Problem::not_found());
    }
    state.pace.take("own_photo", me.to_string(), SENT_AN_HOUR, state.clock.now())?;
    let kept = state.housing.keep_picture(part(form).await?).await?;
    Ok(Json(Kept {
        id: kept.id.to_string(),
        hash: kept.hash,
        media: kept.media,
        width: kept.width,
        height: kept.height,
    }))
}
