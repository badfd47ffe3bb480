//! The feed: changes numbered in the order in which they became visible.
//!
//! A number given inside a transaction can become visible after a higher one,
//! and a reader that has passed it never sees it. So changes are written
//! without a number and numbered once their transaction has committed, by one
//! numberer at a time. Where one writer at a time is the rule (SQLite), the
//! end of the transaction itself is that moment, and they are written with it.

use std::sync::atomic::{AtomicU64, Ordering};

use kernel::{Clock, Entity, Ids, Instant};
use sea_orm::{ConnectionTrait as _, DbErr, QueryResult, Value};
use tokio::sync::Mutex;

use crate::{Database, Dialect, Error, Result, UnitOfWork, id_value};

struct FeedMark;

impl Entity for FeedMark {
    const NAME: &'static str = "change";
}

/// A change that others follow. No personal values: `subject` refers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The capability it belongs to: `register`, `blocks`.
    pub topic: &'static str,
    /// What happened: `building.created`.
    pub kind: String,
    /// To what, as `kind:id`.
    pub subject: String,
    /// The state after it, or references, as JSON.
    pub detail: String,
}

/// A numbered change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedEntry {
    /// Its number: grows without gaps, from 1.
    pub sequence: i64,
    /// The capability.
    pub topic: String,
    /// What happened.
    pub kind: String,
    /// To what, as `kind:id`.
    pub subject: String,
    /// The state after it, or references, as JSON.
    pub detail: String,
    /// When it was recorded.
    pub recorded_at: Instant,
}

/// PostgreSQL's advisory lock of the numberer.
const NUMBERER: i64 = 0x6C69_6E6C_6901;

const HEAD: &str = "SELECT COALESCE(MAX(sequence), 0) AS head FROM feed";

const NUMBER: &str = "UPDATE feed SET sequence = numbered.n FROM (
    SELECT id, ROW_NUMBER() OVER (ORDER BY id)
        + (SELECT COALESCE(MAX(sequence), 0) FROM feed) AS n
    FROM feed WHERE sequence IS NULL) AS numbered WHERE feed.id = numbered.id";

/// Who of this process wants the feed numbered. Each has committed before it asks.
#[derive(Debug, Default)]
pub(crate) struct Numbering {
    asked: AtomicU64,
    /// All that had asked by then are numbered.
    done: Mutex<u64>,
}

impl Database {
    /// Numbers what committed transactions published. Runs after each commit;
    /// a start-up runs it once more for what a crash left unnumbered.
    pub async fn number_feed(&self) -> Result<()> {
        let mine = self.lanes.numbering.asked.fetch_add(1, Ordering::SeqCst) + 1;
        let mut done = self.lanes.numbering.done.lock().await;
        // Whoever waited was numbered with the one before, which began after they had committed.
        if *done < mine {
            let asked = self.lanes.numbering.asked.load(Ordering::SeqCst);
            self.number().await?;
            *done = asked;
        }
        Ok(())
    }

    async fn number(&self) -> Result<()> {
        let mut unit = self.begin().await?;
        if unit.dialect() == Dialect::Postgres {
            let lock = "SELECT pg_advisory_xact_lock(?1)";
            unit.execute("wait to number the feed", lock, [NUMBERER.into()]).await?;
        }
        unit.execute("number the feed", NUMBER, []).await?;
        unit.commit_unnumbered().await
    }

    /// The number of the last change; 0 where there is none.
    pub async fn feed_head(&self) -> Result<i64> {
        let doing = "read the feed's head";
        let query = self.statement(HEAD, []);
        let row = self.reader().query_one_raw(query).await.map_err(Error::query(doing))?;
        row.map_or(Ok(0), |row| row.try_get("", "head").map_err(Error::query(doing)))
    }

    /// At most `limit` changes of `topic` after `sequence`, in order.
    pub async fn feed_after(
        &self,
        topic: &str,
        sequence: i64,
        limit: u32,
    ) -> Result<Vec<FeedEntry>> {
        let doing = "read the feed";
        let query = self.statement(
            "SELECT sequence, topic, kind, subject, detail, recorded_at FROM feed
             WHERE topic = ?1 AND sequence > ?2 ORDER BY sequence LIMIT ?3",
            [topic.into(), sequence.into(), i64::from(limit).into()],
        );
        let rows = self.reader().query_all_raw(query).await.map_err(Error::query(doing))?;
        rows.iter().map(entry).collect::<std::result::Result<_, _>>().map_err(Error::query(doing))
    }
}

fn entry(row: &QueryResult) -> std::result::Result<FeedEntry, DbErr> {
    Ok(FeedEntry {
        sequence: row.try_get("", "sequence")?,
        topic: row.try_get("", "topic")?,
        kind: row.try_get("", "kind")?,
        subject: row.try_get("", "subject")?,
        detail: row.try_get("", "detail")?,
        recorded_at: Instant::from_micros(row.try_get("", "recorded_at")?),
    })
}

/// The row of a change, without its number.
pub(crate) fn unnumbered(change: &Change, ids: &Ids, clock: &dyn Clock) -> Vec<Value> {
    vec![
        id_value(ids.next::<FeedMark>()),
        change.topic.into(),
        change.kind.clone().into(),
        change.subject.clone().into(),
        change.detail.clone().into(),
        clock.now().micros().into(),
    ]
}

/// Writes changes in their order, with their numbers where nobody else can give any until this commits.
pub(crate) async fn insert(unit: &mut UnitOfWork, mut changes: Vec<Vec<Value>>) -> Result<()> {
    let mut columns = vec!["id", "topic", "kind", "subject", "detail", "recorded_at"];
    if unit.dialect() == Dialect::Sqlite {
        let found = crate::row(&*unit, "read the feed's head", HEAD, []).await?;
        let head: i64 = found.map_or(Ok(0), |found| crate::get(&found, "head"))?;
        columns.push("sequence");
        for (number, change) in (head + 1..).zip(&mut changes) {
            change.push(number.into());
        }
    }
    unit.insert_rows("feed", &columns, changes, "").await.map(|_| ())
}
