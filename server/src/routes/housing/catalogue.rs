//! `GET /api/housing/catalogue`

use access::may;
use axum::{Json, extract::State};
use housing::{
    Capacity, Cause, Counted, EventKind, EvidenceKind, FoundBy, HazardState, Limit, RatingState,
    Severity, campaign::Bar, catalogue::HazardType,
};
use kernel::Text;
use serde::Serialize;
use utoipa::ToSchema;

use super::shape::{Word, evidence_words, office, word};
use crate::{AppState, Caller, TextShape};

/// A group of types.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = HazardGroup)]
struct GroupShape {
    /// Its id.
    id: String,
    /// What it is called.
    #[schema(value_type = TextShape)]
    title: Text,
}

/// A time limit.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = HousingLimit)]
struct LimitShape {
    /// How many.
    count: u32,
    /// Of what: `hours` or `days`.
    counted: &'static str,
}

/// A type of hazard.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = HazardKind)]
struct KindShape {
    /// Its id.
    id: String,
    /// Its group.
    group: String,
    /// What it is found at: `building`, `unit` or `either`.
    of: &'static str,
    /// What it is called.
    #[schema(value_type = TextShape)]
    title: Text,
    /// How it is seen.
    #[schema(value_type = TextShape)]
    shows: Text,
    /// What may come of it.
    #[schema(value_type = TextShape)]
    harm: Text,
    /// What puts it right.
    #[schema(value_type = TextShape)]
    fix: Text,
    /// How grave it is.
    severity: Word,
    /// From finding to verified fixed.
    within: LimitShape,
    /// The same in words.
    #[schema(value_type = TextShape)]
    within_text: Text,
    /// Whether it may be settled on the spot.
    spot: bool,
    /// Evidence needed to find it.
    find: Vec<Word>,
    /// Evidence needed to verify that it is fixed.
    clear: Vec<Word>,
    /// Who may verify.
    clearers: Vec<Word>,
    /// The category of stars that it lowers.
    category: Word,
    /// By how many percentage points.
    weight: u32,
    /// The office that sees to it.
    office: String,
}

/// A tier.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = HousingTier)]
struct TierShape {
    /// The tier.
    #[serde(flatten)]
    word: Word,
    /// Days in which no rule asks for it before it is left.
    quiet_days: u32,
    /// Days between visits at the most.
    visit_days: u32,
}

/// What may be found of a fact.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = StarAnswer)]
struct AnswerShape {
    /// Its id.
    id: String,
    /// What it says.
    #[schema(value_type = TextShape)]
    text: Text,
    /// What it is worth, 0 to 100; nothing where the fact does not apply.
    value: Option<u8>,
}

/// A fact that is inspected.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = StarFact)]
struct FactShape {
    /// Its id.
    id: String,
    /// What is looked at.
    #[schema(value_type = TextShape)]
    ask: Text,
    /// Its weight in the category.
    weight: u32,
    /// Days for which it holds.
    valid_days: u32,
    /// What may be found.
    answers: Vec<AnswerShape>,
}

/// A category of stars.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = StarCategoryRules)]
struct CategoryShape {
    /// The category.
    #[serde(flatten)]
    word: Word,
    /// Its facts.
    facts: Vec<FactShape>,
}

/// The rules of housing, as they are published.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = HousingCatalogue)]
pub(crate) struct Shape {
    /// Version of the catalogue of hazards.
    version: u32,
    /// Groups of types, in order.
    groups: Vec<GroupShape>,
    /// Types of hazards, in order.
    types: Vec<KindShape>,
    /// Severities, the gravest first.
    severities: Vec<Word>,
    /// Where a hazard may stand.
    states: Vec<Word>,
    /// How one may come to be known.
    found_by: Vec<Word>,
    /// As what somebody may verify.
    capacities: Vec<Word>,
    /// Kinds of evidence.
    evidence: Vec<Word>,
    /// Why a place could not be entered.
    bars: Vec<Word>,
    /// What may happen at a place.
    events: Vec<Word>,
    /// Tiers, the lowest first.
    tiers: Vec<TierShape>,
    /// The four categories of stars with their facts.
    categories: Vec<CategoryShape>,
    /// Where a rating may stand.
    rating_states: Vec<Word>,
    /// Why a building may be rated.
    causes: Vec<Word>,
    /// Offices.
    offices: Vec<Word>,
    /// Per cent from which there are 1 to 5 stars.
    stars_from: [u32; 5],
    /// Days to reply to a draft.
    reply_days: u32,
    /// Days to appeal.
    appeal_days: u32,
    /// Days to decide an appeal.
    decide_days: u32,
}

/// The types of hazards, the tiers and the stars with all their weights: what anybody who works by them may read.
#[utoipa::path(
    get, path = "/api/housing/catalogue", tag = "housing", security(("session" = [])),
    responses(
        (status = OK, body = Shape),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    _caller: Caller<may::HousingView>,
    State(state): State<AppState>,
) -> Json<Shape> {
    let housing = &state.housing;
    let (catalogue, stars) = (housing.catalogue(), housing.star_rules().published());
    let groups = catalogue.groups.iter();
    let offices = state.casework.catalogue().offices.keys();
    Json(Shape {
        version: catalogue.version,
        groups: groups
            .map(|group| GroupShape { id: group.id.clone(), title: group.title.clone() })
            .collect(),
        types: catalogue.types.iter().map(|kind| shape(kind, catalogue.within(kind))).collect(),
        severities: Severity::ALL.iter().rev().map(|word| word!(word)).collect(),
        states: HazardState::ALL.iter().map(|word| word!(word)).collect(),
        found_by: FoundBy::ALL.iter().map(|word| word!(word)).collect(),
        capacities: Capacity::ALL.iter().map(|word| word!(word)).collect(),
        evidence: evidence_words(EvidenceKind::ALL),
        bars: Bar::ALL.iter().map(|word| word!(word)).collect(),
        events: EventKind::ALL.iter().map(|word| word!(word)).collect(),
        tiers: housing.tier_rules().tiers.iter().map(tier).collect(),
        categories: stars.category.iter().map(category).collect(),
        rating_states: RatingState::ALL.iter().map(|word| word!(word)).collect(),
        causes: Cause::ALL.iter().map(|word| word!(word)).collect(),
        offices: offices.map(|id| office(&state, id)).collect(),
        stars_from: stars.from,
        reply_days: stars.reply_days,
        appeal_days: stars.appeal_days,
        decide_days: stars.decide_days,
    })
}

fn shape(kind: &HazardType, within: Limit) -> KindShape {
    let (counted, zh, en) = match within.counted {
        Counted::Hours => ("hours", "小时", "hours"),
        Counted::Days => ("days", "天", "days"),
    };
    let count = within.count;
    KindShape {
        id: kind.id.clone(),
        group: kind.group.clone(),
        of: kind.of.name(),
        title: kind.title.clone(),
        shows: kind.shows.clone(),
        harm: kind.harm.clone(),
        fix: kind.fix.clone(),
        severity: word!(kind.severity),
        within: LimitShape { count, counted },
        within_text: Text::new(format!("{count} {zh}内"), format!("within {count} {en}")),
        spot: kind.spot,
        find: evidence_words(&kind.find),
        clear: evidence_words(&kind.clear),
        clearers: kind.clearers.iter().map(|word| word!(word)).collect(),
        category: word!(kind.category),
        weight: kind.weight,
        office: kind.office.clone(),
    }
}

fn tier(line: &housing::tier::TierLine) -> TierShape {
    TierShape { word: word!(line.id), quiet_days: line.quiet_days, visit_days: line.visit_days }
}

fn category(rule: &housing::stars::CategoryRule) -> CategoryShape {
    let answer = |answer: &housing::stars::AnswerRule| AnswerShape {
        id: answer.id.clone(),
        text: answer.text.clone(),
        value: answer.value,
    };
    let fact = |fact: &housing::stars::FactRule| FactShape {
        id: fact.id.clone(),
        ask: fact.ask.clone(),
        weight: fact.weight,
        valid_days: fact.valid_days,
        answers: fact.answers.iter().map(answer).collect(),
    };
    CategoryShape { word: word!(rule.id), facts: rule.fact.iter().map(fact).collect() }
}
