//! The file of a building is read with as few questions for much as for little, on both databases.

use std::sync::Arc;

use database::id_value;
use housing::{BuildingFile, EventKind, Hazard, NewEvent, RatingAction, Step, facts::How};
use testing::World;

use crate::{
    account,
    desk::{Desk, desk, on_each_database},
};

impl Desk {
    /// A fire in the building, and what is said of it.
    async fn burnt(&self, words: &str) {
        let at = self.housing.at_building(self.places[0].0).await.unwrap();
        let (kind, on) = (EventKind::Fire, self.housing.when().today);
        let how = How { words: words.into(), ..How::bare(self.id()) };
        self.housing.happen(NewEvent { at, kind, on, by: account(6), how }).await.unwrap();
    }

    /// The file of the building, and how often the database was asked for it.
    async fn read(&self) -> (BuildingFile, u64) {
        let before = self.world.database.asked();
        let file = self.housing.building_file(self.places[0].0).await.unwrap();
        (file, self.world.database.asked() - before)
    }
}

fn told(steps: Vec<Step<RatingAction>>) -> Vec<(RatingAction, Option<String>)> {
    steps.into_iter().map(|step| (step.action, step.words)).collect()
}

#[test]
fn a_file_takes_as_few_questions_for_many_events_and_ratings_as_for_one() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let building = desk.places[0].0;
        desk.seen(100).await;
        let first = desk.published().await;
        desk.burnt("一楼起火").await;
        let (one, asked_for_one) = desk.read().await;
        assert_eq!((one.events.len(), one.ratings.len()), (1, 1));

        desk.burnt("二楼起火").await;
        let hazard = desk.found("gas.hose", desk.unit().await).await.unwrap();
        desk.fixed(&hazard).await;
        desk.found("gas.leak", desk.unit().await).await.unwrap();
        let hazard = desk.found("gas.hose", desk.unit().await).await.unwrap();
        desk.world.clock.advance(hazard.due_at.seconds_since(hazard.found_at) + 1);
        desk.burnt("三楼起火").await;
        let second = desk.published().await;
        let (all, asked_for_all) = desk.read().await;
        assert_eq!((all.events.len(), all.ratings.len(), all.hazards.len()), (3, 2, 3));
        assert_eq!((asked_for_one, asked_for_all), (8, 8), "as often for all as for one");

        assert_eq!(all.events[0].words.as_deref(), Some("三楼起火"), "the last first");
        for event in &all.events {
            let words = desk.housing.words_of(event.action.id).await.unwrap();
            assert_eq!(event.words, words, "each with its own words");
        }
        let open: Vec<bool> = all.hazards.iter().map(Hazard::is_open).collect();
        assert_eq!(open, [true, true, false], "open ones first");
        let known = desk.housing.as_rated(building).await.unwrap();
        let when = desk.housing.when();
        let (rules, catalogue) = (desk.housing.star_rules(), desk.housing.catalogue());
        assert_eq!(all.reckoned, rules.rate(&known, catalogue, when), "as the rules rate it");
        assert_eq!(all.lift, rules.lift(&known, catalogue, when));

        let ids = [first.id, second.id];
        let before = desk.world.database.asked();
        let mut steps = desk.housing.steps_of_ratings(&ids).await.unwrap();
        assert_eq!(desk.world.database.asked() - before, 1, "once for both");
        for id in ids {
            let alone = desk.housing.rating_steps(id).await.unwrap();
            assert!(!alone.is_empty());
            assert_eq!(told(steps.remove(&id).unwrap()), told(alone));
        }
        assert!(steps.is_empty());
    });
}

#[test]
fn every_open_hazard_is_reckoned_with_though_not_all_are_listed() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        desk.seen(100).await;
        let hose = desk.found("gas.hose", desk.unit().await).await.unwrap();
        desk.fixed(&hose).await;
        let leak = desk.found("gas.leak", desk.unit().await).await.unwrap();
        let sql = "INSERT INTO housing_hazard (id, building_id, unit_id, version, kind, severity, state, is_open,
                area, office, due_at, body)
            SELECT ?1, building_id, unit_id, version, kind, severity, state, is_open, area, office, due_at, body
            FROM housing_hazard WHERE id = ?2";
        let mut unit = desk.world.database.begin().await.unwrap();
        for n in 1..=210_u8 {
            let values = [vec![n; 16].into(), id_value(leak.id)];
            unit.execute("find the same again", sql, values).await.unwrap();
        }
        unit.commit().await.unwrap();
        let (file, _) = desk.read().await;
        assert_eq!(file.hazards.len(), 200);
        assert!(file.hazards.iter().all(Hazard::is_open));
        let lowered = file.reckoned.categories.iter().flat_map(|one| &one.lowered);
        assert_eq!(lowered.filter(|one| one.hazard == leak.id).count(), 211);
        let known = desk.housing.as_rated(desk.places[0].0).await.unwrap();
        let (rules, catalogue) = (desk.housing.star_rules(), desk.housing.catalogue());
        assert_eq!(file.reckoned, rules.rate(&known, catalogue, desk.housing.when()));
    });
}
