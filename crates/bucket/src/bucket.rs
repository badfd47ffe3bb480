//! The bucket itself.

use std::{
    fs::{self, File},
    io::{Read as _, Write},
    path::{Path as FilePath, PathBuf},
    sync::{Arc, mpsc},
    time::Duration,
};

use bytes::Bytes;
use futures::{StreamExt as _, TryStreamExt as _};
use object_store::{
    BackoffConfig, Error, ObjectMeta, ObjectStore, ObjectStoreExt as _, PutMode, PutOptions,
    PutPayload, RetryConfig, UpdateVersion, WriteMultipart,
    aws::{AmazonS3, AmazonS3Builder, AmazonS3ConfigKey, S3ConditionalPut},
    path::Path,
};
use tokio::runtime::Runtime;

use crate::{
    Mark, address,
    error::{BucketError, Result},
    http::Connector,
    mark::Marking,
};

/// Bytes that go in one request: a longer file goes in pieces of this size.
const PIECE: u64 = 8 << 20;
/// Files on their way at once.
const AT_ONCE: usize = 4;
/// How long a request is tried again while the bucket is busy or away, however many tries that takes.
const PATIENCE: Duration = Duration::from_mins(3);
/// How long between two tries, at most.
const PAUSE: Duration = Duration::from_secs(5);

/// A bucket, or what is under a prefix in it.
pub struct Bucket {
    store: Arc<AmazonS3>,
    prefix: Path,
    name: String,
    /// Its own, so that a caller may wait for it on any thread.
    runtime: Option<Runtime>,
}

/// Which state of an object was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version(UpdateVersion);

/// An object as it is listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its name under the prefix.
    pub name: String,
    /// How long it is.
    pub bytes: u64,
    /// When it was last written, microseconds since 1970.
    pub written: i64,
    /// What the bucket calls this state of it.
    pub tag: String,
}

impl Bucket {
    /// Opens `s3://BUCKET/PREFIX` with what the `environment` (names and values of variables) says, and tries whether it
    /// answers.
    pub fn open(
        text: &str,
        environment: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self> {
        let (name, prefix) = address::parse(text)?;
        let settings = |cause: String| BucketError::Settings { bucket: text.to_owned(), cause };
        let (mut builder, mut certificates) = (AmazonS3Builder::new(), None);
        for (variable, value) in environment {
            if variable == "AWS_CA_BUNDLE" {
                certificates = Some(PathBuf::from(value));
            } else if variable.starts_with("AWS_")
                && let Ok(key) = variable.to_ascii_lowercase().parse::<AmazonS3ConfigKey>()
            {
                builder = builder.with_config(key, value);
            }
        }
        builder = builder
            .with_bucket_name(&name)
            .with_conditional_put(S3ConditionalPut::ETagMatch)
            .with_http_connector(Connector::new(certificates.as_deref())?);
        for key in [AmazonS3ConfigKey::Endpoint, AmazonS3ConfigKey::S3Endpoint] {
            let endpoint = builder.get_config_value(&key).filter(|at| at.starts_with("http:"));
            let Some(endpoint) = endpoint else { continue };
            if !address::is_loopback(&endpoint) {
                return Err(BucketError::Plain { endpoint });
            }
            builder = builder.with_allow_http(true);
        }
        // Whether it is there at all is seen at once; afterwards it may be busy or away for a while.
        let built = |retry| builder.clone().with_retry(retry).build();
        let (first, patient) = (built(RetryConfig::default()), built(patience()));
        let (first, patient) = first
            .and_then(|first| Ok((first, patient?)))
            .map_err(|cause| settings(cause.to_string()))?;
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("bucket")
            .enable_all()
            .build()
            .map_err(|cause| settings(cause.to_string()))?;
        let mut bucket =
            Self { store: Arc::new(first), prefix, name: text.to_owned(), runtime: Some(runtime) };
        bucket.get("lock.json")?;
        bucket.store = Arc::new(patient);
        Ok(bucket)
    }

    /// Its address.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Keeps a file under `folder` by what is in it, and returns its mark; nothing is sent where it is there already.
    pub fn keep(&self, folder: &str, file: &FilePath) -> Result<Mark> {
        Ok(self.keep_all(folder, &[file.to_owned()])?.remove(0))
    }

    /// Keeps files, several at once; their marks, in order.
    pub fn keep_all(&self, folder: &str, files: &[PathBuf]) -> Result<Vec<Mark>> {
        let sent = files.iter().map(|file| {
            let (file, folder) = (file.clone(), folder.to_owned());
            let (store, name, prefix) =
                (Arc::clone(&self.store), self.name.clone(), self.prefix.clone());
            async move {
                let read = file.clone();
                let mark = tokio::task::spawn_blocking(move || Mark::of(&read)).await.map_err(
                    |_| BucketError::file(&file)(std::io::ErrorKind::Interrupted.into()),
                )??;
                let at = under(&prefix, &format!("{folder}/{}", mark.blake3));
                let failed = |error: Error| BucketError::said(&name, at.as_ref(), &error);
                match store.head(&at).await {
                    Ok(there) if there.size == mark.bytes => return Ok(mark),
                    Ok(_) | Err(Error::NotFound { .. }) => {}
                    Err(error) => return Err(failed(error)),
                }
                send(&store, &at, &file, mark.bytes, &failed).await?;
                Ok(mark)
            }
        });
        let sent: Vec<_> = sent.collect();
        self.wait(async move { futures::stream::iter(sent).buffered(AT_ONCE).try_collect().await })
    }

    /// Fetches what is kept under `folder` by a mark into the file `to`, which is whole and right or not there.
    pub fn fetch(&self, folder: &str, mark: &Mark, to: &FilePath) -> Result<()> {
        let object = format!("{folder}/{}", mark.blake3);
        if !mark.is_sound() {
            return Err(BucketError::Changed { bucket: self.name.clone(), object });
        }
        let found = self.download(&object, mark.bytes, to)?;
        if found == *mark {
            return Ok(());
        }
        // What is left of it is of no use to anybody.
        drop(fs::remove_file(to));
        Err(BucketError::Changed { bucket: self.name.clone(), object })
    }

    /// Fetches an object of `bytes` bytes into the file `to`, whole or not at all; the mark of what came.
    pub fn download(&self, object: &str, bytes: u64, to: &FilePath) -> Result<Mark> {
        let partial = to.with_extension("partial");
        let made = File::create(&partial).map_err(BucketError::file(&partial))?;
        let (store, name) = (Arc::clone(&self.store), self.name.clone());
        let (at, told) = (under(&self.prefix, object), partial.clone());
        let pieces = self.wait(async move {
            let failed = |error: Error| BucketError::said(&name, at.as_ref(), &error);
            let mut out = Marking::new(made);
            let starts = (0..bytes.div_ceil(PIECE)).map(|piece| piece * PIECE);
            let mut pieces = futures::stream::iter(starts)
                .map(|from| {
                    let (store, at) = (Arc::clone(&store), at.clone());
                    async move { store.get_range(&at, from..bytes.min(from + PIECE)).await }
                })
                .buffered(AT_ONCE);
            while let Some(piece) = pieces.next().await {
                out.write(&piece.map_err(failed)?).map_err(BucketError::file(&told))?;
            }
            let (mut file, mark) = out.finish();
            file.flush().map_err(BucketError::file(&told))?;
            Ok(mark)
        });
        let mark = pieces.inspect_err(|_| drop(fs::remove_file(&partial)))?;
        fs::rename(&partial, to).map_err(BucketError::file(to))?;
        Ok(mark)
    }

    /// A small object and its state; nothing where there is none.
    pub fn get(&self, object: &str) -> Result<Option<(Vec<u8>, Version)>> {
        let (store, name, at) =
            (Arc::clone(&self.store), self.name.clone(), under(&self.prefix, object));
        self.wait(async move {
            let failed = |error: Error| BucketError::said(&name, at.as_ref(), &error);
            match store.get(&at).await {
                Ok(found) => {
                    let version = Version(UpdateVersion {
                        e_tag: found.meta.e_tag.clone(),
                        version: found.meta.version.clone(),
                    });
                    Ok(Some((found.bytes().await.map_err(failed)?.to_vec(), version)))
                }
                Err(error) => match failed(error) {
                    BucketError::Missing { .. } => Ok(None),
                    other => Err(other),
                },
            }
        })
    }

    /// Writes a small object where none is; whether it did.
    pub fn create(&self, object: &str, bytes: Vec<u8>) -> Result<bool> {
        self.put(object, bytes, PutMode::Create)
    }

    /// Writes a small object over the state that was read; whether it did.
    pub fn replace(&self, object: &str, bytes: Vec<u8>, read: Version) -> Result<bool> {
        self.put(object, bytes, PutMode::Update(read.0))
    }

    /// Writes a small object, whatever is there.
    pub fn write(&self, object: &str, bytes: Vec<u8>) -> Result<()> {
        self.put(object, bytes, PutMode::Overwrite).map(drop)
    }

    fn put(&self, object: &str, bytes: Vec<u8>, mode: PutMode) -> Result<bool> {
        let (store, name, at) =
            (Arc::clone(&self.store), self.name.clone(), under(&self.prefix, object));
        let bytes = Bytes::from(bytes);
        self.wait(async move {
            let options = PutOptions { mode: mode.clone(), ..PutOptions::default() };
            match store.put_opts(&at, PutPayload::from(bytes.clone()), options).await {
                Ok(_) => Ok(true),
                // An answer can be lost and the request be sent again: then the object is ours.
                Err(Error::AlreadyExists { .. } | Error::Precondition { .. }) => {
                    let there = store.get(&at).await;
                    let there = match there {
                        Ok(found) => found.bytes().await,
                        Err(error) => Err(error),
                    };
                    Ok(there.is_ok_and(|there| there == bytes))
                }
                Err(error) => Err(BucketError::said(&name, at.as_ref(), &error)),
            }
        })
    }

    /// What is under a folder, in order of name.
    pub fn list(&self, folder: &str) -> Result<Vec<Listed>> {
        let (store, name, at) =
            (Arc::clone(&self.store), self.name.clone(), under(&self.prefix, folder));
        let prefix = self.prefix.clone();
        self.wait(async move {
            let found: Result<Vec<ObjectMeta>, Error> = store.list(Some(&at)).try_collect().await;
            let found = found.map_err(|error| BucketError::said(&name, at.as_ref(), &error))?;
            let mut listed: Vec<Listed> = found
                .into_iter()
                .filter_map(|meta| {
                    let parts = meta.location.prefix_match(&prefix)?;
                    let parts: Vec<String> = parts.map(|part| part.as_ref().to_owned()).collect();
                    Some(Listed {
                        name: parts.join("/"),
                        bytes: meta.size,
                        written: meta.last_modified.timestamp_micros(),
                        tag: meta.e_tag.unwrap_or_default(),
                    })
                })
                .collect();
            listed.sort_by(|one, other| one.name.cmp(&other.name));
            Ok(listed)
        })
    }

    /// Removes objects; those that are gone already count as removed.
    pub fn remove(&self, objects: Vec<String>) -> Result<()> {
        let (store, name, prefix) =
            (Arc::clone(&self.store), self.name.clone(), self.prefix.clone());
        self.wait(async move {
            let mut gone = futures::stream::iter(objects)
                .map(|object| {
                    let (store, at) = (Arc::clone(&store), under(&prefix, &object));
                    async move { (store.delete(&at).await, at) }
                })
                .buffer_unordered(AT_ONCE);
            while let Some((done, at)) = gone.next().await {
                match done {
                    Ok(()) | Err(Error::NotFound { .. }) => {}
                    Err(error) => return Err(BucketError::said(&name, at.as_ref(), &error)),
                }
            }
            Ok(())
        })
    }

    /// Removes all that is under a folder.
    pub fn clear(&self, folder: &str) -> Result<()> {
        let all = self.list(folder)?.into_iter().map(|listed| listed.name).collect();
        self.remove(all)
    }

    /// Waits on this thread for what runs on the bucket's own.
    fn wait<T: Send + 'static>(
        &self,
        work: impl Future<Output = Result<T>> + Send + 'static,
    ) -> Result<T> {
        let gone = || BucketError::Away {
            bucket: self.name.clone(),
            cause: "the program is ending".to_owned(),
        };
        let runtime = self.runtime.as_ref().ok_or_else(gone)?;
        let (done, answer) = mpsc::channel();
        runtime.spawn(async move {
            // Nobody waits any more where this fails.
            drop(done.send(work.await));
        });
        answer.recv().map_err(|_| gone())?
    }
}

impl Drop for Bucket {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

impl std::fmt::Debug for Bucket {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Bucket").field("name", &self.name).finish_non_exhaustive()
    }
}

fn patience() -> RetryConfig {
    let backoff = BackoffConfig { max_backoff: PAUSE, ..BackoffConfig::default() };
    RetryConfig { backoff, max_retries: usize::MAX, retry_timeout: PATIENCE }
}

fn under(prefix: &Path, object: &str) -> Path {
    let parts = object.split('/').filter(|part| !part.is_empty());
    parts.fold(prefix.clone(), Path::join)
}

/// Sends a file: in one request, or in pieces that become an object at once when the last is there. A sender that
/// dies leaves pieces that nobody sees.
async fn send(
    store: &AmazonS3,
    at: &Path,
    file: &FilePath,
    bytes: u64,
    failed: &impl Fn(Error) -> BucketError,
) -> Result<()> {
    let mut opened = File::open(file).map_err(BucketError::file(file))?;
    if bytes <= PIECE {
        let mut all = Vec::new();
        opened.read_to_end(&mut all).map_err(BucketError::file(file))?;
        return store.put(at, PutPayload::from(all)).await.map(drop).map_err(failed);
    }
    let upload = store.put_multipart(at).await.map_err(failed)?;
    let mut upload =
        WriteMultipart::new_with_chunk_size(upload, usize::try_from(PIECE).unwrap_or(usize::MAX));
    let mut piece = vec![0; 1 << 20];
    let sent = loop {
        upload.wait_for_capacity(AT_ONCE).await.map_err(failed)?;
        match opened.read(&mut piece) {
            Ok(0) => break Ok(()),
            Ok(read) => upload.write(&piece[..read]),
            Err(cause) => break Err(BucketError::file(file)(cause)),
        }
    };
    match sent {
        Ok(()) => upload.finish().await.map(drop).map_err(failed),
        Err(error) => {
            upload.abort().await.map_err(failed)?;
            Err(error)
        }
    }
}
