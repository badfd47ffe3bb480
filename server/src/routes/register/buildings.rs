//! `GET /api/buildings`

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

/// A building in a list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct BuildingRow {
    /// Its id.
    id: String,
    /// Its code.
    code: String,
    /// Its address within the area.
    label: TextShape,
    /// What it is used for.
    #[serde(rename = "use")]
    use_class: String,
    /// `proposed`, `current` or `retired`.
    stage: String,
    /// Floors above ground.
    floors: Option<i32>,
    /// Height in metres.
    height_m: Option<f64>,
    /// How many units it has.
    units: u64,
    /// Where it is.
    point: Option<Point>,
}

impl From<query::BuildingRow> for BuildingRow {
    fn from(row: query::BuildingRow) -> Self {
        Self {
            id: row.id.to_string(),
            code: row.code,
            label: text(row.label),
            use_class: row.use_class,
            stage: row.stage,
            floors: row.floors,
            height_m: row.height_m,
            units: row.units,
            point: row.point.map(Into::into),
        }
    }
}

impl Listed for query::BuildingRow {
    type Shape = BuildingRow;
    const NAME: &'static str = "buildings";
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "code",
        "address_zh",
        "address_en",
        "use",
        "stage",
        "floors",
        "height_m",
        "units",
        "lon",
        "lat",
    ];

    async fn read(register: &Register, filter: &Filter) -> register::Result<Rows<Self>> {
        register.buildings(filter).await
    }

    fn id(&self) -> [u8; 16] {
        self.id.to_bytes()
    }

    fn cells(&self) -> Vec<String> {
        let number = |n: Option<f64>| n.map(|n| n.to_string()).unwrap_or_default();
        vec![
            self.id.to_string(),
            self.code.clone(),
            self.label.zh.clone(),
            self.label.en.clone(),
            self.use_class.clone(),
            self.stage.clone(),
            self.floors.map(|n| n.to_string()).unwrap_or_default(),
            number(self.height_m),
            self.units.to_string(),
            number(self.point.map(|at| at.lon)),
            number(self.point.map(|at| at.lat)),
        ]
    }

    fn feature(&self) -> Option<serde_json::Value> {
        let at = self.point?;
        Some(serde_json::json!({
            "type": "Feature",
            "geometry": { "type": "Point", "coordinates": [at.lon, at.lat] },
            "properties": {
                "id": self.id, "code": self.code, "address_zh": self.label.zh, "address_en": self.label.en,
                "use": self.use_class, "stage": self.stage, "floors": self.floors, "height_m": self.height_m,
                "units": self.units,
            },
        }))
    }
}

/// A page of buildings.
#[utoipa::path(
    get, path = "/api/buildings", tag = "register", security(("session" = [])), params(Which),
    responses(
        (status = OK, body = Page<BuildingRow>),
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
    answer::<query::BuildingRow>(register(&state), which).await
}
