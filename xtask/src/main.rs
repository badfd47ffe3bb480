//! The house's own tool: `cargo xtask demo | test | check | sbom | bench | cluster`.
//!
//! Each command does all of its set-up itself and says what to install when a
//! step is missing. Nothing here is part of the product.

#![expect(clippy::print_stdout, reason = "a command-line tool speaks on its terminal")]

mod bench;
mod browser;
mod check;
mod cluster;
mod demo;
mod guards;
mod memory;
mod openid;
mod postgres;
mod process;
mod root;
mod s3;
mod sbom;
mod test;
mod web;

use anyhow::Result;
use clap::{Parser, Subcommand};

/// The house's own tool.
#[derive(Parser)]
#[command(name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Set up, build, make the demo district, import, fuse and serve it.
    Demo(demo::Arguments),
    /// Run every test there is: Rust, TypeScript, both databases, the browser.
    Test(test::Arguments),
    /// The quick loop: format, lints, guards.
    Check,
    /// Write what the program is made of, as `CycloneDX`: target/sbom/.
    Sbom,
    /// Run a benchmark: a table on the screen, figures in target/bench/NAME.json.
    Bench(bench::Arguments),
    /// Start three workers on this machine and fuse the demo district over them.
    Cluster(cluster::Arguments),
}

fn main() -> Result<()> {
    match Arguments::parse().command {
        Command::Demo(arguments) => demo::run(&arguments),
        Command::Test(arguments) => test::run(&arguments),
        Command::Check => check::run(),
        Command::Sbom => sbom::run(),
        Command::Bench(arguments) => bench::run(&arguments),
        Command::Cluster(arguments) => cluster::run(&arguments),
    }
}
