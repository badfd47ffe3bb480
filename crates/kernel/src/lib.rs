//! What every capability shares: typed ids, time, chance, places, bilingual text.
//!
//! Nothing here does I/O. Time, ids and chance are values that the binary makes
//! once and passes down ([`Clock`], [`Ids`], [`Chance`]), so that a test or a
//! seeded run decides them.

mod area_path;
mod chance;
mod clock;
mod day;
mod geometry;
mod id;
mod instant;
mod network;
mod progress;
pub mod refusal;
mod text;
mod words;

pub use area_path::{AreaPath, AreaPathError};
pub use chance::Chance;
pub use clock::{Clock, FixedClock, SharedClock, SystemClock};
pub use day::{Day, DayError};
pub use geometry::{Box4326, Point4326, distance_m};
pub use id::{Entity, Id, IdError, Ids};
pub use instant::Instant;
pub use network::is_public;
pub use progress::{Progress, Silent};
pub use text::{Lang, Text};
pub use words::UnknownName;
