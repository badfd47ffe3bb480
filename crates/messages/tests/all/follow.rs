//! From the feed to messages: each change is told once, whatever fails.

use std::{
    error::Error as AnyError,
    sync::atomic::{AtomicU32, Ordering},
};

use access::Role;
use database::FeedEntry;
use messages::{NewMessage, Teller};

use crate::desk::{Desk, Everybody, on_each_database, told};

/// Fails some times before it tells.
struct Failing(AtomicU32);

impl Teller for Failing {
    async fn tell(
        &self,
        entry: &FeedEntry,
    ) -> Result<Vec<NewMessage>, Box<dyn AnyError + Send + Sync>> {
        if self.0.load(Ordering::Relaxed) > 0 {
            self.0.fetch_sub(1, Ordering::Relaxed);
            return Err("the register does not answer".into());
        }
        Everybody.tell(entry).await
    }
}

#[test]
fn a_change_is_told_once_and_one_that_fails_is_told_later() {
    on_each_database(|world| async move {
        let desk = Desk::open(world).await;
        let [one, two] = [desk.somebody(Role::GridWorker), desk.somebody(Role::StreetOfficer)];
        desk.happens(&[one.account, two.account]).await;
        desk.happens(&[one.account]).await;
        let failing = Failing(AtomicU32::new(2));
        for _ in 0..2 {
            assert!(desk.messages.follow("cases", &failing).await.is_err());
            assert!(desk.rows_of(&one).await.is_empty(), "all or nothing");
        }
        assert_eq!(desk.messages.follow("cases", &failing).await.unwrap(), 2);
        assert_eq!(desk.follow().await, 0, "nothing is left");
        assert_eq!((desk.rows_of(&one).await.len(), desk.rows_of(&two).await.len()), (2, 1));

        let message = &desk.rows_of(&one).await[0];
        assert_eq!(message.link, "/cases/0192");
        assert!(message.text.zh.contains("漏水") && !message.title.zh.contains("漏水"));
    });
}

#[test]
fn two_followers_tell_once() {
    on_each_database(|world| async move {
        let desk = Desk::open(world).await;
        let reader = desk.somebody(Role::GridWorker);
        for _ in 0..20 {
            desk.happens(&[reader.account]).await;
        }
        let both = (0..4).map(|_| desk.messages.follow("cases", &Everybody));
        for done in futures::future::join_all(both).await {
            done.unwrap();
        }
        assert_eq!(desk.rows_of(&reader).await.len(), 20);
    });
}

#[test]
fn nobody_is_told_today_of_last_year() {
    on_each_database(|world| async move {
        let desk = Desk::open(world).await;
        let reader = desk.somebody(Role::GridWorker);
        desk.happens(&[reader.account]).await;
        desk.world.clock.advance(400 * 86_400);
        desk.happens(&[reader.account]).await;
        desk.follow().await;
        assert_eq!(desk.rows_of(&reader).await.len(), 1);
        // But nothing that happened since the first start is left out, however long nobody followed.
        desk.happens(&[reader.account]).await;
        desk.world.clock.advance(400 * 86_400);
        desk.follow().await;
        assert_eq!(desk.rows_of(&reader).await.len(), 2);
    });
}

#[test]
fn a_cause_tells_once_and_what_is_not_committed_is_not_told() {
    on_each_database(|world| async move {
        let desk = Desk::open(world).await;
        let reader = desk.somebody(Role::GridWorker);
        for commits in [false, true, true] {
            let mut unit = desk.world.database.begin().await.unwrap();
            desk.messages.put(&mut unit, told(reader.account, "emergency:1")).await.unwrap();
            if commits {
                unit.commit().await.unwrap();
            } else {
                unit.rollback().await.unwrap();
            }
        }
        assert_eq!(desk.rows_of(&reader).await.len(), 1);
        let mut unit = desk.world.database.begin().await.unwrap();
        let mut unfilled = told(reader.account, "emergency:2");
        unfilled.values.remove("what");
        assert!(desk.messages.put(&mut unit, unfilled).await.is_err());
    });
}
