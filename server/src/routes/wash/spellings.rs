//! `GET | POST /api/wash/spellings`, `POST /api/wash/spellings/{id}/withdraw`

use access::{Action, Named, Resource, may};
use axum::{
    Json,
    extract::{Path, Query, State},
};
use kernel::{AreaPath, Id, Text};
use register::{
    edit::{Reason, Sourced},
    model::{Alias, Building, Unit},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{AppState, Caller, Problem, routes::register::register};

/// Longest source, characters.
const LONGEST: usize = 500;

/// A place of the register.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Of {
    /// The id of a building or a unit.
    place: String,
}

/// What the wash learned of a building.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct WashSpellings {
    /// Whether the caller may teach and withdraw here.
    may: bool,
    /// The spellings that stand, the latest first.
    spellings: Vec<WashSpelling>,
}

/// A way to write a building's address that the wash learned.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct WashSpelling {
    /// Its id.
    id: String,
    /// As it is written, down to the building.
    text: String,
    /// The building's code.
    code: String,
    /// Where it was learned, in the words of whoever took it in.
    source: String,
    /// Since when, ISO.
    since: Option<String>,
}

/// A correction: this line is that place.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = WashCorrection)]
pub(crate) struct Correction {
    /// The address as somebody wrote it.
    line: String,
    /// The id of the building or unit that it means.
    place: String,
    /// Who says so: a letter, a call, a look on the spot. No value of a person belongs here.
    source: String,
}

/// Why a spelling is withdrawn.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WrongSpelling {
    /// Who says that it is wrong. No value of a person belongs here.
    source: String,
}

/// The spellings that the wash learned of a building, or of the building of a unit.
#[utoipa::path(
    get, path = "/api/wash/spellings", tag = "wash", security(("session" = [])), params(Of),
    responses(
        (status = OK, body = WashSpellings),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn list(
    caller: Caller<may::RegisterView>,
    State(state): State<AppState>,
    Query(of): Query<Of>,
) -> Result<Json<WashSpellings>, Problem> {
    let at = Target::find(&state, &of.place).await?;
    Ok(Json(at.spellings(&state, &caller).await?))
}

/// Accepts a correction: what the line says down to the building becomes an alias of the building, with its source,
/// and the wash knows it at once. 409 where nothing of it can be learned, or it is another building's.
#[utoipa::path(
    post, path = "/api/wash/spellings", tag = "wash", security(("session" = [])),
    request_body = Correction,
    responses(
        (status = OK, body = WashSpellings, description = "what is known of the building now"),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
        (status = CONFLICT, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn post(
    caller: Caller<may::RegisterEdit>,
    State(state): State<AppState>,
    Json(correction): Json<Correction>,
) -> Result<Json<WashSpellings>, Problem> {
    let at = Target::find(&state, &correction.place).await?;
    caller.within(&at.area)?;
    let reason = reason(&caller, &correction.source)?;
    register(&state).learn_spelling_of(&correction.line, at.building, &reason).await?;
    state.wash.follow(&state).await;
    Ok(Json(at.spellings(&state, &caller).await?))
}

/// Withdraws a spelling that was learned wrongly: it stays on record, and the wash forgets it at once.
#[utoipa::path(
    post, path = "/api/wash/spellings/{id}/withdraw", tag = "wash", security(("session" = [])),
    params(("id" = String, Path, description = "The spelling's id")),
    request_body = WrongSpelling,
    responses(
        (status = OK, body = WashSpellings, description = "what is known of the building now"),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn withdraw(
    caller: Caller<may::RegisterEdit>,
    State(state): State<AppState>,
    Path(id): Path<String>,
    Json(wrong): Json<WrongSpelling>,
) -> Result<Json<WashSpellings>, Problem> {
    let id: Id<Alias> = id.parse().map_err(|_| Problem::not_found())?;
    let building = register(&state).spelled_building(id).await?.ok_or_else(Problem::not_found)?;
    let at = Target::find(&state, &building.to_string()).await?;
    caller.within(&at.area)?;
    let reason = reason(&caller, &wrong.source)?;
    register(&state).withdraw_spelling(id, &reason).await?;
    state.wash.follow(&state).await;
    Ok(Json(at.spellings(&state, &caller).await?))
}

/// The building that a correction is about.
struct Target {
    building: Id<Building>,
    area: AreaPath,
}

impl Target {
    /// A building by its id, or that of a unit of it.
    async fn find(state: &AppState, place: &str) -> Result<Self, Problem> {
        let register = register(state);
        let id: Id<Building> = place.parse().map_err(|_| Problem::not_found())?;
        let mut building = register.building(id).await?;
        if building.is_none() {
            let unit: Id<Unit> = place.parse().map_err(|_| Problem::not_found())?;
            let unit = register.unit(unit).await?.ok_or_else(Problem::not_found)?;
            building = register.building(unit.row.building).await?;
        }
        let row = building.ok_or_else(Problem::not_found)?.row;
        Ok(Self { building: row.id, area: row.area })
    }

    async fn spellings<A: Named>(
        &self,
        state: &AppState,
        caller: &Caller<A>,
    ) -> Result<WashSpellings, Problem> {
        let here = Resource::within(self.area.clone());
        let spellings = register(state).spellings_of(self.building).await?;
        Ok(WashSpellings {
            may: caller.authorize(Action::RegisterEdit, &here).is_ok(),
            spellings: spellings.into_iter().map(shape).collect(),
        })
    }
}

fn shape(Sourced { learned, source, since }: Sourced) -> WashSpelling {
    WashSpelling { id: learned.id, text: learned.text, code: learned.code, source, since }
}

fn reason<A: Named>(caller: &Caller<A>, source: &str) -> Result<Reason, Problem> {
    let text: String = source.trim().chars().take(LONGEST).collect();
    if text.is_empty() {
        return Err(Problem::bad_request(Text::new(
            "请写明来源，例如一封来信、一次来电或现场查看",
            "Say who says so: a letter, a call, a look on the spot",
        )));
    }
    Ok(Reason { account: Some(caller.principal.account.to_bytes()), text })
}
