//! The SQL of this capability.

pub(crate) mod account_list;
pub(crate) mod accounts;
pub(crate) mod delays;
pub(crate) mod dwellings;
pub(crate) mod emergencies;
pub(crate) mod identities;
pub(crate) mod invitations;
pub(crate) mod partners;
pub(crate) mod passkeys;
pub(crate) mod proxies;
pub(crate) mod questions;
pub(crate) mod reads;
pub(crate) mod recoveries;
pub(crate) mod reseal;
pub(crate) mod retention;
pub(crate) mod second_factors;
pub(crate) mod sessions;
pub(crate) mod told;

use database::{Migration, UnitOfWork, id_value};
use kernel::{Entity, Id, Instant};

use crate::{Account, Error};

/// The tables of accounts, sessions and the per-person index of reads.
pub const MIGRATIONS: &[Migration] = &[
    Migration {
        name: "20261121_0100_access_accounts",
        sql: include_str!("../migrations/20261121_0100_accounts.sql"),
    },
    Migration {
        name: "20261121_0110_access_reads",
        sql: include_str!("../migrations/20261121_0110_reads.sql"),
    },
    Migration {
        name: "20261128_0120_access_reseal",
        sql: include_str!("../migrations/20261128_0120_reseal.sql"),
    },
    Migration {
        name: "20261128_0130_access_session_origin",
        sql: include_str!("../migrations/20261128_0130_sessions.sql"),
    },
    Migration {
        name: "20261128_0140_access_emergency",
        sql: include_str!("../migrations/20261128_0140_emergency.sql"),
    },
    Migration {
        name: "20261128_0150_access_second_factor",
        sql: include_str!("../migrations/20261128_0150_second_factor.sql"),
    },
    Migration {
        name: "20261128_0160_access_invitation",
        sql: include_str!("../migrations/20261128_0160_invitation.sql"),
    },
    Migration {
        name: "20261128_0170_access_recovery",
        sql: include_str!("../migrations/20261128_0170_recovery.sql"),
    },
    Migration {
        name: "20261129_0180_access_question",
        sql: include_str!("../migrations/20261129_0180_question.sql"),
    },
    Migration {
        name: "20261129_0190_access_retention",
        sql: include_str!("../migrations/20261129_0190_retention.sql"),
    },
    Migration {
        name: "20261129_0195_access_identity",
        sql: include_str!("../migrations/20261129_0195_identity.sql"),
    },
    Migration {
        name: "20261129_0205_access_passkey",
        sql: include_str!("../migrations/20261129_0205_passkey.sql"),
    },
    Migration {
        name: "20261129_0220_access_dwelling",
        sql: include_str!("../migrations/20261129_0220_dwelling.sql"),
    },
    Migration {
        name: "20261129_0230_access_proxy",
        sql: include_str!("../migrations/20261129_0230_proxy.sql"),
    },
    Migration {
        name: "20261129_0250_access_lookups",
        sql: include_str!("../migrations/20261129_0250_lookups.sql"),
    },
    Migration {
        name: "20261129_0275_access_delay",
        sql: include_str!("../migrations/20261129_0275_delay.sql"),
    },
    Migration {
        name: "20261130_0415_access_partner",
        sql: include_str!("../migrations/20261130_0415_partner.sql"),
    },
];

/// Ends every session of an account, and every way into it but its password.
pub(crate) async fn shut_ways_in(unit: &mut UnitOfWork, account: Id<Account>) -> Result<(), Error> {
    identities::unbind_all(unit, account).await?;
    passkeys::remove_all(unit, account).await?;
    sessions::delete_of(unit, account).await?;
    Ok(())
}

/// Uses a ticket up, which `table` remembers; false where that was done before, or it is over. Those that are over are
/// forgotten, so that none of them may be used any more.
async fn use_up<E: Entity>(
    unit: &mut UnitOfWork,
    table: &'static str,
    id: Id<E>,
    (expires_at, now): (Instant, Instant),
) -> Result<bool, Error> {
    if expires_at <= now {
        return Ok(false);
    }
    let sql = format!("DELETE FROM {table} WHERE expires_at < ?1");
    unit.execute("forget tickets that are over", &sql, [now.micros().into()]).await?;
    let sql =
        format!("INSERT INTO {table} (id, expires_at) VALUES (?1, ?2) ON CONFLICT DO NOTHING");
    let values = [id_value(id), expires_at.micros().into()];
    Ok(unit.execute("use a ticket up", &sql, values).await? > 0)
}

/// A stored word that this version does not know.
pub(crate) fn unknown(what: &'static str) -> impl Fn(&dyn std::fmt::Display) -> Error {
    move |problem| Error::Stored { what, problem: problem.to_string() }
}
