//! Profiles of inspectors, and the stations they may set out from.

use std::collections::BTreeMap;

use database::{UnitOfWork, id_value};
use kernel::{AreaPath, Instant, Point4326};
use sea_orm::{QueryResult, Value};

use super::{Via, Where, get, id, json, rows, to_json};
use crate::{
    AccountId, BuildingId, Result,
    plan::{KeptProfile, PlanRules},
};

/// Stations of an area that are offered at the most.
const MOST_STATIONS: i64 = 200;

/// The profiles of these accounts, where they have one.
pub(crate) async fn of(from: Via<'_>, accounts: &[AccountId]) -> Result<Vec<KeptProfile>> {
    if accounts.is_empty() {
        return Ok(Vec::new());
    }
    let mut all = Where::default();
    super::among(&mut all, "account_id", accounts);
    let sql = format!(
        "SELECT account_id, version, set_at, set_by, body FROM housing_inspector WHERE {} ORDER BY account_id",
        all.text()
    );
    let found = rows(from, "read profiles of inspectors", &sql, all.values).await?;
    found.iter().map(kept).collect()
}

fn kept(row: &QueryResult) -> Result<KeptProfile> {
    let version: i64 = get(row, "version")?;
    Ok(KeptProfile {
        account: id(row, "account_id")?,
        version: u32::try_from(version).unwrap_or(u32::MAX),
        set_at: Instant::from_micros(get(row, "set_at")?),
        set_by: id(row, "set_by")?,
        profile: json(row, "body")?,
    })
}

/// Writes a profile over the version before, or as the first; false where somebody was faster.
pub(crate) async fn set(unit: &mut UnitOfWork, kept: &KeptProfile) -> Result<bool> {
    let body = to_json("housing_inspector.body", &kept.profile)?;
    if kept.version == 1 {
        let columns = ["account_id", "version", "set_at", "set_by", "body"];
        let values: Vec<Value> = vec![
            id_value(kept.account),
            i64::from(kept.version).into(),
            kept.set_at.micros().into(),
            id_value(kept.set_by),
            body.into(),
        ];
        let once = "ON CONFLICT (account_id) DO NOTHING";
        return Ok(unit.insert_rows("housing_inspector", &columns, vec![values], once).await? > 0);
    }
    let sql = "UPDATE housing_inspector SET version = ?2, set_at = ?3, set_by = ?4, body = ?5
         WHERE account_id = ?1 AND version = ?6";
    let values: [Value; 6] = [
        id_value(kept.account),
        i64::from(kept.version).into(),
        kept.set_at.micros().into(),
        id_value(kept.set_by),
        body.into(),
        i64::from(kept.version.saturating_sub(1)).into(),
    ];
    Ok(unit.execute("write a profile of an inspector", sql, values).await? > 0)
}

/// Keeps to buildings that rounds may set out from.
fn stations_of(rules: &PlanRules) -> Where {
    let mut all = Where::default();
    let uses: Vec<Value> = rules.file.stations.iter().map(|used| used.as_str().into()).collect();
    let marks = vec!["?"; uses.len()].join(", ");
    let station =
        if uses.is_empty() { "1 = 0".to_owned() } else { format!("b.use_class IN ({marks})") };
    all.add(&station, uses);
    all.add("b.stage <> 'retired' AND b.lon IS NOT NULL AND b.lat IS NOT NULL", []);
    all
}

/// Buildings of an area that rounds may set out from, by code.
pub(crate) async fn stations(
    from: Via<'_>,
    rules: &PlanRules,
    area: &AreaPath,
) -> Result<Vec<BuildingId>> {
    let mut all = stations_of(rules);
    all.within("b.area_path", area);
    let condition = all.text();
    let limit = all.push(MOST_STATIONS);
    let sql = format!(
        "SELECT b.id AS id FROM building b WHERE {condition} ORDER BY b.code, b.id LIMIT ?{limit}"
    );
    let found = rows(from, "list stations", &sql, all.values).await?;
    found.iter().map(|row| Ok(id(row, "id")?)).collect()
}

/// Where those of these buildings are that rounds may set out from.
pub(crate) async fn places(
    from: Via<'_>,
    rules: &PlanRules,
    buildings: &[BuildingId],
) -> Result<BTreeMap<BuildingId, Point4326>> {
    if buildings.is_empty() {
        return Ok(BTreeMap::new());
    }
    let mut all = stations_of(rules);
    super::among(&mut all, "b.id", buildings);
    let sql = format!(
        "SELECT b.id AS id, b.lon AS lon, b.lat AS lat FROM building b WHERE {}",
        all.text()
    );
    let found = rows(from, "read where stations are", &sql, all.values).await?;
    let mut places = BTreeMap::new();
    for row in &found {
        let point = Point4326::new(get(row, "lon")?, get(row, "lat")?);
        if let Some(point) = point {
            places.insert(id(row, "id")?, point);
        }
    }
    Ok(places)
}
