//! Codes at doors: made for a building, replaced, withdrawn.

use database::UnitOfWork;

use crate::{
    AccountId, BuildingId, Error, Housing, Result, UnitId,
    code::DoorCode,
    facts::{At, How},
    housing::{done_already, lane},
    store::{
        self,
        actions::{New, Subject},
        codes::Held,
    },
};

/// What a code that was scanned is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scanned {
    /// It holds.
    Holds,
    /// Another took its place.
    Replaced,
    /// It was withdrawn, or none was ever made.
    Withdrawn,
}

impl Housing {
    /// Makes a code for every unit of a building that has none, once. How many were made.
    pub async fn make_codes(&self, at: At, by: AccountId, how: How) -> Result<u64> {
        let id = kernel::Id::from_bytes(at.place.building.to_bytes());
        let rooms = self.register.rooms(id).await?;
        let units = rooms.iter().map(|room| UnitId::from_bytes(room.id.to_bytes())).collect();
        let this = self.clone();
        self.database
            .together(lane(at.place.building), move |unit| {
                Box::pin(async move { this.make_within(unit, &at, units, by, &how).await })
            })
            .await
    }

    async fn make_within(
        &self,
        unit: &mut UnitOfWork,
        at: &At,
        units: Vec<UnitId>,
        by: AccountId,
        how: &How,
    ) -> Result<u64> {
        let (building, now) = (at.place.building, self.clock.now());
        store::buildings::ensure(unit, at).await?;
        let subject = building.to_bytes();
        if done_already(unit, how.id, Some(subject), "make_codes").await?.is_some() {
            return Ok(0);
        }
        let held = store::codes::of((&*unit).into(), building).await?;
        let lacks = |one: &UnitId| !held.iter().any(|held| held.unit == *one);
        let new: Vec<Held> = units
            .into_iter()
            .filter(lacks)
            .map(|unit| Held { unit, number: 1, withdrawn: false, since: now })
            .collect();
        store::codes::put(unit, building, &new).await?;
        let record = New {
            id: how.id,
            subject: (Subject::Building, subject),
            version: None,
            deed: "make_codes",
            account: Some(by),
            at: now,
            body: &serde_json::json!({ "made": new.len() }),
            words: &Self::words(how),
        };
        store::actions::record(unit, record).await?;
        Ok(new.len() as u64)
    }

    /// Replaces the code of a unit, so that the one before holds no more; or withdraws it. Once; words are needed.
    pub async fn replace_code(
        &self,
        at: At,
        withdraw: bool,
        by: AccountId,
        how: How,
    ) -> Result<Held> {
        let this = self.clone();
        self.database
            .together(lane(at.place.building), move |unit| {
                Box::pin(async move { this.replace_within(unit, &at, withdraw, by, &how).await })
            })
            .await
    }

    async fn replace_within(
        &self,
        unit: &mut UnitOfWork,
        at: &At,
        withdraw: bool,
        by: AccountId,
        how: &How,
    ) -> Result<Held> {
        let dwelling = at.place.unit.ok_or(Error::Missing)?;
        let words = Self::words(how);
        if words.is_empty() {
            return Err(Error::NoWords);
        }
        store::buildings::ensure(unit, at).await?;
        let held = store::codes::find((&*unit).into(), dwelling).await?.ok_or(Error::Missing)?;
        let (subject, now) = (dwelling.to_bytes(), self.clock.now());
        let deed = if withdraw { "withdraw_code" } else { "replace_code" };
        if done_already(unit, how.id, Some(subject), deed).await?.is_some() {
            return Ok(held);
        }
        if withdraw && held.withdrawn {
            return Err(Error::Already);
        }
        let number = if withdraw { held.number } else { held.number.saturating_add(1) };
        let next = Held { number, withdrawn: withdraw, since: now, ..held };
        store::codes::put(unit, at.place.building, &[next]).await?;
        let record = New {
            id: how.id,
            subject: (Subject::Unit, subject),
            version: None,
            deed,
            account: Some(by),
            at: now,
            body: &serde_json::json!({ "number": number }),
            words: &words,
        };
        store::actions::record(unit, record).await?;
        Ok(next)
    }

    /// The codes of a building's units.
    pub async fn codes(&self, building: BuildingId) -> Result<Vec<Held>> {
        store::codes::of((&self.database).into(), building).await
    }

    /// What a code of this installation is worth now.
    pub async fn scanned(&self, code: DoorCode) -> Result<Scanned> {
        let held = store::codes::find((&self.database).into(), code.unit).await?;
        Ok(match held {
            Some(held) if held.number != code.number => Scanned::Replaced,
            Some(held) if !held.withdrawn => Scanned::Holds,
            _ => Scanned::Withdrawn,
        })
    }
}
