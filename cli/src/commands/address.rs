//! `linli address parse | compare`: lines in, lines out.

use std::{
    io::{BufRead as _, Write as _},
    path::{Path, PathBuf},
};

use address::Profile;
use anyhow::{Context as _, Result, bail};
use clap::{Args, Subcommand};
use serde_json::json;

use crate::terminal::{Outcome, Terminal};

/// Read or compare written addresses, line by line.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Lines in; a line of JSON out for each: components with their character spans.
    Parse(Lines),
    /// Two addresses separated by a tab in; `same`, `part` or `different` with a score out.
    Compare(Lines),
}

/// Where the lines come from and how they are written.
#[derive(Args)]
struct Lines {
    /// How the country writes addresses: cn, us, ca, or a profile file (TOML).
    #[arg(long, default_value = "cn")]
    profile: String,
    /// A file of lines; standard input where absent.
    input: Option<PathBuf>,
}

/// Bytes that are read and written at once.
const BLOCK: usize = 1 << 16;

/// Runs the command.
pub(crate) fn run(arguments: &Arguments, _terminal: &Terminal) -> Result<Outcome> {
    match &arguments.what {
        What::Parse(lines) => {
            let profile = profile(&lines.profile)?;
            each_line(lines, |line, out| {
                Ok(serde_json::to_writer(out, &address::parse(&profile, line))?)
            })?;
        }
        What::Compare(lines) => {
            let profile = profile(&lines.profile)?;
            each_line(lines, |line, out| {
                let Some((left, right)) = line.split_once('\t') else {
                    bail!("no tab between two addresses");
                };
                let (verdict, score) = address::compare(&profile, left, right);
                Ok(serde_json::to_writer(out, &json!({ "verdict": verdict, "score": score }))?)
            })?;
        }
    }
    Ok(Outcome::Done)
}

/// A profile by its name or its file.
pub(crate) fn profile(name: &str) -> Result<Profile> {
    match name {
        "cn" => Ok(Profile::cn()),
        "us" => Ok(Profile::us()),
        "ca" => Ok(Profile::ca()),
        file if Path::new(file).extension().is_some_and(|ending| ending == "toml") => {
            let text = std::fs::read_to_string(file)
                .with_context(|| format!("read the profile {file}"))?;
            Profile::from_toml(&text).with_context(|| format!("the profile {file}"))
        }
        other => {
            bail!("there is no profile `{other}`: use cn, us, ca, or a file that ends in .toml")
        }
    }
}

fn each_line(
    lines: &Lines,
    mut answer: impl FnMut(&str, &mut Vec<u8>) -> Result<()>,
) -> Result<()> {
    let input: Box<dyn std::io::Read> = match &lines.input {
        Some(path) => {
            Box::new(std::fs::File::open(path).with_context(|| format!("open {}", path.display()))?)
        }
        None => Box::new(std::io::stdin().lock()),
    };
    let mut out = std::io::stdout().lock();
    let mut reader = std::io::BufReader::with_capacity(BLOCK, input);
    let (mut line, mut answers) = (Vec::new(), Vec::with_capacity(2 * BLOCK));
    for number in 1.. {
        line.clear();
        if reader.read_until(b'\n', &mut line).with_context(|| format!("read line {number}"))? == 0
        {
            break;
        }
        let text = String::from_utf8_lossy(&line);
        let text = text.trim_end_matches(['\n', '\r']).trim_start_matches('\u{feff}');
        answer(text, &mut answers).with_context(|| format!("line {number}"))?;
        answers.push(b'\n');
        if answers.len() >= BLOCK {
            out.write_all(&answers).context("write the answers")?;
            answers.clear();
        }
    }
    out.write_all(&answers).context("write the answers")?;
    out.flush().context("write the answers")
}
