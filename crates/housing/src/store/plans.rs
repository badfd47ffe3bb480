//! Plans and their visits.

use std::collections::BTreeSet;

use database::{UnitOfWork, id_value};
use kernel::{AreaPath, Day, Instant};
use sea_orm::{QueryResult, Value};

use super::{Via, get, id, json, row, rows, some_bytes, some_id, to_json};
use crate::{
    AccountId, BuildingId, Error, PlanId, Result,
    plan::{Left, Plan, PlanVisit, Why},
};

const VISIT: &str = "SELECT v.id AS id, v.building_id AS building_id, v.kind AS kind, v.inspector AS inspector,
        v.place AS place, v.begins_s AS begins_s, v.travel_s AS travel_s, v.minutes AS minutes, v.begun_at AS begun_at,
        v.why AS why, v.risk AS risk, v.left_out AS left_out,
        (SELECT MIN(CASE WHEN i.clean THEN 1 ELSE 0 END) FROM housing_inspection i
            WHERE i.building_id = v.building_id AND i.on_day = v.on_day) AS clean
     FROM housing_plan_visit v";
const PLAN: &str = "SELECT id, area, on_day, version, made_at, body FROM housing_plan";

/// The plan of an area for a day.
pub(crate) async fn of_day(from: Via<'_>, area: &AreaPath, on: Day) -> Result<Option<Plan>> {
    let sql = format!("{PLAN} WHERE area = ?1 AND on_day = ?2");
    let values: [Value; 2] = [area.as_str().into(), on.epoch_days().into()];
    let found = row(from, "read the plan of a day", &sql, values).await?;
    whole(from, found).await
}

/// A plan by its id.
pub(crate) async fn find(from: Via<'_>, plan: PlanId) -> Result<Option<Plan>> {
    let sql = format!("{PLAN} WHERE id = ?1");
    let found = row(from, "read a plan", &sql, [id_value(plan)]).await?;
    whole(from, found).await
}

/// An inspector's visits of a day, of every plan, in the order of their round.
pub(crate) async fn round(from: Via<'_>, inspector: AccountId, on: Day) -> Result<Vec<PlanVisit>> {
    let sql = format!("{VISIT} WHERE v.inspector = ?1 AND v.on_day = ?2");
    let values: [Value; 2] = [id_value(inspector), on.epoch_days().into()];
    let found = rows(from, "read a round", &sql, values).await?;
    let mut visits: Vec<PlanVisit> = found.iter().map(visit).collect::<Result<_>>()?;
    visits.sort_by_key(|one| (one.place, one.id));
    with_bars(from, &mut visits, on).await?;
    Ok(visits)
}

async fn whole(from: Via<'_>, found: Option<QueryResult>) -> Result<Option<Plan>> {
    let Some(row) = found else { return Ok(None) };
    let plan: PlanId = id(&row, "id")?;
    let area: String = get(&row, "area")?;
    let sql = format!("{VISIT} WHERE v.plan_id = ?1");
    let visits = rows(from, "read the visits of a plan", &sql, [id_value(plan)]).await?;
    let mut visits: Vec<PlanVisit> = visits.iter().map(visit).collect::<Result<_>>()?;
    // Who is in a round by round and order, then the rest.
    visits.sort_by_key(|one| (one.inspector.is_none(), one.inspector, one.place, one.id));
    let on = Day::from_epoch_days(get(&row, "on_day")?);
    with_bars(from, &mut visits, on).await?;
    let version: i64 = get(&row, "version")?;
    Ok(Some(Plan {
        id: plan,
        area: area.parse().unwrap_or_default(),
        on,
        version: u32::try_from(version).unwrap_or(u32::MAX),
        made_at: Instant::from_micros(get(&row, "made_at")?),
        body: json(&row, "body")?,
        visits,
    }))
}

/// Says of visits why nobody could enter on their day. It is read from what was recorded, which is kept for a season alone.
async fn with_bars(from: Via<'_>, visits: &mut [PlanVisit], on: Day) -> Result<()> {
    let buildings: Vec<BuildingId> = visits.iter().map(|one| one.building).collect();
    let bars = super::entries::barred_on(from, &buildings, on).await?;
    for one in visits {
        one.barred = bars.get(&one.building).copied();
    }
    Ok(())
}

fn visit(row: &QueryResult) -> Result<PlanVisit> {
    let number = |column: &'static str| -> Result<Option<u32>> {
        Ok(get::<Option<i32>>(row, column)?.and_then(|number| u32::try_from(number).ok()))
    };
    let why: String = get(row, "why")?;
    let left: Option<String> = get(row, "left_out")?;
    let left = match left {
        None => None,
        Some(word) => Some(
            Left::from_name(&word)
                .ok_or(Error::Stored { what: "housing_plan_visit.left_out", problem: word })?,
        ),
    };
    Ok(PlanVisit {
        id: id(row, "id")?,
        building: id(row, "building_id")?,
        kind: get(row, "kind")?,
        inspector: some_id(row, "inspector")?,
        place: number("place")?,
        begins_s: number("begins_s")?,
        travel_s: number("travel_s")?,
        minutes: number("minutes")?.unwrap_or(0),
        begun_at: get::<Option<i64>>(row, "begun_at")?.map(Instant::from_micros),
        found: get::<Option<i32>>(row, "clean")?.map(|clean| clean == 0),
        barred: None,
        why: Why::from_name(&why)
            .ok_or(Error::Stored { what: "housing_plan_visit.why", problem: why })?,
        risk: get(row, "risk")?,
        left,
    })
}

/// Writes a plan's first version; false where somebody wrote one for the day before.
pub(crate) async fn insert(unit: &mut UnitOfWork, plan: &Plan) -> Result<bool> {
    let columns = ["id", "area", "on_day", "version", "made_at", "body"];
    let values: Vec<Value> = vec![
        id_value(plan.id),
        plan.area.as_str().into(),
        plan.on.epoch_days().into(),
        i64::from(plan.version).into(),
        plan.made_at.micros().into(),
        to_json("housing_plan.body", &plan.body)?.into(),
    ];
    let suffix = "ON CONFLICT (area, on_day) DO NOTHING";
    Ok(unit.insert_rows("housing_plan", &columns, vec![values], suffix).await? > 0)
}

/// Writes a plan's next version over the one before; false where that is no longer the last.
pub(crate) async fn update(unit: &mut UnitOfWork, plan: &Plan) -> Result<bool> {
    let sql = "UPDATE housing_plan SET version = ?2, made_at = ?3, body = ?4 WHERE id = ?1 AND version = ?5";
    let values: [Value; 5] = [
        id_value(plan.id),
        i64::from(plan.version).into(),
        plan.made_at.micros().into(),
        to_json("housing_plan.body", &plan.body)?.into(),
        i64::from(plan.version.saturating_sub(1)).into(),
    ];
    Ok(unit.execute("write a plan again", sql, values).await? > 0)
}

/// Writes the visits of a plan in place of those that were there.
pub(crate) async fn set_visits(unit: &mut UnitOfWork, plan: &Plan) -> Result<()> {
    let sql = "DELETE FROM housing_plan_visit WHERE plan_id = ?1";
    unit.execute("clear the visits of a plan", sql, [id_value(plan.id)]).await?;
    let columns = [
        "id",
        "plan_id",
        "building_id",
        "on_day",
        "made_at",
        "kind",
        "inspector",
        "place",
        "begins_s",
        "travel_s",
        "minutes",
        "begun_at",
        "why",
        "risk",
        "left_out",
    ];
    let number = |number: Option<u32>| number.and_then(|one| i32::try_from(one).ok());
    let values = |one: &PlanVisit| -> Vec<Value> {
        vec![
            id_value(one.id),
            id_value(plan.id),
            id_value(one.building),
            plan.on.epoch_days().into(),
            plan.made_at.micros().into(),
            one.kind.clone().into(),
            some_bytes(one.inspector),
            number(one.place).into(),
            number(one.begins_s).into(),
            number(one.travel_s).into(),
            number(Some(one.minutes)).unwrap_or(0).into(),
            one.begun_at.map(Instant::micros).into(),
            one.why.name().into(),
            one.risk.into(),
            one.left.map(Left::name).into(),
        ]
    };
    let all = plan.visits.iter().map(values).collect();
    unit.insert_rows("housing_plan_visit", &columns, all, "").await?;
    Ok(())
}

/// Notes that somebody began a visit; false where it was begun before, or is not of the plan.
pub(crate) async fn begin(
    unit: &mut UnitOfWork,
    plan: PlanId,
    building: BuildingId,
    who: AccountId,
    now: Instant,
) -> Result<bool> {
    let sql = "UPDATE housing_plan_visit SET begun_at = ?3, inspector = ?4, left_out = NULL
         WHERE plan_id = ?1 AND building_id = ?2 AND begun_at IS NULL";
    let values: [Value; 4] =
        [id_value(plan), id_value(building), now.micros().into(), id_value(who)];
    Ok(unit.execute("begin a visit", sql, values).await? > 0)
}

/// Who is in a round of another area's plan on a day.
pub(crate) async fn busy(from: Via<'_>, on: Day, area: &AreaPath) -> Result<BTreeSet<AccountId>> {
    let sql = "SELECT DISTINCT v.inspector AS inspector FROM housing_plan_visit v
         JOIN housing_plan p ON p.id = v.plan_id
         WHERE v.on_day = ?1 AND v.inspector IS NOT NULL AND p.area <> ?2";
    let values: [Value; 2] = [on.epoch_days().into(), area.as_str().into()];
    let found = rows(from, "read who is in another plan", sql, values).await?;
    found.iter().map(|row| Ok(id(row, "inspector")?)).collect()
}

/// Keeps others from writing to a plan until the unit of work ends.
pub(crate) async fn lock(unit: &mut UnitOfWork, plan: PlanId) -> Result<()> {
    let sql = "UPDATE housing_plan SET version = version WHERE id = ?1";
    unit.execute("keep a plan", sql, [id_value(plan)]).await?;
    Ok(())
}

/// Which visits of a plan somebody began, when, and who.
pub(crate) async fn begun(
    from: Via<'_>,
    plan: PlanId,
) -> Result<Vec<(BuildingId, Instant, Option<AccountId>)>> {
    let sql = "SELECT building_id, begun_at, inspector FROM housing_plan_visit
         WHERE plan_id = ?1 AND begun_at IS NOT NULL";
    let found = rows(from, "read which visits were begun", sql, [id_value(plan)]).await?;
    found
        .iter()
        .map(|row| {
            let at = Instant::from_micros(get(row, "begun_at")?);
            Ok((id(row, "building_id")?, at, some_id(row, "inspector")?))
        })
        .collect()
}
