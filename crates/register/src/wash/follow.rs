//! The wash index brought up to date by what changed, and opened with it.

use super::entries::entries_of;
use super::places::{Place, Places, record};
use super::{Built, build_index, index_path, profile};
use crate::store::{fetch, one};
use crate::{Error, Register, Result};
use address::{AddressError, AddressIndex, Group};
use kernel::Progress;
use std::path::{Path, PathBuf};

/// Entries of changed buildings that a delta holds at most; with more the index is written whole.
pub const MOST_CHANGED: usize = 8_192;
/// Buildings that may have changed; with more nobody need count their units.
const MOST_BUILDINGS: u32 = 2_000;

/// Where an installation keeps what changed since its wash index was written.
#[must_use]
pub fn delta_path(data: &Path) -> PathBuf {
    data.join("wash.delta")
}

/// The installation's wash index with what changed since, and the places behind its entries.
pub struct Washing {
    /// The index.
    pub index: AddressIndex,
    places: Places,
}

impl Washing {
    /// Opens what is there. A delta that belongs to another index, or is damaged, is left aside: the index then
    /// answers as of its own version.
    pub fn open(data: &Path) -> Result<Self> {
        let base = index_path(data);
        let index = AddressIndex::open_with_delta(&base, &delta_path(data))
            .or_else(|_| AddressIndex::open(&base))?;
        let version = index.base_version().parse().unwrap_or_default();
        let places = Places::open(data, version)?.with(index.attached());
        Ok(Self { index, places })
    }

    /// The index, and the places behind its entries.
    #[must_use]
    pub fn into_parts(self) -> (AddressIndex, Places) {
        (self.index, self.places)
    }

    /// The place of an entry.
    #[must_use]
    pub fn place(&self, entry: u64) -> Option<Place> {
        self.places.get(entry)
    }

    /// The version of the register that it answers for.
    #[must_use]
    pub fn version(&self) -> i64 {
        self.index.version().parse().unwrap_or_default()
    }
}

/// Brings the wash index to the register's present version: by what changed since it was written where that is
/// little, else whole.
///
/// What changed is told by the versions that rows bear, which are those of the change feed. The base and its places
/// stay as they are; one move puts the new delta in the old one's place, so that who is killed leaves the old pair,
/// and who has it open goes on with it.
pub async fn follow_index(
    register: &Register,
    data: &Path,
    progress: &dyn Progress,
) -> Result<Built> {
    match follow_changes(register, data).await? {
        Some(built) => Ok(built),
        None => build_index(register, data, progress).await,
    }
}

/// The same, and none where the index has to be written whole: that may take minutes.
pub async fn follow_changes(register: &Register, data: &Path) -> Result<Option<Built>> {
    let version = register.version().await?;
    let profile = profile(register).await?;
    let Ok(now) = Washing::open(data) else { return Ok(None) };
    if now.index.profile().name() != profile.name() {
        return Ok(None);
    }
    let told =
        |entries, bytes, fresh| Ok(Some(Built { version, entries, duplicates: 0, bytes, fresh }));
    if now.version() == version {
        return told(now.index.len(), 0, true);
    }
    let since: i64 = now.index.base_version().parse().unwrap_or_default();
    let Some(changed) = changed_since(register, since).await? else { return Ok(None) };
    let entries = entries_of(register, &profile, &changed).await?;
    if entries.iter().map(Vec::len).sum::<usize>() > MOST_CHANGED {
        return Ok(None);
    }
    let base = Places::open(data, since)?;
    let mut attached = Vec::new();
    let mut groups = Vec::with_capacity(changed.len());
    for (replaces, held) in base.of_buildings(&changed).into_iter().zip(entries) {
        let (places, entries): (Vec<Place>, Vec<_>) = held.into_iter().unzip();
        for place in places {
            attached.extend(record(place));
        }
        groups.push(Group { replaces, entries });
    }
    let path = delta_path(data);
    match now.index.write_delta(&version.to_string(), &groups, &attached, &path) {
        Ok(built) => told(base.len() + built.entries, built.bytes, false),
        Err(AddressError::NeedsWhole { .. }) => Ok(None),
        Err(other) => Err(other.into()),
    }
}

/// The buildings that changed since a version, sorted; none where too much did, or names that many share.
async fn changed_since(register: &Register, since: i64) -> Result<Option<Vec<[u8; 16]>>> {
    let shared = "SELECT 1 AS found WHERE EXISTS (SELECT 1 FROM area WHERE version > ?1)
        OR EXISTS (SELECT 1 FROM thoroughfare WHERE version > ?1)
        OR EXISTS (SELECT 1 FROM estate WHERE version > ?1)
        OR EXISTS (SELECT 1 FROM alias WHERE version > ?1 AND target_kind IN ('estate', 'thoroughfare'))";
    if one(&register.database, "look for changed names", shared, [since.into()]).await?.is_some() {
        return Ok(None);
    }
    let sql = "SELECT id FROM building WHERE version > ?1
        UNION SELECT building_id AS id FROM unit WHERE version > ?1
        UNION SELECT target_id AS id FROM alias WHERE version > ?1 AND target_kind = 'building'
        LIMIT ?2";
    let values = [since.into(), i64::from(MOST_BUILDINGS + 1).into()];
    let rows = fetch(&register.database, "read what changed", sql, values).await?;
    if rows.len() > MOST_BUILDINGS as usize {
        return Ok(None);
    }
    let id = |row: &crate::store::Found| -> Result<[u8; 16]> {
        Ok(super::components::key(&row.get::<Vec<u8>>("id")?))
    };
    let mut changed: Vec<[u8; 16]> = rows.iter().map(id).collect::<Result<_>>()?;
    // Sorted here: asked to sort, SQLite walks all units by their building rather than those of late versions.
    changed.sort_unstable();
    Ok(Some(changed))
}

/// Removes the delta of an index that was written anew: it belongs to the one before.
pub(super) fn forget(data: &Path) -> Result<()> {
    match std::fs::remove_file(delta_path(data)) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(Error::Write(error)),
        _ => Ok(()),
    }
}
