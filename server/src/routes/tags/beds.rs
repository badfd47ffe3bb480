//! `POST /api/tags/beds`

use access::may;
use axum::{Json, extract::State, http::StatusCode};
use blocks::tags::{BedApproval, Tags};
use kernel::{Day, Text};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{AppState, Caller, Problem, routes::register::register};

/// Most beds of one building.
const MOST_BEDS: u32 = 100_000;
/// Longest number of an approval and longest name of an office, characters.
const LONGEST: usize = 100;

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
