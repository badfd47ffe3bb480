//! A plan of inspections as screens read it.

use std::collections::BTreeMap;

use access::Account;
use housing::{
    AccountId, Housing,
    plan::{Inspector, Plan, PlanVisit, VisitKind},
};
use kernel::{Day, Id, Instant, Text};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    inspectors::WindowShape,
    shape::{Labels, PlaceRef, Word, word},
};
use crate::{
    AppState, Problem, TextShape,
    routes::{
        cases::shape::{Names, Officer},
        register::place::Point,
    },
};

/// A visit of a plan.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = InspectionPlanVisit)]
pub(crate) struct VisitShape {
    /// The building.
    pub(super) building: PlaceRef,
    /// Where it is.
    pub(super) point: Option<Point>,
    /// What kind of visit it is: the id of one of `kinds`.
    pub(super) kind: String,
    /// Who goes; nothing where nobody can.
    pub(super) inspector: Option<Officer>,
    /// Its place in the round, from 1.
    pub(super) place: Option<u32>,
    /// When it begins, `HH:MM`.
    pub(super) begins: Option<String>,
    /// The way to it from the place before, minutes.
    pub(super) way_min: Option<u32>,
    /// How long it takes, minutes.
    pub(super) minutes: u32,
    /// `left`, `planned`, `begun`, `barred` or `done`.
    pub(super) state: &'static str,
    /// Whether something was found; nothing before it is done.
    pub(super) found: Option<bool>,
    /// Why nobody could enter that day, where nobody could.
    pub(super) barred: Option<Word>,
    /// Why it is in the plan: `overdue`, `lead`, `never`, `interval` or `drawn`.
    pub(super) why: Word,
    /// How likely it was said to find something, 0 to 1; nothing where there is no model yet.
    pub(super) risk: Option<f64>,
    /// Why it is in no round: `no_skill`, `out_of_hours` or `full`.
    pub(super) left: Option<Word>,
}

/// One inspector's round.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = InspectionRound)]
struct RoundShape {
    /// Whose.
    inspector: Officer,
    /// Visits in it.
    visits: u64,
    /// Of them done.
    done: u64,
    /// Minutes on the way to them.
    way_min: u32,
    /// When the last one is over, `HH:MM`.
    over: Option<String>,
    /// Windows without work.
    breaks: Vec<WindowShape>,
}

/// A day's plan of an area.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = InspectionPlan)]
pub(crate) struct PlanShape {
    /// Its id.
    id: String,
    /// How often it was made.
    version: u32,
    /// When it was made last.
    #[schema(value_type = String, format = DateTime)]
    made_at: Instant,
    /// The day on which the model of risk was fitted; nothing where there is none yet.
    #[schema(value_type = Option<String>, format = Date)]
    model: Option<Day>,
    /// Buildings that were due.
    due: u64,
    /// Buildings that may be inspected and whose place is known.
    pool: u64,
    /// Buildings whose place the register does not know.
    unplaced: u64,
    /// Of a thousand ways so many are estimated from the straight line.
    off_road: u32,
    /// Visits drawn by lot.
    drawn: u64,
    /// Visits in no round.
    left: u64,
    /// Rounds, by inspector; of whoever is in the crew without a visit too.
    rounds: Vec<RoundShape>,
    /// Visits: by inspector, in the order of their round, then those in none.
    pub(super) visits: Vec<VisitShape>,
}

/// What a visit to a kind of building is.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = InspectionKind)]
pub(crate) struct KindShape {
    /// Its id.
    id: String,
    /// What it is called.
    #[schema(value_type = TextShape)]
    title: Text,
    /// How long it takes, minutes.
    minutes: u32,
    /// What is looked at, in the order of the round.
    look: Vec<LookShape>,
}

/// Something that is looked at.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = InspectionLook)]
struct LookShape {
    /// The fact, of those that stars rest on.
    fact: String,
    /// What is asked.
    #[schema(value_type = TextShape)]
    ask: Text,
    /// Whether a photo shows it.
    photo: bool,
}

impl KindShape {
    pub(super) fn of(housing: &Housing, kind: &VisitKind) -> Self {
        let ask = |id: &str| {
            let facts = housing.star_rules().facts();
            let found = facts.iter().find(|(_, fact)| fact.id == id);
            found.map_or_else(|| Text::new(id, id), |(_, fact)| fact.ask.clone())
        };
        let look = |fact: &String| LookShape {
            fact: fact.clone(),
            ask: ask(fact),
            photo: kind.photos.contains(fact),
        };
        Self {
            id: kind.id.clone(),
            title: kind.title.clone(),
            minutes: kind.minutes,
            look: kind.look.iter().map(look).collect(),
        }
    }
}

/// An account as names know it.
pub(super) fn named(account: AccountId) -> Id<Account> {
    Id::from_bytes(account.to_bytes())
}

/// A second of the day, `HH:MM`.
pub(super) fn clock(second: u32) -> String {
    format!("{:02}:{:02}", second / 3_600, second / 60 % 60)
}

/// How a visit stands.
const fn state(visit: &PlanVisit) -> &'static str {
    if visit.found.is_some() {
        "done"
    } else if visit.barred.is_some() {
        "barred"
    } else if visit.begun_at.is_some() {
        "begun"
    } else if visit.inspector.is_some() {
        "planned"
    } else {
        "left"
    }
}

/// What the places and people of visits, and the rest of a crew, are called, read at once.
pub(super) async fn called(
    app: &AppState,
    visits: &[PlanVisit],
    crew: &[Inspector],
    me: Id<Account>,
) -> Result<(Labels, Names), Problem> {
    let place = |visit: &PlanVisit| housing::Place { building: visit.building, unit: None };
    let labels = Labels::of(app, visits.iter().map(place)).await?;
    let crew = crew.iter().map(|one| one.account);
    let people = visits.iter().filter_map(|visit| visit.inspector).chain(crew).map(named);
    Ok((labels, Names::of(app, people, me).await?))
}

impl VisitShape {
    pub(super) fn of(visit: &PlanVisit, labels: &Labels, names: &Names) -> Self {
        Self {
            building: labels.building(visit.building),
            point: labels.point(visit.building),
            kind: visit.kind.clone(),
            inspector: visit.inspector.map(|account| names.officer(named(account))),
            place: visit.place,
            begins: visit.begins_s.map(clock),
            way_min: visit.travel_s.map(|seconds| seconds.div_ceil(60)),
            minutes: visit.minutes,
            state: state(visit),
            found: visit.found,
            barred: visit.barred.map(|bar| word!(bar)),
            why: word!(visit.why),
            risk: visit.risk,
            left: visit.left.map(|left| word!(left)),
        }
    }
}

impl PlanShape {
    /// A plan, with the names of places and people read at once.
    pub(super) async fn of(app: &AppState, plan: &Plan, me: Id<Account>) -> Result<Self, Problem> {
        let (labels, names) = called(app, &plan.visits, &plan.body.crew, me).await?;
        let visit = |visit: &PlanVisit| VisitShape::of(visit, &labels, &names);
        let crew = plan.body.crew.iter().map(|one| (one.account, Vec::new()));
        let mut rounds: BTreeMap<AccountId, Vec<&PlanVisit>> = crew.collect();
        for visit in &plan.visits {
            if let Some(inspector) = visit.inspector {
                rounds.entry(inspector).or_default().push(visit);
            }
        }
        let breaks = |account: AccountId| -> Vec<WindowShape> {
            let member = plan.body.crew.iter().find(|one| one.account == account);
            let breaks = member.map(|one| one.breaks.as_slice()).unwrap_or_default();
            breaks.iter().map(|one| (*one).into()).collect()
        };
        let round = |(account, own): (&AccountId, &Vec<&PlanVisit>)| RoundShape {
            inspector: names.officer(named(*account)),
            visits: own.len() as u64,
            done: own.iter().filter(|visit| visit.found.is_some()).count() as u64,
            way_min: own.iter().filter_map(|visit| visit.travel_s).sum::<u32>().div_ceil(60),
            over: own
                .iter()
                .filter_map(|visit| Some(visit.begins_s? + visit.minutes * 60))
                .max()
                .map(clock),
            breaks: breaks(*account),
        };
        let drawn = |visit: &&PlanVisit| visit.why == housing::plan::Why::Drawn;
        Ok(Self {
            id: plan.id.to_string(),
            version: plan.version,
            made_at: plan.made_at,
            model: plan.body.model,
            due: plan.body.due,
            pool: plan.body.pool,
            unplaced: plan.body.unplaced,
            off_road: plan.body.off_road,
            drawn: plan.visits.iter().filter(drawn).count() as u64,
            left: plan.visits.iter().filter(|visit| state(visit) == "left").count() as u64,
            rounds: rounds.iter().map(round).collect(),
            visits: plan.visits.iter().map(visit).collect(),
        })
    }
}
