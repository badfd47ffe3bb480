//! `GET /api/tags/beds` and `POST /api/tags/beds`

use access::may;
use axum::{
    Json,
    extract::{Query, State},
    http::StatusCode,
};
use blocks::tags::{BedApproval, Tags};
use kernel::{Day, Id, Text};
use register::{
    model::Building,
    wash::{Place, PlaceKind},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    AppState, Caller, Problem, TextShape,
    routes::register::{register, too_deep, which::area},
};

/// Most beds of one building.
const MOST_BEDS: u32 = 100_000;
/// Longest number of an approval and longest name of an office, characters.
const LONGEST: usize = 100;
/// Deepest row that a page begins at.
const DEEPEST: u32 = 10_000;

/// Which approvals.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Which {
    /// Of buildings in this area: its id or its path of codes.
    area: Option<String>,
    /// Page, from 1.
    page: Option<u32>,
    /// Approvals a page, 200 at most; 20 where not given.
    size: Option<u32>,
}

/// An approval of beds as it was taken down.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct BedsApproved {
    /// The building's id.
    building: String,
    /// Its code.
    code: String,
    /// Its address within the area.
    #[schema(value_type = TextShape)]
    label: Text,
    /// Beds.
    beds: u32,
    /// First day.
    #[schema(value_type = String, format = Date)]
    from: Day,
    /// First day after the end; nothing where it has none.
    #[schema(value_type = Option<String>, format = Date)]
    to: Option<Day>,
    /// Whether it holds today.
    holds: bool,
    /// The approval's number.
    reference: String,
    /// The office that gave it.
    office: String,
}

/// A page of approvals.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct BedsApprovedPage {
    /// The page, by building.
    rows: Vec<BedsApproved>,
    /// How many there are.
    total: u64,
    /// Page, from 1.
    page: u32,
    /// Approvals a page.
    size: u32,
}

/// Beds that are or were approved for buildings of an area. Nobody who sleeps in them is named or counted.
#[utoipa::path(
    get, path = "/api/tags/beds", tag = "tags", security(("session" = [])), params(Which),
    responses(
        (status = OK, body = BedsApprovedPage),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn list(
    caller: Caller<may::TagsView>,
    State(state): State<AppState>,
    Query(which): Query<Which>,
) -> Result<Json<BedsApprovedPage>, Problem> {
    let area = area(&register(&state), which.area.as_deref()).await?;
    caller.within(&area)?;
    let (page, size) = (which.page.unwrap_or(1).max(1), which.size.unwrap_or(20).clamp(1, 200));
    let offset = (page - 1).saturating_mul(size);
    if offset >= DEEPEST {
        return Err(too_deep());
    }
    let tags = Tags::new(state.database.clone());
    let (found, total) = tags.approvals(&area, offset, size).await?;
    let place = |one: &BedApproval| Place { kind: PlaceKind::Building, id: one.building };
    let places: Vec<Place> = found.iter().map(place).collect();
    let known = register(&state).called(&places).await?;
    let today = state.clock.now().day(0);
    let row = |one: BedApproval| {
        let named = known.get(&place(&one)).cloned().unwrap_or_default();
        BedsApproved {
            building: Id::<Building>::from_bytes(one.building).to_string(),
            code: named.code,
            label: Text::new(&named.label.zh, &named.label.en),
            beds: one.beds,
            holds: one.from <= today && one.to.is_none_or(|to| today < to),
            from: one.from,
            to: one.to,
            reference: one.reference,
            office: one.source,
        }
    };
    Ok(Json(BedsApprovedPage { rows: found.into_iter().map(row).collect(), total, page, size }))
}

/// An approval of dormitory beds.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ApprovedBeds {
    /// The building's code, as at its door.
    building_code: String,
    /// How many beds it may have, 1 to 100,000.
    beds: u32,
    /// First day.
    #[schema(value_type = String, format = Date)]
    from: Day,
    /// First day after the end; nothing where it has none.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    to: Option<Day>,
    /// The approval's number: told again, it takes the place of what was known of it.
    reference: String,
    /// The office that gave it.
    #[serde(default)]
    office: String,
}

/// Takes down how many beds are approved for a building. The tags follow when they are next computed.
#[utoipa::path(
    post, path = "/api/tags/beds", tag = "tags", security(("session" = [])), request_body = ApprovedBeds,
    responses(
        (status = NO_CONTENT),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn post(
    caller: Caller<may::TagsApproveBeds>,
    State(state): State<AppState>,
    Json(told): Json<ApprovedBeds>,
) -> Result<StatusCode, Problem> {
    let unknown = || {
        Problem::bad_request(Text::new(
            "没有这个编码的楼栋，请核对编码",
            "No building has this code: compare it with the one at the door",
        ))
    };
    let register = register(&state);
    let building = register.building_of_code(told.building_code.trim()).await?;
    let building = building.ok_or_else(unknown)?;
    let found = register.building(building).await?.ok_or_else(unknown)?;
    caller.within(&found.row.area)?;
    let approval = told.of(building.to_bytes())?;
    let (by, tags) = (Some(caller.principal.account), Tags::new(state.database.clone()));
    tags.approve_beds(vec![approval], by, &state.ids, &*state.clock).await?;
    Ok(StatusCode::NO_CONTENT)
}

impl ApprovedBeds {
    fn of(self, building: [u8; 16]) -> Result<BedApproval, Problem> {
        let wrong = |zh: &str, en: &str| Err(Problem::bad_request(Text::new(zh, en)));
        if !(1..=MOST_BEDS).contains(&self.beds) {
            return wrong("床位数须为 1 至 100000", "Beds are a number from 1 to 100,000");
        }
        if self.to.is_some_and(|to| to <= self.from) {
            return wrong("截止日须晚于起始日", "The end comes after the first day");
        }
        let (reference, office) = (self.reference.trim(), self.office.trim());
        let length = reference.chars().count();
        if length == 0 || length > LONGEST || office.chars().count() > LONGEST {
            return wrong(
                "请填写批准文号；文号与部门名称各不超过 100 字",
                "Give the approval's number; it and the office have 100 characters at most",
            );
        }
        Ok(BedApproval {
            building,
            beds: self.beds,
            from: self.from,
            to: self.to,
            reference: reference.to_owned(),
            source: office.to_owned(),
        })
    }
}
