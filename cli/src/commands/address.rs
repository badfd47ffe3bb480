//! `linli address parse | compare`: lines in, lines out; `learn | learned | withdraw`: what the wash
//! learns from corrections.

use std::{
    io::{BufRead, Read as _, Write as _},
    path::{Path, PathBuf},
};

use address::Profile;
use anyhow::{Context as _, Result, bail};
use clap::{Args, Subcommand};
use kernel::Id;
use register::{
    edit::{Learned, Reason},
    model::Alias,
    wash::follow_index,
};
use serde_json::json;
use server::Config;

use crate::{
    global::Global,
    installation::Installation,
    terminal::{Outcome, Terminal},
};

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
    /// Take it that an address written so is the building of a code: an alias of the register with
    /// its source, and the wash knows it from now on.
    Learn(Correction),
    /// The spellings that were learned and stand.
    Learned,
    /// Withdraw a spelling that was learned wrongly.
    Withdraw(Wrong),
    /// Two addresses separated by a tab in; `same`, `part` or `different` with a score out.
    Compare(Lines),
}

/// A corrected address.
#[derive(Args)]
struct Correction {
    /// The address as it was written.
    written: String,
    /// The code of the building, or of a unit in it.
    code: String,
    /// Who said so and when: kept with the alias.
    #[arg(long)]
    source: String,
}

/// A spelling that is wrong.
#[derive(Args)]
struct Wrong {
    /// Its id, as `linli address learned` tells.
    id: Id<Alias>,
    /// Why it is withdrawn.
    #[arg(long)]
    source: String,
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

/// Most spellings that are listed.
const MOST: u32 = 10_000;

/// A learned spelling in a line.
fn told(learned: &Learned) -> String {
    format!("{}  {}  {}", learned.id, learned.code, learned.text)
}

/// Bytes that are read and written at once.
const BLOCK: usize = 1 << 16;

/// Runs the command.
pub(crate) async fn run(
    global: &Global,
    config: &Config,
    arguments: &Arguments,
    terminal: &Terminal,
) -> Result<Outcome> {
    match &arguments.what {
        What::Parse(lines) => {
            let profile = profile(&lines.profile)?;
            each_line(lines, |line, out| {
                Ok(serde_json::to_writer(out, &address::parse(&profile, line))?)
            })?;
        }
        What::Learn(Correction { written, code, source }) => {
            let installation = Installation::open(global, config).await?;
            let reason = Reason { account: None, text: source.clone() };
            let learned = installation.register().learn_spelling(written, code, &reason).await?;
            follow(&installation, terminal).await;
            terminal.result(&learned, told)?;
        }
        What::Learned => {
            let installation = Installation::open(global, config).await?;
            let learned = installation.register().learned_spellings(MOST).await?;
            terminal.result(&learned, |all| all.iter().map(told).collect::<Vec<_>>().join("\n"))?;
        }
        What::Withdraw(Wrong { id, source }) => {
            let installation = Installation::open(global, config).await?;
            let reason = Reason { account: None, text: source.clone() };
            installation.register().withdraw_spelling(*id, &reason).await?;
            follow(&installation, terminal).await;
            terminal
                .result(&json!({ "withdrawn": id.to_string() }), |_| format!("{id} withdrawn"))?;
        }
        What::Compare(lines) => {
            let profile = profile(&lines.profile)?;
            each_line(lines, |line, out| {
                let Some((left, right)) = line.split_once('\t') else {
                    bail!(
                        "no tab between two addresses: write both on one line, with a tab between"
                    );
                };
                let (verdict, score) = address::compare(&profile, left, right);
                Ok(serde_json::to_writer(out, &json!({ "verdict": verdict, "score": score }))?)
            })?;
        }
    }
    Ok(Outcome::Done)
}

/// Brings the wash index up to what was just changed, which stands also where that fails.
pub(crate) async fn follow(installation: &Installation, terminal: &Terminal) {
    terminal.stage("wash index", 0);
    if let Err(error) = follow_index(&installation.register(), &installation.data, terminal).await {
        let until = "the next change, or `linli serve`, brings it up to date";
        terminal.note(&format!("the wash index does not know it yet ({error}): {until}"));
    }
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

/// Reads up to a line's end into `line`; what is beyond [`BLOCK`] bytes is
/// passed over, so that a stray megabyte costs none. False at the end.
fn next_line(reader: &mut impl BufRead, line: &mut Vec<u8>) -> std::io::Result<bool> {
    let read = reader.by_ref().take(BLOCK as u64).read_until(b'\n', line)?;
    if read == BLOCK && line.last() != Some(&b'\n') {
        reader.skip_until(b'\n')?;
    }
    Ok(read > 0)
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
    let from = lines.input.as_ref();
    let from = from.map_or_else(|| "standard input".to_owned(), |path| path.display().to_string());
    let mut out = std::io::stdout().lock();
    let mut reader = std::io::BufReader::with_capacity(BLOCK, input);
    let (mut line, mut answers) = (Vec::new(), Vec::with_capacity(2 * BLOCK));
    for number in 1.. {
        line.clear();
        let place = || format!("{from}, line {number}");
        if !next_line(&mut reader, &mut line).with_context(place)? {
            break;
        }
        let text = String::from_utf8_lossy(&line);
        let text = text.trim_end_matches(['\n', '\r']).trim_start_matches('\u{feff}');
        answer(text, &mut answers).with_context(place)?;
        answers.push(b'\n');
        if answers.len() >= BLOCK {
            out.write_all(&answers).context("write the answers")?;
            answers.clear();
        }
    }
    out.write_all(&answers).context("write the answers")?;
    out.flush().context("write the answers")
}
