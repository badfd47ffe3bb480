//! What the block knows better goes back to a department, within what that department holds itself.

use std::sync::Arc;

use access::Access;
use blocks::{
    EndKind,
    corrections::{
        Answer, Better, CorrectedField, CorrectionFilter, CorrectionState, Corrections, Fault,
        Held, Sent, Told, csv,
    },
};
use testing::World;

use crate::{
    on_each_database,
    street::{Street, person, unit},
};

fn holder(record: &str, name: Option<&str>) -> Told {
    let held = |field, column: &str, value: Option<&str>| Held {
        field,
        column: column.into(),
        value: value.map(ToOwned::to_owned),
    };
    Told::Entity {
        kind: EndKind::Person,
        record: record.into(),
        role: "holder".into(),
        held: vec![
            held(CorrectedField::Name, "户名", name),
            held(CorrectedField::BirthDate, "出生", None),
        ],
    }
}

async fn street(world: Arc<World>) -> Street {
    let street = Street::new(world).await;
    street
        .sources(&[("police", 80, ""), ("clinic", 60, "unnamed = true"), ("water", 45, "")])
        .await;
    let mentions = [(person(1), "water", "W1", "holder"), (person(2), "water", "W2", "holder")];
    street.say(&[], &mentions).await;
    street
}

async fn offer(street: &Street, told: Vec<Told>) -> (u64, u64) {
    let (ids, clock) = (&street.world.ids, &*street.world.clock);
    let corrections = Corrections::new(street.world.database.clone());
    let (grant, round) = (street.batch("block_correction").await, ids.next());
    let found = corrections.offer(&grant, "water", round, told, ids, clock).await.unwrap();
    let withdrawn = corrections.end_round("water", round, found, ids, clock).await.unwrap();
    (found, withdrawn)
}

async fn offered(world: Arc<World>) {
    let street = street(world).await;
    let address = Told::Address {
        record: "W2".into(),
        role: "place".into(),
        column: "用水地址".into(),
        place: Some((EndKind::Unit, unit(1))),
    };
    let told = vec![holder("W1", Some("王晓明")), holder("W2", Some("王小明")), address];
    assert_eq!(offer(&street, told.clone()).await, (4, 0), "a name, two birth dates, an address");
    assert_eq!(offer(&street, told.clone()).await, (4, 0), "the same ground is offered once");
    let corrections = Corrections::new(street.world.database.clone());
    let filter =
        CorrectionFilter { field: Some(CorrectedField::Name), ..CorrectionFilter::default() };
    let (page, total) = corrections.page(&filter, 0, 10).await.unwrap();
    assert_eq!((total, page[0].fault, page[0].column.as_str()), (1, Fault::Differs, "户名"));
    assert_eq!(page[0].evidence.as_ref().unwrap().en, "Table police");
    let filter =
        CorrectionFilter { field: Some(CorrectedField::BirthDate), ..CorrectionFilter::default() };
    let (page, _) = corrections.page(&filter, 0, 10).await.unwrap();
    assert_eq!(page[0].evidence.as_ref().unwrap().en, "Another office", "a clinic is not named");
    let kept = street.everything().await;
    let items: Vec<&String> =
        kept.iter().filter(|line| line.starts_with("block_correction:")).collect();
    let valued = |line: &&String| line.contains("王小明") || line.contains("1980-02-03");
    assert!(items.len() == 4 && !items.iter().any(valued), "no value is kept in an item");

    let grant = street.batch("block_correction").await;
    let lines = corrections.list_batch(&street.access, &grant, "water", 100).await.unwrap();
    let better: Vec<Option<Better>> = lines.iter().map(|line| line.better.clone()).collect();
    assert!(better.contains(&Some(Better::Value("王小明".into()))));
    assert!(better.contains(&Some(Better::Value("1980-02-03".into()))));
    assert!(better.contains(&Some(Better::Place(EndKind::Unit, unit(1)))));
    let file = csv(&lines, |_, _| "幸福路1号101".into());
    assert!(
        file.contains("W1,户名,differs,王小明")
            && !file.contains("clinic")
            && !file.contains("表clinic")
    );

    assert_eq!(
        offer(&street, told[1..2].to_vec()).await,
        (1, 3),
        "what is right by now is withdrawn"
    );
    let other = street.batch("block_mention").await;
    assert!(
        corrections.list_batch(&street.access, &other, "water", 100).await.is_err(),
        "a grant for other tables"
    );
}

#[test]
fn a_department_is_offered_what_its_own_columns_hold() {
    on_each_database(offered);
}

async fn exchanged(world: Arc<World>) {
    let street = street(world).await;
    let (ids, clock) = (&street.world.ids, &*street.world.clock);
    let told = vec![holder("W1", Some("王晓明"))];
    offer(&street, told.clone()).await;
    let corrections = Corrections::new(street.world.database.clone());
    let grant = street.batch("block_correction").await;
    let lines = corrections.list_batch(&street.access, &grant, "water", 100).await.unwrap();
    let list = Sent { source: "water", lines: &lines, digest: "ab12", reason: "monthly" };
    let sent = corrections.sent(list, None, ids, clock).await.unwrap();
    assert_eq!((sent.number, sent.items), (1, 2));
    let wrong = corrections.receipt(1, "ab13", "供水公司", None, ids, clock).await.unwrap();
    assert!(wrong.is_none(), "another file was received");
    let receipt = corrections.receipt(1, " AB12 ", "供水公司", None, ids, clock).await.unwrap();
    assert_eq!(receipt.unwrap().received_by.as_deref(), Some("供水公司"));
    let again = corrections.receipt(1, "ab12", "供水公司", None, ids, clock).await.unwrap();
    assert!(again.is_none(), "a receipt is given once");

    let answer = |at: usize, accepted: bool, reason: &str| Answer {
        id: lines[at].id,
        accepted,
        reason: reason.into(),
    };
    let silent = [answer(0, true, ""), answer(1, false, " ")];
    let refused = corrections.answer(&silent, None, ids, clock).await;
    assert!(refused.is_err(), "a refusal has a reason");
    let given = [answer(0, true, ""), answer(1, false, "本人提供")];
    assert_eq!(corrections.answer(&given, None, ids, clock).await.unwrap(), 2);
    assert_eq!(corrections.answer(&given, None, ids, clock).await.unwrap(), 0, "answered once");
    assert_eq!(corrections.exchange(1).await.unwrap().unwrap().answered, 2);
    offer(&street, told).await;
    let state = |state| CorrectionFilter { state: Some(state), ..CorrectionFilter::default() };
    let refused = corrections.page(&state(CorrectionState::Refused), 0, 10).await.unwrap();
    assert_eq!(
        (refused.1, refused.0[0].reason.as_str()),
        (1, "本人提供"),
        "a refusal of the same ground stands"
    );
    let counts = corrections.counts().await.unwrap();
    assert_eq!((counts.len(), counts[0].counts), (1, [0, 1, 1, 0]));
}

#[test]
fn both_sides_know_what_was_exchanged() {
    on_each_database(exchanged);
}

async fn on_the_log(world: Arc<World>) {
    let street = street(world).await;
    offer(&street, vec![holder("W1", None)]).await;
    let officer = access::Principal {
        account: street.world.ids.next(),
        login: "officer".into(),
        name: "officer".into(),
        office: kernel::Text::new("区办", "District office"),
        lang: kernel::Lang::En,
        assignments: vec![access::Assignment::new(
            access::Role::DistrictOfficer,
            kernel::AreaPath::whole(),
        )],
        person: None,
    };
    let request = access::GrantRequest {
        action: access::Action::ExchangeExport,
        purpose: access::Purpose::DataQuality,
        basis: access::Basis::Reason("monthly list".into()),
        area: kernel::AreaPath::whole(),
        subject: None,
    };
    let access: &Access = &street.access;
    let grant = access.grant(&officer, request).unwrap();
    let corrections = Corrections::new(street.world.database.clone());
    let shut = corrections.list(access, &grant, "water", 10).await.unwrap();
    let lines = access.disclose(&grant, shut).await.unwrap();
    assert_eq!(lines.len(), 2);
    assert_eq!(access.index_reads().await.unwrap(), 2, "the comparison, and this read");
}

#[test]
fn a_list_leaves_once_it_is_on_the_log() {
    on_each_database(on_the_log);
}
