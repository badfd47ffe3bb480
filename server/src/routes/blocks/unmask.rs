//! `POST /api/blocks/units/{id}/people/{person}/unmask`

use access::{Person, may};
use axum::{
    Json,
    extract::{Path, State},
};
use blocks::{Blocks, Masked};
use kernel::{Id, Text};
use register::model::Unit;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::why::Why;
use crate::{AppState, Caller, Problem, routes::register::register};

/// Which value, and why it is needed in full.
#[derive(Deserialize, ToSchema)]
pub(crate) struct UnmaskRequest {
    /// `name`, `birth_date`, `number`, `phone` or `email`.
    field: String,
    /// Which of several telephones or e-mail addresses, from 0.
    #[serde(default)]
    place: usize,
    /// `registration` (where not given), `case_handling` or `service`.
    #[serde(default)]
    purpose: Option<String>,
    /// The number of the case it is for.
    #[serde(default)]
    case: Option<String>,
    /// The number of the task it is for.
    #[serde(default)]
    task: Option<String>,
    /// The reason in words, where there is neither.
    #[serde(default)]
    reason: Option<String>,
    /// The id of an emergency that one opened.
    #[serde(default)]
    emergency: Option<String>,
}

/// The value in full.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Unmasked {
    /// The field.
    field: String,
    /// Its value.
    value: String,
}

/// One masked value in full. The look is a line of its own on the log of reads before it leaves.
#[utoipa::path(
    post, path = "/api/blocks/units/{id}/people/{person}/unmask", tag = "blocks", security(("session" = [])),
    params(
        ("id" = String, Path, description = "The unit's id"),
        ("person" = String, Path, description = "The person's id"),
    ),
    request_body = UnmaskRequest,
    responses(
        (status = OK, body = Unmasked),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn post(
    caller: Caller<may::BlocksUnmask>,
    State(state): State<AppState>,
    Path((unit, person)): Path<(Id<Unit>, Id<Person>)>,
    Json(request): Json<UnmaskRequest>,
) -> Result<Json<Unmasked>, Problem> {
    let masked = request.masked()?;
    let found = register(&state).unit_place(unit).await?.ok_or_else(Problem::not_found)?;
    let area = &found.row.area;
    let why = Why {
        purpose: request.purpose.clone(),
        case: request.case.clone(),
        task: request.task.clone(),
        reason: request.reason.clone(),
        emergency: request.emergency.clone(),
    };
    let unstated = access::Error::NoBasis { action: access::Action::BlocksUnmask };
    let basis = why.basis(&state, &caller.principal, area).await?;
    let basis = basis.ok_or_else(|| Problem::from(unstated))?;
    let purpose = why.purpose()?;
    let grant = caller.grant(purpose, basis, area, Some(person))?;
    let blocks = Blocks::new(state.database.clone());
    let shut =
        blocks.unmask(&state.access, &grant, (unit.to_bytes(), area), person, masked).await?;
    let value = state.access.disclose(&grant, shut).await?.ok_or_else(Problem::not_found)?;
    Ok(Json(Unmasked { field: request.field, value }))
}

impl UnmaskRequest {
    fn masked(&self) -> Result<Masked, Problem> {
        Ok(match self.field.as_str() {
            "name" => Masked::Name,
            "birth_date" => Masked::BirthDate,
            "number" => Masked::DocumentNumber,
            "phone" => Masked::Phone(self.place),
            "email" => Masked::Email(self.place),
            _ => {
                return Err(Problem::bad_request(Text::new(
                    "没有这项被遮蔽的内容",
                    "There is no such masked value",
                )));
            }
        })
    }
}
