//! Broadcasts: each reader told once, counted, taken back from who has not seen it, forgotten with the messages.

use access::{Account, Role};
use kernel::{AreaPath, Id, Text};
use messages::{
    BroadcastId, BroadcastKind, Carrier, Error, Messages, NewBroadcast, NewPushDevice, Parcel,
    Refused,
};

use crate::desk::{Desk, on_each_database};

/// Takes a broadcast back while it is carried.
struct TakesBack {
    messages: Messages,
    id: BroadcastId,
    by: Id<Account>,
}

impl Carrier for TakesBack {
    async fn carry(&self, _: Parcel) -> Result<(), Refused> {
        assert_eq!(self.messages.recall(self.id, self.by).await.unwrap(), 1);
        Ok(())
    }
}

#[test]
fn a_broadcast_is_told_once_counted_and_taken_back_from_who_has_not_seen_it() {
    on_each_database(|world| async move {
        let desk = Desk::open(world).await;
        let [one, two] = [desk.somebody(Role::GridWorker), desk.somebody(Role::GridWorker)];
        let by = desk.somebody(Role::StreetOfficer).account;
        desk.hooked(two.account).await;
        let new = NewBroadcast {
            id: desk.world.ids.next(),
            by,
            area: "990106/990106001".parse().unwrap(),
            place: Text::new("幸福街道", "Xingfu Street"),
            kind: BroadcastKind::Notice,
            words: Text::new("下午三点集合", "Meet at three"),
        };
        let readers = [one.account, two.account];
        let sent = desk.messages.broadcast(new.clone(), &readers).await.unwrap();
        assert_eq!((sent.reached, sent.seen, sent.recalled_at), (2, 0, None));
        let again = desk.messages.broadcast(new.clone(), &readers).await.unwrap();
        assert_eq!(again, sent, "one press");
        let rows = desk.rows_of(&one).await;
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].text.en, "Xingfu Street: Meet at three");
        assert_eq!(rows[0].kind, "broadcast_notice");
        let other = NewBroadcast { words: Text::new("散会", "Go home"), ..new };
        let refused = desk.messages.broadcast(other, &readers).await;
        assert!(matches!(refused, Err(Error::Unfit(_))), "the id is taken");

        desk.messages.see(&one, rows[0].id, false).await.unwrap();
        let street: AreaPath = "990106".parse().unwrap();
        let listed = desk.messages.broadcasts(&street, 9).await.unwrap();
        assert_eq!((listed.len(), listed[0].seen, listed[0].by), (1, 1, by));
        let elsewhere: AreaPath = "990106/990106002".parse().unwrap();
        assert!(desk.messages.broadcasts(&elsewhere, 9).await.unwrap().is_empty());

        assert_eq!(desk.messages.recall(sent.id, by).await.unwrap(), 1);
        assert!(desk.rows_of(&two).await.is_empty(), "taken back");
        assert_eq!(desk.rows_of(&one).await.len(), 1, "who saw it keeps it");
        assert_eq!(desk.deliver().await, 0, "what waited to be sent is gone");
        assert_eq!(desk.messages.recall(sent.id, by).await.unwrap(), 0, "nobody is left");
        let now = desk.messages.broadcast_of(sent.id).await.unwrap().unwrap();
        assert!(now.recalled_at.is_some() && now.reached == 2);

        desk.world.clock.advance(91 * 86_400);
        assert_eq!(desk.messages.forget_old(90 * 86_400).await.unwrap(), 1);
        assert!(desk.messages.broadcast_of(sent.id).await.unwrap().is_none());
    });
}

#[test]
fn what_is_taken_back_while_it_is_pushed_stops_no_delivery() {
    on_each_database(|world| async move {
        let desk = Desk::open(world).await;
        let reader = desk.somebody(Role::GridWorker);
        let by = desk.somebody(Role::StreetOfficer).account;
        let device = NewPushDevice {
            endpoint: "https://push.example.org/one".to_owned(),
            device: "one".to_owned(),
            shows_title: false,
        };
        desk.messages.add_push_device(&reader, &device).await.unwrap();
        let new = NewBroadcast {
            id: desk.world.ids.next(),
            by,
            area: "990106/990106001".parse().unwrap(),
            place: Text::new("幸福街道", "Xingfu Street"),
            kind: BroadcastKind::Danger,
            words: Text::new("请避开河边", "Keep away from the river"),
        };
        let sent = desk.messages.broadcast(new, &[reader.account]).await.unwrap();
        let carrier = TakesBack { messages: desk.messages.clone(), id: sent.id, by };
        assert_eq!(desk.messages.deliver(&carrier, 9).await.unwrap(), 1);
        assert!(desk.rows_of(&reader).await.is_empty(), "taken back");
        let told = desk.messages.push_devices(&reader).await.unwrap().remove(0).told_at;
        assert!(told.is_some(), "the device was told all the same");
        assert_eq!(desk.deliver().await, 0);
    });
}

#[test]
fn each_kind_of_broadcast_is_in_the_catalogue_and_all_but_a_notice_are_urgent() {
    let catalogue = messages::Catalogue::built_in().unwrap();
    let urgent =
        BroadcastKind::ALL.iter().map(|kind| catalogue.kind(kind.message()).unwrap().urgent);
    assert_eq!(urgent.collect::<Vec<_>>(), [false, true, true, true]);
    let named = |kind: &BroadcastKind| BroadcastKind::from_name(kind.name()) == Some(*kind);
    assert!(BroadcastKind::ALL.iter().all(named));
}
