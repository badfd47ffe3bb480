//! The vault: sealed originals of identity numbers, telephones and e-mail addresses, found by their token.

use std::collections::BTreeMap;

use access::Access;
use database::Database;

use crate::Result;

/// A sealed value on its way into the vault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealedRow {
    /// `identity_number`, `phone` or `email`.
    pub kind: String,
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

/// Keeps sealed values. Idempotent: a token is kept once.
#[derive(Clone, Debug)]
pub struct Vault {
    database: Database,
}

impl Vault {
    /// The vault in `database`.
    #[must_use]
    pub const fn new(database: Database) -> Self {
        Self { database }
    }

    /// Keeps those that are not there yet.
    pub async fn keep(&self, rows: Vec<SealedRow>) -> Result<()> {
        let distinct: BTreeMap<(String, [u8; 16]), Vec<u8>> =
            rows.into_iter().map(|row| ((row.kind, row.token), row.sealed)).collect();
        if distinct.is_empty() {
            return Ok(());
        }
        let values = distinct
            .into_iter()
            .map(|((kind, token), sealed)| vec![kind.into(), token.to_vec().into(), sealed.into()])
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
