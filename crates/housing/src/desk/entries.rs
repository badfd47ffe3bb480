//! Places that could not be entered: said of the place, and no inspection of it.

use database::UnitOfWork;
use kernel::Day;

use crate::{
    AccountId, BuildingId, Error, Housing, Result, UnitId,
    campaign::Bar,
    desk::inspections::subject,
    facts::{At, Barred, BarredVisit, How},
    housing::{done_already, lane},
    store::{self, actions::New},
};

/// Somebody went to inspect and could not enter.
#[derive(Clone, Debug)]
pub struct NoEntry {
    /// The building, or the unit.
    pub at: At,
    /// On which day; today where not given.
    pub on: Option<Day>,
    /// Why.
    pub bar: Bar,
    /// Who went.
    pub by: AccountId,
    /// The action.
    pub how: How,
}

impl Housing {
    /// Takes down that a place could not be entered, once. It counts as no inspection: the place stays due. Targets of
    /// campaigns there that were given to whoever went say so too.
    ///
    /// # Errors
    /// [`Error::NotYet`] for a day to come.
    pub async fn no_entry(&self, new: NoEntry) -> Result<()> {
        let today = self.when().today;
        let on = new.on.unwrap_or(today);
        if on > today {
            return Err(Error::NotYet);
        }
        let this = self.clone();
        self.database
            .together(lane(new.at.place.building), move |unit| {
                Box::pin(async move { this.no_entry_within(unit, new, on).await })
            })
            .await
    }

    async fn no_entry_within(&self, unit: &mut UnitOfWork, new: NoEntry, on: Day) -> Result<()> {
        let (place, now) = (new.at.place, self.clock.now());
        store::buildings::ensure(unit, &new.at).await?;
        let subject = subject(&new.at);
        if done_already(unit, new.how.id, Some(subject.1), "no_entry").await?.is_some() {
            return Ok(());
        }
        let words = Self::words(&new.how);
        let body = Barred { on, bar: new.bar };
        let record = New {
            id: new.how.id,
            subject,
            version: None,
            deed: "no_entry",
            account: Some(new.by),
            at: now,
            body: &body,
            words: &words,
        };
        store::actions::record(unit, record).await?;
        let why = (new.bar, on);
        store::campaigns::targets::bar_own(unit, subject.1, new.by, why).await?;
        // The feed is not told: it is kept for good, and this is not.
        self.redraw(unit, place, &new.at.area, now).await
    }

    /// Visits to a building and its units, or to one unit, that could not be entered, the last first.
    pub async fn barred_visits(
        &self,
        building: BuildingId,
        of: Option<UnitId>,
    ) -> Result<Vec<BarredVisit>> {
        store::entries::barred((&self.database).into(), building, of).await
    }
}
