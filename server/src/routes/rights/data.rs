//! `GET /api/rights/data`

use std::collections::BTreeMap;

use access::{Account, Action, Grant, may};
use axum::{
    Json,
    extract::{Query, State},
    http::header,
    response::{IntoResponse as _, Response},
};
use blocks::{Blocks, EndKind, OwnFact, corrections::Corrections};
use kernel::{Id, Lang, Text};
use register::wash::{Place, PlaceKind};
use serde::Deserialize;
use utoipa::IntoParams;

use super::shape::{OwnAccount, OwnData, OwnDeclarationRow, OwnFactRow};
use crate::{
    AppState, Caller, Problem,
    routes::{dwellings, proxies, register::register},
};

/// How it is wanted.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct How {
    /// As a file to keep.
    #[serde(default)]
    download: bool,
}

/// What is kept on the person whose account this is: every fact in full, with its source and its days, what they asked
/// about facts, and the cases they reported. The look is on the log, as every look is.
#[utoipa::path(
    get, path = "/api/rights/data", tag = "rights", security(("session" = [])), params(How),
    responses(
        (status = OK, body = OwnData),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    caller: Caller<may::RightsExport>,
    State(state): State<AppState>,
    Query(how): Query<How>,
) -> Result<Response, Problem> {
    let grant = caller.grant_own()?;
    let person = grant.subject().ok_or_else(Problem::denied)?;
    let shut = Blocks::new(state.database.clone()).own(&state.access, &grant).await?;
    let facts = state.access.disclose(&grant, shut).await?;
    let corrections = Corrections::new(state.database.clone());
    let requests = corrections.requests(&state.access, &grant).await?;
    let principal = &caller.principal;
    let cases = state.casework.own(principal.account).await?;
    let declarations = declared(&state, &grant, principal.account).await?;
    let dwellings = if caller.may(Action::DwellingsOwn) {
        dwellings::own(&state, principal).await?
    } else {
        Vec::new()
    };
    let proxies = if caller.may(Action::ProxiesOwn) {
        proxies::own(&state, principal).await?
    } else {
        Vec::new()
    };
    let data = OwnData {
        schema: "/api/rights/schema",
        made_at: state.clock.now(),
        person: person.to_string(),
        account: OwnAccount {
            login: principal.login.clone(),
            name: principal.name.clone(),
            lang: if principal.lang == Lang::Zh { "zh" } else { "en" },
        },
        facts: rows(&state, facts).await?,
        requests: requests.into_iter().map(Into::into).collect(),
        cases: cases.into_iter().map(|case| case.number).collect(),
        declarations,
        dwellings,
        proxies,
    };
    let mut answer = Json(data).into_response();
    if how.download {
        let name = header::HeaderValue::from_static("attachment; filename=\"linli-my-data.json\"");
        answer.headers_mut().insert(header::CONTENT_DISPOSITION, name);
    }
    Ok(answer)
}

/// What was declared of the person: by themselves, and by others under their number.
async fn declared(
    state: &AppState,
    grant: &Grant,
    account: Id<Account>,
) -> Result<Vec<OwnDeclarationRow>, Problem> {
    let account = housing::AccountId::from_bytes(account.to_bytes());
    let mut rows = state.housing.declared_of_oneself(account).await?;
    let number = Blocks::new(state.database.clone()).own_number(grant).await?;
    if let Some(number) = number {
        let found = state.housing.declared_of(number).await?.into_iter();
        // What they declared of themselves is there already.
        rows.extend(
            found.filter(|row| !row.declaration.own || row.declaration.declarant != account),
        );
    }
    Ok(rows.into_iter().map(|row| OwnDeclarationRow::of(&row.declaration, account)).collect())
}

/// Facts with what their relations go to by name.
pub(crate) async fn rows(
    state: &AppState,
    facts: Vec<OwnFact>,
) -> Result<Vec<OwnFactRow>, Problem> {
    let mut places = called(state, &facts).await?;
    let each = |fact: OwnFact| {
        let to = fact.to.and_then(|to| places.remove(&to.id).or_else(|| household(to.kind)));
        OwnFactRow::of(fact, to)
    };
    Ok(facts.into_iter().map(each).collect())
}

/// A household is told of as one: its members are other people.
fn household(kind: EndKind) -> Option<(Text, String)> {
    let told = Text::new("家庭户", "A household");
    (kind == EndKind::Household).then(|| (told, String::new()))
}

/// What relations go to: places as the register writes them with their codes, organisations by name.
async fn called(
    state: &AppState,
    facts: &[OwnFact],
) -> Result<BTreeMap<[u8; 16], (Text, String)>, Problem> {
    let ends = || facts.iter().filter_map(|fact| fact.to);
    let place = |kind: EndKind| match kind {
        EndKind::Unit => Some(PlaceKind::Unit),
        EndKind::Building => Some(PlaceKind::Building),
        _ => None,
    };
    let places: Vec<Place> =
        ends().filter_map(|to| Some(Place { kind: place(to.kind)?, id: to.id })).collect();
    let told = register(state).called(&places).await?;
    let mut called: BTreeMap<[u8; 16], (Text, String)> = told
        .into_iter()
        .map(|(place, called)| {
            (place.id, (Text::new(called.label.zh, called.label.en), called.code))
        })
        .collect();
    let organisations: Vec<[u8; 16]> =
        ends().filter(|to| to.kind == EndKind::Organisation).map(|to| to.id).collect();
    let names = Blocks::new(state.database.clone()).organisation_names(&organisations).await?;
    called
        .extend(names.into_iter().map(|(id, name)| (id, (Text::new(&name, &name), String::new()))));
    Ok(called)
}
