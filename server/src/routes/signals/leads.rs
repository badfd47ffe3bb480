//! `GET /api/leads`

use access::may;
use axum::{
    Json,
    extract::{Query, State},
};
use blocks::signals::{Lead, Signals};
use kernel::{Id, Text};
use register::{
    model::Unit,
    wash::{Place, PlaceKind},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    AppState, Caller, Problem, TextShape,
    routes::register::{register, which::area},
};

/// Which leads.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Which {
    /// In this area: its id or its path of codes.
    area: Option<String>,
    /// Page, from 1.
    page: Option<u32>,
    /// Leads a page, 200 at most; 20 where not given.
    size: Option<u32>,
}

/// A task: offer a dwelling help with registration. Nobody is named, and why it came is not told.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LeadRow {
    /// Id.
    id: String,
    /// The dwelling's id.
    unit: String,
    /// Its address.
    #[schema(value_type = TextShape)]
    label: Text,
    /// Its code.
    code: String,
    /// Since when the task is there.
    made_on: String,
    /// The day on which it goes, done or not.
    expires_on: String,
}

/// A page of leads.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LeadPage {
    /// The page, the soonest to expire first.
    rows: Vec<LeadRow>,
    /// How many there are.
    total: u64,
    /// Page, from 1.
    page: u32,
    /// Leads a page.
    size: u32,
}

/// The open invitations of an area.
#[utoipa::path(
    get, path = "/api/leads", tag = "signals", security(("session" = [])), params(Which),
    responses(
        (status = OK, body = LeadPage),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    caller: Caller<may::SignalsWork>,
    State(state): State<AppState>,
    Query(which): Query<Which>,
) -> Result<Json<LeadPage>, Problem> {
    let register = register(&state);
    let area = area(&register, which.area.as_deref()).await?;
    caller.within(&area)?;
    let (page, size) = (which.page.unwrap_or(1).max(1), which.size.unwrap_or(20).clamp(1, 200));
    let signals = Signals::new(state.database.clone());
    let (leads, total) = signals.leads(&area, (page - 1).saturating_mul(size), size).await?;
    let places: Vec<Place> = leads.iter().map(place).collect();
    let named = register.called(&places).await?;
    let row = |lead: Lead| {
        let named = named.get(&place(&lead));
        LeadRow {
            id: lead.id.to_string(),
            unit: Id::<Unit>::from_bytes(lead.unit).to_string(),
            label: named.map(|one| Text::new(&one.label.zh, &one.label.en)).unwrap_or_default(),
            code: named.map(|one| one.code.clone()).unwrap_or_default(),
            made_on: lead.made_on.to_string(),
            expires_on: lead.expires_on.to_string(),
        }
    };
    Ok(Json(LeadPage { rows: leads.into_iter().map(row).collect(), total, page, size }))
}

/// The place of a lead.
pub(crate) fn place(lead: &Lead) -> Place {
    Place { kind: PlaceKind::Unit, id: lead.unit }
}
