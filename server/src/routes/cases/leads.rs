//! `GET /api/cases/leads` and `POST /api/cases/leads/{id}/set_aside`

use access::{Action, Named, Resource, may};
use axum::{
    Json,
    extract::{Path, Query, State},
    http::StatusCode,
};
use blocks::signals::{Lead as Invitation, Signals};
use casework::{Lead, LeadFilter, LeadId, LeadSource, Leads};
use kernel::{AreaPath, Id, Instant, Text};
use register::{model::Unit, wash::Place};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    asked,
    list::area_of,
    shape::{Named as Titled, subclass},
};
use crate::{
    AppState, Caller, Problem, TextShape,
    routes::{
        register::{place::Point, register},
        signals::leads::place,
    },
};

/// Which leads.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Which {
    /// Within this area: its id, or its path of codes.
    area: Option<String>,
    /// From this source: `signal`, `meter`, `correction`, `question`, `sensor`, `scene`, `mail`, `volunteer`.
    source: Option<String>,
    /// Where the last page ended, from its `next`.
    before: Option<i64>,
    /// Leads a page, 100 at most; 20 where not given.
    size: Option<u32>,
}

/// A lead that waits.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CaseLead)]
pub(crate) struct Row {
    /// Its id.
    id: String,
    /// Who delivered it.
    source: &'static str,
    /// What it seems to be about.
    subclass: Option<Titled>,
    /// The path of its area.
    #[schema(value_type = String)]
    area: AreaPath,
    /// What the place is called.
    #[schema(value_type = TextShape)]
    label: Text,
    /// `building` or `unit`, where it is at one.
    kind: Option<String>,
    /// The place's id.
    place: Option<String>,
    /// Where it is.
    point: Option<Point>,
    /// What is seen.
    #[schema(value_type = TextShape)]
    title: Text,
    /// Why it is thought so.
    #[schema(value_type = Vec<TextShape>)]
    reasons: Vec<Text>,
    /// When it was delivered.
    #[schema(value_type = String, format = DateTime)]
    delivered_at: Instant,
    /// When it goes by itself.
    #[schema(value_type = Option<String>, format = DateTime)]
    expires_at: Option<Instant>,
}

/// A page of leads.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CaseLeadPage {
    /// The page, the newest first; on the first page the invitations to dwellings above, the soonest to go first.
    rows: Vec<Row>,
    /// Where the next page goes on; nothing at the end.
    next: Option<i64>,
    /// How many of all leads are invitations to dwellings; on the first page and with `source=signal` alone.
    invitations: u64,
}

/// Leads that wait for somebody: drafts about things and places, which a person sends on or sets aside, and invitations to
/// dwellings (`signal`), which are delivered or withdrawn.
#[utoipa::path(
    get, path = "/api/cases/leads", tag = "cases", security(("session" = [])), params(Which),
    responses(
        (status = OK, body = CaseLeadPage),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn list(
    caller: Caller<may::CasesDispatch>,
    State(state): State<AppState>,
    Query(given): Query<Which>,
) -> Result<Json<CaseLeadPage>, Problem> {
    let area = area_of(&state, &caller, given.area.as_deref()).await?;
    let source = match given.source.as_deref().filter(|source| !source.is_empty()) {
        None => None,
        Some(name) => Some(LeadSource::from_name(name).ok_or_else(|| {
            Problem::bad_request(Text::new("没有这种线索来源", "There is no such source of leads"))
        })?),
    };
    let limit = given.size.unwrap_or(20).clamp(1, 100);
    if source == Some(LeadSource::Signal) {
        let after = u32::try_from(given.before.unwrap_or(0)).unwrap_or(0);
        let (rows, total) = invitations(&state, &caller, &area, after, limit).await?;
        let end = u64::from(after) + rows.len() as u64;
        let next = (end < total).then(|| i64::try_from(end).unwrap_or(i64::MAX));
        return Ok(Json(CaseLeadPage { rows, next, invitations: total }));
    }
    // What goes by itself soonest stands on top of the first page.
    let (mut rows, total) = match (source, given.before) {
        (None, None) => invitations(&state, &caller, &area, 0, limit).await?,
        _ => (Vec::new(), 0),
    };
    let filter = LeadFilter { area, source, before: given.before, limit };
    let found = Leads::new(state.database.clone()).waiting(&filter).await?;
    let full = found.len() == limit as usize;
    let next = found.last().filter(|_| full).map(|lead| lead.seq);
    let row = |lead: Lead| Row {
        id: lead.id.to_string(),
        source: lead.source.name(),
        subclass: lead.subclass.as_deref().map(|id| subclass(&state.casework, id)),
        area: lead.place.area,
        label: lead.place.label,
        kind: lead.place.at.as_ref().map(|at| at.kind.clone()),
        place: lead.place.at.as_ref().map(|at| at.id.to_string()),
        point: lead.place.point.map(Into::into),
        title: lead.title,
        reasons: lead.reasons,
        delivered_at: lead.delivered_at,
        expires_at: lead.expires_at,
    };
    rows.extend(found.into_iter().map(row));
    Ok(Json(CaseLeadPage { rows, next, invitations: total }))
}

/// Invitations to dwellings, as leads, the soonest to go first, and how many there are. They stay where signals are kept,
/// since nothing of them may be left: delivered or withdrawn at `/api/leads/{id}/close`, and never sent as a case.
async fn invitations<A: Named>(
    state: &AppState,
    caller: &Caller<A>,
    area: &AreaPath,
    offset: u32,
    limit: u32,
) -> Result<(Vec<Row>, u64), Problem> {
    let here = Resource::within(area.clone());
    if caller.authorize(Action::SignalsWork, &here).is_err() {
        return Ok((Vec::new(), 0));
    }
    let signals = Signals::new(state.database.clone());
    let (found, total) = signals.leads(area, offset, limit).await?;
    let homes: Vec<Place> = found.iter().map(place).collect();
    let titles = register(state).called(&homes).await?;
    let ahead = state.casework.catalogue().calendar.offset_minutes;
    let row = |lead: Invitation| Row {
        id: lead.id.to_string(),
        source: LeadSource::Signal.name(),
        subclass: None,
        label: titles
            .get(&place(&lead))
            .map(|one| Text::new(&one.label.zh, &one.label.en))
            .unwrap_or_default(),
        kind: Some("unit".to_owned()),
        place: Some(Id::<Unit>::from_bytes(lead.unit).to_string()),
        point: None,
        title: Text::new(
            "为该住处提供登记帮助：送达邀请信",
            "Offer this dwelling help with registration: deliver the letter",
        ),
        reasons: Vec::new(),
        delivered_at: lead.made_on.midnight(ahead),
        expires_at: Some(lead.expires_on.midnight(ahead)),
        area: lead.grid,
    };
    Ok((found.into_iter().map(row).collect(), total))
}

/// Why a lead is set aside.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CaseLeadAside)]
pub(crate) struct Aside {
    /// In words, four characters at least.
    reason: String,
}

/// Sets a lead aside, with the reason: a recorded action.
#[utoipa::path(
    post, path = "/api/cases/leads/{id}/set_aside", tag = "cases", security(("session" = [])),
    params(("id" = String, Path, description = "The lead's id")),
    request_body = Aside,
    responses(
        (status = NO_CONTENT),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn set_aside(
    caller: Caller<may::CasesDispatch>,
    State(state): State<AppState>,
    Path(id): Path<LeadId>,
    Json(aside): Json<Aside>,
) -> Result<StatusCode, Problem> {
    let leads = Leads::new(state.database.clone());
    let lead = leads.find(id).await?.ok_or_else(Problem::not_found)?;
    caller.within(&lead.place.area)?;
    let reason: String = aside.reason.trim().chars().take(500).collect();
    if reason.chars().count() < 4 {
        return Err(Problem::bad_request(kernel::refusal::no_words()));
    }
    leads.set_aside(id, &reason, caller.principal.account, &state.ids, &*state.clock).await?;
    asked::catch_up(&state).await;
    Ok(StatusCode::NO_CONTENT)
}
