//! Linking what a change reaches: the pairs of new mentions by the index, and the clusters of all they reach by the
//! same functions that a whole run uses.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use access::{BatchGrant, Person};
use blocks::{
    Blocks, EndKind, Judgement, Judgements, LineageBook, NewCandidate, NewLineage, Organisation,
};
use datafusion::prelude::SessionContext;
use linkage::{Input, PinnedModel};
use register::Register;

use super::{
    changes::Changes,
    index::{
        Address, Index, LevelWriter, ORGANISATIONS, PEOPLE, Row, TABLES, key_of, text, variant,
    },
    reach::{Reach, Reached},
    variants::{LINKED, Variants},
};
use crate::{
    Context, FusionError, engine,
    lake::{Fields, Kind, TableSink, Value},
    living::{bind, lineage, review},
    stages::assign::{self, unhex},
};

/// Candidates whose keys are looked up at once.
const AT_ONCE: usize = 4_096;

/// One kind of a day's change.
pub(crate) struct Relinking<'a> {
    pub(crate) context: &'a Context,
    pub(crate) grant: &'a BatchGrant,
    pub(crate) index: &'a Index,
    pub(crate) changes: &'a Changes,
    pub(crate) model: Option<&'a PinnedModel>,
    pub(crate) register: &'a Register,
    /// [`PEOPLE`] or [`ORGANISATIONS`].
    pub(crate) kind: usize,
    pub(crate) folder: &'a Path,
}

/// What became of the mentions that a change reached.
#[derive(Debug, Default)]
pub(crate) struct Relinked {
    /// The entity of each mention reached, as it was.
    pub(crate) former: Reached,
    /// The entity of each, as it is; those that are gone are absent.
    pub(crate) now: Reached,
    pub(crate) lineage: Vec<NewLineage>,
    pub(crate) candidates: Vec<NewCandidate>,
    /// Pairs compared with a new mention in them.
    pub(crate) pairs: u64,
    /// Pairs that would join two entities and do not.
    pub(crate) apart: Vec<(String, String)>,
    /// Mentions that went where another stands for them, which need not be reached, and whether they are new.
    pub(crate) followed: BTreeMap<String, bool>,
    /// Records that stand for the way a source writes an organisation since the change.
    pub(crate) promoted: BTreeSet<String>,
}

impl Relinking<'_> {
    const fn end(&self) -> EndKind {
        if self.kind == PEOPLE { EndKind::Person } else { EndKind::Organisation }
    }

    fn name(&self) -> &'static str {
        TABLES[self.kind].0
    }

    fn rows(&self, now: bool) -> impl Iterator<Item = &Row> {
        let stated = self.changes.values().filter_map(move |change| {
            if now { change.now.as_ref() } else { change.before.as_ref() }
        });
        stated.flat_map(|stated| &stated.rows[self.kind])
    }

    fn id<'r>(&self, row: &'r Row) -> &'r str {
        text(self.kind, row, "id").unwrap_or_default()
    }

    /// Links. `judged` are the records of judgements that were given or withdrawn since the run before.
    pub(crate) async fn run(&self, judged: &BTreeSet<String>) -> Result<Relinked, FusionError> {
        fs::create_dir_all(self.folder).map_err(FusionError::file(self.folder))?;
        let before: BTreeMap<&str, &Row> =
            self.rows(false).map(|row| (self.id(row), row)).collect();
        let now: BTreeMap<&str, &Row> = self.rows(true).map(|row| (self.id(row), row)).collect();
        let differs = |(id, row): &(&&str, &&Row), other: &BTreeMap<&str, &Row>| {
            other.get(**id).is_none_or(|known| *known != **row)
        };
        let mut new: BTreeMap<String, Row> = BTreeMap::new();
        let mut touched: BTreeSet<String> = judged.clone();
        let mut relinked = Relinked::default();
        let mut direct: Vec<(String, String)> = Vec::new();
        let (arrived, left): (Vec<&Row>, Vec<&Row>) = (
            now.iter().filter(|one| differs(one, &before)).map(|(_, row)| *row).collect(),
            before.iter().filter(|one| differs(one, &now)).map(|(_, row)| *row).collect(),
        );
        if self.kind == ORGANISATIONS {
            let variants = Variants::of(self.index, self.changes);
            let found = variants.change(&arrived, &left)?;
            touched.extend(found.touched);
            relinked.promoted = found.promoted;
            // One that was there before may leave another entity behind.
            let returned = found.follow.iter().filter(|(id, _)| before.contains_key(id.as_str()));
            touched.extend(returned.flat_map(|(id, first)| [id.clone(), first.clone()]));
            direct = found.follow;
            new = found.arrived;
        } else {
            touched.extend(left.iter().map(|row| self.id(row).to_owned()));
            new.extend(arrived.iter().map(|row| (self.id(row).to_owned(), (*row).clone())));
        }
        let session = engine::session()?;
        if let Some(model) = self.model.filter(|_| !new.is_empty()) {
            let (pairs, neighbours) = self.neighbours(&session, model, &new).await?;
            relinked.pairs = pairs;
            touched.extend(neighbours);
        }
        // A new mention under an id that was there counts for the entity it was.
        touched.extend(new.keys().cloned());
        let binding = Judgements::new(self.context.database.clone()).binding(self.end()).await?;
        let blocks = Blocks::new(self.context.database.clone());
        let reach = Reach {
            blocks: &blocks,
            grant: self.grant,
            index: self.index,
            end: self.end(),
            kind: self.kind,
            judgements: &binding,
        };
        relinked.former = reach.from(&touched).await?;
        let rows = self.reached(&relinked.former, &new, &now)?;
        if !rows.is_empty() {
            self.settle(&session, &rows, &binding, &mut relinked).await?;
        }
        self.follow(&reach, direct, (&before, &now), &mut relinked).await?;
        Ok(relinked)
    }

    /// The rows of every mention reached that still stands, and the new ones.
    fn reached(
        &self,
        former: &Reached,
        new: &BTreeMap<String, Row>,
        now: &BTreeMap<&str, &Row>,
    ) -> Result<BTreeMap<String, Row>, FusionError> {
        let mut rows = new.clone();
        let ids = former.keys();
        let changed = ids.clone().filter(|id| self.changes.contains_key(key_of(id)));
        let changed = changed.filter_map(|id| Some((id.clone(), (*now.get(id.as_str())?).clone())));
        rows.extend(changed);
        let keys: BTreeSet<&str> =
            ids.map(|id| key_of(id)).filter(|key| !self.changes.contains_key(*key)).collect();
        for found in self.index.find_rows(self.kind, keys)?.into_values() {
            let kept = found.into_iter().filter(|row| former.contains_key(self.id(row)));
            rows.extend(kept.map(|row| (self.id(&row).to_owned(), row)));
        }
        Ok(rows)
    }

    /// Pairs with a new mention in them, and the known mentions that they would join it with.
    async fn neighbours(
        &self,
        session: &SessionContext,
        model: &PinnedModel,
        new: &BTreeMap<String, Row>,
    ) -> Result<(u64, BTreeSet<String>), FusionError> {
        let arrived = self.table(session, "arrived", new.values()).await?;
        let ordered = engine::ordered_session()?;
        engine::table(&ordered, self.name(), &arrived).await?;
        // All keys of a rule at once: they are looked up in the order of its file.
        let mut of_rules: Vec<BTreeSet<u64>> = Vec::new();
        let mut keys = model.block_keys(&ordered, &Input::table(self.name())).await?;
        while let Some(found) = keys.next().await? {
            of_rules.resize_with(of_rules.len().max(found.keys.len()), BTreeSet::new);
            for (of_rule, keys) in of_rules.iter_mut().zip(&found.keys) {
                of_rule.extend(keys.iter().copied().filter(|key| *key != 0));
            }
        }
        let mut addresses = BTreeSet::new();
        for (rule, keys) in of_rules.iter().enumerate() {
            self.index.blocked(self.kind, rule, keys, &mut addresses)?;
        }
        let path = self.folder.join("known.parquet");
        let mut sink = TableSink::create("link", &path, TABLES[self.kind].1)?;
        let mut variants = Variants::of(self.index, self.changes);
        let addresses: Vec<_> = addresses.into_iter().collect();
        for part in addresses.chunks(AT_ONCE) {
            let mut rows: Vec<(Address, Row)> = Vec::new();
            let addresses = part.iter().copied().collect();
            self.index.read(self.kind, &addresses, |address, key, found| {
                if !self.changes.contains_key(key) {
                    let known = found.into_iter().filter(|row| !new.contains_key(self.id(row)));
                    rows.extend(known.map(|row| (address, row)));
                }
                Ok(())
            })?;
            let linked = match self.kind {
                PEOPLE => vec![true; rows.len()],
                _ => variants.are_linked(&rows)?,
            };
            for ((_, row), _) in rows.iter().zip(linked).filter(|(_, linked)| *linked) {
                sink.push(row)?;
            }
        }
        // Of a changed record, the mentions that say what they said.
        if self.kind == ORGANISATIONS {
            variants.look_up(self.rows(true).filter(|row| !new.contains_key(self.id(row))))?;
        }
        for row in self.rows(true).filter(|row| !new.contains_key(self.id(row))) {
            if self.kind == PEOPLE || variants.stands_for_itself(row)? {
                sink.push(row)?;
            }
        }
        sink.finish()?;
        engine::table(session, "known", &path).await?;
        let (known, arrived) = (self.input("known"), self.input("arrived"));
        let outcome = model.link_new(session, &[known], &[arrived]).await?;
        let bound = review::bound(&model.settings);
        let strong = outcome.pairs.iter().filter(|pair| pair.match_weight >= bound);
        let ids =
            strong.flat_map(|pair| [pair.left, pair.right]).map(|row| outcome.rows.ids.text(row));
        let found = ids.filter(|id| !new.contains_key(id)).collect();
        Ok((outcome.report.pairs_compared, found))
    }

    fn input(&self, table: &str) -> Input {
        Input { source: self.name().to_owned(), table: table.to_owned() }
    }

    /// Writes rows as a table of the session.
    async fn table<'r>(
        &self,
        session: &SessionContext,
        name: &str,
        rows: impl Iterator<Item = &'r Row>,
    ) -> Result<std::path::PathBuf, FusionError> {
        let path = self.folder.join(format!("{name}.parquet"));
        let mut sink = TableSink::create("link", &path, TABLES[self.kind].1)?;
        for row in rows {
            sink.push(row)?;
        }
        sink.finish()?;
        engine::table(session, name, &path).await?;
        Ok(path)
    }

    /// Clusters, judgements, ids, lineage and the review queue of everything reached.
    async fn settle(
        &self,
        session: &SessionContext,
        rows: &BTreeMap<String, Row>,
        binding: &[Judgement],
        relinked: &mut Relinked,
    ) -> Result<(), FusionError> {
        let all = self.table(session, "all_reached", rows.values()).await?;
        let follows = self.follows(rows);
        let is_linked = |id: &String| follows.get(id).is_none_or(|(_, copy)| *copy <= LINKED);
        let linked: Vec<&Row> =
            rows.iter().filter(|(id, _)| is_linked(id)).map(|(_, row)| row).collect();
        let mut clusters: BTreeMap<String, String> = BTreeMap::new();
        if let Some(model) = self.model {
            if follows.is_empty() {
                engine::table(session, "reached", &all).await?;
            } else {
                self.table(session, "reached", linked.into_iter()).await?;
            }
            let inputs = [self.input("reached")];
            let outcome = model.link_into(session, &inputs, self.folder).await?;
            clusters = outcome.memberships().collect();
            // A day sees a part of the pairs: a sample of them would say nothing of the whole.
            review::pick(&outcome, &model.settings, &[], self.folder)?;
            relinked.apart = review::apart_pairs(&outcome, &model.settings);
        } else {
            clusters.extend(linked.iter().map(|row| {
                let id = self.id(row).to_owned();
                (id.clone(), id)
            }));
        }
        for (copy, (first, _)) in &follows {
            if let Some(cluster) = clusters.get(first).cloned() {
                clusters.insert(copy.clone(), cluster);
            }
        }
        let columns = [("id", Kind::Text), ("cluster_id", Kind::Text)];
        let path = self.folder.join("clusters.parquet");
        let mut sink = TableSink::create("link", &path, &columns)?;
        for (id, cluster) in &clusters {
            sink.push(&[Value::Text(id), Value::Text(cluster)])?;
        }
        sink.finish()?;
        // A record that says something else has no say in who keeps the id, unless no other has.
        let steady = |id: &String| !self.changes.contains_key(key_of(id));
        let kept: BTreeSet<[u8; 16]> = relinked
            .former
            .iter()
            .filter(|(id, _)| steady(id) && rows.contains_key(*id))
            .map(|(_, entity)| *entity)
            .collect();
        let voting = relinked.former.iter();
        let voting = voting.filter(|(id, entity)| steady(id) || !kept.contains(*entity));
        Self::entities(&self.folder.join("former.parquet"), voting)?;
        let (kind, end) = (self.name(), self.end());
        bind::bind(session, kind, self.folder, binding, self.folder).await?;
        let returning = self.returning(&relinked.former).await?;
        let ids = &self.context.ids;
        match end {
            EndKind::Person => {
                assign::assign::<Person>(session, kind, self.folder, &returning, ids).await?
            }
            _ => {
                assign::assign::<Organisation>(session, kind, self.folder, &returning, ids).await?
            }
        };
        let sql = format!("SELECT id, entity FROM {kind}_assigned");
        let mut stream = engine::query(session, "link", &sql).await?;
        while let Some(batch) = stream.next().await? {
            for row in 0..batch.num_rows() {
                let fields = Fields::new(&batch, row);
                let entity = fields.text("entity").and_then(unhex);
                if let Some((id, entity)) = fields.text("id").zip(entity) {
                    relinked.now.insert(id.to_owned(), entity);
                }
            }
        }
        let all_former = self.folder.join("all_former.parquet");
        Self::entities(&all_former, relinked.former.iter())?;
        engine::entities(session, &format!("{kind}_former"), &all_former).await?;
        relinked.lineage = lineage::events(session, kind, end).await?;
        relinked.candidates =
            review::candidates(session, end, self.folder, &all, self.register).await?;
        Ok(())
    }

    /// Writes the entities of mentions.
    fn entities<'m>(
        path: &Path,
        mentions: impl Iterator<Item = (&'m String, &'m [u8; 16])>,
    ) -> Result<(), FusionError> {
        let columns = [("id", Kind::Text), ("entity", Kind::Text)];
        let mut sink = TableSink::create("link", path, &columns)?;
        for (id, entity) in mentions {
            sink.push(&[Value::Text(id), Value::Own(assign::hex(*entity))])?;
        }
        sink.finish().map(drop)
    }

    /// Rows that go where the first of their way to write an organisation goes, and which copy each is.
    fn follows(&self, rows: &BTreeMap<String, Row>) -> BTreeMap<String, (String, usize)> {
        let mut found = BTreeMap::new();
        if self.kind == PEOPLE {
            return found;
        }
        let mut of_variant: BTreeMap<u64, (String, usize)> = BTreeMap::new();
        for (id, row) in rows {
            let (first, copies) = of_variant.entry(variant(row)).or_insert_with(|| (id.clone(), 0));
            *copies += 1;
            if *copies > 1 {
                found.insert(id.clone(), (first.clone(), *copies));
            }
        }
        found
    }

    /// Entities before merges that were undone, without those that stand already.
    async fn returning(
        &self,
        former: &Reached,
    ) -> Result<Vec<(blocks::RecordRole, [u8; 16])>, FusionError> {
        let book = LineageBook::new(self.context.database.clone());
        let mut returning = book.returning(self.end()).await?;
        returning.retain(|(record, _)| former.contains_key(&record.to_string()));
        let entities = returning.iter().map(|(_, entity)| *entity).collect();
        let blocks = Blocks::new(self.context.database.clone());
        let standing = blocks.mentions_of(self.grant, self.end(), &entities).await?;
        let standing: BTreeSet<[u8; 16]> =
            standing.iter().map(|mention| mention.entity.id).collect();
        returning.retain(|(_, entity)| !standing.contains(entity));
        Ok(returning)
    }

    /// Mentions that another stands for go where it went.
    async fn follow(
        &self,
        reach: &Reach<'_>,
        direct: Vec<(String, String)>,
        (before, now): (&BTreeMap<&str, &Row>, &BTreeMap<&str, &Row>),
        relinked: &mut Relinked,
    ) -> Result<(), FusionError> {
        let open = direct.iter().map(|(_, first)| first.clone());
        let open: BTreeSet<String> =
            open.filter(|first| !relinked.now.contains_key(first)).collect();
        let known = reach.entities_by_id(&open).await?;
        for (id, first) in direct {
            let entity = relinked.now.get(&first).or_else(|| known.get(&first)).copied();
            if let Some(entity) = entity.filter(|_| now.contains_key(id.as_str())) {
                relinked.followed.insert(id.clone(), !before.contains_key(id.as_str()));
                relinked.now.insert(id, entity);
            }
        }
        Ok(())
    }

    /// Writes the keys of the changed and the promoted records' mentions to a level; `numbers` says where each stands.
    pub(crate) async fn index(
        &self,
        promoted: &BTreeMap<String, Row>,
        numbers: &BTreeMap<String, u32>,
        level: &mut LevelWriter,
    ) -> Result<(), FusionError> {
        let now = self.rows(true).map(|row| (self.id(row).to_owned(), row.clone()));
        let mut rows: BTreeMap<String, Row> = now.collect();
        rows.extend(promoted.clone());
        if self.kind == ORGANISATIONS {
            for row in rows.values() {
                if let Some(number) = numbers.get(key_of(self.id(row))) {
                    level.variant(variant(row), *number)?;
                }
            }
            let mut variants = Variants::of(self.index, self.changes);
            variants.look_up(rows.values())?;
            let mut keyed = BTreeMap::new();
            for (id, row) in rows {
                if variants.stands_for_itself(&row)? {
                    keyed.insert(id, row);
                }
            }
            rows = keyed;
        }
        let Some(model) = self.model.filter(|_| !rows.is_empty()) else { return Ok(()) };
        let session = engine::ordered_session()?;
        self.table(&session, "keyed", rows.values()).await?;
        let mut stream = model.block_keys(&session, &self.input("keyed")).await?;
        while let Some(found) = stream.next().await? {
            for (rule, keys) in found.keys.iter().enumerate() {
                for (id, key) in found.ids.iter().zip(keys) {
                    if let Some(number) = numbers.get(key_of(id)) {
                        level.key(self.kind, rule, *key, *number)?;
                    }
                }
            }
        }
        Ok(())
    }
}
