//! One record of each file.

use crate::Result;
use crate::geometry::{Places, Shape};
use crate::import::fields::Fields;
use crate::import::{Loader, shapes};
use crate::model::{
    Alias, AliasKind, Area, AreaLevel, Building, Code, CodeLevel, Estate, Extent, Feature, Layer,
    Record, Target, Thoroughfare, Unit,
};
use kernel::{AreaPath, Entity, Text};
use std::collections::HashMap;

/// What reading one file leaves for the next.
#[derive(Default)]
pub(crate) struct Reading {
    places: Option<Places>,
    paths: HashMap<String, AreaPath>,
}

/// A fault of one record: column, Chinese, English.
type Fault = (&'static str, String, String);

fn fault(column: &'static str, zh: impl Into<String>, en: impl Into<String>) -> Fault {
    (column, zh.into(), en.into())
}

impl Reading {
    /// Before the first file whose records have to be placed, the areas are gathered.
    pub(crate) async fn prepare(&mut self, loader: &mut Loader<'_>, part: &str) -> Result<()> {
        if matches!(part, "roads" | "estates" | "buildings") && self.places.is_none() {
            self.places = Some(loader.places().await?);
        }
        if part == "areas" {
            let sql = "SELECT code, path FROM area WHERE stage <> 'retired'";
            for row in crate::store::fetch(&loader.register.database, "read areas", sql, []).await?
            {
                if let Ok(path) = row.text("path")?.parse() {
                    self.paths.insert(row.text("code")?, path);
                }
            }
        }
        Ok(())
    }

    /// Takes one record in, or rejects it.
    pub(crate) fn take(
        &mut self,
        loader: &mut Loader<'_>,
        part: &str,
        fields: &dyn Fields,
        shape: Option<Shape>,
        file: &str,
        row: u64,
    ) {
        let outcome = match part {
            "areas" => self.area(loader, fields, shape, file, row),
            "roads" => self.road(loader, fields, shape, file, row),
            "estates" => self.estate(loader, fields, shape, file, row),
            "buildings" => self.building(loader, fields, shape, file, row),
            "units" => unit(loader, fields),
            "aliases" => alias(loader, fields),
            "water" => feature(loader, Layer::Water, fields, shape, file, row),
            "greens" => feature(loader, Layer::Green, fields, shape, file, row),
            "railways" => feature(loader, Layer::Rail, fields, shape, file, row),
            _ => feature(loader, Layer::Poi, fields, shape, file, row),
        };
        if let Err((column, zh, en)) = outcome {
            loader.reject_at(file, row, column, &zh, &en);
        }
    }

    fn area(
        &mut self,
        loader: &mut Loader<'_>,
        fields: &dyn Fields,
        shape: Option<Shape>,
        file: &str,
        row: u64,
    ) -> Result<(), Fault> {
        let code = needed(fields, "area_code", &["area_code", "code"])?;
        let level = needed(fields, "level", &["level"])?;
        let level = AreaLevel::from_word(&level).ok_or_else(|| {
            let words = AreaLevel::ALL.iter().map(|l| l.word()).collect::<Vec<_>>().join(", ");
            fault(
                "level",
                format!("没有“{level}”这一级。可用：{words}。"),
                format!("no level \"{level}\". There are: {words}."),
            )
        })?;
        let parent = fields.text(&["parent_code"]);
        let above = match parent.as_str() {
            "" => AreaPath::whole(),
            parent => self.paths.get(parent).cloned().ok_or_else(|| {
                fault(
                    "parent_code",
                    format!("上级{parent}不存在或排在后面。请把上级放在前面。"),
                    format!("the area above, {parent}, is not there or comes later. Put it first."),
                )
            })?,
        };
        let path = above
            .child(&code)
            .map_err(|e| fault("area_code", "编码含有不可用的字符。", e.to_string()))?;
        let extent = extent(loader, shape, file, row)?;
        self.paths.insert(code.clone(), path.clone());
        let area = Area {
            head: fields.head(&code),
            level,
            parent: loader.id_of::<Area>(&parent),
            code,
            path,
            name: fields.name("name"),
            public_place: fields.text(&["kind"]) == "public_place",
            extent,
        };
        put(loader, &area)
    }

    fn road(
        &mut self,
        loader: &mut Loader<'_>,
        fields: &dyn Fields,
        shape: Option<Shape>,
        file: &str,
        row: u64,
    ) -> Result<(), Fault> {
        let code = needed(fields, "thoroughfare_code", &["thoroughfare_code", "code"])?;
        let extent = extent(loader, shape, file, row)?;
        let placed = extent.as_ref().and_then(|e| self.places.as_ref()?.find(e.point));
        let road = Thoroughfare {
            head: fields.head(&code),
            code,
            class: fields.text(&["class"]),
            name: fields.name("name"),
            area_path: placed.map_or_else(String::new, |p| p.path.to_string()),
            width_m: fields.number(&["width_m"]),
            extent,
        };
        put(loader, &road)
    }

    fn estate(
        &mut self,
        loader: &mut Loader<'_>,
        fields: &dyn Fields,
        shape: Option<Shape>,
        file: &str,
        row: u64,
    ) -> Result<(), Fault> {
        let code = needed(fields, "estate_code", &["estate_code", "code"])?;
        let extent = extent(loader, shape, file, row)?;
        let placed = extent.as_ref().and_then(|e| self.places.as_ref()?.find(e.point));
        let estate = Estate {
            head: fields.head(&code),
            code,
            kind: fields.text(&["kind"]),
            name: fields.name("name"),
            area: placed.as_ref().map(|p| p.id),
            area_path: placed.map_or_else(String::new, |p| p.path.to_string()),
            thoroughfare: referred::<Thoroughfare>(loader, fields, "thoroughfare_code")?,
            road_number: fields.text(&["road_number"]),
            extent,
        };
        put(loader, &estate)
    }

    fn building(
        &mut self,
        loader: &mut Loader<'_>,
        fields: &dyn Fields,
        shape: Option<Shape>,
        file: &str,
        row: u64,
    ) -> Result<(), Fault> {
        let code = needed(fields, "building_code", &["building_code", "code"])?;
        check_code("building_code", &code, CodeLevel::Building)?;
        let estate = referred::<Estate>(loader, fields, "estate_code")?;
        let thoroughfare = referred::<Thoroughfare>(loader, fields, "thoroughfare_code")?;
        let extent = extent(loader, shape, file, row)?;
        let (area, area_path) = match (&extent, self.places.take()) {
            (Some(extent), Some(places)) => {
                let placed = loader.place(&places, extent.point, file, row);
                self.places = Some(places);
                placed
            }
            (_, places) => {
                self.places = places;
                (None, String::new())
            }
        };
        let said = fields.text(&["area_code"]);
        if !said.is_empty() && area.is_some() && loader.id_of::<Area>(&said) != area {
            loader.report().count("buildings whose position is outside the grid they name", 1);
            loader.warn_at(
                file,
                row,
                "area_code",
                &format!("位置在{area_path}内，而不在所填的{said}内；按位置归属。"),
                &format!(
                    "the position is in {area_path}, not in {said} as said; the position counts."
                ),
            );
        }
        if !fields.text(&["road_number"]).is_empty() && thoroughfare.is_some() {
            loader.report().count("addresses with a house number", 1);
        }
        let building = Building {
            head: fields.head(&code),
            area,
            area_path,
            estate,
            thoroughfare,
            road_number: fields.text(&["road_number"]),
            label: fields.text(&["building", "label"]),
            name: fields.name("name"),
            postcode: fields.text(&["postcode"]),
            use_class: fields.text(&["use"]),
            floors: fields.count(&["floors"]),
            height_m: fields.number(&["height_m"]),
            entrances: fields.count(&["entrances"]),
            built_on: Some(fields.text(&["built_on"])).filter(|day| !day.is_empty()),
            extent,
            ..Building::keyed("", code)
        };
        put(loader, &building)
    }
}

fn unit(loader: &mut Loader<'_>, fields: &dyn Fields) -> Result<(), Fault> {
    let code = needed(fields, "unit_code", &["unit_code", "code"])?;
    check_code("unit_code", &code, CodeLevel::Unit)?;
    let building = referred::<Building>(loader, fields, "building_code")?.ok_or_else(|| {
        fault("building_code", "缺少楼栋编码。", "the building's code is missing.")
    })?;
    let unit = Unit {
        head: fields.head(&code),
        code,
        building,
        entrance: fields.text(&["entrance"]),
        floor: fields.count(&["floor"]),
        room: fields.text(&["room"]),
        use_class: fields.text(&["use"]),
        area_m2: fields.number(&["area_m2"]),
    };
    put(loader, &unit)
}

fn alias(loader: &mut Loader<'_>, fields: &dyn Fields) -> Result<(), Fault> {
    let key = needed(fields, "alias_code", &["alias_code", "code"])?;
    let target = needed(fields, "target_code", &["target_code"])?;
    let what = needed(fields, "target_kind", &["target_kind"])?;
    let target_id = match what.as_str() {
        "area" => loader.id_of(&target).map(Target::Area),
        "thoroughfare" => loader.id_of(&target).map(Target::Thoroughfare),
        "estate" => loader.id_of(&target).map(Target::Estate),
        "building" => loader.id_of(&target).map(Target::Building),
        _ => None,
    };
    let target_id = target_id.ok_or_else(|| {
        let named = match what.as_str() {
            "area" => "区域",
            "thoroughfare" => "道路",
            "estate" => "小区",
            "building" => "楼栋",
            other => other,
        };
        fault(
            "target_code",
            format!("没有{named} {target}。请核对target_kind和target_code。"),
            format!("there is no {what} {target}. Check target_kind and target_code."),
        )
    })?;
    let word = needed(fields, "kind", &["kind"])?;
    let kind = AliasKind::from_word(&word).unwrap_or(AliasKind::Nickname);
    let text = fields.name("alias");
    let alias = Alias {
        head: fields.head(&key),
        target: target_id,
        kind,
        text,
        thoroughfare: None,
        road_number: String::new(),
    };
    put(loader, &alias)
}

fn feature(
    loader: &mut Loader<'_>,
    layer: Layer,
    fields: &dyn Fields,
    shape: Option<Shape>,
    file: &str,
    row: u64,
) -> Result<(), Fault> {
    let key = needed(fields, "feature_code", &["feature_code", "poi_code", "code"])?;
    let extent = extent(loader, shape, file, row)?;
    let feature = Feature {
        head: fields.head(&key),
        layer,
        kind: fields.text(&["kind"]),
        name: fields.name("name"),
        extent,
    };
    put(loader, &feature)
}

fn put<R: Record + Entity>(loader: &mut Loader<'_>, row: &R) -> Result<(), Fault> {
    let key = row.head().key.clone();
    loader.put(row).map(|_| ()).ok_or_else(|| {
        fault(
            "",
            format!("编码{key}在文件中出现两次；保留第一次。"),
            format!("{key} comes twice in the file; the first is kept."),
        )
    })
}

fn needed(fields: &dyn Fields, column: &'static str, names: &[&str]) -> Result<String, Fault> {
    Some(fields.text(names))
        .filter(|text| !text.is_empty())
        .ok_or_else(|| fault(column, "此处不能为空。", "must not be empty."))
}

fn check_code(column: &'static str, code: &str, level: CodeLevel) -> Result<(), Fault> {
    let cause = match code.parse::<Code>() {
        Ok(parsed) if parsed.level() == level => return Ok(()),
        Ok(_) => Text::new(code, code),
        Err(error) => error.message(),
    };
    let digits = level.digits();
    Err(fault(
        column,
        format!("编码须为{digits}位数字：{}", cause.zh),
        format!("a code of {digits} digits is needed: {}", cause.en),
    ))
}

/// The thing a column refers to; none where the column is empty.
fn referred<R: Record + Entity>(
    loader: &Loader<'_>,
    fields: &dyn Fields,
    column: &'static str,
) -> Result<Option<kernel::Id<R>>, Fault> {
    let code = fields.text(&[column]);
    if code.is_empty() {
        return Ok(None);
    }
    loader.id_of::<R>(&code).map(Some).ok_or_else(|| {
        fault(
            column,
            format!("没有{} {code}。", R::NAME),
            format!("there is no {} {code}.", R::NAME),
        )
    })
}

/// A shape brought to WGS 84 and mended; what was mended is said.
fn extent(
    loader: &mut Loader<'_>,
    shape: Option<Shape>,
    file: &str,
    row: u64,
) -> Result<Option<Extent>, Fault> {
    let Some(shape) = shape else { return Ok(None) };
    shapes::extent(loader, shape, file, row).map(Some).map_err(|found| {
        let (zh, en) = shapes::hint(found);
        fault("geometry", zh, en)
    })
}
