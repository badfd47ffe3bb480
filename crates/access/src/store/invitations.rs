//! Invitations, by the hash of their token.

use database::{Database, Error as DbError, UnitOfWork, id_from, id_value};
use kernel::{AreaPath, Id, Instant, Lang, Text};
use sea_orm::{ConnectionTrait as _, QueryResult, Value};

use super::{
    account_list::{mark, within},
    accounts::lang_name,
    unknown,
};
use crate::{Account, Error, Invitation, InvitationMark, InvitationState, NewInvitation};

const COLUMNS: &str = "i.id, i.login, i.role, i.area, i.office_zh, i.office_en, i.lang, \
     i.inviter_id, a.login AS inviter, i.invited_at, i.expires_at, i.revoked_at, i.accepted_at";
const FROM: &str = "FROM access_invitation i JOIN access_account a ON a.id = i.inviter_id";

/// Writes a new one; false where the login is an account's, or an open invitation's.
pub(crate) async fn insert(
    unit: &mut UnitOfWork,
    invitation: &Invitation,
    inviter: Id<Account>,
    token_hash: &[u8; 32],
) -> Result<bool, Error> {
    let doing = "invite somebody";
    let asked = &invitation.asked;
    let taken = "SELECT 1 AS found FROM access_account WHERE login = ?1
         UNION ALL SELECT 1 AS found FROM access_invitation WHERE login = ?1
             AND revoked_at IS NULL AND accepted_at IS NULL AND expires_at > ?2";
    let values = [asked.login.clone().into(), invitation.invited_at.micros().into()];
    let query = unit.statement(taken, values);
    let found = unit.connection().query_one_raw(query).await.map_err(DbError::query(doing))?;
    if found.is_some() {
        return Ok(false);
    }
    unit.execute(
        doing,
        "INSERT INTO access_invitation (id, token_hash, login, role, area, office_zh, office_en,
             lang, inviter_id, invited_at, expires_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        [
            id_value(invitation.id),
            token_hash.to_vec().into(),
            asked.login.clone().into(),
            asked.role.name().into(),
            asked.area.as_str().into(),
            asked.office.zh.clone().into(),
            asked.office.en.clone().into(),
            lang_name(asked.lang).into(),
            id_value(inviter),
            invitation.invited_at.micros().into(),
            invitation.expires_at.micros().into(),
        ],
    )
    .await?;
    Ok(true)
}

/// Forgets those that were over before `then`.
pub(crate) async fn delete_over(unit: &mut UnitOfWork, then: Instant) -> Result<(), Error> {
    let sql = "DELETE FROM access_invitation WHERE expires_at < ?1";
    unit.execute("forget invitations", sql, [then.micros().into()]).await?;
    Ok(())
}

pub(crate) async fn by_id(
    database: &Database,
    id: Id<InvitationMark>,
    now: Instant,
) -> Result<Option<Invitation>, Error> {
    let sql = format!("SELECT {COLUMNS} {FROM} WHERE i.id = ?1");
    let rows = query(database, &sql, vec![id_value(id)]).await?;
    rows.first().map(|row| invitation(row, now)).transpose()
}

/// The one of a token, and who gave it.
pub(crate) async fn by_token(
    database: &Database,
    token_hash: &[u8; 32],
    now: Instant,
) -> Result<Option<(Invitation, Id<Account>)>, Error> {
    let sql = format!("SELECT {COLUMNS} {FROM} WHERE i.token_hash = ?1");
    let rows = query(database, &sql, vec![token_hash.to_vec().into()]).await?;
    let Some(row) = rows.first() else { return Ok(None) };
    let doing = DbError::query("read an invitation");
    let inviter: Vec<u8> = row.try_get("", "inviter_id").map_err(doing)?;
    Ok(Some((invitation(row, now)?, id_from("inviter_id", &inviter)?)))
}

/// A page of those within `scopes`, the latest first, and how many there are.
pub(crate) async fn page(
    database: &Database,
    scopes: &[AreaPath],
    state: Option<InvitationState>,
    now: Instant,
    (skip, size): (u32, u32),
) -> Result<(Vec<Invitation>, u64), Error> {
    let mut values = Vec::new();
    let scopes: Vec<String> =
        scopes.iter().map(|scope| within("i.area", scope, &mut values)).collect();
    let mut wanted = format!("({})", scopes.join(" OR "));
    if let Some(state) = state {
        wanted += match state {
            InvitationState::Accepted => " AND i.accepted_at IS NOT NULL",
            InvitationState::Revoked => " AND i.accepted_at IS NULL AND i.revoked_at IS NOT NULL",
            InvitationState::Open | InvitationState::Expired => {
                " AND i.accepted_at IS NULL AND i.revoked_at IS NULL"
            }
        };
        let sign = match state {
            InvitationState::Open => ">",
            InvitationState::Expired => "<=",
            InvitationState::Accepted | InvitationState::Revoked => "",
        };
        if !sign.is_empty() {
            let now = mark(&mut values, now.micros());
            wanted = format!("{wanted} AND i.expires_at {sign} {now}");
        }
    }
    let counted = format!("SELECT COUNT(*) AS n {FROM} WHERE {wanted}");
    let counted = query(database, &counted, values.clone()).await?;
    let doing = DbError::query("count invitations");
    let total: i64 = counted.first().map_or(Ok(0), |row| row.try_get("", "n")).map_err(doing)?;
    let (size, skip) = (mark(&mut values, i64::from(size)), mark(&mut values, i64::from(skip)));
    let sql = format!(
        "SELECT {COLUMNS} {FROM} WHERE {wanted}
         ORDER BY i.invited_at DESC, i.id LIMIT {size} OFFSET {skip}"
    );
    let rows = query(database, &sql, values).await?;
    let rows = rows.iter().map(|row| invitation(row, now)).collect::<Result<_, _>>()?;
    Ok((rows, u64::try_from(total).unwrap_or_default()))
}

/// Takes one back, if it is open.
pub(crate) async fn revoke(
    unit: &mut UnitOfWork,
    id: Id<InvitationMark>,
    now: Instant,
) -> Result<bool, Error> {
    let sql = "UPDATE access_invitation SET revoked_at = ?2
               WHERE id = ?1 AND revoked_at IS NULL AND accepted_at IS NULL AND expires_at > ?2";
    let values = [id_value(id), now.micros().into()];
    Ok(unit.execute("take an invitation back", sql, values).await? > 0)
}

/// Uses one up for an account, if it is open.
pub(crate) async fn accept(
    unit: &mut UnitOfWork,
    id: Id<InvitationMark>,
    account: Id<Account>,
    now: Instant,
) -> Result<bool, Error> {
    let sql = "UPDATE access_invitation SET accepted_at = ?2, account_id = ?3
               WHERE id = ?1 AND revoked_at IS NULL AND accepted_at IS NULL AND expires_at > ?2";
    let values = [id_value(id), now.micros().into(), id_value(account)];
    Ok(unit.execute("accept an invitation", sql, values).await? > 0)
}

async fn query(
    database: &Database,
    sql: &str,
    values: Vec<Value>,
) -> Result<Vec<QueryResult>, Error> {
    let statement = database.statement(sql, values);
    let rows = database.reader().query_all_raw(statement).await;
    Ok(rows.map_err(DbError::query("list invitations"))?)
}

fn invitation(row: &QueryResult, now: Instant) -> Result<Invitation, Error> {
    let doing = || DbError::query("read an invitation");
    let text = |column| row.try_get::<String>("", column).map_err(doing());
    let time = |column| row.try_get("", column).map(Instant::from_micros).map_err(doing());
    let happened = |column| {
        let at: Result<Option<i64>, _> = row.try_get("", column).map_err(doing());
        at.map(|at| at.is_some())
    };
    let id: Vec<u8> = row.try_get("", "id").map_err(doing())?;
    let expires_at = time("expires_at")?;
    let state = if happened("accepted_at")? {
        InvitationState::Accepted
    } else if happened("revoked_at")? {
        InvitationState::Revoked
    } else if expires_at > now {
        InvitationState::Open
    } else {
        InvitationState::Expired
    };
    Ok(Invitation {
        id: id_from("id", &id)?,
        asked: NewInvitation {
            login: text("login")?,
            role: text("role")?.parse().map_err(|error| unknown("role")(&error))?,
            area: text("area")?.parse().map_err(|error| unknown("area")(&error))?,
            office: Text::new(text("office_zh")?, text("office_en")?),
            lang: Lang::from_header(&text("lang")?),
        },
        inviter: text("inviter")?,
        invited_at: time("invited_at")?,
        expires_at,
        state,
    })
}
