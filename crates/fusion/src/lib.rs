//! Strips to blocks: departments' tables in, people, organisations and their relations out.
//!
//! A folder of mapping files ([`mapping`]) says what each table holds. [`fuse`]
//! runs the stages over a folder of tables:
//!
//! | stage | in | out |
//! |---|---|---|
//! | intake | a department's file | typed rows, rejects with reasons, a quality profile; identity numbers and telephones as tokens |
//! | wash | written addresses | places of the register, in classes A, B, C or none |
//! | standardise | rows | mentions of people and organisations, relations, contact points, events |
//! | link people, link organisations | mentions | pairs and clusters |
//! | relations | clusters, stated relations | entities with lasting ids, relations between them and places |
//! | apply | all of it | one generation of the blocks, in sight at once |
//!
//! | index | the prepared tables | what the days after the run need of its records |
//!
//! [`fuse_day`] takes in what changed since, touching nothing else.
//!
//! Each stage writes to the [`lake`] and is whole or not there; a run that was
//! killed is taken up after its last whole stage. A run reads people under one
//! batch grant, which is one entry on the log of reads.
//!
//! SQL of one's own washes in its plan by the functions that [`register_wash`]
//! makes known to a session.
//!
//! With workers ([`fuse_with`]) the wash, the standardising and the comparing of
//! pairs are done in partitions on other machines, by the same code ([`Stages`]).

mod at_work;
mod context;
mod corrections;
mod day;
mod engine;
mod error;
mod export;
mod functions;
mod gazetteer;
#[cfg(test)]
#[path = "../tests/all/installation.rs"]
mod installation;
pub mod intake;
pub mod lake;
mod living;
pub mod mapping;
mod measure;
mod parts;
pub mod prepare;
mod report;
mod run;
mod settings;
pub mod signals;
mod sources;
mod stages;
mod truth;

pub use context::{Context, Options};
pub use corrections::{Offered, offer_corrections};
pub use day::{Counts, DayApplied, DayOptions, DayReport, SourceOfDay, fuse_day};
pub use error::FusionError;
pub use export::{Exported, export_links};
pub use functions::{register_wash, wash_functions};
pub use living::quality::{JudgedStratum, SampleQuality, SampleStratum, Share, sample_quality};
pub use measure::StageReport;
pub use parts::Stages;
pub use report::{RunReport, SourceOfRun, html};
pub use run::{fuse, fuse_with};
pub use sources::Sources;
pub use stages::{apply::Applied, link::Linked, relations::Related, wash::MatchRate};
pub use truth::{Score, TruthReport};
