//! What a person judged binds every run after it, and can be taken back.

use std::collections::BTreeMap;

use access::Person;
use blocks::{EndKind, Judgements, LineageBook, LineageEvent, NewJudgement, RecordRole, Verdict};
use kernel::Id;

use crate::town::Town;

fn record(source: &str, record: &str, role: &str) -> RecordRole {
    RecordRole { source: source.into(), record: record.into(), role: role.into() }
}

/// The person of each record.
async fn people(town: &Town) -> BTreeMap<String, String> {
    town.export("people.csv")
        .await
        .into_iter()
        .map(|line| (line[0].clone(), line[2].clone()))
        .collect()
}

async fn judge(
    town: &Town,
    left: RecordRole,
    right: RecordRole,
    verdict: Verdict,
) -> blocks::Judgement {
    let new = NewJudgement { kind: EndKind::Person, left, right, verdict, reason: "seen".into() };
    let book = Judgements::new(town.context.database.clone());
    book.judge(new, None, &town.context.ids, &*town.context.clock).await.unwrap()
}

#[tokio::test]
async fn judgements_bind_the_next_run_and_leave_no_trace_when_withdrawn() {
    let (town, _) = Town::fused().await;
    let before = people(&town).await;
    assert_eq!(before["R1"], before["P1"]);
    let (anna, payee) = (record("registration", "R1", "self"), record("payroll", "P1", "worker"));
    let apart = judge(&town, anna, payee, Verdict::Different).await;
    let luis = record("registration", "R4", "self");
    let joan = record("registration", "R3", "self");
    let together = judge(&town, luis, joan, Verdict::Same).await;
    let report = town.fuse().await.unwrap();
    let judged = people(&town).await;
    assert_ne!(judged["R1"], judged["P1"]);
    assert_eq!(judged["R4"], judged["R3"]);
    assert_eq!((report.applied.merges, report.applied.splits), (1, 1));
    // Another run says the same: judgements outlive runs, ids stay.
    town.fuse().await.unwrap();
    assert_eq!(people(&town).await, judged);
    let book = Judgements::new(town.context.database.clone());
    for judgement in [apart, together] {
        book.withdraw(judgement.id, "mistaken", None, &town.context.ids, &*town.context.clock)
            .await
            .unwrap();
    }
    town.fuse().await.unwrap();
    let after = people(&town).await;
    assert_eq!(after["R1"], after["P1"]);
    assert_ne!(after["R4"], after["R3"]);
}

#[tokio::test]
async fn an_undone_merge_gives_the_old_id_back() {
    let (town, _) = Town::fused().await;
    let before = people(&town).await;
    let (luis, joan) = (record("registration", "R4", "self"), record("registration", "R3", "self"));
    judge(&town, luis, joan, Verdict::Same).await;
    town.fuse().await.unwrap();
    let merged = people(&town).await;
    assert_eq!(merged["R4"], merged["R3"]);
    let lineage = LineageBook::new(town.context.database.clone());
    let gone = if merged["R4"] == before["R4"] { &before["R3"] } else { &before["R4"] };
    let id: Id<Person> = gone.parse().unwrap();
    let old = blocks::End { kind: EndKind::Person, id: id.to_bytes() };
    let events = lineage.of(old).await.unwrap();
    assert_eq!(events[0].event, LineageEvent::Merge);
    let today: Id<Person> = merged["R4"].parse().unwrap();
    assert_eq!(lineage.today(old).await.unwrap().map(|end| end.id), Some(today.to_bytes()));
    lineage
        .undo(events[0].id, "two people", None, &town.context.ids, &*town.context.clock)
        .await
        .unwrap();
    town.fuse().await.unwrap();
    assert_eq!(people(&town).await, before, "both ids are back");
}
