//! The folder of an installation, opened.

use std::{path::PathBuf, sync::Arc};

use access::Access;
use anyhow::{Context as _, Result};
use database::Database;
use kernel::{Ids, SharedClock, SystemClock};
use register::Register;
use server::{AppState, Config};

use crate::{entropy, global::Global};

/// The configuration: the file that was named, then the environment.
pub(crate) fn config(global: &Global) -> Result<Config> {
    Ok(Config::load(global.config.as_deref(), std::env::vars())?)
}

/// What commands work on: one database, one clock, one source of ids.
pub(crate) struct Installation {
    pub(crate) data: PathBuf,
    pub(crate) database: Database,
    pub(crate) clock: SharedClock,
    pub(crate) ids: Ids,
    pub(crate) access: Arc<Access>,
}

impl Installation {
    /// Opens the folder, making what is missing, and brings the schema up to date.
    pub(crate) async fn open(global: &Global, config: &Config) -> Result<Self> {
        let data = global.data.clone();
        std::fs::create_dir_all(&data).with_context(|| format!("make {}", data.display()))?;
        let clock: SharedClock = Arc::new(SystemClock);
        let ids = Ids::new(clock.clone(), entropy::chance()?);
        let database = Database::open(&config.database.address(&data)).await?;
        database.migrate(server::MIGRATIONS, &*clock).await?;
        database.number_feed().await?;
        let access = Access::open_with(
            &config.keys.source(),
            database.clone(),
            &data,
            clock.clone(),
            ids.clone(),
            entropy::chance()?,
            config.access(),
        )?;
        Ok(Self { data, database, clock, ids, access: Arc::new(access) })
    }

    /// The register.
    pub(crate) fn register(&self) -> Register {
        Register::new(self.database.clone(), self.ids.clone(), self.clock.clone())
    }

    /// What a run is given.
    pub(crate) fn fusion(&self) -> fusion::Context {
        fusion::Context {
            database: self.database.clone(),
            access: self.access.clone(),
            ids: self.ids.clone(),
            clock: self.clock.clone(),
            data: self.data.clone(),
        }
    }

    /// What the server is given.
    pub(crate) fn state(&self, config: Config) -> Result<AppState> {
        Ok(AppState::new(
            config,
            self.data.clone(),
            self.database.clone(),
            self.access.clone(),
            self.clock.clone(),
            self.ids.clone(),
        )?)
    }
}
