//! Vector tiles of the register (Mapbox Vector Tile 2.1), made on demand.
//!
//! Areas, roads and what only the map shows are held in memory for one version
//! of the register; buildings are read by their cell. Finished tiles are kept,
//! within a bound, until the version changes. Nothing in a tile is personal,
//! and a tile's tag is the register's version.

mod cache;
mod clip;
mod draw;
mod frame;
mod layers;
mod shapes;

use crate::{Register, Result};
use cache::Cache;
use frame::Frame;
use shapes::Shapes;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::Mutex as AsyncMutex;

/// The deepest zoom that has tiles of its own.
pub const DEEPEST_ZOOM: u8 = 18;

/// A tile.
#[derive(Clone, Debug)]
pub struct Tile {
    /// The register's version it shows.
    pub version: i64,
    /// Its bytes; empty where there is nothing to show.
    pub bytes: Arc<[u8]>,
}

/// Makes and keeps tiles; cheap to clone.
#[derive(Clone)]
pub struct Tiles {
    register: Register,
    shapes: Arc<AsyncMutex<Option<Arc<Shapes>>>>,
    cache: Arc<Mutex<Cache>>,
}

impl Tiles {
    /// Tiles of a register.
    #[must_use]
    pub fn new(register: Register) -> Self {
        Self { register, shapes: Arc::default(), cache: Arc::default() }
    }

    /// The tile at a zoom, column and row; none where there is no such tile.
    pub async fn tile(&self, zoom: u8, x: u32, y: u32) -> Result<Option<Tile>> {
        let Some(frame) = Frame::new(zoom, x, y) else { return Ok(None) };
        let version = self.register.version().await?;
        let kept =
            self.cache.lock().unwrap_or_else(PoisonError::into_inner).get(version, (zoom, x, y));
        if let Some(bytes) = kept {
            return Ok(Some(Tile { version, bytes }));
        }
        let shapes = self.shapes(version).await?;
        let bytes: Arc<[u8]> = layers::draw(&self.register, &shapes, &frame).await?.into();
        self.cache.lock().unwrap_or_else(PoisonError::into_inner).put(
            version,
            (zoom, x, y),
            bytes.clone(),
        );
        Ok(Some(Tile { version, bytes }))
    }

    /// What is held in memory, read again when the version has changed.
    async fn shapes(&self, version: i64) -> Result<Arc<Shapes>> {
        let mut held = self.shapes.lock().await;
        if let Some(shapes) = held.as_ref().filter(|shapes| shapes.version == version) {
            return Ok(shapes.clone());
        }
        let shapes = Arc::new(Shapes::read(&self.register, version).await?);
        *held = Some(shapes.clone());
        Ok(shapes)
    }
}

#[cfg(test)]
mod tests;
