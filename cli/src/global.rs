//! Options of every command.

use std::path::PathBuf;

use clap::Args;

/// Options of every command.
#[derive(Args)]
pub(crate) struct Global {
    /// Folder of the installation: database, lake, index, keys, log of reads.
    #[arg(long, global = true, env = "LINLI_DATA", default_value = ".linli")]
    pub(crate) data: PathBuf,
    /// Configuration file (TOML); `linli config schema` prints its schema.
    #[arg(long, global = true, env = "LINLI_CONFIG")]
    pub(crate) config: Option<PathBuf>,
    /// Print results as JSON, for machines.
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// No progress bars.
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,
}
