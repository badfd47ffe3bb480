//! What accounts chose.

use access::Account;
use database::{Database, UnitOfWork, id_value};
use kernel::Id;
use sea_orm::{QueryResult, Value};

use super::{get, rows};
use crate::{Channel, Error, Quiet, Result};

const CHOSEN: &str = "SELECT kind, channel, wanted FROM message_choice WHERE account_id = ?1";
const QUIET: &str = "SELECT from_minute, to_minute FROM message_quiet WHERE account_id = ?1";

/// A kind, a channel, and whether it is wanted.
pub(crate) type Chosen = (String, Channel, bool);

pub(crate) async fn all(
    database: &Database,
    of: Id<Account>,
) -> Result<(Vec<Chosen>, Option<Quiet>)> {
    let chosen = rows(database, "read choices", CHOSEN, [id_value(of)]).await?;
    let hours = rows(database, "read quiet hours", QUIET, [id_value(of)]).await?;
    Ok((chosen.iter().map(choice).collect::<Result<_>>()?, hours.first().map(quiet).transpose()?))
}

pub(crate) async fn all_within(
    unit: &UnitOfWork,
    of: Id<Account>,
) -> Result<(Vec<Chosen>, Option<Quiet>)> {
    let chosen = rows(unit, "read choices", CHOSEN, [id_value(of)]).await?;
    let hours = rows(unit, "read quiet hours", QUIET, [id_value(of)]).await?;
    Ok((chosen.iter().map(choice).collect::<Result<_>>()?, hours.first().map(quiet).transpose()?))
}

fn choice(row: &QueryResult) -> Result<Chosen> {
    let name: String = get(row, "channel")?;
    let channel = Channel::from_name(&name)
        .ok_or(Error::Stored { what: "message_choice.channel", problem: name })?;
    Ok((get(row, "kind")?, channel, get(row, "wanted")?))
}

fn quiet(row: &QueryResult) -> Result<Quiet> {
    let [from, to] = [get::<i64>(row, "from_minute")?, get::<i64>(row, "to_minute")?];
    let hours = u16::try_from(from).ok().zip(u16::try_from(to).ok());
    let hours = hours.and_then(|(from, to)| Quiet::new(from, to));
    hours.ok_or_else(|| Error::Stored { what: "message_quiet", problem: format!("{from} to {to}") })
}

/// Keeps what an account chose, in place of what it chose before.
pub(crate) async fn set(
    unit: &mut UnitOfWork,
    of: Id<Account>,
    chosen: &[Chosen],
    quiet: Option<Quiet>,
) -> Result<()> {
    let doing = "keep choices";
    for table in ["message_choice", "message_quiet"] {
        let sql = format!("DELETE FROM {table} WHERE account_id = ?1");
        unit.execute(doing, &sql, [id_value(of)]).await?;
    }
    let row = |(kind, channel, wanted): &Chosen| -> Vec<Value> {
        vec![id_value(of), kind.clone().into(), channel.name().into(), (*wanted).into()]
    };
    let columns = ["account_id", "kind", "channel", "wanted"];
    let rows = chosen.iter().map(row).collect();
    unit.insert_rows("message_choice", &columns, rows, "").await?;
    if let Some(quiet) = quiet {
        let row = vec![
            id_value(of),
            i64::from(quiet.from_minute()).into(),
            i64::from(quiet.to_minute()).into(),
        ];
        let columns = ["account_id", "from_minute", "to_minute"];
        unit.insert_rows("message_quiet", &columns, vec![row], "").await?;
    }
    Ok(())
}
