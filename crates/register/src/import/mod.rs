//! Bringing places in: one recorded action an import, whole or not at all.
//!
//! Rows go to tables beside the register's own, a batch a transaction, with
//! the count of records read; so an import that is killed continues where it
//! stopped. At the end one transaction brings them into sight, numbers the
//! register's next version and publishes it to the feed. Rows are known by
//! data set and source key: what is the same stays untouched, and an import
//! run again changes nothing.

pub(crate) mod codes;
mod district;
mod divisions;
mod features;
mod fields;
mod loader;
mod objects;
mod osm;
mod place;
mod publish;
mod report;
mod session;
mod shapes;
mod shelf;
mod sniff;
mod table;
mod upload;

pub use district::district_dir;
pub use divisions::divisions;
pub use osm::osm_pbf;
pub use report::{ImportReport, Reject, Tally};
pub use sniff::{UploadFormat, sniff};
pub use table::table;
pub use upload::{Upload, UploadId, UploadMark, UploadOptions, UploadState};

pub(crate) use loader::Loader;

use crate::geometry::Datum;
use serde::Serialize;
use std::path::PathBuf;

/// How to import.
#[derive(Clone, Debug, Serialize)]
pub struct Options {
    /// Look at everything, write nothing.
    pub dry_run: bool,
    /// The datum of the positions in the input.
    pub datum: Datum,
    /// The address profile: `cn`, `us` or `ca`.
    pub profile: String,
    /// The input is all there is: what is not in it is retired.
    pub complete: bool,
    /// Where the data come from. Empty: worked out from the input.
    pub dataset: Dataset,
    /// The account that imports; none for the installation itself.
    pub account: Option<[u8; 16]>,
    /// A file that takes every reject as a table.
    #[serde(skip)]
    pub rejects: Option<PathBuf>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            dry_run: false,
            datum: Datum::Wgs84,
            profile: "cn".into(),
            complete: false,
            dataset: Dataset::default(),
            account: None,
            rejects: None,
        }
    }
}

/// Provenance of a set of rows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Dataset {
    /// Its name: rows with the same source key in the same data set are the same thing.
    pub name: String,
    /// Who made it.
    pub source: String,
    /// Under which licence; empty where not stated.
    pub licence: String,
}
