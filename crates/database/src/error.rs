//! What can go wrong at the database, said as what was being done.

use std::{path::PathBuf, sync::Arc};

use sea_orm::DbErr;

/// The result of a database call.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A database error. The cause is kept for the log; no screen shows it.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The folder of an embedded database cannot be made.
    #[error("cannot make the folder {}", path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// The database does not open. The address is shown without its password.
    #[error("cannot open the database {address}")]
    Open {
        /// Path, or address without the password.
        address: String,
        /// Why.
        #[source]
        source: DbErr,
    },
    /// A migration failed; what it began is undone.
    #[error("migration {name} failed")]
    Migrate {
        /// The migration.
        name: String,
        /// Why.
        #[source]
        source: DbErr,
    },
    /// A migration that was applied differs from the program's.
    #[error(
        "migration {name} was applied with another text: this database belongs to another version of linli"
    )]
    MigrationChanged {
        /// The migration.
        name: String,
    },
    /// A statement failed.
    #[error("{doing}")]
    Query {
        /// What was being done, as in `read the feed`.
        doing: &'static str,
        /// Why.
        #[source]
        source: DbErr,
    },
    /// Writes that share a transaction were not committed: none of them is there.
    #[error("writes that wait together were not committed")]
    Together {
        /// Why, where it is known.
        #[source]
        cause: Option<Arc<Error>>,
    },
    /// A stored value is not what its column promises.
    #[error("column {column} holds {found}")]
    Value {
        /// The column.
        column: &'static str,
        /// What was found instead.
        found: String,
    },
}

impl Error {
    /// Wraps a driver error with what was being done: `.map_err(Error::query("read units"))`.
    pub fn query(doing: &'static str) -> impl FnOnce(DbErr) -> Self {
        move |source| Self::Query { doing, source }
    }

    /// Whether what was written is there already under a key that is given once.
    #[must_use]
    pub fn is_duplicate(&self) -> bool {
        let Self::Query { source, .. } = self else { return false };
        matches!(source.sql_err(), Some(sea_orm::SqlErr::UniqueConstraintViolation(_)))
    }

    /// Whether the disk (or the tablespace) is full.
    #[must_use]
    pub fn is_disk_full(&self) -> bool {
        if let Self::Together { cause } = self {
            return cause.as_ref().is_some_and(|cause| cause.is_disk_full());
        }
        let (Self::Open { source, .. } | Self::Migrate { source, .. } | Self::Query { source, .. }) =
            self
        else {
            return false;
        };
        let text = source.to_string();
        text.contains("database or disk is full") || text.contains("No space left on device")
    }
}
