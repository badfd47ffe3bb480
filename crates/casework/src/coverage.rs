//! Which places were visited, of whatever occasion: things and areas. Who went there is not read.

use kernel::{AreaPath, Day, Instant};

use crate::{Casework, Result, store};

/// Visits to one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visited {
    /// The area it lies in.
    pub area: AreaPath,
    /// The building of the register, where it is at one: the id's bytes.
    pub building: Option<[u8; 16]>,
    /// How many.
    pub visits: u64,
    /// The day of the last, in the place's zone.
    pub last_on: Day,
}

impl Casework {
    /// Places of an area that somebody visited in a time: where a case was looked at on the spot, and where micro-events
    /// were found. By area and building, in no order of merit.
    pub async fn visits(
        &self,
        area: &AreaPath,
        from: Instant,
        to: Instant,
    ) -> Result<Vec<Visited>> {
        let offset = self.catalogue().calendar.offset_minutes;
        store::coverage::visits(&self.database, area, from, to, offset).await
    }
}
