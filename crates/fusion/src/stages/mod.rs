//! The stages of a run, one file each: intake, wash, standardise, link people, link organisations, relations, apply.

pub(crate) mod answers;
pub(crate) mod apply;
pub(crate) mod assign;
pub(crate) mod buckets;
pub(crate) mod entities;
pub(crate) mod intake;
pub(crate) mod link;
pub(crate) mod relations;
pub(crate) mod standardise;
pub(crate) mod stated;
mod taught;
pub(crate) mod wash;
