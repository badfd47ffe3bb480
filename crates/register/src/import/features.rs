//! GeoJSON, a feature at a time: a collection, or one feature a line.
//!
//! A feature that is no JSON is an error of its own that names its number and
//! line; those after it are still read.

use super::objects::Objects;
use crate::Result;
use crate::geometry::Shape;
use geo_types::{Coord, LineString, MultiLineString, MultiPoint, MultiPolygon, Point, Polygon};
use serde::Deserialize;
use std::path::Path;

/// A feature that was read, or why it was not.
pub(crate) struct Read {
    /// Its number in the file, from 1.
    pub(crate) number: u64,
    /// The line it begins on, from 1.
    pub(crate) line: u64,
    pub(crate) outcome: Result<(Properties, Option<Shape>), String>,
}

pub(crate) type Properties = serde_json::Map<String, serde_json::Value>;

/// The features of a file in order.
pub(crate) struct Features(Objects);

impl Features {
    pub(crate) fn open(path: &Path) -> Result<Self> {
        Objects::open(path).map(Self)
    }

    pub(crate) fn file(&self) -> &str {
        &self.0.file
    }

    /// The next feature; an error where the file breaks off.
    pub(crate) fn next(&mut self) -> Result<Option<Read>> {
        let Some(object) = self.0.next()? else { return Ok(None) };
        let outcome = serde_json::from_slice::<Raw>(&object.json)
            .map_err(|e| e.to_string())
            .map(Raw::into_parts);
        Ok(Some(Read { number: object.number, line: object.line, outcome }))
    }
}

#[derive(Deserialize)]
struct Raw {
    geometry: Option<RawShape>,
    #[serde(default)]
    properties: Option<Properties>,
    id: Option<serde_json::Value>,
}

type Line = Vec<Position>;

#[derive(Deserialize)]
#[serde(tag = "type", content = "coordinates")]
enum RawShape {
    Point(Position),
    MultiPoint(Line),
    LineString(Line),
    MultiLineString(Vec<Line>),
    Polygon(Vec<Line>),
    MultiPolygon(Vec<Vec<Line>>),
}

/// Longitude and latitude; further numbers are passed over.
struct Position(Coord<f64>);

impl<'de> Deserialize<'de> for Position {
    fn deserialize<D: serde::Deserializer<'de>>(
        deserializer: D,
    ) -> std::result::Result<Self, D::Error> {
        struct Visitor;
        impl<'de> serde::de::Visitor<'de> for Visitor {
            type Value = Position;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a position of two numbers")
            }
            fn visit_seq<A: serde::de::SeqAccess<'de>>(
                self,
                mut seq: A,
            ) -> std::result::Result<Position, A::Error> {
                let missing = || serde::de::Error::custom("a position needs two numbers");
                let x = seq.next_element()?.ok_or_else(missing)?;
                let y = seq.next_element()?.ok_or_else(missing)?;
                while seq.next_element::<serde::de::IgnoredAny>()?.is_some() {}
                Ok(Position(Coord { x, y }))
            }
        }
        deserializer.deserialize_seq(Visitor)
    }
}

impl Raw {
    fn into_parts(self) -> (Properties, Option<Shape>) {
        let mut properties = self.properties.unwrap_or_default();
        if let Some(id) = self.id {
            properties.entry("@id").or_insert(id);
        }
        (properties, self.geometry.map(RawShape::into_shape))
    }
}

impl RawShape {
    fn into_shape(self) -> Shape {
        match self {
            Self::Point(at) => Shape::Point(Point(at.0)),
            Self::MultiPoint(points) => {
                Shape::MultiPoint(MultiPoint(points.into_iter().map(|p| Point(p.0)).collect()))
            }
            Self::LineString(points) => Shape::LineString(line(points)),
            Self::MultiLineString(lines) => {
                Shape::MultiLineString(MultiLineString(lines.into_iter().map(line).collect()))
            }
            Self::Polygon(rings) => Shape::Polygon(polygon(rings)),
            Self::MultiPolygon(parts) => {
                Shape::MultiPolygon(MultiPolygon(parts.into_iter().map(polygon).collect()))
            }
        }
    }
}

fn line(points: Line) -> LineString<f64> {
    LineString(points.into_iter().map(|p| p.0).collect())
}

fn polygon(rings: Vec<Line>) -> Polygon<f64> {
    let mut rings = rings.into_iter().map(line);
    let outer = rings.next().unwrap_or_else(|| LineString(Vec::new()));
    Polygon::new(outer, rings.collect())
}
