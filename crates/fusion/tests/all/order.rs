//! Rows may come on any day and in any order: what stands in the end is what a whole run makes of the last state.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

use access::{BatchRequest, Purpose};
use blocks::{Blocks, ContactRow, EndKind, OrganisationRow, PersonRow, RelationRow};
use kernel::Id;
use proptest::prelude::*;

use crate::town::{PAYROLL, REGISTRATION, Table, Town};

/// What a step says of a record: which table, which record, and its cells, or that it is withdrawn.
type Step = (bool, u8, Option<[u8; 4]>);

fn step() -> impl Strategy<Value = Step> {
    let cells = [0_u8..4, 0..3, 0..5, 0..4];
    (any::<bool>(), 0_u8..6, prop::option::weighted(0.85, cells))
}

fn row(registration: bool, record: u8, [given, family, number, place]: [u8; 4]) -> String {
    let given = ["Anna", "Ana", "Peter", "Joan"][usize::from(given)];
    let family = ["Miller", "Okafor", "Reyes"][usize::from(family)];
    let number =
        ["", "212-34-5671", "212-34-5672", "212-34-5673", "212-34-5680"][usize::from(number)];
    if registration {
        let house = ["12", "14", "16", "99"][usize::from(place)];
        format!(
            "X{record},{given},{family},1984-02-11,F,x,{number},,{house},Maple Street,,2022-05-01"
        )
    } else {
        let employer = ["Harbor Bakery", "HARBOR BAKERY INC", "Harbor Bakery", "Pier Nine Fish"]
            [usize::from(place)];
        format!("Y{record},{given},{family},{number},{employer},220,Harbor Avenue,2023")
    }
}

fn name(registration: bool, record: u8) -> String {
    format!("{}{record}", if registration { 'X' } else { 'Y' })
}

/// Rows of a table and records it withdraws, for the last word of each record.
fn table(steps: &[Step], registration: bool) -> (Vec<String>, Vec<String>) {
    let of = steps.iter().filter(|step| step.0 == registration);
    let last: BTreeMap<u8, Option<[u8; 4]>> = of.map(|step| (step.1, step.2)).collect();
    let (mut rows, mut withdrawn) = (Vec::new(), Vec::new());
    for (record, cells) in last {
        match cells {
            Some(cells) => rows.push(row(registration, record, cells)),
            None => withdrawn.push(name(registration, record)),
        }
    }
    (rows, withdrawn)
}

/// Everything that the blocks hold of people and organisations.
struct Held {
    people: Vec<Vec<String>>,
    organisations: Vec<Vec<String>>,
    rows: (Vec<PersonRow>, Vec<OrganisationRow>),
    relations: Vec<RelationRow>,
    contacts: Vec<ContactRow>,
}

async fn held(town: &Town) -> Held {
    let (people, organisations) =
        (town.export("people.csv").await, town.export("organisations.csv").await);
    let request = BatchRequest {
        purpose: Purpose::DataQuality,
        run: "a test".into(),
        tables: vec!["block_mention".into()],
        columns: vec!["block_mention.entity_id".into()],
    };
    let grant = town.context.access.batch_grant(request).await.unwrap();
    let blocks = Blocks::new(town.context.database.clone());
    let ids = |lines: &[Vec<String>]| -> Vec<[u8; 16]> {
        let ids: BTreeSet<[u8; 16]> = lines
            .iter()
            .map(|line| line[2].parse::<Id<blocks::Run>>().unwrap().to_bytes())
            .collect();
        ids.into_iter().collect()
    };
    let (of_people, of_firms) = (ids(&people), ids(&organisations));
    let rows = blocks
        .standing_rows(
            &grant,
            &of_people.iter().map(|id| Id::from_bytes(*id)).collect::<Vec<_>>(),
            &of_firms.iter().map(|id| Id::from_bytes(*id)).collect::<Vec<_>>(),
        )
        .await
        .unwrap();
    let (mut relations, mut contacts) =
        blocks.stated_of(&grant, EndKind::Person, &of_people).await.unwrap();
    let (more, points) = blocks.stated_of(&grant, EndKind::Organisation, &of_firms).await.unwrap();
    relations.extend(more);
    contacts.extend(points);
    relations.sort_by_key(|row| (row.kind.clone(), row.from, row.to, row.evidence.clone()));
    contacts.sort_by_key(|row| (row.owner, row.kind.clone(), row.token, row.evidence.clone()));
    let rows = (rows.people.into_values().collect(), rows.organisations.into_values().collect());
    Held { people, organisations, rows, relations, contacts }
}

async fn days_and_a_whole_run_agree(first: Vec<Step>, days: Vec<Vec<Step>>) {
    let town = Town::new().await;
    let tables = town.sources().join("tables");
    let fixture = |file: &str| fs::read_to_string(tables.join(file)).unwrap();
    let (registration, payroll) = (fixture("registration.csv"), fixture("payroll.csv"));
    let lay = |steps: &[Step]| {
        for (file, text, kind) in
            [("registration.csv", &registration, true), ("payroll.csv", &payroll, false)]
        {
            let rows = table(steps, kind).0.join("\n");
            fs::write(tables.join(file), format!("{}\n{rows}\n", text.trim_end())).unwrap();
        }
    };
    lay(&first);
    town.fuse().await.unwrap();
    let mut all = first;
    for (number, steps) in (1..).zip(days) {
        let of = |kind: bool, file, header| {
            let (rows, withdrawn) = table(&steps, kind);
            Table { file, header, rows, withdrawn }
        };
        let tables = [
            of(true, "tables/registration.csv", REGISTRATION),
            of(false, "tables/payroll.csv", PAYROLL),
        ];
        if !steps.is_empty() {
            town.day(number, &tables).await;
        }
        all.extend(steps);
    }
    let after_days = held(&town).await;
    lay(&all);
    town.fuse_again().await.unwrap();
    let rebuilt = held(&town).await;
    assert_eq!(after_days.people, rebuilt.people);
    assert_eq!(after_days.organisations, rebuilt.organisations);
    assert_eq!(after_days.rows, rebuilt.rows);
    assert_eq!(after_days.relations, rebuilt.relations);
    assert_eq!(after_days.contacts, rebuilt.contacts);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4, max_shrink_iters: 12, ..ProptestConfig::default() })]

    #[test]
    fn any_split_into_days_gives_what_a_whole_run_gives(
        first in prop::collection::vec(step(), 0..8),
        days in prop::collection::vec(prop::collection::vec(step(), 0..7), 1..4),
    ) {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        runtime.block_on(days_and_a_whole_run_agree(first, days));
    }
}
