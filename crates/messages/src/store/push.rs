//! Browsers of accounts that are told by push, and which of them were told of which message.

use access::Account;
use database::{Database, Dialect, UnitOfWork, Via, id_value};
use kernel::{Id, Instant};
use sea_orm::{QueryResult, Value};

use super::{count, get, rows};
use crate::{MessageId, PushDevice, PushDeviceId, Result};

/// What the endpoints are sealed for.
pub(crate) const PLACE: &str = "message_push.endpoint";

const COLUMNS: &str = "p.id, p.device, p.shows_title, p.made_at, p.told_at";

/// What an endpoint is found by: it is long and drawn by chance, so that its hash tells nothing.
pub(crate) type EndpointHash = [u8; 32];

fn device(row: &QueryResult) -> Result<PushDevice> {
    Ok(PushDevice {
        id: database::id(row, "id")?,
        device: get(row, "device")?,
        shows_title: get(row, "shows_title")?,
        made_at: Instant::from_micros(get(row, "made_at")?),
        told_at: get::<Option<i64>>(row, "told_at")?.map(Instant::from_micros),
    })
}

/// The devices of an account, the first one first.
pub(crate) async fn of(database: &Database, account: Id<Account>) -> Result<Vec<PushDevice>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM message_push p WHERE p.account_id = ?1 ORDER BY p.made_at, p.id"
    );
    let found = rows(database, "list devices", &sql, [id_value(account)]).await?;
    found.iter().map(device).collect()
}

/// The device of an account that has an endpoint.
pub(crate) async fn by_endpoint<'a>(
    via: impl Into<Via<'a>>,
    account: Id<Account>,
    hash: EndpointHash,
) -> Result<Option<PushDevice>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM message_push p WHERE p.account_id = ?1 AND p.endpoint_hash = ?2"
    );
    let values = [id_value(account), hash.to_vec().into()];
    let found = rows(via, "look for a device", &sql, values).await?;
    found.first().map(device).transpose()
}

/// Whether an account has a device to push to.
pub(crate) async fn stands_within(unit: &UnitOfWork, account: Id<Account>) -> Result<bool> {
    Ok(count_within(unit, account).await? > 0)
}

/// How many devices an account has.
pub(crate) async fn count_within(unit: &UnitOfWork, account: Id<Account>) -> Result<u64> {
    let sql = "SELECT COUNT(*) AS n FROM message_push WHERE account_id = ?1";
    let found = rows(unit, "count devices", sql, [id_value(account)]).await?;
    Ok(found.first().map_or(Ok(0), |row| count(row, "n"))?)
}

/// Keeps a device of an account.
pub(crate) async fn insert(
    unit: &mut UnitOfWork,
    account: Id<Account>,
    device: &PushDevice,
    (endpoint, hash): (Vec<u8>, EndpointHash),
) -> Result<()> {
    let columns =
        ["id", "account_id", "endpoint_hash", "endpoint", "device", "shows_title", "made_at"];
    let values: Vec<Value> = vec![
        id_value(device.id),
        id_value(account),
        hash.to_vec().into(),
        endpoint.into(),
        device.device.clone().into(),
        device.shows_title.into(),
        device.made_at.micros().into(),
    ];
    unit.insert_rows("message_push", &columns, vec![values], "").await?;
    Ok(())
}

/// Takes an endpoint from whoever else had it: one browser is told for one account.
pub(crate) async fn release(unit: &mut UnitOfWork, hash: EndpointHash) -> Result<()> {
    let sql = "DELETE FROM message_push WHERE endpoint_hash = ?1";
    unit.execute("release an endpoint", sql, [hash.to_vec().into()]).await?;
    Ok(())
}

/// Changes whether a device may show titles while it is locked; false where there is no such device.
pub(crate) async fn show_title(
    unit: &mut UnitOfWork,
    account: Id<Account>,
    device: PushDeviceId,
    shows_title: bool,
) -> Result<bool> {
    let sql = "UPDATE message_push SET shows_title = ?3 WHERE account_id = ?1 AND id = ?2";
    let values = [id_value(account), id_value(device), shows_title.into()];
    Ok(unit.execute("change a device", sql, values).await? > 0)
}

/// Takes a device away.
pub(crate) async fn delete(
    unit: &mut UnitOfWork,
    account: Id<Account>,
    device: PushDeviceId,
) -> Result<bool> {
    let sql = "DELETE FROM message_push WHERE account_id = ?1 AND id = ?2";
    let values = [id_value(account), id_value(device)];
    Ok(unit.execute("take a device away", sql, values).await? > 0)
}

/// Devices of an account that were not told of a message yet, with their sealed endpoints.
pub(crate) async fn waiting(
    database: &Database,
    account: Id<Account>,
    message: MessageId,
) -> Result<Vec<(PushDeviceId, Vec<u8>)>> {
    let sql =
        "SELECT p.id AS id, p.endpoint AS endpoint FROM message_push p WHERE p.account_id = ?1
        AND NOT EXISTS (SELECT 1 FROM message_pushed d WHERE d.message_id = ?2 AND d.push_id = p.id)
        ORDER BY p.made_at, p.id";
    let values = [id_value(account), id_value(message)];
    let found = rows(database, "look for devices to tell", sql, values).await?;
    found.iter().map(|row| Ok((database::id(row, "id")?, get(row, "endpoint")?))).collect()
}

/// How many devices were told of a message.
pub(crate) async fn told(database: &Database, message: MessageId) -> Result<u64> {
    let sql = "SELECT COUNT(*) AS n FROM message_pushed WHERE message_id = ?1";
    let found = rows(database, "count devices that were told", sql, [id_value(message)]).await?;
    Ok(found.first().map_or(Ok(0), |row| count(row, "n"))?)
}

/// Remembers that a device was told of a message, where that was not taken back meanwhile.
pub(crate) async fn tell(
    unit: &mut UnitOfWork,
    message: MessageId,
    device: PushDeviceId,
    now: Instant,
) -> Result<()> {
    // Whoever takes it back now is waited for.
    let lock = match unit.dialect() {
        Dialect::Sqlite => "",
        Dialect::Postgres => " FOR KEY SHARE",
    };
    let sql = format!(
        "INSERT INTO message_pushed (message_id, push_id)
        SELECT m.id, ?2 FROM message m WHERE m.id = ?1{lock}
        ON CONFLICT (message_id, push_id) DO NOTHING"
    );
    let values = [id_value(message), id_value(device)];
    unit.execute("remember which device was told", &sql, values).await?;
    let sql = "UPDATE message_push SET told_at = ?2 WHERE id = ?1";
    let values = [id_value(device), now.micros().into()];
    unit.execute("remember that a device was told", sql, values).await?;
    Ok(())
}
