//! Broadcasts, and how many saw each.

use access::Account;
use database::{Database, UnitOfWork, Where, id_from, id_value};
use kernel::{AreaPath, Id, Instant, Text};
use sea_orm::{QueryResult, Value};

use super::{count, get, rows};
use crate::{
    Error, Result,
    broadcast::{Broadcast, BroadcastId, BroadcastKind, NewBroadcast},
};

const COLUMNS: &str = "b.id AS id, b.account_id AS account_id, b.area AS area, b.kind AS kind, \
     b.words_zh AS words_zh, b.words_en AS words_en, b.made_at AS made_at, b.reached AS reached, \
     b.recalled_at AS recalled_at, \
     (SELECT COUNT(*) FROM message m WHERE m.subject = b.subject AND m.seen_at IS NOT NULL) AS seen";

/// Writes a broadcast; false where its id is taken.
pub(crate) async fn insert(
    unit: &mut UnitOfWork,
    new: &NewBroadcast,
    subject: &str,
    reached: u64,
    now: Instant,
) -> Result<bool> {
    let columns = [
        "id",
        "account_id",
        "area",
        "kind",
        "subject",
        "words_zh",
        "words_en",
        "reached",
        "made_at",
    ];
    let values: Vec<Value> = vec![
        id_value(new.id),
        id_value(new.by),
        new.area.as_str().into(),
        new.kind.name().into(),
        subject.into(),
        new.words.zh.clone().into(),
        new.words.en.clone().into(),
        i64::try_from(reached).unwrap_or(i64::MAX).into(),
        now.micros().into(),
    ];
    let once = "ON CONFLICT (id) DO NOTHING";
    Ok(unit.insert_rows("message_broadcast", &columns, vec![values], once).await? == 1)
}

pub(crate) async fn find(database: &Database, id: BroadcastId) -> Result<Option<Broadcast>> {
    let sql = format!("SELECT {COLUMNS} FROM message_broadcast b WHERE b.id = ?1");
    let found = rows(database, "read a broadcast", &sql, [id_value(id)]).await?;
    found.first().map(broadcast).transpose()
}

/// The latest within an area, the last first.
pub(crate) async fn within(
    database: &Database,
    area: &AreaPath,
    limit: u32,
) -> Result<Vec<Broadcast>> {
    let mut wanted = Where::default();
    wanted.within("b.area", area);
    let limit = wanted.push(i64::from(limit));
    let sql = format!(
        "SELECT {COLUMNS} FROM message_broadcast b WHERE {} ORDER BY b.made_at DESC, b.id DESC LIMIT ?{limit}",
        wanted.text()
    );
    rows(database, "list broadcasts", &sql, wanted.values).await?.iter().map(broadcast).collect()
}

/// Deletes its messages that nobody saw, with their deliveries. How many.
pub(crate) async fn recall(
    unit: &mut UnitOfWork,
    id: BroadcastId,
    subject: &str,
    now: Instant,
) -> Result<u64> {
    let sql = "DELETE FROM message WHERE subject = ?1 AND seen_at IS NULL";
    let gone = unit.execute("take a broadcast back", sql, [subject.into()]).await?;
    let sql = "UPDATE message_broadcast SET recalled_at = ?2 WHERE id = ?1";
    unit.execute("remember a recall", sql, [id_value(id), now.micros().into()]).await?;
    Ok(gone)
}

/// Forgets broadcasts made before `then`, of which every message is gone.
pub(crate) async fn delete_old(unit: &mut UnitOfWork, then: Instant) -> Result<u64> {
    let sql = "DELETE FROM message_broadcast WHERE made_at < ?1
        AND NOT EXISTS (SELECT 1 FROM message m WHERE m.subject = message_broadcast.subject)";
    Ok(unit.execute("forget old broadcasts", sql, [then.micros().into()]).await?)
}

fn broadcast(row: &QueryResult) -> Result<Broadcast> {
    let id = |column| get::<Vec<u8>>(row, column);
    let area: String = get(row, "area")?;
    let kind: String = get(row, "kind")?;
    let by: Id<Account> = id_from("message_broadcast.account_id", &id("account_id")?)?;
    Ok(Broadcast {
        id: id_from("message_broadcast.id", &id("id")?)?,
        by,
        area: area
            .parse()
            .map_err(|_| Error::Stored { what: "message_broadcast.area", problem: area })?,
        kind: BroadcastKind::from_name(&kind)
            .ok_or(Error::Stored { what: "message_broadcast.kind", problem: kind })?,
        words: Text::new(get::<String>(row, "words_zh")?, get::<String>(row, "words_en")?),
        made_at: Instant::from_micros(get(row, "made_at")?),
        reached: count(row, "reached")?,
        seen: count(row, "seen")?,
        recalled_at: get::<Option<i64>>(row, "recalled_at")?.map(Instant::from_micros),
    })
}
