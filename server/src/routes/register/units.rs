//! `GET /api/units`

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
    place::text,
    register,
    which::{Listed, Page, Which, answer},
};
use crate::{AppState, Caller, Problem, TextShape};

/// A unit in a list.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RegisterUnitRow)]
pub(crate) struct UnitRow {
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
    /// Its building's id.
    building: String,
}

impl From<query::UnitRow> for UnitRow {
    fn from(row: query::UnitRow) -> Self {
        Self {
            id: row.id.to_string(),
            code: row.code,
            label: text(row.label),
            use_class: row.use_class,
            stage: row.stage,
            building: row.building.to_string(),
        }
    }
}

impl Listed for query::UnitRow {
    type Shape = UnitRow;
    const NAME: &'static str = "units";
    const COLUMNS: &'static [&'static str] =
        &["id", "code", "address_zh", "address_en", "use", "stage", "building"];

    async fn read(register: &Register, filter: &Filter) -> register::Result<Rows<Self>> {
        register.units(filter).await
    }

    fn id(&self) -> [u8; 16] {
        self.id.to_bytes()
    }

    fn cells(&self) -> Vec<String> {
        vec![
            self.id.to_string(),
            self.code.clone(),
            self.label.zh.clone(),
            self.label.en.clone(),
            self.use_class.clone(),
            self.stage.clone(),
            self.building.to_string(),
        ]
    }
}

/// A page of units.
#[utoipa::path(
    get, path = "/api/units", tag = "register", security(("session" = [])), params(Which),
    responses(
        (status = OK, body = Page<UnitRow>),
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
    answer::<query::UnitRow>(register(&state), which).await
}
