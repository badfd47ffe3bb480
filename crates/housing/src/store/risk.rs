//! What the model of risk is fitted on, the model, and how visits of plans came out.

use std::collections::BTreeMap;

use database::{Database, UnitOfWork, id_value};
use kernel::{Day, Instant};
use sea_orm::{QueryResult, Value};

use super::{get, id, json, row, rows, to_json};
use crate::{
    BuildingId, Error, EventKind, HazardAction, HazardDeed, Rating, Result,
    plan::risk::{Built, Happened, Model, Opened, Outcome, Past, Shown, Turn, Visited},
};

/// Rows that are read at the most.
const MOST: i64 = 1_000_000;

/// Visits from a day on, by building and day, and what the register says of their buildings. What was seen of a building and
/// its units on one day is one visit; it found something where any of it did.
pub(crate) async fn visits(
    database: &Database,
    from: Day,
) -> Result<(Vec<Visited>, BTreeMap<BuildingId, Built>)> {
    let sql = "SELECT i.building_id AS building_id, i.on_day AS on_day, i.clean AS clean, i.inspector AS inspector,
            b.use_class AS use_class, b.floors AS floors, b.unit_count AS unit_count, b.built_on AS built_on
         FROM housing_inspection i JOIN building b ON b.id = i.building_id
         WHERE i.on_day >= ?1 ORDER BY i.building_id, i.on_day, i.at, i.id LIMIT ?2";
    let values: [Value; 2] = [from.epoch_days().into(), MOST.into()];
    let (mut visits, mut built) = (Vec::<Visited>::new(), BTreeMap::new());
    for row in &rows(database, "read visits", sql, values).await? {
        let building: BuildingId = id(row, "building_id")?;
        let on = Day::from_epoch_days(get(row, "on_day")?);
        let found = !get::<bool>(row, "clean")?;
        match visits.last_mut().filter(|last| last.building == building && last.on == on) {
            Some(last) => last.found |= found,
            None => visits.push(Visited { building, on, found, inspector: id(row, "inspector")? }),
        }
        if let std::collections::btree_map::Entry::Vacant(place) = built.entry(building) {
            place.insert(super::candidates::built(row)?);
        }
    }
    Ok((visits, built))
}

/// The past of the buildings that were visited from a day on: what happened since, and how their stars and open hazards
/// stood at any time, by what was recorded then.
pub(crate) async fn past(database: &Database, from: Day, offset_minutes: i32) -> Result<Past> {
    let day = |at: Instant| at.day(offset_minutes);
    let values = || -> [Value; 2] { [from.epoch_days().into(), MOST.into()] };
    let visited = "SELECT building_id FROM housing_inspection WHERE on_day >= ?1";
    let sql = format!(
        "SELECT body FROM housing_rating WHERE building_id IN ({visited}) ORDER BY building_id, seq LIMIT ?2"
    );
    let found = rows(database, "read how stars were shown", &sql, values()).await?;
    let ratings: Vec<Rating> = found.iter().map(|row| json(row, "body")).collect::<Result<_>>()?;
    let sql = format!(
        "SELECT z.building_id AS building_id, z.id AS id, a.body AS body
         FROM housing_hazard z JOIN housing_action a ON a.subject_id = z.id
         WHERE z.building_id IN ({visited}) AND a.deed IN ('find', 'verify', 'withdraw', 'reopen')
         ORDER BY z.building_id, z.id, a.version LIMIT ?2"
    );
    let found = rows(database, "read how hazards stood", &sql, values()).await?;
    let mut turns = Vec::with_capacity(found.len());
    for row in &found {
        let action: HazardAction = json(row, "body")?;
        let open = match action.deed {
            HazardDeed::Find { .. } | HazardDeed::Reopen => true,
            HazardDeed::Verify { fixed: true, .. } | HazardDeed::Withdraw => false,
            _ => continue,
        };
        let (building, hazard) = (id(row, "building_id")?, id(row, "id")?);
        turns.push(Turn { building, hazard, on: day(action.at), open });
    }
    Ok(Past {
        happened: happened(database, from).await?,
        shown: Shown::of(&ratings, day),
        opened: Opened::of(&turns),
    })
}

/// What happened from a day on, by building.
async fn happened(database: &Database, from: Day) -> Result<Vec<Happened>> {
    let sql = "SELECT building_id, kind, on_day FROM housing_event WHERE on_day >= ?1
         ORDER BY building_id, on_day, id LIMIT ?2";
    let values: [Value; 2] = [from.epoch_days().into(), MOST.into()];
    let found = rows(database, "read what happened anywhere", sql, values).await?;
    found.iter().map(event).collect()
}

/// Of each of these buildings the last visit from a day on, and whether it found something; and what happened there, by
/// building.
pub(crate) async fn known(
    database: &Database,
    buildings: &[BuildingId],
    from: Day,
) -> Result<(BTreeMap<BuildingId, (Day, bool)>, Vec<Happened>)> {
    let (mut last, mut events) = (BTreeMap::<BuildingId, (Day, bool)>::new(), Vec::new());
    for part in buildings.chunks(500) {
        let marks: Vec<String> = (2..part.len() + 2).map(|n| format!("?{n}")).collect();
        let marks = marks.join(", ");
        let values = || {
            let ids = part.iter().map(|id| id_value(*id));
            std::iter::once(Value::from(from.epoch_days())).chain(ids)
        };
        let sql = format!(
            "SELECT building_id, on_day, clean FROM housing_inspection
             WHERE on_day >= ?1 AND building_id IN ({marks})"
        );
        for row in &rows(database, "read the last visits", &sql, values()).await? {
            let on = Day::from_epoch_days(get(row, "on_day")?);
            let found = !get::<bool>(row, "clean")?;
            let held = last.entry(id(row, "building_id")?).or_insert((on, found));
            match on.cmp(&held.0) {
                std::cmp::Ordering::Less => {}
                std::cmp::Ordering::Equal => held.1 |= found,
                std::cmp::Ordering::Greater => *held = (on, found),
            }
        }
        let sql = format!(
            "SELECT building_id, kind, on_day FROM housing_event
             WHERE on_day >= ?1 AND building_id IN ({marks})"
        );
        let found = rows(database, "read what happened there", &sql, values()).await?;
        events.extend(found.iter().map(event).collect::<Result<Vec<_>>>()?);
    }
    events.sort_by_key(|one: &Happened| (one.building, one.on));
    Ok((last, events))
}

fn event(row: &QueryResult) -> Result<Happened> {
    let kind: String = get(row, "kind")?;
    Ok(Happened {
        building: id(row, "building_id")?,
        kind: EventKind::from_name(&kind)
            .ok_or(Error::Stored { what: "housing_event.kind", problem: kind })?,
        on: Day::from_epoch_days(get(row, "on_day")?),
    })
}

/// Writes a model.
pub(crate) async fn insert(unit: &mut UnitOfWork, model: &Model, now: Instant) -> Result<()> {
    let values: Vec<Value> = vec![now.micros().into(), to_json("housing_risk.body", model)?.into()];
    unit.insert_rows("housing_risk", &["fitted_at", "body"], vec![values], "").await?;
    Ok(())
}

/// The model that was fitted last.
pub(crate) async fn last(database: &Database) -> Result<Option<Model>> {
    let sql = "SELECT body FROM housing_risk ORDER BY seq DESC LIMIT 1";
    let found = row(database, "read the model of risk", sql, []).await?;
    found.as_ref().map(|row| json(row, "body")).transpose()
}

/// How the visits of plans from a day on came out that were made.
pub(crate) async fn outcomes(database: &Database, from: Day) -> Result<Vec<Outcome>> {
    let sql = "SELECT v.why AS why, v.risk AS risk, MIN(CASE WHEN i.clean THEN 1 ELSE 0 END) AS clean
         FROM housing_plan_visit v JOIN housing_inspection i ON i.building_id = v.building_id AND i.on_day = v.on_day
         WHERE v.on_day >= ?1 GROUP BY v.id, v.why, v.risk ORDER BY v.id LIMIT ?2";
    let values: [Value; 2] = [from.epoch_days().into(), MOST.into()];
    let found = rows(database, "read how visits came out", sql, values).await?;
    found
        .iter()
        .map(|row| {
            let why: String = get(row, "why")?;
            Ok(Outcome {
                drawn: why == crate::plan::Why::Drawn.name(),
                risk: get(row, "risk")?,
                found: get::<i32>(row, "clean")? == 0,
            })
        })
        .collect()
}
