//! What can go wrong in a fusion, said with the file and what to do.

mod message;

use std::path::PathBuf;

use kernel::Text;

/// Why a fusion stopped.
#[derive(Debug, thiserror::Error)]
pub enum FusionError {
    /// The folder of mapping files cannot be listed.
    #[error("{}: the folder cannot be listed: {cause}. Check the path and the permissions.", folder.display())]
    Folder {
        /// The folder.
        folder: PathBuf,
        /// The cause.
        cause: std::io::Error,
    },
    /// A file cannot be read or written.
    #[error("{}: {}", file.display(), told(cause))]
    File {
        /// The file.
        file: PathBuf,
        /// The cause.
        cause: std::io::Error,
    },
    /// A thread of a stage ended before its work.
    #[error(
        "stage {stage}: a thread ended before its work did. Run it again; it continues after the last finished stage."
    )]
    Thread {
        /// The stage.
        stage: &'static str,
    },
    /// The folder holds no mappings.
    #[error("{}: {missing} is missing. Give a folder with fusion.toml and one TOML file for each table.", folder.display())]
    EmptyBundle {
        /// The folder.
        folder: PathBuf,
        /// What is missing.
        missing: &'static str,
    },
    /// A TOML file does not fit its schema.
    #[error("{}: {cause}", file.display())]
    Toml {
        /// The file.
        file: PathBuf,
        /// Line, column and what is expected.
        cause: Box<toml::de::Error>,
    },
    /// A mapping contradicts itself.
    #[error("{}: {}", file.display(), what.en)]
    Mapping {
        /// The file.
        file: PathBuf,
        /// What is wrong.
        what: Text,
    },
    /// A mapping asks for what linli never keeps.
    #[error("{}: column `{column}` is refused: linli keeps nothing about {}. Take it out of the mapping.", file.display(), ground.en)]
    RuledOut {
        /// The mapping file.
        file: PathBuf,
        /// The column.
        column: String,
        /// On what ground.
        ground: Text,
    },
    /// A file of signals has a column that could name or follow somebody.
    #[error("{}, header row: column `{column}` is refused: {}. Send the file without it.", file.display(), why.en)]
    Named {
        /// The file.
        file: PathBuf,
        /// The column.
        column: String,
        /// Why.
        why: Text,
    },
    /// Two mappings have one source id.
    #[error("two mapping files have the source `{source_id}`: give each its own")]
    SameSource {
        /// The id.
        source_id: String,
    },
    /// A table lacks a column that its mapping names.
    #[error("{}, header row: column `{column}` is missing{}. Mend the mapping or the file.", file.display(), near(nearest.as_ref()))]
    MissingColumn {
        /// The table.
        file: PathBuf,
        /// The column.
        column: String,
        /// The header most like it.
        nearest: Option<String>,
    },
    /// No file fits a mapping's pattern.
    #[error("source `{source_id}`: no file under {} fits `{pattern}`. Check --sources and `files` of the mapping.", folder.display())]
    NoFile {
        /// The source.
        source_id: String,
        /// The sources folder.
        folder: PathBuf,
        /// The pattern.
        pattern: String,
    },
    /// A table cannot be read at all.
    #[error(transparent)]
    Table(#[from] tables::Error),
    /// A stage of the engine failed.
    #[error("stage {stage}: {cause}")]
    Engine {
        /// The stage.
        stage: &'static str,
        /// The cause.
        cause: Box<datafusion::error::DataFusionError>,
    },
    /// A Parquet file of the lake cannot be written or read.
    #[error("{}: {cause}. Run again: an unfinished stage is done anew.", file.display())]
    Lake {
        /// The file.
        file: PathBuf,
        /// The cause.
        cause: Box<parquet::errors::ParquetError>,
    },
    /// Linkage failed.
    #[error("linking: {0}")]
    Linkage(#[from] linkage::LinkageError),
    /// The register or its address index failed.
    #[error("the register: {0}")]
    Register(#[from] register::Error),
    /// The register is empty.
    #[error(
        "the register holds no address: import one first (`linli import`), or name a table of addresses as `register` in fusion.toml"
    )]
    NoRegister,
    /// The address index failed.
    #[error("the address index: {0}")]
    Address(#[from] address::AddressError),
    /// The blocks could not be written or read.
    #[error(transparent)]
    Blocks(#[from] blocks::Error),
    /// The grant was refused or the read could not be logged.
    #[error(transparent)]
    Access(#[from] access::Error),
    /// A source's washed addresses are not of its rows.
    #[error(
        "source `{source_id}`: the washed addresses are not of the rows taken in. Run again: the stage is done anew."
    )]
    Uneven {
        /// The source.
        source_id: String,
    },
    /// A stage has not a row for each row that it was given.
    #[error(
        "stage {stage}: {given} rows were given to it and it has {found}. Run again: the stage is done anew; the blocks are as they were."
    )]
    Rows {
        /// The stage.
        stage: &'static str,
        /// Rows that were given to it.
        given: u64,
        /// Rows it has of them.
        found: u64,
    },
    /// A partition of a stage was not as it should be.
    #[error("a partition of stage {stage}: {what}")]
    Part {
        /// The stage.
        stage: String,
        /// What is wrong.
        what: String,
    },
    /// The run's grant does not cover a source that workers were to read.
    #[error("source `{source_id}` is not in the grant of this run: nothing was sent to a worker")]
    OutsideGrant {
        /// The source.
        source_id: String,
    },
    /// The workers could not be used, or a stage failed on them and here.
    #[error(transparent)]
    Cluster(#[from] cluster::ClusterError),
    /// Nobody waits for the partition any more.
    #[error(transparent)]
    Ended(#[from] cluster::Ended),
    /// The bucket of the lake or of the sources could not be used.
    #[error(transparent)]
    Bucket(#[from] bucket::BucketError),
    /// Another machine's run holds the lake in the bucket.
    #[error(
        "{bucket}: run {run} of another machine is at work since {since}. Wait for it; if that machine is gone, remove the object lock.json under this address."
    )]
    BusyElsewhere {
        /// The bucket.
        bucket: String,
        /// The other run.
        run: String,
        /// When it began.
        since: String,
    },
    /// Another run committed the same generation.
    #[error(
        "{bucket}: {object} is there already, with other files. Another installation writes to this address: give each its own prefix."
    )]
    TakenElsewhere {
        /// The bucket.
        bucket: String,
        /// The object.
        object: String,
    },
    /// A day's folder holds no table of any mapping.
    #[error("{}: no file here fits a mapping, nor below `withdrawn`: the day would change nothing", folder.display())]
    EmptyDay {
        /// The folder.
        folder: PathBuf,
    },
    /// There is nothing yet that a day could change.
    #[error("the blocks are empty: run `linli fuse` over whole tables first")]
    NoGeneration,
    /// The lake is not of the blocks' generation.
    #[error("{}: this is not what the blocks were made of. Run `linli fuse` over whole tables again.", folder.display())]
    OtherLake {
        /// The newest generation of the lake.
        folder: PathBuf,
    },
    /// A mapping is not the one that the generation was made with.
    #[error(
        "the mapping of source `{source_id}` changed since the last whole run: its records would say something else. Run `linli fuse` over whole tables."
    )]
    MappingChanged {
        /// The source.
        source_id: String,
    },
    /// A table of withdrawn records, of a source whose records have no id.
    #[error("{}: source `{source_id}` has no record_id: nothing tells which of its records is withdrawn", file.display())]
    NoRecordId {
        /// The file.
        file: PathBuf,
        /// The source.
        source_id: String,
    },
    /// Another run holds the lake.
    #[error("{}: another run is at work (process {holder}). Wait for it, or delete the file if that process is gone.", file.display())]
    Busy {
        /// The lock file.
        file: PathBuf,
        /// The other process.
        holder: String,
    },
}

impl FusionError {
    pub(crate) fn engine(
        stage: &'static str,
    ) -> impl FnOnce(datafusion::error::DataFusionError) -> Self {
        move |cause| Self::Engine { stage, cause: Box::new(cause) }
    }

    pub(crate) fn arrow(stage: &'static str) -> impl FnOnce(arrow::error::ArrowError) -> Self {
        move |cause| Self::Engine { stage, cause: Box::new(cause.into()) }
    }

    pub(crate) fn part(stage: &str, what: impl Into<String>) -> Self {
        Self::Part { stage: stage.to_owned(), what: what.into() }
    }

    pub(crate) fn lake(
        file: impl Into<PathBuf>,
    ) -> impl FnOnce(parquet::errors::ParquetError) -> Self {
        let file = file.into();
        move |cause| Self::Lake { file, cause: Box::new(cause) }
    }

    pub(crate) fn file(file: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> Self {
        let file = file.into();
        move |cause| Self::File { file, cause }
    }
}

fn near(nearest: Option<&String>) -> String {
    nearest.map(|name| format!("; the nearest is `{name}`")).unwrap_or_default()
}

fn told(cause: &std::io::Error) -> String {
    if cause.kind() == std::io::ErrorKind::StorageFull {
        "the disk is full. Free some space and run again: nothing of this stage was kept".to_owned()
    } else {
        format!("{cause}. Check the path and the permissions, and run again")
    }
}
