//! The installation's keys: files in `<data>/keys`, readable by their owner alone.
//!
//! - `sealing.json`: the key ring of the [`Sealer`](crate::Sealer); rotates.
//! - `token.key`: the key of the [`Tokenizer`](crate::Tokenizer); fixed. Losing
//!   it means tokenising everything again from the sealed originals.
//! - `log.key`: signs the roots of the log of reads.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Read as _, Write as _},
    path::{Path, PathBuf},
};

use kernel::Chance;

use crate::Error;

/// A key of 256 bits.
pub(crate) type Key = [u8; 32];

/// The folder of keys.
#[derive(Clone, Debug)]
pub(crate) struct KeyFolder(PathBuf);

impl KeyFolder {
    /// `<data>/keys`, made where it is missing.
    pub(crate) fn open(data: &Path) -> Result<Self, Error> {
        let folder = data.join("keys");
        fs::create_dir_all(&folder)
            .and_then(|()| restrict(&folder, 0o700))
            .map_err(|error| Error::Key { path: folder.clone(), problem: error.to_string() })?;
        Ok(Self(folder))
    }

    /// The key in `name`, drawn from `chance` on the first start.
    pub(crate) fn key(&self, name: &str, chance: &mut Chance) -> Result<Key, Error> {
        let path = self.0.join(name);
        let text = if let Some(text) = read(&path)? {
            text
        } else {
            let mut key = [0; 32];
            chance.fill(&mut key);
            self.create(name, &hex(&key))?
        };
        unhex(text.trim()).ok_or_else(|| Error::Key {
            path,
            problem: "does not hold 64 hexadecimal digits; restore it from your backup".to_owned(),
        })
    }

    /// What `name` holds, if it is there.
    pub(crate) fn read(&self, name: &str) -> Result<Option<String>, Error> {
        read(&self.0.join(name))
    }

    /// Writes `name` unless somebody else did first; returns what it then holds.
    pub(crate) fn create(&self, name: &str, text: &str) -> Result<String, Error> {
        let (path, fresh) = (self.0.join(name), self.write_aside(name, text)?);
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
        let (path, fresh) = (self.0.join(name), self.write_aside(name, text)?);
        fs::rename(&fresh, &path)
            .map_err(|error| Error::Key { path: path.clone(), problem: error.to_string() })?;
        self.sync(&path)
    }

    fn write_aside(&self, name: &str, text: &str) -> Result<PathBuf, Error> {
        let path = self.0.join(format!(".{name}.{}", std::process::id()));
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
        let synced = File::open(&self.0).and_then(|folder| folder.sync_all());
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

    #[test]
    fn a_key_is_drawn_once_and_kept_from_others() {
        let data = tempfile::tempdir().unwrap();
        let folder = KeyFolder::open(data.path()).unwrap();
        let key = folder.key("token.key", &mut Chance::seeded(1)).unwrap();
        assert_eq!(folder.key("token.key", &mut Chance::seeded(2)).unwrap(), key);
        assert_eq!(folder.create("token.key", "x").unwrap(), hex(&key));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let path = data.path().join("keys/token.key");
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
            fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
            let refused = folder.key("token.key", &mut Chance::seeded(1)).unwrap_err();
            assert!(refused.to_string().contains("chmod 600"), "{refused}");
        }
    }
}
