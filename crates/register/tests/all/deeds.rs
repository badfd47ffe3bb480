//! Deeds: done once, to what was seen, and undone.

use crate::place::{BUILDINGS, district, import, on_each_database, register};
use kernel::{AreaPath, Id};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use register::Register;
use register::edit::{Deed, EditId, NewEdit, NewUnit, Reason};
use register::import::Options;
use register::model::{AliasKind, Building};
use register::query::ReadTo;
use std::collections::BTreeSet;
use testing::World;

fn why() -> Reason {
    Reason { account: None, text: "seen on the spot, 3 May".into() }
}

fn room(room: &str) -> NewUnit {
    NewUnit { room: room.into(), ..NewUnit::default() }
}

async fn place(world: &World) -> (Register, Id<Building>) {
    let register = register(world).await;
    import(&register, &district(world, "d"), Options::default()).await.unwrap();
    let hits = register.search(BUILDINGS[0].0, &AreaPath::whole(), 5).await.unwrap();
    let building = Id::<Building>::from_bytes(hits[0].id);
    (register, building)
}

/// Does a deed as whoever just looked; its id.
async fn done(world: &World, register: &Register, deed: Deed) -> register::Result<EditId> {
    let (building, _) = register.place_of(&deed).await?;
    let seen = Some(register.stands(building).await?);
    let id = world.ids.next();
    register.edit(NewEdit { id, seen, deed, reason: why() }).await?;
    Ok(id)
}

/// What a building is now, as people see it: its address, names, and rooms with their codes.
async fn shown(register: &Register, building: Id<Building>) -> Vec<String> {
    let found = register.building(building).await.unwrap().unwrap();
    let own = register.own_names(building).await.unwrap().unwrap();
    let mut lines =
        vec![format!("{:?} {own:?} {} {}", found.row.label, found.row.stage, found.row.units)];
    let mut names: Vec<String> = found.aliases.into_iter().map(|alias| alias.text).collect();
    for room in register.rooms(building).await.unwrap() {
        lines.push(format!("{} {}", room.code, room.room));
        let unit = register.unit(room.id).await.unwrap().unwrap();
        names
            .extend(unit.aliases.into_iter().map(|alias| format!("{}: {}", room.code, alias.text)));
    }
    names.sort();
    lines.extend(names);
    lines
}

#[test]
fn a_deed_is_done_once_and_to_what_was_seen() {
    on_each_database(async |world| {
        let (register, building) = place(&world).await;
        let rooms = register.rooms(building).await.unwrap();
        let seen = register.stands(building).await.unwrap();
        let deed = Deed::SplitUnit { unit: rooms[0].id, into: vec![room("101A"), room("101B")] };
        let new = NewEdit { id: world.ids.next(), seen: Some(seen), deed, reason: why() };
        let first = register.edit(new.clone()).await.unwrap();
        assert_eq!(first.made.len(), 2);
        assert_eq!(register.edit(new.clone()).await.unwrap(), first, "pressed twice");
        assert_eq!(register.version().await.unwrap(), 2, "and done once");

        let other = Deed::RetireUnit { unit: rooms[1].id };
        let again = NewEdit { deed: other.clone(), ..new.clone() };
        let refused = register.edit(again).await.unwrap_err().message();
        assert!(refused.en.contains("used for another"), "{}", refused.en);
        let late = NewEdit { id: world.ids.next(), deed: other.clone(), ..new.clone() };
        let refused = register.edit(late).await.unwrap_err().message();
        assert!(refused.en.contains("Somebody else"), "{}", refused.en);
        assert!(refused.zh.contains("其他人"), "{}", refused.zh);
        let silent = NewEdit {
            id: world.ids.next(),
            seen: None,
            deed: other,
            reason: Reason { account: None, text: "  ".into() },
        };
        assert!(register.edit(silent).await.unwrap_err().message().en.contains("Say why"));
        assert_eq!(register.version().await.unwrap(), 2, "what is refused leaves nothing behind");
        let edits = register.edits_of(building, 10).await.unwrap();
        assert_eq!(edits.len(), 1);
        assert_eq!((edits[0].kind.as_str(), edits[0].can_undo), ("unit.split", true));
        assert_eq!(edits[0].reason, why().text);
    });
}

#[test]
fn what_is_undone_stands_as_before_and_draws_other_codes_next() {
    on_each_database(async |world| {
        let (register, building) = place(&world).await;
        let rooms = register.rooms(building).await.unwrap();
        let (one, two) = (rooms[0].id, rooms[1].id);
        let before = shown(&register, building).await;
        let alias = register.building(building).await.unwrap().unwrap().aliases[0].id;
        let deeds = [
            Deed::SplitUnit { unit: one, into: vec![room("101A"), room("101B")] },
            Deed::MergeUnits { units: vec![one, two], into: room("101") },
            Deed::RenumberUnit { unit: one, room: "188".into() },
            Deed::RenumberBuilding { building, number: "9号".into() },
            Deed::NameBuilding {
                building, zh: "云顶大厦".into(), en: String::new(), former: true
            },
            Deed::RetireUnit { unit: two },
            Deed::RetireBuilding { building },
            Deed::AddAlias {
                building,
                unit: Some(one),
                kind: AliasKind::DoorPlate,
                text: "甲室".into(),
            },
            Deed::CorrectAlias { alias, text: "幸福路12号".into() },
            Deed::WithdrawAlias { alias },
        ];
        let mut codes = BTreeSet::new();
        for deed in deeds {
            let id = done(&world, &register, deed.clone()).await.unwrap();
            assert_ne!(shown(&register, building).await, before, "{deed:?}");
            for room in register.rooms(building).await.unwrap() {
                let was = rooms.iter().any(|old| old.id == room.id);
                assert!(was || codes.insert(room.code.clone()), "{} is given again", room.code);
            }
            done(&world, &register, Deed::Undo { edit: id }).await.unwrap();
            assert_eq!(shown(&register, building).await, before, "{deed:?}");
            let again = done(&world, &register, Deed::Undo { edit: id }).await.unwrap_err();
            assert!(again.message().en.contains("undone already"), "{deed:?}");
        }
        assert_eq!(codes.len(), 3, "two of the split, one of the merge");
        let edits = register.edits_of(building, 100).await.unwrap();
        assert_eq!(edits.len(), 20);
        let last = done(&world, &register, Deed::Undo { edit: edits[0].id }).await.unwrap_err();
        assert!(last.message().en.contains("do that edit again"));
        let old = register.unit(one).await.unwrap().unwrap();
        let events: Vec<(&str, bool)> =
            old.lineage.iter().map(|(link, _)| (link.event.as_str(), link.before)).collect();
        assert_eq!(events.iter().filter(|link| **link == ("split", false)).count(), 2);
        assert_eq!(events.iter().filter(|link| **link == ("undo", true)).count(), 3);
    });
}

#[test]
fn what_has_changed_since_is_not_undone() {
    on_each_database(async |world| {
        let (register, building) = place(&world).await;
        let unit = register.rooms(building).await.unwrap()[0].id;
        let split = Deed::SplitUnit { unit, into: vec![room("101A"), room("101B")] };
        let id = done(&world, &register, split).await.unwrap();
        let made = register.rooms(building).await.unwrap();
        let part = made.iter().find(|room| room.room == "101A").unwrap().id;
        let number = Deed::RenumberUnit { unit: part, room: "101C".into() };
        let later = done(&world, &register, number).await.unwrap();
        let refused = done(&world, &register, Deed::Undo { edit: id }).await.unwrap_err();
        assert!(refused.message().en.contains("changed again"), "{refused}");
        done(&world, &register, Deed::Undo { edit: later }).await.unwrap();
        let rooms = register.rooms(building).await.unwrap();
        assert!(rooms.iter().any(|room| room.room == "101A"), "the later one is undone");
    });
}

#[test]
fn what_follows_is_told_before_and_nothing_is_written() {
    on_each_database(async |world| {
        let (register, building) = place(&world).await;
        let rooms = register.rooms(building).await.unwrap();
        let split = Deed::SplitUnit { unit: rooms[0].id, into: vec![room("102"), room("101B")] };
        let follows = register.follows(&split).await.unwrap();
        assert_eq!(follows.building, building);
        assert_eq!(follows.retires[0].code, rooms[0].code);
        assert_eq!(follows.taken, ["102"], "another unit has it");
        assert!(follows.area.as_str().starts_with("990101"), "{:?}", follows.area);
        let all = register.follows(&Deed::RetireBuilding { building }).await.unwrap();
        assert_eq!(
            (all.retires.len(), all.aliases.as_slice()),
            (4, &["幸福路11号".to_owned()][..])
        );
        assert_eq!(register.version().await.unwrap(), 1);
        let id = done(&world, &register, split).await.unwrap();
        let back = register.follows(&Deed::Undo { edit: id }).await.unwrap();
        assert_eq!((back.retires.len(), back.restores.len()), (2, 1));
        assert_eq!(back.restores[0].code, rooms[0].code);
    });
}

#[test]
fn what_changed_is_told_thing_by_thing_from_any_point_on() {
    on_each_database(async |world| {
        let (register, building) = place(&world).await;
        let all = register.changes(ReadTo::whole(0), 1_000).await.unwrap();
        let units = all.0.iter().filter(|thing| thing.kind == "unit").count();
        assert_eq!(units, 12, "an import, thing by thing");
        assert!(all.0.is_sorted_by_key(|thing| thing.version));
        for most in [1, 3, 7] {
            let (mut read, mut things) = (ReadTo::whole(0), Vec::new());
            loop {
                let (some, to) = register.changes(read, most).await.unwrap();
                if some.is_empty() {
                    break;
                }
                things.extend(some);
                read = to.to_string().parse().unwrap();
            }
            assert_eq!(things, all.0, "{most} at a time");
        }
        let unit = register.rooms(building).await.unwrap()[0].id;
        let split = Deed::SplitUnit { unit, into: vec![room("101A"), room("101B")] };
        done(&world, &register, split).await.unwrap();
        let (since, to) = register.changes(ReadTo::whole(1), 1_000).await.unwrap();
        let told: Vec<(&str, &str)> =
            since.iter().map(|thing| (thing.kind, thing.stage.as_str())).collect();
        assert_eq!(told[0], ("building", "current"));
        assert_eq!(told.iter().filter(|thing| **thing == ("unit", "retired")).count(), 1);
        assert_eq!(told.iter().filter(|thing| **thing == ("unit", "current")).count(), 2);
        assert_eq!(to, ReadTo::whole(2));
        assert!(register.changes(to, 9).await.unwrap().0.is_empty());
    });
}

/// What somebody may do next, by lot.
#[derive(Clone, Copy, Debug)]
enum Next {
    Split(usize),
    Merge(usize, usize),
    Renumber(usize),
    Retire(usize),
}

fn next() -> impl Strategy<Value = Next> {
    prop_oneof![
        any::<usize>().prop_map(Next::Split),
        (any::<usize>(), any::<usize>()).prop_map(|(a, b)| Next::Merge(a, b)),
        any::<usize>().prop_map(Next::Renumber),
        any::<usize>().prop_map(Next::Retire),
    ]
}

#[test]
fn any_deeds_undone_from_the_last_leave_the_same_register_and_no_code_twice() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let mut runner = TestRunner::new(Config::with_cases(12));
    let some = proptest::collection::vec(next(), 1..8);
    let outcome = runner.run(&some, |steps| {
        runtime.block_on(async {
            let world = World::migrated(&[register::MIGRATIONS]).await;
            let (register, building) = place(&world).await;
            let before = shown(&register, building).await;
            let rooms = register.rooms(building).await.unwrap();
            let mut codes: BTreeSet<String> = rooms.into_iter().map(|room| room.code).collect();
            let mut edits = Vec::new();
            for (at, step) in steps.iter().enumerate() {
                let rooms = register.rooms(building).await.unwrap();
                if rooms.len() < 2 {
                    break;
                }
                let pick = |lot: usize| rooms[lot % rooms.len()].id;
                let deed = match *step {
                    Next::Split(lot) => {
                        Deed::SplitUnit { unit: pick(lot), into: vec![room("A"), room("B")] }
                    }
                    Next::Merge(a, b) if pick(a) != pick(b) => {
                        Deed::MergeUnits { units: vec![pick(a), pick(b)], into: room("AB") }
                    }
                    Next::Renumber(lot) | Next::Merge(lot, _) => {
                        Deed::RenumberUnit { unit: pick(lot), room: format!("n{at}") }
                    }
                    Next::Retire(lot) => Deed::RetireUnit { unit: pick(lot) },
                };
                let seen = Some(register.stands(building).await.unwrap());
                let id = world.ids.next();
                let new = NewEdit { id, seen, deed, reason: why() };
                for unit in register.edit(new).await.unwrap().made {
                    let code = register.unit(unit).await.unwrap().unwrap().row.code;
                    prop_assert!(codes.insert(code), "a code is given twice");
                }
                edits.push(id);
            }
            for edit in edits.into_iter().rev() {
                done(&world, &register, Deed::Undo { edit }).await.unwrap();
            }
            prop_assert_eq!(shown(&register, building).await, before);
            Ok(())
        })
    });
    outcome.unwrap();
}
