//! Judgements outlive runs, candidates are read under a grant alone, lineage is followed and undone.

use std::sync::Arc;

use blocks::{
    CandidateReason, End, EndKind, Judgements, LineageBook, LineageEvent, Load, NewCandidate,
    NewJudgement, NewLineage, PersonRow, QueueFilter, RecordRole, RecordRow, Review, Step, Verdict,
};
use kernel::AreaPath;
use testing::World;

use crate::{
    generations::{House, house},
    on_each_database,
};

fn record(name: &str) -> RecordRole {
    RecordRole { source: "water".into(), record: name.into(), role: "holder".into() }
}

fn said(verdict: Verdict) -> NewJudgement {
    NewJudgement {
        kind: EndKind::Person,
        left: record("W2"),
        right: record("W1"),
        verdict,
        reason: "read both papers".into(),
    }
}

#[test]
fn a_pair_has_one_standing_judgement_and_keeps_the_former() {
    on_each_database(async |world: Arc<World>| {
        let house = house(world).await;
        let (ids, clock) = (&house.world.ids, &*house.world.clock);
        let book = Judgements::new(house.world.database.clone());
        let officer = Some(house.world.ids.next());
        let first = book.judge(said(Verdict::Same), officer, ids, clock).await.unwrap();
        assert_eq!((&first.left, first.by), (&record("W1"), officer));
        let second = book.judge(said(Verdict::Different), officer, ids, clock).await.unwrap();
        let standing = book.of_pair(EndKind::Person, &record("W2"), &record("W1")).await.unwrap();
        assert_eq!(standing.unwrap().id, second.id);
        assert!(book.find(first.id).await.unwrap().unwrap().withdrawn.is_some());
        assert_eq!(book.binding(EndKind::Person).await.unwrap().len(), 1);
        assert!(book.binding(EndKind::Organisation).await.unwrap().is_empty());
        let gone =
            book.withdraw(second.id, "mistaken", officer, ids, clock).await.unwrap().unwrap();
        assert_eq!(gone.withdrawn.unwrap().reason, "mistaken");
        assert!(book.withdraw(second.id, "again", officer, ids, clock).await.unwrap().is_none());
        assert!(book.binding(EndKind::Person).await.unwrap().is_empty());
        assert_eq!(book.page(0, 10).await.unwrap().1, 2);
        let alike = NewJudgement { right: record("W2"), ..said(Verdict::Same) };
        assert!(book.judge(alike, None, ids, clock).await.is_err(), "a record with itself");
    });
}

fn row(name: &str, text: &str) -> RecordRow {
    RecordRow { record: Some(record(name)), name: Some(text.into()), ..RecordRow::default() }
}

impl House {
    async fn queue(&self, other: [u8; 16]) {
        let (database, clock, ids) = (&self.world.database, &*self.world.clock, &self.world.ids);
        let person = self.end(EndKind::Person);
        let candidate = |reason, left: RecordRow, right: RecordRow, area: &str| NewCandidate {
            reason,
            left,
            left_entity: person,
            right,
            right_entity: End { kind: EndKind::Person, id: other },
            weight: 1.5,
            probability: 0.74,
            area: area.parse().unwrap(),
            steps: vec![Step { comparison: "name".into(), level: "exact".into(), weight: 9.0 }],
        };
        let mut load = Load::begin(database, ids.next()).await.unwrap();
        let rows = vec![
            candidate(
                CandidateReason::Bridge,
                row("W2", "王小明"),
                row("W1", "王小明"),
                "990106/001/002",
            ),
            candidate(
                CandidateReason::NearThreshold,
                row("W1", "王小明"),
                row("W3", "王小民"),
                "990106",
            ),
        ];
        load.candidates(rows, ids).await.unwrap();
        let people = vec![PersonRow {
            id: kernel::Id::from_bytes(person.id),
            name: "王小明".into(),
            sex: None,
            born_on: None,
            registered_here: None,
            occupation_class: None,
            education_class: None,
            document: None,
            number_token: None,
            records: 1,
            provenance: std::collections::BTreeMap::new(),
            others: blocks::Others::new(),
        }];
        load.people(people).await.unwrap();
        load.lineage(vec![NewLineage {
            event: LineageEvent::Merge,
            from: End { kind: EndKind::Person, id: other },
            to: person,
            moved: vec![record("W2")],
            stayed: Some(record("W1")),
        }]);
        load.swap("{}", ids, clock).await.unwrap();
    }
}

const EVERY: QueueFilter = QueueFilter {
    kind: EndKind::Person,
    reason: None,
    judged: None,
    area: AreaPath::whole(),
    offset: 0,
    limit: 50,
};

#[test]
fn the_queue_tells_references_and_a_grant_the_records() {
    on_each_database(async |world: Arc<World>| {
        let house = house(world).await;
        let (ids, clock) = (&house.world.ids, &*house.world.clock);
        house.queue([9; 16]).await;
        let review = Review::new(house.world.database.clone());
        let page = review.queue(&EVERY).await.unwrap();
        assert_eq!((page.total, page.rows[0].rank), (2, 1));
        assert_eq!(page.rows[0].left, record("W1"), "in the order of judgements");
        let narrow = QueueFilter { area: "990106/001".parse().unwrap(), ..EVERY };
        assert_eq!(review.queue(&narrow).await.unwrap().total, 1);
        let near = QueueFilter { reason: Some(CandidateReason::NearThreshold), ..EVERY };
        assert_eq!(review.queue(&near).await.unwrap().total, 1);
        let book = Judgements::new(house.world.database.clone());
        book.judge(said(Verdict::Unsure), None, ids, clock).await.unwrap();
        let open = QueueFilter { judged: Some(false), ..EVERY };
        assert_eq!(review.queue(&open).await.unwrap().total, 1);
        let done = QueueFilter { judged: Some(true), ..EVERY };
        let judged = review.queue(&done).await.unwrap().rows[0].judged;
        assert_eq!(judged.unwrap().1, Verdict::Unsure);
        assert!(book.binding(EndKind::Person).await.unwrap().is_empty(), "unsure binds nothing");

        let grant = house.grant("990106/001");
        let shut = review.candidate(&house.access, &grant, page.rows[0].id).await.unwrap().unwrap();
        let view = house.access.disclose(&grant, shut).await.unwrap();
        assert_eq!(view.left.name.as_deref(), Some("王*明"));
        assert_eq!(view.agreements[0].same, Some(true));
        let outside = review.candidate(&house.access, &grant, page.rows[1].id).await;
        assert!(matches!(outside, Err(blocks::Error::Access(access::Error::OutsideGrant))));
        assert!(review.of_organisations(page.rows[0].id).await.unwrap().is_none());
    });
}

#[test]
fn an_old_id_leads_to_the_new_and_a_merge_is_undone_by_a_judgement() {
    on_each_database(async |world: Arc<World>| {
        let house = house(world).await;
        let (ids, clock) = (&house.world.ids, &*house.world.clock);
        house.queue([9; 16]).await;
        let lineage = LineageBook::new(house.world.database.clone());
        let (old, new) = (End { kind: EndKind::Person, id: [9; 16] }, house.end(EndKind::Person));
        assert_eq!(lineage.today(old).await.unwrap(), Some(new));
        assert_eq!(lineage.today(End { id: [8; 16], ..old }).await.unwrap(), None);
        let event = lineage.of(new).await.unwrap().remove(0);
        assert_eq!((event.event, event.from), (LineageEvent::Merge, old.id));
        let (told, total) = lineage.page(0, 10).await.unwrap();
        assert_eq!((total, told[0].lineage.id, told[0].is_judged), (1, event.id, false));
        assert_eq!(told[0].sources, ["water"], "records are told by their sources alone");
        let elsewhere = lineage.of_organisation(kernel::Id::from_bytes(old.id)).await.unwrap();
        assert!(elsewhere.is_empty(), "a person's lineage is no organisation's");
        let judged = lineage.undo(event.id, "two people", None, ids, clock).await.unwrap();
        assert_eq!((judged.verdict, judged.left), (Verdict::Different, record("W1")));
        assert!(lineage.undo(event.id, "again", None, ids, clock).await.is_err());
        assert!(lineage.find(event.id).await.unwrap().unwrap().undone_at.is_some());
    });
}
