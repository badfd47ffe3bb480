//! Plans of inspections in their store, on both databases.

use std::sync::Arc;

use casework::dispatch::Network;
use housing::{
    BuildingId, Capacity, Error, Hazard, HazardDeed, NewInspection, PlanFor, SetProfile,
    facts::{How, Seen},
    plan::{Inspector, Plan, PlanVisit, Profile, Why, Window},
};
use kernel::{AreaPath, Chance, Point4326};
use testing::World;

use crate::{
    DAY_S, account,
    desk::{Desk, desk, on_each_database},
};

fn everywhere() -> AreaPath {
    "990106".parse().unwrap()
}

pub(crate) fn asked(desk: &Desk, seen: u32) -> PlanFor {
    let inspector = |n| Inspector::usual(desk.housing.plan_rules(), account(n));
    PlanFor {
        id: desk.id(),
        area: everywhere(),
        on: desk.housing.when().today,
        seen,
        crew: vec![inspector(7), inspector(8)],
        start: None,
        by: account(1),
        network: Arc::new(Network::of(&[])),
    }
}

/// A building is inspected, today.
async fn inspected(desk: &Desk, building: BuildingId, clean: bool) {
    let (_, rule) = &desk.housing.star_rules().facts()[0];
    let seen = Seen { fact: rule.id.clone(), answer: rule.answers[0].id.clone() };
    let new = NewInspection {
        at: desk.housing.at_building(building).await.unwrap(),
        on: None,
        facts: vec![seen],
        clean,
        inspector: account(8),
        how: How::bare(desk.id()),
    };
    desk.housing.inspect(new).await.unwrap();
}

fn visit(plan: &Plan, building: BuildingId) -> &PlanVisit {
    plan.visits.iter().find(|one| one.building == building).unwrap()
}

#[test]
fn a_plan_is_made_once_and_made_again_keeps_what_is_begun_and_done() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let [(here, _), (there, _)] = desk.places;
        let first = asked(&desk, 0);
        let plan = desk.housing.plan(first.clone()).await.unwrap();
        assert_eq!((plan.version, plan.visits.len(), plan.body.due), (1, 2, 2));
        assert!(plan.visits.iter().all(|one| one.inspector.is_some() && one.begins_s.is_some()));
        let drawn = plan.visits.iter().filter(|one| one.why == Why::Drawn).count();
        assert_eq!(drawn, 1, "at least a tenth, and never none");
        assert!(plan.visits.iter().all(|one| one.risk.is_none()), "too few visits for a model");
        assert_eq!(desk.housing.plan(first).await.unwrap(), plan, "sent twice, it is one");
        let late = desk.housing.plan(asked(&desk, 0)).await;
        assert!(matches!(late, Err(Error::Conflict { version: 1 })), "{late:?}");

        let elsewhere =
            Inspector::usual(desk.housing.plan_rules(), visit(&plan, here).inspector.unwrap());
        let area = "990106/990106001".parse().unwrap();
        let twice = PlanFor { area, crew: vec![elsewhere], ..asked(&desk, 0) };
        let twice = desk.housing.plan(twice).await;
        assert!(matches!(twice, Err(Error::NoCrew)), "nobody goes two rounds: {twice:?}");

        let deed = desk.id();
        let begun = desk.housing.begin_visit(plan.id, here, account(7), deed).await.unwrap();
        assert_eq!(visit(&begun, here).inspector, Some(account(7)));
        let again = desk.housing.begin_visit(plan.id, here, account(7), deed).await.unwrap();
        assert_eq!(again, begun);
        let twice = desk.housing.begin_visit(plan.id, here, account(8), desk.id()).await;
        assert!(matches!(twice, Err(Error::Already)), "{twice:?}");
        inspected(&desk, there, false).await;

        let only = PlanFor { crew: vec![asked(&desk, 1).crew.remove(0)], ..asked(&desk, 1) };
        let next = desk.housing.plan(only).await.unwrap();
        assert_eq!((next.id, next.version, next.visits.len()), (plan.id, 2, 2));
        assert_eq!(visit(&next, here).begun_at, visit(&begun, here).begun_at);
        assert_eq!(visit(&next, there).found, Some(true));
        for building in [here, there] {
            let (before, after) = (visit(&begun, building), visit(&next, building));
            assert_eq!((after.why, after.inspector), (before.why, before.inspector));
        }
        let shown = desk.housing.risk().await.unwrap();
        let (drawn, chosen) = (shown.measured.drawn, shown.measured.chosen);
        assert_eq!((drawn.0 + chosen.0, drawn.1 + chosen.1), (1, 1), "one visit is done");
        assert_eq!((shown.model, shown.measured.lift), (None, None));
    });
}

#[test]
fn what_is_due_follows_from_the_interval_and_says_why() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let [(here, _), (there, _)] = desk.places;
        let due = async || {
            let today = desk.housing.when().today;
            let (rows, total) = desk.housing.due(&everywhere(), today, 0, 10).await.unwrap();
            assert_eq!(rows.len() as u64, total);
            let (rules, tiers) = (desk.housing.plan_rules(), desk.housing.tier_rules());
            let now = desk.world.clock.clone();
            rows.into_iter()
                .map(|(one, _)| {
                    let why = one.why(rules, tiers, today, kernel::Clock::now(&*now));
                    (one.building, why.unwrap())
                })
                .collect::<Vec<_>>()
        };
        assert_eq!(due().await.iter().filter(|(_, why)| *why == Why::Never).count(), 2);
        inspected(&desk, here, true).await;
        assert_eq!(due().await, [(there, Why::Never)]);
        desk.world.clock.advance(179 * DAY_S);
        assert_eq!(due().await, [(there, Why::Never)]);
        desk.world.clock.advance(DAY_S);
        assert_eq!(due().await, [(there, Why::Never), (here, Why::Interval)]);
        let (elsewhere, total) = desk
            .housing
            .due(&"990107".parse().unwrap(), desk.housing.when().today, 0, 10)
            .await
            .unwrap();
        assert!(elsewhere.is_empty() && total == 0);
    });
}

#[test]
fn a_lead_that_was_sent_on_makes_a_building_due_until_it_is_inspected_or_nothing_asks() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let [(here, _), (there, _)] = desk.places;
        inspected(&desk, here, true).await;
        inspected(&desk, there, true).await;
        desk.world.clock.advance(3 * DAY_S);
        let due = async || {
            let today = desk.housing.when().today;
            let (rows, total) = desk.housing.due(&everywhere(), today, 0, 10).await.unwrap();
            assert_eq!(rows.len() as u64, total);
            let (rules, tiers) = (desk.housing.plan_rules(), desk.housing.tier_rules());
            let now = kernel::Clock::now(&*desk.world.clock);
            rows.into_iter()
                .map(|(one, _)| {
                    let why = one.why(rules, tiers, today, now).unwrap();
                    (one.building, why, one.due_on(rules, tiers))
                })
                .collect::<Vec<_>>()
        };
        assert!(due().await.is_empty());
        let at = desk.housing.at_building(here).await.unwrap();
        let asked_on = desk.housing.when().today;
        for _ in 0..2 {
            desk.housing.ask_inspection(&at, Some(asked_on)).await.unwrap();
            assert_eq!(due().await, [(here, Why::Lead, Some(asked_on))]);
        }
        desk.housing.ask_inspection(&at, None).await.unwrap();
        assert!(due().await.is_empty(), "the last of its leads was set aside");
        desk.housing.ask_inspection(&at, Some(asked_on)).await.unwrap();
        inspected(&desk, here, true).await;
        assert!(due().await.is_empty(), "somebody has looked");
    });
}

#[test]
fn a_day_that_is_over_and_a_crew_of_nobody_are_refused() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let today = desk.housing.when().today;
        let yesterday = kernel::Day::from_epoch_days(today.epoch_days() - 1);
        let over = desk.housing.plan(PlanFor { on: yesterday, ..asked(&desk, 0) }).await;
        assert!(matches!(over, Err(Error::Over)), "{over:?}");
        let nobody = desk.housing.plan(PlanFor { crew: Vec::new(), ..asked(&desk, 0) }).await;
        assert!(matches!(nobody, Err(Error::NoCrew)), "{nobody:?}");
        let mut twice = asked(&desk, 0);
        twice.crew[1].account = twice.crew[0].account;
        assert!(matches!(desk.housing.plan(twice).await, Err(Error::NoCrew)));
        let nowhere = PlanFor { area: "990107".parse().unwrap(), ..asked(&desk, 0) };
        let nowhere = desk.housing.plan(nowhere).await;
        assert!(matches!(nowhere, Err(Error::NothingToVisit)), "{nowhere:?}");
        let day_after = kernel::Day::from_epoch_days(today.epoch_days() + 1);
        let ahead = desk.housing.plan(PlanFor { on: day_after, ..asked(&desk, 0) }).await.unwrap();
        let (here, _) = desk.places[0];
        let early = desk.housing.begin_visit(ahead.id, here, account(7), desk.id()).await;
        assert!(matches!(early, Err(Error::NotYet)), "a visit is begun on its day: {early:?}");
        // After hours nobody goes, and each visit says why.
        desk.world.clock.advance(12 * 3_600);
        let late = desk.housing.plan(asked(&desk, 0)).await.unwrap();
        let left = |one: &PlanVisit| one.left == Some(housing::plan::Left::OutOfHours);
        assert!(late.visits.iter().all(left), "{:?}", late.visits);
    });
}

#[test]
fn a_profile_is_set_once_and_a_round_keeps_its_breaks_and_its_station() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let (here, _) = desk.places[0];
        let breaks = vec![Window { from: 540, to: 660 }];
        let skills = vec![Capacity::Inspector, Capacity::Electrician];
        let profile = Profile { skills, week: Vec::new(), breaks, start: None };
        let set = SetProfile {
            id: desk.id(),
            account: account(7),
            seen: 0,
            profile: profile.clone(),
            by: account(1),
        };
        let first = desk.housing.set_profile(set.clone()).await.unwrap();
        assert_eq!((first.version, first.set_by), (1, account(1)));
        let twice = desk.housing.set_profile(set.clone()).await.unwrap();
        assert_eq!(twice, first, "sent twice, it is one");
        let late = SetProfile { id: desk.id(), ..set.clone() };
        let late = desk.housing.set_profile(late).await;
        assert!(matches!(late, Err(Error::Conflict { version: 1 })), "{late:?}");

        let profile = Profile { start: Some(here), ..profile };
        let set = SetProfile { id: desk.id(), seen: 1, profile, ..set };
        let home = desk.housing.set_profile(set.clone()).await;
        assert!(matches!(home, Err(Error::NoStation)), "nobody sets out from a home: {home:?}");
        let mut unit = desk.world.database.begin().await.unwrap();
        let sql = "UPDATE building SET use_class = 'office' WHERE id = ?1";
        unit.execute("make it an office", sql, [database::id_value(here)]).await.unwrap();
        unit.commit().await.unwrap();
        assert_eq!(desk.housing.set_profile(set).await.unwrap().version, 2);
        assert_eq!(desk.housing.stations(&everywhere()).await.unwrap(), [here]);

        let (today, both) = (desk.housing.when().today, [account(7), account(8)]);
        let days = desk.housing.usual_days(&both, today).await.unwrap();
        assert_eq!(days[&account(8)].inspector, asked(&desk, 0).crew[1], "as the rules have it");
        let crew = vec![days[&account(7)].inspector.clone()];
        assert!(crew[0].start.is_some());
        let plan = PlanFor { crew: crew.clone(), ..asked(&desk, 0) };
        let plan = desk.housing.plan(plan).await.unwrap();
        assert_eq!(plan.body.crew[0].breaks, crew[0].breaks);
        let begins: Vec<u32> = plan.visits.iter().filter_map(|one| one.begins_s).collect();
        assert!(!begins.is_empty() && begins.iter().all(|at_s| *at_s >= 660 * 60), "{begins:?}");
    });
}

#[test]
fn the_model_learns_from_hazards_as_they_stood_before_a_visit() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let [(here, _), (there, _)] = desk.places;
        let mut chance = Chance::seeded(5);
        let mut open: Option<Hazard> = None;
        // A visit finds something where a hazard was open that morning; in the evening chance opens and closes it.
        for _ in 0..54 {
            inspected(&desk, here, open.is_none()).await;
            inspected(&desk, there, true).await;
            open = match (open, chance.below(2) == 0) {
                (None, true) => Some(desk.found("gas.hose", desk.unit().await).await.unwrap()),
                (Some(hazard), false) => {
                    desk.with(&hazard, HazardDeed::Withdraw, 2).await.unwrap();
                    None
                }
                (as_it_was, _) => as_it_was,
            };
            desk.world.clock.advance(DAY_S);
        }
        let start = Point4326::new(113.0, 22.0);
        let plan = desk.housing.plan(PlanFor { start, ..asked(&desk, 0) }).await.unwrap();
        let model = desk.housing.risk().await.unwrap().model.unwrap();
        assert_eq!((model.visits, plan.body.model), (108, Some(model.fitted_on)));
        let weight = |id: &str| model.terms.iter().find(|term| term.id == id).unwrap().weight;
        assert!(weight("log_open") > 2.0, "{:?}", model.terms);
        assert!(weight("log_open") > weight("found_last").abs(), "{:?}", model.terms);
    });
}
