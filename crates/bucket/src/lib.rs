//! Files in an S3-compatible bucket, known by what is in them.
//!
//! A file is kept under the digest of its bytes ([`Mark`]), so that a name never
//! stands for other bytes than it did: what is fetched is checked against the
//! name before anybody reads it, what is there already is not sent again, and a
//! copy on a machine's own disk ([`Cache`]) can be as old as it likes.
//!
//! What must change at once (a manifest, a lock) is one small object, written
//! with the condition that none is there yet, or that it is the one that was
//! read ([`Bucket::create`], [`Bucket::replace`]).
//!
//! Credentials and the place of the bucket come from the environment, by the
//! names that every S3 tool knows: `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`,
//! `AWS_SESSION_TOKEN`, `AWS_REGION`, `AWS_ENDPOINT_URL`, or the machine's own
//! role. `AWS_CA_BUNDLE` names a file of certificates to trust instead of the
//! public ones.

mod address;
mod bucket;
mod cache;
mod error;
mod http;
mod mark;

pub use address::is_address;
pub use bucket::{Bucket, Listed, Version};
pub use cache::Cache;
pub use error::{BucketError, Result};
pub use mark::Mark;
