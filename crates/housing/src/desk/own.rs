//! What those who answer for a place read of it and do: they say that a hazard is put right, that they read a notice, and
//! what they think of a rating. Whether it is so is seen, and decided, by others.

use database::Via;

use crate::{
    AccountId, Actor, BuildingId, Error, EvidenceKind, Fixer, Hazard, HazardAct, HazardDeed,
    HazardId, HazardRefusal, Housing, NoticeAct, NoticeId, Place, Rating, RatingAct, RatingDeed,
    RatingId, Result,
    actor::missing,
    facts::How,
    notice::{Notice, NoticeDeed},
    own::{OwnPlace, gathered, is_for_them},
    stars::Lift,
    store,
};

/// Notices that are listed of the buildings of one account.
const MOST_NOTICES: u32 = 500;

impl Housing {
    /// What an account answers for, building by building, with what is open there that is theirs.
    pub async fn own_places(&self, account: AccountId) -> Result<Vec<OwnPlace>> {
        let via = Via::from(&self.database);
        let held = store::declarations::answered_for(via, account, self.clock.now()).await?;
        let mut places = gathered(held);
        let buildings: Vec<BuildingId> = places.keys().copied().collect();
        for hazard in store::hazards::open_among(via, &buildings).await? {
            let place = places.get_mut(&hazard.place.building);
            if let Some(place) = place.filter(|place| place.answers_for(hazard.place)) {
                place.hazards.push(hazard);
            }
        }
        for notice in store::notices::among(via, &buildings, MOST_NOTICES).await? {
            let at = notice.content.place;
            let place = places.get_mut(&at.building).filter(|_| is_for_them(&notice));
            if let Some(place) = place.filter(|place| place.answers_for(at)) {
                place.notices.push(notice);
            }
        }
        for rating in store::ratings::among(via, &buildings).await? {
            if let Some(place) = places.get_mut(&rating.building) {
                place.ratings.push(rating);
            }
        }
        Ok(places.into_values().collect())
    }

    /// What would lift a building one star.
    pub async fn lift_of(&self, building: BuildingId) -> Result<Lift> {
        let known = self.as_rated(building).await?;
        Ok(self.stars.lift(&known, self.catalogue, self.when()))
    }

    /// Refuses whoever does not answer for a place now: to them it is not there.
    pub(crate) async fn answers_for(
        &self,
        via: Via<'_>,
        account: AccountId,
        place: Place,
    ) -> Result<()> {
        let held = store::declarations::answered_for(via, account, self.clock.now()).await?;
        let here = gathered(held).remove(&place.building);
        let theirs = here.is_some_and(|here| here.answers_for(place));
        if theirs { Ok(()) } else { Err(Error::Missing) }
    }

    /// Whoever answers for a place says that a hazard there is put right, with a photo of it: somebody else sees whether it
    /// is.
    ///
    /// # Errors
    /// [`Error::Missing`] for whoever does not answer for the place; [`Error::Hazard`] without a photo, or where the rules
    /// refuse.
    pub async fn say_put_right(
        &self,
        hazard: HazardId,
        seen: u32,
        by: AccountId,
        how: How,
    ) -> Result<Hazard> {
        let (found, _) = self.hazard(hazard).await?.ok_or(Error::Missing)?;
        self.answers_for(Via::from(&self.database), by, found.place).await?;
        let lacks = missing(&[EvidenceKind::Photo], &how.evidence);
        if !lacks.is_empty() {
            return Err(HazardRefusal::Missing(lacks).into());
        }
        let deed = HazardDeed::SayFixed { fixer: Fixer::Account(by) };
        self.act(HazardAct { hazard, seen: Some(seen), deed, actor: Actor::Party(by), how }).await
    }

    /// Whoever answers for a place says that they read a notice.
    ///
    /// # Errors
    /// [`Error::Missing`] for whoever does not answer for the place, and of a notice that is for an office.
    pub async fn acknowledge(
        &self,
        notice: NoticeId,
        seen: u32,
        by: AccountId,
        how: How,
    ) -> Result<Notice> {
        let (found, _) = self.notice(notice).await?.ok_or(Error::Missing)?;
        self.answers_for(Via::from(&self.database), by, found.content.place).await?;
        if !is_for_them(&found) {
            return Err(Error::Missing);
        }
        self.act_on_notice(NoticeAct { notice, seen, deed: NoticeDeed::Acknowledge, by, how }).await
    }

    /// Whoever lets or runs a building replies to the draft of a rating.
    ///
    /// # Errors
    /// [`Error::Missing`] for whoever does not speak for the building; [`Error::Rating`] where the rules refuse.
    pub async fn reply(
        &self,
        rating: RatingId,
        seen: u32,
        by: AccountId,
        how: How,
    ) -> Result<Rating> {
        self.say_of_rating(rating, seen, RatingDeed::Reply, by, how).await
    }

    /// Whoever lets or runs a building appeals against its rating.
    ///
    /// # Errors
    /// As [`Housing::reply`].
    pub async fn appeal(
        &self,
        rating: RatingId,
        seen: u32,
        by: AccountId,
        how: How,
    ) -> Result<Rating> {
        self.say_of_rating(rating, seen, RatingDeed::Appeal, by, how).await
    }

    async fn say_of_rating(
        &self,
        rating: RatingId,
        seen: u32,
        deed: RatingDeed,
        by: AccountId,
        how: How,
    ) -> Result<Rating> {
        let (found, _) = self.rating(rating).await?.ok_or(Error::Missing)?;
        let place = Place { building: found.building, unit: None };
        self.answers_for(Via::from(&self.database), by, place).await?;
        let actor = Actor::Party(by);
        self.act_on_rating(RatingAct { rating, seen: Some(seen), deed, actor, how }).await
    }
}
