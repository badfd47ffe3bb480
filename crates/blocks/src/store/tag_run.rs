//! The statements by which tags are computed: each over a range of subjects, none over one.
//!
//! Tens of millions of relations lie in the order in which they were loaded: looked up subject by subject, each is a page
//! from anywhere in a table of gigabytes. So a statement reads what it needs in the order in which it lies, and writes it
//! down by subject; the rules then look at what lies side by side.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

use database::{Database, Dialect, UnitOfWork, id_value};
use kernel::Instant;
use sea_orm::Value;

use super::{Slot, count, get, review::sixteen, row};
use crate::{
    Result,
    duty::Duty,
    tags::{Batch, Clause, Planned, RECORDED, Subject, TagRun},
};

/// Texts of our own catalogues and ids of sources (`a-z`, `0-9`, `_`) as a list of literals; nothing else passes.
fn list<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    let mut out = String::new();
    for text in texts.into_iter().filter(|text| !text.is_empty() && text.chars().all(plain)) {
        // Writing to a string cannot fail.
        let _ = write!(out, "{}'{text}'", if out.is_empty() { "" } else { ", " });
    }
    if out.is_empty() { "''".to_owned() } else { out }
}

/// A clause as a condition on a row `w` of the work table.
pub(crate) fn condition(clause: &Clause, served: &BTreeMap<Duty, Vec<String>>) -> String {
    let kinds = clause.kinds();
    let mut text = format!("w.kind IN ({})", list(kinds.iter().map(String::as_str)));
    if !clause.by.is_empty() {
        let sources = clause.by.iter().filter_map(|duty| served.get(duty)).flatten();
        let _ = write!(text, " AND w.source IN ({})", list(sources.map(String::as_str)));
    }
    text
}

const fn table(subject: Subject, slot: &Slot) -> &'static str {
    match subject {
        Subject::Unit => "unit",
        Subject::Building => "building",
        Subject::Organisation => slot.organisations,
    }
}

/// The id that ends the next batch after `after`; nothing where the rest is one batch.
pub(crate) async fn boundary(
    database: &Database,
    subject: Subject,
    generation: i64,
    after: [u8; 16],
    size: u64,
) -> Result<Option<[u8; 16]>> {
    let table = table(subject, Slot::of(generation));
    let sql = format!("SELECT id FROM {table} WHERE id > ?1 ORDER BY id LIMIT 1 OFFSET ?2");
    let skip = i64::try_from(size.saturating_sub(1)).unwrap_or(i64::MAX);
    let found =
        row(database, "divide subjects", &sql, [after.to_vec().into(), skip.into()]).await?;
    found.map(|row| sixteen("id", get(&row, "id")?)).transpose()
}

/// How many subjects there are.
pub(crate) async fn subjects(
    database: &Database,
    subject: Subject,
    generation: i64,
) -> Result<u64> {
    let sql = format!("SELECT COUNT(*) AS total FROM {}", table(subject, Slot::of(generation)));
    let found = row(database, "count subjects", &sql, []).await?;
    Ok(found.map_or(Ok(0), |row| count(&row, "total"))?)
}

/// The work tables of SQLite are the connection's own, which come before those of the database by the same name: what
/// is written down for a batch and forgotten after it, gigabytes over all, goes to no log and is not copied from it.
const OWN: [&str; 3] = [
    "CREATE TEMP TABLE IF NOT EXISTS block_tag_work (subject_id BLOB NOT NULL, kind TEXT NOT NULL,
        other_kind TEXT NOT NULL, other_id BLOB NOT NULL, source TEXT NOT NULL, since TEXT, records BIGINT NOT NULL)",
    "CREATE INDEX IF NOT EXISTS temp.block_tag_work_subject ON block_tag_work (subject_id)",
    "CREATE TEMP TABLE IF NOT EXISTS block_tag_found (rule TEXT NOT NULL, version INTEGER NOT NULL,
        subject_id BLOB NOT NULL, area_path TEXT NOT NULL, PRIMARY KEY (rule, subject_id))",
];

/// Makes the work tables ready, and empty.
pub(crate) async fn make_ready(unit: &mut UnitOfWork) -> Result<()> {
    if unit.dialect() == Dialect::Sqlite {
        for sql in OWN {
            unit.execute("make the work tables", sql, []).await?;
        }
    }
    clear(unit).await
}

/// Empties the work tables.
pub(crate) async fn clear(unit: &mut UnitOfWork) -> Result<()> {
    for table in ["block_tag_work", "block_tag_found"] {
        let sql = match unit.dialect() {
            // Without a condition SQLite frees the pages and visits no row.
            Dialect::Sqlite => format!("DELETE FROM {table}"),
            // Rows that are deleted would lie there, batch after batch, until they are vacuumed.
            Dialect::Postgres => format!("TRUNCATE {table}"),
        };
        unit.execute("empty the work tables", &sql, []).await?;
    }
    Ok(())
}

const INTO: &str =
    "INSERT INTO block_tag_work (subject_id, kind, other_kind, other_id, source, since, records)";

/// Which relations the rules look at, as a condition on a relation `r`; none where they look at no relation.
fn wanted(subject: Subject, planned: &[&Planned<'_>]) -> Option<String> {
    if subject == Subject::Organisation {
        // Where an organisation is follows from all of these, whoever states them.
        let kinds: BTreeSet<String> = planned
            .iter()
            .flat_map(|one| one.rule.clauses())
            .flat_map(Clause::kinds)
            .filter(|kind| kind != RECORDED)
            .collect();
        let listed = list(kinds.iter().map(String::as_str));
        return (!kinds.is_empty()).then(|| format!("r.kind IN ({listed})"));
    }
    let clauses: BTreeSet<String> = planned
        .iter()
        .flat_map(|one| &one.clauses)
        .map(|clause| format!("({})", clause.replace("w.", "r.")))
        .collect();
    let any: Vec<String> = clauses.into_iter().collect();
    (!any.is_empty()).then(|| format!("({})", any.join(" OR ")))
}

/// Gathers the relations of the batch's subjects that stand today and that a rule looks at, by subject; how many.
pub(crate) async fn gather(
    unit: &mut UnitOfWork,
    batch: &Batch,
    planned: &[&Planned<'_>],
) -> Result<u64> {
    let Some(wanted) = wanted(batch.subject, planned) else { return Ok(0) };
    let slot = Slot::of(batch.generation);
    let relations = slot.relations;
    let stands = format!(
        "r.generation = ?3 AND {wanted} AND (r.valid_from IS NULL OR r.valid_from <= ?4)
         AND (r.valid_to IS NULL OR r.valid_to > ?4)"
    );
    let facts = "r.kind, r.from_kind, r.from_id, r.source, r.valid_from, r.record_count";
    let sql = match (batch.subject, unit.dialect()) {
        // The index alone says which rows; they are then read in the order in which they lie.
        (Subject::Unit, Dialect::Sqlite) => format!(
            "{INTO} WITH p AS MATERIALIZED (SELECT q.rowid AS at FROM {relations} q
                WHERE q.to_id > ?1 AND q.to_id <= ?2 ORDER BY q.rowid)
             SELECT r.to_id, {facts} FROM p CROSS JOIN {relations} r
             WHERE r.rowid = p.at AND r.to_kind = 'unit' AND {stands} ORDER BY r.to_id"
        ),
        // As a bitmap does it there.
        (Subject::Unit, Dialect::Postgres) => format!(
            "{INTO} SELECT r.to_id, {facts} FROM {relations} r
             WHERE r.to_id > ?1 AND r.to_id <= ?2 AND r.to_kind = 'unit' AND {stands} ORDER BY r.to_id"
        ),
        // Few relations are of a kind that a rule of buildings looks at: all are passed by once, and the units of
        // those few are looked up.
        (Subject::Building, _) => format!(
            "{INTO} SELECT COALESCE(u.building_id, r.to_id), {facts}
             FROM {relations} r LEFT JOIN unit u ON u.id = r.to_id AND r.to_kind = 'unit'
             WHERE r.to_kind IN ('unit', 'building') AND COALESCE(u.building_id, r.to_id) > ?1
                AND COALESCE(u.building_id, r.to_id) <= ?2 AND {stands}"
        ),
        // By organisation: between their ids lie those of people, with nearly all relations.
        (Subject::Organisation, Dialect::Sqlite) => format!(
            "{INTO} WITH p AS MATERIALIZED (SELECT q.rowid AS at FROM {} o CROSS JOIN {relations} q
                WHERE o.id > ?1 AND o.id <= ?2 AND q.from_id = o.id ORDER BY q.rowid)
             SELECT r.from_id, r.kind, r.to_kind, r.to_id, r.source, r.valid_from, r.record_count
             FROM p CROSS JOIN {relations} r
             WHERE r.rowid = p.at AND r.from_kind = 'organisation' AND {stands} ORDER BY r.from_id",
            slot.organisations
        ),
        (Subject::Organisation, Dialect::Postgres) => format!(
            "{INTO} SELECT r.from_id, r.kind, r.to_kind, r.to_id, r.source, r.valid_from, r.record_count
             FROM {} o CROSS JOIN {relations} r
             WHERE o.id > ?1 AND o.id <= ?2 AND r.from_id = o.id AND r.from_kind = 'organisation' AND {stands}",
            slot.organisations
        ),
    };
    let [after, last] = batch.range();
    let values = [after, last, batch.generation.into(), batch.today.to_string().into()];
    Ok(unit.execute("gather relations", &sql, values).await?)
}

/// Gathers in which sources the batch's organisations have an entry; how many.
pub(crate) async fn gather_records(unit: &mut UnitOfWork, batch: &Batch) -> Result<u64> {
    let Slot { organisations, mentions, .. } = Slot::of(batch.generation);
    // All that is asked stands in the index, by entity.
    let sql = format!(
        "{INTO} SELECT m.entity_id, '{RECORDED}', 'organisation', m.entity_id, m.source, CAST(NULL AS TEXT), COUNT(*)
         FROM {organisations} o CROSS JOIN {mentions} m
         WHERE o.id > ?1 AND o.id <= ?2 AND m.entity_id = o.id AND m.generation = ?3 AND m.kind = 'organisation'
         GROUP BY m.entity_id, m.source"
    );
    let [after, last] = batch.range();
    Ok(unit.execute("gather entries", &sql, [after, last, batch.generation.into()]).await?)
}

/// A row of the work table that says which use a unit of the building has, in the place of its source. No relation type
/// has a blank, so that no clause means it.
const HAS_UNIT: &str = "has unit";

/// Gathers which uses, of those that a rule looks at, the units of the batch's buildings have; how many.
pub(crate) async fn gather_uses(
    unit: &mut UnitOfWork,
    batch: &Batch,
    planned: &[&Planned<'_>],
) -> Result<u64> {
    let uses: BTreeSet<&str> =
        planned.iter().flat_map(|one| &one.rule.beside).flatten().map(String::as_str).collect();
    if uses.is_empty() {
        return Ok(0);
    }
    let units = match unit.dialect() {
        // By the index on buildings each unit would be a page from anywhere.
        Dialect::Sqlite => "unit u NOT INDEXED",
        Dialect::Postgres => "unit u",
    };
    let sql = format!(
        "{INTO} SELECT d.id, '{HAS_UNIT}', 'building', d.id, d.use_class, CAST(NULL AS TEXT), 0
         FROM (SELECT DISTINCT u.building_id AS id, u.use_class AS use_class FROM {units}
            WHERE u.stage = 'current' AND u.use_class IN ({}) AND u.building_id > ?1 AND u.building_id <= ?2) d",
        list(uses)
    );
    Ok(unit.execute("gather uses", &sql, batch.range()).await?)
}

/// Tells the planner what was gathered; SQLite goes by the indexes alone.
pub(crate) async fn measure(unit: &mut UnitOfWork) -> Result<()> {
    if unit.dialect() == Dialect::Postgres {
        unit.execute("measure what was gathered", "ANALYZE block_tag_work", []).await?;
    }
    Ok(())
}

/// Finds the subjects of the batch to which a rule applies; how many.
pub(crate) async fn find(
    unit: &mut UnitOfWork,
    batch: &Batch,
    planned: &Planned<'_>,
) -> Result<u64> {
    let rule = planned.rule;
    let (from, area) = match rule.subject {
        Subject::Unit => ("unit s JOIN building b ON b.id = s.building_id", "b.area_path"),
        Subject::Building => ("building s", "s.area_path"),
        Subject::Organisation => (
            Slot::of(batch.generation).organisations,
            "COALESCE((SELECT MIN(b.area_path) FROM block_tag_work w LEFT JOIN unit u ON u.id = w.other_id
                JOIN building b ON b.id = COALESCE(u.building_id, w.other_id) WHERE w.subject_id = s.id), '')",
        ),
    };
    let from =
        if rule.subject == Subject::Organisation { format!("{from} s") } else { from.to_owned() };
    let mut text = format!(
        "INSERT INTO block_tag_found (rule, version, subject_id, area_path)
         SELECT ?3, ?4, s.id, {area} FROM {from} WHERE s.id > ?1 AND s.id <= ?2"
    );
    let [after, last] = batch.range();
    let mut values = vec![after, last, rule.id.clone().into(), i64::from(rule.version).into()];
    if rule.subject == Subject::Organisation {
        values.push(batch.generation.into());
        text.push_str(" AND s.generation = ?5");
    } else {
        text.push_str(" AND s.stage = 'current'");
    }
    if !rule.uses.is_empty() {
        let _ =
            write!(text, " AND s.use_class IN ({})", list(rule.uses.iter().map(String::as_str)));
    }
    let work = "SELECT 1 FROM block_tag_work w WHERE w.subject_id = s.id AND";
    let lacking = rule.standing();
    for (at, clause) in planned.clauses.iter().enumerate() {
        let not = if at < lacking { "" } else { "NOT " };
        let _ = write!(text, " AND {not}EXISTS ({work} {clause})");
    }
    if rule.differ.is_some() {
        let (one, other) = (&planned.clauses[rule.has.len()], &planned.clauses[rule.has.len() + 1]);
        let _ = write!(
            text,
            " AND NOT EXISTS ({work} {one} AND w.other_id IN
                (SELECT w.other_id FROM block_tag_work w WHERE w.subject_id = s.id AND {other}))"
        );
    }
    for uses in &rule.beside {
        let _ = write!(
            text,
            " AND EXISTS ({work} w.kind = '{HAS_UNIT}' AND w.source IN ({}))",
            list(uses.iter().map(String::as_str))
        );
    }
    if rule.over_beds {
        values.push(batch.today.to_string().into());
        let (day, clause) = (values.len(), &planned.clauses[0]);
        let _ = write!(
            text,
            " AND (SELECT COUNT(DISTINCT w.other_id) FROM block_tag_work w WHERE w.subject_id = s.id AND {clause})
              > (SELECT SUM(a.beds) FROM block_bed_approval a WHERE a.building_id = s.id AND a.from_on <= ?{day}
                AND (a.to_on IS NULL OR a.to_on > ?{day}))"
        );
    }
    if let Some(sharing) = &rule.sharing {
        let clause = &planned.clauses[rule.has.len()];
        values.push(i64::from(sharing.at_least).into());
        let (generation, fewest) = (5, values.len());
        let _ = write!(text, " AND EXISTS ({work} {clause} AND w.other_kind = 'unit' AND ");
        if batch.is_whole() {
            // Whatever stands in a unit was gathered: it is counted once, and not for each that stands there.
            let there = clause.replace("w.", "k.");
            let _ = write!(
                text,
                "w.other_id IN (SELECT k.other_id FROM block_tag_work k WHERE {there} AND k.other_kind = 'unit'
                    GROUP BY k.other_id HAVING COUNT(DISTINCT k.subject_id) >= ?{fewest}))"
            );
        } else {
            let there = clause.replace("w.", "r.");
            values.push(batch.today.to_string().into());
            let (when, relations) = (values.len(), Slot::of(batch.generation).relations);
            let _ = write!(
                text,
                "(SELECT COUNT(DISTINCT r.from_id) FROM {relations} r
                    WHERE r.to_id = w.other_id AND r.generation = ?{generation}
                    AND r.from_kind = 'organisation' AND {there}
                    AND (r.valid_from IS NULL OR r.valid_from <= ?{when})
                    AND (r.valid_to IS NULL OR r.valid_to > ?{when})) >= ?{fewest})"
            );
        }
    }
    Ok(unit.execute("find what a rule applies to", &text, values).await?)
}

const IN_RANGE: &str = "subject_kind = ?1 AND subject_id > ?2 AND subject_id <= ?3";

fn range(batch: &Batch) -> Vec<Value> {
    let [after, last] = batch.range();
    vec![batch.subject.name().into(), after, last]
}

/// Ends the tags of the batch that were not found again; how many ended.
pub(crate) async fn end(unit: &mut UnitOfWork, batch: &Batch) -> Result<u64> {
    let today = Value::from(batch.today.to_string());
    let found = "EXISTS (SELECT 1 FROM block_tag_found f WHERE f.rule = block_tag.rule
        AND f.subject_id = block_tag.subject_id AND f.version = block_tag.version)";
    // What ended today and stands again never ended.
    let sql = format!(
        "UPDATE block_tag SET to_on = NULL, ended_run = NULL WHERE {IN_RANGE} AND to_on = ?4 AND {found}"
    );
    let mut values = range(batch);
    values.push(today.clone());
    unit.execute("take an end back", &sql, values).await?;
    let sql = format!(
        "UPDATE block_tag SET to_on = ?4, ended_run = ?5 WHERE {IN_RANGE} AND to_on IS NULL AND NOT {found}"
    );
    let mut values = range(batch);
    values.extend([today, batch.run_value()]);
    let ended = unit.execute("end tags", &sql, values).await?;
    // What began and ended on one day stood on none.
    for table in ["block_tag_fact", "block_tag"] {
        let empty = if table == "block_tag" {
            "from_on = to_on".to_owned()
        } else {
            "EXISTS (SELECT 1 FROM block_tag t WHERE t.subject_kind = block_tag_fact.subject_kind
                AND t.subject_id = block_tag_fact.subject_id AND t.rule = block_tag_fact.rule
                AND t.from_on = block_tag_fact.from_on AND t.from_on = t.to_on)"
                .to_owned()
        };
        let sql = format!("DELETE FROM {table} WHERE {IN_RANGE} AND {empty}");
        unit.execute("forget empty spells", &sql, range(batch)).await?;
    }
    Ok(ended)
}

/// Begins the tags of the batch that do not stand yet, and moves those whose area has changed; how many began.
pub(crate) async fn begin(unit: &mut UnitOfWork, batch: &Batch) -> Result<u64> {
    let now_in = "SELECT f.area_path FROM block_tag_found f WHERE f.rule = block_tag.rule
        AND f.subject_id = block_tag.subject_id";
    let sql = format!(
        "UPDATE block_tag SET area_path = ({now_in}) WHERE {IN_RANGE} AND to_on IS NULL
         AND EXISTS ({now_in} AND f.area_path <> block_tag.area_path)"
    );
    unit.execute("move tags", &sql, range(batch)).await?;
    let sql = "INSERT INTO block_tag (subject_kind, subject_id, rule, version, area_path, from_on, begun_run)
        SELECT ?1, f.subject_id, f.rule, f.version, f.area_path, ?2, ?3 FROM block_tag_found f
        WHERE NOT EXISTS (SELECT 1 FROM block_tag t WHERE t.subject_kind = ?1 AND t.subject_id = f.subject_id
            AND t.rule = f.rule AND t.to_on IS NULL)";
    let values = [batch.subject.name().into(), batch.today.to_string().into(), batch.run_value()];
    Ok(unit.execute("begin tags", sql, values).await?)
}

/// Forgets what the batch's standing tags rested on: it is written down anew.
pub(crate) async fn forget_rests(unit: &mut UnitOfWork, batch: &Batch) -> Result<()> {
    let sql = format!(
        "DELETE FROM block_tag_fact WHERE {IN_RANGE} AND EXISTS (SELECT 1 FROM block_tag t WHERE t.subject_kind = ?1
            AND t.subject_id = block_tag_fact.subject_id AND t.rule = block_tag_fact.rule
            AND t.from_on = block_tag_fact.from_on AND t.to_on IS NULL)"
    );
    unit.execute("replace what tags rest on", &sql, range(batch)).await?;
    Ok(())
}

/// Writes down what the standing tags of a rule rest on: clause, source, since when, how many records.
pub(crate) async fn rest_on(
    unit: &mut UnitOfWork,
    batch: &Batch,
    planned: &Planned<'_>,
) -> Result<()> {
    let mut values = range(batch);
    values.push(planned.rule.id.clone().into());
    for (at, clause) in planned.clauses.iter().enumerate().take(planned.rule.standing()) {
        let sql = format!(
            "INSERT INTO block_tag_fact (subject_kind, subject_id, rule, from_on, clause, source, since, records)
             SELECT t.subject_kind, t.subject_id, t.rule, t.from_on, {at}, w.source, MIN(w.since),
                CAST(SUM(w.records) AS BIGINT)
             FROM block_tag_found f JOIN block_tag t ON t.subject_kind = ?1 AND t.subject_id = f.subject_id
                AND t.rule = f.rule AND t.to_on IS NULL
             JOIN block_tag_work w ON w.subject_id = f.subject_id
             WHERE f.rule = ?4 AND f.subject_id > ?2 AND f.subject_id <= ?3 AND {clause}
             GROUP BY t.subject_kind, t.subject_id, t.rule, t.from_on, w.source"
        );
        unit.execute("write down what tags rest on", &sql, values.clone()).await?;
    }
    Ok(())
}

/// How many tags stand.
pub(crate) async fn standing(database: &Database) -> Result<u64> {
    let sql = "SELECT COUNT(*) AS total FROM block_tag WHERE to_on IS NULL";
    let found = row(database, "count tags", sql, []).await?;
    Ok(found.map_or(Ok(0), |row| count(&row, "total"))?)
}

/// Writes a run down.
pub(crate) async fn insert_run(
    unit: &mut UnitOfWork,
    run: &TagRun,
    begun_at: Instant,
    ended_at: Instant,
) -> Result<()> {
    let columns = [
        "id",
        "on_day",
        "generation",
        "begun_at",
        "ended_at",
        "standing",
        "begun",
        "ended",
        "uncomputed",
    ];
    let number = |n: u64| Value::from(i64::try_from(n).unwrap_or(i64::MAX));
    let values = vec![
        id_value(run.id),
        run.on.to_string().into(),
        run.generation.into(),
        begun_at.micros().into(),
        ended_at.micros().into(),
        number(run.standing),
        number(run.begun),
        number(run.ended),
        serde_json::to_string(&run.uncomputed).unwrap_or_default().into(),
    ];
    unit.insert_rows("block_tag_run", &columns, vec![values], "").await?;
    Ok(())
}
