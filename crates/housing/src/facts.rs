//! What was inspected, what happened, and where: facts of things and places.

use kernel::{AreaPath, Day, Instant, Point4326};
use serde::{Deserialize, Serialize};

pub use crate::words::EventKind;
use crate::{AccountId, ActionId, BuildingId, Evidence, FileId, Place, UnitId, campaign::Bar};

/// A place of the register, as far as housing asks.
#[derive(Clone, Debug, PartialEq)]
pub struct At {
    /// The building, and the unit where it is one.
    pub place: Place,
    /// The building's code.
    pub code: String,
    /// The path of its area.
    pub area: AreaPath,
    /// Where the building is.
    pub point: Option<Point4326>,
}

/// What was found of a fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seen {
    /// The fact, of the rules of stars.
    pub fact: String,
    /// The answer, of those it may have.
    pub answer: String,
}

/// A fact as it was seen last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeenFact {
    /// What was found.
    pub seen: Seen,
    /// On which day.
    pub on: Day,
    /// By whom.
    pub inspector: AccountId,
}

/// An inspection of a building, or a visit to a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inspection {
    /// The id of the action.
    pub id: ActionId,
    /// The building.
    pub building: BuildingId,
    /// The unit, where one was visited.
    pub unit: Option<UnitId>,
    /// On which day.
    pub on: Day,
    /// When it was recorded.
    pub at: Instant,
    /// Whether nothing was found.
    pub clean: bool,
    /// By whom.
    pub inspector: AccountId,
    /// What was found.
    pub facts: Vec<Seen>,
    /// Photos that show it.
    pub photos: Vec<FileId>,
}

/// A photo of an inspection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FactPhoto {
    /// The fact that it shows, where it is of one.
    pub fact: Option<String>,
    /// The file.
    pub file: FileId,
}

/// What is recorded of a place that could not be entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Barred {
    /// On which day.
    pub on: Day,
    /// At which minute of the day, where that is known.
    #[serde(default)]
    pub minute: Option<u32>,
    /// Why.
    pub bar: Bar,
}

/// What is recorded where an officer decides that a place is tried again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TryAgain {
    /// Since which day.
    pub from: Day,
}

/// A visit to a place that could not be entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BarredVisit {
    /// The id of the action.
    pub id: ActionId,
    /// The unit, where it was one.
    pub unit: Option<UnitId>,
    /// On which day.
    pub on: Day,
    /// Why.
    pub bar: Bar,
}

/// Something that happened at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// The id of the action.
    pub id: ActionId,
    /// The building.
    pub building: BuildingId,
    /// The unit, where it was one.
    pub unit: Option<UnitId>,
    /// What.
    pub kind: EventKind,
    /// On which day.
    pub on: Day,
}

/// A file that shows something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its id.
    pub id: FileId,
    /// The hazard, rating, notice or inspection it belongs to; none until an action names it.
    pub subject: Option<[u8; 16]>,
    /// BLAKE3 of what was sent, in hex.
    pub hash: String,
    /// Media type of what is kept.
    pub media: String,
    /// Length of what is kept, bytes.
    pub length: u64,
    /// Width, pixels.
    pub width: u32,
    /// Height, pixels.
    pub height: u32,
    /// When it came.
    pub created_at: Instant,
}

/// How somebody acts: the id of the action, made by whoever acts, so that it is done once; and what goes with it.
#[derive(Clone, Debug)]
pub struct How {
    /// The action's id.
    pub id: ActionId,
    /// Why, or a word for the file.
    pub words: String,
    /// What shows it.
    pub evidence: Vec<Evidence>,
    /// Where whoever acts stands: compared with the place and forgotten.
    pub position: Option<Point4326>,
}

impl How {
    /// With nothing but an id.
    #[must_use]
    pub const fn bare(id: ActionId) -> Self {
        Self { id, words: String::new(), evidence: Vec::new(), position: None }
    }
}
