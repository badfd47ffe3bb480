//! The layers of one tile.

use super::draw;
use super::frame::Frame;
use super::shapes::{Drawn, Shapes, id_text};
use crate::geometry::{cells_of_box, from_wkb};
use crate::store::{Found, fetch};
use crate::{Error, Register, Result};
use mvt::{Feature, Layer, Tile};
use sea_orm::Value;

/// From which zoom buildings are drawn, and those smaller than the least side in units left out.
const BUILDINGS_FROM: u8 = 13;
const LEAST_SIDE: f64 = 6.0;
/// Buildings in one tile at most; the largest are kept.
const MOST_BUILDINGS: usize = 20_000;

/// Layers in the order they are drawn.
const LAYERS: [&str; 6] = ["green", "water", "rail", "road", "area", "poi"];

/// Draws a tile.
pub(crate) async fn draw(register: &Register, shapes: &Shapes, frame: &Frame) -> Result<Vec<u8>> {
    let mut tile = Tile::new(4096);
    let near = shapes.within(frame.bounds(0.05));
    for name in LAYERS {
        let mut layer = tile.create_layer(name);
        for drawn in near.iter().filter(|drawn| drawn.layer == name && shown(frame, drawn)) {
            layer = add(layer, frame, drawn);
        }
        put(&mut tile, layer)?;
    }
    let mut labels = tile.create_layer("area_label");
    for drawn in near.iter().filter(|drawn| drawn.layer == "area" && shown(frame, drawn)) {
        if let Some(data) = draw::point(frame, drawn.point) {
            labels = tagged(labels.into_feature(data), drawn).into_layer();
        }
    }
    put(&mut tile, labels)?;
    if frame.zoom >= BUILDINGS_FROM {
        let layer = tile.create_layer("building");
        let layer = buildings(register, frame, layer).await?;
        put(&mut tile, layer)?;
    }
    tile.to_bytes().map_err(|error| Error::Tile(error.to_string()))
}

fn put(tile: &mut Tile, layer: Layer) -> Result<()> {
    if layer.num_features() == 0 {
        return Ok(());
    }
    tile.add_layer(layer).map_err(|error| Error::Tile(error.to_string()))
}

/// Whether a thing is worth drawing at a zoom.
fn shown(frame: &Frame, drawn: &Drawn) -> bool {
    let units = drawn.size / frame.degrees_per_unit();
    match drawn.layer {
        "poi" => frame.zoom >= 14,
        "area" => match drawn.kind.as_str() {
            "grid" => frame.zoom >= 13,
            "community" => frame.zoom >= 11,
            "street" => frame.zoom >= 8,
            _ => true,
        },
        "road" => match drawn.kind.as_str() {
            "motorway" | "trunk" | "primary" | "arterial" => true,
            "secondary" | "tertiary" | "collector" => frame.zoom >= 11,
            "footway" | "path" | "steps" | "service" | "cycleway" | "track" => frame.zoom >= 14,
            _ => frame.zoom >= 12,
        },
        _ => units >= 2.0 * LEAST_SIDE,
    }
}

fn add(layer: Layer, frame: &Frame, drawn: &Drawn) -> Layer {
    match draw::shape(frame, &drawn.shape) {
        Some(data) => tagged(layer.into_feature(data), drawn).into_layer(),
        None => layer,
    }
}

fn tagged(mut feature: Feature, drawn: &Drawn) -> Feature {
    let key = match drawn.layer {
        "area" => "level",
        "road" => "class",
        _ => "kind",
    };
    feature.add_tag_string("id", &drawn.id);
    for (key, value) in [(key, &drawn.kind), ("name_zh", &drawn.zh), ("name_en", &drawn.en)] {
        if !value.is_empty() {
            feature.add_tag_string(key, value);
        }
    }
    feature
}

async fn buildings(register: &Register, frame: &Frame, mut layer: Layer) -> Result<Layer> {
    let side = match frame.zoom {
        15.. => 0.0,
        14 => LEAST_SIDE,
        _ => 2.0 * LEAST_SIDE,
    };
    let least = frame.degrees_per_unit() * side;
    // A building is found by its middle, so the cells reach beyond the tile.
    let cells = cells_of_box(
        frame.bounds(if frame.zoom >= 16 { 0.5 } else { 0.2 }),
        u32::from(frame.zoom) + 2,
    );
    let bounds = frame.bounds(0.03);
    let mut values: Vec<Value> =
        [bounds.west, bounds.south, bounds.east, bounds.north, least].map(Value::from).into();
    let mut ranges = Vec::new();
    for (from, to) in cells {
        values.extend([from.into(), to.into()]);
        ranges.push(format!("b.cell BETWEEN ?{} AND ?{}", values.len() - 1, values.len()));
    }
    let sql = format!(
        "SELECT b.id AS id, b.shape AS shape, b.height_m AS height_m, b.floors AS floors, b.use_class AS use_class,
            b.stage AS stage, b.label AS label, b.road_number AS road_number, b.name_zh AS name_zh, b.name_en AS name_en
         FROM building b WHERE ({}) AND b.east >= ?1 AND b.north >= ?2 AND b.west <= ?3 AND b.south <= ?4
            AND (b.east - b.west >= ?5 OR b.north - b.south >= ?5) AND b.stage <> 'retired' AND b.shape IS NOT NULL
         LIMIT {MOST_BUILDINGS}",
        ranges.join(" OR ")
    );
    let mut rows = fetch(&register.database, "read buildings to draw", &sql, values)
        .await?
        .into_iter()
        .map(|row| Ok((row.get::<Vec<u8>>("id")?, row)))
        .collect::<Result<Vec<_>>>()?;
    rows.sort_unstable_by(|a, b| a.0.cmp(&b.0));
    for (id, row) in rows {
        let Some(shape) = row.bytes("shape")?.as_deref().and_then(from_wkb) else { continue };
        if let Some(data) = draw::shape(frame, &shape) {
            layer = building(layer.into_feature(data), id, &row, frame)?.into_layer();
        }
    }
    Ok(layer)
}

fn building(mut feature: Feature, id: Vec<u8>, row: &Found, frame: &Frame) -> Result<Feature> {
    feature.add_tag_string("id", &id_text(id.try_into().unwrap_or_default()));
    let floors: Option<i32> = row.get("floors")?;
    let height = row.number("height_m")?.or(floors.map(|floors| f64::from(floors.max(1)) * 3.0));
    if let Some(height) = height {
        feature.add_tag_double("height", (height * 10.0).round() / 10.0);
    }
    if let Some(floors) = floors {
        feature.add_tag_int("floors", i64::from(floors));
    }
    let mut texts = vec![("use", row.text("use_class")?)];
    if row.text("stage")? != "current" {
        texts.push(("stage", row.text("stage")?));
    }
    if frame.zoom >= 15 {
        let (zh, en) = (row.text("name_zh")?, row.text("name_en")?);
        let short = [row.text("label")?, row.text("road_number")?];
        let short = short.into_iter().find(|text| !text.is_empty()).unwrap_or_default();
        texts.push(("name_zh", if zh.is_empty() && en.is_empty() { short } else { zh }));
        texts.push(("name_en", en));
    }
    for (key, value) in texts.iter().filter(|(_, value)| !value.is_empty()) {
        feature.add_tag_string(key, value);
    }
    Ok(feature)
}
