//! Campaigns, what their lists are drawn by, and their targets.

pub(crate) mod draw;
pub(crate) mod targets;

use database::{UnitOfWork, id_value};
use kernel::{AreaPath, Day, Instant};
use sea_orm::{QueryResult, Value};

use super::{Via, Where, count, get, id, json, row, rows, to_json};
use crate::{
    CampaignId, Result,
    campaign::{Campaign, Target},
    filter::{CampaignFilter, CampaignSort},
};

const COLUMNS: &str = "c.id AS id, c.area AS area, c.title AS title, c.started_at AS started_at,
    c.started_on AS started_on, c.closed_at AS closed_at, c.targets AS targets, c.body AS body";

/// Targets of the campaign `c` that were inspected since it began; until it was closed, where it is.
const VISITED: &str = "(SELECT COUNT(*) FROM housing_campaign_target t
        LEFT JOIN housing_campaign_result r ON r.target_id = t.id
     WHERE t.campaign_id = c.id AND (r.visited_on IS NOT NULL OR (r.target_id IS NULL AND EXISTS (
        SELECT 1 FROM housing_inspection i WHERE i.building_id = t.building_id
            AND (t.unit_id IS NULL OR i.unit_id = t.unit_id)
            AND i.at >= c.started_at AND i.on_day >= c.started_on)))) AS visited";

/// A campaign by its id.
pub(crate) async fn find(from: Via<'_>, of: CampaignId) -> Result<Option<Campaign>> {
    let sql = format!("SELECT {COLUMNS} FROM housing_campaign c WHERE c.id = ?1");
    let found = row(from, "read a campaign", &sql, [id_value(of)]).await?;
    found.as_ref().map(campaign).transpose()
}

fn campaign(row: &QueryResult) -> Result<Campaign> {
    let area: String = get(row, "area")?;
    Ok(Campaign {
        id: id(row, "id")?,
        area: area.parse().unwrap_or_default(),
        title: get(row, "title")?,
        started_at: Instant::from_micros(get(row, "started_at")?),
        started_on: Day::from_epoch_days(get(row, "started_on")?),
        closed_at: get::<Option<i64>>(row, "closed_at")?.map(Instant::from_micros),
        targets: count(row, "targets")?,
        body: json(row, "body")?,
    })
}

fn conditions(filter: &CampaignFilter) -> Where {
    let mut all = Where::default();
    touching(&mut all, &filter.area);
    let q = filter.q.as_deref().map(folded).filter(|q| !q.is_empty());
    if let Some(q) = q {
        let q = q.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
        all.add("c.folded LIKE ? ESCAPE '\\'", [format!("%{q}%").into()]);
    }
    match filter.open {
        Some(true) => all.add("c.closed_at IS NULL", []),
        Some(false) => all.add("c.closed_at IS NOT NULL", []),
        None => {}
    }
    all
}

/// In an area, or of an area that holds it: whoever works in a part is concerned too.
fn touching(all: &mut Where, area: &AreaPath) {
    let path = area.as_str();
    if path.is_empty() {
        return;
    }
    let mut values: Vec<Value> = vec![format!("{path}/").into(), format!("{path}0").into()];
    let above = area.upward().chain([AreaPath::whole()]);
    values.extend(above.map(|one| Value::from(one.as_str())));
    let marks = vec!["?"; values.len() - 2].join(", ");
    all.add(&format!("((c.area >= ? AND c.area < ?) OR c.area IN ({marks}))"), values);
}

/// A page of campaigns, each with how many of its targets were inspected.
pub(crate) async fn list(from: Via<'_>, filter: &CampaignFilter) -> Result<Vec<(Campaign, u64)>> {
    let mut all = conditions(filter);
    let condition = all.text();
    let down = if filter.descending { " DESC" } else { "" };
    // What has none comes last, whichever way the rest is read.
    let order = match filter.sort {
        CampaignSort::Started => format!("c.started_at{down}, c.seq{down}"),
        CampaignSort::Title => format!("c.folded{down}, c.seq"),
        CampaignSort::Until => format!("c.until_on IS NULL, c.until_on{down}, c.seq"),
        CampaignSort::Targets => format!("c.targets{down}, c.seq"),
    };
    let limit = all.push(i64::from(filter.limit));
    let skip = all.push(i64::try_from(filter.skip).unwrap_or(i64::MAX));
    let sql = format!(
        "SELECT {COLUMNS}, {VISITED} FROM housing_campaign c WHERE {condition}
         ORDER BY {order} LIMIT ?{limit} OFFSET ?{skip}"
    );
    let found = rows(from, "list campaigns", &sql, all.values).await?;
    found.iter().map(|row| Ok((campaign(row)?, count(row, "visited")?))).collect()
}

/// How many campaigns a filter finds.
pub(crate) async fn how_many(from: Via<'_>, filter: &CampaignFilter) -> Result<u64> {
    let all = conditions(filter);
    let sql = format!("SELECT COUNT(*) AS n FROM housing_campaign c WHERE {}", all.text());
    let found = row(from, "count campaigns", &sql, all.values).await?;
    Ok(found.map_or(Ok(0), |row| count(&row, "n"))?)
}

/// A title as it is looked for.
fn folded(title: &str) -> String {
    title.trim().to_lowercase()
}

/// Writes a campaign.
pub(crate) async fn insert(unit: &mut UnitOfWork, new: &Campaign) -> Result<()> {
    let columns = [
        "id",
        "area",
        "title",
        "folded",
        "started_at",
        "started_on",
        "until_on",
        "targets",
        "body",
    ];
    let values: Vec<Value> = vec![
        id_value(new.id),
        new.area.as_str().into(),
        new.title.clone().into(),
        folded(&new.title).into(),
        new.started_at.micros().into(),
        new.started_on.epoch_days().into(),
        new.body.until.map(Day::epoch_days).into(),
        i64::try_from(new.targets).unwrap_or(i64::MAX).into(),
        to_json("housing_campaign.body", &new.body)?.into(),
    ];
    unit.insert_rows("housing_campaign", &columns, vec![values], "").await?;
    Ok(())
}

/// Keeps others from writing to a campaign until the unit of work ends.
pub(crate) async fn lock(unit: &mut UnitOfWork, of: CampaignId) -> Result<()> {
    let sql = "UPDATE housing_campaign SET targets = targets WHERE id = ?1";
    unit.execute("keep a campaign", sql, [id_value(of)]).await?;
    Ok(())
}

/// Closes a campaign with what became of its targets. Whom they were given to, and why they could not be entered, is not
/// kept beyond that.
pub(crate) async fn close(
    unit: &mut UnitOfWork,
    campaign: &Campaign,
    targets: &[Target],
) -> Result<()> {
    targets::keep(unit, targets).await?;
    let sql = "UPDATE housing_campaign_target SET assignee = NULL, barred = NULL, barred_on = NULL
         WHERE campaign_id = ?1";
    unit.execute("forget who was to go, and why not", sql, [id_value(campaign.id)]).await?;
    let sql = "UPDATE housing_campaign SET closed_at = ?2, body = ?3 WHERE id = ?1";
    let values: [Value; 3] = [
        id_value(campaign.id),
        campaign.closed_at.map(Instant::micros).into(),
        to_json("housing_campaign.body", &campaign.body)?.into(),
    ];
    unit.execute("close a campaign", sql, values).await?;
    Ok(())
}
