//! The working calendar that stands, for whoever else counts days by it.

use std::sync::{Arc, PoisonError, RwLock};

use crate::{Calendar, Casework, Catalogue, editions::Held};

/// The working calendar that stands now: that which the program carries, or that of the version that holds. Cheap to clone.
#[derive(Clone, Debug)]
pub struct StandingCalendar(Arc<RwLock<Held>>);

impl StandingCalendar {
    /// That which the program carries, and no other; the fault in words where it contradicts itself, which a test excludes.
    pub fn built_in() -> Result<Self, String> {
        Ok(Self(Arc::new(RwLock::new(Held::of(Catalogue::built_in()?)))))
    }

    /// The calendar as it stands now.
    #[must_use]
    pub fn now(&self) -> &'static Calendar {
        let standing = self.0.read().unwrap_or_else(PoisonError::into_inner).standing;
        &standing.calendar
    }
}

impl Casework {
    /// The working calendar, which follows the place's own versions as they are read ([`Self::refresh_catalogue`]).
    #[must_use]
    pub fn standing_calendar(&self) -> StandingCalendar {
        StandingCalendar(Arc::clone(&self.held))
    }
}
