//! The register as the wash needs it: an index of addresses, and which place each entry is.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
};

use address::AddressIndex;
use kernel::Progress;
use register::{
    Register,
    import::{self, Options},
    wash::{Place, PlaceKind, Places, Washing, follow_index, index_path, keep_index, source_keys},
};

use crate::{Context, FusionError, Sources, lake, mapping::Bundle, stages::assign::hex};

/// The index and the places behind its entries.
pub(crate) struct Gazetteer {
    index: AddressIndex,
    places: Places,
}

impl Gazetteer {
    /// Opens what [`prepare`] put into `folder`.
    pub(crate) fn open(folder: &Path, version: i64) -> Result<Self, FusionError> {
        let index = AddressIndex::open(&index_path(folder))?;
        if index.version() != version.to_string() {
            let found = index.version();
            let what = format!("the index is of the register's version {found}, not {version}");
            return Err(FusionError::part("wash", what));
        }
        let places = Places::open(folder, &index)?;
        Ok(Self { index, places })
    }

    /// Opens what lies in `data`, of whatever version of the register it is, with what changed since it was written.
    pub(crate) fn present(data: &Path) -> Result<Self, FusionError> {
        let (index, places) = Washing::open(data)?.into_parts();
        Ok(Self { index, places })
    }

    pub(crate) fn index(&self) -> &AddressIndex {
        &self.index
    }

    /// `unit:…` or `building:…` of an entry.
    pub(crate) fn place(&self, entry: u64) -> Option<String> {
        self.places.get(entry).map(text)
    }

    /// The building of an entry, in hexadecimal digits.
    pub(crate) fn building(&self, entry: u64) -> Option<String> {
        self.places.building(entry).map(hex)
    }
}

/// The ids that places have in the data the register was imported from.
pub(crate) struct SourceKeys(HashMap<String, String>);

impl SourceKeys {
    pub(crate) async fn read(context: &Context) -> Result<Self, FusionError> {
        let mut keys = HashMap::new();
        source_keys(&register(context), |place, key| {
            keys.insert(text(place), key.to_owned());
        })
        .await?;
        Ok(Self(keys))
    }

    pub(crate) fn of(&self, place: &str) -> Option<&str> {
        self.0.get(place).map(String::as_str)
    }
}

fn text(place: Place) -> String {
    match place.kind {
        PlaceKind::Building => format!("building:{}", hex(place.id)),
        PlaceKind::Unit => format!("unit:{}", hex(place.id)),
    }
}

pub(crate) fn register(context: &Context) -> Register {
    Register::new(context.database.clone(), context.ids.clone(), context.clock.clone())
}

/// Where the index lies that a run reads, from the shared folder: the one that serves may be written anew meanwhile.
/// The run at work holds the lake, so that there is one.
pub(crate) fn kept(data: &Path) -> PathBuf {
    data.join("lake").join("index")
}

/// Whether an index lies there before a run begins: of a run that was killed, or shared its own with workers.
pub(crate) fn is_left(data: &Path) -> bool {
    kept(data).exists()
}

/// Lets it go at a run's end, whatever became of the run. What others may read is left: a worker that was given up, or
/// whose coordinator was killed, goes on for a while, and a network file system takes from it what is removed. The next
/// run uses it, or puts its own in its place ([`keep_index`]).
pub(crate) fn let_go(data: &Path, others_may_read: bool) {
    if others_may_read {
        return;
    }
    if let Err(error) = lake::remove(&kept(data)) {
        tracing::warn!(%error, "the index of the run is still there: the next run removes it");
    }
}

/// Imports the register that comes with the sources, if the folder of mappings names one, and brings the index up to
/// date. Both do nothing where nothing changed. Returns the register's version.
pub(crate) async fn prepare(
    context: &Context,
    bundle: &Bundle,
    sources: &Sources,
    progress: &dyn Progress,
) -> Result<i64, FusionError> {
    if let Some(file) = &bundle.place.register {
        let options = Options { profile: bundle.place.profile.clone(), ..Options::default() };
        import::table(&register(context), &sources.file(file)?, options, progress).await?;
    }
    current(context, progress).await
}

/// The register as it is, for a day: its version and, where the day has addresses to wash, the index that is there
/// with what changed since it was written, which answers as one that is written whole.
pub(crate) async fn of_day(
    context: &Context,
    washes: bool,
    progress: &dyn Progress,
) -> Result<(Option<Gazetteer>, i64), FusionError> {
    let register = register(context);
    let version = register.version().await?;
    if version == 0 {
        return Err(FusionError::NoRegister);
    }
    if !washes {
        return Ok((None, version));
    }
    follow_index(&register, &context.data, progress).await?;
    let gazetteer = Gazetteer::present(&context.data)?;
    let version = gazetteer.index.version().parse().unwrap_or(version);
    Ok((Some(gazetteer), version))
}

/// Brings the index up to date with the register as it is, and keeps it for the run. Returns the register's version.
async fn current(context: &Context, progress: &dyn Progress) -> Result<i64, FusionError> {
    let register = register(context);
    if register.version().await? == 0 {
        return Err(FusionError::NoRegister);
    }
    Ok(keep_index(&register, &context.data, &kept(&context.data), progress).await?)
}
