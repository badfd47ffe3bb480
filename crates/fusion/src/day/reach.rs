//! How far a change reaches: the entities whose records its evidence leads to.

use std::collections::{BTreeMap, BTreeSet};

use access::BatchGrant;
use blocks::{Blocks, EndKind, Evidence, Judgement, MentionRow, RecordRole};

use super::{
    index::{Index, digest, key},
    reads,
};
use crate::{FusionError, living::record_role};

/// The mentions that a change reaches: the entity of each, by id.
pub(crate) type Reached = BTreeMap<String, [u8; 16]>;

/// What reaching reads.
pub(crate) struct Reach<'a> {
    pub(crate) blocks: &'a Blocks,
    pub(crate) grant: &'a BatchGrant,
    pub(crate) index: &'a Index,
    pub(crate) end: EndKind,
    /// Place of the kind in the index.
    pub(crate) kind: usize,
    pub(crate) judgements: &'a [Judgement],
}

impl Reach<'_> {
    /// The mentions of the entities of these, and of all that pairs strong enough to join, or judgements, lead to from
    /// there. Pairs within an entity need not be followed; those between two are on the index, or the change brings
    /// them.
    pub(crate) async fn from(&self, ids: &BTreeSet<String>) -> Result<Reached, FusionError> {
        let mut reached = Reached::new();
        let (mut entities, mut known) = (BTreeSet::new(), BTreeSet::new());
        let mut open = self.entities_of(ids).await?;
        while !open.is_empty() {
            entities.extend(open.iter().copied());
            let mentions = reads::mentions_of(self.blocks, self.grant, self.end, &open).await?;
            let (mut own, mut records) = (BTreeSet::new(), BTreeSet::new());
            for mention in &mentions {
                own.insert(digest(&key(&mention.evidence.source, &mention.evidence.record)));
                reached.insert(id_of(mention), mention.entity.id);
            }
            let mut digests = self.index.apart(self.kind, &own)?;
            digests.retain(|digest| known.insert(*digest));
            for of in self.index.keys(&digests)? {
                if let Some((source, record)) = of.split_once('/') {
                    records.insert(Evidence { source: source.into(), record: record.into() });
                }
            }
            for judgement in self.judgements {
                let ends = [&judgement.left, &judgement.right];
                if ends.iter().any(|end| reached.contains_key(&end.to_string())) {
                    records.extend(ends.map(evidence));
                }
            }
            let found = reads::mentions_in(self.blocks, self.grant, self.end, &records).await?;
            open = found.into_iter().map(|mention| mention.entity.id).collect();
            open.retain(|entity| !entities.contains(entity));
        }
        Ok(reached)
    }

    async fn entities_of(&self, ids: &BTreeSet<String>) -> Result<BTreeSet<[u8; 16]>, FusionError> {
        Ok(self.entities_by_id(ids).await?.into_values().collect())
    }

    /// The entity of each of these mentions, as it stands; new ones are absent.
    pub(crate) async fn entities_by_id(
        &self,
        ids: &BTreeSet<String>,
    ) -> Result<Reached, FusionError> {
        let roles: Vec<RecordRole> = ids.iter().filter_map(|id| record_role(id)).collect();
        let records = roles.iter().map(evidence).collect();
        let found = reads::mentions_in(self.blocks, self.grant, self.end, &records).await?;
        let named = found.into_iter().map(|mention| (id_of(&mention), mention.entity.id));
        Ok(named.filter(|(id, _)| ids.contains(id)).collect())
    }
}

/// The id of a mention in the prepared tables.
pub(crate) fn id_of(mention: &MentionRow) -> String {
    format!("{}/{}/{}", mention.evidence.source, mention.evidence.record, mention.role)
}

/// The record of a role.
pub(crate) fn evidence(role: &RecordRole) -> Evidence {
    Evidence { source: role.source.clone(), record: role.record.clone() }
}
