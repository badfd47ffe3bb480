//! `GET /api/blocks/organisations`

use std::collections::BTreeSet;

use access::may;
use axum::{
    Json,
    extract::{Query, State},
    response::{IntoResponse as _, Response},
};
use blocks::{Blocks, OrganisationView};
use kernel::{AreaPath, Lang};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    AppState, Caller, Problem,
    routes::register::{register, which::area},
    table::{self, Part, ROWS},
};

/// Which organisations.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Which {
    /// Part of the name; all where it is not given.
    #[serde(default)]
    q: Option<String>,
    /// Only those joined to a place in this area: its id or its path of codes. All, where it is not given, for who works
    /// in the whole district.
    #[serde(default)]
    area: Option<String>,
    /// Page, from 1.
    #[serde(default)]
    page: Option<u32>,
    /// Organisations a page, 200 at most; 50 where not given.
    #[serde(default)]
    size: Option<u32>,
    /// `json`, or `csv` for the whole list as a file, in the order of ids.
    #[serde(default)]
    format: Option<String>,
}

/// An organisation in a list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OrganisationRow {
    /// Id.
    id: String,
    /// Name.
    name: String,
    /// Line of business; empty where no source states it.
    kind: String,
    /// Public number.
    number: Option<String>,
    /// Always nothing in a list: the organisation's page has its places.
    address: Option<String>,
    /// How many sources its attributes rest on.
    sources: u64,
    /// How many records speak of it.
    records: u64,
}

/// A page of organisations.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OrganisationPage {
    /// The page, by name.
    rows: Vec<OrganisationRow>,
    /// How many there are; within an area counted up to 10,001.
    total: u64,
    /// Page, from 1.
    page: u32,
    /// Organisations a page.
    size: u32,
}

/// Organisations of an area, by name.
#[utoipa::path(
    get, path = "/api/blocks/organisations", tag = "blocks", security(("session" = [])), params(Which),
    responses(
        (status = OK, body = OrganisationPage),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    caller: Caller<may::BlocksView>,
    State(state): State<AppState>,
    Query(which): Query<Which>,
) -> Result<Response, Problem> {
    let (page, size) = (which.page.unwrap_or(1).max(1), which.size.unwrap_or(50).clamp(1, 200));
    let area = area(&register(&state), which.area.as_deref()).await?;
    caller.within(&area)?;
    let query: String = which.q.unwrap_or_default().chars().take(80).collect();
    if which.format.as_deref() == Some("csv") {
        return Ok(file(&state, query, area, caller.lang));
    }
    let blocks = Blocks::new(state.database.clone());
    let found = blocks.organisations(&query, &area, (page - 1).saturating_mul(size), size).await?;
    let rows = found.rows.into_iter().map(row).collect();
    Ok(Json(OrganisationPage { rows, total: found.total, page, size }).into_response())
}

/// The whole list as a file: what it shows. Organisations alone; nobody who works there.
fn file(state: &AppState, query: String, area: AreaPath, lang: Lang) -> Response {
    let head = match lang {
        Lang::Zh => ["编号", "名称", "统一编号", "行业", "记录数", "来源数"],
        Lang::En => ["id", "name", "number", "industry", "records", "sources"],
    };
    let blocks = Blocks::new(state.database.clone());
    table::csv("organisations", &head, None, move |after| {
        let (blocks, query, area) = (blocks.clone(), query.clone(), area.clone());
        async move {
            let found = blocks.organisations_after(&query, &area, after, ROWS).await?;
            let last = found.last().filter(|_| found.len() == ROWS as usize);
            let next = last.map(|last| Some(last.id));
            Ok::<_, Problem>(Part { rows: found.into_iter().map(row).map(cells).collect(), next })
        }
    })
}

fn cells(row: OrganisationRow) -> Vec<String> {
    let OrganisationRow { id, name, kind, number, records, sources, address: _ } = row;
    let number = number.unwrap_or_default();
    vec![id, name, number, kind, records.to_string(), sources.to_string()]
}

fn row(view: OrganisationView) -> OrganisationRow {
    let sources: BTreeSet<&str> = view.facts.values().map(|fact| fact.source.as_str()).collect();
    OrganisationRow {
        id: view.id.to_string(),
        kind: view.industry.unwrap_or_default(),
        number: view.number,
        address: None,
        sources: sources.len() as u64,
        records: view.records,
        name: view.name,
    }
}
