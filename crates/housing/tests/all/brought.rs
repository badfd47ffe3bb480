//! What inspectors bring along from where there was no network, on both databases.

use std::sync::Arc;

use housing::{
    ActionId, AssignTo, AssignWhich, Assignment, Brought, Error, Fixer, FoundBy, FoundHazard,
    HazardAct, HazardDeed, NewInspection, NoEntry, PlanFor, TryAgainFrom,
    campaign::{Bar, Query, TargetKind, TargetState},
    facts::{At, FactPhoto, How, Seen},
    plan::{Next, PlanVisit},
};
use kernel::{AreaPath, Instant};
use testing::World;

use crate::{
    DAY_S, account, campaigns,
    desk::{Desk, LOOKED, desk, on_each_database},
    officer,
    plans::asked,
};

fn inspection(desk: &Desk, at: At, by: u8) -> NewInspection {
    let (_, rule) = &desk.housing.star_rules().facts()[0];
    let seen = Seen { fact: rule.id.clone(), answer: rule.answers[0].id.clone() };
    let facts = if at.place.unit.is_none() { vec![seen] } else { Vec::new() };
    let (inspector, how) = (account(by), How::bare(desk.id()));
    NewInspection { at, on: None, facts, clean: true, inspector, how }
}

fn by_what_was_seen(seen_at: Option<Instant>) -> Brought {
    Brought { seen_at, ..Brought::default() }
}

#[test]
fn of_two_inspectors_on_one_dwelling_the_second_decides() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let (building, unit) = desk.places[0];
        let looked = by_what_was_seen(Some(desk.housing.when().now));
        desk.world.clock.advance(60);
        desk.housing.inspect(inspection(&desk, desk.unit().await, 7)).await.unwrap();

        let mine = inspection(&desk, desk.unit().await, 8);
        let refused = desk.housing.inspect_with(mine.clone(), looked.clone()).await;
        assert!(matches!(refused, Err(Error::InspectedSince)), "{refused:?}");
        desk.housing.inspect_with(mine.clone(), by_what_was_seen(None)).await.unwrap();
        desk.housing.inspect_with(mine, looked.clone()).await.unwrap();
        let file = desk.housing.unit_view(building, unit).await.unwrap();
        assert_eq!(file.inspections.len(), 2, "what arrived is known, whatever came before it");

        let again = inspection(&desk, desk.unit().await, 8);
        let now = by_what_was_seen(Some(desk.housing.when().now));
        desk.housing.inspect_with(again, now).await.unwrap();
        let whole = desk.housing.at_building(building).await.unwrap();
        desk.housing.inspect_with(inspection(&desk, whole, 8), looked).await.unwrap();
    });
}

#[test]
fn a_visit_that_was_given_to_another_is_told_of() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let only = PlanFor { crew: vec![asked(&desk, 0).crew.remove(0)], ..asked(&desk, 0) };
        desk.housing.plan(only).await.unwrap();
        let at = desk.housing.at_building(desk.places[0].0).await.unwrap();
        let looked = by_what_was_seen(Some(desk.housing.when().now));
        let others = inspection(&desk, at.clone(), 8);
        let refused = desk.housing.inspect_with(others.clone(), looked.clone()).await;
        assert!(matches!(refused, Err(Error::GivenAway)), "{refused:?}");
        desk.housing.inspect_with(inspection(&desk, at, 7), looked).await.unwrap();
        desk.housing.inspect_with(others, by_what_was_seen(None)).await.unwrap();
    });
}

#[test]
fn photos_belong_to_the_inspection_that_named_them_first() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let at = desk.housing.at_building(desk.places[0].0).await.unwrap();
        let new = inspection(&desk, at.clone(), 7);
        let (one, other) = (desk.photo().await, desk.photo().await);
        let photos = vec![
            FactPhoto { fact: Some(new.facts[0].fact.clone()), file: one },
            FactPhoto { fact: None, file: other },
        ];
        let brought = Brought { photos, ..Brought::default() };
        for _ in 0..2 {
            desk.housing.inspect_with(new.clone(), brought.clone()).await.unwrap();
        }
        let file = desk.housing.building_file(desk.places[0].0).await.unwrap();
        let [only] = &file.inspections[..] else { panic!("{:?}", file.inspections) };
        assert_eq!((only.id, only.photos.len()), (new.how.id, 2));
        assert!(only.photos.contains(&one) && only.photos.contains(&other));
        let found = desk.housing.inspection(new.how.id).await.unwrap();
        assert_eq!(found.map(|found| found.building), Some(desk.places[0].0));

        let photos = vec![FactPhoto { fact: None, file: one }];
        let stolen = Brought { photos, ..Brought::default() };
        let other = inspection(&desk, at.clone(), 8);
        let refused = desk.housing.inspect_with(other, stolen).await;
        assert!(matches!(refused, Err(Error::NoFile)), "{refused:?}");

        let hazard = desk.found("gas.hose", desk.unit().await).await.unwrap();
        let how = How::bare(ActionId::from_bytes(hazard.id.to_bytes()));
        let posing = NewInspection { how, ..inspection(&desk, at, 8) };
        let refused = desk.housing.inspect(posing).await;
        assert!(matches!(refused, Err(Error::ActionTaken)), "{refused:?}");
    });
}

#[test]
fn a_place_that_could_not_be_entered_was_not_inspected() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let (building, unit) = desk.places[0];
        let how = How::bare(desk.id());
        let (at, bar) = (desk.unit().await, Bar::NobodyOpened);
        let entry = NoEntry { at, on: None, bar, by: account(7), acted_at: None, how };
        for _ in 0..2 {
            desk.housing.no_entry(entry.clone()).await.unwrap();
        }
        for of in [None, Some(unit)] {
            let barred = desk.housing.barred_visits(building, of).await.unwrap();
            let [only] = &barred[..] else { panic!("{barred:?}") };
            assert_eq!((only.unit, only.bar), (Some(unit), bar));
        }
        let file = desk.housing.building_file(building).await.unwrap();
        assert!(file.inspections.is_empty(), "{:?}", file.inspections);
        let tomorrow = Some(desk.housing.when().today.plus_days(1));
        let later = NoEntry { on: tomorrow, how: How::bare(desk.id()), ..entry };
        assert!(matches!(desk.housing.no_entry(later).await, Err(Error::NotYet)));
    });
}

#[test]
fn own_targets_that_could_not_be_entered_say_so() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let asked = campaigns::new(&desk, Query::all(TargetKind::Unit));
        let campaign = desk.housing.begin_campaign(asked).await.unwrap();
        let give = Assignment {
            id: desk.id(),
            campaign: campaign.id,
            which: AssignWhich::Area("990106/990106001".parse().unwrap()),
            to: AssignTo::Inspector(account(7)),
            by: account(1),
        };
        desk.housing.assign_targets(give).await.unwrap();
        let states = async || {
            let all = desk.housing.targets(campaign.id).await.unwrap();
            let of = |unit| all.iter().find(|one| one.drawn.unit == Some(unit)).unwrap().state;
            desk.places.map(|(_, unit)| of(unit))
        };
        for by in [8, 7] {
            assert_eq!(states().await, [TargetState::NotVisited; 2], "of others it says nothing");
            for (_, unit) in desk.places {
                let at = desk.housing.at_unit(unit).await.unwrap();
                let how = How::bare(desk.id());
                let (by, bar) = (account(by), Bar::Closed);
                let entry = NoEntry { at, on: None, bar, by, acted_at: None, how };
                desk.housing.no_entry(entry).await.unwrap();
            }
        }
        assert_eq!(states().await, [TargetState::NoEntry, TargetState::NotVisited]);
    });
}

#[test]
fn a_hazard_told_of_later_was_found_when_it_was_found() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let then = desk.housing.when().now;
        desk.world.clock.advance(2 * DAY_S);
        let now = desk.housing.when().now;
        let new = FoundHazard {
            at: desk.unit().await,
            kind: "gas.hose".into(),
            how_known: FoundBy::Inspection,
            actor: officer(1),
            how: desk.how().await,
        };
        let hazard = desk.housing.find_at(new.clone(), Some(then)).await.unwrap();
        assert_eq!((hazard.found_at, hazard.clock_from), (then, then));
        assert_eq!(desk.housing.find_at(new, Some(then)).await.unwrap(), hazard);
        assert_eq!(desk.housing.moment(Some(now.plus_seconds(DAY_S))), now, "no time to come");
        let fixed = desk.fixed(&hazard).await;
        let stale = FoundHazard {
            at: desk.unit().await,
            kind: "gas.hose".into(),
            how_known: FoundBy::Inspection,
            actor: officer(1),
            how: desk.how().await,
        };
        let stale = desk.housing.find_at(stale, Some(then)).await.unwrap();
        assert_eq!((stale.recurs, stale.clock_from), (Some(fixed.id), now), "it was fixed since");
        let long_ago = desk.housing.moment(Some(now.plus_seconds(-400 * DAY_S)));
        assert_eq!(long_ago, now.plus_seconds(-30 * DAY_S));
    });
}

#[test]
fn what_was_seen_at_the_door_is_dated_by_the_device_and_what_is_decided_is_not() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let hazard = desk.found("gas.hose", desk.unit().await).await.unwrap();
        let there = desk.housing.open_hazards(&[desk.places[0].0], 9).await.unwrap();
        assert_eq!(there.first().map(|(one, _)| one.id), Some(hazard.id));
        assert!(desk.housing.open_hazards(&[desk.places[1].0], 9).await.unwrap().is_empty());
        let act = async |seen: u32, deed: HazardDeed, by: u8, told: Instant| {
            let (actor, how) = (officer(by), desk.how().await);
            let act = HazardAct { hazard: hazard.id, seen: Some(seen), deed, actor, how };
            desk.housing.act_at(act, Some(told)).await.unwrap()
        };
        desk.world.clock.advance(DAY_S);
        let (now, long_ago) = (desk.housing.when().now, Instant::from_micros(0));
        let ordered = act(1, HazardDeed::Order, 1, hazard.found_at).await;
        assert_eq!(ordered.ordered_at, Some(now), "an order counts from when it arrives");
        let said = act(2, HazardDeed::SayFixed { fixer: Fixer::Outside }, 2, long_ago).await;
        assert_eq!(said.changed_at, now, "nothing is done before what was done last");
        desk.world.clock.advance(3 * DAY_S);
        let seen = act(3, LOOKED, 1, now.plus_seconds(60)).await;
        assert_eq!(seen.verified.map(|verified| verified.at), Some(now.plus_seconds(60)));
        assert!(desk.housing.open_hazards(&[desk.places[0].0], 9).await.unwrap().is_empty());
    });
}

#[test]
fn a_visit_that_could_not_be_entered_goes_back_to_the_pool_and_then_to_an_officer() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let [(here, _), (there, _)] = desk.places;
        let area: AreaPath = "990106".parse().unwrap();
        let rules = desk.housing.plan_rules();
        let next = async || {
            let mut attempts = desk.housing.attempts(&area).await.unwrap();
            attempts.remove(&here).unwrap_or_default().next(rules)
        };
        let at = desk.housing.at_building(here).await.unwrap();
        let barred = |how: How| NoEntry {
            at: at.clone(),
            on: None,
            bar: Bar::NobodyOpened,
            by: account(7),
            acted_at: None,
            how,
        };
        let again = |from, words: &str| TryAgainFrom {
            at: at.clone(),
            from,
            by: account(1),
            how: How { words: words.into(), ..How::bare(desk.id()) },
        };
        let plan = desk.housing.plan(asked(&desk, 0)).await.unwrap();
        let today = plan.on;
        let nothing = desk.housing.try_again(again(None, "再试")).await;
        assert!(matches!(nothing, Err(Error::NothingToDecide)), "{nothing:?}");
        desk.housing.no_entry(barred(How::bare(desk.id()))).await.unwrap();
        let shown = desk.housing.plan_of(&area, today).await.unwrap().unwrap();
        let visit = shown.visits.iter().find(|one| one.building == here).unwrap();
        assert_eq!((visit.barred, visit.found), (Some(Bar::NobodyOpened), None));
        assert_eq!(next().await, Next::From(today.plus_days(2)));

        // Planned again that day it stays as it is; a day after it is in no plan, on its day at another time of day.
        let kept = desk.housing.plan(asked(&desk, 1)).await.unwrap();
        let stays = kept.visits.iter().find(|one| one.building == here).unwrap();
        assert_eq!((stays.place, stays.inspector), (Some(1), visit.inspector));
        let visits = async |days: u64| {
            let ahead = PlanFor { on: today.plus_days(days), ..asked(&desk, 0) };
            desk.housing.plan(ahead).await.unwrap().visits
        };
        let ids = |visits: &[PlanVisit]| visits.iter().map(|one| one.building).collect::<Vec<_>>();
        assert_eq!(ids(&visits(1).await), [there]);
        let on_its_day = visits(2).await;
        let visit = on_its_day.iter().find(|one| one.building == here).unwrap();
        assert!(visit.begins_s.unwrap() >= rules.file.retry.turn * 60, "{visit:?}");

        for _ in 0..2 {
            desk.world.clock.advance(2 * DAY_S);
            desk.housing.no_entry(barred(How::bare(desk.id()))).await.unwrap();
        }
        assert_eq!(next().await, Next::Decide);
        assert_eq!(ids(&visits(6).await), [there], "no plan takes it");
        let unsaid = desk.housing.try_again(again(None, " ")).await;
        assert!(matches!(unsaid, Err(Error::NoWords)), "{unsaid:?}");
        let far = desk.housing.when().today.plus_days(61);
        let far = desk.housing.try_again(again(Some(far), "再试")).await;
        assert!(matches!(far, Err(Error::TooFar { days: 60 })), "{far:?}");
        let from = desk.housing.when().today.plus_days(10);
        desk.world.clock.advance(60);
        let decided = again(Some(from), "业主约定当日在场");
        for _ in 0..2 {
            desk.housing.try_again(decided.clone()).await.unwrap();
        }
        assert_eq!(next().await, Next::From(from), "its attempts are counted anew");
        desk.world.clock.advance(DAY_S);
        desk.housing.inspect(inspection(&desk, at.clone(), 7)).await.unwrap();
        assert_eq!(next().await, Next::Free, "somebody has looked");
    });
}
