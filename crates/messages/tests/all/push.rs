//! Web push: over a real socket as RFC 8030 and RFC 8292 have it, and each device told once.

use std::{collections::BTreeSet, sync::Arc};

use access::{Principal, Role};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use kernel::Clock as _;
use messages::{
    Carrier as _, Carriers, Channel, Choices, Error, NewPushDevice, PushDeviceId, Quiet, Refused,
    channel::Address,
};
use ring::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};
use testing::World;

use crate::{
    desk::{Desk, Fate, TABLES, on_each_database},
    webhooks::{answer, header, listener, parcel},
};

const CONTACT: &str = "https://linli.example.org";

fn push(endpoint: String) -> messages::Parcel {
    parcel(Address::Push { endpoint, urgent: true })
}

async fn carriers(allowed: &[&str]) -> Carriers {
    let desk = Desk::open(Arc::new(World::migrated(TABLES).await)).await;
    let allowed = allowed.iter().map(|host| (*host).to_owned()).collect();
    let carriers = Carriers::new(CONTACT, allowed, None, None).unwrap();
    carriers.with_push(desk.access.push_key().clone(), CONTACT.to_owned())
}

#[tokio::test]
async fn a_push_says_who_pushes_and_nothing_else() {
    let (port, heard) = listener(vec![answer("201 Created")]);
    let carriers = carriers(&["localhost"]).await;
    carriers.carry(push(format!("http://localhost:{port}/send/abc"))).await.unwrap();
    let heard = heard.join().unwrap().remove(0);
    let (top, body) = heard.split_once("\r\n\r\n").unwrap();
    assert!(top.starts_with("POST /send/abc HTTP/1.1\r\n"), "{top}");
    assert_eq!((header(top, "content-length"), body), ("0", ""));
    assert_eq!((header(top, "ttl"), header(top, "urgency")), ("86400", "high"));
    assert_eq!(header(top, "topic"), "messages");
    let named = |line: &&str| line.starts_with("authorization") || line.starts_with("host");
    let rest = top.lines().filter(|line| !named(line));
    let rest = rest.collect::<Vec<_>>().join(" ").to_lowercase();
    for word in ["case", "assigned", "0192", "content-type"] {
        assert!(!rest.contains(word), "`{word}` in {top}");
    }
    // As a push service checks it, written apart from ours.
    let shown = header(top, "authorization").strip_prefix("vapid t=").unwrap();
    let (token, key) = shown.split_once(", k=").unwrap();
    let (signed, signature) = token.rsplit_once('.').unwrap();
    let key = URL_SAFE_NO_PAD.decode(key).unwrap();
    let signature = URL_SAFE_NO_PAD.decode(signature).unwrap();
    let key = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, key);
    key.verify(signed.as_bytes(), &signature).unwrap();
    let opened = |part: &str| -> serde_json::Value {
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
    };
    let (first, claims) = signed.split_once('.').unwrap();
    assert_eq!(opened(first)["alg"], "ES256");
    assert_eq!(opened(claims)["aud"], format!("http://localhost:{port}"));
    assert_eq!(opened(claims)["exp"], 1_767_574_860 + 43_200);
    assert_eq!(opened(claims)["sub"], CONTACT);
}

#[tokio::test]
async fn a_push_service_is_understood() {
    let busy = "HTTP/1.1 429 Too Many Requests\r\nretry-after: 120\r\ncontent-length: 0\r\n\
                connection: close\r\n\r\n";
    let later = Refused::Later("HTTP 500".to_owned());
    let met = [
        (answer("201 Created"), Ok(())),
        (answer("404 Not Found"), Err(Refused::Gone)),
        (answer("410 Gone"), Err(Refused::Gone)),
        (busy.to_owned(), Err(Refused::Wait("HTTP 429".to_owned(), 120))),
        (answer("500 Internal Server Error"), Err(later)),
    ];
    let (port, heard) = listener(met.iter().map(|(answer, _)| answer.clone()).collect());
    let carriers = carriers(&["localhost"]).await;
    for (answer, wanted) in met {
        let met = carriers.carry(push(format!("http://localhost:{port}/"))).await;
        assert_eq!(met, wanted, "{answer}");
    }
    assert_eq!(heard.join().unwrap().len(), 5);
}

#[tokio::test]
async fn no_push_leads_inside_or_goes_in_the_clear() {
    let carriers = carriers(&[]).await;
    let met = carriers.carry(push("https://127.0.0.1:9/".to_owned())).await;
    assert_eq!(met, Err(Refused::Later("no public host of that name".to_owned())));
    let met = carriers.carry(push("http://push.example.org/".to_owned())).await;
    assert_eq!(met, Err(Refused::Never("not by https".to_owned())));
    let without = Carriers::new("", Vec::new(), None, None).unwrap();
    let met = without.carry(push("https://push.example.org/".to_owned())).await;
    assert_eq!(met, Err(Refused::NotSetUp));
}

async fn added(desk: &Desk, reader: &Principal, name: &str) -> Result<PushDeviceId, Error> {
    let endpoint = format!("https://push.example.org/{name}");
    let new = NewPushDevice { endpoint, device: name.to_owned(), shows_title: false };
    desk.messages.add_push_device(reader, &new).await
}

/// Where the push of the reader's only message stands; none where it is in no outbox.
async fn state(desk: &Desk, reader: &Principal) -> Option<(String, u32)> {
    let message = desk.rows_of(reader).await.remove(0);
    let states = desk.messages.states(message.id).await.unwrap();
    let push = states.into_iter().find(|(channel, ..)| *channel == Channel::Push);
    push.map(|(_, state, tries)| (state, tries))
}

fn endpoints(desk: &Desk) -> Vec<String> {
    let of = |parcel: messages::Parcel| match parcel.to {
        Address::Push { endpoint, .. } => endpoint,
        other => panic!("no push: {other:?}"),
    };
    desk.outside.taken().into_iter().map(of).collect()
}

#[test]
fn each_device_is_told_once_though_another_is_tried_again() {
    on_each_database(|world| async move {
        let desk = Desk::open(world).await;
        let reader = desk.somebody(Role::GridWorker);
        for name in ["one", "two"] {
            added(&desk, &reader, name).await.unwrap();
        }
        desk.happens(&[reader.account]).await;
        desk.follow().await;
        desk.outside.next(&[Fate::Taken, Fate::Refused]);
        assert_eq!(desk.deliver().await, 1);
        assert_eq!(endpoints(&desk).len(), 1);
        assert_eq!(state(&desk, &reader).await, Some(("queued".to_owned(), 1)));
        desk.world.clock.advance(5);
        assert_eq!(desk.deliver().await, 1);
        let told = endpoints(&desk);
        let each: BTreeSet<_> = told.iter().collect();
        assert_eq!((told.len(), each.len()), (2, 2), "{told:?}");
        assert_eq!(state(&desk, &reader).await, Some(("sent".to_owned(), 2)));
        let devices = desk.messages.push_devices(&reader).await.unwrap();
        assert!(devices.iter().all(|device| device.told_at.is_some()));
        desk.world.clock.advance(86_400);
        assert_eq!(desk.deliver().await, 0);
    });
}

#[test]
fn a_device_that_is_gone_is_forgotten() {
    on_each_database(|world| async move {
        let desk = Desk::open(world).await;
        let reader = desk.somebody(Role::GridWorker);
        added(&desk, &reader, "one").await.unwrap();
        desk.happens(&[reader.account]).await;
        desk.follow().await;
        desk.outside.next(&[Fate::Gone]);
        desk.deliver().await;
        assert!(desk.messages.push_devices(&reader).await.unwrap().is_empty());
        assert_eq!(state(&desk, &reader).await, None, "nowhere to go: no dead letter");
        desk.happens(&[reader.account]).await;
        desk.follow().await;
        assert_eq!(desk.deliver().await, 0);
    });
}

#[test]
fn a_push_service_is_left_alone_as_long_as_it_asks() {
    on_each_database(|world| async move {
        let desk = Desk::open(world).await;
        let reader = desk.somebody(Role::GridWorker);
        added(&desk, &reader, "one").await.unwrap();
        desk.happens(&[reader.account]).await;
        desk.follow().await;
        desk.outside.next(&[Fate::Busy]);
        assert_eq!(desk.deliver().await, 1);
        desk.world.clock.advance(599);
        assert_eq!(desk.deliver().await, 0);
        desk.world.clock.advance(1);
        assert_eq!((desk.deliver().await, endpoints(&desk).len()), (1, 1));
    });
}

#[test]
fn nobody_is_woken_in_quiet_hours_nor_for_what_they_saw() {
    on_each_database(|world| async move {
        let desk = Desk::open(world).await;
        let reader = desk.somebody(Role::GridWorker);
        added(&desk, &reader, "one").await.unwrap();
        // It is nine in the morning of the place.
        let quiet = Quiet::new(8 * 60, 10 * 60);
        let chosen = Choices { choices: Vec::new(), quiet };
        desk.messages.choose(&reader, &chosen).await.unwrap();
        for _ in 0..2 {
            desk.happens(&[reader.account]).await;
        }
        desk.follow().await;
        assert_eq!(desk.deliver().await, 0);
        let first = desk.rows_of(&reader).await.remove(1);
        desk.messages.see(&reader, first.id, false).await.unwrap();
        let now = desk.world.clock.now();
        let ten = quiet.unwrap().after(now, crate::desk::ZONE);
        desk.world.clock.advance(ten.seconds_since(now));
        assert_eq!(desk.deliver().await, 2);
        assert_eq!(endpoints(&desk).len(), 1, "the one that was not seen");
    });
}

#[test]
fn a_browser_is_told_for_one_account_and_kept_by_its_holder() {
    on_each_database(|world| async move {
        let desk = Desk::open(world).await;
        let [one, two] = [desk.somebody(Role::GridWorker), desk.somebody(Role::GridWorker)];
        let messages = &desk.messages;
        let id = added(&desk, &one, "shared").await.unwrap();
        assert_eq!(added(&desk, &one, "shared").await.unwrap(), id, "added already");
        assert!(messages.show_title(&one, id, true).await.unwrap());
        assert!(!messages.show_title(&two, id, true).await.unwrap(), "not theirs");
        assert!(!messages.drop_push_device(&two, id).await.unwrap());
        desk.happens(&[one.account]).await;
        desk.follow().await;
        let endpoint = "https://push.example.org/shared";
        let news = messages.news(&one, endpoint).await.unwrap();
        assert_eq!((news.unseen, news.device.map(|device| device.shows_title)), (1, Some(true)));
        assert!(news.latest.is_some());
        assert!(messages.news(&two, endpoint).await.unwrap().device.is_none());

        added(&desk, &two, "shared").await.unwrap();
        assert!(
            messages.push_devices(&one).await.unwrap().is_empty(),
            "the second signed in there"
        );
        let devices = messages.push_devices(&two).await.unwrap();
        assert_eq!((devices.len(), devices[0].shows_title), (1, false));
        assert!(messages.drop_push_device(&two, devices[0].id).await.unwrap());

        for number in 0..10 {
            added(&desk, &one, &format!("device-{number}")).await.unwrap();
        }
        assert!(matches!(added(&desk, &one, "eleventh").await, Err(Error::Unfit(_))));
        let wrong = ["http://push.example.org/x", "push.example.org", "", "https://u@example.org/"];
        for wrong in wrong {
            let new = NewPushDevice {
                endpoint: wrong.to_owned(),
                device: "a browser".to_owned(),
                shows_title: false,
            };
            let refused = messages.add_push_device(&two, &new).await;
            assert!(matches!(refused, Err(Error::Unfit(_))), "{wrong}");
        }
    });
}
