//! A hotline's file: a call is a row, and becomes a case once.

use std::collections::BTreeMap;

use access::Access;
use anyhow::{Context as _, Result, bail};
use casework::{Actor, CaseActionId, CasePlace, Casework, Catalogue, Door, NewReport, NewReporter};
use kernel::{Id, Lang};
use serde::Serialize;
use tables::{Options, Row, Table};

use super::{Import, places::Gazetteer};
use crate::installation::Installation;

/// Longest words of a case, characters.
const LONGEST: usize = 2_000;
/// Rows that are told of one by one.
const TOLD: usize = 200;
/// What the ids of cases are drawn for that a hotline took.
const IDS: &str = "linli 2026-11-30 ids of cases of a hotline";

/// What came of a file.
#[derive(Debug, Default, Serialize)]
pub(super) struct Report {
    /// Rows read.
    rows: u64,
    /// Cases that were opened, or would have been.
    opened: u64,
    /// Calls that are cases already.
    again: u64,
    /// Rows that are no case, by reason: `row`, `number`, `words`, `place` or `subclass`.
    rejected: BTreeMap<&'static str, u64>,
    /// The first of them: their number in the file, and why. What they say is not repeated.
    rejects: Vec<(u64, &'static str)>,
}

impl Report {
    /// In a sentence.
    pub(super) fn told(&self) -> String {
        let rejected: u64 = self.rejected.values().sum();
        let why: Vec<String> =
            self.rejected.iter().map(|(why, rows)| format!("{rows} for the {why}")).collect();
        let why = if why.is_empty() { String::new() } else { format!(" ({})", why.join(", ")) };
        format!(
            "{} rows: {} cases opened, {} there already, {rejected} rejected{why}",
            self.rows, self.opened, self.again
        )
    }

    fn reject(&mut self, row: u64, why: &'static str) {
        *self.rejected.entry(why).or_default() += 1;
        if self.rejects.len() < TOLD {
            self.rejects.push((row, why));
        }
    }
}

/// Where the columns stand.
struct Columns {
    number: usize,
    words: Vec<usize>,
    address: usize,
    subclass: Option<usize>,
    name: Option<usize>,
    phone: Option<usize>,
}

impl Columns {
    fn of(import: &Import, table: &Table) -> Result<Self> {
        let at = |column: &String| match table.headers().iter().position(|held| held == column) {
            Some(at) => Ok(at),
            None => bail!(
                "{} has no column `{column}`; it has {}",
                table.file(),
                table.headers().join(", ")
            ),
        };
        let some = |column: &Option<String>| column.as_ref().map(at).transpose();
        Ok(Self {
            number: at(&import.number)?,
            words: import.words.iter().map(at).collect::<Result<_>>()?,
            address: at(&import.address)?,
            subclass: some(&import.subclass)?,
            name: some(&import.name)?,
            phone: some(&import.phone)?,
        })
    }
}

/// A call as it was read.
struct Call {
    number: String,
    words: String,
    address: String,
    subclass: String,
    reporter: Option<NewReporter>,
}

impl Call {
    /// What a row says, or what it lacks.
    fn read(columns: &Columns, catalogue: &Catalogue, row: &Row) -> Result<Self, &'static str> {
        let cell = |at: usize| row.get(at).trim().to_owned();
        let number = cell(columns.number);
        if number.is_empty() {
            return Err("number");
        }
        let words: Vec<String> =
            columns.words.iter().map(|at| cell(*at)).filter(|words| !words.is_empty()).collect();
        if words.is_empty() {
            return Err("words");
        }
        let words: String = words.join("：").chars().take(LONGEST).collect();
        let told = columns.subclass.map(cell).filter(|told| !told.is_empty());
        let subclass = match told {
            Some(told) => named(catalogue, &told),
            None => catalogue.suggest(&words).first().map(|one| one.id.clone()),
        };
        let some = |at: Option<usize>| at.map(cell).filter(|value| !value.is_empty());
        let (name, phone) = (some(columns.name), some(columns.phone));
        let reporter = (name.is_some() || phone.is_some()).then_some(NewReporter {
            account: None,
            name,
            phone,
            email: None,
            lang: Lang::Zh,
            secret: None,
        });
        let address = cell(columns.address);
        Ok(Self { number, words, address, subclass: subclass.ok_or("subclass")?, reporter })
    }

    /// The same for the same call, whenever it is read. Keyed, for whoever reports without an account chooses an id, and nobody
    /// is to take that of a call by its number.
    fn id(&self, access: &Access) -> CaseActionId {
        Id::from_bytes(access.id_for(IDS, &[self.number.as_bytes()]))
    }

    fn report(self, id: CaseActionId, place: CasePlace) -> NewReport {
        NewReport {
            id,
            door: Door::Hotline,
            subclass: self.subclass,
            place,
            words: self.words,
            answers: BTreeMap::new(),
            reporter: self.reporter,
            photos: Vec::new(),
            voice: None,
            actor: Actor::Installation,
            split_from: None,
            lead: None,
            acted_at: None,
            form: None,
        }
    }
}

/// The subclass of an id or a title.
fn named(catalogue: &Catalogue, told: &str) -> Option<String> {
    let is = |one: &&casework::Subclass| {
        one.id == told || one.title.zh == told || one.title.en.eq_ignore_ascii_case(told)
    };
    catalogue.in_order().find(is).map(|one| one.id.clone())
}

/// Opens a case for each call of the file.
pub(super) async fn import(installation: &Installation, import: &Import) -> Result<Report> {
    let mut table = tables::open(&import.file, &Options::default())?;
    let columns = Columns::of(import, &table)?;
    let gazetteer = Gazetteer::open(installation)?;
    let casework = Casework::open(
        installation.database.clone(),
        installation.access.clone(),
        installation.ids.clone(),
        installation.clock.clone(),
        &installation.data,
    )?;
    casework.refresh_catalogue().await?;
    let catalogue = casework.catalogue();
    let begun_at = installation.clock.now();
    let mut report = Report::default();
    for row in table.by_ref() {
        report.rows += 1;
        let at = report.rows + 1;
        let row = match row {
            Ok(row) => row,
            Err(error) => {
                error.unless_ends_file()?;
                report.reject(at, "row");
                continue;
            }
        };
        let call = match Call::read(&columns, catalogue, &row) {
            Ok(call) => call,
            Err(why) => {
                report.reject(at, why);
                continue;
            }
        };
        let Some(place) = gazetteer.find(installation, &call.address).await? else {
            report.reject(at, "place");
            continue;
        };
        if import.dry_run {
            report.opened += 1;
            continue;
        }
        let (id, number) = (call.id(&installation.access), call.number.clone());
        let begun = casework.report(call.report(id, place)).await;
        let case = begun.with_context(|| format!("open a case for the call {number}"))?.case;
        if case.reported_at < begun_at { report.again += 1 } else { report.opened += 1 }
    }
    Ok(report)
}
