//! The demo's housing: buildings inspected over four months, what was found there, and the stars that came of it. All of it
//! by the product's own calls, under a clock that goes through those months; drawn from a seed, so that each demo is alike.

pub(super) mod picture;

use std::{collections::BTreeMap, sync::Arc};

use access::Keeper;
use anyhow::{Context as _, Result};
use futures::future::{try_join, try_join_all};
use housing::{
    AccountId, Actor, BuildingId, Capacity, Error, EventKind, Evidence, EvidenceKind, Fixer,
    FoundBy, FoundHazard, Hazard, HazardAct, HazardDeed, HazardId, HazardRefusal, Housing,
    NewCampaign, NewEvent, NewInspection, Of, RatingAct, RatingDeed, RatingRefusal, RatingState,
    Severity, Suspension, UnitId,
    campaign::{Query, TargetKind},
    catalogue::HazardType,
    facts::{At, How, Seen},
};
use kernel::{Chance, FixedClock, Id, Ids, SharedClock};
use register::query::Filter;

use crate::{entropy, installation::Installation};

/// Buildings that are inspected, of all kinds that people live in.
const BUILDINGS: usize = 96;
/// Hours over which that went.
const HOURS: u64 = 120 * 24;
/// Hours before the end when a campaign begins.
const CAMPAIGN: u64 = 45 * 24;
/// The seed of what is found.
const SEED: u64 = 46;
const HOUR_S: i64 = 3_600;

/// Makes the files, unless they are there.
pub(crate) async fn make(installation: &Installation) -> Result<()> {
    let done = installation.data.join("demo.housing.done");
    if done.is_file() {
        return Ok(());
    }
    let accounts = installation.access.accounts(Keeper::Operator).await?;
    let of = |login: &str| -> Result<AccountId> {
        let found = accounts.iter().find(|facts| facts.principal.login == login);
        let account = found.with_context(|| format!("the account {login}"))?.principal.account;
        Ok(AccountId::from_bytes(account.to_bytes()))
    };
    let staff = Staff { inspector: of("inspector")?, officer: of("officer")? };
    let mut round = Round::begin(installation, staff)?;
    round.go(installation).await?;
    std::fs::write(&done, b"").context("remember that the housing files are made")
}

#[derive(Clone, Copy)]
struct Staff {
    inspector: AccountId,
    officer: AccountId,
}

/// How a building is kept: it decides what is found there.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kept {
    Well,
    SoSo,
    Badly,
}

/// Something that is to happen.
enum Task {
    Inspect {
        building: BuildingId,
        kept: Kept,
        number: usize,
    },
    SayFixed(HazardId, At),
    Verify(HazardId, At),
    Rate(BuildingId),
    Decide(BuildingId),
    /// In the district of this building.
    Campaign(BuildingId),
}

/// Housing with a clock of its own, so that what went on over months did.
struct Round {
    housing: Housing,
    clock: Arc<FixedClock>,
    ids: Ids,
    dice: Chance,
    staff: Staff,
    /// What is to happen, by hours from the beginning and then in the order in which it came up.
    tasks: BTreeMap<(u64, usize), Task>,
    /// Hours from the beginning, and how many tasks came up.
    hour: u64,
    count: usize,
}

impl Round {
    fn begin(installation: &Installation, staff: Staff) -> Result<Self> {
        let seconds = i64::try_from(HOURS)? * HOUR_S;
        let clock = Arc::new(FixedClock::at(installation.clock.now().plus_seconds(-seconds)));
        let shared: SharedClock = clock.clone();
        let ids = Ids::new(shared.clone(), entropy::chance()?);
        let database = installation.database.clone();
        let housing = Housing::open(database, ids.clone(), shared, &installation.data)?;
        let (dice, tasks) = (Chance::seeded(SEED), BTreeMap::new());
        Ok(Self { housing, clock, ids, dice, staff, tasks, hour: 0, count: 0 })
    }

    fn later(&mut self, hours: u64, task: Task) {
        self.count += 1;
        self.tasks.insert((self.hour + hours, self.count), task);
    }

    async fn go(&mut self, installation: &Installation) -> Result<()> {
        let buildings = chosen(installation).await?;
        let count = u64::try_from(buildings.len().max(1))?;
        if let Some(first) = buildings.first() {
            self.later(HOURS - CAMPAIGN, Task::Campaign(*first));
        }
        for (number, building) in buildings.into_iter().enumerate() {
            let kept = match self.dice.below(10) {
                0..=3 => Kept::Well,
                4..=7 => Kept::SoSo,
                _ => Kept::Badly,
            };
            // The last are inspected in these days, so that some drafts still wait for a reply.
            let hours = u64::try_from(number)? * (HOURS - 48) / count;
            self.later(hours, Task::Inspect { building, kept, number });
            self.later(hours + 3 * 24, Task::Rate(building));
            // Ten days to reply, which days off may make longer.
            self.later(hours + 26 * 24, Task::Decide(building));
        }
        while let Some(((hour, _), task)) = self.tasks.pop_first() {
            if hour >= HOURS {
                break;
            }
            self.pass_to(hour).await?;
            match task {
                Task::Inspect { building, kept, number } => {
                    self.inspect(installation, building, kept, number).await?;
                }
                Task::SayFixed(hazard, at) => self.say_fixed(hazard, at).await?,
                Task::Verify(hazard, at) => self.verify(hazard, &at).await?,
                Task::Rate(building) => self.draft(building).await?,
                Task::Decide(building) => self.decide(building).await?,
                Task::Campaign(building) => self.campaign(building).await?,
            }
        }
        self.pass_to(HOURS).await
    }

    /// Lets time pass: tiers that it alone turns are turned as the server would.
    async fn pass_to(&mut self, hour: u64) -> Result<()> {
        if hour > self.hour {
            self.clock.advance(i64::try_from(hour - self.hour)? * HOUR_S);
            self.hour = hour;
            self.housing.tick(1_000).await?;
        }
        Ok(())
    }

    /// What an inspector saw, fact by fact, and the hazards that they found.
    async fn inspect(
        &mut self,
        installation: &Installation,
        building: BuildingId,
        kept: Kept,
        number: usize,
    ) -> Result<()> {
        let at = self.housing.at_building(building).await?;
        let mut facts = Vec::new();
        for (_, rule) in self.housing.star_rules().facts() {
            // One building in twelve was not looked at whole: it has no star until it is.
            if number % 12 == 7 && rule.id == "homes_inside" {
                continue;
            }
            let last = rule.answers.iter().filter(|answer| answer.value.is_some()).count();
            let worse = match kept {
                Kept::Well => self.dice.below(12) == 0,
                Kept::SoSo => self.dice.below(3) == 0,
                Kept::Badly => self.dice.below(3) != 0,
            };
            let drawn =
                if worse { 1 + self.dice.below(u64::try_from(last.max(2) - 1)?) } else { 0 };
            let answer = rule.answers.get(usize::try_from(drawn)?).or(rule.answers.first());
            if let Some(answer) = answer {
                facts.push(Seen { fact: rule.id.clone(), answer: answer.id.clone() });
            }
        }
        let hazards = match kept {
            Kept::Well => self.dice.below(8) / 7,
            Kept::SoSo => self.dice.below(3),
            Kept::Badly => 1 + self.dice.below(3),
        };
        let new = NewInspection {
            at: at.clone(),
            on: None,
            facts,
            clean: hazards == 0,
            inspector: self.staff.inspector,
            how: How::bare(self.ids.next()),
        };
        let how = How::bare(self.ids.next());
        let codes = self.housing.make_codes(at.clone(), self.staff.inspector, how);
        // Both at once, so that they share a transaction.
        try_join(self.housing.inspect(new), codes).await?;
        let rooms = installation.register().rooms(Id::from_bytes(building.to_bytes())).await?;
        for _ in 0..hazards {
            let drawn = usize::try_from(self.dice.below(u64::try_from(rooms.len().max(1))?))?;
            let unit = rooms.get(drawn).map(|room| UnitId::from_bytes(room.id.to_bytes()));
            self.hazard(&at, unit).await?;
        }
        if number == BUILDINGS / 3 {
            self.fire(&at).await?;
        }
        Ok(())
    }

    /// A hazard that the inspector found, and how far it went since.
    async fn hazard(&mut self, at: &At, unit: Option<UnitId>) -> Result<()> {
        let types = &self.housing.catalogue().types;
        let drawn = usize::try_from(self.dice.below(u64::try_from(types.len())?))?;
        let Some(kind) = types.get(drawn) else { return Ok(()) };
        let in_a_unit = match kind.of {
            Of::Building => false,
            Of::Unit => true,
            Of::Either => self.dice.below(2) == 0,
        };
        let at = match unit.filter(|_| in_a_unit) {
            Some(unit) => self.housing.at_unit(unit).await?,
            None if kind.of == Of::Unit => return Ok(()),
            None => at.clone(),
        };
        let how = self.how(&kind.find, &at).await?;
        let (how_known, actor) = (FoundBy::Inspection, Actor::Officer(self.staff.inspector));
        let new = FoundHazard { at: at.clone(), kind: kind.id.clone(), how_known, actor, how };
        let hazard = match self.housing.find(new).await {
            Ok(hazard) => hazard,
            // Drawn twice for one place: it is there already.
            Err(Error::Hazard(HazardRefusal::AlreadyOpen(_))) => return Ok(()),
            Err(error) => return Err(error.into()),
        };
        self.follow(hazard, kind, &at).await
    }

    /// Most are put right in time and seen to be; some are only ordered, some wait for somebody to look, some run late.
    async fn follow(&mut self, hazard: Hazard, kind: &HazardType, at: &At) -> Result<()> {
        let drawn = self.dice.below(20);
        if drawn == 19 {
            return Ok(());
        }
        let (deed, words) = (HazardDeed::Order, "限期整改，整改后申请核实");
        let hazard = self.act(&hazard, deed, self.staff.inspector, words, at, &[]).await?;
        if drawn == 18 {
            if let Some(unit) = at.place.unit {
                self.suspend(unit, kind).await?;
            }
            return Ok(());
        }
        let hours = match kind.severity {
            Severity::Immediate => 1,
            Severity::Serious | Severity::Ordinary => 24 + self.dice.below(20 * 24),
        };
        self.later(hours, Task::SayFixed(hazard.id, at.clone()));
        Ok(())
    }

    async fn say_fixed(&mut self, hazard: HazardId, at: At) -> Result<()> {
        let hazard = self.found(hazard).await?;
        let (deed, words) = (HazardDeed::SayFixed { fixer: Fixer::Outside }, "业主告知已整改");
        self.act(&hazard, deed, self.staff.officer, words, &at, &[]).await?;
        // One in twelve waits for somebody to look.
        if self.dice.below(12) > 0 {
            let hours = match hazard.severity {
                Severity::Immediate => self.dice.below(3),
                Severity::Serious | Severity::Ordinary => 4 + self.dice.below(5 * 24),
            };
            self.later(hours, Task::Verify(hazard.id, at));
        }
        Ok(())
    }

    async fn verify(&mut self, hazard: HazardId, at: &At) -> Result<()> {
        let hazard = self.found(hazard).await?;
        let kind = self.housing.catalogue().get(&hazard.kind).context("a type of hazard")?;
        let capacity = kind.clearers.first().copied().context("somebody who may verify")?;
        let mut shown = kind.clear.clone();
        if !shown.contains(&EvidenceKind::Document) && capacity != Capacity::Inspector {
            shown.push(EvidenceKind::Document);
        }
        let deed = HazardDeed::Verify { fixed: true, capacity };
        self.act(&hazard, deed, self.staff.inspector, "现场核实，已消除", at, &shown).await?;
        Ok(())
    }

    async fn found(&self, hazard: HazardId) -> Result<Hazard> {
        let found = self.housing.hazard(hazard).await?.context("a hazard that was found")?;
        Ok(found.0)
    }

    async fn act(
        &mut self,
        hazard: &Hazard,
        deed: HazardDeed,
        by: AccountId,
        words: &str,
        at: &At,
        shown: &[EvidenceKind],
    ) -> Result<Hazard> {
        let how = How { words: words.to_owned(), ..self.how(shown, at).await? };
        let (seen, actor) = (Some(hazard.version), Actor::Officer(by));
        let act = HazardAct { hazard: hazard.id, seen, deed, actor, how };
        Ok(self.housing.act(act).await?)
    }

    /// An action by somebody who stands there with what is needed to show it.
    async fn how(&mut self, kinds: &[EvidenceKind], at: &At) -> Result<How> {
        // A place whose building has no point cannot be stood at.
        let shown =
            kinds.iter().filter(|kind| **kind != EvidenceKind::OnTheSpot || at.point.is_some());
        let mut evidence = Vec::new();
        for kind in shown {
            let drawing = if kind.is_file() { Some(picture::draw(&mut self.dice)?) } else { None };
            let housing = &self.housing;
            evidence.push(async move {
                let file = match drawing {
                    Some(drawing) => Some(housing.keep_picture(drawing).await?.id),
                    None => None,
                };
                Ok::<_, Error>(Evidence { kind: *kind, file })
            });
        }
        let evidence = try_join_all(evidence).await?;
        let id = self.ids.next();
        Ok(How { id, words: String::new(), evidence, position: at.point })
    }

    async fn suspend(&mut self, unit: UnitId, kind: &HazardType) -> Result<()> {
        if kind.severity != Severity::Immediate {
            return Ok(());
        }
        let at = self.housing.at_unit(unit).await?;
        let words = "紧急隐患未消除，暂停出租".to_owned();
        let how = How { words, ..How::bare(self.ids.next()) };
        let new = Suspension { at, suspended: true, by: self.staff.officer, how };
        match self.housing.suspend(new).await {
            Ok(()) | Err(Error::Already) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    async fn fire(&mut self, at: &At) -> Result<()> {
        let words = "三楼配电箱起火，已扑灭，无人受伤".to_owned();
        let how = How { words, ..How::bare(self.ids.next()) };
        let (kind, on) = (EventKind::Fire, self.housing.when().today);
        let by = self.staff.officer;
        Ok(self.housing.happen(NewEvent { at: at.clone(), kind, on, by, how }).await?)
    }

    /// Self-built houses that nobody inspected for a month; those that the rounds come to afterwards count by themselves.
    async fn campaign(&mut self, building: BuildingId) -> Result<()> {
        let at = self.housing.at_building(building).await?;
        let area = at.area.upward().last().context("the district of a building")?;
        let (building_use, days) = (Some("self_built".to_owned()), Some(30));
        let query = Query { building_use, days, ..Query::all(TargetKind::Building) };
        let new = NewCampaign {
            id: self.ids.next(),
            area,
            title: "自建房冬季安全检查".to_owned(),
            purpose: "入冬前检查自建出租房的疏散通道、用电和燃气，发现隐患当场登记".to_owned(),
            query,
            until: Some(self.housing.when().today.plus_days(60)),
            by: self.staff.officer,
        };
        match self.housing.begin_campaign(new).await {
            // A small place may have none; a large one too many for one list.
            Ok(_) | Err(Error::Campaign(_)) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// A draft by the installation, as a run of it would make.
    async fn draft(&mut self, building: BuildingId) -> Result<()> {
        let at = self.housing.at_building(building).await?;
        match self.housing.draft(at, Actor::Installation, How::bare(self.ids.next())).await {
            // Not looked at whole; or a demo that was broken off goes on.
            Ok(_)
            | Err(Error::Rating(RatingRefusal::NoStar { .. }) | Error::UnderWay | Error::NotDue) => {
                Ok(())
            }
            Err(error) => Err(error.into()),
        }
    }

    /// The officer decides and publishes what waited long enough; one in nine is appealed against.
    async fn decide(&mut self, building: BuildingId) -> Result<()> {
        let ratings = self.housing.building_file(building).await?.ratings;
        let Some(rating) = ratings.into_iter().next() else { return Ok(()) };
        let mut deeds = vec![RatingDeed::Decide, RatingDeed::Publish];
        if self.dice.below(9) == 0 {
            deeds.push(RatingDeed::Appeal);
        }
        let now = self.housing.when().now;
        if rating.state != RatingState::Draft || now <= rating.reply_until {
            return Ok(());
        }
        let mut rating = rating;
        for deed in deeds {
            let actor = deed.actor_of(self.staff.officer);
            let words = match deed {
                RatingDeed::Appeal => "楼道已清理，请复查",
                _ => "",
            };
            let how = How { words: words.to_owned(), ..How::bare(self.ids.next()) };
            let seen = Some(rating.version);
            let act = RatingAct { rating: rating.id, seen, deed, actor, how };
            rating = self.housing.act_on_rating(act).await?;
        }
        Ok(())
    }
}

/// Buildings that people live in, spread over the district: the same in every demo of a seed.
async fn chosen(installation: &Installation) -> Result<Vec<BuildingId>> {
    let mut found = Vec::new();
    for use_class in ["residential", "self_built", "dormitory"] {
        let filter = Filter {
            use_class: Some(use_class.to_owned()),
            page: 1,
            size: 1_000,
            ..Filter::default()
        };
        let rows = installation.register().buildings(&filter).await?.rows;
        found.extend(rows.into_iter().filter(|row| row.units > 0));
    }
    found.sort_by(|a, b| (&a.area, &a.code).cmp(&(&b.area, &b.code)));
    let step = found.len().div_ceil(BUILDINGS).max(1);
    Ok(found.iter().step_by(step).map(|row| BuildingId::from_bytes(row.id.to_bytes())).collect())
}
