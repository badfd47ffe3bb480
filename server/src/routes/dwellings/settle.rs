//! `POST /api/dwellings/requests/{id}/confirm`, `…/refuse`, `…/undo`

use access::{Binding, BindingMark, Field, FieldSet, Found, Person, Shown, Undisclosed, may};
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use blocks::Blocks;
use kernel::{Id, Text};
use serde::Deserialize;
use utoipa::ToSchema;

use super::at_door::{DoorReason, grant_at_door};
use crate::{AppState, Caller, Problem};

/// What was found at the door.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ConfirmDwelling {
    /// The word that whoever asked showed.
    word: String,
    /// What else was shown: `document`, `lease` or `household`. Nothing of it is kept.
    shown: String,
    /// Which of the people who live there it is, by id, where the register knows them and their document was shown; who they
    /// are is read on the ground of a task.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    person: Option<Id<Person>>,
}

/// Binds the account whose word was shown at the door to the dwelling and, where one is named, to the person.
#[utoipa::path(
    post, path = "/api/dwellings/requests/{id}/confirm", tag = "dwellings",
    security(("session" = [])),
    params(("id" = String, Path, description = "The request")),
    request_body = ConfirmDwelling,
    responses(
        (status = NO_CONTENT),
        (status = BAD_REQUEST, body = crate::ProblemDocument, description = "the word is wrong, or the person does not live there"),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
        (status = CONFLICT, body = crate::ProblemDocument),
        (status = TOO_MANY_REQUESTS, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn confirm(
    caller: Caller<may::DwellingsVerify>,
    State(state): State<AppState>,
    Path(id): Path<Id<BindingMark>>,
    Json(given): Json<ConfirmDwelling>,
) -> Result<StatusCode, Problem> {
    let unknown = |_| {
        Problem::bad_request(Text::new(
            "请说明出示了什么：证件、租约或产权证明，或同住人证实",
            "Say what was shown: `document`, `lease` or `household`",
        ))
    };
    let shown = given.shown.parse::<Shown>().map_err(unknown)?;
    let binding = state.access.binding_to_verify(&caller.principal, id).await?;
    // Of whoever showed no document nothing is looked up: they are refused below.
    if let Some(person) = given.person
        && shown == Shown::Document
    {
        lives_there(&caller, &state, &binding, person).await?;
    }
    let found = Found { word: &given.word, shown, person: given.person };
    state.access.confirm_binding(&caller.principal, id, &found).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Refuses unless some source says that the person lives or lived there: a look at that person, on the log also where
/// nothing says so, which tells something too.
async fn lives_there(
    caller: &Caller<may::DwellingsVerify>,
    state: &AppState,
    binding: &Binding,
    person: Id<Person>,
) -> Result<(), Problem> {
    let task = format!("binding {}", binding.id);
    let grant = grant_at_door(state, &caller.principal, task, &binding.area, person)?;
    let blocks = Blocks::new(state.database.clone());
    let said = blocks.concerned_at(&grant, binding.unit.to_bytes()).await?.contains(&person);
    let shut = Undisclosed::new(said, vec![person], FieldSet::of(&[Field::Residence]));
    if state.access.disclose(&grant, shut).await? {
        return Ok(());
    }
    Err(Problem::bad_request(Text::new(
        "没有任何来源表明此人住在这里",
        "No source says that this person lives there",
    )))
}

/// Refuses a request, with the reason that whoever asked reads.
#[utoipa::path(
    post, path = "/api/dwellings/requests/{id}/refuse", tag = "dwellings",
    security(("session" = [])),
    params(("id" = String, Path, description = "The request")),
    request_body = DoorReason,
    responses(
        (status = NO_CONTENT),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn refuse(
    caller: Caller<may::DwellingsVerify>,
    State(state): State<AppState>,
    Path(id): Path<Id<BindingMark>>,
    Json(given): Json<DoorReason>,
) -> Result<StatusCode, Problem> {
    state.access.refuse_binding(&caller.principal, id, &given.reason).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Undoes what was confirmed wrongly: the account stays, and is nobody's.
#[utoipa::path(
    post, path = "/api/dwellings/requests/{id}/undo", tag = "dwellings",
    security(("session" = [])),
    params(("id" = String, Path, description = "The request")),
    request_body = DoorReason,
    responses(
        (status = NO_CONTENT),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn undo(
    caller: Caller<may::DwellingsVerify>,
    State(state): State<AppState>,
    Path(id): Path<Id<BindingMark>>,
    Json(given): Json<DoorReason>,
) -> Result<StatusCode, Problem> {
    state.access.undo_binding(&caller.principal, id, &given.reason).await?;
    Ok(StatusCode::NO_CONTENT)
}
