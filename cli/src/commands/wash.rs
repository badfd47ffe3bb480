//! `linli wash`: a file of written addresses to the register.

mod register_file;

use std::path::{Path, PathBuf};

use address::{AddressIndex, Class, Columns, Match, Profile};
use anyhow::{Context as _, Result, bail};
use clap::Args;
use rayon::prelude::*;
use register::wash::{Washing, index_path};
use serde::Serialize;
use tables::{Column, Options, Row};

use crate::{
    commands::address::profile,
    global::Global,
    partial::Partial,
    terminal::{Outcome, Terminal},
};

/// Match a file of written addresses to the register.
#[derive(Args)]
pub(crate) struct Arguments {
    /// The register: a table of addresses (CSV, XLSX; parts by the names of
    /// its columns, or all of it in `address`) or a wash index; the
    /// installation's own where absent.
    #[arg(long)]
    register: Option<PathBuf>,
    /// How the country writes addresses: cn, us, ca, or a profile file (TOML).
    #[arg(long, default_value = "cn")]
    profile: String,
    /// The table of written addresses (CSV, XLSX).
    #[arg(long = "in")]
    input: PathBuf,
    /// The column that holds the address, or the columns that hold its parts;
    /// no other is read. One alone is a line, whatever it is called; several
    /// are parts where each is named as one (`street_number,street_name,city`),
    /// else one line in this order. `street` is the road in us and ca, with
    /// its number where that has no column, and the subdistrict in cn.
    #[arg(long, value_delimiter = ',', required = true)]
    address: Vec<String>,
    /// Where to write row, class, `address_id`, score, rule and candidates (CSV).
    #[arg(long)]
    out: PathBuf,
}

/// Rows washed at once: enough for every core, little to hold.
const BATCH: usize = 8_192;

#[derive(Debug, Default, Serialize)]
struct Counts {
    rows: u64,
    rejected: u64,
    a: u64,
    b: u64,
    c: u64,
    none: u64,
}

/// Runs the command.
pub(crate) fn run(global: &Global, arguments: &Arguments, terminal: &Terminal) -> Result<Outcome> {
    let profile = profile(&arguments.profile)?;
    let scratch = tempfile::tempdir().context("make a folder for the index")?;
    let index = open_register(global, arguments, &profile, scratch.path(), terminal)?;
    terminal.stage("wash", 0);
    let counts = wash(&index, arguments, terminal)?;
    terminal.result(&counts, |counts| {
        format!(
            "{} rows: A {}, B {}, C {}, none {}, rejected {}\nwritten to {}",
            counts.rows,
            counts.a,
            counts.b,
            counts.c,
            counts.none,
            counts.rejected,
            arguments.out.display()
        )
    })?;
    Ok(if counts.rejected == 0 { Outcome::Done } else { Outcome::SomeRejected })
}

fn open_register(
    global: &Global,
    arguments: &Arguments,
    profile: &Profile,
    scratch: &Path,
    terminal: &Terminal,
) -> Result<AddressIndex> {
    let path = match &arguments.register {
        None if index_path(&global.data).is_file() => {
            return Ok(Washing::open(&global.data).context("open the wash index")?.index);
        }
        None => bail!(
            "{} has no wash index: import a register first, or name one with --register",
            global.data.display()
        ),
        Some(path) if path.extension().is_some_and(|ending| ending == "index") => path.clone(),
        Some(path) => {
            let index = scratch.join("register.index");
            register_file::index(path, profile, &index, terminal)?;
            index
        }
    };
    AddressIndex::open(&path).with_context(|| format!("open the wash index {}", path.display()))
}

fn wash(index: &AddressIndex, arguments: &Arguments, terminal: &Terminal) -> Result<Counts> {
    let required = arguments.address.iter().map(|name| Column::named([name.as_str()])).collect();
    let options = Options { required, ..Options::default() };
    let mut table = tables::open(&arguments.input, &options)?;
    let asked = Asked::new(&table, &arguments.address, index.profile())?;
    let partial = Partial::of(&arguments.out);
    let written = || format!("write {}", partial.path().display());
    let mut out = csv::Writer::from_path(partial.path()).with_context(written)?;
    out.write_record(["row", "class", "address_id", "score", "rule", "candidates"])?;
    let mut counts = Counts::default();
    loop {
        let batch: Vec<_> = table.by_ref().take(BATCH).collect();
        if batch.is_empty() {
            break;
        }
        let washed: Vec<_> = batch
            .par_iter()
            .map(|row| row.as_ref().map(|row| (row.number, asked.wash(index, row))))
            .collect();
        for row in washed {
            match row {
                Ok((number, found)) => write(&mut out, index, number, &found, &mut counts)?,
                Err(error) => {
                    let error = error.clone().unless_ends_file()?;
                    counts.rejected += 1;
                    terminal.note(error.message().in_lang(terminal.lang()));
                }
            }
        }
        terminal.advance(batch.len() as u64);
    }
    out.flush().with_context(written)?;
    drop(out);
    partial.finish()?;
    Ok(counts)
}

/// Where the columns stand, and how they are read.
struct Asked {
    columns: Columns,
    places: Vec<usize>,
}

impl Asked {
    fn new(table: &tables::Table, names: &[String], profile: &Profile) -> Result<Self> {
        let places = names.iter().map(|name| {
            let place = table.position(&Column::named([name.as_str()]));
            place.with_context(|| format!("{}: there is no column {name}", table.file()))
        });
        let columns = Columns::named(names, profile);
        Ok(Self { columns, places: places.collect::<Result<_>>()? })
    }

    fn wash(&self, index: &AddressIndex, row: &Row) -> Match {
        let values: Vec<&str> = self.places.iter().map(|at| row.get(*at)).collect();
        self.columns.wash(index, &values)
    }
}

fn write(
    out: &mut csv::Writer<std::fs::File>,
    index: &AddressIndex,
    number: u64,
    found: &Match,
    counts: &mut Counts,
) -> Result<()> {
    let code = |entry: u64| index.code(entry).unwrap_or_default();
    counts.rows += 1;
    let class = match found.class {
        Class::A => {
            counts.a += 1;
            "A"
        }
        Class::B => {
            counts.b += 1;
            "B"
        }
        Class::C => {
            counts.c += 1;
            "C"
        }
        Class::None => {
            counts.none += 1;
            "none"
        }
    };
    let candidates: Vec<String> = found
        .candidates
        .iter()
        .map(|(entry, score)| format!("{}:{score:.3}", code(*entry)))
        .collect();
    out.write_record([
        &number.to_string(),
        class,
        found.entry.map(code).unwrap_or_default(),
        &format!("{:.3}", found.score),
        found.rule,
        &candidates.join(";"),
    ])?;
    Ok(())
}
