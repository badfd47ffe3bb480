//! Those who act for somebody else.

use database::{Database, Error as DbError, UnitOfWork, id_from, id_value, optional_id_from};
use kernel::{AreaPath, Entity, Id, Instant};
use sea_orm::{ConnectionTrait as _, QueryResult, Value};

use super::{account_list::within, unknown};
use crate::{
    Account, Dwelling, Error, Person, Proxy, ProxyKind, ProxyMark, ProxyScope, ProxyState,
};

const COLUMNS: &str = "p.id, p.kind, p.person_id, p.giver_id, p.holder_id, p.unit_id, p.area, \
     p.scopes, p.state, p.asked_at, p.expires_at, p.ends_at, p.settled_at, p.reason, \
     g.person_id AS giver_person";
const FROM: &str = "FROM access_proxy p LEFT JOIN access_account g ON g.id = p.giver_id";

fn maybe<E: Entity>(id: Option<Id<E>>) -> Value {
    id.map(|id| id.to_bytes().to_vec()).into()
}

pub(crate) async fn insert(
    unit: &mut UnitOfWork,
    new: &Proxy,
    word: Option<&[u8; 32]>,
) -> Result<(), Error> {
    let scopes: Vec<&str> = new.scopes.iter().map(|scope| scope.name()).collect();
    let sql = "INSERT INTO access_proxy (id, kind, person_id, giver_id, holder_id, word_hash,
             unit_id, area, scopes, state, asked_at, expires_at, ends_at, over_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?12)";
    let values = [
        id_value(new.id),
        new.kind.name().into(),
        maybe(new.person),
        maybe(new.giver),
        maybe(new.holder),
        word.map(|word| word.to_vec()).into(),
        maybe(new.unit),
        new.area.as_str().into(),
        scopes.join(",").into(),
        new.state.name().into(),
        new.asked_at.micros().into(),
        new.expires_at.micros().into(),
        new.ends_at.micros().into(),
    ];
    unit.execute("let somebody act for another", sql, values).await?;
    Ok(())
}

/// Makes `holder` the one who acts, if it still waits.
pub(crate) async fn accept(
    unit: &mut UnitOfWork,
    id: Id<ProxyMark>,
    holder: Id<Account>,
    now: Instant,
) -> Result<bool, Error> {
    let sql = "UPDATE access_proxy SET state = 'held', holder_id = ?2, settled_at = ?3,
             over_at = ends_at
         WHERE id = ?1 AND state = 'waiting' AND kind = 'proxy' AND expires_at > ?3";
    let values = [id_value(id), id_value(holder), now.micros().into()];
    Ok(unit.execute("accept to act for another", sql, values).await? > 0)
}

/// Says for whom a guardian acts, if it still waits and the guardian is still bound to the dwelling.
pub(crate) async fn confirm(
    unit: &mut UnitOfWork,
    id: Id<ProxyMark>,
    person: Id<Person>,
    ends_at: Instant,
    now: Instant,
) -> Result<bool, Error> {
    let sql = "UPDATE access_proxy SET state = 'held', person_id = ?2, ends_at = ?3, over_at = ?3,
             settled_at = ?4
         WHERE id = ?1 AND state = 'waiting' AND kind = 'guardian' AND expires_at > ?4
             AND EXISTS (SELECT 1 FROM access_dwelling d
                 WHERE d.account_id = access_proxy.holder_id AND d.unit_id = access_proxy.unit_id
                     AND d.state = 'bound')";
    let values = [id_value(id), id_value(person), ends_at.micros().into(), now.micros().into()];
    Ok(unit.execute("confirm a guardian", sql, values).await? > 0)
}

/// Ends one that waits or holds.
pub(crate) async fn end(
    unit: &mut UnitOfWork,
    id: Id<ProxyMark>,
    state: ProxyState,
    reason: Option<&str>,
    now: Instant,
) -> Result<bool, Error> {
    let sql = "UPDATE access_proxy SET state = ?2, reason = ?3, settled_at = ?4, over_at = ?4
         WHERE id = ?1 AND state IN ('waiting', 'held')";
    let values =
        [id_value(id), state.name().into(), reason.map(str::to_owned).into(), now.micros().into()];
    Ok(unit.execute("end what somebody does for another", sql, values).await? > 0)
}

/// Ends what an account does as a guardian at a dwelling that it is no longer bound to.
pub(crate) async fn end_guardians(
    unit: &mut UnitOfWork,
    holder: Id<Account>,
    of: Id<Dwelling>,
    now: Instant,
) -> Result<(), Error> {
    let sql = "UPDATE access_proxy SET state = 'revoked', settled_at = ?3, over_at = ?3
         WHERE holder_id = ?1 AND unit_id = ?2 AND kind = 'guardian'
             AND state IN ('waiting', 'held')";
    let values = [id_value(holder), id_value(of), now.micros().into()];
    unit.execute("end guardians with their binding", sql, values).await?;
    Ok(())
}

/// Ends what an account gave away for a person whose it is no longer: should it be theirs again, they give it anew.
pub(crate) async fn end_estranged(
    unit: &mut UnitOfWork,
    giver: Id<Account>,
    now: Instant,
) -> Result<(), Error> {
    let sql = "UPDATE access_proxy SET state = 'revoked', settled_at = ?2, over_at = ?2
         WHERE giver_id = ?1 AND kind = 'proxy' AND state IN ('waiting', 'held')
             AND NOT EXISTS (SELECT 1 FROM access_account a
                 WHERE a.id = ?1 AND a.person_id = access_proxy.person_id
                     AND a.closed_at IS NULL)";
    unit.execute("end proxies of a person who left", sql, [id_value(giver), now.micros().into()])
        .await?;
    Ok(())
}

/// Ends whatever an account gave.
pub(crate) async fn end_given(
    unit: &mut UnitOfWork,
    giver: Id<Account>,
    now: Instant,
) -> Result<(), Error> {
    let sql = "UPDATE access_proxy SET state = 'revoked', settled_at = ?2, over_at = ?2
         WHERE giver_id = ?1 AND state IN ('waiting', 'held')";
    let values = [id_value(giver), now.micros().into()];
    unit.execute("end what an account gave", sql, values).await?;
    Ok(())
}

/// Ends whatever an account gave or holds and is not over: which.
pub(crate) async fn end_all(
    unit: &mut UnitOfWork,
    account: Id<Account>,
    now: Instant,
) -> Result<Vec<Id<ProxyMark>>, Error> {
    let sql = "UPDATE access_proxy SET state = 'revoked', settled_at = ?2, over_at = ?2
         WHERE (giver_id = ?1 OR holder_id = ?1) AND state IN ('waiting', 'held')
             AND over_at > ?2
         RETURNING id";
    let values = [id_value(account), now.micros().into()];
    let ended = database::rows(&*unit, "end proxies of an account", sql, values).await?;
    ended.iter().map(|row| Ok(database::id(row, "id")?)).collect()
}

pub(crate) async fn by_id(
    database: &Database,
    id: Id<ProxyMark>,
    now: Instant,
) -> Result<Option<Proxy>, Error> {
    let sql = format!("SELECT {COLUMNS} {FROM} WHERE p.id = ?1");
    Ok(query(database, &sql, vec![id_value(id)], now).await?.pop())
}

pub(crate) async fn by_word(
    database: &Database,
    hash: &[u8; 32],
    now: Instant,
) -> Result<Option<Proxy>, Error> {
    let sql = format!("SELECT {COLUMNS} {FROM} WHERE p.word_hash = ?1");
    Ok(query(database, &sql, vec![hash.to_vec().into()], now).await?.pop())
}

/// How many an account gave or asked for that wait or hold.
pub(crate) async fn open_of(
    unit: &UnitOfWork,
    account: Id<Account>,
    now: Instant,
) -> Result<i64, Error> {
    let doing = || DbError::query("count who acts for others");
    let sql = "SELECT COUNT(*) AS n FROM access_proxy
         WHERE (giver_id = ?1 OR (holder_id = ?1 AND kind = 'guardian'))
             AND ((state = 'waiting' AND expires_at > ?2) OR (state = 'held' AND ends_at > ?2))";
    let query = unit.statement(sql, [id_value(account), now.micros().into()]);
    let row = unit.connection().query_one_raw(query).await.map_err(doing())?;
    let count: i64 = row.map_or(Ok(0), |row| row.try_get("", "n")).map_err(doing())?;
    Ok(count)
}

/// Those that an account gave or holds, or that are for a person: first what waits or holds, whatever came and went
/// since; the latest first.
pub(crate) async fn of(
    database: &Database,
    account: Id<Account>,
    person: Option<Id<Person>>,
    now: Instant,
) -> Result<Vec<Proxy>, Error> {
    let mut values = vec![id_value(account)];
    let own = match person {
        Some(person) => {
            values.push(id_value(person));
            "OR p.person_id = ?2"
        }
        None => "",
    };
    let sql = format!(
        "SELECT {COLUMNS} {FROM} WHERE p.giver_id = ?1 OR p.holder_id = ?1 {own}
         ORDER BY CASE WHEN p.state IN ('waiting', 'held') THEN 0 ELSE 1 END, p.asked_at DESC, p.id DESC LIMIT 100"
    );
    query(database, &sql, values, now).await
}

/// Guardians who wait within `scopes`, the latest first.
pub(crate) async fn guardians(
    database: &Database,
    scopes: &[AreaPath],
    now: Instant,
) -> Result<Vec<Proxy>, Error> {
    let mut values = vec![now.micros().into()];
    let scopes: Vec<String> =
        scopes.iter().map(|scope| within("p.area", scope, &mut values)).collect();
    let sql = format!(
        "SELECT {COLUMNS} {FROM} WHERE p.kind = 'guardian' AND p.state = 'waiting'
             AND p.expires_at > ?1 AND ({})
         ORDER BY p.asked_at DESC, p.id DESC LIMIT 100",
        scopes.join(" OR ")
    );
    query(database, &sql, values, now).await
}

async fn query(
    database: &Database,
    sql: &str,
    values: Vec<Value>,
    now: Instant,
) -> Result<Vec<Proxy>, Error> {
    let statement = database.statement(sql, values);
    let rows = database.reader().query_all_raw(statement).await;
    let rows = rows.map_err(DbError::query("read who acts for others"))?;
    rows.iter().map(|row| proxy(row, now)).collect()
}

fn proxy(row: &QueryResult, now: Instant) -> Result<Proxy, Error> {
    let doing = || DbError::query("read who acts for another");
    let text = |column| row.try_get::<String>("", column).map_err(doing());
    let bytes = |column| row.try_get::<Option<Vec<u8>>>("", column).map_err(doing());
    let time = |column| row.try_get("", column).map(Instant::from_micros).map_err(doing());
    let id: Vec<u8> = row.try_get("", "id").map_err(doing())?;
    let settled_at: Option<i64> = row.try_get("", "settled_at").map_err(doing())?;
    let kind: ProxyKind = text("kind")?.parse().map_err(|error| unknown("kind")(&error))?;
    let kept: ProxyState = text("state")?.parse().map_err(|error| unknown("state")(&error))?;
    let (expires_at, ends_at) = (time("expires_at")?, time("ends_at")?);
    let person = optional_id_from("person_id", bytes("person_id")?.as_deref())?;
    let giver_person: Option<Id<Person>> =
        optional_id_from("giver_person", bytes("giver_person")?.as_deref())?;
    // Whose account is no longer the person's gave away what is not theirs.
    let estranged = kind == ProxyKind::Proxy && giver_person != person;
    let state = match kept {
        ProxyState::Waiting if expires_at <= now => ProxyState::Over,
        ProxyState::Held if ends_at <= now => ProxyState::Over,
        ProxyState::Waiting | ProxyState::Held if estranged => ProxyState::Revoked,
        kept => kept,
    };
    let scopes: Result<Vec<ProxyScope>, _> =
        text("scopes")?.split(',').map(str::parse::<ProxyScope>).collect();
    Ok(Proxy {
        id: id_from("id", &id)?,
        kind,
        person,
        giver: optional_id_from("giver_id", bytes("giver_id")?.as_deref())?,
        holder: optional_id_from("holder_id", bytes("holder_id")?.as_deref())?,
        unit: optional_id_from("unit_id", bytes("unit_id")?.as_deref())?,
        area: text("area")?.parse().map_err(|error| unknown("area")(&error))?,
        scopes: scopes.map_err(|error| unknown("scopes")(&error))?,
        state,
        asked_at: time("asked_at")?,
        expires_at,
        ends_at,
        settled_at: settled_at.map(Instant::from_micros),
        reason: row.try_get("", "reason").map_err(doing())?,
    })
}
