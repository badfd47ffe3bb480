//! Joint enforcement as screens read it.

use access::{Action, Named, Resource};
use housing::{
    Actor, Place,
    joint::{Joint, JointDeed},
};
use kernel::{AreaPath, Day, Instant};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    hazard::account,
    notice_shape,
    shape::{By, Doers, HazardRow, Labels, PlaceRef, Word, hazards, office, word},
};
use crate::{AppState, Caller, Problem};

/// An office that is asked to come, and what it answered.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = JointOffice)]
struct OfficeShape {
    /// The office.
    office: Word,
    /// What it answered.
    answer: Option<Word>,
    /// When.
    #[schema(value_type = Option<String>, format = DateTime)]
    at: Option<Instant>,
}

/// A joint enforcement in a list.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = JointEnforcement)]
pub(crate) struct Row {
    /// Its id.
    id: String,
    /// Counts its actions.
    version: u32,
    /// The building.
    building: PlaceRef,
    /// Where it stands.
    state: Word,
    /// The office that leads.
    lead: Word,
    /// The offices asked.
    offices: Vec<OfficeShape>,
    /// The day that is proposed, or was set.
    #[schema(value_type = String, format = Date)]
    day: Day,
    /// Whether the lead has set it.
    set: bool,
    /// How many hazards it is of.
    hazards: usize,
    /// When it was proposed.
    #[schema(value_type = String, format = DateTime)]
    proposed_at: Instant,
    /// When it was closed or called off.
    #[schema(value_type = Option<String>, format = DateTime)]
    ended_at: Option<Instant>,
}

/// What an office found and ordered.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = JointFinding)]
struct FindingShape {
    /// The office.
    office: Word,
    /// What it found.
    words: Option<String>,
    /// The notices that it issued.
    notices: Vec<notice_shape::Row>,
}

/// What was done to a joint enforcement.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = JointStep)]
struct StepShape {
    /// Its id.
    id: String,
    /// What was done.
    deed: &'static str,
    /// The office it was done for.
    office: Word,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    at: Instant,
    /// By whom.
    by: By,
    /// Why, or what was found.
    words: Option<String>,
}

/// A joint enforcement whole.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = JointEnforcementDetail)]
pub(crate) struct Detail {
    /// The row.
    #[serde(flatten)]
    row: Row,
    /// Why it was proposed.
    reason: Option<String>,
    /// Its hazards as they stand.
    of: Vec<HazardRow>,
    /// What the offices found and ordered.
    findings: Vec<FindingShape>,
    /// What was done, in order.
    steps: Vec<StepShape>,
    /// The reader's offices that are to answer, or to write what they found.
    waits_for: Vec<Word>,
    /// What the reader may do now: `answer_joint`, `set_day`, `hold`, `report`, `close_joint`, `call_off`.
    offers: Vec<&'static str>,
}

fn place(joint: &Joint) -> Place {
    Place { building: joint.building, unit: None }
}

impl Row {
    fn of(state: &AppState, joint: &Joint, labels: &Labels) -> Self {
        let asked = |one: &housing::joint::Asked| OfficeShape {
            office: office(state, &one.office),
            answer: one.answer.map(|answered| word!(answered.answer)),
            at: one.answer.map(|answered| answered.at),
        };
        Self {
            id: joint.id.to_string(),
            version: joint.version,
            building: labels.building(joint.building),
            state: word!(joint.state()),
            lead: office(state, &joint.lead),
            offices: joint.offices.iter().map(asked).collect(),
            day: joint.day,
            set: joint.set_at.is_some(),
            hazards: joint.hazards.len(),
            proposed_at: joint.proposed_at,
            ended_at: joint.closed_at.or(joint.called_off_at),
        }
    }
}

/// Rows, with the names of their buildings read at once.
pub(super) async fn rows(state: &AppState, found: &[Joint]) -> Result<Vec<Row>, Problem> {
    let labels = Labels::of(state, found.iter().map(place)).await?;
    Ok(found.iter().map(|joint| Row::of(state, joint, &labels)).collect())
}

/// The offices of the reader in an area.
pub(super) async fn own_offices<A: Named>(
    state: &AppState,
    caller: &Caller<A>,
    area: &AreaPath,
) -> Result<Vec<String>, Problem> {
    let mine = state.casework.offices_of(caller.principal.account, area).await?;
    Ok(mine.into_iter().collect())
}

/// A joint enforcement whole, with what its reader may do.
pub(super) async fn detail<A: Named>(
    state: &AppState,
    caller: &Caller<A>,
    joint: &Joint,
    area: &AreaPath,
) -> Result<Detail, Problem> {
    let me = account(caller);
    let labels = Labels::of(state, [place(joint)]).await?;
    let steps = state.housing.joint_steps(joint.id).await?;
    let actors = steps.iter().map(|step| Actor::Officer(step.action.by));
    let doers = Doers::of(state, actors, me).await?;
    let notices = state.housing.joint_notices(joint).await?;
    let mut findings = Vec::with_capacity(joint.findings.len());
    for finding in &joint.findings {
        let its: Vec<_> =
            notices.iter().filter(|one| finding.notices.contains(&one.id)).cloned().collect();
        let said = |deed: &JointDeed| matches!(deed, JointDeed::Report { office, .. } if *office == finding.office);
        let step = steps.iter().find(|step| said(&step.action.deed));
        findings.push(FindingShape {
            office: office(state, &finding.office),
            words: step.and_then(|step| step.words.clone()),
            notices: notice_shape::rows(state, &its).await?,
        });
    }
    let mine = own_offices(state, caller, area).await?;
    let there = Resource::within(area.clone());
    let permitted = caller.authorize(Action::HousingJoint, &there).is_ok();
    let today = state.housing.when().today;
    let offers = if permitted { joint.offers(me, &mine, today) } else { Vec::new() };
    let to_answer = joint.offices.iter().filter(|one| one.answer.is_none());
    let waited: Vec<&str> = if offers.contains(&"report") {
        joint.unreported().collect()
    } else if offers.contains(&"answer_joint") {
        to_answer.map(|one| one.office.as_str()).collect()
    } else {
        Vec::new()
    };
    let waited = waited.into_iter().filter(|id| mine.iter().any(|one| one == id));
    let waits_for = waited.map(|id| office(state, id)).collect();
    Ok(Detail {
        row: Row::of(state, joint, &labels),
        reason: steps.first().and_then(|step| step.words.clone()),
        of: hazards(state, &state.housing.joint_hazards(joint).await?).await?,
        findings,
        steps: steps
            .into_iter()
            .map(|step| StepShape {
                id: step.action.id.to_string(),
                deed: step.action.deed.name(),
                office: office(state, step.action.deed.office().unwrap_or(&joint.lead)),
                at: step.action.at,
                by: doers.by(Actor::Officer(step.action.by)),
                words: step.words,
            })
            .collect(),
        waits_for,
        offers,
    })
}
