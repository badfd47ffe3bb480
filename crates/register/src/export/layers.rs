//! One feature a row.

use crate::geometry::{Shape, from_wkb};
use crate::store::{Found, fetch};
use crate::{Error, Register, Result};
use geo_types::{LineString, Polygon};
use serde_json::{Value, json};
use std::io::Write;

const PAGE: i64 = 2_000;

/// What is exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layer {
    /// Areas with their borders.
    Areas,
    /// Buildings with their footprints.
    Buildings,
    /// A point for every address with a house number, aliases too.
    Addresses,
}

impl Layer {
    fn sql(self) -> &'static str {
        match self {
            Self::Areas => {
                "SELECT id, code, level, path, name_zh, name_en, public_place, lon, lat, shape FROM area
                 WHERE id > ?1 AND stage <> 'retired' AND lon IS NOT NULL ORDER BY id LIMIT ?2"
            }
            Self::Buildings => {
                "SELECT b.id AS id, b.code AS code, b.source_key AS source_key, b.stage AS stage, b.use_class AS use_class,
                    b.floors AS floors, b.height_m AS height_m, b.area_path AS area_path, b.name_zh AS name_zh,
                    b.name_en AS name_en, t.name_zh AS road_zh, t.name_en AS road_en, b.road_number AS road_number,
                    e.name_zh AS estate_zh, e.name_en AS estate_en, b.label AS label, b.postcode AS postcode,
                    b.unit_count AS unit_count, b.lon AS lon, b.lat AS lat, b.shape AS shape
                 FROM building b LEFT JOIN thoroughfare t ON t.id = b.thoroughfare_id
                    LEFT JOIN estate e ON e.id = b.estate_id
                 WHERE b.id > ?1 AND b.stage <> 'retired' AND b.lon IS NOT NULL ORDER BY b.id LIMIT ?2"
            }
            Self::Addresses => {
                "SELECT x.id AS id, x.source_key AS source_key, x.road_number AS road_number, t.name_zh AS road_zh,
                    t.name_en AS road_en, b.code AS code, b.locality AS locality, b.region AS region,
                    b.postcode AS postcode, b.lon AS lon, b.lat AS lat
                 FROM (SELECT id, source_key, road_number, thoroughfare_id, id AS building_id FROM building
                       WHERE road_number <> '' AND stage <> 'retired'
                     UNION ALL SELECT id, source_key, road_number, thoroughfare_id, target_id AS building_id FROM alias
                       WHERE road_number <> '' AND stage <> 'retired' AND target_kind = 'building') x
                 JOIN building b ON b.id = x.building_id LEFT JOIN thoroughfare t ON t.id = x.thoroughfare_id
                 WHERE x.id > ?1 AND b.lon IS NOT NULL ORDER BY x.id LIMIT ?2"
            }
        }
    }

    fn properties(self, row: &Found) -> Result<Value> {
        let texts: &[&'static str] = match self {
            Self::Areas => &["code", "level", "path", "name_zh", "name_en"],
            Self::Buildings => &[
                "code",
                "source_key",
                "stage",
                "use_class",
                "area_path",
                "name_zh",
                "name_en",
                "road_zh",
                "road_en",
                "road_number",
                "estate_zh",
                "estate_en",
                "label",
                "postcode",
            ],
            Self::Addresses => &[
                "source_key",
                "road_number",
                "road_zh",
                "road_en",
                "code",
                "locality",
                "region",
                "postcode",
            ],
        };
        let mut out = serde_json::Map::new();
        let id: Vec<u8> = row.get("id")?;
        let id =
            kernel::Id::<crate::model::Building>::from_bytes(id.try_into().unwrap_or_default());
        out.insert("id".into(), id.to_string().into());
        for column in texts {
            let text: Option<String> = row.get(column)?;
            out.insert((*column).into(), text.into());
        }
        if self == Self::Buildings {
            out.insert("floors".into(), json!(row.get::<Option<i32>>("floors")?));
            out.insert("height_m".into(), json!(row.number("height_m")?));
            out.insert("units".into(), json!(row.get::<i32>("unit_count")?));
        }
        Ok(Value::Object(out))
    }
}

/// Writes a layer; the count of features written.
pub async fn geojson(register: &Register, layer: Layer, mut out: impl Write) -> Result<u64> {
    let mut written = 0_u64;
    let mut after: Vec<u8> = Vec::new();
    out.write_all(b"{\"type\":\"FeatureCollection\",\"features\":[\n").map_err(Error::Write)?;
    loop {
        let values = [after.clone().into(), PAGE.into()];
        let rows = fetch(&register.database, "export the register", layer.sql(), values).await?;
        let Some(last) = rows.last() else { break };
        after = last.get("id")?;
        for row in &rows {
            let shape = if layer == Layer::Addresses { None } else { row.bytes("shape")? };
            let geometry = match shape.as_deref().and_then(from_wkb) {
                Some(shape) => geometry(&shape),
                None => {
                    json!({ "type": "Point", "coordinates": [row.number("lon")?, row.number("lat")?] })
                }
            };
            let feature = json!({ "type": "Feature", "properties": layer.properties(row)?, "geometry": geometry });
            let comma: &[u8] = if written == 0 { b"" } else { b",\n" };
            out.write_all(comma).map_err(Error::Write)?;
            serde_json::to_writer(&mut out, &feature).map_err(|e| Error::Write(e.into()))?;
            written += 1;
        }
    }
    out.write_all(b"\n]}\n").and_then(|()| out.flush()).map_err(Error::Write)?;
    Ok(written)
}

fn geometry(shape: &Shape) -> Value {
    let line =
        |line: &LineString<f64>| line.0.iter().map(|c| json!([c.x, c.y])).collect::<Vec<_>>();
    let polygon = |polygon: &Polygon<f64>| {
        std::iter::once(polygon.exterior()).chain(polygon.interiors()).map(line).collect::<Vec<_>>()
    };
    match shape {
        Shape::Point(at) => json!({ "type": "Point", "coordinates": [at.x(), at.y()] }),
        Shape::LineString(one) => json!({ "type": "LineString", "coordinates": line(one) }),
        Shape::MultiLineString(lines) => {
            json!({ "type": "MultiLineString", "coordinates": lines.0.iter().map(line).collect::<Vec<_>>() })
        }
        Shape::Polygon(one) => json!({ "type": "Polygon", "coordinates": polygon(one) }),
        Shape::MultiPolygon(parts) => {
            json!({ "type": "MultiPolygon", "coordinates": parts.0.iter().map(polygon).collect::<Vec<_>>() })
        }
        _ => Value::Null,
    }
}
