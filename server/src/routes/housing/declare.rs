//! `POST /api/housing/declarations`, `GET /api/housing/declarations/own`

use std::collections::{BTreeMap, HashMap};

use access::{Action, Basis, GrantRequest, Principal, Purpose, may};
use axum::{Json, extract::State};
use blocks::{Against, Blocks, Declared as Whom};
use housing::{
    ActionId, DeclarationRow, Error, NewDeclaration,
    declaration::{
        DeclarationRefusal, DeclaredBy, DeclaredPerson, DeclaredUse, Document, Known, Said, Tie,
    },
    facts::At,
};
use kernel::{AreaPath, Day, Id, Text};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    declaration_shape::{Reader, Shape, WhomShape, alone, shape, shapes},
    hazard::account,
    whither,
};
use crate::{AppState, Caller, Problem};

/// Declarations that one account may make one by one in an hour: nobody goes from door to door by the answers.
const DECLARED_AN_HOUR: u32 = 120;

/// Something to be declared: of one person at one unit.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewDeclaration)]
pub(crate) struct Asked {
    /// The action's id, made by whoever declares (a UUID): sent twice, it is done once.
    #[schema(value_type = String)]
    id: ActionId,
    /// The unit: its id, its code, or what the code at its door says.
    unit: String,
    /// As what: `tenant`, `landlord`, `sub_letter`, `agency`, `employer` or `operator`.
    #[schema(value_type = String)]
    by: DeclaredBy,
    /// What the person does there: `lives`, `works`, `operates`, `lets`, `sub_lets`, `brokers` or `houses`.
    #[schema(value_type = String)]
    tie: Tie,
    /// What the place is used as: `dwelling`, `dormitory`, `shop`, `warehouse` or `site`.
    #[schema(value_type = String)]
    used_as: DeclaredUse,
    /// From which day.
    #[schema(value_type = String, format = Date)]
    from: Day,
    /// The last day, where it is known.
    #[schema(value_type = Option<String>, format = Date)]
    until: Option<Day>,
    /// Whether it is of the declarant.
    own: bool,
    /// Whom it is of.
    who: Person,
}

/// Somebody as a declarant writes them down. Nothing else is asked.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = WrittenPerson)]
pub(crate) struct Person {
    /// Name.
    name: String,
    /// `identity_card` or `other`.
    #[schema(value_type = String)]
    document: Document,
    /// Its number; may be left out of oneself.
    number: Option<String>,
    /// Telephone.
    phone: Option<String>,
}

impl From<Person> for DeclaredPerson {
    fn from(written: Person) -> Self {
        let some = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
        Self {
            name: written.name,
            document: written.document,
            number: some(written.number),
            phone: some(written.phone),
        }
    }
}

/// One's own declarations.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OwnDeclarations)]
pub(crate) struct Own {
    /// What one declared, the newest first.
    made: Vec<Shape>,
    /// What others declared of oneself, the newest first.
    named: Vec<Shape>,
}

/// Declares who lives in, works in, runs or lets a unit. It is a word until a worker has seen it: where records differ it is
/// the declarant's to answer first, and of others the person is asked.
#[utoipa::path(
    post, path = "/api/housing/declarations", tag = "housing", security(("session" = [])),
    request_body = Asked,
    responses(
        (status = OK, body = Shape, description = "the declaration as it stands"),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
        (status = CONFLICT, body = crate::ProblemDocument),
        (status = TOO_MANY_REQUESTS, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn post(
    caller: Caller<may::HousingDeclare>,
    State(state): State<AppState>,
    Json(asked): Json<Asked>,
) -> Result<Json<Shape>, Problem> {
    met(&state, &caller.principal).await?;
    let from = caller.principal.account.to_string();
    state.pace.take("declare", from, DECLARED_AN_HOUR, state.clock.now())?;
    let unit = whither::door(&state, &asked.unit).await?;
    let at = state.housing.at_unit(unit).await?;
    caller.within(&at.area)?;
    let Asked { id, by, tie, used_as, from, until, own, .. } = asked;
    let said = Said { by, tie, used_as, from, until };
    let who = DeclaredPerson::from(asked.who);
    let (known, registered) = known(&state, &caller.principal, &at, own, &who).await?;
    let person = caller.principal.person.filter(|_| own).or(registered);
    let declarant = account(&caller);
    let new = NewDeclaration { id, at, said, own, who, person, known, declarant };
    let taken = state.housing.declare(&state.access, new).await?;
    Ok(Json(shape(&state, taken.declaration(), Reader::Declarant).await?))
}

/// Refuses an account that was made at a door while nobody has met its holder: else anybody who passes a door could find
/// out by declaring who lives where, and send a grid worker to a thousand of them.
pub(super) async fn met(state: &AppState, principal: &Principal) -> Result<(), Problem> {
    if state.access.was_met(principal).await? {
        return Ok(());
    }
    Err(Problem::denied()
        .detail(Text::new(
            "您的账号尚未经上门核实，暂不能申报",
            "Nobody has met you at your door yet: this account cannot declare",
        ))
        .action(Text::new(
            "请等网格员上门核实住处后再申报",
            "Wait until a grid worker has confirmed your dwelling, then declare",
        )))
}

/// What one declared, and what others declared of oneself. Whom one declared is shown in part, and on their log before it
/// is answered.
#[utoipa::path(
    get, path = "/api/housing/declarations/own", tag = "housing", security(("session" = [])),
    responses(
        (status = OK, body = Own),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn own(
    caller: Caller<may::HousingDeclare>,
    State(state): State<AppState>,
) -> Result<Json<Own>, Problem> {
    let me = account(&caller);
    let rows = state.housing.declared_by(me).await?;
    let mut made = shapes(&state, &alone(&rows), Reader::Declarant).await?;
    let mut whom = whom(&state, &caller.principal, rows).await?;
    for row in &mut made {
        row.who = whom.remove(&row.id);
    }
    let named = match own_number(&state, &caller.principal).await? {
        Some(token) => state.housing.declared_of(token).await?,
        None => Vec::new(),
    };
    let mut of_others = alone(&named);
    of_others.retain(|declaration| declaration.declarant != me);
    let named = shapes(&state, &of_others, Reader::Named).await?;
    Ok(Json(Own { made, named }))
}

/// Whom these declarations of the caller's own are of, by the declaration's id: under one grant for each area that a role of
/// the caller reaches, on the log before it is told.
async fn whom(
    state: &AppState,
    principal: &Principal,
    rows: Vec<DeclarationRow>,
) -> Result<HashMap<String, WhomShape>, Problem> {
    let mut by_area: BTreeMap<String, Vec<DeclarationRow>> = BTreeMap::new();
    for row in rows {
        by_area.entry(row.area.as_str().to_owned()).or_default().push(row);
    }
    let mut told = HashMap::new();
    for rows in by_area.into_values() {
        let Some(area) = rows.first().map(|row| row.area.clone()) else { continue };
        let request = own_declared("own declarations", area);
        // Where no role of theirs reaches any more, the declaration stands without a name.
        let Ok(grant) = state.access.grant(principal, request) else { continue };
        let shut = state.housing.whom(&state.access, &grant, &rows)?;
        let shown = state.access.disclose(&grant, shut).await?;
        let ids = rows.iter().map(|row| row.declaration.id.to_string());
        told.extend(ids.zip(shown.into_iter().map(WhomShape::from)));
    }
    Ok(told)
}

/// What a declarant asks a grant for: to go on with what they declare in an area.
pub(super) fn own_declared(task: &str, area: AreaPath) -> GrantRequest {
    GrantRequest {
        action: Action::HousingViewOwnDeclared,
        purpose: Purpose::Registration,
        basis: Basis::Task(task.to_owned()),
        area,
        subject: None,
    }
}

/// The token of the number of the person whose account it is; nothing where it is nobody's.
pub(crate) async fn own_number(
    state: &AppState,
    principal: &Principal,
) -> Result<Option<[u8; 16]>, Problem> {
    if principal.person.is_none() {
        return Ok(None);
    }
    let grant = state.access.grant_own(principal, Action::RightsExport)?;
    Ok(Blocks::new(state.database.clone()).own_number(&grant).await?)
}

/// What the blocks say of a unit and of whom is declared there; and the person, where they are registered there, for the log.
pub(super) async fn known(
    state: &AppState,
    principal: &Principal,
    at: &At,
    own: bool,
    who: &DeclaredPerson,
) -> Result<(Known, Option<Id<access::Person>>), Problem> {
    let token = who.check(own, state.access.tokenizer()).map_err(Error::from)?;
    let token = token.map(access::Token::to_bytes);
    let of_account = own && is_own(state, principal, token).await?;
    let whom = Whom { person: principal.person.filter(|_| own), token };
    let (known, registered) = against(state, principal, at, whom).await?;
    Ok((Known { of_account, ..known }, registered))
}

/// Whether the number that somebody writes down as theirs is that of their account's person; 400 where it is another. Of an
/// account that nobody is known of it is not known.
pub(super) async fn is_own(
    state: &AppState,
    principal: &Principal,
    token: Option<[u8; 16]>,
) -> Result<bool, Problem> {
    if token.is_none() {
        return Ok(false);
    }
    let number = own_number(state, principal).await?;
    if number.is_some() && number != token {
        return Err(Error::from(DeclarationRefusal::OtherNumber).into());
    }
    Ok(number.is_some())
}

/// The same, of somebody whose token is known.
pub(super) async fn against(
    state: &AppState,
    principal: &Principal,
    at: &At,
    whom: Whom,
) -> Result<(Known, Option<Id<access::Person>>), Problem> {
    let Some(unit) = at.place.unit else { return Ok((Known::default(), None)) };
    let place = (unit.to_bytes(), at.place.building.to_bytes());
    let grant = state.access.grant(principal, own_declared("declare", at.area.clone()))?;
    let on = state.housing.when().today;
    let blocks = Blocks::new(state.database.clone());
    let Against { others_live_here, lives_elsewhere, beds, registered } =
        blocks.speaks_against((&grant, &at.area), whom, place, on).await?;
    let known = Known {
        others_registered: others_live_here,
        registered_elsewhere: lives_elsewhere,
        beds,
        ..Known::default()
    };
    Ok((known, registered))
}
