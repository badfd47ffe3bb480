//! `GET /api/housing/public/{code}`

use axum::{
    Json,
    extract::{Path, State},
};
use housing::{Place, RatingState};
use kernel::{Day, Text};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    shape::{Labels, Word, word},
    whither,
};
use crate::{AppState, Problem, TextShape};

/// The stars of a category, as they are published.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PublicCategoryStars)]
struct CategoryShape {
    /// Which.
    category: Word,
    /// 1 to 5.
    stars: Option<u8>,
}

/// A building as anybody may see it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PublicStars)]
pub(crate) struct Shape {
    /// Its code.
    code: String,
    /// Its address within the area.
    #[schema(value_type = TextShape)]
    label: Text,
    /// Its published stars; nothing where it has none.
    stars: Option<u8>,
    /// The day they were reckoned.
    #[schema(value_type = Option<String>, format = Date)]
    rated_on: Option<Day>,
    /// The stars of the four categories.
    categories: Vec<CategoryShape>,
    /// Whether they are appealed against.
    appealed: bool,
}

/// The published stars of a building: for anybody, without signing in. No hazard, no file, nobody.
#[utoipa::path(
    get, path = "/api/housing/public/{code}", tag = "housing",
    params(("code" = String, Path, description = "The building's id or code")),
    responses(
        (status = OK, body = Shape),
        (status = NOT_FOUND, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    State(state): State<AppState>,
    Path(code): Path<String>,
) -> Result<Json<Shape>, Problem> {
    let building = whither::building(&state, &code).await?;
    let labels = Labels::of(&state, [Place { building, unit: None }]).await?;
    let named = labels.building(building);
    if named.code.is_empty() {
        return Err(Problem::not_found());
    }
    let shown = state.housing.shown(building).await?;
    let category = |one: &housing::stars::CategoryStars| CategoryShape {
        category: word!(one.category),
        stars: one.stars,
    };
    Ok(Json(Shape {
        code: named.code,
        label: named.label,
        stars: shown.as_ref().and_then(housing::Rating::public_stars),
        rated_on: shown.as_ref().map(|rating| rating.reckoned.on),
        categories: shown
            .as_ref()
            .map(|rating| rating.reckoned.categories.iter().map(category).collect())
            .unwrap_or_default(),
        appealed: shown.is_some_and(|rating| rating.state == RatingState::Appealed),
    }))
}
