//! What a query finds: buildings or units of the register, with what is known of each.

use kernel::{AreaPath, Day, Instant};
use sea_orm::{QueryResult, Value};

use crate::{
    Error, Result, Tier,
    campaign::{Drawn, Query, Standing, TargetKind},
    store::{Via, Where, count, get, id, row, rows},
};

/// Of which area, by what, on which day and at which instant.
#[derive(Clone, Debug)]
pub(crate) struct Draw<'a> {
    pub(crate) area: &'a AreaPath,
    pub(crate) query: &'a Query,
    pub(crate) today: Day,
    pub(crate) now: Instant,
    /// At most so many.
    pub(crate) limit: u32,
}

const BUILDINGS: &str = "building b LEFT JOIN housing_building h ON h.id = b.id";
const UNITS: &str = "unit u JOIN building b ON b.id = u.building_id
    LEFT JOIN housing_unit f ON f.id = u.id LEFT JOIN housing_building h ON h.id = b.id";

impl Draw<'_> {
    const fn tables(&self) -> &'static str {
        match self.query.of {
            TargetKind::Building => BUILDINGS,
            TargetKind::Unit => UNITS,
        }
    }

    /// Its hazards: a condition on the hazard `z`.
    const fn at(&self) -> &'static str {
        match self.query.of {
            TargetKind::Building => "z.building_id = b.id",
            TargetKind::Unit => "z.unit_id = u.id",
        }
    }

    fn condition(&self) -> Where {
        let query = self.query;
        let units = query.of == TargetKind::Unit;
        let mut all = Where::default();
        all.within("b.area_path", self.area);
        all.add("b.stage <> 'retired'", []);
        if units {
            all.add("u.stage <> 'retired'", []);
        }
        if let Some(least) = query.tier.filter(|tier| *tier > Tier::Ordinary) {
            let tiers: Vec<Value> = Tier::ALL
                .iter()
                .filter(|tier| **tier >= least)
                .map(|tier| tier.name().into())
                .collect();
            let marks = vec!["?"; tiers.len()].join(", ");
            let column = if units { "f.tier" } else { "h.tier" };
            all.add(&format!("{column} IN ({marks})"), tiers);
        }
        if let Some(stars) = query.stars_at_most {
            all.add("h.stars <= ?", [i32::from(stars).into()]);
        }
        if let Some(kind) = &query.hazard {
            let open = format!(
                "EXISTS (SELECT 1 FROM housing_hazard z WHERE {} AND z.kind = ? AND z.is_open)",
                self.at()
            );
            all.add(&open, [kind.as_str().into()]);
        }
        if let Some(days) = query.days {
            let last = self.today.epoch_days() - i32::try_from(days).unwrap_or(i32::MAX);
            let unseen = if units {
                "NOT EXISTS (SELECT 1 FROM housing_inspection i WHERE i.unit_id = u.id AND i.on_day > ?)"
            } else {
                "(h.inspected_on IS NULL OR h.inspected_on <= ?)"
            };
            all.add(unseen, [last.into()]);
        }
        if let Some(class) = &query.building_use {
            all.add("b.use_class = ?", [class.as_str().into()]);
        }
        if let Some(class) = query.unit_use.as_ref().filter(|_| units) {
            all.add("u.use_class = ?", [class.as_str().into()]);
        }
        all
    }
}

/// What a query finds, by area and code, up to its limit.
pub(crate) async fn list(from: Via<'_>, draw: &Draw<'_>) -> Result<Vec<Drawn>> {
    let mut all = draw.condition();
    let condition = all.text();
    let now = all.push(draw.now.micros());
    let limit = all.push(i64::from(draw.limit));
    let at = draw.at();
    let (own, order) = match draw.query.of {
        TargetKind::Building => (
            "b.id AS building_id, h.tier AS tier, h.inspected_on AS inspected_on",
            "b.area_path, b.code, b.id",
        ),
        TargetKind::Unit => (
            "b.id AS building_id, u.id AS unit_id, f.tier AS tier,
             (SELECT MAX(i.on_day) FROM housing_inspection i WHERE i.unit_id = u.id) AS inspected_on",
            "b.area_path, b.code, u.code, u.id",
        ),
    };
    let sql = format!(
        "SELECT {own}, b.area_path AS area, h.stars AS stars,
            (SELECT COUNT(*) FROM housing_hazard z WHERE {at} AND z.is_open) AS open_count,
            (SELECT COUNT(*) FROM housing_hazard z WHERE {at} AND z.is_open
                AND z.due_at < ?{now}) AS overdue_count
         FROM {} WHERE {condition} ORDER BY {order} LIMIT ?{limit}",
        draw.tables()
    );
    let found = rows(from, "draw the targets of a campaign", &sql, all.values).await?;
    found.iter().map(|row| drawn(row, draw.query.of)).collect()
}

/// How many a query finds, counted up to its limit.
pub(crate) async fn how_many(from: Via<'_>, draw: &Draw<'_>) -> Result<u64> {
    let mut all = draw.condition();
    let condition = all.text();
    let limit = all.push(i64::from(draw.limit));
    let sql = format!(
        "SELECT COUNT(*) AS n FROM (SELECT 1 AS one FROM {} WHERE {condition} LIMIT ?{limit}) AS counted",
        draw.tables()
    );
    let found = row(from, "count the targets of a campaign", &sql, all.values).await?;
    Ok(found.map_or(Ok(0), |row| count(&row, "n"))?)
}

fn drawn(row: &QueryResult, of: TargetKind) -> Result<Drawn> {
    let area: String = get(row, "area")?;
    let inspected_on: Option<i32> = get(row, "inspected_on")?;
    Ok(Drawn {
        building: id(row, "building_id")?,
        unit: match of {
            TargetKind::Building => None,
            TargetKind::Unit => Some(id(row, "unit_id")?),
        },
        area: area.parse().unwrap_or_default(),
        standing: Standing {
            tier: tier(get(row, "tier")?)?,
            stars: stars(get(row, "stars")?),
            open: count(row, "open_count")?,
            overdue: count(row, "overdue_count")?,
        },
        inspected_on: inspected_on.map(Day::from_epoch_days),
    })
}

/// A tier as it is stored; what has no file is ordinary.
pub(super) fn tier(word: Option<String>) -> Result<Tier> {
    let Some(word) = word else { return Ok(Tier::Ordinary) };
    Tier::from_name(&word).ok_or(Error::Stored { what: "tier of a target", problem: word })
}

/// Stars as they are stored.
pub(super) fn stars(stored: Option<i32>) -> Option<u8> {
    stored.and_then(|stars| u8::try_from(stars).ok())
}
