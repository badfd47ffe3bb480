#![doc = include_str!("../README.md")]

mod block;
pub mod chinese;
mod cluster;
mod compare;
pub mod dates;
mod error;
mod files;
pub mod functions;
mod meter;
mod model;
mod output;
mod parallel;
mod patterns;
mod report;
pub mod rows;
mod run;
mod score;
pub mod settings;
pub mod similarity;
mod sql;
mod standardise;
mod train;

pub use cluster::ClusterReport;
pub use error::{LinkageError, Result};
pub use files::link_files;
pub use meter::StageCost;
pub use model::{ComparisonModel, LevelModel, Model, Taught};
pub use report::{Report, RuleCount, SourceCount};
pub use run::{Outcome, link, link_in_memory};
pub use score::{Evidence, ScoredPair, probability};
pub use settings::Settings;
pub use sql::{block_sql, compare_sql, count_sql};
pub use standardise::{Input, standardise, standardise_sql};
pub use train::TrainingReport;
