//! The index written whole, beside the one that is there, and put in its place.

use super::components::Context;
use super::entries::{Page, Pages};
use super::follow::{follow_held, forget};
use super::lock::Lock;
use super::places::{BESIDE, FORMER_BESIDE, Places, Writer, Written};
use super::{Built, UNFINISHED, blocking, index_path, profile, unfinished};
use crate::{Error, Register, Result};
use address::{AddressIndex, IndexBuilder, Profile, RegisterEntry};
use kernel::Progress;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use tempfile::TempPath;

/// How often it is written in a row: who imports again and again holds nobody up for ever.
const ROUNDS: usize = 3;

/// Writes the wash index of the register's present version into `data`, unless it is there.
///
/// One process at a time writes it; another waits, and takes what was written. What changes meanwhile is followed in
/// the index that is there, and laid over the new one once that has taken its place.
pub async fn build_index(
    register: &Register,
    data: &Path,
    progress: &dyn Progress,
) -> Result<Built> {
    if let Some(built) = up_to_date(register, data).await? {
        return Ok(built);
    }
    let held = Lock::of_writing(data).await?;
    match up_to_date(register, data).await? {
        Some(built) => Ok(built),
        None => write_whole(register, data, progress, &held).await,
    }
}

/// The index that is there, where it is whole and of the register's present version.
async fn up_to_date(register: &Register, data: &Path) -> Result<Option<Built>> {
    let version = register.version().await?;
    let profile = profile(register).await?;
    let data = data.to_owned();
    blocking(move || {
        let path = index_path(&data);
        let index = AddressIndex::open(&path).ok().filter(|index| {
            index.version() == version.to_string()
                && index.profile().name() == profile.name()
                && Places::open(&data, index).is_ok_and(|places| !places.are_former())
        });
        Ok(index.map(|index| Built {
            version,
            entries: index.len(),
            duplicates: index.duplicates().count() as u64,
            bytes: path.metadata().map_or(0, |facts| facts.len()),
            fresh: true,
        }))
    })
    .await
}

/// Writes it whole, for whoever holds the lock of writing: once more where what changed meanwhile needs that.
pub(super) async fn write_whole(
    register: &Register,
    data: &Path,
    progress: &dyn Progress,
    _held: &Lock,
) -> Result<Built> {
    for _ in 1..ROUNDS {
        let (built, behind) = write_round(register, data, progress).await?;
        if !behind {
            return Ok(built);
        }
    }
    let (built, behind) = write_round(register, data, progress).await?;
    if behind {
        tracing::warn!("the wash index does not know yet what changed while it was written");
    }
    Ok(built)
}

/// Writes it whole, and whether it has to be written so again.
async fn write_round(
    register: &Register,
    data: &Path,
    progress: &dyn Progress,
) -> Result<(Built, bool)> {
    let version = register.version().await?;
    let profile = profile(register).await?;
    progress.stage("wash index", 0);
    let context = Context::read(register, &profile).await?;
    let mut whole = Whole::begin(data, version, &profile, context)?;
    let mut pages = Pages::of(register);
    while let Some(page) = pages.next().await? {
        let (back, taken) = blocking(move || whole.take(page)).await?;
        whole = back;
        progress.advance(taken);
    }
    let pair = blocking(move || whole.finish()).await?;
    let held = Lock::of_files(data).await?;
    let (held, built) = blocking(move || pair.settle().map(|built| (held, built))).await?;
    if register.version().await? == version {
        return Ok((built, false));
    }
    // What changed meanwhile lay over the index before.
    match follow_held(register, data, held).await {
        Ok(followed) => Ok((built, followed.is_none())),
        Err(error) => {
            tracing::warn!(%error, "the wash index does not know yet what changed while it was written");
            Ok((built, false))
        }
    }
}

/// An index in the making.
struct Whole {
    data: PathBuf,
    version: i64,
    context: Context,
    builder: IndexBuilder,
    places: Writer,
    entries: u64,
}

impl Whole {
    fn begin(data: &Path, version: i64, profile: &Profile, context: Context) -> Result<Self> {
        let builder = IndexBuilder::new(profile, &version.to_string());
        let places = Writer::create(data)?;
        Ok(Self { data: data.to_owned(), version, context, builder, places, entries: 0 })
    }

    /// Takes a page of buildings in; how many addresses that were.
    fn take(mut self, page: Page) -> Result<(Self, u64)> {
        let before = self.entries;
        let Self { context, builder, places, entries, .. } = &mut self;
        page.each(context, |place, entry| {
            builder.add(&RegisterEntry { id: *entries, ..entry })?;
            places.add(place)?;
            *entries += 1;
            Ok(())
        })?;
        let taken = self.entries - before;
        Ok((self, taken))
    }

    fn finish(self) -> Result<Pair> {
        let Self { data, version, builder, places, .. } = self;
        let index = unfinished(&data)?.into_temp_path();
        let address::Built { entries, duplicates, bytes } = builder.finish(&index)?;
        let places = places.finish(&data, &AddressIndex::open(&index)?)?;
        let built = Built { version, entries, duplicates, bytes, fresh: false };
        Ok(Pair { data, index, places, built })
    }
}

/// An index and its places, both written and not yet in their places.
struct Pair {
    data: PathBuf,
    index: TempPath,
    places: Written,
    built: Built,
}

impl Pair {
    fn settle(self) -> Result<Built> {
        let Self { data, index, places, built } = self;
        index.persist(index_path(&data)).map_err(|failure| Error::Write(failure.error))?;
        places.settle()?;
        forget(&data)?;
        if let Err(cause) = sweep(&data) {
            tracing::warn!(%cause, "what was left of a wash index could not be removed");
        }
        Ok(built)
    }
}

/// Removes what was written and never put in its place, because its process ended: nobody else writes now.
fn sweep(data: &Path) -> io::Result<()> {
    for entry in fs::read_dir(data)? {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let unfinished = name.starts_with("wash.") && name.ends_with(UNFINISHED);
        if unfinished || name.starts_with(BESIDE) || name == FORMER_BESIDE {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}
