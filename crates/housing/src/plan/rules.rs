//! `plan.toml`: how often, how long, who, and what is looked at.

use std::{collections::BTreeSet, sync::LazyLock};

use kernel::Text;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Retry;
use crate::{Capacity, Tier, catalogue::TextForm, stars::StarRules, tier::TierRules};

/// Minutes of a day.
pub const DAY_MIN: u32 = 1_440;

/// Uses of buildings that people live in.
const HOMES: [&str; 5] =
    ["residential", "self_built", "dwelling", "dormitory", "construction_site"];

/// `plan.toml`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanFile {
    /// Version, counted up with every change.
    pub version: u32,
    /// Of the visits of a plan at least so many per cent are drawn by lot.
    pub random_percent: u32,
    /// Who was visited within so many days is not drawn.
    pub rest_days: u32,
    /// Metres between two visits that a minute takes.
    pub metres_a_minute: u32,
    /// When an inspector begins, minutes from midnight.
    pub from: u32,
    /// When they are back, minutes from midnight.
    pub to: u32,
    /// Visits of an inspector in a day at the most.
    pub most_visits: u32,
    /// What the register says that buildings are used for which rounds may set out from: offices, and nobody's home.
    pub stations: Vec<String>,
    /// Days between visits, by stars.
    pub interval: Vec<Interval>,
    /// What a visit is, by what a building is used for.
    pub visit: Vec<VisitKind>,
    /// What becomes of a visit that could not be entered.
    pub retry: Retry,
}

/// Days between visits of buildings with so many stars.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Interval {
    /// Published stars; 0 for none.
    pub stars: u8,
    /// Days at the most.
    pub days: u32,
}

/// A visit to a kind of building.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VisitKind {
    /// Its id.
    pub id: String,
    /// What the register says such buildings are used for.
    pub uses: Vec<String>,
    /// What it is called.
    #[schemars(with = "TextForm")]
    pub title: Text,
    /// How long it takes, minutes.
    pub minutes: u32,
    /// Not before, minutes from midnight.
    pub opens: u32,
    /// Begun by then, minutes from midnight.
    pub closes: u32,
    /// Who has to go; whoever inspects where nothing is said.
    #[serde(default)]
    pub skill: Option<Capacity>,
    /// What is looked at: facts that stars rest on, in the order of the round.
    pub look: Vec<String>,
    /// Which of them are shown by a photo.
    pub photos: Vec<String>,
}

/// The rules, read and checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanRules {
    /// As they are written.
    pub file: PlanFile,
}

/// The file that the program carries.
pub const PLAN: &str = include_str!("../../../../catalogues/housing/plan.toml");

static READ: LazyLock<Result<PlanRules, String>> = LazyLock::new(|| PlanRules::read(PLAN));

impl PlanRules {
    /// The rules that the program carries; the fault in words where they contradict each other, which a test excludes.
    pub fn built_in() -> Result<&'static Self, String> {
        READ.as_ref().map_err(Clone::clone)
    }

    /// Reads rules; the fault in words.
    pub fn read(text: &str) -> Result<Self, String> {
        let file: PlanFile = toml::from_str(text).map_err(|error| format!("plan: {error}"))?;
        if !(10..=90).contains(&file.random_percent) {
            return Err("plan: at least 10 per cent by lot, and 90 at the most".to_owned());
        }
        if file.metres_a_minute == 0 || file.most_visits == 0 {
            return Err("plan: nobody would get anywhere".to_owned());
        }
        if file.from >= file.to || file.to > DAY_MIN {
            return Err("plan: a day's work begins before it ends".to_owned());
        }
        if let Some(home) = file.stations.iter().find(|used| HOMES.contains(&used.as_str())) {
            return Err(format!("plan: people live in `{home}`, no round sets out from there"));
        }
        file.retry.check()?;
        let mut stars: Vec<u8> = file.interval.iter().map(|one| one.stars).collect();
        stars.sort_unstable();
        if stars != [0, 1, 2, 3, 4, 5] || file.interval.iter().any(|one| one.days == 0) {
            return Err("plan: an interval for none and for 1 to 5 stars, each once".to_owned());
        }
        let days =
            |stars: u8| file.interval.iter().find(|one| one.stars == stars).map(|one| one.days);
        if (1..5).any(|stars| days(stars) > days(stars + 1)) {
            return Err("plan: fewer stars are visited more often".to_owned());
        }
        let facts: BTreeSet<&str> =
            StarRules::built_in()?.facts().iter().map(|(_, fact)| fact.id.as_str()).collect();
        let mut uses = BTreeSet::new();
        for kind in &file.visit {
            kind.title.said(&kind.id)?;
            if kind.minutes == 0 || kind.opens > kind.closes || kind.closes > DAY_MIN {
                return Err(format!("{}: a visit takes time, and opens before it closes", kind.id));
            }
            if let Some(unknown) = kind.look.iter().find(|fact| !facts.contains(fact.as_str())) {
                return Err(format!("{}: there is no fact `{unknown}`", kind.id));
            }
            if let Some(lost) = kind.photos.iter().find(|fact| !kind.look.contains(fact)) {
                return Err(format!("{}: a photo of `{lost}`, which is not looked at", kind.id));
            }
            if let Some(twice) = kind.uses.iter().find(|used| !uses.insert(String::clone(used))) {
                return Err(format!("{}: `{twice}` is there twice", kind.id));
            }
        }
        Ok(Self { file })
    }

    /// What a visit is to a building that is used so; none where such buildings are not inspected.
    #[must_use]
    pub fn visit(&self, use_class: &str) -> Option<&VisitKind> {
        self.file.visit.iter().find(|kind| kind.uses.iter().any(|used| used == use_class))
    }

    /// Everything that is inspected, as the register calls its use.
    pub fn uses(&self) -> impl Iterator<Item = &str> {
        self.file.visit.iter().flat_map(|kind| kind.uses.iter().map(String::as_str))
    }

    /// Days between visits: the shorter of what stars and tier ask for.
    #[must_use]
    pub fn days(&self, tiers: &TierRules, stars: Option<u8>, tier: Tier) -> u32 {
        let stars = stars.unwrap_or(0);
        let by_stars = self.file.interval.iter().find(|one| one.stars == stars);
        let by_tier = tiers.tiers.iter().find(|line| line.id == tier);
        let by_stars = by_stars.map_or(u32::MAX, |one| one.days);
        by_stars.min(by_tier.map_or(u32::MAX, |line| line.visit_days))
    }
}
