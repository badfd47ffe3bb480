//! The SQL of this capability.

pub(crate) mod accounts;
pub(crate) mod emergencies;
pub(crate) mod reads;
pub(crate) mod reseal;
pub(crate) mod sessions;

use database::Migration;

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
];

/// A stored word that this version does not know.
pub(crate) fn unknown(what: &'static str) -> impl Fn(&dyn std::fmt::Display) -> crate::Error {
    move |problem| crate::Error::Stored { what, problem: problem.to_string() }
}
