//! `POST /api/housing/hazards/{id}/actions`

use access::{Resource, may};
use axum::{
    Json,
    extract::{Path, State},
};
use housing::{
    ActionId, Actor, Capacity, Evidence, EvidenceKind, Fixer, HazardAct, HazardDeed, facts::How,
};
use kernel::{Instant, Point4326, Text};
use serde::Deserialize;
use utoipa::ToSchema;

use super::hazard::{Detail, account, action, detail, find};
use crate::{AppState, Caller, Problem};

/// What is done.
#[derive(Clone, Debug, Deserialize)]
#[serde(tag = "deed", rename_all = "snake_case", deny_unknown_fields)]
enum Deed {
    Order,
    Refer { office: String },
    Show,
    SayFixed { fixer: Who },
    Verify { fixed: bool, capacity: Capacity },
    Withdraw,
    Reopen,
}

/// Who put it right.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Who {
    /// The owner or operator, or whom they hired.
    Outside,
    /// Whoever says so.
    Me,
}

/// Something to be done to a hazard.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = HazardDeed)]
pub(crate) struct Asked {
    /// The action's id, made by whoever acts (a UUID): sent twice, it is done once.
    #[schema(value_type = String)]
    id: ActionId,
    /// The version of the hazard that was seen; what only shows it needs none.
    seen: Option<u32>,
    /// What is done: `{"deed": "order"}`, `{"deed": "say_fixed", "fixer": "outside"}`, `{"deed": "verify", "fixed": true,
    /// "capacity": "inspector"}` …
    #[schema(value_type = Object)]
    deed: Deed,
    /// What shows it: `[{"kind": "photo", "file": "…"}, {"kind": "on_the_spot"}]`.
    #[serde(default)]
    #[schema(value_type = Vec<Object>)]
    evidence: Vec<Evidence>,
    /// Why, or a word for the file.
    #[serde(default)]
    words: String,
    /// Where whoever acts stands: compared with the place and forgotten.
    lon: Option<f64>,
    /// Latitude.
    lat: Option<f64>,
    /// When it was seen, by the clock of a device that tells of it later: of what shows, says fixed or verifies alone.
    #[schema(value_type = Option<String>, format = DateTime)]
    acted_at: Option<Instant>,
}

/// Does something to a hazard: durable when the answer comes. 409 where somebody was faster, or where the rules refuse it:
/// whoever fixed it or said so does not verify it.
#[utoipa::path(
    post, path = "/api/housing/hazards/{id}/actions", tag = "housing", security(("session" = [])),
    params(("id" = String, Path, description = "The hazard's id")),
    request_body = Asked,
    responses(
        (status = OK, body = Detail, description = "the hazard as it stands after it"),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
        (status = CONFLICT, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn post(
    caller: Caller<may::HousingView>,
    State(state): State<AppState>,
    Path(id): Path<String>,
    Json(asked): Json<Asked>,
) -> Result<Json<Detail>, Problem> {
    let (hazard, area) = find(&state, &caller, &id).await?;
    let me = account(&caller);
    let deed = match asked.deed {
        Deed::Order => HazardDeed::Order,
        Deed::Refer { office } => {
            if !state.casework.catalogue().offices.contains_key(&office) {
                return Err(Problem::bad_request(Text::new(
                    "没有这个部门",
                    "There is no such office",
                )));
            }
            HazardDeed::Refer { office }
        }
        Deed::Show => HazardDeed::Show,
        Deed::SayFixed { fixer: Who::Outside } => HazardDeed::SayFixed { fixer: Fixer::Outside },
        Deed::SayFixed { fixer: Who::Me } => HazardDeed::SayFixed { fixer: Fixer::Account(me) },
        Deed::Verify { fixed, capacity } => {
            witnessed(capacity, &asked.evidence)?;
            HazardDeed::Verify { fixed, capacity }
        }
        Deed::Withdraw => HazardDeed::Withdraw,
        Deed::Reopen => HazardDeed::Reopen,
    };
    caller.authorize(action(deed.name()), &Resource::within(area.clone()))?;
    let how = How {
        id: asked.id,
        words: asked.words,
        evidence: asked.evidence,
        position: asked.lon.zip(asked.lat).and_then(|(lon, lat)| Point4326::new(lon, lat)),
    };
    let actor = Actor::Officer(me);
    let act = HazardAct { hazard: hazard.id, seen: asked.seen, deed, actor, how };
    let done = state.housing.act_at(act, asked.acted_at).await?;
    Ok(Json(detail(&state, &caller, &done, &area).await?))
}

/// Nobody here is a gas company or an appraiser: what such a body found comes with its paper.
fn witnessed(capacity: Capacity, evidence: &[Evidence]) -> Result<(), Problem> {
    let own = matches!(capacity, Capacity::Inspector | Capacity::Office);
    let paper = |shown: &Evidence| shown.kind == EvidenceKind::Document && shown.file.is_some();
    if own || evidence.iter().any(paper) {
        return Ok(());
    }
    let who = capacity.label();
    Err(Problem::bad_request(Text::new(
        format!("以“{}”核实的，请附其书面材料", who.zh),
        format!("What was verified as “{}” comes with a document of theirs: add it", who.en),
    )))
}
