//! Counts of people by area: made from the blocks after each run, told through the gate.

use std::collections::BTreeMap;

use access::{Access, BatchRequest, Purpose};
use blocks::Blocks;
use database::Database;
use kernel::{AreaPath, Clock, Day};
use serde::Serialize;

use crate::{Cut, Gate, Released, Result, cube::Cube, store};

/// What the secret of the gate is drawn for.
const SECRET: &str = "linli insight 2026 disclosure gate";

/// Counts of people in an installation.
#[derive(Debug)]
pub struct Counts {
    database: Database,
    gate: Gate,
}

/// A count of everybody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CountRun {
    /// The generation of the blocks that was counted.
    pub generation: i64,
    /// The day for which people were counted.
    pub on: Day,
    /// Areas with people.
    pub areas: u64,
}

/// The counts of some areas.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountTable {
    /// The day for which people were counted.
    pub on: Day,
    /// For each area the cells in the order of the cut; an area where nobody lives is absent.
    pub areas: BTreeMap<AreaPath, Vec<Released>>,
}

impl Counts {
    /// The counts of the installation that `access` opened.
    pub fn new(database: Database, access: &Access) -> Result<Self> {
        let gate = Gate::usual(access.secret_for(SECRET))?;
        Ok(Self { database, gate })
    }

    /// Counts everybody of the current generation anew. The former counts stand until the new ones are whole.
    ///
    /// It takes one pass over the people and keeps one number for each area and cell, whatever the size.
    pub async fn renew(&self, access: &Access, on: Day, clock: &dyn Clock) -> Result<CountRun> {
        let columns = ["sex", "born_on", "registered_here", "education_class"];
        let request = BatchRequest {
            purpose: Purpose::Planning,
            run: format!("counts {on}"),
            tables: vec!["block_person".to_owned(), "block_relation".to_owned()],
            columns: columns.map(|column| format!("block_person.{column}")).to_vec(),
        };
        let grant = access.batch_grant(request).await?;
        let (mut cube, gate) = (Cube::new(), &self.gate);
        let mut add = |counted: blocks::Counted| {
            cube.add(&counted, gate.record_key(&counted.person), on);
        };
        let blocks = Blocks::new(self.database.clone());
        let generation = blocks.census(&grant, on, &mut add).await?;
        store::replace(&self.database, &cube, generation, on, clock.now()).await
    }

    /// The counts of these areas, cut by `cut`; none before the first count.
    pub async fn of(&self, areas: &[AreaPath], cut: Cut) -> Result<Option<CountTable>> {
        let Some(on) = store::counted_on(&self.database).await? else { return Ok(None) };
        let kept = store::cells(&self.database, areas, cut).await?;
        let release = |cells: Vec<crate::Cell>| {
            cells.into_iter().map(|cell| self.gate.release(cell)).collect()
        };
        let areas = kept.into_iter().map(|(area, cells)| (area, release(cells))).collect();
        Ok(Some(CountTable { on, areas }))
    }
}
