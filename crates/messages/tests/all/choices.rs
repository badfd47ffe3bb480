//! What readers see, choose, and confirm.

use access::Role;
use messages::{Channel, Choice, Choices, Error, Quiet};

use crate::desk::{Desk, Fate, on_each_database, state, told};

#[test]
fn messages_are_seen_by_their_reader_alone() {
    on_each_database(|world| async move {
        let desk = Desk::open(world).await;
        let [one, two] = [desk.somebody(Role::GridWorker), desk.somebody(Role::GridWorker)];
        for _ in 0..5 {
            desk.happens(&[one.account, two.account]).await;
        }
        desk.follow().await;
        let page = desk.messages.page(&one, false, None, 2).await.unwrap();
        assert_eq!((page.rows.len(), page.unseen), (2, 5));
        let next = desk.messages.page(&one, false, Some(page.rows[1].id), 9).await.unwrap();
        assert_eq!(next.rows.len(), 3);
        assert!(next.rows.iter().all(|row| row.id < page.rows[1].id), "the latest first");

        let mine = page.rows[1].id;
        assert_eq!(desk.messages.see(&two, mine, false).await.unwrap(), 0, "not theirs");
        assert_eq!(desk.messages.see(&one, mine, false).await.unwrap(), 1);
        assert_eq!(desk.messages.see(&one, mine, false).await.unwrap(), 0, "seen already");
        assert_eq!(desk.messages.see(&one, page.rows[0].id, true).await.unwrap(), 4);
        assert_eq!(desk.messages.unseen(&one).await.unwrap(), 0);
        assert_eq!(desk.messages.unseen(&two).await.unwrap(), 5);
        assert!(desk.messages.page(&one, true, None, 9).await.unwrap().rows.is_empty());
    });
}

#[test]
fn a_channel_that_is_not_wanted_is_not_taken() {
    on_each_database(|world| async move {
        let desk = Desk::open(world).await;
        let reader = desk.somebody(Role::System);
        desk.hooked(reader.account).await;
        let held = desk.messages.choices(&reader).await.unwrap();
        let kinds = desk.messages.catalogue().kinds.len();
        assert_eq!(held.choices.len(), kinds * Channel::ALL.len());
        let choice =
            |wanted| Choice { kind: "case_assigned".to_owned(), channel: Channel::Webhook, wanted };
        let chosen = Choices { choices: vec![choice(false)], quiet: Quiet::new(22 * 60, 7 * 60) };
        desk.messages.choose(&reader, &chosen).await.unwrap();
        let held = desk.messages.choices(&reader).await.unwrap();
        assert!(held.choices.contains(&choice(false)) && held.quiet == chosen.quiet);
        desk.happens(&[reader.account]).await;
        desk.follow().await;
        assert_eq!(desk.deliver().await, 0);
        assert_eq!(desk.rows_of(&reader).await.len(), 1, "the app keeps it all the same");

        let unknown = Choice { kind: "gossip".to_owned(), ..choice(true) };
        let refused = Choices { choices: vec![unknown], quiet: None };
        assert!(matches!(desk.messages.choose(&reader, &refused).await, Err(Error::NoKind(_))));
        let twice = Choices { choices: vec![choice(true), choice(false)], quiet: None };
        assert!(desk.messages.choose(&reader, &twice).await.is_err());
    });
}

#[test]
fn an_address_is_written_to_once_its_holder_has_the_code() {
    on_each_database(|world| async move {
        let desk = Desk::open(world).await;
        let (messages, reader) = (&desk.messages, desk.somebody(Role::StreetOfficer));
        let set = |address: &'static str| {
            messages.set_contact(&reader, Channel::Email, address, &desk.outside)
        };
        assert!(matches!(set("nowhere").await, Err(Error::Unfit(_))));
        set("officer@example.org").await.unwrap();
        assert!(matches!(set("officer@example.org").await, Err(Error::Unfit(_))), "a moment later");
        let code = |at: usize| -> String {
            let title = desk.outside.taken()[at].title.en.clone();
            title.chars().filter(char::is_ascii_digit).take(6).collect()
        };
        let shown = messages.contacts(&reader).await.unwrap();
        assert!(!shown[0].shown.contains("officer@") && shown[0].confirmed_at.is_none());

        // Nothing goes there yet.
        desk.happens(&[reader.account]).await;
        desk.follow().await;
        assert_eq!(desk.deliver().await, 0);
        // Five wrong guesses, and the right one is too late.
        for _ in 0..5 {
            let guess = messages.confirm_contact(&reader, Channel::Email, "none").await;
            assert!(matches!(guess, Err(Error::WrongCode)));
        }
        let late = messages.confirm_contact(&reader, Channel::Email, &code(0)).await;
        assert!(matches!(late, Err(Error::WrongCode)));

        desk.world.clock.advance(61);
        set("officer@example.org").await.unwrap();
        messages.confirm_contact(&reader, Channel::Email, &code(1)).await.unwrap();
        desk.happens(&[reader.account]).await;
        desk.follow().await;
        assert_eq!(desk.deliver().await, 1);
        let parcel = desk.outside.taken().pop().unwrap();
        assert!(!format!("{parcel:?}").contains("example.org"), "an address is in no log");

        // What waits for an address that was taken away is dropped.
        desk.happens(&[reader.account]).await;
        desk.follow().await;
        assert!(messages.forget_contact(&reader, Channel::Email).await.unwrap());
        assert_eq!(desk.deliver().await, 1);
        assert_eq!((desk.deliver().await, desk.outside.taken().len()), (0, 3));
    });
}

#[test]
fn an_old_code_and_one_that_cannot_be_sent_confirm_nothing() {
    on_each_database(|world| async move {
        let desk = Desk::open(world).await;
        let (messages, reader) = (&desk.messages, desk.somebody(Role::GridWorker));
        desk.outside.next(&[Fate::Refused]);
        let number = "138 0000 0000";
        let unsent = messages.set_contact(&reader, Channel::Sms, number, &desk.outside).await;
        assert!(matches!(unsent, Err(Error::Carry(_))));
        desk.world.clock.advance(61);
        messages.set_contact(&reader, Channel::Sms, number, &desk.outside).await.unwrap();
        let title = desk.outside.taken()[0].title.en.clone();
        let code: String = title.chars().filter(char::is_ascii_digit).take(6).collect();
        desk.world.clock.advance(1_801);
        let late = messages.confirm_contact(&reader, Channel::Sms, &code).await;
        assert!(matches!(late, Err(Error::WrongCode)));
    });
}

#[test]
fn what_is_old_is_forgotten_unless_it_is_on_its_way() {
    on_each_database(|world| async move {
        let desk = Desk::open(world).await;
        let [one, two] = [desk.somebody(Role::GridWorker), desk.somebody(Role::System)];
        desk.hooked(two.account).await;
        desk.happens(&[one.account, two.account]).await;
        desk.follow().await;
        desk.world.clock.advance(91 * 86_400);
        assert_eq!(desk.messages.forget_old(90 * 86_400).await.unwrap(), 1);
        assert_eq!(state(&desk, &desk.rows_of(&two).await[0]).await.0, "queued");
        desk.deliver().await;
        assert_eq!(desk.messages.forget_old(90 * 86_400).await.unwrap(), 1);
        assert!(desk.rows_of(&two).await.is_empty());
        // The cause is forgotten with it, and the cursor is not: it is not told again.
        assert_eq!(desk.follow().await, 0);
    });
}

#[test]
fn nobody_keeps_the_webhook_of_another_area() {
    on_each_database(|world| async move {
        let desk = Desk::open(world).await;
        let mut keeper = desk.somebody(Role::Administrator);
        keeper.assignments[0].area = "990106".parse().unwrap();
        let account = told(desk.world.ids.next(), "x").to;
        let refused = desk.messages.set_hook(&keeper, account, "https://example.org/").await;
        assert!(refused.is_err(), "an account without a role is the whole installation's");
        let officer = desk.somebody(Role::DistrictOfficer);
        assert!(desk.messages.hooks(&officer).await.is_err());
        assert!(desk.messages.dead_letters(&officer).await.is_err());
    });
}
