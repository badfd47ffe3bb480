//! `GET /api/housing/declarations`, `GET /api/housing/declarations/{id}`

use access::{Basis, Named, Purpose, may};
use axum::{
    Json,
    extract::{Path, Query, State},
};
use housing::{
    DeclarationId, DeclarationRow, declaration::DeclarationState, filter::DeclarationFilter,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    buildings::one_of,
    declaration_shape::{Reader, Shape, StepShape, alone, shape, shapes},
    whither,
};
use crate::{AppState, Caller, Problem, routes::cases::list::area_of};

/// Which declarations.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Which {
    /// Within this area: its id, or its path of codes; the account's own where not given.
    area: Option<String>,
    /// Where they stand: `asked`, `confirming`, `verifying`, `verified`, `leaving`, `not_so`, `denied`, `withdrawn` or
    /// `ended`.
    state: Option<String>,
    /// Those that are to be seen on the door.
    door: Option<bool>,
    /// Of this unit: its id or code.
    unit: Option<String>,
    /// Where the last page ended, from its `next`.
    after: Option<String>,
    /// Declarations a page, 200 at most; 20 where not given.
    size: Option<u32>,
}

/// A page of declarations: places and states, without whom they are of.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DeclarationPage)]
pub(crate) struct Page {
    /// The page, the newest first; of those for the door the green channel first.
    rows: Vec<Shape>,
    /// How many there are, counted up to 1,001.
    total: u64,
    /// Where the next page goes on; nothing at the end.
    next: Option<String>,
}

/// A declaration whole, for whoever goes to the door.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DeclarationDetail)]
pub(crate) struct Detail {
    /// The declaration, with whom it is of.
    #[serde(flatten)]
    row: Shape,
    /// What was done, in order.
    steps: Vec<StepShape>,
}

/// A page of the declarations of an area. Whom one is of is seen on that one alone.
#[utoipa::path(
    get, path = "/api/housing/declarations", tag = "housing", security(("session" = [])), params(Which),
    responses(
        (status = OK, body = Page),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn list(
    caller: Caller<may::HousingVerify>,
    State(state): State<AppState>,
    Query(which): Query<Which>,
) -> Result<Json<Page>, Problem> {
    let area = area_of(&state, &caller, which.area.as_deref()).await?;
    let unit = match which.unit.as_deref().filter(|said| !said.is_empty()) {
        Some(said) => Some(whither::unit(&state, said).await?),
        None => None,
    };
    let size = which.size.unwrap_or(20).clamp(1, 200);
    let filter = DeclarationFilter {
        area,
        state: one_of(which.state.as_deref(), DeclarationState::from_name)?,
        for_the_door: which.door.unwrap_or(false),
        unit,
        after: one_of(which.after.as_deref(), |text| text.parse().ok())?,
        // One more than asked for tells whether there is a next page.
        limit: size + 1,
    };
    let total = state.housing.count_declarations(&filter).await?;
    let mut found = state.housing.declarations(&filter).await?;
    let more = found.len() > size as usize;
    found.truncate(size as usize);
    let next = found.last().filter(|_| more).map(|last| last.seq.to_string());
    let mut rows = shapes(&state, &alone(&found), Reader::Worker).await?;
    for (shown, row) in rows.iter_mut().zip(&found) {
        shown.green.clone_from(&row.green);
    }
    Ok(Json(Page { rows, total, next }))
}

/// A declaration whole, with whom it is of: under a grant for registration with the declaration as the task, and on the log
/// of whom it is of before it is answered.
#[utoipa::path(
    get, path = "/api/housing/declarations/{id}", tag = "housing", security(("session" = [])),
    params(("id" = String, Path, description = "The declaration's id")),
    responses(
        (status = OK, body = Detail),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    caller: Caller<may::HousingViewDeclared>,
    State(state): State<AppState>,
    Path(id): Path<String>,
) -> Result<Json<Detail>, Problem> {
    let row = find(&state, &id).await?;
    let basis = Basis::Task(format!("declaration:{}", row.declaration.id));
    let grant = caller.grant(Purpose::Registration, basis, &row.area, None)?;
    let shut = state.housing.whom(&state.access, &grant, std::slice::from_ref(&row))?;
    let whom = state.access.disclose(&grant, shut).await?;
    let mut shown = shape(&state, &row.declaration, Reader::Worker).await?;
    shown.who = whom.into_iter().next().map(Into::into);
    shown.green.clone_from(&row.green);
    let steps = state.housing.declaration_steps(row.declaration.id).await?;
    Ok(Json(Detail { row: shown, steps: steps.into_iter().map(Into::into).collect() }))
}

/// A declaration by its id.
pub(super) async fn find(state: &AppState, id: &str) -> Result<DeclarationRow, Problem> {
    let id: DeclarationId = id.parse().map_err(|_| Problem::not_found())?;
    state.housing.declaration(id).await?.ok_or_else(Problem::not_found)
}

/// One of the caller's area.
pub(super) async fn find_within<A: Named>(
    state: &AppState,
    caller: &Caller<A>,
    id: &str,
) -> Result<DeclarationRow, Problem> {
    let row = find(state, id).await?;
    caller.within(&row.area)?;
    Ok(row)
}
