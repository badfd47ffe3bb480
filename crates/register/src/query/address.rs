//! Addresses as people write them, in two lines and two languages.

use super::AreaRef;
use crate::Result;
use crate::model::{AreaLevel, Name};
use crate::store::Found;

/// An address in two lines: the area, and the way to the door.
pub type BothLines = [String; 2];

/// An address in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AddressLines {
    /// Largest first.
    pub zh: BothLines,
    /// Smallest first.
    pub en: BothLines,
}

/// What a place is called: its road, estate, label and own name.
#[derive(Clone, Debug, Default)]
pub(crate) struct Naming {
    pub(crate) road: Name,
    pub(crate) number: String,
    pub(crate) estate: Name,
    pub(crate) label: String,
    pub(crate) name: Name,
    pub(crate) locality: String,
    pub(crate) region: String,
    pub(crate) postcode: String,
    pub(crate) code: String,
}

/// Columns of [`Naming`], for a building `b` with its road `t` and estate `e`.
pub(crate) const NAMING: &str = "t.name_zh AS road_zh, t.name_en AS road_en, b.road_number AS road_number,
    e.name_zh AS estate_zh, e.name_en AS estate_en, b.label AS label, b.name_zh AS own_zh, b.name_en AS own_en,
    b.locality AS locality, b.region AS region, b.postcode AS postcode, b.code AS building_code";
/// The joins that [`NAMING`] needs.
pub(crate) const NAMED: &str =
    "LEFT JOIN thoroughfare t ON t.id = b.thoroughfare_id LEFT JOIN estate e ON e.id = b.estate_id";

impl Naming {
    pub(crate) fn of(row: &Found) -> Result<Self> {
        let text = |column| -> Result<String> {
            Ok(row.get::<Option<String>>(column)?.unwrap_or_default())
        };
        let name = |zh, en| -> Result<Name> { Ok(Name { zh: text(zh)?, en: text(en)? }) };
        Ok(Self {
            road: name("road_zh", "road_en")?,
            number: text("road_number")?,
            estate: name("estate_zh", "estate_en")?,
            label: text("label")?,
            name: name("own_zh", "own_en")?,
            locality: text("locality")?,
            region: text("region")?,
            postcode: text("postcode")?,
            code: text("building_code")?,
        })
    }

    /// The way to the door, in Chinese: road, number, estate, building.
    pub(crate) fn door_zh(&self) -> String {
        let road = if self.number.is_empty() { "" } else { first(&self.road.zh, &self.road.en) };
        let estate = first(&self.estate.zh, &self.estate.en);
        let space = if road.is_ascii() && !road.is_empty() { " " } else { "" };
        let door = format!("{road}{space}{}{estate}{}", self.number, self.label);
        self.or_name(door, first(&self.name.zh, &self.name.en))
    }

    /// The same in English, smallest first.
    pub(crate) fn door_en(&self) -> String {
        let block = plain(&self.label);
        let estate = first(&self.estate.en, &self.estate.zh);
        let number = plain(&self.number);
        let road = first(&self.road.en, &self.road.zh);
        let block = match (block.is_empty(), estate.is_empty()) {
            (false, _) => format!("Block {block} {estate}"),
            (true, false) => estate.to_owned(),
            (true, true) => String::new(),
        };
        let street = if number.is_empty() { String::new() } else { format!("{number} {road}") };
        let door: Vec<&str> =
            [block.trim(), street.trim()].into_iter().filter(|part| !part.is_empty()).collect();
        self.or_name(door.join(", "), first(&self.name.en, &self.name.zh))
    }

    fn or_name(&self, door: String, name: &str) -> String {
        match (door.is_empty(), name.is_empty()) {
            (false, _) => door,
            (true, false) => name.to_owned(),
            (true, true) => self.code.clone(),
        }
    }

    /// Two lines in each language; `inside` is what stands after the building (entrance, room).
    pub(crate) fn lines(&self, areas: &[AreaRef], inside: &Name) -> AddressLines {
        let named = || areas.iter().filter(|area| area.level != AreaLevel::Grid);
        let zh: String = named().map(|area| first(&area.name.zh, &area.name.en)).collect();
        let mut en: Vec<&str> =
            named().rev().map(|area| first(&area.name.en, &area.name.zh)).collect();
        let state = format!("{} {}", self.region, self.postcode);
        if !self.locality.is_empty() {
            en = vec![&self.locality];
        }
        if !state.trim().is_empty() {
            en.push(state.trim());
        }
        let place = en.join(", ");
        let inside_en =
            if inside.en.is_empty() { String::new() } else { format!("{}, ", inside.en) };
        AddressLines {
            zh: [
                if zh.is_empty() { place.clone() } else { zh },
                format!("{}{}", self.door_zh(), inside.zh),
            ],
            en: [format!("{inside_en}{}", self.door_en()), place],
        }
    }
}

/// Entrance and room as they follow the building.
pub(crate) fn inside(entrance: &str, room: &str) -> Name {
    let digits = |text: &str| {
        text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') && !text.is_empty()
    };
    let with = |text: &str, suffix: &str| {
        if digits(text) { format!("{text}{suffix}") } else { text.to_owned() }
    };
    let entrance_en =
        if entrance.is_empty() { String::new() } else { format!(", Entrance {}", plain(entrance)) };
    let room_en = if room.is_empty() { String::new() } else { format!("Room {}", plain(room)) };
    Name {
        zh: format!("{}{}", with(entrance, "单元"), with(room, "室")),
        en: format!("{room_en}{entrance_en}").trim_start_matches(", ").to_owned(),
    }
}

/// A number without its Chinese suffix: 18号 → 18.
fn plain(text: &str) -> &str {
    text.trim_end_matches(|c: char| !c.is_ascii() && !c.is_numeric())
}

fn first<'a>(one: &'a str, other: &'a str) -> &'a str {
    if one.is_empty() { other } else { one }
}
