//! The vault: sealed originals of identity numbers, telephones and e-mail addresses, found by their token.

use std::collections::{HashMap, HashSet};

use access::Access;
use database::Database;

use crate::Result;

/// A sealed value on its way into the vault.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SealedRow {
    /// `identity_number`, `phone` or `email`.
    pub kind: &'static str,
    /// Its token.
    pub token: [u8; 16],
    /// The original, sealed for [`sealed_place`] of the kind.
    pub sealed: Vec<u8>,
}

/// The place a kind of value is sealed for: moved elsewhere it does not open.
#[must_use]
pub fn sealed_place(kind: &str) -> String {
    format!("block_sealed.{kind}")
}

/// Values held before they are written: tokens come in random order, so a batch
/// touches pages all over its table, and only a large one touches each of them for many rows.
const BATCH: usize = 1 << 18;

/// Keeps sealed values. Idempotent: a token is kept once.
#[derive(Debug)]
pub struct Vault {
    database: Database,
    seen: HashMap<&'static str, HashSet<[u8; 16]>>,
    held: Vec<SealedRow>,
}

impl Vault {
    /// The vault in `database`.
    #[must_use]
    pub fn new(database: Database) -> Self {
        Self { database, seen: HashMap::new(), held: Vec::new() }
    }

    /// Holds values that were not held before, and writes what is held once it is enough.
    pub async fn keep(&mut self, rows: Vec<SealedRow>) -> Result<()> {
        let seen = &mut self.seen;
        let mut fresh = |row: &SealedRow| seen.entry(row.kind).or_default().insert(row.token);
        self.held.extend(rows.into_iter().filter(|row| fresh(row)));
        if self.held.len() >= BATCH { self.flush().await } else { Ok(()) }
    }

    /// Writes what is held and not there yet, in the order of its table.
    pub async fn flush(&mut self) -> Result<()> {
        let mut rows = std::mem::take(&mut self.held);
        if rows.is_empty() {
            return Ok(());
        }
        rows.sort_unstable();
        let values = rows
            .into_iter()
            .map(|row| vec![row.kind.into(), row.token.to_vec().into(), row.sealed.into()])
            .collect();
        let mut unit = self.database.begin().await?;
        unit.insert_rows(
            "block_sealed",
            &["kind", "token", "sealed"],
            values,
            "ON CONFLICT (kind, token) DO NOTHING",
        )
        .await?;
        unit.commit().await?;
        Ok(())
    }
}

/// Opens a sealed value only to mask it.
pub(crate) fn open_masked(
    access: &Access,
    kind: &str,
    sealed: Option<&[u8]>,
    mask: impl Fn(&str) -> String,
) -> Result<Option<String>> {
    Ok(open(access, kind, sealed)?.map(|value| mask(&value)))
}

/// Opens a sealed value; the caller masks it, or shuts it in [`access::Undisclosed`].
pub(crate) fn open(access: &Access, kind: &str, sealed: Option<&[u8]>) -> Result<Option<String>> {
    let Some(sealed) = sealed else { return Ok(None) };
    Ok(Some(access.sealer().open_value(&sealed_place(kind), sealed)?))
}
