//! Administrative boundaries, nested by where they lie.

use super::rings;
use super::scan::{Extract, Relation};
use super::tags::{self, Role};
use crate::Result;
use crate::geometry::{Places, Shape};
use crate::import::{Loader, shapes};
use crate::model::{Area, AreaLevel, Head};
use kernel::AreaPath;

/// Loads the areas whose whole outline is in the extract.
pub(crate) async fn load(loader: &mut Loader<'_>, extract: &Extract, file: &str) -> Result<Places> {
    loader.part("areas", 0);
    let mut relations: Vec<(u32, &Relation)> = extract
        .relations
        .iter()
        .filter(|r| r.role == Role::Area)
        .filter_map(|r| Some((r.tags.get("admin_level")?.parse().ok()?, r)))
        .collect();
    relations.sort_unstable_by_key(|(level, r)| (*level, r.id));
    let mut above: Vec<(kernel::Id<Area>, AreaPath, AreaLevel, Shape)> = Vec::new();
    for (admin_level, relation) in relations {
        let Some(level) = level(&loader.options.profile, admin_level) else { continue };
        let Some(ground) = rings::ground(extract, relation) else {
            loader.report().count("areas whose outline is not whole in the extract", 1);
            continue;
        };
        let row = relation.id.unsigned_abs();
        let code = format!("r{}", relation.id);
        match shapes::extent(loader, Shape::MultiPolygon(ground), file, row) {
            Ok(extent) => {
                let parent = Places::new(above.iter().cloned()).find(extent.point);
                let base = parent.as_ref().map_or_else(AreaPath::whole, |p| p.path.clone());
                let Ok(path) = base.child(&code) else { continue };
                let shape = extent.wkb.as_deref().and_then(crate::geometry::from_wkb);
                let area = Area {
                    head: Head::current(code.clone()),
                    level,
                    code,
                    parent: parent.map(|p| p.id),
                    path: path.clone(),
                    name: tags::name(&relation.tags),
                    public_place: false,
                    extent: Some(extent),
                };
                if let (Some(id), Some(shape)) = (loader.put(&area), shape) {
                    above.push((id, path, level, shape));
                }
            }
            Err(fault) => {
                let (zh, en) = shapes::hint(fault);
                loader.reject_at(file, row, "geometry", zh, en);
            }
        }
        loader.record().await?;
    }
    loader.places().await
}

/// Which level an `admin_level` is, by profile.
fn level(profile: &str, admin_level: u32) -> Option<AreaLevel> {
    let china = profile == "cn";
    Some(match admin_level {
        3 | 4 => AreaLevel::Province,
        5 if china => AreaLevel::City,
        6 if china => AreaLevel::District,
        7 | 8 if china => AreaLevel::Street,
        6 | 7 => AreaLevel::City,
        8 => AreaLevel::District,
        9 => AreaLevel::Street,
        10 | 11 => AreaLevel::Community,
        _ => return None,
    })
}
