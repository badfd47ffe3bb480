//! The other ways to read a line, ranked.

use super::parse;
use crate::normal::normal_char;
use crate::{Component, ComponentKind, Parsed, Profile, Span};

use ComponentKind::{Building, Entrance, Floor, RoadNumber, Room};

/// One way to read a line.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The components.
    pub parsed: Parsed,
    /// How likely it is beside the others: they add up to 1.
    pub likelihood: f64,
}

/// How often, of ten times, the other reading is the one meant: from the
/// conventions of numbering, not from counts.
const NUMBER_IS_BUILDING: f64 = 2.0;
const BUILDING_IS_NUMBER: f64 = 3.0;
const NUMBER_AND_ROOM: f64 = 4.0;
const STOREY: f64 = 3.0;
const ENTRANCE_AND_ROOM: f64 = 1.5;
const FIRST: f64 = 10.0;

/// Every way to read the line that the grammar leaves open, the likeliest
/// first. The first is what [`parse`] answers; most lines have no other.
///
/// ```
/// use address::{ComponentKind, Profile, readings};
///
/// let ways = readings(&Profile::cn(), "春风路566-403");
/// assert_eq!(ways.len(), 2);
/// assert_eq!(ways[1].parsed.components[2].kind, ComponentKind::Room);
/// assert!(ways[0].likelihood > ways[1].likelihood);
/// ```
#[must_use]
pub fn readings(profile: &Profile, line: &str) -> Vec<Reading> {
    let first = parse(profile, line);
    let mut found = others(&first);
    found.sort_by(|a, b| b.likelihood.total_cmp(&a.likelihood));
    found.insert(0, Reading { parsed: first, likelihood: FIRST });
    let whole: f64 = found.iter().map(|reading| reading.likelihood).sum();
    for reading in &mut found {
        reading.likelihood /= whole;
    }
    found
}

fn others(first: &Parsed) -> Vec<Reading> {
    let mut found = Vec::new();
    let mut add = |weight, change: &dyn Fn(&mut Vec<Component>)| {
        let mut parsed = first.clone();
        change(&mut parsed.components);
        found.push(Reading { parsed, likelihood: weight });
    };
    let has = |kind| first.components.iter().any(|part| part.kind == kind);
    for (at, part) in first.components.iter().enumerate() {
        let last = part.text.chars().last().map(normal_char);
        match (part.kind, last) {
            (RoadNumber, Some('号')) if !has(Building) => {
                add(NUMBER_IS_BUILDING, &|parts| parts[at].kind = Building);
            }
            (Building, Some('号')) if !has(RoadNumber) => {
                add(BUILDING_IS_NUMBER, &|parts| parts[at].kind = RoadNumber);
            }
            (Building, Some('楼')) if !has(Floor) => {
                add(STOREY, &|parts| parts[at].kind = Floor);
            }
            (Floor, Some('楼')) if !has(Building) => {
                add(STOREY, &|parts| parts[at].kind = Building);
            }
            (RoadNumber, _) if !has(Room) => {
                if let Some((number, room)) = cut(part) {
                    add(NUMBER_AND_ROOM, &|parts| {
                        parts[at] = number.clone();
                        parts.insert(at + 1, room.clone());
                    });
                }
            }
            (Building, Some(c)) if c.is_ascii_digit() && !has(Entrance) && has(Room) => {
                add(ENTRANCE_AND_ROOM, &|parts| parts[at].kind = Entrance);
            }
            _ => {}
        }
    }
    found
}

/// 566-403 as 566 and, where it is long enough for a room, 403.
fn cut(part: &Component) -> Option<(Component, Component)> {
    let dash = part.text.chars().position(|c| normal_char(c) == '-')?;
    let (before, after) = part.value.split_once('-')?;
    let room = after.len() >= 3 && after.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let text = |from: usize, to: usize| part.text.chars().skip(from).take(to - from).collect();
    let Span { start, end } = part.span;
    let piece = |kind, from: usize, to: usize, value: &str| Component {
        kind,
        span: Span { start: start + from, end: start + to },
        text: text(from, to),
        value: value.to_owned(),
        near: part.near,
    };
    (room && !before.is_empty())
        .then(|| (piece(RoadNumber, 0, dash, before), piece(Room, dash + 1, end - start, after)))
}
