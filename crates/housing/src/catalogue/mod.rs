//! The catalogue of hazards: data of a place.

mod check;
mod forms;

use std::{collections::BTreeMap, sync::LazyLock};

pub use casework::catalogue::TextForm;
pub use forms::{Group, HazardFile, HazardType, SeverityRule};

use crate::{Limit, Severity};

/// The catalogue, read and checked. Types have a number, their place in the file, by which columns name them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Catalogue {
    /// Its version.
    pub version: u32,
    /// Days in which a hazard that was verified fixed may be reopened.
    pub reopen_days: u32,
    /// Days in which the same type at the same place is a recurrence.
    pub recurrence_days: u32,
    /// Days in which a notice may be objected to.
    pub object_days: u32,
    /// Days in which an objection is decided.
    pub decide_objection_days: u32,
    /// Groups, in order.
    pub groups: Vec<Group>,
    /// Types, in order.
    pub types: Vec<HazardType>,
    weights: [u32; 4],
    severities: Vec<SeverityRule>,
    by_id: BTreeMap<String, u16>,
}

/// The files that the program carries.
pub const HAZARDS: &str = include_str!("../../../../catalogues/housing/hazards.toml");

static READ: LazyLock<Result<Catalogue, String>> = LazyLock::new(|| Catalogue::read(HAZARDS));

impl Catalogue {
    /// The catalogue that the program carries; the fault in words where it contradicts itself, which a test excludes.
    pub fn built_in() -> Result<&'static Self, String> {
        READ.as_ref().map_err(Clone::clone)
    }

    /// Reads a catalogue; the fault in words where it contradicts itself.
    pub fn read(text: &str) -> Result<Self, String> {
        let file: HazardFile = toml::from_str(text).map_err(|error| format!("hazards: {error}"))?;
        let mut by_id = BTreeMap::new();
        for (number, hazard) in file.hazard.iter().enumerate() {
            let number = u16::try_from(number).map_err(|_| "hazards: too many".to_owned())?;
            if by_id.insert(hazard.id.clone(), number).is_some() {
                return Err(format!("{}: there twice", hazard.id));
            }
        }
        let catalogue = Self {
            version: file.version,
            reopen_days: file.reopen_days,
            recurrence_days: file.recurrence_days,
            object_days: file.object_days,
            decide_objection_days: file.decide_objection_days,
            groups: file.group,
            types: file.hazard,
            weights: file.weights,
            severities: file.severity,
            by_id,
        };
        catalogue.check()?;
        Ok(catalogue)
    }

    /// A type.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&HazardType> {
        self.number(id).and_then(|number| self.types.get(usize::from(number)))
    }

    /// Severities, the gravest first.
    #[must_use]
    pub fn severities(&self) -> &[SeverityRule] {
        &self.severities
    }

    /// The number of a type.
    #[must_use]
    pub fn number(&self, id: &str) -> Option<u16> {
        self.by_id.get(id).copied()
    }

    /// The score of a type: the sum of weight × per cent ÷ `one_in`, as the English rating system reckons it.
    #[must_use]
    pub fn score(&self, hazard: &HazardType) -> u32 {
        let products =
            self.weights.iter().zip(hazard.spread).map(|(weight, percent)| weight * percent);
        products.sum::<u32>() / hazard.one_in.max(1)
    }

    /// The severity that follows from a score: the first whose `from` it reaches.
    #[must_use]
    pub fn severity_of(&self, score: u32) -> Severity {
        let reached = self.severities.iter().find(|rule| score >= rule.from);
        reached.map_or(Severity::Ordinary, |rule| rule.id)
    }

    /// From finding to verified fixed.
    #[must_use]
    pub fn within(&self, hazard: &HazardType) -> Limit {
        let rule = self.severities.iter().find(|rule| rule.id == hazard.severity);
        hazard.within.or(rule.map(|rule| rule.within)).unwrap_or(Limit::days(0))
    }
}

/// The schemas of the housing catalogues, for editors: name and text.
#[must_use]
pub fn schemas() -> [(&'static str, String); 5] {
    let text = |schema: schemars::Schema| {
        let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
        text.push('\n');
        text
    };
    [
        ("housing_hazards.schema.json", text(schemars::schema_for!(HazardFile))),
        ("housing_tiers.schema.json", text(schemars::schema_for!(crate::tier::TierFile))),
        ("housing_stars.schema.json", text(schemars::schema_for!(crate::stars::StarFile))),
        ("housing_plan.schema.json", text(schemars::schema_for!(crate::plan::PlanFile))),
        ("housing_star_uses.schema.json", text(schemars::schema_for!(crate::stars::UseFile))),
    ]
}
