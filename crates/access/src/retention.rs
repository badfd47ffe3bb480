//! How long each kind of row is kept, as data (`catalogues/retention.toml`), and deleting what is past it.
//!
//! A capability lists the tables that are emptied by a condition ([`Kept`]); what takes more than a row (files, words, whole
//! segments of the log) it deletes itself, and [`Access::counted`] writes down how much. A batch is one transaction with its
//! count in it: stopped anywhere, a run goes on where it was, and nothing is counted twice.

use std::sync::LazyLock;

use kernel::{AreaPath, Day, Entity, Id, Instant, Text};
use serde::Deserialize;

use crate::{Access, Action, Error, Principal, Resource, store::retention as store};

/// Marks the ids of runs of the job.
#[derive(Clone, Copy, Debug)]
pub struct RetentionMark;
impl Entity for RetentionMark {
    const NAME: &'static str = "retention_run";
}

/// A kind of row, and how long it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeptKind {
    /// Its name.
    pub id: String,
    /// The tables it lies in.
    pub tables: Vec<String>,
    /// What it is called.
    pub title: Text,
    /// Days that it is kept, where the page itself says.
    #[serde(default)]
    pub days: Option<u32>,
    /// The setting that says it instead, such as `reads.kept_days`.
    #[serde(default)]
    pub setting: Option<String>,
    /// From when on the days are counted; or, where there are none, until when it is kept.
    pub since: Text,
    /// Why so long.
    pub reason: Text,
}

/// Tables in which nobody is.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Nobodys {
    /// The tables.
    pub tables: Vec<String>,
    /// What they hold.
    pub reason: Text,
}

/// The page of periods.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RetentionPolicy {
    /// Kinds of rows that people are in, or that tell what somebody did.
    pub kind: Vec<KeptKind>,
    /// Tables in which nobody is.
    pub nobody: Vec<Nobodys>,
}

static POLICY: LazyLock<RetentionPolicy> = LazyLock::new(|| {
    // The file is part of the program; the test below reads it.
    toml::from_str(include_str!("../../../catalogues/retention.toml")).unwrap_or_default()
});

impl RetentionPolicy {
    /// The page that this program carries.
    #[must_use]
    pub fn get() -> &'static Self {
        &POLICY
    }
}

/// Rows that are deleted by a condition on their table. Each capability lists its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The kind, of the page.
    pub kind: &'static str,
    /// The table.
    pub table: &'static str,
    /// Its primary key, one column.
    pub key: &'static str,
    /// When a row is past its period; `?1` is the moment before which.
    pub past: &'static str,
}

/// What of this capability is deleted by a condition.
pub const KEPT: &[Kept] = &[
    Kept { kind: "sessions", table: "access_session", key: "id", past: "expires_at < ?1" },
    Kept { kind: "sessions", table: "access_sign_on", key: "id", past: "expires_at < ?1" },
    Kept { kind: "sessions", table: "access_passkey_ticket", key: "id", past: "expires_at < ?1" },
    Kept { kind: "sessions", table: "access_partner_nonce", key: "id", past: "expires_at < ?1" },
    Kept {
        kind: "partner_exchanges",
        table: "access_partner_exchange",
        key: "id",
        past: "at < ?1",
    },
    Kept { kind: "invitations", table: "access_invitation", key: "id", past: "expires_at < ?1" },
    Kept { kind: "recoveries", table: "access_recovery", key: "id", past: "expires_at < ?1" },
    Kept { kind: "dwellings", table: "access_dwelling", key: "id", past: "over_at < ?1" },
    Kept { kind: "proxies", table: "access_proxy", key: "id", past: "over_at < ?1" },
    Kept {
        kind: "emergencies",
        table: "access_emergency",
        key: "id",
        past: "ends_at < ?1 AND reviewed_at IS NOT NULL",
    },
    Kept { kind: "delays", table: "access_delay", key: "id", past: "until_at < ?1" },
    Kept { kind: "questions", table: "access_question", key: "id", past: "read_at < ?1" },
    Kept {
        kind: "retention",
        table: "access_retention_run",
        key: "id",
        past: "started_at < ?1 AND finished_at IS NOT NULL",
    },
];

/// A run of the job: counts by kind, nothing of anybody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetentionRun {
    /// When it began.
    pub started_at: Instant,
    /// When it was done; nothing while it is under way, or where it was broken off.
    pub finished_at: Option<Instant>,
    /// Rows, cases or files that went, by kind.
    pub gone: Vec<(String, u64)>,
}

/// Rows of one transaction: some milliseconds of the one writer.
const BATCH: u32 = 1_000;

impl Access {
    /// Begins a run; of a day the first, or the one of that day that was broken off. Nothing where that day's is done.
    pub async fn begin_retention(
        &self,
        day: Option<Day>,
    ) -> Result<Option<Id<RetentionMark>>, Error> {
        let mut unit = self.database.begin().await?;
        let begun = store::begin(&mut unit, self.ids.next(), day, self.now()).await?;
        unit.commit().await?;
        Ok(begun)
    }

    /// Deletes the rows of `kept` that are past it at `before`, batch by batch. How many.
    pub async fn retain(
        &self,
        run: Id<RetentionMark>,
        kept: &Kept,
        before: Instant,
    ) -> Result<u64, Error> {
        let mut gone = 0;
        loop {
            let mut unit = self.database.begin().await?;
            let some = store::delete(&mut unit, kept, before, BATCH).await?;
            if some == 0 {
                return Ok(gone);
            }
            store::count(&mut unit, run, kept.kind, some).await?;
            unit.commit().await?;
            gone += some;
        }
    }

    /// How many rows of `kept` are past it at `before`.
    pub async fn past(&self, kept: &Kept, before: Instant) -> Result<u64, Error> {
        store::past(&self.database, kept, before).await
    }

    /// Writes down how much a capability deleted itself.
    pub async fn counted(
        &self,
        run: Id<RetentionMark>,
        kind: &str,
        gone: u64,
    ) -> Result<(), Error> {
        if gone == 0 {
            return Ok(());
        }
        let mut unit = self.database.begin().await?;
        store::count(&mut unit, run, kind, gone).await?;
        Ok(unit.commit().await?)
    }

    /// Ends a run: one recorded action.
    pub async fn finish_retention(&self, run: Id<RetentionMark>) -> Result<RetentionRun, Error> {
        let mut unit = self.database.begin().await?;
        store::finish(&mut unit, run, self.now()).await?;
        let subject = format!("retention:{run}");
        self.record_of(&mut unit, "retention.run", crate::Keeper::Operator, subject).await?;
        unit.commit().await?;
        let found = store::runs(&self.database, Some(run), 1).await?.pop();
        found.ok_or(Error::Stored { what: "run of the job", problem: "it is gone".to_owned() })
    }

    /// The latest runs, for whoever may see them.
    pub async fn retention_runs(
        &self,
        principal: &Principal,
        limit: u32,
    ) -> Result<Vec<RetentionRun>, Error> {
        let whole = Resource::within(AreaPath::whole());
        self.authorize(principal, Action::RetentionView, &whole)?;
        store::runs(&self.database, None, limit).await
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_page_names_a_period_and_a_reason_for_every_kind_in_both_languages() {
        let policy: RetentionPolicy =
            toml::from_str(include_str!("../../../catalogues/retention.toml")).unwrap();
        let ids: BTreeSet<&str> = policy.kind.iter().map(|kind| kind.id.as_str()).collect();
        assert_eq!(ids.len(), policy.kind.len(), "a kind stands once");
        for kind in &policy.kind {
            assert!(kind.days.is_none() || kind.setting.is_none(), "{}: one of both", kind.id);
            for text in [&kind.title, &kind.since, &kind.reason] {
                assert!(!text.zh.is_empty() && !text.en.is_empty(), "{}", kind.id);
            }
        }
        for kept in KEPT {
            let kind = policy.kind.iter().find(|kind| kind.id == kept.kind).unwrap();
            assert!(kind.days.is_some(), "{} is deleted by its days", kept.kind);
            assert!(kind.tables.iter().any(|table| table == kept.table), "{}", kept.table);
        }
    }
}
