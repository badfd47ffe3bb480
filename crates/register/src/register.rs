//! The handle that everything else hangs on.

use crate::Result;
use crate::store::one;
use database::Database;
use kernel::{Ids, SharedClock};

/// The register of one installation; cheap to clone.
#[derive(Clone)]
pub struct Register {
    pub(crate) database: Database,
    pub(crate) ids: Ids,
    pub(crate) clock: SharedClock,
}

impl Register {
    /// The register in a migrated database.
    #[must_use]
    pub fn new(database: Database, ids: Ids, clock: SharedClock) -> Self {
        Self { database, ids, clock }
    }

    /// Its version: grows by one with every change that became visible.
    pub async fn version(&self) -> Result<i64> {
        let row = one(
            &self.database,
            "read the register's version",
            "SELECT version FROM register_head",
            [],
        )
        .await?;
        row.map_or(Ok(0), |row| row.get("version"))
    }

    /// Today in UTC, for valid time.
    pub(crate) fn today(&self) -> String {
        let days = self.clock.now().micros().div_euclid(86_400_000_000);
        kernel::Day::from_epoch_days(i32::try_from(days).unwrap_or_default()).to_string()
    }
}
