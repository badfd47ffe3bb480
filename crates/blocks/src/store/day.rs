//! A day's change, in the slot of the current generation.

use std::collections::{BTreeMap, BTreeSet};

use database::{Database, Dialect, UnitOfWork, id_from, id_value};
use kernel::{Clock, Day, Id, Ids, Instant};
use sea_orm::{QueryResult, Value};

use super::{Slot, get, placeholders, review::sixteen, row, rows, values};
use crate::{
    CandidateMark, CandidateReason, DayChange, End, EndKind, Evidence, MentionRow, NewCandidate,
    NewLineage, RecordRole, Result, Run, Standing,
};

/// Values of one statement.
const PART: usize = 1_000;
/// Positions that a day may give: rows of later days come after those of earlier ones.
const POSITIONS: i64 = 1 << 40;
/// Candidates of one kind and reason that the queue keeps.
const QUEUED: usize = 250;

pub(crate) async fn standing(database: &Database) -> Result<Option<Standing>> {
    let sql = "SELECT g.number, g.run_id, r.started_at FROM block_generation g
        LEFT JOIN block_run r ON r.id = g.run_id WHERE g.current = ?1 ORDER BY g.number DESC LIMIT 1";
    let Some(found) = row(database, "read the current generation", sql, [true.into()]).await?
    else {
        return Ok(None);
    };
    let generation: i64 = get(&found, "number")?;
    let mut since: Option<i64> = get(&found, "started_at")?;
    let sql =
        "SELECT d.run_id, r.started_at FROM block_day d LEFT JOIN block_run r ON r.id = d.run_id
        WHERE d.generation = ?1 ORDER BY d.number";
    let mut days = Vec::new();
    for day in rows(database, "read the days", sql, [generation.into()]).await? {
        days.push(id_from("block_day.run_id", &get::<Vec<u8>>(&day, "run_id")?)?);
        since = get(&day, "started_at")?;
    }
    let run = id_from("block_generation.run_id", &get::<Vec<u8>>(&found, "run_id")?)?;
    let since = Instant::from_micros(since.unwrap_or(0));
    Ok(Some(Standing { generation, run, days, since }))
}

/// Writes the day down; its number in the generation.
pub(crate) async fn begin(
    unit: &mut UnitOfWork,
    database: &Database,
    generation: i64,
    run: Id<Run>,
    day: Option<Day>,
    clock: &dyn Clock,
) -> Result<i64> {
    let sql = "SELECT COALESCE(MAX(number), 0) AS last FROM block_day WHERE generation = ?1";
    let last = row(database, "number a day", sql, [generation.into()]).await?;
    let number = last.map_or(Ok(0), |last| get::<i64>(&last, "last"))? + 1;
    let values = [
        generation.into(),
        number.into(),
        id_value(run),
        day.map(|day| day.to_string()).into(),
        clock.now().micros().into(),
    ];
    let sql = "INSERT INTO block_day (generation, number, run_id, day, loaded_at) VALUES (?1, ?2, ?3, ?4, ?5)";
    unit.execute("begin a day", sql, values).await?;
    Ok(number)
}

/// Writes every row of a change; the lineage is returned.
pub(crate) async fn write(
    unit: &mut UnitOfWork,
    database: &Database,
    generation: i64,
    number: i64,
    change: DayChange,
    ids: &Ids,
    clock: &dyn Clock,
) -> Result<Vec<NewLineage>> {
    let slot = Slot::of(generation);
    let queue = queue(database, generation, &change).await?;
    let gone = |kind: EndKind| -> Vec<[u8; 16]> {
        change.gone.iter().filter(|end| end.kind == kind).map(|end| end.id).collect()
    };
    let (people, organisations) = (gone(EndKind::Person), gone(EndKind::Organisation));
    let restated: Vec<[u8; 16]> = change.restated.iter().map(|end| end.id).collect();
    let owners: Vec<[u8; 16]> = change.owners.iter().map(|end| end.id).collect();
    delete(unit, slot.people, "id", &people).await?;
    delete(unit, slot.organisations, "id", &organisations).await?;
    delete(unit, slot.relations, "from_id", &restated).await?;
    delete(unit, slot.contacts, "owner_id", &owners).await?;
    let ended = change.ended.into_iter().map(|key| -> [Value; 4] {
        [key.from.to_vec().into(), key.to.to_vec().into(), key.kind.into(), key.source.into()]
    });
    take_out(unit, slot.relations, RELATION_KEY, ended.collect()).await?;
    let lapsed = change.lapsed.into_iter().map(|key| -> [Value; 4] {
        [key.owner.to_vec().into(), key.token.to_vec().into(), key.kind.into(), key.source.into()]
    });
    take_out(unit, slot.contacts, CONTACT_KEY, lapsed.collect()).await?;
    let records: BTreeSet<Evidence> = change.records.difference(&change.kept).cloned().collect();
    forget(unit, slot, &records, &change.withdrawn).await?;

    let lines = change.people.into_iter().map(|row| values::person(generation, row));
    let lines = lines.collect::<Result<_>>()?;
    unit.insert_rows(slot.people, &values::PERSON, lines, &in_place(&values::PERSON)).await?;
    let lines = change.organisations.into_iter().map(|row| values::organisation(generation, row));
    let lines = lines.collect::<Result<_>>()?;
    let replaced = in_place(&values::ORGANISATION);
    unit.insert_rows(slot.organisations, &values::ORGANISATION, lines, &replaced).await?;
    let (now, first) = (clock.now().micros(), number.saturating_mul(POSITIONS));
    let mut positions = first..;
    let amended = change.amended.into_iter().zip(&mut positions).map(|(row, at)| {
        let (kind, source) = (row.kind.clone(), row.evidence.source.clone());
        let (from, to) = (row.from.id.to_vec(), row.to.id.to_vec());
        let key: [Value; 4] = [from.into(), to.into(), kind.into(), source.into()];
        (key, values::relation(generation, at, now, row))
    });
    amend(unit, slot.relations, &values::RELATION, RELATION_KEY, amended.collect()).await?;
    let lines = positions.zip(change.relations);
    let lines = lines.map(|(at, row)| values::relation(generation, at, now, row)).collect();
    unit.insert_rows(slot.relations, &values::RELATION, lines, "").await?;
    let mut positions = first..;
    let renewed = change.renewed.into_iter().zip(&mut positions).map(|(row, at)| {
        let (kind, source) = (row.kind.clone(), row.evidence.source.clone());
        let (owner, token) = (row.owner.id.to_vec(), row.token.to_vec());
        let key: [Value; 4] = [owner.into(), token.into(), kind.into(), source.into()];
        (key, values::contact(generation, at, row))
    });
    amend(unit, slot.contacts, &values::CONTACT, CONTACT_KEY, renewed.collect()).await?;
    let lines = positions.zip(change.contacts);
    let lines = lines.map(|(at, row)| values::contact(generation, at, row)).collect();
    unit.insert_rows(slot.contacts, &values::CONTACT, lines, "").await?;
    let lines = (first..).zip(change.events);
    let lines = lines.map(|(at, row)| values::event(generation, at, row)).collect();
    unit.insert_rows(slot.events, &values::EVENT, lines, "").await?;
    mentions(unit, generation, &records, change.mentions).await?;
    follow_sample(unit, slot).await?;
    requeue(unit, generation, queue, change.candidates, ids).await?;
    let sql = "UPDATE block_source SET recorded_at = ?2, row_count = row_count + ?3 WHERE id = ?1";
    for (source, more) in change.sources {
        unit.execute("date a source", sql, [source.into(), now.into(), more.into()]).await?;
    }
    Ok(change.lineage)
}

/// The row of an id that stands is written where it is: its place in the index stays.
fn in_place(columns: &[&str]) -> String {
    let others = columns.iter().filter(|column| **column != "id");
    let set: Vec<String> = others.map(|column| format!("{column} = excluded.{column}")).collect();
    format!("ON CONFLICT (id) DO UPDATE SET {}", set.join(", "))
}

async fn delete(unit: &mut UnitOfWork, table: &str, column: &str, ids: &[[u8; 16]]) -> Result<()> {
    for part in ids.chunks(PART) {
        let marks = placeholders(1, part.len());
        let sql = format!("DELETE FROM {table} WHERE {column} IN ({marks})");
        let values = part.iter().map(|id| Value::from(id.to_vec()));
        unit.execute("take rows out of the blocks", &sql, values.collect::<Vec<_>>()).await?;
    }
    Ok(())
}

/// What tells a relation from any other. It is looked for by the first, which has an index.
const RELATION_KEY: [&str; 4] = ["from_id", "to_id", "kind", "source"];
/// What tells a contact point from any other, in the same way.
const CONTACT_KEY: [&str; 4] = ["owner_id", "token", "kind", "source"];

/// Takes single rows out, each by the four values that tell it from any other.
async fn take_out(
    unit: &mut UnitOfWork,
    table: &str,
    [first, second, third, fourth]: [&str; 4],
    keys: Vec<[Value; 4]>,
) -> Result<()> {
    // An expression keeps the planner off the index of the ends: more go to a large employer than from anybody.
    let others = format!("COALESCE({second}, {second}), {third}, {fourth}");
    let mut keys = keys.into_iter();
    loop {
        let values: Vec<Value> = keys.by_ref().take(PART / 4).flatten().collect();
        if values.is_empty() {
            return Ok(());
        }
        let starts = (1..=values.len()).step_by(4);
        let firsts: Vec<String> = starts.clone().map(|at| placeholders(at, 1)).collect();
        let rows: Vec<String> = starts.map(|at| format!("({})", placeholders(at, 4))).collect();
        let sql = format!(
            "DELETE FROM {table} WHERE {first} IN ({}) AND ({first}, {others}) IN (VALUES {})",
            firsts.join(", "),
            rows.join(", ")
        );
        unit.execute("take rows out of the blocks", &sql, values).await?;
    }
}

/// Writes single rows where they are, each by the four values that tell it from any other: their places in the indexes
/// stay.
async fn amend(
    unit: &mut UnitOfWork,
    table: &str,
    columns: &[&str],
    key: [&str; 4],
    rows: Vec<([Value; 4], Vec<Value>)>,
) -> Result<()> {
    if unit.dialect() == Dialect::Postgres {
        // It writes a row elsewhere in any case, and many at once sooner than each.
        let (keys, lines) = rows.into_iter().unzip();
        take_out(unit, table, key, keys).await?;
        unit.insert_rows(table, columns, lines, "").await?;
        return Ok(());
    }
    let set: Vec<usize> = (0..columns.len()).filter(|at| !key.contains(&columns[*at])).collect();
    let values: Vec<String> =
        set.iter().zip(5..).map(|(at, number)| format!("{} = ?{number}", columns[*at])).collect();
    let [first, second, third, fourth] = key;
    let sql = format!(
        "UPDATE {table} SET {} WHERE {first} = ?1 AND COALESCE({second}, {second}) = ?2
         AND {third} = ?3 AND {fourth} = ?4",
        values.join(", ")
    );
    for (key, line) in rows {
        let values = key.into_iter().chain(set.iter().map(|at| line[*at].clone()));
        unit.execute("write a row where it is", &sql, values.collect::<Vec<_>>()).await?;
    }
    Ok(())
}

/// Records by source, in parts that one statement takes.
fn by_source(records: &BTreeSet<Evidence>) -> Vec<(&str, Vec<&str>)> {
    let mut sources: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for record in records {
        sources.entry(&record.source).or_default().push(&record.record);
    }
    let parts = |(source, records): (_, Vec<_>)| {
        let parts: Vec<_> = records.chunks(PART).map(|part| (source, part.to_vec())).collect();
        parts
    };
    sources.into_iter().flat_map(parts).collect()
}

/// Takes mentions of records out, and events by their places.
async fn forget(
    unit: &mut UnitOfWork,
    slot: &Slot,
    records: &BTreeSet<Evidence>,
    events: &BTreeMap<[u8; 16], BTreeSet<Evidence>>,
) -> Result<()> {
    for (source, part) in by_source(records) {
        // Both kinds, in the order of the index.
        let sql = format!(
            "DELETE FROM {} WHERE source = ?1 AND record IN ({})",
            slot.mentions,
            placeholders(2, part.len())
        );
        let values = std::iter::once(Value::from(source));
        let values = values.chain(part.iter().map(|r| Value::from(*r)));
        unit.execute("take mentions out", &sql, values.collect::<Vec<_>>()).await?;
    }
    for (place, records) in events {
        for (source, part) in by_source(records) {
            let sql = format!(
                "DELETE FROM {} WHERE place_id = ?1 AND source = ?2 AND record IN ({})",
                slot.events,
                placeholders(3, part.len())
            );
            let values = [place.to_vec().into(), source.into()];
            let values = values.into_iter().chain(part.iter().map(|r| Value::from(*r)));
            unit.execute("take events out", &sql, values.collect::<Vec<_>>()).await?;
        }
    }
    Ok(())
}

/// Writes the mentions of replaced records anew, and gives others their new entity.
async fn mentions(
    unit: &mut UnitOfWork,
    generation: i64,
    records: &BTreeSet<Evidence>,
    rows: Vec<MentionRow>,
) -> Result<()> {
    let slot = Slot::of(generation);
    let (new, moved): (Vec<_>, Vec<_>) =
        rows.into_iter().partition(|row| records.contains(&row.evidence));
    let lines = new.into_iter().map(|row| values::mention(generation, row)).collect();
    unit.insert_rows(slot.mentions, &values::MENTION, lines, "").await?;
    let sql = format!(
        "UPDATE {} SET entity_id = ?1 WHERE kind = ?2 AND source = ?3 AND record = ?4 AND role = ?5",
        slot.mentions
    );
    for row in moved {
        let values: [Value; 5] = [
            row.entity.id.to_vec().into(),
            row.entity.kind.name().into(),
            row.evidence.source.into(),
            row.evidence.record.into(),
            row.role.into(),
        ];
        unit.execute("move a mention", &sql, values).await?;
    }
    Ok(())
}

pub(crate) async fn mentions_in(
    database: &Database,
    generation: i64,
    kind: EndKind,
    records: &BTreeSet<Evidence>,
) -> Result<Vec<MentionRow>> {
    let mut found = Vec::new();
    for (source, part) in by_source(records) {
        let sql = format!(
            "SELECT source, record, role, entity_id FROM {} WHERE kind = ?1 AND source = ?2 AND record IN ({})",
            Slot::of(generation).mentions,
            placeholders(3, part.len())
        );
        let values = [kind.name().into(), source.into()];
        let values = values.into_iter().chain(part.iter().map(|r| Value::from(*r)));
        let values = values.collect::<Vec<_>>();
        for row in rows(database, "read mentions", &sql, values).await? {
            found.push(mention(&row, kind)?);
        }
    }
    Ok(found)
}

pub(crate) async fn mentions_of(
    database: &Database,
    generation: i64,
    kind: EndKind,
    entities: &BTreeSet<[u8; 16]>,
) -> Result<Vec<MentionRow>> {
    let all: Vec<[u8; 16]> = entities.iter().copied().collect();
    let mut found = Vec::new();
    for part in all.chunks(PART) {
        let sql = mentions_of_sql(generation, part.len());
        let ids = part.iter().map(|id| Value::from(id.to_vec()));
        let values = std::iter::once(Value::from(kind.name())).chain(ids).collect::<Vec<_>>();
        for row in rows(database, "read mentions", &sql, values).await? {
            found.push(mention(&row, kind)?);
        }
    }
    Ok(found)
}

fn mentions_of_sql(generation: i64, count: usize) -> String {
    format!(
        "SELECT source, record, role, entity_id FROM {} WHERE kind = ?1 AND entity_id IN ({})",
        Slot::of(generation).mentions,
        placeholders(2, count)
    )
}

fn mention(row: &QueryResult, kind: EndKind) -> Result<MentionRow> {
    Ok(MentionRow {
        entity: End { kind, id: sixteen("block_mention.entity_id", get(row, "entity_id")?)? },
        evidence: Evidence { source: get(row, "source")?, record: get(row, "record")? },
        role: get(row, "role")?,
    })
}

/// What stays in the queue, in order: kind, reason, and the id.
type Queue = Vec<(String, String, Vec<u8>)>;

/// The queue without the pairs of reviewed records. It is short: a run puts up a thousand pairs of a kind at most.
///
/// A pair of the random sample stays while its records say what they said: it speaks of the run, and a judgement, which
/// has a day look at its records, must not take what was judged out of the sample.
async fn queue(database: &Database, generation: i64, change: &DayChange) -> Result<Queue> {
    let reviewed = &change.reviewed;
    let changed = |of: &RecordRole| {
        let evidence = Evidence { source: of.source.clone(), record: of.record.clone() };
        change.records.contains(&evidence)
    };
    let sql = format!(
        "SELECT id, kind, reason, left_source, left_record, left_role, right_source, right_record, right_role
         FROM {} ORDER BY position",
        Slot::of(generation).candidates
    );
    let mut queue = Vec::new();
    for row in rows(database, "read the queue", &sql, []).await? {
        let kind: String = get(&row, "kind")?;
        let Some(of) = EndKind::from_name(&kind) else { continue };
        let left = super::judgements::record(&row, super::judgements::LEFT)?;
        let right = super::judgements::record(&row, super::judgements::RIGHT)?;
        let reason: String = get(&row, "reason")?;
        let stays = if reason == CandidateReason::Sample.name() {
            !changed(&left) && !changed(&right)
        } else {
            !reviewed.contains(&(of, left)) && !reviewed.contains(&(of, right))
        };
        if stays {
            queue.push((kind, reason, get(&row, "id")?));
        }
    }
    Ok(queue)
}

/// Whom the records of the sample are of now.
async fn follow_sample(unit: &mut UnitOfWork, slot: &Slot) -> Result<()> {
    let Slot { candidates, mentions, .. } = slot;
    let now = |side: &str| {
        format!(
            "{side}_entity = COALESCE((SELECT m.entity_id FROM {mentions} m
                WHERE m.source = {candidates}.{side}_source AND m.record = {candidates}.{side}_record
                AND m.role = {candidates}.{side}_role AND m.kind = {candidates}.kind), {side}_entity)"
        )
    };
    let sql =
        format!("UPDATE {candidates} SET {}, {} WHERE reason = ?1", now("left"), now("right"));
    let values: [Value; 1] = [CandidateReason::Sample.name().into()];
    unit.execute("follow the records of the sample", &sql, values).await?;
    Ok(())
}

/// Puts new pairs before the standing ones of their kind and reason, and numbers the queue anew.
async fn requeue(
    unit: &mut UnitOfWork,
    generation: i64,
    standing: Queue,
    new: Vec<NewCandidate>,
    ids: &Ids,
) -> Result<()> {
    let slot = Slot::of(generation);
    // Out of the way of the new numbers.
    let sql = format!("UPDATE {} SET position = -position", slot.candidates);
    unit.execute("number the queue", &sql, []).await?;
    let (mut lines, mut records, mut kept) = (Vec::new(), Vec::new(), BTreeSet::new());
    let mut new: BTreeMap<(&str, &str), Vec<NewCandidate>> =
        new.into_iter().fold(BTreeMap::new(), |mut by, one| {
            by.entry((one.left_entity.kind.name(), one.reason.name())).or_default().push(one);
            by
        });
    let mut position = 0;
    let place = format!("UPDATE {} SET position = ?1 WHERE id = ?2", slot.candidates);
    for kind in [EndKind::Person, EndKind::Organisation] {
        for reason in CandidateReason::ALL {
            let of = (kind.name(), reason.name());
            let first = new.remove(&of).unwrap_or_default();
            let room = QUEUED.saturating_sub(first.len());
            for candidate in first {
                position += 1;
                let id = ids.next::<CandidateMark>();
                let line = values::candidate(generation, position, id, candidate)?;
                if let Some((line, pair)) = line {
                    lines.push(line);
                    records.extend(pair.map(|record| (kind, record)));
                }
            }
            let rest = standing.iter().filter(|(k, r, _)| (k.as_str(), r.as_str()) == of);
            for (.., id) in rest.take(room) {
                position += 1;
                unit.execute("number the queue", &place, [position.into(), id.clone().into()])
                    .await?;
                kept.insert(id);
            }
        }
    }
    let sql = format!("DELETE FROM {} WHERE position < 0", slot.candidates);
    unit.execute("take pairs off the queue", &sql, []).await?;
    for (kind, record) in &records {
        if let Some(role) = &record.record {
            let sql = format!(
                "DELETE FROM {} WHERE kind = ?1 AND source = ?2 AND record = ?3 AND role = ?4",
                slot.records
            );
            let values: [Value; 4] = [
                kind.name().into(),
                role.source.clone().into(),
                role.record.clone().into(),
                role.role.clone().into(),
            ];
            unit.execute("replace a record of the queue", &sql, values).await?;
        }
    }
    unit.insert_rows(slot.candidates, &values::CANDIDATE, lines, "").await?;
    let mut once = BTreeSet::new();
    records.retain(|(kind, record)| once.insert((*kind, record.record.clone())));
    let lines = records.into_iter();
    let lines = lines.filter_map(|(kind, record)| values::record(generation, kind, record));
    unit.insert_rows(slot.records, &values::RECORD, lines.collect(), "").await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use testing::World;

    use super::*;

    #[tokio::test]
    async fn no_row_is_read_for_the_mentions_of_an_entity() {
        let world = World::sqlite().await;
        let lists = [crate::MIGRATIONS, access::MIGRATIONS, register::MIGRATIONS];
        world.database.migrate(&lists, &*world.clock).await.unwrap();
        for filled_anew in [false, true] {
            if filled_anew {
                let mut unit = world.database.begin().await.unwrap();
                Slot::of(1).clear(&mut unit).await.unwrap();
                unit.commit().await.unwrap();
                Slot::of(1).index(&world.database).await.unwrap();
            }
            let sql = format!("EXPLAIN QUERY PLAN {}", mentions_of_sql(1, 2));
            let values: [Value; 3] =
                ["person".into(), vec![1_u8; 16].into(), vec![2_u8; 16].into()];
            let plan = rows(&world.database, "explain a query", &sql, values).await.unwrap();
            let steps: Vec<String> = plan.iter().map(|row| get(row, "detail").unwrap()).collect();
            let covered = |step: &String| {
                step.contains("USING COVERING INDEX block_mention_odd_entity_id_kind")
                    && step.contains("(entity_id=? AND kind=?)")
            };
            assert!(steps.iter().any(covered), "{steps:?}");
        }
    }
}
