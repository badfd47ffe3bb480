//! Leads.

use access::Account;
use database::{Database, UnitOfWork, Via, Where, id_from, id_value, optional_id_from};
use kernel::{AreaPath, Id, Instant, Text};
use sea_orm::{QueryResult, Value};
use serde::{Deserialize, Serialize};

use super::{get, json, number, row, rows, to_json, within};
use crate::{
    CaseId, DecidedLead, Error, Lead, LeadFilter, LeadId, LeadPlace, LeadSource, LeadState,
    NewLead, Result,
};

/// What of a lead no column is for.
#[derive(Serialize, Deserialize)]
struct Body {
    place: LeadPlace,
    title: Text,
    reasons: Vec<Text>,
}

/// Keeps a lead; false where it is there already.
pub(crate) async fn insert(
    unit: &mut UnitOfWork,
    id: LeadId,
    lead: &NewLead,
    now: Instant,
) -> Result<bool> {
    let body = Body {
        place: lead.place.clone(),
        title: lead.title.clone(),
        reasons: lead.reasons.clone(),
    };
    let values: Vec<Value> = vec![
        id_value(id),
        lead.source.name().into(),
        lead.key.clone().into(),
        lead.subclass.clone().unwrap_or_default().into(),
        lead.place.area.as_str().into(),
        LeadState::Waiting.name().into(),
        to_json("lead.body", &body)?.into(),
        now.micros().into(),
        lead.expires_at.map(Instant::micros).into(),
        lead.place.at.as_ref().map(|at| at.id.as_bytes().to_vec()).into(),
    ];
    let columns = [
        "id",
        "source",
        "source_key",
        "subclass",
        "area",
        "state",
        "body",
        "delivered_at",
        "expires_at",
        "place_id",
    ];
    let suffix = "ON CONFLICT (source, source_key) DO NOTHING";
    Ok(unit.insert_rows("lead", &columns, vec![values], suffix).await? > 0)
}

const COLUMNS: &str =
    "seq, id, source, subclass, state, body, case_id, delivered_at, expires_at, decided_reason";

pub(crate) async fn waiting(database: &Database, filter: &LeadFilter) -> Result<Vec<Lead>> {
    let mut values: Vec<Value> =
        vec![filter.before.unwrap_or(i64::MAX).into(), i64::from(filter.limit).into()];
    let area = within("area", &filter.area, &mut values);
    let source = filter.source.map_or_else(String::new, |source| {
        values.push(source.name().into());
        format!(" AND source = ?{}", values.len())
    });
    let sql = format!(
        "SELECT {COLUMNS} FROM lead WHERE state = 'waiting' AND seq < ?1 AND {area}{source}
         ORDER BY seq DESC LIMIT ?2"
    );
    rows(database, "list leads", &sql, values).await?.iter().map(lead).collect()
}

pub(crate) async fn count(database: &Database, area: &AreaPath) -> Result<u64> {
    let mut values = Vec::new();
    let area = within("area", area, &mut values);
    let sql = format!(
        "SELECT COUNT(*) AS n FROM (SELECT 1 FROM lead WHERE state = 'waiting' AND {area} LIMIT 1000) AS counted"
    );
    let found = row(database, "count leads", &sql, values).await?;
    Ok(found.map_or(Ok(0), |row| number(&row, "n"))?)
}

pub(crate) async fn find(database: &Database, id: LeadId) -> Result<Option<Lead>> {
    let sql = format!("SELECT {COLUMNS} FROM lead WHERE id = ?1");
    row(database, "read a lead", &sql, [id_value(id)]).await?.as_ref().map(lead).transpose()
}

/// The lead that a source delivered under a key.
pub(crate) async fn of_key<'a>(
    via: impl Into<Via<'a>>,
    source: LeadSource,
    key: &str,
) -> Result<Option<LeadId>> {
    let sql = "SELECT id FROM lead WHERE source = ?1 AND source_key = ?2";
    let values: [Value; 2] = [source.name().into(), key.to_owned().into()];
    let found = row(via, "look for a lead by its key", sql, values).await?;
    let Some(found) = found else { return Ok(None) };
    Ok(Some(id_from("lead.id", &get::<Vec<u8>>(&found, "id")?)?))
}

/// Decides a lead that waits; its reason is redacted by whoever records it.
pub(crate) async fn decide(
    unit: &mut UnitOfWork,
    id: LeadId,
    state: LeadState,
    case: Option<CaseId>,
    by: Id<Account>,
    reason: &str,
    now: Instant,
) -> Result<()> {
    let sql = "UPDATE lead SET state = ?2, case_id = ?3, decided_by = ?4, decided_at = ?5, decided_reason = ?6
         WHERE id = ?1 AND state = 'waiting'";
    let values = [
        id_value(id),
        state.name().into(),
        case.map(|case| case.to_bytes().to_vec()).into(),
        id_value(by),
        now.micros().into(),
        crate::redact::redact(reason).into(),
    ];
    match unit.execute("decide a lead", sql, values).await? {
        0 => Err(Error::NoLead),
        _ => Ok(()),
    }
}

/// Forgets why a lead was thought worth a look.
pub(crate) async fn forget_reasons(unit: &mut UnitOfWork, id: LeadId) -> Result<()> {
    let sql = "SELECT body FROM lead WHERE id = ?1";
    let found = row(&*unit, "read what a lead says", sql, [id_value(id)]).await?;
    let Some(found) = found else { return Ok(()) };
    let body = Body { reasons: Vec::new(), ..json(&found, "body")? };
    let sql = "UPDATE lead SET body = ?2 WHERE id = ?1";
    let values = [id_value(id), to_json("lead.body", &body)?.into()];
    unit.execute("forget what a lead says", sql, values).await?;
    Ok(())
}

/// Keys and states of what a source delivered, what was decided last first.
pub(crate) async fn of_source(
    database: &Database,
    source: LeadSource,
    limit: u32,
) -> Result<Vec<(String, LeadState)>> {
    let sql = "SELECT source_key, state FROM lead WHERE source = ?1
         ORDER BY COALESCE(decided_at, delivered_at) DESC, seq DESC LIMIT ?2";
    let values: [Value; 2] = [source.name().into(), i64::from(limit).into()];
    let found = rows(database, "list what became of leads", sql, values).await?;
    let told = found.iter().map(|row| -> Result<(String, LeadState)> {
        Ok((get(row, "source_key")?, state_of(row)?))
    });
    told.collect()
}

/// What a source delivered of these places that was decided, the last first.
pub(crate) async fn decided_at(
    database: &Database,
    source: LeadSource,
    places: &[[u8; 16]],
    limit: u32,
) -> Result<Vec<DecidedLead>> {
    if places.is_empty() {
        return Ok(Vec::new());
    }
    let mut all = Where::default();
    let marks = vec!["?"; places.len()].join(", ");
    all.add(&format!("place_id IN ({marks})"), places.iter().map(|id| id.to_vec().into()));
    all.add("source = ? AND decided_at IS NOT NULL", [source.name().into()]);
    let limit = all.push(i64::from(limit));
    let sql = format!(
        "SELECT source_key, place_id, state, decided_at FROM lead WHERE {}
         ORDER BY decided_at DESC, seq DESC LIMIT ?{limit}",
        all.text()
    );
    let found = rows(database, "list leads decided of a place", &sql, all.values).await?;
    found.iter().map(decided_row).collect()
}

/// What a source delivered that was decided, the last first.
pub(crate) async fn decided(
    database: &Database,
    source: LeadSource,
    limit: u32,
) -> Result<Vec<DecidedLead>> {
    let sql = "SELECT source_key, place_id, state, decided_at FROM lead WHERE source = ?1 AND decided_at IS NOT NULL
         ORDER BY decided_at DESC, seq DESC LIMIT ?2";
    let values: [Value; 2] = [source.name().into(), i64::from(limit).into()];
    let found = rows(database, "list leads decided", sql, values).await?;
    found.iter().map(decided_row).collect()
}

fn decided_row(row: &QueryResult) -> Result<DecidedLead> {
    let place: Option<Vec<u8>> = get(row, "place_id")?;
    Ok(DecidedLead {
        key: get(row, "source_key")?,
        place: place.and_then(|id| id.try_into().ok()),
        state: state_of(row)?,
        at: Instant::from_micros(get(row, "decided_at")?),
    })
}

fn state_of(row: &QueryResult) -> Result<LeadState> {
    let state: String = get(row, "state")?;
    let read = LeadState::from_name(&state);
    read.ok_or(Error::Stored { what: "lead.state", problem: state })
}

pub(crate) async fn drop_expired(unit: &mut UnitOfWork, now: Instant) -> Result<u64> {
    let sql = "DELETE FROM lead WHERE state = 'waiting' AND expires_at <= ?1";
    Ok(unit.execute("drop leads whose time is over", sql, [now.micros().into()]).await?)
}

fn lead(row: &QueryResult) -> Result<Lead> {
    let body: Body = json(row, "body")?;
    let (source, state): (String, String) = (get(row, "source")?, get(row, "state")?);
    let stored = |what, problem| Error::Stored { what, problem };
    let subclass: String = get(row, "subclass")?;
    Ok(Lead {
        id: id_from("lead.id", &get::<Vec<u8>>(row, "id")?)?,
        seq: get(row, "seq")?,
        source: LeadSource::from_name(&source).ok_or_else(|| stored("lead.source", source))?,
        subclass: Some(subclass).filter(|subclass| !subclass.is_empty()),
        place: body.place,
        title: body.title,
        reasons: body.reasons,
        state: LeadState::from_name(&state).ok_or_else(|| stored("lead.state", state))?,
        case: optional_id_from("lead.case_id", get::<Option<Vec<u8>>>(row, "case_id")?.as_deref())?,
        delivered_at: Instant::from_micros(get(row, "delivered_at")?),
        expires_at: get::<Option<i64>>(row, "expires_at")?.map(Instant::from_micros),
        decided_reason: get(row, "decided_reason")?,
    })
}
