//! `GET /api/housing/star-uses`

use axum::{Json, extract::State};
use housing::stars::UseRule;
use kernel::Text;
use serde::Serialize;
use utoipa::ToSchema;

use super::shape::{Word, word};
use crate::{AppState, TextShape};

/// A use of published stars.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = StarUse)]
pub(crate) struct Shape {
    /// Which.
    #[serde(rename = "use")]
    of: Word,
    /// Who may.
    #[schema(value_type = TextShape)]
    who: Text,
    /// For what.
    #[schema(value_type = TextShape)]
    what: Text,
    /// What it needs.
    #[schema(value_type = TextShape)]
    condition: Text,
}

/// Who may use the published stars of buildings, for what and on what condition: the written rule, for anybody.
#[utoipa::path(
    get, path = "/api/housing/star-uses", tag = "housing",
    responses((status = OK, body = Vec<Shape>))
)]
pub(crate) async fn get(State(state): State<AppState>) -> Json<Vec<Shape>> {
    let shape = |rule: &UseRule| Shape {
        of: word!(rule.id),
        who: rule.who.clone(),
        what: rule.what.clone(),
        condition: rule.condition(),
    };
    Json(state.housing.star_uses().published().uses.iter().map(shape).collect())
}
