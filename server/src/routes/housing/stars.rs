//! Stars and ratings as screens read them.

use std::collections::{BTreeMap, BTreeSet};

use housing::{
    Hazard, Housing, Rating, RatingAction, Step,
    stars::{BuildingStars, CategoryStars},
};
use kernel::{Day, Instant, Text};
use serde::Serialize;
use utoipa::ToSchema;

use super::shape::{By, Doers, Labels, PlaceRef, Word, kind, word};
use crate::{AppState, Problem, TextShape};

/// Hazards that one question asks for.
const TOGETHER: usize = 1_000;

/// A fact that is missing.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = StarMissing)]
pub(crate) struct Missing {
    /// The fact.
    pub(super) fact: String,
    /// What is looked at.
    #[schema(value_type = TextShape)]
    pub(super) ask: Text,
}

/// What a hazard took.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = StarLowered)]
struct LoweredShape {
    /// The hazard.
    hazard: String,
    /// Its type.
    #[schema(value_type = TextShape)]
    title: Text,
    /// Percentage points.
    points: u32,
    /// Whether it is overdue.
    overdue: bool,
}

/// A cap that holds.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = StarCapped)]
struct CappedShape {
    /// Its rule.
    cap: String,
    /// What it says.
    #[schema(value_type = TextShape)]
    title: Text,
    /// Stars at the most.
    stars: u8,
    /// The hazard it rests on.
    hazard: Option<String>,
    /// The first day on which it holds no more.
    #[schema(value_type = Option<String>, format = Date)]
    until: Option<Day>,
}

/// The stars of a category and why.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = StarCategory)]
pub(crate) struct CategoryShape {
    /// Which.
    category: Word,
    /// 1 to 5; nothing where a fact is missing.
    stars: Option<u8>,
    /// Per cent, after what hazards took.
    score: Option<f64>,
    /// Facts that nobody inspected, or too long ago.
    missing: Vec<Missing>,
    /// What hazards took.
    lowered: Vec<LoweredShape>,
    /// Caps that hold.
    capped: Vec<CappedShape>,
}

/// The stars of a building and why.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = StarsReckoned)]
pub(crate) struct Reckoned {
    /// Those of the weakest category; nothing while a category has none.
    stars: Option<u8>,
    /// On which day.
    #[schema(value_type = String, format = Date)]
    on: Day,
    /// The four categories.
    categories: Vec<CategoryShape>,
}

impl Reckoned {
    /// `kinds` are the types of the hazards that it rests on, by their ids.
    pub(super) fn of(
        housing: &Housing,
        reckoned: &BuildingStars,
        kinds: &BTreeMap<housing::HazardId, String>,
    ) -> Self {
        let categories = reckoned.categories.iter();
        Self {
            stars: reckoned.stars,
            on: reckoned.on,
            categories: categories.map(|one| category(housing, one, kinds)).collect(),
        }
    }
}

fn category(
    housing: &Housing,
    one: &CategoryStars,
    kinds: &BTreeMap<housing::HazardId, String>,
) -> CategoryShape {
    let rules = housing.star_rules();
    let title = |id: housing::HazardId| {
        kinds.get(&id).map(|id| kind(housing, id).title).unwrap_or_default()
    };
    let cap = |id: &str| {
        let found = rules.published().cap.iter().find(|cap| cap.id == id);
        found.map_or_else(|| Text::new(id, id), |cap| cap.title.clone())
    };
    CategoryShape {
        category: word!(one.category),
        stars: one.stars,
        score: one.score.map(|score| f64::from(score / 10) / 10.0),
        missing: one.missing.iter().map(|fact| missing(housing, fact)).collect(),
        lowered: one
            .lowered
            .iter()
            .map(|lowered| LoweredShape {
                hazard: lowered.hazard.to_string(),
                title: title(lowered.hazard),
                points: lowered.points,
                overdue: lowered.overdue,
            })
            .collect(),
        capped: one
            .capped
            .iter()
            .map(|capped| CappedShape {
                cap: capped.cap.clone(),
                title: cap(&capped.cap),
                stars: capped.stars,
                hazard: capped.hazard.map(|id| id.to_string()),
                until: capped.until,
            })
            .collect(),
    }
}

/// A fact by its question.
pub(super) fn missing(housing: &Housing, fact: &str) -> Missing {
    let mut facts = housing.star_rules().facts().iter();
    let found = facts.find(|(_, rule)| rule.id == fact);
    let ask = found.map_or_else(|| Text::new(fact, fact), |(_, rule)| rule.ask.clone());
    Missing { fact: fact.to_owned(), ask }
}

/// An appeal.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = RatingAppeal)]
struct AppealShape {
    /// When.
    #[schema(value_type = String, format = DateTime)]
    at: Instant,
    /// Until when it is to be decided.
    #[schema(value_type = String, format = DateTime)]
    decide_until: Instant,
    /// When it was.
    #[schema(value_type = Option<String>, format = DateTime)]
    decided_at: Option<Instant>,
    /// Whether it was right.
    upheld: Option<bool>,
}

/// An action of a rating.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RatingStep)]
pub(crate) struct RatingStep {
    /// What was done.
    deed: &'static str,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    at: Instant,
    /// By whom.
    by: By,
    /// The words that went with it.
    words: Option<String>,
}

impl RatingStep {
    pub(super) fn of(step: Step<RatingAction>, doers: &Doers) -> Self {
        let Step { action, words } = step;
        Self { deed: action.deed.name(), at: action.at, by: doers.by(action.actor), words }
    }
}

/// A rating of a building.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = HousingRating)]
pub(crate) struct RatingShape {
    /// Its id.
    id: String,
    /// Counts its actions.
    version: u32,
    /// The building.
    building: PlaceRef,
    /// Where it stands.
    state: Word,
    /// Why it was rated.
    cause: Word,
    /// Stars as they were reckoned.
    stars: Option<u8>,
    /// And what they rest on.
    reckoned: Reckoned,
    /// When it was drafted.
    #[schema(value_type = String, format = DateTime)]
    drafted_at: Instant,
    /// Until when there may be a reply.
    #[schema(value_type = String, format = DateTime)]
    reply_until: Instant,
    /// When there was one.
    #[schema(value_type = Option<String>, format = DateTime)]
    replied_at: Option<Instant>,
    /// When it was decided.
    #[schema(value_type = Option<String>, format = DateTime)]
    decided_at: Option<Instant>,
    /// When it was published.
    #[schema(value_type = Option<String>, format = DateTime)]
    published_at: Option<Instant>,
    /// Until when it may be appealed against.
    #[schema(value_type = Option<String>, format = DateTime)]
    appeal_until: Option<Instant>,
    /// The appeal.
    appeal: Option<AppealShape>,
    /// Whether its appeal should have been decided by now.
    appeal_overdue: bool,
    /// The plaque on the building: put up.
    #[schema(value_type = Option<String>, format = DateTime)]
    plaque_up_at: Option<Instant>,
    /// And taken down.
    #[schema(value_type = Option<String>, format = DateTime)]
    plaque_down_at: Option<Instant>,
    /// Whether a plaque hangs that no longer holds.
    plaque_must_come_down: bool,
    /// The rating that was published after it.
    superseded_by: Option<String>,
    /// What was done, in order; empty in lists.
    pub(super) steps: Vec<RatingStep>,
    /// What the reader may do now; empty in lists.
    pub(super) offers: Vec<&'static str>,
}

impl RatingShape {
    pub(super) fn of(
        state: &AppState,
        rating: &Rating,
        labels: &Labels,
        kinds: &BTreeMap<housing::HazardId, String>,
    ) -> Self {
        let now = state.clock.now();
        Self {
            id: rating.id.to_string(),
            version: rating.version,
            building: labels.building(rating.building),
            state: word!(rating.state),
            cause: word!(rating.cause),
            stars: rating.reckoned.stars,
            reckoned: Reckoned::of(&state.housing, &rating.reckoned, kinds),
            drafted_at: rating.drafted_at,
            reply_until: rating.reply_until,
            replied_at: rating.replied_at,
            decided_at: rating.decided_at,
            published_at: rating.published_at,
            appeal_until: rating.appeal_until,
            appeal: rating.appeal.map(|appeal| AppealShape {
                at: appeal.at,
                decide_until: appeal.decide_until,
                decided_at: appeal.decision.map(|decision| decision.at),
                upheld: appeal.decision.map(|decision| decision.upheld),
            }),
            appeal_overdue: rating.is_appeal_overdue(now),
            plaque_up_at: rating.plaque_up_at,
            plaque_down_at: rating.plaque_down_at,
            plaque_must_come_down: rating.plaque_must_come_down(),
            superseded_by: rating.superseded_by.map(|id| id.to_string()),
            steps: Vec::new(),
            offers: Vec::new(),
        }
    }
}

/// The types of the hazards that ratings rest on, of which some may be closed since. Those that are `known` are not read
/// again.
pub(super) async fn kinds_of(
    state: &AppState,
    ratings: &[&BuildingStars],
    known: &[Hazard],
) -> Result<BTreeMap<housing::HazardId, String>, Problem> {
    let lowered = ratings.iter().flat_map(|reckoned| &reckoned.categories);
    let lowered = lowered.flat_map(|one| &one.lowered).map(|lowered| lowered.hazard);
    let mut ids: BTreeSet<housing::HazardId> = lowered.collect();
    let known = known.iter().filter(|hazard| ids.remove(&hazard.id));
    let mut kinds: BTreeMap<housing::HazardId, String> =
        known.map(|hazard| (hazard.id, hazard.kind.clone())).collect();
    let ids: Vec<housing::HazardId> = ids.into_iter().collect();
    for some in ids.chunks(TOGETHER) {
        let found = state.housing.hazards_of(some).await?;
        kinds.extend(found.into_iter().map(|(id, hazard)| (id, hazard.kind)));
    }
    Ok(kinds)
}
