//! Campaigns in their store, on both databases; and what always holds of their progress.

use std::{collections::BTreeSet, sync::Arc};

use housing::{
    AssignTo, AssignWhich, Assignment, BuildingId, CloseCampaign, Entry, Error, NewCampaign,
    NewInspection, Tier, UnitId,
    campaign::{
        Bar, Campaign, CampaignRefusal, Drawn, Progress, Query, Standing, Tally, Target,
        TargetKind, TargetState, part_of,
    },
    facts::{At, How, Seen},
    filter::{CampaignFilter, CampaignSort, TargetFilter, TargetSort},
};
use kernel::{AreaPath, Day};
use proptest::prelude::*;
use testing::World;

use crate::{
    DAY_S, account,
    desk::{Desk, desk, on_each_database},
    id,
};

fn everywhere() -> AreaPath {
    "990106".parse().unwrap()
}

pub(crate) fn new(desk: &Desk, query: Query) -> NewCampaign {
    NewCampaign {
        id: desk.id(),
        area: everywhere(),
        title: "Winter gas check".into(),
        purpose: "请打13900001234：入冬前检查燃气软管".into(),
        query,
        until: None,
        by: account(1),
    }
}

async fn inspected(desk: &Desk, at: At) {
    let (_, rule) = &desk.housing.star_rules().facts()[0];
    let seen = Seen { fact: rule.id.clone(), answer: rule.answers[0].id.clone() };
    let facts = if at.place.unit.is_none() { vec![seen] } else { Vec::new() };
    let (inspector, how) = (account(8), How::bare(desk.id()));
    let new = NewInspection { at, on: None, facts, clean: true, inspector, how };
    desk.housing.inspect(new).await.unwrap();
}

async fn of(desk: &Desk, campaign: &Campaign, building: BuildingId) -> Target {
    let all = desk.housing.targets(campaign.id).await.unwrap();
    all.into_iter().find(|one| one.drawn.building == building).unwrap()
}

fn closing(desk: &Desk, campaign: &Campaign) -> CloseCampaign {
    let report = "all seen".to_owned();
    CloseCampaign { id: desk.id(), campaign: campaign.id, report, by: account(1) }
}

#[test]
fn a_list_is_drawn_once_and_followed_by_what_is_recorded_anyway() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let [(here, _), (there, _)] = desk.places;
        let hazard = desk.found("gas.hose", desk.unit().await).await.unwrap();
        inspected(&desk, desk.housing.at_building(there).await.unwrap()).await;
        desk.world.clock.advance(60);

        let with_hose =
            Query { hazard: Some("gas.hose".into()), ..Query::all(TargetKind::Building) };
        let found = desk.housing.preview_campaign(&everywhere(), &with_hose, 9).await.unwrap();
        assert_eq!((found.total, found.first[0].building), (1, here));
        assert_eq!(found.first[0].standing.open, 1);

        let asked = new(&desk, Query::all(TargetKind::Building));
        let campaign = desk.housing.begin_campaign(asked.clone()).await.unwrap();
        assert_eq!(campaign.targets, 2);
        assert!(!campaign.body.purpose.contains("13900001234"), "{}", campaign.body.purpose);
        assert_eq!(desk.housing.begin_campaign(asked.clone()).await.unwrap(), campaign);
        let others = NewCampaign { by: account(2), ..asked };
        let others = desk.housing.begin_campaign(others).await;
        assert!(matches!(others, Err(Error::ActionTaken)), "{others:?}");

        let drawn = desk.housing.targets(campaign.id).await.unwrap();
        assert!(drawn.iter().all(|one| one.state == TargetState::NotVisited), "{drawn:?}");
        let places: BTreeSet<BuildingId> = drawn.iter().map(|one| one.drawn.building).collect();
        assert_eq!(places, BTreeSet::from([here, there]), "each place once");

        desk.world.clock.advance(DAY_S);
        let today = desk.housing.when().today;
        inspected(&desk, desk.housing.at_building(there).await.unwrap()).await;
        let seen = of(&desk, &campaign, there).await;
        assert_eq!((seen.state, seen.visited_on), (TargetState::Visited, Some(today)));
        inspected(&desk, desk.unit().await).await;
        let seen = of(&desk, &campaign, here).await;
        assert_eq!((seen.state, seen.now.open), (TargetState::HazardsFound, 1));
        desk.fixed(&hazard).await;
        let seen = of(&desk, &campaign, here).await;
        assert_eq!((seen.state, seen.fixed, seen.found), (TargetState::PutRight, 1, 0));
        assert_eq!((seen.drawn.standing.open, seen.now.open), (1, 0), "before and after");

        let all = desk.housing.targets(campaign.id).await.unwrap();
        let frozen = |targets: &[Target]| -> Vec<Drawn> {
            targets.iter().map(|one| one.drawn.clone()).collect()
        };
        assert_eq!(frozen(&all), frozen(&drawn), "the list does not change");
        let progress = desk.housing.campaign_progress(&campaign).await.unwrap();
        assert_eq!((progress.all.total(), progress.all.visited()), (2, 2));
        assert_eq!(progress.days.get(&today), Some(&2));
        assert_eq!((progress.before.open, progress.after.open), (1, 0));
        assert_eq!(progress.areas.len(), 2, "by street");

        let close = closing(&desk, &campaign);
        desk.housing.close_campaign(close.clone()).await.unwrap();
        desk.housing.close_campaign(close).await.unwrap();
        let again = desk.housing.close_campaign(closing(&desk, &campaign)).await;
        assert!(matches!(again, Err(Error::Campaign(CampaignRefusal::Closed))), "{again:?}");
        desk.found("gas.hose", desk.unit().await).await.unwrap();
        let kept = of(&desk, &campaign, here).await;
        assert_eq!((kept.state, kept.now.open), (TargetState::PutRight, 0), "as it was then");
        let found = desk.housing.campaign(campaign.id).await.unwrap().unwrap();
        assert_eq!(found.body.report.as_deref(), Some("all seen"));
    });
}

#[test]
fn targets_are_given_by_area_and_by_hand_and_whom_they_were_given_to_is_not_kept() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let [(here, _), (there, _)] = desk.places;
        let asked = new(&desk, Query::all(TargetKind::Building));
        let campaign = desk.housing.begin_campaign(asked).await.unwrap();
        let give = |which, to| Assignment {
            id: desk.id(),
            campaign: campaign.id,
            which,
            to,
            by: account(1),
        };
        let street = AssignWhich::Area("990106/990106001".parse().unwrap());
        let given = give(street, AssignTo::Inspector(account(7)));
        assert_eq!(desk.housing.assign_targets(given.clone()).await.unwrap(), 1);
        assert_eq!(desk.housing.assign_targets(given).await.unwrap(), 0, "sent twice");
        let other = of(&desk, &campaign, there).await;
        let by_hand = AssignWhich::These(vec![other.id]);
        let given = give(by_hand, AssignTo::Office("housing".into()));
        assert_eq!(desk.housing.assign_targets(given).await.unwrap(), 1);
        let strange = give(AssignWhich::These(vec![id(9)]), AssignTo::Nobody);
        let strange = desk.housing.assign_targets(strange).await;
        assert!(matches!(strange, Err(Error::Campaign(CampaignRefusal::NotOfIt))), "{strange:?}");

        let page = async |filter: TargetFilter| {
            let filter = TargetFilter { limit: 9, ..filter };
            let (rows, total) = desk.housing.target_page(campaign.id, &filter).await.unwrap();
            assert_eq!(rows.len() as u64, total);
            rows.into_iter().map(|one| one.drawn.building).collect::<Vec<_>>()
        };
        let mine = TargetFilter { assignee: Some(account(7)), ..TargetFilter::default() };
        assert_eq!(page(mine).await, [here]);
        let office = TargetFilter { office: Some("housing".into()), ..TargetFilter::default() };
        assert_eq!(page(office).await, [there]);
        let nobodys = TargetFilter { unassigned: true, ..TargetFilter::default() };
        assert!(page(nobodys).await.is_empty());
        let last = TargetFilter {
            sort: TargetSort::Position,
            descending: true,
            ..TargetFilter::default()
        };
        assert_eq!(page(last).await, [there, here]);

        let target = of(&desk, &campaign, here).await.id;
        let bar = |bar| Entry { id: desk.id(), campaign: campaign.id, target, bar, by: account(7) };
        desk.housing.bar_target(bar(Some(Bar::NobodyOpened))).await.unwrap();
        assert_eq!(of(&desk, &campaign, here).await.state, TargetState::NoEntry);
        let barred = TargetFilter { state: Some(TargetState::NoEntry), ..TargetFilter::default() };
        assert_eq!(page(barred).await, [here]);
        desk.housing.bar_target(bar(None)).await.unwrap();
        assert_eq!(of(&desk, &campaign, here).await.state, TargetState::NotVisited);
        desk.housing.bar_target(bar(Some(Bar::Unsafe))).await.unwrap();
        inspected(&desk, desk.unit().await).await;
        let seen = of(&desk, &campaign, here).await;
        assert_eq!(seen.state, TargetState::Visited, "an inspection counts by itself");
        let missing = Entry { target: id(9), ..bar(None) };
        assert!(matches!(desk.housing.bar_target(missing).await, Err(Error::Missing)));

        desk.housing.close_campaign(closing(&desk, &campaign)).await.unwrap();
        let kept = of(&desk, &campaign, here).await;
        assert_eq!((kept.assignee, kept.barred, kept.state), (None, None, TargetState::Visited));
        let late = desk.housing.bar_target(bar(None)).await;
        assert!(matches!(late, Err(Error::Campaign(CampaignRefusal::Closed))), "{late:?}");
    });
}

#[test]
fn a_query_of_units_asks_for_tier_use_and_days_and_campaigns_are_listed() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let units = || Query::all(TargetKind::Unit);
        let count = async |query: Query| {
            desk.housing.preview_campaign(&everywhere(), &query, 1).await.unwrap().total
        };
        assert_eq!(count(units()).await, 4);
        assert_eq!(count(Query { unit_use: Some("dwelling".into()), ..units() }).await, 4);
        assert_eq!(count(Query { building_use: Some("retail".into()), ..units() }).await, 0);
        assert_eq!(count(Query { tier: Some(Tier::Ordinary), ..units() }).await, 4);
        assert_eq!(count(Query { tier: Some(Tier::Watch), ..units() }).await, 0);
        assert_eq!(count(Query { stars_at_most: Some(5), ..units() }).await, 0, "none is rated");
        inspected(&desk, desk.unit().await).await;
        let month = Query { days: Some(30), ..units() };
        assert_eq!(count(month.clone()).await, 3, "one was inspected today");
        desk.world.clock.advance(30 * DAY_S);
        assert_eq!(count(month).await, 4);

        let refused = async |asked: NewCampaign| match desk.housing.begin_campaign(asked).await {
            Err(Error::Campaign(refusal)) => refusal,
            other => panic!("{other:?}"),
        };
        let nothing = new(&desk, Query { tier: Some(Tier::Key), ..units() });
        assert_eq!(refused(nothing).await, CampaignRefusal::NoTargets);
        let unknown = new(&desk, Query { hazard: Some("no.such".into()), ..units() });
        assert_eq!(refused(unknown).await, CampaignRefusal::Unknown);
        let untitled = NewCampaign { title: "  ".into(), ..new(&desk, units()) };
        assert_eq!(refused(untitled).await, CampaignRefusal::Untitled);
        let yesterday = Day::from_epoch_days(desk.housing.when().today.epoch_days() - 1);
        let over = NewCampaign { until: Some(yesterday), ..new(&desk, units()) };
        assert_eq!(refused(over).await, CampaignRefusal::Over);

        let first = desk.housing.begin_campaign(new(&desk, units())).await.unwrap();
        let second = NewCampaign { title: "100%_fire".into(), ..new(&desk, units()) };
        let second = desk.housing.begin_campaign(second).await.unwrap();
        desk.housing.close_campaign(closing(&desk, &first)).await.unwrap();
        inspected(&desk, desk.unit().await).await;
        let list = async |filter: CampaignFilter| {
            let filter = CampaignFilter { limit: 9, ..filter };
            let (rows, total) = desk.housing.campaigns(&filter).await.unwrap();
            assert_eq!(rows.len() as u64, total);
            rows.into_iter().map(|(one, visited)| (one.id, visited)).collect::<Vec<_>>()
        };
        let all = CampaignFilter { sort: CampaignSort::Title, ..CampaignFilter::default() };
        assert_eq!(list(all).await, [(second.id, 1), (first.id, 0)], "closed before the visit");
        let open = CampaignFilter { open: Some(true), ..CampaignFilter::default() };
        assert_eq!(list(open).await, [(second.id, 1)]);
        let named = CampaignFilter { q: Some("%_F".into()), ..CampaignFilter::default() };
        assert_eq!(list(named).await, [(second.id, 1)], "a sign stands for itself");
        let elsewhere =
            CampaignFilter { area: "990107".parse().unwrap(), ..CampaignFilter::default() };
        assert!(list(elsewhere).await.is_empty());
    });
}

fn target(n: u8, state: TargetState, area: &str, tier: Tier, stars: Option<u8>) -> Target {
    let building: BuildingId = id(n);
    let unit: Option<UnitId> = None;
    let standing = Standing { tier, stars, open: u64::from(n), overdue: 0 };
    let area = area.parse().unwrap();
    Target {
        id: id(n),
        position: u32::from(n),
        drawn: Drawn { building, unit, area, standing, inspected_on: None },
        point: None,
        assignee: None,
        office: None,
        barred: None,
        state,
        visited_on: state.is_visited().then(|| Day::from_epoch_days(20_000 + i32::from(n % 3))),
        now: Standing { open: 0, ..standing },
        found: 1,
        fixed: 2,
    }
}

proptest! {
    #[test]
    fn each_target_counts_once_in_every_part_of_the_progress(
        all in proptest::collection::vec(
            (
                proptest::sample::select(TargetState::ALL),
                proptest::sample::select(vec!["990106", "990106/1", "990106/1/2", "990106/2/1/3"]),
                proptest::sample::select(Tier::ALL),
                proptest::option::of(1_u8..=5),
            ),
            0..60,
        ),
    ) {
        let targets: Vec<Target> = (1_u8..)
            .zip(all)
            .map(|(n, (state, area, tier, stars))| target(n, state, area, tier, stars))
            .collect();
        let count = targets.len() as u64;
        let progress = Progress::of(&everywhere(), &targets);
        prop_assert_eq!(progress.all.total(), count);
        prop_assert_eq!(progress.areas.values().map(Tally::total).sum::<u64>(), count);
        prop_assert_eq!(progress.days.values().sum::<u64>(), progress.all.visited());
        for side in [&progress.before, &progress.after] {
            prop_assert_eq!(side.tiers.iter().sum::<u64>(), count);
            prop_assert_eq!(side.stars.iter().sum::<u64>(), count);
        }
        let open: u64 = targets.iter().map(|one| one.drawn.standing.open).sum();
        prop_assert_eq!((progress.before.open, progress.after.open), (open, 0));
        prop_assert_eq!((progress.all.found, progress.all.fixed), (count, 2 * count));
        for area in progress.areas.keys() {
            let below = area.as_str().matches('/').count();
            prop_assert!(below <= 1, "{} is not right below", area.as_str());
        }
    }
}

#[test]
fn a_part_is_the_area_right_below() {
    let part = |area: &str, place: &str| {
        part_of(&area.parse().unwrap(), &place.parse().unwrap()).to_string()
    };
    assert_eq!(part("990106", "990106/1/2/3"), "990106/1");
    assert_eq!(part("990106/1/2", "990106/1/2"), "990106/1/2");
    assert_eq!(part_of(&AreaPath::whole(), &"990106/1".parse().unwrap()).as_str(), "990106");
}
