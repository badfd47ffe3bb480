//! Ways joined into rings, rings into polygons.

use super::scan::{Extract, Relation};
use geo::{Area as _, Contains as _};
use geo_types::{Coord, LineString, MultiPolygon, Polygon};

/// The ground of a relation; none where the extract lacks part of its outline.
pub(crate) fn ground(extract: &Extract, relation: &Relation) -> Option<MultiPolygon<f64>> {
    let mut outer = Vec::new();
    let mut inner = Vec::new();
    for (id, is_inner) in &relation.members {
        let way = extract.ways.get(id)?;
        if way.refs.len() >= 2 {
            if *is_inner { &mut inner } else { &mut outer }.push(way.refs.clone());
        }
    }
    let outer = rings(outer)?;
    let inner = rings(inner)?;
    let shape = |ring: &Vec<i64>| -> Option<LineString<f64>> {
        ring.iter()
            .map(|id| extract.position(*id))
            .collect::<Option<Vec<Coord<f64>>>>()
            .map(LineString)
    };
    let mut parts: Vec<Polygon<f64>> = Vec::new();
    for ring in &outer {
        parts.push(Polygon::new(shape(ring)?, Vec::new()));
    }
    for ring in &inner {
        let hole = shape(ring)?;
        let Some(first) = hole.points().next() else { continue };
        let home = parts
            .iter_mut()
            .filter(|part| part.contains(&first))
            .min_by(|a, b| a.unsigned_area().total_cmp(&b.unsigned_area()));
        if let Some(home) = home {
            home.interiors_push(hole);
        }
    }
    (!parts.is_empty()).then_some(MultiPolygon(parts))
}

/// Joins ways end to end; none where one stays open.
fn rings(mut ways: Vec<Vec<i64>>) -> Option<Vec<Vec<i64>>> {
    let mut out = Vec::new();
    while let Some(mut ring) = ways.pop() {
        while ring.first() != ring.last() {
            let end = *ring.last()?;
            let next = ways
                .iter()
                .position(|way| way.first() == Some(&end) || way.last() == Some(&end))?;
            let mut way = ways.swap_remove(next);
            if way.first() != Some(&end) {
                way.reverse();
            }
            ring.extend(way.into_iter().skip(1));
        }
        if ring.len() >= 4 {
            out.push(ring);
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::rings;

    #[test]
    fn ways_join_in_either_direction_or_stay_open() {
        let joined =
            rings(vec![vec![1, 2, 3], vec![1, 5, 4], vec![3, 4], vec![7, 8, 9, 7]]).unwrap();
        assert_eq!(joined.len(), 2);
        assert!(joined.iter().all(|ring| ring.first() == ring.last()));
        assert!(joined.iter().any(|ring| ring.len() == 6));
        assert_eq!(rings(vec![vec![1, 2, 3]]), None);
    }
}
