//! `linli counts`: counts of people, made anew from the blocks, released and written out.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use clap::{Args, Subcommand};
use insight::{CountRun, Counts, Cut, Made, Telling};
use kernel::AreaPath;
use register::{Register, model::AreaLevel, query::AreaRef};
use serde_json::json;
use server::Config;

use crate::{
    global::Global,
    installation::Installation,
    partial::Partial,
    terminal::{Outcome, Terminal},
};

/// Counts of people by area, told through the disclosure gate.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Count everybody in the current blocks anew; the former counts stand until the new ones are whole.
    Run,
    /// Release the last count, where `counts.told` is `releases`: small numbers are withheld, and others that they could
    /// be reckoned with. It is told from then on.
    Release,
    /// The releases that were made.
    Releases,
    /// Write what is told of every area to a CSV file; a cell that is withheld is empty.
    Table {
        /// Where to write.
        output: PathBuf,
        /// Up to two of age, sex, registered, education, dwelling, with a comma between; none for everybody.
        #[arg(long, default_value = "")]
        by: String,
    },
}

/// Runs the command.
pub(crate) async fn run(
    global: &Global,
    config: &Config,
    arguments: &Arguments,
    terminal: &Terminal,
) -> Result<Outcome> {
    let installation = Installation::open(global, config).await?;
    let counts = counts(&installation, config.counts.telling())?;
    match &arguments.what {
        What::Run => {
            let done = renew(&installation).await?;
            terminal.result(&done, |done| {
                format!("counted for {}: {} areas with people", done.on, done.areas)
            })?;
        }
        What::Release => terminal.result(&counts.release(&*installation.clock).await?, line)?,
        What::Releases => {
            let made = counts.releases().await?;
            terminal.result(&made, |made| made.iter().map(line).collect::<Vec<_>>().join("\n"))?;
        }
        What::Table { output, by } => {
            let rows = table(&installation, &counts, Cut::of(by)?, output).await?;
            terminal.result(&json!({ "areas": rows, "file": output }), |_| {
                format!("{}: {rows} areas", output.display())
            })?;
        }
    }
    Ok(Outcome::Done)
}

/// Counts everybody for today.
pub(crate) async fn renew(installation: &Installation) -> Result<CountRun> {
    let clock = &*installation.clock;
    let today = clock.now().day(0);
    counts(installation, Telling::default())?
        .renew(&installation.access, today, clock)
        .await
        .context("count people")
}

fn counts(installation: &Installation, telling: Telling) -> Result<Counts> {
    Ok(Counts::new(installation.database.clone(), &installation.access, telling)?)
}

fn line(made: &Made) -> String {
    let exact = if made.rule.exact { ", exact" } else { "" };
    format!(
        "release {} for {}: {} cells told, {} withheld (fewer than {}{exact})",
        made.number, made.on, made.told, made.withheld, made.rule.threshold
    )
}

/// Writes every area with what is told of it; how many there are.
async fn table(
    installation: &Installation,
    counts: &Counts,
    cut: Cut,
    output: &Path,
) -> Result<usize> {
    let register = Register::new(
        installation.database.clone(),
        installation.ids.clone(),
        installation.clock.clone(),
    );
    let mut areas: Vec<AreaRef> = Vec::new();
    for level in AreaLevel::ALL {
        areas.extend(register.areas_within(&AreaPath::whole(), *level).await?);
    }
    areas.sort_by(|a, b| a.path.cmp(&b.path));
    let paths: Vec<AreaPath> = areas.iter().map(|area| area.path.clone()).collect();
    let told = counts.of(&paths, cut).await?.context("nothing is told yet")?;
    let file = Partial::of(output);
    let doing = || format!("write {}", output.display());
    let mut csv = csv::Writer::from_path(file.path()).with_context(doing)?;
    let values = (0..cut.cells()).map(|cell| cut.values(cell).join("/"));
    let head = ["area", "level", "name_zh", "name_en"].map(str::to_owned);
    let mut head: Vec<String> = head.into_iter().chain(values).collect();
    if cut == Cut::default() {
        head.truncate(4);
        head.push("people".to_owned());
    }
    csv.write_record(&head).with_context(doing)?;
    for area in &areas {
        let cells = told.areas.get(&area.path).map(|cells| {
            let text =
                |told: &insight::Told| told.number().map_or_else(String::new, |n| n.to_string());
            cells.iter().map(text).collect::<Vec<_>>()
        });
        let cells = cells.unwrap_or_else(|| vec!["0".to_owned(); cut.cells()]);
        let about = [area.path.as_str(), area.level.word(), &area.name.zh, &area.name.en];
        csv.write_record(about.into_iter().chain(cells.iter().map(String::as_str)))
            .with_context(doing)?;
    }
    csv.flush().with_context(doing)?;
    drop(csv);
    file.finish()?;
    Ok(areas.len())
}
