//! `GET /api/thoroughfares`

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

/// A road.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Thoroughfare {
    /// Its id.
    id: String,
    /// Its name.
    name: TextShape,
    /// What kind of road.
    kind: String,
    /// Buildings numbered on it.
    buildings: u64,
    /// Length in metres, where its course is known.
    length_m: Option<f64>,
}

impl From<query::ThoroughfareRow> for Thoroughfare {
    fn from(row: query::ThoroughfareRow) -> Self {
        Self {
            id: row.id.to_string(),
            name: text(row.name),
            kind: row.kind,
            buildings: row.buildings,
            length_m: row.length_m.map(f64::round),
        }
    }
}

impl Listed for query::ThoroughfareRow {
    type Shape = Thoroughfare;
    const NAME: &'static str = "thoroughfares";
    const COLUMNS: &'static [&'static str] =
        &["id", "name_zh", "name_en", "kind", "buildings", "length_m"];

    async fn read(register: &Register, filter: &Filter) -> register::Result<Rows<Self>> {
        register.thoroughfares(filter).await
    }

    fn id(&self) -> [u8; 16] {
        self.id.to_bytes()
    }

    fn cells(&self) -> Vec<String> {
        let length = self.length_m.map(|metres| format!("{metres:.0}")).unwrap_or_default();
        vec![
            self.id.to_string(),
            self.name.zh.clone(),
            self.name.en.clone(),
            self.kind.clone(),
            self.buildings.to_string(),
            length,
        ]
    }
}

/// A page of roads.
#[utoipa::path(
    get, path = "/api/thoroughfares", tag = "register", security(("session" = [])), params(Which),
    responses(
        (status = OK, body = Page<Thoroughfare>),
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
    answer::<query::ThoroughfareRow>(register(&state), which).await
}
