//! Keys, quotas and exchanges of partners' systems.

use kernel::Clock as _;

use super::*;
use crate::{
    Account, Admission, Error, NewPartnerKey, PartnerAnswer, PartnerKey, PartnerQuota,
    PartnerRequest,
};

/// A public key of the standard's examples.
const KEY: &str = "JrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=";
const DAY_S: i64 = 86_400;

fn new_key(world: &World, actions: &[Action], area: &str) -> NewPartnerKey {
    NewPartnerKey {
        name: "2026".to_owned(),
        public_key: KEY.to_owned(),
        actions: actions.to_vec(),
        area: area.parse().unwrap(),
        valid_from: None,
        valid_until: world.clock.now().plus_seconds(30 * DAY_S),
    }
}

fn sent(world: &World, nonce: &str, rows: u32) -> PartnerRequest {
    PartnerRequest {
        method: "POST".to_owned(),
        path: "/api/signals".to_owned(),
        rows,
        digest: "digest".to_owned(),
        signature: format!("signature of {nonce}"),
        nonce: nonce.to_owned(),
        expires_at: world.clock.now().plus_seconds(300),
    }
}

async fn partner(access: &Access, area: &str) -> (Principal, Id<Account>) {
    let (admin, _) = account(access, "admin", Role::Administrator, "").await;
    let (system, _) = account(access, "utility", Role::System, area).await;
    (admin, system.account)
}

async fn keyed(world: &World, access: &Access) -> (Principal, PartnerKey) {
    let (admin, system) = partner(access, "").await;
    let new = new_key(world, &[Action::SignalsSend], "");
    let key = access.add_partner_key(&admin, system, new).await.unwrap();
    (admin, key)
}

#[tokio::test]
async fn no_key_is_for_a_deed_that_tells_of_people() {
    let world = World::migrated(&[MIGRATIONS]).await;
    let access = fresh(&world).await;
    let (admin, system) = partner(&access, "").await;
    for action in Action::ALL.iter().filter(|action| action.is_personal()) {
        let new = new_key(&world, &[Action::SignalsSend, *action], "");
        let refused = access.add_partner_key(&admin, system, new).await.unwrap_err();
        assert!(matches!(refused, Error::BadPartnerKey), "{action}: {refused}");
    }
    let deeds = access.partner_deeds(&admin, system).await.unwrap();
    assert!(deeds.contains(&Action::SignalsSend));
    assert!(!deeds.iter().any(|action| action.is_personal()), "{deeds:?}");
    // Whoever reads people signs in: no key stands in for them.
    let (officer, _) = account(&access, "officer", Role::DistrictOfficer, "").await;
    let new = new_key(&world, &[Action::SignalsSend], "");
    let refused = access.add_partner_key(&admin, officer.account, new).await.unwrap_err();
    assert!(matches!(refused, Error::NotPartner), "{refused}");
    let mut long = new_key(&world, &[Action::SignalsSend], "");
    long.valid_until = world.clock.now().plus_seconds(397 * DAY_S);
    let refused = access.add_partner_key(&admin, system, long).await.unwrap_err();
    assert!(matches!(refused, Error::BadPartnerKey), "{refused}");
}

#[tokio::test]
async fn a_key_signs_where_it_is_for_while_it_and_the_account_stand() {
    let world = World::migrated(&[MIGRATIONS]).await;
    let access = fresh(&world).await;
    let (admin, system) = partner(&access, "990101").await;
    let new = new_key(&world, &[Action::SignalsSend], "990101/001");
    let key = access.add_partner_key(&admin, system, new.clone()).await.unwrap();
    let (_, principal) = access.signer(key.id).await.unwrap().unwrap();
    assert_eq!(principal.assignments[0].area, "990101/001".parse().unwrap());
    let taken = access.add_partner_key(&admin, system, new).await.unwrap_err();
    assert!(matches!(taken, Error::PartnerKeyTaken), "{taken}");
    access.set_account_disabled(system, true, &admin).await.unwrap();
    assert!(access.signer(key.id).await.unwrap().is_none(), "the account is disabled");
    access.set_account_disabled(system, false, &admin).await.unwrap();
    assert!(access.signer(key.id).await.unwrap().is_some());
    let (street, _) = account(&access, "street", Role::Administrator, "990101/001").await;
    let refused = access.revoke_partner_key(&street, system, key.id).await.unwrap_err();
    assert!(matches!(refused, Error::Denied { .. }), "{refused}");
    access.revoke_partner_key(&admin, system, key.id).await.unwrap();
    assert!(access.signer(key.id).await.unwrap().is_none(), "it is revoked");
    assert!(access.revoke_partner_key(&admin, system, key.id).await.is_err(), "once");
}

#[test]
fn a_request_is_let_in_once_by_all_servers_and_its_rows_are_counted_on_each_database() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let other = open(&world);
        let (admin, key) = keyed(&world, &access).await;
        let quota = PartnerQuota { requests_a_minute: 10, rows_a_day: 5 };
        access.set_partner_quota(&admin, key.account, quota).await.unwrap();
        let first = sent(&world, "one", 3);
        let admitted = access.admit_partner(&key, &first).await.unwrap();
        let Admission::Admitted { exchange, used } = admitted else {
            panic!("a first request is let in");
        };
        assert_eq!((used.rows_today, used.rows_left()), (3, 2));
        assert_eq!(other.admit_partner(&key, &first).await.unwrap(), Admission::Replayed);
        let log = access.partner_exchanges(&admin, key.account, 10).await.unwrap();
        assert_eq!((log.len(), log[0].answer.clone()), (1, None), "before anything is done");
        assert_ne!(log[0].digest, first.digest, "it could be tried against guesses");
        assert_eq!(log[0].digest, other.kept_digest(&first.digest), "by the same key everywhere");
        assert_ne!(log[0].digest, access.kept_digest("another"));
        let answer = PartnerAnswer {
            status: 200,
            rows: 1,
            digest: "digest".to_owned(),
            signature: "signature".to_owned(),
        };
        access.answer_partner(key.account, exchange, &answer).await.unwrap();
        let log = access.partner_exchanges(&admin, key.account, 10).await.unwrap();
        assert_eq!(log[0].answer, Some(answer));
        let more = sent(&world, "two", 2);
        let over = other.admit_partner(&key, &more).await.unwrap();
        assert!(matches!(over, Admission::OverRows { used } if used.rows_today == 4), "{over:?}");
        let fits = sent(&world, "two", 1);
        let admitted = other.admit_partner(&key, &fits).await.unwrap();
        assert!(matches!(admitted, Admission::Admitted { .. }), "{admitted:?}");
        world.clock.advance(DAY_S);
        assert_eq!(access.used_today(key.account).await.unwrap().rows_today, 0, "another day");
        // What is over is forgotten: only what can come again is kept.
        let again = access.admit_partner(&key, &sent(&world, "one", 1)).await.unwrap();
        assert!(matches!(again, Admission::Admitted { .. }), "{again:?}");
    });
}
