//! The vault: sealed originals of identity numbers, telephones and e-mail addresses, found by their token.

mod staged;

use std::{collections::HashSet, path::PathBuf};

use access::{Access, SealedPlace, SealedTable, mask_email, mask_id, mask_phone};
use database::Database;
use tokio::task::JoinSet;

use crate::{Error, Result, corrections, store};
use staged::Staged;

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

/// Values held in memory: of more the rest goes to disk. Tokens come in random order, and a table that is filled in
/// that order is written all over for each batch.
const HELD: usize = 1 << 17;
/// Values of one transaction.
const BATCH: usize = 1 << 15;
/// Tokens that are looked for by one statement.
const ASKED: usize = 500;
/// Statements at once: as many as an SQLite database has readers. One that waits long for a reader fails.
const AT_ONCE: usize = 8;

/// What the blocks keep sealed, for the job that seals it again under a new key.
pub const SEALED: &[SealedTable] = &[
    SealedTable {
        table: "block_sealed",
        key: (&["kind"], "token"),
        sealed: "sealed",
        place: SealedPlace::ByKey("block_sealed."),
    },
    corrections::CLAIMS,
];

/// Keeps sealed values. Idempotent: a token is kept once.
#[derive(Debug)]
pub struct Vault {
    database: Database,
    held: Vec<SealedRow>,
    staged: Option<Staged>,
}

impl Vault {
    /// The vault in `database`, for as many values as memory holds.
    #[must_use]
    pub const fn new(database: Database) -> Self {
        Self { database, held: Vec::new(), staged: None }
    }

    /// The vault in `database`, for any number of values: they are staged in `folder` until [`Vault::flush`], which
    /// removes it. What is staged is sealed.
    #[must_use]
    pub const fn staged_in(database: Database, folder: PathBuf) -> Self {
        Self { database, held: Vec::new(), staged: Some(Staged::new(folder)) }
    }

    /// Holds values.
    pub async fn keep(&mut self, rows: Vec<SealedRow>) -> Result<()> {
        self.held.extend(rows);
        if self.held.len() < HELD {
            return Ok(());
        }
        match &mut self.staged {
            Some(staged) => stage(staged, &mut self.held),
            None => self.flush().await,
        }
    }

    /// Writes what is held and not there yet, in the order of its table.
    pub async fn flush(&mut self) -> Result<()> {
        let Some(mut staged) = self.staged.take() else {
            let mut rows = std::mem::take(&mut self.held);
            rows.sort_unstable();
            rows.dedup_by(|a, b| (a.kind, a.token) == (b.kind, b.token));
            return self.write(rows).await;
        };
        stage(&mut staged, &mut self.held)?;
        let mut rows = Vec::new();
        while let Some(part) = staged.next().map_err(Error::Stage)? {
            rows.extend(part);
            if rows.len() >= BATCH {
                self.write(std::mem::take(&mut rows)).await?;
            }
        }
        // All of a day: most of it is there.
        let rows = self.missing(rows).await?;
        self.write(rows).await?;
        self.staged = Some(staged);
        Ok(())
    }

    /// Those that are not there yet. Tokens lie all over a table that memory does not hold: they are looked for at once,
    /// where the one writer would wait for each.
    async fn missing(&self, rows: Vec<SealedRow>) -> Result<Vec<SealedRow>> {
        let mut known: HashSet<(&'static str, Vec<u8>)> = HashSet::new();
        let same = rows.chunk_by(|one, other| one.kind == other.kind);
        let parts: Vec<&[SealedRow]> = same.flat_map(|same| same.chunks(ASKED)).collect();
        let mut parts = parts.into_iter();
        let mut looking = JoinSet::new();
        loop {
            // One that is answered makes room for the next: none waits for the slowest of a group.
            for part in parts.by_ref().take(AT_ONCE - looking.len()) {
                let database = self.database.clone();
                let kind = part.first().map_or("", |row| row.kind);
                let tokens: Vec<[u8; 16]> = part.iter().map(|row| row.token).collect();
                looking.spawn(async move {
                    let found = store::contacts::known(&database, kind, &tokens).await?;
                    Ok::<_, Error>((kind, found))
                });
            }
            let Some(found) = looking.join_next().await else { break };
            let (kind, tokens) = found.map_err(|_| Error::LoadEnded)??;
            known.extend(tokens.into_iter().map(|token| (kind, token)));
        }
        let is_new = |row: &SealedRow| !known.contains(&(row.kind, row.token.to_vec()));
        Ok(rows.into_iter().filter(is_new).collect())
    }

    async fn write(&self, mut rows: Vec<SealedRow>) -> Result<()> {
        while !rows.is_empty() {
            let rest = rows.split_off(rows.len().min(BATCH));
            let values = std::mem::replace(&mut rows, rest)
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
        }
        Ok(())
    }
}

fn stage(staged: &mut Staged, rows: &mut Vec<SealedRow>) -> Result<()> {
    rows.drain(..).try_for_each(|row| staged.push(&row)).map_err(Error::Stage)
}

/// The kind of sealed identity numbers.
pub(crate) const NUMBER: &str = "identity_number";

/// Sealed values that a page shows, read at once: a page of a hundred people asks as often as a page of one.
pub(crate) struct Drawn(store::contacts::SealedBy);

impl Drawn {
    /// Reads what is kept of these: kind and token.
    pub(crate) async fn read(database: &Database, wanted: Vec<(String, Vec<u8>)>) -> Result<Self> {
        Ok(Self(store::contacts::sealed_of(database, wanted).await?))
    }

    /// A value that was read, masked as its kind is; nothing where none is kept.
    pub(crate) fn masked(
        &self,
        access: &Access,
        kind: &str,
        token: &[u8],
    ) -> Result<Option<String>> {
        masked(access, kind, self.sealed(kind, token))
    }

    /// Whether a value is kept.
    pub(crate) fn has(&self, kind: &str, token: &[u8]) -> bool {
        self.sealed(kind, token).is_some()
    }

    /// A value in full; the caller shuts it in [`access::Undisclosed`].
    pub(crate) fn open(&self, access: &Access, kind: &str, token: &[u8]) -> Result<Option<String>> {
        open(access, kind, self.sealed(kind, token))
    }

    fn sealed(&self, kind: &str, token: &[u8]) -> Option<&[u8]> {
        self.0.get(kind)?.get(token).map(Vec::as_slice)
    }
}

/// Opens a sealed value only to mask it as its kind is.
pub(crate) fn masked(access: &Access, kind: &str, sealed: Option<&[u8]>) -> Result<Option<String>> {
    let mask = match kind {
        NUMBER => mask_id,
        "email" => mask_email,
        _ => mask_phone,
    };
    open_masked(access, kind, sealed, mask)
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
