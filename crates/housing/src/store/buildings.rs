//! Buildings: what lists are made of, drawn from hazards, ratings, units and inspections after each write.

use std::collections::BTreeMap;

use database::{Database, UnitOfWork, id_value};
use kernel::{AreaPath, Day, Instant, Point4326};
use sea_orm::{QueryResult, Value};

use super::{Via, Where, count, get, id, row, rows, some_bytes, some_id};
use crate::{
    BuildingId, Error, Rating, RatingId, RatingState, Result, Tier, facts::At, rating::standing,
};

/// A building in a list.
#[derive(Clone, Debug, PartialEq)]
pub struct BuildingRow {
    /// The building.
    pub id: BuildingId,
    /// Its code.
    pub code: String,
    /// The path of its area.
    pub area: AreaPath,
    /// The highest tier of its units.
    pub tier: Tier,
    /// Open hazards of it and its units.
    pub open: u32,
    /// How many of them are overdue.
    pub overdue: u64,
    /// When the first of them is due.
    pub next_due_at: Option<Instant>,
    /// Published stars.
    pub stars: Option<u8>,
    /// The day they were reckoned.
    pub rated_on: Option<Day>,
    /// The rating that they are from.
    pub rating: Option<RatingId>,
    /// Where a rating stands that is under way.
    pub under_way: Option<RatingState>,
    /// The day of the last inspection.
    pub inspected_on: Option<Day>,
    /// What the register says it is used for.
    pub use_class: String,
    /// How many units it has.
    pub units: u64,
    /// Where it is.
    pub point: Option<Point4326>,
}

/// Columns of a list, of the table `h`.
pub(crate) const COLUMNS: &str = "h.id AS id, h.code AS code, h.area AS area, h.tier AS tier,
    h.open_count AS open_count, h.next_due_at AS next_due_at, h.stars AS stars, h.rated_on AS rated_on,
    h.rating_id AS rating_id, h.under_way AS under_way, h.inspected_on AS inspected_on,
    b.use_class AS use_class, b.unit_count AS unit_count, b.lon AS lon, b.lat AS lat";

/// Where a list is read from: the building's row, and what the register says of it.
pub(crate) const FROM: &str = "housing_building h LEFT JOIN building b ON b.id = h.id";

/// Begins a building's row unless there is one, and keeps others from writing to it until the unit of work ends.
pub(crate) async fn ensure(unit: &mut UnitOfWork, at: &At) -> Result<()> {
    let columns = ["id", "code", "area", "tier", "open_count"];
    let values: Vec<Value> = vec![
        id_value(at.place.building),
        at.code.clone().into(),
        at.area.as_str().into(),
        Tier::Ordinary.name().into(),
        0_i32.into(),
    ];
    let suffix = "ON CONFLICT (id) DO UPDATE SET code = excluded.code, area = excluded.area";
    unit.insert_rows("housing_building", &columns, vec![values], suffix).await?;
    Ok(())
}

/// Keeps others from writing to a building that has a row.
pub(crate) async fn lock(unit: &mut UnitOfWork, building: BuildingId) -> Result<()> {
    let sql = "UPDATE housing_building SET tier = tier WHERE id = ?1";
    unit.execute("keep a building", sql, [id_value(building)]).await?;
    Ok(())
}

/// Draws a building's row anew.
pub(crate) async fn refresh(unit: &mut UnitOfWork, building: BuildingId) -> Result<()> {
    let open = super::hazards::open_at((&*unit).into(), building).await?;
    let ratings = super::ratings::of((&*unit).into(), building).await?;
    let units = super::units::of_building((&*unit).into(), building).await?;
    let sql = "SELECT MAX(on_day) AS on_day FROM housing_inspection WHERE building_id = ?1";
    let inspected = row(&*unit, "read when it was inspected", sql, [id_value(building)]);
    let inspected: Option<i32> = match inspected.await? {
        Some(row) => get(&row, "on_day")?,
        None => None,
    };
    let shown = standing(&ratings);
    let tier = units.iter().map(|file| file.tier.tier).max().unwrap_or(Tier::Ordinary);
    let running = open.iter().filter(|hazard| hazard.paused == 0);
    let next_due_at = running.map(|hazard| hazard.due_at).min();
    let sql =
        "UPDATE housing_building SET tier = ?2, open_count = ?3, next_due_at = ?4, stars = ?5,
        rated_on = ?6, rating_id = ?7, under_way = ?8, inspected_on = ?9 WHERE id = ?1";
    let values: [Value; 9] = [
        id_value(building),
        tier.name().into(),
        i32::try_from(open.len()).unwrap_or(i32::MAX).into(),
        next_due_at.map(Instant::micros).into(),
        shown.and_then(Rating::public_stars).map(i32::from).into(),
        shown.map(|rating| rating.reckoned.on.epoch_days()).into(),
        some_bytes(shown.map(|rating| rating.id)),
        under_way(&ratings).map(RatingState::name).into(),
        inspected.into(),
    ];
    unit.execute("draw a building's row", sql, values).await?;
    Ok(())
}

/// Notes since which day a lead asks for an inspection; none where none does.
pub(crate) async fn ask(
    unit: &mut UnitOfWork,
    building: BuildingId,
    asked_on: Option<Day>,
) -> Result<()> {
    let sql = "UPDATE housing_building SET asked_on = ?2 WHERE id = ?1";
    let values: [Value; 2] = [id_value(building), asked_on.map(Day::epoch_days).into()];
    unit.execute("note that a lead asks for an inspection", sql, values).await?;
    Ok(())
}

/// Since which day a lead asks for an inspection of these buildings, where one does.
pub(crate) async fn asked(
    database: &Database,
    buildings: &[BuildingId],
) -> Result<BTreeMap<BuildingId, Day>> {
    if buildings.is_empty() {
        return Ok(BTreeMap::new());
    }
    let mut all = Where::default();
    super::among(&mut all, "id", buildings);
    let sql = format!(
        "SELECT id, asked_on FROM housing_building WHERE asked_on IS NOT NULL AND {}",
        all.text()
    );
    let found = rows(database, "read which inspections leads ask for", &sql, all.values).await?;
    let told = |row: &QueryResult| -> Result<(BuildingId, Day)> {
        Ok((id(row, "id")?, Day::from_epoch_days(get(row, "asked_on")?)))
    };
    found.iter().map(told).collect()
}

/// Where the last rating stands that is not settled.
fn under_way(ratings: &[Rating]) -> Option<RatingState> {
    use RatingState as S;
    let unsettled = |rating: &&Rating| matches!(rating.state, S::Draft | S::Decided | S::Appealed);
    ratings.iter().rev().find(unsettled).map(|rating| rating.state)
}

/// A building's row.
pub(crate) async fn find(
    from: Via<'_>,
    building: BuildingId,
    now: Instant,
) -> Result<Option<BuildingRow>> {
    let sql = format!("SELECT {COLUMNS}, {} FROM {FROM} WHERE h.id = ?1", overdue("?2"));
    let values: [Value; 2] = [id_value(building), now.micros().into()];
    let found = row(from, "read a building's row", &sql, values).await?;
    found.as_ref().map(read).transpose()
}

/// The count of overdue hazards as a column; `now` is the placeholder of the instant.
pub(crate) fn overdue(now: &str) -> String {
    format!(
        "(SELECT COUNT(*) FROM housing_hazard z WHERE z.building_id = h.id AND z.is_open
            AND z.due_at < {now}) AS overdue"
    )
}

pub(crate) fn read(row: &QueryResult) -> Result<BuildingRow> {
    let word: String = get(row, "tier")?;
    let area: String = get(row, "area")?;
    let day = |days: Option<i32>| days.map(Day::from_epoch_days);
    let under_way: Option<String> = get(row, "under_way")?;
    let (lon, lat): (Option<f64>, Option<f64>) = (get(row, "lon")?, get(row, "lat")?);
    Ok(BuildingRow {
        id: id(row, "id")?,
        code: get(row, "code")?,
        area: area.parse().unwrap_or_default(),
        tier: Tier::from_name(&word)
            .ok_or(Error::Stored { what: "housing_building.tier", problem: word })?,
        open: u32::try_from(get::<i32>(row, "open_count")?).unwrap_or(0),
        overdue: count(row, "overdue")?,
        next_due_at: get::<Option<i64>>(row, "next_due_at")?.map(Instant::from_micros),
        stars: get::<Option<i32>>(row, "stars")?.and_then(|stars| u8::try_from(stars).ok()),
        rated_on: day(get(row, "rated_on")?),
        rating: some_id(row, "rating_id")?,
        under_way: under_way.as_deref().and_then(RatingState::from_name),
        inspected_on: day(get(row, "inspected_on")?),
        use_class: get::<Option<String>>(row, "use_class")?.unwrap_or_default(),
        units: get::<Option<i32>>(row, "unit_count")?
            .and_then(|count| u64::try_from(count).ok())
            .unwrap_or(0),
        point: lon.zip(lat).and_then(|(lon, lat)| Point4326::new(lon, lat)),
    })
}
