//! The wash index, open as long as its file stays the same.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, PoisonError, RwLock},
    time::SystemTime,
};

use address::AddressIndex;
use kernel::Text;
use register::wash::{Place, Places, index_path};

use super::names::Remembered;
use crate::{Problem, caller::Recent, problem::Chain};

/// The installation's wash index; opened by the first who asks, and again once
/// an import has replaced it.
pub(crate) struct WashIndex {
    data: PathBuf,
    open: RwLock<Option<(SystemTime, Arc<Open>)>>,
    /// Who washed or typed a moment ago.
    pub(crate) callers: Recent,
    /// What places are called.
    pub(crate) names: Remembered,
}

/// An index and the places behind its entries.
pub(crate) struct Open {
    pub(crate) index: AddressIndex,
    places: Places,
}

impl Open {
    /// The place of an entry.
    pub(crate) fn place(&self, entry: u64) -> Option<Place> {
        self.places.get(entry)
    }
}

impl WashIndex {
    /// The index in the folder `data`, not yet opened.
    pub(crate) fn new(data: &Path) -> Self {
        Self {
            data: data.to_owned(),
            open: RwLock::default(),
            callers: Recent::default(),
            names: Remembered::default(),
        }
    }

    /// The open index; 503 where there is none yet.
    pub(crate) async fn get(self: &Arc<Self>) -> Result<Arc<Open>, Problem> {
        // A look at the file's facts is shorter than the way to another thread.
        if let Some(open) = self.changed_at().and_then(|at| self.known(at)) {
            return Ok(open);
        }
        let this = Arc::clone(self);
        let opened = tokio::task::spawn_blocking(move || this.current());
        opened.await.map_err(Problem::internal)?
    }

    fn changed_at(&self) -> Option<SystemTime> {
        index_path(&self.data).metadata().and_then(|facts| facts.modified()).ok()
    }

    /// The open index, where it is the file as changed then.
    fn known(&self, changed_at: SystemTime) -> Option<Arc<Open>> {
        let known = self.open.read().unwrap_or_else(PoisonError::into_inner);
        known.as_ref().filter(|(at, _)| *at == changed_at).map(|(_, open)| Arc::clone(open))
    }

    fn current(&self) -> Result<Arc<Open>, Problem> {
        let path = index_path(&self.data);
        let missing = || {
            Problem::unavailable(Text::new(
                "还没有地址索引，请先导入登记数据",
                "There is no address index yet: import a register first",
            ))
        };
        let changed_at = self.changed_at().ok_or_else(missing)?;
        if let Some(open) = self.known(changed_at) {
            return Ok(open);
        }
        let index = AddressIndex::open(&path).map_err(|error| Problem::internal(Chain(&error)))?;
        let version = index.version().parse().map_err(Problem::internal)?;
        let places =
            Places::open(&self.data, version).map_err(|error| Problem::internal(Chain(&error)))?;
        let open = Arc::new(Open { index, places });
        *self.open.write().unwrap_or_else(PoisonError::into_inner) =
            Some((changed_at, Arc::clone(&open)));
        Ok(open)
    }
}
