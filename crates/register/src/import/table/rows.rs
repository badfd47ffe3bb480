//! One row or feature of a table.

use super::names as n;
use crate::geometry::{Places, Shape};
use crate::import::fields::Fields;
use crate::import::shelf::hash;
use crate::import::{Loader, shapes};
use crate::model::{Building, Estate, Extent, Head, Name, Thoroughfare, Unit};
use geo_types::Point;
use kernel::Id;
use rustc_hash::FxHashMap;

/// Addresses that have a row of their own, by the hash of the address, with the row's key.
#[derive(Default)]
pub(crate) struct Plain(FxHashMap<u64, Box<str>>);

impl Plain {
    /// Notes a row of the first reading.
    pub(crate) fn meet(&mut self, fields: &dyn Fields, row: u64) {
        let address = Address::of(fields);
        if address.room.is_empty() {
            self.0.entry(address.hash()).or_insert_with(|| key_of(fields, row).into());
        }
    }
}

/// What reading one row leaves for the next.
pub(crate) struct Reading {
    places: Places,
    plain: Plain,
    roads: FxHashMap<String, Id<Thoroughfare>>,
    estates: FxHashMap<String, Id<Estate>>,
    implied: FxHashMap<u64, Id<Building>>,
}

/// The address of a row.
struct Address {
    street: String,
    number: String,
    estate: String,
    label: String,
    room: String,
    city: String,
    state: String,
    postcode: String,
}

impl Address {
    fn of(fields: &dyn Fields) -> Self {
        Self {
            street: fields.text(n::STREET),
            number: fields.text(n::NUMBER),
            estate: fields.text(n::ESTATE),
            label: fields.text(n::LABEL),
            room: fields.text(n::ROOM),
            city: fields.text(n::CITY),
            state: fields.text(n::STATE),
            postcode: fields.text(n::POSTCODE),
        }
    }

    /// All but the room.
    fn line(&self) -> String {
        [
            &self.street,
            &self.number,
            &self.estate,
            &self.label,
            &self.city,
            &self.state,
            &self.postcode,
        ]
        .map(|part| part.to_lowercase())
        .join("|")
    }

    fn hash(&self) -> u64 {
        hash(&self.line())
    }
}

fn key_of(fields: &dyn Fields, row: u64) -> String {
    Some(fields.text(n::KEY)).filter(|key| !key.is_empty()).unwrap_or_else(|| format!("row:{row}"))
}

impl Reading {
    pub(crate) fn new(places: Places, plain: Plain) -> Self {
        Self {
            places,
            plain,
            roads: FxHashMap::default(),
            estates: FxHashMap::default(),
            implied: FxHashMap::default(),
        }
    }

    /// Takes a row of a table in, or rejects it.
    pub(crate) fn row(
        &mut self,
        loader: &mut Loader<'_>,
        fields: &dyn Fields,
        file: &str,
        row: u64,
    ) {
        let address = Address::of(fields);
        let key = key_of(fields, row);
        let extent = match position(loader, fields) {
            Ok(extent) => extent,
            Err((zh, en)) => return loader.reject_at(file, row, n::LON[0], zh, en),
        };
        if address.street.is_empty() && address.estate.is_empty() && extent.is_none() {
            let (zh, en) = (
                "没有道路、小区，也没有位置。请补上其中一项。",
                "no street, no estate and no position. Give one of them.",
            );
            return loader.reject_at(file, row, n::STREET[0], zh, en);
        }
        let taken = if address.room.is_empty() {
            self.building(loader, fields, &address, &key, extent, file, row).is_some()
        } else {
            self.unit(loader, fields, &address, &key, extent, file, row)
        };
        if !taken {
            let zh = format!("编码{key}在文件中出现两次；保留第一次。");
            let en = format!("{key} comes twice in the file; the first is kept.");
            loader.reject_at(file, row, n::KEY[0], &zh, &en);
        }
    }

    /// Takes a feature in, or rejects it.
    pub(crate) fn feature(
        &mut self,
        loader: &mut Loader<'_>,
        fields: &dyn Fields,
        shape: Shape,
        file: &str,
        number: u64,
    ) {
        let key = fields.text(n::KEY);
        let address = Address::of(fields);
        let parts = match shape {
            // Without a key of a building, parts that stand apart are buildings of their own.
            Shape::MultiPolygon(parts)
                if fields.text(n::OWN_KEY).is_empty()
                    && address.number.is_empty()
                    && parts.0.len() > 1 =>
            {
                loader.note(
                    "没有编码的多部分要素已按部分拆分为各自的楼栋。",
                    "Features without a key whose shape has several parts became a building a part.",
                );
                parts.0.into_iter().map(Shape::Polygon).collect()
            }
            other => vec![other],
        };
        let several = parts.len() > 1;
        for (at, part) in parts.into_iter().enumerate() {
            let key = match (key.is_empty(), several) {
                (false, false) => key.clone(),
                (false, true) => format!("{key}.{}", at + 1),
                (true, false) => format!("feature:{number}"),
                (true, true) => format!("feature:{number}.{}", at + 1),
            };
            match shapes::extent(loader, part, file, number) {
                Ok(extent) => {
                    if self
                        .building(loader, fields, &address, &key, Some(extent), file, number)
                        .is_none()
                    {
                        let zh = format!("编码{key}在文件中出现两次；保留第一次。");
                        let en = format!("{key} comes twice in the file; the first is kept.");
                        loader.reject_at(file, number, n::KEY[0], &zh, &en);
                    }
                }
                Err(fault) => {
                    let (zh, en) = shapes::hint(fault);
                    loader.reject_at(file, number, "geometry", zh, en);
                }
            }
        }
    }

    #[expect(clippy::too_many_arguments, reason = "one row, taken apart once")]
    fn building(
        &mut self,
        loader: &mut Loader<'_>,
        fields: &dyn Fields,
        address: &Address,
        key: &str,
        extent: Option<Extent>,
        file: &str,
        row: u64,
    ) -> Option<Id<Building>> {
        let (area, area_path) = match &extent {
            Some(extent) if !self.places.is_empty() => {
                loader.place(&self.places, extent.point, file, row)
            }
            _ => (None, String::new()),
        };
        let building = Building {
            head: Head::current(key),
            area,
            area_path,
            estate: self.estate(loader, &address.estate),
            thoroughfare: self.road(loader, &address.street),
            road_number: address.number.clone(),
            label: address.label.clone(),
            name: Name::of(&fields.text(n::NAME)),
            locality: address.city.clone(),
            region: address.state.clone(),
            postcode: address.postcode.clone(),
            use_class: fields.text(n::USE),
            floors: fields.count(n::FLOORS),
            height_m: fields.number(n::HEIGHT),
            built_on: Some(fields.text(n::BUILT)).filter(|day| !day.is_empty()),
            extent,
            ..Building::keyed("", key)
        };
        let id = loader.put(&building)?;
        if !address.number.is_empty() {
            loader.report().count("addresses with a house number", 1);
        }
        Some(id)
    }

    #[expect(clippy::too_many_arguments, reason = "one row, taken apart once")]
    fn unit(
        &mut self,
        loader: &mut Loader<'_>,
        fields: &dyn Fields,
        address: &Address,
        key: &str,
        extent: Option<Extent>,
        file: &str,
        row: u64,
    ) -> bool {
        let place = address.hash();
        let building = if let Some(id) = self.implied.get(&place) {
            Some(*id)
        } else {
            // The building's own row, wherever it stands in the file, or else one implied by its units.
            let own = self.plain.0.get(&place).map(std::string::ToString::to_string);
            let building_key = own.clone().unwrap_or_else(|| format!("at:{}", address.line()));
            match (own, loader.id_of::<Building>(&building_key)) {
                (_, Some(id)) => Some(id),
                // Its row is still to come: it is put in now and met again as known.
                (Some(_), None) => loader.reserve::<Building>(&building_key),
                (None, None) => {
                    self.building(loader, fields, address, &building_key, extent, file, row)
                }
            }
        };
        let Some(building) = building else { return false };
        self.implied.insert(place, building);
        let unit = Unit {
            head: Head::current(key),
            code: key.to_owned(),
            building,
            entrance: fields.text(n::ENTRANCE),
            floor: fields.count(n::FLOOR),
            room: address.room.clone(),
            use_class: fields.text(n::USE),
            area_m2: None,
        };
        loader.put(&unit).is_some()
    }

    fn road(&mut self, loader: &mut Loader<'_>, name: &str) -> Option<Id<Thoroughfare>> {
        if name.is_empty() {
            return None;
        }
        if let Some(id) = self.roads.get(name) {
            return Some(*id);
        }
        let key = format!("name:{name}");
        let road = Thoroughfare {
            head: Head::current(key.clone()),
            code: String::new(),
            class: String::new(),
            name: Name::of(name),
            area_path: String::new(),
            width_m: None,
            extent: None,
        };
        let id = loader.put(&road).or_else(|| loader.id_of(&key))?;
        self.roads.insert(name.to_owned(), id);
        Some(id)
    }

    fn estate(&mut self, loader: &mut Loader<'_>, name: &str) -> Option<Id<Estate>> {
        if name.is_empty() {
            return None;
        }
        if let Some(id) = self.estates.get(name) {
            return Some(*id);
        }
        let key = format!("name:{name}");
        let estate = Estate {
            head: Head::current(key.clone()),
            code: String::new(),
            kind: String::new(),
            name: Name::of(name),
            area: None,
            area_path: String::new(),
            thoroughfare: None,
            road_number: String::new(),
            extent: None,
        };
        let id = loader.put(&estate).or_else(|| loader.id_of(&key))?;
        self.estates.insert(name.to_owned(), id);
        Some(id)
    }
}

fn position(
    loader: &Loader<'_>,
    fields: &dyn Fields,
) -> Result<Option<Extent>, (&'static str, &'static str)> {
    let (Some(lon), Some(lat)) = (fields.number(n::LON), fields.number(n::LAT)) else {
        return Ok(None);
    };
    let mut shape = Shape::Point(Point::new(lon, lat));
    loader.options.datum.bring(&mut shape);
    Extent::of(&shape).map(Some).ok_or((
        "坐标不是经纬度。请按WGS 84经纬度导出。",
        "a coordinate is no longitude and latitude. Export in WGS 84.",
    ))
}
