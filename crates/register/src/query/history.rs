//! Where a thing comes from, what else it is called, and what became of it.

use crate::model::Alias;
use crate::store::fetch;
use crate::{Register, Result};
use kernel::{Id, Instant};

/// Another name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AliasRow {
    /// Its id.
    pub id: Id<Alias>,
    /// The name.
    pub text: String,
    /// What sort.
    pub kind: String,
    /// The data set that has it.
    pub source: String,
    /// Since when, ISO.
    pub since: Option<String>,
}

/// Where a row comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provenance {
    /// Who made it.
    pub source: String,
    /// The data set.
    pub dataset: String,
    /// Under which licence; empty where not stated.
    pub licence: String,
    /// When it came in.
    pub recorded_at: Instant,
}

/// Something that happened to a thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LifeEvent {
    /// The day, ISO.
    pub at: String,
    /// What: `begun`, `ended`, `split`, `merge`, `renumber`, `undo`.
    pub kind: String,
    /// The thing it came from.
    pub from: Option<String>,
    /// The thing it became.
    pub to: Option<String>,
}

/// A link of lineage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lineage {
    /// `split`, `merge`, `renumber` or `undo`.
    pub event: String,
    /// The other thing's id.
    pub other: [u8; 16],
    /// Whether the other came before.
    pub before: bool,
    /// The day, ISO.
    pub on_day: String,
}

impl Register {
    /// Other names of a thing.
    pub(crate) async fn aliases_of(&self, id: &[u8; 16]) -> Result<Vec<AliasRow>> {
        let sql = "SELECT a.id AS id, a.text_zh AS zh, a.text_en AS en, a.kind AS kind, a.valid_from AS since, d.name AS source
            FROM alias a JOIN dataset d ON d.number = a.dataset
            WHERE a.target_id = ?1 AND a.stage <> 'retired' ORDER BY a.kind, a.id LIMIT 200";
        let rows = fetch(&self.database, "read aliases", sql, [id.to_vec().into()]).await?;
        rows.iter()
            .map(|row| {
                let (zh, en) = (row.text("zh")?, row.text("en")?);
                Ok(AliasRow {
                    id: row.id("id")?,
                    text: if zh.is_empty() { en } else { zh },
                    kind: row.text("kind")?,
                    source: row.text("source")?,
                    since: row.get("since")?,
                })
            })
            .collect()
    }

    /// Where a row of a data set and version comes from.
    pub(crate) async fn provenance_of(
        &self,
        dataset: i32,
        version: i64,
    ) -> Result<Vec<Provenance>> {
        let sql = "SELECT d.name AS name, d.source AS source, d.licence AS licence,
                COALESCE(i.ended_at, i.begun_at, 0) AS at
            FROM dataset d LEFT JOIN register_import i ON i.dataset = d.number AND i.version = ?2
            WHERE d.number = ?1 ORDER BY i.begun_at DESC LIMIT 1";
        let rows =
            fetch(&self.database, "read provenance", sql, [dataset.into(), version.into()]).await?;
        rows.iter()
            .map(|row| {
                let (name, source) = (row.text("name")?, row.text("source")?);
                Ok(Provenance {
                    source: if source.is_empty() { name.clone() } else { source },
                    dataset: name,
                    licence: row.text("licence")?,
                    recorded_at: Instant::from_micros(row.get("at")?),
                })
            })
            .collect()
    }

    /// What a thing came from and became.
    pub async fn lineage_of(&self, id: &[u8; 16]) -> Result<Vec<Lineage>> {
        let sql = "SELECT event, from_id AS other, 1 AS before, on_day FROM lineage WHERE to_id = ?1
            UNION ALL SELECT event, to_id AS other, 0 AS before, on_day FROM lineage WHERE from_id = ?1
            ORDER BY on_day";
        let rows = fetch(&self.database, "read lineage", sql, [id.to_vec().into()]).await?;
        rows.iter()
            .map(|row| {
                let other: Vec<u8> = row.get("other")?;
                Ok(Lineage {
                    event: row.text("event")?,
                    other: other.try_into().unwrap_or_default(),
                    before: row.get::<i32>("before")? == 1,
                    on_day: row.text("on_day")?,
                })
            })
            .collect()
    }

    /// The life of a thing: valid time and lineage.
    pub(crate) async fn life_of(
        &self,
        id: &[u8; 16],
        from: Option<String>,
        to: Option<String>,
    ) -> Result<Vec<LifeEvent>> {
        let event = |at, kind: &str| LifeEvent { at, kind: kind.into(), from: None, to: None };
        let mut events: Vec<LifeEvent> = from.map(|day| event(day, "begun")).into_iter().collect();
        for link in self.lineage_of(id).await? {
            let other =
                Some(kernel::Id::<crate::model::Building>::from_bytes(link.other).to_string());
            let (from, to) = if link.before { (other, None) } else { (None, other) };
            events.push(LifeEvent { at: link.on_day, kind: link.event, from, to });
        }
        events.extend(to.map(|day| event(day, "ended")));
        Ok(events)
    }
}
