//! Rules of tags: data (`catalogues/tags.toml`), read once and checked.

use std::{collections::BTreeSet, sync::LazyLock};

use kernel::Text;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{catalogue, duty::Duty};

/// What a tag may be of. Never a person.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// A unit of the register.
    Unit,
    /// A building of the register.
    Building,
    /// An organisation of the blocks.
    Organisation,
}

impl Subject {
    /// Every subject, in order.
    pub const ALL: [Self; 3] = [Self::Unit, Self::Building, Self::Organisation];

    /// Its name in the store and in interfaces.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unit => "unit",
            Self::Building => "building",
            Self::Organisation => "organisation",
        }
    }

    /// The subject of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }
}

/// Why anybody should look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// A danger to check: of a building, never of who is in it.
    Safety,
    /// Help with registering or filing is offered.
    RegistrationHelp,
    /// Two sources cannot both be right.
    DataQuality,
    /// Good to know.
    Information,
}

impl Reason {
    /// Its name in interfaces.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Safety => "safety",
            Self::RegistrationHelp => "registration_help",
            Self::DataQuality => "data_quality",
            Self::Information => "information",
        }
    }
}

/// A text in both languages, as it stands in a file of the place.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Title {
    /// Simplified Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

impl From<&Title> for Text {
    fn from(title: &Title) -> Self {
        Self::new(&title.zh, &title.en)
    }
}

/// Relations of some types that stand today, stated by sources of some duty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Clause {
    /// What it is called where a tag says what it rests on.
    pub title: Title,
    /// Groups of relation types.
    #[serde(default)]
    pub groups: Vec<String>,
    /// Relation types; `recorded` stands for an entry of an organisation in a source.
    #[serde(default)]
    pub types: Vec<String>,
    /// Types of those groups that are left out.
    #[serde(default)]
    pub except: Vec<String>,
    /// Duties of the source, any of them; empty: every source.
    #[serde(default)]
    pub by: Vec<Duty>,
}

/// The entry of an organisation in a source, told as if it were a relation type.
pub(crate) const RECORDED: &str = "recorded";

impl Clause {
    /// The relation types it speaks of.
    #[must_use]
    pub fn kinds(&self) -> BTreeSet<String> {
        let of_groups = catalogue::relation_types()
            .iter()
            .filter(|kind| self.groups.contains(&kind.group))
            .map(|kind| kind.id.clone());
        of_groups.chain(self.types.iter().cloned()).filter(|id| !self.except.contains(id)).collect()
    }
}

/// Two clauses that both stand and have nobody in common.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Differ {
    /// One.
    pub one: Clause,
    /// The other.
    pub other: Clause,
}

/// A unit that several organisations stand in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Sharing {
    /// How they stand in it.
    #[serde(flatten)]
    pub clause: Clause,
    /// How many there must be.
    pub at_least: u32,
}

/// A rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Its id.
    pub id: String,
    /// Raised with every change of what it says: tags of an older version end, and new ones begin.
    pub version: u32,
    /// What it is of.
    pub subject: Subject,
    /// Why anybody should look.
    pub reason: Reason,
    /// What it is called.
    pub title: Title,
    /// What it says, and what it does not.
    pub meaning: Title,
    /// What ends it.
    pub lifted_by: Title,
    /// Only subjects of these uses; empty: of every use.
    #[serde(default)]
    pub uses: Vec<String>,
    /// What must stand, each of them.
    #[serde(default)]
    pub has: Vec<Clause>,
    /// What must not stand, none of them.
    #[serde(default)]
    pub lacks: Vec<Clause>,
    /// What must stand and have nobody in common.
    #[serde(default)]
    pub differ: Option<Differ>,
    /// Of an organisation: the unit it shares.
    #[serde(default)]
    pub sharing: Option<Sharing>,
    /// Of a building: sets of uses, of each of which a unit must be there.
    #[serde(default)]
    pub beside: Vec<Vec<String>>,
    /// Of a building: more ends of what it has than beds are approved.
    #[serde(default)]
    pub over_beds: bool,
}

impl Rule {
    /// Every clause, in the order in which its facts are numbered.
    pub fn clauses(&self) -> impl Iterator<Item = &Clause> {
        let differ = self.differ.iter().flat_map(|differ| [&differ.one, &differ.other]);
        let sharing = self.sharing.iter().map(|sharing| &sharing.clause);
        self.has.iter().chain(differ).chain(sharing).chain(&self.lacks)
    }

    /// How many of its clauses stand where the tag does; those after them are lacking.
    #[must_use]
    pub fn standing(&self) -> usize {
        self.clauses().count() - self.lacks.len()
    }

    /// What is wrong with the rule; nothing where it can be computed.
    #[must_use]
    pub fn fault(&self) -> Option<String> {
        let known = |id: &String| {
            catalogue::relation_type(id).is_some()
                || (id == RECORDED && self.subject == Subject::Organisation)
        };
        let unknown = self
            .clauses()
            .flat_map(|clause| clause.types.iter().chain(&clause.except))
            .find(|id| !known(id));
        if let Some(unknown) = unknown {
            return Some(format!("{}: `{unknown}` is no relation type", self.id));
        }
        if self.clauses().any(|clause| clause.kinds().is_empty()) {
            return Some(format!("{}: a clause names no relation type", self.id));
        }
        let of_buildings = self.over_beds || !self.beside.is_empty();
        if of_buildings && self.subject != Subject::Building
            || self.sharing.is_some() && self.subject != Subject::Organisation
            || self.differ.is_some() && self.subject != Subject::Unit
        {
            return Some(format!("{}: not for a {}", self.id, self.subject.name()));
        }
        if self.standing() == 0 && self.beside.is_empty() {
            return Some(format!("{}: it rests on nothing", self.id));
        }
        None
    }
}

/// The catalogue of tags.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TagCatalogue {
    /// Version of the file's form.
    pub version: u32,
    /// The rules.
    #[serde(rename = "tag")]
    pub rules: Vec<Rule>,
}

static CATALOGUE: LazyLock<TagCatalogue> = LazyLock::new(|| {
    let read: Result<TagCatalogue, _> =
        toml::from_str(include_str!("../../../../catalogues/tags.toml"));
    // The file is part of the program; a test reads it.
    read.unwrap_or_default()
});

/// Every rule, in the order of the catalogue.
#[must_use]
pub fn rules() -> &'static [Rule] {
    &CATALOGUE.rules
}

/// The rule of this id.
#[must_use]
pub fn rule(id: &str) -> Option<&'static Rule> {
    CATALOGUE.rules.iter().find(|rule| rule.id == id)
}

/// The JSON schema of the catalogue, as committed in `schemas/tags.schema.json`.
#[must_use]
pub fn schema() -> serde_json::Value {
    schemars::schema_for!(TagCatalogue).to_value()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_is_sound_in_both_languages_and_of_no_person() {
        assert!(rules().len() >= 8);
        let ids: BTreeSet<&str> = rules().iter().map(|rule| rule.id.as_str()).collect();
        assert_eq!(ids.len(), rules().len());
        for rule in rules() {
            assert_eq!(rule.fault(), None);
            let titles = rule.clauses().map(|clause| &clause.title);
            for text in titles.chain([&rule.title, &rule.meaning, &rule.lifted_by]) {
                assert!(!text.zh.is_empty() && !text.en.is_empty(), "{}", rule.id);
            }
        }
    }

    #[test]
    fn a_rule_that_cannot_be_computed_says_what_is_wrong() {
        let mut of_beds = rule("dormitory_over_beds").unwrap().clone();
        of_beds.subject = Subject::Unit;
        assert!(of_beds.fault().unwrap().contains("not for a unit"));
        let mut filing = rule("let_without_filing").unwrap().clone();
        filing.has[0].types.push("befriends".into());
        assert!(filing.fault().unwrap().contains("`befriends`"));
        filing.has.clear();
        filing.lacks.clear();
        assert!(filing.fault().unwrap().contains("rests on nothing"));
    }

    #[test]
    fn the_schema_is_the_committed_one() {
        let text = format!("{}\n", serde_json::to_string_pretty(&schema()).unwrap());
        testing::committed("schemas/tags.schema.json", &text);
    }
}
