//! Who is on duty, and where they were last: for whom a case is near.
//!
//! Going on duty and off is a recorded action. A position is not: recorded, it would be a trail. The last one alone is
//! kept, it takes the place of the one before, and it goes when its owner goes off duty or has not sent another for a
//! quarter of an hour. Nobody is shown it; what follows from it is a time on foot.

use std::sync::Arc;

use access::Account;
use kernel::{AreaPath, Id, Instant, Point4326};
use register::Register;

use crate::{
    Case, Casework, Deed, Error, Refusal, Result,
    dispatch::{Able, Network, Suggestion, around, is_sure, is_walked, nearest_first, suggest},
    store::{
        self,
        duty::{self, Among},
    },
};

/// A position is good for so long, seconds.
pub(crate) const POSITION_GOOD_S: i64 = 15 * 60;
/// Who was not heard of for so long is off duty, seconds.
const SILENT_S: i64 = 12 * 3_600;
/// Those who are this near are read first, metres: half an hour on foot.
const AROUND_M: f64 = 2_500.0;
/// How many of the nearest are looked at first.
const NEAREST: usize = 128;
/// How many are asked one after the other before a person looks again.
const MOST_ASKED: usize = 5;

/// Somebody on duty.
#[derive(Clone, Debug, PartialEq)]
pub struct OnDuty {
    /// Who.
    pub account: Id<Account>,
    /// For which area.
    pub area: AreaPath,
    /// Since when.
    pub since: Instant,
    /// When they were last heard of.
    pub heard_at: Instant,
    /// Where they were last, and when: for them alone.
    pub position: Option<(Point4326, Instant)>,
}

/// Somebody on duty as others see it: no position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Colleague {
    /// Who.
    pub account: Id<Account>,
    /// For which area.
    pub area: AreaPath,
    /// Since when.
    pub since: Instant,
    /// When their position was last sent, where it is still good.
    pub position_at: Option<Instant>,
    /// Offices they work for.
    pub offices: Vec<String>,
    /// Open cases they have.
    pub open: u64,
}

impl Casework {
    /// Goes on duty for an area: one recorded action. Who is on duty already stays so, for the area given now.
    pub async fn begin_duty(&self, account: Id<Account>, area: &AreaPath) -> Result<OnDuty> {
        let now = self.clock.now();
        let mut unit = self.database.begin().await?;
        duty::begin(&mut unit, account, area, now).await?;
        let action = database::Action {
            kind: "casework.begin_duty",
            account: Some(account.to_bytes()),
            subject: format!("account:{account}"),
            reason: String::new(),
            detail: serde_json::json!({ "area": area }).to_string(),
        };
        unit.record(&action, &self.ids, &*self.clock).await?;
        unit.commit().await?;
        self.duty_of(account).await?.ok_or(Error::OffDuty)
    }

    /// Still on duty, and perhaps here: the last position alone is kept, to about ten metres.
    ///
    /// # Errors
    /// [`Error::OffDuty`] where they are not on duty: a position that comes late is not kept.
    pub async fn stay_on_duty(
        &self,
        account: Id<Account>,
        at: Option<Point4326>,
    ) -> Result<OnDuty> {
        let now = self.clock.now();
        let at = at.map(coarse);
        let bytes = account.to_bytes();
        let lane = bytes[8..].iter().fold(0, |sum: u64, byte| sum << 8 | u64::from(*byte));
        self.database
            .together::<_, Error, _>(lane, move |unit| {
                Box::pin(async move { duty::stay(unit, account, at, now).await })
            })
            .await?;
        self.duty_of(account).await?.ok_or(Error::OffDuty)
    }

    /// Goes off duty: one recorded action; the position is gone with it. Nothing happens to who is off duty already.
    pub async fn end_duty(&self, account: Id<Account>) -> Result<()> {
        let mut unit = self.database.begin().await?;
        if duty::end(&mut unit, account).await? {
            let action = database::Action {
                kind: "casework.end_duty",
                account: Some(account.to_bytes()),
                subject: format!("account:{account}"),
                reason: String::new(),
                detail: "{}".to_owned(),
            };
            unit.record(&action, &self.ids, &*self.clock).await?;
        }
        Ok(unit.commit().await?)
    }

    /// Whether an account is on duty, and what is known of it; where it is, for itself alone.
    pub async fn duty_of(&self, account: Id<Account>) -> Result<Option<OnDuty>> {
        let good_from = self.clock.now().plus_seconds(-POSITION_GOOD_S);
        duty::find(&self.database, account, good_from).await
    }

    /// Who is on duty within an area, in the order they came; `limit` of them.
    pub async fn on_duty(&self, area: &AreaPath, limit: u32) -> Result<Vec<Colleague>> {
        let good_from = self.clock.now().plus_seconds(-POSITION_GOOD_S);
        duty::within_area(&self.database, area, good_from, limit).await
    }

    /// Everybody on duty within an area or for one that holds it, and for which, in the order they came.
    pub async fn duty_areas(&self, area: &AreaPath) -> Result<Vec<(Id<Account>, AreaPath)>> {
        duty::areas(&self.database, area).await
    }

    /// How many are on duty within an area.
    pub async fn count_on_duty(&self, area: &AreaPath) -> Result<u64> {
        duty::count(&self.database, area).await
    }

    /// The accounts on duty within an area, without `but`: whom a broadcast reaches.
    pub async fn accounts_on_duty(
        &self,
        area: &AreaPath,
        but: Id<Account>,
    ) -> Result<Vec<Id<Account>>> {
        duty::accounts(&self.database, area, but).await
    }

    /// Who could be asked to take a case, the first first: of the office that has it and on duty for its place, without
    /// who has it and who was asked already.
    pub async fn near(&self, case: &Case, wanted: usize) -> Result<Vec<Suggestion>> {
        let network = self.network().await?;
        let Some(from) = case.place.point else {
            let mut able = self.able(case, Among::All).await?;
            self.count_open(&mut able).await?;
            return Ok(suggest(&network, None, &able, wanted));
        };
        // Where thousands are on duty those around the place mostly suffice.
        if let Some(here) = around(from, AROUND_M) {
            let able = self.able(case, Among::Within(here)).await?;
            if able.len() >= wanted
                && let Some(found) = self.nearest(&network, from, &able, wanted, AROUND_M).await?
            {
                return Ok(found);
            }
        }
        let able = self.able(case, Among::All).await?;
        let found = self.nearest(&network, from, &able, wanted, f64::INFINITY).await?;
        Ok(found.unwrap_or_default())
    }

    /// Who of these is able to take a case.
    async fn able(&self, case: &Case, among: Among) -> Result<Vec<Able>> {
        let good_from = self.clock.now().plus_seconds(-POSITION_GOOD_S);
        let (office, area) = (&case.office, &case.place.area);
        let mut able = duty::able(&self.database, office, area, among, good_from).await?;
        able.retain(|one| case.officer != Some(one.account) && !case.asked.contains(&one.account));
        Ok(able)
    }

    /// The first of those who are able, all that are nearer than `beyond_m` among them; nothing where somebody beyond could
    /// come among the first.
    async fn nearest(
        &self,
        network: &Network,
        from: Point4326,
        able: &[Able],
        wanted: usize,
        beyond_m: f64,
    ) -> Result<Option<Vec<Suggestion>>> {
        let order = nearest_first(from, able);
        let mut upto = NEAREST.min(order.len());
        loop {
            let mut part: Vec<Able> =
                order.iter().take(upto).filter_map(|(_, n)| able.get(*n).cloned()).collect();
            self.count_open(&mut part).await?;
            let found = suggest(network, Some(from), &part, wanted);
            let next_m = order.get(upto).map_or(beyond_m, |(next_m, _)| next_m.min(beyond_m));
            if is_sure(&found, wanted, next_m) {
                return Ok(Some(found));
            }
            if upto == order.len() {
                return Ok(beyond_m.is_infinite().then_some(found));
            }
            upto = (upto * 4).min(order.len());
        }
    }

    async fn count_open(&self, able: &mut [Able]) -> Result<()> {
        let accounts: Vec<Id<Account>> = able.iter().map(|one| one.account).collect();
        let open = duty::open_cases(&self.database, &accounts).await?;
        for one in able {
            one.open = open.get(&one.account).copied().unwrap_or(0);
        }
        Ok(())
    }

    /// The roads of the register as a network, made anew when the register has changed.
    pub async fn network(&self) -> Result<Arc<Network>> {
        let register = Register::new(self.database.clone(), self.ids.clone(), self.clock.clone());
        let version = register.version().await?;
        let mut held = self.roads.lock().await;
        if let Some((_, network)) = held.as_ref().filter(|(at, _)| *at == version) {
            return Ok(Arc::clone(network));
        }
        let ways = register.ways().await?;
        let made = tokio::task::spawn_blocking(move || {
            let walked = ways.into_iter().filter(|way| is_walked(&way.class));
            let lines: Vec<Vec<Point4326>> = walked.flat_map(|way| way.lines).collect();
            Network::of(&lines)
        });
        let network = Arc::new(made.await.map_err(Error::Network)?);
        *held = Some((version, Arc::clone(&network)));
        Ok(network)
    }

    /// Whether somebody may be offered a case: on duty there, and of the office that has it.
    pub(crate) async fn weigh_offer(&self, case: &Case, officer: Id<Account>) -> Result<()> {
        let good_from = self.clock.now().plus_seconds(-POSITION_GOOD_S);
        let (office, area) = (&case.office, &case.place.area);
        let able = duty::able(&self.database, office, area, Among::One(officer), good_from).await?;
        if able.is_empty() { Err(Refusal::NotAble.into()) } else { Ok(()) }
    }

    /// Offers that nobody answered in time, and who is asked next. How much was done.
    pub(crate) async fn tick_offers(&self, limit: u32) -> Result<u64> {
        let now = self.clock.now();
        let mut done = 0;
        for case in store::list::offers_due(&self.database, now, limit).await? {
            if case.offered.is_some() {
                done += u64::from(self.by_itself(&case, Deed::Lapse).await?);
            }
        }
        for case in store::list::offers_due(&self.database, now, limit).await? {
            if case.offered.is_none() {
                let next = if case.asked.len() < MOST_ASKED {
                    self.near(&case, 1).await?.into_iter().find(|one| one.walk.is_some())
                } else {
                    None
                };
                let deed = next.map_or(Deed::NobodyNear, |one| Deed::Offer {
                    officer: one.account,
                    then_next: true,
                });
                done += u64::from(self.by_itself(&case, deed).await?);
            }
        }
        Ok(done)
    }

    /// Forgets positions that are no longer good, and sends off duty whoever was not heard of. How many went.
    pub async fn sweep_duty(&self) -> Result<u64> {
        let now = self.clock.now();
        let mut unit = self.database.begin().await?;
        let stale = duty::forget_positions(&mut unit, now.plus_seconds(-POSITION_GOOD_S)).await?;
        let gone = duty::end_silent(&mut unit, now.plus_seconds(-SILENT_S)).await?;
        for account in &gone {
            let action = database::Action {
                kind: "casework.end_duty",
                account: None,
                subject: format!("account:{account}"),
                reason: String::new(),
                detail: serde_json::json!({ "silent_s": SILENT_S }).to_string(),
            };
            unit.record(&action, &self.ids, &*self.clock).await?;
        }
        unit.commit().await?;
        Ok(stale + gone.len() as u64)
    }
}

/// To four places: about ten metres.
fn coarse(at: Point4326) -> Point4326 {
    let round = |degrees: f64| (degrees * 10_000.0).round() / 10_000.0;
    Point4326 { lon: round(at.lon), lat: round(at.lat) }
}
