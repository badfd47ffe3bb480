//! A place's own catalogue from draft to old version, on both databases, and what publishing never does.

use std::{collections::BTreeMap, sync::Arc};

use access::Account;
use casework::{
    Case, CaseFilter, Casework, Deed, Error, NewEdition, NewReport, Refusal,
    catalogue::{Misfit, Source},
};
use kernel::{Clock as _, Id, Instant};
use proptest::prelude::*;
use testing::World;

use super::cases::{Desk, TABLES, desk, on_each_database};

const NOISE: &str = "order.noise";
const WATER: &str = "livelihood.water";
const TENANCY: &str = "disputes.tenancy";
const DAY_S: i64 = 86_400;

impl Desk {
    /// Drafts what `change` makes of the last version.
    async fn draft(&self, by: Id<Account>, change: impl FnOnce(&mut Source)) -> i64 {
        let (_, mut source) = self.casework.last_source().await.unwrap();
        change(&mut source);
        let seen = self.casework.draft_catalogue().await.unwrap().map_or(0, |draft| draft.revision);
        self.casework.save_draft(source, seen, Some(by)).await.unwrap().revision
    }

    fn edition(&self, seen: i64, holds_from: Instant) -> NewEdition {
        NewEdition { seen, holds_from, reason: "本地目录".into(), by: self.officer }
    }

    async fn publish(&self, change: impl FnOnce(&mut Source)) {
        let seen = self.draft(self.world.ids.next(), change).await;
        let edition = self.edition(seen, self.world.clock.now());
        self.casework.publish_draft(edition).await.unwrap();
    }

    async fn again(&self, case: &Case) -> Case {
        self.casework.find(case.id).await.unwrap().unwrap()
    }
}

/// Takes a subclass out of the catalogue, and out of what may become one.
fn withdraw(source: &mut Source, id: &str, instead: &str) {
    source.events.subclass.retain(|one| one.id != id);
    for micro in &mut source.micro_events.micro_event {
        if micro.becomes == id {
            instead.clone_into(&mut micro.becomes);
        }
    }
}

fn subclass<'a>(source: &'a mut Source, id: &str) -> &'a mut casework::Subclass {
    source.events.subclass.iter_mut().find(|one| one.id == id).unwrap()
}

async fn a_draft_is_published_by_somebody_else(world: Arc<World>) {
    let desk = desk(world).await;
    let drafter: Id<Account> = desk.world.ids.next();
    let built_in = desk.casework.catalogue().version.clone();
    let seen =
        desk.draft(drafter, |source| subclass(source, NOISE).office = "nowhere".into()).await;
    let now = desk.world.clock.now();
    let faulty = desk.casework.publish_draft(desk.edition(seen, now)).await;
    assert!(matches!(faulty, Err(Error::Refused(Refusal::Faulty { at, .. })) if at == NOISE));
    let (_, sound) = desk.casework.last_source().await.unwrap();
    let lost = desk.casework.save_draft(sound, seen - 1, Some(desk.officer)).await;
    assert!(matches!(lost, Err(Error::Refused(Refusal::DraftMoved))), "somebody wrote since");
    let seen = desk.draft(drafter, |source| subclass(source, NOISE).resolve.count += 1).await;
    let own = NewEdition { by: drafter, ..desk.edition(seen, now) };
    let own = desk.casework.publish_draft(own).await;
    assert!(matches!(own, Err(Error::Refused(Refusal::SamePerson))));
    let old = desk.casework.publish_draft(desk.edition(seen - 1, now)).await;
    assert!(matches!(old, Err(Error::Refused(Refusal::DraftMoved))), "not what was looked at");

    let later = now.plus_seconds(2 * DAY_S);
    let edition = desk.casework.publish_draft(desk.edition(seen, later)).await.unwrap();
    assert_eq!((edition.name.as_str(), edition.drafters.as_slice()), ("place-1", &[drafter][..]));
    assert!(desk.casework.draft_catalogue().await.unwrap().is_none());
    assert_eq!(desk.casework.catalogue().version, built_in, "it does not hold yet");
    let seen = desk.draft(drafter, |source| subclass(source, NOISE).resolve.count += 1).await;
    let early = desk.casework.publish_draft(desk.edition(seen, now)).await;
    assert!(matches!(early, Err(Error::Refused(Refusal::HoldsTooEarly))));
    desk.casework.drop_draft(seen, drafter).await.unwrap();
    let gone = desk.casework.drop_draft(seen, drafter).await;
    assert!(matches!(gone, Err(Error::Refused(Refusal::DraftMoved))));
    let next = desk.draft(drafter, |_| {}).await;
    assert!(next > seen, "a revision is of one draft alone");
    desk.world.clock.advance(2 * DAY_S);
    desk.casework.refresh_catalogue().await.unwrap();
    assert_eq!(desk.casework.catalogue().version, "place-1");
    let names: Vec<String> =
        desk.casework.editions().await.unwrap().into_iter().map(|one| one.name).collect();
    assert_eq!(names, [built_in, "place-1".to_owned()], "what stood before is kept");
}

#[test]
fn a_draft_is_published_by_somebody_else_on_each_database() {
    on_each_database(a_draft_is_published_by_somebody_else);
}

async fn open_cases_are_counted_anew_and_keep_what_was_withdrawn(world: Arc<World>) {
    let desk = desk(world).await;
    let (noise, water) = (desk.begin(NOISE, "施工").await, desk.begin(WATER, "漏水").await);
    let told_before = desk.begin(TENANCY, "押金").await;
    let built_in = desk.casework.catalogue().version.clone();
    assert_eq!(noise.form, built_in);
    desk.publish(|source| {
        withdraw(source, NOISE, "order.obstruction");
        subclass(source, WATER).resolve.count *= 2;
        subclass(source, TENANCY).open = true;
    })
    .await;
    let told_after = desk.begin(TENANCY, "押金").await;
    assert!(desk.casework.is_public(&told_after));
    assert!(!desk.casework.is_public(&told_before), "no version shows what was told before it");
    desk.casework.tick(9).await.unwrap();
    let moved = desk.again(&water).await;
    assert!(moved.due_at > water.due_at, "counted by the new limit");
    assert_eq!((moved.catalogue.as_str(), &moved.form), ("place-1", &built_in));
    let version = moved.version;
    desk.casework.tick(9).await.unwrap();
    assert_eq!(desk.again(&water).await.version, version, "once");

    let kept = desk.again(&noise).await;
    assert_eq!((kept.due_at, kept.office.as_str()), (noise.due_at, noise.office.as_str()));
    assert!(desk.casework.catalogue().subclass(NOISE).is_some(), "an old case is still read");
    assert!(desk.casework.catalogue().standing(NOISE).is_none(), "nothing new is opened");
    desk.with(&kept, Deed::Claim).await.unwrap();
    let refused = desk.casework.report(desk.told(NOISE, "又响了")).await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::NoSubclass(_)))));
    // Another process reads it as it was too.
    let other = Casework::open(
        desk.world.database.clone(),
        desk.access.clone(),
        desk.world.ids.clone(),
        desk.world.clock.clone(),
        desk.world.folder.path(),
    )
    .unwrap();
    other.refresh_catalogue().await.unwrap();
    assert_eq!(other.catalogue(), desk.casework.catalogue());
    assert!(other.catalogue_under(&built_in).standing(NOISE).is_some());
}

#[test]
fn open_cases_are_counted_anew_and_keep_what_was_withdrawn_on_each_database() {
    on_each_database(open_cases_are_counted_anew_and_keep_what_was_withdrawn);
}

async fn an_old_form_is_taken_while_it_fits(world: Arc<World>) {
    let desk = desk(world).await;
    let form = Some(desk.casework.catalogue().version.clone());
    let with = |answer: &str, form: &Option<String>| NewReport {
        answers: BTreeMap::from([("source".to_owned(), answer.to_owned())]),
        form: form.clone(),
        ..desk.told(NOISE, "响")
    };
    let first = with("shop", &form);
    let begun = desk.casework.report(first.clone()).await.unwrap().case;
    desk.publish(|source| {
        let noise = subclass(source, NOISE);
        noise.questions[0].options.retain(|option| option.id != "shop");
    })
    .await;
    let again = desk.casework.report(first).await.unwrap().case;
    assert_eq!(again.id, begun.id, "what was taken stays taken");
    let fits = desk.casework.report(with("site", &form)).await.unwrap().case;
    assert_eq!(Some(&fits.form), form.as_ref(), "the form it was opened with");
    let refused = desk.casework.report(with("shop", &form)).await;
    let Err(Error::Refused(refusal @ Refusal::OldForm(_))) = refused else {
        panic!("an answer that nobody may give is not taken")
    };
    let asked = &desk.casework.catalogue().standing(NOISE).unwrap().questions[0].ask;
    assert_eq!(refusal, Refusal::OldForm(vec![Misfit::Answer { ask: asked.clone() }]));
    assert!(refusal.text().zh.contains(&asked.zh) && refusal.text().en.contains(&asked.en));
    desk.publish(|source| withdraw(source, NOISE, "order.obstruction")).await;
    let gone = desk.casework.report(with("site", &form)).await;
    let Err(Error::Refused(Refusal::OldForm(misfits))) = gone else {
        panic!("nothing new is opened under what was withdrawn")
    };
    assert!(matches!(misfits[..], [Misfit::Withdrawn { .. }]), "{misfits:?}");
}

#[test]
fn an_old_form_is_taken_while_it_fits_on_each_database() {
    on_each_database(an_old_form_is_taken_while_it_fits);
}

/// One change of somebody at an editor.
#[derive(Clone, Debug)]
enum Change {
    Withdraw(usize),
    Move(usize, usize),
    Limit(usize, u32),
    Close(usize),
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let one = prop_oneof![
        (0_usize..27).prop_map(Change::Withdraw),
        (0_usize..27, 0_usize..11).prop_map(|(at, to)| Change::Move(at, to)),
        (0_usize..27, 0_u32..40).prop_map(|(at, count)| Change::Limit(at, count)),
        (0_usize..11).prop_map(Change::Close),
    ];
    proptest::collection::vec(one, 0..12)
}

fn make(source: &mut Source, change: &Change) {
    let offices: Vec<String> = source.offices.office.iter().map(|one| one.id.clone()).collect();
    let count = source.events.subclass.len();
    match change {
        Change::Withdraw(at) => {
            let gone = source.events.subclass[at % count].id.clone();
            let instead = source.events.subclass[(at + 1) % count].id.clone();
            if gone != instead {
                withdraw(source, &gone, &instead);
            }
        }
        Change::Move(at, to) => {
            let one = &mut source.events.subclass[at % count];
            offices[to % offices.len()].clone_into(&mut one.office);
            one.co_offices.clear();
        }
        Change::Limit(at, limit) => source.events.subclass[at % count].resolve.count = *limit,
        // Its subclasses may be left without an office: then it is not published.
        Change::Close(at) if offices.len() > 1 => {
            let gone = &offices[at % offices.len()];
            source.offices.office.retain(|one| one.id != *gone);
        }
        Change::Close(_) => {}
    }
}

async fn no_open_case_is_left_without(desk: &Desk, drafts: Vec<Vec<Change>>) {
    let drafter: Id<Account> = desk.world.ids.next();
    for draft in drafts {
        let seen = desk
            .draft(drafter, |source| draft.iter().for_each(|change| make(source, change)))
            .await;
        let edition = desk.edition(seen, desk.world.clock.now());
        let faults = desk.casework.draft_catalogue().await.unwrap().unwrap().source.faults();
        let published = desk.casework.publish_draft(edition).await;
        assert_eq!(published.is_ok(), faults.is_empty(), "{faults:?}");
        if published.is_err() {
            desk.casework.drop_draft(seen, drafter).await.unwrap();
        }
        desk.casework.tick(99).await.unwrap();
        let catalogue = desk.casework.catalogue();
        let open = CaseFilter { limit: 99, ..CaseFilter::default() };
        for row in desk.casework.page(&open).await.unwrap() {
            let case = row.case;
            assert!(catalogue.office(&case.office).is_some(), "{} has no office", case.office);
            assert!(case.due_at.is_some(), "{} has no limit", case.subclass);
            let limit = catalogue.subclass(&case.subclass).map(|one| one.resolve.count);
            assert!(limit.is_some_and(|count| count > 0), "{} has no limit", case.subclass);
        }
    }
}

#[test]
fn publishing_never_leaves_an_open_case_without_an_office_or_a_limit() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let config = ProptestConfig { cases: 8, ..ProptestConfig::default() };
    proptest!(config, |(drafts in proptest::collection::vec(changes(), 1..4))| {
        runtime.block_on(async {
            let desk = desk(Arc::new(World::migrated(TABLES).await)).await;
            let all: Vec<String> = desk.casework.catalogue().order.clone();
            for subclass in &all {
                desk.begin(subclass, "有事").await;
            }
            no_open_case_is_left_without(&desk, drafts).await;
        });
    });
}
