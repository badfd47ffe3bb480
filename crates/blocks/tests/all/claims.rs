//! A person reads every fact on them in full, says that one is wrong, and follows what the office that keeps it answers.

use std::sync::Arc;

use access::{Access, Action, Grant, Principal};
use blocks::{
    Blocks, Error, OwnFact,
    corrections::{
        Answer, Better, CorrectedField, CorrectionFilter, CorrectionState, Corrections, Fault,
        Wish, csv,
    },
};
use kernel::{AreaPath, Id, Lang, Text};
use testing::World;

use crate::{
    on_each_database,
    street::{Street, at, organisation, person},
};

async fn street(world: Arc<World>) -> Street {
    let street = Street::new(world).await;
    street
        .sources(&[("police", 80, ""), ("clinic", 60, "unnamed = true"), ("water", 45, "")])
        .await;
    let said = [
        ("lives_in", person(1), at(1), "police"),
        ("works_for", person(1), organisation(1), "water"),
        ("lives_in", person(2), at(1), "police"),
    ];
    let mentions = [(person(1), "police", "P1", "self"), (person(2), "water", "W2", "holder")];
    street.say(&said, &mentions).await;
    street
}

fn resident(street: &Street, n: u8) -> Principal {
    Principal {
        account: street.world.ids.next(),
        login: format!("resident{n}"),
        name: "resident".into(),
        office: Text::default(),
        lang: Lang::En,
        assignments: vec![access::Assignment::new(access::Role::Resident, AreaPath::whole())],
        person: Some(Id::from_bytes(person(n).id)),
    }
}

fn own(street: &Street, n: u8) -> (Principal, Grant) {
    let who = resident(street, n);
    let grant = street.access.grant_own(&who, Action::RightsExport).unwrap();
    (who, grant)
}

async fn facts(street: &Street, grant: &Grant) -> Vec<OwnFact> {
    let blocks = Blocks::new(street.world.database.clone());
    let access: &Access = &street.access;
    let shut = blocks.own(access, grant).await.unwrap();
    access.disclose(grant, shut).await.unwrap()
}

fn of(facts: &[OwnFact], field: CorrectedField) -> &OwnFact {
    facts.iter().find(|fact| fact.field == field).unwrap()
}

async fn ask(street: &Street, n: u8, fact: &str, wish: Wish) -> Result<(), Error> {
    let (who, grant) = own(street, n);
    let database = street.world.database.clone();
    let found = Blocks::new(database.clone()).claimable(&street.access, &grant, fact).await?;
    let found = found.ok_or(Error::BadValue)?;
    let means = (&street.world.ids, &*street.world.clock as &dyn kernel::Clock);
    let corrections = Corrections::new(database);
    corrections.ask(&street.access, &grant, (&found, "姓名"), &wish, who.account, means).await
}

async fn told(world: Arc<World>) {
    let street = street(world).await;
    let (_, grant) = own(&street, 1);
    let facts = facts(&street, &grant).await;
    let name = of(&facts, CorrectedField::Name);
    assert_eq!((name.value.as_str(), name.source.title.en.as_str()), ("王小明", "Table police"));
    let born = of(&facts, CorrectedField::BirthDate);
    assert_eq!(
        (born.value.as_str(), born.source.title.en.as_str()),
        ("1980-02-03", "Table clinic")
    );
    let relations: Vec<_> = facts.iter().filter(|fact| fact.to.is_some()).collect();
    assert_eq!(relations.len(), 2, "a dwelling and an employer, and nobody else");
    assert!(relations.iter().all(|fact| fact.valid_from.is_some()));
    assert_eq!(street.access.index_reads().await.unwrap(), 1, "the look is on the log");

    let blocks = Blocks::new(street.world.database.clone());
    let other = street.access.grant_own(&resident(&street, 1), Action::ReadsViewOwn).unwrap();
    assert!(blocks.own(&street.access, &other).await.is_err(), "a grant for something else");
}

#[test]
fn every_fact_is_told_in_full_with_its_source() {
    on_each_database(told);
}

async fn asked(world: Arc<World>) {
    let street = street(world).await;
    let (who, grant) = own(&street, 1);
    let facts = facts(&street, &grant).await;
    let (name, home) = (
        of(&facts, CorrectedField::Name).id.clone(),
        of(&facts, CorrectedField::Relation).id.clone(),
    );
    let right = Wish::Correct(Some("王晓明".into()));
    ask(&street, 1, &name, right.clone()).await.unwrap();
    let twice = ask(&street, 1, &name, Wish::Delete).await;
    assert!(matches!(twice, Err(Error::AskedAlready)));
    ask(&street, 1, &home, Wish::Delete).await.unwrap();
    let valued = ask(&street, 1, &home, Wish::Correct(Some("19900001234".into()))).await;
    assert!(valued.is_err(), "of a relation no value is told");

    let kept = street.everything().await;
    assert!(!kept.iter().any(|line| line.contains("王晓明")), "the value lies sealed");
    let corrections = Corrections::new(street.world.database.clone());
    let (page, total) = corrections.page(&CorrectionFilter::default(), 0, 10).await.unwrap();
    assert_eq!(total, 2);
    assert!(page.iter().all(|item| item.evidence.as_ref().unwrap().en == "The person"));

    // What the machine compares does not take back what a person says.
    let (ids, clock) = (&street.world.ids, &*street.world.clock);
    let withdrawn = corrections.end_round("police", ids.next(), 0, ids, clock).await.unwrap();
    assert_eq!(withdrawn, 0);
    let batch = street.batch("block_correction").await;
    let lines = corrections.list_batch(&street.access, &batch, "police", 10).await.unwrap();
    let line = lines.iter().find(|line| line.fault == Fault::Denied).unwrap();
    assert_eq!(line.better, Some(Better::Value("王晓明".into())));
    let file = csv(&lines, |_, _| String::new());
    assert!(
        file.contains("denied,王晓明,本人,The person") && file.contains("unwanted,,本人"),
        "{file}"
    );

    let answers: Vec<Answer> = lines
        .iter()
        .map(|line| Answer {
            id: line.id,
            accepted: line.fault == Fault::Denied,
            reason: "依法须保存".into(),
        })
        .collect();
    assert_eq!(corrections.answer(&answers, None, ids, clock).await.unwrap(), 2);
    let mine = corrections.requests(&street.access, &grant).await.unwrap();
    let of_name = mine.iter().find(|request| request.fact == name).unwrap();
    assert_eq!(
        (of_name.state, of_name.value.as_deref()),
        (CorrectionState::Accepted, Some("王晓明"))
    );
    let of_home = mine.iter().find(|request| request.fact == home).unwrap();
    assert_eq!((of_home.deletes, of_home.reason.as_str()), (true, "依法须保存"));
    assert!(corrections.requests(&street.access, &own(&street, 2).1).await.unwrap().is_empty());

    // After an answer the same may be asked anew, and taken back while it waits.
    ask(&street, 1, &home, Wish::Delete).await.unwrap();
    let mine = corrections.requests(&street.access, &grant).await.unwrap();
    assert_eq!(mine.len(), 2, "asked anew, not twice");
    let open = mine.iter().find(|request| request.state == CorrectionState::Offered).unwrap();
    let with = (ids, clock as &dyn kernel::Clock);
    let neighbour = own(&street, 2);
    let foreign = corrections.take_back(&neighbour.1, open.id, neighbour.0.account, with).await;
    assert!(!foreign.unwrap(), "another person's request");
    assert!(corrections.take_back(&grant, open.id, who.account, with).await.unwrap());
    assert!(!corrections.take_back(&grant, open.id, who.account, with).await.unwrap());
}

#[test]
fn what_a_person_says_goes_to_the_office_that_keeps_it_and_its_answer_comes_back() {
    on_each_database(asked);
}
