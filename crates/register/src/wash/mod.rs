//! The register as the wash reads it: one entry an address, and which place each entry is.
//!
//! [`build_index`] writes two files into an installation's folder: the index
//! that addresses are matched to, and beside it the places behind its entries,
//! both of one version of the register. [`follow_index`] brings them up to a
//! later version by a third, small one that holds what changed since, and
//! [`Washing`] opens what is there. What changed is told by the register
//! alone, so that whoever follows next catches up what was missed.
//! [`keep_index`] puts the pair aside for a run that goes on for hours.

mod components;
mod entries;
mod follow;
mod keep;
mod keys;
mod lock;
mod places;
mod whole;

pub(crate) use components::place_parts;
pub use follow::{MOST_CHANGED, Washing, delta_path, follow_changes, follow_index};
pub use keep::keep_index;
pub use keys::source_keys;
pub use places::{Place, PlaceKind, Places, places_path};
pub use whole::build_index;

use crate::store::one;
use crate::{Error, Register, Result};
use address::Profile;
use serde::Serialize;
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// What [`build_index`] wrote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Built {
    /// The register's version that the index holds.
    pub version: i64,
    /// Addresses.
    pub entries: u64,
    /// Pairs of current addresses that read the same.
    pub duplicates: u64,
    /// Size of the index in bytes.
    pub bytes: u64,
    /// Whether it was already up to date.
    pub fresh: bool,
}

/// Where an installation keeps its wash index.
#[must_use]
pub fn index_path(data: &Path) -> PathBuf {
    data.join("wash.index")
}

/// The profile addresses of this register are written in: that of the last import.
pub async fn profile(register: &Register) -> Result<Profile> {
    let sql =
        "SELECT d.profile AS profile FROM register_import i JOIN dataset d ON d.number = i.dataset
        WHERE i.state = 'published' AND i.kind <> 'divisions' ORDER BY i.ended_at DESC LIMIT 1";
    let row = one(&register.database, "read the address profile", sql, []).await?;
    let name = row.map_or_else(|| Ok("cn".to_owned()), |row| row.text("profile"))?;
    Ok(Profile::named(&name).unwrap_or_else(Profile::cn))
}

/// How the names of files end that are not written whole.
const UNFINISHED: &str = ".unfinished";

/// A file in `data` under a name of its own, gone again unless it is put somewhere.
fn unfinished(data: &Path) -> Result<NamedTempFile> {
    tempfile::Builder::new()
        .prefix("wash.")
        .suffix(UNFINISHED)
        .tempfile_in(data)
        .map_err(Error::Write)
}

/// Does work on files and on the index where it holds nobody up.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|gone| Error::Write(std::io::Error::other(gone)))?
}

impl From<address::AddressError> for Error {
    fn from(error: address::AddressError) -> Self {
        Self::Index(Box::new(error))
    }
}
