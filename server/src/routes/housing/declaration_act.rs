//! `POST /api/housing/declarations/{id}/actions`, `POST /api/housing/declarations/{id}/visits`

use access::may;
use axum::{
    Json,
    extract::{Path, State},
};
use housing::{
    ActionId, DeclarationAct, DeclarationRow,
    declaration::{
        Answer, DeclarationDeed, DeclaredBy, DeclaredPerson, DeclaredUse, Finding, Known, Part,
        Said, Tie,
    },
    facts::How,
};
use kernel::{Day, Id, Point4326};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    declaration_shape::{Reader, Shape, shape},
    declarations::{find, find_within},
    declare::{Person, against, is_own, known, own_number},
    hazard::account,
};
use crate::{AppState, Caller, Problem};

/// What is done.
#[derive(Deserialize)]
#[serde(tag = "deed", rename_all = "snake_case", deny_unknown_fields)]
enum Deed {
    Answer { answer: Answer },
    Correct { said: Corrected, who: Option<Person> },
    Confirm,
    Deny,
    Leave { on: Day },
    Withdraw,
}

/// What is so instead.
#[derive(Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
struct Corrected {
    by: DeclaredBy,
    tie: Tie,
    used_as: DeclaredUse,
    from: Day,
    until: Option<Day>,
}

/// Something to be done to a declaration by whoever declared it or whom it is of.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = DeclarationDeed)]
pub(crate) struct Asked {
    /// The action's id, made by whoever acts (a UUID): sent twice, it is done once.
    #[schema(value_type = String)]
    id: ActionId,
    /// The version that was seen.
    seen: u32,
    /// What is done: `{"deed": "answer", "answer": "they_left"}`, `{"deed": "confirm"}`, `{"deed": "deny"}`, `{"deed":
    /// "leave", "on": "2026-03-01"}`, `{"deed": "withdraw"}`, `{"deed": "correct", "said": {…}, "who": {…}}`.
    #[schema(value_type = Object)]
    deed: Deed,
    /// A word for the file.
    #[serde(default)]
    words: String,
}

/// What a worker found on the door.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = DeclarationVisit)]
pub(crate) struct Visited {
    /// The action's id, made by whoever acts (a UUID): sent twice, it is done once.
    #[schema(value_type = String)]
    id: ActionId,
    /// The version that was seen.
    seen: u32,
    /// `so`, `not_so`, `nobody_met` or `left`.
    #[schema(value_type = String)]
    found: Finding,
    /// Whether the person was met and asked.
    #[serde(default)]
    heard: bool,
    /// Why; needed where it is not so.
    #[serde(default)]
    words: String,
    /// Where whoever visits stands: compared with the place and forgotten.
    lon: Option<f64>,
    /// Latitude.
    lat: Option<f64>,
}

/// Answers what speaks against one's declaration, puts it right, takes it back; confirms or denies what others declared of
/// oneself; tells of leaving. 409 where somebody was faster, or where it is not one's turn.
#[utoipa::path(
    post, path = "/api/housing/declarations/{id}/actions", tag = "housing", security(("session" = [])),
    params(("id" = String, Path, description = "The declaration's id")),
    request_body = Asked,
    responses(
        (status = OK, body = Shape, description = "the declaration as it stands after it"),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
        (status = CONFLICT, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn post(
    caller: Caller<may::HousingDeclare>,
    State(state): State<AppState>,
    Path(id): Path<String>,
    Json(asked): Json<Asked>,
) -> Result<Json<Shape>, Problem> {
    let row = find(&state, &id).await?;
    let me = account(&caller);
    let (part, reader, token) = if row.declaration.declarant == me {
        (Part::Declarant(me), Reader::Declarant, None)
    } else {
        let token = own_number(&state, &caller.principal).await?;
        // Another's declaration of another is none that the caller may know of.
        if !row.is_of(token) {
            return Err(Problem::not_found());
        }
        (Part::Named(me), Reader::Named, token)
    };
    let (deed, corrected) = asked.deed.read();
    let (known, written) = compared(&state, &caller, &row, &deed, corrected.as_ref()).await?;
    let person = match part {
        Part::Declarant(_) if !row.declaration.own => written,
        _ => caller.principal.person.or(written),
    };
    let act = DeclarationAct {
        declaration: row.declaration.id,
        seen: asked.seen,
        deed,
        part,
        person,
        token,
        corrected,
        known,
        how: How { words: asked.words, ..How::bare(asked.id) },
    };
    let done = state.housing.act_on_declaration(&state.access, act).await?;
    Ok(Json(shape(&state, &done, reader).await?))
}

impl Deed {
    fn read(self) -> (DeclarationDeed, Option<DeclaredPerson>) {
        let deed = match self {
            Self::Answer { answer } => DeclarationDeed::Answer { answer },
            Self::Correct { said, who } => {
                let Corrected { by, tie, used_as, from, until } = said;
                let said = Said { by, tie, used_as, from, until };
                // What speaks against it is found where it is done.
                let deed = DeclarationDeed::Correct { said, doubts: Vec::new() };
                return (deed, who.map(Into::into));
            }
            Self::Confirm => DeclarationDeed::Confirm,
            Self::Deny => DeclarationDeed::Deny,
            Self::Leave { on } => DeclarationDeed::Leave { on },
            Self::Withdraw => DeclarationDeed::Withdraw,
        };
        (deed, None)
    }
}

/// What the blocks say, where something is put right; and the person, where they are registered there, for the log.
async fn compared(
    state: &AppState,
    caller: &Caller<may::HousingDeclare>,
    row: &DeclarationRow,
    deed: &DeclarationDeed,
    corrected: Option<&DeclaredPerson>,
) -> Result<(Known, Option<Id<access::Person>>), Problem> {
    let (DeclarationDeed::Correct { .. }, Some(unit)) = (deed, row.declaration.place.unit) else {
        return Ok((Known::default(), None));
    };
    let (at, own) = (state.housing.at_unit(unit).await?, row.declaration.own);
    let (principal, token) = (&caller.principal, row.token());
    if let Some(who) = corrected {
        return known(state, principal, &at, own, who).await;
    }
    let of_account = own && is_own(state, principal, token).await?;
    let whom = blocks::Declared { person: principal.person.filter(|_| own), token };
    let (known, registered) = against(state, principal, &at, whom).await?;
    Ok((Known { of_account, ..known }, registered))
}

/// Says what was found on the door: by whoever stands there. Nothing declared is so before; 409 where it is not yet the
/// worker's turn, since the declarant is asked first.
#[utoipa::path(
    post, path = "/api/housing/declarations/{id}/visits", tag = "housing", security(("session" = [])),
    params(("id" = String, Path, description = "The declaration's id")),
    request_body = Visited,
    responses(
        (status = OK, body = Shape, description = "the declaration as it stands after it"),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
        (status = CONFLICT, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn visit(
    caller: Caller<may::HousingVerify>,
    State(state): State<AppState>,
    Path(id): Path<String>,
    Json(asked): Json<Visited>,
) -> Result<Json<Shape>, Problem> {
    let row = find_within(&state, &caller, &id).await?;
    let position = asked.lon.zip(asked.lat).and_then(|(lon, lat)| Point4326::new(lon, lat));
    let act = DeclarationAct {
        declaration: row.declaration.id,
        seen: asked.seen,
        deed: DeclarationDeed::Visit { found: asked.found, heard: asked.heard },
        part: Part::Worker(account(&caller)),
        person: caller.principal.person,
        token: own_number(&state, &caller.principal).await?,
        corrected: None,
        known: Known::default(),
        how: How { words: asked.words, position, ..How::bare(asked.id) },
    };
    let done = state.housing.act_on_declaration(&state.access, act).await?;
    Ok(Json(shape(&state, &done, Reader::Worker).await?))
}
