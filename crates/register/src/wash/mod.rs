//! The register as the wash reads it: one entry an address, and which place each entry is.
//!
//! [`build_index`] writes two files into an installation's folder: the index
//! that addresses are matched to, and beside it the places behind its entries,
//! both of one version of the register. [`follow_index`] brings them up to a
//! later version by a third, small one that holds what changed since, and
//! [`Washing`] opens what is there.

mod components;
mod entries;
mod follow;
mod keys;
mod places;

pub(crate) use components::place_parts;
pub use entries::wash_entries;
pub use follow::{MOST_CHANGED, Washing, delta_path, follow_changes, follow_index};
pub use keys::source_keys;
pub use places::{Place, PlaceKind, Places, places_path};

use crate::store::one;
use crate::{Error, Register, Result};
use address::{AddressIndex, IndexBuilder, Profile};
use kernel::Progress;
use serde::Serialize;
use std::path::{Path, PathBuf};

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

/// Writes the wash index of the register's present version into `data`, unless it is there.
pub async fn build_index(
    register: &Register,
    data: &Path,
    progress: &dyn Progress,
) -> Result<Built> {
    let path = index_path(data);
    let version = register.version().await?;
    let profile = profile(register).await?;
    if let Ok(index) = AddressIndex::open(&path)
        && index.version() == version.to_string()
        && index.profile().name() == profile.name()
        && Places::open(data, version).is_ok_and(|places| places.len() == index.len())
    {
        let bytes = std::fs::metadata(&path).map_or(0, |facts| facts.len());
        let duplicates = index.duplicates().count() as u64;
        return Ok(Built { version, entries: index.len(), duplicates, bytes, fresh: true });
    }
    progress.stage("wash index", 0);
    let mut builder = IndexBuilder::new(&profile, &version.to_string());
    let mut places = places::Writer::create(data, version)?;
    wash_entries(register, &profile, |place, entry| {
        builder.add(&entry)?;
        places.add(place)?;
        progress.advance(1);
        Ok(())
    })
    .await?;
    let places = places.finish()?;
    let built = builder.finish(&path)?;
    places.settle()?;
    follow::forget(data)?;
    Ok(Built {
        version,
        entries: built.entries,
        duplicates: built.duplicates,
        bytes: built.bytes,
        fresh: false,
    })
}

impl From<address::AddressError> for Error {
    fn from(error: address::AddressError) -> Self {
        Self::Index(Box::new(error))
    }
}
