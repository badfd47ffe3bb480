//! Naming roads: chords that meet end to end and run on in the same direction
//! are one road.

use super::divide::{Chord, ChordKind};
use crate::chance::Dice;
use crate::geometry::P;
use crate::naming::Text;
use crate::naming::places::PlaceNames;

/// A named thoroughfare.
pub(crate) struct Road {
    pub(crate) code: String,
    pub(crate) name: Text,
    pub(crate) kind: ChordKind,
    /// Chords of the plan, or none for a lane that carries its own line.
    pub(crate) chords: Vec<usize>,
    /// Numbers grow from `origin` along `dir`.
    pub(crate) origin: P,
    pub(crate) dir: P,
}

/// Names every road among the chords.
pub(crate) fn name_roads(
    dice: &mut Dice,
    names: &mut PlaceNames,
    chords: &mut [Chord],
) -> Vec<Road> {
    let mut roads: Vec<Road> = Vec::new();
    for i in 0..chords.len() {
        if !chords[i].kind.is_road() {
            continue;
        }
        let found = continuation(chords, i);
        let r = found.unwrap_or_else(|| {
            let name = names.draw(dice, "路");
            roads.push(Road {
                code: format!("{}R{:05}", super::COUNTY_CODE, roads.len() + 1),
                name: with_suffix(dice, &name, chords[i].kind),
                kind: chords[i].kind,
                chords: Vec::new(),
                origin: chords[i].a,
                dir: chords[i].b.minus(chords[i].a).unit(),
            });
            roads.len() - 1
        });
        chords[i].road = Some(r);
        roads[r].chords.push(i);
    }
    for road in &mut roads {
        // West to east, or south to north, as street numbers usually run.
        if road.dir.x + road.dir.y * 0.9 < 0.0 {
            road.dir = road.dir.times(-1.0);
        }
        let start = road.chords.iter().flat_map(|&c| [chords[c].a, chords[c].b]);
        if let Some(p) = start.min_by(|p, q| p.dot(road.dir).total_cmp(&q.dot(road.dir))) {
            road.origin = p;
        }
    }
    roads
}

/// The road of an earlier chord of the same kind that shares an end and runs on.
fn continuation(chords: &[Chord], i: usize) -> Option<usize> {
    let along = chords[i].b.minus(chords[i].a).unit();
    for end in [chords[i].a, chords[i].b] {
        for other in chords[..i].iter().filter(|c| c.kind == chords[i].kind && c.road.is_some()) {
            let meets = other.a.minus(end).length() < 1e-6 || other.b.minus(end).length() < 1e-6;
            let straight = other.b.minus(other.a).unit().cross(along).abs() < 0.45;
            if meets && straight {
                return other.road;
            }
        }
    }
    None
}

fn with_suffix(dice: &mut Dice, name: &Text, kind: ChordKind) -> Text {
    let (zh, en) = match kind {
        ChordKind::Arterial => ("大道", "Avenue"),
        ChordKind::Secondary => *dice.pick(&[("大道", "Avenue"), ("路", "Road"), ("路", "Road")]),
        ChordKind::Collector => *dice.pick(&[("路", "Road"), ("路", "Road"), ("街", "Street")]),
        _ => *dice.pick(&[("街", "Street"), ("巷", "Lane")]),
    };
    Text::new(format!("{}{zh}", name.zh), format!("{} {en}", name.en))
}
