//! `cargo xtask bench NAME`: runs `bench/NAME/run` and prints its figures.
//!
//! A benchmark is a folder under `bench/` with an executable `run`, which gets
//! the path of a release build of `linli` as `LINLI` and writes a list of
//! `{"name", "value", "unit"}` (and, where there is a peer, its name as `peer`,
//! `peer_value` and `ratio`) to the file named by `LINLI_BENCH_OUT`.

use std::fs;

use anyhow::{Context as _, Result, bail};
use serde_json::Value;

use crate::{
    postgres,
    process::{cargo, plain, run as run_process},
    root::{root, target},
};

/// Which benchmark to run.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// A folder under bench/.
    name: String,
    /// Passed on to the benchmark.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    rest: Vec<String>,
}

/// Builds for shipping, runs the benchmark, prints and keeps its figures.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let folder = root().join("bench").join(&arguments.name);
    let program = folder.join("run");
    if !program.is_file() {
        bail!("there is no benchmark `{}`; there are: {}", arguments.name, names()?.join(", "));
    }
    let mut build = cargo();
    build.args(["build", "--release", "--package", "linli"]).current_dir(root());
    let examples = examples(&arguments.name);
    if !examples.is_empty() {
        build.arg("--bins");
    }
    for &(package, example) in examples {
        build.args(["--package", package, "--example", example]);
    }
    run_process(&mut build)?;
    let out = target().join("bench").join(format!("{}.json", arguments.name));
    fs::create_dir_all(target().join("bench"))?;
    // What an earlier run left is not this one's.
    if out.exists() {
        fs::remove_file(&out).with_context(|| format!("remove {}", out.display()))?;
    }
    let mut command = plain(program);
    command.args(&arguments.rest).current_dir(folder);
    command.env("LINLI", target().join("release/linli")).env("LINLI_BENCH_OUT", &out);
    // One that is asked for PostgreSQL gets a server of its own, stopped once it is done.
    let wanted = arguments.rest.iter().any(|argument| argument == "--postgres");
    let postgres = wanted.then(postgres::Server::start_durable).transpose()?;
    if let Some(server) = &postgres {
        command.env("LINLI_BENCH_POSTGRES", &server.address);
    }
    let ended = run_process(&mut command);
    // One that fails late has measured what it wrote before.
    if ended.is_ok() || out.exists() {
        let text = fs::read_to_string(&out).with_context(|| format!("read {}", out.display()))?;
        print(&serde_json::from_str::<Vec<Value>>(&text)?);
        println!("written to {}", out.display());
    }
    ended
}

/// Examples that a benchmark runs beside the program, each with its package. One build makes all: a second one, of other
/// packages, would have other features of what they share, and build that again.
fn examples(name: &str) -> &'static [(&'static str, &'static str)] {
    match name {
        "wash" => &[("server", "load")],
        "rounds" => &[("housing", "rounds")],
        "housing" => &[("server", "load"), ("housing", "rate_district"), ("housing", "rounds")],
        "trust" => &[
            ("server", "load"),
            ("access", "cost_of_a_read"),
            ("access", "read_log_pace"),
            ("access", "reseal_pace"),
            ("insight", "release_district"),
        ],
        "casework" => &[("server", "lifecycles"), ("casework", "fill"), ("casework", "nearest")],
        _ => &[],
    }
}

fn names() -> Result<Vec<String>> {
    let folders = fs::read_dir(root().join("bench")).context("read bench/")?;
    let mut names: Vec<String> = folders
        .filter_map(Result::ok)
        .filter(|entry| entry.path().join("run").is_file())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    Ok(names)
}

fn print(figures: &[Value]) {
    println!(
        "{:<44} {:>14} {:<12} {:>14} {:>8}  beside",
        "figure", "linli", "unit", "peer", "ratio"
    );
    for figure in figures {
        let number = |key: &str| {
            figure[key].as_f64().map_or_else(|| "–".to_owned(), |value| format!("{value:.4}"))
        };
        let text = |key: &str| figure[key].as_str().unwrap_or_default().to_owned();
        println!(
            "{:<44} {:>14} {:<12} {:>14} {:>8}  {}",
            text("name"),
            number("value"),
            text("unit"),
            number("peer_value"),
            number("ratio"),
            text("peer")
        );
    }
}
