//! `GET /api/blocks/areas/{id}/people`

use access::may;
use axum::{
    Json,
    extract::{Path, Query, State},
};
use insight::{Counts, Cut, Telling};
use kernel::{AreaPath, Day, Id, Text};
use register::{Register, model::Area};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{AppState, Caller, Problem, routes::register::place::AreaRef};

/// How to cut.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct CutQuery {
    /// Up to two of `age`, `sex`, `registered`, `education`, `dwelling`, with a comma between; none for everybody.
    #[serde(default)]
    by: String,
}

/// A dimension of the table.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CountDimension {
    /// Its name.
    name: &'static str,
    /// Its values, in the order of the cells.
    values: Vec<&'static str>,
}

/// The people of an area below.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PeopleBelow {
    /// The area.
    area: AreaRef,
    /// All of them; null where it is withheld.
    total: Option<u64>,
    /// By the cells of the cut; null where one is withheld.
    cells: Vec<Option<u64>>,
}

/// Counts of people in an area. Each number went through the disclosure gate: by cell keys it is right to within ten,
/// always the same for the same people, and the parts need not add up to the whole. Where counts are told by fixed
/// releases, those under the threshold are withheld, and others that they could be reckoned with.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PeopleCounts {
    /// The day for which people were counted; none before the first count.
    #[schema(value_type = Option<String>, format = Date)]
    on: Option<Day>,
    /// The dimensions; with two, the cells are in rows of the second.
    by: Vec<CountDimension>,
    /// Where counts are told by fixed releases: fewer people than this are not told.
    threshold: Option<u64>,
    /// Everybody in the area; null where it is withheld.
    total: Option<u64>,
    /// By the cells of the cut; null where one is withheld.
    cells: Vec<Option<u64>>,
    /// The areas right below.
    below: Vec<PeopleBelow>,
}

/// The people of an area, counted through the disclosure gate.
#[utoipa::path(
    get, path = "/api/blocks/areas/{id}/people", tag = "blocks", security(("session" = [])),
    params(("id" = String, Path, description = "The area's id"), CutQuery),
    responses(
        (status = OK, body = PeopleCounts),
        (status = BAD_REQUEST, body = crate::ProblemDocument, description = "no such cut"),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    caller: Caller<may::BlocksView>,
    State(state): State<AppState>,
    Path(id): Path<Id<Area>>,
    Query(asked): Query<CutQuery>,
) -> Result<Json<PeopleCounts>, Problem> {
    let register = Register::new(state.database.clone(), state.ids.clone(), state.clock.clone());
    let found = register.area(id).await?.ok_or_else(Problem::not_found)?;
    caller.within(&found.area.path)?;
    let cut = Cut::of(&asked.by).map_err(|_| {
        Problem::bad_request(Text::new(
            "统计维度须为 age、sex、registered、education、dwelling 中的一至两项",
            "Give up to two different ones of age, sex, registered, education, dwelling",
        ))
    })?;
    let rows = register.areas_below(Some(id)).await?;
    let mut areas: Vec<AreaPath> = rows.iter().map(|row| row.area.path.clone()).collect();
    areas.push(found.area.path.clone());
    let telling = state.config.counts.telling();
    let counts = Counts::new(state.database.clone(), &state.access, telling)?;
    let whole = counts.of(&areas, Cut::default()).await?;
    let parts = counts.of(&areas, cut).await?;
    let numbers = |table: &Option<insight::CountTable>, area: &AreaPath, cut: Cut| {
        let cells = table.as_ref().and_then(|table| table.areas.get(area));
        cells.map_or_else(
            || vec![Some(0); cut.cells()],
            |cells| cells.iter().map(|told| told.number()).collect::<Vec<_>>(),
        )
    };
    let total = |area: &AreaPath| numbers(&whole, area, Cut::default()).first().copied().flatten();
    let dimension = |dimension: insight::Dimension| CountDimension {
        name: dimension.name(),
        values: dimension.values().to_vec(),
    };
    let by = cut.dimensions().into_iter().map(dimension).collect();
    let below = rows.into_iter().map(|row| {
        let path = &row.area.path;
        let (total, cells) = (total(path), numbers(&parts, path, cut));
        PeopleBelow { area: row.area.into(), total, cells }
    });
    Ok(Json(PeopleCounts {
        on: whole.as_ref().map(|table| table.on),
        by,
        threshold: match telling {
            Telling::CellKeys => None,
            Telling::Releases(rule) => Some(rule.threshold),
        },
        total: total(&found.area.path),
        cells: numbers(&parts, &found.area.path, cut),
        below: below.collect(),
    }))
}

impl From<insight::Error> for Problem {
    fn from(error: insight::Error) -> Self {
        match error {
            insight::Error::Access(error) => error.into(),
            insight::Error::Database(error) => error.into(),
            insight::Error::TooFine => Self::bad_request(Text::new(
                "本系统按固定发布的统计表公布人口数，每次只能按一个维度统计",
                "Counts are told by fixed releases here: give one dimension at most",
            )),
            other => Self::internal(crate::problem::Chain(&other)),
        }
    }
}
