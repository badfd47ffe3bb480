//! Living identities: judgements that bind every run, lineage of what merged and split, the review queue.

pub(crate) mod bind;
pub(crate) mod lineage;
pub(crate) mod quality;
pub(crate) mod review;
mod settle;

use blocks::RecordRole;

/// The record's role that a mention's id names: `source/record/role`, where the record may hold strokes itself.
pub(crate) fn record_role(id: &str) -> Option<RecordRole> {
    let (source, rest) = id.split_once('/')?;
    let (record, role) = rest.rsplit_once('/')?;
    Some(RecordRole { source: source.to_owned(), record: record.to_owned(), role: role.to_owned() })
}
