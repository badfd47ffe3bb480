//! Targets: the frozen list, whom it is given to, and how each stands.

use database::{UnitOfWork, id_value};
use kernel::{AreaPath, Day, Instant, Point4326};
use sea_orm::{QueryResult, Value};

use super::draw::{stars, tier};
use crate::{
    AccountId, BuildingId, CampaignId, Error, Result, TargetId, UnitId,
    campaign::{Bar, Drawn, Standing, Target, TargetState},
    filter::{TargetFilter, TargetSort},
    store::{
        Via, Where, count, get, id,
        lists::{Meant, one_of},
        row, rows, some_bytes, some_id,
    },
};

/// Hazards `z` of the target `t`.
const AT: &str = "z.building_id = t.building_id AND (t.unit_id IS NULL OR z.unit_id = t.unit_id)";

/// Targets of a campaign as they stand, a row each; as they stood when it was closed, where it is. `campaign` and `now` are
/// numbers of placeholders.
fn standing(campaign: usize, now: usize) -> String {
    format!(
        "SELECT live.*, CASE
            WHEN live.closed_state IS NOT NULL THEN live.closed_state
            WHEN live.seen_on IS NOT NULL AND live.open_now > 0 THEN 'hazards_found'
            WHEN live.seen_on IS NOT NULL AND live.fixed > 0 THEN 'put_right'
            WHEN live.seen_on IS NOT NULL THEN 'visited'
            WHEN live.barred IS NOT NULL THEN 'no_entry'
            ELSE 'not_visited' END AS state
         FROM (SELECT t.id AS id, t.position AS position, t.building_id AS building_id, t.unit_id AS unit_id,
            t.area AS area, t.assignee AS assignee, t.office AS office, t.barred AS barred, t.barred_on AS barred_on,
            t.tier AS tier_before, t.stars AS stars_before, t.open_count AS open_before,
            t.overdue_count AS overdue_before, t.inspected_on AS inspected_before, p.lon AS lon, p.lat AS lat,
            r.state AS closed_state,
            CASE WHEN r.target_id IS NOT NULL THEN r.visited_on ELSE (
                SELECT CAST(MIN(i.on_day) AS BIGINT) FROM housing_inspection i
                WHERE i.building_id = t.building_id AND (t.unit_id IS NULL OR i.unit_id = t.unit_id)
                    AND i.at >= c.started_at AND i.on_day >= c.started_on) END AS seen_on,
            CASE WHEN r.target_id IS NOT NULL THEN r.open_count ELSE (
                SELECT COUNT(*) FROM housing_hazard z WHERE {AT} AND z.is_open) END AS open_now,
            CASE WHEN r.target_id IS NOT NULL THEN r.overdue_count ELSE (
                SELECT COUNT(*) FROM housing_hazard z
                WHERE {AT} AND z.is_open AND z.due_at < ?{now}) END AS overdue_now,
            CASE WHEN r.target_id IS NOT NULL THEN r.found_count ELSE (
                SELECT COUNT(*) FROM housing_hazard z
                WHERE {AT} AND z.state <> 'withdrawn' AND EXISTS (SELECT 1 FROM housing_action a
                    WHERE a.subject_id = z.id AND a.deed = 'find' AND a.at >= c.started_at)) END AS found,
            CASE WHEN r.target_id IS NOT NULL THEN r.fixed_count ELSE (
                SELECT COUNT(*) FROM housing_hazard z
                WHERE {AT} AND z.state = 'verified' AND EXISTS (SELECT 1 FROM housing_action a
                    WHERE a.subject_id = z.id AND a.deed = 'verify' AND a.at >= c.started_at)) END AS fixed,
            CASE WHEN r.target_id IS NOT NULL THEN r.tier WHEN t.unit_id IS NULL THEN h.tier
                ELSE f.tier END AS tier_now,
            CASE WHEN r.target_id IS NOT NULL THEN r.stars ELSE h.stars END AS stars_now
         FROM housing_campaign_target t
            JOIN housing_campaign c ON c.id = t.campaign_id
            LEFT JOIN housing_campaign_result r ON r.target_id = t.id
            LEFT JOIN housing_building h ON h.id = t.building_id
            LEFT JOIN housing_unit f ON f.id = t.unit_id
            LEFT JOIN building p ON p.id = t.building_id
         WHERE t.campaign_id = ?{campaign}) AS live"
    )
}

/// Writes the list of a campaign as it was drawn.
pub(crate) async fn insert(
    unit: &mut UnitOfWork,
    campaign: CampaignId,
    drawn: &[(TargetId, Drawn)],
) -> Result<()> {
    let columns = [
        "id",
        "campaign_id",
        "place_id",
        "building_id",
        "unit_id",
        "area",
        "position",
        "tier",
        "stars",
        "open_count",
        "overdue_count",
        "inspected_on",
    ];
    let number = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    let values = |(at, (id, one)): (usize, &(TargetId, Drawn))| -> Vec<Value> {
        let place = one.unit.map_or_else(|| one.building.to_bytes(), UnitId::to_bytes);
        vec![
            id_value(*id),
            id_value(campaign),
            place.to_vec().into(),
            id_value(one.building),
            some_bytes(one.unit),
            one.area.as_str().into(),
            i32::try_from(at + 1).unwrap_or(i32::MAX).into(),
            one.standing.tier.name().into(),
            one.standing.stars.map(i32::from).into(),
            number(one.standing.open).into(),
            number(one.standing.overdue).into(),
            one.inspected_on.map(Day::epoch_days).into(),
        ]
    };
    let all = drawn.iter().enumerate().map(values).collect();
    unit.insert_rows("housing_campaign_target", &columns, all, "").await?;
    Ok(())
}

/// Writes what became of targets, once.
pub(crate) async fn keep(unit: &mut UnitOfWork, targets: &[Target]) -> Result<()> {
    let columns = [
        "target_id",
        "state",
        "visited_on",
        "tier",
        "stars",
        "open_count",
        "overdue_count",
        "found_count",
        "fixed_count",
    ];
    let number = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    let values = |one: &Target| -> Vec<Value> {
        vec![
            id_value(one.id),
            one.state.name().into(),
            one.visited_on.map(|day| i64::from(day.epoch_days())).into(),
            one.now.tier.name().into(),
            one.now.stars.map(i32::from).into(),
            number(one.now.open).into(),
            number(one.now.overdue).into(),
            number(one.found).into(),
            number(one.fixed).into(),
        ]
    };
    let all = targets.iter().map(values).collect();
    unit.insert_rows("housing_campaign_result", &columns, all, "").await?;
    Ok(())
}

fn conditions(filter: &TargetFilter, meant: &Meant, all: &mut Where) {
    all.within("x.area", &filter.area);
    if let Some(ids) = meant {
        one_of(all, "x.building_id", ids, None);
    }
    if let Some(state) = filter.state {
        all.add("x.state = ?", [state.name().into()]);
    }
    if let Some(account) = filter.assignee {
        all.add("x.assignee = ?", [id_value(account)]);
    }
    if let Some(office) = &filter.office {
        all.add("x.office = ?", [office.as_str().into()]);
    }
    if filter.unassigned {
        all.add("x.assignee IS NULL AND x.office IS NULL", []);
    }
}

/// The values and the text of what targets are read from.
fn begun(campaign: CampaignId, now: Instant) -> (Where, String) {
    let mut all = Where::default();
    let of = all.push(id_value(campaign));
    let now = all.push(now.micros());
    (all, standing(of, now))
}

/// Every target of a campaign as it stands, in the order of the list.
pub(crate) async fn all(from: Via<'_>, campaign: CampaignId, now: Instant) -> Result<Vec<Target>> {
    let (all, standing) = begun(campaign, now);
    let sql = format!("SELECT x.* FROM ({standing}) AS x ORDER BY x.position");
    let found = rows(from, "read the targets of a campaign", &sql, all.values).await?;
    found.iter().map(target).collect()
}

/// A page of the targets of a campaign.
pub(crate) async fn list(
    from: Via<'_>,
    campaign: CampaignId,
    filter: &TargetFilter,
    meant: &Meant,
    now: Instant,
) -> Result<Vec<Target>> {
    let (mut all, standing) = begun(campaign, now);
    conditions(filter, meant, &mut all);
    let condition = all.text();
    let down = if filter.descending { " DESC" } else { "" };
    let order = match filter.sort {
        TargetSort::Position => format!("x.position{down}"),
        TargetSort::Visited => format!("x.seen_on IS NULL, x.seen_on{down}, x.position"),
        TargetSort::Open => format!("x.open_now{down}, x.position"),
    };
    let limit = all.push(i64::from(filter.limit));
    let skip = all.push(i64::try_from(filter.skip).unwrap_or(i64::MAX));
    let sql = format!(
        "SELECT x.* FROM ({standing}) AS x WHERE {condition} ORDER BY {order} LIMIT ?{limit} OFFSET ?{skip}"
    );
    let found = rows(from, "list the targets of a campaign", &sql, all.values).await?;
    found.iter().map(target).collect()
}

/// How many targets of a campaign a filter finds.
pub(crate) async fn how_many(
    from: Via<'_>,
    campaign: CampaignId,
    filter: &TargetFilter,
    meant: &Meant,
    now: Instant,
) -> Result<u64> {
    let (mut all, standing) = begun(campaign, now);
    conditions(filter, meant, &mut all);
    let sql = format!("SELECT COUNT(*) AS n FROM ({standing}) AS x WHERE {}", all.text());
    let found = row(from, "count the targets of a campaign", &sql, all.values).await?;
    Ok(found.map_or(Ok(0), |row| count(&row, "n"))?)
}

/// The area and building of a target; nothing where it is not of the campaign.
pub(crate) async fn place_of(
    from: Via<'_>,
    campaign: CampaignId,
    target: TargetId,
) -> Result<Option<(AreaPath, BuildingId)>> {
    let sql =
        "SELECT area, building_id FROM housing_campaign_target WHERE campaign_id = ?1 AND id = ?2";
    let values: [Value; 2] = [id_value(campaign), id_value(target)];
    let found = row(from, "look for a target", sql, values).await?;
    let Some(row) = found else { return Ok(None) };
    let area: String = get(&row, "area")?;
    Ok(Some((area.parse().unwrap_or_default(), id(&row, "building_id")?)))
}

/// Gives targets to an inspector or an office, or to nobody; how many there are.
pub(crate) async fn assign(
    unit: &mut UnitOfWork,
    campaign: CampaignId,
    which: Which<'_>,
    to: (Option<AccountId>, Option<&str>),
) -> Result<u64> {
    let mut all = Where::default();
    all.add("campaign_id = ?", [id_value(campaign)]);
    match which {
        Which::Area(area) => all.within("area", area),
        Which::Ids(ids) => {
            let marks = vec!["?"; ids.len()].join(", ");
            all.add(&format!("id IN ({marks})"), ids.iter().map(|id| id_value(*id)));
        }
    }
    let condition = all.text();
    let assignee = all.push(some_bytes(to.0));
    let office = all.push(to.1.map(str::to_owned));
    let sql = format!(
        "UPDATE housing_campaign_target SET assignee = ?{assignee}, office = ?{office} WHERE {condition}"
    );
    Ok(unit.execute("give targets to somebody", &sql, all.values).await?)
}

/// Which targets are given.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Which<'a> {
    Area(&'a AreaPath),
    Ids(&'a [TargetId]),
}

/// Notes why a target could not be entered, or takes that back.
pub(crate) async fn bar(
    unit: &mut UnitOfWork,
    target: TargetId,
    barred: Option<(Bar, Day)>,
) -> Result<()> {
    let sql = "UPDATE housing_campaign_target SET barred = ?2, barred_on = ?3 WHERE id = ?1";
    let values: [Value; 3] = [
        id_value(target),
        barred.map(|(why, _)| why.name().to_owned()).into(),
        barred.map(|(_, on)| on.epoch_days()).into(),
    ];
    unit.execute("note why a target could not be entered", sql, values).await?;
    Ok(())
}

/// Notes why a place could not be entered at each target of a campaign under way that is the inspector's own;
/// what is told late does not stand over a later day.
pub(crate) async fn bar_own(
    unit: &mut UnitOfWork,
    place: [u8; 16],
    inspector: AccountId,
    (why, on): (Bar, Day),
) -> Result<()> {
    let sql = "UPDATE housing_campaign_target SET barred = ?3, barred_on = ?4
        WHERE place_id = ?1 AND assignee = ?2 AND (barred_on IS NULL OR barred_on <= ?4) AND campaign_id IN
            (SELECT c.id FROM housing_campaign c WHERE c.closed_at IS NULL AND c.started_on <= ?4)";
    let values: [Value; 4] =
        [place.to_vec().into(), id_value(inspector), why.name().into(), on.epoch_days().into()];
    unit.execute("note why own targets could not be entered", sql, values).await?;
    Ok(())
}

fn target(row: &QueryResult) -> Result<Target> {
    let area: String = get(row, "area")?;
    let state: String = get(row, "state")?;
    let why: Option<String> = get(row, "barred")?;
    let why = match why {
        None => None,
        Some(word) => Some(
            Bar::from_name(&word)
                .ok_or(Error::Stored { what: "housing_campaign_target.barred", problem: word })?,
        ),
    };
    let day = |days: Option<i32>| days.map(Day::from_epoch_days);
    let seen: Option<i64> = get(row, "seen_on")?;
    let (lon, lat): (Option<f64>, Option<f64>) = (get(row, "lon")?, get(row, "lat")?);
    Ok(Target {
        id: id(row, "id")?,
        position: u32::try_from(get::<i32>(row, "position")?).unwrap_or(0),
        drawn: Drawn {
            building: id(row, "building_id")?,
            unit: some_id(row, "unit_id")?,
            area: area.parse().unwrap_or_default(),
            standing: Standing {
                tier: tier(get(row, "tier_before")?)?,
                stars: stars(get(row, "stars_before")?),
                open: count(row, "open_before")?,
                overdue: count(row, "overdue_before")?,
            },
            inspected_on: day(get(row, "inspected_before")?),
        },
        point: lon.zip(lat).and_then(|(lon, lat)| Point4326::new(lon, lat)),
        assignee: some_id(row, "assignee")?,
        office: get(row, "office")?,
        barred: why.zip(day(get(row, "barred_on")?)),
        state: TargetState::from_name(&state)
            .ok_or(Error::Stored { what: "state of a target", problem: state })?,
        visited_on: seen.and_then(|days| i32::try_from(days).ok()).map(Day::from_epoch_days),
        now: Standing {
            tier: tier(get(row, "tier_now")?)?,
            stars: stars(get(row, "stars_now")?),
            open: count(row, "open_now")?,
            overdue: count(row, "overdue_now")?,
        },
        found: count(row, "found")?,
        fixed: count(row, "fixed")?,
    })
}
