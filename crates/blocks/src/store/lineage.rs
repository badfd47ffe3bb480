//! Merges and splits.

use database::{Database, UnitOfWork, id_from, id_value};
use kernel::{Clock, Id, Ids, Instant};
use sea_orm::QueryResult;

use super::{
    Slot, count, get,
    judgements::{kind, record},
    review::sixteen,
    row, rows,
};
use crate::{
    End, EndKind, Error, Lineage, LineageEvent, LineageMark, NewLineage, RecordRole, Result, Run,
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
