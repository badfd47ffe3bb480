//! What the writing of a day will touch and its reading did not: the index of the ends that relations go to, and that of
//! the places of events.
//!
//! Their entries lie all over files that memory does not hold. They are looked for at once before the transaction begins,
//! where its one writer would wait for each, and everybody else for the writer.

use std::collections::BTreeSet;

use database::{Database, Dialect};
use sea_orm::Value;
use tokio::task::JoinSet;

use super::{Slot, placeholders, rows};
use crate::{DayChange, Error, Result};

/// Ids of a question.
const ASKED: usize = 250;
/// Questions at once: as many as an SQLite database has readers.
const AT_ONCE: usize = 8;

/// Has the system read what the change will touch. PostgreSQL reads ahead by itself, and has writers of its own.
pub(crate) async fn look(database: &Database, generation: i64, change: &DayChange) -> Result<()> {
    if database.dialect() == Dialect::Postgres {
        return Ok(());
    }
    let slot = Slot::of(generation);
    let (relations, events) = (slot.relations, slot.events);
    let new = change.relations.iter().map(|row| row.to.id);
    let ends: BTreeSet<[u8; 16]> = change.ended.iter().map(|key| key.to).chain(new).collect();
    let new = change.events.iter().map(|row| row.place.id);
    let places: BTreeSet<[u8; 16]> = change.withdrawn.keys().copied().chain(new).collect();
    let restated: BTreeSet<[u8; 16]> = change.restated.iter().map(|end| end.id).collect();
    let last = |table: &str, column: &str, of: &str| {
        format!(
            "SELECT MAX((SELECT q.rowid FROM {table} q WHERE q.{column} = {of}
             ORDER BY q.rowid DESC LIMIT 1)) AS last"
        )
    };
    let mut questions = Vec::new();
    for (ids, table, column) in [(&ends, relations, "to_id"), (&places, events, "place_id")] {
        let select = last(table, column, "v.column1");
        let listed = |count: usize| {
            let marks: Vec<String> = (1..=count).map(|at| format!("(?{at})")).collect();
            format!("{select} FROM (VALUES {}) v", marks.join(", "))
        };
        add(&mut questions, ids, listed);
    }
    let select = last(relations, "to_id", "r.to_id");
    add(&mut questions, &restated, |count| {
        format!("{select} FROM {relations} r WHERE r.from_id IN ({})", placeholders(1, count))
    });
    ask(database, questions).await
}

type Question = (String, Vec<Value>);

/// Adds questions for some ids, in their order, so many at once that a statement takes them.
fn add(questions: &mut Vec<Question>, ids: &BTreeSet<[u8; 16]>, sql: impl Fn(usize) -> String) {
    let ids: Vec<&[u8; 16]> = ids.iter().collect();
    for part in ids.chunks(ASKED) {
        let values = part.iter().map(|id| Value::from(id.to_vec()));
        questions.push((sql(part.len()), values.collect()));
    }
}

async fn ask(database: &Database, questions: Vec<Question>) -> Result<()> {
    let mut questions = questions.into_iter();
    let mut asking = JoinSet::new();
    loop {
        // One that is answered makes room for the next: none waits for the slowest of a group.
        for (sql, values) in questions.by_ref().take(AT_ONCE - asking.len()) {
            let database = database.clone();
            asking.spawn(async move {
                rows(&database, "look where a day will write", &sql, values).await.map(drop)
            });
        }
        let Some(answered) = asking.join_next().await else { return Ok(()) };
        answered.map_err(|_| Error::LoadEnded)??;
    }
}

#[cfg(test)]
mod tests {
    use testing::World;

    use super::*;
    use crate::{End, EndKind, Evidence, RelationRow, store::get};

    #[tokio::test]
    async fn one_entry_of_an_end_is_looked_at_by_the_index_and_no_table_is_read_through() {
        let world = World::sqlite().await;
        let lists = [crate::MIGRATIONS, access::MIGRATIONS, register::MIGRATIONS];
        world.database.migrate(&lists, &*world.clock).await.unwrap();
        let mut unit = world.database.begin().await.unwrap();
        Slot::of(1).clear(&mut unit).await.unwrap();
        unit.commit().await.unwrap();
        Slot::of(1).index(&world.database).await.unwrap();
        let relation = RelationRow {
            kind: "rents".into(),
            from: End { kind: EndKind::Person, id: [1; 16] },
            to: End { kind: EndKind::Unit, id: [2; 16] },
            valid_from: None,
            valid_to: None,
            address_class: None,
            evidence: Evidence { source: "s".into(), record: "r".into() },
            records: 1,
        };
        let change = DayChange {
            restated: BTreeSet::from([relation.from]),
            relations: vec![relation],
            withdrawn: [([3; 16], BTreeSet::new())].into(),
            ..DayChange::default()
        };
        let before = world.database.asked();
        look(&world.database, 1, &change).await.unwrap();
        assert_eq!(world.database.asked() - before, 3);
        for sql in [
            "SELECT MAX((SELECT q.rowid FROM block_relation_odd q WHERE q.to_id = v.column1
                ORDER BY q.rowid DESC LIMIT 1)) AS last FROM (VALUES (?1), (?2)) v",
            "SELECT MAX((SELECT q.rowid FROM block_relation_odd q WHERE q.to_id = r.to_id
                ORDER BY q.rowid DESC LIMIT 1)) AS last FROM block_relation_odd r
             WHERE r.from_id IN (?1, ?2)",
        ] {
            let sql = format!("EXPLAIN QUERY PLAN {sql}");
            let ids = [[1_u8; 16], [2; 16]].map(|id| Value::from(id.to_vec()));
            let plan = rows(&world.database, "explain a query", &sql, ids).await.unwrap();
            let steps: Vec<String> = plan.iter().map(|row| get(row, "detail").unwrap()).collect();
            let looks = |step: &String| step.starts_with("SEARCH q USING COVERING INDEX");
            assert!(steps.iter().any(looks), "{steps:?}");
            let sorts = |step: &String| step.contains("TEMP B-TREE") || step.starts_with("SCAN q");
            assert!(!steps.iter().any(sorts), "{steps:?}");
        }
    }
}
