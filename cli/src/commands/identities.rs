//! `linli identities`: what merged and split, undone with a reason, without a whole run.

use std::{fmt::Write as _, path::PathBuf};

use anyhow::{Result, bail};
use blocks::{EndKind, LineageBook, LineageMark, LineageTold};
use clap::{Args, Subcommand};
use fusion::DayOptions;
use kernel::{Day, Id};
use serde_json::json;
use server::Config;

use crate::{
    commands::fuse::summary_of_day,
    global::Global,
    installation::Installation,
    terminal::{Outcome, Terminal},
};

/// What merged and split.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// List merges and splits, the newest first: ids and counts, nobody's name.
    List {
        /// How many to skip.
        #[arg(long, default_value_t = 0)]
        offset: u32,
        /// How many to list.
        #[arg(long, default_value_t = 50)]
        limit: u32,
    },
    /// Undo a merge or a split by a judgement of the records it concerned; withdrawing it takes the undoing back.
    Undo {
        /// The event, as `list` gives it.
        event: Id<LineageMark>,
        /// Why; no value of a person belongs here.
        #[arg(long)]
        reason: String,
    },
    /// Follow the judgements given since the last run, touching nothing else.
    Follow {
        /// The folder of mapping files that the blocks were made with.
        mappings: PathBuf,
        /// The day, YYYY-MM-DD, for the report.
        #[arg(long)]
        day: Option<Day>,
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
    let context = installation.fusion();
    let book = LineageBook::new(context.database.clone());
    match &arguments.what {
        What::List { offset, limit } => {
            let (events, total) = book.page(*offset, *limit).await?;
            let rows: Vec<_> = events.iter().map(row).collect();
            terminal
                .result(&json!({ "total": total, "events": rows }), |_| listed(&events, total))?;
        }
        What::Undo { event, reason } => {
            let reason = reason.trim();
            if reason.chars().count() < 4 {
                bail!("--reason: say why it is undone, in four characters at least");
            }
            let (ids, clock) = (&context.ids, &*context.clock);
            let judgement = book.undo(*event, reason, None, ids, clock).await?;
            let told = json!({
                "judgement": judgement.id.to_string(),
                "verdict": judgement.verdict.name(),
            });
            terminal.result(&told, |_| {
                format!(
                    "judged {}: {}. `linli identities follow`, or the next run, follows it.",
                    judgement.verdict.name(),
                    judgement.id
                )
            })?;
        }
        What::Follow { mappings, day } => {
            let today = context.clock.now().day(0);
            let options = DayOptions {
                mappings: mappings.clone(),
                changes: None,
                day: day.unwrap_or(today),
                progress: terminal,
            };
            let report = fusion::fuse_day(&context, &options).await?;
            terminal.result(&report, summary_of_day)?;
        }
    }
    Ok(Outcome::Done)
}

fn id(kind: EndKind, bytes: [u8; 16]) -> String {
    match kind {
        EndKind::Person => Id::<access::Person>::from_bytes(bytes).to_string(),
        _ => Id::<blocks::Organisation>::from_bytes(bytes).to_string(),
    }
}

fn row(told: &LineageTold) -> serde_json::Value {
    let of = &told.lineage;
    json!({
        "id": of.id.to_string(),
        "kind": of.kind.name(),
        "event": of.event.name(),
        "from": id(of.kind, of.from),
        "to": id(of.kind, of.to),
        "records": of.records,
        "sources": told.sources,
        "run": told.run_number,
        "judged": told.is_judged,
        "undone": of.undone_at.is_some(),
    })
}

fn listed(events: &[LineageTold], total: u64) -> String {
    let mut text = format!("{total} merges and splits\n");
    for told in events {
        let of = &told.lineage;
        let state = if of.undone_at.is_some() { "undone" } else { "" };
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "{}  {:<5} {} → {}  {} records, run {}  {state}",
            of.id,
            of.event.name(),
            id(of.kind, of.from),
            id(of.kind, of.to),
            of.records,
            told.run_number.map_or_else(|| "–".to_owned(), |number| number.to_string())
        );
    }
    text.trim_end().to_owned()
}
