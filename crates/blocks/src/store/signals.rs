//! Signals and leads.

use std::collections::{BTreeMap, BTreeSet};

use database::{Database, UnitOfWork, id_from, id_value, within};
use kernel::{AreaPath, Day, Id};
use sea_orm::{QueryResult, Value};

use super::{Slot, count as number, get, people::day, placeholders, review::sixteen, row, rows};
use crate::{
    Error, Result,
    signals::{Lead, LeadMark, NewSignal, SignalCount, SignalKind, SignalMark},
};

fn bytes(ids: &[[u8; 16]]) -> Vec<Value> {
    ids.iter().map(|id| id.to_vec().into()).collect()
}

fn listed(kinds: &BTreeSet<&str>) -> String {
    // Ids of our own catalogue.
    kinds.iter().map(|kind| format!("'{kind}'")).collect::<Vec<_>>().join(", ")
}

/// The grid of each of these units that is current and to live in.
pub(crate) async fn dwellings(
    unit: &mut UnitOfWork,
    units: &[[u8; 16]],
) -> Result<BTreeMap<[u8; 16], AreaPath>> {
    let sql = format!(
        "SELECT u.id AS id, b.area_path AS area_path FROM unit u JOIN building b ON b.id = u.building_id
         WHERE u.stage = 'current' AND u.use_class IN ('dwelling', 'dormitory', 'site_hut') AND u.id IN ({})",
        placeholders(1, units.len())
    );
    let found = rows(&*unit, "find dwellings", &sql, bytes(units)).await?;
    found
        .iter()
        .map(|row| Ok((sixteen("unit.id", get(row, "id")?)?, area(get(row, "area_path")?)?)))
        .collect()
}

fn area(text: String) -> Result<AreaPath> {
    text.parse().map_err(|_| Error::Stored { what: "an area", found: text })
}

/// Which of these units somebody is registered at on a day.
pub(crate) async fn registered_at(
    unit: &mut UnitOfWork,
    generation: i64,
    units: &[[u8; 16]],
    kinds: &BTreeSet<&str>,
    on: Day,
) -> Result<BTreeSet<[u8; 16]>> {
    let sql = format!(
        "SELECT DISTINCT to_id FROM {} WHERE generation = ?1 AND kind IN ({})
         AND (valid_to IS NULL OR valid_to > ?2) AND to_id IN ({})",
        Slot::of(generation).relations,
        listed(kinds),
        placeholders(3, units.len())
    );
    let mut values = vec![generation.into(), on.to_string().into()];
    values.extend(bytes(units));
    let found = rows(&*unit, "look for registered residents", &sql, values).await?;
    found.iter().map(|row| sixteen("to_id", get(row, "to_id")?)).collect()
}

/// The open lead of each of these units.
pub(crate) async fn open_leads(
    unit: &mut UnitOfWork,
    units: &[[u8; 16]],
) -> Result<BTreeMap<[u8; 16], Id<LeadMark>>> {
    let sql = format!(
        "SELECT unit_id, id FROM block_lead WHERE state = 'open' AND unit_id IN ({})",
        placeholders(1, units.len())
    );
    let found = rows(&*unit, "find open leads", &sql, bytes(units)).await?;
    found
        .iter()
        .map(|row| {
            let id = id_from("block_lead.id", &get::<Vec<u8>>(row, "id")?)?;
            Ok((sixteen("block_lead.unit_id", get(row, "unit_id")?)?, id))
        })
        .collect()
}

/// Keeps leads and the signals behind them.
pub(crate) async fn insert(
    unit: &mut UnitOfWork,
    leads: Vec<Lead>,
    signals: Vec<(Id<SignalMark>, Id<LeadMark>, NewSignal)>,
) -> Result<()> {
    let columns = ["id", "state", "grid_path", "unit_id", "made_on", "expires_on"];
    let values = leads.into_iter().map(|lead| {
        vec![
            id_value(lead.id),
            "open".into(),
            lead.grid.as_str().into(),
            lead.unit.to_vec().into(),
            lead.made_on.to_string().into(),
            lead.expires_on.to_string().into(),
        ]
    });
    unit.insert_rows("block_lead", &columns, values.collect(), "").await?;
    let columns = ["id", "lead_id", "unit_id", "kind", "source", "on_day"];
    let values = signals.into_iter().map(|(id, lead, signal)| {
        vec![
            id_value(id),
            id_value(lead),
            signal.unit.to_vec().into(),
            signal.kind.name().into(),
            signal.source.into(),
            signal.on.to_string().into(),
        ]
    });
    unit.insert_rows("block_signal", &columns, values.collect(), "").await?;
    Ok(())
}

/// Adds to the numbers by grid, month, kind and outcome.
pub(crate) async fn count(
    unit: &mut UnitOfWork,
    counted: BTreeMap<(AreaPath, String, SignalKind, &str), i64>,
) -> Result<()> {
    let columns = ["grid_path", "month", "kind", "outcome", "total"];
    let values = counted.into_iter().map(|((grid, month, kind, outcome), total)| {
        vec![grid.as_str().into(), month.into(), kind.name().into(), outcome.into(), total.into()]
    });
    let suffix = "ON CONFLICT (grid_path, month, kind, outcome)
        DO UPDATE SET total = block_signal_count.total + excluded.total";
    unit.insert_rows("block_signal_count", &columns, values.collect(), suffix).await?;
    Ok(())
}

/// The units of these codes.
pub(crate) async fn units_of_codes(
    database: &Database,
    codes: &[&str],
) -> Result<BTreeMap<String, [u8; 16]>> {
    let mut found = BTreeMap::new();
    for part in codes.chunks(1_000) {
        let sql = format!(
            "SELECT code, id FROM unit WHERE stage = 'current' AND code IN ({})",
            placeholders(1, part.len())
        );
        let values = part.iter().map(|code| Value::from(*code));
        for row in rows(database, "find units by code", &sql, values).await? {
            found.insert(get(&row, "code")?, sixteen("unit.id", get(&row, "id")?)?);
        }
    }
    Ok(found)
}

const LEAD: &str = "id, unit_id, grid_path, made_on, expires_on";

/// A page of open leads, the soonest to expire first.
pub(crate) async fn leads(
    database: &Database,
    area: &AreaPath,
    offset: u32,
    limit: u32,
) -> Result<(Vec<Lead>, u64)> {
    let mut values = Vec::new();
    let inside = within("grid_path", area, &mut values);
    let sql = format!("SELECT COUNT(*) AS total FROM block_lead WHERE state = 'open' AND {inside}");
    let total = row(database, "count leads", &sql, values.clone()).await?;
    let total = total.map_or(Ok(0), |row| number(&row, "total"))?;
    values.extend([i64::from(limit).into(), i64::from(offset).into()]);
    let at = values.len();
    let sql = format!(
        "SELECT {LEAD} FROM block_lead WHERE state = 'open' AND {inside}
         ORDER BY expires_on, id LIMIT ?{} OFFSET ?{at}",
        at - 1
    );
    let found = rows(database, "list leads", &sql, values).await?;
    Ok((found.iter().map(read).collect::<Result<_>>()?, total))
}

/// One open lead.
pub(crate) async fn lead(database: &Database, id: Id<LeadMark>) -> Result<Option<Lead>> {
    let sql = format!("SELECT {LEAD} FROM block_lead WHERE state = 'open' AND id = ?1");
    let found = row(database, "read a lead", &sql, [id_value(id)]).await?;
    found.as_ref().map(read).transpose()
}

fn read(row: &QueryResult) -> Result<Lead> {
    let on = |column: &'static str| -> Result<Day> {
        let missing = || Error::Stored { what: column, found: String::new() };
        day(get(row, column)?)?.ok_or_else(missing)
    };
    Ok(Lead {
        id: id_from("block_lead.id", &get::<Vec<u8>>(row, "id")?)?,
        unit: sixteen("block_lead.unit_id", get(row, "unit_id")?)?,
        grid: area(get(row, "grid_path")?)?,
        made_on: on("made_on")?,
        expires_on: on("expires_on")?,
    })
}

/// Leads whose day has come.
pub(crate) async fn expired(unit: &mut UnitOfWork, today: Day) -> Result<Vec<Id<LeadMark>>> {
    let sql = "SELECT id FROM block_lead WHERE state = 'open' AND expires_on <= ?1";
    ids(&rows(&*unit, "find expired leads", sql, vec![today.to_string().into()]).await?)
}

/// Leads of units at which somebody is registered by now.
pub(crate) async fn settled(
    unit: &mut UnitOfWork,
    generation: i64,
    kinds: &BTreeSet<&str>,
    today: Day,
) -> Result<Vec<Id<LeadMark>>> {
    let sql = format!(
        "SELECT l.id AS id FROM block_lead l WHERE l.state = 'open' AND EXISTS (SELECT 1 FROM {} r
            WHERE r.to_id = l.unit_id AND r.generation = ?1 AND r.kind IN ({})
            AND (r.valid_to IS NULL OR r.valid_to > ?2))",
        Slot::of(generation).relations,
        listed(kinds)
    );
    let values = vec![generation.into(), today.to_string().into()];
    ids(&rows(&*unit, "find leads that nobody needs", &sql, values).await?)
}

fn ids(found: &[QueryResult]) -> Result<Vec<Id<LeadMark>>> {
    found.iter().map(|row| Ok(id_from("block_lead.id", &get::<Vec<u8>>(row, "id")?)?)).collect()
}

/// Closes leads: counts their signals by grid, month, kind and outcome, deletes the signals, and takes the unit and the
/// days off the lead. How many were open.
pub(crate) async fn close(
    unit: &mut UnitOfWork,
    leads: &[Id<LeadMark>],
    outcome: &str,
    state: &str,
    month: &str,
) -> Result<u64> {
    let mut closed = 0;
    for part in leads.chunks(500) {
        let ids: Vec<Value> = part.iter().map(|id| id_value(*id)).collect();
        let sql = format!(
            "SELECT l.grid_path AS grid_path, SUBSTR(s.on_day, 1, 7) AS month, s.kind AS kind, COUNT(*) AS total
             FROM block_lead l JOIN block_signal s ON s.lead_id = l.id
             WHERE l.state = 'open' AND l.id IN ({}) GROUP BY l.grid_path, SUBSTR(s.on_day, 1, 7), s.kind",
            placeholders(1, ids.len())
        );
        let mut counted = BTreeMap::new();
        for row in rows(&*unit, "count signals", &sql, ids.clone()).await? {
            let key = (
                area(get(&row, "grid_path")?)?,
                get::<String>(&row, "month")?,
                kind(get(&row, "kind")?)?,
                outcome,
            );
            counted.insert(key, get::<i64>(&row, "total")?);
        }
        count(unit, counted).await?;
        let of_open = format!(
            "SELECT id FROM block_lead WHERE state = 'open' AND id IN ({})",
            placeholders(1, ids.len())
        );
        let sql = format!("DELETE FROM block_signal WHERE lead_id IN ({of_open})");
        unit.execute("delete signals", &sql, ids.clone()).await?;
        let mut values: Vec<Value> = vec![state.into(), month.into()];
        values.extend(ids);
        let sql = format!(
            "UPDATE block_lead SET state = ?1, closed_month = ?2, unit_id = NULL, made_on = NULL, expires_on = NULL
             WHERE state = 'open' AND id IN ({})",
            placeholders(3, part.len())
        );
        closed += unit.execute("close leads", &sql, values).await?;
    }
    Ok(closed)
}

/// Forgets leads that were closed before this month; their numbers stay.
pub(crate) async fn forget_closed(unit: &mut UnitOfWork, month: &str) -> Result<u64> {
    let sql = "DELETE FROM block_lead WHERE state <> 'open' AND closed_month < ?1";
    Ok(unit.execute("forget closed leads", sql, [month.into()]).await?)
}

/// The numbers of an area.
pub(crate) async fn counts(database: &Database, of: &AreaPath) -> Result<Vec<SignalCount>> {
    let mut values = Vec::new();
    let inside = within("grid_path", of, &mut values);
    let sql = format!(
        "SELECT grid_path, month, kind, outcome, total FROM block_signal_count WHERE {inside}
         ORDER BY month DESC, grid_path, kind, outcome LIMIT 2000"
    );
    rows(database, "read numbers of signals", &sql, values)
        .await?
        .iter()
        .map(|row| {
            Ok(SignalCount {
                grid: area(get(row, "grid_path")?)?,
                month: get(row, "month")?,
                kind: kind(get(row, "kind")?)?,
                outcome: get(row, "outcome")?,
                total: number(row, "total")?,
            })
        })
        .collect()
}

fn kind(name: String) -> Result<SignalKind> {
    SignalKind::from_name(&name).ok_or(Error::Stored { what: "a kind of signal", found: name })
}
