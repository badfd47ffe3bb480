//! Plans of inspections: made, made again during the day, followed.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use casework::dispatch::Network;
use database::UnitOfWork;
use kernel::{AreaPath, Chance, Day, Instant, Point4326};

use super::risk::Known;
use crate::{
    AccountId, ActionId, BuildingId, Error, Housing, PlanId, Result,
    facts::At,
    housing::done_already,
    plan::{
        Away, Candidate, Inspector, MOST_CREW, Plan, PlanBody, PlanVisit, ToVisit, bits, choose,
        lay,
        routes::{Rounds, Task, solve},
    },
    stars::When,
    store::{
        self,
        actions::{New, Subject},
        candidates::Which,
    },
};

/// Buildings of one plan's area at the most.
const MOST_CANDIDATES: u32 = 30_000;
/// Attempts to better the rounds, for each visit; at the least and at the most.
const EFFORT: (usize, usize, usize) = (150, 1_000, 150_000);

/// A plan to be made, or made again.
#[derive(Clone, Debug)]
pub struct PlanFor {
    /// The action.
    pub id: ActionId,
    /// Of which area.
    pub area: AreaPath,
    /// For which day.
    pub on: Day,
    /// The version that whoever asks saw; 0 where there is none yet.
    pub seen: u32,
    /// Who goes.
    pub crew: Vec<Inspector>,
    /// Where rounds begin and end of whoever has no start of their own; the middle of what is visited where not given.
    pub start: Option<Point4326>,
    /// Who asks.
    pub by: AccountId,
    /// The roads.
    pub network: Arc<Network>,
}

impl Housing {
    /// The plan of an area for a day.
    pub async fn plan_of(&self, area: &AreaPath, on: Day) -> Result<Option<Plan>> {
        store::plans::of_day((&self.database).into(), area, on).await
    }

    /// A plan by its id.
    pub async fn plan_by_id(&self, plan: PlanId) -> Result<Option<Plan>> {
        store::plans::find((&self.database).into(), plan).await
    }

    /// Inspectors who are in a round of another area's plan on a day.
    pub async fn busy(&self, area: &AreaPath, on: Day) -> Result<BTreeSet<AccountId>> {
        store::plans::busy((&self.database).into(), on, area).await
    }

    /// An inspector's visits of a day, in the order of their round.
    pub async fn round_of(&self, inspector: AccountId, on: Day) -> Result<Vec<PlanVisit>> {
        store::plans::round((&self.database).into(), inspector, on).await
    }

    /// A page of what is due in an area on a day, each with its risk, and how many there are. What is most overdue is first.
    pub async fn due(
        &self,
        area: &AreaPath,
        on: Day,
        skip: u64,
        limit: u32,
    ) -> Result<(Vec<(Candidate, Option<f64>)>, u64)> {
        let now = self.clock.now();
        let which = Which { area: area.clone(), due: Some((on, now)), skip, limit };
        let (database, rules, tiers) = (&self.database, self.plan, self.tiers);
        let total = store::candidates::how_many(database, &which, rules, tiers).await?;
        let found = store::candidates::list(database, &which, rules, tiers).await?;
        let found = self.with_attempts(found, area).await?;
        let model = store::risk::last(database).await?;
        Ok((self.with_risk(found, model.as_ref(), on).await?, total))
    }

    /// Notes that a lead about a building was sent on, on which day, which makes it due until it is inspected; or that none
    /// asks for it any more. The same again changes nothing. What the lead is of is not kept.
    pub async fn ask_inspection(&self, at: &At, asked_on: Option<Day>) -> Result<()> {
        let mut unit = self.database.begin().await?;
        if asked_on.is_some() {
            store::buildings::ensure(&mut unit, at).await?;
        }
        store::buildings::ask(&mut unit, at.place.building, asked_on).await?;
        Ok(unit.commit().await?)
    }

    /// Since which day a lead asks for an inspection of these buildings; those where none does are left out.
    pub async fn inspections_asked(
        &self,
        buildings: &[BuildingId],
    ) -> Result<BTreeMap<BuildingId, Day>> {
        store::buildings::asked(&self.database, buildings).await
    }

    /// Makes a plan, once; or makes it again: what is done or begun stays, the rest is laid out from now and from where
    /// everybody is.
    ///
    /// # Errors
    /// [`Error::Conflict`] where it is at another version than whoever asks saw.
    pub async fn plan(&self, new: PlanFor) -> Result<Plan> {
        let when = self.when();
        if new.on < when.today {
            return Err(Error::Over);
        }
        let accounts: BTreeSet<AccountId> = new.crew.iter().map(|one| one.account).collect();
        if new.crew.is_empty() || new.crew.len() > MOST_CREW || accounts.len() < new.crew.len() {
            return Err(Error::NoCrew);
        }
        new.crew.iter().try_for_each(Inspector::check)?;
        // Nobody goes two rounds on one day.
        if !self.busy(&new.area, new.on).await?.is_disjoint(&accounts) {
            return Err(Error::NoCrew);
        }
        let before = self.plan_of(&new.area, new.on).await?;
        if let Some((of, _)) = store::actions::done((&self.database).into(), new.id).await? {
            let same = before.filter(|plan| plan.id.to_bytes() == of);
            return same.ok_or(Error::ActionTaken);
        }
        let version = before.as_ref().map_or(0, |plan| plan.version);
        if version != new.seen {
            return Err(Error::Conflict { version });
        }
        let which =
            Which { area: new.area.clone(), due: None, skip: 0, limit: MOST_CANDIDATES + 1 };
        let found = store::candidates::list(&self.database, &which, self.plan, self.tiers).await?;
        if found.len() > MOST_CANDIDATES as usize {
            return Err(Error::TooLarge);
        }
        let found = self.with_attempts(found, &new.area).await?;
        let plan = match before {
            None => self.first(&new, found, when).await?,
            Some(before) => self.again(&new, before, &found, when).await?,
        };
        self.keep_plan(&new, plan, when.now).await
    }

    /// Buildings of an area with the attempts at which nobody could enter.
    async fn with_attempts(
        &self,
        mut found: Vec<Candidate>,
        area: &AreaPath,
    ) -> Result<Vec<Candidate>> {
        let mut attempts = store::entries::attempts((&self.database).into(), area).await?;
        for one in &mut found {
            one.attempts = attempts.remove(&one.building).unwrap_or_default();
        }
        Ok(found)
    }

    async fn first(&self, new: &PlanFor, found: Vec<Candidate>, when: When) -> Result<Plan> {
        let model = self.model(when).await?;
        let all = self.with_risk(found, model.as_ref(), new.on).await?;
        let id: PlanId = self.ids.next();
        let seed = seed(id);
        // What will be overdue on that day is not known yet: what is now, counts.
        let rules = (self.plan, self.tiers);
        let due = |(one, _): &&Known| one.why(rules.0, rules.1, new.on, when.now).is_some();
        let chosen = choose(rules, (new.on, when.now), &all, &new.crew, &mut Chance::seeded(seed));
        let points = chosen.iter().filter_map(|one| all[one.number].0.point);
        let start = new.start.or_else(|| middle(points)).ok_or(Error::NothingToVisit)?;
        let visit = |one: &crate::plan::Chosen| {
            let (candidate, risk) = &all[one.number];
            let kind = self.plan.visit(&candidate.built.use_class);
            PlanVisit {
                id: self.ids.next(),
                building: candidate.building,
                inspector: None,
                place: None,
                begins_s: None,
                travel_s: None,
                kind: kind.map(|kind| kind.id.clone()).unwrap_or_default(),
                minutes: kind.map_or(0, |kind| kind.minutes),
                begun_at: None,
                found: None,
                barred: None,
                why: one.why,
                risk: *risk,
                left: None,
            }
        };
        let body = PlanBody {
            rules: self.plan.file.version,
            seed,
            model: model.map(|model| model.fitted_on),
            crew: new.crew.clone(),
            start,
            due: all.iter().filter(due).count() as u64,
            pool: all.iter().filter(|(one, _)| one.point.is_some()).count() as u64,
            unplaced: all.iter().filter(|(one, _)| one.point.is_none()).count() as u64,
            off_road: 0,
        };
        let plan = Plan {
            id,
            area: new.area.clone(),
            on: new.on,
            version: 1,
            made_at: when.now,
            visits: chosen.iter().map(visit).collect(),
            body,
        };
        let places: Vec<Candidate> = all.into_iter().map(|(one, _)| one).collect();
        self.lay_out(new, plan, &places, when).await
    }

    async fn again(
        &self,
        new: &PlanFor,
        before: Plan,
        found: &[Candidate],
        when: When,
    ) -> Result<Plan> {
        let mut plan = before;
        plan.version = plan.version.saturating_add(1);
        plan.made_at = when.now;
        plan.body.crew.clone_from(&new.crew);
        if let Some(start) = new.start {
            plan.body.start = start;
        }
        self.lay_out(new, plan, found, when).await
    }

    /// Puts what is neither done nor begun into rounds.
    async fn lay_out(
        &self,
        new: &PlanFor,
        mut plan: Plan,
        found: &[Candidate],
        when: When,
    ) -> Result<Plan> {
        let places: BTreeMap<BuildingId, &Candidate> =
            found.iter().map(|one| (one.building, one)).collect();
        let to_visit = |one: &PlanVisit| {
            let candidate = places.get(&one.building)?;
            let kind = self.plan.visit(&candidate.built.use_class)?;
            let begins = candidate.attempts.begins(self.plan, kind);
            Some(ToVisit { point: candidate.point?, kind, begins, why: one.why })
        };
        // What left the register since is not visited.
        plan.visits.retain(|one| one.is_kept() || to_visit(one).is_some());
        // What is begun and not done comes last of what stays: whoever began it is there.
        plan.visits.sort_by_key(|one| (!one.is_kept(), !one.is_over(), one.begun_at, one.place));
        let kept = plan.visits.iter().filter(|one| one.is_kept()).count();
        let open: Vec<ToVisit> = plan.visits[kept..].iter().filter_map(to_visit).collect();
        let mut counts: BTreeMap<AccountId, u32> = BTreeMap::new();
        for one in &mut plan.visits[..kept] {
            let Some(inspector) = one.inspector else { continue };
            let count = counts.entry(inspector).or_default();
            *count += 1;
            one.place = Some(*count);
        }
        let away: Vec<Away> = new
            .crew
            .iter()
            .map(|inspector| {
                let own = plan.visits[..kept]
                    .iter()
                    .filter(|one| one.inspector == Some(inspector.account));
                self.away(inspector, own, &places, (plan.on, plan.body.start), when)
            })
            .collect();
        let seed = plan.body.seed.wrapping_add(u64::from(plan.version));
        let (task, rounds, off_road) =
            self.rounds(&new.network, plan.body.start, open, away, seed).await?;
        plan.body.off_road = off_road;
        let open = &mut plan.visits[kept..];
        for one in open.iter_mut() {
            (one.inspector, one.place, one.begins_s, one.travel_s) = (None, None, None, None);
        }
        for ((inspector, goer), round) in new.crew.iter().zip(&task.goers).zip(&rounds.rounds) {
            let mut at = goer.start;
            let first = counts.get(&inspector.account).copied().unwrap_or(0) + 1;
            for ((place, &number), &begins_s) in (first..).zip(&round.stops).zip(&round.begins_s) {
                let there = task.stops[number].place;
                let one = &mut open[number];
                one.inspector = Some(inspector.account);
                one.place = Some(place);
                one.begins_s = Some(begins_s);
                one.travel_s = Some(task.travel.seconds(at, there));
                one.left = None;
                at = there;
            }
        }
        for (number, why) in &rounds.left {
            open[*number].left = Some(*why);
        }
        Ok(plan)
    }

    /// Where an inspector is, and what is left of their day, after what they did and began.
    fn away<'a>(
        &self,
        inspector: &Inspector,
        own: impl Iterator<Item = &'a PlanVisit>,
        places: &BTreeMap<BuildingId, &Candidate>,
        (on, start): (Day, Point4326),
        when: When,
    ) -> Away {
        let end = inspector.start.unwrap_or(start);
        let mut away = Away {
            at: end,
            end,
            from_s: inspector.from * 60,
            to_s: inspector.to * 60,
            most: inspector.most as usize,
            skills: bits(inspector.skills.iter().copied()),
            breaks: inspector.breaks.clone(),
        };
        if on == when.today {
            away.from_s = away.from_s.max(self.second_of_day(when.now));
        }
        for one in own {
            away.most = away.most.saturating_sub(1);
            away.at = places.get(&one.building).and_then(|place| place.point).unwrap_or(away.at);
            if let Some(begun) = one.begun_at.filter(|_| !one.is_over()) {
                let over_s = self.second_of_day(begun).saturating_add(one.minutes * 60);
                away.from_s = away.from_s.max(over_s);
            }
        }
        away
    }

    /// Rounds, reckoned in one's turn.
    async fn rounds(
        &self,
        network: &Arc<Network>,
        start: Point4326,
        open: Vec<ToVisit>,
        away: Vec<Away>,
        seed: u64,
    ) -> Result<(Task, Rounds, u32)> {
        let (network, rules) = (Arc::clone(network), self.plan);
        let (each, least, most) = EFFORT;
        let effort = u32::try_from((open.len() * each).clamp(least, most)).unwrap_or(u32::MAX);
        self.reckon(move || {
            let (task, off_road) = lay(&network, rules, start, &open, &away);
            let rounds = solve(&task, &mut Chance::seeded(seed), effort);
            (task, rounds, off_road)
        })
        .await
    }

    async fn keep_plan(&self, new: &PlanFor, mut plan: Plan, now: Instant) -> Result<Plan> {
        let mut unit = self.database.begin().await?;
        let written = if plan.version == 1 {
            store::plans::insert(&mut unit, &plan).await?
        } else {
            store::plans::update(&mut unit, &plan).await?
        };
        if !written {
            return Err(Error::Conflict { version: plan.version });
        }
        // Another area's plan may have been written meanwhile.
        let busy = store::plans::busy((&unit).into(), plan.on, &plan.area).await?;
        if new.crew.iter().any(|one| busy.contains(&one.account)) {
            return Err(Error::NoCrew);
        }
        // Whoever began a visit while the rounds were reckoned keeps it.
        for (building, at, who) in store::plans::begun((&unit).into(), plan.id).await? {
            if let Some(one) = plan.visits.iter_mut().find(|one| one.building == building) {
                (one.begun_at, one.inspector, one.left) = (Some(at), who, None);
            }
        }
        store::plans::set_visits(&mut unit, &plan).await?;
        let in_rounds = plan.visits.iter().filter(|one| one.inspector.is_some()).count();
        let detail = serde_json::json!({
            "area": plan.area, "on": plan.on, "visits": plan.visits.len(), "in_rounds": in_rounds,
        });
        let deed =
            Deed { id: new.id, name: "plan", version: Some(plan.version), by: new.by, at: now };
        self.note(&mut unit, &plan, deed, detail).await?;
        unit.commit().await?;
        self.plan_by_id(plan.id).await?.ok_or(Error::Missing)
    }

    /// Notes that somebody began a visit, once: it stays theirs when the rest is planned again.
    ///
    /// # Errors
    /// [`Error::Already`] where it was begun before; [`Error::Missing`] where the plan has no such visit; [`Error::Over`] and
    /// [`Error::NotYet`] on another day than the plan's.
    pub async fn begin_visit(
        &self,
        plan: PlanId,
        building: BuildingId,
        by: AccountId,
        id: ActionId,
    ) -> Result<Plan> {
        let when = self.when();
        let found = self.plan_by_id(plan).await?.ok_or(Error::Missing)?;
        if !found.visits.iter().any(|one| one.building == building) {
            return Err(Error::Missing);
        }
        let mut unit = self.database.begin().await?;
        store::plans::lock(&mut unit, plan).await?;
        if done_already(&unit, id, Some(plan.to_bytes()), "begin").await?.is_some() {
            return Ok(found);
        }
        if found.on < when.today {
            return Err(Error::Over);
        }
        if found.on > when.today {
            return Err(Error::NotYet);
        }
        if !store::plans::begin(&mut unit, plan, building, by, when.now).await? {
            return Err(Error::Already);
        }
        let detail = serde_json::json!({ "building": building });
        let deed = Deed { id, name: "begin", version: None, by, at: when.now };
        self.note(&mut unit, &found, deed, detail).await?;
        unit.commit().await?;
        self.plan_by_id(plan).await?.ok_or(Error::Missing)
    }

    /// Records what was done to a plan, and tells the feed.
    async fn note(
        &self,
        unit: &mut UnitOfWork,
        plan: &Plan,
        deed: Deed,
        detail: serde_json::Value,
    ) -> Result<()> {
        let record = New {
            id: deed.id,
            subject: (Subject::Plan, plan.id.to_bytes()),
            version: deed.version,
            deed: deed.name,
            account: Some(deed.by),
            at: deed.at,
            body: &detail,
            words: "",
        };
        store::actions::record(unit, record).await?;
        let kind = format!("plan.{}", deed.name);
        self.publish(
            unit,
            kind,
            format!("plan:{}", plan.id),
            serde_json::json!({ "area": plan.area }),
        )
        .await
    }

    /// Seconds since midnight there.
    pub(super) fn second_of_day(&self, at: Instant) -> u32 {
        let local_s =
            at.micros().div_euclid(1_000_000) + i64::from(self.calendar().offset_minutes) * 60;
        u32::try_from(local_s.rem_euclid(86_400)).unwrap_or(0)
    }
}

/// What was done to a plan.
struct Deed {
    id: ActionId,
    name: &'static str,
    version: Option<u32>,
    by: AccountId,
    at: Instant,
}

/// What the lot is drawn with: what chance put into the plan's id, so that nobody who asks for a plan chooses it.
fn seed(id: PlanId) -> u64 {
    let bytes = id.to_bytes();
    bytes[8..].iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte))
}

/// The middle of places.
fn middle(points: impl Iterator<Item = Point4326>) -> Option<Point4326> {
    let (mut count, mut lon, mut lat) = (0_u32, 0.0, 0.0);
    for point in points {
        (count, lon, lat) = (count + 1, lon + point.lon, lat + point.lat);
    }
    let count = f64::from(count);
    (count > 0.0).then(|| Point4326::new(lon / count, lat / count)).flatten()
}
