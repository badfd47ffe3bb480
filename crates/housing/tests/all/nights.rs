//! The run of the night begins drafts of ratings that are due again, on both databases.

use std::sync::Arc;

use housing::{Actor, Cause, FoundBy, FoundHazard, RatingState, filter::RatingFilter};
use testing::World;

use crate::{
    DAY_S,
    desk::{Desk, desk, on_each_database},
    officer,
};

/// Moves on to this hour of the next day there.
fn next_day_at(desk: &Desk, hour: i64) {
    let offset_s = i64::from(desk.housing.calendar().offset_minutes) * 60;
    let now_s = desk.housing.when().now.micros().div_euclid(1_000_000) + offset_s;
    let into = now_s.rem_euclid(DAY_S);
    desk.world.clock.advance(DAY_S - into + hour * 3_600);
}

#[test]
fn at_night_what_is_due_again_is_drafted_once_and_decided_by_nobody() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        desk.seen(100).await;
        let first = desk.published().await;
        next_day_at(&desk, 2);
        assert_eq!(desk.housing.draft_at_night().await.unwrap(), Some(0), "nothing is due");
        let hazard = desk.found("gas.hose", desk.unit().await).await.unwrap();
        desk.world.clock.advance(hazard.due_at.seconds_since(hazard.found_at) + 1);
        next_day_at(&desk, 12);
        assert_eq!(desk.housing.draft_at_night().await.unwrap(), None, "by day nothing is begun");
        next_day_at(&desk, 2);
        assert_eq!(desk.housing.draft_at_night().await.unwrap(), Some(1));
        assert_eq!(desk.housing.draft_at_night().await.unwrap(), None, "once a night");

        let filter = RatingFilter { limit: 9, ..RatingFilter::default() };
        let ratings = desk.housing.ratings(&filter).await.unwrap();
        assert_eq!(ratings.len(), 2);
        let (_, draft) = &ratings[0];
        assert_eq!((draft.state, draft.cause), (RatingState::Draft, Cause::Overdue));
        assert_eq!(draft.drafted_by, Actor::Installation);
        let steps = desk.housing.rating_steps(draft.id).await.unwrap();
        assert!(steps[0].words.as_deref().is_some_and(|words| words.contains("overdue")), "why");
        let shown = desk.housing.shown(desk.places[0].0).await.unwrap().unwrap();
        assert_eq!(shown.id, first.id, "what is published stays");
        next_day_at(&desk, 2);
        assert_eq!(desk.housing.draft_at_night().await.unwrap(), Some(0), "one is under way");
    });
}

#[test]
fn a_hazard_that_was_overdue_before_the_last_draft_and_told_of_after_it_is_rated_at_night() {
    on_each_database(async |world: Arc<World>| {
        let desk = desk(world).await;
        let then = desk.housing.when().now;
        desk.world.clock.advance(2 * DAY_S);
        desk.seen(100).await;
        let first = desk.published().await;
        let new = FoundHazard {
            at: desk.unit().await,
            kind: "gas.leak".into(),
            how_known: FoundBy::Inspection,
            actor: officer(1),
            how: desk.how().await,
        };
        let hazard = desk.housing.find_at(new, Some(then)).await.unwrap();
        assert!(hazard.due_at < first.drafted_at, "two hours, two days ago");
        next_day_at(&desk, 2);
        assert_eq!(desk.housing.draft_at_night().await.unwrap(), Some(1));
        let filter = RatingFilter { limit: 9, ..RatingFilter::default() };
        let ratings = desk.housing.ratings(&filter).await.unwrap();
        assert_eq!((ratings[0].1.state, ratings[0].1.cause), (RatingState::Draft, Cause::Overdue));
    });
}
