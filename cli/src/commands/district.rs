//! `linli district generate`: a synthetic district with its truth.

use std::path::PathBuf;

use anyhow::{Context as _, Result};
use clap::{Args, Subcommand, ValueEnum};
use district::{Difficulty, Options, Size};

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
    let What::Generate(generate) = &arguments.what;
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
