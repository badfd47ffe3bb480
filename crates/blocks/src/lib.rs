//! Blocks: people, organisations and relations around a dwelling, with the source of every fact.
//!
//! A run of the fusion loads a whole generation ([`Load`]) and swaps one pointer;
//! everyone reads the current one ([`Blocks`]). A person is read only under a
//! [`access::Grant`], masked, and leaves when the read is on the log. The book of
//! runs and sources ([`RunBook`]) says where all of it comes from.
//!
//! Absent on purpose: no search for people, no relation between two people (the
//! household is what a source declares), no count of people (they pass the
//! disclosure gate, which is not built yet).

mod blocks;
pub mod catalogue;
mod entity;
mod error;
mod load;
mod run;
mod store;
mod vault;
mod view;

pub use blocks::{Blocks, OrganisationBlock, OrganisationPage, PlaceOfOrganisation};
pub use entity::{
    ContactRow, End, EndKind, EventRow, Evidence, MentionRow, Organisation, OrganisationRow,
    PersonRow, Provenance, RelationRow, Run,
};
pub use error::{Error, Result};
pub use load::Load;
pub use run::{RejectRow, RunBook, RunState, RunSummary, SourceRow};
pub use vault::{SealedRow, Vault, sealed_place};
pub use view::{
    ContactView, DwellingBlock, EventView, FactSource, OrganisationView, PersonView, RelationView,
};

/// The schema of the blocks.
pub const MIGRATIONS: &[database::Migration] = &[database::Migration {
    name: "20261121_0500_blocks_generations",
    sql: include_str!("migrations/20261121_0500_blocks.sql"),
}];
