//! What can keep the server from starting or running.

use std::{io, path::PathBuf};

/// A failure of the server itself; what a request gets is a [`Problem`](crate::Problem).
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The policies cannot be asked.
    #[error("read the policies")]
    Policies(#[source] access::Error),
    /// Casework cannot be opened.
    #[error("open casework")]
    Casework(#[source] casework::Error),
    /// Housing cannot be opened.
    #[error("open housing")]
    Housing(#[source] housing::Error),
    /// Messages cannot be opened.
    #[error("open messages")]
    Messages(#[source] messages::Error),
    /// The configuration file cannot be read.
    #[error("read the configuration {}", path.display())]
    ReadConfig {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// The configuration is wrong: the message names file, key and what is allowed.
    #[error("{place}: {problem}")]
    Config {
        /// The file or the environment variable.
        place: String,
        /// What is wrong.
        problem: String,
    },
    /// The address cannot be listened on.
    #[error("listen on {address}: {source}; is another linli running there?")]
    Listen {
        /// The address.
        address: String,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// The listener failed.
    #[error("serve requests")]
    Serve(#[source] io::Error),
    /// The recorder of figures cannot be installed.
    #[error("another recorder of metrics is installed in this process")]
    Metrics,
}
