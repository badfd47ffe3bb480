//! `linli meters`: daily sums of meters, what is far from the usual, and the leads that people decide.

mod deliver;
mod intake;

use std::path::PathBuf;

use anyhow::{Result, anyhow};
use casework::{Calendar, Catalogue};
use clap::{Args, Subcommand};
use insight::meters::{DayReport, MeterLake, Swept, score_day};
use kernel::{Clock as _, Day, SystemClock};
use serde::Serialize;
use server::Config;

use crate::{
    global::Global,
    terminal::{Outcome, Terminal},
};

/// Leads from meters: leaks, overloads, sudden changes, long vacancy, and buildings to inspect.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Take files of daily sums into the lake: CSV or XLSX with date, meter, unit, kind, value, `unit_of_measure`.
    Import {
        /// The files.
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// The day it is, where it is not today's: days after it are refused.
        #[arg(long)]
        today: Option<Day>,
    },
    /// Score the days that came in since the last that was scored, in order, and drop raw sums older than 90 days.
    Score {
        /// The last day to score.
        #[arg(long)]
        until: Option<Day>,
        /// The day it is, where it is not today's: what is older than 90 days then goes.
        #[arg(long)]
        today: Option<Day>,
    },
    /// Put the leads of the last day scored into the inbox, where people decide them.
    Deliver {
        /// At most so many of a kind wait in the inbox.
        #[arg(long, default_value_t = 100)]
        top: usize,
    },
    /// Of the last hundred leads of each kind that were decided: how many were sent on.
    Precision,
    /// Drop raw sums, leads and refused rows older than 90 days.
    Sweep,
}

/// Runs the command.
pub(crate) async fn run(
    global: &Global,
    config: &Config,
    arguments: &Arguments,
    terminal: &Terminal,
) -> Result<Outcome> {
    let lake = MeterLake::of(&global.data);
    match &arguments.what {
        What::Import { files, today } => {
            let calendar = calendar()?;
            let today = today.unwrap_or_else(|| today_of(calendar));
            return intake::run(&lake, files, today, terminal);
        }
        What::Score { until, today } => score(&lake, *until, *today, terminal)?,
        What::Deliver { top } => deliver::run(global, config, &lake, *top, terminal).await?,
        What::Precision => deliver::precision(global, config, terminal).await?,
        What::Sweep => {
            let swept = lake.sweep(today_of(calendar()?))?;
            terminal.result(&swept, in_words)?;
        }
    }
    Ok(Outcome::Done)
}

/// What scoring did.
#[derive(Serialize)]
struct Scored {
    days: Vec<DayReport>,
    swept: Swept,
}

fn score(
    lake: &MeterLake,
    until: Option<Day>,
    today: Option<Day>,
    terminal: &Terminal,
) -> Result<()> {
    let calendar = calendar()?;
    let done = lake.scored_until()?;
    let mut days = lake.days()?;
    days.retain(|day| done.is_none_or(|done| *day > done) && until.is_none_or(|to| *day <= to));
    terminal.stage("score", days.len() as u64);
    let mut reports = Vec::with_capacity(days.len());
    for on in days {
        let rest = calendar.hours(on).is_empty();
        reports.push(score_day(lake, on, rest)?);
        terminal.advance(1);
    }
    let swept = lake.sweep(today.unwrap_or_else(|| today_of(calendar)))?;
    terminal.result(&Scored { days: reports, swept }, |scored| {
        let mut lines: Vec<String> = scored.days.iter().map(told).collect();
        lines.push(in_words(&scored.swept));
        lines.join("\n")
    })
}

fn told(day: &DayReport) -> String {
    let counted = |counts: Vec<(&str, u64)>| -> String {
        let parts: Vec<String> =
            counts.into_iter().map(|(name, count)| format!("{count} {name}")).collect();
        if parts.is_empty() { "none".to_owned() } else { parts.join(", ") }
    };
    let leads = counted(day.leads.iter().map(|(kind, count)| (kind.name(), *count)).collect());
    let findings =
        counted(day.findings.iter().map(|(kind, count)| (kind.name(), *count)).collect());
    format!("{}: {} sums; leads: {leads}; meters to look after: {findings}", day.on, day.sums)
}

fn in_words(swept: &Swept) -> String {
    format!("{} days of raw sums and {} lists dropped after 90 days", swept.days.len(), swept.files)
}

fn calendar() -> Result<&'static Calendar> {
    Ok(&Catalogue::built_in().map_err(|fault| anyhow!(fault))?.calendar)
}

fn today_of(calendar: &Calendar) -> Day {
    SystemClock.now().day(calendar.offset_minutes)
}
