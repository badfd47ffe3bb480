//! What a coordinator and a worker say to each other.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A partition of a stage, to be worked on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Task {
    /// The stage.
    pub stage: String,
    /// The partition, from 0.
    pub part: usize,
    /// How often the partition was handed out before: two workers at the same one have different numbers, and so
    /// write different files.
    pub attempt: u32,
    /// What is to be done, in the terms of the [`crate::Work`].
    pub body: Value,
}

/// From the coordinator.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum Order {
    /// The first word: the program it runs.
    Hello { program: String },
    /// Work.
    Task(Task),
}

/// From the worker.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum Word {
    /// The first word: the program it runs.
    Welcome { program: String },
    /// Still there; how many steps of the partition are done.
    Alive { steps: u64 },
    /// What came of the partition.
    Done(Value),
    /// Why nothing came of it.
    Failed(String),
}
