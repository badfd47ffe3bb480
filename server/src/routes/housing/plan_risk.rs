//! `GET /api/housing/plans/risk`

use access::may;
use axum::{Json, extract::State};
use housing::plan::risk::{Model, title};
use kernel::{Day, Text};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{AppState, Caller, Problem, TextShape};

/// A term of the model.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RiskTerm)]
struct TermShape {
    /// Its id.
    id: String,
    /// What is counted of a building.
    #[schema(value_type = TextShape)]
    title: Text,
    /// The log of the odds for each one of it.
    weight: f64,
    /// The odds for each one of it: how many times as likely.
    odds: f64,
}

/// The model of risk.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RiskModel)]
struct ModelShape {
    /// The day it was fitted.
    #[schema(value_type = String, format = Date)]
    fitted_on: Day,
    /// Visits it rests on.
    visits: u64,
    /// Of them so many found something.
    found: u64,
    /// How likely a visit finds something where every term is nothing, 0 to 1.
    base: f64,
    /// The terms, in order.
    terms: Vec<TermShape>,
}

/// Visits, and how many found something.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RiskCount)]
struct CountShape {
    /// Visits.
    visits: u64,
    /// Of them so many found something.
    found: u64,
}

/// A fifth of the visits drawn by lot, by what was said of them.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RiskBand)]
struct BandShape {
    /// Visits.
    visits: u64,
    /// What was said, on average, 0 to 1.
    said: f64,
    /// What came, 0 to 1.
    came: f64,
}

/// The model, and how well it holds.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = InspectionRisk)]
pub(crate) struct RiskPage {
    /// The model; nothing where there are too few visits yet.
    model: Option<ModelShape>,
    /// Visits drawn by lot.
    drawn: CountShape,
    /// Visits that the rules chose.
    chosen: CountShape,
    /// Calibration on visits drawn by lot; empty where they are too few.
    bands: Vec<BandShape>,
    /// How many times as often the likeliest fifth found something as all did; nothing where they are too few.
    lift: Option<f64>,
}

/// How likely a visit finds something is reckoned from these facts about buildings, and how well that holds on visits drawn
/// by lot. Who inspected is in the fit and is shown nowhere.
#[utoipa::path(
    get, path = "/api/housing/plans/risk", tag = "housing", security(("session" = [])),
    responses(
        (status = OK, body = RiskPage),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    _: Caller<may::HousingView>,
    State(state): State<AppState>,
) -> Result<Json<RiskPage>, Problem> {
    let found = state.housing.risk().await?;
    let rules = state.housing.plan_rules();
    let model = |model: Model| ModelShape {
        fitted_on: model.fitted_on,
        visits: model.visits,
        found: model.found,
        base: model.base_chance(),
        terms: model
            .terms
            .into_iter()
            .map(|term| TermShape {
                title: title(rules, &term.id),
                weight: term.weight,
                odds: term.weight.exp(),
                id: term.id,
            })
            .collect(),
    };
    let count = |(visits, found): (u64, u64)| CountShape { visits, found };
    let measured = found.measured;
    Ok(Json(RiskPage {
        model: found.model.map(model),
        drawn: count(measured.drawn),
        chosen: count(measured.chosen),
        bands: measured
            .bands
            .into_iter()
            .map(|band| BandShape { visits: band.visits, said: band.said, came: band.came })
            .collect(),
        lift: measured.lift,
    }))
}
