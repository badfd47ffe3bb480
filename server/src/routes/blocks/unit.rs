//! `GET /api/blocks/units/{id}`

use access::{Action, Basis, GrantRequest, Purpose, may};
use axum::{
    Json,
    extract::{Path, Query, State},
};
use blocks::Blocks;
use kernel::{Id, Text};
use register::{Register, model::Unit};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::shape::{BlockEvent, Organisation, Person};
use crate::{AppState, Caller, Problem, TextShape};

/// Why the people of the dwelling are looked at.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Why {
    /// `registration` (where not given), `housing_safety`, `case_handling` or `service`.
    #[serde(default)]
    purpose: Option<String>,
    /// The number of the case it is for.
    #[serde(default)]
    case: Option<String>,
    /// The number of the task it is for.
    #[serde(default)]
    task: Option<String>,
    /// The reason in words, where there is neither.
    #[serde(default)]
    reason: Option<String>,
}

/// The dwelling or other unit.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct BlockUnit {
    /// Id.
    id: String,
    /// Code.
    code: String,
    /// Address.
    #[schema(value_type = TextShape)]
    label: Text,
    /// What it is used for.
    r#use: String,
    /// Where it stands in its life.
    stage: String,
    /// Its building.
    building: String,
}

/// A dwelling with its people, masked, its organisations and events; each fact with its source.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct UnitBlock {
    /// The dwelling.
    unit: BlockUnit,
    /// The purpose that the log of reads names; nothing where no people are shown.
    purpose: Option<&'static str>,
    /// People, masked; nothing for those who may not see them.
    people: Option<Vec<Person>>,
    /// Organisations.
    organisations: Vec<Organisation>,
    /// Events, the newest first.
    events: Vec<BlockEvent>,
}

/// The block of a dwelling. Each person in the answer is a line on the log of reads before it leaves.
#[utoipa::path(
    get, path = "/api/blocks/units/{id}", tag = "blocks", security(("session" = [])),
    params(("id" = String, Path, description = "The unit's id"), Why),
    responses(
        (status = OK, body = UnitBlock),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    caller: Caller<may::BlocksView>,
    State(state): State<AppState>,
    Path(id): Path<Id<Unit>>,
    Query(why): Query<Why>,
) -> Result<Json<UnitBlock>, Problem> {
    let register = Register::new(state.database.clone(), state.ids.clone(), state.clock.clone());
    let found = register.unit(id).await?.ok_or_else(Problem::not_found)?;
    let area = &found.row.area;
    caller.within(area)?;
    let purpose = why.purpose()?;
    let request = GrantRequest {
        action: Action::BlocksViewPeople,
        purpose,
        basis: why.basis(),
        area: area.clone(),
        subject: None,
    };
    let blocks = Blocks::new(state.database.clone());
    let (block, seen) = match state.access.grant(&caller.principal, request) {
        Ok(grant) => {
            let shut = blocks.dwelling(&state.access, &grant, id.to_bytes(), area).await?;
            (state.access.disclose(&grant, shut).await?, true)
        }
        Err(access::Error::Denied { .. }) => (blocks.things_at(id.to_bytes()).await?, false),
        Err(other) => return Err(other.into()),
    };
    let people = block.people.into_iter().map(Into::into).collect();
    Ok(Json(UnitBlock {
        purpose: seen.then(|| purpose.name()),
        people: seen.then_some(people),
        organisations: block.organisations.into_iter().map(Into::into).collect(),
        events: block.events.into_iter().map(Into::into).collect(),
        unit: BlockUnit {
            id: id.to_string(),
            code: found.row.code,
            label: Text::new(found.row.label.zh, found.row.label.en),
            r#use: found.row.use_class,
            stage: found.row.stage,
            building: found.row.building.to_string(),
        },
    }))
}

impl Why {
    fn purpose(&self) -> Result<Purpose, Problem> {
        match &self.purpose {
            None => Ok(Purpose::Registration),
            Some(name) => name.parse().map_err(|_| {
                Problem::bad_request(Text::new("没有这个用途", "There is no such purpose"))
            }),
        }
    }

    /// The case, the task, or the reason; without any, that the dwelling's page was opened.
    fn basis(&self) -> Basis {
        match (&self.case, &self.task, &self.reason) {
            (Some(case), ..) => Basis::Case(case.clone()),
            (None, Some(task), _) => Basis::Task(task.clone()),
            (None, None, Some(reason)) => Basis::Reason(reason.clone()),
            (None, None, None) => Basis::Reason("打开房屋档案页 / opened the dwelling's page".to_owned()),
        }
    }
}
