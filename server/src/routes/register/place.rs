//! Shapes that places share.

use kernel::{Box4326, Point4326, Text};
use register::query::{self, AddressLines};
use serde::Serialize;
use utoipa::ToSchema;

use crate::TextShape;

/// A position in EPSG:4326.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Point {
    /// Longitude.
    pub(crate) lon: f64,
    /// Latitude.
    pub(crate) lat: f64,
}

impl From<Point4326> for Point {
    fn from(Point4326 { lon, lat }: Point4326) -> Self {
        Self { lon, lat }
    }
}

/// A box in EPSG:4326.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Box {
    /// Least longitude.
    west: f64,
    /// Least latitude.
    south: f64,
    /// Greatest longitude.
    east: f64,
    /// Greatest latitude.
    north: f64,
}

impl From<Box4326> for Box {
    fn from(Box4326 { west, south, east, north }: Box4326) -> Self {
        Self { west, south, east, north }
    }
}

/// An area by name.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PlaceAreaRef)]
pub(crate) struct AreaRef {
    /// Its id.
    id: String,
    /// `province`, `city`, `district`, `street`, `community`, `grid` or `zone`.
    level: &'static str,
    /// Its code.
    code: String,
    /// Its name.
    name: TextShape,
}

impl From<query::AreaRef> for AreaRef {
    fn from(area: query::AreaRef) -> Self {
        Self {
            id: area.id.to_string(),
            level: area.level.word(),
            code: area.code,
            name: text(area.name),
        }
    }
}

/// An address in two lines, in each language.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Address {
    /// Largest first: the area, then the way to the door.
    zh: [String; 2],
    /// Smallest first.
    en: [String; 2],
}

impl From<AddressLines> for Address {
    fn from(AddressLines { zh, en }: AddressLines) -> Self {
        Self { zh, en }
    }
}

/// Another name.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Alias {
    /// Its id.
    id: String,
    /// The name.
    text: String,
    /// What sort: `old_name`, `former_number`, `door_plate`, `nickname`, `department`, `address`.
    kind: String,
    /// The data set that has it.
    source: String,
    /// Since when, ISO.
    since: Option<String>,
}

impl From<query::AliasRow> for Alias {
    fn from(alias: query::AliasRow) -> Self {
        Self {
            id: alias.id.to_string(),
            text: alias.text,
            kind: alias.kind,
            source: alias.source,
            since: alias.since,
        }
    }
}

/// Where a row comes from.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Provenance {
    /// Who made it.
    source: String,
    /// The data set.
    dataset: String,
    /// Under which licence; empty where not stated.
    licence: String,
    /// When it came in.
    recorded_at: String,
}

impl From<query::Provenance> for Provenance {
    fn from(from: query::Provenance) -> Self {
        Self {
            source: from.source,
            dataset: from.dataset,
            licence: from.licence,
            recorded_at: from.recorded_at.to_string(),
        }
    }
}

/// Something that happened to a place.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LifeEvent {
    /// The day, ISO.
    at: String,
    /// `begun`, `ended`, `split`, `merge`, `renumber` or `undo`.
    kind: String,
    /// A remark, where there is one.
    note: Option<String>,
    /// What it came from.
    from: Option<String>,
    /// What it became.
    to: Option<String>,
}

impl From<query::LifeEvent> for LifeEvent {
    fn from(event: query::LifeEvent) -> Self {
        Self { at: event.at, kind: event.kind, note: None, from: event.from, to: event.to }
    }
}

/// A name in both languages; where one is missing the other stands in.
pub(crate) fn text(name: register::model::Name) -> TextShape {
    let register::model::Name { zh, en } = name;
    let (zh, en) = match (zh.is_empty(), en.is_empty()) {
        (true, false) => (en.clone(), en),
        (false, true) => (zh.clone(), zh),
        _ => (zh, en),
    };
    Text { zh, en }.into()
}

/// Turns a list of one shape into another.
pub(crate) fn all<A, B: From<A>>(list: Vec<A>) -> Vec<B> {
    list.into_iter().map(Into::into).collect()
}
