//! What the stages *relations* and *apply* find of entities and of the relations between them.

use serde::{Deserialize, Serialize};

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Related {
    /// People.
    pub people: u64,
    /// Organisations.
    pub organisations: u64,
    /// Records that judgements put elsewhere than the evidence did.
    #[serde(default)]
    pub judged: u64,
    /// Relations stated by records.
    pub stated: u64,
    /// Relations between entities and places, one for each source that states it.
    pub relations: u64,
    /// The same by type.
    pub by_type: Vec<(String, u64)>,
}
