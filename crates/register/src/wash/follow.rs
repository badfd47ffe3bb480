//! The wash index brought up to date by what changed, and opened with it.

use super::components::{Context, key};
use super::entries::{Entries, Page};
use super::lock::Lock;
use super::places::{Place, Places, are_of, record};
use super::whole::write_whole;
use super::{Built, blocking, index_path, profile};
use crate::store::{Found, fetch, one};
use crate::{Error, Register, Result};
use address::{AddressError, AddressIndex, Group};
use kernel::Progress;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Entries of changed buildings that a delta holds at most; with more the index is written whole.
pub const MOST_CHANGED: usize = 8_192;
/// Buildings that may have changed; with more nobody need count their units.
const MOST_BUILDINGS: u32 = 2_000;
/// How long whoever is answered waits for another who puts files in place, and who may be frozen.
const PATIENCE: Duration = Duration::from_secs(10);

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
    /// Whether there is a delta that was left aside, or the places are of the former format.
    aside: bool,
}

impl Washing {
    /// Opens what is there. A delta that belongs to another index, or is damaged, is left aside with a warning: the
    /// index then answers as of its own version, until it is followed.
    pub fn open(data: &Path) -> Result<Self> {
        // A new index may have taken the old one's place between two looks.
        Self::look(data).or_else(|_| Self::look(data))
    }

    fn look(data: &Path) -> Result<Self> {
        let delta = delta_path(data);
        let mut aside = false;
        let index = match with_delta(data, &delta) {
            Ok(index) => index,
            Err(cause) => {
                let index = AddressIndex::open(&index_path(data))?;
                // Whoever writes a new index removes the delta of the old one.
                aside = delta.exists();
                if aside {
                    tracing::warn!(%cause, "what changed since the wash index is left aside until it is told again");
                }
                index
            }
        };
        let places = Places::open(data, &index)?.with(index.attached());
        let aside = aside || places.are_former();
        Ok(Self { index, places, aside })
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

    /// Whether a delta was left aside, or the places are of the former format, so that it is to be followed.
    #[must_use]
    pub fn left_aside(&self) -> bool {
        self.aside
    }

    /// The version of the register that it answers for.
    #[must_use]
    pub fn version(&self) -> i64 {
        self.index.version().parse().unwrap_or_default()
    }
}

/// The index with its delta, or alone where there is none.
fn with_delta(data: &Path, delta: &Path) -> Result<AddressIndex> {
    let base = index_path(data);
    if !delta.exists() {
        return Ok(AddressIndex::open(&base)?);
    }
    let index = AddressIndex::open_with_delta(&base, delta)?;
    if are_of(index.attached(), index.len() - index.base_len()) {
        return Ok(index);
    }
    let reason = "its places are not those of its entries";
    Err(AddressError::Damaged { path: delta.to_owned(), reason }.into())
}

/// Brings the wash index to the register's present version: by what changed since it was written where that is
/// little, else whole.
///
/// What changed is told by the versions that rows bear, which are those of the change feed, and by nothing else:
/// whatever was missed, for a process was killed or a disk was full, the next one catches up. The base and its places
/// stay as they are; one move puts the new delta in the old one's place, so that who is killed leaves the old pair,
/// and who has it open goes on with it.
pub async fn follow_index(
    register: &Register,
    data: &Path,
    progress: &dyn Progress,
) -> Result<Built> {
    if let Some(built) = follow_waiting(register, data).await? {
        return Ok(built);
    }
    let held = Lock::of_writing(data).await?;
    // Whoever held it before may have written what is missing.
    match follow_waiting(register, data).await? {
        Some(built) => Ok(built),
        None => write_whole(register, data, progress, &held).await,
    }
}

/// The same, and none where the index has to be written whole; whoever puts files in place is waited for.
async fn follow_waiting(register: &Register, data: &Path) -> Result<Option<Built>> {
    if !index_path(data).exists() {
        return Ok(None);
    }
    follow_held(register, data, Lock::of_files(data).await?).await
}

/// The same, and none where the index has to be written whole: that may take minutes. It does not wait for whoever
/// writes the index whole meanwhile, and not long for whoever puts files in place: somebody waits for an answer.
///
/// # Errors
/// That of a wait that was given up, among others: what was missed, the next to follow catches up.
pub async fn follow_changes(register: &Register, data: &Path) -> Result<Option<Built>> {
    if !index_path(data).exists() {
        return Ok(None);
    }
    let held = tokio::time::timeout(PATIENCE, Lock::of_files(data)).await;
    let held = held.map_err(|_| Error::Write(std::io::ErrorKind::TimedOut.into()))??;
    follow_held(register, data, held).await
}

/// The same, for whoever holds the lock of the files.
pub(super) async fn follow_held(
    register: &Register,
    data: &Path,
    held: Lock,
) -> Result<Option<Built>> {
    let version = register.version().await?;
    let profile = profile(register).await?;
    let folder = data.to_owned();
    let now = match blocking(move || Washing::open(&folder)).await {
        Ok(now) => now,
        Err(error) => {
            tracing::warn!(%error, "the wash index cannot be opened and is written again");
            return Ok(None);
        }
    };
    let since: i64 = now.index.base_version().parse().unwrap_or_default();
    let fits = now.index.profile().name() == profile.name() && since <= version;
    if !fits || now.places.are_former() {
        return Ok(None);
    }
    if now.version() == version {
        if now.aside {
            forget(data)?;
        }
        let entries = now.index.len();
        return Ok(Some(Built { version, entries, duplicates: 0, bytes: 0, fresh: true }));
    }
    let Some(changed) = changed_since(register, since).await? else { return Ok(None) };
    let Some(page) = Page::of(register, &changed, MOST_CHANGED).await? else { return Ok(None) };
    let context = Context::read(register, &profile).await?;
    let delta = delta_path(data);
    blocking(move || {
        let _held = held;
        write(&now, version, &changed, page.by_building(&context)?, &delta)
    })
    .await
}

/// Writes the entries of the changed buildings; none where the index has to be written whole.
fn write(
    now: &Washing,
    version: i64,
    changed: &[[u8; 16]],
    mut entries: HashMap<[u8; 16], Entries>,
    delta: &Path,
) -> Result<Option<Built>> {
    let base = now.index.base_len();
    let mut attached = Vec::new();
    let mut groups = Vec::with_capacity(changed.len());
    for (replaces, id) in now.places.of_buildings(base, changed).into_iter().zip(changed) {
        let held = entries.remove(id).unwrap_or_default();
        let (places, entries): (Vec<Place>, Vec<_>) = held.into_iter().unzip();
        for place in places {
            attached.extend(record(place));
        }
        groups.push(Group { replaces, entries });
    }
    match now.index.write_delta(&version.to_string(), &groups, &attached, delta) {
        Ok(built) => Ok(Some(Built {
            version,
            entries: base + built.entries,
            duplicates: 0,
            bytes: built.bytes,
            fresh: false,
        })),
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
        UNION SELECT u.building_id AS id FROM alias a JOIN unit u ON u.id = a.target_id
            WHERE a.version > ?1 AND a.target_kind = 'unit'
        LIMIT ?2";
    let values = [since.into(), i64::from(MOST_BUILDINGS + 1).into()];
    let rows = fetch(&register.database, "read what changed", sql, values).await?;
    if rows.len() > MOST_BUILDINGS as usize {
        return Ok(None);
    }
    let id = |row: &Found| -> Result<[u8; 16]> { Ok(key(&row.get::<Vec<u8>>("id")?)) };
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
