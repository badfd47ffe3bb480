//! What two addresses say on each level, side by side.

use super::similarity::{bigram_similarity, is_part_of_name, name_similarity};
use crate::normal::normal_text;
use crate::profile::divisions::is_former;
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
const NAMES: [ComponentKind; 2] = [ComponentKind::Estate, ComponentKind::Poi];
/// Larger than an estate: they stand in for it where one names none.
const QUARTERS: [ComponentKind; 2] = [ComponentKind::Community, ComponentKind::Zone];
const UNITS: [ComponentKind; 4] =
    [ComponentKind::Building, ComponentKind::Entrance, ComponentKind::Floor, ComponentKind::Room];

/// Lines this alike differ in little.
const WRITTEN_ALIKE: f64 = 0.8;
/// A name this alike is the same name with something more or less.
const SAME_NAME: f64 = 0.6;

/// The evidence for and against one place.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a finding of its own about two lines")]
pub(super) struct Evidence {
    pub(super) identical: bool,
    /// Similarity of the whole lines.
    pub(super) text: f64,
    area: Level,
    street: Level,
    road: Level,
    number: Level,
    lane: Level,
    /// The best likeness of an estate or other named place of one to one of
    /// the other; none where one of them names none.
    name: Option<f64>,
    /// The same for communities and zones.
    quarter: Option<f64>,
    units: [Level; 4],
    /// One of them names a part of what the other names: a shop in a mall.
    within: bool,
    /// How alike what one says is near is to a name of the other.
    beside: f64,
    /// Only one names a road, or a lane of a village.
    road_in_one: bool,
    lane_in_one: bool,
    /// Neither says more than a street.
    to_the_area: bool,
    /// How far down each goes: 0 without a building, 4 to the room.
    depth: [usize; 2],
    /// Whether neither says more than a road without a number, or an area.
    coarse: bool,
}

impl Evidence {
    pub(super) fn gather(profile: &Profile, a: &str, b: &str) -> Self {
        let (line_a, line_b) = (squeezed(a), squeezed(b));
        let (whole_a, whole_b) = (parse(profile, a), parse(profile, b));
        let beside = beside(&whole_a, &whole_b).max(beside(&whole_b, &whole_a));
        let (parsed_a, parsed_b) = (here(whole_a), here(whole_b));
        let level = |kind| level_of(&parsed_a, &parsed_b, kind);
        let text = bigram_similarity(&line_a, &line_b);
        let mut area = AREAS.iter().fold(Level::Open, |area, &kind| match (area, level(kind)) {
            (Level::Differs, _) | (_, Level::Differs) => Level::Differs,
            (Level::Agrees, _) | (_, Level::Agrees) => Level::Agrees,
            _ => Level::Open,
        });
        let (road, number) = (roads(&parsed_a, &parsed_b), numbers(&parsed_a, &parsed_b));
        // A county that is no more, or the wrong one of the city before the right road and number.
        let county_only = level(ComponentKind::County) == Level::Differs
            && level(ComponentKind::City) != Level::Differs
            && level(ComponentKind::Province) != Level::Differs;
        let slip = [&road, &number] == [&Level::Agrees; 2] && text > WRITTEN_ALIKE;
        if county_only && (slip || former(&parsed_a) || former(&parsed_b)) {
            area = Level::Open;
        }
        let mut units = UNITS.map(level);
        if let (Some(one), Some(other)) = (full_room(&parsed_a), full_room(&parsed_b)) {
            units[3] = if one == other { Level::Agrees } else { Level::Differs };
        }
        let coarse = |parsed: &Parsed| {
            parsed.components.iter().all(|component| {
                component.kind <= ComponentKind::Road || component.kind >= ComponentKind::Nearby
            })
        };
        Self {
            identical: line_a == line_b && !line_a.is_empty(),
            text,
            area,
            street: level(ComponentKind::Street),
            road,
            number,
            lane: level(ComponentKind::Lane),
            name: alike(&parsed_a, &parsed_b, &NAMES),
            quarter: alike(&parsed_a, &parsed_b, &QUARTERS),
            units,
            within: within(&parsed_a, &parsed_b) || within(&parsed_b, &parsed_a),
            beside,
            road_in_one: has(&parsed_a, ComponentKind::Road) != has(&parsed_b, ComponentKind::Road),
            lane_in_one: has(&parsed_a, ComponentKind::Lane) != has(&parsed_b, ComponentKind::Lane)
                && level(ComponentKind::RoadNumber) == Level::Open
                && level(ComponentKind::Community) == Level::Agrees,
            to_the_area: to_the_area(&parsed_a) && to_the_area(&parsed_b),
            depth: [depth(&parsed_a), depth(&parsed_b)],
            coarse: coarse(&parsed_a) && coarse(&parsed_b),
        }
    }

    /// Whether the areas are two, and nothing below says that one of the
    /// lines has its area wrong.
    pub(super) fn elsewhere(&self) -> bool {
        let below = self.number == Level::Agrees
            || self.street == Level::Agrees
            || self.road == Level::Agrees;
        self.area == Level::Differs && !(self.name.is_some_and(|name| name > 0.85) && below)
    }

    /// Whether one lies near what the other names.
    pub(super) fn beside(&self) -> bool {
        self.beside > 0.85
    }

    /// How sure it is, from 0 to 1, that both mean one place, units aside.
    pub(super) fn place(&self) -> f64 {
        let road_number: f64 = match (self.road, self.number) {
            (Level::Agrees, Level::Agrees) => 0.9,
            // Of one village or lane, and one of them names no road.
            (Level::Open, Level::Agrees)
                if self.quarter.is_some_and(|quarter| quarter > SAME_NAME) =>
            {
                0.8
            }
            (Level::Agrees, Level::Open) => 0.4,
            (Level::Open, Level::Agrees) => 0.35,
            _ => 0.0,
        };
        let name = match (self.name, self.quarter) {
            // An estate each: the community that both lie in says little.
            (Some(name), _) => name,
            // A quarter does not say where on its roads.
            (None, Some(quarter)) if self.road_in_one => 0.3 * quarter,
            (None, Some(quarter)) => 0.75 * quarter,
            (None, None) => 0.0,
        };
        let mut place = road_number.max(name);
        if self.coarse {
            place = place.max(match (self.road, self.street, self.area) {
                (Level::Differs, ..) | (Level::Open, Level::Differs, _) => 0.2,
                (Level::Agrees, ..) => 0.85,
                (Level::Open, Level::Agrees, _) if self.to_the_area => 0.85,
                (Level::Open, Level::Open, Level::Agrees) if self.to_the_area => 0.7,
                _ => place,
            });
        }
        if self.lane == Level::Differs
            || self.street == Level::Differs && self.road != Level::Agrees
        {
            place *= 0.8;
        }
        // Another number of the road, or another road, and no name in common.
        let named = self.name.is_some_and(|name| name > SAME_NAME);
        if (self.number == Level::Differs || self.road == Level::Differs) && !named {
            place *= 0.5;
        }
        // What the grammar could not read may still be written alike.
        place.max(self.text * 0.55)
    }

    /// Whether they name two units, or one a unit and the other only what
    /// holds it, or two numbers of one place.
    pub(super) fn units_differ(&self) -> bool {
        let [a, b] = self.depth;
        self.units.contains(&Level::Differs)
            || a != b
            || self.number == Level::Differs
            || self.lane == Level::Differs
            || self.within
            || self.lane_in_one
            || self.name.is_some_and(|name| name < 0.3)
    }
}

fn has(parsed: &Parsed, kind: ComponentKind) -> bool {
    values(parsed, kind).next().is_some()
}

fn to_the_area(parsed: &Parsed) -> bool {
    let below = |kind| (ComponentKind::Zone..ComponentKind::Nearby).contains(&kind);
    parsed.components.iter().all(|part| part.kind == ComponentKind::Street || !below(part.kind))
}

/// Whether a county named is no more.
fn former(parsed: &Parsed) -> bool {
    values(parsed, ComponentKind::County).any(|county| is_former(&county.value))
}

/// How alike a place that `a` says is near is to a name of `b`.
fn beside(a: &Parsed, b: &Parsed) -> f64 {
    let named = |part: &&Component| NAMES.contains(&part.kind);
    let near = a.components.iter().filter(|part| part.near).filter(named);
    near.flat_map(|one| {
        b.components.iter().filter(named).map(|other| name_similarity(&one.value, &other.value))
    })
    .fold(0.0, f64::max)
}

/// Roads agree also where one has the quarter before it (下沙文渊路 and 文渊路)
/// or one slip in a name of four characters or more.
fn roads(a: &Parsed, b: &Parsed) -> Level {
    let exact = level_of(a, b, ComponentKind::Road);
    let same = |one: &str, other: &str| {
        let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
        short.chars().count() >= 3 && long.ends_with(short) || slip(one, other)
    };
    let alike = || {
        values(a, ComponentKind::Road)
            .any(|one| values(b, ComponentKind::Road).any(|two| same(&one.value, &two.value)))
    };
    if exact == Level::Differs && alike() { Level::Agrees } else { exact }
}

/// One character replaced, no numeral or direction, in names of one length.
fn slip(one: &str, other: &str) -> bool {
    let length = one.chars().count();
    let apart = || one.chars().zip(other.chars()).filter(|(a, b)| a != b);
    let counts = |c| "东南西北中前后上下内外新老一二三四五六七八九十".contains(c);
    length >= 4
        && length == other.chars().count()
        && apart().count() == 1
        && apart().all(|(a, b)| !counts(a) && !counts(b))
}

/// Road numbers agree also where one is in the other's range or list (12 in 12-14).
fn numbers(a: &Parsed, b: &Parsed) -> Level {
    let exact = level_of(a, b, ComponentKind::RoadNumber);
    let holds = |whole: &str, part: &str| {
        let mut ends = whole.split(['-', ',', '/']).map(str::parse::<u32>);
        let Ok(part) = part.parse::<u32>() else { return false };
        match (ends.next(), ends.next(), ends.next()) {
            (Some(Ok(low)), Some(Ok(high)), None) if whole.contains('-') && low < high => {
                (low..=high).contains(&part)
            }
            _ => {
                whole.contains([',', '/'])
                    && whole.split([',', '/']).any(|one| one == part.to_string())
            }
        }
    };
    let either = || {
        values(a, ComponentKind::RoadNumber).any(|one| {
            values(b, ComponentKind::RoadNumber)
                .any(|two| holds(&one.value, &two.value) || holds(&two.value, &one.value))
        })
    };
    if exact == Level::Differs && either() { Level::Agrees } else { exact }
}

/// Whether `b` goes on within a place that `a` names and stops at: a shop in a
/// mall, a library of a campus.
fn within(a: &Parsed, b: &Parsed) -> bool {
    let names = |parsed: &'_ Parsed| -> Vec<String> {
        let named = |part: &&Component| NAMES.contains(&part.kind);
        parsed.components.iter().filter(named).map(|part| part.value.clone()).collect()
    };
    let (names_a, names_b) = (names(a), names(b));
    let Some(last) = names_a.last() else { return false };
    let Some(met) = names_b.iter().position(|name| name_similarity(last, name) > 0.85) else {
        return false;
    };
    // 锦绣花园 in 锦绣花园小区 is the same place.
    let goes_on = names_b[met + 1..].iter().any(|name| name_similarity(last, name) < SAME_NAME);
    goes_on || is_part_of_name(last, &names_b[met])
}

/// Without what is only near.
fn here(mut parsed: Parsed) -> Parsed {
    parsed.components.retain(|component| !component.near);
    parsed
}

fn squeezed(line: &str) -> String {
    // No address is longer; a file's stray megabyte is none.
    let line: String = line.chars().take(2_000).collect();
    normal_text(&line).chars().filter(|c| c.is_alphanumeric() || *c == '-').collect()
}

fn values(parsed: &Parsed, kind: ComponentKind) -> impl Iterator<Item = &Component> {
    parsed.components.iter().filter(move |component| component.kind == kind)
}

/// Agrees when any value of one is a value of the other, leading zeros aside.
fn level_of(a: &Parsed, b: &Parsed, kind: ComponentKind) -> Level {
    if values(a, kind).next().is_none() || values(b, kind).next().is_none() {
        return Level::Open;
    }
    let plain = |component: &Component| component.value.trim_start_matches('0').to_owned();
    let agrees = values(a, kind).any(|one| values(b, kind).any(|other| plain(one) == plain(other)));
    if agrees { Level::Agrees } else { Level::Differs }
}

/// The best likeness among names of some kinds; none where one has none.
fn alike(a: &Parsed, b: &Parsed, kinds: &[ComponentKind]) -> Option<f64> {
    let names = |parsed: &'_ Parsed| -> Vec<String> {
        let of_kind = |component: &&Component| kinds.contains(&component.kind);
        parsed.components.iter().filter(of_kind).map(|component| component.value.clone()).collect()
    };
    let (names_a, names_b) = (names(a), names(b));
    let pairs =
        names_a.iter().flat_map(|one| names_b.iter().map(move |other| name_similarity(one, other)));
    pairs.reduce(f64::max)
}

/// Floor and room as one number: 12楼03室 as 1203.
fn full_room(parsed: &Parsed) -> Option<String> {
    let room = values(parsed, ComponentKind::Room).last()?;
    let floor = values(parsed, ComponentKind::Floor).last();
    match floor {
        Some(floor) if room.value.chars().count() <= 2 => {
            Some(format!("{}{:0>2}", floor.value, room.value))
        }
        _ => Some(room.value.trim_start_matches('0').to_owned()),
    }
}

/// How far down an address goes: a room, a floor, an entrance, a building.
fn depth(parsed: &Parsed) -> usize {
    UNITS.iter().rposition(|&kind| values(parsed, kind).next().is_some()).map_or(0, |at| at + 1)
}
