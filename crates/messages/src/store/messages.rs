//! Messages of accounts.

use access::Account;
use database::{Database, UnitOfWork, id_from, id_value};
use kernel::{Id, Instant, Text};
use sea_orm::{QueryResult, Value};

use super::{count, get, rows};
use crate::{Message, MessageId, Result};

const COLUMNS: &str = "m.id, m.account_id, m.kind, m.subject, m.link, m.urgent, m.title_zh, m.title_en, \
     m.text_zh, m.text_en, m.made_at, m.seen_at";

/// Writes a message; false where its cause was told already.
pub(crate) async fn insert(unit: &mut UnitOfWork, message: &Message, cause: &str) -> Result<bool> {
    let columns = [
        "id",
        "cause",
        "account_id",
        "kind",
        "subject",
        "link",
        "urgent",
        "title_zh",
        "title_en",
        "text_zh",
        "text_en",
        "made_at",
    ];
    let values: Vec<Value> = vec![
        id_value(message.id),
        cause.into(),
        id_value(message.to),
        message.kind.clone().into(),
        message.subject.clone().into(),
        message.link.clone().into(),
        message.urgent.into(),
        message.title.zh.clone().into(),
        message.title.en.clone().into(),
        message.text.zh.clone().into(),
        message.text.en.clone().into(),
        message.made_at.micros().into(),
    ];
    let once = "ON CONFLICT (cause) DO NOTHING";
    Ok(unit.insert_rows("message", &columns, vec![values], once).await? == 1)
}

/// A page of an account's messages, the latest first, those before `before`.
pub(crate) async fn page(
    database: &Database,
    of: Id<Account>,
    unseen: bool,
    before: Option<MessageId>,
    limit: u32,
) -> Result<Vec<Message>> {
    let mut values = vec![id_value(of), i64::from(limit).into()];
    let mut wanted = String::from("m.account_id = ?1");
    if let Some(before) = before {
        wanted += " AND m.id < ?3";
        values.push(id_value(before));
    }
    if unseen {
        wanted += " AND m.seen_at IS NULL";
    }
    let sql = format!("SELECT {COLUMNS} FROM message m WHERE {wanted} ORDER BY m.id DESC LIMIT ?2");
    rows(database, "list messages", &sql, values).await?.iter().map(message).collect()
}

/// How many messages an account has not seen.
pub(crate) async fn unseen(database: &Database, of: Id<Account>) -> Result<u64> {
    let sql = "SELECT COUNT(*) AS n FROM message WHERE account_id = ?1 AND seen_at IS NULL";
    let found = rows(database, "count messages", sql, [id_value(of)]).await?;
    Ok(found.first().map_or(Ok(0), |row| count(row, "n"))?)
}

/// Remembers that an account saw one message, or all up to one. How many were new to it.
pub(crate) async fn see(
    unit: &mut UnitOfWork,
    of: Id<Account>,
    which: MessageId,
    and_before: bool,
    now: Instant,
) -> Result<u64> {
    let sign = if and_before { "<=" } else { "=" };
    let sql = format!(
        "UPDATE message SET seen_at = ?3 WHERE account_id = ?1 AND id {sign} ?2 AND seen_at IS NULL"
    );
    let values = [id_value(of), id_value(which), now.micros().into()];
    Ok(unit.execute("remember what was seen", &sql, values).await?)
}

/// Forgets messages made before `then`, with their deliveries, except those still on their way.
pub(crate) async fn delete_old(unit: &mut UnitOfWork, then: Instant, limit: u32) -> Result<u64> {
    let sql = "DELETE FROM message WHERE id IN (SELECT m.id FROM message m WHERE m.made_at < ?1
        AND NOT EXISTS (SELECT 1 FROM message_delivery d WHERE d.message_id = m.id AND d.state = 'queued')
        ORDER BY m.made_at LIMIT ?2)";
    let values = [then.micros().into(), i64::from(limit).into()];
    Ok(unit.execute("forget old messages", sql, values).await?)
}

/// The message in a row that holds [`COLUMNS`].
pub(crate) fn message(row: &QueryResult) -> Result<Message> {
    let id = |column| get::<Vec<u8>>(row, column);
    Ok(Message {
        id: id_from("message.id", &id("id")?)?,
        to: id_from("message.account_id", &id("account_id")?)?,
        kind: get(row, "kind")?,
        subject: get(row, "subject")?,
        link: get(row, "link")?,
        urgent: get(row, "urgent")?,
        title: Text::new(get::<String>(row, "title_zh")?, get::<String>(row, "title_en")?),
        text: Text::new(get::<String>(row, "text_zh")?, get::<String>(row, "text_en")?),
        made_at: Instant::from_micros(get(row, "made_at")?),
        seen_at: get::<Option<i64>>(row, "seen_at")?.map(Instant::from_micros),
    })
}

/// The columns of a message, for a query that joins it as `m`.
pub(crate) const fn columns() -> &'static str {
    COLUMNS
}
