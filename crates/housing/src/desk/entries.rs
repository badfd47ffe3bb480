//! Places that could not be entered: said of the place, and no inspection of it.

use std::collections::BTreeMap;

use database::UnitOfWork;
use kernel::{AreaPath, Day, Instant};

use crate::{
    AccountId, BuildingId, Error, Housing, Result, UnitId,
    campaign::Bar,
    desk::inspections::subject,
    facts::{At, Barred, BarredVisit, How, TryAgain},
    housing::{done_already, lane},
    plan::Attempts,
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
    /// When, by the clock of a device that tells of it later; now where not given.
    pub acted_at: Option<Instant>,
    /// The action.
    pub how: How,
}

/// An officer decides that a building that could not be entered is tried again.
#[derive(Clone, Debug)]
pub struct TryAgainFrom {
    /// The building.
    pub at: At,
    /// Since which day; today where not given.
    pub from: Option<Day>,
    /// Who decides.
    pub by: AccountId,
    /// The action; words are needed.
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
        let at = self.moment(new.acted_at);
        let of_day = at.day(self.calendar.offset_minutes) == on;
        let minute = of_day.then(|| self.second_of_day(at) / 60);
        let body = Barred { on, minute, bar: new.bar };
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

    /// Buildings of an area that could not be entered since they were inspected, or somebody decided, last.
    pub async fn attempts(&self, area: &AreaPath) -> Result<BTreeMap<BuildingId, Attempts>> {
        store::entries::attempts((&self.database).into(), area).await
    }

    /// Decides that a building that could not be entered is tried again, once: its attempts are counted anew.
    ///
    /// # Errors
    /// [`Error::NothingToDecide`] where nobody tried since it was inspected, or somebody decided, last; [`Error::Over`] for
    /// a day that is over, [`Error::TooFar`] for one that is further off than the rules allow.
    pub async fn try_again(&self, new: TryAgainFrom) -> Result<()> {
        let today = self.when().today;
        let from = new.from.unwrap_or(today);
        if from < today {
            return Err(Error::Over);
        }
        let days = self.plan.file.retry.longest_days;
        if from > today.plus_days(u64::from(days)) {
            return Err(Error::TooFar { days });
        }
        let this = self.clone();
        self.database
            .together(lane(new.at.place.building), move |unit| {
                Box::pin(async move { this.try_again_within(unit, new, from).await })
            })
            .await
    }

    async fn try_again_within(
        &self,
        unit: &mut UnitOfWork,
        new: TryAgainFrom,
        from: Day,
    ) -> Result<()> {
        let building = new.at.place.building;
        let words = Self::words(&new.how);
        if words.is_empty() {
            return Err(Error::NoWords);
        }
        store::buildings::ensure(unit, &new.at).await?;
        let subject = (store::actions::Subject::Building, building.to_bytes());
        if done_already(unit, new.how.id, Some(subject.1), "try_again").await?.is_some() {
            return Ok(());
        }
        let attempts = store::entries::attempts_at((&*unit).into(), building).await?;
        if attempts.tried.is_empty() {
            return Err(Error::NothingToDecide);
        }
        let record = New {
            id: new.how.id,
            subject,
            version: None,
            deed: "try_again",
            account: Some(new.by),
            at: self.clock.now(),
            body: &TryAgain { from },
            words: &words,
        };
        // The feed is not told, as it is not of the attempts.
        store::actions::record(unit, record).await
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
