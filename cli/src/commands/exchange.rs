//! `linli exchange`: what the block knows better, back to the departments.

mod verify;

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use access::{BatchRequest, Purpose};
use anyhow::{Context as _, Result, bail};
use blocks::{
    EndKind,
    corrections::{Answer, Better, CorrectionLine, Corrections, Sent, csv as table},
};
use clap::{Args, Subcommand};
use register::wash::{Place, PlaceKind};
use serde_json::json;
use server::Config;

use crate::{
    global::Global,
    installation::Installation,
    partial::Partial,
    terminal::{Outcome, Terminal},
};

/// Corrections for the departments, the lists that go out, their receipts and answers.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Compare the departments' records with the blocks and offer what these know better.
    Offer {
        /// One source alone.
        source: Option<String>,
    },
    /// Make the list of a source. One entry on the log of reads; the exchange is written down with the file's digest.
    List {
        /// The source.
        source: String,
        /// The file to write.
        #[arg(long)]
        out: PathBuf,
        /// Why.
        #[arg(long)]
        reason: String,
    },
    /// Write a department's receipt down.
    Receipt {
        /// The number of the exchange.
        number: i64,
        /// The digest of the file that it has (BLAKE3).
        #[arg(long)]
        digest: String,
        /// Who received it.
        #[arg(long)]
        by: String,
    },
    /// Take a list back that a department filled in: the columns item, answer (accepted, refused) and reason.
    Answer {
        /// The file.
        file: PathBuf,
    },
    /// The log of exchanges.
    Log,
    /// Hold the receipts that a partner's system kept of its signed requests against our log, and name what differs.
    Verify {
        /// What the partner's account signs in with.
        account: String,
        /// Their receipts: a table with the columns signature, digest, status, `answer_digest`, `answer_signature`.
        #[arg(long)]
        theirs: PathBuf,
    },
}

/// Most lines of one list; what is left goes with the next.
const MOST: u32 = 1_000_000;

/// Runs the command.
pub(crate) async fn run(
    global: &Global,
    config: &Config,
    arguments: &Arguments,
    terminal: &Terminal,
) -> Result<Outcome> {
    let installation = Installation::open(global, config).await?;
    let corrections = Corrections::new(installation.database.clone());
    let (ids, clock) = (&installation.ids, &*installation.clock);
    match &arguments.what {
        What::Offer { source } => {
            let done = fusion::offer_corrections(&installation.fusion(), source.as_deref()).await?;
            terminal.result(&done, |done| {
                let line = |one: &fusion::Offered| {
                    format!(
                        "{:<28} {:>9} open {:>9} withdrawn",
                        one.source, one.found, one.withdrawn
                    )
                };
                done.iter().map(line).collect::<Vec<_>>().join("\n")
            })?;
        }
        What::List { source, out, reason } => {
            let request = BatchRequest {
                purpose: Purpose::DataQuality,
                run: format!("list of {source}"),
                tables: vec!["block_correction".to_owned()],
                columns: ["name", "sex", "born_on"]
                    .map(|name| format!("block_person.{name}"))
                    .into(),
            };
            let grant = installation.access.batch_grant(request).await?;
            let lines = corrections.list_batch(&installation.access, &grant, source, MOST).await?;
            if lines.is_empty() {
                bail!("nothing is offered to {source}");
            }
            let addresses = addresses(&installation, &lines).await?;
            let file =
                table(&lines, |kind, id| addresses.get(&(kind, id)).cloned().unwrap_or_default());
            let digest = blake3::hash(file.as_bytes()).to_hex().to_string();
            let partial = Partial::of(out);
            std::fs::write(partial.path(), &file)
                .with_context(|| format!("write {}", partial.path().display()))?;
            let list = Sent { source, lines: &lines, digest: &digest, reason };
            let sent = corrections.sent(list, None, ids, clock).await?;
            // It is written down as sent: the department's list must not be lost now.
            partial.finish_or_keep()?;
            let told = json!({ "exchange": sent.number, "items": sent.items, "digest": digest, "out": out });
            terminal.result(&told, |_| {
                format!(
                    "exchange {}: {} items in {}\ndigest {digest}",
                    sent.number,
                    sent.items,
                    out.display()
                )
            })?;
        }
        What::Receipt { number, digest, by } => {
            let taken = corrections.receipt(*number, digest, by, None, ids, clock).await?;
            let Some(taken) = taken else {
                bail!(
                    "there is no exchange {number}, it was received already, or the digest is another: check the file"
                );
            };
            terminal.result(&json!({ "exchange": taken.number }), |_| {
                format!("exchange {number} received by {by}")
            })?;
        }
        What::Answer { file } => {
            let answers = answers(file)?;
            let done = corrections.answer(&answers, None, ids, clock).await?;
            terminal.result(&json!({ "answered": done }), |_| format!("{done} items answered"))?;
        }
        What::Verify { account, theirs } => {
            return verify::run(&installation, account, theirs, terminal).await;
        }
        What::Log => {
            let (rows, _) = corrections.exchanges(0, 1_000).await?;
            let told: Vec<_> = rows
                .iter()
                .map(|one| {
                    json!({ "exchange": one.number, "source": one.source, "items": one.items, "answered": one.answered,
                        "sent_at": one.sent_at, "received_at": one.received_at, "received_by": one.received_by,
                        "digest": one.digest, "reason": one.reason })
                })
                .collect();
            terminal.result(&told, |_| {
                let line = |one: &blocks::corrections::Exchange| {
                    let received = one.received_by.as_deref().unwrap_or("not received");
                    format!(
                        "{:>6} {:<28} {:>7} items {:>7} answered  {}  {received}",
                        one.number, one.source, one.items, one.answered, one.sent_at
                    )
                };
                rows.iter().map(line).collect::<Vec<_>>().join("\n")
            })?;
        }
    }
    Ok(Outcome::Done)
}

/// The places of a list as the register writes them: address and code.
async fn addresses(
    installation: &Installation,
    lines: &[CorrectionLine],
) -> Result<BTreeMap<(EndKind, [u8; 16]), String>> {
    let place = |line: &CorrectionLine| match line.better {
        Some(Better::Place(EndKind::Unit, id)) => Some(Place { kind: PlaceKind::Unit, id }),
        Some(Better::Place(_, id)) => Some(Place { kind: PlaceKind::Building, id }),
        _ => None,
    };
    let places: Vec<Place> = lines.iter().filter_map(place).collect();
    let called = installation.register().called(&places).await?;
    let told = called.into_iter().map(|(place, called)| {
        let kind = if place.kind == PlaceKind::Unit { EndKind::Unit } else { EndKind::Building };
        let label = if called.label.zh.is_empty() { &called.label.en } else { &called.label.zh };
        ((kind, place.id), format!("{label} [{}]", called.code))
    });
    Ok(told.collect())
}

fn answers(file: &Path) -> Result<Vec<Answer>> {
    let mut reader =
        csv::Reader::from_path(file).with_context(|| format!("open {}", file.display()))?;
    let head = reader.headers()?.clone();
    let column =
        |name: &str| head.iter().position(|header| header.trim_start_matches('\u{feff}') == name);
    let (Some(item), Some(answer)) = (column("item"), column("answer")) else {
        bail!("{}: has no columns item and answer", file.display());
    };
    let reason = column("reason");
    let mut found = Vec::new();
    for (row, line) in reader.records().enumerate() {
        let place = |what: &str| format!("{}, row {}: {what}", file.display(), row + 2);
        let line = line.with_context(|| place("cannot be read"))?;
        let cell = |at: usize| line.get(at).unwrap_or_default().trim();
        let accepted = match cell(answer) {
            "" => continue,
            "accepted" => true,
            "refused" => false,
            other => bail!(place(&format!("the answer `{other}` is neither accepted nor refused"))),
        };
        found.push(Answer {
            id: cell(item).parse().with_context(|| place("the item is no id"))?,
            accepted,
            reason: reason.map(cell).unwrap_or_default().to_owned(),
        });
    }
    Ok(found)
}
