//! Three passes over the file: relations, ways, nodes.

use super::tags::{Role, Tags, is_kept, poi_kind, role};
use crate::{Error, Result};
use geo_types::Coord;
use kernel::Progress;
use osmpbf::{BlobDecode, BlobReader, Element, PrimitiveBlock, RelMemberType};
use rustc_hash::FxHashMap;
use std::path::Path;

/// What is kept of an extract.
#[derive(Default)]
pub(crate) struct Extract {
    pub(crate) relations: Vec<Relation>,
    pub(crate) ways: FxHashMap<i64, Way>,
    /// Nodes with an address or of interest.
    pub(crate) nodes: Vec<Node>,
    ids: Vec<i64>,
    positions: Vec<(i32, i32)>,
}

pub(crate) struct Relation {
    pub(crate) id: i64,
    pub(crate) role: Role,
    pub(crate) tags: Tags,
    /// Way and whether its role is `inner`.
    pub(crate) members: Vec<(i64, bool)>,
}

pub(crate) struct Way {
    pub(crate) id: i64,
    pub(crate) role: Option<Role>,
    pub(crate) tags: Tags,
    pub(crate) refs: Vec<i64>,
}

pub(crate) struct Node {
    pub(crate) id: i64,
    pub(crate) tags: Tags,
    pub(crate) at: Coord<f64>,
}

impl Extract {
    /// The points of a way that the extract has.
    pub(crate) fn points(&self, way: &Way) -> Vec<Coord<f64>> {
        way.refs.iter().filter_map(|id| self.position(*id)).collect()
    }

    pub(crate) fn position(&self, node: i64) -> Option<Coord<f64>> {
        let at = self.ids.binary_search(&node).ok()?;
        let (lon, lat) = self.positions[at];
        (lon != i32::MIN).then(|| Coord { x: f64::from(lon) / 1e7, y: f64::from(lat) / 1e7 })
    }

    /// Ways of a role, in the order of their ids.
    pub(crate) fn ways_of(&self, wanted: impl Fn(Role) -> bool) -> Vec<&Way> {
        let mut ways: Vec<&Way> =
            self.ways.values().filter(|way| way.role.is_some_and(&wanted)).collect();
        ways.sort_unstable_by_key(|way| way.id);
        ways
    }
}

/// Reads what the register takes from an extract.
pub(crate) fn read(
    path: &Path,
    file: &str,
    blobs: u64,
    progress: &dyn Progress,
) -> Result<Extract> {
    let mut extract = Extract::default();
    let mut members = rustc_hash::FxHashSet::default();
    progress.stage("relations", blobs);
    pass(path, file, progress, |block| {
        for element in block.elements() {
            let Element::Relation(relation) = element else { continue };
            let tags = kept(relation.tags());
            let areal = tags.get("type").is_some_and(|t| t == "multipolygon" || t == "boundary");
            let Some(role) = role(&tags).filter(|_| areal) else { continue };
            let ways: Vec<(i64, bool)> = relation
                .members()
                .filter(|m| m.member_type == RelMemberType::Way)
                .map(|m| (m.member_id, m.role().is_ok_and(|r| r == "inner")))
                .collect();
            members.extend(ways.iter().map(|(id, _)| *id));
            extract.relations.push(Relation { id: relation.id(), role, tags, members: ways });
        }
    })?;
    progress.stage("ways", blobs);
    pass(path, file, progress, |block| {
        for element in block.elements() {
            let Element::Way(way) = element else { continue };
            let tags = kept(way.tags());
            let role = role(&tags);
            if role.is_some() || members.contains(&way.id()) {
                let refs: Vec<i64> = way.refs().collect();
                extract.ids.extend(&refs);
                extract.ways.insert(way.id(), Way { id: way.id(), role, tags, refs });
            }
        }
    })?;
    extract.ids.sort_unstable();
    extract.ids.dedup();
    extract.positions = vec![(i32::MIN, i32::MIN); extract.ids.len()];
    progress.stage("nodes", blobs);
    let Extract { ids, positions, nodes, .. } = &mut extract;
    pass(path, file, progress, |block| {
        for element in block.elements() {
            let (id, lon, lat, tags) = match element {
                Element::DenseNode(node) => {
                    (node.id(), node.decimicro_lon(), node.decimicro_lat(), kept(node.tags()))
                }
                Element::Node(node) => {
                    (node.id(), node.decimicro_lon(), node.decimicro_lat(), kept(node.tags()))
                }
                _ => continue,
            };
            if let Ok(at) = ids.binary_search(&id) {
                positions[at] = (lon, lat);
            }
            if tags.contains_key("addr:housenumber") || poi_kind(&tags).is_some() {
                let at = Coord { x: f64::from(lon) / 1e7, y: f64::from(lat) / 1e7 };
                nodes.push(Node { id, tags, at });
            }
        }
    })?;
    extract.nodes.sort_unstable_by_key(|node| node.id);
    Ok(extract)
}

fn kept<'a>(tags: impl Iterator<Item = (&'a str, &'a str)>) -> Tags {
    tags.filter(|(key, value)| is_kept(key) && !value.trim().is_empty())
        .map(|(key, value)| (key.to_owned(), value.trim().to_owned()))
        .collect()
}

fn pass(
    path: &Path,
    file: &str,
    progress: &dyn Progress,
    mut take: impl FnMut(&PrimitiveBlock),
) -> Result<()> {
    let opened =
        std::fs::File::open(path).map_err(|source| Error::Read { path: path.into(), source })?;
    let reader = BlobReader::new_seekable(std::io::BufReader::new(opened))
        .map_err(|e| Error::Damaged { file: file.into(), offset: 0, cause: e.to_string() })?;
    let mut offset = 0;
    for blob in reader {
        let damaged = |e: osmpbf::Error, offset| Error::Damaged {
            file: file.into(),
            offset,
            cause: e.to_string(),
        };
        let blob = blob.map_err(|e| damaged(e, offset))?;
        offset = blob.offset().map_or(offset, |at| at.0);
        match blob.decode().map_err(|e| damaged(e, offset))? {
            BlobDecode::OsmData(block) => take(&block),
            BlobDecode::OsmHeader(header) => {
                let known = ["OsmSchema-V0.6", "DenseNodes", "HistoricalInformation"];
                if let Some(needed) =
                    header.required_features().iter().find(|f| !known.contains(&f.as_str()))
                {
                    let cause = format!("it needs the feature {needed}, which is not known");
                    return Err(Error::Damaged { file: file.into(), offset, cause });
                }
            }
            BlobDecode::Unknown(_) => {}
        }
        progress.advance(1);
    }
    Ok(())
}
