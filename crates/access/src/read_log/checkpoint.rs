//! Checkpoints: what others keep of the log, signed, so that nobody can write
//! another history later, the keeper of the keys included.

use std::{
    collections::HashMap,
    fs::{self, File, OpenOptions},
    io::{self, Write as _},
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use ed25519_dalek::{Signer as _, SigningKey, VerifyingKey};
use kernel::Instant;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::{
    chain::folders,
    receipt::leaves_of,
    seal::{numbers, segment_path},
    segment::{Hash, Reader},
    tree::Growing,
};
use crate::keys::{Key, hex, unhex};

/// What stands of a segment at a moment. Its fields are in the order of the
/// alphabet, as they are signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checkpoint {
    /// When it was made.
    pub at: Instant,
    /// The chain.
    pub chain: String,
    /// Entries of the chain up to here.
    pub entries: u64,
    /// The chain's hash (BLAKE3) after the last of them.
    pub head: String,
    /// The public key that it is signed with (Ed25519).
    pub key: String,
    /// Lines of the segment up to here: one a person and entry.
    pub leaves: u64,
    /// The hash (SHA-256) of the checkpoint before it, as it was written.
    pub previous: String,
    /// The root of the tree (SHA-256) over the segment's lines.
    pub root: String,
    /// The segment.
    pub segment: u64,
    /// The signature of all of the above.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub signature: String,
}

impl Checkpoint {
    /// What is signed: the compact JSON without the signature.
    fn signed(&self) -> String {
        let bare = Self { signature: String::new(), ..self.clone() };
        serde_json::to_string(&bare).unwrap_or_default()
    }

    /// The line as it is kept.
    fn line(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Whether it was signed with the secret half of `key`.
    #[must_use]
    pub fn is_signed_by(&self, key: &[u8; 32]) -> bool {
        let signature = unhex::<64>(&self.signature);
        VerifyingKey::from_bytes(key).ok().zip(signature).is_some_and(|(key, signature)| {
            let signature = ed25519_dalek::Signature::from_bytes(&signature);
            key.verify_strict(self.signed().as_bytes(), &signature).is_ok()
        })
    }
}

/// The public half of the key that signs checkpoints.
pub(crate) fn public_key(secret: &Key) -> Key {
    SigningKey::from_bytes(secret).verifying_key().to_bytes()
}

/// The hash that the next checkpoint names.
pub(crate) fn hash_of(line: &str) -> String {
    hex(&Sha256::digest(line.as_bytes()))
}

/// The checkpoints of a chain, in order, each with its line; what is no
/// checkpoint, byte for byte, comes as an error with its number.
pub(crate) fn read(folder: &Path) -> io::Result<Vec<Result<(Checkpoint, String), usize>>> {
    let text = match fs::read_to_string(path(folder)) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(error) if error.kind() == io::ErrorKind::InvalidData => return Ok(vec![Err(0)]),
        Err(error) => return Err(error),
    };
    let mut found = Vec::new();
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let (bare, ended) = line.strip_suffix('\n').map_or((line, false), |bare| (bare, true));
        let parsed: Option<Checkpoint> = serde_json::from_str(bare).ok();
        let same = parsed.filter(|checkpoint| ended && checkpoint.line() == bare);
        found.push(same.map(|checkpoint| (checkpoint, bare.to_owned())).ok_or(number));
    }
    Ok(found)
}

/// Every checkpoint of every chain that is as it was written.
pub(crate) fn checkpoints(log: &Path) -> io::Result<Vec<Checkpoint>> {
    let mut found = Vec::new();
    for (folder, _) in folders(log)? {
        found.extend(read(&folder)?.into_iter().flatten().map(|(checkpoint, _)| checkpoint));
    }
    Ok(found)
}

fn path(folder: &Path) -> PathBuf {
    folder.join("checkpoints.jsonl")
}

/// Where a segment's tree has come to.
#[derive(Clone, Debug)]
struct Progress {
    segment: u64,
    offset: u64,
    entries: u64,
    hash: Hash,
    tree: Growing,
}

/// Makes checkpoints of every chain; remembers where each tree has come to, so
/// that an entry is hashed once.
#[derive(Debug, Default)]
pub(crate) struct Checkpointer(Mutex<HashMap<[u8; 16], Progress>>);

impl Checkpointer {
    /// A checkpoint of every segment that has grown since its last; how many.
    pub(crate) fn run(
        &self,
        log: &Path,
        log_key: &Key,
        secret: &Key,
        now: Instant,
    ) -> io::Result<u64> {
        fs::create_dir_all(log)?;
        let lock = File::create(log.join("checkpoint.lock"))?;
        lock.lock()?;
        let mut made = 0;
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for (folder, chain) in folders(log)? {
            let lines = read(&folder)?;
            // What was changed is for `verify` to tell; nothing is built on it.
            let Ok(kept) = lines.into_iter().collect::<Result<Vec<_>, _>>() else { continue };
            let mut last = kept.last().cloned();
            let done = last.as_ref().map_or(0, |(checkpoint, _)| checkpoint.segment);
            for number in numbers(&folder)?.into_iter().filter(|number| *number >= done) {
                let segment = segment_path(&folder, number);
                if !segment.exists() {
                    continue;
                }
                let before = known.remove(&chain).filter(|progress| progress.segment == number);
                let progress = grown(&segment, number, before, log_key)?;
                let Some(progress) = progress else { continue };
                let is_new = last.as_ref().is_none_or(|(checkpoint, _)| {
                    checkpoint.segment != number || checkpoint.entries != progress.entries
                });
                if is_new && progress.tree.count() > 0 {
                    let previous =
                        last.as_ref().map_or_else(|| hex(&[0; 32]), |(_, line)| hash_of(line));
                    let checkpoint = sign(&progress, chain, previous, secret, now);
                    let line = checkpoint.line();
                    let mut file =
                        OpenOptions::new().append(true).create(true).open(path(&folder))?;
                    file.write_all(format!("{line}\n").as_bytes())?;
                    file.sync_all()?;
                    last = Some((checkpoint, line));
                    made += 1;
                }
                known.insert(chain, progress);
            }
        }
        Ok(made)
    }
}

/// The segment's tree with all that is written by now.
fn grown(
    path: &Path,
    segment: u64,
    before: Option<Progress>,
    log_key: &Key,
) -> io::Result<Option<Progress>> {
    let mut reader = Reader::open(path)?;
    let Some(header) = reader.header else { return Ok(None) };
    let mut progress = before.unwrap_or_else(|| Progress {
        segment,
        offset: reader.offset,
        entries: header.first_sequence - 1,
        hash: reader.hash,
        tree: Growing::default(),
    });
    reader.resume(progress.offset, progress.hash)?;
    while let Ok(entry) = reader.read_next()? {
        progress.entries += 1;
        for leaf in leaves_of(&entry, &header.chain, progress.entries, log_key) {
            progress.tree.push(leaf.hash());
        }
    }
    (progress.offset, progress.hash) = (reader.offset, reader.hash);
    Ok(Some(progress))
}

fn sign(
    progress: &Progress,
    chain: [u8; 16],
    previous: String,
    secret: &Key,
    now: Instant,
) -> Checkpoint {
    let mut checkpoint = Checkpoint {
        at: now,
        chain: hex(&chain),
        entries: progress.entries,
        head: hex(&progress.hash),
        key: hex(&public_key(secret)),
        leaves: progress.tree.count(),
        previous,
        root: hex(&progress.tree.root()),
        segment: progress.segment,
        signature: String::new(),
    };
    let signature = SigningKey::from_bytes(secret).sign(checkpoint.signed().as_bytes());
    checkpoint.signature = hex(&signature.to_bytes());
    checkpoint
}
