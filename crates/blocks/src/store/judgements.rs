//! Judgements.

use access::Account;
use database::{Database, UnitOfWork, id_from, id_value, optional_id_from};
use kernel::{Id, Instant};
use sea_orm::{QueryResult, Value};

use super::{count, get, row, rows};
use crate::{
    EndKind, Error, Judgement, JudgementMark, LineageMark, RecordRole, Result, Verdict, Withdrawn,
};

const COLUMNS: &str =
    "id, kind, left_source, left_record, left_role, right_source, right_record, right_role,
    verdict, reason, judged_by, judged_at, withdrawn_by, withdrawn_at, withdrawn_reason";

/// Values that name a pair, in the order of the index.
pub(crate) fn pair(kind: EndKind, left: &RecordRole, right: &RecordRole) -> [Value; 7] {
    [
        kind.name().into(),
        left.source.clone().into(),
        left.record.clone().into(),
        left.role.clone().into(),
        right.source.clone().into(),
        right.record.clone().into(),
        right.role.clone().into(),
    ]
}

const OF_PAIR: &str = "kind = ?1 AND left_source = ?2 AND left_record = ?3 AND left_role = ?4
    AND right_source = ?5 AND right_record = ?6 AND right_role = ?7 AND withdrawn_at IS NULL";

pub(crate) async fn insert(unit: &mut UnitOfWork, judgement: &Judgement) -> Result<()> {
    let columns: Vec<&str> = COLUMNS.split(',').map(str::trim).take(12).collect();
    let mut values = vec![id_value(judgement.id)];
    values.extend(pair(judgement.kind, &judgement.left, &judgement.right));
    values.extend([
        judgement.verdict.name().into(),
        judgement.reason.clone().into(),
        judgement.by.map(|by| by.to_bytes().to_vec()).into(),
        judgement.at.micros().into(),
    ]);
    unit.insert_rows("block_judgement", &columns, vec![values], "").await?;
    Ok(())
}

/// Withdraws what stands of the pair of a new judgement.
pub(crate) async fn withdraw_pair(
    unit: &mut UnitOfWork,
    new: &Judgement,
    reason: &'static str,
) -> Result<u64> {
    let sql = format!(
        "UPDATE block_judgement SET withdrawn_by = ?8, withdrawn_at = ?9, withdrawn_reason = ?10 WHERE {OF_PAIR}"
    );
    let values = pair(new.kind, &new.left, &new.right).into_iter().chain([
        new.by.map(|by| by.to_bytes().to_vec()).into(),
        new.at.micros().into(),
        reason.into(),
    ]);
    Ok(unit.execute("supersede a judgement", &sql, values).await?)
}

pub(crate) async fn withdraw(
    unit: &mut UnitOfWork,
    id: Id<JudgementMark>,
    reason: &str,
    by: Option<Id<Account>>,
    at: Instant,
) -> Result<u64> {
    let sql =
        "UPDATE block_judgement SET withdrawn_by = ?2, withdrawn_at = ?3, withdrawn_reason = ?4
        WHERE id = ?1 AND withdrawn_at IS NULL";
    let values = [
        id_value(id),
        by.map(|by| by.to_bytes().to_vec()).into(),
        at.micros().into(),
        reason.into(),
    ];
    Ok(unit.execute("withdraw a judgement", sql, values).await?)
}

/// Withdraws the standing judgements of one verdict between the records that moved in an event of lineage and others.
pub(crate) async fn withdraw_across(
    unit: &mut UnitOfWork,
    event: Id<LineageMark>,
    verdict: Verdict,
    by: Option<Id<Account>>,
    at: Instant,
) -> Result<u64> {
    let moved = |side: &str| {
        format!(
            "EXISTS (SELECT 1 FROM block_lineage_record r WHERE r.lineage_id = ?1 AND r.side = 'moved'
                AND r.source = {side}_source AND r.record = {side}_record AND r.role = {side}_role)"
        )
    };
    let sql = format!(
        "UPDATE block_judgement SET withdrawn_by = ?3, withdrawn_at = ?4, withdrawn_reason = 'undone'
         WHERE verdict = ?2 AND withdrawn_at IS NULL
            AND kind = (SELECT kind FROM block_lineage WHERE id = ?1) AND {} <> {}",
        moved("left"),
        moved("right")
    );
    let values = [
        id_value(event),
        verdict.name().into(),
        by.map(|by| by.to_bytes().to_vec()).into(),
        at.micros().into(),
    ];
    Ok(unit.execute("withdraw judgements", &sql, values).await?)
}

pub(crate) async fn find(database: &Database, id: Id<JudgementMark>) -> Result<Option<Judgement>> {
    let sql = format!("SELECT {COLUMNS} FROM block_judgement WHERE id = ?1");
    row(database, "read a judgement", &sql, [id_value(id)])
        .await?
        .as_ref()
        .map(judgement)
        .transpose()
}

pub(crate) async fn of_pair(
    database: &Database,
    kind: EndKind,
    left: &RecordRole,
    right: &RecordRole,
) -> Result<Option<Judgement>> {
    let sql = format!("SELECT {COLUMNS} FROM block_judgement WHERE {OF_PAIR}");
    let found = row(database, "read a judgement", &sql, pair(kind, left, right)).await?;
    found.as_ref().map(judgement).transpose()
}

pub(crate) async fn page(
    database: &Database,
    offset: i64,
    limit: i64,
) -> Result<(Vec<Judgement>, u64)> {
    let total =
        row(database, "count judgements", "SELECT COUNT(*) AS total FROM block_judgement", []);
    let total = total.await?.map_or(Ok(0), |row| count(&row, "total"))?;
    let sql = format!(
        "SELECT {COLUMNS} FROM block_judgement ORDER BY judged_at DESC, id DESC LIMIT ?1 OFFSET ?2"
    );
    let found = rows(database, "list judgements", &sql, [limit.into(), offset.into()]).await?;
    Ok((found.iter().map(judgement).collect::<Result<_>>()?, total))
}

pub(crate) async fn binding(database: &Database, kind: EndKind) -> Result<Vec<Judgement>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM block_judgement
         WHERE kind = ?1 AND withdrawn_at IS NULL AND verdict <> 'unsure' ORDER BY judged_at, id"
    );
    let found = rows(database, "read judgements", &sql, [kind.name().into()]).await?;
    found.iter().map(judgement).collect()
}

pub(crate) async fn since(
    database: &Database,
    kind: EndKind,
    since: Instant,
) -> Result<Vec<Judgement>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM block_judgement WHERE kind = ?1 AND (judged_at >= ?2 OR withdrawn_at >= ?2)
         ORDER BY judged_at, id"
    );
    let values = [kind.name().into(), since.micros().into()];
    rows(database, "read judgements", &sql, values).await?.iter().map(judgement).collect()
}

/// A record's role in three columns that begin with `left` or `right`.
pub(crate) fn record(row: &QueryResult, columns: [&'static str; 3]) -> Result<RecordRole> {
    Ok(RecordRole {
        source: get(row, columns[0])?,
        record: get(row, columns[1])?,
        role: get(row, columns[2])?,
    })
}

/// Columns of the left record.
pub(crate) const LEFT: [&str; 3] = ["left_source", "left_record", "left_role"];
/// Columns of the right record.
pub(crate) const RIGHT: [&str; 3] = ["right_source", "right_record", "right_role"];

/// What a column of kinds holds.
pub(crate) fn kind(row: &QueryResult, column: &'static str) -> Result<EndKind> {
    let name: String = get(row, column)?;
    EndKind::from_name(&name).ok_or(Error::Stored { what: column, found: name })
}

fn judgement(row: &QueryResult) -> Result<Judgement> {
    let verdict: String = get(row, "verdict")?;
    let account = |column: &'static str| -> Result<Option<Id<Account>>> {
        Ok(optional_id_from(column, get::<Option<Vec<u8>>>(row, column)?.as_deref())?)
    };
    let withdrawn_at: Option<i64> = get(row, "withdrawn_at")?;
    let withdrawn = match withdrawn_at {
        None => None,
        Some(at) => Some(Withdrawn {
            by: account("withdrawn_by")?,
            at: Instant::from_micros(at),
            reason: get::<Option<String>>(row, "withdrawn_reason")?.unwrap_or_default(),
        }),
    };
    Ok(Judgement {
        id: id_from("block_judgement.id", &get::<Vec<u8>>(row, "id")?)?,
        kind: kind(row, "kind")?,
        left: record(row, LEFT)?,
        right: record(row, RIGHT)?,
        verdict: Verdict::from_name(&verdict)
            .ok_or(Error::Stored { what: "a verdict", found: verdict })?,
        reason: get(row, "reason")?,
        by: account("judged_by")?,
        at: Instant::from_micros(get(row, "judged_at")?),
        withdrawn,
    })
}
