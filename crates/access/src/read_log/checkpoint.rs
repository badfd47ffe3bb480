//! Checkpoints: what others keep of the log, signed, so that nobody can write
//! another history later, the keeper of the keys included.

use std::{
    collections::HashMap,
    fs::{self, File, OpenOptions},
    io::{self, BufRead as _, BufReader, Read as _, Seek as _, SeekFrom, Write as _},
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use ed25519_dalek::{Signer as _, SigningKey, VerifyingKey};
use kernel::Instant;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::{
    chain::folders,
    receipt::Placed,
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

/// What a line of the file comes to: the checkpoint with its text, or, where it
/// is not byte for byte what was written, nothing.
type Found = Option<(Checkpoint, String)>;

/// Tells every line of a chain's file behind `offset`; returns where it ends.
fn each(folder: &Path, offset: u64, mut tell: impl FnMut(Found)) -> io::Result<u64> {
    let mut file = match File::open(path(folder)) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(0),
        Err(error) => return Err(error),
    };
    file.seek(SeekFrom::Start(offset))?;
    let (mut file, mut end, mut line) = (BufReader::new(file), offset, Vec::new());
    while file.read_until(b'\n', &mut line)? > 0 {
        end += line.len() as u64;
        tell(parsed(&line));
        line.clear();
    }
    Ok(end)
}

fn parsed(line: &[u8]) -> Found {
    let text = std::str::from_utf8(line).ok()?.strip_suffix('\n')?;
    let checkpoint: Checkpoint = serde_json::from_str(text).ok()?;
    (checkpoint.line() == text).then(|| (checkpoint, text.to_owned()))
}

/// The checkpoints of a chain, in order, each with its line.
pub(crate) fn read(folder: &Path) -> io::Result<Vec<Found>> {
    let mut found = Vec::new();
    each(folder, 0, |line| found.push(line))?;
    Ok(found)
}

/// Every checkpoint of every chain that is as it was written.
pub(crate) fn checkpoints(log: &Path) -> io::Result<Vec<Checkpoint>> {
    let mut found = Vec::new();
    for (folder, _) in folders(log)? {
        each(&folder, 0, |line| found.extend(line.map(|(checkpoint, _)| checkpoint)))?;
    }
    Ok(found)
}

/// The latest of every chain, `limit` of each at most; the ends of the files
/// alone are read.
pub(crate) fn latest(log: &Path, limit: usize) -> io::Result<Vec<Checkpoint>> {
    let mut found = Vec::new();
    for (folder, _) in folders(log)? {
        let length = fs::metadata(path(&folder)).map_or(0, |meta| meta.len());
        let (mut lines, start) = (Vec::new(), length.saturating_sub(limit as u64 * LONGEST));
        each(&folder, start, |line| lines.extend(line.map(|(checkpoint, _)| checkpoint)))?;
        found.extend(lines.split_off(lines.len().saturating_sub(limit)));
    }
    Ok(found)
}

/// No line is longer, bytes.
const LONGEST: u64 = 1_024;

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

/// What was read of a chain's checkpoints.
#[derive(Debug, Default)]
struct Kept {
    /// Bytes of the file that were read.
    length: u64,
    last: Option<(Checkpoint, String)>,
    /// The last one of each segment.
    of_segment: HashMap<u64, Checkpoint>,
    /// Whether a line is not what was written: that is for `verify` to tell,
    /// and nothing is built on it.
    changed: bool,
}

impl Kept {
    /// Reads what was added since.
    fn follow(&mut self, folder: &Path) -> io::Result<()> {
        let length = fs::metadata(path(folder)).map_or(0, |meta| meta.len());
        if length < self.length {
            *self = Self::default();
        }
        if length > self.length {
            cut_torn_end(&path(folder))?;
        }
        self.length = each(folder, self.length, |line| match line {
            Some((checkpoint, line)) => self.add(checkpoint, line),
            None => self.changed = true,
        })?;
        Ok(())
    }

    fn add(&mut self, checkpoint: Checkpoint, line: String) {
        self.of_segment.insert(checkpoint.segment, checkpoint.clone());
        self.last = Some((checkpoint, line));
    }

    /// Writes a new one behind the others.
    fn write(&mut self, folder: &Path, checkpoint: Checkpoint) -> io::Result<()> {
        let line = checkpoint.line();
        let mut file = OpenOptions::new().append(true).create(true).open(path(folder))?;
        file.write_all(format!("{line}\n").as_bytes())?;
        file.sync_all()?;
        self.length += line.len() as u64 + 1;
        self.add(checkpoint, line);
        Ok(())
    }
}

/// Cuts off a last line that a crash left half-written: nobody was given it.
fn cut_torn_end(path: &Path) -> io::Result<()> {
    let mut file = OpenOptions::new().read(true).write(true).open(path)?;
    let length = file.metadata()?.len();
    let start = length.saturating_sub(LONGEST);
    file.seek(SeekFrom::Start(start))?;
    let mut end = Vec::new();
    file.read_to_end(&mut end)?;
    if end.last().is_none_or(|last| *last == b'\n') {
        return Ok(());
    }
    let whole = end.iter().rposition(|byte| *byte == b'\n').map(|at| start + at as u64 + 1);
    // Without a line's end in reach it is no line of ours; `verify` tells.
    let Some(whole) = whole.or((start == 0).then_some(0)) else { return Ok(()) };
    tracing::warn!(bytes = length - whole, path = %path.display(), "a half-written checkpoint was cut off");
    file.set_len(whole)?;
    file.sync_all()
}

/// What is known of a chain.
#[derive(Debug, Default)]
struct Known {
    kept: Kept,
    progress: Option<Progress>,
}

/// Makes checkpoints of every chain; remembers where each tree has come to, so
/// that an entry is hashed once and a checkpoint read once.
#[derive(Debug, Default)]
pub(crate) struct Checkpointer(Mutex<HashMap<[u8; 16], Known>>);

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
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for (folder, chain) in folders(log)? {
            let Known { kept, progress: reached } = all.entry(chain).or_default();
            kept.follow(&folder)?;
            if kept.changed {
                continue;
            }
            let done = kept.last.as_ref().map_or(0, |(checkpoint, _)| checkpoint.segment);
            for number in numbers(&folder)?.into_iter().filter(|number| *number >= done) {
                let segment = segment_path(&folder, number);
                if !segment.exists() {
                    continue;
                }
                let before = reached.take().filter(|progress| progress.segment == number);
                let progress = grown(&segment, number, before, log_key)?;
                let Some(progress) = progress else { continue };
                let is_new = kept.last.as_ref().is_none_or(|(checkpoint, _)| {
                    checkpoint.segment != number || checkpoint.entries != progress.entries
                });
                if is_new && progress.tree.count() > 0 {
                    let previous = kept.last.as_ref();
                    let previous =
                        previous.map_or_else(|| hex(&[0; 32]), |(_, line)| hash_of(line));
                    kept.write(&folder, sign(&progress, chain, previous, secret, now))?;
                    made += 1;
                }
                *reached = Some(progress);
            }
        }
        Ok(made)
    }

    /// The last checkpoint of a segment, as of the last run.
    pub(crate) fn of_segment(&self, chain: &[u8; 16], segment: u64) -> Option<Checkpoint> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.get(chain)?.kept.of_segment.get(&segment).cloned()
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
        let placed = Placed { entry: &entry, chain: &header.chain, number: progress.entries };
        for leaf in placed.hashes(log_key) {
            progress.tree.push(leaf);
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
