//! A place's own catalogue as files in a folder.

use std::{fs, path::Path};

use anyhow::{Context as _, Result, anyhow};
use casework::{
    Casework,
    catalogue::{FILE_NAMES, Fault, Files, Source},
};
use kernel::Text;
use serde::Serialize;

use crate::installation::Installation;

/// What is wrong, and where.
#[derive(Debug, Serialize)]
struct Wrong {
    at: String,
    text: Text,
}

impl From<Fault> for Wrong {
    fn from(fault: Fault) -> Self {
        Self { at: fault.at, text: fault.text }
    }
}

/// What came of files.
#[derive(Debug, Serialize)]
pub(super) struct Report {
    /// The folder.
    folder: String,
    /// The version that was written, or the one compared with; none where files were only checked.
    version: Option<String>,
    /// The revision of the draft that was made.
    revision: Option<i64>,
    /// Everything that is wrong, each with its place.
    faults: Vec<Wrong>,
}

impl Report {
    /// Whether nothing is wrong.
    pub(super) const fn is_sound(&self) -> bool {
        self.faults.is_empty()
    }

    /// In sentences.
    pub(super) fn told(&self) -> String {
        let mut lines: Vec<String> = self
            .faults
            .iter()
            .map(|fault| format!("{}: {} / {}", fault.at, fault.text.en, fault.text.zh))
            .collect();
        lines.push(match (&self.version, self.revision) {
            (_, Some(revision)) => format!(
                "{} is the draft, revision {revision}; somebody publishes it in the console",
                self.folder
            ),
            (Some(version), None) => format!("wrote {version} to {}", self.folder),
            (None, None) => format!("{}: {} faults", self.folder, self.faults.len()),
        });
        lines.join("\n")
    }
}

/// Reads the files of a folder.
fn read(folder: &Path) -> Result<Source> {
    let text = |name: &str| {
        let path = folder.join(name);
        fs::read_to_string(&path).with_context(|| format!("read {}", path.display()))
    };
    let [events, offices, micro_events, collection, calendar] = FILE_NAMES;
    let (events, offices, micro_events) = (text(events)?, text(offices)?, text(micro_events)?);
    let (collection, calendar) = (text(collection)?, text(calendar)?);
    let files = Files {
        events: &events,
        offices: &offices,
        micro_events: &micro_events,
        collection: &collection,
        calendar: &calendar,
    };
    Source::read(&files).map_err(|fault| anyhow!("{fault}"))
}

fn wrong(source: &Source) -> Vec<Wrong> {
    source.faults().into_iter().map(Wrong::from).collect()
}

/// Checks the files of a folder, as those that the program carries are checked.
pub(super) fn check(folder: &Path) -> Result<Report> {
    let faults = wrong(&read(folder)?);
    Ok(Report { folder: folder.display().to_string(), version: None, revision: None, faults })
}

/// Writes the version published last, or the draft, as files.
pub(super) async fn export(
    installation: &Installation,
    folder: &Path,
    draft: bool,
) -> Result<Report> {
    let casework = casework(installation)?;
    let (mut version, mut source) = casework.last_source().await?;
    if draft {
        let found = casework.draft_catalogue().await?.context("there is no draft")?;
        (version, source) = (format!("the draft, revision {}", found.revision), found.source);
    }
    let texts = source.texts().map_err(|fault| anyhow!("{fault}"))?;
    fs::create_dir_all(folder).with_context(|| format!("make {}", folder.display()))?;
    for (name, text) in FILE_NAMES.iter().zip(texts) {
        let path = folder.join(name);
        fs::write(&path, text).with_context(|| format!("write {}", path.display()))?;
    }
    let (folder, faults) = (folder.display().to_string(), wrong(&source));
    Ok(Report { folder, version: Some(version), revision: None, faults })
}

/// Makes the files of a folder the draft, over the one there is: somebody publishes it in the console.
pub(super) async fn import(installation: &Installation, folder: &Path) -> Result<Report> {
    let source = read(folder)?;
    let casework = casework(installation)?;
    let (last, _) = casework.last_source().await?;
    let seen = casework.draft_catalogue().await?.map_or(0, |draft| draft.revision);
    let faults = wrong(&source);
    let draft = casework.save_draft(source, seen, None).await?;
    Ok(Report {
        folder: folder.display().to_string(),
        version: Some(last),
        revision: Some(draft.revision),
        faults,
    })
}

fn casework(installation: &Installation) -> Result<Casework> {
    Ok(Casework::open(
        installation.database.clone(),
        installation.access.clone(),
        installation.ids.clone(),
        installation.clock.clone(),
        &installation.data,
    )?)
}
