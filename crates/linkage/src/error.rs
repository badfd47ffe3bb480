//! What can go wrong in a linkage run.

use std::path::PathBuf;

use datafusion::error::DataFusionError;

/// An error of the linkage engine; each variant says what was being done.
#[derive(Debug, thiserror::Error)]
pub enum LinkageError {
    /// The settings file is not TOML of the right shape.
    #[error("the settings cannot be read: {0}")]
    SettingsSyntax(#[from] toml::de::Error),
    /// The settings are well formed but contradict themselves.
    #[error("the settings are wrong at {place}: {problem}")]
    Settings {
        /// Path inside the settings, such as `comparison.dob.levels[2]`.
        place: String,
        /// What is wrong and what would be right.
        problem: String,
    },
    /// A table lacks a column that the settings name.
    #[error("table {table} has no column {column}, which {place} needs")]
    MissingColumn {
        /// The table.
        table: String,
        /// The missing column.
        column: String,
        /// Where the settings ask for it.
        place: String,
    },
    /// A row has no identifier.
    #[error("a row of table {table} has no value in its id column {column}")]
    MissingId {
        /// The table.
        table: String,
        /// The id column.
        column: String,
    },
    /// Two rows carry one identifier.
    #[error(
        "id {id} occurs in source {first} and again in source {second}; ids are unique over all tables, or within each source with id_by_source = true"
    )]
    DuplicateId {
        /// The identifier.
        id: String,
        /// Source of the one row.
        first: String,
        /// Source of the other.
        second: String,
    },
    /// More rows than one run can number.
    #[error("one run links at most 4,294,967,295 rows")]
    TooManyRows,
    /// More sources than one run can number: the source column names records rather than sources.
    #[error(
        "the rows name more than 65,536 sources; the settings' source column says where a record comes from, not which it is"
    )]
    TooManySources,
    /// The settings bind a source that no table has.
    #[error(
        "the settings are wrong at clusters.one_per_source: no table is of source {name}; there are {known}"
    )]
    UnknownSource {
        /// The name in the settings.
        name: String,
        /// The sources of the tables.
        known: String,
    },
    /// Two files would be taken for one source.
    #[error(
        "{first} and {second} would both be source {name}: give one another name, or name the source in a column (`source` in the settings)"
    )]
    SameSource {
        /// One file.
        first: PathBuf,
        /// The other.
        second: PathBuf,
        /// The name of both.
        name: String,
    },
    /// A run across sources has one source only.
    #[error(
        "link_type = \"link\" looks across sources, and every row is of source {name}; use \"dedupe\", add a table, or name the source in a column (`source` in the settings)"
    )]
    OneSource {
        /// The only source.
        name: String,
    },
    /// The blocking rules would make too many pairs; nothing was compared.
    #[error(
        "the blocking rules would make {pairs} pairs, more than most_pairs = {most}; rule {rule} ({keys}) alone makes {of_rule}, most of them where {culprits}"
    )]
    TooManyPairs {
        /// Pairs that all rules would make, those found twice counted twice.
        pairs: u64,
        /// The bound.
        most: u64,
        /// Place of the costliest rule.
        rule: usize,
        /// Its keys.
        keys: String,
        /// Its pairs.
        of_rule: u64,
        /// Its largest blocks: key values and rows.
        culprits: String,
    },
    /// A comparison has too many combinations of levels to number.
    #[error("the comparisons have more combinations of levels than 64 bits can number")]
    TooManyPatterns,
    /// A saved model does not match its own fingerprint.
    #[error("{path}: the model was changed after it was saved; train a new one")]
    ModelChanged {
        /// The file.
        path: PathBuf,
    },
    /// A record that was asked for is not in the tables.
    #[error("no record has the id {id}")]
    NoRecord {
        /// The id.
        id: String,
    },
    /// No record of the run has a label.
    #[error("no record of the run has a label: the ids of the labels are not those of the tables")]
    NoLabels,
    /// A record has two labels.
    #[error("record {id} has two different labels; keep one of them")]
    LabelledTwice {
        /// The record.
        id: String,
    },
    /// The labels say of too many records that they are one entity.
    #[error(
        "the label \"{label}\" is on {records} records: leave the label empty where the entity is not known"
    )]
    LabelTooLarge {
        /// The label.
        label: String,
        /// Records that carry it.
        records: u64,
    },
    /// A judgement is none of the three words.
    #[error("the judgement of {id_l} and {id_r} is \"{said}\"; write same, different or unsure")]
    Judgement {
        /// One record.
        id_l: String,
        /// The other.
        id_r: String,
        /// What is written.
        said: String,
    },
    /// A judged pair is not among the written pairs of the run.
    #[error(
        "{id_l} and {id_r} were judged, but are no pair of this run: the sample is of another run"
    )]
    JudgedElsewhere {
        /// One record.
        id_l: String,
        /// The other.
        id_r: String,
    },
    /// A pair was judged twice.
    #[error("{id_l} and {id_r} were judged twice; keep one of the two rows")]
    JudgedTwice {
        /// One record.
        id_l: String,
        /// The other.
        id_r: String,
    },
    /// Labels lack a column.
    #[error("{path} needs a column {needed}")]
    LabelColumn {
        /// The file.
        path: PathBuf,
        /// The columns that would serve.
        needed: String,
    },
    /// Blocking produced no pair to learn from.
    #[error("the blocking rules produced no pair of records: {why}")]
    NoPairs {
        /// What came of each rule.
        why: String,
    },
    /// A plan failed.
    #[error("while {doing}: {source}")]
    Plan {
        /// The stage at work.
        doing: &'static str,
        /// The engine's own error.
        #[source]
        source: Box<DataFusionError>,
    },
    /// A file could not be written or read.
    #[error("{path}: {source}")]
    File {
        /// The file.
        path: PathBuf,
        /// The system's own error.
        #[source]
        source: std::io::Error,
    },
    /// A Parquet file could not be written.
    #[error("{path}: {source}")]
    Parquet {
        /// The file.
        path: PathBuf,
        /// The writer's own error.
        #[source]
        source: parquet::errors::ParquetError,
    },
    /// A report or model could not be put into JSON, or a model not be read from it.
    #[error("JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// A share of compared pairs does not fit the rows or the other shares.
    #[error("{path}: {problem}; compare it again")]
    Share {
        /// The share's file.
        path: PathBuf,
        /// What is wrong.
        problem: String,
    },
    /// Nobody waits for the run any more. Whoever dropped it does not see this: it ends the work.
    #[error("nobody waits for the run any more: it was stopped in stage {stage} and wrote nothing")]
    Stopped {
        /// The stage at work.
        stage: &'static str,
    },
    /// A working thread ended abnormally.
    #[error("a working thread of stage {stage} ended abnormally")]
    Thread {
        /// The stage at work.
        stage: &'static str,
    },
}

impl LinkageError {
    pub(crate) fn plan(doing: &'static str) -> impl Fn(DataFusionError) -> Self {
        move |source| Self::Plan { doing, source: Box::new(source) }
    }

    pub(crate) fn settings(place: impl Into<String>, problem: impl Into<String>) -> Self {
        Self::Settings { place: place.into(), problem: problem.into() }
    }
}

/// The crate's result.
pub type Result<T, E = LinkageError> = std::result::Result<T, E>;
