//! The outbox: each channel of a message, until it is sent or given up.

use database::{Database, Dialect, UnitOfWork, id_from, id_value};
use kernel::Instant;
use sea_orm::{QueryResult, Value};

use super::{get, messages, rows};
use crate::{Channel, Error, Message, MessageId, Result};

/// A delivery that is to be tried now.
#[derive(Clone, Debug)]
pub(crate) struct Claimed {
    pub(crate) message: Message,
    pub(crate) channel: Channel,
    /// Tries, this one counted.
    pub(crate) tries: u32,
}

/// Puts a message into the outbox of a channel.
pub(crate) async fn queue(
    unit: &mut UnitOfWork,
    message: MessageId,
    channel: Channel,
    due_at: Instant,
) -> Result<()> {
    let columns = ["message_id", "channel", "state", "tries", "due_at", "leased_until", "problem"];
    let values: Vec<Value> = vec![
        id_value(message),
        channel.name().into(),
        "queued".into(),
        0_i64.into(),
        due_at.micros().into(),
        0_i64.into(),
        "".into(),
    ];
    unit.insert_rows("message_delivery", &columns, vec![values], "").await?;
    Ok(())
}

/// Takes what is due, until `until`: nobody else tries it meanwhile, and what a crash leaves is taken again.
pub(crate) async fn claim(
    unit: &mut UnitOfWork,
    now: Instant,
    until: Instant,
    limit: u32,
) -> Result<Vec<Claimed>> {
    let lock = match unit.dialect() {
        Dialect::Sqlite => "",
        Dialect::Postgres => " FOR UPDATE OF d SKIP LOCKED",
    };
    let sql = format!(
        "SELECT d.channel AS channel, d.tries AS tries, {}
         FROM message_delivery d JOIN message m ON m.id = d.message_id
         WHERE d.state = 'queued' AND d.due_at <= ?1 AND d.leased_until <= ?1
         ORDER BY d.due_at, d.message_id, d.channel LIMIT ?2{lock}",
        messages::columns()
    );
    let values = [now.micros().into(), i64::from(limit).into()];
    let found = rows(&*unit, "look for what is to be sent", &sql, values).await?;
    let found: Vec<Claimed> = found.iter().map(claimed).collect::<Result<_>>()?;
    for one in &found {
        let sql = "UPDATE message_delivery SET leased_until = ?3, tries = ?4
            WHERE message_id = ?1 AND channel = ?2";
        let values = [
            id_value(one.message.id),
            one.channel.name().into(),
            until.micros().into(),
            i64::from(one.tries).into(),
        ];
        unit.execute("take what is to be sent", sql, values).await?;
    }
    Ok(found)
}

fn claimed(row: &QueryResult) -> Result<Claimed> {
    let tries: i64 = get(row, "tries")?;
    Ok(Claimed {
        message: messages::message(row)?,
        channel: channel(row)?,
        tries: u32::try_from(tries).unwrap_or(u32::MAX).saturating_add(1),
    })
}

fn channel(row: &QueryResult) -> Result<Channel> {
    let name: String = get(row, "channel")?;
    Channel::from_name(&name)
        .ok_or(Error::Stored { what: "message_delivery.channel", problem: name })
}

/// What becomes of a try.
pub(crate) enum Settled<'a> {
    /// It arrived.
    Sent,
    /// It is tried again.
    Again(Instant, &'a str),
    /// It is given up.
    Dead(&'a str),
}

/// Writes down what became of a try; nothing where somebody else settled it since.
pub(crate) async fn settle(
    unit: &mut UnitOfWork,
    (message, channel): (MessageId, Channel),
    tries: u32,
    settled: &Settled<'_>,
    now: Instant,
) -> Result<()> {
    let (state, due, at, problem) = match settled {
        Settled::Sent => ("sent", None, Some(now), ""),
        Settled::Again(due, problem) => ("queued", Some(*due), None, *problem),
        Settled::Dead(problem) => ("dead", None, Some(now), *problem),
    };
    let sql = "UPDATE message_delivery SET state = ?4, due_at = COALESCE(?5, due_at),
        settled_at = ?6, problem = ?7, leased_until = 0
        WHERE message_id = ?1 AND channel = ?2 AND state = 'queued' AND tries = ?3";
    let values = [
        id_value(message),
        channel.name().into(),
        i64::from(tries).into(),
        state.into(),
        due.map(Instant::micros).into(),
        at.map(Instant::micros).into(),
        problem.into(),
    ];
    unit.execute("write down what was sent", sql, values).await?;
    Ok(())
}

/// Takes a delivery out of the outbox: nobody wants it any more.
pub(crate) async fn drop_one(
    unit: &mut UnitOfWork,
    message: MessageId,
    channel: Channel,
) -> Result<()> {
    let sql =
        "DELETE FROM message_delivery WHERE message_id = ?1 AND channel = ?2 AND state = 'queued'";
    unit.execute("drop a delivery", sql, [id_value(message), channel.name().into()]).await?;
    Ok(())
}

/// Puts a dead letter back into the outbox; false where there is none.
pub(crate) async fn revive(
    unit: &mut UnitOfWork,
    message: MessageId,
    channel: Channel,
    now: Instant,
) -> Result<bool> {
    let sql =
        "UPDATE message_delivery SET state = 'queued', tries = 0, due_at = ?3, settled_at = NULL
        WHERE message_id = ?1 AND channel = ?2 AND state = 'dead'";
    let values = [id_value(message), channel.name().into(), now.micros().into()];
    Ok(unit.execute("send a dead letter again", sql, values).await? == 1)
}

/// A dead letter as the store has it.
pub(crate) struct Dead {
    pub(crate) message: Message,
    pub(crate) channel: Channel,
    pub(crate) tries: u32,
    pub(crate) given_up_at: Instant,
    pub(crate) problem: String,
}

/// The latest dead letters.
pub(crate) async fn dead(database: &Database, limit: u32) -> Result<Vec<Dead>> {
    let sql = format!(
        "SELECT d.channel AS channel, d.tries AS tries, d.settled_at AS settled_at, d.problem AS problem, {}
         FROM message_delivery d JOIN message m ON m.id = d.message_id
         WHERE d.state = 'dead' ORDER BY d.settled_at DESC, d.message_id LIMIT ?1",
        messages::columns()
    );
    let found = rows(database, "list dead letters", &sql, [i64::from(limit).into()]).await?;
    let one = |row: &QueryResult| {
        Ok(Dead {
            message: messages::message(row)?,
            channel: channel(row)?,
            tries: u32::try_from(get::<i64>(row, "tries")?).unwrap_or(u32::MAX),
            given_up_at: Instant::from_micros(get::<Option<i64>>(row, "settled_at")?.unwrap_or(0)),
            problem: get(row, "problem")?,
        })
    };
    found.iter().map(one).collect()
}

/// Where a message stands on each channel: for the reader, and for tests.
pub(crate) async fn states(
    database: &Database,
    message: MessageId,
) -> Result<Vec<(Channel, String, u32)>> {
    let sql =
        "SELECT channel, state, tries FROM message_delivery WHERE message_id = ?1 ORDER BY channel";
    let found = rows(database, "read how a message was sent", sql, [id_value(message)]).await?;
    let one = |row: &QueryResult| {
        let tries = u32::try_from(get::<i64>(row, "tries")?).unwrap_or(u32::MAX);
        Ok((channel(row)?, get(row, "state")?, tries))
    };
    found.iter().map(one).collect()
}

/// The account whose message it is.
pub(crate) async fn reader_of(
    database: &Database,
    message: MessageId,
) -> Result<Option<kernel::Id<access::Account>>> {
    let sql = "SELECT account_id FROM message WHERE id = ?1";
    let found = rows(database, "read whose a message is", sql, [id_value(message)]).await?;
    let one = |row: &QueryResult| -> Result<_> {
        Ok(id_from("message.account_id", &get::<Vec<u8>>(row, "account_id")?)?)
    };
    found.first().map(one).transpose()
}
