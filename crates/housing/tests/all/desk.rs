//! Hazards, tiers and ratings in their store, on both databases.

use std::{fmt::Write as _, fs, sync::Arc};

use database::Migration;
use housing::{
    ActionId, Actor, BuildingId, Capacity, Cause, DoorCode, Error, EventKind, Evidence,
    EvidenceKind, Fixer, FoundBy, FoundHazard, Hazard, HazardAct, HazardDeed, HazardRefusal,
    HazardState, Housing, NewEvent, NewInspection, Rating, RatingAct, RatingDeed, RatingRefusal,
    RatingState, Scanned, Suspension, Tier, UnitId,
    facts::{At, How, Seen},
    filter::{BuildingFilter, BuildingSort, Cursor, HazardFilter, HazardSort, RatingFilter},
};
use kernel::{AreaPath, Point4326};
use register::{Register, query::Filter};
use serde_json::{Value, json};
use testing::World;

use crate::{DAY_S, account, officer};

pub(crate) const HERE: &str = "990106/990106001/990106001001/990106001001001";
const THERE: &str = "990106/990106002/990106002001/990106002001001";

/// The tables of housing, and those that they stand on.
const TABLES: &[&[Migration]] = &[register::MIGRATIONS, housing::MIGRATIONS];

/// On each database, with [`TABLES`].
pub(crate) fn on_each_database<F: Future<Output = ()>>(test: impl Fn(Arc<World>) -> F) {
    testing::on_each_migrated(TABLES, test);
}

pub(crate) struct Desk {
    pub(crate) world: Arc<World>,
    pub(crate) housing: Housing,
    /// A building in each of two streets, with its first unit.
    pub(crate) places: [(BuildingId, UnitId); 2],
}

fn square(x: f64, side: f64) -> Value {
    let (y, e, n) = (22.0, x + side, 22.0 + side);
    json!({ "type": "Polygon", "coordinates": [[[x, y], [e, y], [e, n], [x, n], [x, y]]] })
}

fn collection(features: &[(Value, Value)]) -> String {
    let feature = |(facts, shape): &(Value, Value)| json!({ "type": "Feature", "properties": facts, "geometry": shape });
    let features: Vec<Value> = features.iter().map(feature).collect();
    json!({ "type": "FeatureCollection", "features": features }).to_string()
}

/// Two streets with a building of two rooms each.
async fn places(world: &World) -> [(BuildingId, UnitId); 2] {
    let folder = world.folder.path().join("district");
    fs::create_dir_all(&folder).unwrap();
    let area = |code: String, parent: &str, level: &str, x: f64, side: f64| {
        let facts = json!({ "area_code": code, "parent_code": parent, "level": level, "name_zh": "某地", "name_en": code });
        (facts, square(x, side))
    };
    let mut areas = vec![area("990106".into(), "", "district", 113.0, 0.2)];
    let mut buildings = Vec::new();
    let mut units =
        "unit_code,building_code,entrance,floor,room,use,area_m2,stage,valid_from\n".to_owned();
    for (x, street) in [(113.0, "990106001"), (113.04, "990106002")] {
        let community = format!("{street}001");
        areas.push(area(street.into(), "990106", "street", x, 0.02));
        areas.push(area(community.clone(), street, "community", x, 0.02));
        areas.push(area(format!("{community}001"), &community, "grid", x, 0.01));
        let code = format!("{community}0000001");
        let facts = json!({ "building_code": code, "thoroughfare_code": "R1", "road_number": "1号",
            "building": "", "use": "residential", "floors": 1, "height_m": 9.5 });
        buildings.push((facts, square(x + 0.001, 0.0005)));
        for room in 1..=2 {
            let _ = writeln!(
                units,
                "{code}{room:06},{code},1,1,10{room},dwelling,80.5,current,2001-05-01"
            );
        }
    }
    let line = json!({ "type": "LineString", "coordinates": [[113.0, 22.0], [113.12, 22.0]] });
    let road = json!({ "thoroughfare_code": "R1", "name_zh": "幸福路", "name_en": "Xingfu Road", "class": "collector" });
    fs::write(folder.join("areas.geojson"), collection(&areas)).unwrap();
    fs::write(folder.join("roads.geojson"), collection(&[(road, line)])).unwrap();
    fs::write(folder.join("buildings.geojson"), collection(&buildings)).unwrap();
    fs::write(folder.join("units.csv"), units).unwrap();
    let register = Register::new(world.database.clone(), world.ids.clone(), world.clock.clone());
    let options = register::import::Options::default();
    register::import::district_dir(&register, &folder, options, &kernel::Silent).await.unwrap();
    let mut found = Vec::new();
    for path in [HERE, THERE] {
        let filter = Filter { area: path.parse().unwrap(), page: 1, size: 9, ..Filter::default() };
        let unit = register.units(&filter).await.unwrap().rows.remove(0);
        found.push((
            BuildingId::from_bytes(unit.building.to_bytes()),
            UnitId::from_bytes(unit.id.to_bytes()),
        ));
    }
    found.try_into().unwrap()
}

pub(crate) async fn desk(world: Arc<World>) -> Desk {
    world.database.migrate(TABLES, &*world.clock).await.unwrap();
    let places = places(&world).await;
    let housing = Housing::open(
        world.database.clone(),
        world.ids.clone(),
        world.clock.clone(),
        world.folder.path(),
    )
    .unwrap();
    Desk { world, housing, places }
}

impl Desk {
    pub(crate) fn id(&self) -> ActionId {
        self.world.ids.next()
    }

    /// Everything that may be asked for to show something, on the spot.
    pub(crate) async fn how(&self) -> How {
        let mut evidence = Vec::new();
        for kind in EvidenceKind::ALL {
            let file = if kind.is_file() { Some(self.photo().await) } else { None };
            evidence.push(Evidence { kind: *kind, file });
        }
        How {
            id: self.id(),
            words: "请打13900001234".into(),
            evidence,
            position: Point4326::new(113.0012, 22.0002),
        }
    }

    pub(crate) async fn photo(&self) -> housing::FileId {
        let mut png = Vec::new();
        let picture = image::RgbImage::from_pixel(8, 8, image::Rgb([1, 2, 3]));
        let mut file = std::io::Cursor::new(&mut png);
        picture.write_to(&mut file, image::ImageFormat::Png).unwrap();
        self.housing.keep_picture(png).await.unwrap().id
    }

    pub(crate) async fn unit(&self) -> At {
        self.housing.at_unit(self.places[0].1).await.unwrap()
    }

    async fn building(&self) -> At {
        self.housing.at_building(self.places[0].0).await.unwrap()
    }

    pub(crate) async fn found(&self, kind: &str, at: At) -> housing::Result<Hazard> {
        let how = self.how().await;
        let (how_known, actor) = (FoundBy::Inspection, officer(1));
        self.housing.find(FoundHazard { at, kind: kind.into(), how_known, actor, how }).await
    }

    pub(crate) async fn with(
        &self,
        hazard: &Hazard,
        deed: HazardDeed,
        by: u8,
    ) -> housing::Result<Hazard> {
        let how = self.how().await;
        let (seen, actor) = (Some(hazard.version), officer(by));
        self.housing.act(HazardAct { hazard: hazard.id, seen, deed, actor, how }).await
    }

    pub(crate) async fn fixed(&self, hazard: &Hazard) -> Hazard {
        let ordered = self.with(hazard, HazardDeed::Order, 1).await.unwrap();
        let said = HazardDeed::SayFixed { fixer: Fixer::Outside };
        let said = self.with(&ordered, said, 2).await.unwrap();
        self.with(&said, LOOKED, 1).await.unwrap()
    }

    async fn looked_after(&self, days: i64, clean: bool) {
        self.world.clock.advance(days * DAY_S);
        let at = self.unit().await;
        let (inspector, how) = (account(1), How::bare(self.id()));
        let new = NewInspection { at, on: None, facts: Vec::new(), clean, inspector, how };
        self.housing.inspect(new).await.unwrap();
    }

    /// Every fact seen, each with the answer that is worth `value`, or the best.
    pub(crate) async fn seen(&self, value: u8) {
        let facts = self.housing.star_rules().facts().iter();
        let facts = facts.map(|(_, rule)| {
            let mut answers = rule.answers.iter();
            let like = answers.find(|answer| answer.value == Some(value));
            let answer = like.unwrap_or(&rule.answers[0]).id.clone();
            Seen { fact: rule.id.clone(), answer }
        });
        let facts = facts.collect();
        let at = self.building().await;
        let (inspector, how) = (account(1), How::bare(self.id()));
        let new = NewInspection { at, on: None, facts, clean: true, inspector, how };
        self.housing.inspect(new).await.unwrap();
    }

    async fn draft(&self, by: Actor) -> housing::Result<Rating> {
        self.housing.draft(self.building().await, by, How::bare(self.id())).await
    }

    async fn rated(&self, rating: &Rating, deed: RatingDeed, by: u8) -> housing::Result<Rating> {
        let actor = deed.actor_of(account(by));
        let how = How { words: "看过现场".into(), ..How::bare(self.id()) };
        let seen = Some(rating.version);
        self.housing.act_on_rating(RatingAct { rating: rating.id, seen, deed, actor, how }).await
    }

    pub(crate) async fn published(&self) -> Rating {
        let draft = self.draft(Actor::Installation).await.unwrap();
        let replied = self.rated(&draft, RatingDeed::Reply, 3).await.unwrap();
        let decided = self.rated(&replied, RatingDeed::Decide, 2).await.unwrap();
        self.rated(&decided, RatingDeed::Publish, 2).await.unwrap()
    }

    async fn tier(&self) -> Tier {
        let (building, unit) = self.places[0];
        self.housing.unit_view(building, unit).await.unwrap().tier.unwrap().tier
    }
}

pub(crate) const LOOKED: HazardDeed =
    HazardDeed::Verify { fixed: true, capacity: Capacity::Inspector };

#[test]
fn a_hazard_is_followed_to_verified_fixed_and_every_step_is_there() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let new = FoundHazard {
            at: desk.unit().await,
            kind: "gas.hose".into(),
            how_known: FoundBy::Inspection,
            actor: officer(1),
            how: desk.how().await,
        };
        let hazard = desk.housing.find(new.clone()).await.unwrap();
        assert_eq!(desk.housing.find(new).await.unwrap(), hazard, "sent twice, it is one");
        let again = desk.found("gas.hose", desk.unit().await).await;
        assert!(
            matches!(again, Err(Error::Hazard(HazardRefusal::AlreadyOpen(id))) if id == hazard.id)
        );
        let row = desk.housing.building_row(desk.places[0].0).await.unwrap().unwrap();
        assert_eq!((row.open, row.overdue, row.tier), (1, 0, Tier::Watch));
        assert_eq!((row.next_due_at, row.units), (Some(hazard.due_at), 2));

        let ordered = desk.with(&hazard, HazardDeed::Order, 1).await.unwrap();
        let late = desk.with(&hazard, HazardDeed::Order, 2).await;
        assert!(matches!(late, Err(Error::Conflict { version: 2 })), "{late:?}");
        let own = HazardDeed::SayFixed { fixer: Fixer::Account(account(2)) };
        let said = desk.with(&ordered, own, 2).await.unwrap();
        let closed = desk.with(&said, LOOKED, 2).await;
        assert!(matches!(closed, Err(Error::Hazard(HazardRefusal::OwnHands))), "{closed:?}");
        let back = HazardDeed::Verify { fixed: false, capacity: Capacity::Inspector };
        let back = desk.with(&said, back, 1).await.unwrap();
        assert_eq!((back.state, back.untrue), (HazardState::Ordered, 1));
        let fixed = desk.fixed(&back).await;
        assert_eq!(fixed.state, HazardState::Verified);

        let steps = desk.housing.hazard_steps(fixed.id).await.unwrap();
        assert_eq!(steps.len(), fixed.version as usize);
        assert!(steps.iter().all(|step| step.words.as_deref() == Some("请打＊＊＊")));
        let actions: Vec<_> = steps.into_iter().map(|step| step.action).collect();
        let catalogue = desk.housing.catalogue();
        let calendar = housing::Working(desk.housing.calendar());
        let replayed = Hazard::replay(fixed.id, &actions, catalogue, &calendar).unwrap();
        assert_eq!(replayed, fixed, "the record says all of it");
        let feed = desk.world.database.feed_after("housing", 0, 100).await.unwrap();
        assert_eq!(feed.len(), actions.len(), "each is told to those who follow");
        let row = desk.housing.building_row(desk.places[0].0).await.unwrap().unwrap();
        assert_eq!((row.open, row.next_due_at), (0, None));

        let back = desk.found("gas.hose", desk.unit().await).await.unwrap();
        assert_eq!(back.recurs, Some(fixed.id));
        let reopened = desk.with(&fixed, HazardDeed::Reopen, 1).await;
        assert!(matches!(reopened, Err(Error::Hazard(HazardRefusal::AlreadyOpen(_)))));
    });
}

#[test]
fn what_is_shown_is_there_and_whoever_stands_there_does() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let mut new = FoundHazard {
            at: desk.unit().await,
            kind: "gas.hose".into(),
            how_known: FoundBy::Inspection,
            actor: officer(1),
            how: desk.how().await,
        };
        new.how.position = Point4326::new(113.01, 22.0);
        let far = desk.housing.find(new.clone()).await;
        assert!(matches!(far, Err(Error::NotNear { distance_m: Some(800..1_000) })), "{far:?}");
        new.how = desk.how().await;
        new.how.evidence[0].file = Some(desk.world.ids.next());
        let none = desk.housing.find(new.clone()).await;
        assert!(matches!(none, Err(Error::NoFile)), "{none:?}");
        new.how = desk.how().await;
        let photo = new.how.evidence[0];
        let hazard = desk.housing.find(new).await.unwrap();
        // A photo that shows one hazard shows no other.
        let how = How { evidence: vec![photo], ..desk.how().await };
        let other = FoundHazard {
            at: desk.building().await,
            kind: "sanitation.rubbish".into(),
            how_known: FoundBy::Inspection,
            actor: officer(1),
            how,
        };
        let lent = desk.housing.find(other).await;
        assert!(lent.is_err(), "{lent:?}");
        let loose = desk.photo().await;
        desk.world.clock.advance(2 * DAY_S);
        assert!(desk.housing.drop_loose_files().await.unwrap() >= 1);
        assert_eq!(desk.housing.file(loose).await.unwrap(), None);
        let kept = desk.housing.file(photo.file.unwrap()).await.unwrap().unwrap();
        assert_eq!(kept.subject, Some(hazard.id.to_bytes()));
    });
}

#[test]
fn a_tier_goes_up_at_once_and_down_by_time_and_a_clean_visit() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let hazard = desk.found("gas.hose", desk.unit().await).await.unwrap();
        assert_eq!(desk.tier().await, Tier::Watch);
        // Thirty days on it is overdue: the clock alone raises the tier.
        desk.world.clock.advance(hazard.due_at.seconds_since(hazard.found_at) + 1);
        assert_eq!(desk.housing.tick(10).await.unwrap(), 1);
        assert_eq!(desk.tier().await, Tier::Key);
        let row = desk.housing.building_row(desk.places[0].0).await.unwrap().unwrap();
        assert_eq!((row.overdue, row.tier), (1, Tier::Key));
        desk.fixed(&hazard).await;
        assert_eq!(desk.tier().await, Tier::Key, "down only after quiet days");
        desk.looked_after(91, true).await;
        assert_eq!(desk.tier().await, Tier::Watch);
        let view = desk.housing.unit_view(desk.places[0].0, desk.places[0].1).await.unwrap();
        assert!(!view.explained.unwrap().down.is_empty());
        desk.looked_after(61, true).await;
        desk.housing.tick(10).await.unwrap();
        assert_eq!(desk.tier().await, Tier::Ordinary);

        let mut new = Suspension {
            at: desk.unit().await,
            suspended: true,
            by: account(2),
            how: How::bare(desk.id()),
        };
        let silent = desk.housing.suspend(new.clone()).await;
        assert!(matches!(silent, Err(Error::NoWords)), "{silent:?}");
        new.how.words = "逾期未整改".into();
        desk.housing.suspend(new.clone()).await.unwrap();
        desk.housing.suspend(new.clone()).await.unwrap();
        assert_eq!(desk.tier().await, Tier::Key);
        let twice = desk
            .housing
            .suspend(Suspension { how: How { id: desk.id(), ..new.how.clone() }, ..new })
            .await;
        assert!(matches!(twice, Err(Error::Already)), "{twice:?}");
    });
}

#[test]
fn stars_follow_from_facts_and_a_rating_goes_its_way_to_the_appeal() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let early = desk.draft(officer(1)).await;
        let Err(Error::Rating(RatingRefusal::NoStar { missing })) = early else {
            panic!("no star without facts: {early:?}")
        };
        assert_eq!(missing.len(), 20);
        desk.seen(100).await;
        let draft = desk.draft(officer(4)).await.unwrap();
        assert_eq!((draft.cause, draft.reckoned.stars), (Cause::First, Some(5)));
        assert!(matches!(desk.draft(officer(4)).await, Err(Error::UnderWay)));
        let own = desk.rated(&draft, RatingDeed::Decide, 4).await;
        assert!(matches!(own, Err(Error::Rating(RatingRefusal::OwnDraft))), "{own:?}");
        let soon = desk.rated(&draft, RatingDeed::Decide, 2).await;
        assert!(matches!(soon, Err(Error::Rating(RatingRefusal::ReplyAwaited { .. }))));
        let sent_back = desk.rated(&draft, RatingDeed::SendBack, 2).await.unwrap();
        assert_eq!(sent_back.state, RatingState::SentBack);

        let first = desk.published().await;
        let row = desk.housing.building_row(desk.places[0].0).await.unwrap().unwrap();
        assert_eq!((row.stars, row.under_way, row.rating), (Some(5), None, Some(first.id)));
        assert!(matches!(desk.draft(officer(4)).await, Err(Error::NotDue)));

        // A hazard becomes overdue: it is rated again, and the new rating takes the place of the old.
        let hazard = desk.found("gas.hose", desk.unit().await).await.unwrap();
        desk.world.clock.advance(hazard.due_at.seconds_since(hazard.found_at) + 1);
        let second = desk.published().await;
        assert_eq!((second.cause, second.reckoned.stars), (Cause::Overdue, Some(2)));
        let old = desk.housing.rating(first.id).await.unwrap().unwrap().0;
        assert_eq!((old.state, old.superseded_by), (RatingState::Superseded, Some(second.id)));

        let appealed = desk.rated(&second, RatingDeed::Appeal, 3).await.unwrap();
        let row = desk.housing.building_row(desk.places[0].0).await.unwrap().unwrap();
        assert_eq!((row.stars, row.under_way), (Some(2), Some(RatingState::Appealed)));
        for involved in [1, 2, 3] {
            let decide = RatingDeed::DecideAppeal { upheld: true };
            let refused = desk.rated(&appealed, decide, involved).await;
            assert!(
                matches!(refused, Err(Error::Rating(RatingRefusal::Involved))),
                "{involved} had a part in it: {refused:?}"
            );
        }
        desk.world.clock.advance(30 * DAY_S);
        let area: AreaPath = HERE.parse().unwrap();
        assert_eq!(desk.housing.summary(&area).await.unwrap().appeals_overdue, 1);
        let decide = RatingDeed::DecideAppeal { upheld: false };
        let upheld = desk.rated(&appealed, decide, 9).await.unwrap();
        assert_eq!(upheld.state, RatingState::Published);
        let steps = desk.housing.rating_steps(upheld.id).await.unwrap();
        assert_eq!(steps.len(), upheld.version as usize);
        let shown = desk.housing.shown(desk.places[0].0).await.unwrap().unwrap();
        assert_eq!(shown.public_stars(), Some(2));
    });
}

#[test]
fn what_happened_caps_and_what_would_lift_is_told() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        desk.seen(100).await;
        desk.published().await;
        let new = NewEvent {
            at: desk.building().await,
            kind: EventKind::Fire,
            on: desk.housing.when().today,
            by: account(2),
            how: How { words: "三楼起火，已扑灭".into(), ..How::bare(desk.id()) },
        };
        desk.housing.happen(new.clone()).await.unwrap();
        desk.housing.happen(new.clone()).await.unwrap();
        let file = desk.housing.building_file(desk.places[0].0).await.unwrap();
        assert_eq!((file.events.len(), file.reckoned.stars), (1, Some(2)));
        assert!(matches!(file.lift, housing::stars::Lift::Steps { to: 3, .. }), "{:?}", file.lift);
        let tomorrow = desk.housing.when().today.plus_days(1);
        let later = NewEvent { on: tomorrow, how: How { id: desk.id(), ..new.how.clone() }, ..new };
        assert!(matches!(desk.housing.happen(later).await, Err(Error::NotYet)));
        // The day after, for what happened on the day of the rating may be in it.
        desk.world.clock.advance(DAY_S);
        let wrong = NewInspection {
            at: desk.building().await,
            on: None,
            facts: vec![Seen { fact: "wiring".into(), answer: "purple".into() }],
            clean: true,
            inspector: account(1),
            how: How::bare(desk.id()),
        };
        assert!(matches!(desk.housing.inspect(wrong).await, Err(Error::Star(_))));
    });
}

#[test]
fn lists_keep_to_their_area_and_go_on_where_they_ended() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let [(_, here), (there, _)] = desk.places;
        let mut made = Vec::new();
        for kind in ["gas.hose", "electricity.overload", "electricity.no_rcd"] {
            made.push(desk.found(kind, desk.unit().await).await.unwrap());
            desk.world.clock.advance(60);
        }
        let elsewhere = desk.housing.at_building(there).await.unwrap();
        let mut how = desk.how().await;
        how.position = elsewhere.point;
        let new = FoundHazard {
            at: elsewhere,
            kind: "sanitation.rubbish".into(),
            how_known: FoundBy::Inspection,
            actor: officer(1),
            how,
        };
        desk.housing.find(new).await.unwrap();

        let area = |path: &str| path.parse::<AreaPath>().unwrap();
        let all = HazardFilter { limit: 10, ..HazardFilter::default() };
        let count = async |filter: HazardFilter| desk.housing.hazards(&filter).await.unwrap().len();
        assert_eq!(count(all.clone()).await, 4);
        assert_eq!(count(HazardFilter { area: area(HERE), ..all.clone() }).await, 3);
        assert_eq!(count(HazardFilter { area: area("990106/990106002"), ..all.clone() }).await, 1);
        let electric = HazardFilter { group: Some("electricity".into()), ..all.clone() };
        assert_eq!(count(electric).await, 2);
        assert_eq!(count(HazardFilter { unit: Some(here), ..all.clone() }).await, 3);
        assert_eq!(count(HazardFilter { q: Some("燃气".into()), ..all.clone() }).await, 1);
        assert_eq!(count(HazardFilter { q: Some("幸福路1号".into()), ..all.clone() }).await, 4);
        assert_eq!(count(HazardFilter { q: Some("平安街".into()), ..all.clone() }).await, 0);
        for sort in [HazardSort::Newest, HazardSort::Deadline] {
            let mut filter = HazardFilter { sort, limit: 1, ..all.clone() };
            let mut seen = Vec::new();
            while let Some((seq, hazard)) = desk.housing.hazards(&filter).await.unwrap().pop() {
                let due_at = (sort == HazardSort::Deadline).then_some(hazard.due_at);
                let cursor = Cursor { seq, due_at };
                filter.after = Cursor::read(&cursor.write());
                seen.push(hazard.due_at);
            }
            assert_eq!(seen.len(), 4, "each once");
            assert!(sort == HazardSort::Newest || seen.is_sorted());
        }
        // Two hours and a day on, the one of immediate danger is overdue.
        desk.world.clock.advance(2 * DAY_S);
        assert_eq!(count(HazardFilter { overdue: true, ..all.clone() }).await, 1);
        assert_eq!(desk.housing.count_hazards(&all).await.unwrap(), 4);

        let all = BuildingFilter { limit: 10, ..BuildingFilter::default() };
        let rows = async |filter: &BuildingFilter| desk.housing.buildings(filter).await.unwrap();
        assert_eq!(rows(&all).await.len(), 2);
        let there = BuildingFilter { area: area(THERE), ..all.clone() };
        assert_eq!(rows(&there).await[0].open, 1);
        assert_eq!(desk.housing.count_buildings(&there).await.unwrap(), 1);
        let overdue = BuildingFilter { overdue: true, ..all.clone() };
        assert_eq!(rows(&overdue).await[0].overdue, 1);
        let key = BuildingFilter { tier: Some(Tier::Key), ..all.clone() };
        assert_eq!(rows(&key).await.len(), 1);
        let none = BuildingFilter { stars: Some(None), ..all.clone() };
        assert_eq!(rows(&none).await.len(), 2);
        for sort in [BuildingSort::Stars, BuildingSort::Due, BuildingSort::Open] {
            for descending in [false, true] {
                let sorted = BuildingFilter { sort, descending, ..all.clone() };
                assert_eq!(rows(&sorted).await.len(), 2);
            }
        }
        let open = BuildingFilter { sort: BuildingSort::Open, descending: true, ..all };
        assert_eq!(rows(&open).await[0].open, 3);
        let ratings = RatingFilter { limit: 10, ..RatingFilter::default() };
        assert!(desk.housing.ratings(&ratings).await.unwrap().is_empty());

        let summary = desk.housing.summary(&area(HERE)).await.unwrap();
        assert_eq!((summary.buildings, summary.hazards.len()), (1, 2));
        let (open, late): (u64, u64) = summary
            .hazards
            .iter()
            .fold((0, 0), |sum, (_, open, late)| (sum.0 + open, sum.1 + late));
        assert_eq!((open, late), (3, 1));
        assert!(summary.tiers.contains(&(Tier::Key, 1)));
        let whole = desk.housing.summary(&AreaPath::whole()).await.unwrap();
        assert_eq!(whole.buildings, 2);
    });
}

#[test]
fn a_code_at_a_door_holds_until_it_is_replaced_or_withdrawn() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let at = desk.building().await;
        let made = desk.housing.make_codes(at.clone(), account(1), How::bare(desk.id())).await;
        assert_eq!(made.unwrap(), 2, "one for each unit");
        let again = desk.housing.make_codes(at, account(1), How::bare(desk.id())).await;
        assert_eq!(again.unwrap(), 0);
        let first = DoorCode { unit: desk.places[0].1, number: 1 };
        let second = DoorCode { number: 2, ..first };
        assert_eq!(desk.housing.scanned(first).await.unwrap(), Scanned::Holds);
        let replace = async |withdraw: bool| {
            let how = How { words: "门牌破损".into(), ..How::bare(desk.id()) };
            desk.housing.replace_code(desk.unit().await, withdraw, account(1), how).await
        };
        assert_eq!(replace(false).await.unwrap().number, 2);
        assert_eq!(desk.housing.scanned(first).await.unwrap(), Scanned::Replaced);
        assert_eq!(desk.housing.scanned(second).await.unwrap(), Scanned::Holds);
        replace(true).await.unwrap();
        assert!(matches!(replace(true).await, Err(Error::Already)));
        assert_eq!(desk.housing.scanned(second).await.unwrap(), Scanned::Withdrawn);
        replace(false).await.unwrap();
        assert_eq!(desk.housing.codes(desk.places[0].0).await.unwrap().len(), 2);
        let other = DoorCode { unit: desk.places[1].1, number: 1 };
        assert_eq!(desk.housing.scanned(other).await.unwrap(), Scanned::Withdrawn);
    });
}

#[test]
fn an_inspection_is_a_visit_to_its_building() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        desk.looked_after(0, true).await;
        desk.looked_after(1, false).await;
        let today = desk.housing.when().today;
        let yesterday = kernel::Day::from_epoch_days(today.epoch_days() - 1);
        let visits = async |area: &str, first: kernel::Day| {
            let area: AreaPath = area.parse().unwrap();
            desk.housing.visits(&area, first, today).await.unwrap()
        };
        let found = visits("990106", yesterday).await;
        let place = (found[0].area.as_str(), found[0].building);
        assert_eq!(place, (HERE, Some(desk.places[0].0.to_bytes())));
        assert_eq!((found.len(), found[0].visits, found[0].last_on), (1, 2, today));
        assert_eq!(visits("990106", today).await[0].visits, 1);
        assert!(visits(THERE, yesterday).await.is_empty());
    });
}
