//! The installation's keys: files in `<data>/keys`, readable by their owner alone.
//!
//! - `master.key`: wraps the others, unless a command of a vault gives it
//!   ([`KeySource`], `keys/command.rs`); then no key lies open in the folder.
//! - `sealing.json`: the key ring of the [`Sealer`](crate::Sealer); rotates.
//! - `token.key`: the key of the [`Tokenizer`](crate::Tokenizer); fixed. Losing
//!   it means tokenising everything again from the sealed originals.
//! - `token.hash`: the hash that the tokenizer was begun with; fixed.
//! - `log.key`: signs the roots of the log of reads.
//! - `checkpoint.key`: signs what others keep of the log (Ed25519).
//! - `push.key`: shows this installation to push services (a pair of P-256, PKCS#8).

mod command;

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, Read as _, Write as _},
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use kernel::Chance;

pub use self::command::KeyCommandError;
use self::command::asked;
use crate::{
    Error,
    seal::{closed_under, opened_under, unhex_any},
};

/// A key of 256 bits.
pub(crate) type Key = [u8; 32];

/// Where the master key is from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum KeySource {
    /// `<data>/keys/master.key`, made on the first start.
    #[default]
    File,
    /// A program that prints the key on one line, in hexadecimal digits or
    /// Base64, as the command of a vault or a hardware module does.
    Command {
        /// The program and its arguments; no shell is between.
        words: Vec<String>,
        /// Seconds that are waited for it.
        wait_s: u32,
    },
}

/// What stands before a key that is wrapped under the master key.
const WRAPPED: &str = "wrapped:";

/// The folder of keys.
#[derive(Clone)]
pub(crate) struct KeyFolder {
    path: PathBuf,
    master: Key,
    wraps: bool,
}

impl KeyFolder {
    /// `<data>/keys`, made where it is missing.
    pub(crate) fn open(
        data: &Path,
        source: &KeySource,
        chance: &Mutex<Chance>,
    ) -> Result<Self, Error> {
        let path = data.join("keys");
        fs::create_dir_all(&path)
            .and_then(|()| restrict(&path, 0o700))
            .map_err(|error| Error::Key { path: path.clone(), problem: error.to_string() })?;
        let mut folder = Self { path, master: [0; 32], wraps: false };
        folder.master = match source {
            KeySource::File => folder.key("master.key", chance)?,
            KeySource::Command { words, wait_s } => asked(words, *wait_s)?,
        };
        folder.wraps = *source != KeySource::File;
        Ok(folder)
    }

    /// The folder as it stands; nothing is made.
    pub(crate) fn existing(data: &Path, source: &KeySource) -> Result<Self, Error> {
        let mut folder = Self { path: data.join("keys"), master: [0; 32], wraps: false };
        folder.master = match source {
            KeySource::File => folder.kept("master.key")?.unwrap_or_default(),
            KeySource::Command { words, wait_s } => asked(words, *wait_s)?,
        };
        Ok(folder)
    }

    /// The key in `name`, if it is there.
    pub(crate) fn kept(&self, name: &str) -> Result<Option<Key>, Error> {
        self.kept_bytes(name)?.map(|kept| self.whole(name, kept)).transpose()
    }

    fn kept_bytes(&self, name: &str) -> Result<Option<Vec<u8>>, Error> {
        let text = self.read(name)?;
        text.map(|text| self.unwrapped(name, text.trim()).ok_or_else(|| self.foreign(name)))
            .transpose()
    }

    fn whole(&self, name: &str, bytes: Vec<u8>) -> Result<Key, Error> {
        bytes.try_into().map_err(|_| self.foreign(name))
    }

    /// What `name` holds is no key of this installation.
    pub(crate) fn foreign(&self, name: &str) -> Error {
        self.fault(name, "does not hold a key of this installation; restore it from your backup")
    }

    /// That something is wrong with `name`.
    pub(crate) fn fault(&self, name: &str, problem: &str) -> Error {
        Error::Key { path: self.path.join(name), problem: problem.to_owned() }
    }

    /// The key that wraps the others.
    pub(crate) const fn master(&self) -> &Key {
        &self.master
    }

    /// Held while the ring is changed, so that two processes take turns.
    pub(crate) fn lock(&self) -> Result<File, Error> {
        self.locked("lock", |file| file.lock().map(|()| true)).map(|(file, _)| file)
    }

    /// Held, by any number at once, while sealed values are on their way.
    pub(crate) fn share(&self) -> Result<File, Error> {
        self.locked("on-the-way", |file| file.lock_shared().map(|()| true)).map(|(file, _)| file)
    }

    /// Held while keys are taken out; `None` while somebody [shares](Self::share).
    pub(crate) fn alone(&self) -> Result<Option<File>, Error> {
        let lock = |file: &File| match file.try_lock() {
            Ok(()) => Ok(true),
            Err(TryLockError::WouldBlock) => Ok(false),
            Err(TryLockError::Error(error)) => Err(error),
        };
        self.locked("on-the-way", lock).map(|(file, held)| held.then_some(file))
    }

    fn locked(
        &self,
        name: &str,
        lock: impl Fn(&File) -> io::Result<bool>,
    ) -> Result<(File, bool), Error> {
        let path = self.path.join(name);
        let open = || -> io::Result<(File, bool)> {
            let file = OpenOptions::new().write(true).create(true).truncate(false).open(&path)?;
            let held = lock(&file)?;
            Ok((file, held))
        };
        open().map_err(|error| Error::Key { path: path.clone(), problem: error.to_string() })
    }

    /// The key in `name`, drawn from `chance` on the first start.
    pub(crate) fn key(&self, name: &str, chance: &Mutex<Chance>) -> Result<Key, Error> {
        let make = || {
            let mut key: Key = [0; 32];
            chance.lock().unwrap_or_else(PoisonError::into_inner).fill(&mut key);
            Some(key.to_vec())
        };
        let kept = self.made(name, chance, make)?;
        self.whole(name, kept)
    }

    /// The key in `name`, as `make` writes it on the first start; wrapped as every other.
    pub(crate) fn made(
        &self,
        name: &str,
        chance: &Mutex<Chance>,
        make: impl FnOnce() -> Option<Vec<u8>>,
    ) -> Result<Vec<u8>, Error> {
        let draw =
            |bytes: &mut [u8]| chance.lock().unwrap_or_else(PoisonError::into_inner).fill(bytes);
        if let Some(kept) = self.kept_bytes(name)? {
            return Ok(kept);
        }
        let failed = || {
            let problem = "could not be made".to_owned();
            Error::Key { path: self.path.join(name), problem }
        };
        let key = make().ok_or_else(failed)?;
        let text = if self.wraps {
            let closed = closed_under(&self.master, name, &key, draw);
            WRAPPED.to_owned() + &hex(&closed.ok_or_else(failed)?)
        } else {
            hex(&key)
        };
        let text = self.create(name, &text)?;
        self.unwrapped(name, text.trim()).ok_or_else(|| self.foreign(name))
    }

    fn unwrapped(&self, name: &str, text: &str) -> Option<Vec<u8>> {
        match text.strip_prefix(WRAPPED) {
            Some(closed) => opened_under(&self.master, name, &unhex_any(closed)?),
            None => unhex_any(text),
        }
    }

    /// What `name` holds, if it is there.
    pub(crate) fn read(&self, name: &str) -> Result<Option<String>, Error> {
        read(&self.path.join(name))
    }

    /// Writes `name` unless somebody else did first; returns what it then holds.
    pub(crate) fn create(&self, name: &str, text: &str) -> Result<String, Error> {
        let (path, fresh) = (self.path.join(name), self.write_aside(name, text)?);
        // A hard link fails where the name is taken, so the first of two processes wins.
        let linked = fs::hard_link(&fresh, &path);
        let removed = fs::remove_file(&fresh);
        match linked.and(removed) {
            Ok(()) => self.sync(&path).map(|()| text.to_owned()),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                Ok(read(&path)?.unwrap_or_default())
            }
            Err(error) => Err(Error::Key { path, problem: error.to_string() }),
        }
    }

    /// Puts `text` in the place of what `name` held, at once or not at all.
    pub(crate) fn replace(&self, name: &str, text: &str) -> Result<(), Error> {
        let (path, fresh) = (self.path.join(name), self.write_aside(name, text)?);
        fs::rename(&fresh, &path)
            .map_err(|error| Error::Key { path: path.clone(), problem: error.to_string() })?;
        self.sync(&path)
    }

    fn write_aside(&self, name: &str, text: &str) -> Result<PathBuf, Error> {
        let path = self.path.join(format!(".{name}.{}", std::process::id()));
        let write = || -> io::Result<()> {
            let mut options = OpenOptions::new();
            options.write(true).create(true).truncate(true);
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            let mut file = options.open(&path)?;
            file.write_all(text.as_bytes())?;
            file.sync_all()
        };
        match write() {
            Ok(()) => Ok(path),
            Err(error) => Err(Error::Key { path, problem: error.to_string() }),
        }
    }

    fn sync(&self, path: &Path) -> Result<(), Error> {
        let synced = File::open(&self.path).and_then(|folder| folder.sync_all());
        synced.map_err(|error| Error::Key { path: path.to_owned(), problem: error.to_string() })
    }
}

/// Reads a key file, refusing one that others may read.
fn read(path: &Path) -> Result<Option<String>, Error> {
    let problem = |problem: String| Error::Key { path: path.to_owned(), problem };
    let mut file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(problem(error.to_string())),
    };
    #[cfg(unix)]
    {
        let meta = file.metadata().map_err(|error| problem(error.to_string()))?;
        let mode = std::os::unix::fs::PermissionsExt::mode(&meta.permissions());
        if mode & 0o077 != 0 {
            return Err(problem(format!(
                "others may read it (mode {:o}); run chmod 600 on it",
                mode & 0o777
            )));
        }
    }
    let mut text = String::new();
    file.read_to_string(&mut text).map_err(|error| problem(error.to_string()))?;
    Ok(Some(text))
}

#[cfg_attr(not(unix), expect(unused_variables, reason = "modes are a Unix matter"))]
fn restrict(path: &Path, mode: u32) -> io::Result<()> {
    #[cfg(unix)]
    fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(mode))?;
    Ok(())
}

/// Lower-case hexadecimal digits of `bytes`.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let digit = |nibble: u8| char::from_digit(u32::from(nibble), 16).unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// The bytes that `text` writes in hexadecimal digits, if it is `N` of them.
pub(crate) fn unhex<const N: usize>(text: &str) -> Option<[u8; N]> {
    if text.len() != 2 * N || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let mut bytes = [0; N];
    for (at, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(2 * at..2 * at + 2)?, 16).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chance(seed: u64) -> Mutex<Chance> {
        Mutex::new(Chance::seeded(seed))
    }

    #[test]
    fn a_key_is_drawn_once_and_kept_from_others() {
        let data = tempfile::tempdir().unwrap();
        let folder = KeyFolder::open(data.path(), &KeySource::File, &chance(1)).unwrap();
        let key = folder.key("token.key", &chance(1)).unwrap();
        assert_eq!(folder.key("token.key", &chance(2)).unwrap(), key);
        assert_eq!(folder.create("token.key", "x").unwrap(), hex(&key));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let path = data.path().join("keys/token.key");
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
            fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
            let refused = folder.key("token.key", &chance(1)).unwrap_err();
            assert!(refused.to_string().contains("chmod 600"), "{refused}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn where_a_vault_gives_the_master_key_no_key_lies_open() {
        let data = tempfile::tempdir().unwrap();
        let vault = |digit: &str| KeySource::Command {
            words: vec!["echo".to_owned(), digit.repeat(64)],
            wait_s: 20,
        };
        let folder = KeyFolder::open(data.path(), &vault("a"), &chance(1)).unwrap();
        let key = folder.key("token.key", &chance(2)).unwrap();
        let text = fs::read_to_string(data.path().join("keys/token.key")).unwrap();
        assert!(text.starts_with(WRAPPED) && !text.contains(&hex(&key)), "{text}");
        assert!(!data.path().join("keys/master.key").exists());
        let again = KeyFolder::open(data.path(), &vault("a"), &chance(3)).unwrap();
        assert_eq!(again.key("token.key", &chance(3)).unwrap(), key);
        let other = KeyFolder::open(data.path(), &vault("b"), &chance(3)).unwrap();
        assert!(other.key("token.key", &chance(3)).is_err());
        let nothing = KeySource::Command { words: vec!["false".to_owned()], wait_s: 20 };
        assert!(KeyFolder::open(data.path(), &nothing, &chance(1)).is_err());
    }
}
