//! Who may use stars, and for what: the rule by property, the green channel on both databases.

use std::sync::Arc;

use housing::{
    declaration::DeclaredBy,
    filter::DeclarationFilter,
    stars::{STAR_USES, StarState, StarUse, UseRules},
};
use proptest::prelude::*;
use testing::World;

use crate::{
    account,
    declared::opened,
    desk::{desk, on_each_database},
};

fn rules() -> &'static UseRules {
    UseRules::built_in().unwrap()
}

fn stars() -> impl Strategy<Value = Option<u8>> {
    proptest::option::of(1_u8..=5)
}

proptest! {
    #[test]
    fn more_stars_and_less_overdue_never_take_a_use_away(
        of in proptest::sample::select(StarUse::ALL),
        fewer in stars(),
        more in stars(),
        overdue in 0_u64..4,
        less in 0_u64..4,
    ) {
        let (fewer, more) = (fewer.min(more), fewer.max(more));
        let (less, overdue) = (less.min(overdue), less.max(overdue));
        let before = rules().may_use(StarState { stars: fewer, overdue }, of);
        let after = rules().may_use(StarState { stars: more, overdue: less }, of);
        prop_assert!(before.is_err() || after.is_ok(), "{:?} then {:?}", before, after);
        for said in [before, after] {
            let said = said.unwrap_or_else(|lacking| lacking);
            prop_assert!(said.said("use").is_ok(), "{:?}", said);
        }
    }

    #[test]
    fn the_green_channel_is_for_many_stars_and_nothing_overdue(stars in stars(), overdue in 0_u64..4) {
        let state = StarState { stars, overdue };
        let green = rules().may_use(state, StarUse::GreenChannel).is_ok();
        prop_assert_eq!(green, stars >= Some(4) && overdue == 0);
        prop_assert!(rules().may_use(state, StarUse::InspectionInterval).is_ok(), "all are inspected");
        prop_assert_eq!(rules().may_use(state, StarUse::PublicLabel).is_ok(), stars.is_some());
    }
}

#[test]
fn a_file_that_leaves_a_use_out_or_holds_few_stars_against_somebody_is_refused() {
    assert!(UseRules::read(STAR_USES).is_ok());
    let cases = [
        ("id = \"public_label\"", "id = \"green_channel\"", "once"),
        ("stars = 4", "stars = 6", "five stars"),
        ("no_overdue = true", "no_overdue = false", "overdue"),
        ("stars = 0", "stars = 2", "every building"),
        ("stars = 1", "stars = 0", "it needs stars"),
        ("Anybody, owners", "任何人, owners", "both languages"),
    ];
    for (from, to, fault) in cases {
        let changed = STAR_USES.replacen(from, to, 1);
        assert_ne!(changed, STAR_USES, "{from}");
        let refused = UseRules::read(&changed).unwrap_err();
        assert!(refused.contains(fault), "{refused}");
    }
}

#[test]
fn what_is_declared_where_there_are_many_stars_is_handled_first_and_still_verified() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let access = opened(&desk.world);
        let declares = async |number: &str, of: usize, by: u8| {
            let mut new = desk.written(number, DeclaredBy::Tenant, true).await;
            new.at = desk.housing.at_unit(desk.places[of].1).await.unwrap();
            new.declarant = account(by);
            desk.housing.declare(&access, new).await.unwrap().declaration().id
        };
        desk.seen(100).await;
        desk.published().await;
        let green = declares("E1234567", 0, 1).await;
        desk.world.clock.advance(60);
        let plain = declares("E7654321", 1, 2).await;
        let waiting = DeclarationFilter {
            area: "990106".parse().unwrap(),
            for_the_door: true,
            limit: 1,
            ..DeclarationFilter::default()
        };
        let first = desk.housing.declarations(&waiting).await.unwrap().remove(0);
        assert_eq!(first.declaration.id, green, "though another came after it");
        assert!(first.green.is_some_and(|why| why.en.contains("5 published stars")));
        assert!(first.declaration.verified_at.is_none(), "the door is not left out");
        let rest = DeclarationFilter { after: Some(first.seq), ..waiting.clone() };
        let second = desk.housing.declarations(&rest).await.unwrap().remove(0);
        assert_eq!((second.declaration.id, second.green), (plain, None));
        let end = DeclarationFilter { after: Some(second.seq), ..waiting.clone() };
        assert!(desk.housing.declarations(&end).await.unwrap().is_empty(), "each once");
        let all = DeclarationFilter { for_the_door: false, ..waiting };
        let newest = desk.housing.declarations(&all).await.unwrap().remove(0);
        assert_eq!(newest.declaration.id, plain, "elsewhere the newest first");

        let hazard = desk.found("gas.hose", desk.unit().await).await.unwrap();
        desk.world.clock.advance(hazard.due_at.seconds_since(hazard.found_at) + 1);
        let late = declares("E2345678", 0, 3).await;
        let late = desk.housing.declaration(late).await.unwrap().unwrap();
        assert_eq!(late.green, None, "a hazard is overdue");
    });
}
