//! Counts of people by area: made from the blocks after each run, told through the gate.

use access::{Access, BatchRequest, Purpose};
use blocks::Blocks;
use database::Database;
use kernel::{AreaPath, Clock, Day, Instant};
use serde::Serialize;

use crate::{Cells, Cut, Error, Gate, Release, Result, Rule, Told, cube::Cube, store};

/// What the secret of the gate is drawn for.
const SECRET: &str = "linli insight 2026 disclosure gate";

/// Counts of people in an installation.
#[derive(Debug)]
pub struct Counts {
    database: Database,
    gate: Gate,
    telling: Telling,
}

/// How an installation tells counts of people: by one way alone, so that nobody learns from two what neither tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Telling {
    /// The last count by cell keys, at any time, by one or two dimensions.
    #[default]
    CellKeys,
    /// The last release that was made ([`Counts::release`]), by one dimension.
    Releases(Rule),
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
    pub areas: Cells<Told>,
}

/// A release that was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Made {
    /// Its number, from one.
    pub number: i64,
    /// The day for which people were counted.
    pub on: Day,
    /// When it was made.
    #[serde(rename = "made_at")]
    pub at: Instant,
    /// How it withholds.
    #[serde(flatten)]
    pub rule: Rule,
    /// Cells that are told.
    pub told: u64,
    /// Cells that are not.
    pub withheld: u64,
}

impl Counts {
    /// The counts of the installation that `access` opened.
    pub fn new(database: Database, access: &Access, telling: Telling) -> Result<Self> {
        let gate = Gate::usual(access.secret_for(SECRET))?;
        Ok(Self { database, gate, telling })
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

    /// The counts of these areas, cut by `cut`; none before the first count, or the first release.
    pub async fn of(&self, areas: &[AreaPath], cut: Cut) -> Result<Option<CountTable>> {
        match self.telling {
            Telling::CellKeys => {
                let Some(on) = store::counted_on(&self.database).await? else { return Ok(None) };
                let kept = store::cells(&self.database, areas, cut).await?;
                let tell = |cell: crate::Cell| Told::Number(self.gate.release(cell).number());
                let told = |(area, cells): (AreaPath, Vec<crate::Cell>)| {
                    (area, cells.into_iter().map(tell).collect())
                };
                Ok(Some(CountTable { on, areas: kept.into_iter().map(told).collect() }))
            }
            Telling::Releases(_) => {
                if cut.dimensions().len() > 1 {
                    return Err(Error::TooFine);
                }
                let Some(last) = store::releases(&self.database).await?.pop() else {
                    return Ok(None);
                };
                let areas = store::released(&self.database, last.number, areas, cut).await?;
                Ok(Some(CountTable { on: last.on, areas }))
            }
        }
    }

    /// Makes a release of the last count that can be told beside all earlier ones; it is told from then on.
    ///
    /// It takes the cells of every area into memory and a search through the table for each small number.
    pub async fn release(&self, clock: &dyn Clock) -> Result<Made> {
        let Telling::Releases(rule) = self.telling else { return Err(Error::ByCellKeys) };
        let on = store::counted_on(&self.database).await?.ok_or(Error::NotCounted)?;
        let counted = store::all_cells(&self.database).await?;
        let mut earlier = Vec::new();
        let before = self.releases().await?;
        for made in &before {
            earlier.push(store::release(&self.database, made.number).await?);
        }
        let release = self.gate.fix(&counted, rule, &earlier);
        let (told, withheld) = tally(&release);
        let number = before.last().map_or(1, |last| last.number + 1);
        let made = Made { number, on, at: clock.now(), rule, told, withheld };
        store::keep(&self.database, &made, &release).await?;
        Ok(made)
    }

    /// Every release there was, the first first.
    pub async fn releases(&self) -> Result<Vec<Made>> {
        store::releases(&self.database).await
    }
}

/// How many cells are told, and how many are not.
fn tally(release: &Release) -> (u64, u64) {
    let cells = release.values().flat_map(Cells::values).flatten();
    cells.fold((0, 0), |(told, withheld), cell| match cell {
        Told::Number(_) => (told + 1, withheld),
        Told::Withheld => (told, withheld + 1),
    })
}
