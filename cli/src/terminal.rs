//! What a command says: bars while it works, a result, or why it failed.

use std::{
    io::{IsTerminal as _, Write as _},
    process::ExitCode,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use anyhow::{Context as _, Result};
use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;
use server::{LogConfig, LogFormat};
use tracing_subscriber::EnvFilter;

use crate::global::Global;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// All of it.
    Done,
    /// All but some rows, which are listed.
    SomeRejected,
}

impl Outcome {
    /// The exit code.
    pub(crate) fn code(self) -> ExitCode {
        match self {
            Self::Done => ExitCode::SUCCESS,
            Self::SomeRejected => ExitCode::from(3),
        }
    }
}

/// Standard output for results, standard error for everything else.
pub(crate) struct Terminal {
    json: bool,
    bars: bool,
    bar: Mutex<Option<ProgressBar>>,
}

impl Terminal {
    /// A terminal as the options ask.
    pub(crate) fn new(global: &Global) -> Self {
        let bars = !global.quiet && !global.json && std::io::stderr().is_terminal();
        Self { json: global.json, bars, bar: Mutex::new(None) }
    }

    /// Prints a result: as JSON, or as `human` writes it.
    pub(crate) fn result<T: Serialize>(
        &self,
        value: &T,
        human: impl FnOnce(&T) -> String,
    ) -> Result<()> {
        self.finish();
        let text = if self.json { serde_json::to_string_pretty(value)? } else { human(value) };
        writeln!(std::io::stdout().lock(), "{text}").context("write the result")
    }

    /// A line for the person at the terminal, not part of the result.
    pub(crate) fn note(&self, line: &str) {
        self.finish();
        // A closed standard error leaves nobody to tell.
        drop(writeln!(std::io::stderr().lock(), "{line}"));
    }

    /// Says why a command failed, cause by cause.
    pub(crate) fn failed(&self, error: &anyhow::Error) -> ExitCode {
        self.finish();
        let mut told = String::new();
        for (depth, cause) in error.chain().enumerate() {
            let line = cause.to_string();
            // Errors that already say their cause would say it twice.
            if depth == 0 || !told.contains(&line) {
                told.push_str(if depth == 0 { "error: " } else { "\n  because: " });
                told.push_str(&line);
            }
        }
        if is_of_a_full_disk(&told) {
            told.push_str("\n  the disk is full: free some space and run it again. ");
            told.push_str("What was not finished is not there, and what was there is as it was.");
        }
        drop(writeln!(std::io::stderr().lock(), "{told}"));
        ExitCode::FAILURE
    }

    /// Begins a stage of `total` steps; 0 where the end is not known.
    pub(crate) fn stage(&self, name: &str, total: u64) {
        self.finish();
        if !self.bars {
            return;
        }
        let bar = if total == 0 { ProgressBar::new_spinner() } else { ProgressBar::new(total) };
        let template = if total == 0 {
            "{spinner} {msg} {human_pos}  {elapsed}"
        } else {
            "{msg:28} {wide_bar} {human_pos}/{human_len}  {eta}"
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        bar.set_message(name.to_owned());
        bar.enable_steady_tick(Duration::from_millis(200));
        *self.bar.lock().unwrap_or_else(PoisonError::into_inner) = Some(bar);
    }

    /// `steps` more are done.
    pub(crate) fn advance(&self, steps: u64) {
        if let Some(bar) = &*self.bar.lock().unwrap_or_else(PoisonError::into_inner) {
            bar.inc(steps);
        }
    }

    fn finish(&self) {
        if let Some(bar) = self.bar.lock().unwrap_or_else(PoisonError::into_inner).take() {
            bar.finish_and_clear();
        }
    }
}

impl kernel::Progress for Terminal {
    fn stage(&self, name: &str, total: u64) {
        Self::stage(self, name, total);
    }

    fn advance(&self, steps: u64) {
        Self::advance(self, steps);
    }
}

/// Logs go to standard error, as the configuration says.
pub(crate) fn logs(config: &LogConfig) -> Result<()> {
    let filter = EnvFilter::try_new(&config.level)
        .with_context(|| format!("log.level = \"{}\" is no filter", config.level))?;
    let logs = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    let set = match config.format {
        LogFormat::Json => logs.json().try_init(),
        LogFormat::Text => logs.with_target(false).try_init(),
    };
    set.map_err(|error| anyhow::anyhow!("{error}")).context("begin to log")
}

/// Whether a database says, in its own words, that its disk is full.
fn is_of_a_full_disk(told: &str) -> bool {
    ["database or disk is full", "No space left on device"].iter().any(|words| told.contains(words))
}

#[cfg(test)]
mod tests {
    use super::is_of_a_full_disk;

    #[test]
    fn a_database_on_a_full_disk_is_told_by_its_words() {
        assert!(is_of_a_full_disk("commit\n  because: (code: 13) database or disk is full"));
        assert!(!is_of_a_full_disk("lake/x: the disk is full. Free some space and run again"));
    }
}
