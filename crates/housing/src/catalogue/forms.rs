//! `hazards.toml`, as it is written.

use casework::catalogue::TextForm;
use kernel::Text;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Capacity, Category, EvidenceKind, Limit, Of, Severity};

/// `hazards.toml`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HazardFile {
    /// Version, counted up with every change.
    pub version: u32,
    /// Weights of extreme, severe, serious and moderate harm.
    pub weights: [u32; 4],
    /// Days in which a hazard that was verified fixed may be reopened.
    pub reopen_days: u32,
    /// Days in which the same type at the same place is a recurrence.
    pub recurrence_days: u32,
    /// Days in which a notice may be objected to, from when it reached those whom it is for.
    pub object_days: u32,
    /// Days in which an objection is decided.
    pub decide_objection_days: u32,
    /// Severities, the gravest first.
    pub severity: Vec<SeverityRule>,
    /// Groups, in order.
    pub group: Vec<Group>,
    /// Types, in order.
    pub hazard: Vec<HazardType>,
}

/// From which score on a hazard is so grave, and how long it may last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SeverityRule {
    /// Which.
    pub id: Severity,
    /// From this score on.
    pub from: u32,
    /// From finding to verified fixed.
    pub within: Limit,
    /// Whether an objection to a notice suspends the duty: nothing is in danger meanwhile.
    pub objection_suspends: bool,
}

/// A group of types.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Its id.
    pub id: String,
    /// What it is called.
    #[schemars(with = "TextForm")]
    pub title: Text,
}

/// A type of hazard: of a thing or a place, never of those who live there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HazardType {
    /// Its id: the group, a dot, its own name.
    pub id: String,
    /// The group.
    pub group: String,
    /// What it is found at.
    pub of: Of,
    /// What it is called.
    #[schemars(with = "TextForm")]
    pub title: Text,
    /// How it is seen.
    #[schemars(with = "TextForm")]
    pub shows: Text,
    /// What may come of it: the reason for its severity.
    #[schemars(with = "TextForm")]
    pub harm: Text,
    /// What puts it right.
    #[schemars(with = "TextForm")]
    pub fix: Text,
    /// One in how many such places sees harm that needs a doctor within twelve months.
    pub one_in: u32,
    /// How such harm divides into extreme, severe, serious and moderate, per cent.
    pub spread: [u32; 4],
    /// How grave it is: what its score says.
    pub severity: Severity,
    /// A limit shorter than its severity's.
    #[serde(default)]
    pub within: Option<Limit>,
    /// Whether it may be settled on the spot, before an order.
    pub spot: bool,
    /// Evidence needed to find it.
    pub find: Vec<EvidenceKind>,
    /// Evidence needed to verify that it is fixed; whoever verifies brings it.
    pub clear: Vec<EvidenceKind>,
    /// Who may verify.
    pub clearers: Vec<Capacity>,
    /// The category of stars that it lowers.
    pub category: Category,
    /// By how many percentage points.
    pub weight: u32,
    /// The office that sees to it where no rule of the place says otherwise.
    pub office: String,
}
