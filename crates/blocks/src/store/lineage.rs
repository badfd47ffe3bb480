//! Merges and splits.

use database::{Database, UnitOfWork, id_from, id_value};
use kernel::{Clock, Id, Ids, Instant};
use sea_orm::QueryResult;

use super::{
    Slot, count, get,
    judgements::{kind, record},
    placeholders,
    review::sixteen,
    row, rows,
};
use crate::{
    End, EndKind, Error, Lineage, LineageEvent, LineageMark, LineageTold, NewLineage, RecordRole,
    Result, Run,
};

const COLUMNS: &str =
    "id, kind, event, from_id, to_id, record_count, run_id, occurred_at, undone_at";

pub(crate) async fn insert(
    unit: &mut UnitOfWork,
    run: Id<Run>,
    events: Vec<NewLineage>,
    ids: &Ids,
    clock: &dyn Clock,
) -> Result<()> {
    let now = clock.now().micros();
    let (mut lines, mut witnesses) = (Vec::new(), Vec::new());
    for event in events {
        let id: Id<LineageMark> = ids.next();
        lines.push(vec![
            id_value(id),
            event.from.kind.name().into(),
            event.event.name().into(),
            event.from.id.to_vec().into(),
            event.to.id.to_vec().into(),
            i64::try_from(event.moved.len()).unwrap_or(i64::MAX).into(),
            id_value(run),
            now.into(),
        ]);
        let moved = event.moved.into_iter().map(|record| ("moved", record));
        for (side, record) in moved.chain(event.stayed.map(|record| ("stayed", record))) {
            witnesses.push(vec![
                id_value(id),
                side.into(),
                record.source.into(),
                record.record.into(),
                record.role.into(),
            ]);
        }
    }
    let columns: Vec<&str> = COLUMNS.split(',').map(str::trim).take(8).collect();
    unit.insert_rows("block_lineage", &columns, lines, "").await?;
    let columns = ["lineage_id", "side", "source", "record", "role"];
    unit.insert_rows("block_lineage_record", &columns, witnesses, "").await?;
    Ok(())
}

pub(crate) async fn of(database: &Database, entity: End) -> Result<Vec<Lineage>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM block_lineage WHERE kind = ?1 AND (from_id = ?2 OR to_id = ?2)
         ORDER BY occurred_at DESC, id DESC LIMIT 500"
    );
    let values = [entity.kind.name().into(), entity.id.to_vec().into()];
    rows(database, "read lineage", &sql, values).await?.iter().map(lineage).collect()
}

pub(crate) async fn find(database: &Database, id: Id<LineageMark>) -> Result<Option<Lineage>> {
    let sql = format!("SELECT {COLUMNS} FROM block_lineage WHERE id = ?1");
    row(database, "read lineage", &sql, [id_value(id)]).await?.as_ref().map(lineage).transpose()
}

/// What is told of events beside themselves: the run's number, and whether a judgement between the records that moved and
/// others asked for it.
const TOLD: &str = "l.id, l.kind, l.event, l.from_id, l.to_id, l.record_count, l.run_id, l.occurred_at, l.undone_at,
    r.number AS run_number,
    CAST(CASE WHEN EXISTS (SELECT 1 FROM block_judgement j
        WHERE j.kind = l.kind AND j.verdict = CASE l.event WHEN 'merge' THEN 'same' ELSE 'different' END
            AND j.judged_at <= l.occurred_at AND (j.withdrawn_at IS NULL OR j.withdrawn_at > l.occurred_at)
            AND EXISTS (SELECT 1 FROM block_lineage_record m WHERE m.lineage_id = l.id AND m.side = 'moved'
                AND m.source = j.left_source AND m.record = j.left_record AND m.role = j.left_role)
             <> EXISTS (SELECT 1 FROM block_lineage_record m WHERE m.lineage_id = l.id AND m.side = 'moved'
                AND m.source = j.right_source AND m.record = j.right_record AND m.role = j.right_role))
        THEN 1 ELSE 0 END AS BIGINT) AS judged";
const FROM: &str = "FROM block_lineage l LEFT JOIN block_run r ON r.id = l.run_id";

/// A page of all events, the newest first, and how many there are.
pub(crate) async fn page(
    database: &Database,
    offset: i64,
    limit: i64,
) -> Result<(Vec<LineageTold>, u64)> {
    let total = row(database, "count lineage", "SELECT COUNT(*) AS total FROM block_lineage", []);
    let total = total.await?.map_or(Ok(0), |row| count(&row, "total"))?;
    // Ids follow the clock.
    let sql = format!("SELECT {TOLD} {FROM} ORDER BY l.id DESC LIMIT ?1 OFFSET ?2");
    let found = rows(database, "list lineage", &sql, [limit.into(), offset.into()]).await?;
    Ok((told(database, &found).await?, total))
}

/// What happened to any of these entities, the newest first; 500 events of a thousand entities at most.
pub(crate) async fn of_many(
    database: &Database,
    kind: EndKind,
    ids: &[[u8; 16]],
) -> Result<Vec<LineageTold>> {
    let mut all = Vec::new();
    for part in ids.chunks(1_000) {
        let marks = placeholders(2, part.len());
        let sql = format!(
            "SELECT {TOLD} {FROM} WHERE l.id IN (
                SELECT id FROM block_lineage WHERE kind = ?1 AND from_id IN ({marks})
                UNION SELECT id FROM block_lineage WHERE kind = ?1 AND to_id IN ({marks}))
             ORDER BY l.id DESC LIMIT 500"
        );
        let values = std::iter::once(sea_orm::Value::from(kind.name()))
            .chain(part.iter().map(|id| id.to_vec().into()));
        let found = rows(database, "read lineage", &sql, values).await?;
        all.extend(told(database, &found).await?);
    }
    Ok(all)
}

/// Events with the sources of their records: one query for all of them.
async fn told(database: &Database, found: &[QueryResult]) -> Result<Vec<LineageTold>> {
    let mut all = Vec::with_capacity(found.len());
    for row in found {
        all.push(LineageTold {
            lineage: lineage(row)?,
            run_number: get(row, "run_number")?,
            is_judged: get::<i64>(row, "judged")? == 1,
            sources: Vec::new(),
        });
    }
    if all.is_empty() {
        return Ok(all);
    }
    let sql = format!(
        "SELECT DISTINCT lineage_id, source FROM block_lineage_record WHERE lineage_id IN ({})
         ORDER BY lineage_id, source",
        placeholders(1, all.len())
    );
    let values = all.iter().map(|told| id_value(told.lineage.id));
    for row in rows(database, "read lineage", &sql, values.collect::<Vec<_>>()).await? {
        let id: Id<LineageMark> =
            id_from("block_lineage_record.lineage_id", &get::<Vec<u8>>(&row, "lineage_id")?)?;
        if let Some(told) = all.iter_mut().find(|told| told.lineage.id == id) {
            told.sources.push(get(&row, "source")?);
        }
    }
    Ok(all)
}

/// Whether an entity stands in a generation.
pub(crate) async fn stands(database: &Database, generation: i64, entity: End) -> Result<bool> {
    let slot = Slot::of(generation);
    let table = if entity.kind == EndKind::Person { slot.people } else { slot.organisations };
    let sql = format!("SELECT 1 AS one FROM {table} WHERE generation = ?1 AND id = ?2");
    let values = [generation.into(), entity.id.to_vec().into()];
    Ok(row(database, "look for an entity", &sql, values).await?.is_some())
}

/// What an entity was last merged into.
pub(crate) async fn merged_into(database: &Database, entity: End) -> Result<Option<[u8; 16]>> {
    let sql = "SELECT to_id FROM block_lineage WHERE kind = ?1 AND from_id = ?2 AND event = 'merge'
        ORDER BY occurred_at DESC, id DESC LIMIT 1";
    let values = [entity.kind.name().into(), entity.id.to_vec().into()];
    let found = row(database, "follow a merge", sql, values).await?;
    found.map(|row| sixteen("block_lineage.to_id", get(&row, "to_id")?)).transpose()
}

/// The first record that moved and the one that was on the other side.
pub(crate) async fn witness(
    database: &Database,
    id: Id<LineageMark>,
) -> Result<Option<(RecordRole, RecordRole)>> {
    let sql =
        "SELECT source, record, role FROM block_lineage_record WHERE lineage_id = ?1 AND side = ?2
        ORDER BY source, record, role LIMIT 1";
    let mut sides = Vec::new();
    for side in ["moved", "stayed"] {
        let found = row(database, "read lineage", sql, [id_value(id), side.into()]).await?;
        sides.extend(found.map(|row| record(&row, ["source", "record", "role"])).transpose()?);
    }
    let stayed = sides.pop();
    Ok(sides.pop().zip(stayed))
}

/// Records that had moved in undone merges, with the entities they came from, the oldest first.
pub(crate) async fn returning(
    database: &Database,
    kind: EndKind,
) -> Result<Vec<(RecordRole, [u8; 16])>> {
    let sql = "SELECT r.source, r.record, r.role, l.from_id
        FROM block_lineage l JOIN block_lineage_record r ON r.lineage_id = l.id AND r.side = 'moved'
        WHERE l.kind = ?1 AND l.event = 'merge' AND l.undone_at IS NOT NULL ORDER BY l.undone_at, l.id";
    rows(database, "read undone merges", sql, [kind.name().into()])
        .await?
        .iter()
        .map(|row| {
            let from = sixteen("block_lineage.from_id", get(row, "from_id")?)?;
            Ok((record(row, ["source", "record", "role"])?, from))
        })
        .collect()
}

pub(crate) async fn mark_undone(
    unit: &mut UnitOfWork,
    id: Id<LineageMark>,
    at: Instant,
) -> Result<u64> {
    let sql = "UPDATE block_lineage SET undone_at = ?2 WHERE id = ?1 AND undone_at IS NULL";
    Ok(unit.execute("undo lineage", sql, [id_value(id), at.micros().into()]).await?)
}

fn lineage(row: &QueryResult) -> Result<Lineage> {
    let event: String = get(row, "event")?;
    let undone: Option<i64> = get(row, "undone_at")?;
    Ok(Lineage {
        id: id_from("block_lineage.id", &get::<Vec<u8>>(row, "id")?)?,
        kind: kind(row, "kind")?,
        event: LineageEvent::from_name(&event)
            .ok_or(Error::Stored { what: "an event of lineage", found: event })?,
        from: sixteen("block_lineage.from_id", get(row, "from_id")?)?,
        to: sixteen("block_lineage.to_id", get(row, "to_id")?)?,
        records: count(row, "record_count")?,
        run: id_from("block_lineage.run_id", &get::<Vec<u8>>(row, "run_id")?)?,
        at: Instant::from_micros(get(row, "occurred_at")?),
        undone_at: undone.map(Instant::from_micros),
    })
}
