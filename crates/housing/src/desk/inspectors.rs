//! How inspectors work where a plan says nothing else: set by whoever plans, read for plans.

use std::collections::BTreeMap;

use kernel::{AreaPath, Day};

use crate::{
    AccountId, ActionId, BuildingId, Error, Housing, Result,
    housing::done_already,
    plan::{KeptProfile, Profile, UsualDay},
    store::{
        self,
        actions::{New, Subject},
    },
};

/// A profile to be set.
#[derive(Clone, Debug)]
pub struct SetProfile {
    /// The action.
    pub id: ActionId,
    /// Whose.
    pub account: AccountId,
    /// The version that whoever sets it saw; 0 where there is none yet.
    pub seen: u32,
    /// What it says.
    pub profile: Profile,
    /// Who sets it.
    pub by: AccountId,
}

impl Housing {
    /// The profiles of these inspectors, of those who have one.
    pub async fn profiles(
        &self,
        accounts: &[AccountId],
    ) -> Result<BTreeMap<AccountId, KeptProfile>> {
        let found = store::inspectors::of((&self.database).into(), accounts).await?;
        Ok(found.into_iter().map(|kept| (kept.account, kept)).collect())
    }

    /// Buildings of an area that rounds may set out from.
    pub async fn stations(&self, area: &AreaPath) -> Result<Vec<BuildingId>> {
        store::inspectors::stations((&self.database).into(), self.plan, area).await
    }

    /// How these inspectors work on a day: as their profiles say, else as the rules have it.
    pub async fn usual_days(
        &self,
        accounts: &[AccountId],
        on: Day,
    ) -> Result<BTreeMap<AccountId, UsualDay>> {
        let profiles = self.profiles(accounts).await?;
        let stations: Vec<BuildingId> =
            profiles.values().filter_map(|kept| kept.profile.start).collect();
        // A station that the register has in another use by now is none.
        let places =
            store::inspectors::places((&self.database).into(), self.plan, &stations).await?;
        let day = |account: &AccountId| {
            let profile = profiles.get(account).map(|kept| &kept.profile);
            let start = profile.and_then(|one| one.start).and_then(|id| places.get(&id).copied());
            (*account, UsualDay::of(self.plan, *account, profile, start, on))
        };
        Ok(accounts.iter().map(day).collect())
    }

    /// Sets how an inspector works, once.
    ///
    /// # Errors
    /// [`Error::NoHours`] for hours or breaks that are none, [`Error::NoStation`] for a place to set out from that is no
    /// station, [`Error::Conflict`] where somebody set it since.
    pub async fn set_profile(&self, new: SetProfile) -> Result<KeptProfile> {
        let profile = new.profile.tidy()?;
        let subject = new.account.to_bytes();
        let mut unit = self.database.begin().await?;
        let before = store::inspectors::of((&unit).into(), &[new.account]).await?.pop();
        if done_already(&unit, new.id, Some(subject), "set_profile").await?.is_some() {
            return before.ok_or(Error::Missing);
        }
        let stations: Vec<BuildingId> = profile.start.into_iter().collect();
        let places = store::inspectors::places((&unit).into(), self.plan, &stations).await?;
        if places.len() < stations.len() {
            return Err(Error::NoStation);
        }
        let version = before.map_or(0, |kept| kept.version);
        if version != new.seen {
            return Err(Error::Conflict { version });
        }
        let kept = KeptProfile {
            account: new.account,
            version: version.saturating_add(1),
            set_at: self.clock.now(),
            set_by: new.by,
            profile,
        };
        if !store::inspectors::set(&mut unit, &kept).await? {
            return Err(Error::Conflict { version: kept.version });
        }
        // What it says is on the row alone, so that it is gone with it.
        let record = New {
            id: new.id,
            subject: (Subject::Inspector, subject),
            version: None,
            deed: "set_profile",
            account: Some(new.by),
            at: kept.set_at,
            body: &serde_json::json!({ "version": kept.version }),
            words: "",
        };
        store::actions::record(&mut unit, record).await?;
        // The feed is not told: it is kept for good, and this is not.
        unit.commit().await?;
        Ok(kept)
    }
}
