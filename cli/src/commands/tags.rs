//! `linli tags`: the tags of units, buildings and organisations.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use blocks::tags::{BedApproval, TagRun, Tags};
use clap::{Args, Subcommand};
use kernel::Day;
use serde_json::json;
use server::Config;

use crate::{
    global::Global,
    installation::Installation,
    terminal::{Outcome, Terminal},
};

/// Tags of units, buildings and organisations, by rules.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
#[expect(clippy::doc_markdown, reason = "these are the words of --help")]
enum What {
    /// Compute every rule over the current blocks.
    Run,
    /// Take approvals of dormitory beds in: CSV with building_code, beds, from, to, reference, office.
    Beds {
        /// The file.
        file: PathBuf,
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
    match &arguments.what {
        What::Run => {
            let done = compute(&installation, terminal).await?;
            terminal.result(&done, |done| {
                format!("{} tags stand, {} began, {} ended", done.standing, done.begun, done.ended)
            })?;
        }
        What::Beds { file } => {
            let approvals = read(&installation, file).await?;
            let tags = Tags::new(installation.database.clone());
            let (ids, clock) = (&installation.ids, &*installation.clock);
            let kept = tags.approve_beds(approvals, None, ids, clock).await?;
            terminal.result(&json!({ "approvals": kept }), |_| format!("{kept} approvals kept"))?;
        }
    }
    Ok(Outcome::Done)
}

/// Computes the tags, closes the leads that nobody needs any more, and sums organisations and events by area: what follows
/// every run.
pub(crate) async fn compute(installation: &Installation, terminal: &Terminal) -> Result<TagRun> {
    let (ids, clock) = (&installation.ids, &*installation.clock);
    let today = clock.now().day(0);
    let tags = Tags::new(installation.database.clone());
    let done = tags.run(today, ids, clock, terminal).await.context("compute the tags")?;
    let signals = blocks::signals::Signals::new(installation.database.clone());
    signals.sweep(ids, clock).await.context("sweep the signals")?;
    let blocks = blocks::Blocks::new(installation.database.clone());
    terminal.stage("organisations and events by area", 0);
    blocks.sum_things(ids, clock).await.context("sum organisations and events by area")?;
    Ok(done)
}

async fn read(installation: &Installation, file: &Path) -> Result<Vec<BedApproval>> {
    let mut reader =
        csv::Reader::from_path(file).with_context(|| format!("open {}", file.display()))?;
    let head = reader.headers()?.clone();
    let column =
        |name: &str| head.iter().position(|header| header.trim_start_matches('\u{feff}') == name);
    let columns = ["building_code", "beds", "from", "to", "reference", "office"].map(column);
    let [Some(code), Some(beds), Some(from), to, Some(reference), office] = columns else {
        bail!(
            "{}: needs the columns building_code, beds, from, reference; to and office where they are known",
            file.display()
        );
    };
    let mut approvals = Vec::new();
    for (row, line) in reader.records().enumerate() {
        let line = line.with_context(|| format!("{}, row {}", file.display(), row + 2))?;
        let cell = |at: usize| line.get(at).unwrap_or_default().trim();
        let place = |what: &str| format!("{}, row {}: {what}", file.display(), row + 2);
        let found = installation.register().building_of_code(cell(code)).await?;
        let building = found.with_context(|| place("no building has this code"))?;
        let day = |text: &str| text.parse::<Day>().with_context(|| place("a day is YYYY-MM-DD"));
        let end = to.map(cell).filter(|text| !text.is_empty());
        approvals.push(BedApproval {
            building: building.to_bytes(),
            beds: cell(beds).parse().with_context(|| place("beds is a whole number"))?,
            from: day(cell(from))?,
            to: end.map(day).transpose()?,
            reference: cell(reference).to_owned(),
            source: office.map(cell).unwrap_or_default().to_owned(),
        });
    }
    Ok(approvals)
}
