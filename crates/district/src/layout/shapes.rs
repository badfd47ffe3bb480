//! Footprints: every shape lies inside its rectangle.

use super::block::Rect;
use crate::chance::Dice;
use crate::geometry::P;

fn traced(rect: &Rect, points: &[(f64, f64)]) -> Vec<P> {
    points.iter().map(|(s, t)| rect.at(s * rect.length, t * rect.depth)).collect()
}

pub(crate) fn plain(rect: &Rect) -> Vec<P> {
    rect.corners().to_vec()
}

/// A point block: a cross with four flats at its arms.
pub(crate) fn cross(rect: &Rect, dice: &mut Dice) -> Vec<P> {
    let (a, b) = (dice.range(0.2, 0.28), dice.range(0.2, 0.3));
    let (c, d) = (1.0 - a, 1.0 - b);
    traced(
        rect,
        &[
            (a, 0.0),
            (c, 0.0),
            (c, b),
            (1.0, b),
            (1.0, d),
            (c, d),
            (c, 1.0),
            (a, 1.0),
            (a, d),
            (0.0, d),
            (0.0, b),
            (a, b),
        ],
    )
}

/// A slab: recesses on the north side between its entrances.
pub(crate) fn slab(rect: &Rect, entrances: u8) -> Vec<P> {
    let mut points = vec![(0.0, 0.0), (1.0, 0.0), (1.0, 1.0)];
    let n = f64::from(entrances);
    for i in (1..entrances).rev() {
        let s = f64::from(i) / n;
        let w = 0.05 / n + 1.2 / rect.length;
        points.extend([(s + w, 1.0), (s + w, 0.82), (s - w, 0.82), (s - w, 1.0)]);
    }
    points.push((0.0, 1.0));
    traced(rect, &points)
}

/// An L, opened at one of its corners.
pub(crate) fn elbow(rect: &Rect, dice: &mut Dice) -> Vec<P> {
    let (a, b) = (dice.range(0.45, 0.7), dice.range(0.4, 0.65));
    if dice.chance(0.5) {
        traced(rect, &[(0.0, 0.0), (1.0, 0.0), (1.0, b), (a, b), (a, 1.0), (0.0, 1.0)])
    } else {
        traced(rect, &[(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (1.0 - a, 1.0), (1.0 - a, b), (0.0, b)])
    }
}

/// A house with one corner cut back for a stair.
pub(crate) fn house(rect: &Rect, dice: &mut Dice) -> Vec<P> {
    if dice.chance(0.7) {
        return plain(rect);
    }
    let (a, b) = (dice.range(0.65, 0.8), dice.range(0.65, 0.8));
    traced(rect, &[(0.0, 0.0), (1.0, 0.0), (1.0, b), (a, b), (a, 1.0), (0.0, 1.0)])
}

/// A school: three wings around a court.
pub(crate) fn court(rect: &Rect) -> Vec<P> {
    traced(
        rect,
        &[
            (0.0, 0.0),
            (1.0, 0.0),
            (1.0, 1.0),
            (0.78, 1.0),
            (0.78, 0.3),
            (0.22, 0.3),
            (0.22, 1.0),
            (0.0, 1.0),
        ],
    )
}

/// A mall: a rectangle with its corners cut.
pub(crate) fn chamfered(rect: &Rect) -> Vec<P> {
    let (a, b) = (6.0 / rect.length, 6.0 / rect.depth);
    traced(
        rect,
        &[
            (a, 0.0),
            (1.0 - a, 0.0),
            (1.0, b),
            (1.0, 1.0 - b),
            (1.0 - a, 1.0),
            (a, 1.0),
            (0.0, 1.0 - b),
            (0.0, b),
        ],
    )
}
