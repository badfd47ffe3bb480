//! What two addresses say on each level, side by side.

use super::similarity::{bigram_similarity, name_similarity};
use crate::normal::normal_text;
use crate::{Component, ComponentKind, Parsed, Profile, parse};

/// How two addresses stand to each other on one level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Level {
    /// Neither or only one says anything.
    Open,
    Agrees,
    Differs,
}

const AREAS: [ComponentKind; 3] =
    [ComponentKind::Province, ComponentKind::City, ComponentKind::County];
const NAMES: [ComponentKind; 4] =
    [ComponentKind::Estate, ComponentKind::Poi, ComponentKind::Community, ComponentKind::Zone];
const UNITS: [ComponentKind; 4] =
    [ComponentKind::Building, ComponentKind::Entrance, ComponentKind::Floor, ComponentKind::Room];

/// The evidence for and against one place.
#[derive(Clone, Debug)]
pub(super) struct Evidence {
    pub(super) identical: bool,
    /// Similarity of the whole lines.
    pub(super) text: f64,
    pub(super) area: Level,
    road: Level,
    pub(super) number: Level,
    /// The best likeness of a named place (estate, compound, shop, community)
    /// of one to one of the other; 0 where one names none.
    pub(super) name: f64,
    both_named: bool,
    units: [Level; 4],
    /// How far down each of the two goes: 0 without a building, 4 to the room.
    depth: [usize; 2],
}

impl Evidence {
    pub(super) fn gather(profile: &Profile, a: &str, b: &str) -> Self {
        let (line_a, line_b) = (squeezed(a), squeezed(b));
        let (parsed_a, parsed_b) = (parse(profile, a), parse(profile, b));
        let area = AREAS.iter().fold(Level::Open, |level, &kind| {
            match (level, level_of(&parsed_a, &parsed_b, kind)) {
                (Level::Differs, _) | (_, Level::Differs) => Level::Differs,
                (Level::Agrees, _) | (_, Level::Agrees) => Level::Agrees,
                _ => Level::Open,
            }
        });
        let names = |parsed: &Parsed| -> Vec<String> {
            parsed
                .components
                .iter()
                .filter(|c| NAMES.contains(&c.kind))
                .map(|c| c.value.clone())
                .collect()
        };
        let (names_a, names_b) = (names(&parsed_a), names(&parsed_b));
        let mut name = 0.0_f64;
        for one in &names_a {
            for other in &names_b {
                name = name.max(name_similarity(one, other));
            }
        }
        let (rooms_a, rooms_b) = (full_room(&parsed_a), full_room(&parsed_b));
        let mut units = UNITS.map(|kind| level_of(&parsed_a, &parsed_b, kind));
        if let (Some(one), Some(other)) = (&rooms_a, &rooms_b) {
            units[3] = if one == other { Level::Agrees } else { Level::Differs };
        }
        Self {
            identical: line_a == line_b,
            text: bigram_similarity(&line_a, &line_b),
            area,
            road: level_of(&parsed_a, &parsed_b, ComponentKind::Road),
            number: level_of(&parsed_a, &parsed_b, ComponentKind::RoadNumber),
            name,
            both_named: !names_a.is_empty() && !names_b.is_empty(),
            units,
            depth: [depth(&parsed_a), depth(&parsed_b)],
        }
    }

    /// How sure it is that both mean one place, units aside.
    pub(super) fn place(&self) -> f64 {
        let road_number = match (self.road, self.number) {
            (Level::Agrees, Level::Agrees) => 0.9,
            (Level::Agrees, Level::Open) => 0.35,
            (Level::Open, Level::Agrees) => 0.3,
            (Level::Agrees, Level::Differs) => 0.1,
            _ => 0.0,
        };
        let mut place = self.name.max(road_number);
        if self.both_named && self.name < 0.3 {
            place *= 0.8;
        }
        if self.road == Level::Differs && self.name < 0.8 {
            place *= 0.6;
        }
        place.max(self.text * 0.6)
    }

    /// Whether the numbered parts below the place agree.
    pub(super) fn units(&self) -> Level {
        if self.units.contains(&Level::Differs) {
            Level::Differs
        } else if self.units.contains(&Level::Agrees) {
            Level::Agrees
        } else {
            Level::Open
        }
    }

    /// Whether one names a unit and the other only its building or place.
    pub(super) fn depth_differs(&self) -> bool {
        let [a, b] = self.depth;
        a != b && a.max(b) >= 3
    }

    /// Whether road numbers differ on a road that both name.
    pub(super) fn contradicts_number(&self) -> bool {
        self.number == Level::Differs && self.road != Level::Open
    }
}

fn squeezed(line: &str) -> String {
    normal_text(line).chars().filter(|c| c.is_alphanumeric() || *c == '-').collect()
}

fn values(parsed: &Parsed, kind: ComponentKind) -> impl Iterator<Item = &Component> {
    parsed.components.iter().filter(move |component| component.kind == kind)
}

/// Agrees when any value of one is a value of the other.
fn level_of(a: &Parsed, b: &Parsed, kind: ComponentKind) -> Level {
    if values(a, kind).next().is_none() || values(b, kind).next().is_none() {
        return Level::Open;
    }
    let agrees = values(a, kind).any(|one| {
        values(b, kind)
            .any(|other| one.value.trim_start_matches('0') == other.value.trim_start_matches('0'))
    });
    if agrees { Level::Agrees } else { Level::Differs }
}

/// Floor and room as one number: 12楼03室 as 1203.
fn full_room(parsed: &Parsed) -> Option<String> {
    let room = values(parsed, ComponentKind::Room).last()?;
    let floor = values(parsed, ComponentKind::Floor).last();
    match floor {
        Some(floor) if room.value.chars().count() <= 2 => {
            Some(format!("{}{:0>2}", floor.value, room.value))
        }
        _ => Some(room.value.clone()),
    }
}

/// How far down an address goes: a room, a floor, an entrance, a building.
fn depth(parsed: &Parsed) -> usize {
    UNITS.iter().rposition(|&kind| values(parsed, kind).next().is_some()).map_or(0, |at| at + 1)
}
