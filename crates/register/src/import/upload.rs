//! Files that were sent to be imported: looked at first, then imported, each step on record.

use super::sniff::UploadFormat;
use super::{Dataset, ImportReport, Options, session};
use crate::geometry::Datum;
use crate::model::words;
use crate::store::{Found, fetch, one};
use crate::{Error, Register, Result};
use database::{Action, id_value};
use kernel::{Entity, Id, Instant, Text};
use serde::{Deserialize, Serialize};

/// Marks the ids of uploads.
#[derive(Debug)]
pub struct UploadMark;

impl Entity for UploadMark {
    const NAME: &'static str = "upload";
}

/// The id of an upload.
pub type UploadId = Id<UploadMark>;

words! {
    /// How far an upload has come.
    UploadState {
        /// It is looked at; nothing is written.
        Checking = "checking",
        /// It was looked at and waits for a decision.
        Checked = "checked",
        /// It is imported.
        Importing = "importing",
        /// It is in the register.
        Done = "done",
        /// It was refused, or broke off.
        Failed = "failed",
        /// It was taken back.
        Cancelled = "cancelled",
    }
}

impl UploadState {
    /// Whether something is going on.
    #[must_use]
    pub const fn is_going(self) -> bool {
        matches!(self, Self::Checking | Self::Importing)
    }
}

/// How an upload is read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct UploadOptions {
    /// The address profile: `cn`, `us` or `ca`; `cn` where empty.
    pub profile: String,
    /// Whether its positions are of GCJ-02.
    pub gcj02: bool,
    /// Whether it is all there is: what is not in it is retired.
    pub complete: bool,
    /// The name of its data set.
    pub dataset: String,
    /// Who made it.
    pub source: String,
    /// Under which licence.
    pub licence: String,
}

/// A file that was sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Upload {
    /// Its id.
    pub id: UploadId,
    /// What its sender calls it.
    pub name: String,
    /// What it is, by its content.
    pub format: UploadFormat,
    /// Its length in bytes.
    pub bytes: u64,
    /// How it is read.
    pub options: UploadOptions,
    /// How far it has come.
    pub state: UploadState,
    /// What was found or done.
    pub report: Option<ImportReport>,
    /// Why it failed.
    pub failure: Option<Text>,
    /// Who sent it.
    pub account: Option<[u8; 16]>,
    /// When.
    pub sent_at: Instant,
    /// When it was done, failed or taken back.
    pub ended_at: Option<Instant>,
}

impl Upload {
    /// How `linli import` would be told to read it.
    #[must_use]
    pub fn import_options(&self, dry_run: bool) -> Options {
        let UploadOptions { profile, gcj02, complete, dataset, source, licence } =
            self.options.clone();
        Options {
            dry_run,
            datum: if gcj02 { Datum::Gcj02 } else { Datum::Wgs84 },
            profile: if profile.is_empty() { "cn".into() } else { profile },
            complete,
            dataset: Dataset { name: dataset, source, licence },
            account: self.account,
            rejects: None,
        }
    }
}

const COLUMNS: &str = "id, name, format, bytes, options, state, report, failure_zh, failure_en,
    account_id, sent_at, ended_at";

impl Register {
    /// Takes down that a file was sent, to be looked at.
    pub async fn take_upload(&self, upload: &Upload) -> Result<()> {
        let mut unit = self.database.begin().await?;
        let values = [
            id_value(upload.id),
            upload.name.clone().into(),
            upload.format.word().into(),
            i64::try_from(upload.bytes).unwrap_or(i64::MAX).into(),
            serde_json::to_string(&upload.options).unwrap_or_default().into(),
            upload.state.word().into(),
            upload.account.map(|account| account.to_vec()).into(),
            upload.sent_at.micros().into(),
        ];
        let sql = "INSERT INTO register_upload
            (id, name, format, bytes, options, state, account_id, sent_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
        unit.execute("take an upload", sql, values).await?;
        let action = step("upload.send", upload.id, upload.account);
        unit.record(&action, &self.ids, &*self.clock).await?;
        unit.commit().await?;
        Ok(())
    }

    /// An upload.
    pub async fn upload(&self, id: UploadId) -> Result<Option<Upload>> {
        let sql = format!("SELECT {COLUMNS} FROM register_upload WHERE id = ?1");
        let row = one(&self.database, "read an upload", &sql, [id_value(id)]).await?;
        row.as_ref().map(shape).transpose()
    }

    /// The uploads, the last first, at most `most`.
    pub async fn uploads(&self, most: u32) -> Result<Vec<Upload>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM register_upload ORDER BY sent_at DESC, id DESC LIMIT ?1"
        );
        let rows = fetch(&self.database, "list uploads", &sql, [i64::from(most).into()]).await?;
        rows.iter().map(shape).collect()
    }

    /// Brings an upload on; refused where it no longer stands so, for somebody else was faster.
    pub async fn bring_upload(
        &self,
        id: UploadId,
        from: &[UploadState],
        to: UploadState,
        account: Option<[u8; 16]>,
    ) -> Result<()> {
        let mut unit = self.database.begin().await?;
        let kind = if to == UploadState::Cancelled { "upload.cancel" } else { "upload.import" };
        let ended = (to == UploadState::Cancelled).then(|| self.clock.now().micros());
        let mut brought = 0;
        for state in from {
            let values = [id_value(id), state.word().into(), to.word().into(), ended.into()];
            let sql = "UPDATE register_upload SET state = ?3, ended_at = ?4
                WHERE id = ?1 AND state = ?2";
            if brought == 0 {
                brought = unit.execute("bring an upload on", sql, values).await?;
            }
        }
        if brought == 0 {
            return Err(Error::refused(
                "该文件已在处理或已结束。请刷新后再看。",
                "The file is being worked on or over already. Look at it again.",
            ));
        }
        let action = step(kind, id, account);
        unit.record(&action, &self.ids, &*self.clock).await?;
        unit.commit().await?;
        Ok(())
    }

    /// What came of looking at an upload or of importing it. Where it was taken back meanwhile that stands, unless it is
    /// in the register by then.
    pub async fn end_upload(
        &self,
        id: UploadId,
        was: UploadState,
        outcome: Result<&ImportReport, Text>,
    ) -> Result<()> {
        let to = match (&outcome, was) {
            (Err(_), _) => UploadState::Failed,
            (Ok(_), UploadState::Importing) => UploadState::Done,
            (Ok(_), _) => UploadState::Checked,
        };
        let (report, failure) = match outcome {
            Ok(report) => (Some(serde_json::to_string(report).unwrap_or_default()), None),
            Err(text) => (None, Some(text)),
        };
        let (zh, en) = failure.map_or((None, None), |text| (Some(text.zh), Some(text.en)));
        let ended = (to != UploadState::Checked).then(|| self.clock.now().micros());
        let values = [
            id_value(id),
            was.word().into(),
            to.word().into(),
            report.into(),
            zh.into(),
            en.into(),
            ended.into(),
        ];
        let sql = "UPDATE register_upload SET state = ?3, report = COALESCE(?4, report),
            failure_zh = ?5, failure_en = ?6, ended_at = ?7
            WHERE id = ?1 AND (state = ?2 OR ?3 = 'done')";
        let mut unit = self.database.begin().await?;
        unit.execute("end an upload", sql, values).await?;
        unit.commit().await?;
        Ok(())
    }

    /// Throws away what an import of this data set, begun since, had read when it was stopped. Where it had come into sight
    /// by then, what it did.
    pub async fn abandon_import(
        &self,
        dataset: &str,
        since: Instant,
    ) -> Result<Option<ImportReport>> {
        session::abandon_of(self, dataset).await?;
        let sql = "SELECT i.report AS report FROM register_import i
            JOIN dataset d ON d.number = i.dataset
            WHERE i.state = 'published' AND d.name = ?1 AND i.begun_at >= ?2
            ORDER BY i.begun_at DESC LIMIT 1";
        let values = [dataset.into(), since.micros().into()];
        let row = one(&self.database, "see what came of an import", sql, values).await?;
        let report = |row: Found| -> Result<ImportReport> {
            Ok(serde_json::from_str(&row.text("report")?).unwrap_or_default())
        };
        row.map(report).transpose()
    }
}

fn step(kind: &'static str, id: UploadId, account: Option<[u8; 16]>) -> Action {
    Action {
        kind,
        account,
        subject: format!("upload:{id}"),
        reason: String::new(),
        detail: "{}".into(),
    }
}

fn shape(row: &Found) -> Result<Upload> {
    let report: Option<String> = row.get("report")?;
    let failure: (Option<String>, Option<String>) =
        (row.get("failure_zh")?, row.get("failure_en")?);
    let account = row.bytes("account_id")?;
    Ok(Upload {
        id: row.id("id")?,
        name: row.text("name")?,
        format: UploadFormat::from_word(&row.text("format")?).unwrap_or(UploadFormat::Csv),
        bytes: u64::try_from(row.get::<i64>("bytes")?).unwrap_or(0),
        options: serde_json::from_str(&row.text("options")?).unwrap_or_default(),
        state: UploadState::from_word(&row.text("state")?).unwrap_or(UploadState::Failed),
        report: report.and_then(|text| serde_json::from_str(&text).ok()),
        failure: failure.0.zip(failure.1).map(|(zh, en)| Text { zh, en }),
        account: account.and_then(|bytes| bytes.try_into().ok()),
        sent_at: Instant::from_micros(row.get("sent_at")?),
        ended_at: row.get::<Option<i64>>("ended_at")?.map(Instant::from_micros),
    })
}
