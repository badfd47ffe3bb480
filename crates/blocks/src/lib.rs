#![doc = include_str!("../README.md")]

mod blocks;
pub mod catalogue;
mod census;
mod checklist;
pub mod corrections;
mod day;
mod declared;
mod duty;
mod entity;
mod error;
mod judgement;
mod lineage;
mod load;
mod occupancy;
mod own;
mod review;
mod run;
pub mod signals;
mod store;
pub mod tags;
mod things;
mod unmask;
mod vault;
mod view;

pub use blocks::{Blocks, OrganisationBlock, OrganisationPage, PlaceOfOrganisation};
pub use census::Counted;
pub use checklist::{Missing, ToAsk, checklist};
pub use day::{ContactKey, DayChange, RelationKey, Standing, StandingRows};
pub use declared::{Against, Declared};
pub use duty::Duty;
pub use entity::{
    ContactRow, End, EndKind, EventRow, Evidence, MentionRow, Organisation, OrganisationRow, Other,
    Others, PersonRow, Provenance, RelationRow, Run,
};
pub use error::{Error, Result};
pub use judgement::{
    Judgement, JudgementMark, Judgements, NewJudgement, RecordRole, Verdict, Withdrawn,
};
pub use lineage::{Lineage, LineageBook, LineageEvent, LineageMark, LineageTold, NewLineage};
pub use load::Load;
pub use occupancy::{Occupancy, OccupiedThen};
pub use own::{Claimable, OwnFact};
pub use review::{
    Agreement, Candidate, CandidateMark, CandidatePage, CandidateReason, CandidateView,
    NewCandidate, QueueFilter, RecordRow, RecordView, Review, Step,
};
pub use run::{RejectRow, RunBook, RunState, RunSummary, SourceRow};
pub use things::{ThingCounts, Things};
pub use unmask::Masked;
pub use vault::{SEALED, SealedRow, Vault, sealed_place};
pub use view::{
    ConflictView, ContactView, DwellingBlock, EventView, FactSource, OrganisationView, PersonView,
    RelationView,
};

/// What of the blocks is deleted when its period is over.
pub const KEPT: &[access::Kept] = &[
    access::Kept {
        kind: "claims",
        table: "block_correction",
        key: "id",
        past: "decided_at < ?1 AND state <> 'offered' AND role LIKE '@%'",
    },
    access::Kept {
        kind: "corrections",
        table: "block_correction",
        key: "id",
        past: "decided_at < ?1 AND state <> 'offered' AND role NOT LIKE '@%'",
    },
];

/// The schema of the blocks.
pub const MIGRATIONS: &[database::Migration] = &[
    database::Migration {
        name: "20261121_0500_blocks_generations",
        sql: include_str!("migrations/20261121_0500_blocks.sql"),
    },
    database::Migration {
        name: "20261122_0230_blocks_identities",
        sql: include_str!("migrations/20261122_0230_identities.sql"),
    },
    database::Migration { name: "20261122_0600_blocks_slots", sql: store::slot::MIGRATION },
    database::Migration {
        name: "20261128_1500_blocks_days",
        sql: include_str!("migrations/20261128_1500_days.sql"),
    },
    database::Migration {
        name: "20261128_1510_blocks_tags",
        sql: include_str!("migrations/20261128_1510_tags.sql"),
    },
    database::Migration {
        name: "20261128_1520_blocks_signals",
        sql: include_str!("migrations/20261128_1520_signals.sql"),
    },
    database::Migration {
        name: "20261128_1530_blocks_corrections",
        sql: include_str!("migrations/20261128_1530_corrections.sql"),
    },
    database::Migration {
        name: "20261128_1620_blocks_others",
        sql: include_str!("migrations/20261128_1620_others.sql"),
    },
    database::Migration {
        name: "20261129_1540_blocks_claims",
        sql: include_str!("migrations/20261129_1540_claims.sql"),
    },
    database::Migration {
        name: "20261129_1550_blocks_mention_index",
        sql: include_str!("migrations/20261129_1550_mention_index.sql"),
    },
    database::Migration {
        name: "20261129_1600_blocks_area_sums",
        sql: include_str!("migrations/20261129_1600_area_sums.sql"),
    },
    database::Migration {
        name: "20261129_1645_blocks_run_holder",
        sql: include_str!("migrations/20261129_1645_run_holder.sql"),
    },
    database::Migration {
        name: "20261129_1700_blocks_mention_cover",
        sql: include_str!("migrations/20261129_1700_mention_cover.sql"),
    },
];
