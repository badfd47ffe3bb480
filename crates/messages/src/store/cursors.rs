//! How far each topic of the feed was followed.

use database::{Database, UnitOfWork};
use kernel::Instant;

use super::{get, rows};
use crate::Result;

/// The last change that was told; none where the topic was never followed.
pub(crate) async fn of(database: &Database, topic: &str) -> Result<Option<i64>> {
    let sql = "SELECT sequence FROM message_cursor WHERE topic = ?1";
    let found = rows(database, "read how far the feed was told", sql, [topic.into()]).await?;
    Ok(found.first().map(|row| get(row, "sequence")).transpose()?)
}

/// The last change of a topic before `since`; 0 where there is none.
pub(crate) async fn before(database: &Database, topic: &str, since: Instant) -> Result<i64> {
    let sql = "SELECT COALESCE(MAX(sequence), 0) AS sequence FROM feed
        WHERE topic = ?1 AND recorded_at < ?2";
    let values = [topic.into(), since.micros().into()];
    let found = rows(database, "find where to begin", sql, values).await?;
    Ok(found.first().map_or(Ok(0), |row| get(row, "sequence"))?)
}

/// Moves a cursor on from where it was read; false where somebody else moved it.
pub(crate) async fn advance(
    unit: &mut UnitOfWork,
    topic: &str,
    from: Option<i64>,
    to: i64,
) -> Result<bool> {
    let doing = "remember how far the feed was told";
    let moved = if let Some(from) = from {
        let sql = "UPDATE message_cursor SET sequence = ?3 WHERE topic = ?1 AND sequence = ?2";
        unit.execute(doing, sql, [topic.into(), from.into(), to.into()]).await?
    } else {
        let sql = "INSERT INTO message_cursor (topic, sequence) VALUES (?1, ?2)
            ON CONFLICT (topic) DO NOTHING";
        unit.execute(doing, sql, [topic.into(), to.into()]).await?
    };
    Ok(moved == 1)
}
