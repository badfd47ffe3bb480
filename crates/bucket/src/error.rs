//! What can go wrong with a bucket, and what to do about it.

use std::path::{Path, PathBuf};

/// Why a bucket could not be used.
#[derive(Debug, thiserror::Error)]
pub enum BucketError {
    /// The address is none.
    #[error("{text} is no address of a bucket: write s3://BUCKET or s3://BUCKET/PREFIX")]
    Address {
        /// What was written.
        text: String,
    },
    /// The environment does not say how to reach the bucket.
    #[error(
        "{bucket}: {cause}. Set AWS_ENDPOINT_URL, AWS_REGION, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or give this machine a role."
    )]
    Settings {
        /// The bucket.
        bucket: String,
        /// What is wrong.
        cause: String,
    },
    /// The way to the bucket is not encrypted.
    #[error(
        "{endpoint}: rows of people go to a bucket by https alone. Write https:// in AWS_ENDPOINT_URL, and name the server's certificate in AWS_CA_BUNDLE if it is not a public one."
    )]
    Plain {
        /// The endpoint.
        endpoint: String,
    },
    /// The file of certificates cannot be used.
    #[error("AWS_CA_BUNDLE: {}: {cause}. Name a file of certificates in PEM.", file.display())]
    Certificates {
        /// The file.
        file: PathBuf,
        /// The cause.
        cause: String,
    },
    /// The bucket refuses the credentials.
    #[error(
        "{bucket}: the bucket refuses these credentials ({object}). Check AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, and that they may read, write, list and delete in it: docs/operations/cluster.md has the policy."
    )]
    Refused {
        /// The bucket.
        bucket: String,
        /// What was asked for.
        object: String,
    },
    /// The bucket or its quota is full.
    #[error(
        "{bucket}: the bucket is full. Raise its quota or remove what else is in it, and run again: nothing of this stage was kept."
    )]
    Full {
        /// The bucket.
        bucket: String,
    },
    /// There is no such bucket.
    #[error(
        "{bucket}: there is no such bucket. Make it first, or check the name and AWS_ENDPOINT_URL."
    )]
    NoBucket {
        /// The bucket.
        bucket: String,
    },
    /// The bucket does not answer, or not in time.
    #[error(
        "{bucket}: the bucket does not answer, after several tries: {cause}. Check AWS_ENDPOINT_URL and the network, and run again: finished stages are kept."
    )]
    Away {
        /// The bucket.
        bucket: String,
        /// The cause.
        cause: String,
    },
    /// An object that was written is not there.
    #[error("{bucket}: {object} is missing. It was removed by somebody else; run again.")]
    Missing {
        /// The bucket.
        bucket: String,
        /// The object.
        object: String,
    },
    /// An object holds other bytes than its name says.
    #[error("{bucket}: {object} is not the file that was written: its digest differs")]
    Changed {
        /// The bucket.
        bucket: String,
        /// The object.
        object: String,
    },
    /// A file on this machine's disk.
    #[error("{}: {}", file.display(), told(cause))]
    File {
        /// The file.
        file: PathBuf,
        /// The cause.
        cause: std::io::Error,
    },
}

/// The crate's result.
pub type Result<T, E = BucketError> = std::result::Result<T, E>;

impl BucketError {
    pub(crate) fn file(file: &Path) -> impl FnOnce(std::io::Error) -> Self {
        let file = file.to_owned();
        move |cause| Self::File { file, cause }
    }

    /// What a bucket said, told so that somebody can do something about it.
    pub(crate) fn said(bucket: &str, object: &str, error: &object_store::Error) -> Self {
        let (bucket, object) = (bucket.to_owned(), object.to_owned());
        let mut text = error.to_string();
        let mut source = std::error::Error::source(error);
        while let Some(inner) = source {
            text = format!("{text}: {inner}");
            source = inner.source();
        }
        let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
        match error {
            object_store::Error::PermissionDenied { .. }
            | object_store::Error::Unauthenticated { .. } => Self::Refused { bucket, object },
            _ if has(&["NoSuchBucket"]) => Self::NoBucket { bucket },
            object_store::Error::NotFound { .. } => Self::Missing { bucket, object },
            _ if has(&[
                "QuotaExceeded",
                "StorageFull",
                "507 Insufficient",
                "EntityTooLargeForQuota",
            ]) =>
            {
                Self::Full { bucket }
            }
            _ if has(&[
                "InvalidAccessKeyId",
                "SignatureDoesNotMatch",
                "AccessDenied",
                "ExpiredToken",
            ]) =>
            {
                Self::Refused { bucket, object }
            }
            _ => Self::Away { bucket, cause: shortened(&text) },
        }
    }
}

/// The end of a long chain of causes says the most.
fn shortened(text: &str) -> String {
    const MOST: usize = 300;
    let count = text.chars().count();
    if count <= MOST {
        text.to_owned()
    } else {
        let end: String = text.chars().skip(count - MOST).collect();
        format!("… {end}")
    }
}

fn told(cause: &std::io::Error) -> String {
    if cause.kind() == std::io::ErrorKind::StorageFull {
        "the disk is full. Free some space and run again".to_owned()
    } else {
        format!("{cause}. Check the path and the permissions, and run again")
    }
}
