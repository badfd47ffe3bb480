//! `GET` and `POST /api/cases/routing`, `POST …/try`, `POST …/{id}/end`

use std::collections::BTreeMap;

use access::may;
use axum::{
    Json,
    extract::{Path, State},
};
use casework::{
    RouteId, Tried,
    routing::{Hours, Rule},
};
use kernel::{AreaPath, Instant, Text};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    area_of,
    report::words,
    shape::{Named, office, subclass},
};
use crate::{
    AppState, Caller, Problem, TextShape,
    routes::register::{register, which},
};

/// A place's own rules, the catalogue's offices where none applies.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RoutingRules {
    /// In the order they were set.
    rows: Vec<RoutingRule>,
}

/// A rule of routing.
#[derive(Debug, Serialize, ToSchema)]
struct RoutingRule {
    /// Its id.
    id: String,
    /// Where it holds: the path of codes, and what the area is called.
    area: Named,
    /// For which subclass or class; nothing for all.
    of: Option<Named>,
    /// `always`, `working` or `off`.
    hours: &'static str,
    /// The office.
    office: Named,
    /// Offices that handle it too.
    co_offices: Vec<Named>,
    /// Why.
    reason: String,
    /// Whether it still applies: not where its office was withdrawn from the catalogue.
    applies: bool,
}

const fn hours_name(hours: Hours) -> &'static str {
    match hours {
        Hours::Always => "always",
        Hours::Working => "working",
        Hours::Off => "off",
    }
}

fn hours_of(name: &str) -> Result<Hours, Problem> {
    match name {
        "always" => Ok(Hours::Always),
        "working" => Ok(Hours::Working),
        "off" => Ok(Hours::Off),
        _ => Err(Problem::bad_request(Text::new(
            "时段只能是 always、working 或 off",
            "A rule holds always, in working hours or off them",
        ))),
    }
}

/// What a subclass or a class is called.
fn about(state: &AppState, id: &str) -> Option<Named> {
    let class = state.casework.catalogue().class(id);
    let class = class.map(|found| Named { id: id.to_owned(), title: found.title.clone() });
    (!id.is_empty()).then(|| class.unwrap_or_else(|| subclass(&state.casework, id)))
}

async fn shown(
    state: &AppState,
    caller: &Caller<may::CasesManage>,
) -> Result<Json<RoutingRules>, Problem> {
    let rules = state.casework.rules().await?;
    let (register, catalogue) = (register(state), state.casework.catalogue());
    let mut titles: BTreeMap<String, Text> = BTreeMap::new();
    let mut rows = Vec::new();
    for (id, rule) in rules.as_slice() {
        if caller.within(&rule.area).is_err() {
            continue;
        }
        let path = rule.area.to_string();
        if !titles.contains_key(&path) {
            let found = register.area_at(&rule.area).await?.map(|row| row.area.name);
            let title = found.map_or_else(
                || Text::new(path.clone(), path.clone()),
                |name| Text::new(name.zh, name.en),
            );
            titles.insert(path.clone(), title);
        }
        let title = titles.get(&path).cloned().unwrap_or_default();
        rows.push(RoutingRule {
            id: id.to_string(),
            area: Named { id: path, title },
            of: about(state, &rule.subclass),
            hours: hours_name(rule.hours),
            office: office(&state.casework, &rule.office),
            co_offices: rule.co_offices.iter().map(|id| office(&state.casework, id)).collect(),
            reason: rule.reason.clone(),
            applies: catalogue.offices.contains_key(&rule.office),
        });
    }
    Ok(Json(RoutingRules { rows }))
}

/// A place's own rules of routing in the caller's area.
#[utoipa::path(
    get, path = "/api/cases/routing", tag = "cases", security(("session" = [])),
    responses(
        (status = OK, body = RoutingRules),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn list(
    caller: Caller<may::CasesManage>,
    State(state): State<AppState>,
) -> Result<Json<RoutingRules>, Problem> {
    shown(&state, &caller).await
}

/// A rule that is to hold.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewRoutingRule)]
pub(crate) struct NewRule {
    /// In which area: its id, or its path of codes.
    area: String,
    /// For which subclass or class; for all where it is empty.
    #[serde(default)]
    of: String,
    /// `always`, `working` or `off`.
    hours: String,
    /// The office.
    office: String,
    /// Offices that handle it too.
    #[serde(default)]
    co_offices: Vec<String>,
    /// Why.
    reason: String,
}

impl NewRule {
    async fn rule(
        self,
        state: &AppState,
        caller: &Caller<may::CasesManage>,
    ) -> Result<Rule, Problem> {
        let area: AreaPath = which::area(&register(state), Some(self.area.as_str())).await?;
        caller.within(&area)?;
        let mut co_offices = self.co_offices;
        co_offices.retain(|id| *id != self.office);
        Ok(Rule {
            area,
            subclass: self.of,
            hours: hours_of(&self.hours)?,
            office: self.office,
            co_offices,
            reason: words(&self.reason)?,
        })
    }
}

/// Sets a rule: it holds for what comes from now on.
#[utoipa::path(
    post, path = "/api/cases/routing", tag = "cases", security(("session" = [])),
    request_body = NewRule,
    responses(
        (status = OK, body = RoutingRules),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
        (status = PAYLOAD_TOO_LARGE, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn set(
    caller: Caller<may::CasesManage>,
    State(state): State<AppState>,
    Json(new): Json<NewRule>,
) -> Result<Json<RoutingRules>, Problem> {
    let rule = new.rule(&state, &caller).await?;
    if rule.reason.is_empty() {
        return Err(Problem::bad_request(Text::new("请写明理由", "Say why")));
    }
    state.casework.set_rule(rule, caller.principal.account).await?;
    shown(&state, &caller).await
}

/// Why a rule ends.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = EndRoutingRule)]
pub(crate) struct Ended {
    /// Why.
    reason: String,
}

/// Ends a rule: what it sent somewhere stays there.
#[utoipa::path(
    post, path = "/api/cases/routing/{id}/end", tag = "cases", security(("session" = [])),
    params(("id" = String, Path, description = "The rule's id")),
    request_body = Ended,
    responses(
        (status = OK, body = RoutingRules),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
        (status = PAYLOAD_TOO_LARGE, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn end(
    caller: Caller<may::CasesManage>,
    State(state): State<AppState>,
    Path(id): Path<String>,
    Json(ended): Json<Ended>,
) -> Result<Json<RoutingRules>, Problem> {
    let id: RouteId = id.parse().map_err(|_| Problem::not_found())?;
    let reason = words(&ended.reason)?;
    let rules = state.casework.rules().await?;
    let found = rules.iter().find(|(one, _)| *one == id).ok_or_else(Problem::not_found)?;
    caller.within(&found.1.area)?;
    if !state.casework.end_rule(id, &reason, caller.principal.account).await? {
        return Err(Problem::not_found());
    }
    shown(&state, &caller).await
}

/// What would be reported, and by which rules.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = TryRouting)]
pub(crate) struct Asked {
    /// What it is about: an id of the catalogue.
    subclass: String,
    /// In which area: its id, or its path of codes; the caller's own where not given.
    area: Option<String>,
    /// When it comes in; now where not given.
    #[schema(value_type = Option<String>, format = DateTime)]
    at: Option<Instant>,
    /// A rule that is not set yet.
    rule: Option<NewRule>,
    /// A rule that would end: its id.
    #[schema(value_type = Option<String>)]
    ended: Option<RouteId>,
}

/// Where it would go, before and after.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RoutingTried {
    /// As rules stand.
    before: RoutingWay,
    /// With what was drafted.
    after: RoutingWay,
}

/// Where a report would go.
#[derive(Debug, Serialize, ToSchema)]
struct RoutingWay {
    /// The office.
    office: Named,
    /// Offices that handle it too.
    co_offices: Vec<Named>,
    /// Why.
    #[schema(value_type = TextShape)]
    why: Text,
    /// Rules that apply, the one that holds first: none where it is the catalogue's office. The drafted one is the nil id.
    applying: Vec<String>,
}

fn way(state: &AppState, tried: Tried) -> RoutingWay {
    let Tried { decision, applying } = tried;
    RoutingWay {
        office: office(&state.casework, &decision.office),
        co_offices: decision.co_offices.iter().map(|id| office(&state.casework, id)).collect(),
        why: decision.why,
        applying: applying.into_iter().map(|id| id.to_string()).collect(),
    }
}

/// Where would this go: as rules stand, and with a rule that is not set yet. Nothing is written.
#[utoipa::path(
    post, path = "/api/cases/routing/try", tag = "cases", security(("session" = [])),
    request_body = Asked,
    responses(
        (status = OK, body = RoutingTried),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
        (status = PAYLOAD_TOO_LARGE, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn tried(
    caller: Caller<may::CasesManage>,
    State(state): State<AppState>,
    Json(asked): Json<Asked>,
) -> Result<Json<RoutingTried>, Problem> {
    let area = area_of(&state, &caller, asked.area.as_deref()).await?;
    let rule = match asked.rule {
        Some(new) => Some(new.rule(&state, &caller).await?),
        None => None,
    };
    let at = asked.at.unwrap_or_else(|| state.clock.now());
    let about = (asked.subclass.as_str(), &area, at);
    let [before, after] = state.casework.try_rule(rule, asked.ended, about).await?;
    Ok(Json(RoutingTried { before: way(&state, before), after: way(&state, after) }))
}
