//! Corrections and the log of exchanges.

use std::{collections::BTreeMap, fmt::Write as _};

use access::Account;
use database::{Database, UnitOfWork, id_from, id_value, optional_id_from};
use kernel::{Id, Instant, Text};
use sea_orm::{QueryResult, Value};

use super::{Slot, count, get, placeholders, review::sixteen, row, rows};
use crate::{
    EndKind, Error, Result,
    corrections::{
        Answer, CorrectedField, Correction, CorrectionCount, CorrectionFilter, CorrectionMark,
        CorrectionState, Exchange, Fault, Item, RoundMark, is_claim, word,
    },
    store,
    view::Sources,
};

/// Most corrections that are counted.
const COUNTED: u64 = 10_001;

/// The entity that each role of these records was found to be.
pub(crate) async fn entities(
    database: &Database,
    generation: i64,
    kind: EndKind,
    source: &str,
    records: &[&str],
) -> Result<BTreeMap<(String, String), [u8; 16]>> {
    let table = Slot::of(generation).mentions;
    let mut found = BTreeMap::new();
    for part in records.chunks(1_000) {
        let sql = format!(
            "SELECT record, role, entity_id FROM {table}
             WHERE generation = ?1 AND kind = ?2 AND source = ?3 AND record IN ({})",
            placeholders(4, part.len())
        );
        let mut values: Vec<Value> = vec![generation.into(), kind.name().into(), source.into()];
        values.extend(part.iter().map(|record| Value::from(*record)));
        for row in rows(database, "find what records speak of", &sql, values).await? {
            let key = (get(&row, "record")?, get(&row, "role")?);
            found.insert(key, sixteen("block_mention.entity_id", get(&row, "entity_id")?)?);
        }
    }
    Ok(found)
}

/// Keeps items. One that is known is marked as seen; where its ground has changed since it was answered or withdrawn it is
/// offered anew, and a refusal of the same ground stands.
pub(crate) async fn keep(
    unit: &mut UnitOfWork,
    source: &str,
    round: Id<RoundMark>,
    items: Vec<Item>,
    now: Instant,
) -> Result<()> {
    let columns = [
        "id",
        "source",
        "record",
        "role",
        "field",
        "column_name",
        "fault",
        "about_kind",
        "about_id",
        "evidence_source",
        "evidence_on",
        "state",
        "reason",
        "found_at",
        "round",
    ];
    let values = items.into_iter().map(|item| {
        vec![
            id_value(item.id),
            source.into(),
            item.record.into(),
            item.role.into(),
            item.field.name().into(),
            item.column.into(),
            item.fault.name().into(),
            item.about.map(|about| about.0.name()).into(),
            item.about.map(|about| about.1.to_vec()).into(),
            item.evidence.into(),
            item.evidence_at.into(),
            CorrectionState::Offered.name().into(),
            "".into(),
            now.micros().into(),
            id_value(round),
        ]
    });
    let changed = "(block_correction.fault <> excluded.fault
        OR COALESCE(block_correction.evidence_source, '') <> COALESCE(excluded.evidence_source, ''))";
    let stays = format!(
        "block_correction.state = 'offered' OR (block_correction.state <> 'withdrawn' AND NOT {changed})"
    );
    let suffix = format!(
        "ON CONFLICT (source, record, role, field) DO UPDATE SET
            state = CASE WHEN {stays} THEN block_correction.state ELSE 'offered' END,
            found_at = CASE WHEN {stays} THEN block_correction.found_at ELSE excluded.found_at END,
            decided_at = CASE WHEN {stays} THEN block_correction.decided_at ELSE NULL END,
            reason = CASE WHEN {stays} THEN block_correction.reason ELSE '' END,
            exchange = CASE WHEN {stays} THEN block_correction.exchange ELSE NULL END,
            column_name = excluded.column_name, fault = excluded.fault, about_kind = excluded.about_kind,
            about_id = excluded.about_id, evidence_source = excluded.evidence_source,
            evidence_on = excluded.evidence_on, round = excluded.round"
    );
    unit.insert_rows("block_correction", &columns, values.collect(), &suffix).await?;
    Ok(())
}

/// Withdraws the offers of a source that were not seen in a round.
pub(crate) async fn withdraw(
    unit: &mut UnitOfWork,
    source: &str,
    round: Id<RoundMark>,
    now: Instant,
) -> Result<u64> {
    let sql = "UPDATE block_correction SET state = 'withdrawn', decided_at = ?3
        WHERE source = ?1 AND state = 'offered' AND round <> ?2 AND role NOT LIKE '@%'";
    let values = [source.into(), id_value(round), now.micros().into()];
    Ok(unit.execute("withdraw corrections", sql, values).await?)
}

fn wanted(filter: &CorrectionFilter, values: &mut Vec<Value>) -> String {
    let mut text = "1 = 1".to_owned();
    let parts = [
        ("source", filter.source.clone()),
        ("state", filter.state.map(|state| state.name().to_owned())),
        ("field", filter.field.map(|field| field.name().to_owned())),
    ];
    for (column, value) in parts {
        if let Some(value) = value {
            values.push(value.into());
            // Writing to a string cannot fail.
            let _ = write!(text, " AND {column} = ?{}", values.len());
        }
    }
    text
}

/// A page of corrections and how many there are.
pub(crate) async fn page(
    database: &Database,
    filter: &CorrectionFilter,
    offset: u32,
    limit: u32,
) -> Result<(Vec<Correction>, u64)> {
    let mut values = Vec::new();
    let text = wanted(filter, &mut values);
    let sql = format!(
        "SELECT COUNT(*) AS total FROM (SELECT 1 AS one FROM block_correction WHERE {text} LIMIT {COUNTED}) found"
    );
    let total = row(database, "count corrections", &sql, values.clone()).await?;
    let total = total.map_or(Ok(0), |row| count(&row, "total"))?;
    values.extend([i64::from(limit).into(), i64::from(offset).into()]);
    let at = values.len();
    let sql = format!(
        "SELECT id, source, role, field, column_name, fault, about_kind, evidence_source, evidence_on, state, reason,
            found_at, decided_at, exchange FROM block_correction WHERE {text}
         ORDER BY source, state, field, id LIMIT ?{} OFFSET ?{at}",
        at - 1
    );
    let (_, sources) = store::sources::told(database).await?;
    let found = rows(database, "list corrections", &sql, values).await?;
    Ok((found.iter().map(|row| correction(row, &sources)).collect::<Result<_>>()?, total))
}

fn correction(row: &QueryResult, sources: &Sources) -> Result<Correction> {
    let (field, fault, state) = (field(row)?, fault(row)?, get::<String>(row, "state")?);
    let evidence: Option<String> = get(row, "evidence_source")?;
    let evidence = match (evidence, field) {
        _ if is_claim(&get::<String>(row, "role")?) => Some(word()),
        (Some(source), _) => Some(sources.title(&source)),
        (None, CorrectedField::Address) => None,
        (None, _) => Some(Text::new("其他部门", "Another office")),
    };
    Ok(Correction {
        id: id_from("block_correction.id", &get::<Vec<u8>>(row, "id")?)?,
        source: get(row, "source")?,
        field,
        column: get(row, "column_name")?,
        fault,
        evidence,
        evidence_at: get::<Option<i64>>(row, "evidence_on")?.map(Instant::from_micros),
        state: CorrectionState::from_name(&state)
            .ok_or(Error::Stored { what: "block_correction.state", found: state })?,
        reason: get(row, "reason")?,
        found_at: Instant::from_micros(get(row, "found_at")?),
        decided_at: get::<Option<i64>>(row, "decided_at")?.map(Instant::from_micros),
        exchange: get(row, "exchange")?,
    })
}

pub(crate) fn field(row: &QueryResult) -> Result<CorrectedField> {
    let name: String = get(row, "field")?;
    CorrectedField::from_name(&name)
        .ok_or(Error::Stored { what: "block_correction.field", found: name })
}

pub(crate) fn fault(row: &QueryResult) -> Result<Fault> {
    let name: String = get(row, "fault")?;
    Fault::from_name(&name).ok_or(Error::Stored { what: "block_correction.fault", found: name })
}

/// How far the corrections of each source are.
pub(crate) async fn counts(database: &Database) -> Result<Vec<CorrectionCount>> {
    let sql =
        "SELECT source, state, COUNT(*) AS total, COUNT(exchange) AS sent FROM block_correction
        GROUP BY source, state ORDER BY source, state";
    let mut found: BTreeMap<String, ([u64; 4], u64)> = BTreeMap::new();
    for row in rows(database, "count corrections by source", sql, []).await? {
        let (source, state): (String, String) = (get(&row, "source")?, get(&row, "state")?);
        let of_source = found.entry(source).or_default();
        let at = CorrectionState::ALL.iter().position(|one| one.name() == state);
        if let Some(at) = at {
            of_source.0[at] = count(&row, "total")?;
        }
        if state == CorrectionState::Offered.name() {
            of_source.1 = count(&row, "sent")?;
        }
    }
    let sources = store::sources::list(database).await?;
    let told = sources.into_iter().filter_map(|row| {
        let (counts, sent) = found.remove(&row.id)?;
        Some(CorrectionCount { source: row.id, title: row.title, office: row.office, counts, sent })
    });
    Ok(told.collect())
}

/// An open item with its record.
pub(crate) struct OpenItem {
    pub(crate) id: Id<CorrectionMark>,
    pub(crate) record: String,
    pub(crate) role: String,
    pub(crate) field: CorrectedField,
    pub(crate) column: String,
    pub(crate) fault: Fault,
    pub(crate) about: Option<(EndKind, [u8; 16])>,
    pub(crate) evidence: Option<String>,
    pub(crate) evidence_at: Option<Instant>,
}

/// The open items of a source, those that have not gone out first.
pub(crate) async fn open(database: &Database, source: &str, limit: u32) -> Result<Vec<OpenItem>> {
    let sql = "SELECT id, record, role, field, column_name, fault, about_kind, about_id, evidence_source, evidence_on
        FROM block_correction WHERE source = ?1 AND state = 'offered'
        ORDER BY CASE WHEN exchange IS NULL THEN 0 ELSE 1 END, field, id LIMIT ?2";
    let values = [source.into(), i64::from(limit).into()];
    rows(database, "list open corrections", sql, values)
        .await?
        .iter()
        .map(|row| {
            let kind: Option<String> = get(row, "about_kind")?;
            let id: Option<Vec<u8>> = get(row, "about_id")?;
            let kind = kind.as_deref().and_then(EndKind::from_name);
            let id = id.map(|id| sixteen("block_correction.about_id", id)).transpose()?;
            Ok(OpenItem {
                id: id_from("block_correction.id", &get::<Vec<u8>>(row, "id")?)?,
                record: get(row, "record")?,
                role: get(row, "role")?,
                field: field(row)?,
                column: get(row, "column_name")?,
                fault: fault(row)?,
                about: kind.zip(id),
                evidence: get(row, "evidence_source")?,
                evidence_at: get::<Option<i64>>(row, "evidence_on")?.map(Instant::from_micros),
            })
        })
        .collect()
}

/// The number after the last exchange's.
pub(crate) async fn next_number(unit: &mut UnitOfWork) -> Result<i64> {
    let sql = "SELECT COALESCE(MAX(number), 0) + 1 AS next FROM block_exchange";
    let found = row(&*unit, "number an exchange", sql, []).await?;
    Ok(found.map_or(Ok(1), |row| get(&row, "next"))?)
}

/// Writes an exchange down, and marks its items.
pub(crate) async fn insert_exchange(
    unit: &mut UnitOfWork,
    exchange: &Exchange,
    items: &[Id<CorrectionMark>],
) -> Result<()> {
    let columns =
        ["number", "source", "items", "digest", "reason", "sent_at", "sent_by", "answered"];
    let values = vec![
        exchange.number.into(),
        exchange.source.clone().into(),
        i64::try_from(exchange.items).unwrap_or(i64::MAX).into(),
        exchange.digest.clone().into(),
        exchange.reason.clone().into(),
        exchange.sent_at.micros().into(),
        exchange.sent_by.map(|id| id.to_bytes().to_vec()).into(),
        0_i64.into(),
    ];
    unit.insert_rows("block_exchange", &columns, vec![values], "").await?;
    for part in items.chunks(1_000) {
        let sql = format!(
            "UPDATE block_correction SET exchange = ?1 WHERE id IN ({})",
            placeholders(2, part.len())
        );
        let values = std::iter::once(Value::from(exchange.number))
            .chain(part.iter().map(|id| id_value(*id)));
        unit.execute("mark what went out", &sql, values).await?;
    }
    Ok(())
}

/// Writes a receipt down where the digest is the one that was sent and none was written down before.
pub(crate) async fn receipt(
    unit: &mut UnitOfWork,
    number: i64,
    digest: &str,
    by: &str,
    now: Instant,
) -> Result<u64> {
    let sql = "UPDATE block_exchange SET received_at = ?3, received_by = ?4
        WHERE number = ?1 AND digest = ?2 AND received_at IS NULL";
    let values = [number.into(), digest.into(), now.micros().into(), by.into()];
    Ok(unit.execute("write a receipt down", sql, values).await?)
}

/// Answers an open item.
pub(crate) async fn answer(
    unit: &mut UnitOfWork,
    answer: &Answer,
    by: Option<Id<Account>>,
    now: Instant,
) -> Result<u64> {
    let state = if answer.accepted { CorrectionState::Accepted } else { CorrectionState::Refused };
    let sql =
        "UPDATE block_correction SET state = ?2, reason = ?3, decided_at = ?4, decided_by = ?5
        WHERE id = ?1 AND state = 'offered'";
    let values = [
        id_value(answer.id),
        state.name().into(),
        answer.reason.trim().into(),
        now.micros().into(),
        by.map(|id| id.to_bytes().to_vec()).into(),
    ];
    Ok(unit.execute("answer a correction", sql, values).await?)
}

/// Brings the numbers of answers of every exchange up to date.
pub(crate) async fn count_answered(unit: &mut UnitOfWork) -> Result<()> {
    let sql = "UPDATE block_exchange SET answered = (SELECT COUNT(*) FROM block_correction c
        WHERE c.source = block_exchange.source AND c.exchange = block_exchange.number
        AND c.state IN ('accepted', 'refused'))";
    unit.execute("count answers", sql, []).await?;
    Ok(())
}

const EXCHANGE: &str =
    "number, source, items, digest, reason, sent_at, sent_by, received_at, received_by, answered";

/// The log of exchanges, the newest first.
pub(crate) async fn exchanges(
    database: &Database,
    offset: u32,
    limit: u32,
) -> Result<(Vec<Exchange>, u64)> {
    let total =
        row(database, "count exchanges", "SELECT COUNT(*) AS total FROM block_exchange", [])
            .await?;
    let total = total.map_or(Ok(0), |row| count(&row, "total"))?;
    let sql =
        format!("SELECT {EXCHANGE} FROM block_exchange ORDER BY number DESC LIMIT ?1 OFFSET ?2");
    let values = [i64::from(limit).into(), i64::from(offset).into()];
    let found = rows(database, "list exchanges", &sql, values).await?;
    Ok((found.iter().map(read).collect::<Result<_>>()?, total))
}

/// One exchange.
pub(crate) async fn exchange(database: &Database, number: i64) -> Result<Option<Exchange>> {
    let sql = format!("SELECT {EXCHANGE} FROM block_exchange WHERE number = ?1");
    row(database, "read an exchange", &sql, [number.into()]).await?.as_ref().map(read).transpose()
}

fn read(row: &QueryResult) -> Result<Exchange> {
    let by: Option<Vec<u8>> = get(row, "sent_by")?;
    Ok(Exchange {
        number: get(row, "number")?,
        source: get(row, "source")?,
        items: count(row, "items")?,
        digest: get(row, "digest")?,
        reason: get(row, "reason")?,
        sent_at: Instant::from_micros(get(row, "sent_at")?),
        sent_by: optional_id_from("block_exchange.sent_by", by.as_deref())?,
        received_at: get::<Option<i64>>(row, "received_at")?.map(Instant::from_micros),
        received_by: get(row, "received_by")?,
        answered: count(row, "answered")?,
    })
}
