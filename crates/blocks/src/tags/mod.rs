//! Tags of units, buildings and organisations: by rules, with reasons, over time. Never of a person.
//!
//! The rules are `catalogues/tags.toml`. A run computes all of them over the current blocks; a tag that is found again
//! goes on, one that is not ends on that day, and neither is ever deleted: a subject's tags are its file.

mod read;
mod rule;
mod run;

pub use read::{BedApproval, TagAt, TagCount, TagFact, TagFilter, TagPage, TagRow, TagTold, Tags};
pub(crate) use rule::RECORDED;
pub use rule::{
    Clause, Differ, Reason, Rule, Sharing, Subject, TagCatalogue, Title, rule, rules, schema,
};
pub(crate) use run::{Batch, Planned};
pub use run::{TagRun, TagRunMark, Uncomputed};
