//! Duty and dispatch, on both databases: who is on duty, who is near, and what becomes of an offer.

use std::sync::Arc;

use access::Account;
use casework::{
    Act, Actor, Case, CaseFilter, Deed, Error, Refusal, State, dispatch::Suggestion,
    routing::Member,
};
use kernel::{AreaPath, Id, Point4326};
use testing::World;

use super::cases::{Desk, GRID, desk, on_each_database};

/// Works and water: who has what is about water.
const OFFICE: &str = "works";
const WATER: &str = "livelihood.water";

/// So many metres east of where the cases are.
fn east(metres: f64) -> Point4326 {
    Point4326::new(113.9 + metres / 102_850.0, 22.5).unwrap()
}

impl Desk {
    /// Somebody of the office for an area, on duty there.
    async fn worker(&self, office: &str, area: &str, at: Option<Point4326>) -> Id<Account> {
        let account = self.world.ids.next();
        let area: AreaPath = area.parse().unwrap();
        let member = Member {
            account,
            office: office.into(),
            area: area.clone(),
            leads: false,
            available: true,
        };
        self.casework.set_member(member, None).await.unwrap();
        self.casework.begin_duty(account, &area).await.unwrap();
        if at.is_some() {
            self.casework.stay_on_duty(account, at).await.unwrap();
        }
        account
    }

    async fn who_is_near(&self, case: &Case) -> Vec<Id<Account>> {
        self.near(case).await.iter().map(|one| one.account).collect()
    }

    async fn near(&self, case: &Case) -> Vec<Suggestion> {
        self.casework.near(case, 8).await.unwrap()
    }

    async fn by(&self, who: Id<Account>, case: &Case, deed: Deed) -> casework::Result<Case> {
        self.casework.act(Act { actor: Actor::Account(who), ..self.act(case, deed) }).await
    }

    async fn now(&self, case: &Case) -> Case {
        self.casework.find(case.id).await.unwrap().unwrap()
    }

    async fn offered_to(&self, who: Id<Account>) -> usize {
        let filter = CaseFilter { offered: Some(who), limit: 9, ..CaseFilter::default() };
        self.casework.page(&filter).await.unwrap().len()
    }
}

fn offer(officer: Id<Account>, then_next: bool) -> Deed {
    Deed::Offer { officer, then_next }
}

async fn the_last_position_alone_is_kept_and_goes(world: Arc<World>) {
    let desk = desk(world).await;
    let casework = &desk.casework;
    let me = desk.worker(OFFICE, GRID, Some(east(100.0))).await;
    casework.stay_on_duty(me, Point4326::new(113.912_345_6, 22.5)).await.unwrap();
    let own = casework.duty_of(me).await.unwrap().unwrap();
    let (at, _) = own.position.unwrap();
    assert!((at.lon - 113.912_3).abs() < 1e-9, "to about ten metres: {at:?}");
    let count = |sql: &'static str| {
        let (database, query) = (&desk.world.database, desk.world.database.statement(sql, []));
        async move {
            use sea_orm::ConnectionTrait as _;
            let row = database.reader().query_one_raw(query).await.unwrap().unwrap();
            row.try_get::<i64>("", "n").unwrap()
        }
    };
    assert_eq!(count("SELECT COUNT(*) AS n FROM duty").await, 1, "no row for what was before");
    // Without a word of it, somebody else sees no position.
    let area: AreaPath = GRID.parse().unwrap();
    let others = casework.on_duty(&area, 9).await.unwrap();
    assert_eq!((others.len(), &others[0].offices), (1, &vec![OFFICE.to_owned()]));
    assert!(others[0].position_at.is_some());
    assert_eq!(casework.count_on_duty(&area).await.unwrap(), 1);
    let elsewhere = "990106/990106002".parse().unwrap();
    assert_eq!(casework.count_on_duty(&elsewhere).await.unwrap(), 0);
    desk.world.clock.advance(15 * 60 + 1);
    assert_eq!(casework.duty_of(me).await.unwrap().unwrap().position, None, "no longer good");
    assert_eq!(casework.on_duty(&area, 9).await.unwrap()[0].position_at, None);
    casework.tick(9).await.unwrap();
    assert_eq!(count("SELECT COUNT(*) AS n FROM duty WHERE lon IS NOT NULL").await, 0);
    casework.stay_on_duty(me, Some(east(0.0))).await.unwrap();
    casework.end_duty(me).await.unwrap();
    assert_eq!(count("SELECT COUNT(*) AS n FROM duty").await, 0);
    assert!(casework.on_duty(&AreaPath::whole(), 9).await.unwrap().is_empty());
    let late = casework.stay_on_duty(me, Some(east(0.0))).await;
    assert!(matches!(late, Err(Error::OffDuty)), "a position that comes late is not kept");
    assert_eq!(count("SELECT COUNT(*) AS n FROM duty").await, 0);
    let written = "SELECT COUNT(*) AS n FROM action WHERE kind LIKE 'casework.%_duty' AND detail LIKE '%113.%'";
    assert_eq!(count(written).await, 0, "no action holds a position");
    casework.begin_duty(me, &area).await.unwrap();
    desk.world.clock.advance(12 * 3_600 + 1);
    casework.tick(9).await.unwrap();
    assert_eq!(casework.duty_of(me).await.unwrap(), None, "not heard of since the morning");
}

#[test]
fn the_last_position_alone_is_kept_and_goes_on_each_database() {
    on_each_database(the_last_position_alone_is_kept_and_goes);
}

async fn who_is_near_is_able_and_says_why(world: Arc<World>) {
    let desk = desk(world).await;
    let case = desk.begin(WATER, "厨房漏水").await;
    assert_eq!(case.office, OFFICE);
    let far = desk.worker(OFFICE, "990106", Some(east(1_500.0))).await;
    let near = desk.worker(OFFICE, GRID, Some(east(300.0))).await;
    let silent = desk.worker(OFFICE, GRID, None).await;
    desk.worker("urban", GRID, Some(east(10.0))).await;
    desk.worker(OFFICE, "990106/990106002", Some(east(20.0))).await;
    let off = desk.worker(OFFICE, GRID, Some(east(5.0))).await;
    desk.casework.end_duty(off).await.unwrap();
    assert_eq!(desk.who_is_near(&case).await, [near, far, silent]);
    let first = &desk.near(&case).await[0];
    let walk = first.walk.unwrap();
    assert!(!walk.by_road, "the register of this test has no roads");
    assert_eq!((walk.minutes, first.open), (6, 0));
    assert!(first.why().en.contains("no road near"), "{}", first.why().en);
    // Each open case counts: eight of them are more than the way is long.
    for _ in 0..8 {
        let other = desk.begin(WATER, "漏水").await;
        desk.by(near, &other, Deed::Claim).await.unwrap();
    }
    assert_eq!(desk.who_is_near(&case).await, [far, near, silent]);
    assert_eq!(desk.near(&case).await[1].open, 8);
    // One is found among those around the place; with two it is not sure that nobody beyond comes before the second.
    for (wanted, first) in [(1, vec![far]), (2, vec![far, near])] {
        let found = desk.casework.near(&case, wanted).await.unwrap();
        assert_eq!(found.iter().map(|one| one.account).collect::<Vec<_>>(), first);
    }
    // Beyond the first hundred the nearest is found all the same.
    let mut crowd = Vec::new();
    for n in 0..140_u32 {
        crowd.push(desk.worker(OFFICE, GRID, Some(east(3_000.0 + f64::from(n) * 10.0))).await);
    }
    let found = desk.who_is_near(&case).await;
    assert_eq!((found[0], found[1], found.len()), (far, near, 8));
    assert_eq!(found[2..], crowd[..6]);
}

#[test]
fn who_is_near_is_able_and_says_why_on_each_database() {
    on_each_database(who_is_near_is_able_and_says_why);
}

async fn an_offer_is_taken_declined_or_lapses(world: Arc<World>) {
    let desk = desk(world).await;
    let first = desk.worker(OFFICE, GRID, Some(east(100.0))).await;
    let second = desk.worker(OFFICE, GRID, Some(east(400.0))).await;
    let third = desk.worker(OFFICE, GRID, Some(east(900.0))).await;
    let elsewhere = desk.worker("urban", GRID, Some(east(10.0))).await;
    let case = desk.begin(WATER, "厨房漏水").await;
    let refused = desk.with(&case, offer(elsewhere, true)).await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::NotAble))));
    let asked = desk.with(&case, offer(first, true)).await.unwrap();
    assert_eq!((asked.state, desk.offered_to(first).await), (State::Reported, 1));
    let wrong = desk.by(second, &asked, Deed::Take).await;
    assert!(matches!(wrong, Err(Error::Refused(Refusal::NotOffered))));
    let wordless = Act {
        words: String::new(),
        actor: Actor::Account(first),
        ..desk.act(&asked, Deed::Decline)
    };
    assert!(matches!(desk.casework.act(wordless).await, Err(Error::Refused(Refusal::NoWords(_)))));
    desk.by(first, &asked, Deed::Decline).await.unwrap();
    assert_eq!(desk.offered_to(first).await, 0);
    // The clock asks the next one, and one more when nobody answers in time.
    desk.casework.tick(9).await.unwrap();
    assert_eq!(desk.now(&case).await.offered.unwrap().officer, second);
    desk.world.clock.advance(9 * 60);
    desk.casework.tick(9).await.unwrap();
    assert_eq!(desk.now(&case).await.offered.unwrap().officer, second, "still time to answer");
    desk.world.clock.advance(61);
    desk.casework.stay_on_duty(third, Some(east(900.0))).await.unwrap();
    desk.casework.tick(9).await.unwrap();
    let now = desk.now(&case).await;
    assert_eq!((now.offered.as_ref().unwrap().officer, now.asked.len()), (third, 2));
    // An answer needs no version: a note in between does not void it, and twice is once.
    desk.with(&now, Deed::Note).await.unwrap();
    let take = Act { actor: Actor::Account(third), ..desk.act(&now, Deed::Take) };
    let taken = desk.casework.act(take.clone()).await.unwrap();
    assert_eq!(taken, desk.casework.act(take).await.unwrap());
    assert_eq!((taken.state, taken.officer), (State::Assigned, Some(third)));
    assert_eq!((taken.offered.is_none(), taken.asked.len(), taken.seeks), (true, 0, false));
    let late = desk.by(second, &taken, Deed::Take).await;
    assert!(matches!(late, Err(Error::Refused(Refusal::NotOffered))));
    let deeds: Vec<&str> =
        desk.casework.actions(case.id).await.unwrap().iter().map(|one| one.deed.name()).collect();
    assert_eq!(deeds, ["report", "offer", "decline", "offer", "lapse", "offer", "note", "take"]);
    let feed = desk.world.database.feed_after("cases", 0, 99).await.unwrap();
    let told = feed.iter().find(|entry| entry.kind == "case.offer").unwrap();
    assert!(told.detail.contains(&first.to_string()), "both sides hear of it: {}", told.detail);
}

#[test]
fn an_offer_is_taken_declined_or_lapses_on_each_database() {
    on_each_database(an_offer_is_taken_declined_or_lapses);
}

async fn where_nobody_is_left_it_says_so_and_a_person_looks_again(world: Arc<World>) {
    let desk = desk(world).await;
    let only = desk.worker(OFFICE, GRID, Some(east(100.0))).await;
    let case = desk.begin(WATER, "厨房漏水").await;
    let asked = desk.with(&case, offer(only, true)).await.unwrap();
    desk.by(only, &asked, Deed::Decline).await.unwrap();
    desk.casework.tick(9).await.unwrap();
    desk.casework.tick(9).await.unwrap();
    let now = desk.now(&case).await;
    assert!(now.offered.is_none() && !now.seeks && now.asked == [only]);
    let last = desk.casework.actions(case.id).await.unwrap().pop().unwrap();
    assert_eq!((last.deed, last.actor), (Deed::NobodyNear, Actor::Installation));
    // Offered without a next one, it only lapses.
    let asked = desk.with(&now, offer(only, false)).await.unwrap();
    desk.world.clock.advance(601);
    desk.casework.tick(9).await.unwrap();
    let now = desk.now(&case).await;
    assert_eq!((now.version, now.offered), (asked.version + 1, None));
    // Somebody claims it meanwhile: the offer is over.
    let again = desk.with(&desk.now(&case).await, offer(only, true)).await.unwrap();
    let claimed = desk.with(&again, Deed::Claim).await.unwrap();
    assert_eq!((claimed.officer, claimed.offered), (Some(desk.officer), None));
}

#[test]
fn where_nobody_is_left_it_says_so_on_each_database() {
    on_each_database(where_nobody_is_left_it_says_so_and_a_person_looks_again);
}

async fn a_broadcast_and_the_map_reach_no_further_than_the_area(world: Arc<World>) {
    let desk = desk(world).await;
    let here = desk.worker(OFFICE, GRID, None).await;
    let sender = desk.worker(OFFICE, GRID, None).await;
    let next = desk.worker(OFFICE, "990106/990106002", None).await;
    let gone = desk.worker(OFFICE, GRID, None).await;
    desk.casework.end_duty(gone).await.unwrap();
    let reached = async |area: &str| {
        let area = area.parse().unwrap();
        desk.casework.accounts_on_duty(&area, sender).await.unwrap()
    };
    assert_eq!(reached("990106/990106001").await, [here], "on duty there, without the sender");
    assert_eq!(reached("990106/990106002").await, [next]);
    assert!(reached("990106/990106003").await.is_empty());

    let free = desk.begin(WATER, "厨房漏水").await;
    let taken = desk.begin(WATER, "楼道漏水").await;
    desk.with(&taken, Deed::Claim).await.unwrap();
    let all = CaseFilter { open: Some(true), placed: true, limit: 9, ..CaseFilter::default() };
    assert_eq!(desk.casework.page(&all).await.unwrap().len(), 2);
    let filter = CaseFilter { unassigned: true, ..all };
    let found = desk.casework.page(&filter).await.unwrap();
    assert_eq!(found.iter().map(|row| row.case.id).collect::<Vec<_>>(), [free.id]);
}

#[test]
fn a_broadcast_and_the_map_reach_no_further_than_the_area_on_each_database() {
    on_each_database(a_broadcast_and_the_map_reach_no_further_than_the_area);
}
