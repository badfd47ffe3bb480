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

/// Why the people of the dwelling are looked at: a case, a task or a reason. Without one they are not.
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
    /// People, masked; nothing where no ground was stated or no policy permits it.
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
    let blocks = Blocks::new(state.database.clone());
    let granted = match why.basis() {
        // Without a ground nobody is looked at.
        None => None,
        Some(basis) => {
            let purpose = why.purpose()?;
            let (area, action) = (area.clone(), Action::BlocksViewPeople);
            let request = GrantRequest { action, purpose, basis, area, subject: None };
            match state.access.grant(&caller.principal, request) {
                Ok(grant) => Some((grant, purpose)),
                Err(access::Error::Denied { .. }) => None,
                Err(other) => return Err(other.into()),
            }
        }
    };
    let block = match &granted {
        Some((grant, _)) => {
            let shut = blocks.dwelling(&state.access, grant, id.to_bytes(), area).await?;
            state.access.disclose(grant, shut).await?
        }
        None => blocks.things_at(id.to_bytes()).await?,
    };
    let people = block.people.into_iter().map(Into::into).collect();
    Ok(Json(UnitBlock {
        people: granted.is_some().then_some(people),
        purpose: granted.map(|(_, purpose)| purpose.name()),
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

    /// The case, the task, or the reason.
    fn basis(&self) -> Option<Basis> {
        let case = self.case.clone().map(Basis::Case);
        let task = || self.task.clone().map(Basis::Task);
        case.or_else(task).or_else(|| self.reason.clone().map(Basis::Reason))
    }
}
