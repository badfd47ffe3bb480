//! Tags: each rule where it applies and where it does not, over time, with what each rests on.

use std::sync::Arc;

use blocks::{
    EndKind,
    tags::{BedApproval, Subject, TagFilter, TagRun, Tags},
};
use kernel::{Day, Silent};
use testing::World;

use crate::{
    on_each_database,
    street::{GRID, Said, Street, at, building, end, organisation, person, unit},
};

pub(crate) const SOURCES: [(&str, i32, &str); 6] = [
    ("police", 80, "serves = [\"residence_register\"]"),
    ("filings", 70, "serves = [\"letting_filing\"]"),
    ("titles", 90, "serves = [\"title_register\"]"),
    ("water", 45, "serves = [\"utility_account\"]"),
    ("dorms", 50, "serves = [\"dormitory_report\"]"),
    ("market", 85, "serves = [\"licence_register\"]"),
];

fn day(month: u32, day: u32) -> Day {
    Day::new(2026, month, day).unwrap()
}

async fn run(street: &Street, on: Day) -> TagRun {
    let (database, ids, clock) = (&street.world.database, &street.world.ids, &*street.world.clock);
    Tags::new(database.clone()).run(on, ids, clock, &Silent).await.unwrap()
}

/// Ids of the rules whose tags stand of a subject.
async fn standing(street: &Street, subject: Subject, id: [u8; 16]) -> Vec<String> {
    let told = Tags::new(street.world.database.clone()).of(subject, id).await.unwrap();
    let mut ids: Vec<String> = told
        .iter()
        .filter(|told| told.tag.to.is_none())
        .map(|told| told.tag.rule.id.clone())
        .collect();
    ids.sort();
    ids
}

async fn each_unit_rule(world: Arc<World>) {
    let street = Street::new(world).await;
    street.build(1, 1, &["dwelling", "dwelling", "dwelling", "dwelling", "shop"]).await;
    street.sources(&SOURCES).await;
    let said: Vec<Said<'_>> = vec![
        // 1: let, not filed; an account and nobody registered.
        ("rents", person(1), at(1), "fees"),
        ("pays_fees_for", person(1), at(1), "water"),
        // 2: let and filed, by its owner; somebody registered.
        ("rents", person(2), at(2), "filings"),
        ("lets", person(3), at(2), "filings"),
        ("owns", person(3), at(2), "titles"),
        ("lives_in", person(2), at(2), "police"),
        ("pays_fees_for", person(2), at(2), "water"),
        // 3: filed by somebody who is not the owner.
        ("lets", person(4), at(3), "filings"),
        ("owns", person(5), at(3), "titles"),
        // 4: only listed by an agency.
        ("agency_lists", organisation(1), at(4), "agency"),
        // 5: a shop with an account is no dwelling.
        ("pays_fees_for", organisation(1), at(5), "water"),
    ];
    street.say(&said, &[]).await;
    let done = run(&street, day(1, 5)).await;
    assert_eq!((done.begun, done.ended, done.standing), (4, 0, 4), "{done:?}");
    assert!(done.uncomputed.is_empty());
    let of = async |n| standing(&street, Subject::Unit, unit(n)).await;
    assert_eq!(of(1).await, ["account_on_nobody_registered", "let_without_filing"]);
    assert!(of(2).await.is_empty() && of(4).await.is_empty() && of(5).await.is_empty());
    assert_eq!(of(3).await, ["title_and_tenancy_disagree"]);
    let building = standing(&street, Subject::Building, building(1)).await;
    assert_eq!(building, ["mixed_use"]);
    let tags = Tags::new(street.world.database.clone());
    let told = tags.of(Subject::Unit, unit(1)).await.unwrap();
    let filing = told.iter().find(|told| told.tag.rule.id == "let_without_filing").unwrap();
    assert_eq!((filing.facts.len(), filing.facts[0].records), (1, 2));
    assert_eq!(filing.facts[0].source.en, "fees", "a source that no run told of is told by its id");
    assert_eq!(filing.facts[0].since, Day::new(2024, 5, 1));
    assert_eq!(filing.lacking[0].en, "Filing of the lease");
}

#[test]
fn a_unit_is_tagged_by_what_stands_and_what_is_lacking() {
    on_each_database(each_unit_rule);
}

async fn each_other_rule(world: Arc<World>) {
    let street = Street::new(world).await;
    street.build(1, 1, &["dormitory", "dormitory"]).await;
    street.build(2, 3, &["office"]).await;
    street.sources(&SOURCES).await;
    let mut said: Vec<Said<'_>> =
        (1..=3).map(|n| ("lodges_in", person(n), at(1), "dorms")).collect();
    said.push(("manages", organisation(9), end(EndKind::Building, building(2)), "fees"));
    said.extend((1..=3).map(|n| ("seat_registered_at", organisation(n), at(3), "market")));
    let entries: Vec<_> = [(1, "M1"), (2, "M2"), (3, "M3"), (4, "M4")]
        .map(|(n, record)| (organisation(n), "market", record, "organisation"))
        .into();
    street.say(&said, &entries[..]).await;
    let tags = Tags::new(street.world.database.clone());
    let (ids, clock) = (&street.world.ids, &*street.world.clock);
    let approval = |beds| BedApproval {
        building: building(1),
        beds,
        from: day(1, 1),
        to: None,
        reference: "消验2026-1".into(),
        source: "住建".into(),
    };
    run(&street, day(1, 5)).await;
    assert!(
        standing(&street, Subject::Building, building(1)).await.is_empty(),
        "no approval is known"
    );
    tags.approve_beds(vec![approval(3)], None, ids, clock).await.unwrap();
    run(&street, day(1, 6)).await;
    assert!(
        standing(&street, Subject::Building, building(1)).await.is_empty(),
        "as many as approved"
    );
    tags.approve_beds(vec![approval(2)], None, ids, clock).await.unwrap();
    let (listed, total) = tags.approvals(&GRID.parse().unwrap(), 0, 9).await.unwrap();
    assert_eq!((listed, total), (vec![approval(2)], 1));
    let (none, total) = tags.approvals(&GRID.parse().unwrap(), 1, 9).await.unwrap();
    assert_eq!((none, total), (Vec::new(), 1), "the page after");
    let (none, total) = tags.approvals(&"990101/001/002/G0".parse().unwrap(), 0, 9).await.unwrap();
    assert_eq!((none, total), (Vec::new(), 0));
    run(&street, day(1, 7)).await;
    assert_eq!(standing(&street, Subject::Building, building(1)).await, ["dormitory_over_beds"]);
    assert_eq!(standing(&street, Subject::Building, building(2)).await, ["managed"]);
    for n in 1..=3 {
        let of = standing(&street, Subject::Organisation, organisation(n).id).await;
        assert_eq!(of, ["several_licences_in_one_unit"], "{n}");
    }
    let lost = standing(&street, Subject::Organisation, organisation(4).id).await;
    assert_eq!(lost, ["registered_address_not_found"]);
    let area = GRID.parse().unwrap();
    let counts = tags.counts(&area).await.unwrap();
    let counts: Vec<(&str, u64)> =
        counts.iter().map(|count| (count.rule.id.as_str(), count.count)).collect();
    assert_eq!(
        counts,
        [("dormitory_over_beds", 1), ("managed", 1), ("several_licences_in_one_unit", 3)],
        "an organisation without a place stands in no area"
    );
    assert!(tags.counts(&"990101/001/002/G0".parse().unwrap()).await.unwrap().is_empty());
}

#[test]
fn a_building_and_an_organisation_are_tagged_too() {
    on_each_database(each_other_rule);
}

async fn over_time(world: Arc<World>) {
    let street = Street::new(world).await;
    street.build(1, 1, &["dwelling"]).await;
    street.sources(&SOURCES).await;
    let account: Said<'_> = ("pays_fees_for", person(1), at(1), "water");
    street.say(&[account], &[]).await;
    let begun = run(&street, day(1, 5)).await;
    assert_eq!((begun.begun, begun.ended, begun.standing), (1, 0, 1));
    let again = run(&street, day(2, 1)).await;
    assert_eq!((again.begun, again.ended, again.standing), (0, 0, 1), "what stands goes on");
    street.say(&[account, ("lives_in", person(1), at(1), "police")], &[]).await;
    let ended = run(&street, day(3, 1)).await;
    assert_eq!((ended.begun, ended.ended, ended.standing), (0, 1, 0));
    street.say(&[account], &[]).await;
    run(&street, day(3, 1)).await;
    let tags = Tags::new(street.world.database.clone());
    let told = tags.of(Subject::Unit, unit(1)).await.unwrap();
    assert_eq!(
        (told.len(), told[0].tag.to),
        (1, None),
        "what ended today and stands again never ended"
    );
    street.say(&[], &[]).await;
    run(&street, day(4, 1)).await;
    street.say(&[account], &[]).await;
    run(&street, day(5, 1)).await;
    street.say(&[], &[]).await;
    run(&street, day(5, 1)).await;
    let told = tags.of(Subject::Unit, unit(1)).await.unwrap();
    let spells: Vec<_> = told.iter().map(|told| (told.tag.from, told.tag.to)).collect();
    assert_eq!(
        spells,
        [(day(1, 5), Some(day(4, 1)))],
        "what began and ended on one day stood on none"
    );
    assert_eq!(told[0].facts.len(), 1, "what a past tag rested on is kept");
    let ended = TagFilter { ended: true, ..TagFilter::default() };
    assert_eq!(tags.total(&ended).await.unwrap(), 1);
    assert_eq!(tags.page(&ended, None, (0, 10)).await.unwrap().rows.len(), 1);
}

#[test]
fn a_subjects_file_is_kept_as_spells() {
    on_each_database(over_time);
}

async fn without_a_source(world: Arc<World>) {
    let street = Street::new(world).await;
    street.build(1, 1, &["dwelling"]).await;
    street.sources(&SOURCES[3..4]).await;
    street.say(&[("pays_fees_for", person(1), at(1), "water")], &[]).await;
    let done = run(&street, day(1, 5)).await;
    assert_eq!(done.standing, 0, "nobody is said to be unregistered where no register was read");
    let not =
        done.uncomputed.iter().find(|one| one.rule == "account_on_nobody_registered").unwrap();
    assert_eq!(not.lacking, blocks::Duty::ResidenceRegister);
    let (on, told) = Tags::new(street.world.database.clone()).last_run().await.unwrap().unwrap();
    assert_eq!((on, told), (day(1, 5), done.uncomputed));
}

#[test]
fn a_rule_without_its_sources_is_not_computed_and_says_so() {
    on_each_database(without_a_source);
}

async fn in_pages(world: Arc<World>) {
    let street = Street::new(world).await;
    street.build(1, 1, &["dwelling"; 7]).await;
    street.sources(&SOURCES).await;
    let said: Vec<Said<'_>> =
        (1..=7).map(|n| ("pays_fees_for", person(n), at(n), "water")).collect();
    street.say(&said, &[]).await;
    run(&street, day(1, 5)).await;
    let tags = Tags::new(street.world.database.clone());
    let filter = TagFilter { subject: Some(Subject::Unit), ..TagFilter::default() };
    let (mut after, mut seen) = (None, Vec::new());
    loop {
        let page = tags.page(&filter, after.as_ref(), (0, 3)).await.unwrap();
        seen.extend(page.rows.iter().map(|row| row.id));
        after = page.end;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(seen, (1..=7).map(unit).collect::<Vec<_>>());
    let reason = TagFilter { reason: Some("safety".into()), ..filter };
    assert_eq!(tags.total(&reason).await.unwrap(), 0);
}

#[test]
fn a_list_is_read_to_its_end_in_pages() {
    on_each_database(in_pages);
}
