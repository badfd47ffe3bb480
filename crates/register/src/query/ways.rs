//! Roads and ways as lines: what a network of streets is built from.

use crate::geometry::{Shape, from_wkb};
use crate::store::each;
use crate::{Register, Result};
use geo_types::LineString;
use kernel::Point4326;

/// A road or a way without a name.
#[derive(Clone, Debug, PartialEq)]
pub struct Way {
    /// What kind, in the source's words.
    pub class: String,
    /// Where it runs: the points of each line.
    pub lines: Vec<Vec<Point4326>>,
}

impl Register {
    /// Every road and nameless way that is not retired and has a shape.
    pub async fn ways(&self) -> Result<Vec<Way>> {
        let sql = "SELECT class AS class, shape FROM thoroughfare WHERE stage <> 'retired' AND shape IS NOT NULL
            UNION ALL
            SELECT kind AS class, shape FROM feature WHERE layer = 'road' AND stage <> 'retired' AND shape IS NOT NULL";
        let mut ways = Vec::new();
        each(&self.database, "read roads", sql, [], |row| {
            let lines = match row.bytes("shape")?.as_deref().and_then(from_wkb) {
                Some(Shape::LineString(line)) => vec![points(&line)],
                Some(Shape::MultiLineString(lines)) => lines.0.iter().map(points).collect(),
                _ => return Ok(()),
            };
            ways.push(Way { class: row.text("class")?, lines });
            Ok(())
        })
        .await?;
        Ok(ways)
    }
}

fn points(line: &LineString<f64>) -> Vec<Point4326> {
    line.0.iter().filter_map(|at| Point4326::new(at.x, at.y)).collect()
}
