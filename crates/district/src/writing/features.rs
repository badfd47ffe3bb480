//! GeoJSON features, one a line, as a collection or newline-delimited.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

use super::{create, failed};
use crate::Error;
use crate::geometry::{P, Place};

/// A property's value.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Value<'a> {
    Text(&'a str),
    Int(i64),
    /// One decimal.
    Metres(f64),
}

/// A geometry on the ground plane.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Shape<'a> {
    Point(P),
    Lines(&'a [Vec<P>]),
    Ring(&'a [P]),
}

/// A file of features.
pub(crate) struct Features {
    path: PathBuf,
    out: BufWriter<File>,
    newline_delimited: bool,
    first: bool,
    line: String,
}

impl Features {
    /// `name` without extension: `.geojson`, or `.geojsonl` when newline-delimited.
    pub(crate) fn create(
        folder: &Path,
        name: &str,
        newline_delimited: bool,
    ) -> Result<Self, Error> {
        let path =
            folder.join(format!("{name}.geojson{}", if newline_delimited { "l" } else { "" }));
        let mut out = create(&path)?;
        if !newline_delimited {
            writeln!(out, "{{\"type\":\"FeatureCollection\",\"features\":[")
                .map_err(failed(&path))?;
        }
        Ok(Self { path, out, newline_delimited, first: true, line: String::new() })
    }

    /// Texts that are empty are left out.
    pub(crate) fn write(
        &mut self,
        properties: &[(&str, Value<'_>)],
        shape: Shape<'_>,
    ) -> Result<(), Error> {
        let line = &mut self.line;
        line.clear();
        if !self.first && !self.newline_delimited {
            line.push_str(",\n");
        }
        self.first = false;
        line.push_str("{\"type\":\"Feature\",\"properties\":{");
        let mut first = true;
        for (key, value) in properties {
            if matches!(value, Value::Text("")) {
                continue;
            }
            let comma = if first { "" } else { "," };
            first = false;
            // Writing to a string cannot fail.
            let _ = match value {
                Value::Text(s) => write!(
                    line,
                    "{comma}\"{key}\":\"{}\"",
                    s.replace('\\', "\\\\").replace('"', "\\\"")
                ),
                Value::Int(n) => write!(line, "{comma}\"{key}\":{n}"),
                Value::Metres(x) => write!(line, "{comma}\"{key}\":{x:.1}"),
            };
        }
        line.push_str("},\"geometry\":");
        match shape {
            Shape::Point(p) => {
                line.push_str("{\"type\":\"Point\",\"coordinates\":");
                position(line, p);
            }
            Shape::Lines([one]) => {
                line.push_str("{\"type\":\"LineString\",\"coordinates\":");
                positions(line, one, false);
            }
            Shape::Lines(many) => {
                line.push_str("{\"type\":\"MultiLineString\",\"coordinates\":[");
                for (i, one) in many.iter().enumerate() {
                    if i > 0 {
                        line.push(',');
                    }
                    positions(line, one, false);
                }
                line.push(']');
            }
            Shape::Ring(ring) => {
                line.push_str("{\"type\":\"Polygon\",\"coordinates\":[");
                positions(line, ring, true);
                line.push(']');
            }
        }
        line.push_str("}}");
        if self.newline_delimited {
            line.push('\n');
        }
        self.out.write_all(line.as_bytes()).map_err(failed(&self.path))
    }

    pub(crate) fn finish(mut self) -> Result<(), Error> {
        if !self.newline_delimited {
            self.out.write_all(b"\n]}\n").map_err(failed(&self.path))?;
        }
        self.out.flush().map_err(failed(&self.path))
    }
}

fn positions(line: &mut String, points: &[P], close: bool) {
    line.push('[');
    for (i, p) in points.iter().enumerate() {
        if i > 0 {
            line.push(',');
        }
        position(line, *p);
    }
    if close && let Some(p) = points.first() {
        line.push(',');
        position(line, *p);
    }
    line.push(']');
}

fn position(line: &mut String, p: P) {
    let (lon, lat) = Place::lon_lat_e7(p);
    let _ = write!(
        line,
        "[{}.{:07},{}.{:07}]",
        lon / 10_000_000,
        lon % 10_000_000,
        lat / 10_000_000,
        lat % 10_000_000
    );
}
