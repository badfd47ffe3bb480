//! The outbox: tried, tried again, given up, revived.

use access::Role;
use kernel::Clock as _;
use messages::{DELAYS_S, Quiet};

use crate::desk::{Desk, Fate, on_each_database, state};

#[test]
fn what_fails_is_tried_after_growing_delays_and_given_up_at_the_end() {
    on_each_database(|world| async move {
        let desk = Desk::open(world).await;
        let (reader, keeper) = (desk.somebody(Role::System), desk.somebody(Role::Administrator));
        desk.hooked(reader.account).await;
        desk.happens(&[reader.account]).await;
        desk.follow().await;
        let message = desk.rows_of(&reader).await.remove(0);
        desk.outside.next(&[Fate::Refused; 10]);
        assert_eq!(desk.deliver().await, 1, "at once");
        for delay in DELAYS_S {
            desk.world.clock.advance(delay - 1);
            assert_eq!(desk.deliver().await, 0, "not before {delay} s");
            desk.world.clock.advance(1);
            assert_eq!(desk.deliver().await, 1, "after {delay} s");
        }
        assert_eq!(state(&desk, &message).await, ("dead".to_owned(), 10));
        desk.world.clock.advance(86_400 * 30);
        assert_eq!(desk.deliver().await, 0);

        let dead = desk.messages.dead_letters(&keeper).await.unwrap();
        assert_eq!((dead.len(), dead[0].tries, dead[0].problem.as_str()), (1, 10, "HTTP 503"));
        let channel = dead[0].channel;
        assert!(desk.messages.send_again(&keeper, message.id, channel).await.unwrap());
        assert!(!desk.messages.send_again(&keeper, message.id, channel).await.unwrap());
        assert_eq!((desk.deliver().await, desk.outside.taken().len()), (1, 1));
        assert_eq!(state(&desk, &message).await, ("sent".to_owned(), 1));
        assert!(desk.messages.dead_letters(&keeper).await.unwrap().is_empty());
    });
}

#[test]
fn what_nobody_will_take_is_given_up_at_once_and_a_webhook_that_is_gone_is_left_alone() {
    on_each_database(|world| async move {
        let desk = Desk::open(world).await;
        let [one, two] = [desk.somebody(Role::System), desk.somebody(Role::System)];
        let keeper = desk.somebody(Role::Administrator);
        for reader in [&one, &two] {
            desk.hooked(reader.account).await;
            desk.happens(&[reader.account]).await;
        }
        desk.follow().await;
        desk.outside.next(&[Fate::Never, Fate::Gone]);
        desk.deliver().await;
        for reader in [&one, &two] {
            assert_eq!(state(&desk, &desk.rows_of(reader).await[0]).await, ("dead".to_owned(), 1));
        }
        let hooks = desk.messages.hooks(&keeper).await.unwrap();
        let gone = hooks.iter().filter(|hook| hook.gone_at.is_some()).count();
        assert_eq!((hooks.len(), gone), (2, 1));
        // Only the one that stands is written to from now on.
        desk.happens(&[one.account, two.account]).await;
        desk.follow().await;
        assert_eq!(desk.deliver().await, 1);
    });
}

#[test]
fn what_a_crash_left_half_done_is_done_again_and_two_workers_do_not_do_the_same() {
    on_each_database(|world| async move {
        let desk = Desk::open(world).await;
        let reader = desk.somebody(Role::System);
        desk.hooked(reader.account).await;
        for _ in 0..8 {
            desk.happens(&[reader.account]).await;
        }
        desk.follow().await;
        let outside = &desk.outside;
        outside.next(&[Fate::DeadAfter]);
        tokio::select! {
            _ = desk.messages.deliver(outside, 1) => panic!("it was to die"),
            () = outside.died() => {}
        }
        assert_eq!(desk.deliver().await, 7, "another may still be at the first");
        assert_eq!(desk.deliver().await, 0);
        for _ in 0..8 {
            desk.happens(&[reader.account]).await;
        }
        desk.follow().await;
        desk.world.clock.advance(181);
        let both = (0..2).map(|_| desk.messages.deliver(outside, 5));
        for done in futures::future::join_all(both).await {
            done.unwrap();
        }
        while desk.deliver().await > 0 {}
        let mut ids: Vec<String> = outside.taken().into_iter().map(|parcel| parcel.id).collect();
        assert_eq!(ids.len(), 17, "the first of sixteen twice, before the crash and after");
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), 16, "by the same id, so that the receiver knows it");
    });
}

#[test]
fn a_program_has_no_quiet_hours_and_a_person_has() {
    on_each_database(|world| async move {
        use messages::{Channel, Choices};
        let desk = Desk::open(world).await;
        let (messages, reader) = (&desk.messages, desk.somebody(Role::GridWorker));
        desk.hooked(reader.account).await;
        let to = "worker@example.org";
        messages.set_contact(&reader, Channel::Email, to, &desk.outside).await.unwrap();
        let title = desk.outside.taken()[0].title.en.clone();
        let code: String = title.chars().filter(char::is_ascii_digit).take(6).collect();
        messages.confirm_contact(&reader, Channel::Email, &code).await.unwrap();
        // It is nine in the morning of the place; from eight to ten nobody is to be woken.
        let quiet = Quiet::new(8 * 60, 10 * 60);
        let chosen = Choices { choices: Vec::new(), quiet };
        messages.choose(&reader, &chosen).await.unwrap();
        desk.happens(&[reader.account]).await;
        desk.follow().await;
        assert_eq!(desk.deliver().await, 1, "the webhook alone");
        let local = desk.world.clock.now();
        let ten = quiet.unwrap().after(local, crate::desk::ZONE);
        desk.world.clock.advance(ten.seconds_since(local) - 1);
        assert_eq!(desk.deliver().await, 0);
        desk.world.clock.advance(1);
        assert_eq!(desk.deliver().await, 1);
    });
}
