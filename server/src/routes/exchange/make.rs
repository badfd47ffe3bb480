//! `POST /api/exchanges`

use std::collections::BTreeMap;

use access::{Basis, Purpose, may};
use axum::{
    Json,
    extract::State,
    http::{HeaderName, header},
    response::{IntoResponse as _, Response},
};
use blocks::{
    EndKind,
    corrections::{Better, CorrectionLine, Corrections, Sent, csv},
};
use kernel::{AreaPath, Text};
use register::wash::{Place, PlaceKind};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{AppState, Caller, Problem, routes::register::register};

/// Whose list, and why it is made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MakeList {
    /// The source that it goes to.
    source: String,
    /// The reason in words.
    reason: String,
}

/// Most lines of one list; what is left goes with the next.
const MOST: u32 = 20_000;

/// Makes the list of corrections that a department gets: its own record, its own column, the better value, on whose word.
/// Everybody in it is a line on the log of reads before it leaves, and the exchange is written down with the file's digest;
/// the file itself is not kept. The answer's headers tell the exchange's number and the digest.
#[utoipa::path(
    post, path = "/api/exchanges", tag = "exchange", security(("session" = [])), request_body = MakeList,
    responses(
        (status = OK, content_type = "text/csv", body = String),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn post(
    caller: Caller<may::ExchangeExport>,
    State(state): State<AppState>,
    Json(asked): Json<MakeList>,
) -> Result<Response, Problem> {
    let basis = Basis::Reason(asked.reason.clone());
    let grant = caller.grant(Purpose::DataQuality, basis, &AreaPath::whole(), None)?;
    let corrections = Corrections::new(state.database.clone());
    let shut = corrections.list(&state.access, &grant, &asked.source, MOST).await?;
    let lines = state.access.disclose(&grant, shut).await?;
    if lines.is_empty() {
        return Err(Problem::not_found()
            .detail(Text::new("没有待更正的内容。", "Nothing is offered to this source.")));
    }
    let addresses = addresses(&state, &lines).await?;
    let place = |kind: EndKind, id| addresses.get(&(kind, id)).cloned().unwrap_or_default();
    let file = csv(&lines, place);
    let digest = blake3::hash(file.as_bytes()).to_hex().to_string();
    let by = Some(caller.principal.account);
    let list =
        Sent { source: &asked.source, lines: &lines, digest: &digest, reason: &asked.reason };
    let sent = corrections.sent(list, by, &state.ids, &*state.clock).await?;
    let name = format!("attachment; filename=\"corrections-{}-{}.csv\"", asked.source, sent.number);
    let head = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, name),
        (HeaderName::from_static("x-linli-exchange"), sent.number.to_string()),
        (HeaderName::from_static("x-linli-digest"), digest),
    ];
    Ok((head, file).into_response())
}

/// The places of the list as the register writes them: address and code.
async fn addresses(
    state: &AppState,
    lines: &[CorrectionLine],
) -> Result<BTreeMap<(EndKind, [u8; 16]), String>, Problem> {
    let place = |line: &CorrectionLine| match line.better {
        Some(Better::Place(kind, id)) => {
            let of = if kind == EndKind::Unit { PlaceKind::Unit } else { PlaceKind::Building };
            Some(Place { kind: of, id })
        }
        _ => None,
    };
    let places: Vec<Place> = lines.iter().filter_map(place).collect();
    let called = register(state).called(&places).await?;
    let told = called.into_iter().map(|(place, called)| {
        let kind = if place.kind == PlaceKind::Unit { EndKind::Unit } else { EndKind::Building };
        let label = if called.label.zh.is_empty() { &called.label.en } else { &called.label.zh };
        ((kind, place.id), format!("{label} [{}]", called.code))
    });
    Ok(told.collect())
}
