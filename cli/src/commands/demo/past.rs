//! Casework of the days before the demo was made.

use std::sync::Arc;

use anyhow::Result;
use casework::Casework;
use kernel::{FixedClock, Ids, SharedClock};

use crate::{entropy, installation::Installation};

/// Casework with a clock of its own, so that what came in over days did.
pub(super) struct Past {
    pub(super) casework: Casework,
    pub(super) clock: Arc<FixedClock>,
    pub(super) ids: Ids,
}

impl Past {
    /// Begins so many days ago.
    pub(super) fn begin(installation: &Installation, days: i64) -> Result<Self> {
        let begun = installation.clock.now().plus_seconds(-days * 86_400);
        let clock = Arc::new(FixedClock::at(begun));
        let shared: SharedClock = clock.clone();
        let ids = Ids::new(shared.clone(), entropy::chance()?);
        let casework = Casework::open(
            installation.database.clone(),
            installation.access.clone(),
            ids.clone(),
            shared,
            &installation.data,
        )?;
        Ok(Self { casework, clock, ids })
    }
}
