//! From clusters to ids, for a run over everything.
//!
//! The same answer as [`super::assign`], which asks the engine, in memory that is bounded by a few numbers a mention:
//! clusters and the former entities both come in order of id, so they are walked side by side, and no text is joined
//! with another.

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    fs,
    path::{Path, PathBuf},
};

use blocks::RecordRole;
use kernel::{Entity, Ids};
use linkage::rows::{Names, Walk};

use super::assign::{assigned, hex, unhex};
use crate::{
    FusionError,
    lake::{Fields, Kind, TableSink, Value, open_parquet},
};

const COLUMNS: [(&str, Kind); 2] = [("id", Kind::Text), ("entity", Kind::Text)];

/// Files of a kind that say what became of entities that changed, and of records in the queue: the lineage and the
/// review ask no more.
pub(crate) const TOUCHED: [(&str, &str); 2] =
    [("former", "touched_former.parquet"), ("assigned", "touched_assigned.parquet")];

/// Where the parts of a run lie.
pub(crate) struct Found<'a> {
    /// The folder of the linkage.
    pub(crate) link: &'a Path,
    /// The folder that holds `former.parquet` and `bound.parquet` and takes the answer.
    pub(crate) folder: &'a Path,
    /// The entity that a record was before a merge that was undone.
    pub(crate) returning: &'a [(RecordRole, [u8; 16])],
}

/// Writes [`assigned`] by source and the files of [`TOUCHED`]; how many entities there are.
pub(crate) fn assign_all<E: Entity>(found: &Found<'_>, ids: &Ids) -> Result<u64, FusionError> {
    let clusters = found.clusters();
    let bound = texts(&found.folder.join("bound.parquet"), "id", "cluster_id")?;
    let mut former = Former::open(&found.folder.join("former.parquet"))?;
    let mut returning: HashMap<String, Vec<[u8; 16]>> = HashMap::new();
    for (record, entity) in found.returning {
        returning.entry(record.to_string()).or_default().push(*entity);
    }
    let mut numbers = Numbers::default();
    let mut of_row: Vec<(u32, u32)> = Vec::new();
    let mut back: Vec<(u32, [u8; 16])> = Vec::new();
    each_pair(&clusters, "id", "cluster_id", |id, cluster| {
        let cluster = numbers.of(bound.get(id).map_or(cluster, String::as_str));
        of_row.push((cluster, former.of(id)?));
        if let Some(entities) = returning.get(id) {
            back.extend(entities.iter().map(|entity| (cluster, *entity)));
        }
        Ok(())
    })?;
    // Entities none of whose mentions is left stand too.
    while former.next()? {}
    let standing: HashSet<[u8; 16]> =
        if back.is_empty() { HashSet::new() } else { former.entities.iter().copied().collect() };
    back.retain(|(_, entity)| !standing.contains(entity));
    let mut entities: Vec<Option<[u8; 16]>> = vec![None; numbers.known.len()];
    for (cluster, entity) in homes(back) {
        take_older(&mut entities[cluster as usize], entity);
    }
    let shared: Vec<(u32, u32)> =
        of_row.iter().filter(|(_, former)| *former > 0).copied().collect();
    let mut kept: Vec<Option<[u8; 16]>> = vec![None; entities.len()];
    for (cluster, number) in homes(shared) {
        take_older(&mut kept[cluster as usize], former.entities[number as usize - 1]);
    }
    let entities: Vec<[u8; 16]> = kept
        .into_iter()
        .zip(entities)
        .map(|(kept, back)| kept.or(back).unwrap_or_else(|| ids.next::<E>().to_bytes()))
        .collect();
    let entity = |row: usize| entities[of_row[row].0 as usize];
    write(found, &clusters, &former.entities, &of_row, entity)?;
    Ok(entities.len() as u64)
}

impl Found<'_> {
    fn clusters(&self) -> PathBuf {
        let linked = self.link.join("clusters.parquet");
        // Where there was nothing to link the judgements left an empty one.
        if linked.exists() { linked } else { self.folder.join("clusters.parquet") }
    }
}

/// Clusters by number, in the order they are met; each is known by a digest of its name.
#[derive(Default)]
struct Numbers {
    known: HashMap<[u8; 16], u32>,
}

impl Numbers {
    fn of(&mut self, cluster: &str) -> u32 {
        let digest = blake3::hash(cluster.as_bytes());
        let mut key = [0; 16];
        key.copy_from_slice(&digest.as_bytes()[..16]);
        let next = u32::try_from(self.known.len()).unwrap_or(u32::MAX);
        *self.known.entry(key).or_insert(next)
    }
}

/// Mentions and their entities as they are read.
type Read = Box<dyn Iterator<Item = Result<(String, [u8; 16]), FusionError>>>;

/// The former generation, walked in order of id beside the present one.
struct Former {
    rows: Read,
    /// The mention that was read last, and the number of its entity.
    at: Option<(String, u32)>,
    numbers: HashMap<[u8; 16], u32>,
    /// Entities by number, less one.
    entities: Vec<[u8; 16]>,
}

impl Former {
    fn open(path: &Path) -> Result<Self, FusionError> {
        let batches = open_parquet(path)?;
        let rows = batches.flat_map(|batch| match batch.map_err(FusionError::arrow("relations")) {
            Err(error) => vec![Err(error)],
            Ok(batch) => (0..batch.num_rows())
                .filter_map(|row| {
                    let fields = Fields::new(&batch, row);
                    let entity = fields.text("entity").and_then(unhex)?;
                    Some(Ok((fields.text("id")?.to_owned(), entity)))
                })
                .collect(),
        });
        let (numbers, entities) = (HashMap::new(), Vec::new());
        Ok(Self { rows: Box::new(rows), at: None, numbers, entities })
    }

    /// The number of the entity that a mention was; 0 where it is new. Mentions are asked in order.
    fn of(&mut self, id: &str) -> Result<u32, FusionError> {
        loop {
            match &self.at {
                Some((known, _)) if known.as_str() > id => return Ok(0),
                Some((known, number)) if known == id => return Ok(*number),
                _ => {}
            }
            if !self.next()? {
                return Ok(0);
            }
        }
    }

    /// Reads on; whether there was a mention left.
    fn next(&mut self) -> Result<bool, FusionError> {
        self.at = match self.rows.next() {
            None => None,
            Some(next) => {
                let (known, entity) = next?;
                let fresh = u32::try_from(self.entities.len() + 1).unwrap_or(u32::MAX);
                let number = *self.numbers.entry(entity).or_insert(fresh);
                if number == fresh {
                    self.entities.push(entity);
                }
                Some((known, number))
            }
        };
        Ok(self.at.is_some())
    }
}

/// The cluster that most mentions of each entity are in; of several, the first.
fn homes<T: Ord + Copy>(mut shared: Vec<(u32, T)>) -> Vec<(u32, T)> {
    shared.sort_unstable_by(|a, b| a.1.cmp(&b.1).then(a.0.cmp(&b.0)));
    let of_entity = shared.chunk_by(|a, b| a.1 == b.1);
    of_entity
        .filter_map(|all| {
            let mut best: Option<(usize, u32)> = None;
            for same in all.chunk_by(|a, b| a.0 == b.0) {
                if best.is_none_or(|(most, _)| same.len() > most) {
                    best = Some((same.len(), same[0].0));
                }
            }
            best.map(|(_, cluster)| (cluster, all[0].1))
        })
        .collect()
}

/// Of several entities that came together the oldest keeps its id.
fn take_older(slot: &mut Option<[u8; 16]>, entity: [u8; 16]) {
    *slot = Some(slot.map_or(entity, |known| known.min(entity)));
}

fn write(
    found: &Found<'_>,
    clusters: &Path,
    former: &[[u8; 16]],
    of_row: &[(u32, u32)],
    entity: impl Fn(usize) -> [u8; 16],
) -> Result<(), FusionError> {
    let folder = found.folder.join("assigned");
    fs::create_dir_all(&folder).map_err(FusionError::file(&folder))?;
    let former_of = |row: usize| {
        let number = of_row[row].1 as usize;
        number.checked_sub(1).map(|at| former[at])
    };
    let changed = |row: usize| former_of(row).is_some_and(|former| former != entity(row));
    let touched: HashSet<[u8; 16]> = (0..of_row.len())
        .filter(|row| changed(*row))
        .flat_map(|row| former_of(row).into_iter().chain([entity(row)]))
        .collect();
    let queued = queued(&found.link.join("candidates.parquet"))?;
    let mut sinks = Vec::new();
    for (_, name) in TOUCHED {
        sinks.push(TableSink::create("relations", &found.folder.join(name), &COLUMNS)?);
    }
    let mut open: Option<(String, TableSink)> = None;
    let mut row = 0;
    each_pair(clusters, "id", "cluster_id", |id, _| {
        let source = id.split('/').next().unwrap_or_default();
        if open.as_ref().is_none_or(|(of, _)| of != source) {
            if let Some((_, sink)) = open.take() {
                sink.finish()?;
            }
            let file = assigned(found.folder, source);
            open = Some((source.to_owned(), TableSink::create("relations", &file, &COLUMNS)?));
        }
        let (now, before) = (entity(row), former_of(row));
        if let Some((_, sink)) = &mut open {
            sink.push(&[Value::Text(id), Value::Own(hex(now))])?;
        }
        let is_touched = before.is_some_and(|before| touched.contains(&before));
        if let Some(before) = before.filter(|_| is_touched || touched.contains(&now)) {
            sinks[0].push(&[Value::Text(id), Value::Own(hex(before))])?;
        }
        if is_touched || touched.contains(&now) || queued.contains(id) {
            sinks[1].push(&[Value::Text(id), Value::Own(hex(now))])?;
        }
        row += 1;
        Ok(())
    })?;
    sinks.extend(open.map(|(_, sink)| sink));
    sinks.into_iter().try_for_each(|sink| sink.finish().map(drop))
}

/// Records of the review queue.
fn queued(candidates: &Path) -> Result<BTreeSet<String>, FusionError> {
    let mut found = BTreeSet::new();
    if candidates.exists() {
        each_pair(candidates, "id_l", "id_r", |left, right| {
            found.extend([left.to_owned(), right.to_owned()]);
            Ok(())
        })?;
    }
    Ok(found)
}

fn texts(path: &Path, key: &str, value: &str) -> Result<HashMap<String, String>, FusionError> {
    let mut found = HashMap::new();
    each_pair(path, key, value, |key, value| {
        found.insert(key.to_owned(), value.to_owned());
        Ok(())
    })?;
    Ok(found)
}

/// Calls `each` with two columns of every row.
fn each_pair(
    path: &Path,
    one: &str,
    other: &str,
    mut each: impl FnMut(&str, &str) -> Result<(), FusionError>,
) -> Result<(), FusionError> {
    for batch in open_parquet(path)? {
        let batch = batch.map_err(FusionError::arrow("relations"))?;
        for row in 0..batch.num_rows() {
            let fields = Fields::new(&batch, row);
            if let Some((one, other)) = fields.text(one).zip(fields.text(other)) {
                each(one, other)?;
            }
        }
    }
    Ok(())
}

/// The entities of one source's mentions.
#[derive(Debug, Default)]
pub(crate) struct OfSource {
    /// In order.
    ids: Names,
    entities: Vec<[u8; 16]>,
}

impl OfSource {
    /// What [`assign_all`] wrote into `folder`; empty where the source has no mention.
    pub(crate) fn read(folder: &Path, source: &str) -> Result<Self, FusionError> {
        let mut read = Self::default();
        let file = assigned(folder, source);
        if file.exists() {
            each_pair(&file, "id", "entity", |id, entity| {
                read.push(id, unhex(entity).unwrap_or_default());
                Ok(())
            })?;
        }
        Ok(read)
    }

    /// Adds a mention, which must stand after all before it.
    pub(crate) fn push(&mut self, id: &str, entity: [u8; 16]) {
        self.ids.push(id);
        self.entities.push(entity);
    }

    /// For looking mentions up, mostly in their order.
    pub(crate) fn walk(&self) -> Lookup<'_> {
        Lookup { walk: Walk::new(&self.ids), entities: &self.entities }
    }

    /// Ids and their entities, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (String, [u8; 16])> + '_ {
        (0..).zip(&self.entities).map(|(row, entity)| (self.ids.get(row), *entity))
    }
}

/// A walk through the mentions of a source.
#[derive(Debug)]
pub(crate) struct Lookup<'a> {
    walk: Walk<'a>,
    entities: &'a [[u8; 16]],
}

impl Lookup<'_> {
    /// The entity of a mention.
    pub(crate) fn entity(&mut self, id: &str) -> Option<[u8; 16]> {
        self.walk.seek(id).map(|row| self.entities[row as usize])
    }
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeMap, sync::Arc};

    use access::Person;
    use kernel::{Chance, FixedClock, Instant};
    use proptest::prelude::*;

    use super::*;
    use crate::{engine, stages::assign};

    /// What a run found: of each mention its cluster, the entity it was (0: it is new) and one that it may take up
    /// again (0: none).
    fn world() -> impl Strategy<Value = Vec<(u8, u8, u8)>> {
        prop::collection::vec((0_u8..6, 0_u8..5, 0_u8..12), 0..24)
    }

    fn id(number: usize) -> String {
        format!("{}/{number:02}/self", if number.is_multiple_of(3) { "a-b" } else { "a" })
    }

    fn entity(number: u8) -> [u8; 16] {
        u128::from(number).to_be_bytes()
    }

    fn table(path: &Path, columns: [&str; 2], mut rows: Vec<(String, String)>) {
        rows.sort();
        let columns = columns.map(|name| (name, Kind::Text));
        let mut sink = TableSink::create("test", path, &columns).unwrap();
        for (one, other) in rows {
            sink.push(&[Value::Own(one), Value::Own(other)]).unwrap();
        }
        sink.finish().unwrap();
    }

    fn read(files: impl IntoIterator<Item = PathBuf>) -> BTreeMap<String, String> {
        files.into_iter().flat_map(|file| texts(&file, "id", "entity").unwrap()).collect()
    }

    fn files(folder: &Path) -> Vec<PathBuf> {
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect()
    }

    fn ids() -> Ids {
        Ids::new(Arc::new(FixedClock::at(Instant::from_micros(0))), Chance::seeded(3))
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn ids_are_those_that_the_engine_gives(world in world(), gone in 0_u8..5) {
            let folder = tempfile::tempdir().unwrap();
            let (link, one, other) =
                (folder.path().join("link"), folder.path().join("one"), folder.path().join("other"));
            for folder in [&link, &one, &other] {
                fs::create_dir_all(folder).unwrap();
            }
            let first = |cluster: u8| world.iter().enumerate().filter(|(_, m)| m.0 == cluster).map(|(n, _)| id(n)).min();
            let clusters: Vec<(String, String)> =
                world.iter().enumerate().map(|(n, m)| (id(n), first(m.0).unwrap())).collect();
            table(&link.join("clusters.parquet"), ["id", "cluster_id"], clusters);
            let known = world.iter().enumerate().filter(|(_, m)| m.1 > 0);
            let mut former: Vec<(String, String)> = known.map(|(n, m)| (id(n), hex(entity(m.1)))).collect();
            former.push(("z/0/self".into(), hex(entity(gone + 1))));
            let returning: Vec<(RecordRole, [u8; 16])> = world
                .iter()
                .enumerate()
                .filter(|(_, m)| (1..7).contains(&m.2))
                .map(|(n, m)| (crate::living::record_role(&id(n)).unwrap(), entity(m.2)))
                .collect();
            for folder in [&one, &other] {
                table(&folder.join("former.parquet"), ["id", "entity"], former.clone());
                table(&folder.join("bound.parquet"), ["id", "cluster_id"], Vec::new());
            }
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            let by_engine = runtime.block_on(async {
                let session = engine::session().unwrap();
                engine::table(&session, "people_settled", &link.join("clusters.parquet")).await.unwrap();
                assign::assign::<Person>(&session, "people", &one, &returning, &ids()).await.unwrap()
            });
            let found = Found { link: &link, folder: &other, returning: &returning };
            prop_assert_eq!(assign_all::<Person>(&found, &ids()).unwrap(), by_engine);
            let (expected, assigned) = (read(files(&one.join("assigned"))), read(files(&other.join("assigned"))));
            prop_assert_eq!(&assigned, &expected);
            // Whatever an entity that changed was or is, is told; of the others nothing.
            let touched = TOUCHED.map(|(_, file)| read([other.join(file)]));
            let former: BTreeMap<String, String> = former.into_iter().filter(|(id, _)| assigned.contains_key(id)).collect();
            let changed = former.iter().filter(|(id, entity)| assigned[*id] != **entity);
            let entities: BTreeSet<&String> = changed.flat_map(|(id, entity)| [entity, &assigned[id]]).collect();
            let of = |table: &BTreeMap<String, String>| -> BTreeMap<String, String> {
                let is = |id: &String| [former.get(id), assigned.get(id)].into_iter().flatten().any(|e| entities.contains(e));
                table.iter().filter(|(id, _)| is(id)).map(|(id, entity)| (id.clone(), entity.clone())).collect()
            };
            prop_assert_eq!(&touched[0], &of(&former));
            prop_assert_eq!(&touched[1], &of(&assigned));
        }
    }

    #[test]
    fn mentions_of_a_source_are_found_in_any_order() {
        let mut of = OfSource::default();
        for number in 0..500_u32 {
            of.push(&format!("s/{number:04}/self"), u128::from(number).to_be_bytes());
        }
        let mut lookup = of.walk();
        for number in (0..500_u32).map(|n| n * 37 % 500) {
            let found = lookup.entity(&format!("s/{number:04}/self"));
            assert_eq!(found.map(u128::from_be_bytes), Some(number.into()));
        }
        assert_eq!(lookup.entity("s/9999/self"), None);
    }
}
