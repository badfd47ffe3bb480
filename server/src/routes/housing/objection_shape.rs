//! Objections to notices as the desk reads them.

use access::{Action, Named, Resource};
use housing::{Actor, Place, objection::Objection};
use kernel::{AreaPath, Instant};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    hazard::account,
    shape::{By, Doers, EvidenceShape, Labels, PlaceShape, Word, word},
};
use crate::{AppState, Caller, Problem};

/// An objection to a notice in a list. Whoever objects is not named: they answer for the place.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = NoticeObjection)]
pub(crate) struct Row {
    /// Its id.
    id: String,
    /// Counts its actions.
    version: u32,
    /// The notice.
    notice: String,
    /// The notice's number.
    number: String,
    /// What the notice tells.
    kind: Word,
    /// Where.
    place: PlaceShape,
    /// Where it stands.
    state: Word,
    /// What becomes of the duty meanwhile.
    effect: Word,
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    made_at: Instant,
    /// Until when it is to be decided.
    #[schema(value_type = String, format = DateTime)]
    decide_until: Instant,
    /// Whether it should have been by now.
    overdue: bool,
    /// When it was decided.
    #[schema(value_type = Option<String>, format = DateTime)]
    decided_at: Option<Instant>,
}

/// An objection whole.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = NoticeObjectionDetail)]
pub(crate) struct Detail {
    /// The row.
    #[serde(flatten)]
    row: Row,
    /// The reasons of whoever objects.
    reasons: Option<String>,
    /// What shows it.
    evidence: Vec<EvidenceShape>,
    /// The reasons of the decision.
    answer: Option<String>,
    /// Who decided.
    by: Option<By>,
    /// Whether the reader had a part in the notice, or answers for the place: then somebody else decides.
    involved: bool,
    /// What the reader may do now: `decide`.
    offers: Vec<&'static str>,
}

impl Row {
    fn of(objection: &Objection, labels: &Labels, now: Instant) -> Self {
        Self {
            id: objection.id.to_string(),
            version: objection.version,
            notice: objection.notice.to_string(),
            number: objection.number.clone(),
            kind: word!(objection.kind),
            place: PlaceShape {
                building: labels.building(objection.place.building),
                unit: objection.place.unit.map(|unit| labels.unit(unit)),
            },
            state: word!(objection.state()),
            effect: word!(objection.effect),
            made_at: objection.made_at,
            decide_until: objection.decide_until,
            overdue: objection.is_overdue(now),
            decided_at: objection.decision.map(|decision| decision.at),
        }
    }
}

/// Rows of objections, with the names of their places read at once.
pub(super) async fn rows(state: &AppState, found: &[Objection]) -> Result<Vec<Row>, Problem> {
    let places: Vec<Place> = found.iter().map(|objection| objection.place).collect();
    let labels = Labels::of(state, places).await?;
    let now = state.clock.now();
    Ok(found.iter().map(|objection| Row::of(objection, &labels, now)).collect())
}

/// An objection whole, with what its reader may do.
pub(super) async fn detail<A: Named>(
    state: &AppState,
    caller: &Caller<A>,
    objection: &Objection,
    area: &AreaPath,
) -> Result<Detail, Problem> {
    let me = account(caller);
    let labels = Labels::of(state, [objection.place]).await?;
    let steps = state.housing.objection_steps(objection.id).await?;
    let decider = objection.decision.map(|decision| Actor::Officer(decision.by));
    let doers = Doers::of(state, decider, me).await?;
    let mut words = steps.into_iter().map(|step| step.words);
    let (reasons, answer) = (words.next().flatten(), words.next().flatten());
    let free = state.housing.may_decide(objection, me).await?;
    let place = Resource::within(area.clone());
    let permitted = caller.authorize(Action::HousingDecideObjection, &place).is_ok();
    Ok(Detail {
        row: Row::of(objection, &labels, state.clock.now()),
        reasons,
        evidence: objection.evidence.iter().map(EvidenceShape::of).collect(),
        answer,
        by: decider.map(|decider| doers.by(decider)),
        involved: objection.decision.is_none() && !free,
        offers: if free && permitted { vec!["decide"] } else { Vec::new() },
    })
}
