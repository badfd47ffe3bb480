//! Buildings that may be inspected, and which of them are due.

use database::Database;
use kernel::{AreaPath, Day, Instant, Point4326};
use sea_orm::{QueryResult, Value};

use super::{Where, count, get, id, row, rows};
use crate::{
    Error, Result, Tier,
    plan::{Attempts, Candidate, PlanRules, risk::Built},
    tier::TierRules,
};

/// Which of them, and how many.
#[derive(Clone, Debug)]
pub(crate) struct Which {
    pub(crate) area: AreaPath,
    /// What is due on this day, at this instant; all where not given.
    pub(crate) due: Option<(Day, Instant)>,
    pub(crate) skip: u64,
    pub(crate) limit: u32,
}

const FROM: &str = "building b LEFT JOIN housing_building h ON h.id = b.id";

/// Days between visits as SQL, of `h.tier` and `h.stars`: numbers of the rules and nothing else.
fn days(rules: &PlanRules, tiers: &TierRules) -> String {
    let by_stars = |tier: Tier| {
        let when =
            |stars: u8| format!("WHEN {stars} THEN {}", rules.days(tiers, Some(stars), tier));
        let all: Vec<String> = (1..=5).map(when).collect();
        format!("CASE h.stars {} ELSE {} END", all.join(" "), rules.days(tiers, None, tier))
    };
    let when = |tier: &Tier| format!("WHEN '{}' THEN {}", tier.name(), by_stars(*tier));
    let all: Vec<String> = Tier::ALL.iter().map(when).collect();
    format!("(CASE h.tier {} ELSE {} END)", all.join(" "), by_stars(Tier::Ordinary))
}

fn condition(which: &Which, rules: &PlanRules, days: &str) -> Where {
    let mut all = Where::default();
    all.within("b.area_path", &which.area);
    let uses: Vec<Value> = rules.uses().map(Value::from).collect();
    let marks = vec!["?"; uses.len()].join(", ");
    let rated =
        if uses.is_empty() { "1 = 0".to_owned() } else { format!("b.use_class IN ({marks})") };
    all.add(&rated, uses);
    all.add("b.stage <> 'retired'", []);
    if let Some((on, now)) = which.due {
        let due = format!(
            "(h.inspected_on IS NULL OR h.inspected_on + {days} <= ? OR h.next_due_at < ? OR h.inspected_on < h.asked_on)"
        );
        all.add(&due, [on.epoch_days().into(), now.micros().into()]);
    }
    all
}

/// A page of them, what is due first and longest before the rest.
pub(crate) async fn list(
    database: &Database,
    which: &Which,
    rules: &PlanRules,
    tiers: &TierRules,
) -> Result<Vec<Candidate>> {
    let days = days(rules, tiers);
    let mut all = condition(which, rules, &days);
    let condition = all.text();
    let order = match which.due {
        Some((_, now)) => {
            let now = all.push(now.micros());
            format!(
                "CASE WHEN h.next_due_at < ?{now} THEN 0
                    WHEN h.asked_on IS NOT NULL AND COALESCE(h.inspected_on, 0) < h.asked_on THEN 1 ELSE 2 END,
                 COALESCE(h.inspected_on + {days}, 0), b.area_path, b.code, b.id"
            )
        }
        None => "b.id".to_owned(),
    };
    let limit = all.push(i64::from(which.limit));
    let skip = all.push(i64::try_from(which.skip).unwrap_or(i64::MAX));
    let sql = format!(
        "SELECT b.id AS id, b.code AS code, b.area_path AS area, b.use_class AS use_class, b.floors AS floors,
            b.unit_count AS unit_count, b.built_on AS built_on, b.lon AS lon, b.lat AS lat, h.stars AS stars,
            h.open_count AS open_count, h.tier AS tier, h.inspected_on AS inspected_on, h.next_due_at AS next_due_at, h.asked_on AS asked_on
         FROM {FROM} WHERE {condition} ORDER BY {order} LIMIT ?{limit} OFFSET ?{skip}"
    );
    let found = rows(database, "list what may be inspected", &sql, all.values).await?;
    found.iter().map(read).collect()
}

/// How many of them there are.
pub(crate) async fn how_many(
    database: &Database,
    which: &Which,
    rules: &PlanRules,
    tiers: &TierRules,
) -> Result<u64> {
    let all = condition(which, rules, &days(rules, tiers));
    let sql = format!("SELECT COUNT(*) AS n FROM {FROM} WHERE {}", all.text());
    let found = row(database, "count what may be inspected", &sql, all.values).await?;
    Ok(found.map_or(Ok(0), |row| count(&row, "n"))?)
}

/// What the register says of a building, as the model of risk takes it.
pub(crate) fn built(row: &QueryResult) -> Result<Built> {
    let built_on: Option<String> = get(row, "built_on")?;
    Ok(Built {
        use_class: get(row, "use_class")?,
        floors: get(row, "floors")?,
        units: get(row, "unit_count")?,
        // A day that the register has as a year alone counts as not known.
        built_on: built_on.and_then(|day| day.parse().ok()),
    })
}

fn read(row: &QueryResult) -> Result<Candidate> {
    let area: String = get(row, "area")?;
    let tier: Option<String> = get(row, "tier")?;
    let tier = match tier {
        None => Tier::Ordinary,
        Some(word) => Tier::from_name(&word)
            .ok_or(Error::Stored { what: "housing_building.tier", problem: word })?,
    };
    let (lon, lat): (Option<f64>, Option<f64>) = (get(row, "lon")?, get(row, "lat")?);
    let stars: Option<i32> = get(row, "stars")?;
    let inspected_on: Option<i32> = get(row, "inspected_on")?;
    Ok(Candidate {
        building: id(row, "id")?,
        code: get(row, "code")?,
        area: area.parse().unwrap_or_default(),
        point: lon.zip(lat).and_then(|(lon, lat)| Point4326::new(lon, lat)),
        built: built(row)?,
        stars: stars.and_then(|stars| u8::try_from(stars).ok()),
        open: get::<Option<i32>>(row, "open_count")?
            .and_then(|open| u32::try_from(open).ok())
            .unwrap_or(0),
        tier,
        inspected_on: inspected_on.map(Day::from_epoch_days),
        hazard_due_at: get::<Option<i64>>(row, "next_due_at")?.map(Instant::from_micros),
        asked_on: get::<Option<i32>>(row, "asked_on")?.map(Day::from_epoch_days),
        attempts: Attempts::default(),
    })
}
