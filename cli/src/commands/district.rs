//! `linli district generate`, `day`, `meters`: a synthetic district with its truth, what changes in a day, sums of meters.

use std::path::PathBuf;

use anyhow::{Context as _, Result};
use clap::{Args, Subcommand, ValueEnum};
use district::{DayOptions, Difficulty, MeterOptions, Options, Size};

use crate::terminal::{Outcome, Terminal};

/// The synthetic district.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Write register, departments' tables and truth; one seed, one output.
    Generate(Generate),
    /// Write what changes in a day of a district written before, with its truth; one seed, one output.
    Day(Day),
    /// Write daily sums of the meters of a district written before, with their truth; one seed, one output.
    Meters(Meters),
}

#[derive(Args)]
struct Meters {
    /// The folder of the district.
    #[arg(long)]
    of: PathBuf,
    /// The seed: the same number gives the same bytes.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How many days, up to the last one that the district's tables know.
    #[arg(long, default_value_t = 70)]
    days: u16,
    /// Folder to write to.
    #[arg(long)]
    out: PathBuf,
}

#[derive(Args)]
struct Day {
    /// The folder of the district.
    #[arg(long)]
    of: PathBuf,
    /// The seed: the same number gives the same bytes.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// About how many rows, in all fourteen tables together.
    #[arg(long, default_value_t = 50_000)]
    rows: u64,
    /// How many days after the tables were drawn.
    #[arg(long, default_value_t = 1)]
    after: u16,
    /// Folder to write to.
    #[arg(long)]
    out: PathBuf,
}

#[derive(Args)]
struct Generate {
    /// How large.
    #[arg(long, value_enum, default_value_t = Scale::Demo)]
    size: Scale,
    /// The seed: the same number gives the same bytes.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How dirty the departments' tables are.
    #[arg(long, value_enum, default_value_t = Dirt::Normal)]
    difficulty: Dirt,
    /// The register alone, without tables and truth.
    #[arg(long)]
    register_only: bool,
    /// Folder to write to.
    #[arg(long)]
    out: PathBuf,
}

#[derive(Clone, Copy, ValueEnum)]
enum Scale {
    /// About 4,000 dwellings.
    Demo,
    /// A street of 44 km².
    Street,
    /// A quarter of the reference district.
    Quarter,
    /// Half of the reference district.
    Half,
    /// The reference district: 3.13 million units.
    District,
}

#[derive(Clone, Copy, ValueEnum)]
enum Dirt {
    /// Error rates as departments state them.
    Normal,
    /// Every error about twice as likely.
    Hard,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments, terminal: &Terminal) -> Result<Outcome> {
    let generate = match &arguments.what {
        What::Generate(generate) => generate,
        What::Day(day) => return of_day(day, terminal),
        What::Meters(meters) => return of_meters(meters, terminal),
    };
    let size = match generate.size {
        Scale::Demo => Size::Demo,
        Scale::Street => Size::Street,
        Scale::Quarter => Size::Quarter,
        Scale::Half => Size::Half,
        Scale::District => Size::District,
    };
    let difficulty = match generate.difficulty {
        Dirt::Normal => Difficulty::Normal,
        Dirt::Hard => Difficulty::Hard,
    };
    let options =
        Options { size, seed: generate.seed, difficulty, tables: !generate.register_only };
    district::generate_with(&options, &generate.out, terminal).context("generate the district")?;
    terminal.result(&serde_json::json!({ "out": generate.out }), |_| {
        format!("written to {}", generate.out.display())
    })?;
    Ok(Outcome::Done)
}

fn of_day(day: &Day, terminal: &Terminal) -> Result<Outcome> {
    let options = DayOptions { seed: day.seed, rows: day.rows, after: day.after };
    let written = district::generate_day(&day.of, &options, &day.out, terminal)
        .context("write a day of the district")?;
    let told = serde_json::json!({
        "out": day.out,
        "rows": written.rows,
        "withdrawn": written.withdrawn,
        "moves": written.moves,
        "births": written.births,
        "tenancies": written.tenancies,
        "duplicates": written.duplicates,
    });
    terminal.result(&told, |_| {
        format!(
            "{} rows and {} withdrawn records written to {}",
            written.rows,
            written.withdrawn,
            day.out.display()
        )
    })?;
    Ok(Outcome::Done)
}

fn of_meters(meters: &Meters, terminal: &Terminal) -> Result<Outcome> {
    let options = MeterOptions { seed: meters.seed, days: meters.days };
    let written = district::generate_meters(&meters.of, &options, &meters.out, terminal)
        .context("write the sums of the district's meters")?;
    let told = serde_json::json!({
        "out": meters.out,
        "rows": written.rows,
        "meters": written.meters,
        "leaks": written.leaks,
        "overloads": written.overloads,
        "crowded": written.crowded,
        "vacant": written.vacant,
        "exchanged": written.exchanged,
        "other_units": written.other_units,
        "backwards": written.backwards,
    });
    terminal.result(&told, |_| {
        format!(
            "{} sums of {} meters written to {}",
            written.rows,
            written.meters,
            meters.out.display()
        )
    })?;
    Ok(Outcome::Done)
}
