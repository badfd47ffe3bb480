//! What follows a change: attributes, relations, contact points and events of the entities it touches, and of no other.

use std::collections::{BTreeMap, BTreeSet};

use access::{BatchGrant, Person};
use blocks::{
    Blocks, DayChange, End, EndKind, EventRow, Evidence, MentionRow, Organisation, StandingRows,
};
use futures::future::try_join;
use kernel::Id;

use super::{
    changes::{Changed, Changes},
    differing,
    folded::{self, Contacts, Folded, Relations, contact},
    index::{CONTACTS, EVENTS, Index, PEOPLE, RELATIONS, Row, Stated, key_of, text},
    reach::{Reached, id_of},
    reads,
    relink::Relinked,
    survive::Surviving,
};
use crate::{FusionError, living::record_role, stages::apply};

/// People and organisations whose records are in memory at once: an organisation has many.
const AT_ONCE: [usize; 2] = [8_000, 2_000];

/// What restating reads.
pub(crate) struct Restating<'a> {
    pub(crate) blocks: &'a Blocks,
    pub(crate) grant: &'a BatchGrant,
    pub(crate) index: &'a Index,
    pub(crate) changes: &'a Changes,
    /// People, organisations.
    pub(crate) relinked: &'a [Relinked; 2],
}

pub(super) const ENDS: [EndKind; 2] = [EndKind::Person, EndKind::Organisation];

impl Restating<'_> {
    /// The change of the blocks.
    pub(crate) async fn change(&self) -> Result<DayChange, FusionError> {
        let mut change = DayChange::default();
        let mut moved: BTreeSet<Evidence> = BTreeSet::new();
        for one in self.changes.values() {
            *change.sources.entry(one.source.clone()).or_default() +=
                i64::from(one.now.is_some()) - i64::from(one.before.is_some());
            change
                .records
                .insert(Evidence { source: one.source.clone(), record: one.record.clone() });
        }
        // Records whose mentions went from one entity to another, without a change of their own.
        let mut former = [Reached::new(), Reached::new()];
        for (kind, end) in ENDS.into_iter().enumerate() {
            let relinked = &self.relinked[kind];
            former[kind].clone_from(&relinked.former);
            let found = reads::mentions_in(self.blocks, self.grant, end, &change.records).await?;
            former[kind].extend(found.iter().map(|mention| (id_of(mention), mention.entity.id)));
            for (id, entity) in &relinked.now {
                let Some(role) = record_role(id) else { continue };
                let of = Evidence { source: role.source, record: role.record };
                if former[kind].get(id) == Some(entity) && !change.records.contains(&of) {
                    continue;
                }
                if !change.records.contains(&of) {
                    moved.insert(of.clone());
                }
                let entity = End { kind: end, id: *entity };
                change.mentions.push(MentionRow { entity, evidence: of, role: role.role });
            }
        }
        let mut touched = [BTreeSet::new(), BTreeSet::new()];
        self.touch(&moved, &mut former, &mut touched).await?;
        self.mentions_that_stay(&former, &mut change);
        self.events(&mut change);
        self.keep(&former, &mut change);
        for (kind, of_kind) in touched.iter().enumerate() {
            let all: Vec<[u8; 16]> = of_kind.iter().copied().collect();
            for part in all.chunks(AT_ONCE[kind]) {
                let part: BTreeSet<[u8; 16]> = part.iter().copied().collect();
                self.restate(kind, &part, &former, &mut change).await?;
            }
        }
        for (kind, end) in ENDS.into_iter().enumerate() {
            let relinked = &self.relinked[kind];
            let new = relinked.now.keys().filter(|id| !relinked.former.contains_key(*id));
            let ids = relinked.former.keys().chain(new);
            let roles = ids.filter_map(|id| record_role(id)).map(|role| (end, role));
            change.reviewed.extend(roles);
            change.lineage.extend(relinked.lineage.iter().cloned());
            change.candidates.extend(relinked.candidates.iter().cloned());
        }
        Ok(change)
    }

    /// Mentions of changed records that were not reached keep their entity.
    fn mentions_that_stay(&self, former: &[Reached; 2], change: &mut DayChange) {
        for one in self.changes.values() {
            for (kind, end) in ENDS.into_iter().enumerate() {
                let rows = one.now.iter().flat_map(|stated| &stated.rows[kind]);
                for id in rows.filter_map(|row| text(kind, row, "id")) {
                    let entity =
                        former[kind].get(id).filter(|_| !self.relinked[kind].now.contains_key(id));
                    if let Some((id, role)) = entity.copied().zip(record_role(id)) {
                        let evidence = Evidence { source: role.source, record: role.record };
                        let entity = End { kind: end, id };
                        change.mentions.push(MentionRow { entity, evidence, role: role.role });
                    }
                }
            }
        }
    }

    /// Records whose mentions are those that stand, and that neither state an event nor did: their rows are left alone.
    fn keep(&self, former: &[Reached; 2], change: &mut DayChange) {
        type Mentions = BTreeMap<Evidence, BTreeSet<(End, String)>>;
        let (mut stood, mut now) = (Mentions::new(), Mentions::new());
        for (kind, end) in ENDS.into_iter().enumerate() {
            for (id, entity) in &former[kind] {
                let Some(role) = record_role(id) else { continue };
                let of = Evidence { source: role.source, record: role.record };
                stood.entry(of).or_default().insert((End { kind: end, id: *entity }, role.role));
            }
        }
        for row in &change.mentions {
            let of = now.entry(row.evidence.clone()).or_default();
            of.insert((row.entity, row.role.clone()));
        }
        for one in self.changes.values() {
            let of = Evidence { source: one.source.clone(), record: one.record.clone() };
            let mut states = one.before.iter().chain(&one.now);
            if stood.get(&of) == now.get(&of) && states.all(|state| state.rows[EVENTS].is_empty()) {
                change.kept.insert(of);
            }
        }
        let kept = &change.kept;
        change.mentions.retain(|row| !kept.contains(&row.evidence));
    }

    /// The entities that changed records, and records that went elsewhere, spoke of and speak of.
    async fn touch(
        &self,
        moved: &BTreeSet<Evidence>,
        former: &mut [Reached; 2],
        touched: &mut [BTreeSet<[u8; 16]>; 2],
    ) -> Result<(), FusionError> {
        for (kind, end) in ENDS.into_iter().enumerate() {
            // A record that states a relation of somebody who went elsewhere concerns all it speaks of.
            let found = reads::mentions_in(self.blocks, self.grant, end, moved).await?;
            former[kind].extend(found.iter().map(|mention| (id_of(mention), mention.entity.id)));
            touched[kind].extend(found.iter().map(|mention| mention.entity.id));
            for change in self.changes.values() {
                let states = change.before.iter().chain(&change.now);
                for row in states.flat_map(|stated| &stated.rows[kind]) {
                    let id = text(kind, row, "id").unwrap_or_default();
                    if self.says_the_same(kind, id, change, former) {
                        continue;
                    }
                    touched[kind].extend(former[kind].get(id));
                    touched[kind].extend(self.relinked[kind].now.get(id));
                }
            }
            for (id, entity) in &self.relinked[kind].now {
                if former[kind].get(id) != Some(entity) {
                    touched[kind].extend(former[kind].get(id));
                    touched[kind].insert(*entity);
                }
            }
        }
        Ok(())
    }

    /// Whether a changed record says of a mention what it said: its row, what goes from it, and where that goes. Then
    /// nothing of its entity follows from the change.
    pub(super) fn says_the_same(
        &self,
        kind: usize,
        id: &str,
        change: &Changed,
        former: &[Reached; 2],
    ) -> bool {
        let Some((before, now)) = change.before.as_ref().zip(change.now.as_ref()) else {
            return false;
        };
        let same = |table: usize, column: &str, kind_column: Option<&str>| {
            let own = |row: &&Row| {
                text(table, row, column) == Some(id)
                    && kind_column.is_none_or(|of| text(table, row, of) == Some(ENDS[kind].name()))
            };
            before.rows[table].iter().filter(own).eq(now.rows[table].iter().filter(own))
        };
        let stays = |row: &Row| {
            let to = text(RELATIONS, row, "to").unwrap_or_default();
            let to_kind = text(RELATIONS, row, "to_kind");
            let end = ENDS.iter().position(|end| to_kind == Some(end.name()));
            end.is_none_or(|end| {
                let entity = self.relinked[end].now.get(to);
                entity.is_none_or(|entity| former[end].get(to) == Some(entity))
            })
        };
        same(kind, "id", None)
            && same(RELATIONS, "from", Some("from_kind"))
            && same(CONTACTS, "owner", Some("owner_kind"))
            && now.rows[RELATIONS]
                .iter()
                .filter(|row| text(RELATIONS, row, "from") == Some(id))
                .all(stays)
    }

    fn events(&self, change: &mut DayChange) {
        for one in self.changes.values() {
            for row in one.before.iter().flat_map(|stated| &stated.rows[EVENTS]) {
                if let Some(place) = text(EVENTS, row, "place").and_then(apply::place) {
                    let of = Evidence { source: one.source.clone(), record: one.record.clone() };
                    change.withdrawn.entry(place.id).or_default().insert(of);
                }
            }
            for row in one.now.iter().flat_map(|stated| &stated.rows[EVENTS]) {
                let of = |column| text(EVENTS, row, column);
                let on = of("on").and_then(|on| on.parse().ok());
                if let Some((on, place)) = on.zip(of("place").and_then(apply::place)) {
                    change.events.push(EventRow {
                        category: of("category").unwrap_or_default().to_owned(),
                        on,
                        place,
                        address_class: of("class").unwrap_or_default().to_owned(),
                        evidence: Evidence {
                            source: one.source.clone(),
                            record: one.record.clone(),
                        },
                    });
                }
            }
        }
    }

    /// The entity of a mention after the change.
    fn now(&self, kind: usize, id: &str, former: &Reached) -> Option<[u8; 16]> {
        let relinked = &self.relinked[kind];
        relinked.now.get(id).or_else(|| former.get(id)).copied()
    }

    async fn restate(
        &self,
        kind: usize,
        entities: &BTreeSet<[u8; 16]>,
        former: &[Reached; 2],
        change: &mut DayChange,
    ) -> Result<(), FusionError> {
        let ids: Vec<[u8; 16]> = entities.iter().copied().collect();
        let stated = reads::stated_of(self.blocks, self.grant, ENDS[kind], &ids);
        let (standing, (relations, points)) =
            try_join(self.standing(kind, entities), stated).await?;
        let stood: Relations = relations.into_iter().map(|row| (folded::by(&row), row)).collect();
        let points_stood: Contacts =
            points.into_iter().map(|row| (folded::of(&row), row)).collect();
        let shifted = self.shifted(kind, &standing, former, (&stood, &points_stood));
        let whole =
            entities.iter().filter(|entity| !shifted.contains_key(*entity)).copied().collect();
        let members = self.members(kind, &whole, former).await?;
        let mut stated = self.stated(members.values().flatten())?;
        let based = self.shift(kind, &shifted, &standing, &mut stated).await?;
        let mut rows: BTreeMap<[u8; 16], Vec<&Row>> =
            based.iter().map(|(entity, rows)| (*entity, rows.iter().collect())).collect();
        for (entity, ids) in &members {
            for id in ids {
                let of = stated.get(key_of(id)).into_iter().flat_map(|stated| &stated.rows[kind]);
                let own = of.filter(|row| text(kind, row, "id") == Some(id.as_str()));
                rows.entry(*entity).or_default().extend(own);
            }
        }
        let others = self.others(kind, &stated, former).await?;
        let mut surviving = Surviving::new(kind, &standing, &shifted);
        for entity in entities {
            match rows.remove(entity).filter(|rows| !rows.is_empty()) {
                Some(rows) => surviving.push(*entity, rows, change)?,
                None => {
                    change.gone.insert(End { kind: ENDS[kind], id: *entity });
                }
            }
        }
        surviving.finish(change)?;
        let of_members = members.iter().chain(shifted.iter().map(|(entity, of)| (entity, &of.new)));
        let entity_of: BTreeMap<&str, [u8; 16]> = of_members
            .flat_map(|(entity, ids)| ids.iter().map(|id| (id.as_str(), *entity)))
            .collect();
        let mut relations = Folded::new(&others);
        let known = stood.iter().filter(|(_, row)| shifted.contains_key(&row.from.id));
        relations.rows.extend(known.map(|(by, row)| (by.clone(), row.clone())));
        for by in shifted.values().flat_map(|of| of.ended.keys()) {
            relations.rows.remove(by);
        }
        let mut contacts: Contacts = points_stood.clone();
        contacts.retain(|_, row| shifted.contains_key(&row.owner.id));
        for stated in stated.values() {
            for row in &stated.rows[RELATIONS] {
                let from = text(RELATIONS, row, "from").unwrap_or_default();
                if text(RELATIONS, row, "from_kind") == Some(ENDS[kind].name())
                    && let Some(entity) = entity_of.get(from)
                {
                    relations.state(End { kind: ENDS[kind], id: *entity }, row);
                }
            }
            for row in &stated.rows[CONTACTS] {
                let owner = text(CONTACTS, row, "owner").unwrap_or_default();
                if text(CONTACTS, row, "owner_kind") == Some(ENDS[kind].name())
                    && let Some(entity) = entity_of.get(owner)
                {
                    contact(End { kind: ENDS[kind], id: *entity }, row, &mut contacts);
                }
            }
        }
        differing::relations(relations.rows, &stood, change);
        differing::contacts(contacts, &points_stood, change);
        Ok(())
    }

    async fn standing(
        &self,
        kind: usize,
        entities: &BTreeSet<[u8; 16]>,
    ) -> Result<StandingRows, FusionError> {
        let people: Vec<Id<Person>> = match kind {
            PEOPLE => entities.iter().map(|id| Id::from_bytes(*id)).collect(),
            _ => Vec::new(),
        };
        let organisations: Vec<Id<Organisation>> = match kind {
            PEOPLE => Vec::new(),
            _ => entities.iter().map(|id| Id::from_bytes(*id)).collect(),
        };
        reads::standing_rows(self.blocks, self.grant, &people, &organisations).await
    }

    /// The mentions of entities after the change.
    async fn members(
        &self,
        kind: usize,
        entities: &BTreeSet<[u8; 16]>,
        former: &[Reached; 2],
    ) -> Result<BTreeMap<[u8; 16], BTreeSet<String>>, FusionError> {
        let mut members: BTreeMap<[u8; 16], BTreeSet<String>> = BTreeMap::new();
        // Of an entity that linking reached every mention is known already.
        let mut reached: BTreeMap<[u8; 16], Vec<&String>> = BTreeMap::new();
        for (id, entity) in &self.relinked[kind].former {
            if entities.contains(entity) {
                reached.entry(*entity).or_default().push(id);
            }
        }
        let others = entities.iter().filter(|entity| !reached.contains_key(*entity));
        let others = others.copied().collect();
        let read = reads::mentions_of(self.blocks, self.grant, ENDS[kind], &others).await?;
        let read = read.iter().map(|mention| (id_of(mention), mention.entity.id));
        let known = reached.into_iter();
        let known =
            known.flat_map(|(entity, ids)| ids.into_iter().map(move |id| (id.clone(), entity)));
        for (id, entity) in known.chain(read) {
            let now = self.now(kind, &id, &former[kind]).unwrap_or(entity);
            if now == entity && self.stands(kind, &id) {
                members.entry(now).or_default().insert(id);
            }
        }
        for (id, entity) in &self.relinked[kind].now {
            if entities.contains(entity) && self.stands(kind, id) {
                members.entry(*entity).or_default().insert(id.clone());
            }
        }
        Ok(members)
    }

    /// Whether the change leaves a mention.
    pub(super) fn stands(&self, kind: usize, id: &str) -> bool {
        let Some(change) = self.changes.get(key_of(id)) else { return true };
        let rows = change.now.iter().flat_map(|stated| &stated.rows[kind]);
        rows.into_iter().any(|row| text(kind, row, "id") == Some(id))
    }

    /// What the records of these mentions state after the change.
    pub(super) fn stated<'i>(
        &self,
        ids: impl Iterator<Item = &'i String>,
    ) -> Result<BTreeMap<String, Stated>, FusionError> {
        let keys: BTreeSet<&str> = ids.map(|id| key_of(id)).collect();
        let (changed, rest): (Vec<&str>, Vec<&str>) =
            keys.into_iter().partition(|key| self.changes.contains_key(*key));
        let mut found = self.index.find(rest)?;
        for key in changed {
            if let Some(now) = self.changes.get(key).and_then(|change| change.now.clone()) {
                found.insert(key.to_owned(), now);
            }
        }
        Ok(found)
    }

    /// The entities of the mentions that relations of these records go to, from mentions of a kind.
    async fn others(
        &self,
        from: usize,
        stated: &BTreeMap<String, Stated>,
        former: &[Reached; 2],
    ) -> Result<[Reached; 2], FusionError> {
        let mut found = [Reached::new(), Reached::new()];
        for (kind, end) in ENDS.into_iter().enumerate() {
            let mut records = BTreeSet::new();
            for row in stated.values().flat_map(|stated| &stated.rows[RELATIONS]) {
                let to = text(RELATIONS, row, "to").unwrap_or_default();
                if text(RELATIONS, row, "from_kind") != Some(ENDS[from].name())
                    || text(RELATIONS, row, "to_kind") != Some(end.name())
                {
                    continue;
                }
                match self.now(kind, to, &former[kind]) {
                    Some(entity) => {
                        found[kind].insert(to.to_owned(), entity);
                    }
                    None => records.extend(
                        record_role(to)
                            .map(|role| Evidence { source: role.source, record: role.record }),
                    ),
                }
            }
            for mention in reads::mentions_in(self.blocks, self.grant, end, &records).await? {
                found[kind].entry(id_of(&mention)).or_insert(mention.entity.id);
            }
        }
        Ok(found)
    }
}
