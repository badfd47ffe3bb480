//! `GET /api/estates`

use access::may;
use axum::{
    extract::{Query, State},
    response::Response,
};
use register::{
    Register,
    query::{self, Filter, Rows},
};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    place::{Point, text},
    register,
    which::{Listed, Page, Which, answer},
};
use crate::{AppState, Caller, Problem, TextShape};

/// An estate.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Estate {
    /// Its id.
    id: String,
    /// Its name.
    name: TextShape,
    /// What kind of estate.
    kind: String,
    /// Its buildings.
    buildings: u64,
    /// Its units.
    units: u64,
    /// Where it is.
    point: Option<Point>,
}

impl From<query::EstateRow> for Estate {
    fn from(row: query::EstateRow) -> Self {
        Self {
            id: row.id.to_string(),
            name: text(row.name),
            kind: row.kind,
            buildings: row.buildings,
            units: row.units,
            point: row.point.map(Into::into),
        }
    }
}

impl Listed for query::EstateRow {
    type Shape = Estate;
    const NAME: &'static str = "estates";
    const COLUMNS: &'static [&'static str] =
        &["id", "name_zh", "name_en", "kind", "buildings", "units"];

    async fn read(register: &Register, filter: &Filter) -> register::Result<Rows<Self>> {
        register.estates(filter).await
    }

    fn id(&self) -> [u8; 16] {
        self.id.to_bytes()
    }

    fn cells(&self) -> Vec<String> {
        vec![
            self.id.to_string(),
            self.name.zh.clone(),
            self.name.en.clone(),
            self.kind.clone(),
            self.buildings.to_string(),
            self.units.to_string(),
        ]
    }

    fn feature(&self) -> Option<serde_json::Value> {
        let at = self.point?;
        Some(serde_json::json!({
            "type": "Feature",
            "geometry": { "type": "Point", "coordinates": [at.lon, at.lat] },
            "properties": { "id": self.id, "name_zh": self.name.zh, "name_en": self.name.en, "kind": self.kind },
        }))
    }
}

/// A page of estates.
#[utoipa::path(
    get, path = "/api/estates", tag = "register", security(("session" = [])), params(Which),
    responses(
        (status = OK, body = Page<Estate>),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn list(
    _caller: Caller<may::RegisterView>,
    State(state): State<AppState>,
    Query(which): Query<Which>,
) -> Result<Response, Problem> {
    answer::<query::EstateRow>(register(&state), which).await
}
