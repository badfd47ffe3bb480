//! Shapes as they come in.

use super::Loader;
use crate::geometry::{Shape, ShapeFault, mend};
use crate::model::Extent;

/// A shape brought to WGS 84 and mended; an untangled outline is said.
pub(crate) fn extent(
    loader: &mut Loader<'_>,
    mut shape: Shape,
    file: &str,
    row: u64,
) -> Result<Extent, ShapeFault> {
    loader.options.datum.bring(&mut shape);
    let mended = mend(shape)?;
    if mended.untangled {
        loader.report().count("outlines untangled", 1);
        loader.warn_at(
            file,
            row,
            "geometry",
            "轮廓线自相交，已自动拆解为不相交的部分。请在来源处修正。",
            "the outline crosses itself and was untangled. Mend it at the source.",
        );
    }
    Extent::of(&mended.shape).ok_or(ShapeFault::TooFewPoints)
}

/// What is wrong with a shape and what to do: Chinese, English.
pub(crate) fn hint(fault: ShapeFault) -> (&'static str, &'static str) {
    match fault {
        ShapeFault::OffTheEarth => (
            "坐标不是经纬度。请按WGS 84经纬度（先经度后纬度）导出。",
            "a coordinate is no longitude and latitude. Export in WGS 84, longitude first.",
        ),
        ShapeFault::TooFewPoints => {
            ("图形的点太少。请补全轮廓。", "the shape has too few points. Complete its outline.")
        }
        ShapeFault::NoArea => (
            "轮廓没有面积（各点在一条线上或自相交抵消）。请重新勾画。",
            "the outline encloses no ground. Draw it again.",
        ),
    }
}
