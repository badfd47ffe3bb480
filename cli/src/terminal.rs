//! What a command says: bars while it works, a result, or why it failed.

use std::{
    io::{IsTerminal as _, Write as _},
    process::ExitCode,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use anyhow::{Context as _, Result};
use indicatif::{ProgressBar, ProgressStyle};
use kernel::Lang;
use serde::Serialize;
use server::{LogConfig, LogFormat};
use tracing_subscriber::EnvFilter;

use crate::{global::Global, words};

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// All of it.
    Done,
    /// All but some rows, which are listed.
    SomeRejected,
    /// Not now; the same may be tried again (`EX_TEMPFAIL` of sysexits).
    Later,
    /// What came cannot be taken, however often it is tried (`EX_DATAERR` of sysexits).
    Never,
}

impl Outcome {
    /// The exit code.
    pub(crate) fn code(self) -> ExitCode {
        match self {
            Self::Done => ExitCode::SUCCESS,
            Self::SomeRejected => ExitCode::from(3),
            Self::Later => ExitCode::from(75),
            Self::Never => ExitCode::from(65),
        }
    }
}

/// Standard output for results, standard error for everything else.
pub(crate) struct Terminal {
    json: bool,
    bars: bool,
    lang: Lang,
    bar: Mutex<Option<ProgressBar>>,
}

impl Terminal {
    /// A terminal as the options ask.
    pub(crate) fn new(global: &Global) -> Self {
        let bars = !global.quiet && !global.json && std::io::stderr().is_terminal();
        Self { json: global.json, bars, lang: words::language(), bar: Mutex::new(None) }
    }

    /// The language in which faults of the input are told.
    pub(crate) const fn lang(&self) -> Lang {
        self.lang
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

    /// Says why a command failed, cause by cause: as JSON, one object on a line, or in words.
    pub(crate) fn failed(&self, error: &anyhow::Error) -> ExitCode {
        self.finish();
        let failure = Failure::of(error, if self.json { Lang::En } else { self.lang });
        let told = if self.json {
            // A list of texts is always JSON.
            serde_json::to_string(&failure).unwrap_or_default()
        } else {
            failure.in_words(self.lang)
        };
        drop(writeln!(std::io::stderr().lock(), "{told}"));
        ExitCode::FAILURE
    }

    /// Says that a command was told to stop, what it leaves and what to do: the terminal itself is at work.
    pub(crate) fn stopped(json: bool, message: &str, action: &'static str) {
        let (message, because) = (message.to_owned(), Vec::new());
        let failure = Failure { kind: "stopped", message, because, action: Some(action) };
        let told = if json {
            serde_json::to_string(&failure).unwrap_or_default()
        } else {
            failure.in_words(Lang::En)
        };
        // A bar may stand on the line.
        drop(writeln!(std::io::stderr().lock(), "\n{told}"));
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

/// Why a command failed.
#[derive(Debug, Serialize)]
struct Failure {
    /// `configuration`, `disk_full`, `stopped` or `failed`.
    kind: &'static str,
    /// What went wrong, with the place.
    message: String,
    /// Its causes, the nearest first.
    because: Vec<String>,
    /// What to do, where the message does not say it already.
    action: Option<&'static str>,
}

impl Failure {
    fn of(error: &anyhow::Error, lang: Lang) -> Self {
        let mut told: Vec<String> = Vec::new();
        for cause in error.chain() {
            let line = words::said(cause, lang);
            // Errors that already say their cause would say it twice.
            if !told.iter().any(|before| before.contains(&line)) {
                told.push(line);
            }
        }
        let is_of_settings = error.chain().any(|cause| {
            let cause = cause.downcast_ref::<server::Error>();
            matches!(cause, Some(server::Error::Config { .. } | server::Error::ReadConfig { .. }))
        });
        let is_full = error.chain().any(|cause| is_of_a_full_disk(&cause.to_string()));
        let (kind, action) = if is_full {
            ("disk_full", Some(free_space(lang)))
        } else if is_of_settings {
            ("configuration", Some(mend_setting(lang)))
        } else {
            ("failed", None)
        };
        let mut told = told.into_iter();
        let message = told.next().unwrap_or_default();
        Self { kind, message, because: told.collect(), action }
    }

    fn in_words(&self, lang: Lang) -> String {
        let (error, because) = match lang {
            Lang::Zh => ("错误：", "\n  原因："),
            Lang::En => ("error: ", "\n  because: "),
        };
        let mut text = format!("{error}{}", self.message);
        for cause in &self.because {
            text.push_str(because);
            text.push_str(cause);
        }
        if let Some(action) = self.action {
            text.push_str("\n  ");
            text.push_str(action);
        }
        text
    }
}

const fn free_space(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "磁盘已满：请腾出空间后重新运行。未完成的内容不会留下，原有内容不变。",
        Lang::En => {
            "the disk is full: free some space and run it again. What was not finished is not there, \
            and what was there is as it was."
        }
    }
}

const fn mend_setting(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "请改正所指的配置后重新运行",
        Lang::En => "mend the setting that is named and run it again",
    }
}

/// Whether a database says, in its own words, that its disk is full.
fn is_of_a_full_disk(told: &str) -> bool {
    ["database or disk is full", "No space left on device"].iter().any(|words| told.contains(words))
}

#[cfg(test)]
mod tests {
    use anyhow::anyhow;

    use super::{Failure, Lang, is_of_a_full_disk};

    #[test]
    fn a_failure_is_told_cause_by_cause_and_none_twice() {
        let error = anyhow!("no such file").context("open a.csv: no such file").context("import");
        let failure = Failure::of(&error, Lang::En);
        assert_eq!(
            failure.in_words(Lang::En),
            "error: import\n  because: open a.csv: no such file"
        );
        assert!(failure.in_words(Lang::Zh).starts_with("错误：import\n  原因："));
        let json = serde_json::to_value(&failure).unwrap();
        let expected = serde_json::json!({
            "kind": "failed", "message": "import", "because": ["open a.csv: no such file"], "action": null,
        });
        assert_eq!(json, expected);
    }

    #[test]
    fn a_full_disk_and_a_wrong_setting_are_kinds_with_something_to_do() {
        let full = anyhow!("No space left on device (os error 28)").context("write out.partial");
        let failure = Failure::of(&full, Lang::En);
        assert_eq!(failure.kind, "disk_full");
        assert!(failure.in_words(Lang::En).contains("free some space"));
        assert!(Failure::of(&full, Lang::Zh).in_words(Lang::Zh).contains("腾出空间"));
        let setting = server::Error::Config { place: "linli.toml".into(), problem: "x".into() };
        assert_eq!(Failure::of(&setting.into(), Lang::En).kind, "configuration");
    }

    #[test]
    fn a_database_on_a_full_disk_is_told_by_its_words() {
        assert!(is_of_a_full_disk("commit\n  because: (code: 13) database or disk is full"));
        assert!(!is_of_a_full_disk("lake/x: the disk is full. Free some space and run again"));
    }
}
