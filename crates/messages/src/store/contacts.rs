//! Addresses that accounts gave to be reached at, sealed.

use access::Account;
use database::{Database, UnitOfWork, id_value};
use kernel::{Id, Instant};
use sea_orm::{QueryResult, Value};

use super::{get, rows};
use crate::{Channel, Error, Result};

/// What the addresses are sealed for.
pub(crate) const PLACE: &str = "message_contact.sealed";

/// An address as it is kept.
#[derive(Clone, Debug)]
pub(crate) struct Kept {
    pub(crate) channel: Channel,
    pub(crate) sealed: Vec<u8>,
    pub(crate) code_hash: Option<Vec<u8>>,
    pub(crate) code_until: Instant,
    pub(crate) guesses: u32,
    pub(crate) confirmed_at: Option<Instant>,
}

const OF: &str = "SELECT channel, sealed, code_hash, code_until, guesses, confirmed_at
    FROM message_contact WHERE account_id = ?1 ORDER BY channel";

/// The addresses of an account.
pub(crate) async fn of(database: &Database, account: Id<Account>) -> Result<Vec<Kept>> {
    let found = rows(database, "read addresses", OF, [id_value(account)]).await?;
    found.iter().map(kept).collect()
}

/// The addresses of an account within a unit of work.
pub(crate) async fn of_within(unit: &UnitOfWork, account: Id<Account>) -> Result<Vec<Kept>> {
    let found = rows(unit, "read addresses", OF, [id_value(account)]).await?;
    found.iter().map(kept).collect()
}

fn kept(row: &QueryResult) -> Result<Kept> {
    let name: String = get(row, "channel")?;
    Ok(Kept {
        channel: Channel::from_name(&name)
            .ok_or(Error::Stored { what: "message_contact.channel", problem: name })?,
        sealed: get(row, "sealed")?,
        code_hash: get(row, "code_hash")?,
        code_until: Instant::from_micros(get(row, "code_until")?),
        guesses: u32::try_from(get::<i64>(row, "guesses")?).unwrap_or(u32::MAX),
        confirmed_at: get::<Option<i64>>(row, "confirmed_at")?.map(Instant::from_micros),
    })
}

/// Keeps an address that waits for its code.
pub(crate) async fn set(
    unit: &mut UnitOfWork,
    account: Id<Account>,
    channel: Channel,
    sealed: Vec<u8>,
    code_hash: [u8; 32],
    code_until: Instant,
) -> Result<()> {
    let columns = ["channel", "account_id", "sealed", "code_hash", "code_until", "guesses"];
    let values: Vec<Value> = vec![
        channel.name().into(),
        id_value(account),
        sealed.into(),
        code_hash.to_vec().into(),
        code_until.micros().into(),
        0_i64.into(),
    ];
    let suffix = "ON CONFLICT (channel, account_id) DO UPDATE SET sealed = excluded.sealed,
        code_hash = excluded.code_hash, code_until = excluded.code_until, guesses = 0,
        confirmed_at = NULL";
    unit.insert_rows("message_contact", &columns, vec![values], suffix).await?;
    Ok(())
}

/// Remembers that an address is its holder's; false where it is not the one that the code was for.
pub(crate) async fn confirm(
    unit: &mut UnitOfWork,
    account: Id<Account>,
    channel: Channel,
    code_hash: Vec<u8>,
    now: Instant,
) -> Result<bool> {
    let sql = "UPDATE message_contact SET confirmed_at = ?4, code_hash = NULL
        WHERE account_id = ?1 AND channel = ?2 AND code_hash = ?3";
    let values = [id_value(account), channel.name().into(), code_hash.into(), now.micros().into()];
    Ok(unit.execute("confirm an address", sql, values).await? == 1)
}

/// Counts a wrong guess.
pub(crate) async fn guessed(
    unit: &mut UnitOfWork,
    account: Id<Account>,
    channel: Channel,
) -> Result<()> {
    let sql =
        "UPDATE message_contact SET guesses = guesses + 1 WHERE account_id = ?1 AND channel = ?2";
    unit.execute("count a guess", sql, [id_value(account), channel.name().into()]).await?;
    Ok(())
}

/// Forgets an address.
pub(crate) async fn delete(
    unit: &mut UnitOfWork,
    account: Id<Account>,
    channel: Channel,
) -> Result<bool> {
    let sql = "DELETE FROM message_contact WHERE account_id = ?1 AND channel = ?2";
    let values = [id_value(account), channel.name().into()];
    Ok(unit.execute("forget an address", sql, values).await? > 0)
}
