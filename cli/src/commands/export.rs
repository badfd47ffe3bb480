//! `linli export`: the register as `GeoJSON`, the links of the last run as CSV.

use std::path::PathBuf;

use anyhow::{Context as _, Result};
use clap::{Args, Subcommand, ValueEnum};
use register::export::Layer;
use serde_json::json;
use server::Config;

use crate::{
    global::Global,
    installation::Installation,
    partial::Partial,
    terminal::{Outcome, Terminal},
};

/// Take the register, or the links of a run, out.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// A layer of the register as GeoJSON (EPSG:4326).
    Geojson {
        /// Which.
        #[arg(value_enum)]
        layer: Kind,
        /// The file to write.
        #[arg(long)]
        out: PathBuf,
    },
    /// Which person, organisation and address each record was found to be: people.csv,
    /// addresses.csv, organisations.csv. One entry on the log of reads.
    Links {
        /// The folder to write to.
        #[arg(long)]
        out: PathBuf,
    },
}

#[derive(Clone, Copy, ValueEnum)]
enum Kind {
    Areas,
    Buildings,
    Addresses,
}

/// Writes what was asked for.
pub(crate) async fn run(
    global: &Global,
    config: &Config,
    arguments: &Arguments,
    terminal: &Terminal,
) -> Result<Outcome> {
    let installation = Installation::open(global, config).await?;
    match &arguments.what {
        What::Geojson { layer, out } => {
            let layer = match layer {
                Kind::Areas => Layer::Areas,
                Kind::Buildings => Layer::Buildings,
                Kind::Addresses => Layer::Addresses,
            };
            let partial = Partial::of(out);
            let file = std::fs::File::create(partial.path())
                .with_context(|| format!("write {}", partial.path().display()))?;
            let written = register::export::geojson(
                &installation.register(),
                layer,
                std::io::BufWriter::new(file),
            )
            .await?;
            partial.finish()?;
            terminal.result(&json!({ "features": written, "out": out }), |_| {
                format!("{written} features written to {}", out.display())
            })?;
        }
        What::Links { out } => {
            let done = fusion::export_links(&installation.fusion(), out).await?;
            let counts = json!({
                "people": done.people, "organisations": done.organisations, "addresses": done.addresses,
            });
            terminal.result(&counts, |_| {
                format!(
                    "{} people, {} organisations, {} addresses written to {}",
                    done.people,
                    done.organisations,
                    done.addresses,
                    out.display()
                )
            })?;
        }
    }
    Ok(Outcome::Done)
}
