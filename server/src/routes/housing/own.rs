//! `GET /api/housing/own`, `GET /api/housing/own/buildings/{id}/lift`

use access::may;
use axum::{
    Json,
    extract::{Path, State},
};
use housing::{
    AccountId, BuildingId, NoticeId, Place, Rating, RatingState,
    notice::Notice,
    objection::Objection,
    own::{OwnPlace, Task, sort},
    rating::standing,
};
use kernel::Day;
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    building::{LiftShape, lift as shown},
    hazard::account,
    own_shape::{
        CategoryShape, HazardShape, NoticeShape, ObjectionShape, RatingShape, TaskShape, Titles,
        UnitShape,
    },
    shape::{Labels, PlaceRef, kind},
};
use crate::{AppState, Caller, Problem};

/// A building in which one answers for units.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OwnBuilding)]
struct BuildingShape {
    /// The building.
    building: PlaceRef,
    /// The units, each with the word it rests on.
    units: Vec<UnitShape>,
    /// Whether one speaks for the building as a whole.
    speaks_for_building: bool,
    /// Published stars of the building.
    stars: Option<u8>,
    /// The day they were reckoned.
    #[schema(value_type = Option<String>, format = Date)]
    rated_on: Option<Day>,
    /// The stars of the four categories, as they are published.
    categories: Vec<CategoryShape>,
    /// Open hazards that are one's own to put right.
    hazards: Vec<HazardShape>,
    /// Notices that are served on one, the newest first.
    notices: Vec<NoticeShape>,
    /// Ratings that one may speak to or that stand, the newest first; only of whoever speaks for the building.
    ratings: Vec<RatingShape>,
}

/// What one answers for, and what to do next.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OwnPlaces)]
pub(crate) struct Shape {
    /// What to do next, the most urgent first.
    next: Vec<TaskShape>,
    /// The buildings.
    buildings: Vec<BuildingShape>,
}

/// The buildings and units that one lets, runs or houses people in, by one's own word that was verified at the door: what is
/// asked of one there, and by when. Nobody who lives there is named or counted.
#[utoipa::path(
    get, path = "/api/housing/own", tag = "housing", security(("session" = [])),
    responses(
        (status = OK, body = Shape),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn list(
    caller: Caller<may::HousingAnswerFor>,
    State(state): State<AppState>,
) -> Result<Json<Shape>, Problem> {
    let me = account(&caller);
    let mut found = state.housing.own_places(me).await?;
    // Where no role of theirs reaches any more, nothing is asked of them here.
    found.retain(|place| caller.within(&place.area).is_ok());
    let labels = Labels::of(&state, found.iter().flat_map(places_of)).await?;
    let now = state.clock.now();
    let mut tasks: Vec<Task> = found.iter().flat_map(|place| place.tasks(me, now)).collect();
    sort(&mut tasks);
    let titles = titles(&state, &found);
    let next = tasks.iter().map(|task| TaskShape::of(task, &labels, &titles)).collect();
    let mut buildings = Vec::with_capacity(found.len());
    for place in &found {
        buildings.push(building(&state, place, &labels, me).await?);
    }
    Ok(Json(Shape { next, buildings }))
}

fn places_of(place: &OwnPlace) -> Vec<Place> {
    let mut places = vec![Place { building: place.building, unit: None }];
    places.extend(place.held.iter().map(|declaration| declaration.place));
    places
}

fn titles(state: &AppState, found: &[OwnPlace]) -> Titles {
    let mut titles = Titles::default();
    for place in found {
        let hazards = place.hazards.iter();
        titles.hazards.extend(hazards.map(|one| (one.id, kind(&state.housing, &one.kind).title)));
        let notices = place.notices.iter();
        titles.notices.extend(notices.map(|one| (one.id, one.content.kind.label())));
    }
    titles
}

async fn building(
    state: &AppState,
    place: &OwnPlace,
    labels: &Labels,
    me: AccountId,
) -> Result<BuildingShape, Problem> {
    let published = standing(&place.ratings);
    let categories = published.map(|rating| &rating.reckoned.categories);
    let speaks = place.speaks_for_building();
    let mut ratings = Vec::new();
    for rating in place.ratings.iter().rev().filter(|rating| speaks && concerns(rating)) {
        ratings.push(RatingShape::of(state, rating, me).await?);
    }
    let hazards = place.hazards.iter();
    Ok(BuildingShape {
        building: labels.building(place.building),
        units: place.held.iter().map(|one| UnitShape::of(one, labels)).collect(),
        speaks_for_building: speaks,
        stars: published.and_then(Rating::public_stars),
        rated_on: published.map(|rating| rating.reckoned.on),
        categories: categories
            .map(|categories| categories.iter().map(CategoryShape::of).collect())
            .unwrap_or_default(),
        hazards: hazards.map(|one| HazardShape::of(state, one, labels, me)).collect(),
        notices: notices(state, &place.notices, labels, me).await?,
        ratings,
    })
}

/// Whether a rating is under way or stands: what was before is not asked about any more.
fn concerns(rating: &Rating) -> bool {
    use RatingState as S;
    matches!(rating.state, S::Draft | S::Decided | S::Published | S::Appealed | S::Overturned)
}

async fn notices(
    state: &AppState,
    found: &[Notice],
    labels: &Labels,
    me: AccountId,
) -> Result<Vec<NoticeShape>, Problem> {
    let ids: Vec<NoticeId> = found.iter().map(|notice| notice.id).collect();
    let objections = state.housing.own_objections(me, &ids).await?;
    let standings = state.housing.notice_standings(found).await?;
    let shape = |notice: &Notice, standing| {
        let own = objections.iter().find(|one: &&Objection| one.notice == notice.id);
        let mut shape = NoticeShape::of(state, (notice, standing), labels, me);
        shape.objection = own.map(ObjectionShape::of);
        shape
    };
    Ok(found.iter().zip(standings).map(|(notice, standing)| shape(notice, standing)).collect())
}

/// What would lift a building that one speaks for by one star, reckoned by the rules that rate it. Whoever answers for one
/// unit alone does not read what is open in others.
#[utoipa::path(
    get, path = "/api/housing/own/buildings/{id}/lift", tag = "housing", security(("session" = [])),
    params(("id" = String, Path, description = "The building's id")),
    responses(
        (status = OK, body = LiftShape),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn lift(
    caller: Caller<may::HousingAnswerFor>,
    State(state): State<AppState>,
    Path(id): Path<String>,
) -> Result<Json<LiftShape>, Problem> {
    let id: BuildingId = id.parse().map_err(|_| Problem::not_found())?;
    let held = state.housing.own_places(account(&caller)).await?;
    let mut spoken_for = held.into_iter().filter(OwnPlace::speaks_for_building);
    let place = spoken_for.find(|place| place.building == id);
    caller.within(&place.ok_or_else(Problem::not_found)?.area)?;
    let lift = state.housing.lift_of(id).await?;
    Ok(Json(shown(&state, &lift)))
}
