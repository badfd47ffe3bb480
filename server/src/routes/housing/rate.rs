//! `POST /api/housing/ratings`, `POST /api/housing/ratings/{id}/actions`

use access::may;
use axum::{
    Json,
    extract::{Path, State},
};
use housing::{ActionId, Actor, Evidence, RatingAct, RatingDeed, facts::How};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    building::within,
    hazard::account,
    rating::{detail, find},
    stars::RatingShape,
    whither,
};
use crate::{AppState, Caller, Problem};

/// A building to be rated.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewRating)]
pub(crate) struct New {
    /// The action's id, made by whoever acts (a UUID): sent twice, it is done once.
    #[schema(value_type = String)]
    id: ActionId,
    /// The building: its id or code.
    building: String,
    /// A word for the file.
    #[serde(default)]
    words: String,
}

/// What is done.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(tag = "deed", rename_all = "snake_case", deny_unknown_fields)]
enum Deed {
    Reply,
    SendBack,
    Decide,
    Publish,
    Appeal,
    DecideAppeal { upheld: bool },
    PlaqueUp,
    PlaqueDown,
}

/// Something to be done to a rating.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = RatingDeed)]
pub(crate) struct Asked {
    /// The action's id, made by whoever acts (a UUID): sent twice, it is done once.
    #[schema(value_type = String)]
    id: ActionId,
    /// The version of the rating that was seen.
    seen: u32,
    /// What is done: `{"deed": "decide"}`, `{"deed": "decide_appeal", "upheld": false}` …; `reply` and `appeal` are the
    /// word of whoever lets or runs the building, taken down.
    #[schema(value_type = Object)]
    deed: Deed,
    /// What shows it: a photo of the plaque.
    #[serde(default)]
    #[schema(value_type = Vec<Object>)]
    evidence: Vec<Evidence>,
    /// Why, or what was replied.
    #[serde(default)]
    words: String,
}

/// Drafts a rating of a building. Its stars are what the rules make of what was inspected; nobody writes others in. 409
/// where facts are missing, one is under way, or nothing calls for another.
#[utoipa::path(
    post, path = "/api/housing/ratings", tag = "housing", security(("session" = [])),
    request_body = New,
    responses(
        (status = OK, body = RatingShape),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
        (status = CONFLICT, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn draft(
    caller: Caller<may::HousingRate>,
    State(state): State<AppState>,
    Json(new): Json<New>,
) -> Result<Json<RatingShape>, Problem> {
    let building = whither::building(&state, &new.building).await?;
    let at = within(&caller, state.housing.at_building(building).await?)?;
    let area = at.area.clone();
    let how = How { words: new.words, ..How::bare(new.id) };
    let rating = state.housing.draft(at, Actor::Officer(account(&caller)), how).await?;
    Ok(Json(detail(&state, &caller, &rating, &area).await?))
}

/// Does something to a rating: durable when the answer comes. 409 where somebody was faster, or where the rules refuse it:
/// whoever drafted does not decide, whoever had a part in it does not decide the appeal.
#[utoipa::path(
    post, path = "/api/housing/ratings/{id}/actions", tag = "housing", security(("session" = [])),
    params(("id" = String, Path, description = "The rating's id")),
    request_body = Asked,
    responses(
        (status = OK, body = RatingShape, description = "the rating as it stands after it"),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
        (status = CONFLICT, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn act(
    caller: Caller<may::HousingRate>,
    State(state): State<AppState>,
    Path(id): Path<String>,
    Json(asked): Json<Asked>,
) -> Result<Json<RatingShape>, Problem> {
    let (rating, area) = find(&state, &caller, &id).await?;
    let deed = match asked.deed {
        Deed::Reply => RatingDeed::Reply,
        Deed::SendBack => RatingDeed::SendBack,
        Deed::Decide => RatingDeed::Decide,
        Deed::Publish => RatingDeed::Publish,
        Deed::Appeal => RatingDeed::Appeal,
        Deed::DecideAppeal { upheld } => RatingDeed::DecideAppeal { upheld },
        Deed::PlaqueUp => RatingDeed::PlaqueUp,
        Deed::PlaqueDown => RatingDeed::PlaqueDown,
    };
    let actor = deed.actor_of(account(&caller));
    let how = How { words: asked.words, evidence: asked.evidence, ..How::bare(asked.id) };
    let seen = Some(asked.seen);
    let act = RatingAct { rating: rating.id, seen, deed, actor, how };
    let done = state.housing.act_on_rating(act).await?;
    Ok(Json(detail(&state, &caller, &done, &area).await?))
}
