//! Break-glass: people of an area, for a limited time, on the word of whoever
//! opens it; every read on the log as such, and reviewed by somebody else.

use kernel::{AreaPath, Entity, Id, Instant};

use crate::{
    Access, Account, Action, Basis, Error, Grant, Keeper, Principal, Resource,
    store::emergencies as store,
};

/// Marks the ids of emergencies.
#[derive(Clone, Copy, Debug)]
pub struct EmergencyMark;
impl Entity for EmergencyMark {
    const NAME: &'static str = "emergency";
}

/// An emergency that somebody opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Emergency {
    /// Its id.
    pub id: Id<EmergencyMark>,
    /// Who opened it.
    pub account: Id<Account>,
    /// Their login.
    pub login: String,
    /// Where.
    pub area: AreaPath,
    /// Why, in their words.
    pub reason: String,
    /// Since when.
    pub opened_at: Instant,
    /// Until when.
    pub ends_at: Instant,
    /// What came of the review; `None` until there was one.
    pub review: Option<Review>,
}

/// What a reviewer found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// Who.
    pub reviewer: Id<Account>,
    /// When.
    pub reviewed_at: Instant,
    /// Whether it was proper.
    pub proper: bool,
    /// Why.
    pub note: String,
}

/// An emergency lasts this long, seconds.
const LASTS_S: i64 = 3_600;
/// Emergencies on a page.
const LISTED: u32 = 200;

impl Access {
    /// Opens an emergency in `area` for an hour. Grants on the ground of
    /// [`Basis::Emergency`] hold while it lasts.
    pub async fn open_emergency(
        &self,
        principal: &Principal,
        area: &AreaPath,
        reason: &str,
    ) -> Result<Emergency, Error> {
        let action = Action::EmergencyOpen;
        self.authorize(principal, action, &Resource::within(area.clone()))?;
        if !Basis::Reason(reason.to_owned()).is_stated() {
            return Err(Error::NoBasis { action });
        }
        let now = self.now();
        let emergency = Emergency {
            id: self.ids.next(),
            account: principal.account,
            login: principal.login.clone(),
            area: area.clone(),
            reason: reason.trim().to_owned(),
            opened_at: now,
            ends_at: now.plus_seconds(LASTS_S),
            review: None,
        };
        let mut unit = self.database.begin().await?;
        store::insert(&mut unit, &emergency).await?;
        let subject = format!("emergency:{}", emergency.id);
        self.record_of(&mut unit, "emergency.open", Keeper::Account(principal), subject).await?;
        unit.commit().await?;
        tracing::warn!(emergency = %emergency.id, area = %area, "an emergency was opened");
        Ok(emergency)
    }

    /// Ends an emergency of one's own before its time.
    pub async fn close_emergency(
        &self,
        principal: &Principal,
        id: Id<EmergencyMark>,
    ) -> Result<bool, Error> {
        let mut unit = self.database.begin().await?;
        if !store::close(&mut unit, id, principal.account, self.now()).await? {
            return Ok(false);
        }
        let subject = format!("emergency:{id}");
        self.record_of(&mut unit, "emergency.close", Keeper::Account(principal), subject).await?;
        unit.commit().await?;
        Ok(true)
    }

    /// One's own emergencies; for reviewers those of everybody, of which the
    /// unreviewed come first.
    pub async fn emergencies(&self, principal: &Principal) -> Result<Vec<Emergency>, Error> {
        let whole = Resource::within(AreaPath::whole());
        let reviews = self.authorize(principal, Action::EmergencyReview, &whole).is_ok();
        let of = (!reviews).then_some(principal.account);
        store::list(&self.database, of, LISTED).await
    }

    /// Says whether an emergency was proper. Whoever opened it does not.
    pub async fn review_emergency(
        &self,
        principal: &Principal,
        id: Id<EmergencyMark>,
        proper: bool,
        note: &str,
    ) -> Result<(), Error> {
        let action = Action::EmergencyReview;
        self.authorize(principal, action, &Resource::within(AreaPath::whole()))?;
        if !Basis::Reason(note.to_owned()).is_stated() {
            return Err(Error::NoBasis { action });
        }
        let review = Review {
            reviewer: principal.account,
            reviewed_at: self.now(),
            proper,
            note: note.trim().to_owned(),
        };
        let mut unit = self.database.begin().await?;
        if !store::review(&mut unit, id, &review).await? {
            return Err(Error::NotReviewable);
        }
        let subject = format!("emergency:{id}");
        self.record_of(&mut unit, "emergency.review", Keeper::Account(principal), subject).await?;
        Ok(unit.commit().await?)
    }

    /// Refuses unless the emergency lasts, is the reader's own, and covers the grant.
    pub(crate) async fn covered_by_emergency(
        &self,
        id: Id<EmergencyMark>,
        grant: &Grant,
    ) -> Result<(), Error> {
        let found = store::find(&self.database, id).await?.ok_or(Error::NoEmergency)?;
        let now = self.now();
        let lasts = found.opened_at <= now && now < found.ends_at;
        let covers = found.account == grant.account && found.area.contains(grant.area());
        (lasts && covers).then_some(()).ok_or(Error::NoEmergency)
    }
}
